"""Plain text tables: CSV of any program, encoding and delimiter."""

from __future__ import annotations

import csv
import io
from collections import Counter

from generator.exchange.tables import Place, Table, TableRow, UnreadableError, make_cell

_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_OLD = ("cp1251", "cp866", "koi8-r", "mac-cyrillic")
_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_ROWS = 200
_LONGEST_CELL = 10_000_000
_COMMON = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфё")
_RUSSIAN = frozenset(map(chr, range(ord("А"), ord("я") + 1))) | frozenset("ёЁ№«»—–…\u00a0")


def read_delimited(raw: bytes, name: str) -> Table:
    """Read a CSV file.

    Args:
        raw: The file's bytes.
        name: The file's name; places are called by it.

    Raises:
        UnreadableError: When the bytes are no text.
    """
    text = _decode(raw)
    if "\0" in text:
        raise UnreadableError("это не текст и не таблица", "сохраните файл в Excel как .xlsx")
    first, _, rest = text.partition("\n")
    told = first.strip().casefold()
    if told.startswith("sep=") and len(told) == 5:
        rows = _parse(rest, told[-1])
        return _table(rows, name, first_row=2)
    return _table(_parse(text, _delimiter(text)), name, first_row=1)


def _decode(raw: bytes) -> str:
    """Return the text: by its mark, else as UTF-8, else in the old encoding that reads best."""
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        guesses = [raw.decode(encoding, "replace") for encoding in _OLD]
        return max(guesses, key=_likeness)


def _likeness(text: str) -> float:
    """Tell how much a text looks Russian: small common letters for it, odd signs against."""
    counts = Counter(text)
    good = sum(count for sign, count in counts.items() if sign in _COMMON)
    odd = sum(count for sign, count in counts.items() if not (sign.isascii() or sign in _RUSSIAN))
    return good - 3 * odd


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts most rows into the same number of several cells."""

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in _parse(text, delimiter, _SAMPLE_ROWS) if any(row))
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
        return (count if width > 1 else 0, width)

    return max(_DELIMITERS, key=evenness)


def _parse(text: str, delimiter: str, limit: int | None = None) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    rows: list[list[str]] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        rows.append(row)
        if limit is not None and len(rows) >= limit:
            break
    return rows


def _table(rows: list[list[str]], name: str, first_row: int) -> Table:
    found: list[TableRow] = []
    for number, row in enumerate(rows, first_row):
        cells = {
            column: cell
            for column, text in enumerate(row, 1)
            if (cell := make_cell(Place(name, number, column), text)) is not None
        }
        if cells:
            found.append(TableRow(number, cells))
    return Table(name, tuple(found))
