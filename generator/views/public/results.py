"""The page of results: sums by school year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.publication.records import Publication
from generator.publication.result_records import PublicResultsYear
from generator.views.page import Page, Public, SearchEntry


@dataclass(frozen=True, slots=True)
class ResultsContext:
    """What the page of results shows, the newest year first."""

    least: int
    years: tuple[PublicResultsYear, ...]


def results_pages(publication: Publication) -> Iterator[Page[Public]]:
    """Describe the page of results, once there is a year to tell of."""
    results = publication.results
    if not results.years:
        return
    told = (f"{effect.name}: {effect.words}" for y in results.years for effect in y.effects)
    yield Page(
        path="results",
        title="Результаты",
        description="Что дала программа: охват, ответы участников, замеры до и после",
        template="public/results.html",
        context=ResultsContext(results.least, results.years[::-1]),
        search=(SearchEntry("Результаты", "; ".join(told)),),
    )
