"""Addresses that a CMS has given to pages and files: a table a person fills in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from generator.diagnostics import DataError, Level, Problem, Span
from generator.exchange.reading import read_source
from generator.exchange.tables import TableRow, UnreadableError

FILE = "kit.csv"
FOLDER_KEY = "*"
"""The row of the folder in which the CMS keeps files under the names they came with."""
_HEAD = ("Что", "Название", "Адрес в CMS")
_FOLDER_TITLE = "Папка файлов, если CMS не меняет их имён; адрес кончается на /"
_ADDRESS = re.compile(r"(?:https?://|/(?!/))[^\s\"'<>\\]+")
_FORMULA = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What is known of the CMS.

    Attributes:
        known: Addresses by paths of pages without ending, and of files.
        folder: Address of the folder of files, ending with a slash; empty when there is none.
    """

    known: Mapping[str, str]
    folder: str = ""

    def of_page(self, path: str) -> str:
        """Return the address of a page, or an empty string."""
        return self.known.get(path, "")

    def of_file(self, path: str, name: str) -> str:
        """Return the address of a file, or an empty string."""
        return self.known.get(path) or (urljoin(self.folder, name) if self.folder else "")


def read_addresses(project: Path) -> Addresses:
    """Read the school's table; none yet is an empty one.

    Raises:
        DataError: With every row that cannot be understood.
    """
    file = project / FILE
    if not file.is_file():
        return Addresses({})
    try:
        (table, *_) = read_source(file).tables
    except UnreadableError as error:
        problem = Problem("О-06", Level.ERROR, Span(FILE), str(error), error.hint)
        raise DataError([problem]) from error
    known: dict[str, str] = {}
    problems: list[Problem] = []
    for row in table.rows:
        path, address = _cell(row, 1), _cell(row, len(_HEAD))
        if not address or path == _HEAD[0]:
            continue
        if not path or (reason := _wrong(path, address)):
            message = f"«{address}»: {reason if path else 'не сказано, чей это адрес'}"
            hint = "впишите адрес целиком, как он стоит в строке браузера: https://…"
            span = Span(FILE, row.number, len(_HEAD) if path else 1)
            problems.append(Problem("О-06", Level.ERROR, span, message, hint))
        known[path] = address
    if problems:
        raise DataError(problems)
    folder = known.pop(FOLDER_KEY, "")
    return Addresses(known, folder)


def _cell(row: TableRow, column: int) -> str:
    cell = row.cells.get(column)
    return cell.text.strip() if cell else ""


def _wrong(path: str, address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        return "это не адрес"
    return "адрес папки кончается на /" if path == FOLDER_KEY and address[-1] != "/" else ""


def written(addresses: Addresses, wanted: Sequence[tuple[str, str]], gone: Sequence[str]) -> bytes:
    """Return the table to fill in: every page and file of the kit, known addresses in place.

    Args:
        addresses: What is known.
        wanted: Paths and titles of what the kit holds.
        gone: Paths that the kit holds no more and the CMS still does: their addresses are
            needed until they are taken away; their titles may name somebody and are not kept.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    writer.writerow((FOLDER_KEY, _FOLDER_TITLE, addresses.folder))
    writer.writerows(_rows(addresses, wanted, gone))
    return stream.getvalue().encode("utf-8-sig")


def _rows(
    addresses: Addresses, wanted: Sequence[tuple[str, str]], gone: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    for path, title in wanted:
        # A spreadsheet must not take a title for a formula.
        plain = f"'{title}" if title.startswith(_FORMULA) else title
        yield path, plain, addresses.known.get(path, "")
    for path in gone:
        if address := addresses.known.get(path):
            yield path, "уберите из CMS", address
