"""Validation errors in the curator's words, each with its line."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from enum import Enum
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.diagnostics import Level, Problem, Span
from generator.model.base import Entity, Record
from generator.model.types import nearest
from generator.source import Document
from generator.source.document import Path


def explain(error: ValidationError, cls: type[Entity], document: Document) -> list[Problem]:
    """Turn every error of a record into a problem with place, finding, expectation and fix.

    Args:
        error: What pydantic found.
        cls: The record's class; its fields suggest what an unknown key meant.
        document: The file, for places.
    """
    return [_problem(details, cls, document) for details in error.errors()]


def _problem(details: ErrorDetails, cls: type[Entity], document: Document) -> Problem:
    path: Path = tuple(part for part in details["loc"] if part != "[key]")
    kind = details["type"]
    context: dict[str, Any] = details.get("ctx", {})

    def error(code: str, span: Span, message: str, hint: str = "") -> Problem:
        return Problem(code, Level.ERROR, span, message, hint)

    key = path[-1] if path else ""
    match kind:
        case "missing":
            span = document.at(*path[:-1])
            owner = _model_at(cls, path[:-1])
            kept = _unknown_like(document, path[:-1], str(key), owner)
            hint = f"похоже, он записан как «{kept}»" if kept else f"добавьте строку «{key}: …»"
            if document.keys.get(path):
                return error("К-01", document.at_key(*path), f"у ключа «{key}» нет значения", "заполните")
            return error("К-01", span, f"не хватает ключа «{key}»", hint)
        case "extra_forbidden":
            owner = _model_at(cls, path[:-1])
            known = _keys_of(owner)
            guess = nearest(str(key), known, 1)
            hint = f"возможно, «{guess[0]}»" if guess else f"известные ключи: {', '.join(known)}"
            return error("К-02", document.at_key(*path), f"неизвестный ключ «{key}»", hint)
        case "tuple_type" | "list_type":
            hint = f"напишите в скобках: [{details['input']}]"
            return error("К-03", document.at(*path), f"в «{_name(path)}» ожидается список", hint)
        case "model_type" | "model_attributes_type" | "dict_type":
            message = f"в «{_name(path)}» ожидается набор ключей, а найдено «{details['input']}»"
            keys = _keys_of(_model_at(cls, path))
            hint = f"ключи: {', '.join(keys)}" if keys else "напишите «ключ: значение»"
            return error("К-04", document.at(*path), message, hint)
        case "enum":
            return _not_a_choice(details, path, cls, document)
        case "too_short":
            return error("К-06", document.at(*path), f"список «{_name(path)}» пуст", "добавьте хотя бы одно")
        case "less_than_equal":
            message = f"{details['input']} больше {context['le']}"
            return error("З-04", document.at(*path), message, f"не больше {context['le']}")
        case "string_pattern_mismatch":
            message = f"«{details['input']}» здесь не подходит"
            return error("К-05", document.at(*path), message, "больше или меньше")
        case _ if "message" in context:
            return error(kind, document.at(*path), context["message"], context.get("hint", ""))
        case _:
            return error("К-07", document.at(*path), f"значение «{details['input']}» не подходит")


def _not_a_choice(
    details: ErrorDetails, path: Path, cls: type[Entity], document: Document
) -> Problem:
    choices = _choices_at(cls, path)
    found = str(details["input"])
    guess = nearest(found, choices, 1)
    hint = f"возможно, «{guess[0]}»" if guess else f"напишите одно из: {'; '.join(choices)}"
    message = f"«{found}» в «{_name(path)}» не подходит"
    return Problem("К-05", Level.ERROR, document.at(*path), message, hint)


def _name(path: Path) -> str:
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "запись")


def _keys_of(model: type[BaseModel] | None) -> list[str]:
    if model is None:
        return []
    return [info.alias or name for name, info in model.model_fields.items()]


def _unknown_like(document: Document, path: Path, key: str, owner: type[Record] | None) -> str:
    """Return a key of the file that seems to be a misspelt ``key``."""
    known = set(_keys_of(owner))
    there = [
        str(where[-1])
        for where in document.keys
        if where[:-1] == path and where[-1] not in known
    ]
    guess = nearest(key, there, 1)
    return guess[0] if guess else ""


def _model_at(cls: type[Record], path: Path) -> type[Record] | None:
    """Return the class of the record that stands at a path, or ``None``."""
    current: type[Record] | None = cls
    for part in path:
        if isinstance(part, int) or current is None:
            continue
        current = next(iter(_classes(_annotation(current, part), Record)), None)
    return current


def _choices_at(cls: type[Record], path: Path) -> list[str]:
    names = [part for part in path if isinstance(part, str)]
    owner = _model_at(cls, tuple(names[:-1]))
    if owner is None or not names:
        return []
    enums = _classes(_annotation(owner, names[-1]), Enum)
    return [str(item.value) for enum in enums for item in enum]


def _annotation(model: type[BaseModel], alias: str) -> Any:
    for name, info in model.model_fields.items():
        if info.alias == alias or name == alias:
            return info.annotation
    return None


def _classes(annotation: Any, base: type[Any]) -> Iterator[Any]:
    if isinstance(annotation, type) and issubclass(annotation, base):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _classes(inner, base)
