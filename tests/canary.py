"""Planting unique marks in every private value of a school, whatever fields there are."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import count
from types import UnionType
from typing import Any

from pydantic import BeforeValidator

from generator.model.base import OPEN, Entity, Record, Shown
from generator.model.consent import Consent
from generator.model.people import Person
from generator.model.periods import Period
from generator.model.registry import Registry
from generator.model.types import RefTo
from generator.rules.permissions import permits_anywhere


@dataclass
class Marks:
    """Marks planted so far.

    Attributes:
        texts: Field («Mentee.request») by its mark.
        fields: Fields that got at least one mark.
        exempt: Private fields that can hold no mark: references, choices, yes and no.
    """

    texts: dict[str, str] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    exempt: set[str] = field(default_factory=set)
    _numbers: Any = field(default_factory=lambda: count(1))

    def word(self, where: str) -> str:
        number = next(self._numbers)
        mark = f"метка{number:05d}"
        self.texts[mark] = where
        self.fields.add(where)
        return mark

    def text(self, where: str) -> str:
        return f"{self.word(where)} канарейка поёт утром под самым окном"

    def day(self, where: str) -> date:
        number = next(self._numbers)
        day = date.fromordinal(date(1700, 1, 1).toordinal() + number)
        self.texts[f"{day:%d.%m.%Y}"] = where
        self.fields.add(where)
        return day

    def figure(self, where: str) -> int:
        number = 770_000 + next(self._numbers)
        self.texts[str(number)] = where
        self.fields.add(where)
        return number


def plant(registry: Registry, today: date) -> tuple[Registry, Marks]:
    """Return the registry with a mark in every private value, and the marks.

    Empty private fields are filled too, so that a field nobody uses yet is covered as well.
    Values a person has not allowed to show count as private.
    """
    marks = Marks()
    changed: dict[str, Any] = {}
    for item in dataclasses.fields(registry):
        value = getattr(registry, item.name)
        if isinstance(value, Mapping):
            changed[item.name] = {k: _entity(v, marks, today) for k, v in value.items()}
        elif isinstance(value, Entity):
            changed[item.name] = _entity(value, marks, today)
        else:
            changed[item.name] = value
    return Registry(**changed), marks


def _entity(entity: Entity, marks: Marks, today: date) -> Entity:
    hidden = set()
    if isinstance(entity, Person):
        for name in type(entity).model_fields:
            mark = type(entity).mark_of(name)
            if isinstance(mark, Shown) and not permits_anywhere(entity, mark.category, today):
                hidden.add(name)
    planted = _record(entity, marks, hidden)
    assert isinstance(planted, Entity)
    planted._id, planted._document = entity._id, entity._document
    return planted


def _record(record: Record, marks: Marks, hidden: set[str] | None = None) -> Record:
    update: dict[str, Any] = {}
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        private = type(record).mark_of(name) is None or name in (hidden or ())
        where = f"{type(record).__name__}.{name}"
        if private and not _holds_reference(info.annotation, info.metadata):
            update[name] = _fill(info.annotation, value, where, marks)
        elif private:
            marks.exempt.add(where)
        else:
            update[name] = _inside(value, marks)
    return record.model_copy(update=update)


def _inside(value: Any, marks: Marks) -> Any:
    """Plant in the private parts of an open value."""
    if isinstance(value, Record):
        return _record(value, marks)
    if isinstance(value, tuple):
        return tuple(_inside(item, marks) for item in value)
    return value


def _fill(annotation: Any, value: Any, where: str, marks: Marks) -> Any:
    """Return a marked value of an annotation's type; existing records keep their shape."""
    origin = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if origin in {typing.Union, UnionType}:
        inner = next(arg for arg in arguments if arg is not type(None))
        return _fill(inner, value, where, marks)
    if origin is typing.Annotated:
        return _fill(arguments[0], value, where, marks)
    if origin is tuple:
        items = value or (None,)
        filled = (_fill(arguments[0], item, where, marks) for item in items)
        return tuple(item for item in filled if item is not None)
    if origin is dict:
        keys = list(value or {"ключ": None})
        return {key: _fill(arguments[1], None, where, marks) for key in keys}
    if annotation is Consent or (isinstance(annotation, type) and issubclass(annotation, Record)):
        return _whole(annotation, value, marks)
    if annotation is str:
        is_name = where.endswith("full_name")
        return f"Канарейкина {marks.word(where)} Петровна" if is_name else marks.text(where)
    if annotation is date:
        return marks.day(where)
    if annotation is int:
        return marks.figure(where)
    if annotation is Decimal:
        return Decimal(marks.figure(where))
    if annotation is Period:
        return Period(marks.text(where))
    marks.exempt.add(where)
    if value is None and isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation))
    return value


def _whole(cls: type[Record], value: Record | None, marks: Marks) -> Any:
    """Mark every field of a record in a private place; dates of consents decide and stay."""
    if cls is Consent and value is None:
        return None
    values: dict[str, Any] = {}
    for name, info in cls.model_fields.items():
        where = f"{cls.__name__}.{name}"
        current = getattr(value, name) if value is not None else None
        decides = cls is Consent and name not in {"number", "conditions", "scan"}
        if decides or _holds_reference(info.annotation, info.metadata):
            marks.exempt.add(where)
            values[name] = current if value is not None else info.get_default()
        else:
            values[name] = _fill(info.annotation, current, where, marks)
    return cls.model_construct(**values)


def _holds_reference(annotation: Any, metadata: list[Any]) -> bool:
    def is_reference(item: Any) -> bool:
        return isinstance(item, BeforeValidator) and isinstance(item.func, RefTo)

    if any(map(is_reference, metadata)):
        return True
    return any(
        (typing.get_origin(arg) is typing.Annotated and any(map(is_reference, arg.__metadata__)))
        or _holds_reference(arg, [])
        for arg in typing.get_args(annotation)
        if not isinstance(arg, (str, BeforeValidator))
    )


def private_fields(cls: type[Record], *, inside: bool = False) -> set[str]:
    """Return «Class.field» of every private value reachable from a class."""
    found: set[str] = set()
    for name, info in cls.model_fields.items():
        private = inside or cls.mark_of(name) is None
        records = _records_in(info.annotation)
        if private and not records:
            found.add(f"{cls.__name__}.{name}")
        for record in records:
            found |= private_fields(record, inside=private)
    return found


def _records_in(annotation: Any) -> list[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    return [cls for arg in typing.get_args(annotation) for cls in _records_in(arg)]


__all__ = ["OPEN", "Marks", "plant", "private_fields"]
