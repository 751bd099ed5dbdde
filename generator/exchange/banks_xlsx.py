"""A bank as an Excel sheet, ready to print on A4."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import ceil
from typing import Any

import xlsxwriter

from generator.exchange.measuring import lines_in
from generator.exchange.pairing import cell_text
from generator.rules.banks import Bank, Cell

_WIDTHS = {
    "bank-mentors": (4, 14, 12.5, 20, 20, 9.5, 14, 12.5, 12.5, 9.5, 21, 18),
    "bank-mentees": (4, 15, 11.5, 25, 9.5, 15, 12.5, 13, 9.5, 23, 18, 11),
}
_FONT = "Times New Roman"
_SIZE = 10
_HEAD_SIZE = 8.5
_BASIC_SIZE = 11
_LINE = 12.75
_PADDING = 4
_POINTS = 7 * 0.75
_TALLEST_ROW = 400
_PART = 16 * _LINE
_MADE = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LONGEST = 32_767


class TooLongError(Exception):
    """A text does not fit into a cell of Excel; nothing of it may be lost."""


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Any
    text: Any
    center: Any
    day: Any


def bank_xlsx(bank: Bank, school: str, today: date) -> bytes:
    """Return a bank as an .xlsx file; the same bank gives the same bytes.

    Args:
        bank: The bank.
        school: Name of the school, for the heading of printed pages.
        today: The day it is made for.

    Raises:
        TooLongError: When a text is longer than Excel keeps in a cell.
    """
    target = io.BytesIO()
    # Widths of columns are counted in digits of the basic font: here they are 7 pixels wide.
    basic = {"font_name": _FONT, "font_size": _BASIC_SIZE}
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_format_properties": basic})
    book.set_properties({"title": bank.title, "created": _MADE})
    sheet = book.add_worksheet(bank.title)
    formats = _formats(book)
    widths = _WIDTHS[bank.id]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    _write_head(sheet, bank, formats, widths)
    row = 1
    for cells in (line.cells for line in bank.rows):
        row = _write_row(sheet, row, cells, formats, widths)
    _set_page(sheet, bank, school, today)
    book.close()
    return target.getvalue()


def _formats(book: Any) -> _Formats:
    cell = {"font_name": _FONT, "font_size": _SIZE, "border": 1, "text_wrap": True}
    text = {**cell, "valign": "top"}
    middle = {**text, "align": "center"}
    head = {
        **cell,
        "font_size": _HEAD_SIZE,
        "bold": True,
        "align": "center",
        "valign": "vcenter",
        "bg_color": "#EDEDED",
    }
    return _Formats(
        head=book.add_format(head),
        text=book.add_format(text),
        center=book.add_format(middle),
        day=book.add_format({**middle, "num_format": "dd.mm.yyyy"}),
    )


def _write_head(sheet: Any, bank: Bank, formats: _Formats, widths: tuple[float, ...]) -> None:
    bold = 1.12
    heights = [
        lines_in(title, _points(width) / bold, _HEAD_SIZE)
        for title, width in zip(bank.columns, widths, strict=True)
    ]
    sheet.set_row(0, max(heights) * _LINE + _PADDING)
    for column, title in enumerate(bank.columns):
        sheet.write_string(0, column, title, formats.head)


def _points(width: float) -> float:
    """Return the room for text in a column of a width in signs."""
    return width * _POINTS - 1


def _write_row(
    sheet: Any, row: int, cells: tuple[Cell, ...], formats: _Formats, widths: tuple[float, ...]
) -> int:
    """Write a row and return the number of the next one.

    Excel lets no row be taller than 409 points: a taller one takes several rows of the sheet,
    merged in every column, low enough to fill the printed pages.
    """
    texts = [cell_text(cell) for cell in cells]
    lines = max(
        lines_in(text, _points(width), _SIZE) for text, width in zip(texts, widths, strict=True)
    )
    height = lines * _LINE + _PADDING
    parts = ceil(height / _PART) if height > _TALLEST_ROW else 1
    for part in range(parts):
        sheet.set_row(row + part, height / parts)
    for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        format_ = _format_of(cell, formats)
        if parts > 1:
            sheet.merge_range(row, column, row + parts - 1, column, "", format_)
        _write_cell(sheet, row, column, cell, text, format_)
    return row + parts


def _format_of(cell: Cell, formats: _Formats) -> Any:
    if isinstance(cell.value, date):
        return formats.day
    return formats.text if cell.value is None else formats.center


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, text: str, format_: Any) -> None:
    """Write a number or a day as such and everything else as text, never as a formula."""
    if isinstance(cell.value, date):
        sheet.write_datetime(row, column, cell.value, format_)
    elif cell.value is not None:
        sheet.write_number(row, column, cell.value, format_)
    elif len(text) > _LONGEST:
        raise TooLongError(f"«{text[:40]}…»: {len(text)} знаков, в ячейку Excel входит {_LONGEST}")
    elif text:
        sheet.write_string(row, column, text, format_)
    else:
        sheet.write_blank(row, column, None, format_)


def _set_page(sheet: Any, bank: Bank, school: str, today: date) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.55)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 2)
    name = school.replace("&", "&&")
    sheet.set_header(
        f'&L&"{_FONT}"&10{name}&C&"{_FONT},Bold"&12{bank.title}&R&"{_FONT}"&10на {today:%d.%m.%Y}'
    )
    sheet.set_footer(f'&R&"{_FONT}"&9Страница &P из &N')
