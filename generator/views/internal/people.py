"""A page for each mentor and mentee: consents, what the site shows, pairs, cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.base import Category
from generator.model.case import Case
from generator.model.consent import Consent, Place
from generator.model.people import Mentor, Person
from generator.model.registry import Registry
from generator.rules.permissions import permits
from generator.rules.queue import seekers
from generator.views.internal.labels import pair_title
from generator.views.page import Internal, Page, SearchEntry


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A consent and what it is worth today."""

    consent: Consent
    state: str
    origin: Span


@dataclass(frozen=True, slots=True)
class PairLink:
    """A pair of a person: where it is and what it is called."""

    key: str
    title: str
    start: date


@dataclass(frozen=True, slots=True)
class PersonContext:
    """What the page of a person shows.

    Attributes:
        shown: For each place of the site, what may be shown there today.
        is_waiting: A mentor is sought for this person.
        other: The same person's record in the other bank, if there is one.
    """

    today: date
    person: Person
    role: str
    consents: tuple[ConsentRow, ...]
    shown: tuple[tuple[str, tuple[str, ...]], ...]
    pairs: tuple[PairLink, ...]
    cases: tuple[Case, ...]
    is_waiting: bool
    other: Person | None
    origin: Span


def people_pages(registry: Registry, today: date) -> Iterator[Page[Internal]]:
    """Describe a page for every record of both banks."""
    waiting = {seeker.mentee.key for seeker in seekers(registry, today)}
    for person in registry.people():
        is_mentor = isinstance(person, Mentor)
        yield Page(
            path=person.key,
            title=_title(registry, person),
            description="Карточка участника",
            template="internal/person.html",
            context=_context(registry, person, today, is_waiting=person.key in waiting),
            parent="bank-mentors" if is_mentor else "bank-mentees",
            search=(SearchEntry(person.full_name, f"{_role(person)}, {person.post}"),),
            origin=person.at(),
        )


def _context(registry: Registry, person: Person, today: date, *, is_waiting: bool) -> PersonContext:
    pairs = registry.pairs_of.get(person.key, ())
    return PersonContext(
        today=today,
        person=person,
        role=_role(person),
        consents=tuple(_consents(person, today)),
        shown=tuple(_shown(person, today)),
        pairs=tuple(PairLink(p.key, pair_title(registry, p), p.plan.start) for p in pairs),
        cases=tuple(case for p in pairs for case in registry.cases_of_pair.get(p.id, ())),
        is_waiting=is_waiting,
        other=_other(registry, person),
        origin=person.at(),
    )


def _title(registry: Registry, person: Person) -> str:
    """Tell apart two records of one person."""
    both = _other(registry, person) is not None
    return f"{person.full_name}, {_role(person)}" if both else person.full_name


def _role(person: Person) -> str:
    return "наставник" if isinstance(person, Mentor) else "наставляемый"


def _consents(person: Person, today: date) -> Iterator[ConsentRow]:
    for index, consent in enumerate(person.consents):
        yield ConsentRow(consent, _state(consent, today), person.at("согласия", index))


def _state(consent: Consent, today: date) -> str:
    if consent.withdrawn is not None and consent.withdrawn <= today:
        return "отозвано"
    if consent.until is not None and consent.until < today:
        return "истекло"
    return "действует" if consent.signed <= today else "ещё не действует"


def _shown(person: Person, today: date) -> Iterator[tuple[str, tuple[str, ...]]]:
    for place in Place:
        categories = tuple(c.value for c in Category if permits(person, c, place, today))
        yield place.value, categories


def _other(registry: Registry, person: Person) -> Person | None:
    """Mentors who grew from mentees and mentees who became mentors (Т, п. 36)."""
    if isinstance(person, Mentor):
        return registry.mentees[person.was_mentee] if person.was_mentee else None
    return registry.grew_from.get(person.id)
