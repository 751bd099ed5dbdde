"""The page of matching: who is proposed to whom, why, and that nobody has a reason to part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.matching import Criterion
from generator.model.people import Mentee, Mentor
from generator.model.registry import Registry
from generator.rules.matching.market import Matched, Proposal, Waiting
from generator.rules.matching.scoring import Score, Scoring
from generator.rules.permissions import processing_consent
from generator.rules.queue import seekers
from generator.views.internal.labels import couple, short_name
from generator.views.page import Internal, Page

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal with the names, and the other mentors who have room, best first.

    Attributes:
        no_consent: The mentee has signed no processing consent: the pair cannot begin.
    """

    proposal: Proposal
    mentor: Mentor
    mentee: Mentee
    others: tuple[tuple[Mentor, Score], ...]
    no_consent: bool


@dataclass(frozen=True, slots=True)
class BetterRow:
    """Why a mentee did not get a mentor who stands higher in the sheet."""

    mentee: str
    mentor: str
    rank: int | None
    held: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A bar or a lock with its reason.

    Attributes:
        note: Why it changes nothing today; empty when it does.
    """

    people: str
    reason: str
    until: date | None
    note: str
    origin: Span


@dataclass(frozen=True, slots=True)
class MatchingContext:
    """What the page of matching shows.

    Attributes:
        weights: Points of each criterion.
        weighed_at: Where the school's own weights are; a usual one has no place.
        free: How many places are free in all.
        free_origins: Mentors who have them.
        sheets: Sheets of preference.
        names: Short names of mentors by id.
    """

    today: date
    met: date | None
    matched: Matched
    rows: tuple[ProposalRow, ...]
    weights: Mapping[Criterion, int]
    weighed_at: Mapping[Criterion, Span]
    free: int
    free_origins: tuple[Span, ...]
    sheets: tuple[Span, ...]
    better: tuple[BetterRow, ...]
    bars: tuple[DecisionRow, ...]
    locks: tuple[DecisionRow, ...]
    names: Mapping[str, str]


def matching_page(registry: Registry, matched: Matched, today: date) -> Page[Internal]:
    """Describe the page of matching."""
    scoring = Scoring(registry, today)
    matching = registry.matching
    return Page(
        path="matching",
        title="Подбор пар",
        description="Кто кому предложен и почему",
        template="internal/matching.html",
        context=MatchingContext(
            today=today,
            met=matching.met if matching else None,
            matched=matched,
            rows=tuple(_rows(registry, matched, today)),
            weights=scoring.weights,
            weighed_at={
                weight.criterion: matching.at("веса", index)
                for index, weight in enumerate(matching.weights)
            }
            if matching
            else {},
            free=sum(scoring.free.values()),
            free_origins=tuple(
                registry.mentors[id_].at("вместимость")
                for id_, room in scoring.free.items()
                if room
            ),
            sheets=tuple(_sheets(registry)),
            better=tuple(_better(registry, matched)),
            bars=tuple(_bars(registry, today)),
            locks=tuple(_locks(registry, today)),
            names={m.id: short_name(m.full_name) for m in registry.mentors.values()},
        ),
    )


def proposed_names(registry: Registry, matched: Matched) -> Mapping[str, str]:
    """Return short names of the mentors that are proposed, by the mentee's key."""
    return {
        registry.mentees[one.score.mentee].key: short_name(
            registry.mentors[one.score.mentor].full_name
        )
        for one in matched.proposals
    }


def nearest_of(matched: Matched) -> Mapping[str, Waiting]:
    """Return who waits and who comes nearest, by the mentee's id."""
    return {waiting.mentee.id: waiting for waiting in matched.waiting}


def _sheets(registry: Registry) -> Iterator[Span]:
    if (matching := registry.matching) is not None:
        for key, sheets in (
            ("листы наставляемых", matching.mentee_sheets),
            ("листы наставников", matching.mentor_sheets),
        ):
            yield from (matching.at(key, index) for index in range(len(sheets)))


def _rows(registry: Registry, matched: Matched, today: date) -> Iterator[ProposalRow]:
    for proposal in matched.proposals:
        score = proposal.score
        others = tuple(
            (registry.mentors[other.mentor], other)
            for other in matched.scores[score.mentee]
            if other.mentor != score.mentor
        )
        mentor, mentee = registry.mentors[score.mentor], registry.mentees[score.mentee]
        no_consent = processing_consent(mentee, today) is None
        yield ProposalRow(proposal, mentor, mentee, others[:_SHOWN], no_consent)


def _better(registry: Registry, matched: Matched) -> Iterator[BetterRow]:
    def mentee_name(id_: str) -> str:
        return short_name(registry.mentees[id_].full_name)

    for row in matched.proof.better if matched.proof else ():
        held = ", ".join(f"{mentee_name(other)} (место {rank})" for other, rank in row.held)
        mentor = short_name(registry.mentors[row.mentor].full_name)
        yield BetterRow(mentee_name(row.mentee), mentor, row.rank, held)


def _bars(registry: Registry, today: date) -> Iterator[DecisionRow]:
    matching = registry.matching
    for index, bar in enumerate(matching.bars if matching else ()):
        assert matching is not None
        if bar.until is None or bar.until >= today:
            people = couple(registry, bar.mentor, bar.mentee)
            origin = matching.at("запреты", index)
            yield DecisionRow(people, bar.reason, bar.until, "", origin)


def _locks(registry: Registry, today: date) -> Iterator[DecisionRow]:
    matching = registry.matching
    seeking = {seeker.mentee.id for seeker in seekers(registry, today)}
    for index, lock in enumerate(matching.locks if matching else ()):
        assert matching is not None
        people = couple(registry, lock.mentor, lock.mentee)
        idle = lock.mentee not in seeking
        note = "наставника уже не ищут, строку можно убрать" if idle else ""
        yield DecisionRow(people, lock.reason, None, note, matching.at("закрепления", index))
