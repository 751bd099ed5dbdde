"""Keys without a colon inside braces: a comma has cut a text in two, and YAML says nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from generator.source.document import Place
from generator.source.line import quoting_hint, shortened
from generator.source.scalars import is_glued
from generator.source.walk import Walk, end_of, start_of


@dataclass(slots=True)
class _Cut:
    """Words between commas that are neither a key nor a value.

    Attributes:
        value: The value before them, if they may be the rest of it.
        first: The first of them.
        last: The last of them.
    """

    value: yaml.ScalarEvent | None
    first: yaml.ScalarEvent
    last: yaml.ScalarEvent


@dataclass(slots=True)
class Braces:
    """What was met inside the braces of one record.

    Attributes:
        pairs: How many keys have a colon.
        value: The value of the last of them, if it is a text without quotes.
        cuts: Words without a colon, those in a row together.
    """

    pairs: int = 0
    value: yaml.ScalarEvent | None = None
    cuts: list[_Cut] = field(default_factory=list)
    _in_row: bool = False

    def take(self, key: yaml.ScalarEvent, value: yaml.ScalarEvent | None, walk: Walk) -> None:
        """Take a key and its value; ``None`` stands for a value in brackets."""
        known = value is None or value.value or value.style or _has_colon(key, value, walk)
        if known or is_glued(key.value):
            self.pairs += 1
            self.value = value if value is not None and not value.style and value.value else None
            self._in_row = False
        elif self._in_row:
            self.cuts[-1].last = key
        else:
            self.cuts.append(_Cut(self.value, key, key))
            self._in_row = True

    def tell(self, walk: Walk, place: Place) -> None:
        """Tell of all the words that would be lost; ``place`` is where the braces open."""
        for cut in self.cuts:
            words = _typed(cut.first, cut.last, walk)
            if not self.pairs:
                hint = f"если это список, напишите его в квадратных скобках: [{words}]"
                walk.error("С-26", place, "в фигурных скобках нет ни одного двоеточия", hint)
                continue
            hint = f"если это ключ, допишите двоеточие и значение: {words}: …"
            if cut.value is not None:
                what = "если это ключ, допишите двоеточие и значение, иначе возьмите в кавычки"
                hint = quoting_hint(_typed(cut.value, cut.last, walk), what)
            message = f"после «{shortened(words)}» нет двоеточия, и эти слова пропадут"
            walk.error("С-26", start_of(cut.value or cut.first), message, hint)


def _has_colon(key: yaml.ScalarEvent, value: yaml.ScalarEvent, walk: Walk) -> bool:
    return ":" in _between(end_of(key), start_of(value), walk)


def _typed(first: yaml.ScalarEvent, last: yaml.ScalarEvent, walk: Walk) -> str:
    return " ".join(_between(start_of(first), end_of(last), walk).split())


def _between(start: Place, end: Place, walk: Walk) -> str:
    """Return the text between two places, its lines joined by spaces."""
    if start[0] == end[0]:
        return walk.line(start[0])[start[1] - 1 : end[1] - 1]
    inner = (walk.line(number) for number in range(start[0] + 1, end[0]))
    return " ".join([walk.rest(start), *inner, walk.line(end[0])[: end[1] - 1]])
