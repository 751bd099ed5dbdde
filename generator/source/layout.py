"""Where every node of a YAML text begins and ends, for edits that touch nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.source.document import Path

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Place:
    """A node of the text.

    Attributes:
        kind: ``scalar``, ``mapping`` or ``sequence``.
        start: Offset of its first character.
        end: Offset after its last one; for a block scalar, after its last line.
        column: Column of the first character from 0.
        flow: Written in brackets or braces.
        style: Quote or block sign of a scalar, an empty string for a plain one.
        keys: Offsets where the keys of a mapping begin.
        items: Paths of the children, in order.
    """

    kind: str
    start: int
    end: int
    column: int
    flow: bool = False
    style: str = ""
    keys: dict[str, int] = field(default_factory=dict)
    items: list[Path] = field(default_factory=list)


def lay_out(text: str) -> dict[Path, Place]:
    """Return the places of all nodes of a text that is known to be readable.

    Args:
        text: A YAML text without a byte order mark.
    """
    places: dict[Path, Place] = {}
    stack: list[tuple[Path, Place, str | None]] = []

    def enter(place: Place) -> Path:
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

    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.ScalarEvent):
            start, end = _offset(event.start_mark), _offset(event.end_mark)
            if stack and stack[-1][1].kind == "mapping" and stack[-1][2] is None:
                path, parent, _ = stack[-1]
                parent.keys[event.value] = start
                stack[-1] = (path, parent, event.value)
                continue
            style = event.style or ""
            place = Place("scalar", start, end, _column(event.start_mark), style=style)
            places[enter(place)] = place
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
            start = _offset(event.start_mark)
            column = _column(event.start_mark)
            place = Place(kind, start, start, column, flow=bool(event.flow_style))
            where = enter(place)
            places[where] = place
            stack.append((where, place, None))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            _, place, _ = stack.pop()
            ends = [places[child].end for child in place.items]
            place.end = _offset(event.end_mark) if place.flow else max(ends, default=place.start)
    return places


def _offset(mark: Any) -> int:
    return int(mark.index)


def _column(mark: Any) -> int:
    return int(mark.column)
