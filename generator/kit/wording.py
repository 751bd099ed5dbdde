"""Words inside elements: spaces brought to one, pieces put one after another."""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_BEFORE_SIGN = re.compile(r" +([,.;:)])")


def spaced(text: str) -> str:
    """Bring all spaces between words to one."""
    return _SPACES.sub(" ", text)


def words_of(element: Element) -> str:
    """Return the words of an element in one line."""
    return spaced("".join(map(str, element.itertext()))).strip()


def say(line: Element, text: str | None) -> None:
    """Add words at the end of an element, spaces brought to one."""
    if not text:
        return
    words = spaced(text)
    if len(line):
        line[-1].tail = (line[-1].tail or "") + words
    else:
        line.text = (line.text or "") + words


def pour(block: Element, line: Element) -> None:
    """Pour a clean block into a line."""
    say(line, block.text)
    for child in list(block):
        line.append(child)


def tidied(line: Element) -> bool:
    """Take away spaces at the edges and before signs; tell whether anything is left."""
    for part in line.iter():
        if part.text:
            part.text = _BEFORE_SIGN.sub(r"\1", spaced(part.text))
        if part.tail and part is not line:
            part.tail = _BEFORE_SIGN.sub(r"\1", spaced(part.tail))
    line.text = (line.text or "").lstrip() or None
    if len(line):
        line[-1].tail = (line[-1].tail or "").rstrip() or None
    elif line.text:
        line.text = line.text.rstrip() or None
    for empty in [e for e in line.iter("a", "strong", "em") if not words_of(e) and not len(e)]:
        if empty is not line:
            empty.drop_tag()
    return bool(words_of(line)) or line.find(".//img") is not None
