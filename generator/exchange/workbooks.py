"""Workbooks of Excel and LibreOffice: values by calamine, and what calamine does not tell.

Calamine gives values fast but neither hidden rows, nor cells whose value it cannot give, nor
whether a date was shown without its day. Those are read from the XML of the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from posixpath import join, normpath
from typing import Any

import python_calamine
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from generator.exchange.tables import (
    Merge,
    Place,
    Table,
    TableCell,
    TableRow,
    UnreadableError,
    Value,
    make_cell,
    month_words,
)

_SAVE_AGAIN = "откройте его в Excel или LibreOffice и сохраните заново как .xlsx"
_OLD_EXCEL = (
    "в .xls не видно скрытых строк, ячеек с ошибкой формулы и дат, показанных без дня; "
    "надёжнее сохранить файл как .xlsx"
)
_MONTH_AND_YEAR = 17
_DAYLESS = re.compile(r"^(?=.*(?:y|m{3}))[^dhs]*$")
_NOT_SIGNS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(slots=True)
class _Glance:
    """What the XML of a sheet tells besides values; rows and columns from 1.

    Attributes:
        unread: Cells that hold something, and what it is, if calamine gives no value.
        dayless: Dates shown as a month.
    """

    hidden: set[int] = field(default_factory=set)
    unread: dict[tuple[int, int], str] = field(default_factory=dict)
    dayless: set[tuple[int, int]] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)


def read_workbook(raw: bytes, kind: str) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """Read every sheet of a workbook.

    Args:
        raw: The file's bytes.
        kind: ``xlsx``, ``xlsb``, ``xls`` or ``ods``.

    Returns:
        The sheets that hold anything, and what the format hides from us.

    Raises:
        UnreadableError: When the file is broken or locked with a password.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        glances = _GLANCES[kind](raw) if kind in _GLANCES else {}
        tables = tuple(_tables(book, glances))
    except PasswordError as error:
        hint = "снимите пароль в Excel: Файл, Сведения, Защита книги"
        raise UnreadableError("файл закрыт паролем", hint) from error
    except (CalamineError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as error:
        raise UnreadableError("файл повреждён или это не таблица", _SAVE_AGAIN) from error
    return tables, () if kind in _GLANCES else (_OLD_EXCEL.replace(".xls ", f".{kind} ", 1),)


def _tables(book: CalamineWorkbook, glances: dict[str, _Glance]) -> Iterator[Table]:
    for about in book.sheets_metadata:
        if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        glance = glances.get(about.name, _Glance())
        rows = list(_rows(sheet.to_python(skip_empty_area=False), about.name, glance))
        merges = [
            Merge(top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        hidden = about.visible is not SheetVisibleEnum.Visible
        if rows:
            yield Table(about.name, tuple(rows), tuple(merges or glance.merges), hidden)


def _rows(values: list[list[Any]], sheet: str, glance: _Glance) -> Iterator[TableRow]:
    beyond = max((row for row, _ in glance.unread), default=0)
    values = values + [[]] * (beyond - len(values))
    lost: dict[int, list[int]] = {}
    for row, column in glance.unread:
        lost.setdefault(row, []).append(column)
    for number, line in enumerate(values, 1):
        cells: dict[int, TableCell] = {}
        for column, value in enumerate(line, 1):
            cell = _cell(Place(sheet, number, column), value, glance)
            if cell is not None:
                cells[column] = cell
        for column in lost.get(number, ()):
            if column > len(line):
                what = glance.unread[number, column]
                cells[column] = TableCell(Place(sheet, number, column), "", "", what)
        if cells:
            yield TableRow(number, cells, number in glance.hidden)


def _cell(place: Place, value: Value, glance: _Glance) -> TableCell | None:
    where = (place.row, place.column)
    if value == "" and where in glance.unread:
        return make_cell(place, "", glance.unread[where])
    if where in glance.dayless and isinstance(value, date):
        return make_cell(place, month_words(value))
    return make_cell(place, value)


def _parse(archive: zipfile.ZipFile, path: str, *tags: str) -> Iterator[Any]:
    """Yield elements of a part by local names when they end, and forget them afterwards."""
    with archive.open(path) as part:
        events = etree.iterparse(
            part, tag=[f"{{*}}{tag}" for tag in tags], resolve_entities=False, no_network=True
        )
        for _, element in events:
            yield element
            element.clear()


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)


def _attribute(element: Any, name: str) -> str:
    """Return an attribute by its local name, whatever namespace the program gave it."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname == name:
            return str(value)
    return ""


def _glance_at_xlsx(raw: bytes) -> dict[str, _Glance]:
    glances: dict[str, _Glance] = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = set(archive.namelist())
        targets = {
            element.get("Id"): element.get("Target")
            for element in _parse(archive, "xl/_rels/workbook.xml.rels", "Relationship")
        }
        dayless = _dayless_styles(archive) if "xl/styles.xml" in parts else set()
        for element in _parse(archive, "xl/workbook.xml", "sheet"):
            target = targets.get(_attribute(element, "id"), "")
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            if path in parts:
                glances[element.get("name")] = _glance_at_sheet(archive, path, dayless)
    return glances


def _dayless_styles(archive: zipfile.ZipFile) -> set[str]:
    """Return numbers of the cell styles that show a date without its day."""
    codes: dict[str, str] = {}
    dayless: set[str] = set()
    number = 0
    for element in _parse(archive, "xl/styles.xml", "numFmt", "xf"):
        if _local(element) == "numFmt":
            codes[element.get("numFmtId")] = element.get("formatCode", "")
        elif _local(element.getparent()) == "cellXfs":
            format_ = element.get("numFmtId", "0")
            code = _NOT_SIGNS.sub("", codes.get(format_, "")).casefold().split(";")[0]
            if format_ == str(_MONTH_AND_YEAR) or _DAYLESS.match(code):
                dayless.add(str(number))
            number += 1
    return dayless


def _glance_at_sheet(archive: zipfile.ZipFile, path: str, dayless: set[str]) -> _Glance:
    glance = _Glance()
    row = column = 0
    cells: list[tuple[int, Any]] = []
    for element in _parse(archive, path, "c", "row"):
        if _local(element) == "c":
            found = _CELL.fullmatch(element.get("r", ""))
            column = _number(found[1]) if found else column + 1
            cells.append((column, _what_xlsx_holds(element)))
            if element.get("s") in dayless:
                cells.append((column, _DAYLESS_MARK))
            continue
        row, column = int(element.get("r") or row + 1), 0
        if element.get("hidden") in {"1", "true"}:
            glance.hidden.add(row)
        for at, what in cells:
            if what == _DAYLESS_MARK:
                glance.dayless.add((row, at))
            elif what:
                glance.unread[row, at] = what
        cells = []
    return glance


_DAYLESS_MARK = "без дня"


def _what_xlsx_holds(cell: Any) -> str:
    """Tell what a cell holds if no value of it can be had, else return an empty string."""
    children = {_local(child): child.text or "" for child in cell}
    if cell.get("t") == "e":
        return f"ошибка формулы {children.get('v', '')}".strip()
    return "формула без посчитанного значения" if "f" in children and "v" not in children else ""


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _glance_at_ods(raw: bytes) -> dict[str, _Glance]:
    glances: dict[str, _Glance] = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        dayless = _dayless_ods_styles(archive)
        glance, row = _Glance(), 1
        for element in _parse(archive, "content.xml", "table-row", "table"):
            if _local(element) == "table":
                glances[_attribute(element, "name")] = glance
                glance, row = _Glance(), 1
                continue
            repeated = int(_attribute(element, "number-rows-repeated") or 1)
            filled = _glance_at_ods_row(element, row, dayless, glance)
            if filled and _attribute(element, "visibility") in {"collapse", "filter"}:
                glance.hidden.update(range(row, row + repeated))
            row += repeated
    return glances


def _glance_at_ods_row(element: Any, row: int, dayless: set[str], glance: _Glance) -> bool:
    """Look at the cells of a row; return whether any has text."""
    column, filled = 1, False
    for cell in element:
        if _local(cell) not in {"table-cell", "covered-table-cell"}:
            continue
        text = "".join(cell.itertext()).strip()
        filled = filled or bool(text)
        across = int(_attribute(cell, "number-columns-spanned") or 1)
        down = int(_attribute(cell, "number-rows-spanned") or 1)
        if across > 1 or down > 1:
            glance.merges.append(Merge(row, column, row + down - 1, column + across - 1))
        if text and _attribute(cell, "formula"):
            glance.unread[row, column] = f"ошибка формулы {text}"
        if _attribute(cell, "style-name") in dayless:
            glance.dayless.add((row, column))
        column += int(_attribute(cell, "number-columns-repeated") or 1)
    return filled


def _dayless_ods_styles(archive: zipfile.ZipFile) -> set[str]:
    """Return names of the cell styles that show a date without its day."""
    formats: set[str] = set()
    styles: set[str] = set()
    for path in ("styles.xml", "content.xml"):
        if path not in archive.namelist():
            continue
        for element in _parse(archive, path, "date-style", "style"):
            parts = {_local(child) for child in element}
            if _local(element) == "date-style":
                if parts & {"month", "year"} and not parts & {"day", "hours"}:
                    formats.add(_attribute(element, "name"))
            elif _attribute(element, "data-style-name") in formats:
                styles.add(_attribute(element, "name"))
    return styles


_GLANCES = {"xlsx": _glance_at_xlsx, "ods": _glance_at_ods}
