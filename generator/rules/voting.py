"""What the jury decided: ballots counted, with every step of it (Т 34–35)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby, pairwise

from generator.diagnostics import Span
from generator.model.award import Award, Awards
from generator.model.contest import Ballot, Contest, Juror, Nomination, Voting, Whom
from generator.model.registry import Registry
from generator.model.types import fold, school_year_of
from generator.rules.once import once
from generator.rules.rating import Rated, rating, rating_of_pairs


@dataclass(frozen=True, slots=True)
class Contender:
    """A mentor or a pair the jury judges.

    Attributes:
        id: Id of the mentor or of the pair.
        rated: Points of the year; ``None`` for who has none.
        by: Who put the contender forward beside the rating; empty for those of the rating.
    """

    id: str
    rated: Rated | None
    by: str

    @property
    def points(self) -> int:
        """Points of the year."""
        return self.rated.points if self.rated else 0


@dataclass(frozen=True, slots=True)
class Vote:
    """What a member of the jury said of a nomination.

    Attributes:
        why_not: Why the vote does not count; empty when it does.
        is_conflict: It does not count because of a tie with a contender.
        is_slip: It does not count because the ballot is filled in wrongly.
        was_cast: The member judged all the same, without a word of being tied.
        values: Place or sum of marks of each contender, when it counts.
        shared: Contenders whose place is shared with others.
        marks: Marks of each contender in the order of the criteria, when the vote is by marks.
        origin: Where the ballot is recorded, or the member when there is none.
    """

    juror: Juror
    why_not: str
    is_conflict: bool
    is_slip: bool
    was_cast: bool
    values: Mapping[str, Fraction]
    shared: frozenset[str]
    marks: Mapping[str, tuple[int, ...]]
    origin: Span


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a contender came out.

    Attributes:
        total: Sum of places, or the mean of marks.
        firsts: In how many ballots the contender stands alone at the top.
    """

    contender: Contender
    place: int
    total: Fraction
    firsts: int


@dataclass(frozen=True, slots=True)
class Draw:
    """Two neighbours with one total, and what parted them: «первые места», «рейтинг», nothing."""

    upper: Standing
    lower: Standing
    parted_by: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision on a nomination with its working.

    Attributes:
        standings: Contenders from the best on; empty while no vote counts.
        winner: Id of who won; empty when nobody has yet.
        why_none: Why nobody has; empty when somebody has.
        award: The award of the year's nomination that is recorded.
        origin: Where the nomination is described.
    """

    contest: Contest
    nomination: Nomination
    contenders: tuple[Contender, ...]
    votes: tuple[Vote, ...]
    standings: tuple[Standing, ...]
    draws: tuple[Draw, ...]
    winner: str
    why_none: str
    award: Award | None
    origin: Span

    @property
    def counted(self) -> int:
        """How many votes count."""
        return sum(not vote.why_not for vote in self.votes)


@once
def verdicts(registry: Registry, today: date) -> tuple[Verdict, ...]:
    """Decide every nomination of every contest, the newest contest first.

    Contenders are the first places of the rating on the day of the jury and those put forward;
    a member tied to one of them does not judge that nomination. By places the least sum wins:
    equal places are shared by halves, contenders left out share what is left. By marks the
    greatest mean wins. Equal totals are parted by first places, then by points of the rating; if
    both are equal, the place is shared and the jury decides anew.
    """
    awards = registry.awards
    if awards is None:
        return ()
    contests = sorted(enumerate(awards.contests), key=lambda item: item[1].date, reverse=True)
    return tuple(
        _verdict(registry, awards, index, number, today)
        for index, _ in contests
        for number in range(len(awards.nominations))
    )


def juror_called(registry: Registry, contest: Contest, text: str) -> Juror | None:
    """Return the member of the jury a ballot names: by full name, surname or id."""
    asked = fold(text)
    calls = [(juror, juror_name(registry, juror)) for juror in contest.jury]
    for juror, name in calls:
        if asked in {fold(name), juror.mentor, juror.mentee}:
            return juror
    named = [juror for juror, name in calls if fold(name).split(" ")[0] == asked]
    return named[0] if len(named) == 1 else None


def juror_name(registry: Registry, juror: Juror) -> str:
    """Return the full name of a member of the jury."""
    if juror.mentor:
        return registry.mentors[juror.mentor].full_name
    return registry.mentees[juror.mentee].full_name if juror.mentee else juror.name or juror.role


def _verdict(registry: Registry, awards: Awards, index: int, number: int, today: date) -> Verdict:
    contest, nomination = awards.contests[index], awards.nominations[number]
    contenders = tuple(_contenders(registry, contest, nomination, today))
    votes = tuple(_votes(registry, awards, index, nomination, contenders))
    standings = _standings(nomination, contenders, votes)
    draws = tuple(_draws(standings))
    counted = sum(not vote.why_not for vote in votes)
    winner, why_none = "", _why_none(contest, contenders, standings, counted)
    if not why_none:
        winner = standings[0].contender.id
    return Verdict(
        contest=contest,
        nomination=nomination,
        contenders=contenders,
        votes=votes,
        standings=standings,
        draws=draws,
        winner=winner,
        why_none=why_none,
        award=award_of(awards, contest, nomination),
        origin=awards.at("номинации", number),
    )


def award_of(awards: Awards, contest: Contest, nomination: Nomination) -> Award | None:
    """Return the recorded award of a nomination in the contest's year."""
    return next(
        (
            award
            for award in awards.awards
            if award.year == contest.year and fold(award.nomination) == fold(nomination.name)
        ),
        None,
    )


def _contenders(
    registry: Registry, contest: Contest, nomination: Nomination, today: date
) -> Iterator[Contender]:
    count = rating if nomination.whom is Whom.MENTOR else rating_of_pairs
    rated = {one.id: one for one in count(registry, contest.year, min(today, contest.date))}
    chosen = {id_: "" for id_, one in rated.items() if one.place <= nomination.from_rating}
    for candidate in contest.candidates:
        id_ = candidate.mentor if nomination.whom is Whom.MENTOR else candidate.pair
        if id_ and fold(candidate.nomination) == fold(nomination.name):
            chosen.setdefault(id_, candidate.by or "выдвинут")
    for id_, by in chosen.items():
        yield Contender(id_, rated.get(id_), by)


def _votes(
    registry: Registry,
    awards: Awards,
    index: int,
    nomination: Nomination,
    contenders: Sequence[Contender],
) -> Iterator[Vote]:
    contest = awards.contests[index]
    cast: dict[int, tuple[int, Ballot]] = {}
    for number, ballot in enumerate(contest.ballots):
        juror = juror_called(registry, contest, ballot.juror)
        if juror is not None and fold(ballot.nomination) == fold(nomination.name):
            cast.setdefault(contest.jury.index(juror), (number, ballot))
    for position, juror in enumerate(contest.jury):
        path: tuple[str | int, ...] = ("жюри", position)
        own = None
        if position in cast:
            number, own = cast[position]
            path = ("бюллетени", number)
        origin = awards.at("конкурсы", index, *path)
        yield _vote(registry, nomination, contenders, contest, juror, own, origin)


def _vote(
    registry: Registry,
    nomination: Nomination,
    contenders: Sequence[Contender],
    contest: Contest,
    juror: Juror,
    ballot: Ballot | None,
    origin: Span,
) -> Vote:
    def silent(why: str, *, is_conflict: bool = False, is_slip: bool = False) -> Vote:
        judged = ballot is not None and bool(ballot.places or ballot.marks)
        return Vote(juror, why, is_conflict, is_slip, judged, {}, frozenset(), {}, origin)

    for contender in contenders:
        if tie := tie_between(registry, contest, nomination, juror, contender.id):
            return silent(tie, is_conflict=True)
    if ballot is None:
        return silent("бюллетеня нет")
    if ballot.recused:
        return silent(f"отвод: {ballot.recused}", is_conflict=True)
    if ballot.abstained:
        return silent(f"воздержался: {ballot.abstained}")
    ids = [contender.id for contender in contenders]
    if slip := slip_in(nomination, ballot, ids):
        return silent(slip, is_slip=True)
    if nomination.voting is Voting.PLACES:
        given = {place.id: place.place for place in ballot.places}
        return Vote(juror, "", False, False, True, *_ranks(given, ids), {}, origin)
    marks = {one.id: tuple(one.marks[c.name] for c in nomination.criteria) for one in ballot.marks}
    sums = {id_: Fraction(sum(own)) for id_, own in marks.items()}
    return Vote(juror, "", False, False, True, sums, frozenset(), marks, origin)


def tie_between(
    registry: Registry, contest: Contest, nomination: Nomination, juror: Juror, contender: str
) -> str:
    """Say what ties a member of the jury to a contender, or nothing.

    Nobody judges himself, the pair he is of, or the mentor who leads him that year.
    """
    ours = _records_of(registry, juror)
    if nomination.whom is Whom.PAIR:
        keys = {person.key for person in registry.participants(registry.pairs[contender])}
        return "сам в этой паре" if ours & keys else ""
    if f"mentors/{contender}" in ours:
        return "сам кандидат"
    led = {
        f"mentees/{mentee}"
        for pair in registry.pairs_of.get(f"mentors/{contender}", ())
        if school_year_of(pair.plan.start) <= contest.year <= school_year_of(pair.plan.last_day)
        for mentee in pair.mentees
    }
    return "кандидат — его наставник" if ours & led else ""


def _records_of(registry: Registry, juror: Juror) -> set[str]:
    """Return the keys of all the records of one person: a name may stand in both banks."""
    name = fold(juror_name(registry, juror))
    same = {person.key for person in registry.people() if fold(person.full_name) == name}
    for mentee, mentor in registry.grew_from.items():
        if same & {f"mentees/{mentee}", mentor.key}:
            same |= {f"mentees/{mentee}", mentor.key}
    return same


def slip_in(nomination: Nomination, ballot: Ballot, contenders: Sequence[str]) -> str:
    """Say what is wrong with a ballot that judges, or nothing."""
    by_places = nomination.voting is Voting.PLACES
    if bool(ballot.places) is not by_places or bool(ballot.marks) is by_places:
        return f"бюллетень не по правилам: здесь голосуют ключом «{nomination.voting}»"
    rows = ballot.places if by_places else ballot.marks
    named = [row.id for row in rows]
    if strangers := [id_ for id_ in named if id_ not in contenders]:
        return f"не кандидат: {strangers[0] or 'без имени'}"
    if twice := [id_ for id_ in named if named.count(id_) > 1]:
        return f"назван дважды: {twice[0]}"
    return "" if by_places else _slip_in_marks(nomination, ballot, contenders)


def _slip_in_marks(nomination: Nomination, ballot: Ballot, contenders: Sequence[str]) -> str:
    most = {criterion.name: criterion.most for criterion in nomination.criteria}
    given = {one.id: one.marks for one in ballot.marks}
    for id_ in contenders:
        marks = given.get(id_, {})
        for name, limit in most.items():
            if name not in marks:
                return f"нет балла «{name}»: {id_}"
            if marks[name] > limit:
                return f"«{name}» — {marks[name]}, а больше {limit} не ставят: {id_}"
        if unknown := [name for name in marks if name not in most]:
            return f"критерия «{unknown[0]}» у номинации нет: {id_}"
    return ""


def _ranks(
    given: Mapping[str, int], contenders: Sequence[str]
) -> tuple[Mapping[str, Fraction], frozenset[str]]:
    """Return places such that every ballot gives out the same sum, and who shares them."""
    last = max(given.values(), default=0) + 1
    order = sorted(contenders, key=lambda id_: given.get(id_, last))
    ranks: dict[str, Fraction] = {}
    shared: set[str] = set()
    before = 0
    for _, group in groupby(order, key=lambda id_: given.get(id_, last)):
        equal = list(group)
        middle = Fraction(2 * before + 1 + len(equal), 2)
        ranks.update(dict.fromkeys(equal, middle))
        shared.update(equal if len(equal) > 1 else ())
        before += len(equal)
    return ranks, frozenset(shared)


def _standings(
    nomination: Nomination, contenders: Sequence[Contender], votes: Sequence[Vote]
) -> tuple[Standing, ...]:
    counted = [vote.values for vote in votes if not vote.why_not]
    if not counted:
        return ()
    by_places = nomination.voting is Voting.PLACES
    sign = 1 if by_places else -1
    keys: dict[str, tuple[Fraction, int, int]] = {}
    totals: dict[str, tuple[Fraction, int]] = {}
    for contender in contenders:
        total = sum((values[contender.id] for values in counted), Fraction(0))
        total = total if by_places else total / len(counted)
        firsts = sum(_is_alone_on_top(values, contender.id, sign) for values in counted)
        totals[contender.id] = total, firsts
        keys[contender.id] = sign * total, -firsts, -contender.points
    order = sorted(contenders, key=lambda one: (keys[one.id], one.id))
    return tuple(
        Standing(one, 1 + sum(key < keys[one.id] for key in keys.values()), *totals[one.id])
        for one in order
    )


def _is_alone_on_top(values: Mapping[str, Fraction], id_: str, sign: int) -> bool:
    return all(sign * values[id_] < sign * value for other, value in values.items() if other != id_)


def _draws(standings: Sequence[Standing]) -> Iterator[Draw]:
    for upper, lower in pairwise(standings):
        if upper.total != lower.total:
            continue
        parted = ""
        if upper.firsts != lower.firsts:
            parted = "первые места"
        elif upper.contender.points != lower.contender.points:
            parted = "рейтинг"
        yield Draw(upper, lower, parted)


def _why_none(
    contest: Contest,
    contenders: Sequence[Contender],
    standings: Sequence[Standing],
    counted: int,
) -> str:
    if not contenders:
        return "кандидатов нет"
    if counted < contest.quorum:
        return f"учтено бюллетеней: {counted}, нужно {contest.quorum}"
    if sum(standing.place == 1 for standing in standings) > 1:
        return "первое место поделили: жюри голосует ещё раз или решает председатель"
    return ""
