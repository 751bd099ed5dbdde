"""Pages of monitoring: indicators by year, each survey, each study of influence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.monitoring import ImpactStudy, Survey, SwotFactor
from generator.model.registry import Registry
from generator.rules.monitoring.impact import Effect, effects, person_of
from generator.rules.monitoring.indicators import YearIndicators, indicators
from generator.rules.monitoring.surveys import (
    Expectation,
    Summary,
    Words,
    expectations,
    summaries,
    swot,
)
from generator.rules.report.by_year import indicator_table
from generator.rules.report.parts import ReportTable
from generator.views.internal.labels import short_name
from generator.views.page import Internal, Page

_INDEX = "monitoring/index"


@dataclass(frozen=True, slots=True)
class MonitoringContext:
    """What the first page of monitoring shows.

    Attributes:
        indicators: Indicators of the last years side by side, the school's own among them.
    """

    years: tuple[YearIndicators, ...]
    indicators: ReportTable
    surveys: tuple[Survey, ...]
    studies: tuple[ImpactStudy, ...]


@dataclass(frozen=True, slots=True)
class SurveyContext:
    """What the page of a survey shows."""

    survey: Survey
    summaries: tuple[Summary, ...]
    swot: tuple[tuple[SwotFactor, tuple[Words, ...]], ...]
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class ImpactContext:
    """What the page of a study of influence shows.

    Attributes:
        names: Short names of those measured, by their keys.
        columns: For each effect the names under its chart.
    """

    study: ImpactStudy
    effects: tuple[Effect, ...]
    names: Mapping[str, str]
    columns: tuple[tuple[str, ...], ...]


def monitoring_pages(registry: Registry, today: date) -> Iterator[Page[Internal]]:
    """Describe the pages of monitoring."""
    surveys = tuple(sorted(registry.surveys.values(), key=lambda s: (s.year, s.id)))
    studies = tuple(sorted(registry.impact.values(), key=lambda s: (s.year, s.id)))
    years = indicators(registry, today)
    yield Page(
        path=_INDEX,
        title="Мониторинг",
        description="Показатели по годам, анкеты и замеры",
        template="internal/monitoring.html",
        context=MonitoringContext(years, indicator_table(registry, years, today), surveys, studies),
    )
    for survey in surveys:
        yield Page(
            path=f"monitoring/{survey.id}",
            title=f"Анкета {survey.year}: {survey.title}",
            description="Ответы в сумме, SWOT, ожидания и результаты",
            template="internal/survey.html",
            context=SurveyContext(survey, summaries(survey), swot(survey), expectations(survey)),
            parent=_INDEX,
            origin=survey.at(),
        )
    for study in studies:
        yield Page(
            path=f"monitoring/{study.id}",
            title=f"Влияние {study.year}: {study.title}",
            description="Параметры до и после, по людям и в сумме",
            template="internal/impact.html",
            context=_impact(registry, study),
            parent=_INDEX,
            origin=study.at(),
        )


def _impact(registry: Registry, study: ImpactStudy) -> ImpactContext:
    found, names = effects(study), _names(registry, study)
    columns = tuple(tuple(names[change.person] for change in one.changes) for one in found)
    return ImpactContext(study, found, names, columns)


def _names(registry: Registry, study: ImpactStudy) -> Mapping[str, str]:
    people = {person.key: person for person in registry.people()}
    keys = (person_of(measurement) for measurement in study.measurements)
    return {key: short_name(people[key].full_name) if key else "без имени" for key in keys}
