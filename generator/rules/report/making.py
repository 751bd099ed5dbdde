"""The whole report of a school year, and which years there are."""

from __future__ import annotations

from datetime import date

from generator.model.registry import Registry
from generator.rules.monitoring.indicators import indicators
from generator.rules.once import once
from generator.rules.report.by_year import indicator_table
from generator.rules.report.figures import figures, growth
from generator.rules.report.monitoring import study_parts, survey_parts
from generator.rules.report.parts import Report
from generator.rules.report.people import award_table, case_table, pair_table, successor_table
from generator.rules.report.plans import plan_parts
from generator.rules.years import last_day_of, years_of


def report_years(registry: Registry, today: date) -> tuple[str, ...]:
    """Return the school years a report can be made for, the first one first."""
    return years_of(registry, today) or (registry.school.current_year,)


def latest_report_year(registry: Registry, today: date) -> str:
    """Return the year to sum up: the last one that is over, else the first one there is."""
    years = report_years(registry, today)
    return next((year for year in reversed(years) if last_day_of(year) <= today), years[0])


@once
def report_of(registry: Registry, year: str, today: date) -> Report:
    """Compute the report of a school year.

    Args:
        registry: The school's records.
        year: One of :func:`report_years`.
        today: Later records do not count. Of a year that is over only its own days count, but
            who still works some years after is told as of today.
    """
    years = tuple(one for one in report_years(registry, today) if one <= year)
    counted = tuple(one for one in indicators(registry, today) if one.year <= year)
    return Report(
        year=year,
        until=min(today, last_day_of(year)),
        is_over=last_day_of(year) <= today,
        figures=figures(registry, years, today),
        growth=growth(counted),
        indicators=indicator_table(registry, counted, today),
        pairs=pair_table(registry, year, today),
        plans=tuple(plan_parts(registry, year, today)),
        surveys=tuple(survey_parts(registry, year)),
        studies=tuple(study_parts(registry, year)),
        cases=case_table(registry, year, today),
        awards=award_table(registry, year),
        successors=successor_table(registry, year, today),
    )
