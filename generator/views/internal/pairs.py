"""A page for each pair, their list, and the mentees who wait for a mentor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.case import Case
from generator.model.pair import Goal, Meeting, Pair
from generator.model.people import Mentee, Mentor
from generator.model.registry import Registry
from generator.model.types import school_year_of
from generator.rules.matching.market import Waiting
from generator.rules.pairs import MissingPaper, is_working, missing_papers
from generator.rules.queue import Seeker, seekers
from generator.views.internal.labels import pair_title, short_name
from generator.views.internal.pair_rows import PairRow
from generator.views.internal.parts import Part, parts_of
from generator.views.page import Internal, Page, SearchEntry

_INDEX = "pairs/index"


@dataclass(frozen=True, slots=True)
class PairsContext:
    """What the list of pairs shows, or a part of it: working ones, then the rest.

    Attributes:
        working_total: How many pairs work, on this page and on others.
        other_total: How many do not.
    """

    part: Part[PairRow]
    working: tuple[PairRow, ...]
    other: tuple[PairRow, ...]
    working_total: int
    other_total: int


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A meeting with the full questions of its answers."""

    meeting: Meeting
    name: str
    answers: tuple[tuple[str, str], ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class PairContext:
    """What the page of a pair shows.

    Attributes:
        earlier: Title of the pair that this one goes on from; empty when there was none.
    """

    today: date
    pair: Pair
    row: PairRow
    mentor: Mentor
    mentees: tuple[Mentee, ...]
    kind: str
    role_model: str
    contacts: tuple[str, ...]
    order: str
    papers: tuple[MissingPaper, ...]
    goals: tuple[Goal, ...]
    journal: tuple[JournalEntry, ...]
    cases: tuple[Case, ...]
    earlier: str
    origin: Span


@dataclass(frozen=True, slots=True)
class Nearest:
    """A mentor who comes near: what stands in the way, and what would have to be better."""

    name: str
    key: str
    points: int
    why: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A mentee who waits for a mentor.

    Attributes:
        earlier: Title of the pair that ended early; empty when there was none.
        quiet: Days since somebody last supported the mentee in this time of waiting; ``None``
            when nobody has.
        nearest: Mentors who come nearest: name, key, points, what stands in the way, what lacks.
        proposed: A mentor is found and proposed.
    """

    seeker: Seeker
    earlier: str
    days: int
    quiet: int | None
    topics: tuple[str, ...]
    nearest: tuple[Nearest, ...]
    proposed: bool


@dataclass(frozen=True, slots=True)
class UnmatchedContext:
    """What the page of mentees without a pair shows."""

    today: date
    rows: tuple[WaitingRow, ...]


def pair_pages(
    registry: Registry, today: date, rows: Mapping[str, PairRow]
) -> Iterator[Page[Internal]]:
    """Describe the list of pairs and the page of each; ``rows`` are their lines by id."""
    pairs = sorted(registry.pairs.values(), key=lambda pair: (pair.plan.start, pair.id))
    working = sorted(
        (rows[p.id] for p in reversed(pairs) if is_working(p, today)),
        key=lambda row: (-row.coming.overdue_days if row.coming else 0, -len(row.papers)),
    )
    other = tuple(rows[p.id] for p in reversed(pairs) if not is_working(p, today))
    for part in parts_of((*working, *other), _INDEX, "pair-list"):
        split = max(len(working) - part.first + 1, 0)
        yield Page(
            path=part.path,
            title=part.title("Пары и группы"),
            description="Все пары программы",
            template="internal/pairs.html",
            context=PairsContext(
                part, part.rows[:split], part.rows[split:], len(working), len(other)
            ),
            parent=part.parent,
        )
    for pair in pairs:
        # The same people may work together again in another year.
        title = _dated(rows[pair.id].title, pair)
        yield Page(
            path=pair.key,
            title=title,
            description="План и журнал пары",
            template="internal/pair.html",
            context=_context(registry, pair, rows, today),
            parent=_INDEX,
            search=(SearchEntry(title, _names(registry, pair)),),
            origin=pair.at(),
        )


def _dated(title: str, pair: Pair) -> str:
    return f"{title}, {school_year_of(pair.plan.start)}"


def _names(registry: Registry, pair: Pair) -> str:
    people = (registry.mentor_of(pair), *registry.mentees_of(pair))
    return ", ".join(person.full_name for person in people)


def _context(
    registry: Registry, pair: Pair, rows: Mapping[str, PairRow], today: date
) -> PairContext:
    programme = registry.programme
    contacts = {term.code: term.name for term in programme.contacts}
    order = registry.acts[pair.order] if pair.order else None
    earlier = registry.pairs[pair.continues] if pair.continues else None
    return PairContext(
        today=today,
        pair=pair,
        row=rows[pair.id],
        mentor=registry.mentor_of(pair),
        mentees=registry.mentees_of(pair),
        kind=next(term.name for term in programme.kinds if term.code == pair.kind),
        role_model=next(t.name for t in programme.role_models if t.code == pair.role_model),
        contacts=tuple(contacts[code] for code in pair.contacts),
        order=f"{order.title} № {order.number} от {order.date:%d.%m.%Y}" if order else "",
        papers=missing_papers(registry, pair, today),
        goals=pair.plan.goals,
        journal=tuple(_journal(registry, pair)),
        cases=registry.cases_of_pair.get(pair.id, ()),
        earlier=_dated(rows[earlier.id].title, earlier) if earlier else "",
        origin=pair.at(),
    )


def _journal(registry: Registry, pair: Pair) -> Iterator[JournalEntry]:
    for index, meeting in enumerate(pair.meetings):
        form = registry.meeting_forms.form_of(meeting.kind)
        questions = {q.key: q.text for q in form.questions} if form else {}
        answers = tuple((questions.get(key, key), text) for key, text in meeting.answers.items())
        name = form.name if form else meeting.kind.value
        yield JournalEntry(meeting, name, answers, pair.at("встречи", index))


def unmatched_page(
    registry: Registry, today: date, nearest: Mapping[str, Waiting]
) -> Page[Internal]:
    """Describe the queue of mentees without a pair (Л 5.3, Т 22).

    Args:
        registry: The school's records.
        today: The day.
        nearest: For whom nobody was found, and who comes nearest, by the mentee's id.
    """
    topics = {term.code: term.name for term in registry.programme.requests}
    rows = tuple(
        WaitingRow(
            seeker,
            _dated(pair_title(registry, seeker.after), seeker.after) if seeker.after else "",
            seeker.days(today),
            (today - seeker.support[0].date).days if seeker.support else None,
            tuple(topics[code] for code in seeker.mentee.request_topics),
            tuple(_nearest(registry, nearest.get(seeker.mentee.id))),
            seeker.mentee.id not in nearest,
        )
        for seeker in seekers(registry, today)
    )
    return Page(
        path="unmatched",
        title="Наставляемые без пары",
        description="Кому ещё нужен наставник",
        template="internal/unmatched.html",
        context=UnmatchedContext(today, rows),
    )


def _nearest(registry: Registry, waiting: Waiting | None) -> Iterator[Nearest]:
    for score, why in waiting.nearest if waiting else ():
        mentor = registry.mentors[score.mentor]
        lacks = tuple(
            f"{line.criterion} {line.points} из {line.most}, {line.reason}"
            for line in score.lacks[:3]
        )
        yield Nearest(short_name(mentor.full_name), mentor.key, score.points, why, lacks)
