"""Edits of a YAML file that change what was meant and not a character more.

Comments, order, quoting and alignment stay; a new value is written in the manner of its
neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from generator.source.document import Path
from generator.source.layout import Place, lay_out
from generator.source.yaml_text import parse_yaml

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Put:
    """Write a value at a path: replace what is there or add the last key."""

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class Append:
    """Add an item to the list at a path; the list is made if it is not there."""

    path: Path
    value: Any


Change = Put | Append


class SpliceError(Exception):
    """An edit would not give the data it was meant to give; nothing was changed."""


def splice(text: str, changes: Sequence[Change]) -> str:
    """Apply changes one after another.

    Args:
        text: A readable YAML text.
        changes: What to write where; a path leads through keys and indexes.

    Returns:
        The new text.

    Raises:
        SpliceError: When a path leads nowhere, or the result does not read back as meant.
    """
    for change in changes:
        edited = _put(text, change) if isinstance(change, Put) else _append(text, change)
        _verify(text, edited, change)
        text = edited
    return text


def _put(text: str, change: Put) -> str:
    places = lay_out(text)
    *parent_path, key = change.path
    place = places.get(change.path)
    if place is not None:
        return _replace(text, place, change.value, places, change.path)
    parent = places.get(tuple(parent_path)) or _root(text, places)
    if parent.kind != "mapping" or not isinstance(key, str):
        raise SpliceError(f"нет места для «{key}»")
    if parent.flow:
        return _into_flow(text, parent, f"{key}: {scalar(change.value, flow=True)}")
    column = _column_of_keys(text, parent)
    return _after(text, parent, _entry(key, change.value, column, _newline(text)))


def _root(text: str, places: Mapping[Path, Place]) -> Place:
    """Return the root mapping; a file of comments alone has an empty one at its end."""
    root = places.get(())
    if root is None or (root.kind == "scalar" and root.start == root.end):
        return Place("mapping", len(text), len(text), 0)
    return root


def _column_of_keys(text: str, mapping: Place) -> int:
    """Keys of a mapping inside a list stand after the dash; the first key tells the column."""
    first = min(mapping.keys.values(), default=mapping.start)
    return first - (text.rfind("\n", 0, first) + 1)


def _replace(text: str, place: Place, value: Any, places: Mapping[Path, Place], path: Path) -> str:
    """Put a value in place of another one, in the same quotes where it may."""
    inside_flow = any(places[path[:n]].flow for n in range(len(path)) if path[:n] in places)
    one_line = _is_scalar(value) and (inside_flow or "\n" not in _as_text(value))
    if place.kind == "scalar" and one_line and place.style not in {"|", ">"}:
        written = scalar(value, flow=inside_flow, quote=place.style)
        gap = " " if place.start == place.end and text[place.start - 1 : place.start] == ":" else ""
        return text[: place.start] + gap + written + text[place.end :]
    *_, key = path
    if isinstance(key, int):
        raise SpliceError("пункт списка заменяется только простым значением")
    start = places[path[:-1]].keys[key]
    line = text.rfind("\n", 0, start) + 1
    entry = _entry(key, value, start - line, _newline(text))
    if inside_flow:
        entry = f"{key}: {scalar(value, flow=True)}"
        return text[:start] + entry + text[place.end :]
    return text[:start] + entry.lstrip(" ") + text[_line_end(text, place) :]


def _append(text: str, change: Append) -> str:
    places = lay_out(text)
    place = places.get(change.path)
    if place is None or (place.kind == "scalar" and place.start == place.end):
        return _put(text, Put(change.path, [change.value]))
    if place.kind != "sequence":
        raise SpliceError(f"«{change.path[-1]}» — не список")
    if place.flow:
        return _into_flow(text, place, scalar(change.value, flow=True))
    last = places[place.items[-1]]
    newline = _newline(text)
    dash = place.column
    in_flow = last.kind != "scalar" and last.flow
    item = _item(change.value, dash, newline, flow=in_flow)
    return _after(text, place, item)


def _into_flow(text: str, place: Place, written: str) -> str:
    """Add an entry before the closing bracket."""
    closing = place.end - 1
    body = text[place.start + 1 : closing].rstrip()
    at = place.start + 1 + len(body)
    if not body.strip():
        return text[: place.start + 1] + written + text[closing:]
    comma = " " if body.endswith(",") else ", "
    return text[:at] + comma + written + text[at:]


def _after(text: str, place: Place, lines: str) -> str:
    """Insert whole lines after the last line of a node."""
    at = _line_end(text, place)
    newline = _newline(text)
    before = text[:at]
    if before and not before.endswith("\n"):
        before += newline
    return before + lines + text[at:]


def _line_end(text: str, place: Place) -> int:
    """Return the offset after the line on which a node ends, blank lines after it left out."""
    end = place.end
    if end > place.start and text[end - 1 : end] == "\n":
        while text[: end - 1].endswith(("\n", "\n\r")) and end - 1 > place.start:
            end -= 1
        return end
    found = text.find("\n", end)
    return len(text) if found < 0 else found + 1


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _entry(key: str, value: Any, column: int, newline: str) -> str:
    """Return the lines of a key with its value at a column."""
    pad = " " * column
    if _is_scalar(value):
        written = scalar(value)
        if "\n" in _as_text(value):
            return f"{pad}{key}: |{newline}" + _block(_as_text(value), column + 2, newline)
        return f"{pad}{key}: {written}{newline}"
    if isinstance(value, Mapping):
        inner = "".join(_entry(str(k), v, column + 2, newline) for k, v in value.items())
        return f"{pad}{key}:{newline}{inner}"
    flat = scalar(value, flow=True)
    if all(map(_is_scalar, value)) and len(flat) + column + len(key) + 2 <= _WIDTH:
        return f"{pad}{key}: {flat}{newline}"
    items = "".join(_item(item, column + 2, newline, flow=False) for item in value)
    return f"{pad}{key}:{newline}{items}"


def _item(value: Any, column: int, newline: str, *, flow: bool) -> str:
    """Return the lines of a list's item at a column."""
    pad = " " * column
    flat = scalar(value, flow=True)
    if _is_scalar(value) or (flow and len(flat) + column + 2 <= _WIDTH and "\n" not in flat):
        return f"{pad}- {flat if flow else scalar(value)}{newline}"
    if isinstance(value, Mapping):
        lines = "".join(_entry(str(k), v, column + 2, newline) for k, v in value.items())
        return f"{pad}- {lines[column + 2 :]}"
    raise SpliceError("список внутри списка не записывается")


def _block(text: str, column: int, newline: str) -> str:
    pad = " " * column
    lines = text.strip("\n").split("\n")
    return "".join((pad + line if line.strip() else "") + newline for line in lines)


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, (Mapping, list, tuple))


def _as_text(value: Any) -> str:
    """Return a value as a curator would type it."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, Enum):
        return str(value.value)
    return str(value)


def scalar(value: Any, *, flow: bool = False, quote: str = "") -> str:
    """Write a value on one line, quoted only when it must be.

    Args:
        value: Text, date, number, yes or no, or a list or mapping of those.
        flow: It will stand inside brackets or braces.
        quote: The quote its predecessor had; kept when the text allows.
    """
    if isinstance(value, Mapping):
        parts = (f"{key}: {scalar(item, flow=True)}" for key, item in value.items())
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(scalar(item, flow=True) for item in value) + "]"
    text = _as_text(value)
    if quote == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    if quote != '"' and _is_plain(text, flow=flow):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = escaped.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return f'"{escaped}"'


def _is_plain(text: str, *, flow: bool) -> bool:
    """Tell whether a text may stand without quotes and still read back as itself."""
    if text != text.strip() or not text or "\n" in text or (flow and re.search(r"[,\[\]{}]", text)):
        return False
    sample = f"к: [{text}]\n" if flow else f"к: {text}\n"
    document, problems = parse_yaml(sample, "")
    if document is None or problems:
        return False
    return document.data == {"к": [text] if flow else text}


def _verify(before: str, after: str, change: Change) -> None:
    """Refuse an edit that changes anything but what was asked."""
    old, _ = parse_yaml(before, "")
    new, problems = parse_yaml(after, "")
    if new is None:
        raise SpliceError(f"правка испортила бы файл: {problems[0]}")
    expected = _applied(old.data if old else {}, change)
    if _copied(new.data) != expected:
        raise SpliceError("правка изменила бы в файле лишнее")


def _applied(data: Any, change: Change) -> Any:
    """Return the data with the change made in memory, scalars as text."""
    *way, last = change.path
    root = _copied(data)
    node = root
    for step in way:
        if isinstance(node, dict) and node.get(step) is None:
            node[step] = {}
        node = node[step]
    value = _copied(change.value)
    if isinstance(change, Append):
        node[last] = [*(node.get(last) or []), value]
    else:
        node[last] = value
    return root


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _copied(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_copied(item) for item in value]
    if value is None:
        return None
    return _as_text(value).strip("\n")
