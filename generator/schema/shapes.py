"""What the fields of records are made of, read from their annotations."""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Union

from annotated_types import Le, MinLen
from pydantic import BeforeValidator, PlainValidator
from pydantic.fields import FieldInfo

from generator.model.base import Choice, Record
from generator.model.types import RefTo


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value judged by a validator of the model.

    Attributes:
        validator: The mark of its type.
        most: The largest number allowed.
        choices: The only words allowed, when a pattern of the field lists them.
    """

    validator: Any
    most: int | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a record or a word of the programme."""

    kind: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """One value out of a closed list."""

    values: type[Choice]


@dataclass(frozen=True, slots=True)
class Part:
    """A record inside a record."""

    record: type[Record]


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    item: Shape
    filled: bool


@dataclass(frozen=True, slots=True)
class Pairs:
    """Keys of the curator's own with values of one shape."""

    value: Shape


Shape = Scalar | Reference | OneOf | Part | Many | Pairs


def shape_of(info: FieldInfo) -> Shape:
    """Return what a field is made of, an optional one as if it were there."""
    return _shape(info.annotation, info.metadata)


def _shape(annotation: Any, metadata: Sequence[Any]) -> Shape:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _shape(arguments[0], (*arguments[1:], *metadata))
    if origin in {Union, types.UnionType}:
        inner = next(item for item in arguments if item is not types.NoneType)
        return _shape(inner, metadata)
    if origin is tuple:
        filled = any(isinstance(mark, MinLen) for mark in metadata)
        return Many(_shape(arguments[0], ()), filled)
    if origin is dict:
        return Pairs(_shape(arguments[1], ()))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return Part(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return OneOf(annotation)
    return _scalar(metadata)


def _scalar(metadata: Sequence[Any]) -> Scalar | Reference:
    validator: Any = None
    most: int | None = None
    choices: tuple[str, ...] = ()
    for mark in metadata:
        if isinstance(mark, BeforeValidator) and isinstance(mark.func, RefTo):
            return Reference(mark.func.kind)
        if isinstance(mark, (BeforeValidator, PlainValidator)):
            validator = mark
        elif isinstance(mark, Le):
            most = typing.cast("int", mark.le)
        elif pattern := getattr(mark, "pattern", None):
            choices = tuple(str(pattern).strip("^$()").split("|"))
    return Scalar(validator, most, choices)
