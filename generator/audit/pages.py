"""Pages of one section share most of their lines: each is read once, and most pages prove clean.

It only tells which pages need no search; what it doubts is searched whole, as any other file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator.audit.decoding import body_readings, pieces_beside, source_read
from generator.audit.markup import is_whole, lines_of
from generator.audit.patterns import Known, may_tell_birth, met_in
from generator.audit.piece import Kind, Piece
from generator.audit.readings import BREAK
from generator.audit.search import Search
from generator.audit.spotting import words_in

_SIGN: Final = BREAK.strip()
_SEAM: Final = f"{BREAK}\n"
_TELLING: Final = re.compile(r"[\d@]|рожден|родил", re.IGNORECASE)
_LETTER: Final = re.compile(r"[^\W\d_]")
_NUMBER: Final = re.compile(r"\d|снилс", re.IGNORECASE)
_FAR: Final = 64
"""No phone, number or date with the words about it reaches farther over the end of a line."""
_NEAR: Final = 16
"""The same where there is not a digit: the words about a date alone."""

_Three = tuple[str, str, str]
"""Something for each reading of a body."""


class _Text(NamedTuple):
    """What is known of one reading of a line.

    Attributes:
        first: Its first word; empty where there is none.
        last: Its last word.
        edges: Its ends, in which a number may begin that the next line ends.
        cut: The words of a secret may begin before it, or go on after it.
        lettered: It has letters, so no number goes on through it.
        numbered: A number may begin or end in its edges.
        births: It may speak of a birth.
    """

    first: str
    last: str
    edges: str
    cut: bool
    lettered: bool
    numbered: bool
    births: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A line that shows something, and nothing secret: the same of its three readings."""

    first: _Three
    last: _Three
    edges: _Three
    cut: bool
    lettered: bool
    numbered: bool
    births: bool


_NONE: Final = ("", "", "")
_DOUBTFUL: Final = _Line(_NONE, _NONE, _NONE, False, False, False, False)
"""Any line that may hold a secret by itself."""


class Pages:
    """Reads pages line by line, and remembers the lines.

    Args:
        search: What is looked for.
        known: Contacts that may be public.
    """

    def __init__(self, search: Search, known: Known) -> None:
        self._search = search
        self._known = known
        self._read: dict[str, _Line | None] = {}
        self._harmless: set[tuple[_Line, ...]] = set()

    def is_clean(self, data: bytes) -> bool:
        """Tell whether nothing secret stands in a page; in doubt it is not.

        Args:
            data: Bytes of the page.
        """
        try:
            source = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return False
        if _SIGN in source:
            return False
        lines, new = lines_of(source, self._read)
        if lines[-1] in new and not is_whole(lines[-1]):
            return False
        if new:
            self._read.update(zip(new, self._lines(list(new)), strict=True))
        # Where nothing is shown there is nothing to go over from one line to another.
        shown = list(filter(None, map(self._read.__getitem__, lines)))
        if _DOUBTFUL in shown or self._goes_over(shown):
            return False
        return not any(line.cut for line in shown) or not self._goes_on(lines)

    def _goes_on(self, sources: list[str]) -> bool:
        """Tell whether the words of a secret, cut by the end of a line, go on beside it."""
        read = ((source, self._read[source]) for source in sources)
        worded = [(at, line) for at, (_, line) in enumerate(read) if line and line.first != _NONE]
        for here, (_, line) in enumerate(worded):
            if line.cut:
                begin, end = worded[max(0, here - 1)][0], worded[here + 1 :][:1] or worded[-1:]
                text = "\n".join(sources[begin : end[0][0] + 1])
                if any(self._spots(words_in(reading)) for reading in set(body_readings(text))):
                    return True
        return False

    def _spots(self, words: list[str]) -> bool:
        cut = self._search.spotter.is_cut(words)
        return cut or self._search.is_spotted(words, Kind.TEXT)

    def _goes_over(self, lines: list[_Line]) -> bool:
        """Tell whether a secret may begin in one of the lines and end in another."""
        if any(line.births for line in lines) and self._number_goes_over(lines):
            return True
        unknown = [some for some in _neighbours(lines) if some not in self._harmless]
        for some in unknown:
            numbers = sum(line.numbered for line in some) > 1 and self._number_goes_over(some)
            if numbers or self._phrase_goes_over(some):
                return True
        self._harmless.update(unknown)
        return False

    def _phrase_goes_over(self, lines: Sequence[_Line]) -> bool:
        """Tell whether the words of a secret may stand in two lines that are neighbours here."""
        last: _Three = _NONE
        for line in lines:
            if line.first != _NONE:
                if any(map(self._search.spotter.may_join, last, line.first)):
                    return True
                last = line.last
        return False

    def _number_goes_over(self, lines: Sequence[_Line]) -> bool:
        edges = zip(*(line.edges for line in lines), strict=True)
        return any(self._has_details(Piece(text, "")) for text in set(map(" ".join, edges)))

    def _lines(self, sources: list[str]) -> list[_Line | None]:
        """Read lines all at once, or one by one if they turn out not to be whole."""
        parts = [text.split(_SIGN) for text in body_readings(_SEAM.join(sources))]
        if any(len(texts) != len(sources) for texts in parts):
            if len(sources) > 1:
                return [line for source in sources for line in self._lines([source])]
            return [_DOUBTFUL]
        # Most readings differ in the spaces at their ends alone.
        bare = list(zip(*([text.strip() for text in texts] for texts in parts), strict=True))
        texts = self._texts({text for three in bare for text in three})
        beside = self._doubted(sources)
        return [
            _DOUBTFUL if source in beside else _line_of([texts[text] for text in three])
            for source, three in zip(sources, bare, strict=True)
        ]

    def _texts(self, texts: Collection[str]) -> dict[str, _Text | None]:
        """Read texts at once; ``None`` stands for one that may hold a secret by itself."""
        joined = BREAK.join(texts)
        words = words_in(joined)
        spotted = self._search.spotter.has_part(words)
        numbers = "<" in joined or self._has_details(Piece(joined, ""))
        return {
            text: None
            if (spotted and self._search.is_spotted(found, Kind.TEXT))
            or (numbers and ("<" in text or self._has_details(Piece(text, ""))))
            else _text_of(text, found, cut=spotted and self._search.spotter.is_cut(found))
            for text, found in zip(texts, _split(words), strict=True)
        }

    def _doubted(self, sources: list[str]) -> frozenset[str]:
        """Return the lines with a secret in attributes, comments, scripts, the source itself."""
        if not self._may_hold(_SEAM.join(sources)):
            return frozenset()
        return frozenset(filter(self._doubts, filter(self._may_hold, sources)))

    def _may_hold(self, source: str) -> bool:
        text = source_read(source)
        if text is None or self._has_details(Piece(text, "")):
            return True
        return self._search.is_spotted(words_in(text), Kind.TEXT)

    def _doubts(self, source: str) -> bool:
        return any(
            self._search.leaks_in(piece) or self._has_details(piece)
            for piece in pieces_beside(source)
        )

    def _has_details(self, piece: Piece) -> bool:
        met = next(met_in(piece, self._known), None)
        return met is not None or self._search.has_phones(piece)


def _split(words: list[str]) -> Iterator[list[str]]:
    """Yield the words of each of the texts that were put together."""
    start = 0
    for end in [at for at, word in enumerate(words) if word == _SIGN]:
        yield words[start:end]
        start = end + 1
    yield words[start:]


def _text_of(text: str, words: list[str], *, cut: bool) -> _Text:
    edges = _edges(text)
    first, last = (words[0], words[-1]) if words else ("", "")
    lettered, numbered = _LETTER.search(text) is not None, _NUMBER.search(edges) is not None
    return _Text(first, last, edges, cut, lettered, numbered, may_tell_birth(edges))


def _line_of(texts: Sequence[_Text | None]) -> _Line | None:
    """Return what is known of a line by its three readings; ``None`` where it shows nothing."""
    read = [text for text in texts if text is not None]
    if len(read) < len(texts):
        return _DOUBTFUL
    first, last, edges, cut, lettered, numbered, births = zip(*read, strict=True)
    if edges == _NONE:
        return None
    # Readings differ in what stands between words, hardly ever in whether there are any.
    if "" in edges or ("" in first and first != _NONE):
        return _DOUBTFUL
    return _Line(first, last, edges, any(cut), all(lettered), any(numbered), any(births))


def _neighbours(lines: Sequence[_Line]) -> Iterator[tuple[_Line, ...]]:
    """Yield lines beside each other: numbers go over those without letters that stand between."""
    some: list[_Line] = []
    for line in lines:
        some.append(line)
        if line.lettered:
            yield tuple(some)
            some = [line]
    yield tuple(some)


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
