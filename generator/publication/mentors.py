"""Mentors, awards and the council as the public may see them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.act import Act
from generator.model.award import Award
from generator.model.base import Category
from generator.model.consent import Place
from generator.model.council import Council, CouncilMember
from generator.model.news import News
from generator.model.people import Mentor
from generator.model.programme import Term
from generator.model.types import school_year_of
from generator.publication.gate import Gate
from generator.publication.mirror import mirror
from generator.publication.records import (
    PersonLine,
    PublicAward,
    PublicCouncil,
    PublicCouncilMeeting,
    PublicLink,
    PublicMember,
    PublicMentor,
    PublicPair,
    PublicPhoto,
    requisites_of,
)
from generator.rules.names import Name


def public_mentors(gate: Gate) -> tuple[PublicMentor, ...]:
    """Return the mentors of the honour board in the order of the alphabet."""
    mentors = [_mentor(gate, mentor) for mentor in gate.mentors]
    return tuple(sorted(mentors, key=lambda mentor: mentor.name.replace("ё", "е")))


def _mentor(gate: Gate, mentor: Mentor) -> PublicMentor:
    naming = gate.on(Place.HONOUR_BOARD)
    achievements = naming.allows(mentor, Category.ACHIEVEMENTS)
    post = naming.allows(mentor, Category.POST)
    name = Name.parse(mentor.full_name)
    return PublicMentor(
        id=mentor.id,
        name=mentor.full_name,
        short=name.short,
        letters=name.first[0] + name.last[0],
        post=mentor.post if post else "",
        workplace=(mentor.workplace or "") if post else "",
        subjects=_subjects(gate, mentor) if naming.allows(mentor, Category.SUBJECT) else (),
        photo=_photo(mentor) if naming.allows(mentor, Category.PHOTO) else None,
        sphere=mentor.sphere if achievements else "",
        about=naming.prose(mentor.about) if achievements else "",
        competences=mentor.competences if achievements else (),
        achievements=mentor.achievements if achievements else (),
        years=_years(gate, mentor),
        was_mentee=_was_mentee(gate, mentor),
        pairs=tuple(_pairs(gate, mentor)),
        awards=tuple(
            public_award(gate, award) for award in gate.registry.awards_of_mentor.get(mentor.id, ())
        ),
        cases=_cases(gate, mentor),
        news=gate.mentions(mentor.key, News),
        former=mentor.former,
        origin=mentor.at(),
    )


def _subjects(gate: Gate, mentor: Mentor) -> tuple[str, ...]:
    names = {term.code: term.name for term in gate.registry.programme.subjects}
    return tuple(names[code] for code in mentor.subjects)


def _photo(mentor: Mentor) -> PublicPhoto | None:
    return mirror(mentor.photo, PublicPhoto, caption="") if mentor.photo else None


def _years(gate: Gate, mentor: Mentor) -> tuple[str, ...]:
    pairs = gate.registry.pairs_of.get(mentor.key, ())
    started = {school_year_of(p.plan.start) for p in pairs if p.plan.start <= gate.today}
    return tuple(sorted(started))


def _pairs(gate: Gate, mentor: Mentor) -> Iterator[PublicPair]:
    """Yield the begun pairs, the newest first, if the mentor allows results to be shown.

    A mentee is named by a consent of their own and is «наставляемый» otherwise.
    """
    naming, registry = gate.on(Place.HONOUR_BOARD), gate.registry
    if not naming.allows(mentor, Category.RESULTS):
        return
    linked = gate.on(Place.CASES).allows(mentor, Category.NAME)
    begun = [p for p in registry.pairs_of.get(mentor.key, ()) if p.plan.start <= gate.today]
    for pair in sorted(begun, key=lambda pair: (pair.plan.start, pair.id), reverse=True):
        order = registry.acts[pair.order] if pair.order else None
        case = gate.case_of_pair.get(pair.id) if linked else None
        yield PublicPair(
            year=school_year_of(pair.plan.start),
            form=_name_of(pair.form, registry.programme.forms),
            kind=_name_of(pair.kind, registry.programme.kinds),
            mentees=tuple(naming.line(m, "наставляемый") for m in registry.mentees_of(pair)),
            order=gate.link(order, order.title) if order else None,
            case=PublicLink(case.key, case.title) if case else None,
        )


def _name_of(code: str, terms: tuple[Term, ...]) -> str:
    return next(term.name for term in terms if term.code == code)


def _was_mentee(gate: Gate, mentor: Mentor) -> bool:
    """The mentee's own consent opens the fact that the mentor once was one."""
    if mentor.was_mentee is None:
        return False
    mentee = gate.registry.mentees[mentor.was_mentee]
    return gate.on(Place.HONOUR_BOARD).allows(mentee, Category.NAME)


def _cases(gate: Gate, mentor: Mentor) -> tuple[PublicLink, ...]:
    """A case leads to its mentor only where the mentor may be named in cases."""
    if not gate.on(Place.CASES).allows(mentor, Category.NAME):
        return ()
    cases = gate.cases_of_mentor.get(mentor.id, ())
    return tuple(PublicLink(case.key, case.title, case.lead) for case in cases)


def public_award(gate: Gate, award: Award) -> PublicAward:
    """Return an award with its winner named if the winner allows it."""
    naming = gate.on(Place.HONOUR_BOARD)
    registry = gate.registry
    who = PersonLine(award.partner or "наставник")
    if award.mentor:
        who = naming.line(registry.mentors[award.mentor], "наставник")
    elif award.pair:
        who = naming.line(registry.mentor_of(registry.pairs[award.pair]), "наставническая пара")
    act = registry.acts[award.act] if award.act else None
    link = gate.link(act, _called(act)) if act else None
    reason = gate.text(registry.awards or act or registry.school, (), award.reason)
    return PublicAward(award.year, award.nomination, reason, who, link)


def _called(act: Act) -> str:
    """Return «приказ о поощрении № 41-о от 25.05.2026»."""
    kind = act.kind.value
    return f"{kind[:1].lower()}{kind[1:]} {requisites_of(act.number or '', act.date)}"


def public_awards(gate: Gate) -> tuple[PublicAward, ...]:
    """Return all the awards in the order of the data."""
    awards = gate.registry.awards.awards if gate.registry.awards else ()
    return tuple(public_award(gate, award) for award in awards)


def public_council(gate: Gate, council: Council) -> PublicCouncil:
    """Return the council with the members who allow to be named, and its past meetings."""
    meetings = [
        PublicCouncilMeeting(
            date=meeting.date,
            protocol=meeting.protocol or "",
            agenda=meeting.agenda,
            decisions=tuple(
                text
                for number, decision in enumerate(meeting.decisions)
                if (text := gate.text(council, ("заседания", i, "решения", number), decision))
            ),
        )
        for i, meeting in enumerate(council.meetings)
        if meeting.date <= gate.today
    ]
    return PublicCouncil(
        name=council.name,
        purpose=council.purpose,
        tasks=council.tasks,
        members=tuple(_member(gate, member) for member in council.members),
        meetings=tuple(sorted(meetings, key=lambda meeting: meeting.date, reverse=True)),
        origin=council.at(),
    )


def _member(gate: Gate, member: CouncilMember) -> PublicMember:
    if member.mentor is None:
        return PublicMember(PersonLine(member.post or "член совета"), member.role)
    mentor = gate.registry.mentors[member.mentor]
    return PublicMember(gate.on(Place.DOCUMENTS).line(mentor, "наставник"), member.role)
