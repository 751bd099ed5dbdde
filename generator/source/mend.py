"""A slip that may be why a text is not YAML, with the lines as they should be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

_BLANK = re.compile(r"\s*(#.*)?$")


@dataclass(frozen=True, slots=True)
class Mend:
    """A guess and a fix, not yet tried.

    Attributes:
        code: Code of the problem.
        line: Line where the curator should look, from 1.
        column: Column there, from 1.
        message: What was found.
        hint: What to do.
        lines: Lines by their numbers as the hint would make them.
    """

    code: str
    line: int
    column: int
    message: str
    hint: str
    lines: Mapping[int, str]

    def applied(self, lines: list[str]) -> list[str]:
        """Return the lines of the file after the fix."""
        return [self.lines.get(number, text) for number, text in enumerate(lines, 1)]


Detector = Callable[[list[str], int], Iterator[Mend]]
"""Yields the mends of a line by its number from 1, likeliest first."""


def is_blank(text: str) -> bool:
    """Tell whether a line holds nothing but spaces and a note."""
    return bool(_BLANK.match(text))


def width(text: str) -> int:
    """Return how many spaces a line begins with."""
    return len(text) - len(text.lstrip(" "))


def line_above(lines: list[str], number: int) -> int:
    """Return the number of the nearest line above that is not blank, or 0."""
    return next((n for n in range(number - 1, 0, -1) if not is_blank(lines[n - 1])), 0)


def line_below(lines: list[str], number: int) -> int:
    """Return the number of the nearest line below that is not blank, or 0."""
    below = range(number + 1, len(lines) + 1)
    return next((n for n in below if not is_blank(lines[n - 1])), 0)
