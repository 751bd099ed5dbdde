"""Words of the search: where each stands and how much it says there (Okapi BM25)."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

Entry = tuple[str, str, str]
"""Address, title and text of a page or of a section of it."""

_WORD = re.compile(r"[^\W_]+")
_PLACE = re.compile(r"([0-9a-z]+)([A-Z])")
_SILENT = re.compile("[\u0301\u00ad]")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# Okapi BM25: a word said twice is not twice as good, nor is a long text better for its length. The
# usual lengths are constants, so that a page does not change the numbers of the others.
_SATURATION, _LENGTH_MATTERS = 1.2, 0.7
_USUAL_TEXT, _USUAL_TITLE = 40, 4
_TITLE = 8.0
"""How much more a word says in a title than in a text."""
_LETTERS = 26
_LEAST, _MOST = 0.1, 20.0


def words_of(text: str) -> list[str]:
    """Return the words of a text as the search compares them: small letters, е for ё."""
    folded = _SILENT.sub("", unicodedata.normalize("NFC", text).lower())
    return _WORD.findall(folded.replace("ё", "е"))


def shelved(entries: Sequence[Entry], shelves: int) -> list[str]:
    """Return shelves of words; ``search.js`` reads them without taking them apart.

    A shelf is lines «word places», each after a line break, by the alphabet. A place is the
    distance from the place before in base 36 and a capital letter: how much the word says there,
    A the least. Words that begin with the same two letters stand on one shelf, so a word typed to
    its middle needs one shelf too.

    Args:
        entries: Entries in the order of their numbers.
        shelves: How many shelves there are.
    """
    places: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    numbers = [_base36(number) for number in range(len(entries) + 1)]
    for number, (_, title, text) in enumerate(entries, 1):
        for word, says in _said(words_of(title), words_of(text)).items():
            distance = numbers[number - last.get(word, 0)]
            places.setdefault(word, []).append(distance + says)
            last[word] = number
    lines: list[list[str]] = [[] for _ in range(shelves)]
    for word in sorted(places):
        lines[shelf_of(word, shelves)].append(f"\n{word} {''.join(places[word])}")
    return ["".join(shelf) for shelf in lines]


def differing(one: Entry, other: Entry) -> Iterator[tuple[str, str]]:
    """Yield words that do not say in both entries the same, each with what it says in the other.

    Args:
        one: An entry as it was.
        other: What stands in its place now; a word that is gone from it says nothing.
    """
    if one == other:
        return
    before, now = (_said(words_of(title), words_of(text)) for _, title, text in (one, other))
    for word in before.keys() | now.keys():
        if before.get(word) != now.get(word):
            yield word, now.get(word, "")


def mended_shelf(shelf: str, words: Mapping[str, Mapping[int, str]]) -> str:
    """Return a shelf on which words say something else in some places.

    Args:
        shelf: The shelf as :func:`shelved` has made it.
        words: What each says now, by numbers of entries.
    """
    lines = dict(line.split(" ", 1) for line in shelf.split("\n") if line)
    for word, says in words.items():
        places, number = {}, 0
        for distance, letter in _PLACE.findall(lines.pop(word, "")):
            number += int(distance, 36)
            places[number] = letter
        places |= says
        last, line = 0, ""
        for number in sorted(number for number, letter in places.items() if letter):
            line += _base36(number - last) + places[number]
            last = number
        if line:
            lines[word] = line
    return "".join(f"\n{word} {lines[word]}" for word in sorted(lines))


def shelf_of(word: str, shelves: int) -> int:
    """Return the shelf of a word; ``search.js`` reckons it the same way."""
    return (ord(word[0]) * 31 + (ord(word[1]) if len(word) > 1 else 0)) % shelves


def _said(title: list[str], text: list[str]) -> dict[str, str]:
    """Return how much each word of an entry says there, as letters."""
    usual = _weights(len(text), _USUAL_TEXT)
    letters: dict[int, str] = {}
    said = {}
    counts = Counter(text)
    for word, times in counts.items():
        if times not in letters:
            letters[times] = _letter(_weight(times, usual))
        said[word] = letters[times]
    named = _weights(len(title), _USUAL_TITLE)
    for word, times in Counter(title).items():
        weight = _TITLE * _weight(times, named)
        said[word] = _letter(weight + (_weight(counts[word], usual) if word in counts else 0))
    return said


def _weights(length: int, usual: int) -> float:
    return _SATURATION * (1 - _LENGTH_MATTERS + _LENGTH_MATTERS * length / usual)


def _weight(times: int, length: float) -> float:
    return times * (_SATURATION + 1) / (times + length)


def _letter(weight: float) -> str:
    part = math.log(max(weight, _LEAST) / _LEAST) / math.log(_MOST / _LEAST)
    return chr(ord("A") + min(round(part * (_LETTERS - 1)), _LETTERS - 1))


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
