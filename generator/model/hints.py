"""What a field tells the curator: what to write in it, and where the value may be seen."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

from generator.model.base import OPEN, Entity, Mark, Record, Shown
from generator.model.types import RefTo

_PEOPLE = {"mentors", "mentees", "pairs"}


def hint_of(cls: type[Record], name: str) -> str:
    """Return what to write in a field: short Russian words with an example."""
    return cls.model_fields[name].description or ""


def seen_where(cls: type[Record], name: str, mark: Mark) -> str:
    """Tell where the value of a field may be seen.

    Args:
        cls: The record.
        name: The field's English name.
        mark: The privacy mark in force, see :func:`generator.model.base.narrowed`.

    Returns:
        A Russian sentence; an empty one for a field that holds other records, which tell of
        their own fields.
    """
    if isinstance(mark, Shown):
        return f"На сайте — только с согласия человека ({mark.category})."
    annotation = cls.model_fields[name].annotation
    if mark is None:
        return "На сайт не попадает."
    return "" if any(_records(annotation)) else "Может показываться на сайте."


def outer_mark(cls: type[Entity]) -> Mark:
    """Return the mark of the place where a record stands: private when nothing in it is open."""
    return OPEN if any(cls.mark_of(name) for name in cls.model_fields) else None
