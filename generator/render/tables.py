"""Tables written in Markdown: a frame that takes the focus, rows that stack on a phone."""

from __future__ import annotations

import re
from itertools import count

from markupsafe import Markup, escape

_TABLE = re.compile(r"<table>(?P<inside>.*?)</table>", re.DOTALL)
_HEAD = re.compile(r"<th\b(?P<rest>[^>]*)>(?P<words>.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<td(?P<rest>[^>]*)>(?P<words>.*?)</td>", re.DOTALL)


def framed_tables(html: str) -> str:
    """Return a page's text whose tables a reader can use on any screen and by keyboard.

    Args:
        html: What a Markdown parser has made; its tables have one row of headers.

    Returns:
        The text with every table in a region that scrolls and takes the focus. On a narrow screen
        a row becomes a card: its first cell is the title, each other one is told by its header.
    """
    numbers = count(1)
    return _TABLE.sub(lambda found: _framed(found["inside"], next(numbers)), html)


def _framed(inside: str, number: int) -> str:
    heads = [Markup(head["words"]).striptags() for head in _HEAD.finditer(inside)]  # noqa: S704
    rows = _ROW.sub(lambda row: _labelled(row[0], heads), inside)
    scoped = _HEAD.sub(_scoped, rows)
    return (
        f'<div class="nm-table nm-table--stack" tabindex="0" role="region" '
        f'aria-label="Таблица {number}"><table class="nm-grid">{scoped}</table></div>'
    )


def _labelled(row: str, heads: list[str]) -> str:
    places = count()
    return _CELL.sub(lambda cell: _cell(cell, heads, next(places)), row)


def _cell(cell: re.Match[str], heads: list[str], place: int) -> str:
    if not place or place >= len(heads) or not heads[place]:
        return cell[0]
    return (
        f'<td{cell["rest"]} data-label="{escape(heads[place])}"><span>{cell["words"]}</span></td>'
    )


def _scoped(head: re.Match[str]) -> str:
    scope = "" if "scope=" in head["rest"] else ' scope="col"'
    return f"<th{scope}{head['rest']}>{head['words']}</th>"
