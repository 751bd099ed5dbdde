"""Years of the roadmap and the workplan against the programme's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Level, Problem
from generator.model.act import ActKind, ActStatus
from generator.model.base import Entity
from generator.model.periods import Period
from generator.model.plans import PlanItem, Roadmap, Workplan
from generator.model.registry import Registry
from generator.rules.finding import Rule, day, found
from generator.source.document import Path

_YEARS = re.compile(r"\b(20\d\d)\s*[–—-]\s*(20\d\d)\b")
_PLANS = {ActKind.ROADMAP, ActKind.WORKPLAN, ActKind.PROGRAMME}


@dataclass(frozen=True, slots=True)
class _Frame:
    """First and last days of the programme by its phases."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{day(self.first)} – {day(self.last)}"


def _frame(registry: Registry) -> _Frame | None:
    """Return the days of the programme by its phases (Т, three stages)."""
    terms = [phase.when for phase in registry.programme.phases]
    starts, ends = [t.start for t in terms if t.start], [t.end for t in terms if t.end]
    return _Frame(min(starts), max(ends)) if starts and ends else None


def _items(registry: Registry, today: date) -> Iterator[Problem]:
    """Terms and completions of the plans' items lie within the programme (Т, three stages)."""
    frame = _frame(registry)
    for plan, path, item in plan_items_with_places(registry):
        due = item.due
        if frame is not None and not due.annual and not _meets(frame, due):
            message = f"срок «{due}» вне программы: она идёт {frame}"
            hint = "проверьте год или «этапы программы» в data/programme.yml"
            yield found("П-25", Level.WARNING, plan, (*path, "срок"), message, hint)
        for index, done in enumerate(item.done):
            where = (*path, "исполнено", index, "дата")
            if done.date > today:
                message, hint = f"исполнено будущим днём, {day(done.date)}", "проверьте дату"
                yield found("П-25", Level.WARNING, plan, where, message, hint)
            elif frame and not frame.first <= done.date <= frame.last:
                message = f"исполнено {day(done.date)}, а программа идёт {frame}"
                hint = "проверьте год или «этапы программы» в data/programme.yml"
                yield found("П-25", Level.WARNING, plan, where, message, hint)


def _meets(frame: _Frame, due: Period) -> bool:
    """Tell whether a term has a day within the programme; a term without days has."""
    return not due.start or not due.end or (due.start <= frame.last and frame.first <= due.end)


def plan_items_with_places(
    registry: Registry,
) -> Iterator[tuple[Roadmap | Workplan, Path, PlanItem]]:
    """Yield every item of both plans with its plan and the Russian keys that lead to it."""
    if (roadmap := registry.roadmap) is not None:
        for i, section in enumerate(roadmap.sections):
            for j, item in enumerate(section.items):
                yield roadmap, ("разделы", i, "пункты", j), item
    if (workplan := registry.workplan) is not None:
        for i, block in enumerate(workplan.blocks):
            for j, item in enumerate(block.items):
                yield workplan, ("блоки", i, "пункты", j), item


def _titles(registry: Registry, _: date) -> Iterator[Problem]:
    """Years in the titles of the programme's papers are the programme's years."""
    frame = _frame(registry)
    for record, title in _titled(registry):
        years = _YEARS.search(title)
        if frame is None or years is None:
            continue
        first, last = frame.first.year, frame.last.year
        if (int(years[1]), int(years[2])) != (first, last):
            message = f"в названии годы {years[0]}, а программа идёт {first}–{last}"
            hint = "исправьте годы или «этапы программы» в data/programme.yml"
            yield found("П-25", Level.WARNING, record, ("название",), message, hint)


def _titled(registry: Registry) -> Iterator[tuple[Entity, str]]:
    for plan in (registry.roadmap, registry.workplan):
        if plan is not None:
            yield plan, plan.title
    for act in registry.acts.values():
        if act.kind in _PLANS and act.status is not ActStatus.LOST_FORCE:
            yield act, act.title


RULES: tuple[Rule, ...] = (_items, _titles)
"""Rules about the years of plans."""
