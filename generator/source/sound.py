"""Sound files read fast: plain data at once, when nothing in the text can be a slip."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from yaml import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)

from generator.source.document import Node, Place
from generator.source.plain import read_plain
from generator.source.scalars import NULLS, is_sound_key
from generator.source.slips import NO_BREAK_SPACES, is_doubtful
from generator.source.syntax import LOADER, MAX_DEPTH
from generator.source.walk import start_of

_NO_BREAK_INDENT = re.compile(f"^ *[{''.join(NO_BREAK_SPACES)}]", re.MULTILINE)
_CUT = re.compile(r"#[^\s#!]")


@dataclass(frozen=True, slots=True)
class Sound:
    """What a sound text holds.

    Attributes:
        data: Its root mapping.
        place: Where the root begins.
        whole: Whether it is known that no value is empty.
    """

    data: dict[str, Node]
    place: Place
    whole: bool = False


def read_sound(text: str) -> Sound | None:
    r"""Read a text in which the long way (:mod:`generator.source.yaml_text`) would find nothing.

    Doubt is enough to give up: the long way tells a slip from what only looks like one.

    Args:
        text: Contents of a file, lines ended by ``\n``.

    Returns:
        What the text holds, or ``None`` when it must be read the long way.
    """
    noted = "#" in text
    if is_doubtful(text) or (noted and _CUT.search(text)):
        return None
    if any(sign in text for sign in NO_BREAK_SPACES) and _NO_BREAK_INDENT.search(text):
        return None
    if plain := read_plain(text, noted=noted):
        return Sound(*plain)
    return read_events(text, noted=noted)


def read_events(text: str, *, noted: bool) -> Sound | None:
    """Read a text without doubtful signs by the events of libyaml.

    Args:
        text: As for :func:`read_sound`.
        noted: Whether there are comments in it.

    Returns:
        As :func:`read_sound`.
    """
    try:
        return _read(text, LOADER(text).get_event, noted=noted)
    except YAMLError:
        return None


@dataclass(slots=True)
class _Level:
    """A mapping or a list that is still open; ``items`` of a mapping stay empty."""

    mapping: dict[str, Node] | None
    items: list[Node]
    flow: bool


def _read(text: str, next_event: Callable[[], Event], *, noted: bool) -> Sound | None:
    """Put events together in one flat loop: it runs for every value of the data."""
    next_event(), next_event()  # the stream and the document begin
    first = next_event()
    if type(first) is not MappingStartEvent or first.anchor or first.tag:
        return None
    root: dict[str, Node] = {}
    level = _Level(root, [], bool(first.flow_style))
    outer: list[_Level] = []
    key: str | None = None
    while True:
        event = next_event()
        inner: _Level | None = None
        value: Node
        if type(event) is ScalarEvent:
            if event.anchor or event.tag:
                return None
            value = event.value
            if key is None and level.mapping is not None:
                if value in level.mapping or not is_sound_key(value):
                    return None
                key = value
                continue
            if not _is_sound(event, text, flow=level.flow, noted=noted):
                return None
            if not value or value.isspace():
                value = None
        elif type(event) is MappingStartEvent or type(event) is SequenceStartEvent:
            if event.anchor or event.tag or len(outer) >= MAX_DEPTH - 1:
                return None
            mapping: dict[str, Node] | None
            mapping = {} if type(event) is MappingStartEvent else None
            inner = _Level(mapping, [], bool(event.flow_style))
            value = inner.items if mapping is None else mapping
        elif type(event) is MappingEndEvent or type(event) is SequenceEndEvent:
            if outer:
                level = outer.pop()
                continue
            next_event()  # the document ends
            return Sound(root, start_of(first)) if type(next_event()) is StreamEndEvent else None
        else:
            return None
        if level.mapping is None:
            level.items.append(value)
        elif key is None:
            return None
        else:
            level.mapping[key] = value
            key = None
        if inner is not None:
            outer.append(level)
            level = inner


def _is_sound(event: ScalarEvent, text: str, *, flow: bool, noted: bool) -> bool:
    """Tell whether a value is certainly what its author meant."""
    value, style = event.value, event.style
    if style in {"|", ">"}:
        return bool(value) and not value.isspace()
    if not style and not value:
        return not flow and not noted
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    one_line = start.line == end.line
    if style:
        return one_line
    return value not in NULLS and (flow or (one_line and _follows_key(text, start.index)))


def _follows_key(text: str, at: int) -> bool:
    """Tell whether a value stands on the line of its key or dash."""
    if text[at - 2 : at] in {": ", "- "}:
        return True
    return bool(text[text.rfind("\n", 0, at) + 1 : at].strip(" "))
