"""Where on the site each person would be named, page by page (приказ Роскомнадзора № 18)."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from generator.model.base import Category
from generator.model.consent import Consent, ConsentKind, Place
from generator.model.people import Mentor, Person
from generator.model.registry import Registry
from generator.publication.door import publish
from generator.publication.records import Publication

P = TypeVar("P", bound=Person)
_LONG = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page that would name a person.

    Attributes:
        address: Its whole address, or its path while the school has named no site.
        title: What the page is called.
        place: Which of the places of a consent it is.
    """

    address: str
    title: str
    place: Place


def pages_by_person(registry: Registry, today: date) -> Mapping[str, tuple[SitePage, ...]]:
    """Return the pages that would name each person, by the person's key.

    The school is published as if everybody allowed everything, by the same door as the site
    itself, so the list holds exactly what the site would show.
    """
    publication = publish(_all_allowing(registry, today), today)
    site = (registry.school.site or "").rstrip("/")
    found: dict[str, list[SitePage]] = defaultdict(list)
    for path, title, place, shown in _pages(publication):
        for person in registry.people():
            if person.full_name in shown or f"{person.key}'" in shown or f"({person.key}" in shown:
                found[person.key].append(SitePage(f"{site}/{path}.html", title, place))
    return {key: tuple(pages) for key, pages in found.items()}


def _pages(publication: Publication) -> Iterator[tuple[str, str, Place, str]]:
    """Yield path, title, place and all the contents of every page that names people."""
    board = Place.HONOUR_BOARD
    for mentor in publication.mentors:
        yield f"mentors/{mentor.id}", "Страница наставника", board, mentor.name
    everybody = repr([mentor.name for mentor in publication.mentors])
    awarded = repr(publication.awards)
    yield "mentors/index", "Доска почёта наставников", board, everybody + awarded
    faces = [mentor.name for mentor in publication.mentors if mentor.photo is not None]
    yield "index", "Главная страница раздела", board, repr(faces)
    for case in publication.cases:
        yield f"cases/{case.id}", f"Кейс «{case.title}»", Place.CASES, repr(case)
    for item in publication.news:
        yield f"news/{item.id}", f"Новость «{item.title}»", Place.NEWS, repr(item)
    for act in publication.acts:
        yield f"acts/{act.id}", f"Документ «{act.title}»", Place.DOCUMENTS, repr(act)
    if publication.council is not None:
        council = publication.council
        yield "council", council.name, Place.DOCUMENTS, repr(council)


def _all_allowing(registry: Registry, today: date) -> Registry:
    return dataclasses.replace(
        registry,
        mentors=_allowing(registry.mentors.values(), today),
        mentees=_allowing(registry.mentees.values(), today),
    )


def _allowing(people: Iterable[P], today: date) -> Mapping[str, P]:
    signed = today - _LONG
    consents = (
        Consent.model_construct(kind=ConsentKind.PROCESSING, signed=signed),
        Consent.model_construct(
            kind=ConsentKind.DISSEMINATION, signed=signed, categories=tuple(Category)
        ),
    )
    return {person.id: person.model_copy(update={"consents": consents}) for person in people}


def role_of(person: Person) -> str:
    """Return what a person is in the programme."""
    return "наставник" if isinstance(person, Mentor) else "наставляемый"
