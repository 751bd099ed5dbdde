"""Copying open parts of the model into public records, refusing anything not marked open."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from enum import Enum
from functools import cache, lru_cache, partial
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
    values = dict(given)
    for name, copy in _copies(cls).items():  # type: ignore[arg-type]
        if name in values:
            continue
        if not _is_open(type(record), name):
            raise NotOpenError(f"{type(record).__name__}.{name}")
        values[name] = copy(getattr(record, name))
    return cls(**values)


@cache
def _is_open(kind: type[Record], name: str) -> bool:
    return kind.mark_of(name) is OPEN


@lru_cache(maxsize=256)
def _copies(cls: type[Any]) -> dict[str, Callable[[Any], Any]]:
    """Return what copies the value of each field of a public record, by the field's name."""
    hints = typing.get_type_hints(cls)
    return {field.name: _copy_by(hints[field.name]) for field in dataclasses.fields(cls)}


def _copy_by(hint: Any) -> Callable[[Any], Any]:
    """Return what copies a value of a type."""
    if typing.get_origin(hint) in {types.UnionType, typing.Union}:
        some = _copy_by(next(arg for arg in typing.get_args(hint) if arg is not type(None)))
        return lambda value: None if value is None else some(value)
    if typing.get_origin(hint) is tuple:
        each = _copy_by(typing.get_args(hint)[0])
        return lambda values: tuple(map(each, values))
    return partial(_copy, hint)


def _copy(hint: Any, value: Any) -> Any:
    if type(value) is str and hint is str:
        return value
    if isinstance(value, Record):
        return mirror(value, hint)
    if hint is str:
        return "" if value is None else str(value.value if isinstance(value, Enum) else value)
    if hint is int and value is None:
        return 0
    return value
