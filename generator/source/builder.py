"""YAML events put together into data, with what is wrong about each told to the walk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from generator.source.braces import Braces
from generator.source.document import Node, Path, Place
from generator.source.line import quoting_hint
from generator.source.scalars import read_key, read_value
from generator.source.syntax import MAX_DEPTH
from generator.source.walk import Walk, end_of, start_of

_BRACKETS = re.compile(r"\{\{.*?\}\}|\[[^\[\]]*\]|\{[^{}]*\}")


@dataclass(slots=True)
class _Level:
    """A mapping or a list that is still open."""

    node: dict[str, Node] | list[Node]
    path: Path
    place: Place
    flow: bool
    key: str | None = None
    waits_key: bool = True
    key_event: yaml.ScalarEvent | None = None
    braces: Braces = field(default_factory=Braces)


class TooDeepError(Exception):
    """Nesting that no record has; reading on would only take long."""


class Builder:
    """Takes events one by one and grows plain data.

    Attributes:
        root: The root of the first document.
    """

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.root: Node = None
        self._stack: list[_Level] = []
        self._documents = 0
        self._skipping = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event.

        Raises:
            TooDeepError: After the problem is told to the walk.
        """
        if isinstance(event, yaml.ScalarEvent):
            if not self._skipping:
                self._take_scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            self._take_alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._begin_document(event)

    @property
    def _flow(self) -> bool:
        return bool(self._stack) and self._stack[-1].flow

    @property
    def _waits_key(self) -> bool:
        if not self._stack:
            return False
        return isinstance(self._stack[-1].node, dict) and self._stack[-1].waits_key

    def _begin_document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "в файле две записи, разделённые «---»"
            self.walk.error("С-03", start_of(event), message, "разнесите их по двум файлам")

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if len(self._stack) + self._skipping >= MAX_DEPTH:
            message = f"вложенность глубже {MAX_DEPTH} уровней"
            self.walk.error("С-07", start_of(event), message, "проверьте скобки и отступы")
            raise TooDeepError
        if self._skipping or self._waits_key:
            if not self._skipping:
                self._refuse_key(start_of(event))
            self._skipping += 1
            return
        self._refuse_anchor(event)
        self._note_pair(None)
        node: dict[str, Node] | list[Node]
        node = {} if isinstance(event, yaml.MappingStartEvent) else []
        place = start_of(event)
        where = self._put(node, place)
        self._stack.append(_Level(node, where, place, bool(event.flow_style)))

    def _close(self) -> None:
        if self._skipping:
            self._skipping -= 1
        else:
            level = self._stack.pop()
            level.braces.tell(self.walk, level.place)

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_anchor(event)
        begins = start_of(event)
        if event.style in {"|", ">"}:
            begins = (begins[0] + 1, 1)
        self.walk.texts.append((begins, end_of(event)))
        if self._waits_key:
            self._take_key(event)
        else:
            self._note_pair(event)
            self._put(read_value(event, self.walk, flow=self._flow), start_of(event))

    def _note_pair(self, value: yaml.ScalarEvent | None) -> None:
        """Remember a key of a record in braces with its value; brackets are no text."""
        level = self._stack[-1] if self._stack else None
        if level is not None and level.flow and level.key_event is not None:
            level.braces.take(level.key_event, value, self.walk)
            level.key_event = None

    def _take_key(self, event: yaml.ScalarEvent) -> None:
        level, place = self._stack[-1], start_of(event)
        key = read_key(event, self.walk, flow=level.flow)
        where = (*level.path, key)
        if key and key in level.node:
            line = self.walk.keys.get(where, place)[0]
            message = f"ключ «{key}» уже есть в строке {line}"
            self.walk.error("С-10", place, message, "оставьте один из них")
        level.key, level.waits_key, level.key_event = key, False, event
        self.walk.keys.setdefault(where, place)

    def _take_alias(self, event: yaml.AliasEvent) -> None:
        if self._skipping:
            return
        place = start_of(event)
        hint = quoting_hint(self.walk.raw(place, flow=self._flow))
        self.walk.error("С-22", place, "значение начинается с особого знака «*»", hint)
        if self._waits_key:
            self._stack[-1].key, self._stack[-1].waits_key = "", False
        else:
            self._put("", place)

    def _refuse_anchor(self, event: yaml.NodeEvent) -> None:
        anchor, tag = event.anchor, getattr(event, "tag", None)
        if anchor or tag:
            place = start_of(event)
            sign = "&" if anchor else "!"
            hint = quoting_hint(self.walk.raw(place, flow=self._flow))
            self.walk.error("С-22", place, f"значение начинается с особого знака «{sign}»", hint)

    def _refuse_key(self, place: Place) -> None:
        """Tell of brackets in place of a key and go on without them."""
        level = self._stack[-1]
        doubled = level.flow and level.place == (place[0], place[1] - 1)
        if doubled:
            place = level.place
        found = _BRACKETS.match(self.walk.rest(place))
        text = found[0] if found else self.walk.raw(place, flow=False)
        if doubled and not (len(self._stack) > 1 and self._stack[-2].flow):
            text = self.walk.raw(place, flow=False)
        message = "фигурные или квадратные скобки на месте ключа"
        self.walk.error("С-06", place, message, quoting_hint(text))
        level.key, level.waits_key = "", False

    def _put(self, value: Node, place: Place) -> Path:
        """Put a value where the open level expects it and remember where it stood."""
        where: Path = ()
        if not self._stack:
            if value is None:
                return where
            if self._documents == 1:
                self.root = value
        else:
            level = self._stack[-1]
            if isinstance(level.node, list):
                where = (*level.path, len(level.node))
                level.node.append(value)
            else:
                assert level.key is not None
                where = (*level.path, level.key)
                level.node.setdefault(level.key, value)
                level.waits_key = True
        self.walk.values.setdefault(where, place)
        return where
