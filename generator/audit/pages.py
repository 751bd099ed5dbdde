"""Pages of one section share most of their lines: each is read once, and most pages prove clean.

It only tells which pages need no search; what it doubts is searched whole, as any other file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from generator.audit.decoding import read_apart
from generator.audit.markup import lines_of
from generator.audit.patterns import Known, met_in
from generator.audit.piece import Kind, Piece
from generator.audit.readings import BREAK
from generator.audit.search import Search
from generator.audit.spotting import words_in

_SIGN: Final = BREAK.strip()
_SEAM: Final = f"{BREAK}\n"
_TELLING: Final = re.compile(r"[\d@]|рожден|родил", re.IGNORECASE)
_FAR: Final = 64
"""No phone, number or date with the words about it reaches farther over the end of a line."""
_NEAR: Final = 16
"""The same where there is not a digit: the words about a date alone."""

_Ends = tuple[str, str, str]
"""A word for each reading of a body; empty where a line has none."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What is known of a line of source.

    Attributes:
        doubtful: Something in it may be a secret.
        cut: The words of a secret may begin before it, or go on after it.
        first: Its first words.
        last: Its last words.
        edges: The ends of its text, in which a number may begin that the next line ends.
    """

    doubtful: bool
    cut: bool
    first: _Ends
    last: _Ends
    edges: tuple[str, str, str]


class Pages:
    """Reads pages line by line, and remembers the lines.

    Args:
        search: What is looked for.
        known: Contacts that may be public.
    """

    def __init__(self, search: Search, known: Known) -> None:
        self._search = search
        self._known = known
        self._read: dict[str, _Line] = {}
        self._harmless: set[tuple[_Ends, _Ends]] = set()

    def is_clean(self, data: bytes) -> bool:
        """Tell whether nothing secret stands in a page; in doubt it is not.

        Args:
            data: Bytes of the page, UTF-8 without a slip.
        """
        source = data.decode("utf-8-sig")
        if _SIGN in source:
            return False
        lines = self.known_lines(source)
        read = [self._read[line] for line in lines]
        if any(line.doubtful for line in read) or self._number_goes_over(read):
            return False
        cut = (self._goes_on(at, lines, read) for at, line in enumerate(read) if line.cut)
        return not (any(cut) or self._phrase_goes_over(read))

    def known_lines(self, source: str) -> list[str]:
        """Return the lines of a page, or of a part of one that is to stand in it, and know them."""
        lines = lines_of(source)
        new = [line for line in dict.fromkeys(lines) if line not in self._read]
        if new:
            self._read.update(zip(new, self._lines(new), strict=True))
        return lines

    def _goes_on(self, at: int, sources: list[str], lines: list[_Line]) -> bool:
        """Tell whether the words of a secret, cut by the end of a line, go on beside it."""
        worded = [i for i, line in enumerate(lines) if any(line.first)]
        here = worded.index(at)
        begin, end = worded[max(0, here - 1)], worded[min(here + 1, len(worded) - 1)]
        text, *others = read_apart("".join(sources[begin : end + 1]))[0]
        return any(self._spots(words_in(reading)) for reading in {text, *others})

    def _spots(self, words: list[str]) -> bool:
        cut = self._search.spotter.is_cut(words)
        return cut or self._search.is_spotted(words, Kind.TEXT)

    def _phrase_goes_over(self, lines: list[_Line]) -> bool:
        """Tell whether the words of a secret may stand in two lines that are neighbours here."""
        last: _Ends = ("", "", "")
        for line in lines:
            if line.first == ("", "", ""):
                continue
            if (last, line.first) not in self._harmless:
                if any(map(self._search.spotter.may_join, last, line.first)):
                    return True
                self._harmless.add((last, line.first))
            last = _ends(line.last, last)
        return False

    def _number_goes_over(self, lines: list[_Line]) -> bool:
        edges = zip(*(line.edges for line in lines), strict=True)
        texts = {" ".join(filter(None, ends)) for ends in edges}
        return any(self._has_details(Piece(text, "")) for text in texts)

    def _lines(self, sources: list[str]) -> Iterable[_Line]:
        """Read lines all at once, or one by one if they turn out not to be whole."""
        readings, beside = read_apart(_SEAM.join(sources))
        parts = [reading.split(_SIGN) for reading in readings]
        if any(len(texts) != len(sources) for texts in parts):
            if len(sources) > 1:
                return [next(iter(self._lines([source]))) for source in sources]
            return [_Line(True, False, ("", "", ""), ("", "", ""), ("", "", ""))]
        numbers = any(self._has_details(Piece(reading, "")) for reading in set(readings))
        doubt = self._doubts(beside)
        return [
            self._line(source, texts, numbers=numbers, doubt=doubt)
            for source, texts in zip(sources, zip(*parts, strict=True), strict=True)
        ]

    def _line(self, source: str, texts: tuple[str, ...], *, numbers: bool, doubt: bool) -> _Line:
        """Return what is known of a line.

        Args:
            source: The line.
            texts: The readings of its body.
            numbers: Some line of these has details in its text.
            doubt: Some line of these may have a secret beside its text.
        """
        # Most readings differ in the spaces at their ends alone.
        bare = [text.strip() for text in texts]
        words = {text: words_in(text) for text in dict.fromkeys(bare)}
        doubtful = any(
            self._search.is_spotted(found, Kind.TEXT) for found in words.values()
        ) or any(
            "<" in text or (numbers and self._has_details(Piece(text, "")))
            for text in dict.fromkeys(texts)
        )
        if doubt and not doubtful:
            doubtful = self._doubts(read_apart(source)[1])
        cut = any(map(self._search.spotter.is_cut, words.values()))
        one, two, three = (words[text] or [""] for text in bare)
        first, last = (one[0], two[0], three[0]), (one[-1], two[-1], three[-1])
        ends = {text: _edges(text) for text in words}
        return _Line(doubtful, cut, first, last, (ends[bare[0]], ends[bare[1]], ends[bare[2]]))

    def _doubts(self, beside: Sequence[Piece]) -> bool:
        """Tell whether there is a secret in attributes, comments, scripts and the source itself."""
        for kind in {piece.kind for piece in beside}:
            some = [piece for piece in beside if piece.kind is kind]
            text = BREAK.join(piece.text for piece in some)
            spotted = self._search.is_spotted(words_in(text), kind)
            if spotted or self._has_details(Piece(text, "", kind)):
                for piece in some:
                    if self._search.leaks_in(piece) or self._has_details(piece):
                        return True
        return False

    def _has_details(self, piece: Piece) -> bool:
        met = next(met_in(piece, self._known), None)
        return met is not None or self._search.has_phones(piece)


def _ends(last: _Ends, before: _Ends) -> _Ends:
    """Return the last words of the text so far: a line without words adds none."""
    if "" not in last:
        return last
    one, two, three = (new or old for new, old in zip(last, before, strict=True))
    return one, two, three


def _edges(text: str) -> str:
    """Return the ends of a text, with what is between left out and spaces put together.

    A number may begin in one line and end in another; words that are far from both ends matter
    for no number but one inside the line.
    """
    words = " ".join(text.split())
    far = _FAR if _TELLING.search(words) else _NEAR
    if len(words) <= far * 2:
        return words
    head, tail = words.find(" ", far), words.rfind(" ", 0, len(words) - far)
    return words if not 0 <= head < tail else f"{words[:head]}{BREAK}{words[tail:]}"
