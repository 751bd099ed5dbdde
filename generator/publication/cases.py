"""Cases as the public may see them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from generator.model.base import Category, Choice
from generator.model.case import Case, Measure, Review
from generator.model.consent import Place
from generator.model.news import News
from generator.model.people import Person
from generator.model.programme import Term
from generator.model.slugs import ascii_slug
from generator.model.types import school_year_of
from generator.publication.gate import Gate
from generator.publication.mirror import mirror
from generator.publication.records import (
    PersonLine,
    PublicCase,
    PublicGap,
    PublicLink,
    PublicMaterial,
    PublicMeasure,
    PublicPhoto,
    PublicReview,
    PublicTopic,
)
from generator.rules.cases import change_of, improved, once_published
from generator.rules.pairs import past_meetings


def public_gaps(gate: Gate) -> Iterator[PublicGap]:
    """Yield the addresses of cases that visitors may know and that are not shown.

    A case is taken down, or its text names somebody who has withdrawn his consent since.
    """
    shown = {case.id for case in gate.cases}
    for case in once_published(gate.registry, gate.today):
        if case.id not in shown:
            other = gate.registry.cases[case.instead] if case.instead else None
            instead = gate.link(other, other.title) if other else None
            for old in (case.key, *case.former):
                yield PublicGap(old, instead, case.at("статус"))


def public_case(gate: Gate, case: Case) -> PublicCase:
    """Return a case whose participants are named by consent and are roles otherwise."""
    registry, naming = gate.registry, gate.on(Place.CASES)
    programme = registry.programme
    pair = registry.pairs[case.pair]
    order = registry.acts[pair.order] if pair.order else None
    return mirror(
        case,
        PublicCase,
        id=case.id,
        year=school_year_of(pair.plan.start),
        published=case.published or gate.today,
        subjects=tuple(_topic("subject", code, programme.subjects) for code in case.subjects),
        requests=tuple(_topic("request", code, programme.requests) for code in case.requests),
        level=_choice("level", case.level),
        evidence=_choice("evidence", case.evidence),
        form=_topic("form", pair.form, programme.forms),
        kind=_topic("kind", pair.kind, programme.kinds),
        role_model=_topic("model", pair.role_model, programme.role_models),
        mentor=naming.line(registry.mentor_of(pair), "наставник"),
        mentees=tuple(naming.line(m, "наставляемый") for m in registry.mentees_of(pair)),
        started=pair.plan.start,
        ended=pair.outcome.date if pair.outcome else pair.plan.last_day,
        meetings=len(past_meetings(pair, gate.today)),
        order=gate.link(order, order.title) if order else None,
        request=naming.prose(case.request),
        actions=naming.prose(case.actions),
        result=naming.prose(case.result),
        measures=tuple(map(_measure, case.measures)),
        failures=naming.prose(case.failures),
        how_to_repeat=naming.prose(case.how_to_repeat),
        photos=tuple(_photos(gate, case)),
        materials=tuple(mirror(material, PublicMaterial) for material in case.materials),
        reviews=tuple(_reviews(gate, case)),
        similar=tuple(_similar(gate, case)),
        news=gate.mentions(case.key, News),
        origin=case.at(),
    )


def _topic(facet: str, code: str, terms: tuple[Term, ...]) -> PublicTopic:
    term = next(term for term in terms if term.code == code)
    return _shared(facet, term.code, term.name, term.text or "")


@lru_cache(maxsize=4096)
def _shared(facet: str, code: str, name: str, text: str, rank: int = 0) -> PublicTopic:
    """Return a topic, the same object to all cases that share it."""
    return PublicTopic(facet, code, name, text, rank)


def _photos(gate: Gate, case: Case) -> Iterator[PublicPhoto]:
    """Yield the photos on which everybody who can be recognised allows to be shown."""
    registry, naming = gate.registry, gate.on(Place.CASES)
    for photo in case.photos:
        people = (
            *(registry.mentors[id_] for id_ in photo.mentors),
            *(registry.mentees[id_] for id_ in photo.mentees),
        )
        if all(naming.allows(person, Category.PHOTO) for person in people):
            yield mirror(photo, PublicPhoto)


@lru_cache(maxsize=256)
def _choice(facet: str, value: Choice) -> PublicTopic:
    rank = list(type(value)).index(value)
    return _shared(facet, ascii_slug(value.value), value.value, _sentence(value.hint), rank)


def _sentence(hint: str) -> str:
    return f"{hint[:1].upper()}{hint[1:]}." if hint else ""


def _measure(measure: Measure) -> PublicMeasure:
    return mirror(measure, PublicMeasure, change=change_of(measure), improved=improved(measure))


def _reviews(gate: Gate, case: Case) -> Iterator[PublicReview]:
    """Yield the permitted reviews: words need one consent, the name another."""
    naming = gate.on(Place.CASES)
    for review in case.reviews:
        author = _author(gate, review)
        if author is None:
            yield PublicReview(naming.prose(review.text), PersonLine(review.role))
        elif naming.allows(author, Category.REVIEW):
            line = naming.line(author, review.role)
            post = "" if line.label == review.role else review.role
            who = PersonLine(line.label, post, line.key)
            yield PublicReview(naming.prose(review.text), who)


def _author(gate: Gate, review: Review) -> Person | None:
    if review.mentor:
        return gate.registry.mentors[review.mentor]
    return gate.registry.mentees[review.mentee] if review.mentee else None


def _similar(gate: Gate, case: Case) -> Iterator[PublicLink]:
    for id_ in case.similar:
        other = gate.registry.cases[id_]
        if link := gate.link(other, other.title, other.lead):
            yield link
