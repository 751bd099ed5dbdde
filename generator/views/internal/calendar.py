"""Every day the curator waits for or looks back at: as a page and as a calendar for the phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlsplit

from generator.diagnostics import Span
from generator.model.consent import ConsentKind
from generator.model.pair import GoalMark, Pair
from generator.model.periods import MONTHS
from generator.model.registry import Registry
from generator.model.types import school_year_of
from generator.rules.council import AssignmentState, assignments
from generator.rules.pairs import is_working, next_meeting, past_meetings
from generator.rules.plan_items import ItemState
from generator.rules.proofs import judge_in
from generator.views.internal.council import PATH as COUNCIL
from generator.views.internal.council import meeting_anchor
from generator.views.internal.labels import pair_title, short_name
from generator.views.internal.parts import Part, parts_of
from generator.views.internal.plans import plan_items
from generator.views.page import Internal, Page

PATH = "calendar"
FILE = "calendar.ics"
_MOST_PAST = 120
_CLOSED = {GoalMark.DONE, GoalMark.DROPPED}


@dataclass(frozen=True, slots=True)
class Event:
    """A day or a span of days in the calendar.

    Attributes:
        first: Its first day.
        last: Its last day, the same for a single one.
        sort: What sort of event it is, in a word or two.
        key: Page it leads to; empty when there is none.
        uid: Name that stays the same from build to build.
        origin: Where it is recorded.
    """

    first: date
    last: date
    sort: str
    title: str
    key: str
    uid: str
    origin: Span


@dataclass(frozen=True, slots=True)
class Month:
    """Events of a month, earliest first."""

    title: str
    anchor: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class CalendarContext:
    """What the page of the calendar shows.

    Attributes:
        part: Events ahead that stand on this page.
        ahead: The same by months.
        starts: Of a calendar in parts, where each of its months begins: title and address.
        past: Events behind, on the first page only.
        left_off: Earlier events that only the file holds.
    """

    today: date
    file: str
    part: Part[Event]
    ahead: tuple[Month, ...]
    starts: tuple[tuple[str, str], ...]
    past: tuple[Month, ...]
    left_off: int


def calendar_pages(events: tuple[Event, ...], today: date) -> Iterator[Page[Internal]]:
    """Describe the calendar; one that holds many events ahead has several pages."""
    past = [event for event in events if event.last < today]
    parts = parts_of([event for event in events if event.last >= today], PATH, PATH)
    starts: dict[str, str] = {}
    for part in parts:
        for month in _months(part.rows):
            starts.setdefault(month.title, f"{part.path}#{month.anchor}")
    for part in parts:
        shown = past[-_MOST_PAST:] if part.number == 1 else []
        yield Page(
            path=part.path,
            title=part.title("Календарь"),
            description="Встречи, сроки и пункты планов по дням",
            template="internal/calendar.html",
            context=CalendarContext(
                today,
                FILE,
                part,
                tuple(_months(part.rows)),
                tuple(starts.items()) if len(parts) > 1 else (),
                tuple(_months(shown))[::-1],
                max(len(past) - _MOST_PAST, 0),
            ),
            parent=part.parent,
        )


def _months(events: Sequence[Event]) -> Iterator[Month]:
    for (year, month), group in groupby(events, lambda e: (e.first.year, e.first.month)):
        title = f"{MONTHS[month - 1].capitalize()} {year}"
        yield Month(title, f"m-{year}-{month:02d}", tuple(group))


def calendar_events(registry: Registry, today: date) -> tuple[Event, ...]:
    """Gather the events from the current school year on, in the order of days.

    Meetings held and owed, ends of programmes, terms of goals, items of both plans, consents
    that run out, meetings of the council, holidays.
    """
    year = school_year_of(today)
    found = (
        *_holidays(registry),
        *_meetings(registry, today),
        *_pair_terms(registry, today),
        *_items(registry, today),
        *_consents(registry),
        *_council(registry),
        *_assignments(registry, today),
        *_juries(registry),
    )
    host = urlsplit(registry.school.site or "").hostname or "nastavnik"
    return tuple(
        Event(e.first, e.last, e.sort, e.title, e.key, f"{e.uid}@{host}", e.origin)
        for e in sorted(found, key=lambda e: (e.first, e.last, e.sort, e.title, e.uid))
        if school_year_of(e.last) >= year
    )


def _day(day: date, sort: str, title: str, key: str, uid: str, origin: Span) -> Event:
    return Event(day, day, sort, title, key, uid, origin)


def _holidays(registry: Registry) -> Iterator[Event]:
    for index, rest in enumerate(registry.school.holidays):
        origin = registry.school.at("каникулы", index)
        uid = f"holiday-{rest.start:%Y%m%d}"
        yield Event(rest.start, rest.end, "каникулы", rest.name, "", uid, origin)


def _meetings(registry: Registry, today: date) -> Iterator[Event]:
    for pair in registry.pairs.values():
        title = pair_title(registry, pair)
        days: Counter[date] = Counter()
        for index, meeting in enumerate(pair.meetings):
            days[meeting.date] += 1
            sort = "встреча" if meeting.date > today else "встреча была"
            uid = f"{pair.id}-{meeting.date:%Y%m%d}-{days[meeting.date]}"
            origin = pair.at("встречи", index)
            yield _day(meeting.date, sort, f"{meeting.kind}: {title}", pair.key, uid, origin)
        if (coming := next_meeting(registry, pair, today)) is not None:
            what = f"{coming.kind}, не позже: {title}"
            uid = f"{pair.id}-next-{len(past_meetings(pair, today))}"
            yield _day(coming.due, "срок встречи", what, pair.key, uid, pair.at("встречи"))


def _pair_terms(registry: Registry, today: date) -> Iterator[Event]:
    for pair in registry.pairs.values():
        if not is_working(pair, today):
            continue
        title = pair_title(registry, pair)
        path = _last_day_path(pair)
        what = f"конец программы: {title}"
        uid = f"{pair.id}-end"
        yield _day(pair.plan.last_day, "срок пары", what, pair.key, uid, pair.at(*path))
        for index, goal in enumerate(pair.plan.goals):
            if goal.due.end and not goal.due.annual and goal.mark not in _CLOSED:
                origin = pair.at("программа", "цели", index)
                what = f"цель «{goal.result}»: {title}"
                yield _day(
                    goal.due.end, "срок цели", what, pair.key, f"{pair.id}-goal-{index}", origin
                )


def _last_day_path(pair: Pair) -> tuple[str | int, ...]:
    for index, longer in enumerate(pair.plan.prolongations):
        if longer.until == pair.plan.last_day:
            return ("программа", "продления", index)
    return ("программа", "окончание")


def _items(registry: Registry, today: date) -> Iterator[Event]:
    for plan, address, item, origin in plan_items(registry):
        fact = judge_in(registry, item, today)
        if fact.due is None or fact.state is ItemState.CANCELLED:
            continue
        # What is done stands on the day it was done: nobody waits for its term any more.
        done = fact.state is ItemState.DONE
        sort = "пункт выполнен" if done else "срок пункта"
        when = min(fact.done_on or fact.due, today) if done else fact.due
        what = f"{plan}, п. {item.number}: {item.what}"
        uid = f"{address.rpartition('#')[2]}-{fact.due:%Y}"
        yield _day(when, sort, what, address, uid, origin)


def _consents(registry: Registry) -> Iterator[Event]:
    for person in registry.people():
        for index, consent in enumerate(person.consents):
            if consent.until is None or consent.withdrawn is not None:
                continue
            of = "распространение" if consent.kind is ConsentKind.DISSEMINATION else "обработку"
            what = f"кончается согласие на {of}: {short_name(person.full_name)}"
            uid = f"{person.folder}-{person.id}-consent-{index}"
            origin = person.at("согласия", index)
            yield _day(consent.until, "срок согласия", what, person.key, uid, origin)


def _council(registry: Registry) -> Iterator[Event]:
    council = registry.council
    for index, meeting in enumerate(council.meetings if council else ()):
        assert council is not None
        number = f", протокол № {meeting.protocol}" if meeting.protocol else ""
        key, origin = f"{COUNCIL}#{meeting_anchor(meeting)}", council.at("заседания", index)
        uid = f"council-{meeting.date:%Y%m%d}-{index}"
        yield _day(meeting.date, "заседание", f"{council.name}{number}", key, uid, origin)


def _assignments(registry: Registry, today: date) -> Iterator[Event]:
    for fact in assignments(registry, today):
        task = fact.assignment
        if task.due is None:
            continue
        done = task.done if fact.state is AssignmentState.DONE else None
        sort = "поручение выполнено" if done else "срок поручения"
        what = f"{task.what}: {task.who}"
        uid = f"task-{fact.meeting.date:%Y%m%d}-{fact.number}"
        yield _day(done or task.due, sort, what, f"{COUNCIL}#tasks", uid, fact.origin)


def _juries(registry: Registry) -> Iterator[Event]:
    awards = registry.awards
    for index, contest in enumerate(awards.contests if awards else ()):
        assert awards is not None
        what = f"Жюри наград {contest.year}"
        uid = f"jury-{contest.date:%Y%m%d}-{index}"
        yield _day(contest.date, "жюри", what, "awards", uid, awards.at("конкурсы", index))
