"""Home of the section."""

from __future__ import annotations

from dataclasses import dataclass

from generator.publication.records import (
    Publication,
    PublicCase,
    PublicFigures,
    PublicMentor,
    PublicNews,
    PublicSchool,
)
from generator.views.page import Page, Picture, Public, SearchEntry
from generator.views.public.mentors import portrait

_CASES = 3
_NEWS = 3
_FACES = 6
JOIN = "kak-prinyat-uchastie"


@dataclass(frozen=True, slots=True)
class HomeContext:
    """What the home page shows.

    Attributes:
        cases: The newest cases.
        news: The newest news.
        mentors: A few mentors with portraits.
        join: Path of the page on how to take part; empty when the school has none.
    """

    school: PublicSchool
    promise: str
    figures: PublicFigures
    cases: tuple[PublicCase, ...]
    news: tuple[PublicNews, ...]
    mentors: tuple[tuple[PublicMentor, Picture], ...]
    join: str


def home_page(publication: Publication, content: frozenset[str]) -> Page[Public]:
    """Describe the home page; ``content`` holds paths of the school's own pages."""
    programme = publication.programme
    faces = tuple(
        (mentor, picture)
        for mentor in publication.mentors
        if (picture := portrait(mentor)) is not None
    )[:_FACES]
    return Page(
        path="index",
        title="Наставничество",
        description=programme.promise,
        template="public/home.html",
        context=HomeContext(
            school=publication.school,
            promise=programme.promise,
            figures=publication.figures,
            cases=publication.cases[:_CASES],
            news=publication.news[:_NEWS],
            mentors=faces,
            join=JOIN if JOIN in content else "",
        ),
        search=(SearchEntry("Наставничество", programme.promise),),
        pictures=tuple(picture for _, picture in faces),
    )
