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
from generator.model.types import fold, nearest
from generator.source.document import Document, Node, Path
from generator.source.line import quoted, shortened
from generator.source.slips import latin_twin, russian_twin

_LONG_KEY = 40
_FEW = 4


def explain(error: ValidationError, cls: type[Entity], document: Document) -> list[Problem]:
    """Turn every error of a record into a problem with place, finding, expectation and fix.

    Args:
        error: What pydantic found.
        cls: The record's class; its fields suggest what an unknown key meant.
        document: The file, for places.
    """
    if not document.data:
        keys = ", ".join(str(details["loc"][-1]) for details in error.errors())
        hint = f"заполните его или удалите; нужны ключи: {keys}"
        return [Problem("К-08", Level.ERROR, document.at(), "файл пуст", hint)]
    return [
        _problem(details, cls, document)
        for details in error.errors()
        if details["type"] != "too_short" or not _node(document, details["loc"])
    ]


def unknown_and_empty(cls: type[Entity], document: Document) -> list[Problem]:
    """Report unknown keys without a value: a text typed with a colon at its end is one.

    A known key without a value means no key at all, so validation sees neither.

    Args:
        cls: The record's class.
        document: Its file.
    """
    if document.whole:
        return []
    return [
        _unknown(path, cls, document)
        for path in _without_value(document.data, ())
        if (owner := _model_at(cls, path[:-1])) and path[-1] not in _keys_of(owner)
    ]


def _without_value(node: Node, path: Path) -> Iterator[Path]:
    if isinstance(node, dict):
        for key, value in node.items():
            if value is None:
                yield (*path, key)
            elif not isinstance(value, str):
                yield from _without_value(value, (*path, key))
    elif isinstance(node, list):
        for index, item in enumerate(node):
            if not isinstance(item, str):
                yield from _without_value(item, (*path, index))


def _error(code: str, span: Span, message: str, hint: str = "") -> Problem:
    return Problem(code, Level.ERROR, span, message, hint)


def _problem(details: ErrorDetails, cls: type[Entity], document: Document) -> Problem:
    path: Path = tuple(part for part in details["loc"] if part != "[key]")
    context: dict[str, Any] = details.get("ctx", {})
    place, found, name = document.at(*path), details["input"], _name(path)
    match details["type"]:
        case "missing":
            return _missing(path, cls, document)
        case "extra_forbidden":
            return _unknown(path, cls, document)
        case kind if "message" in context:
            return _error(kind, place, context["message"], context.get("hint", ""))
        case _ if found is None:
            message = f"в «{name}» пустой пункт"
            return _error("К-01", place, message, "заполните его или удалите вместе с дефисом")
        case "tuple_type" | "list_type":
            hint = _as_list(_node(document, path))
            return _error("К-03", place, f"в «{name}» ожидается список", hint)
        case "model_type" | "model_attributes_type" | "dict_type":
            return _not_a_record(found, path, cls, document)
        case "enum":
            return _not_a_choice(found, path, cls, document)
        case "too_short":
            return _error("К-06", place, f"список «{name}» пуст", "добавьте хотя бы одно")
        case "less_than_equal":
            message = f"{found} больше {context['le']}"
            return _error("З-04", place, message, f"не больше {context['le']}")
        case "string_pattern_mismatch":
            message = f"«{_shown(found)}» здесь не подходит"
            choices = context["pattern"].strip("^$()").replace("|", " или ")
            return _error("К-05", place, message, f"напишите так: {choices}")
    message = f"значение «{_shown(found)}» не подходит"
    return _error("К-07", place, message, "сверьтесь с образцом записи")


def _missing(path: Path, cls: type[Entity], document: Document) -> Problem:
    key, parent = str(path[-1]), path[:-1]
    if document.keys.get(path):
        message = f"у ключа «{key}» нет значения"
        return _error("К-01", document.at_key(*path), message, "заполните его")
    message = f"не хватает ключа «{key}»"
    if kept := _unknown_like(document, parent, key, _model_at(cls, parent)):
        return _error("К-01", document.at(*parent), message, f"похоже, он записан как «{kept}»")
    elsewhere = [where for where in document.keys if where[-1] == key and where[:-1] != parent]
    lost = next((w for w in elsewhere if key not in _keys_of(_model_at(cls, w[:-1]))), None)
    hint = f"добавьте строку «{key}: …»"
    if lost:
        hint = f"он стоит не на своём месте в строке {document.keys[lost][0]}: проверьте отступ"
    return _error("К-01", document.at(*parent), message, hint)


def _unknown(path: Path, cls: type[Entity], document: Document) -> Problem:
    key, parent = str(path[-1]), path[:-1]
    known = _keys_of(_model_at(cls, parent))
    free = [name for name in known if (*parent, name) not in document.keys]
    message = f"неизвестный ключ «{shortened(key)}»"
    guess = _alike(key, free)
    if russian_twin(key) in known:
        message = f"ключ «{key}» набран латинскими буквами"
        hint = f"наберите русскими: {russian_twin(key)}"
    elif home := _home_of(key, parent, cls):
        hint = f"его место {home}: проверьте отступ"
    elif guess:
        hint = f"возможно, «{guess}»"
    elif len(key) > _LONG_KEY:
        hint = "если это текст, возьмите его в кавычки или сдвиньте вправо под его начало"
    elif (taken := _alike(key, known)) and abs(len(taken) - len(key)) < _FEW:
        hint = f"он похож на «{taken}», но такой ключ уже есть; лишний уберите"
    else:
        hint = f"известные ключи: {', '.join(free or known)}"
    return _error("К-02", document.at_key(*path), message, hint)


def _home_of(key: str, parent: Path, cls: type[Entity]) -> str:
    """Tell in which record above or below an unknown key would be known."""
    for length in range(len(parent) - 1, -1, -1):
        above = _model_at(cls, parent[:length])
        if not isinstance(parent[length], int) and key in _keys_of(above):
            inside = _name(parent[:length])
            return f"внутри «{inside}»" if parent[:length] else "на верхнем уровне записи"
    here = _model_at(cls, parent)
    for name in _keys_of(here):
        for inner in _classes(_annotation(here, name), Record):
            if key in _keys_of(inner):
                return f"внутри «{name}»"
    return ""


def _as_list(node: Node) -> str:
    """Advise how to make a list of what stands in its place."""
    if isinstance(node, dict):
        if node and not any(node.values()):
            return f"напишите в квадратных скобках: [{', '.join(node)}]"
        return "поставьте «- » перед первым ключом записи, остальные сдвиньте на два пробела"
    text = " ".join(node.split()) if isinstance(node, str) else ""
    if len(text) > 100:
        return f"поставьте перед текстом дефис и пробел: - {shortened(text)}"
    plain = not any(sign in text for sign in "[]{}:#\"'&*!|>%@`")
    return f"напишите в скобках: [{text if plain else quoted(text)}]"


def _not_a_record(found: Any, path: Path, cls: type[Entity], document: Document) -> Problem:
    keys = _keys_of(_model_at(cls, path))
    what = "список" if isinstance(found, list) else f"«{_shown(found)}»"
    message = f"в «{_name(path)}» ожидается набор ключей, а найдено {what}"
    if isinstance(found, list):
        message = message.replace("найдено", "найден")
        hint = "уберите дефис"
    elif isinstance(found, str) and found.split(":")[0] in keys:
        hint = f"поставьте пробел после двоеточия: {found.replace(':', ': ', 1)}"
    else:
        hint = f"ключи: {', '.join(keys)}" if keys else "напишите «ключ: значение»"
    return _error("К-04", document.at(*path), message, hint)


def _not_a_choice(found: Any, path: Path, cls: type[Entity], document: Document) -> Problem:
    choices = _choices_at(cls, path)
    guess = nearest(str(found), choices, 1)
    message = f"«{_shown(found)}» в «{_name(path)}» не подходит"
    hint = f"напишите одно из: {'; '.join(choices)}"
    if isinstance(found, (list, dict)):
        what = "список" if isinstance(found, list) else "набор ключей"
        message = f"в «{_name(path)}» ожидается одно значение, а найден {what}"
        if isinstance(found, list) and found and isinstance(found[0], str):
            hint = f"уберите дефис или скобки: {_shown(found[0])}"
    elif "\u00a0" in found and fold(found) in map(fold, choices):
        message = f"в «{_shown(found)}» неразрывный пробел вместо обычного"
        hint = f"наберите заново: {guess[0]}"
    elif guess:
        hint = f"возможно, «{guess[0]}»"
    elif latin_twin(found) != found and russian_twin(found) in choices:
        hint = f"наберите русскими буквами: {russian_twin(found)}"
    return _error("К-05", document.at(*path), message, hint)


def _shown(found: Any) -> str:
    return shortened(str(found))


def _node(document: Document, path: Path) -> Node:
    """Return what stands at a path, before empty keys were dropped."""
    node: Any = document.data
    for part in path:
        if isinstance(node, dict):
            node = node.get(str(part))
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            node = node[part]
        else:
            return None
    return typing.cast("Node", node)


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
        str(where[-1]) for where in document.keys if where[:-1] == path and where[-1] not in known
    ]
    return _alike(key, there)


def _alike(key: str, keys: list[str]) -> str:
    """Return the key that looks most like another or has it for a part, or an empty string."""
    if close := nearest(key, keys, 1):
        return close[0]
    words = set(fold(key).split())
    parts = [other for other in keys if words and words <= set(fold(other).split())]
    return parts[0] if len(parts) == 1 else ""


def _model_at(cls: type[Record], path: Path) -> type[Record] | None:
    """Return the class of the record that stands at a path, or ``None``."""
    current: type[Record] | None = cls
    for part in path:
        if isinstance(part, int) or current is None:
            continue
        current = next(_classes(_annotation(current, part), Record), None)
    return current


def _choices_at(cls: type[Record], path: Path) -> list[str]:
    names = [part for part in path if isinstance(part, str)]
    owner = _model_at(cls, tuple(names[:-1]))
    if owner is None or not names:
        return []
    enums = _classes(_annotation(owner, names[-1]), Enum)
    return [str(item.value) for enum in enums for item in enum]


def _annotation(model: type[BaseModel] | None, alias: str) -> Any:
    for name, info in model.model_fields.items() if model else ():
        if alias in {info.alias, name}:
            return info.annotation
    return None


def _classes(annotation: Any, base: type[Any]) -> Iterator[Any]:
    if isinstance(annotation, type) and issubclass(annotation, base):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _classes(inner, base)
