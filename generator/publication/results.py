"""Results of the programme in sums that give nobody away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.model.monitoring import QuestionType, Role, Survey, SurveyQuestion
from generator.publication.gate import Gate
from generator.publication.result_records import (
    PublicEffect,
    PublicMean,
    PublicResults,
    PublicResultsYear,
    PublicShare,
)
from generator.rules.monitoring.disclosure import LEAST, Release, count_is_safe, let_out
from generator.rules.monitoring.impact import Effect, effects
from generator.rules.monitoring.indicators import Share, indicators
from generator.rules.monitoring.surveys import mean_of, scale_answer
from generator.rules.years import cases_of_year

_ALL = "все участники"
_ROLES = 2


@dataclass(frozen=True, slots=True)
class MeanWish:
    """A mean that might be published: of whom, of what, and the mean itself."""

    release: Release
    question: str
    whose: str
    mean: Decimal
    most: int


def public_results(gate: Gate) -> PublicResults:
    """Return what of the monitoring may be told: sums of at least five people."""
    registry, today = gate.registry, gate.today
    shown = {case.id for case in gate.cases}
    years = (
        (
            one.pairs,
            PublicResultsYear(
                year=one.year,
                covered=one.covered if one.covered >= LEAST else None,
                works=one.works,
                cases=sum(case.id in shown for case in cases_of_year(registry, one.year, today)),
                kept=_kept(one.kept[0]),
                means=tuple(_means(gate, one.year)),
                shares=tuple(_shares(gate, one.year)),
                effects=tuple(_effects(gate, one.year)),
            ),
        )
        for one in indicators(registry, today)
    )
    # Of a year without pairs, surveys and measures there is nothing to tell everybody.
    told = (year for pairs, year in years if pairs or year.means or year.shares or year.effects)
    return PublicResults(least=LEAST, years=tuple(told))


def _kept(share: Share | None) -> PublicShare | None:
    if share is None or not count_is_safe(share.part, share.whole):
        return None
    return PublicShare("Остались в школе через год", share.part, share.whole)


def mean_wishes(survey: Survey) -> Iterator[MeanWish]:
    """Yield the means somebody might want to publish, the more important ones first.

    For every question: of everybody, then of mentors and of mentees alone.
    """
    for question in survey.questions:
        if question.type is not QuestionType.SCALE:
            continue
        for whose, roles in (
            (_ALL, set(Role)),
            ("наставники", {Role.MENTOR}),
            ("наставляемые", {Role.MENTEE}),
        ):
            values = {
                str(number): value
                for number, response in enumerate(survey.responses)
                if response.role in roles
                and (value := scale_answer(response, question)) is not None
            }
            mean = mean_of(list(values.values()))
            if mean is not None:
                release = Release((survey.id, question.key), frozenset(values))
                yield MeanWish(release, question.text, whose, mean, question.scale)


def _means(gate: Gate, year: str) -> Iterator[PublicMean]:
    for survey in gate.registry.surveys.values():
        if survey.year != year:
            continue
        wishes = list(mean_wishes(survey))
        safe = let_out(wish.release for wish in wishes)
        told = [wish for wish, is_safe in zip(wishes, safe, strict=True) if is_safe]
        roles = Counter(wish.question for wish in told if wish.whose != _ALL)
        for wish in told:
            # Mentors without mentees beside them invite to guess at the rest.
            if wish.whose == _ALL or roles[wish.question] == _ROLES:
                count = len(wish.release.people)
                yield PublicMean(wish.question, wish.whose, count, wish.mean, wish.most)


def _shares(gate: Gate, year: str) -> Iterator[PublicShare]:
    for survey in gate.registry.surveys.values():
        if survey.year == year:
            for question in survey.questions:
                yield from _share(survey, question)


def _share(survey: Survey, question: SurveyQuestion) -> Iterator[PublicShare]:
    """Yield the share of «yes», unless those who said it or those who did not are few."""
    texts = [r.answers[question.key] for r in survey.responses if r.answers.get(question.key)]
    part = sum(text in question.positive for text in texts)
    if question.positive and count_is_safe(part, len(texts)):
        yield PublicShare(question.text, part, len(texts))


def _effects(gate: Gate, year: str) -> Iterator[PublicEffect]:
    for study in gate.registry.impact.values():
        if study.year != year:
            continue
        wished = effects(study)
        releases = [
            Release((study.id, effect.parameter.key), frozenset(c.person for c in effect.changes))
            for effect in wished
        ]
        for effect, safe in zip(wished, let_out(releases), strict=True):
            # A person without a name in the data cannot be told from another: counts decide.
            if safe and len(effect.changes) >= LEAST:
                yield from _effect(effect)


def _effect(effect: Effect) -> Iterator[PublicEffect]:
    if effect.before is not None and effect.after is not None and effect.change is not None:
        yield PublicEffect(
            name=effect.parameter.name,
            unit=effect.parameter.unit,
            people=len(effect.changes),
            before=effect.before,
            after=effect.after,
            change=effect.change,
            words=effect.words,
        )
