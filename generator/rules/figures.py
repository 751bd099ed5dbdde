"""The programme in figures; sums only, so that no figure reveals a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.base import Entity
from generator.model.pair import Pair
from generator.model.registry import Registry
from generator.rules.cases import published_cases
from generator.rules.pairs import PairState, is_working, past_meetings, state_of
from generator.rules.years import cases_of_year, pairs_of_year, years_of


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure and what it is counted from.

    Attributes:
        records: The records it is made of.
        keys: The way by Russian keys to what is counted inside each of them.
    """

    value: int
    records: tuple[Entity, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def origins(self) -> tuple[Span, ...]:
        """Files and lines; they are looked for only when somebody asks."""
        return tuple(record.at(*self.keys) for record in self.records)


@dataclass(frozen=True, slots=True)
class YearFigures:
    """Figures of one school year.

    Attributes:
        pairs: Those that worked in the year; a pair of two years counts in both.
    """

    year: str
    pairs: Counted
    mentees: Counted
    cases: Counted


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of the whole programme on a day."""

    mentors: Counted
    mentees: Counted
    pairs_working: Counted
    pairs_finished: Counted
    meetings: Counted
    hours: Counted
    cases: Counted
    grew_to_mentors: Counted
    years: tuple[YearFigures, ...]


def programme_figures(registry: Registry, today: date) -> Figures:
    """Count the programme's participants, pairs, meetings and cases up to a day."""
    pairs = [pair for pair in registry.pairs.values() if pair.plan.start <= today]
    meetings = [meeting for pair in pairs for meeting in past_meetings(pair, today)]
    minutes = sum(meeting.minutes or 0 for meeting in meetings)
    finished = {PairState.FINISHED, PairState.ENDED_EARLY}
    mentors = {pair.mentor: registry.mentors[pair.mentor] for pair in pairs}
    journals = tuple(pair for pair in pairs if past_meetings(pair, today))
    return Figures(
        mentors=_all(mentors.values()),
        mentees=_all(_led(registry, pairs)),
        pairs_working=_all(pair for pair in pairs if is_working(pair, today)),
        pairs_finished=_all(
            (pair for pair in pairs if state_of(pair, today) in finished), "итог", "дата"
        ),
        meetings=Counted(len(meetings), journals, ("встречи",)),
        hours=Counted(round(minutes / 60), journals, ("встречи",)),
        cases=_all(published_cases(registry, today), "опубликован"),
        grew_to_mentors=_all(registry.grew_from.values(), "был наставляемым"),
        years=tuple(_years(registry, today)),
    )


def _years(registry: Registry, today: date) -> Iterator[YearFigures]:
    for year in years_of(registry, today):
        # A year without pairs has its report; here it would be a row of noughts.
        if not (pairs := pairs_of_year(registry, year, today)):
            continue
        cases = cases_of_year(registry, year, today)
        yield YearFigures(
            year, _all(pairs), _all(_led(registry, pairs)), _all(cases, "опубликован")
        )


def _all(records: Iterable[Entity], *keys: str) -> Counted:
    """Count records one by one."""
    found = tuple(records)
    return Counted(len(found), found, keys)


def _led(registry: Registry, pairs: Iterable[Pair]) -> Iterable[Entity]:
    """Return the mentees of pairs, each once."""
    return {id_: registry.mentees[id_] for pair in pairs for id_ in pair.mentees}.values()
