"""A table of a file, whatever program made it: cells with their places and what is seen in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from generator.model.periods import MONTHS
from generator.source.slips import composed

Value = str | int | float | bool | date | datetime | time | timedelta
_BLANK = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]*")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a cell stands.

    Attributes:
        sheet: Name of the sheet, «Таблица 1» in Word, the file's name for plain text.
        row: Row from 1.
        column: Column from 1.
    """

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{letters(self.column)}{self.row}"


def letters(column: int) -> str:
    """Return the letters of a column from 1: ``A``, ``Z``, ``AA``."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell that is not empty.

    Attributes:
        value: What the program keeps in it; a month without a day is text.
        text: What a person sees in it.
        unread: Why its value is not known, such as an error of a formula.
    """

    place: Place
    value: Value
    text: str
    unread: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with its cells by column; empty cells are not there."""

    number: int
    cells: Mapping[int, TableCell]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged into one, first and last rows and columns from 1; the text is in the first."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet or a table of a document.

    Attributes:
        rows: Rows that have any text, from the top.
        hidden: The whole sheet is hidden.
    """

    name: str
    rows: tuple[TableRow, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read.

    Attributes:
        name: Name of the file.
        tables: Its tables in order.
        remarks: What its format does not let us see.
    """

    name: str
    tables: tuple[Table, ...]
    remarks: tuple[str, ...] = field(default_factory=tuple)


class UnreadableError(Exception):
    """A file holds no table that can be read.

    Attributes:
        hint: What to do.
    """

    def __init__(self, message: str, hint: str) -> None:
        self.hint = hint
        super().__init__(message)


def make_cell(place: Place, value: Value, unread: str = "") -> TableCell | None:
    """Return a cell, or ``None`` when nothing is seen in it.

    Args:
        place: Where it stands.
        value: What it keeps.
        unread: Why the value is not known.
    """
    text = shown(value)
    if _BLANK.fullmatch(text) and not unread:
        return None
    return TableCell(place, text if isinstance(value, str) else value, text, unread)


def shown(value: Value) -> str:
    """Return a value as a Russian reader sees it: «01.09.2024», «4,5», «да»."""
    match value:
        case str():
            lines = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", value)
            return composed(lines).strip()
        case bool():
            return "да" if value else "нет"
        case datetime():
            return f"{value:%d.%m.%Y}" if value.time() == time() else f"{value:%d.%m.%Y %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            return f"{minutes // 60}:{minutes % 60:02d}"
        case _:
            return f"{Decimal(repr(value)):f}".removesuffix(".0").replace(".", ",")


def month_words(day: date) -> str:
    """Return «сентябрь 2024»: what a cell shows that keeps a day but displays its month."""
    return f"{MONTHS[day.month - 1]} {day.year}"
