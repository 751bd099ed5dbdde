"""Where the value of a field may be seen, in the curator's words."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from generator.model.base import OPEN, Entity, Mark, Record, Shown, narrowed
from generator.model.types import RefTo

_NAMING = {"mentors", "mentees", "pairs"}


def outer_mark(cls: type[Entity]) -> Mark:
    """Return the mark of the place where a record stands: private when nothing in it is open."""
    return OPEN if any(cls.mark_of(name) for name in cls.model_fields) else None


def seen_where(cls: type[Record], name: str, outer: Mark) -> str:
    """Tell where the value of a field may be seen.

    Args:
        cls: The record.
        name: The field's English name.
        outer: The mark in force where the record stands.

    Returns:
        A Russian sentence; an empty one for an open field of records, which have their own.
    """
    info = cls.model_fields[name]
    own = cls.mark_of(name)
    mark = narrowed(own, outer)
    if isinstance(mark, Shown):
        return f"На сайте — только с согласия человека ({mark.category})."
    if mark is OPEN:
        return "" if holds_records(info.annotation) else "Может показываться на сайте."
    if outer is OPEN and _NAMING & set(_references(info)):
        return "Имя на сайте — только с согласия человека (ФИО)."
    return "На сайт не попадает."


def holds_records(annotation: Any) -> bool:
    """Tell whether a field is made of records with fields of their own."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return True
    return any(holds_records(inner) for inner in typing.get_args(annotation))


def _references(info: FieldInfo) -> Iterator[str]:
    for mark in (*info.metadata, *_marks(info.annotation)):
        if isinstance(mark, BeforeValidator) and isinstance(mark.func, RefTo):
            yield mark.func.kind


def _marks(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in typing.get_args(annotation):
        yield from _marks(inner)
