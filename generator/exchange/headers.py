"""Where the header of a table is: one row or several, merged or not, after any titles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.exchange.columns import NAME, NAME_PARTS, BankForm, Column, clean_header
from generator.exchange.tables import Table, TableRow
from generator.model.types import name_guess

_LOOKED_AT = 60
_TALLEST = 3
_LONGEST_HEADER = 200
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Layout:
    """The header of a table.

    Attributes:
        rows: Numbers of its rows.
        headers: What stands over each column, parts of several rows together.
        columns: The columns that are known, no column twice.
        doubled: Columns whose meaning an earlier column has already.
    """

    rows: tuple[int, ...]
    headers: Mapping[int, str]
    columns: Mapping[int, Column]
    doubled: Mapping[int, Column]

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the columns that are known."""
        return frozenset(column.key for column in self.columns.values())

    @property
    def names_people(self) -> bool:
        """Tell whether there is a column of names, or of all their parts."""
        return NAME in self.keys or set(NAME_PARTS[:2]) <= self.keys


def find_layout(table: Table, form: BankForm) -> Layout | None:
    """Return the header under which a table names people, or ``None``.

    Args:
        table: The table.
        form: Which bank it should be.
    """
    best: Layout | None = None
    for first in range(min(len(table.rows), _LOOKED_AT)):
        for height in range(1, _TALLEST + 1):
            rows = table.rows[first : first + height]
            if len(rows) < height or not all(map(_may_be_header, rows)):
                break
            if height > 1 and not _goes_on(table, rows):
                break
            layout = _layout(table, rows, form)
            if not layout.names_people or len(layout.columns) < min(_FEWEST, len(layout.headers)):
                continue
            if best is None or _worth(layout) > _worth(best):
                best = layout
    return best


def header_again(row: TableRow, form: BankForm, table: Table) -> Layout | None:
    """Return the layout of a row that is a header amid the data, or ``None``."""
    if not _may_be_header(row):
        return None
    layout = _layout(table, (row,), form)
    enough = len(layout.columns) >= max(_FEWEST, len(row.cells) - 1)
    return layout if layout.names_people and enough else None


def is_numbering(row: TableRow) -> bool:
    """Tell whether a row only numbers the columns: 1, 2, 3 …."""
    texts = [cell.text.rstrip(".") for cell in row.cells.values()]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 4]
    whole = len(numbers) == len(texts) >= 3
    return whole and all(after == before + 1 for before, after in pairwise(numbers))


def _worth(layout: Layout) -> tuple[int, int, int]:
    """More known columns are better, then fewer rows, then fewer unknown words in them."""
    return len(layout.columns), -len(layout.rows), -len(layout.doubled)


def _may_be_header(row: TableRow) -> bool:
    if is_numbering(row):
        return False
    return all(
        isinstance(cell.value, str)
        and not cell.unread
        and not _is_person(cell.text)
        and len(cell.text) <= _LONGEST_HEADER
        and not re.fullmatch(r"[\d.,/ -]+", cell.text)
        for cell in row.cells.values()
    )


def _goes_on(table: Table, rows: Sequence[TableRow]) -> bool:
    """Tell whether the last of the rows is the lower part of a header.

    Its texts stand under merged cells or to the right of the words of the row above; a lone
    text above is a title.
    """
    above, lower = rows[-2], rows[-1]
    if len(above.cells) < _FEWEST:
        return False
    spanned = any(
        merge.top <= above.number <= merge.bottom and (merge.right > merge.left)
        for merge in table.merges
    )
    gaps = [column for column in lower.cells if column not in above.cells]
    return spanned or bool(gaps)


def _is_person(text: str) -> bool:
    words = name_guess(text).split()
    return len(words) >= 3 and words[2].endswith(("ич", "вна", "чна", "шна", "оглы", "кызы"))


def _layout(table: Table, rows: Sequence[TableRow], form: BankForm) -> Layout:
    parts: dict[int, list[str]] = {}
    width = max(max(row.cells) for row in rows)
    for row in rows[:-1]:
        for column, text in _spread(table, row, rows[-1], width).items():
            parts.setdefault(column, []).append(text)
    for column, cell in rows[-1].cells.items():
        parts.setdefault(column, []).append(cell.text)
    headers = {column: " ".join(texts) for column, texts in sorted(parts.items())}
    columns: dict[int, Column] = {}
    doubled: dict[int, Column] = {}
    for number, header in headers.items():
        meant = form.column_of(header)
        if meant is None and form.partner not in clean_header(header):
            meant = form.column_of(parts[number][-1])
        if meant is None:
            continue
        known = {other.key for other in columns.values()}
        (doubled if meant.key in known else columns)[number] = meant
    return Layout(tuple(row.number for row in rows), headers, columns, doubled)


def _spread(table: Table, row: TableRow, lowest: TableRow, width: int) -> dict[int, str]:
    """Return the texts of an upper row of a header over every column they belong to."""
    spread: dict[int, str] = {}
    merged = {
        (merge.top, merge.left): merge.right for merge in table.merges if merge.right > merge.left
    }
    last = ""
    for column in range(1, width + 1):
        if column in spread:
            last = ""
        elif column in row.cells:
            text = row.cells[column].text
            right = merged.get((row.number, column))
            for covered in range(column, (right or column) + 1):
                spread[covered] = text
            last = "" if right or table.merges else text
        elif last and column in lowest.cells:
            spread[column] = last
        else:
            last = ""
    return spread
