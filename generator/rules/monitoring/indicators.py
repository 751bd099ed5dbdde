"""Indicators of the programme by school year (Т, three parts; М 7.2: the school adds its own)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.diagnostics import Span
from generator.model.monitoring import Measured, QuestionType, Survey, SurveyQuestion
from generator.model.people import Mentee
from generator.model.registry import Registry
from generator.model.types import school_year_of
from generator.rules.calendar import months_later
from generator.rules.monitoring.surveys import mean_of, scale_answer
from generator.rules.once import once
from generator.rules.years import (
    cases_of_year,
    first_day_of,
    last_day_of,
    pairs_of_year,
    years_of,
)

_WORKS = ("стать", "публикац", "разработк", "исследован", "пособи")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What a survey says of an indicator.

    Attributes:
        mean: Mean of a scale; ``None`` for a closed question.
        most: The end of the scale; ``None`` for a closed question.
        share: Who answered «yes» to a closed question; ``None`` for a scale.
    """

    indicator: Measured
    mean: Decimal | None
    most: int | None
    share: Share | None
    origin: Span


@dataclass(frozen=True, slots=True)
class YearIndicators:
    """Indicators of one school year.

    Attributes:
        covered: Mentees whose pairs worked in that year.
        kept: For those who came in that year, how many still worked after 1, 2, 3 years;
            ``None`` until the time has come for all of them.
        works: Articles and teaching materials of the outcomes, and published cases.
    """

    year: str
    covered: int
    pairs: int
    ended_early: int
    kept: tuple[Share | None, Share | None, Share | None]
    works: int
    cases: int
    answered: tuple[Answered, ...]


@once
def indicators(registry: Registry, today: date) -> tuple[YearIndicators, ...]:
    """Count the indicators of every school year of the programme, the first one first."""
    return tuple(_of_year(registry, year, today) for year in years_of(registry, today))


def _of_year(registry: Registry, year: str, today: date) -> YearIndicators:
    until = min(last_day_of(year), today)
    pairs = pairs_of_year(registry, year, today)
    ended = [
        pair.outcome
        for pair in pairs
        if pair.outcome and first_day_of(year) <= pair.outcome.date <= until
    ]
    return YearIndicators(
        year=year,
        covered=len({mentee for pair in pairs for mentee in pair.mentees}),
        pairs=len(pairs),
        ended_early=sum(outcome.reason != "реализована полностью" for outcome in ended),
        kept=(
            _kept(registry, year, 1, today),
            _kept(registry, year, 2, today),
            _kept(registry, year, 3, today),
        ),
        works=len(tuple(works_of_year(registry, year, until))),
        cases=len(cases_of_year(registry, year, today)),
        answered=tuple(_answered(registry, year)),
    )


def works_of_year(registry: Registry, year: str, until: date) -> Iterator[Span]:
    """Yield where the outcomes of a school year tell of articles and teaching materials."""
    for pair in registry.pairs.values():
        outcome = pair.outcome
        if outcome and outcome.date <= until and school_year_of(outcome.date) == year:
            for index, done in enumerate(outcome.achievements):
                if any(word in done.kind.casefold() for word in _WORKS):
                    yield pair.at("итог", "достижения для рейтинга", index)


def newcomers(registry: Registry, year: str) -> tuple[Mentee, ...]:
    """Return the mentees who came into the programme in a school year."""
    return tuple(m for m in registry.mentees.values() if school_year_of(m.joined) == year)


def _kept(registry: Registry, year: str, years: int, today: date) -> Share | None:
    """Count those of a year's newcomers who worked on for some years after they came."""
    came = newcomers(registry, year)
    if not came or any(months_later(m.joined, 12 * years) > today for m in came):
        return None
    stayed = [
        m for m in came if m.dismissed is None or m.dismissed >= months_later(m.joined, 12 * years)
    ]
    return Share(len(stayed), len(came))


def _answered(registry: Registry, year: str) -> Iterator[Answered]:
    for survey in registry.surveys.values():
        if survey.year != year:
            continue
        for index, question in enumerate(survey.questions):
            if question.indicator is not None and survey.responses:
                yield _answer(survey, index, question, question.indicator)


def _answer(survey: Survey, index: int, question: SurveyQuestion, what: Measured) -> Answered:
    origin = survey.at("вопросы", index)
    if question.type is QuestionType.SCALE:
        values = [scale_answer(response, question) for response in survey.responses]
        mean = mean_of([value for value in values if value is not None])
        return Answered(what, mean, question.scale, None, origin)
    texts = [r.answers[question.key] for r in survey.responses if r.answers.get(question.key)]
    share = Share(sum(text in question.positive for text in texts), len(texts))
    return Answered(what, None, None, share, origin)
