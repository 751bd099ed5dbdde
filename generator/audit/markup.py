"""Parts of a marked-up text that a browser does not show as they stand: comments, scripts, styles.

They are found from left to right in one go: a regular expression for what is never closed would
read the rest of the text again for each that opens.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

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
_NAMED: Final = r"(?:!--|!\[CDATA\[|(?:script|style)\b)"
_PLAIN_INSIDE: Final = r"(?:[^<>\"']++|\"[^<\"]*+\"|'[^<']*+')*+"
_WHOLE: Final = re.compile(
    rf"(?:[^<]++|<(?!{_NAMED})[A-Za-z/!?]{_PLAIN_INSIDE}>|<(?![A-Za-z/!?])|<!--.*?-->"
    rf"|<script\b{_PLAIN_INSIDE}>.*?</script\s*>|<style\b{_PLAIN_INSIDE}>.*?</style\s*>"
    r"|<!\[CDATA\[.*?\]\]>)*+\Z",
    re.DOTALL | re.IGNORECASE,
)
_MOST_JOINED: Final = 2**15
"""No tag or script is longer; what is not closed so far is not looked for to the end of a page."""
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


def lines_of(source: str, known: Collection[str] = ()) -> tuple[list[str], set[str]]:
    """Cut the source of a page into lines: no tag, comment or script goes over from one to another.

    What is read of a page is then what is read of its lines, put together. Where something is
    never closed, everything from there on is the last line, the only one that is not whole.

    Args:
        source: The source.
        known: Lines of other pages, each whole.

    Returns:
        The lines, and those of them that are not known.
    """
    lines = source.split("\n")
    new = set(lines).difference(known)
    if all(map(is_whole, new)):
        return lines, new
    cut, at = [], 0
    while at < len(lines):
        end = _end_of_whole(lines, at)
        cut.append("\n".join(lines[at:end]))
        at = end
    return cut, set(cut).difference(known)


def _end_of_whole(lines: list[str], at: int) -> int:
    """Return the end of the fewest lines that are whole together; of all lines if none are."""
    joined = lines[at]
    if is_whole(joined):
        return at + 1
    for end in range(at + 1, len(lines)):
        joined += f"\n{lines[end]}"
        if len(joined) > _MOST_JOINED:
            break
        # What is open can be closed by that sign alone.
        if ">" in lines[end] and is_whole(joined):
            return end + 1
    return len(lines)


def is_whole(line: str) -> bool:
    """Tell whether every tag, comment, script that begins in a line ends there.

    A tag with «<» in a quoted value is not taken for whole: it may be read in two ways.
    """
    return _WHOLE.match(line) is not None
