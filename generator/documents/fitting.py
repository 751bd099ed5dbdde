"""Widths of columns: no word of a table is torn in two while there is room for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from PIL.ImageFont import FreeTypeFont, truetype

from generator.documents.blocks import Block, Cell, PageBreak, Table, plain
from generator.resources import theme_folder

_UPRIGHT, _TURNED = 1700, 2570
"""Width of the text in tenths of a millimetre, by ГОСТ Р 7.0.97-2016."""
_POINT = 3.53
"""The same in a point."""
_MARGINS = {False: 36, True: 22}
_BREAKS = re.compile(r"[ \n]+|(?<=[-–/])(?!\u00a0)")
_MEASURED = 100


def fitted(blocks: Iterable[Block], *, landscape: bool) -> Iterator[Block]:
    """Yield blocks; columns of tables are at least as wide as their longest words.

    Args:
        blocks: Blocks of one document.
        landscape: How its first page is turned.
    """
    room = _TURNED if landscape else _UPRIGHT
    for block in blocks:
        if isinstance(block, PageBreak) and block.landscape is not None:
            room = _TURNED if block.landscape else _UPRIGHT
        yield replace(block, widths=_widths(block, room)) if isinstance(block, Table) else block


def _widths(table: Table, room: int) -> tuple[int, ...]:
    """Return widths in tenths of a millimetre: as asked for, but for columns too narrow."""
    least = _least(table)
    if sum(least) >= room:
        return tuple(max(1, width * room // sum(least)) for width in least)
    fixed: dict[int, int] = {}
    while True:
        free = [i for i in range(len(least)) if i not in fixed]
        left = room - sum(fixed.values())
        total = sum(table.widths[i] for i in free)
        asked = {i: table.widths[i] * left // total for i in free}
        narrow = {i: least[i] for i in free if asked[i] < least[i]}
        if not narrow:
            return tuple(fixed.get(i, asked.get(i, 0)) for i in range(len(least)))
        fixed |= narrow


def _least(table: Table) -> list[int]:
    """Return how wide each column must be for its longest word."""
    words: list[set[tuple[str, bool]]] = [set() for _ in table.widths]
    going_on: dict[int, int] = {}
    for row in table.rows:
        for column, cell in _placed(row, going_on):
            if cell.cols == 1:
                words[column] |= {(w, cell.head) for w in _BREAKS.split(plain(cell.runs)) if w}
    size, margins = table.points * _POINT, _MARGINS[table.small]
    return [
        round(max((_length(word, bold=bold) for word, bold in found), default=0) * size) + margins
        for found in words
    ]


def _placed(row: Sequence[Cell], going_on: dict[int, int]) -> Iterator[tuple[int, Cell]]:
    """Yield cells of a row with their columns; cells of several rows take theirs below too."""
    column = 0
    for cell in row:
        while going_on.get(column, 0):
            going_on[column] -= 1
            column += 1
        if cell.rows > 1:
            going_on |= dict.fromkeys(range(column, column + cell.cols), cell.rows - 1)
        yield column, cell
        column += cell.cols
    while going_on.get(column, 0):
        going_on[column] -= 1
        column += 1


def _length(word: str, *, bold: bool) -> float:
    """Return the length of a word in ems of the documents' font."""
    return sum(_advance(sign, bold=bold) for sign in word)


@lru_cache(maxsize=4096)
def _advance(sign: str, *, bold: bool) -> float:
    return _font("Bold" if bold else "Regular").getlength(sign) / _MEASURED


@lru_cache(maxsize=2)
def _font(style: str) -> FreeTypeFont:
    file = next((theme_folder() / "fonts").rglob(f"LiberationSerif-{style}.ttf"))
    return truetype(str(file), _MEASURED)
