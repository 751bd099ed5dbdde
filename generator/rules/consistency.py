"""Contradictions between records, found before anything is built."""

from __future__ import annotations

from datetime import date

from generator.diagnostics import DataError, Problem, has_errors
from generator.model.loading import load
from generator.model.registry import Registry
from generator.rules import (
    acts,
    appearance,
    contests,
    control,
    dates,
    doubles,
    journals,
    participants,
    plan_years,
    posts,
    proofs,
    recognition,
    texts,
)
from generator.rules.finding import Rule
from generator.rules.matching import contradictions as matching
from generator.rules.silencing import Review, set_aside
from generator.settings import Settings, resolve_today

_RULES: tuple[Rule, ...] = (
    *texts.RULES,
    *doubles.RULES,
    *participants.RULES,
    *dates.RULES,
    *journals.RULES,
    *control.RULES,
    *contests.RULES,
    *matching.RULES,
    *proofs.RULES,
    *acts.RULES,
    *plan_years.RULES,
    *posts.RULES,
    *appearance.RULES,
    *recognition.RULES,
)


def review(registry: Registry, today: date) -> Review:
    """Run every check of records against one another.

    Args:
        registry: The school's records.
        today: The day on which deadlines and consents are judged.

    Returns:
        Problems in the order of files and lines, without what the school set aside, and that.
    """
    found = (problem for rule in _RULES for problem in rule(registry, today))
    return set_aside(registry, found, today)


def check(registry: Registry, today: date) -> tuple[Problem, ...]:
    """Return the problems that :func:`review` tells of."""
    return review(registry, today).problems


def sound_records(settings: Settings, clock: date) -> tuple[Registry, date]:
    """Read the records alone, for what needs neither their files nor their pages.

    Args:
        settings: Folders and the date asked for.
        clock: The date to use when neither the settings nor the data fix one.

    Returns:
        The records and the date of the run.

    Raises:
        DataError: With every problem, when any of them is an error.
    """
    registry, problems = load(settings.project)
    demonstration = registry.school.demonstration
    today = resolve_today(settings.today, demonstration.date if demonstration else None, clock)
    everything = (*problems, *check(registry, today))
    if has_errors(everything):
        raise DataError(everything)
    return registry, today
