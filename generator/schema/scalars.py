"""Schemas of single values: what YAML makes of them in an editor, and what to say of a wrong one.

An editor sees ``201`` as a number and ``да`` as a text, the loader reads both as text: a schema
must take every type that the loader would. Only keywords whose message can be Russian are used
(``if``, ``type``, ``pattern``, ``enum``, ``contains``), never ``not`` or ``minimum`` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from generator.model import types
from generator.model.base import Choice
from generator.schema import patterns
from generator.source.handwriting import scalar

Schema = Mapping[str, Any]
"""A JSON Schema (draft-07) with the extensions of yaml-language-server."""

_TYPES = ("string", "number", "boolean", "object", "array", "null")

NOTHING: Schema = {"title": " ", "not": {"type": list(_TYPES[:-1])}}
"""A key without a value, which means the same as no key; stands after other alternatives."""

TODAY = "$CURRENT_DATE.$CURRENT_MONTH.$CURRENT_YEAR"
"""The day of the computer, put in by the editor."""

_EMPTY = "у ключа нет значения: заполните его"
_SNIPPET_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\$}"})
_LARGEST = 999_999
_MANY = 999_999_999_999


def refusal(message: str, *types_of_value: str) -> Schema:
    """Return a schema that refuses values of some types."""
    others = [kind for kind in _TYPES if kind not in types_of_value]
    return {"if": {"type": list(types_of_value)}, "then": {"type": others, "errorMessage": message}}


def pattern(shape: str, message: str) -> Schema:
    """Return a schema of texts of a shape."""
    return {"type": "string", "pattern": shape, "errorMessage": message}


@dataclass(frozen=True, slots=True)
class Offer:
    """A value an editor offers.

    Attributes:
        text: The value.
        about: What it means, in Russian; may be empty.
    """

    text: str
    about: str = ""


def offered(words: Sequence[Offer], shape: str, message: str, *rare: int) -> Schema:
    """Return a schema of one value out of a list.

    The list stands where only a wrong value meets it: editors repeat every ``enum`` they meet
    in each hint, under an English heading. What they offer comes from the snippets.

    Args:
        words: The values.
        shape: Pattern of the values in every spelling the loader takes.
        message: What to tell of another value.
        rare: Numbers that are values too.
    """
    listed: dict[str, Any] = {
        "enum": [*(word.text for word in words), *rare],
        "enumDescriptions": [*(word.about for word in words), *("" for _ in rare)],
        "errorMessage": message,
    }
    empty = {"type": "string", "errorMessage": _EMPTY}
    return {
        "if": {"type": "string", "pattern": shape},
        "else": {"if": {"type": "null"}, "then": empty, "else": listed},
        "defaultSnippets": [_insertion(word) for word in words],
    }


@cache
def _insertion(word: Offer) -> Schema:
    body = scalar(word.text, flow=True).translate(_SNIPPET_SIGNS)
    insertion = {"label": word.text, "body": body}
    return {**insertion, "description": word.about} if word.about else insertion


def text() -> Schema:
    """Return a schema of a text: any single value, filled, without mixed alphabets."""
    return {
        "allOf": [
            refusal(_EMPTY, "null"),
            refusal(
                "здесь нужен текст; если в нём двоеточие с пробелом или скобка в начале, "
                "возьмите его в кавычки",
                "object",
                "array",
            ),
            {"pattern": patterns.FILLED, "errorMessage": "значение пустое: заполните его"},
            _letters(),
        ]
    }


def _letters() -> Schema:
    return {
        "pattern": patterns.NO_MIXED_WORDS,
        "errorMessage": "в слове латинские буквы среди русских: наберите его заново",
    }


def day() -> Schema:
    """Return a schema of a date."""
    return {
        "if": {"type": "string", "pattern": patterns.DATE_SHAPE},
        "then": pattern(patterns.DATE, "такого дня нет в календаре: проверьте день, месяц и год"),
        "else": pattern(patterns.DATE, "нужна дата: число.месяц.год, вот так: 01.09.2026"),
        "defaultSnippets": [{"label": "сегодня", "body": TODAY}],
    }


def clock() -> Schema:
    """Return a schema of a time of day."""
    return pattern(patterns.CLOCK, "нужно время: часы и минуты, вот так: 14:05")


def yes() -> Schema:
    """Return a schema of a yes or no."""
    words = (Offer("да"), Offer("нет"))
    return offered(words, patterns.YES_OR_NO, "напишите да или нет")


def number() -> Schema:
    """Return a schema of a number with or without a fraction."""
    message = "нужно число цифрами: 12 или 4,5"
    return {
        "if": {"type": "number", "minimum": -_MANY, "maximum": _MANY},
        "else": pattern(patterns.NUMBER, message),
    }


def count(most: int | None = None) -> Schema:
    """Return a schema of a whole number.

    Args:
        most: The largest number allowed, if the field has one.
    """
    message = "нужно целое число цифрами, без слов: 40"
    if most is not None:
        message = f"нужно целое число цифрами, от 0 до {most}"
    return {
        "if": {"type": "integer", "minimum": 0, "maximum": _LARGEST if most is None else most},
        "else": pattern(patterns.count(most), message),
    }


def full_name() -> Schema:
    """Return a schema of a full name."""
    message = "напишите фамилию, имя и отчество полностью: Соколова Анна Викторовна"
    return {"allOf": [_letters(), pattern(patterns.FULL_NAME, message)]}


def slug() -> Schema:
    """Return a schema of a code that stands in an address."""
    message = "годятся строчные латинские буквы, цифры и дефис: pedagog-pedagog"
    return {
        "if": {"type": ["integer", "boolean"], "minimum": 0},
        "else": pattern(patterns.SLUG, message),
    }


def old_address() -> Schema:
    """Return a schema of an address a page once had."""
    message = "перенесите адрес из строки браузера без адреса раздела: cases/tihiy-urok"
    return pattern(patterns.OLD_ADDRESS, message)


def school_year() -> Schema:
    """Return a schema of a school year."""
    return pattern(patterns.SCHOOL_YEAR, "напишите учебный год двумя годами подряд: 2026/27")


def period() -> Schema:
    """Return a schema of a time by which a thing is due."""
    examples = ("октябрь 2026", "март – май 2027", "ежегодно, май", "постоянно")
    shown = "; ".join(examples)
    return {
        "if": {"type": "integer", "minimum": 1900, "maximum": 2100},
        "else": pattern(patterns.PERIOD, f"срок не понят, напишите так: {shown}"),
        "defaultSnippets": [_insertion(Offer(example)) for example in examples],
    }


def choice(values: Sequence[Choice]) -> Schema:
    """Return a schema of one value out of a closed list."""
    words = [Offer(value.value, value.hint) for value in values]
    listed = "; ".join(word.text for word in words)
    return offered(words, patterns.exactly(*values), f"напишите одно из: {listed}")


SCALARS: Mapping[Any, Callable[[], Schema]] = {
    get_args(alias)[1]: make
    for alias, make in (
        (types.Text, text),
        (types.FullText, text),
        (types.Clock, clock),
        (types.Day, day),
        (types.Yes, yes),
        (types.Number, number),
        (types.Count, count),
        (types.FullName, full_name),
        (types.Slug, slug),
        (types.OldAddress, old_address),
        (types.SchoolYear, school_year),
        (types.When, period),
    )
}
"""Schemas by the validator that marks a type of the model."""
