"""Telling which of many phrases a text holds, by words alone and fast."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from generator.audit.readings import plain

_WORD = re.compile(r"[^\W_]+")


def words_in(text: str) -> list[str]:
    """Return the words of a text as :mod:`generator.rules.phrases` folds them."""
    return _WORD.findall(text.casefold().replace("ё", "е"))


def folded(text: str) -> str:
    """Bring a text to the words by which secrets are compared, joined by spaces."""
    return " ".join(words_in(plain(text)))


class Spotter:
    """Phrases kept by their rarest words: most texts hold none of these.

    Args:
        phrases: Folded phrases.
        common: How often a word is met where the texts come from.
    """

    def __init__(self, phrases: Iterable[str], common: Mapping[str, int]) -> None:
        self._by_rarest: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for phrase in phrases:
            words = phrase.split()
            rarest = min(words, key=lambda word: (common.get(word, 0), -len(word)))
            self._by_rarest[rarest].append((phrase, frozenset(words)))

    def spot(self, words: list[str]) -> Iterator[str]:
        """Yield the phrases that stand among the words of a text."""
        known = set(words)
        likely = [
            phrase
            for rarest in self._by_rarest.keys() & known
            for phrase, needed in self._by_rarest[rarest]
            if needed <= known
        ]
        if likely:
            line = f" {' '.join(words)} "
            yield from (phrase for phrase in likely if f" {phrase} " in line)
