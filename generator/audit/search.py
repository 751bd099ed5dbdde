"""Finding secrets in a decoded text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.audit.piece import Kind, Piece
from generator.audit.secrets import DIGIT_RUN, PHONE_DIGITS, Secret, Secrets, What
from generator.rules.phrases import Match, Phrases

_WORD = re.compile(r"[^\W_]+")
_QUOTES: Final = "\"'`/"
_MIN_IN_BYTES: Final = 5

_Found = Match[tuple[Secret, ...]]


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret met in a text.

    Attributes:
        secret: What was found.
        text: The words as they stand there.
        reach: How they were reached.
    """

    secret: Secret
    text: str
    reach: str


class Search:
    """All the secrets, ready to be looked for.

    Most texts hold none of them, so a text is first asked for the rarest word of each phrase and
    then for the phrase itself; only a text that has one is searched word by word.
    """

    def __init__(self, secrets: Secrets) -> None:
        self._phrases: Phrases[tuple[Secret, ...]] = Phrases()
        self._by_rarest: dict[str, list[str]] = defaultdict(list)
        self._numbers: set[str] = set()
        self._phones = secrets.phones
        for phrase, owners in secrets.phrases.items():
            self._phrases.add(phrase, owners, capital=phrase in secrets.capitalised)
            if owners:
                words = phrase.split()
                rarest = min(words, key=lambda word: (secrets.common.get(word, 0), -len(word)))
                self._by_rarest[rarest].append(f" {phrase} ")
                if all(secret.what is What.NUMBER for secret in owners):
                    self._numbers.add(phrase)

    def leaks_in(self, piece: Piece) -> Iterator[Leak]:
        """Yield the secrets of a piece, the longest words that betray each."""
        best: dict[Secret, str] = {}
        for secret, text in self._in(piece):
            if len(text) > len(best.get(secret, "")):
                best[secret] = text
        for secret, text in best.items():
            yield Leak(secret, text, piece.reach)

    def _in(self, piece: Piece) -> Iterator[tuple[Secret, str]]:
        if self._may_hold(piece):
            for found in _outermost(self._phrases.find(piece.text)):
                for secret in found.what:
                    if _betrays(secret, found, piece):
                        yield secret, found.text
        if self._phones:
            yield from self._phones_in(piece)

    def _may_hold(self, piece: Piece) -> bool:
        words = _WORD.findall(piece.text.casefold().replace("ё", "е"))
        rare = self._by_rarest.keys() & set(words)
        if piece.kind is not Kind.TEXT:
            rare -= self._numbers
        if not rare:
            return False
        line = f" {' '.join(words)} "
        return any(phrase in line for word in rare for phrase in self._by_rarest[word])

    def _phones_in(self, piece: Piece) -> Iterator[tuple[Secret, str]]:
        for found in DIGIT_RUN.finditer(piece.text):
            digits = re.sub(r"\D", "", found[0])
            tails = {
                digits[end - PHONE_DIGITS : end] for end in range(PHONE_DIGITS, len(digits) + 1)
            }
            if piece.kind is Kind.TEXT:
                tails.add(digits)
            for tail in tails & self._phones.keys():
                yield self._phones[tail], found[0]


def _outermost(found: Iterator[_Found]) -> Iterator[_Found]:
    """Yield the matches that do not lie inside a longer one: it tells best whose the words are."""
    covered = 0
    for match in sorted(found, key=lambda match: (match.start, -len(match.text))):
        end = match.start + len(match.text)
        if end > covered:
            covered = end
            yield match


def _betrays(secret: Secret, found: _Found, piece: Piece) -> bool:
    """Tell a leak from chance: code is full of short words and numbers, and bytes even more."""
    match secret.what:
        case What.NUMBER:
            return piece.kind is Kind.TEXT
        case What.ID if piece.kind in {Kind.CODE, Kind.BYTES} and _WORD.fullmatch(found.text):
            return _is_quoted(piece.text, found.start, found.start + len(found.text))
        case _:
            return piece.kind is not Kind.BYTES or len(found.text) >= _MIN_IN_BYTES


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Tell whether a word is a string of its own or a part of an address."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(before) and before in _QUOTES and after in f"{_QUOTES}."
