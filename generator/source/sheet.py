"""A readable YAML text that can be cut and added to, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from generator.diagnostics import Level, Problem
from generator.source.document import Path
from generator.source.handwriting import Hand, as_text, is_scalar, kept, key_text, scalar
from generator.source.layout import Place, lay_out, line_end, line_start
from generator.source.yaml_text import parse_yaml

_ENDINGS = ("\n", "\r")
_SIGN = re.compile(r"[|>][0-9+-]*")
_NOTE = re.compile(r"[ \t]+#[^\r\n]*")
_GAP = re.compile(r"( {2,})#")
_COMMA = re.compile(r"\s*,")
_LONELY_NOTE = re.compile(r"([ \t]*)#[^\r\n]*")


class SpliceError(Exception):
    """An edit would not give the data it was meant to give; nothing was changed.

    Attributes:
        problems: What is wrong with the text, before the edit or after it.
    """

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


def plain(value: Any) -> Any:
    """Return a value as it reads back: texts, lists and records of texts."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in kept(value).items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return as_text(value) or None


def name_of(path: Path) -> str:
    """Return the key by which a message names a path."""
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "запись")


class Sheet:
    """A readable text with its data and the places of its nodes; every edit gives a new text.

    Attributes:
        data: Its data, scalars as text.
    """

    def __init__(self, text: str, path: str) -> None:
        document, problems = parse_yaml(text, path)
        if document is None:
            errors = [problem for problem in problems if problem.level is Level.ERROR]
            raise SpliceError(f"текст с ошибкой: {errors[0].message}", errors)
        self.text = text
        self.data: dict[str, Any] = _tidy(document.data)
        self._places = lay_out(text)
        root = self._places.get(())
        if root is None or root.empty:
            self._places[()] = Place("mapping", len(text), len(text), 0)
        self._hand = self._habits()

    def _habits(self) -> Hand:
        """Read from the text how its author ends lines and indents."""
        deeper: dict[str, int] = {}
        for path, place in self._places.items():
            if path and isinstance(path[-1], str) and place.kind != "scalar" and place.block:
                deeper.setdefault(place.kind, place.column - self._column_of(path))
        found = re.search(r"\r\n|\n|\r", self.text)
        step, dash = deeper.get("mapping", 2), deeper.get("sequence", 2)
        return Hand(found[0] if found else "\n", step, dash)

    def has(self, path: Path) -> bool:
        """Tell whether a value, maybe an empty one, stands at a path below the root."""
        return bool(path) and path in self._places

    # A value in place of another

    def replace(self, path: Path, value: Any) -> str:
        """Write a value where another one stands; a comment on its first line stays."""
        place = self._places[path]
        in_flow = self._in_flow(path)
        short = is_scalar(value) and "\n" not in as_text(value)
        if not is_scalar(value) and place.kind != "scalar":
            short = not Hand().value(value, 0).lines
        if in_flow or (short and not place.block):
            quote = place.style if place.style in {'"', "'"} else ""
            return self._in_line(path, scalar(value, flow=in_flow, quote=quote))
        return self._below_head(path, value)

    def _in_line(self, path: Path, written: str) -> str:
        """Change a value on its line; a comment that stands apart keeps its column."""
        place, key = self._places[path], path[-1]
        begin, end = place.start, place.end
        if place.empty and isinstance(key, str):
            there = self._places[path[:-1]].keys[key]
            written = f" {written}" if there.colon else f": {written}"
            begin = end = there.after
        elif place.empty:
            written = f" {written}"
        rest = self.text[end:]
        if gap := _GAP.match(rest):
            longer = len(written) - (end - begin)
            rest = " " * max(2, len(gap[1]) - longer) + rest[len(gap[1]) :]
        return self.text[:begin] + written + rest

    def _below_head(self, path: Path, value: Any) -> str:
        """Write a value anew after its colon or dash."""
        place, column = self._places[path], self._column_of(path)
        after, end = self._after_head(path), self._below(path)
        signed = _SIGN.match(self.text, place.start) if place.style in {"|", ">"} else None
        inline = max(after, place.end)
        found = _NOTE.match(self.text, signed.end() if signed else after if place.block else inline)
        note = found[0] if found else ""
        new = self._written(path, value, column)
        text = f"{new.head}{note}{self._hand.newline}{new.lines}"
        if isinstance(path[-1], int) and isinstance(value, Mapping) and not note and new.lines:
            text = f" {new.lines[column + 2 :]}"
        elif signed and new.head == " |":
            text = new.head + note + self._hand.newline + self._reindented(place, value)
        return self.text[:after] + self._closing(text, end) + self.text[end:]

    def _written(self, path: Path, value: Any, column: int) -> Any:
        hand = Hand(self._hand.newline) if isinstance(path[-1], int) else self._hand
        return hand.value(value, column)

    def _reindented(self, place: Place, value: Any) -> str:
        """Write a text after «|» as deep as the one it replaces."""
        first = line_end(self.text, place.start)
        written = self.text[first : place.end]
        lines = [line for line in re.split(r"[\r\n]", written) if line.strip()]
        deep = len(lines[0]) - len(lines[0].lstrip(" ")) if lines else 2
        return self._hand.prose(as_text(value), deep)

    def _closing(self, text: str, end: int) -> str:
        """Leave out the last line break where the file had none."""
        if end == len(self.text) and not self.text.endswith(_ENDINGS):
            return text.removesuffix(self._hand.newline)
        return text

    # New keys and items

    def add(self, path: Path, value: Any, after: tuple[str, ...]) -> str:
        """Add a key to a record: after the last of some keys, or at the end."""
        *way, key = path
        place = self._places.get(tuple(way))
        if place is None or place.kind != "mapping" or not isinstance(key, str):
            raise SpliceError(f"нет места для «{name_of(path)}»")
        previous = [index for index, name in enumerate(place.keys, 1) if name in after]
        index = previous[-1] if previous else len(place.items)
        if place.flow:
            written = f"{key_text(key, flow=True)}: {scalar(value, flow=True)}"
            return self._into_brackets(tuple(way), index, written)
        first = next(iter(place.keys.values()), None)
        column = self._column(first.start) if first else 0
        return self._between(tuple(way), index, self._hand.entry(key, value, column), column)

    def insert(self, path: Path, index: int, value: Any) -> str:
        """Add an item to a list before the item of an index, or at the end."""
        place = self._places.get(path)
        if place is None or place.kind != "sequence" or not 0 <= index <= len(place.items):
            raise SpliceError(f"«{name_of(path)}» — не список")
        if place.flow:
            if not place.items and not is_scalar(value) and not self._in_flow(path):
                return self.replace(path, [value])
            return self._into_brackets(path, index, scalar(value, flow=True))
        near = self._places[place.items[max(index - 1, 0)]]
        braces = near.kind != "scalar" and near.flow
        lines = self._hand.item(value, place.column, flow=braces)
        under_key = bool(path) and place.column == self._column_of(path)
        return self._between(path, index, lines, place.column + under_key)

    def _between(self, path: Path, index: int, lines: str, column: int) -> str:
        """Insert whole lines before a child of a list or record, or after the last one.

        Comments below that stand at ``column`` or deeper belong to what is above.
        """
        items = self._places[path].items
        newline = self._hand.newline
        if index < len(items):
            at = self._above(items[index])
            apart = index > 0 and self._apart(items, index)
            return self.text[:at] + lines + (newline if apart else "") + self.text[at:]
        at = self._under(self._below(items[-1]) if items else len(self.text), column)
        if len(items) > 1 and self._apart(items, len(items) - 1):
            lines = newline + lines
        if at == len(self.text) and self.text and not self.text.endswith(_ENDINGS):
            return self.text + newline + lines.removesuffix(newline)
        return self.text[:at] + lines + self.text[at:]

    def _into_brackets(self, path: Path, index: int, written: str) -> str:
        place = self._places[path]
        if not place.items:
            return self.text[: place.start + 1] + written + self.text[place.end - 1 :]
        if index < len(place.items):
            at, _ = self._span(place.items[index])
            return f"{self.text[:at]}{written}, {self.text[at:]}"
        _, at = self._span(place.items[-1])
        comma = _COMMA.match(self.text, at)
        at = comma.end() if comma else at
        return f"{self.text[:at]}{' ' if comma else ', '}{written}{self.text[at:]}"

    # What goes away

    def drop(self, path: Path) -> str:
        """Take away a key with its value, or an item; what is left empty becomes «[]» or «{}»."""
        if not self.has(path):
            raise SpliceError(f"нет «{name_of(path)}»")
        parent = self._places[path[:-1]]
        index = parent.items.index(path)
        if parent.flow:
            return self._drop_from_brackets(parent, index)
        alone = len(parent.items) == 1 and len(path) > 1
        start = self._start(path)
        begin, end = line_start(self.text, start), self._below(path)
        nothing = " {}" if parent.kind == "mapping" else " []"
        if begin < start and self.text[begin:start].strip():
            if alone:
                nothing = self._closing(nothing[1:] + self._hand.newline, end)
                return self.text[:start] + nothing + self.text[end:]
            return self._drop_beside_dash(start, end, self._start(parent.items[index + 1]))
        if alone:
            after = self._after_head(path[:-1])
            kept_lines = self.text[after:begin]
            return self._ended(f"{self.text[:after]}{nothing}{kept_lines}{self.text[end:]}")
        return self._cut(begin, end)

    def _drop_beside_dash(self, start: int, end: int, following: int) -> str:
        """Remove the first key of a list's record; the next one moves to the dash."""
        if self.text[end:following].strip():
            return self.text[:start].rstrip() + self._hand.newline + self.text[end:]
        return self.text[:start] + self.text[following:]

    def _cut(self, begin: int, end: int) -> str:
        """Remove whole lines, and one of two blank lines around them."""
        above = line_start(self.text, max(begin - 1, 0))
        below = line_end(self.text, end)
        if end < len(self.text) and not self.text[end:below].strip():
            end = end if self.text[above:begin].strip() else below
        return self._ended(self.text[:begin] + self.text[end:])

    def _ended(self, text: str) -> str:
        """Leave no line break at the end where the file had none."""
        return text if self.text.endswith(_ENDINGS) else text.rstrip("\r\n")

    def _drop_from_brackets(self, parent: Place, index: int) -> str:
        start, end = parent.start + 1, parent.end - 1
        if index + 1 < len(parent.items):
            start, _ = self._span(parent.items[index])
            end, _ = self._span(parent.items[index + 1])
        elif index:
            _, start = self._span(parent.items[index - 1])
            _, end = self._span(parent.items[index])
        return self.text[:start] + self.text[end:]

    # Where things stand

    def _in_flow(self, path: Path) -> bool:
        return any(self._places[path[:length]].flow for length in range(len(path)))

    def _column(self, at: int) -> int:
        return at - line_start(self.text, at)

    def _column_of(self, path: Path) -> int:
        """Return the column of the key or the dash of a node."""
        parent, key = self._places[path[:-1]], path[-1]
        return self._column(parent.keys[key].start) if isinstance(key, str) else parent.column

    def _start(self, path: Path) -> int:
        """Return the offset of the key or the dash of a node."""
        parent, key = self._places[path[:-1]], path[-1]
        if isinstance(key, str):
            return parent.keys[key].start
        start = line_start(self.text, self._places[path].start)
        while self.text[start + parent.column : start + parent.column + 1] != "-":
            if start == 0:
                raise SpliceError(f"не найден дефис пункта «{name_of(path)}»")
            start = line_start(self.text, start - 1)
        return start + parent.column

    def _after_head(self, path: Path) -> int:
        """Return the offset after the colon or the dash of a node."""
        key = path[-1]
        if isinstance(key, str):
            return self._places[path[:-1]].keys[key].after
        return self._start(path) + 1

    def _span(self, path: Path) -> tuple[int, int]:
        """Return where an entry of a list or record in brackets begins and ends."""
        place, key = self._places[path], path[-1]
        if not isinstance(key, str):
            return place.start, place.end
        there = self._places[path[:-1]].keys[key]
        return there.start, max(there.after, place.end) if place.empty else place.end

    def _below(self, path: Path) -> int:
        """Return the offset after the last line of a node; blank lines below are not its own."""
        place = self._places[path]
        while place.kind != "scalar" and not place.flow and place.items:
            path = place.items[-1]
            place = self._places[path]
        if place.style in {"|", ">"}:
            sign = _SIGN.match(self.text, place.start)
            if sign and "+" in sign[0]:
                return place.end
            written = self.text[place.start : place.end].rstrip()
            return line_end(self.text, place.start + len(written))
        return line_end(self.text, max(place.end, self._after_head(path)))

    def _above(self, path: Path) -> int:
        """Return the offset of the first line of a node, with the comments right above it."""
        start = self._start(path)
        begin = line_start(self.text, start)
        if self.text[begin:start].strip():
            raise SpliceError(f"перед «{name_of(path)}» нет места для новой строки")
        column = start - begin
        while begin:
            above = line_start(self.text, begin - 1)
            note = _LONELY_NOTE.match(self.text, above)
            if note is None or len(note[1]) != column:
                break
            begin = above
        return begin

    def _under(self, at: int, column: int) -> int:
        """Pass the comments below an offset that stand at a column or deeper."""
        end = at
        while end < len(self.text):
            following = line_end(self.text, end)
            note = _LONELY_NOTE.match(self.text, end)
            if note and len(note[1]) >= column:
                at = following
            elif self.text[end:following].strip():
                break
            end = following
        return at

    def _apart(self, items: list[Path], index: int) -> bool:
        """Tell whether a blank line stands between a child and the one before it."""
        begin = self._below(items[index - 1])
        return not self.text[begin : line_end(self.text, begin)].strip()


def _tidy(data: Any) -> Any:
    """Return read data with texts as they compare; keys without a value are kept."""
    if isinstance(data, dict):
        return {key: _tidy(item) for key, item in data.items()}
    if isinstance(data, list):
        return [_tidy(item) for item in data]
    return as_text(data) or None
