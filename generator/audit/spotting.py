"""Telling which of many phrases a text may hold, by words alone and fast."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from generator.audit.readings import plain

Pair = tuple[str, str]
_WORD = re.compile(r"[^\W_]++")


def words_in(text: str) -> list[str]:
    """Return the words of a text as :mod:`generator.rules.phrases` folds them."""
    return _WORD.findall(text.casefold().replace("ё", "е"))


def folded(text: str) -> str:
    """Bring a text to the words by which secrets are compared, joined by spaces."""
    return " ".join(words_in(plain(text)))


class Spotter:
    """Phrases kept by their rarest pair of neighbouring words: most texts hold none of these.

    Args:
        phrases: Folded phrases.
        common: How often a word is met where the texts come from.
    """

    def __init__(self, phrases: Iterable[str], common: Mapping[str, int]) -> None:
        self._by_pair: dict[Pair, list[tuple[str, int]]] = defaultdict(list)
        self._alone: set[str] = set()
        for phrase in phrases:
            words = phrase.split()
            if len(words) == 1:
                self._alone.add(phrase)
                continue
            met = [common.get(word, 0) for word in words]
            at = min(range(len(met) - 1), key=lambda i: (min(met[i : i + 2]), sum(met[i : i + 2])))
            self._by_pair[words[at], words[at + 1]].append((phrase, at))
        self._pairs = frozenset(self._by_pair)

    def spot(self, words: list[str]) -> Iterator[str]:
        """Yield the phrases that stand among the words of a text."""
        yield from self._alone.intersection(words)
        pairs = self._pairs.intersection(pairwise(words))
        if pairs:
            line = f" {' '.join(words)} "
            for phrase in (phrase for pair in pairs for phrase, _ in self._by_pair[pair]):
                if f" {phrase} " in line:
                    yield phrase

    def has_part(self, words: list[str]) -> bool:
        """Tell whether a phrase, or a part by which it is known, stands among words."""
        return not self._alone.isdisjoint(words) or not self._pairs.isdisjoint(pairwise(words))

    def is_cut(self, words: list[str]) -> bool:
        """Tell whether a phrase may begin before these words or go on after them."""
        pairs = self._pairs.intersection(pairwise(words))
        if not pairs:
            return False
        return any(
            self._is_cut_at(start, words, phrase.split(), at)
            for start, pair in enumerate(pairwise(words))
            if pair in pairs
            for phrase, at in self._by_pair[pair]
        )

    @staticmethod
    def _is_cut_at(start: int, words: list[str], phrase: list[str], at: int) -> bool:
        """Tell whether a phrase whose pair stands at a place agrees with what words there are."""
        begin, end = start - at, start - at + len(phrase)
        if begin >= 0 and end <= len(words):
            return False
        missing = max(0, -begin)
        there = words[max(0, begin) : end]
        return phrase[missing : missing + len(there)] == there

    def may_join(self, last: str, first: str) -> bool:
        """Tell whether a phrase may go over from one text, by its last word, to the next."""
        return (last, first) in self._pairs
