"""Control of the roadmap and the workplan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.plans import PlanItem, Roadmap, Workplan
from generator.model.registry import Registry
from generator.rules.plan_items import ItemFact, Progress, judge_item, progress_of
from generator.views.page import Internal, Page

_PATH = "plan-control"


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


def plan_items(registry: Registry) -> Iterator[tuple[str, str, PlanItem]]:
    """Yield every item of both plans with the plan's name and the address of its row."""
    if registry.roadmap is not None:
        for section in registry.roadmap.sections:
            for item in section.items:
                yield "Дорожная карта", f"{_PATH}#{_anchor(registry.roadmap, item)}", item
    if registry.workplan is not None:
        for block in registry.workplan.blocks:
            for item in block.items:
                yield "План", f"{_PATH}#{_anchor(registry.workplan, item)}", item


def _anchor(plan: Roadmap | Workplan, item: PlanItem) -> str:
    return f"{plan.folder}-{item.number.replace('.', '-')}"


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
        yield _control(
            roadmap,
            [
                (
                    f"{section.number}. {section.name}",
                    section.items,
                    [roadmap.at("разделы", i, "пункты", j) for j in range(len(section.items))],
                )
                for i, section in enumerate(roadmap.sections)
            ],
            today,
        )
    if (workplan := registry.workplan) is not None:
        yield _control(
            workplan,
            [
                (
                    block.name,
                    block.items,
                    [workplan.at("блоки", i, "пункты", j) for j in range(len(block.items))],
                )
                for i, block in enumerate(workplan.blocks)
            ],
            today,
        )


def _control(
    plan: Roadmap | Workplan,
    sections: list[tuple[str, tuple[PlanItem, ...], list[Span]]],
    today: date,
) -> ControlPlan:
    rows = tuple(
        (
            name,
            tuple(
                ControlRow(judge_item(item, today), _anchor(plan, item), span)
                for item, span in zip(items, spans, strict=True)
            ),
        )
        for name, items, spans in sections
    )
    facts = tuple(row.fact for _, section in rows for row in section)
    return ControlPlan(plan.title, progress_of(facts), rows)
