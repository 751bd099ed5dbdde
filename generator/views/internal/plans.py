"""Control of the roadmap and the workplan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.diagnostics import Span
from generator.model.plans import PlanItem, Roadmap, Workplan
from generator.model.registry import Registry
from generator.rules.plan_items import ItemFact, ItemState, Progress, progress_of
from generator.rules.plan_years import plan_items_with_places
from generator.rules.proofs import judge_in
from generator.views.page import Internal, Page

_PATH = "plan-control"
_MONTH = timedelta(days=31)
_MOST_RECENT = 5


@dataclass(frozen=True, slots=True)
class ControlRow:
    """An item with its state, its anchor and the place in the data where it is recorded."""

    fact: ItemFact
    anchor: str
    origin: Span


@dataclass(frozen=True, slots=True)
class ControlPlan:
    """A plan with the states of its items, by sections."""

    title: str
    progress: Progress
    sections: tuple[tuple[str, tuple[ControlRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class ControlContext:
    """What the page of control shows."""

    today: date
    plans: tuple[ControlPlan, ...]


def plan_items(registry: Registry) -> Iterator[tuple[str, str, PlanItem, Span]]:
    """Yield every item of both plans: the plan's name, its row's address, the item, its place."""
    for plan, path, item in plan_items_with_places(registry):
        name = "Дорожная карта" if isinstance(plan, Roadmap) else "План"
        yield name, f"{_PATH}#{_anchor(plan, item)}", item, plan.at(*path)


def _anchor(plan: Roadmap | Workplan, item: PlanItem) -> str:
    return f"{plan.folder}-{item.number.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class PlanBrief:
    """A plan in a few lines, for the first page.

    Attributes:
        recent: Items done in the last month, the latest first, each with its page's address.
    """

    title: str
    progress: Progress
    recent: tuple[tuple[ControlRow, str], ...]


def plan_briefs(registry: Registry, today: date) -> tuple[PlanBrief, ...]:
    """Tell each plan shortly: how much is done, and what of it in the last month."""
    return tuple(_brief(plan, today) for plan in _plans(registry, today))


def _brief(plan: ControlPlan, today: date) -> PlanBrief:
    done = (
        (row.fact.done_on, row)
        for _, rows in plan.sections
        for row in rows
        if row.fact.state is ItemState.DONE and row.fact.done_on is not None
    )
    recent = sorted(
        ((day, row) for day, row in done if today - _MONTH <= day <= today),
        key=lambda one: (-one[0].toordinal(), one[1].anchor),
    )
    shown = tuple((row, f"{_PATH}#{row.anchor}") for _, row in recent[:_MOST_RECENT])
    return PlanBrief(plan.title, plan.progress, shown)


def control_page(registry: Registry, today: date) -> Page[Internal]:
    """Describe the page where the curator controls both plans."""
    return Page(
        path=_PATH,
        title="Контроль дорожной карты и плана",
        description="Состояние каждого пункта",
        template="internal/plan_control.html",
        context=ControlContext(today, tuple(_plans(registry, today))),
    )


def _plans(registry: Registry, today: date) -> Iterator[ControlPlan]:
    if (roadmap := registry.roadmap) is not None:
        sections = ((f"{s.number}. {s.name}", s.items) for s in roadmap.sections)
        yield _control(registry, roadmap, "разделы", tuple(sections), today)
    if (workplan := registry.workplan) is not None:
        blocks = ((block.name, block.items) for block in workplan.blocks)
        yield _control(registry, workplan, "блоки", tuple(blocks), today)


def _control(
    registry: Registry,
    plan: Roadmap | Workplan,
    key: str,
    sections: tuple[tuple[str, tuple[PlanItem, ...]], ...],
    today: date,
) -> ControlPlan:
    rows = tuple(
        (
            name,
            tuple(
                ControlRow(
                    judge_in(registry, item, today),
                    _anchor(plan, item),
                    plan.at(key, number, "пункты", index),
                )
                for index, item in enumerate(items)
            ),
        )
        for number, (name, items) in enumerate(sections)
    )
    facts = tuple(row.fact for _, section in rows for row in section)
    return ControlPlan(plan.title, progress_of(facts), rows)
