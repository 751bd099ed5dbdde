"""Points of a mentor for a mentee, each with its reason in words (Т 13, Л 3.2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from generator.model.matching import Criterion
from generator.model.pair import EndReason
from generator.model.people import Mentee, Mentor
from generator.model.registry import Registry
from generator.rules.pairs import PairState, is_working, state_of

WEIGHTS: Mapping[Criterion, int] = MappingProxyType(
    {
        Criterion.TOPICS: 25,
        Criterion.COMPETENCES: 15,
        Criterion.SUBJECT: 20,
        Criterion.FORM: 5,
        Criterion.KIND: 5,
        Criterion.EXPERIENCE: 10,
        Criterion.CAPACITY: 5,
        Criterion.BUILDING: 5,
        Criterion.TOGETHER: 10,
    }
)
"""Points of a full agreement when the school has set none of its own."""
_WORD = re.compile(r"[а-яё]{5,}")
_STEM = 5
_COMMON = frozenset(
    [
        "учите",
        "работ",
        "урока",
        "уроки",
        "класс",
        "школа",
        "школы",
        "педаг",
        "котор",
        "чтобы",
        "когда",
        "после",
        "перед",
        "через",
        "между",
        "кажды",
        "тольк",
        "можно",
        "нужно",
        "своих",
        "своей",
        "говор",
        "четве",
        "пятый",
        "шесто",
        "меняе",
        "новую",
        "новый",
    ]
)
"""Beginnings of words that stand in any request and tell nothing."""
_ENOUGH_YEARS = 5
_ENOUGH_PAIRS = 3


class Mark(NamedTuple):
    """What one criterion says.

    Attributes:
        share: From −100 to 100 per cent of the criterion's points.
        reason: Why, in a few words.
    """

    share: int
    reason: str


class _Side(NamedTuple):
    """A person with what is asked of him again and again; reading it of a record is slow."""

    id: str
    key: str
    stems: frozenset[str]


class Line(NamedTuple):
    """A criterion with its points in a score."""

    criterion: Criterion
    points: int
    most: int
    reason: str


class Score(NamedTuple):
    """Points of a mentor for a mentee, line by line."""

    mentor: str
    mentee: str
    lines: tuple[Line, ...]

    @property
    def points(self) -> int:
        """The sum of the lines."""
        return sum(line.points for line in self.lines)

    @property
    def lacks(self) -> tuple[Line, ...]:
        """Lines that lost most: no more than half of what the criterion gives."""
        return tuple(line for line in self.lines if line.points * 2 <= line.most)


class Scoring:
    """Scores of a school on a day.

    Args:
        registry: The school's records.
        today: The day.
    """

    def __init__(self, registry: Registry, today: date) -> None:
        self._registry = registry
        self._today = today
        programme = registry.programme
        self._topics = {term.code: term.name for term in programme.requests}
        self._subjects = {term.code: term.name for term in programme.subjects}
        self._forms = {term.code: term.name for term in programme.forms}
        self._kinds = {term.code: term.name for term in programme.kinds}
        self._lines: dict[tuple[Criterion, Mark], Line] = {}

    @cached_property
    def weights(self) -> Mapping[Criterion, int]:
        """Points of each criterion: the school's, else the usual ones."""
        matching = self._registry.matching
        own = {w.criterion: w.points for w in matching.weights} if matching else {}
        return own or WEIGHTS

    @cached_property
    def free(self) -> Mapping[str, int]:
        """Free places of every mentor of the bank who takes part today."""
        return {
            mentor.id: max(mentor.capacity - self._load(mentor), 0)
            for mentor in self._registry.mentors.values()
            if mentor.joined <= self._today and (mentor.left is None or mentor.left > self._today)
        }

    @cached_property
    def _finished(self) -> Mapping[str, int]:
        counts = dict.fromkeys(self._registry.mentors, 0)
        for pair in self._registry.pairs.values():
            counts[pair.mentor] += state_of(pair, self._today) is PairState.FINISHED
        return counts

    def _load(self, mentor: Mentor) -> int:
        pairs = self._registry.pairs_of.get(mentor.key, ())
        # A pair that begins later holds its places already.
        return sum(
            len(pair.mentees)
            for pair in pairs
            if is_working(pair, self._today) or state_of(pair, self._today) is PairState.PLANNED
        )

    @cached_property
    def _sides(self) -> Mapping[int, _Side]:
        """What is known of each person, by the record's identity."""
        registry = self._registry
        return {
            **{id(m): _Side(m.id, m.key, _stems(m.competences)) for m in registry.mentors.values()},
            **{
                id(m): _Side(m.id, m.key, _stems((m.request, *m.difficulties)))
                for m in registry.mentees.values()
            },
        }

    def score(self, mentor: Mentor, mentee: Mentee) -> Score:
        """Judge a mentor for a mentee, both of the registry, by every criterion with points."""
        sides = self._sides
        lines = [
            self._line(criterion, most, _JUDGES[criterion](self, mentor, mentee))
            for criterion, most in self.weights.items()
            if most
        ]
        return Score(sides[id(mentor)].id, sides[id(mentee)].id, tuple(lines))

    def _line(self, criterion: Criterion, most: int, mark: Mark) -> Line:
        """Return a line of a score; hundreds of thousands of scores share a few of them."""
        key = (criterion, mark)
        line = self._lines.get(key)
        if line is None:
            line = Line(criterion, _share(most, mark.share), most, mark.reason)
            self._lines[key] = line
        return line

    def topics(self, mentor: Mentor, mentee: Mentee) -> Mark:
        """Share of the mentee's topics the mentor helps with."""
        asked = mentee.request_topics
        common = [code for code in asked if code in mentor.help_topics]
        if not asked:
            return Mark(0, "темы запроса не записаны")
        if not common:
            return Mark(0, "с темами запроса не помогает")
        named = ", ".join(self._topics[code] for code in common)
        return Mark(100 * len(common) // len(asked), f"помогает с темами: {named}")

    def competences(self, mentor: Mentor, mentee: Mentee) -> Mark:
        """Words of the request and the difficulties that the competences share."""
        common = sorted(self._sides[id(mentee)].stems & self._sides[id(mentor)].stems)
        if not common:
            return Mark(0, "общих слов запроса и компетенций нет")
        named = ", ".join(_whole(stem, mentor.competences) for stem in common[:3])
        return Mark(min(50 * len(common), 100), f"в компетенциях есть: {named}")

    def subject(self, mentor: Mentor, mentee: Mentee) -> Mark:
        """One subject."""
        common = [self._subjects[c] for c in mentee.subjects if c in mentor.subjects]
        if common:
            return Mark(100, f"один предмет: {', '.join(common)}")
        return Mark(0, "предметы разные")

    def form(self, mentor: Mentor, mentee: Mentee) -> Mark:
        """A form both find convenient."""
        return _common(mentor.forms, mentee.forms, self._forms)

    def kind(self, mentor: Mentor, mentee: Mentee) -> Mark:
        """A kind both find convenient."""
        return _common(mentor.kinds, mentee.kinds, self._kinds)

    def experience(self, mentor: Mentor, mentee: Mentee) -> Mark:
        """Half for more years of teaching, half for pairs led to their end."""
        ahead = (mentor.experience or 0) - (mentee.experience or 0)
        finished = self._finished[self._sides[id(mentor)].id]
        share = 50 * (ahead >= _ENOUGH_YEARS) + 50 * min(finished, _ENOUGH_PAIRS) // _ENOUGH_PAIRS
        years = f"стаж больше на {ahead}" if ahead > 0 else "стаж не больше"
        return Mark(share, f"{years}, пар доведено до конца: {finished}")

    def capacity(self, mentor: Mentor, _: Mentee) -> Mark:
        """Share of places that are free."""
        free = self.free.get(self._sides[id(mentor)].id, 0)
        return Mark(
            100 * free // mentor.capacity if mentor.capacity else 0,
            f"свободно мест: {free} из {mentor.capacity}",
        )

    def building(self, mentor: Mentor, mentee: Mentee) -> Mark:
        """One building."""
        if not mentor.building or not mentee.building:
            return Mark(0, "корпус не записан")
        if mentor.building.casefold() == mentee.building.casefold():
            return Mark(100, f"один корпус: {mentor.building}")
        return Mark(0, "корпуса разные")

    def together(self, mentor: Mentor, mentee: Mentee) -> Mark:
        """Earlier work of the two: a good one adds, one ended early takes away."""
        shared = [
            pair
            for pair in self._registry.pairs_of.get(self._sides[id(mentee)].key, ())
            if pair.mentor == self._sides[id(mentor)].id and pair.outcome is not None
        ]
        if not shared:
            return Mark(0, "вместе ещё не работали")
        last = shared[-1].outcome
        assert last is not None
        if last.reason is EndReason.COMPLETED:
            return Mark(100, "прежняя программа реализована полностью")
        return Mark(-100, f"прежняя пара закончена иначе: {last.reason}")


def _stems(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(" ".join(texts).lower())) - _COMMON


def _share(most: int, share: int) -> int:
    points = most * abs(share) // 100
    return points if share >= 0 else -points


def _whole(stem: str, texts: tuple[str, ...]) -> str:
    """Return the first word of the texts with a stem, as it is written."""
    words: Iterator[str] = (
        word for word in _WORD.findall(" ".join(texts).lower()) if word.startswith(stem)
    )
    return next(words)


def _common(ours: tuple[str, ...], theirs: tuple[str, ...], names: Mapping[str, str]) -> Mark:
    if not ours or not theirs:
        return Mark(50, "пожелания записаны не у обоих")
    shared = [names[code] for code in theirs if code in ours]
    if not shared:
        return Mark(0, "удобное обоим не нашлось")
    return Mark(100, f"обоим удобно: {', '.join(shared)}")


_Judge = Callable[[Scoring, Mentor, Mentee], Mark]
_JUDGES: Mapping[Criterion, _Judge] = {
    Criterion.TOPICS: Scoring.topics,
    Criterion.COMPETENCES: Scoring.competences,
    Criterion.SUBJECT: Scoring.subject,
    Criterion.FORM: Scoring.form,
    Criterion.KIND: Scoring.kind,
    Criterion.EXPERIENCE: Scoring.experience,
    Criterion.CAPACITY: Scoring.capacity,
    Criterion.BUILDING: Scoring.building,
    Criterion.TOGETHER: Scoring.together,
}
