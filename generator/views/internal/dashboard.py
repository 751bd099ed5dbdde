"""The curator's first page: what is overdue and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from generator.diagnostics import Problem, Span
from generator.model.consent import ConsentKind
from generator.model.pair import GoalMark
from generator.model.registry import Registry
from generator.rules.council import AssignmentState, assignments
from generator.rules.figures import Figures, programme_figures
from generator.rules.pairs import (
    PairState,
    Paper,
    awaits_outcome,
    is_working,
    missing_papers,
    next_meeting,
    state_of,
    unconsented,
)
from generator.rules.plan_items import ItemFact, ItemState
from generator.rules.proofs import judge_in
from generator.rules.queue import seekers
from generator.views.internal.awards import PATH as AWARDS
from generator.views.internal.awards import unrecorded, verdict_anchor
from generator.views.internal.codes import code_address
from generator.views.internal.council import PATH as COUNCIL
from generator.views.internal.labels import pair_title, short_name
from generator.views.internal.pair_rows import PairRow
from generator.views.internal.plans import PlanBrief, plan_briefs, plan_items
from generator.views.page import Internal, Page

_WEEK = timedelta(days=7)
_MONTH = timedelta(days=30)
_MOST_PAIRS = 40
_MOST_ROWS = 60
_MOST_FINDINGS = 40
_MOST_IN_GROUP = 25
_CONSENT_SOON = timedelta(days=60)


class TodoSort(Enum):
    """What a line is about; the curator does them in this order: people and papers, then plans.

    Each has its anchor, its heading and the page with all of its records.
    """

    MEETINGS = ("meetings", "Встречи", "pairs/index")
    PAPERS = ("papers", "Бумаги", "pairs/index")
    SEARCH = ("search", "Ищем наставника", "unmatched")
    CONSENTS = ("consents", "Согласия на показ", "consents")
    GOALS = ("goals", "Цели пар", "pairs/index")
    OUTCOMES = ("outcomes", "Итоги пар", "pairs/index")
    TASKS = ("tasks", "Поручения совета", COUNCIL)
    PLANS = ("plans", "Дорожная карта и план", "plan-control")
    AWARDS = ("awards", "Награды", AWARDS)


@dataclass(frozen=True, slots=True)
class Todo:
    """A line of «Сделать в первую очередь».

    Attributes:
        sort: What it is about.
        due: The day it is or was due; ``None`` when there is no term.
        overdue_days: Days past the due day; 0 when there is still time.
        key: Page the line leads to.
        origin: Where it is recorded.
    """

    sort: TodoSort
    what: str
    state: str
    due: date | None
    overdue_days: int
    action: str
    key: str
    origin: Span

    @property
    def is_late(self) -> bool:
        """Its day has passed, or it never had one."""
        return self.due is None or self.overdue_days > 0


@dataclass(frozen=True, slots=True)
class TodoGroup:
    """Late lines of one sort.

    Attributes:
        todos: The latest of them first; at most as many as a page bears.
        count: How many there are in all.
    """

    sort: TodoSort
    todos: tuple[Todo, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem and the address where its code is explained."""

    problem: Problem
    explained: str


@dataclass(frozen=True, slots=True)
class DashboardContext:
    """What the dashboard shows.

    Attributes:
        late: What is to be done first, by sorts; every sort is there, some of them empty.
        plans: How far both plans are.
        pairs: Working pairs, those that owe most first; at most as many as a page bears.
        pairs_left_off: How many more there are.
        silenced: How many remarks were set aside.
        left_off: How many more lines each list would have, by the list's name.
    """

    today: date
    late: tuple[TodoGroup, ...]
    this_week: tuple[Todo, ...]
    this_month: tuple[Todo, ...]
    plans: tuple[PlanBrief, ...]
    pairs: tuple[PairRow, ...]
    pairs_left_off: int
    silenced: int
    figures: Figures
    findings: tuple[Finding, ...]
    left_off: Mapping[str, int]

    @property
    def todos(self) -> tuple[Todo, ...]:
        """All the late lines that are shown."""
        return tuple(todo for group in self.late for todo in group.todos)


def dashboard_page(
    registry: Registry,
    today: date,
    problems: tuple[Problem, ...],
    rows: tuple[PairRow, ...] = (),
    silenced: int = 0,
    proposed: Mapping[str, str] | None = None,
) -> Page[Internal]:
    """Describe the dashboard of a day.

    Args:
        registry: The school's records.
        today: The day.
        problems: What the checks found.
        rows: Lines of the working pairs; the desk does without them.
        silenced: How many remarks were set aside.
        proposed: Names of the mentors that matching proposes, by the mentee's key.
    """
    offers = proposed or {}
    everything = tuple(
        _offered(todo, offers) for find in _SOURCES for todo in find(registry, today)
    )
    late = sorted((t for t in everything if t.is_late), key=lambda todo: -todo.overdue_days)
    ahead = sorted(
        (todo for todo in everything if not todo.is_late),
        key=lambda todo: (todo.due or today, todo.what),
    )
    owing = sorted(rows, key=lambda row: (-row.coming.overdue_days if row.coming else 0, row.key))
    later = today + _WEEK + timedelta(days=1)
    lists = {
        "this_week": tuple(_within(ahead, today, today + _WEEK)),
        "this_month": tuple(_within(ahead, later, today + _MONTH)),
    }
    context = DashboardContext(
        today=today,
        late=tuple(_group(sort, late) for sort in TodoSort),
        this_week=lists["this_week"][:_MOST_ROWS],
        this_month=lists["this_month"][:_MOST_ROWS],
        plans=plan_briefs(registry, today),
        pairs=tuple(owing[:_MOST_PAIRS]),
        pairs_left_off=max(len(owing) - _MOST_PAIRS, 0),
        silenced=silenced,
        figures=programme_figures(registry, today),
        findings=tuple(Finding(one, code_address(one.code)) for one in problems[:_MOST_FINDINGS]),
        left_off={
            "findings": max(len(problems) - _MOST_FINDINGS, 0),
            **{name: max(len(rows) - _MOST_ROWS, 0) for name, rows in lists.items()},
        },
    )
    return Page(
        path="index",
        title="Что сделать",
        description="Рабочий стол куратора",
        template="internal/dashboard.html",
        context=context,
    )


def _offered(todo: Todo, proposed: Mapping[str, str]) -> Todo:
    """Lead to the decision where matching has somebody to propose."""
    if todo.sort is not TodoSort.SEARCH or todo.key not in proposed:
        return todo
    action = f"Подбор предлагает: {proposed[todo.key]}. Примите или решите иначе"
    return replace(todo, action=action, key=f"matching#offer-{todo.key.partition('/')[2]}")


def _group(sort: TodoSort, late: list[Todo]) -> TodoGroup:
    own = tuple(todo for todo in late if todo.sort is sort)
    return TodoGroup(sort, own[:_MOST_IN_GROUP], len(own))


def _within(todos: list[Todo], first: date, last: date) -> Iterator[Todo]:
    return (todo for todo in todos if todo.due is not None and first <= todo.due <= last)


def _meetings(registry: Registry, today: date) -> Iterator[Todo]:
    for pair in registry.pairs.values():
        if (coming := next_meeting(registry, pair, today)) is not None:
            state = "просрочена" if coming.overdue_days else "впереди"
            yield Todo(
                sort=TodoSort.MEETINGS,
                what=f"Встреча «{coming.kind}»: {pair_title(registry, pair)}",
                state=state,
                due=coming.due,
                overdue_days=coming.overdue_days,
                action="Напомнить паре и записать встречу",
                key=pair.key,
                origin=pair.at("встречи", max(len(pair.meetings) - 1, 0)),
            )


def _papers(registry: Registry, today: date) -> Iterator[Todo]:
    for pair in registry.pairs.values():
        if not is_working(pair, today) and state_of(pair, today) is not PairState.PLANNED:
            continue
        for missing in missing_papers(registry, pair, today):
            if missing.paper is Paper.PROCESSING:
                continue
            yield Todo(
                sort=TodoSort.PAPERS,
                what=f"{missing.paper[0].upper()}{missing.paper[1:]}: "
                f"{short_name(missing.person.full_name)}",
                state="нет бумаги",
                due=pair.plan.start,
                overdue_days=max((today - pair.plan.start).days, 0),
                action="Оформить и записать дату",
                key=pair.key,
                origin=pair.at("допсоглашение"),
            )


def _processing(registry: Registry, today: date) -> Iterator[Todo]:
    for person in unconsented(registry, today):
        over = [
            consent.until
            for consent in person.consents
            if consent.kind is ConsentKind.PROCESSING and consent.until and consent.until < today
        ]
        due = max(over, default=person.joined)
        yield Todo(
            sort=TodoSort.PAPERS,
            what=f"Согласие на обработку: {short_name(person.full_name)}",
            state="истекло" if over else "нет бумаги",
            due=due,
            overdue_days=max((today - due).days, 0),
            action="Подписать и записать дату",
            key=person.key,
            origin=person.at("согласия"),
        )


def _items(registry: Registry, today: date) -> Iterator[Todo]:
    for plan, address, item, origin in plan_items(registry):
        fact = judge_in(registry, item, today)
        if fact.state in {ItemState.OVERDUE, ItemState.NOW} and fact.due is not None:
            yield Todo(
                sort=TodoSort.PLANS,
                what=f"{plan}, п. {item.number}: {item.what}",
                state=fact.state.value,
                due=fact.due,
                overdue_days=max((today - fact.due).days, 0),
                action=_action(fact),
                key=address,
                origin=origin,
            )


def _action(fact: ItemFact) -> str:
    proven = fact.proven
    if proven is None:
        return "Провести и записать «исполнено»"
    return f"По записям {proven.done} из {proven.total}: дополнить записи"


def _goals(registry: Registry, today: date) -> Iterator[Todo]:
    """Goals of working pairs whose term has come and whose mark says nothing of the end."""
    for pair in registry.pairs.values():
        if not is_working(pair, today):
            continue
        for index, goal in enumerate(pair.plan.goals):
            due = None if goal.due.annual else goal.due.end
            if due is not None and goal.mark in {GoalMark.PLANNED, GoalMark.IN_PROGRESS}:
                yield Todo(
                    sort=TodoSort.GOALS,
                    what=f"Цель № {index + 1} «{goal.result}»: {pair_title(registry, pair)}",
                    state=goal.mark.value,
                    due=due,
                    overdue_days=max((today - due).days, 0),
                    action="Спросить пару и записать отметку",
                    key=pair.key,
                    origin=pair.at("программа", "цели", index, "срок"),
                )


def _outcomes(registry: Registry, today: date) -> Iterator[Todo]:
    """Pairs that have ended by their term or their final meeting and have no outcome."""
    for pair in registry.pairs.values():
        if (since := awaits_outcome(pair, today)) is not None:
            yield Todo(
                sort=TodoSort.OUTCOMES,
                what=f"Итог пары: {pair_title(registry, pair)}",
                state="не записан",
                due=since,
                overdue_days=max((today - since).days, 0),
                action="Закрыть пару итогом или продлить программу",
                key=pair.key,
                origin=pair.at("программа", "окончание"),
            )


def _waiting(registry: Registry, today: date) -> Iterator[Todo]:
    for seeker in seekers(registry, today):
        mentee, days = seeker.mentee, seeker.days(today)
        yield Todo(
            sort=TodoSort.SEARCH,
            what=f"Найти наставника: {short_name(mentee.full_name)}",
            state=f"ждёт {days} дн.",
            due=None,
            overdue_days=0,
            action="Предложить наставника или сопровождение психолога",
            key=mentee.key,
            origin=seeker.origin,
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
                sort=TodoSort.CONSENTS,
                what=f"Согласие на распространение: {short_name(person.full_name)}",
                state="истекло" if max(ends) < today else "истекает",
                due=max(ends),
                overdue_days=max((today - max(ends)).days, 0),
                action="Подписать новое или оставить без имени",
                key=person.key,
                origin=person.at("согласия"),
            )


def _assignments(registry: Registry, today: date) -> Iterator[Todo]:
    """What the council asked for and nobody has reported as done."""
    for fact in assignments(registry, today):
        task = fact.assignment
        if fact.state is not AssignmentState.DONE:
            yield Todo(
                sort=TodoSort.TASKS,
                what=f"Поручение совета: {task.what}",
                state=fact.state.value,
                due=task.due,
                overdue_days=max((today - task.due).days, 0) if task.due else 0,
                action=f"{task.who[:1].upper()}{task.who[1:]}: сделать и записать «исполнено»",
                key=f"{COUNCIL}#tasks",
                origin=fact.origin,
            )


def _awards(registry: Registry, today: date) -> Iterator[Todo]:
    """What the jury decided and nobody has recorded: no order and no certificate comes of it."""
    for verdict, name in unrecorded(registry, today):
        yield Todo(
            sort=TodoSort.AWARDS,
            what=f"«{verdict.nomination.name}» {verdict.contest.year}: {name}",
            state="решено, не записано",
            due=None,
            overdue_days=0,
            action="Записать награду: nastavnik record awards",
            key=f"{AWARDS}#{verdict_anchor(verdict)}",
            origin=verdict.origin,
        )


_SOURCES: tuple[Callable[[Registry, date], Iterator[Todo]], ...] = (
    *(_meetings, _waiting, _papers, _processing, _consents),
    *(_goals, _outcomes, _assignments, _items, _awards),
)
