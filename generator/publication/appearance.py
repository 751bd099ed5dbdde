"""Where on the site each person is or would be named, page by page (приказ Роскомнадзора № 18)."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from generator.diagnostics import Span
from generator.model.base import Category
from generator.model.consent import Consent, ConsentKind, Place
from generator.model.people import Mentor, Person
from generator.model.registry import Registry
from generator.publication.door import publish
from generator.publication.records import Publication
from generator.rules.phrases import Phrases, name_phrases

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
    return _naming(registry, publish(_all_allowing(registry, today), today))


def pages_now(registry: Registry, today: date) -> Mapping[str, tuple[SitePage, ...]]:
    """Return the pages that name each person by the consents of a day, by the person's key."""
    return _naming(registry, publish(registry, today))


def _naming(registry: Registry, publication: Publication) -> Mapping[str, tuple[SitePage, ...]]:
    site = (registry.school.site or "").rstrip("/")
    names = _names(registry.people())
    by_key = {person.key for person in registry.people()}
    found: dict[str, list[SitePage]] = defaultdict(list)
    for path, title, place, shown in _pages(publication):
        texts = tuple(_texts(shown))
        keys = {key for text in texts for key in _KEY.findall(text)}
        keys |= {key for text in texts for match in names.find(text) for key in match.what}
        page = SitePage(f"{site}/{path}.html".lstrip("/"), title, place)
        for key in keys & by_key:
            found[key].append(page)
    return {key: tuple(pages) for key, pages in found.items()}


_KEY = re.compile(r"\bment(?:ors|ees)/[a-z0-9-]+")


def _names(people: Iterable[Person]) -> Phrases[tuple[str, ...]]:
    """Index the names of people in all their forms; a form of several people means each."""
    keys: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for person in people:
        for phrase, capital in name_phrases(person):
            if " " in phrase:
                keys[phrase, capital].append(person.key)
    index: Phrases[tuple[str, ...]] = Phrases()
    for (phrase, capital), named in keys.items():
        index.add(phrase, tuple(named), capital=capital)
    return index


def _texts(node: object) -> Iterator[str]:
    """Yield every text inside a public record."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from _texts(item)
    elif dataclasses.is_dataclass(node) and not isinstance(node, Span):
        for field in dataclasses.fields(node):
            yield from _texts(getattr(node, field.name))


def _pages(publication: Publication) -> Iterator[tuple[str, str, Place, object]]:
    """Yield path, title, place and all the contents of every page that names people."""
    board = Place.HONOUR_BOARD
    for mentor in publication.mentors:
        yield f"mentors/{mentor.id}", "Страница наставника", board, mentor
    everybody = tuple(mentor.name for mentor in publication.mentors)
    board_page = (everybody, publication.awards)
    yield "mentors/index", "Доска почёта наставников", board, board_page
    faces = tuple(mentor.name for mentor in publication.mentors if mentor.photo is not None)
    yield "index", "Главная страница раздела", board, faces
    titles = (
        *(case.title for case in publication.cases),
        *(item.title for item in publication.news),
        *(act.title for act in publication.acts),
    )
    yield "changes", "Что изменилось", board, (everybody, titles)
    for case in publication.cases:
        yield f"cases/{case.id}", f"Кейс «{case.title}»", Place.CASES, case
    for item in publication.news:
        yield f"news/{item.id}", f"Новость «{item.title}»", Place.NEWS, item
    for act in publication.acts:
        yield f"acts/{act.id}", f"Документ «{act.title}»", Place.DOCUMENTS, act
    if publication.council is not None:
        council = publication.council
        yield "council", council.name, Place.DOCUMENTS, council


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
