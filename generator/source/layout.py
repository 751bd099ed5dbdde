"""Where every node of a YAML text begins and ends, for edits that touch nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.source.document import Path
from generator.source.slips import composed
from generator.source.syntax import LOADER

_COLON = re.compile(r"\s*:")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping in the text.

    Attributes:
        start: Offset of its first character.
        after: Offset after its colon, or after itself when it stands without one.
        colon: Whether it has a colon; ``{да, нет}`` has keys without.
    """

    start: int
    after: int
    colon: bool


@dataclass(slots=True)
class Place:
    """A node of the text.

    Attributes:
        kind: ``scalar``, ``mapping`` or ``sequence``.
        start: Offset of its first character.
        end: Offset after its last one; for a block text, after the blank lines below it.
        column: Column of the first character from 0; for a block list, of its dashes.
        flow: Written in brackets or braces.
        style: Quote or block sign of a scalar, an empty string for a plain one.
        keys: Keys of a mapping in their order.
        items: Paths of the children, in order.
    """

    kind: str
    start: int
    end: int
    column: int
    flow: bool = False
    style: str = ""
    keys: dict[str, Key] = field(default_factory=dict)
    items: list[Path] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing is written in the node's place."""
        return self.kind == "scalar" and self.start == self.end

    @property
    def block(self) -> bool:
        """Whether it is a text after «|» or «>», or a list or record without brackets."""
        return self.style in {"|", ">"} if self.kind == "scalar" else not self.flow


def lay_out(text: str) -> dict[Path, Place]:
    """Return the places of all nodes of a text that is known to be readable.

    Args:
        text: A YAML text without a byte order mark.
    """
    places: dict[Path, Place] = {}
    stack: list[tuple[Path, Place, str | None]] = []

    def enter() -> Path:
        if not stack:
            return ()
        path, parent, key = stack[-1]
        if parent.kind == "mapping":
            assert key is not None
            stack[-1] = (path, parent, None)
            where: Path = (*path, key)
        else:
            where = (*path, len(parent.items))
        parent.items.append(where)
        return where

    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.ScalarEvent):
            start, end = _offset(event.start_mark), _offset(event.end_mark)
            if stack and stack[-1][1].kind == "mapping" and stack[-1][2] is None:
                path, parent, _ = stack[-1]
                key = composed(event.value)
                parent.keys[key] = _key(text, start, end)
                stack[-1] = (path, parent, key)
                continue
            style = event.style or ""
            place = Place("scalar", start, end, _column(event.start_mark), style=style)
            places[enter()] = place
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
            start = _offset(event.start_mark)
            column = _column(event.start_mark)
            place = Place(kind, start, start, column, flow=bool(event.flow_style))
            where = enter()
            places[where] = place
            stack.append((where, place, None))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            _, place, _ = stack.pop()
            ends = [places[child].end for child in place.items]
            place.end = _offset(event.end_mark) if place.flow else max(ends, default=place.start)
    return places


def _key(text: str, start: int, end: int) -> Key:
    colon = _COLON.match(text, end)
    return Key(start, colon.end() if colon else end, colon is not None)


def _offset(mark: Any) -> int:
    return int(mark.index)


def _column(mark: Any) -> int:
    return int(mark.column)


def line_start(text: str, at: int) -> int:
    """Return the offset at which the line of an offset begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Return the offset after the line of an offset, its line break included."""
    found = _BREAK.search(text, at)
    return found.end() if found else len(text)


_BREAK = re.compile(r"\r\n|\n|\r")
