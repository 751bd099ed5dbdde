"""The matching of a day: who seeks, who has room, who goes with whom, and why so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.matching import Bar, Lock, Matching
from generator.model.people import Mentee
from generator.model.registry import Registry
from generator.rules.matching.best_sum import best_sum
from generator.rules.matching.scoring import Score, Scoring
from generator.rules.matching.stable import (
    Blocking,
    Ranks,
    blocking_pairs,
    deferred_acceptance,
)
from generator.rules.names import Name
from generator.rules.permissions import processing_consent
from generator.rules.queue import seekers

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mentor proposed to a mentee.

    Attributes:
        place_for_mentee: The mentor's place in the mentee's sheet; ``None`` without one.
        place_for_mentor: The mentee's place in the mentor's sheet; ``None`` without one.
        lock: The curator's decision, when it was one.
    """

    score: Score
    place_for_mentee: int | None
    place_for_mentor: int | None
    lock: Lock | None


@dataclass(frozen=True, slots=True)
class Better:
    """A mentor a mentee would rather have, and why it did not come to that.

    Attributes:
        rank: The mentee's place with that mentor; ``None`` when the mentor wishes otherwise.
        held: Who has the mentor's places instead, with their places in the mentor's order.
    """

    mentee: str
    mentor: str
    rank: int | None
    held: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """That nobody has a reason to part.

    Attributes:
        checked: How many combinations, wished for on both sides, were looked at.
        blocking: Those who would both rather have each other: none in a stable matching.
        better: For each mentee the mentors that stood higher in the sheet.
    """

    checked: int
    blocking: tuple[Blocking, ...]
    better: tuple[Better, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mentee for whom nobody was found.

    Attributes:
        days: Days since the mentee came into the bank, or since the pair that ended early.
        nearest: The mentors with most points, whether they have room or not, each with what
            stood in the way, in words.
    """

    mentee: Mentee
    days: int
    nearest: tuple[tuple[Score, str], ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """The matching of a day.

    Attributes:
        by_sheets: Whether sheets of preference decided; without them the sum of points did.
        scores: Points of each mentor with a free place for each mentee, best first.
        proof: That the matching by sheets is stable; ``None`` without sheets.
        total: Sum of points of all the proposals.
    """

    by_sheets: bool
    proposals: tuple[Proposal, ...]
    scores: Mapping[str, tuple[Score, ...]]
    waiting: tuple[Waiting, ...]
    bars: tuple[Bar, ...]
    proof: Proof | None
    total: int


def match(registry: Registry, today: date) -> Matched:
    """Match the mentees who wait with the mentors who have room (Т 18–19, Л 5.1).

    Decisions of the curator come first and take their places. Then, after a group meeting,
    sheets of both sides decide: the matching is stable and the best such one for mentees;
    whoever has filled no sheet is ranked by points. Equal places are tried in two orders, and the
    one that leaves fewer without a pair is taken. Without any sheet the matching serves as many
    mentees as it can, and among those has the greatest sum of points.

    Args:
        registry: The school's records.
        today: The day.
    """
    market = _Market(registry, today)
    locked = market.locked()
    places = dict(market.scoring.free)
    for lock in locked.values():
        places[lock.mentor] = max(places.get(lock.mentor, 0) - 1, 0)
    seeking = [mentee for mentee in market.mentees if mentee.id not in locked]
    allowed = market.allowed(seeking)
    by_sheets = bool(market.sheets)
    proof = None
    if by_sheets:
        mentees, mentors = market.ranks(allowed)
        wishes = market.wishes(mentees, mentors)
        matched = deferred_acceptance(wishes, mentors, places)
        if len(matched) < len(wishes):
            # Equal mentors in another order: stable as well, and may leave fewer without a pair.
            rarer = market.wishes(mentees, mentors, rarer_first=True)
            if rarer != wishes:
                other = deferred_acceptance(rarer, mentors, places)
                matched = max(matched, other, key=len)
        proof = _proof(matched, mentees, mentors, places)
    else:
        points = {m: {s.mentor: s.points for s in row} for m, row in allowed.items()}
        matched = best_sum(points, places)
        mentees, mentors = {}, {}
    whole = {**matched, **{mentee: lock.mentor for mentee, lock in locked.items()}}
    proposals = tuple(
        Proposal(
            market.score_of(mentor, mentee),
            market.sheet_place(mentee, mentor),
            market.sheet_place(mentor, mentee, of_mentor=True),
            locked.get(mentee),
        )
        for mentee, mentor in sorted(whole.items())
    )
    return Matched(
        by_sheets=by_sheets,
        proposals=proposals,
        scores={mentee.id: market.all_scores(mentee) for mentee in market.mentees},
        waiting=tuple(
            market.waiting(m, places, whole, mentors) for m in seeking if m.id not in matched
        ),
        bars=market.matching.bars,
        proof=proof,
        total=sum(proposal.score.points for proposal in proposals),
    )


class _Market:
    def __init__(self, registry: Registry, today: date) -> None:
        self.registry = registry
        self.today = today
        self.scoring = Scoring(registry, today)
        self.matching = registry.matching or Matching()
        self.seekers = {seeker.mentee.id: seeker for seeker in seekers(registry, today)}
        self.mentees = [seeker.mentee for seeker in self.seekers.values()]
        self.sheets = {
            **{("mentees", s.mentee): {c.mentor: c.place for c in s.choices}
               for s in self.matching.mentee_sheets},
            **{("mentors", s.mentor): {c.mentee: c.place for c in s.choices}
               for s in self.matching.mentor_sheets},
        }  # fmt: skip
        self._scores: dict[tuple[str, str], Score] = {}

    def locked(self) -> dict[str, Lock]:
        return {lock.mentee: lock for lock in self.matching.locks if lock.mentee in self.seekers}

    def score_of(self, mentor: str, mentee: str) -> Score:
        key = (mentor, mentee)
        if key not in self._scores:
            people = self.registry.mentors[mentor], self.registry.mentees[mentee]
            self._scores[key] = self.scoring.score(*people)
        return self._scores[key]

    def points(self, mentor: str, mentee: str) -> int:
        return self.score_of(mentor, mentee).points

    def all_scores(self, mentee: Mentee) -> tuple[Score, ...]:
        scores = (
            self.score_of(mentor, mentee.id) for mentor, room in self.scoring.free.items() if room
        )
        return tuple(sorted(scores, key=lambda score: (-score.points, score.mentor)))

    def hindrance(self, mentor: str, mentee: str, places: Mapping[str, int]) -> str:
        """Say what forbids a pair, or nothing when it may be."""
        if bar := self.matching.bar_of(mentor, mentee, self.today):
            return f"запрет: {bar.reason}"
        person = self.registry.mentors[mentor]
        if person.was_mentee == mentee:
            return "это один человек"
        if processing_consent(person, self.today) is None:
            return "у наставника нет согласия на обработку"
        return "" if places.get(mentor) else "нет свободного места"

    def allowed(self, seeking: list[Mentee]) -> dict[str, tuple[Score, ...]]:
        free = self.scoring.free
        return {
            mentee.id: tuple(
                self.score_of(mentor, mentee.id)
                for mentor in free
                if not self.hindrance(mentor, mentee.id, free)
            )
            for mentee in seeking
        }

    def ranks(self, allowed: Mapping[str, tuple[Score, ...]]) -> tuple[Ranks, Ranks]:
        """Return places both sides give each other; without a sheet points decide."""
        mentees: dict[str, dict[str, int]] = {}
        mentors: dict[str, dict[str, int]] = {}
        for mentee, scores in allowed.items():
            mentees[mentee] = self._row(
                "mentees", mentee, {score.mentor: score.points for score in scores}
            )
            for score in scores:
                mentors.setdefault(score.mentor, {})[mentee] = score.points
        return mentees, {m: self._row("mentors", m, row) for m, row in mentors.items()}

    def wishes(
        self, mentees: Ranks, mentors: Ranks, *, rarer_first: bool = False
    ) -> dict[str, list[str]]:
        """Put each mentee's mentors in one order; equal ones by points, then by name of file.

        Args:
            mentees: Places the mentees give.
            mentors: Places the mentors give; who has none is not wished for.
            rarer_first: Of equal mentors those go first whom fewer others wish for.
        """
        mutual = {
            mentee: [mentor for mentor in row if mentee in mentors.get(mentor, {})]
            for mentee, row in mentees.items()
        }
        wanted = Counter(m for row in mutual.values() for m in row) if rarer_first else Counter()
        return {
            mentee: sorted(
                row,
                key=lambda m, one=mentee: (  # type: ignore[misc]
                    mentees[one][m],
                    wanted[m],
                    -self.points(m, one),
                    m,
                ),
            )
            for mentee, row in mutual.items()
        }

    def _row(self, folder: str, id_: str, points: Mapping[str, int]) -> dict[str, int]:
        sheet = self.sheets.get((folder, id_))
        if sheet is not None:
            return {other: place for other, place in sheet.items() if other in points}
        order = sorted(set(points.values()), reverse=True)
        return {other: order.index(value) + 1 for other, value in points.items()}

    def sheet_place(self, who: str, whom: str, *, of_mentor: bool = False) -> int | None:
        return self.sheets.get(("mentors" if of_mentor else "mentees", who), {}).get(whom)

    def waiting(
        self, mentee: Mentee, places: Mapping[str, int], whole: Mapping[str, str], mentors: Ranks
    ) -> Waiting:
        scores = (self.score_of(mentor, mentee.id) for mentor in self.scoring.free)
        best = sorted(scores, key=lambda score: (-score.points, score.mentor))[:_NEAREST]
        return Waiting(
            mentee,
            self.seekers[mentee.id].days(self.today),
            tuple((score, self._why_not(score, places, whole, mentors)) for score in best),
        )

    def _why_not(
        self, score: Score, places: Mapping[str, int], whole: Mapping[str, str], mentors: Ranks
    ) -> str:
        if why := self.hindrance(score.mentor, score.mentee, places):
            return why
        for who, whom, folder, side in (
            (score.mentee, score.mentor, "mentees", "наставляемого"),
            (score.mentor, score.mentee, "mentors", "наставника"),
        ):
            sheet = self.sheets.get((folder, who))
            if sheet is not None and whom not in sheet:
                return f"нет в листе {side}"
        return self._taken(score, whole, mentors)

    def _taken(self, score: Score, whole: Mapping[str, str], mentors: Ranks) -> str:
        """Name those who got the mentor's places, and say when they are no better."""
        others = [mentee for mentee, mentor in whole.items() if mentor == score.mentor]
        people = (self.registry.mentees[other].full_name for other in others)
        names = ", ".join(Name.parse(full).short for full in sorted(people))
        rank = mentors.get(score.mentor, {})
        if mentors:
            equal = all(rank.get(other) == rank.get(score.mentee) for other in others)
        else:
            equal = all(self.points(score.mentor, other) == score.points for other in others)
        return f"место отдано: {names}" + (" — поровну, решила очередь" if equal else "")


def _proof(
    matched: Mapping[str, str], mentees: Ranks, mentors: Ranks, places: Mapping[str, int]
) -> Proof:
    held: dict[str, list[str]] = {}
    for mentee, mentor in matched.items():
        held.setdefault(mentor, []).append(mentee)
    better = []
    checked = 0
    for mentee, row in sorted(mentees.items()):
        present = row.get(matched.get(mentee, ""))
        for mentor, place in sorted(row.items(), key=lambda item: (item[1], item[0])):
            rank = mentors.get(mentor, {})
            checked += mentee in rank
            if present is not None and place >= present:
                continue
            others = tuple((other, rank[other]) for other in held.get(mentor, ()))
            better.append(Better(mentee, mentor, rank.get(mentee), others))
    return Proof(checked, tuple(blocking_pairs(matched, mentees, mentors, places)), tuple(better))
