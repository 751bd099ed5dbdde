"""What became of the roadmap and the workplan in a school year, with evidence and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.plans import PlanItem, Roadmap, Workplan
from generator.model.registry import Registry
from generator.model.types import school_year_of
from generator.rules.finding import day
from generator.rules.plan_items import ItemFact, ItemState, year_of_item
from generator.rules.plan_years import plan_items_with_places
from generator.rules.proofs import judge_in
from generator.rules.report.cells import Row, table, text
from generator.rules.report.parts import PlanPart, ReportCell
from generator.rules.years import last_day_of

_UNDONE = {ItemState.OVERDUE, ItemState.NOW, ItemState.CANCELLED}


@dataclass(frozen=True, slots=True)
class _Judged:
    """An item with its state on the last day that counts.

    Attributes:
        later: The day it was done after all, when that was after the year.
    """

    fact: ItemFact
    origin: Span
    later: date | None

    @property
    def item(self) -> PlanItem:
        return self.fact.item


def plan_parts(registry: Registry, year: str, today: date) -> Iterator[PlanPart]:
    """Yield what became of each plan, the roadmap first."""
    until = min(today, last_day_of(year))
    for plan in (registry.roadmap, registry.workplan):
        if plan is not None:
            yield _part(plan, tuple(_judged(registry, plan, until, today)), year, until)


def _judged(
    registry: Registry, plan: Roadmap | Workplan, until: date, today: date
) -> Iterator[_Judged]:
    for whose, path, item in plan_items_with_places(registry):
        if whose is plan:
            after = (done.date for done in item.done if until < done.date <= today)
            fact = judge_in(registry, item, until)
            yield _Judged(fact, plan.at(*path), min(after, default=None))


def _part(
    plan: Roadmap | Workplan, judged: tuple[_Judged, ...], year: str, until: date
) -> PlanPart:
    done = [one for one in judged if one.fact.state is ItemState.DONE]
    of_year = [one for one in done if _is_of_year(one.fact, year, until)]
    name = "Дорожная карта" if isinstance(plan, Roadmap) else "План"
    return PlanPart(
        title=plan.title,
        done=table(
            f"{plan.folder}-done",
            f"{name} – выполнено",
            (("№", 5), ("Мероприятие", 32), ("Когда", 10), ("Чем подтверждается", 30)),
            (_done_row(one) for one in of_year),
        ),
        undone=table(
            f"{plan.folder}-undone",
            f"{name} – не выполнено",
            (("№", 5), ("Мероприятие", 32), ("Срок", 13), ("Состояние", 12), ("Причина", 26)),
            (_undone_row(one) for one in judged if one.fact.state in _UNDONE),
        ),
        earlier=tuple(one.origin for one in done if one not in of_year),
        ahead=tuple(one.origin for one in judged if one.fact.state is ItemState.AHEAD),
        constant=tuple(one.origin for one in judged if one.fact.state is ItemState.CONSTANT),
    )


def _is_of_year(fact: ItemFact, year: str, until: date) -> bool:
    """Tell whether an item was done in the year; where no day is known its term decides."""
    done_on = fact.done_on
    return (school_year_of(done_on) if done_on else year_of_item(fact.item, until)) == year


def _done_row(one: _Judged) -> Row:
    fact = one.fact
    when = ReportCell(fact.done_on, origins=(one.origin,))
    return text(one.item.number), text(one.item.what), when, _evidence(fact)


def _evidence(fact: ItemFact) -> ReportCell:
    lines = list(fact.last.evidence) if fact.last else []
    origins: tuple[Span, ...] = ()
    if fact.proven is not None and fact.item.proof is not None:
        lines.append(f"{fact.item.proof.value}: {fact.proven.done} из {fact.proven.total}")
        origins = fact.proven.borne_out
    return ReportCell("\n".join(lines) or None, is_prose=True, origins=origins)


def _undone_row(one: _Judged) -> Row:
    item = one.item
    return (
        text(item.number),
        text(item.what),
        text(str(item.due), one.origin),
        text(one.fact.state.value),
        _reason(one),
    )


def _reason(one: _Judged) -> ReportCell:
    """Return why an item is not done: as written, as the records show, or that nobody wrote."""
    item, proven = one.item, one.fact.proven
    lines = [item.status_note] if item.status_note else []
    origins: tuple[Span, ...] = ()
    if proven is not None and item.proof is not None:
        lines.append(f"по записям {proven.done} из {proven.total}: {item.proof.value}")
        origins = proven.missing
    if one.later is not None:
        lines.append(f"исполнено позже, {day(one.later)}")
    return ReportCell("\n".join(lines) or None, empty="исполнение не записано", origins=origins)
