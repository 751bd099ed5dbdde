"""What belongs to a school year: one answer for every page that counts by years."""

from __future__ import annotations

from datetime import date

from generator.model.case import Case
from generator.model.pair import Pair
from generator.model.registry import Registry
from generator.model.types import school_year_of
from generator.rules.cases import published_cases
from generator.rules.once import once


def first_day_of(year: str) -> date:
    """Return the first day of a school year: 1 September."""
    return date(int(year[:4]), 9, 1)


def last_day_of(year: str) -> date:
    """Return the last day of a school year: 31 August."""
    return date(int(year[:4]) + 1, 8, 31)


@once
def years_of(registry: Registry, today: date) -> tuple[str, ...]:
    """Return the school years of the programme up to a day, the first one first.

    From the first year the records tell of to the last, those in which nothing began as well: a
    year tells something when a pair works in it, a survey, a study of influence or an award is of
    it, or when the school calls it the current one.

    Returns:
        No year when the records tell of none.
    """
    told = {survey.year for survey in registry.surveys.values()}
    told |= {study.year for study in registry.impact.values()}
    told |= {award.year for award in (registry.awards.awards if registry.awards else ())}
    for pair in registry.pairs.values():
        if pair.plan.start <= today:
            end = pair.outcome.date if pair.outcome else pair.plan.last_day
            told |= {school_year_of(pair.plan.start), school_year_of(end)}
    if not told:
        return ()
    last = min(max(*told, registry.school.current_year), school_year_of(today))
    autumns = range(int(min(told)[:4]), int(last[:4]) + 1)
    return tuple(school_year_of(date(autumn, 9, 1)) for autumn in autumns)


def pairs_of_year(registry: Registry, year: str, today: date) -> tuple[Pair, ...]:
    """Return pairs that worked in a school year, up to a day, be it only for a part of it."""
    first, last = first_day_of(year), last_day_of(year)
    return tuple(
        pair
        for pair in registry.pairs.values()
        if first <= today
        and pair.plan.start <= min(last, today)
        and (pair.outcome.date if pair.outcome else pair.plan.last_day) >= first
    )


def cases_of_year(registry: Registry, year: str, today: date) -> tuple[Case, ...]:
    """Return published cases of pairs that began in a school year: the year a case is filed by."""
    return tuple(
        case
        for case in published_cases(registry, today)
        if school_year_of(registry.pairs[case.pair].plan.start) == year
    )
