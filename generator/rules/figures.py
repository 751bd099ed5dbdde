"""The programme in figures; sums only, so that no figure reveals a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.registry import Registry
from generator.rules.cases import published_cases
from generator.rules.pairs import PairState, is_working, past_meetings, state_of
from generator.rules.years import cases_of_year, pairs_of_year, years_of


@dataclass(frozen=True, slots=True)
class YearFigures:
    """Figures of one school year.

    Attributes:
        pairs: Those that worked in the year; a pair of two years counts in both.
    """

    year: str
    pairs: int
    mentees: int
    cases: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of the whole programme on a day."""

    mentors: int
    mentees: int
    pairs_working: int
    pairs_finished: int
    meetings: int
    hours: int
    cases: int
    grew_to_mentors: int
    years: tuple[YearFigures, ...]


def programme_figures(registry: Registry, today: date) -> Figures:
    """Count the programme's participants, pairs, meetings and cases up to a day."""
    pairs = [pair for pair in registry.pairs.values() if pair.plan.start <= today]
    meetings = [meeting for pair in pairs for meeting in past_meetings(pair, today)]
    minutes = sum(meeting.minutes or 0 for meeting in meetings)
    finished = {PairState.FINISHED, PairState.ENDED_EARLY}
    return Figures(
        mentors=len({pair.mentor for pair in pairs}),
        mentees=len({mentee for pair in pairs for mentee in pair.mentees}),
        pairs_working=sum(is_working(pair, today) for pair in pairs),
        pairs_finished=sum(state_of(pair, today) in finished for pair in pairs),
        meetings=len(meetings),
        hours=round(minutes / 60),
        cases=len(published_cases(registry, today)),
        grew_to_mentors=len(registry.grew_from),
        years=tuple(_years(registry, today)),
    )


def _years(registry: Registry, today: date) -> Iterator[YearFigures]:
    for year in years_of(registry, today):
        # A year without pairs has its report; here it would be a row of noughts.
        if not (pairs := pairs_of_year(registry, year, today)):
            continue
        mentees = {mentee for pair in pairs for mentee in pair.mentees}
        cases = cases_of_year(registry, year, today)
        yield YearFigures(year, len(pairs), len(mentees), len(cases))
