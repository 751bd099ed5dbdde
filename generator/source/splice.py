"""Edits of a YAML file that change what was meant and not a character more.

Comments, order, quoting and alignment stay; a new value is written in the manner of its
neighbours. Every edit is read back before it is given away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from generator.diagnostics import Problem, has_errors
from generator.source.document import Path
from generator.source.handwriting import Hand, as_text, is_scalar, kept, key_text, scalar
from generator.source.layout import Place, lay_out, line_end, line_start
from generator.source.yaml_text import parse_yaml

_MARK = "\ufeff"
_SIGN = re.compile(r"[|>][0-9+-]*")
_NOTE = re.compile(r"[ \t]+#[^\r\n]*")
_GAP = re.compile(r"( {2,})#")
_COMMA = re.compile(r"\s*,")
_LONELY_COMMENT = re.compile(r"([ \t]*)#[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Put:
    """Write a value at a path: change what is there, or add the key.

    Attributes:
        after: Keys after the last of which a new key goes; at the end when none is there.
    """

    path: Path
    value: Any
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Append:
    """Add an item to the list at a path; the list is made if it is not there."""

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class Insert:
    """Add an item to the list at a path before the item of an index."""

    path: Path
    index: int
    value: Any


@dataclass(frozen=True, slots=True)
class Drop:
    """Take away a key with its value, or an item of a list."""

    path: Path


Change = Put | Append | Insert | Drop


class SpliceError(Exception):
    """An edit would not give the data it was meant to give; nothing was changed.

    Attributes:
        problems: What is wrong with the text, before the edit or after it.
    """

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


def splice(text: str, changes: Sequence[Change], path: str = "") -> str:
    """Apply changes one after another.

    Args:
        text: A readable YAML text, with or without a byte order mark.
        changes: What to write where; a path leads through keys and indexes.
        path: The file's path as problems should name it.

    Returns:
        The new text.

    Raises:
        SpliceError: When the text has errors, a path leads nowhere, or the result does not
            read back as meant.
    """
    mark = _MARK if text.startswith(_MARK) else ""
    sheet = _Sheet(text.removeprefix(_MARK), path)
    for change in changes:
        expected = _applied(sheet.data, change)
        for step in _steps(sheet.data, change):
            sheet = _Sheet(sheet.edited(step), path)
        if sheet.data != expected:
            raise SpliceError("правка изменила бы в файле лишнее")
    return mark + sheet.text


def _steps(data: Any, change: Change) -> Iterator[Change]:
    """Split a change into the smallest ones: a list or record is never rewritten whole."""
    if isinstance(change, Append):
        there = _node(data, change.path)
        if there is None:
            yield from _steps(data, Put(change.path, [change.value]))
        elif isinstance(there, list):
            yield Insert(change.path, len(there), change.value)
        else:
            raise SpliceError(f"«{_name(change.path)}» — не список")
    elif isinstance(change, Put):
        yield from _puts(data, change)
    else:
        yield change


def _puts(data: Any, put: Put) -> Iterator[Change]:
    there, value = _node(data, put.path), put.value
    *way, key = put.path
    if there is None and way and _node(data, tuple(way)) is None:
        yield from _puts(data, Put(tuple(way), {str(key): value}))
    elif isinstance(there, dict) and there and isinstance(value, Mapping) and kept(value):
        new = kept(value)
        for name, item in new.items():
            if name not in there or _plain(item) != there[name]:
                yield from _puts(data, Put((*put.path, name), item))
        yield from (Drop((*put.path, name)) for name in there if name not in new)
    elif isinstance(there, list) and there and isinstance(value, (list, tuple)) and value:
        yield from _items(data, put.path, there, value)
    else:
        yield put


def _items(data: Any, path: Path, old: list[Any], new: Sequence[Any]) -> Iterator[Change]:
    """Turn one list into another, from the end so that the indexes below stay right."""
    forms = [repr(item) for item in old], [repr(_plain(item)) for item in new]
    opcodes = SequenceMatcher(None, *forms, autojunk=False).get_opcodes()
    # What is added goes first, so that no list is empty on the way.
    for _, i1, i2, j1, j2 in reversed(opcodes):
        both = min(i2 - i1, j2 - j1)
        if _ == "equal":
            continue
        for index in range(j2 - j1 - 1, both - 1, -1):
            yield Insert(path, i1 + both, new[j1 + index])
        for index in range(i2 - i1 - 1, both - 1, -1):
            yield Drop((*path, i1 + index))
        for index in range(both):
            yield from _puts(data, Put((*path, i1 + index), new[j1 + index]))


class _Sheet:
    """A readable text with its data and the places of its nodes; edits give a new text."""

    def __init__(self, text: str, path: str) -> None:
        document, problems = parse_yaml(text, path)
        if document is None:
            errors = [problem for problem in problems if has_errors([problem])]
            raise SpliceError(f"текст с ошибкой: {errors[0].message}", errors)
        self.text = text
        self.data = _plain(document.data) or {}
        self.places = lay_out(text)
        root = self.places.get(())
        if root is None or root.empty:
            self.places[()] = Place("mapping", len(text), len(text), 0)
        self.hand = self._habits()

    def _habits(self) -> Hand:
        """Read from the text how its author ends lines and indents."""
        found = re.search(r"\r\n|\n|\r", self.text)
        columns: dict[str, list[int]] = {"mapping": [2], "sequence": [2]}
        for path, place in self.places.items():
            if path and isinstance(path[-1], str) and place.kind != "scalar" and not place.flow:
                key = self.places[path[:-1]].keys[path[-1]]
                deeper = place.column - self._column(key.start)
                columns[place.kind].insert(len(columns[place.kind]) - 1, deeper)
        return Hand(found[0] if found else "\n", columns["mapping"][0], columns["sequence"][0])

    def edited(self, change: Change) -> str:
        """Return the text after one smallest change."""
        match change:
            case Insert(path, index, value):
                return self._insert(path, index, value)
            case Drop(path):
                return self._drop(path)
            case Put(path, value, after):
                there = path in self.places and path
                return self._replace(path, value) if there else self._add(path, value, after)
        raise AssertionError(change)

    # Values in place of others

    def _replace(self, path: Path, value: Any) -> str:
        place = self.places[path]
        flow = self._in_flow(path)
        line = is_scalar(value) and "\n" not in as_text(value)
        if flow or (not place.block and (line or (place.kind != "scalar" and not _wide(value)))):
            return self._in_place(path, place, scalar(value, flow=flow, quote=self._quote(place)))
        after, listed = self._head(path)
        column = self._column_of_head(path)
        end, note = self._tail(path, after)
        if listed and isinstance(value, Mapping) and kept(value):
            column_of_keys = column + 2
            lines = self.hand.record(value, column_of_keys)[column_of_keys:]
            written = f" {lines}" if not note else f"{note}{self.hand.newline}{' ' * column_of_keys}{lines}"
        else:
            hand = Hand(self.hand.newline) if listed else self.hand
            new = hand.value(value, column)
            written = f"{new.head}{note}{self.hand.newline}{new.lines}"
        if end == len(self.text) and not self.text.endswith(("\n", "\r")):
            written = written.removesuffix(self.hand.newline)
        return self.text[:after] + written + self.text[end:]

    def _in_place(self, path: Path, place: Place, written: str) -> str:
        """Change a value on its line; a comment that stood apart keeps its column."""
        if place.empty and isinstance(path[-1], str):
            key = self.places[path[:-1]].keys[path[-1]]
            written = f" {written}" if key.colon else f": {written}"
            before, end = self.text[: key.after], max(key.after, place.end)
        else:
            written = f" {written}" if place.empty else written
            before, end = self.text[: place.start], place.end
        rest = self.text[end:]
        if gap := _GAP.match(rest):
            longer = len(written) - (end - len(before))
            rest = " " * max(2, len(gap[1]) - longer) + rest[len(gap[1]) :]
        return before + written + rest

    def _quote(self, place: Place) -> str:
        return place.style if place.style in {'"', "'"} else ""

    def _head(self, path: Path) -> tuple[int, bool]:
        """Return the offset after the colon or the dash of a node, and whether it is a dash."""
        key = path[-1]
        if isinstance(key, str):
            return self.places[path[:-1]].keys[key].after, False
        return self._dash(path) + 1, True

    def _column_of_head(self, path: Path) -> int:
        key = path[-1]
        parent = self.places[path[:-1]]
        return self._column(parent.keys[key].start) if isinstance(key, str) else parent.column

    def _dash(self, path: Path) -> int:
        """Return the offset of the dash of a list's item."""
        column = self.places[path[:-1]].column
        start = line_start(self.text, self.places[path].start)
        while self.text[start + column : start + column + 1] != "-":
            if start == 0:
                raise SpliceError(f"не найден дефис пункта «{_name(path)}»")
            start = line_start(self.text, start - 1)
        return start + column

    def _tail(self, path: Path, after: int) -> tuple[int, str]:
        """Return the offset after the last line of a node, and the comment on its first line."""
        place = self.places[path]
        if place.block:
            signed = _SIGN.match(self.text, place.start) if place.kind == "scalar" else None
            found = _NOTE.match(self.text, signed.end() if signed else after)
            return self._below(path), found[0] if found else ""
        found = _NOTE.match(self.text, max(after, place.end))
        return line_end(self.text, max(after, place.end)), found[0] if found else ""

    # New keys and items

    def _add(self, path: Path, value: Any, after: tuple[str, ...]) -> str:
        *way, key = path
        place = self.places.get(tuple(way))
        if place is None or place.kind != "mapping" or not isinstance(key, str):
            raise SpliceError(f"нет места для «{_name(path)}»")
        if place.flow:
            return self._into_flow(tuple(way), len(place.items), f"{key_text(key, flow=True)}: {scalar(value, flow=True)}")
        column = self._column(next(iter(place.keys.values())).start) if place.keys else 0
        lines = self.hand.entry(key, value, column)
        previous = [index for index, name in enumerate(place.keys) if name in after]
        index = previous[-1] + 1 if previous else len(place.items)
        return self._between(tuple(way), index, lines, column)

    def _insert(self, path: Path, index: int, value: Any) -> str:
        place = self.places[path]
        if place.kind != "sequence":
            raise SpliceError(f"«{_name(path)}» — не список")
        if place.flow and not place.items and not is_scalar(value) and not self._in_flow(path):
            return self._replace_empty_list(path, value)
        if place.flow:
            return self._into_flow(path, index, scalar(value, flow=True))
        near = self.places[place.items[max(index - 1, 0)]]
        lines = self.hand.item(value, place.column, flow=near.kind != "scalar" and near.flow)
        below_key = bool(path) and place.column == self._column_of_head(path)
        return self._between(path, index, lines, place.column + below_key)

    def _replace_empty_list(self, path: Path, value: Any) -> str:
        """Write a list of records in place of «[]»."""
        place = self.places[path]
        after, _ = self._head(path)
        end, note = self._tail(path, after)
        column = self._column_of_head(path)
        lines = self.hand.value([value], column).lines
        if end == len(self.text) and not self.text.endswith(("\n", "\r")):
            lines = lines.removesuffix(self.hand.newline)
        gap = self.text[after : place.start].rstrip()
        return self.text[:after] + gap + note + self.hand.newline + lines + self.text[end:]

    def _between(self, path: Path, index: int, lines: str, column: int) -> str:
        """Insert whole lines before a child of a block list or record, or after the last one.

        Args:
            column: Comments below that stand at this column or deeper belong to what is above.
        """
        items = self.places[path].items
        if index < len(items):
            at = self._above(items[index])
            if index and self._apart(items, index):
                lines += self.hand.newline
            return self.text[:at] + lines + self.text[at:]
        at = self._under(self._below(path) if items else len(self.text), column)
        if len(items) > 1 and self._apart(items, len(items) - 1):
            lines = self.hand.newline + lines
        if at == len(self.text) and self.text and not self.text.endswith(("\n", "\r")):
            return self.text + self.hand.newline + lines.removesuffix(self.hand.newline)
        return self.text[:at] + lines + self.text[at:]

    def _into_flow(self, path: Path, index: int, written: str) -> str:
        """Add an entry between brackets or braces."""
        place = self.places[path]
        if not place.items:
            return self.text[: place.start + 1] + written + self.text[place.end - 1 :]
        if index < len(place.items):
            at = self._span(place.items[index])[0]
            return f"{self.text[:at]}{written}, {self.text[at:]}"
        at = self._span(place.items[-1])[1]
        comma = _COMMA.match(self.text, at)
        at = comma.end() if comma else at
        return self.text[:at] + (" " if comma else ", ") + written + self.text[at:]

    # What goes away

    def _drop(self, path: Path) -> str:
        if path not in self.places or not path:
            raise SpliceError(f"нет «{_name(path)}»")
        parent = self.places[path[:-1]]
        index = parent.items.index(path)
        if len(parent.items) == 1:
            return self._replace(path[:-1], {} if parent.kind == "mapping" else []) if len(path) > 1 else self._cut(path)
        if parent.flow:
            return self._drop_from_flow(parent, index)
        start = self._start(path)
        if self.text[line_start(self.text, start) : start].strip():
            # The first key of a record stands right after its dash.
            following = self._start(parent.items[index + 1])
            return self.text[:start] + self.text[following:]
        return self._cut(path)

    def _cut(self, path: Path) -> str:
        """Remove the whole lines of a node, and one of two blank lines around it."""
        begin, end = line_start(self.text, self._start(path)), self._below(path)
        blank = end < len(self.text) and not self.text[end : line_end(self.text, end)].strip()
        if blank and not self.text[line_start(self.text, max(begin - 1, 0)) : begin].strip():
            end = line_end(self.text, end)
        cut = self.text[:begin] + self.text[end:]
        return cut if self.text.endswith(("\n", "\r")) else cut.rstrip("\r\n")

    def _drop_from_flow(self, parent: Place, index: int) -> str:
        start, end = self._span(parent.items[index])
        if index + 1 < len(parent.items):
            end = self._span(parent.items[index + 1])[0]
        else:
            start = self._span(parent.items[index - 1])[1]
        return self.text[:start] + self.text[end:]

    # Geometry

    def _in_flow(self, path: Path) -> bool:
        return any(self.places[path[:length]].flow for length in range(len(path)))

    def _column(self, at: int) -> int:
        return at - line_start(self.text, at)

    def _start(self, path: Path) -> int:
        """Return the offset of the key or the dash of a node."""
        key = path[-1]
        return self.places[path[:-1]].keys[key].start if isinstance(key, str) else self._dash(path)

    def _span(self, path: Path) -> tuple[int, int]:
        """Return where an entry of a list or record in brackets begins and ends."""
        place, key = self.places[path], path[-1]
        if not isinstance(key, str):
            return place.start, place.end
        there = self.places[path[:-1]].keys[key]
        return there.start, max(there.after, place.end) if place.empty else place.end

    def _below(self, path: Path) -> int:
        """Return the offset after the last line of a node; blank lines below are not its own."""
        place = self.places[path]
        while place.kind != "scalar" and not place.flow and place.items:
            place = self.places[place.items[-1]]
        if place.style in {"|", ">"}:
            sign = _SIGN.match(self.text, place.start)
            if sign and "+" in sign[0]:
                return place.end
            written = self.text[place.start : place.end].rstrip()
            return line_end(self.text, place.start + len(written))
        return line_end(self.text, max(place.end, place.start))

    def _above(self, path: Path) -> int:
        """Return the offset of the first line of a node, with the comments right above it."""
        start = self._start(path)
        begin = line_start(self.text, start)
        if self.text[begin:start].strip():
            raise SpliceError(f"перед «{_name(path)}» нет места для новой строки")
        while begin:
            above = line_start(self.text, begin - 1)
            if self.text[above : above + 2] == "\r\n":
                break
            comment = _LONELY_COMMENT.match(self.text, above)
            if comment is None or len(comment[1]) != start - line_start(self.text, start):
                break
            begin = above
        return begin

    def _under(self, at: int, column: int) -> int:
        """Pass the comments below an offset that stand at a column or deeper."""
        end = at
        while end < len(self.text):
            following = line_end(self.text, end)
            comment = _LONELY_COMMENT.match(self.text, end)
            if comment and len(comment[1]) >= column:
                at = following
            elif self.text[end:following].strip():
                break
            end = following
        return at

    def _apart(self, items: list[Path], index: int) -> bool:
        """Tell whether a blank line stands between a child and the one before it."""
        begin = self._below(items[index - 1])
        return not self.text[begin : line_end(self.text, begin)].strip()


def _wide(value: Any) -> bool:
    """Tell whether a value is better written below its key than on one line."""
    return not is_scalar(value) and Hand().value(value, 0).lines != ""


def _name(path: Path) -> str:
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "запись")


def _node(data: Any, path: Path) -> Any:
    """Return what stands at a path, or ``None``."""
    for part in path:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _applied(data: Any, change: Change) -> Any:
    """Return the data with the change made in memory, scalars as text."""
    root = _plain(data)
    *way, last = change.path
    node = root
    if isinstance(change, (Append, Insert)):
        *way, last = change.path
    for step in way:
        if isinstance(node, dict) and node.get(step) is None:
            node[step] = {}
        node = node[step]
    match change:
        case Append(_, value):
            node[last] = [*(node.get(last) or []), _plain(value)]
        case Insert(_, index, value):
            node[last].insert(index, _plain(value))
        case Drop(_):
            del node[last]
        case Put(_, value):
            node[last] = _plain(value)
    return root


def _plain(value: Any) -> Any:
    """Return a value as it reads back: texts, lists and records of texts."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items() if v != ""}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return as_text(value) or None
