"""What each person's consents allow today, what ends soon, whom a nameless text gives away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from generator.model.base import Category
from generator.model.consent import Consent, ConsentKind, Place
from generator.model.people import Person
from generator.rules.permissions import permits

SOON = timedelta(days=60)
"""How long before the end of a consent the curator is told: time to ask for a new one."""


class Standing(StrEnum):
    """What the consents of one kind of a person amount to on a day."""

    IN_FORCE = "действует"
    ENDING = "истекает"
    AHEAD = "ещё не начало действовать"
    WITHDRAWN = "отозвано"
    EXPIRED = "истекло"
    MISSING = "нет"


@dataclass(frozen=True, slots=True)
class PersonConsents:
    """The consents of one record of a person: what a mentor allows says nothing of the mentee.

    Attributes:
        processing: Standing of the consent to keep the person in a bank.
        processing_until: Its last day, if it has one.
        dissemination: Standing of the consent to show the person on the site.
        until: The day on which something that is shown now must go, if any.
        allowed: What may be shown, by places; places where nothing may are left out.
        conditions: Conditions of the consents in force, in the person's words.
        papers: Numbers and keeping places of the papers in force.
    """

    person: Person
    processing: Standing
    processing_until: date | None
    dissemination: Standing
    until: date | None
    allowed: Mapping[Place, tuple[Category, ...]]
    conditions: tuple[str, ...]
    papers: tuple[str, ...]

    @property
    def by_places(self) -> tuple[tuple[str, tuple[Category, ...]], ...]:
        """What may be shown, with the places where just that may: «везде», «кейсы, новости»."""
        places: dict[tuple[Category, ...], list[str]] = {}
        for place, shown in self.allowed.items():
            places.setdefault(shown, []).append(str(place))
        return tuple(
            ("везде" if len(named) == len(Place) else ", ".join(named), shown)
            for shown, named in places.items()
        )

    @property
    def ends_soon(self) -> bool:
        """Tell whether either consent ends within 60 days."""
        return Standing.ENDING in {self.processing, self.dissemination}

    @property
    def ending(self) -> tuple[tuple[str, date], ...]:
        """Return the kinds of consents that end within 60 days, each with its last day."""
        last = (self.processing_until, self.until)
        return tuple(
            (kind, day)
            for (kind, standing), day in zip(self._standings, last, strict=True)
            if standing is Standing.ENDING and day
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Name the kinds of consents that are not in force."""
        there = {Standing.IN_FORCE, Standing.ENDING}
        return tuple(kind for kind, standing in self._standings if standing not in there)

    @property
    def expired(self) -> tuple[str, ...]:
        """Name the kinds of consents whose term is over and that nothing has replaced."""
        return tuple(kind for kind, standing in self._standings if standing is Standing.EXPIRED)

    @property
    def _standings(self) -> tuple[tuple[str, Standing], ...]:
        return (
            (str(ConsentKind.PROCESSING), self.processing),
            (str(ConsentKind.DISSEMINATION), self.dissemination),
        )


def consents_of(person: Person, today: date) -> PersonConsents:
    """Return what a person's consents amount to on a day (152-ФЗ, ст. 9 и 10.1)."""
    processing, processing_until = _standing(person, ConsentKind.PROCESSING, today)
    dissemination, until = _standing(person, ConsentKind.DISSEMINATION, today)
    allowed = {
        place: shown
        for place in Place
        if (shown := tuple(c for c in Category if permits(person, c, place, today)))
    }
    live = [consent for consent in person.consents if consent.in_force(today)]
    return PersonConsents(
        person=person,
        processing=processing,
        processing_until=processing_until,
        dissemination=dissemination,
        until=until,
        allowed=allowed,
        conditions=tuple(c.conditions for c in live if c.conditions),
        papers=tuple(_paper(c) for c in live if c.number or c.scan),
    )


def _paper(consent: Consent) -> str:
    return ", ".join(filter(None, (str(consent.kind), consent.number, consent.scan)))


def _standing(person: Person, kind: ConsentKind, today: date) -> tuple[Standing, date | None]:
    """Return the standing of one kind and the day when the first of those in force ends."""
    consents = [consent for consent in person.consents if consent.kind is kind]
    live = [consent for consent in consents if consent.in_force(today)]
    if live:
        ends = [day for consent in live if (day := _end(consent))]
        first = min(ends, default=None)
        soon = first is not None and first <= today + SOON
        return (Standing.ENDING if soon else Standing.IN_FORCE), first
    if any(consent.signed > today for consent in consents):
        return Standing.AHEAD, None
    if any(consent.withdrawn and consent.withdrawn <= today for consent in consents):
        return Standing.WITHDRAWN, None
    return (Standing.EXPIRED if consents else Standing.MISSING), None


def _end(consent: Consent) -> date | None:
    """Return the last day of a consent: of its term, or before a withdrawal that lies ahead."""
    withdrawn = consent.withdrawn - timedelta(days=1) if consent.withdrawn else None
    return min(filter(None, (consent.until, withdrawn)), default=None)
