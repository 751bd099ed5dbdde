"""Mentees who wait for a mentor: never led by anybody, or left alone when a pair ended early."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.pair import Pair
from generator.model.people import Mentee, Support
from generator.model.registry import Registry
from generator.rules.once import once
from generator.rules.pairs import PairState, state_of


@dataclass(frozen=True, slots=True)
class Seeker:
    """A mentee for whom a mentor is sought.

    Attributes:
        since: The day the waiting began: of coming into the programme, or of the early end.
        after: The pair that ended early; ``None`` when there was none.
        origin: Where that day is recorded.
        support: What has been done for the mentee in that time, the latest first.
    """

    mentee: Mentee
    since: date
    after: Pair | None
    origin: Span
    support: tuple[Support, ...]

    def days(self, today: date) -> int:
        """Return how long the mentee has waited; who is to come later has not waited yet."""
        return max((today - self.since).days, 0)


@once
def seekers(registry: Registry, today: date) -> tuple[Seeker, ...]:
    """Return the mentees who wait today, who waits longest first (Л 5.3, Т 22).

    Whoever has left the programme or the school, or leads others by now, waits no more; whose
    last programme was completed has what was asked for.
    """
    return tuple(sorted(_seekers(registry, today), key=lambda one: (one.since, one.mentee.id)))


def _seekers(registry: Registry, today: date) -> Iterator[Seeker]:
    for mentee in registry.mentees.values():
        gone = (day for day in (mentee.left, mentee.dismissed) if day is not None)
        if any(day <= today for day in gone) or mentee.id in registry.grew_from:
            continue
        pairs = registry.pairs_of.get(mentee.key, ())
        ended = [p for p in pairs if state_of(p, today) is PairState.ENDED_EARLY]
        if not pairs:
            since, after, origin = mentee.joined, None, mentee.at("дата вхождения в программу")
        elif (after := _last(ended)) is not None and _is_alone(pairs, after, today):
            assert after.outcome is not None
            since, origin = after.outcome.date, after.at("итог", "дата")
        else:
            continue
        given = sorted(mentee.support, key=lambda one: one.date, reverse=True)
        support = tuple(one for one in given if since <= one.date <= today)
        yield Seeker(mentee, since, after, origin, support)


def _last(ended: list[Pair]) -> Pair | None:
    return max(ended, key=_ended_on, default=None)


def _ended_on(pair: Pair) -> date:
    return pair.outcome.date if pair.outcome else pair.plan.last_day


def _is_alone(pairs: tuple[Pair, ...], after: Pair, today: date) -> bool:
    """Tell whether no pair has followed the one that ended early, be it only planned."""
    return all(
        state_of(pair, today) in {PairState.ENDED_EARLY, PairState.FINISHED}
        and _ended_on(pair) <= _ended_on(after)
        for pair in pairs
    )
