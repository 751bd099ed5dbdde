"""Copying open parts of the model into public records, refusing anything not marked open."""

from __future__ import annotations

import dataclasses
import types
import typing
from enum import Enum
from functools import cache, lru_cache
from typing import Any, TypeVar

from generator.model.base import OPEN, Record

T = TypeVar("T")


class NotOpenError(TypeError):
    """A public class asks for a field that the model does not mark as open."""


def mirror(record: Record, cls: type[T], **given: Any) -> T:
    """Make a public record out of the open fields of a model record of the same names.

    Args:
        record: Where the values come from.
        cls: A frozen dataclass; its annotations steer the copy of nested parts.
        given: Values to take instead of the record's.

    Raises:
        NotOpenError: When a field is not marked :data:`~generator.model.base.OPEN`.
    """
    hints = _hints(cls)  # type: ignore[arg-type]
    values = dict(given)
    for name, hint in hints.items():
        if name in values:
            continue
        if not _is_open(type(record), name):
            raise NotOpenError(f"{type(record).__name__}.{name}")
        values[name] = _copy(getattr(record, name), hint)
    return cls(**values)


@cache
def _is_open(kind: type[Record], name: str) -> bool:
    return kind.mark_of(name) is OPEN


@lru_cache(maxsize=256)
def _hints(cls: type[Any]) -> dict[str, Any]:
    """Return the types of a public record's fields by their names."""
    hints = typing.get_type_hints(cls)
    return {field.name: hints[field.name] for field in dataclasses.fields(cls)}


def _copy(value: Any, hint: Any) -> Any:
    if type(value) is str and hint is str:
        return value
    if typing.get_origin(hint) in {types.UnionType, typing.Union}:
        if value is None:
            return None
        hint = next(arg for arg in typing.get_args(hint) if arg is not type(None))
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        return tuple(_copy(item, inner) for item in value)
    if isinstance(value, Record):
        return mirror(value, hint)
    if hint is str:
        return "" if value is None else str(value.value if isinstance(value, Enum) else value)
    if hint is int and value is None:
        return 0
    return value
