"""Search of many phrases in a text by words, whatever stands between the words."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Generic, TypeVar

from generator.model.people import Person
from generator.rules.names import Name, declined_forms

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]++")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: folded for comparing, with its place and first letter's case."""

    folded: str
    start: int
    end: int
    capital: bool


def words_of(text: str) -> list[Word]:
    """Split a text into words; ё counts as е, soft hyphens are not seen.

    Places are counted in the text without invisible characters.
    """
    return [
        Word(fold_word(found[0]), found.start(), found.end(), found[0][0].isupper())
        for found in _WORD.finditer(strip_invisible(text))
    ]


def strip_invisible(text: str) -> str:
    """Remove soft hyphens and zero-width characters."""
    return _INVISIBLE.sub("", text)


def fold_word(word: str) -> str:
    """Bring a word to the form in which words are compared."""
    return word.casefold().replace("ё", "е")


@lru_cache(maxsize=1 << 14)
def _folded(text: str) -> tuple[str, ...]:
    """Return the words of a text alone; names and texts are searched for many times over."""
    # Texts share most of their words: one of each is kept.
    return tuple(map(sys.intern, _words_alone(text)))


def _words_alone(text: str) -> list[str]:
    clean = strip_invisible(text)
    whole = fold_word(clean)
    # A sign that folds to several might part a word anew.
    if len(whole) == len(clean):
        return _WORD.findall(whole)
    return [fold_word(word) for word in _WORD.findall(clean)]


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found in a text."""

    what: T
    text: str
    start: int

    def within(self, other: Match[T]) -> bool:
        """Tell whether this match is a part of a longer one about the same thing."""
        longer = len(other.text) > len(self.text)
        ends = self.start + len(self.text) <= other.start + len(other.text)
        return longer and self.what is other.what and other.start <= self.start and ends


class Phrases(Generic[T]):
    """An index of phrases; searching costs one pass over the text however many there are."""

    def __init__(self) -> None:
        # By the first word, then by how many words there are: many share a first name.
        self._by_first: dict[str, dict[int, dict[tuple[str, ...], tuple[int, T, bool]]]] = {}
        self._added = 0

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def add(self, phrase: str, what: T, *, capital: bool = False) -> None:
        """Add a phrase.

        Args:
            phrase: Words to look for, in this order.
            what: What to report when they are found.
            capital: Match only when the first word begins with a capital letter.
        """
        words = _folded(phrase)
        if words:
            known = self._by_first.setdefault(words[0], {}).setdefault(len(words), {})
            self._added += 1
            known.setdefault(words, (self._added, what, capital))

    def discard(self, phrase: str) -> None:
        """Forget a phrase."""
        words = _folded(phrase)
        if words:
            self._by_first.get(words[0], {}).get(len(words), {}).pop(words, None)

    def may_be_in(self, text: str) -> bool:
        """Tell whether a long text has a word that any phrase begins with; it is not remembered."""
        return bool(self._by_first) and not self._by_first.keys().isdisjoint(_words_alone(text))

    def find(self, text: str) -> Iterator[Match[T]]:
        """Yield every phrase met in the text, in the order of the text."""
        folded = _folded(text)
        if self._by_first.keys().isdisjoint(folded):
            return
        words: list[Word] = []
        clean = strip_invisible(text)
        for index, word in enumerate(folded):
            if word not in self._by_first:
                continue
            for length, what, capital in self._begun(folded, index):
                words = words or words_of(text)
                first = words[index]
                if first.capital or not capital:
                    end = words[index + length - 1].end
                    yield Match(what, clean[first.start : end], first.start)

    def _begun(self, words: tuple[str, ...], index: int) -> Iterator[tuple[int, T, bool]]:
        """Yield the phrases that begin at a word, those added earlier first, by their lengths."""
        met = []
        for length, known in self._by_first[words[index]].items():
            if hit := known.get(words[index : index + length]):
                met.append((*hit, length))
        for _, what, capital, length in sorted(met, key=itemgetter(0)):
            yield length, what, capital


def name_phrases(person: Person) -> Iterator[tuple[str, bool]]:
    """Yield the ways to write a person's name, each with «must begin with a capital».

    All six cases; full, without patronymic, with initials before and after, by name and
    patronymic, by surname alone.
    """
    for form in declined_forms(person):
        yield from _orders(form)


def _orders(name: Name) -> Iterator[tuple[str, bool]]:
    first, last = name.first, name.last
    initials = [first[0], *([name.middle[0]] if name.middle else [])]
    yield f"{last} {first}", False
    yield f"{first} {last}", False
    if name.middle:
        yield str(name), False
        yield f"{first} {name.middle} {last}", False
        yield name.polite, False
    yield f"{last} {' '.join(initials)}", True
    yield f"{' '.join(initials)} {last}", True
    for part in {last, *last.split("-")}:
        yield part, True


def names_index(people: Iterable[Person], allowed: Iterable[Person]) -> Phrases[Person]:
    """Index the names of ``people`` but for forms that an ``allowed`` person shares."""
    index: Phrases[Person] = Phrases()
    for person in people:
        for phrase, capital in name_phrases(person):
            index.add(phrase, person, capital=capital)
    for person in allowed if index else ():
        for phrase, _ in name_phrases(person):
            index.discard(phrase)
    return index
