"""Consents of everybody: what is allowed, what is shown, what ends, who is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.registry import Registry
from generator.publication.appearance import SitePage, pages_now
from generator.rules.consents import PersonConsents, consents_of
from generator.rules.recognition import GivenAway, given_away
from generator.views.internal.parts import Part, parts_of
from generator.views.page import Internal, Page

_PATH = "consents"


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A person's consents and the pages that name the person today."""

    consents: PersonConsents
    role: str
    pages: tuple[SitePage, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class ConsentsContext:
    """What the page of consents shows.

    Attributes:
        everybody: Rows of everybody, or a part of them; further parts have nothing else.
        expired: Rows with a consent whose term is over.
        ending: Rows whose consents end within 60 days, the nearest first.
        missing: Rows without a processing consent: they may not stand in a bank.
        given_away: People whom a text lets be recognised though it names nobody.
    """

    today: date
    everybody: Part[ConsentRow]
    expired: tuple[ConsentRow, ...] = ()
    ending: tuple[ConsentRow, ...] = ()
    missing: tuple[ConsentRow, ...] = ()
    given_away: tuple[GivenAway, ...] = ()


def consent_rows(registry: Registry, today: date) -> tuple[ConsentRow, ...]:
    """Return everybody's consents, mentors first."""
    pages: Mapping[str, tuple[SitePage, ...]] = pages_now(registry, today)
    return tuple(
        ConsentRow(
            consents_of(person, today), person.title_ru, pages.get(person.key, ()), person.at()
        )
        for person in registry.people()
    )


def consents_pages(registry: Registry, today: date) -> Iterator[Page[Internal]]:
    """Describe the page of consents and, of many people, the further parts of its list."""
    rows = consent_rows(registry, today)
    ending = [row for row in rows if row.consents.ends_soon]
    ending.sort(key=lambda row: _nearest(row, today))
    first, *others = parts_of(rows, _PATH, _PATH)
    whole = ConsentsContext(
        today=today,
        everybody=first,
        expired=tuple(row for row in rows if row.consents.expired),
        ending=tuple(ending),
        missing=tuple(row for row in rows if "обработка" in row.consents.missing),
        given_away=tuple(given_away(registry, today)),
    )
    for context in (whole, *(ConsentsContext(today, part) for part in others)):
        yield Page(
            path=context.everybody.path,
            title=context.everybody.title("Согласия"),
            description="Что каждый разрешил показывать, где он показан и что скоро кончится",
            template="internal/consents.html",
            context=context,
            parent=context.everybody.parent,
        )


def _nearest(row: ConsentRow, today: date) -> date:
    days = (row.consents.processing_until, row.consents.until)
    return min((day for day in days if day and day >= today), default=date.max)
