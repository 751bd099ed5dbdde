"""Edits of a YAML file that change what was meant and not a character more.

Comments, order, quoting and alignment stay; a new value is written in the manner of its
neighbours. Every edit is read back before it is given away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from generator.source.document import Path
from generator.source.handwriting import kept
from generator.source.sheet import Sheet, SpliceError, name_of, plain

__all__ = ["Append", "Change", "Drop", "Insert", "Put", "SpliceError", "splice"]

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Put:
    """Write a value at a path: change what is there, or add the key.

    Attributes:
        after: A new key goes after the last of these keys that is there, else to the end.
    """

    path: Path
    value: Any
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Append:
    """Add an item to the list at a path; the list is made if it is not there."""

    path: Path
    value: Any
    after: tuple[str, ...] = ()


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
    sheet = Sheet(text.removeprefix(_MARK), path)
    for change in changes:
        expected = _applied(sheet.data, change)
        for step in _steps(sheet.data, change):
            sheet = Sheet(_edited(sheet, step), path)
        if sheet.data != expected:
            raise SpliceError("правка изменила бы в файле лишнее")
    return mark + sheet.text


def _edited(sheet: Sheet, step: Change) -> str:
    match step:
        case Insert(path, index, value):
            return sheet.insert(path, index, value)
        case Drop(path):
            return sheet.drop(path)
        case Put(path, value, after):
            there = sheet.has(path)
            return sheet.replace(path, value) if there else sheet.add(path, value, after)
        case Append():
            raise AssertionError(step)


def _steps(data: Any, change: Change) -> Iterator[Change]:
    """Split a change into the smallest ones: no list or record is rewritten whole."""
    match change:
        case Append(path, value, after):
            there = _node(data, path)
            if there is None:
                yield from _puts(data, Put(path, [value], after))
            elif isinstance(there, list):
                yield Insert(path, len(there), value)
            else:
                raise SpliceError(f"«{name_of(path)}» — не список")
        case Put():
            yield from _puts(data, change)
        case _:
            yield change


def _puts(data: Any, put: Put) -> Iterator[Change]:
    there, value = _node(data, put.path), put.value
    *way, key = put.path
    if there is None and way and _node(data, tuple(way)) is None:
        yield from _puts(data, Put(tuple(way), {str(key): value}, put.after))
    elif isinstance(there, dict) and there and isinstance(value, Mapping) and kept(value):
        new = kept(value)
        for name, item in new.items():
            if name not in there or plain(item) != there[name]:
                yield from _puts(data, Put((*put.path, name), item))
        yield from (Drop((*put.path, name)) for name in there if name not in new)
    elif isinstance(there, list) and there and isinstance(value, (list, tuple)) and value:
        yield from _items(data, put.path, there, value)
    else:
        yield put


def _items(data: Any, path: Path, old: list[Any], new: Sequence[Any]) -> Iterator[Change]:
    """Turn one list into another, from its end so that the indexes above stay right."""
    forms = [repr(item) for item in old], [repr(plain(item)) for item in new]
    opcodes = SequenceMatcher(None, *forms, autojunk=False).get_opcodes()
    for kind, first, last, begin, end in reversed(opcodes):
        if kind == "equal":
            continue
        both = min(last - first, end - begin)
        yield from (Insert(path, first + both, item) for item in reversed(new[begin + both : end]))
        yield from (Drop((*path, index)) for index in range(last - 1, first + both - 1, -1))
        for offset in range(both):
            yield from _puts(data, Put((*path, first + offset), new[begin + offset]))


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
    """Return the data with a change made in memory.

    Raises:
        SpliceError: When the path leads nowhere.
    """
    root = deepcopy(data)
    *way, last = change.path
    node = root
    try:
        for step in way:
            if isinstance(node, dict) and node.get(step) is None:
                node[step] = {}
            node = node[step]
        match change:
            case Append(value=value):
                node[last] = [*(_node(node, (last,)) or []), plain(value)]
            case Insert(index=index, value=value):
                node[last].insert(index, plain(value))
            case Drop():
                del node[last]
            case Put(value=value):
                node[last] = plain(value)
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise SpliceError(f"нет места для «{name_of(change.path)}»") from error
    return root
