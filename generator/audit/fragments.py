"""Which words of a value betray it: sentences of a long text, a short line that is not ordinary."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Final

from pydantic import BeforeValidator

from generator.audit.spotting import folded
from generator.model.base import Record
from generator.model.case import Review
from generator.model.links import links_in, replace_links
from generator.model.periods import MONTHS
from generator.model.types import RefTo
from generator.rules.phrases import Phrases

LONG: Final = 5
"""Words from which a sentence is a secret of its own."""
_WINDOW: Final = 8
_STEP: Final = 4
_MIN_LETTERS: Final = 4
_MIN_DIGITS: Final = 5
_BLOCK_END = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+•]|\d+[.)])\s)")
_SENTENCE_END = re.compile(r"(?<=[.!?…;])(?<!\b[А-ЯЁ]\.)[»\")]*\s+")
_ORDINARY: Final = {
    *MONTHS,
    "часа", "часов", "минут", "минуты", "минуту", "день", "дней", "неделя", "неделю", "недели",
    "месяц", "месяца", "месяцев", "четверть", "четверти", "полугодие", "года", "году", "один",
    "одна", "одно", "одну", "каждый", "каждую", "раза", "было", "есть", "если", "этого", "этой",
    "тоже", "только", "более", "менее", "около", "почти", "очень", "через", "после", "перед",
    "между",
}  # fmt: skip


@lru_cache(maxsize=1024)
def can_betray(owner: type[Record], name: str) -> bool:
    """Tell whether a field holds words or a whole number.

    Choices, dates, yes and no, measured figures and references to records betray nobody: alone
    they say nothing, and pages are full of them. Nor does what the author of a review is called
    in place of a name: «наставник, учитель физики» stands on pages of others.
    """
    if issubclass(owner, Review) and name == "role":
        return False
    info = owner.model_fields[name]
    parts = (*_parts_of(info.annotation), *info.metadata)
    if any(isinstance(part, BeforeValidator) and isinstance(part.func, RefTo) for part in parts):
        return False
    kinds = (part for part in parts if isinstance(part, type))
    return not any(issubclass(kind, (Enum, date, bool, Decimal)) for kind in kinds)


def _parts_of(annotation: Any) -> Iterator[Any]:
    """Yield a type and what it is made of, marks of ``Annotated`` included, but no keys."""
    yield annotation
    yield from getattr(annotation, "__metadata__", ())
    inner = typing.get_args(annotation)
    for part in inner[1:] if typing.get_origin(annotation) is dict else inner:
        yield from _parts_of(part)


def link_readings(text: str) -> tuple[str, ...]:
    """Return a text as its links may make it: with their words, with the words instead."""
    if next(links_in(text), None) is None:
        return (text,)
    return (
        replace_links(text, lambda link: link.text),
        replace_links(text, lambda link: link.instead),
    )


def phrases_of(text: str, public_names: Phrases[None]) -> Iterator[str]:
    """Yield the folded phrases that betray a text.

    Sentences of five words and more, long ones by overlapping windows so that a text cut short
    is found too; neighbouring short sentences together; a short line alone, unless it is
    ordinary.

    Args:
        text: A value of the data.
        public_names: Names that anybody may read; they do not make a short line telling.
    """
    for block in _BLOCK_END.split(text):
        sentences = [folded(part).split() for part in _SENTENCE_END.split(block)]
        for words in _joined(sentences):
            if len(words) >= LONG:
                yield from map(" ".join, _windows(words))
            elif _tell(words, public_names, 2):
                yield " ".join(words)
        for words in sentences:
            if len(words) < LONG and _tell(words, public_names, 3):
                yield " ".join(words)


def _joined(sentences: list[list[str]]) -> Iterator[list[str]]:
    """Yield long sentences, and runs of short ones put together.

    A run too short even so is yielded only when it is the whole block, as a list item is.
    """
    run: list[str] = []
    for words in sentences:
        if len(words) < LONG:
            run = [*run, *words]
            continue
        if len(run) >= LONG:
            yield run
        run = []
        yield words
    if len(run) >= LONG or all(len(words) < LONG for words in sentences):
        yield run


def _windows(words: list[str]) -> Iterator[list[str]]:
    if _telling(words) < 2:
        return
    if len(words) <= _WINDOW + _STEP // 2:
        yield words
        return
    last = len(words) - _WINDOW
    for start in (*range(0, last, _STEP), last):
        window = words[start : start + _WINDOW]
        if _telling(window) > 1:
            yield window


def _tell(words: list[str], names: Phrases[None], least: int) -> bool:
    """Tell whether so many words say something even without the names that anybody may read."""
    if _telling(words) < least:
        return False
    text = " ".join(words)
    for found in names.find(text):
        text = text.replace(found.text, " ", 1)
    return _telling(text.split()) >= least


def _telling(words: list[str]) -> int:
    """Count the different words that say something; a long number alone says enough for two."""
    telling = {word for word in words if len(word) >= _MIN_LETTERS and word not in _ORDINARY}
    numbers = {word for word in telling if word.isdigit()}
    return len(telling - numbers) + 2 * sum(len(word) >= _MIN_DIGITS for word in numbers)
