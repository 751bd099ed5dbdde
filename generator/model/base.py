"""What every record shares: Russian keys, immutability, a place in a file, marks of privacy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, PrivateAttr

from generator.diagnostics import Span
from generator.source.document import Document, Path


class Choice(StrEnum):
    """A closed list of values; a value may explain itself to the curator.

    Attributes:
        hint: What choosing the value means, in Russian; may be empty.
    """

    hint: str

    def __new__(cls, value: str, hint: str = "") -> Self:
        """Make a member from its value and, after a comma, its hint."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.hint = hint
        return member


class Category(Choice):
    """What a person allows to show, chosen one by one (152-ФЗ, ст. 10.1)."""

    NAME = "ФИО", "фамилия, имя и отчество; без них человек остаётся безымянным"
    PHOTO = "фото", "портрет"
    POST = "должность", "должность и место работы"
    SUBJECT = "предмет", "что преподаёт"
    ACHIEVEMENTS = "достижения", "компетенции, достижения, сфера, рассказ о себе"
    REVIEW = "отзыв", "отзыв под своим именем"
    RESULTS = "результаты", "результаты программы пары"
    VIDEO = "видео", "видеозаписи"


class Open(Enum):
    """Mark of a field that holds nothing personal and may be published as it is."""

    OPEN = "открыто"


OPEN = Open.OPEN


@dataclass(frozen=True, slots=True)
class Shown:
    """Mark of a field that its person may allow to show.

    Attributes:
        category: The category of the dissemination consent that opens the field.
    """

    category: Category


Mark = Open | Shown | None
"""A field's mark; ``None`` means private, and an unmarked field is private."""


class Record(BaseModel):
    """A part of the data: frozen, with Russian keys, refusing unknown ones."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_alias=True)

    @classmethod
    def mark_of(cls, name: str) -> Mark:
        """Return the privacy mark of a field; a field without one is private."""
        for item in cls.model_fields[name].metadata:
            if isinstance(item, (Open, Shown)):
                return item
        return None


class Entity(Record):
    """A record with a file of its own; its id is the file's name.

    Attributes:
        folder: Folder of the records under ``data``, such as ``mentors``.
        title_ru: What one such record is called in messages.
    """

    folder: ClassVar[str]
    title_ru: ClassVar[str]

    _id: str = PrivateAttr(default="")
    _document: Document = PrivateAttr(default_factory=lambda: Document("", {}))
    _values: tuple[Value, ...] | None = PrivateAttr(default=None)
    _glance: Glance | None = PrivateAttr(default=None)

    @property
    def id(self) -> str:
        """ASCII name of the file without its ending; addresses are made of it."""
        # Asked for a million times in a large school, where pydantic's own way is ten times longer;
        # so is a glance.
        id_: str = (self.__pydantic_private__ or {}).get("_id", "")
        return id_

    @property
    def document(self) -> Document:
        """Its file as it was read."""
        return self._document

    @property
    def key(self) -> str:
        """How texts refer to the record: ``mentors/sokolova``."""
        return f"{self.folder}/{self.id}"

    def __copy__(self) -> Self:
        """Copy the record for a change of some fields: what was walked is not the copy's."""
        copied = super().__copy__()
        copied._values = copied._glance = None
        return copied

    @property
    def values(self) -> tuple[Value, ...]:
        """Every value of the record, see :func:`walk`; the record is walked once."""
        if self._values is None:
            self._values = tuple(walk(self))
        return self._values

    @property
    def glance(self) -> Glance:
        """What is seen of the record at once, see :func:`glance`."""
        kept = self.__pydantic_private__
        if kept is None:
            return glance(self)
        seen: Glance | None = kept["_glance"]
        if seen is None:
            seen = kept["_glance"] = glance(self)
        return seen

    def values_with(self, *signs: str) -> Iterator[Value]:
        """Yield the values in whose text any of the signs stands; most records have none."""
        words = self.glance.words
        if any(sign in words for sign in signs):
            yield from (v for v in self.values if any(sign in v.text for sign in signs))

    def at(self, *path: str | int) -> Span:
        """Return the place of a value by its Russian keys, or of the nearest known ancestor."""
        return self._document.at(*path)

    @classmethod
    def read(cls, id_: str, document: Document, context: dict[str, Any]) -> Entity:
        """Validate a document into a record.

        Args:
            id_: The record's id.
            document: Its file after reading.
            context: ``resolver`` for references, see :mod:`generator.model.types`.

        Raises:
            pydantic.ValidationError: With every problem of the record.
        """
        record = cls.model_validate(_filled(document), context=context)
        record._id = id_
        record._document = document
        return record


def _filled(document: Document) -> Any:
    return document.data if document.whole else without_empty(document.data)


def without_empty(node: Any) -> Any:
    """Drop keys left without a value: «ключ:» means the same as no key at all."""
    if isinstance(node, dict):
        return {
            key: value if isinstance(value, str) else without_empty(value)
            for key, value in node.items()
            if value is not None
        }
    if isinstance(node, list):
        return [item if isinstance(item, str) else without_empty(item) for item in node]
    return node


class Value(NamedTuple):
    """One value of a record met on a walk.

    Attributes:
        path: Russian keys and indexes that lead to it from the record's root.
        text: The value as text.
        mark: The privacy mark in force: the nearest marked ancestor's that is stricter.
        owner: Nearest record that holds it.
        field: The field's English name.
    """

    path: Path
    text: str
    mark: Mark
    owner: Record
    field: str


def walk(record: Record) -> Iterator[Value]:
    """Return every value of a record with its mark, depth first, in the order of the fields.

    A value inside an unmarked field is private whatever its own mark says, so a record of
    public parts stays private when it stands in a private place.
    """
    values: list[Value] = []
    _walk(record, (), OPEN, values)
    return iter(values)


def narrowed(own: Mark, outer: Mark) -> Mark:
    """Return the mark in force of a field inside a marked place: the stricter of the two."""
    if outer is OPEN or own is None:
        return own
    return outer


@cache
def _fields(cls: type[Record], outer: Mark) -> tuple[tuple[str, str, Mark], ...]:
    """Return the name, the Russian key and the mark in force of every field of a class."""
    return tuple(
        (name, info.alias or name, narrowed(cls.mark_of(name), outer))
        for name, info in cls.model_fields.items()
    )


@cache
def _is_record(kind: type[Any]) -> bool:
    return issubclass(kind, Record)


def _walk(record: Record, path: Path, outer: Mark, into: list[Value]) -> None:
    fields = record.__dict__
    for name, alias, mark in _fields(type(record), outer):
        value = fields[name]
        if value is not None:
            _walk_value(value, (*path, alias), mark, record, name, into)


def _walk_value(
    value: Any, path: Path, mark: Mark, owner: Record, name: str, into: list[Value]
) -> None:
    kind = type(value)
    if kind is str:
        # A record of a pair has a hundred values: made as :class:`Value` makes itself, but at once.
        into.append(_NEW(Value, (path, value, mark, owner, name)))
    elif kind is tuple or kind is list:
        for index, item in enumerate(value):
            _walk_value(item, (*path, index), mark, owner, name, into)
    elif _is_record(kind):  # type: ignore[arg-type]
        _walk(value, path, mark, into)
    elif kind is dict:
        for key, item in value.items():
            _walk_value(item, (*path, str(key)), mark, owner, name, into)
    elif value is not None:
        into.append(_NEW(Value, (path, str(value), mark, owner, name)))


_NEW: Any = tuple.__new__


@dataclass(frozen=True, slots=True)
class Glance:
    """What is seen of a record before it is walked.

    Attributes:
        words: All its texts, each on lines of its own; a number and a day have no words.
        kinds: The kinds of records it is made of.
    """

    words: str
    kinds: frozenset[type[Record]]


def glance(record: Record) -> Glance:
    """Look a record through, many times faster than :func:`walk` does."""
    words: list[str] = []
    kinds: set[type[Record]] = set()
    _look(record, words, kinds)
    return Glance("\n".join(words), frozenset(kinds))


def _look(record: Record, words: list[str], kinds: set[type[Record]]) -> None:
    kinds.add(type(record))
    _look_at(record.__dict__.values(), words, kinds)


def _look_at(values: Iterable[Any], words: list[str], kinds: set[type[Record]]) -> None:
    for value in values:
        kind = type(value)
        if kind is str:
            words.append(value)
        elif kind in _WORDLESS:
            continue
        elif kind is tuple or kind is list:
            _look_at(value, words, kinds)
        elif _is_record(kind):  # type: ignore[arg-type]
            _look(value, words, kinds)
        elif kind is dict:
            _look_at(value.values(), words, kinds)
        else:
            words.append(str(value))


_WORDLESS = frozenset({type(None), bool, int, float, date, Decimal})
