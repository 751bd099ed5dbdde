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


@dataclass(frozen=True, slots=True)
class HomeContext:
    """What the home page shows.

    Attributes:
        cases: The newest cases.
        news: The newest news.
        mentors: A few mentors with portraits.
    """

    school: PublicSchool
    promise: str
    figures: PublicFigures
    cases: tuple[PublicCase, ...]
    news: tuple[PublicNews, ...]
    mentors: tuple[tuple[PublicMentor, Picture], ...]


def home_page(publication: Publication) -> Page[Public]:
    """Describe the home page."""
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
        ),
        search=(SearchEntry("Наставничество", programme.promise),),
        pictures=tuple(picture for _, picture in faces),
    )
