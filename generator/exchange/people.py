"""Rows of a table into what it says of people; every other cell is told why it is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.diagnostics import Level
from generator.exchange.columns import (
    JOINED,
    NAME,
    NAME_PARTS,
    POST,
    BankForm,
    Column,
    Reading,
)
from generator.exchange.headers import Layout, find_layout, header_again, is_numbering
from generator.exchange.ledger import Ledger
from generator.exchange.tables import Table, TableCell, TableRow
from generator.exchange.values import Meant, Unclear, read_person, read_value
from generator.model.types import fold

_TOTALS = re.compile(r"(?:итого|всего|в том числе|общее количество|из них)\b", re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,5}[.)]?")
_FEW = 2
_WIDEST_GROUP = 20


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a cell says of a person.

    Attributes:
        key: Key of the record.
        value: As the record keeps it, or why it is not clear.
        remark: What was put right.
    """

    key: str
    value: Any
    cell: TableCell
    remark: str = ""

    @property
    def refused(self) -> bool:
        """Tell whether the cell is an error."""
        return isinstance(self.value, Unclear) and self.value.level is Level.ERROR

    @property
    def vague(self) -> bool:
        """Tell whether the cell is sound but says too little."""
        return isinstance(self.value, Unclear) and self.value.level is Level.WARNING


@dataclass(frozen=True, slots=True)
class Line:
    """What a row says of a person.

    Attributes:
        cells: The cells of the name; the first one speaks for the row.
        said: Values for the record, the name left out.
        pair: Cells about the person's pair, by the titles of their columns.
        failed: A cell of the row is an error.
    """

    name: str
    cells: tuple[TableCell, ...]
    remark: str
    said: tuple[Said, ...]
    pair: Mapping[str, TableCell]
    failed: bool = False


def read_people(table: Table, form: BankForm, ledger: Ledger, today: date) -> list[Line]:
    """Read a table of people.

    Args:
        table: The table.
        form: Which bank it should be.
        ledger: Where what became of the cells is noted, values of people excepted.
        today: Dates far after it are slips.

    Returns:
        A line for each row that is about a person.
    """
    layout = find_layout(table, form)
    if layout is None:
        for row in table.rows:
            ledger.row(row, "над таблицей нет графы с ФИО: лист не прочитан")
        return []
    return list(_Reader(table, form, ledger, today, layout).lines())


def signs_of(table: Table, form: BankForm) -> int:
    """Return how many columns a table has that only this bank has."""
    layout = find_layout(table, form)
    return len(layout.keys & form.signs) if layout else 0


class _Reader:
    """Reads one table from the top down."""

    def __init__(
        self, table: Table, form: BankForm, ledger: Ledger, today: date, layout: Layout
    ) -> None:
        self._table = table
        self._form = form
        self._ledger = ledger
        self._today = today
        self._layout = layout
        self._by_row: dict[int, Line] = {}
        self._last = max((row.number for row in table.rows if self._is_person(row)), default=0)

    def lines(self) -> Iterator[Line]:
        """Yield what rows say of people and note what becomes of all the other cells."""
        first = self._layout.rows[0]
        for row in self._table.rows:
            if row.number < first:
                self._ledger.row(row, "над таблицей: заголовок или примечание")
            elif row.number in self._layout.rows:
                self._note_header(row)
            elif is_numbering(row):
                self._ledger.row(row, "номера граф")
            elif (again := header_again(row, self._form, self._table)) is not None:
                if again.keys == self._layout.keys:
                    self._ledger.row(row, "повтор заголовка")
                else:
                    self._layout = again
                    self._note_header(row)
            elif _TOTALS.match(next(iter(row.cells.values())).text):
                self._ledger.row(row, "строка итогов")
            elif (line := self._line(row)) is not None:
                self._by_row[row.number] = line
                yield line

    def _note_header(self, row: TableRow) -> None:
        for number, cell in row.cells.items():
            if number in self._layout.doubled:
                title = self._layout.doubled[number].key
                why = f"графа «{title}» уже есть левее, эта не читается"
                self._ledger.ignore([cell], why, "оставьте одну или назовите точнее")
            elif number in self._layout.columns or self._heads_known(row, number):
                self._ledger.take(cell, "заголовок")
            else:
                self._ledger.ignore([cell], self._why_unknown(number))

    def _heads_known(self, row: TableRow, number: int) -> bool:
        """Tell whether a cell of a tall header stands over a known column further on."""
        following = min((n for n in row.cells if n > number), default=number + _WIDEST_GROUP)
        return len(self._layout.rows) > 1 and any(
            number <= column < following for column in self._layout.columns
        )

    def _is_person(self, row: TableRow) -> bool:
        cells = self._name_cells(row)
        text = " ".join(cell.text for cell in cells)
        return bool(cells) and isinstance(read_person(text)[0], Meant)

    def _name_cells(self, row: TableRow) -> tuple[TableCell, ...]:
        found = {
            column.key: row.cells[number]
            for number, column in self._layout.columns.items()
            if number in row.cells and column.key in {NAME, *NAME_PARTS}
        }
        if NAME in found:
            return (found[NAME],)
        return tuple(found[part] for part in NAME_PARTS if part in found)

    def _line(self, row: TableRow) -> Line | None:
        """Read a row of data."""
        cells = self._name_cells(row)
        if not cells:
            return self._nameless(row)
        if any(cell.unread for cell in cells):
            self._refuse(row, cells[0], "И-12", cells[0].unread, _FORMULA)
            return None
        text = cells[0].text if len(cells) == 1 else " ".join(cell.text for cell in cells)
        name, more = read_person(text)
        if isinstance(name, Unclear):
            if self._is_note(row):
                self._ledger.row(row, self._where_note(row))
                return None
            self._refuse(row, cells[0], "И-03", name.message, name.hint)
            return None
        remark = name.remark
        extra: tuple[Said, ...] = ()
        if more and POST in self._row_keys(row):
            remark = f"{remark}; " * bool(remark) + f"«{more}» после имени не занесено"
        elif more:
            remark = f"{remark}; " * bool(remark) + f"после имени взята должность «{more}»"
            extra = (Said(POST, more, cells[0], remark),)
        return self._about(row, name.value, cells, self._hidden(row, remark), extra)

    def _row_keys(self, row: TableRow) -> set[str]:
        return {c.key for number, c in self._layout.columns.items() if number in row.cells}

    def _hidden(self, row: TableRow, remark: str) -> str:
        """Add to a remark that the row is not seen in the program."""
        where = "лист скрыт" if self._table.hidden else "строка скрыта" if row.hidden else ""
        return "; ".join(part for part in (remark, where) if part)

    def _nameless(self, row: TableRow) -> Line | None:
        """Read a row without a name: it goes on about the person above, or about nobody."""
        above = self._person_above(row)
        if above is not None:
            return self._about(row, above.name, (), "", ())
        known = self._known_cells(row)
        if row.number > self._last or len(known) < _FEW:
            self._ledger.row(row, self._where_note(row))
            return None
        hint = "впишите ФИО или уберите строку"
        self._refuse(row, known[0], "И-03", "в строке нет ФИО", hint)
        return None

    def _person_above(self, row: TableRow) -> Line | None:
        columns = {n for n, c in self._layout.columns.items() if c.key in {NAME, NAME_PARTS[0]}}
        for merge in self._table.merges:
            if merge.left in columns and merge.top < row.number <= merge.bottom:
                return self._by_row.get(merge.top)
        previous = self._by_row.get(row.number - 1)
        readings = {
            self._layout.columns[number].reading
            for number in row.cells
            if number in self._layout.columns
        }
        return previous if readings == {Reading.PAIR} else None

    def _known_cells(self, row: TableRow) -> list[TableCell]:
        """Return the cells of a row that could be about a person."""
        return [
            cell
            for number, cell in row.cells.items()
            if (column := self._layout.columns.get(number)) is not None
            and column.reading is not Reading.ORDINAL
        ]

    def _is_note(self, row: TableRow) -> bool:
        """Tell whether a row with no sound name is a note or a signature and not a person."""
        known = self._known_cells(row)
        if len(known) < _FEW and len(row.cells) < _FEW:
            return True
        keys = self._row_keys(row)
        ended = row.number > self._last and len(known) <= _FEW
        numbered = any(
            _ORDINAL.fullmatch(cell.text)
            for number, cell in row.cells.items()
            if (column := self._layout.columns.get(number)) and column.reading is Reading.ORDINAL
        )
        return ended and JOINED not in keys and not numbered

    def _note_ordinal(self, cell: TableCell) -> None:
        if _ORDINAL.fullmatch(cell.text):
            self._ledger.take(cell, "порядковый номер")
        else:
            self._ledger.ignore([cell], "в графе номера не номер")

    def _where_note(self, row: TableRow) -> str:
        if row.number > self._last:
            return "под таблицей: примечание или подпись"
        return "в строке нет ФИО: подзаголовок или примечание"

    def _refuse(self, row: TableRow, cell: TableCell, code: str, message: str, hint: str) -> None:
        self._ledger.row(row, f"строка не занесена: {message}")
        self._ledger.fail(cell, code, message, hint)

    def _about(
        self,
        row: TableRow,
        name: str,
        names: tuple[TableCell, ...],
        remark: str,
        extra: tuple[Said, ...],
    ) -> Line:
        said: list[Said] = list(extra)
        pair: dict[str, TableCell] = {}
        failed = False
        for number, cell in sorted(row.cells.items()):
            column = self._layout.columns.get(number)
            if cell in names:
                continue
            if column is None:
                self._ledger.ignore([cell], self._why_unknown(number))
            elif cell.unread:
                failed = True
                self._ledger.fail(cell, "И-12", cell.unread, _FORMULA)
            elif column.reading is Reading.ORDINAL:
                self._note_ordinal(cell)
            elif column.reading in {Reading.NAME, Reading.NAME_PART}:
                self._ledger.take(cell, "имя взято из графы «ФИО»")
            elif column.reading is Reading.PAIR:
                pair[column.key] = cell
            else:
                value = self._value(row, column, cell)
                failed = failed or value.refused
                said.append(value)
        return Line(name, names, remark, tuple(said), pair, failed)

    def _value(self, row: TableRow, column: Column, cell: TableCell) -> Said:
        """Read a value; a cell that is not understood says :class:`Unclear`."""
        read = read_value(cell, column, self._today)
        if isinstance(read, Meant):
            return Said(column.key, read.value, cell, self._hidden(row, read.remark))
        if read.level is Level.ERROR:
            self._ledger.fail(cell, "И-04", f"«{column.key}»: {read.message}", read.hint)
        return Said(column.key, read, cell)

    def _why_unknown(self, number: int) -> str:
        if number in self._layout.doubled:
            return f"графа «{self._layout.doubled[number].key}» уже есть левее"
        header = " ".join(self._layout.headers.get(number, "").split())
        return f"графы «{header}» в банке нет" if header else "у графы нет заголовка"


_FORMULA = "впишите в ячейку само значение"


def by_person(lines: list[Line]) -> dict[str, list[Line]]:
    """Put together the lines of each person by the folded name, in order."""
    grouped: dict[str, list[Line]] = {}
    for line in lines:
        grouped.setdefault(fold(line.name), []).append(line)
    return grouped
