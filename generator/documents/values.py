"""Values on their way through Markdown: none of them can ever become markup.

A template is filled with marks instead of values. Markdown is read with the marks in it, and
only then the values take their places, as text. So «# 5А» or «1. Иванова» in the data cannot
make a heading or a list, whatever stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup

from generator.documents.blocks import Blank, Block, Inline, LineBreak, Text

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_WHOLE = re.compile(r"№\u00a0\S*\w|\b\d+[-‑][А-Яа-яЁё]{1,4}\b")
_LEFT_WITH_NUMBER = re.compile(r"№ ")
_NUMBERED_WORD = re.compile(r"(?<=[а-яё]) (?=№)")
_BEFORE_DASH = re.compile(r" (?=[—–] )")
_FILLING = 20


@dataclass(frozen=True, slots=True)
class Missing:
    """A value the data have not; it prints as a blank and is told of.

    It is false in conditions, so a template may ask ``{% if pair.outcome %}``.

    Attributes:
        label: What is missing, in words: «номер (дополнительное соглашение)».
        width: Length of the blank in characters.
    """

    label: str
    width: int = _FILLING

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks that stand for a whole paragraph of a template."""

    blocks: tuple[Block, ...]


class Slots:
    """The values met while one template is filled.

    Attributes:
        missing: Labels of values the data have not, in the order of the text.
    """

    def __init__(self) -> None:
        self._values: list[Any] = []
        self.missing: list[str] = []

    def finalize(self, value: Any) -> Any:
        """Put a value away and return its mark; Jinja calls this on everything it prints."""
        if isinstance(value, (Markup, Undefined)):
            return value
        return self.mark(value)

    def mark(self, value: Any) -> Markup:
        """Put a value away and return its mark."""
        self._values.append(self._without_missing(value))
        return Markup(f"{_OPEN}{len(self._values) - 1}{_CLOSE}")  # noqa: S704

    def _without_missing(self, value: Any) -> Any:
        """Return a value with blanks where the data have nothing, and note what is missing."""
        if isinstance(value, tuple):
            return tuple(map(self._without_missing, value))
        if value is None:
            value = Missing("значение")
        if isinstance(value, Missing):
            self.missing.append(value.label)
            return Blank(value.label, value.width)
        return value

    def alone(self, source: str) -> tuple[Block, ...] | None:
        """Return the blocks a paragraph stands for, when it is nothing but their marks."""
        marks = _MARK.findall(source)
        values = [self._values[int(number)] for number in marks]
        if not marks or _MARK.sub("", source).strip():
            return None
        if not all(isinstance(value, Blocks) for value in values):
            return None
        return tuple(block for value in values for block in value.blocks)

    def inlines(self, source: str, *, bold: bool, italic: bool) -> Iterator[Inline]:
        """Yield the text of a template with the values in their places.

        Raises:
            MisplacedError: When blocks stand inside a line.
        """
        for index, piece in enumerate(_MARK.split(source)):
            value = self._values[int(piece)] if index % 2 else piece
            yield from self._inlines(value, bold=bold, italic=italic)

    def _inlines(self, value: Any, *, bold: bool, italic: bool) -> Iterator[Inline]:
        match value:
            case Markup():
                yield from self.inlines(str(value), bold=bold, italic=italic)
            case Blank() | LineBreak():
                yield value
            case Text():
                bold, italic = bold or value.bold, italic or value.italic
                yield from dressed(value.text, bold=bold, italic=italic)
            case tuple():
                for item in value:
                    yield from self._inlines(item, bold=bold, italic=italic)
            case Blocks():
                raise MisplacedError
            case _:
                yield from dressed(str(value), bold=bold, italic=italic)


class MisplacedError(Exception):
    """Blocks of a template stand where only a line of text may."""


def typographic(text: str) -> str:
    """Return a line with the spaces that must not break: about «№», before a dash."""
    text = _LEFT_WITH_NUMBER.sub("№\u00a0", text.replace("\t", " "))
    return _BEFORE_DASH.sub("\u00a0", _NUMBERED_WORD.sub("\u00a0", text))


def dressed(text: str, *, bold: bool = False, italic: bool = False) -> Iterator[Inline]:
    """Yield plain text as runs, its lines apart."""
    for index, line in enumerate(typographic(text).split("\n")):
        if index:
            yield LineBreak()
        if line:
            yield Text(line, bold, italic)


def merged(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Put neighbouring texts of one dress together; numbers of papers are never broken."""
    for dress, group in groupby(inlines, key=_dress):
        if dress is None:
            yield from group
            continue
        text = "".join(run.text for run in group if isinstance(run, Text))
        start = 0
        for found in _WHOLE.finditer(text):
            if text[start : found.start()]:
                yield Text(text[start : found.start()], *dress)
            yield Text(found[0], *dress, whole=True)
            start = found.end()
        if text[start:]:
            yield Text(text[start:], *dress)


def _dress(run: Inline) -> tuple[bool, bool] | None:
    return (run.bold, run.italic) if isinstance(run, Text) else None


def visible(source: str) -> str:
    """Return a line of a filled template for a message: values are shown as «…»."""
    return _MARK.sub("«…»", source)
