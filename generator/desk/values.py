"""What was typed into a form, and how it goes into the data of a file without loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.desk.fields import Field, Kind
from generator.source.document import Path
from generator.source.handwriting import as_text, kept
from generator.source.sheet import plain
from generator.source.splice import Append, Change, Drop, Put

Raw = Any
"""What was typed: text, a list of texts, a record of those, or a list of rows."""

_MAX_ROWS = 1000


@dataclass(slots=True)
class Row:
    """One of several inner records of a form.

    Attributes:
        origin: Its index in the file as it was opened; ``None`` for a new one.
        values: What was typed, by keys.
    """

    origin: int | None
    values: dict[str, Raw]


class Typed:
    """Values of a posted form by their names.

    Args:
        values: Every value sent under each name.
    """

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self._values = values

    def one(self, name: str) -> str:
        """Return the only value of a name, or an empty string."""
        found = self._values.get(name)
        return found[0].replace("\r\n", "\n") if found else ""

    def many(self, name: str) -> list[str]:
        """Return the values of a name, without empty ones."""
        return [value for value in self._values.get(name, ()) if value.strip()]

    def has(self, name: str) -> bool:
        """Tell whether anything was sent under a name."""
        return name in self._values

    def keys_under(self, name: str) -> Iterator[str]:
        """Yield the keys of values sent right under a name."""
        for other in self._values:
            if other.startswith(f"{name}/") and "/" not in other[len(name) + 1 :]:
                yield unescaped(other[len(name) + 1 :])


def name_of(path: Path) -> str:
    """Return the name under which the value at a path of the file is sent."""
    return "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in path)


def unescaped(part: str) -> str:
    """Return the key written in a part of a name."""
    return part.replace("~1", "/").replace("~0", "~")


def node_at(data: Any, path: Path) -> Any:
    """Return what stands in the data at a path, or ``None``."""
    for part in path:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data):
            data = data[part]
        else:
            return None
    return data


# From the file to the form


def opened(field: Field, node: Any) -> Raw:
    """Return what a form shows of a value of the file."""
    match field.kind:
        case Kind.CHECKS | Kind.LINES | Kind.REFERENCES:
            return [as_text(item) for item in _as_list(node)]
        case Kind.RECORD:
            return opened_record(field.fields, node)
        case Kind.RECORDS:
            return [
                Row(index, opened_record(field.fields, item))
                for index, item in enumerate(_as_list(node))
            ]
        case Kind.ANSWERS:
            record = node if isinstance(node, dict) else {}
            return {key: as_text(item) for key, item in record.items()}
    return as_text(node) if not isinstance(node, (dict, list)) else ""


def opened_record(fields: Sequence[Field], node: Any) -> dict[str, Raw]:
    """Return what a form shows of a record of the file."""
    record = node if isinstance(node, dict) else {}
    return {field.key: opened(field, record.get(field.key)) for field in fields}


def _as_list(node: Any) -> list[Any]:
    if isinstance(node, list):
        return node
    return [] if node is None or isinstance(node, dict) else [node]


# From the form


def typed(field: Field, path: Path, form: Typed) -> Raw:
    """Return what was typed for a field at a path of the file."""
    name = name_of(path)
    match field.kind:
        case Kind.CHECKS:
            return form.many(name)
        case Kind.LINES | Kind.REFERENCES if not form.has(name):
            return [form.one(f"{name}/{index}") for index in range(_rows(form, name))]
        case Kind.LINES:
            return [line.strip() for line in form.one(name).split("\n") if line.strip()]
        case Kind.REFERENCES:
            return form.many(name)
        case Kind.RECORD:
            return typed_record(field.fields, path, form)
        case Kind.RECORDS:
            return [_typed_row(field, (*path, i), form) for i in range(_rows(form, name))]
        case Kind.ANSWERS:
            return {key: form.one(name_of((*path, key))) for key in form.keys_under(name)}
    return form.one(name)


def typed_record(fields: Sequence[Field], path: Path, form: Typed) -> dict[str, Raw]:
    """Return what was typed for the fields of a record at a path of the file."""
    return {field.key: typed(field, (*path, field.key), form) for field in fields}


def _typed_row(field: Field, path: Path, form: Typed) -> Row:
    origin = form.one(f"{name_of(path)}/@")
    values = typed_record(field.fields, path, form)
    return Row(int(origin) if origin.isdecimal() else None, values)


def _rows(form: Typed, name: str) -> int:
    count = form.one(f"{name}/#")
    return min(int(count), _MAX_ROWS) if count.isdecimal() else 0


# Back to the file


def merged(field: Field, old: Any, raw: Raw) -> Any:
    """Return a value of the file after the form: what was not changed stays as it was written.

    Args:
        field: The question.
        old: What stands in the file; ``None`` when nothing does.
        raw: What was typed.
    """
    match field.kind:
        case Kind.CHECKS:
            there = [as_text(item) for item in _as_list(old)]
            new: Any = [item for item in there if item in raw]
            new += [item for item in raw if item not in there]
        case Kind.LINES | Kind.REFERENCES:
            new = [item for item in raw if as_text(item)]
        case Kind.RECORD:
            new = merged_record(field.fields, old, raw)
        case Kind.RECORDS:
            before = _as_list(old)
            rows = (merged_record(field.fields, _origin(before, row), row.values) for row in raw)
            new = [row for row in rows if row]
        case Kind.ANSWERS:
            answers = {**(old if isinstance(old, dict) else {}), **raw}
            new = {key: item for key, item in answers.items() if as_text(item)}
        case _:
            new = as_text(raw)
    if plain(new) == plain(old) or (not new and not old):
        return old
    return new or None


def merged_record(fields: Sequence[Field], old: Any, raw: Mapping[str, Raw]) -> dict[str, Any]:
    """Return a record of the file after the form; keys the form does not ask stay."""
    there = dict(old) if isinstance(old, dict) else {}
    for field in fields:
        new = merged(field, there.get(field.key), raw.get(field.key, ""))
        if new is None and there.get(field.key) is not None:
            del there[field.key]
        elif new is not None:
            there[field.key] = new
    return there


def _origin(before: list[Any], row: Row) -> Any:
    if row.origin is None or row.origin >= len(before):
        return None
    return before[row.origin]


def changes_of(
    fields: Sequence[Field], prefix: Path, data: Any, raw: Mapping[str, Raw], order: Sequence[str]
) -> list[Change]:
    """Return what to write so that the record at a path of the file says what was typed.

    Args:
        fields: The questions asked.
        prefix: Where the record stands; an index after the last one makes a new item.
        data: The data of the file.
        raw: What was typed.
        order: Keys of the whole file in the order of its record, to place a new one.
    """
    old = node_at(data, prefix)
    new = merged_record(fields, old, raw)
    if plain(new) == plain(old or {}):
        return []
    if prefix and not isinstance(old, dict):
        before = _before(order, str(prefix[0]))
        if isinstance(prefix[-1], int):
            return [Append(prefix[:-1], kept(new), before)]
        return [Put(prefix, kept(new), before)]
    keys = [field.key for field in fields]
    changes: list[Change] = []
    for key in keys:
        was, now = (old or {}).get(key), new.get(key)
        if plain(was) == plain(now):
            continue
        if now is None:
            changes.append(Drop((*prefix, key)))
        else:
            changes.append(Put((*prefix, key), now, _before(order if not prefix else keys, key)))
    return changes


def _before(order: Sequence[str], key: str) -> tuple[str, ...]:
    return tuple(order[: order.index(key)]) if key in order else ()
