"""Points of mentors by the school's rules, with the sum explained line by line (Т 34)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.pair import EndReason
from generator.model.registry import Registry
from generator.model.types import school_year_of
from generator.rules.cases import published_cases
from generator.rules.pairs import past_meetings

MEETING, WHOLE, CASE = "встреча", "пара до конца", "кейс"


@dataclass(frozen=True, slots=True)
class RatingLine:
    """What a mentor got points for: so many at so many points each.

    Attributes:
        origins: The records that bear it out.
    """

    what: str
    each: int
    origins: tuple[Span, ...]

    @property
    def points(self) -> int:
        """Points of the line."""
        return self.each * len(self.origins)


@dataclass(frozen=True, slots=True)
class Rated:
    """A mentor with the points of a school year.

    Attributes:
        place: 1 is the first; equal sums share a place.
    """

    mentor: str
    place: int
    lines: tuple[RatingLine, ...]

    @property
    def points(self) -> int:
        """The sum of the lines."""
        return sum(line.points for line in self.lines)


def rating(registry: Registry, year: str, today: date) -> tuple[Rated, ...]:
    """Count the points of a school year, the greatest sum first.

    A meeting counts by its day, an outcome and its achievements by theirs, a case by the day it
    was published; who got nothing is not in the list.
    """
    rules = {r.what.casefold(): r.points for r in registry.awards.points} if registry.awards else {}
    found: dict[str, dict[str, list[Span]]] = {}
    for mentor, what, day, origin in _deeds(registry, today):
        if day <= today and school_year_of(day) == year and rules.get(what.casefold()):
            found.setdefault(mentor, {}).setdefault(what.casefold(), []).append(origin)
    summed = [
        (
            mentor,
            tuple(
                RatingLine(what, each, tuple(deeds[what]))
                for what, each in rules.items()
                if what in deeds
            ),
        )
        for mentor, deeds in found.items()
    ]
    sums = [sum(line.points for line in lines) for _, lines in summed]
    rated = [
        Rated(mentor, 1 + sum(other > own for other in sums), lines)
        for (mentor, lines), own in zip(summed, sums, strict=True)
    ]
    return tuple(sorted(rated, key=lambda one: (one.place, one.mentor)))


def _deeds(registry: Registry, today: date) -> Iterator[tuple[str, str, date, Span]]:
    for pair in registry.pairs.values():
        for meeting in past_meetings(pair, today):
            origin = pair.at("встречи", pair.meetings.index(meeting))
            yield pair.mentor, MEETING, meeting.date, origin
        if (outcome := pair.outcome) is None:
            continue
        if outcome.reason is EndReason.COMPLETED:
            yield pair.mentor, WHOLE, outcome.date, pair.at("итог")
        for index, done in enumerate(outcome.achievements):
            origin = pair.at("итог", "достижения для рейтинга", index)
            yield pair.mentor, done.kind, done.date or outcome.date, origin
    for case in published_cases(registry, today):
        if case.published is not None:
            yield registry.pairs[case.pair].mentor, CASE, case.published, case.at()
