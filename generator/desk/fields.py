"""What a form asks, read from the records themselves: labels, hints, choices, references."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from functools import cache
from typing import Any

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from generator.model import types
from generator.model.base import Choice, Record
from generator.model.types import PARAGRAPHS, RefTo

_VOCABULARIES = {"формы контакта", "предметы", "запросы"}


class Kind(StrEnum):
    """How a value is asked for."""

    TEXT = "text"
    PROSE = "prose"
    SHORT = "short"
    CHOICE = "choice"
    REFERENCE = "reference"
    CHECKS = "checks"
    LINES = "lines"
    REFERENCES = "references"
    RECORD = "record"
    RECORDS = "records"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a closed list.

    Attributes:
        value: What is written to the file.
        label: What the curator reads.
        hint: What choosing it means; may be empty.
    """

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A question of a form.

    Attributes:
        key: Russian key of the value in the file.
        hint: What to write, from the field's description.
        required: Whether a record without it is wrong.
        options: Values of a closed list.
        refers: Folder or dictionary a reference leads to.
        example: How a short value looks; shown in the empty box.
        default: What holds when the key is absent, as the curator would write it.
        fields: Questions of an inner record.
        title: What one inner record is called.
    """

    key: str
    kind: Kind
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    refers: str = ""
    example: str = ""
    default: str = ""
    fields: tuple[Field, ...] = ()
    title: str = ""

    @property
    def said(self) -> str:
        """The hint for those who see no file: without names of files and keys."""
        said = _FILES.sub("", self.hint) if self.refers else self.hint
        for words, instead in _OF_FILES.items():
            said = said.replace(words, instead)
        return said

    @property
    def label(self) -> str:
        """The key as a heading: «Дата вхождения в программу»."""
        return f"{self.key[:1].upper()}{self.key[1:]}"


_SHORT: dict[Any, str] = {
    types._date: "01.09.2026",
    types._clock: "14:05",
    types._count: "",
    types._number: "",
    types._full_name: "Соколова Анна Викторовна",
    types._slug: "himiya",
    types._school_year: "2026/27",
    types._period: "декабрь 2026",
}
_FILES = re.compile(r"[:;] [^:;]*(?:data/|имя файла|имена файлов)[^:;]*?(?=[:;] |\.$)")
_OF_FILES = {
    "без ключа —": "если не выбрать —",
    "Без этого ключа —": "Если не отметить —",
    "У переписки ключа нет.": "У переписки оставьте пустым.",
    "Участвует — ключа нет.": "Участвует — оставьте пустым.",
    "Нет срока — не пишите и ключ.": "Нет срока — оставьте пустым.",
    ", по строке на каждое": "",
    ", по строке на каждый": "",
    ", по строке на каждую": "",
    ", по строке на шаг": "",
}
_YES_NO = (Option("да", "да"), Option("нет", "нет"))


@cache
def fields_of(cls: type[Record]) -> tuple[Field, ...]:
    """Return the questions of a record in the order of its fields."""
    return tuple(_field(info) for info in cls.model_fields.values())


def field_of(cls: type[Record], key: str) -> Field:
    """Return the question of a record by its Russian key."""
    return next(field for field in fields_of(cls) if field.key == key)


def _field(info: FieldInfo) -> Field:
    annotation, marks = info.annotation, tuple(_marks(info))
    many = _is(annotation, tuple)
    asked = Field(
        info.alias or "",
        Kind.LINES if many else Kind.PROSE if PARAGRAPHS in marks else Kind.TEXT,
        hint=info.description or "",
        required=info.is_required(),
        default=_default(info),
    )
    if record := next(_classes(annotation, Record), None):
        title = str(record.model_config.get("title") or record.__name__)
        kind = Kind.RECORDS if many else Kind.RECORD
        return replace(asked, kind=kind, fields=fields_of(record), title=title)
    if _is(annotation, dict):
        return replace(asked, kind=Kind.ANSWERS)
    if refers := next((m.func.kind for m in marks if _is_reference(m)), ""):
        return replace(asked, kind=_reference_kind(refers, many=many), refers=refers)
    if options := _options(annotation, info):
        return replace(asked, kind=Kind.CHECKS if many else Kind.CHOICE, options=options)
    short = [_SHORT[m.func] for m in marks if getattr(m, "func", None) in _SHORT]
    return replace(asked, kind=Kind.SHORT, example=short[0]) if short and not many else asked


def _reference_kind(refers: str, *, many: bool) -> Kind:
    if not many:
        return Kind.REFERENCE
    return Kind.CHECKS if refers in _VOCABULARIES else Kind.REFERENCES


def _default(info: FieldInfo) -> str:
    value = info.default
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, Enum):
        return str(value.value)
    return str(value) if isinstance(value, (int, str)) and not info.is_required() else ""


def _options(annotation: Any, info: FieldInfo) -> tuple[Option, ...]:
    if enum := next(_classes(annotation, Choice), None):
        return tuple(Option(item.value, item.value, item.hint) for item in enum)
    if bool in _plain(annotation):
        return _YES_NO
    for mark in info.metadata:
        if words := re.fullmatch(r"\^\(([^()]+)\)\$", str(getattr(mark, "pattern", ""))):
            return tuple(Option(word, word) for word in words[1].split("|"))
    return ()


def _plain(annotation: Any) -> Iterator[Any]:
    """Yield a type and what it is made of: alternatives, the type under a mark."""
    yield annotation
    for inner in typing.get_args(annotation):
        yield from _plain(inner)


def _marks(info: FieldInfo) -> Iterator[Any]:
    yield from info.metadata
    yield from _inner_marks(info.annotation)


def _inner_marks(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in typing.get_args(annotation):
        yield from _inner_marks(inner)


def _is_reference(mark: Any) -> bool:
    return isinstance(mark, BeforeValidator) and isinstance(mark.func, RefTo)


def _is(annotation: Any, kind: type) -> bool:
    """Tell whether an annotation is a tuple or a dict, maybe an optional one."""
    if typing.get_origin(annotation) is kind:
        return True
    return any(typing.get_origin(inner) is kind for inner in typing.get_args(annotation))


def _classes(annotation: Any, base: type[Any]) -> Iterator[Any]:
    if isinstance(annotation, type) and issubclass(annotation, base):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _classes(inner, base)
