"""What the section shows of itself elsewhere: in feeds, in messengers, at addresses it left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.diagnostics import Span
from generator.publication.records import Publication, PublicCase, PublicMentor, PublicNews
from generator.views.page import Picture
from generator.views.public.mentors import portrait

_LONGEST_FEED = 50


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A case or a news item for those who follow the section; ``summary`` is prose."""

    path: str
    title: str
    summary: str
    day: date
    category: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a messenger shows when somebody sends a link to a page.

    Attributes:
        eyebrow: What kind of page it is: «Кейс, 2025/26».
        figures: Before, after and unit of the first figure of a case.
        below: A line under the title or the figure.
        face: Portrait of a mentor who allows it.
    """

    path: str
    eyebrow: str
    title: str
    below: str
    figures: tuple[Decimal, Decimal, str] | None = None
    face: Picture | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A page that once stood elsewhere."""

    old: str
    new: str
    title: str
    origin: Span


def feed_items(publication: Publication) -> tuple[FeedItem, ...]:
    """Return the newest cases and news, the newest first."""
    items = [*map(_case_item, publication.cases), *map(_news_item, publication.news)]
    items.sort(key=lambda item: (item.day, item.path), reverse=True)
    return tuple(items[:_LONGEST_FEED])


def _case_item(case: PublicCase) -> FeedItem:
    return FeedItem(f"cases/{case.id}", case.title, case.lead, case.published, "Кейсы")


def _news_item(item: PublicNews) -> FeedItem:
    return FeedItem(f"news/{item.id}", item.title, item.lead, item.date, item.category)


def cards(publication: Publication) -> Iterator[Card]:
    """Describe the cards of cases, mentors and news."""
    yield from map(_case_card, publication.cases)
    yield from map(_mentor_card, publication.mentors)
    for item in publication.news:
        day = f"{item.date:%d.%m.%Y}"
        yield Card(f"news/{item.id}", f"{item.category}, {day}", item.title, "")


def _case_card(case: PublicCase) -> Card:
    title, eyebrow = case.title, f"Кейс, {case.year}"
    if not case.measures:
        return Card(f"cases/{case.id}", eyebrow, title, "")
    first = case.measures[0]
    figures = (first.before, first.after, first.unit)
    return Card(f"cases/{case.id}", eyebrow, title, first.name, figures)


def _mentor_card(mentor: PublicMentor) -> Card:
    post = mentor.post[:1].upper() + mentor.post[1:]
    return Card(f"mentors/{mentor.id}", "Наставник", mentor.name, post, face=portrait(mentor))


def moved(publication: Publication) -> Iterator[Moved]:
    """Yield every address that a published record has left."""
    for folder, records in (
        ("cases", publication.cases),
        ("news", publication.news),
        ("acts", publication.acts),
    ):
        for record in records:
            for old in record.former:
                yield Moved(old, f"{folder}/{record.id}", record.title, record.origin)
    for mentor in publication.mentors:
        for old in mentor.former:
            yield Moved(old, f"mentors/{mentor.id}", mentor.name, mentor.origin)
