"""The page of the council: what it asked for, its meetings, its members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.council import CouncilMeeting
from generator.model.registry import Registry
from generator.rules.council import AssignmentFact, AssignmentState, assignments
from generator.views.page import Internal, Page

PATH = "council"


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member: name or post, address of the person's page if there is one, role."""

    name: str
    key: str
    role: str
    origin: Span


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with the texts that name records as plain words.

    Attributes:
        decisions: Each with the place where it is recorded.
    """

    meeting: CouncilMeeting
    anchor: str
    decisions: tuple[tuple[str, Span], ...]
    assignments: tuple[AssignmentFact, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class CouncilContext:
    """What the page of the council shows.

    Attributes:
        open: Assignments that wait, the most overdue first.
        done: Assignments that are done, the newest first.
        ahead: Meetings that are still to come, the nearest first.
        held: Meetings held, the newest first.
    """

    today: date
    purpose: str
    open: tuple[AssignmentFact, ...]
    done: tuple[AssignmentFact, ...]
    ahead: tuple[MeetingRow, ...]
    held: tuple[MeetingRow, ...]
    members: tuple[MemberRow, ...]
    origin: Span


def council_pages(registry: Registry, today: date) -> Iterator[Page[Internal]]:
    """Describe the page of the council, if the school has one."""
    council = registry.council
    if council is None:
        return
    facts = assignments(registry, today)
    done = [fact for fact in facts if fact.state is AssignmentState.DONE]
    rows = sorted(_meetings(registry, facts), key=lambda row: row.meeting.date)
    yield Page(
        path=PATH,
        title=council.name,
        description="Поручения, заседания и состав",
        template="internal/council.html",
        context=CouncilContext(
            today=today,
            purpose=council.purpose,
            open=tuple(fact for fact in facts if fact.state is not AssignmentState.DONE),
            done=tuple(sorted(done, key=lambda f: f.assignment.done or today, reverse=True)),
            ahead=tuple(row for row in rows if row.meeting.date > today),
            held=tuple(row for row in reversed(rows) if row.meeting.date <= today),
            members=tuple(_members(registry)),
            origin=council.at(),
        ),
    )


def meeting_anchor(meeting: CouncilMeeting) -> str:
    """Return the place of a meeting on the page."""
    return f"m-{meeting.date:%Y-%m-%d}"


def _meetings(registry: Registry, facts: tuple[AssignmentFact, ...]) -> Iterator[MeetingRow]:
    council = registry.council
    assert council is not None
    for index, meeting in enumerate(council.meetings):
        yield MeetingRow(
            meeting=meeting,
            anchor=meeting_anchor(meeting),
            decisions=tuple(
                (text, council.at("заседания", index, "решения", number))
                for number, text in enumerate(meeting.decisions)
            ),
            assignments=tuple(fact for fact in facts if fact.meeting is meeting),
            origin=council.at("заседания", index),
        )


def _members(registry: Registry) -> Iterator[MemberRow]:
    council = registry.council
    assert council is not None
    for index, member in enumerate(council.members):
        origin = council.at("состав", index)
        if member.mentor is None:
            yield MemberRow(member.post or "член совета", "", member.role, origin)
        else:
            mentor = registry.mentors[member.mentor]
            yield MemberRow(mentor.full_name, mentor.key, member.role, origin)
