"""Schemas of whole records, made from the fields of the model.

Messages of an editor come from the keyword that failed, and most of its own are in English, so
every demand stands in a schema of its own with ``errorMessage``. A key left empty is no key
for the loader: fields that may be absent take it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.model.base import Entity, Mark, Record, narrowed
from generator.model.hints import outer_mark, seen_where
from generator.model.pair import Meeting
from generator.schema import patterns, scalars
from generator.schema.choices import Choices
from generator.schema.references import reference
from generator.schema.scalars import NOTHING, SCALARS, Offer, Schema
from generator.schema.shapes import Many, OneOf, Pairs, Part, Reference, Scalar, Shape, shape_of
from generator.schema.snippets import snippets, title

_SHORT_LIST = 9
DRAFT = "http://json-schema.org/draft-07/schema#"


def schema_of(cls: type[Entity], choices: Choices | None = None) -> dict[str, Any]:
    """Return the JSON Schema of a record's file.

    Args:
        cls: The record.
        choices: What the school has; without it references are any text.
    """
    writer = _Writer(choices or Choices())
    return {
        "$schema": DRAFT,
        **writer.record(cls, outer_mark(cls)),
        "defaultSnippets": snippets(cls, writer.choices),
        "definitions": writer.definitions,
    }


class _Writer:
    """Writes the schema of one file, parts of records once each.

    Attributes:
        definitions: Parts written so far by the ASCII names of their classes.
    """

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.definitions: dict[str, Schema] = {}
        self._names: dict[tuple[type[Record], Mark], str] = {}

    def record(self, cls: type[Record], outer: Mark) -> dict[str, Any]:
        """Return the schema of a record.

        Args:
            cls: The record.
            outer: The privacy mark in force where it stands.
        """
        keys = [str(info.alias) for info in cls.model_fields.values()]
        needed = [str(info.alias) for info in cls.model_fields.values() if info.is_required()]
        demands: list[Schema] = [
            {"propertyNames": {"enum": keys, "errorMessage": _unknown_key(keys)}},
            *({"required": [key], "errorMessage": f"не хватает ключа «{key}»"} for key in needed),
        ]
        if cls is Meeting:
            demands += self._questions()
        listed = "», «".join(needed or keys)
        return {
            "title": title(cls),
            "type": "object",
            "errorMessage": f"здесь нужны строки «ключ: значение» с ключами «{listed}»",
            "properties": {
                str(info.alias): self._field(cls, name, outer)
                for name, info in cls.model_fields.items()
            },
            "allOf": demands,
        }

    def _field(self, cls: type[Record], name: str, outer: Mark) -> Schema:
        info = cls.model_fields[name]
        shape = shape_of(info)
        inner = narrowed(cls.mark_of(name), outer)
        value, shown = self._value(shape, inner)
        alternatives = [value] if info.is_required() else [value, NOTHING]
        duty = "Обязательно." if info.is_required() else "Можно не указывать."
        notes = " ".join(filter(None, (duty, seen_where(cls, name, outer))))
        parts = (info.description or "", _values(shape), f"*{notes}*")
        return {
            "title": info.alias,
            "description": " ".join(filter(None, (info.description, notes))),
            "markdownDescription": "\n\n".join(filter(None, parts)),
            **shown,
            "anyOf": alternatives,
        }

    def _value(self, shape: Shape, mark: Mark) -> tuple[Schema, Schema]:
        """Return the schema of a value, and what of it an editor must see to lay it out."""
        match shape:
            case Scalar():
                return self._scalar(shape), {}
            case Reference(kind):
                return reference(kind, self.choices), {}
            case OneOf(values):
                return scalars.choice(list(values)), {}
            case Part(record):
                pieces = snippets(record, self.choices)
                return {"$ref": self._part(record, mark)}, {"defaultSnippets": pieces}
            case Many(item, filled):
                shown: dict[str, Any] = {"items": self._value(item, mark)[0]}
                if isinstance(item, Part):
                    pieces = snippets(item.record, self.choices)
                    shown["defaultSnippets"] = [{**piece, "type": "array"} for piece in pieces]
                return _list(filled=filled), shown
            case Pairs(value):
                return _answers(), {"additionalProperties": self._own_value(value, mark)}

    def _part(self, cls: type[Record], mark: Mark) -> str:
        """Write a part of a record, unless it is already there, and return where it stands."""
        if (cls, mark) not in self._names:
            taken = cls.__name__ in self.definitions
            name = f"{cls.__name__}{len(self.definitions)}" if taken else cls.__name__
            self._names[cls, mark] = name
            self.definitions[name] = self.record(cls, mark)
        return f"#/definitions/{self._names[cls, mark]}"

    def _own_value(self, shape: Shape, mark: Mark) -> Schema:
        return {"anyOf": [self._value(shape, mark)[0], NOTHING]}

    def _scalar(self, shape: Scalar) -> Schema:
        if shape.choices:
            words = [Offer(text) for text in shape.choices]
            listed = "; ".join(shape.choices)
            shape_of_all = patterns.whole(*map(patterns.literally, shape.choices))
            return scalars.offered(words, shape_of_all, f"напишите одно из: {listed}")
        if shape.most is not None:
            return scalars.count(shape.most)
        return SCALARS[shape.validator]()

    def _questions(self) -> Iterator[Schema]:
        """Yield the demands on answers: the keys of that kind's questions (М 7.2)."""
        for kind, questions in self.choices.questions.items():
            keys = [question.key for question in questions]
            message = "в бланке этой встречи вопросов нет"
            if keys:
                message = f"у этой встречи нет такого вопроса; есть «{'», «'.join(keys)}»"
            yield {
                "if": {"properties": {"вид": {"const": kind.value}}, "required": ["вид"]},
                "then": {
                    "properties": {
                        "ответы": {
                            "properties": {
                                question.key: {
                                    "title": question.key,
                                    "description": question.text,
                                    "anyOf": [scalars.text(), NOTHING],
                                }
                                for question in questions
                            },
                            "propertyNames": {"enum": keys, "errorMessage": message},
                        }
                    }
                },
            }


def _unknown_key(keys: Sequence[str]) -> str:
    if len(keys) > _SHORT_LIST:
        return "такого ключа нет: проверьте написание и отступ; все ключи — Ctrl+Пробел"
    return f"такого ключа нет; известны «{'», «'.join(keys)}»"


def _values(shape: Shape) -> str:
    """List the values of a closed choice with their meaning."""
    if isinstance(shape, Many):
        return _values(shape.item)
    if not isinstance(shape, OneOf):
        return ""
    return "\n".join(
        f"- {value.value} — {value.hint}" if value.hint else f"- {value.value}"
        for value in shape.values
    )


def _list(*, filled: bool) -> Schema:
    schema: dict[str, Any] = {
        "type": "array",
        "errorMessage": "здесь нужен список: по строке с дефисом на каждый пункт или [в, скобках]",
    }
    if not filled:
        return schema
    return {
        "allOf": [schema, {"contains": {}, "errorMessage": "список пуст: добавьте хотя бы одно"}]
    }


def _answers() -> Schema:
    return {"type": "object", "errorMessage": "здесь нужны строки «ключ: значение»"}
