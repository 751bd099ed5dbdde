"""Results as the public sees them: sums only; they know nothing of the model."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PublicMean:
    """Mean of the answers to a scale.

    Attributes:
        whose: Who answered: everybody, mentors, mentees.
        people: How many answered, five at least.
        most: The end of the scale.
    """

    question: str
    whose: str
    people: int
    mean: Decimal
    most: int


@dataclass(frozen=True, slots=True)
class PublicShare:
    """So many of so many; both they and the rest are five at least, or there is no rest."""

    what: str
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class PublicEffect:
    """A parameter before and after, in the mean of at least five people measured twice."""

    name: str
    unit: str
    people: int
    before: Decimal
    after: Decimal
    change: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class PublicResultsYear:
    """Results of a school year.

    Attributes:
        covered: Mentees of the year; ``None`` when they are fewer than five.
        kept: Newcomers still at work a year after; ``None`` when it is early or they are few.
    """

    year: str
    covered: int | None
    works: int
    cases: int
    kept: PublicShare | None
    means: tuple[PublicMean, ...]
    shares: tuple[PublicShare, ...]
    effects: tuple[PublicEffect, ...]


@dataclass(frozen=True, slots=True)
class PublicResults:
    """Results of all the years, the first one first.

    Attributes:
        least: Smallest group a sum is told of.
    """

    least: int
    years: tuple[PublicResultsYear, ...]
