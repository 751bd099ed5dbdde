"""The page of awards: nominations, ballots counted step by step, what is recorded and shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from generator.diagnostics import Span
from generator.model.act import Act, ActStatus
from generator.model.award import Award, PointRule
from generator.model.base import Category
from generator.model.consent import Place
from generator.model.contest import Whom
from generator.model.people import Person
from generator.model.registry import Registry
from generator.rules.names import Name
from generator.rules.permissions import permits
from generator.rules.rating import RatingLine
from generator.rules.voting import Draw, Verdict, Vote, juror_name, verdicts
from generator.views.internal.labels import pair_title, short_name
from generator.views.page import Internal, Page

PATH = "awards"


@dataclass(frozen=True, slots=True)
class ContenderRow:
    """A contender: who it is, with which points, and where it came out.

    Attributes:
        place: 0 while nothing is counted.
        total: Sum of places, or the mean of marks.
    """

    id: str
    key: str
    name: str
    points: int
    lines: tuple[RatingLine, ...]
    by: str
    place: int
    total: Decimal
    firsts: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What a ballot gives a contender: a place or a sum of marks.

    Attributes:
        shared: Others have the same place.
        marks: What the sum is of, in the order of the criteria.
    """

    value: Decimal
    shared: bool
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A line of the table of ballots; ``cells`` are empty when the vote does not count."""

    name: str
    role: str
    cells: tuple[Cell, ...]
    why_not: str
    is_wrong: bool
    origin: Span


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A nomination of a year with its working.

    Attributes:
        rows: Contenders, the best first.
        draws: How equal totals were parted, in words.
        winner: Name of who won; empty when nobody has.
        award_origin: Where the award is recorded, if it is.
    """

    anchor: str
    verdict: Verdict
    rows: tuple[ContenderRow, ...]
    votes: tuple[VoteRow, ...]
    draws: tuple[str, ...]
    winner: str
    award_origin: Span | None


@dataclass(frozen=True, slots=True)
class AwardLine:
    """A recorded award.

    Attributes:
        who: Names of the winners, each with the address of its page; a partner has none.
        board: How the honour board tells of it, in words.
        order: «приказ № 41-о от 25.05.2026», or its title while it has no number; may be empty.
    """

    award: Award
    who: tuple[tuple[str, str], ...]
    board: str
    order: str
    origin: Span


@dataclass(frozen=True, slots=True)
class AwardsContext:
    """What the page of awards shows.

    Attributes:
        years: Recorded awards of each year, the newest year first.
    """

    points: tuple[PointRule, ...]
    verdicts: tuple[VerdictRow, ...]
    years: tuple[tuple[str, tuple[AwardLine, ...]], ...]
    origin: Span | None


def awards_page(registry: Registry, today: date) -> Page[Internal]:
    """Describe the page of awards."""
    awards = registry.awards
    lines = tuple(_award_lines(registry, today))
    years = sorted({line.award.year for line in lines}, reverse=True)
    return Page(
        path=PATH,
        title="Награды и жюри",
        description="Номинации, бюллетени с подсчётом и записанные награды",
        template="internal/awards.html",
        context=AwardsContext(
            points=awards.points if awards else (),
            verdicts=tuple(_verdict(registry, one) for one in verdicts(registry, today)),
            years=tuple(
                (year, tuple(line for line in lines if line.award.year == year)) for year in years
            ),
            origin=awards.at() if awards else None,
        ),
    )


def unrecorded(registry: Registry, today: date) -> Iterator[tuple[Verdict, str]]:
    """Yield the decisions of the jury that no award records yet, each with the winner's name."""
    for verdict in verdicts(registry, today):
        if verdict.winner and verdict.award is None and verdict.contest.date <= today:
            yield verdict, _name(registry, verdict.nomination.whom, verdict.winner)


def verdict_anchor(verdict: Verdict) -> str:
    """Return the place of a decision on the page of awards."""
    place = verdict.origin.line or 0
    return f"n-{verdict.contest.year.replace('/', '-')}-{place}"


def _verdict(registry: Registry, verdict: Verdict) -> VerdictRow:
    whom, award = verdict.nomination.whom, verdict.award
    order = [standing.contender for standing in verdict.standings] or list(verdict.contenders)
    out = {standing.contender.id: standing for standing in verdict.standings}
    rows = []
    for contender in order:
        standing = out.get(contender.id)
        folder = "mentors" if whom is Whom.MENTOR else "pairs"
        rows.append(
            ContenderRow(
                id=contender.id,
                key=f"{folder}/{contender.id}",
                name=_name(registry, whom, contender.id),
                points=contender.points,
                lines=contender.rated.lines if contender.rated else (),
                by=contender.by,
                place=standing.place if standing else 0,
                total=_decimal(standing.total) if standing else Decimal(0),
                firsts=standing.firsts if standing else 0,
            )
        )
    awards = registry.awards
    return VerdictRow(
        anchor=verdict_anchor(verdict),
        verdict=verdict,
        rows=tuple(rows),
        votes=tuple(_vote(registry, vote, rows) for vote in verdict.votes),
        draws=tuple(_draw(registry, whom, draw) for draw in verdict.draws),
        winner=_name(registry, whom, verdict.winner) if verdict.winner else "",
        award_origin=awards.at("награды", awards.awards.index(award)) if awards and award else None,
    )


def _vote(registry: Registry, vote: Vote, rows: list[ContenderRow]) -> VoteRow:
    full = juror_name(registry, vote.juror)
    cells = [
        Cell(_decimal(vote.values[one.id]), one.id in vote.shared, vote.marks.get(one.id, ()))
        for one in rows
        if not vote.why_not
    ]
    name = Name.parse(full).short if full.count(" ") in {1, 2} else full
    wrong = vote.is_slip or (vote.is_conflict and vote.was_cast)
    return VoteRow(name, vote.juror.role, tuple(cells), vote.why_not, wrong, vote.origin)


def _draw(registry: Registry, whom: Whom, draw: Draw) -> str:
    upper, lower = (_name(registry, whom, one.contender.id) for one in (draw.upper, draw.lower))
    both = f"{upper} и {lower}: поровну"
    if draw.parted_by == "первые места":
        how = f"в бюллетенях первых мест {draw.upper.firsts} против {draw.lower.firsts}"
        return f"{both}; выше тот, кого чаще ставили первым: {how}"
    if draw.parted_by:
        points = f"{draw.upper.contender.points} против {draw.lower.contender.points}"
        return f"{both}, и первых мест столько же; решил рейтинг года: {points}"
    return f"{both}, и первых мест, и баллов рейтинга столько же: место общее"


def _name(registry: Registry, whom: Whom, id_: str) -> str:
    if whom is Whom.MENTOR:
        return short_name(registry.mentors[id_].full_name)
    return pair_title(registry, registry.pairs[id_])


def _decimal(value: Fraction) -> Decimal:
    return round(Decimal(value.numerator) / value.denominator, 2)


def _award_lines(registry: Registry, today: date) -> Iterator[AwardLine]:
    awards = registry.awards
    for index, award in enumerate(awards.awards if awards else ()):
        assert awards is not None
        people: tuple[Person, ...] = ()
        if award.mentor:
            people = (registry.mentors[award.mentor],)
        elif award.pair:
            people = registry.participants(registry.pairs[award.pair])
        who = tuple((short_name(person.full_name), person.key) for person in people)
        yield AwardLine(
            award=award,
            who=who or ((award.partner or "", ""),),
            board=_board(people[:1], today),
            order=_order(registry.acts[award.act]) if award.act else "",
            origin=awards.at("награды", index),
        )


def _order(act: Act) -> str:
    if act.status is ActStatus.DRAFT or not act.number:
        return f"{act.title} ({act.status})"
    return f"приказ № {act.number} от {act.date:%d.%m.%Y}"


def _board(mentors: tuple[Person, ...], today: date) -> str:
    """Say how the honour board tells of an award: the pair is named by its mentor there."""
    if not mentors:
        return "названа организация"
    if permits(mentors[0], Category.NAME, Place.HONOUR_BOARD, today):
        return "под именем"
    return "без имени: нет согласия"
