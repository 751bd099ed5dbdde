"""Finding secrets in a decoded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from generator.audit.piece import Kind, Piece
from generator.audit.secrets import DIGIT_RUN, PHONE_DIGITS, PHONE_RUN, Secret, Secrets, What
from generator.audit.spotting import Spotter, words_in
from generator.rules.phrases import Match, Phrases

_SLASH: Final = {"", "/", ".", '"', "'"}
_QUOTES: Final = {*_SLASH, "`"}
_MIN_ID: Final = 4
_LONG_ID: Final = 8
_MIN_IN_BYTES: Final = 5
_SMALL: Final = 2**12
_HUGE: Final = 2**19

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

    Most texts hold none of them, so phrases are spotted first; only a text that has one is
    searched word by word, for the place.
    """

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets
        wanted = {phrase: owners for phrase, owners in secrets.phrases.items() if owners}
        self.spotter = Spotter(wanted, secrets.common)
        self._numbers = {phrase for phrase, owners in wanted.items() if _are_numbers(owners)}
        self._phones = secrets.phones
        self._has_local = any(len(digits) < PHONE_DIGITS for digits in secrets.phones)
        # Documents of one maker share their styles.
        self._in_small = lru_cache(maxsize=4096)(self._leaks)
        self._in_large = lru_cache(maxsize=64)(self._leaks)

    @cached_property
    def _phrases(self) -> Phrases[tuple[Secret, ...]]:
        phrases: Phrases[tuple[Secret, ...]] = Phrases()
        for phrase, owners in self._secrets.phrases.items():
            phrases.add(phrase, owners, capital=phrase in self._secrets.capitalised)
        return phrases

    def leaks_in(self, piece: Piece) -> tuple[Leak, ...]:
        """Return the secrets of a piece, with the longest words that betray each."""
        size = len(piece.text)
        if size < _SMALL:
            return self._in_small(piece)
        return self._in_large(piece) if size < _HUGE else self._leaks(piece)

    def _leaks(self, piece: Piece) -> tuple[Leak, ...]:
        best: dict[Secret, str] = {}
        for secret, text in self._in(piece):
            if len(text) > len(best.get(secret, "")):
                best[secret] = text
        return tuple(Leak(secret, text, piece.reach) for secret, text in best.items())

    def _in(self, piece: Piece) -> Iterator[tuple[Secret, str]]:
        if self._may_hold(piece):
            for found in _outermost(self._phrases.find(piece.text)):
                for secret in found.what:
                    if _betrays(secret, found, piece):
                        yield secret, found.text
        if self._phones:
            yield from self._phones_in(piece)

    def _may_hold(self, piece: Piece) -> bool:
        return self.is_spotted(words_in(piece.text), piece.kind)

    def is_spotted(self, words: list[str], kind: Kind) -> bool:
        """Tell whether the words of a text, as they are compared, hold those of a secret."""
        in_text = kind is Kind.TEXT
        return any(in_text or phrase not in self._numbers for phrase in self.spotter.spot(words))

    def has_phones(self, piece: Piece) -> bool:
        """Tell whether a secret phone stands in a text."""
        return bool(self._phones) and next(self._phones_in(piece), None) is not None

    def _phones_in(self, piece: Piece) -> Iterator[tuple[Secret, str]]:
        local = self._has_local and piece.kind is Kind.TEXT
        for found in (DIGIT_RUN if local else PHONE_RUN).finditer(piece.text):
            digits = re.sub(r"\D", "", found[0])
            ends = range(PHONE_DIGITS, len(digits) + 1)
            numbers = {digits[end - PHONE_DIGITS : end] for end in ends} | {digits}
            for number in numbers & self._phones.keys():
                yield self._phones[number], found[0]


def _are_numbers(owners: tuple[Secret, ...]) -> bool:
    return all(secret.what is What.NUMBER for secret in owners)


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
        case What.ID:
            return _is_address(found, piece)
        case _:
            return piece.kind is not Kind.BYTES or len(found.text) >= _MIN_IN_BYTES


def _is_address(found: _Found, piece: Piece) -> bool:
    """Tell an address from a word of a program: «li» is a surname, and a tag too.

    A short one with digits, «n13», stands in the bytes of any picture by chance.
    """
    if piece.kind is Kind.ADDRESS:
        return True
    end = found.start + len(found.text)
    before, after = piece.text[found.start - 1 : found.start], piece.text[end : end + 1]
    if len(found.text) < _MIN_ID:
        return before == "/" and after in _SLASH
    if piece.kind is Kind.TEXT or (len(found.text) >= _LONG_ID and not found.text.isalpha()):
        return True
    return before in _QUOTES and after in _QUOTES
