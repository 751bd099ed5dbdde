"""All the records of a school, resolved and immutable, with ways back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from generator.model.act import Act
from generator.model.award import Award, Awards
from generator.model.base import Entity, Value
from generator.model.case import Case
from generator.model.council import Council
from generator.model.links import LINK_SIGN, links_in
from generator.model.matching import Matching
from generator.model.meeting_forms import MeetingForms
from generator.model.monitoring import ImpactStudy, OwnIndicators, Survey
from generator.model.news import News
from generator.model.pair import Pair
from generator.model.people import Mentee, Mentor, Person
from generator.model.plans import Roadmap, Workplan
from generator.model.programme import Programme
from generator.model.school import School

T = TypeVar("T")


@dataclass(frozen=True)
class Registry:
    """The school's data after reading: every reference names a record that exists.

    Mappings are by id, in the order of the ids.
    """

    school: School
    programme: Programme
    meeting_forms: MeetingForms
    roadmap: Roadmap | None
    workplan: Workplan | None
    council: Council | None
    awards: Awards | None
    own_indicators: OwnIndicators | None
    matching: Matching | None
    mentors: Mapping[str, Mentor]
    mentees: Mapping[str, Mentee]
    pairs: Mapping[str, Pair]
    cases: Mapping[str, Case]
    acts: Mapping[str, Act]
    news: Mapping[str, News]
    surveys: Mapping[str, Survey]
    impact: Mapping[str, ImpactStudy]

    def entities(self) -> Iterator[Entity]:
        """Yield every record that has a file, single ones first."""
        single = (
            self.school,
            self.programme,
            self.meeting_forms,
            self.roadmap,
            self.workplan,
            self.council,
            self.awards,
            self.own_indicators,
            self.matching,
        )
        yield from (record for record in single if record is not None)
        for records in self.collections():
            yield from records.values()

    def collections(self) -> Iterator[Mapping[str, Entity]]:
        """Yield the mappings of records that have a folder."""
        yield self.mentors
        yield self.mentees
        yield self.pairs
        yield self.cases
        yield self.acts
        yield self.news
        yield self.surveys
        yield self.impact

    def people(self) -> Iterator[Person]:
        """Yield mentors, then mentees."""
        yield from self.mentors.values()
        yield from self.mentees.values()

    @cached_property
    def remembered(self) -> dict[Callable[..., Any], dict[Hashable, Any]]:
        """What rules have found in these records, by the rule and what it was asked."""
        return {}

    def values_with(self, *signs: str) -> Iterator[tuple[Entity, Value]]:
        """Yield the values in whose text any of the signs stands, each with its record."""
        for entity in self.entities():
            for value in entity.values_with(*signs):
                yield entity, value

    @cached_property
    def by_key(self) -> Mapping[str, Entity]:
        """Records by the key that texts use: ``cases/diktant``."""
        return {entity.key: entity for entity in self.entities()}

    def mentor_of(self, pair: Pair) -> Mentor:
        """Return the pair's mentor."""
        return self.mentors[pair.mentor]

    def mentees_of(self, pair: Pair) -> tuple[Mentee, ...]:
        """Return the pair's mentees in the order of the record."""
        return tuple(self.mentees[id_] for id_ in pair.mentees)

    def participants(self, pair: Pair) -> tuple[Person, ...]:
        """Return the mentor and the mentees of a pair."""
        return (self.mentor_of(pair), *self.mentees_of(pair))

    @cached_property
    def pairs_of(self) -> Mapping[str, tuple[Pair, ...]]:
        """Pairs by the key of a participant, earliest first."""
        return _group(
            (person.key, pair)
            for pair in sorted(self.pairs.values(), key=lambda p: (p.plan.start, p.id))
            for person in self.participants(pair)
        )

    @cached_property
    def cases_of_pair(self) -> Mapping[str, tuple[Case, ...]]:
        """Cases by the id of their pair."""
        return _group((case.pair, case) for case in self.cases.values())

    @cached_property
    def cases_of_mentor(self) -> Mapping[str, tuple[Case, ...]]:
        """Cases by the id of the pair's mentor."""
        return _group((self.pairs[case.pair].mentor, case) for case in self.cases.values())

    @cached_property
    def awards_of_mentor(self) -> Mapping[str, tuple[Award, ...]]:
        """Awards by the id of the mentor who won them, alone or with a pair."""
        awards = self.awards.awards if self.awards else ()
        return _group(
            (award.mentor or self.pairs[award.pair or ""].mentor, award)
            for award in awards
            if award.mentor or award.pair
        )

    @cached_property
    def grew_from(self) -> Mapping[str, Mentor]:
        """Mentors by the id of the mentee they once were (Т, п. 36)."""
        return {m.was_mentee: m for m in self.mentors.values() if m.was_mentee}

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Entity, ...]]:
        """Records whose texts or fields refer to a record, by its key."""
        found: dict[str, dict[str, Entity]] = defaultdict(dict)
        for entity, value in self.values_with(LINK_SIGN):
            for link in links_in(value.text):
                found[link.key][entity.key] = entity
        for item in self.news.values():
            for key in (
                *(f"mentors/{id_}" for id_ in item.mentors),
                *(f"cases/{id_}" for id_ in item.cases),
                *(f"acts/{id_}" for id_ in item.acts),
            ):
                found[key][item.key] = item
        return {key: tuple(entities.values()) for key, entities in found.items()}


def _group(items: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    grouped: dict[str, list[T]] = defaultdict(list)
    for key, item in items:
        grouped[key].append(item)
    return {key: tuple(values) for key, values in grouped.items()}
