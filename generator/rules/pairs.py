"""State of a pair on a day: its stage, next meeting, papers, goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from generator.model.act import ActStatus
from generator.model.pair import EndReason, GoalMark, Meeting, MeetingKind, Pair
from generator.model.people import Person
from generator.model.registry import Registry
from generator.rules.calendar import add_school_days
from generator.rules.permissions import processing_consent

_FIRST_KINDS = (MeetingKind.ACQUAINTANCE, MeetingKind.TRIAL, MeetingKind.PLANNING)
_FINAL_DAYS = 14


class PairState(StrEnum):
    """Where a pair is in its life."""

    PLANNED = "начнётся"
    ACTIVE = "работает"
    NO_OUTCOME = "срок вышел, итога нет"
    FINISHED = "завершена"
    ENDED_EARLY = "завершена досрочно"


def state_of(pair: Pair, today: date) -> PairState:
    """Tell the state of a pair: by its outcome, else by the dates of its plan (М 6.1)."""
    if pair.outcome is not None and pair.outcome.date <= today:
        complete = pair.outcome.reason is EndReason.COMPLETED
        return PairState.FINISHED if complete else PairState.ENDED_EARLY
    if pair.plan.start > today:
        return PairState.PLANNED
    return PairState.ACTIVE if pair.plan.last_day >= today else PairState.NO_OUTCOME


def is_working(pair: Pair, today: date) -> bool:
    """Tell whether a pair works or should have been closed."""
    return state_of(pair, today) in {PairState.ACTIVE, PairState.NO_OUTCOME}


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The meeting a pair owes.

    Attributes:
        due: Last day for it.
        overdue_days: Days past the due date; 0 when there is still time.
    """

    kind: MeetingKind
    due: date
    overdue_days: int


def past_meetings(pair: Pair, today: date) -> tuple[Meeting, ...]:
    """Return the meetings held by a day, earliest first."""
    held = (meeting for meeting in pair.meetings if meeting.date <= today)
    return tuple(sorted(held, key=lambda meeting: meeting.date))


def first_kinds(pair: Pair) -> tuple[MeetingKind, ...]:
    """Return the meetings a pair begins with, in their order (Т, «Организация хода»).

    People who go on in a new cycle know each other already: theirs begins from planning.
    """
    return _FIRST_KINDS if pair.continues is None else _FIRST_KINDS[-1:]


def next_meeting(registry: Registry, pair: Pair, today: date) -> NextMeeting | None:
    """Tell which of the five meetings comes next and when it is due.

    Working meetings go at least once in two weeks (Т, «Организация хода»; the number of days
    is in ``data/meetings.yml``); holidays of the school year do not count.

    Returns:
        The meeting, or ``None`` when the pair does not work today or its final meeting was held.
    """
    if not is_working(pair, today):
        return None
    held = past_meetings(pair, today)
    kinds = {meeting.kind for meeting in held}
    if MeetingKind.FINAL in kinds:
        return None
    last = held[-1].date if held else pair.plan.start
    missing = [kind for kind in first_kinds(pair) if kind not in kinds]
    kind = missing[0] if missing else MeetingKind.WORKING
    if not missing and pair.plan.last_day - today <= timedelta(days=_FINAL_DAYS):
        kind = MeetingKind.FINAL
    step = registry.meeting_forms.max_days_between
    due = add_school_days(last, step, registry.school.holidays)
    if kind is MeetingKind.FINAL:
        due = pair.plan.last_day
    return NextMeeting(kind, due, max((today - due).days, 0))


def awaits_outcome(pair: Pair, today: date) -> date | None:
    """Return the day since which a pair owes its outcome: its final meeting, else its last day.

    The final meeting decides whether there is a new cycle or an end (Т); what was decided is the
    outcome. ``None`` when the pair still works or has its outcome.
    """
    if not is_working(pair, today):
        return None
    finals = [m.date for m in past_meetings(pair, today) if m.kind is MeetingKind.FINAL]
    if finals:
        return max(finals)
    return pair.plan.last_day if pair.plan.last_day < today else None


class Paper(StrEnum):
    """Papers a pair needs before it starts."""

    PROCESSING = "согласие на обработку персональных данных"
    ORDER = "приказ о закреплении"
    WRITTEN = "письменное согласие наставника"
    ADDENDUM = "дополнительное соглашение (ТК РФ, ст. 351.8)"


@dataclass(frozen=True, slots=True)
class MissingPaper:
    """A paper that is not there, and whose it is."""

    paper: Paper
    person: Person


def missing_papers(registry: Registry, pair: Pair, today: date) -> tuple[MissingPaper, ...]:
    """List the papers a pair lacks today.

    Processing consents: Л 2.2, 3.1, 3.2; order with the mentor's written consent: М 3.3,
    Л 1.5; addendum to the contract: ТК РФ, ст. 351.8.
    """
    mentor = registry.mentor_of(pair)
    missing = [
        MissingPaper(Paper.PROCESSING, person)
        for person in registry.participants(pair)
        if processing_consent(person, today) is None
    ]
    if pair.order is None or registry.acts[pair.order].status is ActStatus.DRAFT:
        missing.append(MissingPaper(Paper.ORDER, mentor))
    if pair.addendum.written_consent is None:
        missing.append(MissingPaper(Paper.WRITTEN, mentor))
    if pair.addendum.date is None:
        missing.append(MissingPaper(Paper.ADDENDUM, mentor))
    return tuple(missing)


def unconsented(registry: Registry, today: date) -> tuple[Person, ...]:
    """Return the people of both banks who have no processing consent (Л 2.2, 3.1, 3.2).

    The consent is collected before a person is entered in a bank; who has left does not count.
    """
    return tuple(
        person
        for person in registry.people()
        if processing_consent(person, today) is None
        and (person.left is None or person.left > today)
    )


def goals_done(pair: Pair) -> tuple[int, int]:
    """Return how many goals of the plan are done, and how many there are."""
    live = [goal for goal in pair.plan.goals if goal.mark is not GoalMark.DROPPED]
    return sum(goal.mark is GoalMark.DONE for goal in live), len(live)
