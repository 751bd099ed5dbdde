r"""The plain part of YAML read by one expression a value: what curators and commands write.

``key: value``, dashes, texts after «|», quotes and brackets closed on their line. A text with
anything else is left to libyaml, which reads the same data out of these, only longer.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from generator.source.document import Node, Place
from generator.source.scalars import NULLS, is_sound_key
from generator.source.syntax import MAX_DEPTH

_BEGINS = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
_QUOTED = r"\"([^\"\\\n]*)\"|'([^'\n]*)'"
_NOTES = re.compile(r"(?: *(?:#.*)?\n)*")
_LINE = re.compile(
    rf"( *)(?![ \n#])(- +)?(?:({_BEGINS}[^\n:#]*):(?: +|(?=\n)))?"
    rf"(?:(?:({_BEGINS}.*)|(?:{_QUOTED}) *|([\[{{].*)|)\n"
    r"|(\|-?) *\n(\1 +)(?! )(.+\n(?:(?:\9.*)?\n)*+(?! +\n)))"
)
_IN_BRACKETS = rf"{_BEGINS}[^\n?:,\[\]{{}}#]*"
_KEY_IN_BRACKETS = re.compile(rf" *({_IN_BRACKETS}): +")
_PIECE = re.compile(rf" *(?:(?:({_IN_BRACKETS})|{_QUOTED}) *|([\[{{]))")
_JOINT = re.compile(r" *(?:,|([\]}]))")
_CLOSED = re.compile(r" *([\]}])")
_LONGEST_KEY = 100


class _UnusualError(Exception):
    """The text has something that libyaml must judge."""


def read_plain(text: str, *, noted: bool) -> tuple[dict[str, Node], Place, bool] | None:
    r"""Read a text of plain lines.

    Args:
        text: Contents of a file without doubtful signs, lines ended by ``\n``.
        noted: Whether the text may have comments; an empty value beside them is doubtful.

    Returns:
        The data, the place of its root and whether no value in it is empty, or ``None`` when
        another way must read the text.
    """
    start = _after_notes(text, 0)
    body = text[start:]
    indent = len(body) - len(body.lstrip(" "))
    reading = _Reading(noted=noted)
    try:
        root = reading.lines(text, start, indent)
    except _UnusualError:
        return None
    place = (text.count("\n", 0, start) + 1, indent + 1)
    return (root, place, reading.whole) if root else None


class _Reading:
    """One text on its way to data.

    Attributes:
        whole: Whether no value met so far is empty.
    """

    __slots__ = ("_noted", "whole")

    def __init__(self, *, noted: bool) -> None:
        self._noted = noted
        self.whole = True

    def lines(self, text: str, at: int, indent: int) -> dict[str, Node]:
        """Put lines together in one flat loop: it runs for every value of the data."""
        match, end = _LINE.match, len(text)
        root: dict[str, Node] = {}
        level: Any = root
        node: Any
        outer: list[tuple[int, Any]] = []
        waits: str | None = None
        while at < end:
            found = match(text, at)
            if found is None:
                at = _after_notes(text, at, more=True)
                continue
            at = found.end()
            lead, dash, key, plain = found.group(1, 2, 3, 4)
            column = len(lead)
            if waits is not None and (column > indent or (dash and column == indent)):
                outer.append((indent, level))
                level[waits] = node = [] if dash else {}
                level, indent = node, column
            else:
                if waits is not None:
                    self._take_empty()
                while column < indent and outer:
                    indent, level = outer.pop()
                if not dash and column == indent and type(level) is list and outer:
                    indent, level = outer.pop()
            if column != indent or (type(level) is list) is not bool(dash):
                raise _UnusualError
            if dash and key:
                outer.append((indent, level))
                level.append(node := {})
                level, indent = node, column + len(dash)
            value: Node
            waits = None
            if plain is not None:
                value = _plain(plain)
            elif (found.lastindex or 0) < 4:
                value, waits = None, key
            else:
                value = self._value(found, indent, len(outer))
            if key is None:
                if value is None or not dash:
                    raise _UnusualError
                level.append(value)
            elif key in level or len(outer) >= MAX_DEPTH - 1 or not (known := _plain_key(key)):
                raise _UnusualError
            else:
                level[known] = value
        if waits is not None:
            self._take_empty()
        return root

    def _take_empty(self) -> None:
        if self._noted:
            raise _UnusualError
        self.whole = False

    def _value(self, found: re.Match[str], indent: int, depth: int) -> Node:
        """Return a value that is more than words after a key."""
        double, single, brackets, block, inner, prose = found.group(5, 6, 7, 8, 9, 10)
        if brackets is not None:
            value, end = self._brackets(brackets, 1, brackets[0], depth + 2)
            if brackets[end:].strip(" "):
                raise _UnusualError
            return value
        if block is not None:
            text: str = prose.replace("\n" + inner, "\n").rstrip("\n")
            if len(inner) <= indent or not text or text.isspace():
                raise _UnusualError
            return text if block == "|-" else text + "\n"
        return self._quoted(double or single)

    def _quoted(self, text: str | None) -> str | None:
        if text and not text.isspace():
            return text
        self.whole = False
        return None

    def _brackets(self, text: str, at: int, opening: str, depth: int) -> tuple[Node, int]:
        """Read what stands in brackets, from after the opening one; return where it ends."""
        mapping: dict[str, Node] = {}
        items: list[Node] = []
        closing = "}" if opening == "{" else "]"
        if depth > MAX_DEPTH:
            raise _UnusualError
        joint = _CLOSED.match(text, at)
        while joint is None or not joint[1]:
            at = joint.end() if joint else at
            key = ""
            if closing == "}":
                key, at = self._key_in_brackets(text, at)
            value, at = self._in_brackets(text, at, depth)
            if not key:
                items.append(value)
            elif key in mapping:
                raise _UnusualError
            else:
                mapping[key] = value
            joint = _JOINT.match(text, at)
            if joint is None:
                raise _UnusualError
        if joint[1] != closing:
            raise _UnusualError
        return (mapping if closing == "}" else items), joint.end()

    def _key_in_brackets(self, text: str, at: int) -> tuple[str, int]:
        found = _KEY_IN_BRACKETS.match(text, at)
        if found is None or not (known := _plain_key(found[1])):
            raise _UnusualError
        return known, found.end()

    def _in_brackets(self, text: str, at: int, depth: int) -> tuple[Node, int]:
        found = _PIECE.match(text, at)
        if found is None:
            raise _UnusualError
        plain, double, single, bracket = found.groups()
        if bracket is not None:
            return self._brackets(text, found.end(), bracket, depth + 1)
        value = self._quoted(double or single) if plain is None else _plain(plain)
        return value, found.end()


def _after_notes(text: str, at: int, *, more: bool = False) -> int:
    """Return where empty lines and comments end; with ``more``, there must be some."""
    found = _NOTES.match(text, at)
    assert found is not None
    if more and found.end() == at:
        raise _UnusualError
    return found.end()


@lru_cache(maxsize=4096)
def _plain_key(key: str) -> str:
    """Return a key as it was met first, one object for all files, or nothing for an unusual one."""
    sound = key[0] != "." and key[-1] != " " and len(key) < _LONGEST_KEY and is_sound_key(key)
    return key if sound else ""


def _plain(text: str) -> str:
    """Return a text without quotes, the spaces after it cut."""
    if ": " in text or text[-1] == ":" or "#" in text:
        raise _UnusualError
    if text[-1] == " ":
        text = text.rstrip(" ")
        if text[-1] == ":":
            raise _UnusualError
    if text in NULLS:
        raise _UnusualError
    return text
