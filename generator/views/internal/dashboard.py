"""The curator's first page: what is overdue and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.diagnostics import Problem
from generator.model.consent import ConsentKind
from generator.model.registry import Registry
from generator.rules.figures import Figures, programme_figures
from generator.rules.pairs import (
    Paper,
    is_working,
    missing_papers,
    next_meeting,
    unconsented,
    unmatched,
)
from generator.rules.plan_items import ItemState, judge_item
from generator.views.internal.codes import code_address
from generator.views.internal.labels import pair_title, short_name
from generator.views.internal.plans import plan_items
from generator.views.page import Internal, Page

_SOON = timedelta(days=14)
_CONSENT_SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Todo:
    """A line of «Сделать в первую очередь».

    Attributes:
        due: The day it is or was due; ``None`` when there is no term.
        overdue_days: Days past the due day; 0 when there is still time.
        key: Page the line leads to.
    """

    what: str
    state: str
    due: date | None
    overdue_days: int
    action: str
    key: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem and the address where its code is explained."""

    problem: Problem
    explained: str


@dataclass(frozen=True, slots=True)
class DashboardContext:
    """What the dashboard shows."""

    today: date
    meetings_overdue: int
    papers_missing: int
    items_overdue: int
    without_pair: int
    todos: tuple[Todo, ...]
    soon: tuple[Todo, ...]
    figures: Figures
    findings: tuple[Finding, ...]


def dashboard_page(
    registry: Registry, today: date, problems: tuple[Problem, ...]
) -> Page[Internal]:
    """Describe the dashboard of a day."""
    meetings = tuple(_meetings(registry, today))
    papers = (*_papers(registry, today), *_processing(registry, today))
    items = tuple(_items(registry, today))
    waiting = tuple(_waiting(registry, today))
    consents = tuple(_consents(registry, today))
    everything = (*meetings, *papers, *items, *waiting, *consents)
    late = [todo for todo in everything if todo.overdue_days or todo.due is None]
    soon = [t for t in everything if t.due and not t.overdue_days and t.due - today <= _SOON]
    context = DashboardContext(
        today=today,
        meetings_overdue=sum(bool(todo.overdue_days) for todo in meetings),
        papers_missing=len(papers),
        items_overdue=sum(bool(todo.overdue_days) for todo in items),
        without_pair=len(waiting),
        todos=tuple(sorted(late, key=lambda todo: -todo.overdue_days)),
        soon=tuple(sorted(soon, key=lambda todo: (todo.due or today, todo.what))),
        figures=programme_figures(registry, today),
        findings=tuple(Finding(problem, code_address(problem.code)) for problem in problems),
    )
    return Page(
        path="index",
        title="Что сделать",
        description="Рабочий стол куратора",
        template="internal/dashboard.html",
        context=context,
    )


def _meetings(registry: Registry, today: date) -> Iterator[Todo]:
    for pair in registry.pairs.values():
        if (coming := next_meeting(registry, pair, today)) is not None:
            state = "просрочена" if coming.overdue_days else "впереди"
            yield Todo(
                what=f"Встреча «{coming.kind}»: {pair_title(registry, pair)}",
                state=state,
                due=coming.due,
                overdue_days=coming.overdue_days,
                action="Напомнить паре и записать встречу",
                key=pair.key,
            )


def _papers(registry: Registry, today: date) -> Iterator[Todo]:
    for pair in registry.pairs.values():
        if not is_working(pair, today):
            continue
        for missing in missing_papers(registry, pair, today):
            if missing.paper is Paper.PROCESSING:
                continue
            yield Todo(
                what=f"{missing.paper[0].upper()}{missing.paper[1:]}: "
                f"{short_name(missing.person.full_name)}",
                state="нет бумаги",
                due=pair.plan.start,
                overdue_days=max((today - pair.plan.start).days, 0),
                action="Оформить и записать дату",
                key=pair.key,
            )


def _processing(registry: Registry, today: date) -> Iterator[Todo]:
    for person in unconsented(registry, today):
        yield Todo(
            what=f"Согласие на обработку: {short_name(person.full_name)}",
            state="нет бумаги",
            due=person.joined,
            overdue_days=max((today - person.joined).days, 0),
            action="Подписать и записать дату",
            key=person.key,
        )


def _items(registry: Registry, today: date) -> Iterator[Todo]:
    for plan, address, item in plan_items(registry):
        fact = judge_item(item, today)
        if fact.state in {ItemState.OVERDUE, ItemState.NOW} and fact.due is not None:
            yield Todo(
                what=f"{plan}, п. {item.number}: {item.what}",
                state=fact.state.value,
                due=fact.due,
                overdue_days=max((today - fact.due).days, 0),
                action="Провести и записать «исполнено»",
                key=address,
            )


def _waiting(registry: Registry, today: date) -> Iterator[Todo]:
    for mentee in sorted(unmatched(registry, today), key=lambda person: person.joined):
        days = (today - mentee.joined).days
        yield Todo(
            what=f"Найти наставника: {short_name(mentee.full_name)}",
            state=f"ждёт {days} дн.",
            due=None,
            overdue_days=0,
            action="Предложить наставника или сопровождение психолога",
            key=mentee.key,
        )


def _consents(registry: Registry, today: date) -> Iterator[Todo]:
    """Consents to dissemination that end within 60 days or ended with nothing after them."""
    for person in registry.people():
        ends = [
            consent.until
            for consent in person.consents
            if consent.kind is ConsentKind.DISSEMINATION
            and consent.until is not None
            and consent.withdrawn is None
        ]
        if ends and max(ends) - today <= _CONSENT_SOON:
            yield Todo(
                what=f"Согласие на распространение: {short_name(person.full_name)}",
                state="истекло" if max(ends) < today else "истекает",
                due=max(ends),
                overdue_days=max((today - max(ends)).days, 0),
                action="Подписать новое или оставить без имени",
                key=person.key,
            )
