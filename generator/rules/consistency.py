"""Contradictions between records, found before anything is built."""

from __future__ import annotations

from datetime import date

from generator.diagnostics import Problem, in_order
from generator.model.registry import Registry
from generator.rules import (
    acts,
    dates,
    doubles,
    journals,
    participants,
    plan_years,
    posts,
    texts,
)
from generator.rules.finding import Rule

_RULES: tuple[Rule, ...] = (
    *texts.RULES,
    *doubles.RULES,
    *participants.RULES,
    *dates.RULES,
    *journals.RULES,
    *acts.RULES,
    *plan_years.RULES,
    *posts.RULES,
)


def check(registry: Registry, today: date) -> tuple[Problem, ...]:
    """Run every check of records against one another.

    Args:
        registry: The school's records.
        today: The day on which deadlines and consents are judged.

    Returns:
        Problems in the order of files and lines.
    """
    return in_order(problem for rule in _RULES for problem in rule(registry, today))
