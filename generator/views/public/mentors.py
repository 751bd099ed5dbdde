"""The honour board and a page for each mentor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.publication.records import Publication, PublicAward, PublicMentor
from generator.views.page import Page, Picture, Public, SearchEntry


@dataclass(frozen=True, slots=True)
class BoardContext:
    """What the honour board shows.

    Attributes:
        mentors: Mentors in the order of the alphabet, each with a portrait if there is one.
        awards: Awards by school year, newest first.
    """

    mentors: tuple[tuple[PublicMentor, Picture | None], ...]
    awards: tuple[tuple[str, tuple[PublicAward, ...]], ...]


@dataclass(frozen=True, slots=True)
class MentorContext:
    """What the page of a mentor shows; neighbours are by the alphabet, by their keys."""

    mentor: PublicMentor
    portrait: Picture | None
    before: str
    after: str


def portrait(mentor: PublicMentor) -> Picture | None:
    """Return the portrait to be made for a mentor who allows it."""
    if mentor.photo is None:
        return None
    return Picture(f"assets/portraits/{mentor.id}", mentor.photo.file, focus=mentor.photo.focus)


def mentor_pages(publication: Publication) -> Iterator[Page[Public]]:
    """Describe the honour board and the pages of its mentors."""
    faces = tuple((mentor, portrait(mentor)) for mentor in publication.mentors)
    years = sorted(publication.awards, key=lambda award: award.year, reverse=True)
    awards = tuple((year, tuple(group)) for year, group in groupby(years, lambda a: a.year))
    yield Page(
        path="mentors/index",
        title="Доска почёта наставников",
        description="Учителя, которые нашли время для коллеги: чем сильны и чем награждены",
        template="public/board.html",
        context=BoardContext(faces, awards),
        search=(SearchEntry("Доска почёта наставников", _award_words(publication.awards)),),
        pictures=tuple(picture for _, picture in faces if picture),
    )
    for place, (mentor, picture) in enumerate(faces):
        before = faces[place - 1][0] if place else None
        after = faces[place + 1][0] if place + 1 < len(faces) else None
        yield Page(
            path=f"mentors/{mentor.id}",
            title=mentor.name,
            description=_described(mentor),
            template="public/mentor.html",
            context=MentorContext(mentor, picture, _key(before), _key(after)),
            parent="mentors/index",
            search=(SearchEntry(mentor.name, _mentor_words(mentor)),),
            pictures=(picture,) if picture else (),
            origin=mentor.origin,
        )


def _key(mentor: PublicMentor | None) -> str:
    return f"mentors/{mentor.id}" if mentor else ""


def _described(mentor: PublicMentor) -> str:
    parts = (mentor.post, mentor.sphere and f"сфера: {mentor.sphere}")
    return ", ".join((f"{mentor.name}, наставник", *(part for part in parts if part)))


def _award_words(awards: tuple[PublicAward, ...]) -> str:
    return " ".join(f"{award.nomination} {award.who.label}" for award in awards)


def _mentor_words(mentor: PublicMentor) -> str:
    return " ".join(
        (mentor.post, mentor.sphere, *mentor.subjects, *mentor.competences, *mentor.achievements)
    )
