"""Points of mentors and pairs by the school's rules, every sum explained line by line (Т 34)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.base import Entity
from generator.model.pair import EndReason, GoalMark, Pair
from generator.model.registry import Registry
from generator.model.types import school_year_of
from generator.rules.cases import published_cases
from generator.rules.once import once
from generator.rules.pairs import past_meetings

MEETING, WHOLE, GOAL = "встреча", "пара до конца", "достигнутая цель"
CASE, EVENT = "кейс", "событие"
_Proof = tuple[Entity, tuple[str | int, ...]]


@dataclass(frozen=True, slots=True)
class RatingLine:
    """What a mentor got points for: so many at so many points each.

    Attributes:
        proofs: The records that bear it out, and where in them.
    """

    what: str
    each: int
    proofs: tuple[_Proof, ...]

    @property
    def origins(self) -> tuple[Span, ...]:
        """The places of the records; a file is read for them only when somebody asks."""
        return tuple(record.at(*path) for record, path in self.proofs)

    @property
    def points(self) -> int:
        """Points of the line."""
        return self.each * len(self.proofs)


@dataclass(frozen=True, slots=True)
class Rated:
    """A mentor or a pair with the points of a school year.

    Attributes:
        id: Id of the mentor or of the pair.
        place: 1 is the first; equal sums share a place.
    """

    id: str
    place: int
    lines: tuple[RatingLine, ...]

    @property
    def points(self) -> int:
        """The sum of the lines."""
        return sum(line.points for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Deed:
    """Something points are given for; a piece of news belongs to no pair."""

    mentor: str
    pair: str
    what: str
    day: date
    proof: _Proof


@once
def rating(registry: Registry, year: str, today: date) -> tuple[Rated, ...]:
    """Count the points of mentors in a school year, the greatest sum first.

    A meeting counts by its day, an outcome and its achievements by theirs, a case by the day it
    was published, an event by its day; who got nothing is not in the list.
    """
    return _rated(registry, year, today, lambda deed: deed.mentor)


@once
def rating_of_pairs(registry: Registry, year: str, today: date) -> tuple[Rated, ...]:
    """Count the points of pairs by the same rules; events name mentors alone and do not count."""
    return _rated(registry, year, today, lambda deed: deed.pair)


def _rated(
    registry: Registry, year: str, today: date, whose: Callable[[_Deed], str]
) -> tuple[Rated, ...]:
    rules = {r.what.casefold(): r.points for r in registry.awards.points} if registry.awards else {}
    found: dict[str, dict[str, list[_Proof]]] = {}
    for deed in _deeds(registry, today):
        what = deed.what.casefold()
        counts = deed.day <= today and school_year_of(deed.day) == year and rules.get(what)
        if counts and (owner := whose(deed)):
            found.setdefault(owner, {}).setdefault(what, []).append(deed.proof)
    summed = [
        (
            owner,
            tuple(
                RatingLine(what, each, tuple(deeds[what]))
                for what, each in rules.items()
                if what in deeds
            ),
        )
        for owner, deeds in found.items()
    ]
    sums = [sum(line.points for line in lines) for _, lines in summed]
    rated = [
        Rated(owner, 1 + sum(other > own for other in sums), lines)
        for (owner, lines), own in zip(summed, sums, strict=True)
    ]
    return tuple(sorted(rated, key=lambda one: (one.place, one.id)))


def _deeds(registry: Registry, today: date) -> Iterator[_Deed]:
    for pair in registry.pairs.values():
        for meeting in past_meetings(pair, today):
            proof = pair, ("встречи", pair.meetings.index(meeting))
            yield _Deed(pair.mentor, pair.id, MEETING, meeting.date, proof)
        yield from _results(pair)
    for case in published_cases(registry, today):
        if case.published is not None:
            mentor = registry.pairs[case.pair].mentor
            yield _Deed(mentor, case.pair, CASE, case.published, (case, ()))
    for item in registry.news.values():
        for mentor in item.mentors:
            yield _Deed(mentor, "", EVENT, item.date, (item, ()))


def _results(pair: Pair) -> Iterator[_Deed]:
    if (outcome := pair.outcome) is None:
        return
    if outcome.reason is EndReason.COMPLETED:
        yield _Deed(pair.mentor, pair.id, WHOLE, outcome.date, (pair, ("итог",)))
    for index, goal in enumerate(pair.plan.goals):
        if goal.mark is GoalMark.DONE:
            proof = pair, ("программа", "цели", index)
            yield _Deed(pair.mentor, pair.id, GOAL, outcome.date, proof)
    for index, done in enumerate(outcome.achievements):
        proof = pair, ("итог", "достижения для рейтинга", index)
        yield _Deed(pair.mentor, pair.id, done.kind, done.date or outcome.date, proof)
