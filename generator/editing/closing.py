"""What a closed school year leaves: records that go to its archive, things nobody has finished."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.editing.workspace import Workspace
from generator.model.base import Entity
from generator.model.pair import EndReason, Pair
from generator.model.places import archived, place_of
from generator.model.registry import Registry
from generator.model.types import school_year_of
from generator.render.words import counted
from generator.rules.consents import Standing, consents_of
from generator.rules.plan_items import ItemState
from generator.rules.plan_years import plan_items_with_places
from generator.rules.proofs import judge_in


def to_archive(registry: Registry, begins: date) -> dict[str, str]:
    """Choose what is over with the years before a day; addresses and references stay.

    Args:
        registry: The school's records.
        begins: The first day of the new school year.

    Returns:
        New paths of the files by their paths now.
    """
    return {
        record.at().path: archived(record.folder, record.id, year)
        for record, year in _over(registry, begins)
        if not place_of(record.at().path).year
    }


def _over(registry: Registry, begins: date) -> Iterator[tuple[Entity, str]]:
    """Yield finished records with the school year they belong to."""
    opened = school_year_of(begins)
    for pair in registry.pairs.values():
        if pair.outcome is not None and pair.outcome.date < begins:
            yield pair, school_year_of(pair.outcome.date)
    for survey in registry.surveys.values():
        if survey.year < opened and survey.responses:
            yield survey, survey.year
    for study in registry.impact.values():
        if study.year < opened and any(m.after for m in study.measurements):
            yield study, study.year
    for item in registry.news.values():
        if item.date < begins:
            yield item, school_year_of(item.date)


def unfinished(school: Workspace, begins: date) -> Iterator[str]:
    """Yield what the closed year still asks for, with what to do about it.

    Args:
        school: The school now.
        begins: The first day of the new school year.
    """
    registry = school.registry
    for pair in _without_case(registry, begins):
        yield f"{pair.id}: кейса нет; набросать: nastavnik new case --from {pair.id}"
    opened = school_year_of(begins)
    for survey in registry.surveys.values():
        if survey.year < opened and not survey.responses:
            path = survey.at().path
            yield f"{path}: ответов нет, в архив не ушла; внесите их или удалите файл"
    for study in registry.impact.values():
        if study.year < opened and not any(m.after for m in study.measurements):
            yield f"{study.at().path}: нет замеров «после», в архив не ушло; впишите их"
    yield from _of_plans(registry, begins)
    yield from _of_consents(registry, school.today, begins)


def _without_case(registry: Registry, begins: date) -> Iterator[Pair]:
    """Yield pairs completed in the last year before a day that no case tells of."""
    closed = school_year_of(begins - timedelta(days=1))
    for pair in registry.pairs.values():
        done = pair.outcome
        if done is None or done.reason is not EndReason.COMPLETED or done.date >= begins:
            continue
        if school_year_of(done.date) == closed and pair.id not in registry.cases_of_pair:
            yield pair


def _of_plans(registry: Registry, begins: date) -> Iterator[str]:
    last = begins - timedelta(days=1)
    items = [item for *_, item in plan_items_with_places(registry)]
    left = sum(judge_in(registry, item, last).state is ItemState.OVERDUE for item in items)
    if left:
        told = counted(left, "пункт", "пункта", "пунктов")
        yield f"не исполнено {told} дорожной карты и плана: страница «Контроль»"


def _of_consents(registry: Registry, today: date, begins: date) -> Iterator[str]:
    ending = 0
    for person in registry.people():
        now, then = consents_of(person, today), consents_of(person, begins)
        kinds = ((now.processing, then.processing), (now.dissemination, then.dissemination))
        ending += any(
            after is Standing.EXPIRED and before is not Standing.EXPIRED for before, after in kinds
        )
    if ending:
        told = counted(ending, "человека", "человек", "человек")
        day = f"{begins:%d.%m.%Y}"
        yield f"согласия {told} кончатся к {day}: nastavnik consents --today {day}"
