"""The rating of mentors by school year, and the line of succession."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.people import Mentee, Mentor
from generator.model.registry import Registry
from generator.rules.rating import Rated, rating
from generator.rules.years import years_of
from generator.views.page import Internal, Page


@dataclass(frozen=True, slots=True)
class RatedRow:
    """A mentor in the rating of a year."""

    mentor: Mentor
    rated: Rated


@dataclass(frozen=True, slots=True)
class Successor:
    """A mentee who became a mentor, and when."""

    mentee: Mentee
    mentor: Mentor
    origin: Span


@dataclass(frozen=True, slots=True)
class RatingContext:
    """What the page of the rating shows.

    Attributes:
        rules: What points are given for.
        years: Mentors of each year, the newest year first.
    """

    rules: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, tuple[RatedRow, ...]], ...]
    successors: tuple[Successor, ...]
    origin: Span | None


def rating_page(registry: Registry, today: date) -> Page[Internal]:
    """Describe the page of the rating."""
    awards = registry.awards
    rows = (
        (
            year,
            tuple(RatedRow(registry.mentors[r.id], r) for r in rating(registry, year, today)),
        )
        for year in reversed(years_of(registry, today))
    )
    return Page(
        path="rating",
        title="Рейтинг наставников",
        description="Баллы по правилам школы, с объяснением каждой суммы",
        template="internal/rating.html",
        context=RatingContext(
            rules=tuple((rule.what, rule.points) for rule in awards.points) if awards else (),
            years=tuple(row for row in rows if row[1]),
            successors=tuple(
                Successor(registry.mentees[mentee], mentor, mentor.at("был наставляемым"))
                for mentee, mentor in registry.grew_from.items()
            ),
            origin=awards.at("баллы") if awards else None,
        ),
    )
