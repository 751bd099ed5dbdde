"""State of the items of the roadmap and the workplan on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.model.plans import Completion, ItemStatus, PlanItem
from generator.model.types import month_end, school_year_of


class ItemState(StrEnum):
    """What the curator and the public see beside an item."""

    DONE = "выполнено"
    OVERDUE = "просрочено"
    NOW = "в работе"
    AHEAD = "впереди"
    CONSTANT = "постоянно"
    CANCELLED = "отменено"


@dataclass(frozen=True, slots=True)
class ItemFact:
    """State of one item.

    Attributes:
        due: Last day of the term that counts today; ``None`` when there is no term.
        last: The latest completion, of any year.
    """

    item: PlanItem
    state: ItemState
    due: date | None
    last: Completion | None


def judge_item(item: PlanItem, today: date) -> ItemFact:
    """Tell the state of an item: by its completions, else by its term.

    An annual item is judged within the school year of ``today``; the others once.
    """
    start, end = _term(item, today)
    past = [done for done in item.done if done.date <= today]
    last = max(past, key=lambda done: done.date, default=None)
    if item.status is ItemStatus.CANCELLED:
        return ItemFact(item, ItemState.CANCELLED, None, last)
    if item.due.constant:
        return ItemFact(item, ItemState.CONSTANT, None, last)
    if _counts(past, item, today):
        return ItemFact(item, ItemState.DONE, end, last)
    if end is not None and end < today:
        return ItemFact(item, ItemState.OVERDUE, end, last)
    started = start is None or start <= today or item.status is ItemStatus.IN_PROGRESS
    return ItemFact(item, ItemState.NOW if started else ItemState.AHEAD, end, last)


def _counts(past: list[Completion], item: PlanItem, today: date) -> bool:
    if not item.due.annual:
        return bool(past)
    return any(school_year_of(done.date) == school_year_of(today) for done in past)


def _term(item: PlanItem, today: date) -> tuple[date | None, date | None]:
    """Return the term that counts today; an annual one is moved into today's school year."""
    due = item.due
    if not due.annual or due.start is None or due.end is None:
        return due.start, due.end
    first_year = int(school_year_of(today)[:4])
    start_year = first_year if due.start.month >= 9 else first_year + 1
    start = date(start_year, due.start.month, 1)
    end_year = start_year + (due.end.year - due.start.year)
    return start, month_end(end_year, due.end.month)


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a plan is done: items that have no term do not count."""

    done: int
    overdue: int
    total: int

    @property
    def percent(self) -> int:
        """Share of done items, whole percents."""
        return round(100 * self.done / self.total) if self.total else 0


def progress_of(facts: tuple[ItemFact, ...]) -> Progress:
    """Count done and overdue items among those that have a term."""
    counted = [f for f in facts if f.state not in {ItemState.CONSTANT, ItemState.CANCELLED}]
    states = [fact.state for fact in counted]
    return Progress(states.count(ItemState.DONE), states.count(ItemState.OVERDUE), len(counted))
