"""State of the items of the roadmap and the workplan on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.diagnostics import Span
from generator.model.periods import month_end
from generator.model.plans import Completion, ItemStatus, PlanItem
from generator.model.types import school_year_of


class ItemState(StrEnum):
    """What the curator and the public see beside an item."""

    DONE = "выполнено"
    OVERDUE = "просрочено"
    NOW = "в работе"
    AHEAD = "впереди"
    CONSTANT = "постоянно"
    CANCELLED = "отменено"


@dataclass(frozen=True, slots=True)
class Proven:
    """What the records say of an item.

    Attributes:
        done: How many records bear it out.
        total: How many there should be.
        last: The latest day on which one of them came to be.
        borne_out: Where those records are.
        missing: Where the records are that lack something.
    """

    done: int
    total: int
    last: date | None
    borne_out: tuple[Span, ...]
    missing: tuple[Span, ...]

    @property
    def is_whole(self) -> bool:
        """There is at least one record, and every one bears the item out."""
        return self.total > 0 and self.done == self.total


@dataclass(frozen=True, slots=True)
class ItemFact:
    """State of one item.

    Attributes:
        due: Last day of the term that counts today; ``None`` when there is no term.
        last: The latest completion, of any year.
        proven: What the records say; ``None`` when they are not asked.
        is_entered: Somebody entered the item as done in the term that counts today.
    """

    item: PlanItem
    state: ItemState
    due: date | None
    last: Completion | None
    proven: Proven | None = None
    is_entered: bool = False

    @property
    def done_on(self) -> date | None:
        """The day it was last done: as entered, or as the records prove."""
        entered = self.last.date if self.last else None
        proven = self.proven.last if self.proven and self.state is ItemState.DONE else None
        return max((d for d in (entered, proven) if d is not None), default=None)


def judge_item(item: PlanItem, today: date, proven: Proven | None = None) -> ItemFact:
    """Tell the state of an item: by the records, else by its completions, else by its term.

    An annual item is judged within the school year of ``today``; the others once.

    Args:
        item: An item of a plan.
        today: The day.
        proven: What the records say, where they can prove the item: they outweigh a hand.
    """
    start, end = _term(item, today)
    past = [done for done in item.done if done.date <= today]
    last = max(past, key=lambda done: done.date, default=None)
    entered = _counts(past, item, today)

    def fact(state: ItemState, due: date | None = end) -> ItemFact:
        return ItemFact(item, state, due, last, proven, entered)

    if item.status is ItemStatus.CANCELLED:
        return fact(ItemState.CANCELLED, None)
    if item.due.constant:
        return fact(ItemState.CONSTANT, None)
    if entered if proven is None else proven.is_whole:
        return fact(ItemState.DONE)
    if end is not None and end < today:
        return fact(ItemState.OVERDUE)
    started = start is None or start <= today or item.status is ItemStatus.IN_PROGRESS
    return fact(ItemState.NOW if started else ItemState.AHEAD)


def year_of_item(item: PlanItem, today: date) -> str:
    """Return the school year an item speaks of: today's for an annual one, else its term's."""
    if item.due.annual or item.due.start is None:
        return school_year_of(today)
    return school_year_of(item.due.start)


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
