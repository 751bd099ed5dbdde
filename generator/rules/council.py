"""What the council asked for: who, by when, done or overdue (Р)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.diagnostics import Span
from generator.model.council import Assignment, CouncilMeeting
from generator.model.registry import Registry


class AssignmentState(StrEnum):
    """Where an assignment is."""

    OVERDUE = "просрочено"
    OPEN = "в работе"
    DONE = "выполнено"


@dataclass(frozen=True, slots=True)
class AssignmentFact:
    """An assignment on a day.

    Attributes:
        meeting: The meeting that gave it.
        number: Its number among that meeting's, from 1.
        origin: Where it is recorded.
    """

    assignment: Assignment
    meeting: CouncilMeeting
    number: int
    state: AssignmentState
    origin: Span


def assignments(registry: Registry, today: date) -> tuple[AssignmentFact, ...]:
    """Return all the assignments given by a day: overdue ones first, then by their terms."""
    order = list(AssignmentState)
    facts = sorted(
        _facts(registry, today),
        key=lambda fact: (
            order.index(fact.state),
            fact.assignment.due or date.max,
            -fact.meeting.date.toordinal(),
        ),
    )
    return tuple(facts)


def _facts(registry: Registry, today: date) -> Iterator[AssignmentFact]:
    council = registry.council
    for index, meeting in enumerate(council.meetings if council else ()):
        assert council is not None
        if meeting.date > today:
            continue
        for number, assignment in enumerate(meeting.assignments):
            origin = council.at("заседания", index, "поручения", number)
            yield AssignmentFact(assignment, meeting, number + 1, _state(assignment, today), origin)


def _state(assignment: Assignment, today: date) -> AssignmentState:
    if assignment.done is not None and assignment.done <= today:
        return AssignmentState.DONE
    late = assignment.due is not None and assignment.due < today
    return AssignmentState.OVERDUE if late else AssignmentState.OPEN
