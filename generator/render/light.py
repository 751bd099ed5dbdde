"""Prose without markup, which most of it is: paragraphs and plain lists, read without a parser.

Whatever may be Markdown is left to the parser of :mod:`generator.render.prose`; of the rest both
make the same.
"""

from __future__ import annotations

import re

_ITEM = "- "
# A line begins with a letter, a number that is none of a list, or a sign that opens a sentence.
_LINE = r"(?!_|\d{1,9}[.)])[\w«„“(\"—–№][^\\`*_\[\]<&|\t\r\0\n]*(?<!\s)"
_PARAGRAPH = rf"{_LINE}(?:\n{_LINE})*+"
_LIST = rf"- {_LINE}(?:\n- {_LINE})*+"
# Lists with nothing but room between them are one list, and a wider one.
_LIGHT = re.compile(
    rf"\n*(?:{_PARAGRAPH}|{_LIST}(?!\n+- ))(?:\n\n+(?:{_PARAGRAPH}|{_LIST}(?!\n+- )))*+\n*"
)
_GAP = re.compile(r"\n{2,}")


def light_html(text: str) -> str | None:
    """Return prose as HTML; ``None`` when it may have markup."""
    if not _LIGHT.fullmatch(text):
        return None
    shown = text.strip("\n").replace(">", "&gt;").replace('"', "&quot;")
    return "".join(map(_block, _GAP.split(shown)))


def light_text(text: str) -> str | None:
    """Return prose without the signs of lists; ``None`` when it may have markup."""
    if not _LIGHT.fullmatch(text):
        return None
    return f"\n{text}".replace(f"\n{_ITEM}", "\n")


def _block(lines: str) -> str:
    if not lines.startswith(_ITEM):
        return f"<p>{lines}</p>\n"
    items = lines.removeprefix(_ITEM).replace(f"\n{_ITEM}", "</li>\n<li>")
    return f"<ul>\n<li>{items}</li>\n</ul>\n"
