"""Every page that counts by school years counts the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.model.loading import load
from generator.model.registry import Registry
from generator.rules.figures import programme_figures
from generator.rules.monitoring.indicators import indicators
from generator.rules.years import cases_of_year, pairs_of_year

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def registry(demo: Path) -> Registry:
    """The demonstration's records."""
    return load(demo)[0]


def test_home_and_monitoring_tell_the_same_of_a_year(registry: Registry) -> None:
    home = programme_figures(registry, TODAY).years
    told = indicators(registry, TODAY)
    assert [(y.year, y.pairs.value, y.mentees.value, y.cases.value) for y in home] == [
        (y.year, y.pairs, y.covered, y.cases) for y in told
    ]


def test_pairs_that_work_now_are_all_of_this_year(registry: Registry) -> None:
    figures = programme_figures(registry, TODAY)
    assert figures.years[-1].pairs.value >= figures.pairs_working.value
    assert sum(year.cases.value for year in figures.years) == figures.cases.value


def test_a_prolonged_pair_counts_in_both_years_and_its_case_in_the_first(
    registry: Registry,
) -> None:
    long = registry.pairs["2025-dyachenko-baranov"]
    assert long in pairs_of_year(registry, "2025/26", TODAY)
    assert long in pairs_of_year(registry, "2026/27", TODAY)
    assert long not in pairs_of_year(registry, "2026/27", date(2026, 8, 31))
    cases = [case for y in ("2024/25", "2025/26") for case in cases_of_year(registry, y, TODAY)]
    assert len({case.id for case in cases}) == len(cases) > 0
