"""Texts as a reader gets them: entities, escapes, invisible signs and tags undone."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote_to_bytes

BREAK: Final = " ꙮ "
"""Stands between texts that were put together only to be searched at once: no phrase crosses it."""

_UNSEEN = re.compile(
    "[\u00ad\u0300\u0301\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_SCRIPT_ESCAPE = re.compile(
    r"\\(?:u\{(?P<long>[0-9A-Fa-f]{1,6})\}|u(?P<four>(?:0[04]|20)[0-9A-Fa-f]{2}|030[01])"
    r"|x(?P<two>[0-9A-Fa-f]{2})"
    r"|(?P<space>[nrtbfv]))"
)
"""Only letters of Latin and Cyrillic and signs between words: theme scripts are full of others."""
_STYLE_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{2,6})[ \t\n]?")
TAG: Final = re.compile(r"<[A-Za-z/!?](?:(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>|[^<>]*+>)")
_BLOCK = re.compile(
    r"</?(?:[a-z]+:)?(?:address|article|aside|blockquote|body|br|button|c|caption|cr|dd|details|"
    r"dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h|h[1-6]|head|header|hr|html|img|"
    r"input|legend|li|line-break|link|main|meta|nav|ol|optgroup|option|p|pre|row|s|section|"
    r"select|si|summary|svg|tab|table|table-cell|tbody|tc|td|text|textarea|tfoot|th|thead|title|"
    r"tr|ul)(?:[\s/][^<>]*+)?>",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\r\n\f]{2,}")
_LEVELS: Final = 2


def plain(text: str) -> str:
    """Undo entities and percent-encoding; drop soft hyphens, stresses and other unseen signs."""
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        text = _PERCENT.sub(_percent, text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text if text.isascii() else _UNSEEN.sub("", text)


def _percent(found: re.Match[str]) -> str:
    data = unquote_to_bytes(found[0])
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1251", "ignore")


def script_read(text: str) -> str:
    r"""Undo the escapes of JavaScript and JSON: ``\u041e``, ``\x41``, ``\n``."""
    return _SCRIPT_ESCAPE.sub(_script_escape, text) if "\\" in text else text


def _script_escape(found: re.Match[str]) -> str:
    return " " if found["space"] else _letter(found["long"] or found["four"] or found["two"])


def style_read(text: str) -> str:
    r"""Undo the escapes of CSS: ``content: "\41e"``."""
    return _STYLE_ESCAPE.sub(lambda found: _letter(found[1]), text) if "\\" in text else text


def _letter(digits: str) -> str:
    code = int(digits, 16)
    return "" if code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)


def has_tags(text: str) -> bool:
    """Tell whether anything in a text looks like a tag."""
    return "<" in text and TAG.search(text) is not None


def shown(markup: str) -> str:
    """Return a marked-up text with the words as a browser shows them."""
    return TAG.sub("", _BLOCK.sub(" ", markup))


def markup_read(markup: str) -> Iterator[str]:
    """Yield the ways to read a marked-up text, without repetitions.

    As a browser shows it; with every tag taken out, so that a word cut by tags is whole; with
    a space for every tag, so that words which only tags divide stay apart. What turns out to
    be marked up again (HTML inside RSS or JSON) is read once more.
    """
    seen: set[str] = set()
    waiting = [(markup, 0)]
    while waiting:
        source, level = waiting.pop(0)
        for text in readings_of(source):
            if text in seen:
                continue
            seen.add(text)
            yield text
            if level + 1 < _LEVELS and has_tags(text):
                waiting.append((text, level + 1))


def readings_of(markup: str) -> tuple[str, str, str]:
    """Return a marked-up text as a browser shows it, without tags, and with spaces for tags.

    Spaces and ends of lines between words are one space, as in a browser.
    """
    if "<" not in markup:
        text = _spaced(markup)
        return text, text, text
    return _spaced(shown(markup)), _spaced(TAG.sub("", markup)), _spaced(TAG.sub(" ", markup))


def _spaced(text: str) -> str:
    return plain(_SPACES.sub(" ", text))
