"""Parts of a marked-up text that a browser does not show as they stand: comments, scripts, styles.

They are found from left to right in one go: a regular expression for what is never closed would
read the rest of the text again for each that opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from generator.audit.readings import TAG

_INSIDE: Final = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
_OPENING: Final = re.compile(
    rf"<!--|<!\[CDATA\[|<(?P<tag>script|style)\b(?P<attributes>{_INSIDE})>", re.IGNORECASE
)
_CLOSING: Final = {
    "comment": re.compile("-->"),
    "cdata": re.compile(r"\]\]>"),
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
}
_TOKEN: Final = (
    rf"<!--.*?-->|<script\b{_INSIDE}>.*?</script\s*>|<style\b{_INSIDE}>.*?</style\s*>"
    rf"|<!\[CDATA\[.*?\]\]>|{TAG.pattern}"
)
# A tag is taken whole or not at all, so only what stands outside of tags ends a line.
_LINE: Final = re.compile(
    rf"(?:[^<]*+(?:(?>{_TOKEN})|<))*?(?:(?<=>)\n|[^<]*+\Z)", re.DOTALL | re.IGNORECASE
)
"""Fast where all that opens is closed."""
_PAIRS: Final = (
    ("<!--", "-->"),
    ("<![cdata[", "]]>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
)
_UNNAMED: Final = {"<!--": "comment", "<![cdata[": "cdata"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a source.

    Attributes:
        kind: «comment», «cdata», «script», «style».
        attributes: Those of the opening tag.
        inner: What stands inside.
        start: Where it begins.
        end: Where it ends.
    """

    kind: str
    attributes: str
    inner: str
    start: int
    end: int


def parts_of(source: str) -> Iterator[Part]:
    """Yield the parts that are closed, in their order; what never ends is text."""
    at, endless = 0, set[str]()
    while opening := _OPENING.search(source, at):
        at = opening.end()
        kind = (opening["tag"] or _UNNAMED[opening[0].lower()]).lower()
        if kind in endless:
            continue
        closing = _CLOSING[kind].search(source, at)
        if closing is None:
            endless.add(kind)
            continue
        inner = source[at : closing.start()]
        at = closing.end()
        yield Part(kind, opening["attributes"] or "", inner, opening.start(), at)


def lines_of(source: str) -> list[str]:
    """Cut the source of a page into lines: no tag, comment or script goes over from one to another.

    What is read of a page is then what is read of its lines, put together.
    """
    small = source.lower()
    if all(small.rfind(opening) <= small.rfind(closing) for opening, closing in _PAIRS):
        return [line for line in _LINE.findall(source) if line]
    return _lines_by_parts(source)


def _lines_by_parts(source: str) -> list[str]:
    ends, at = [0], 0
    for part in parts_of(source):
        ends += _line_ends(source, at, part.start)
        if source.startswith("\n", part.end):
            ends.append(part.end + 1)
        at = part.end
    ends += _line_ends(source, at, len(source))
    return [source[start:end] for start, end in pairwise((*ends, len(source)))]


def _line_ends(source: str, start: int, end: int) -> Iterator[int]:
    """Yield where lines end after the tags of a piece of source."""
    for tag in TAG.finditer(source, start, end):
        if source.startswith("\n", tag.end()):
            yield tag.end() + 1
