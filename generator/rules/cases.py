"""Which cases are ready for the public, and what their figures say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from generator.model.case import Better, Case, CaseStatus, Measure
from generator.model.pair import Pair
from generator.model.registry import Registry

MIN_WORDS = 500
GAP = "…допишите…"
"""How a draft marks what its authors have yet to write."""


def published_cases(registry: Registry, today: date) -> tuple[Case, ...]:
    """Return the cases published by a day, newest first."""
    return _newest_first(registry.cases.values(), today)


def once_published(registry: Registry, today: date) -> tuple[Case, ...]:
    """Return the cases that visitors may have links to: published by a day, or taken down."""
    known = {CaseStatus.PUBLISHED, CaseStatus.TAKEN_DOWN}
    return tuple(
        case
        for case in registry.cases.values()
        if case.status in known and (case.published is None or case.published <= today)
    )


def published_cases_of(registry: Registry, pair: Pair, today: date) -> tuple[Case, ...]:
    """Return the cases of a pair published by a day, newest first."""
    return _newest_first(registry.cases_of_pair.get(pair.id, ()), today)


def _newest_first(cases: Iterable[Case], today: date) -> tuple[Case, ...]:
    ready = (
        case
        for case in cases
        if case.status is CaseStatus.PUBLISHED and case.published and case.published <= today
    )
    return tuple(sorted(ready, key=lambda case: (case.published or today, case.id), reverse=True))


def change_of(measure: Measure) -> Decimal:
    """Return how much a figure changed."""
    return measure.after - measure.before


def improved(measure: Measure) -> bool | None:
    """Tell whether a figure went the right way; ``None`` when it did not change."""
    change = change_of(measure)
    if change == 0:
        return None
    return (change > 0) == (measure.better is Better.MORE)


def words_in(case: Case) -> int:
    """Count the words of a case's story."""
    story = (case.request, case.actions, case.result, case.failures, case.how_to_repeat)
    return sum(len(part.split()) for part in story)
