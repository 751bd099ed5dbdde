"""Values written as a curator would type them: plain where they may, quoted where they must."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from generator.source.slips import composed, without_invisible
from generator.source.yaml_text import parse_yaml

_WIDTH = 100
_SHORT_LIST = 70
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def is_scalar(value: Any) -> bool:
    """Tell whether a value is one text, not a record or a list."""
    return not isinstance(value, (Mapping, list, tuple))


def kept(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a record is written: an absent value needs no key."""
    return {str(key): value for key, value in record.items() if value is not None and value != ""}


def as_text(value: Any) -> str:
    """Return a value as a curator would type it: «да», «01.09.2026», «4,5».

    Signs that come along when a text is pasted are put right: breaks of lines of other
    programs, soft hyphens, letters come apart.
    """
    if isinstance(value, bool):
        return "да" if value else "нет"
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, Enum):
        return str(value.value)
    return without_invisible(composed(_BREAKS.sub("\n", str(value)))).strip()


def scalar(value: Any, *, flow: bool = False, quote: str = "") -> str:
    """Write a value on one line, quoted only when it must be.

    Args:
        value: Text, date, number, yes or no, or a list or record of those.
        flow: It will stand inside brackets or braces.
        quote: The quote its predecessor had; kept when the text allows.
    """
    if isinstance(value, Mapping):
        pairs = (
            f"{key_text(k, flow=True)}: {scalar(v, flow=True)}" for k, v in kept(value).items()
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(scalar(item, flow=True) for item in value) + "]"
    text = as_text(value)
    if quote == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    if quote != '"' and _is_plain(text, flow=flow):
        return text
    return '"' + "".join(_ESCAPES.get(sign, sign) for sign in text) + '"'


def key_text(key: str, *, flow: bool = False) -> str:
    """Write a key, in quotes when YAML would take it for something else."""
    sample = f"{{{key}: а}}" if flow else f"{key}: а"
    document, problems = parse_yaml(f"к: {sample}\n" if flow else f"{sample}\n", "")
    plain: object = {"к": {key: "а"}} if flow else {key: "а"}
    if document is not None and not problems and document.data == plain and "\n" not in key:
        return key
    return '"' + "".join(_ESCAPES.get(sign, sign) for sign in key) + '"'


def _is_plain(text: str, *, flow: bool) -> bool:
    """Tell whether a text may stand without quotes and still read back as itself."""
    if not text or "\n" in text:
        return False
    sample = f"к: [{{к: {text}}}, {text}]\n" if flow else f"к: {text}\n"
    document, problems = parse_yaml(sample, "")
    if document is None or problems:
        return False
    return document.data == {"к": [{"к": text}, text] if flow else text}


class InBraces(dict[str, Any]):
    """A record that always stands on one line of a list, as the guide shows it."""


@dataclass(frozen=True, slots=True)
class Written:
    """A value in the text.

    Attributes:
        head: What stands on the line of the key or the dash, with the space before it.
        lines: The whole lines below.
    """

    head: str
    lines: str = ""


@dataclass(frozen=True, slots=True)
class Hand:
    """The habits of a file, kept in what is added to it.

    Attributes:
        newline: How its lines end.
        step: How much deeper the keys of an inner record stand.
        dash: How much deeper the dashes of a list stand than its key.
    """

    newline: str = "\n"
    step: int = 2
    dash: int = 2

    def entry(self, key: str, value: Any, column: int, note: str = "") -> str:
        """Return the lines of a key with its value.

        Args:
            key: The key.
            value: Its value.
            column: Column of the key from 0.
            note: Comment for the end of the key's line, with the spaces before it.
        """
        written = self.value(value, column)
        head = f"{' ' * column}{key_text(key)}:{written.head}{note}"
        return f"{head}{self.newline}{written.lines}"

    def item(self, value: Any, column: int, *, flow: bool = False) -> str:
        """Return the lines of a list's item.

        Args:
            value: The item.
            column: Column of the dash from 0.
            flow: Its neighbours are records in braces: it is written so too when it fits.
        """
        pad = " " * column
        if isinstance(value, InBraces):
            return f"{pad}- {scalar(value)}{self.newline}"
        if flow and isinstance(value, Mapping):
            flat = scalar(value)
            if len(flat) + column + 2 <= _WIDTH and "\\n" not in flat:
                return f"{pad}- {flat}{self.newline}"
        if isinstance(value, Mapping) and kept(value):
            return f"{pad}- {self.record(value, column + 2)[column + 2 :]}"
        written = replace(self, step=2, dash=2).value(value, column)
        return f"{pad}-{written.head}{self.newline}{written.lines}"

    def record(self, value: Mapping[str, Any], column: int) -> str:
        """Return the lines of a record without braces."""
        return "".join(self.entry(key, item, column) for key, item in kept(value).items())

    def value(self, value: Any, column: int) -> Written:
        """Write the value of a key or an item that stands at a column."""
        if is_scalar(value):
            text = as_text(value)
            if "\n" in text:
                return Written(" |", self.prose(text, column + self.step))
            return Written(f" {scalar(value)}" if text else "")
        if isinstance(value, Mapping):
            record = kept(value)
            return (
                Written("", self.record(record, column + self.step)) if record else Written(" {}")
            )
        if _fits_in_line(value):
            return Written(f" {scalar(value)}")
        items = (self.item(item, column + self.dash) for item in value)
        return Written("", "".join(items))

    def prose(self, text: str, column: int) -> str:
        """Return the lines of a text after «|»."""
        pad = " " * column
        lines = text.split("\n")
        return "".join((pad + line if line else "") + self.newline for line in lines)


def _fits_in_line(items: Sequence[Any]) -> bool:
    """Tell whether a list may stand in brackets: short texts, none of which needs quotes."""
    if not all(map(is_scalar, items)):
        return False
    quoted = any(scalar(item, flow=True)[:1] in {'"', "'"} for item in items)
    return not quoted and len(scalar(items)) <= _SHORT_LIST
