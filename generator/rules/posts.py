"""Posts written in more than one way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from generator.diagnostics import Level, Problem
from generator.model.base import Entity, Record
from generator.model.registry import Registry
from generator.rules.finding import Rule
from generator.source.document import Path

_FIELDS = {"post", "responsible", "who"}
_WORD = re.compile(r"[^\W\d_]+\.?|\d+")
_ACRONYM = re.compile(r"[А-ЯЁ]{2,4}")
_WITHOUT_DOT = {"зам"}


def _two_ways(registry: Registry, _: date) -> Iterator[Problem]:
    """One post is written one way in all the records and papers."""
    places: dict[str, list[tuple[Entity, Path]]] = defaultdict(list)
    for entity in registry.entities():
        if any(map(_has_posts, entity.glance.kinds)):
            for value in entity.values:
                if value.field in _FIELDS:
                    places[value.text].append((entity, value.path))
    # The fullest writing first, of equally full ones the most usual, then the plainest.
    ordered = sorted(places, key=lambda t: (-_letters(t), -len(places[t]), len(t), t.swapcase()))
    for best, others in _alike(ordered):
        for text in others:
            model, where = places[best][0]
            for entity, path in places[text]:
                message = f"должность «{text}» записана ещё и так: «{best}»"
                hint = f"напишите одинаково: {best}; так в {model.at(*where)}"
                yield Problem("П-27", Level.ADVICE, entity.at(*path), message, hint)


@cache
def _has_posts(kind: type[Record]) -> bool:
    return not _FIELDS.isdisjoint(kind.model_fields)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _alike(texts: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Put together the writings of one post, the best of each before the others."""
    groups: dict[str, list[tuple[str, list[_Word], list[str]]]] = defaultdict(list)
    for text in texts:
        words = _words(text)
        first = words[0].folded[:1] if words else ""
        for _best, meant, others in groups[first]:
            if _same(words, meant):
                others.append(text)
                break
        else:
            groups[first].append((text, words, []))
    for group in groups.values():
        yield from ((best, others) for best, _words_of, others in group)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a post.

    Attributes:
        folded: Without case, «ё» and the dot of an abbreviation.
        short: Whether it is an abbreviation: «зам.».
        acronym: Whether each letter may stand for a word: «УВР».
    """

    folded: str
    short: bool
    acronym: bool


def _words(text: str) -> list[_Word]:
    """Take a post apart; a hyphen parts words as a space does."""
    words = []
    for raw in _WORD.findall(text):
        folded = raw.rstrip(".").casefold().replace("ё", "е")
        short = raw.endswith(".") or folded in _WITHOUT_DOT
        words.append(_Word(folded, short, bool(_ACRONYM.fullmatch(raw))))
    return words


def _same(one: Sequence[_Word], other: Sequence[_Word]) -> bool:
    """Tell whether two posts are one, an abbreviation standing for the word it begins."""
    if not one or not other:
        return not one and not other
    left, right = one[0], other[0]
    if left.folded == right.folded or _shortens(left, right) or _shortens(right, left):
        return _same(one[1:], other[1:])
    for a, b in ((one, other), (other, one)):
        initials = "".join(word.folded[0] for word in b[: len(a[0].folded)])
        if a[0].acronym and a[0].folded == initials:
            return _same(a[1:], b[len(initials) :])
    return False


def _shortens(short: _Word, word: _Word) -> bool:
    return short.short and word.folded.startswith(short.folded)


RULES: tuple[Rule, ...] = (_two_ways,)
"""The rule about posts."""
