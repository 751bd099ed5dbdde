"""What templates may use: one frozen class for each sort of document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.documents.values import Missing
from generator.model.act import Act, ActKind
from generator.model.award import Award
from generator.model.base import Category
from generator.model.consent import Consent, ConsentKind
from generator.model.contest import Contest
from generator.model.council import Council
from generator.model.meeting_forms import MeetingForm, MeetingForms
from generator.model.monitoring import ImpactStudy, Survey
from generator.model.pair import Pair
from generator.model.people import Mentee, Mentor, Person
from generator.model.plans import Roadmap, Workplan
from generator.model.programme import Programme, Term
from generator.model.registry import Registry
from generator.model.school import School
from generator.model.types import school_year_of
from generator.publication.appearance import SitePage, role_of
from generator.rules.banks import Bank, workplace_of
from generator.rules.report.making import report_of
from generator.rules.report.parts import Report


@dataclass(frozen=True, slots=True)
class SchoolContext:
    """What every template may use.

    Attributes:
        registry: All the records, for what no other field gives.
        year: School year the document is for: «2026/27».
        acts: The acts of the year that documents refer to.
    """

    registry: Registry
    today: date
    year: str
    school: School
    programme: Programme
    meeting_forms: MeetingForms
    roadmap: Roadmap | None
    workplan: Workplan | None
    council: Council | None


@dataclass(frozen=True, slots=True)
class ActContext(SchoolContext):
    """What the template of an act may use.

    Attributes:
        act: Its record, or the want of one: then number and date are blanks to fill by hand.
    """

    act: Act | Missing


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair as a row of a table: people, their work, the names of dictionaries in words."""

    pair: Pair
    mentor: Mentor
    mentees: tuple[Mentee, ...]
    form: str
    kind: str
    role_model: str
    contacts: tuple[str, ...]
    workplace: str


@dataclass(frozen=True, slots=True)
class PairsOrderContext(ActContext):
    """What the order about pairs may use.

    Attributes:
        people: Everybody the order is about, mentors before their mentees.
    """

    rows: tuple[PairRow, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class MentorsOrderContext(ActContext):
    """What orders about mentors may use: those the act lists, else all who are in the bank."""

    mentors: tuple[Mentor, ...]


@dataclass(frozen=True, slots=True)
class AwardRow:
    """An award as a row of a table: a person, the people of a pair, or a partner."""

    nomination: str
    who: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class AwardsOrderContext(ActContext):
    """What the order about awards may use.

    Attributes:
        awards_year: School year the awards are for.
        contest: The jury of that year; ``None`` when there was none.
    """

    awards_year: str
    contest: Contest | None
    awards: tuple[AwardRow, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeContext(ActContext):
    """What the programme may use.

    Attributes:
        lengths: Minutes of each kind of meeting, in words: «30–40».
    """

    lengths: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PairContext(SchoolContext):
    """What papers of one pair may use.

    Attributes:
        row: The pair with its people and the names of its dictionaries.
        order: The order that assigned the pair.
    """

    row: PairRow
    pair: Pair
    mentor: Mentor
    mentees: tuple[Mentee, ...]
    order: Act | Missing


@dataclass(frozen=True, slots=True)
class MeetingContext(SchoolContext):
    """What the form of one kind of meeting may use.

    Attributes:
        length: «30–40», «не больше 60» or an empty string: minutes of a meeting in person.
    """

    form: MeetingForm
    length: str


@dataclass(frozen=True, slots=True)
class SurveyContext(SchoolContext):
    """What the questionnaire of monitoring's first stage may use."""

    survey: Survey


@dataclass(frozen=True, slots=True)
class ImpactContext(SchoolContext):
    """What the sheet of monitoring's second stage may use."""

    study: ImpactStudy


@dataclass(frozen=True, slots=True)
class PersonContext(SchoolContext):
    """What papers of one person may use.

    Attributes:
        role: «наставник» or «наставляемый».
        workplace: Where the person works.
        consent: The newest dissemination consent on record, or the want of one.
        categories: Every category with whether that consent opens it.
        pages: Pages of the site that would name the person.
    """

    person: Person
    role: str
    workplace: str
    consent: Consent | Missing
    categories: tuple[tuple[Category, bool], ...]
    pages: tuple[SitePage, ...]


@dataclass(frozen=True, slots=True)
class AwardContext(SchoolContext):
    """What a diploma or a letter of thanks may use.

    Attributes:
        winners: Who is honoured; empty when it is a partner organisation.
        act: The order about the award, or the want of one.
    """

    award: Award
    winners: tuple[Person, ...]
    act: Act | Missing


@dataclass(frozen=True, slots=True)
class BankContext(SchoolContext):
    """What a bank may use."""

    bank: Bank


@dataclass(frozen=True, slots=True)
class ReportContext(SchoolContext):
    """What the analytical report of a school year may use."""

    report: Report


def report_context(registry: Registry, today: date, year: str) -> ReportContext:
    """Gather what the analytical report of a school year may use."""
    report = report_of(registry, year, today)
    return ReportContext(**_school(registry, today), report=report)


def school_context(registry: Registry, today: date) -> SchoolContext:
    """Gather what every template may use."""
    return SchoolContext(**_school(registry, today))


def act_context(registry: Registry, today: date, act: Act | None) -> ActContext:
    """Gather what the template of an act may use."""
    return ActContext(**_school(registry, today), act=act or Missing("реквизиты документа"))


def pairs_order_context(
    registry: Registry, today: date, act: Act | None, pairs: Iterable[Pair]
) -> PairsOrderContext:
    """Gather what the order about pairs may use; rows go by the mentor's name."""
    rows = sorted((pair_row(registry, pair) for pair in pairs), key=lambda r: r.mentor.full_name)
    people = {p.key: p for row in rows for p in registry.participants(row.pair)}
    return PairsOrderContext(
        **_school(registry, today),
        act=act or Missing("реквизиты документа"),
        rows=tuple(rows),
        people=tuple(people.values()),
    )


def mentors_order_context(registry: Registry, today: date, act: Act | None) -> MentorsOrderContext:
    """Gather what an order about mentors may use; mentors go by name."""
    listed = act.mentors if act else ()
    mentors = [registry.mentors[id_] for id_ in listed] or [
        m for m in registry.mentors.values() if m.left is None or m.left > today
    ]
    return MentorsOrderContext(
        **_school(registry, today),
        act=act or Missing("реквизиты документа"),
        mentors=tuple(sorted(mentors, key=lambda mentor: mentor.full_name)),
    )


def awards_order_context(
    registry: Registry, today: date, act: Act | None, year: str
) -> AwardsOrderContext:
    """Gather what the order about the awards of a school year may use."""
    awards = registry.awards.awards if registry.awards else ()
    return AwardsOrderContext(
        **_school(registry, today),
        act=act or Missing("реквизиты документа"),
        awards_year=year,
        contest=_contest(registry, year),
        awards=tuple(_award_row(registry, award) for award in awards if award.year == year),
    )


def _contest(registry: Registry, year: str) -> Contest | None:
    contests = registry.awards.contests if registry.awards else ()
    return next((contest for contest in contests if contest.year == year), None)


def programme_context(registry: Registry, today: date, act: Act | None) -> ProgrammeContext:
    """Gather what the programme may use."""
    forms = registry.meeting_forms.forms
    return ProgrammeContext(
        **_school(registry, today),
        act=act or Missing("реквизиты документа"),
        lengths={form.kind: _length(form) for form in forms},
    )


def _award_row(registry: Registry, award: Award) -> AwardRow:
    people = tuple(person.full_name for person in _winners(registry, award))
    who = people or ((award.partner,) if award.partner else ())
    return AwardRow(award.nomination, who, award.reason or "")


def _winners(registry: Registry, award: Award) -> tuple[Person, ...]:
    """Return the people an award is for; of a partner organisation there are none."""
    if award.mentor:
        return (registry.mentors[award.mentor],)
    return registry.participants(registry.pairs[award.pair]) if award.pair else ()


def pair_context(registry: Registry, today: date, pair: Pair) -> PairContext:
    """Gather what papers of one pair may use."""
    row = pair_row(registry, pair)
    order = registry.acts[pair.order] if pair.order else Missing("приказ о закреплении пары")
    return PairContext(
        **_school(registry, today),
        row=row,
        pair=pair,
        mentor=row.mentor,
        mentees=row.mentees,
        order=order,
    )


def meeting_context(registry: Registry, today: date, form: MeetingForm) -> MeetingContext:
    """Gather what the form of one kind of meeting may use."""
    return MeetingContext(**_school(registry, today), form=form, length=_length(form))


def survey_context(registry: Registry, today: date, survey: Survey) -> SurveyContext:
    """Gather what the questionnaire of monitoring's first stage may use."""
    return SurveyContext(**_school(registry, today), survey=survey)


def impact_context(registry: Registry, today: date, study: ImpactStudy) -> ImpactContext:
    """Gather what the sheet of monitoring's second stage may use."""
    return ImpactContext(**_school(registry, today), study=study)


def _length(form: MeetingForm) -> str:
    least, most = form.min_minutes, form.max_minutes
    if least and most:
        return str(least) if least == most else f"{least}–{most}"
    if least:
        return f"от {least}"
    return f"до {most}" if most else ""


def person_context(
    registry: Registry, today: date, person: Person, pages: tuple[SitePage, ...]
) -> PersonContext:
    """Gather what papers of one person may use."""
    signed = [c for c in person.consents if c.kind is ConsentKind.DISSEMINATION]
    consent = max(signed, key=lambda c: c.signed, default=None)
    open_ = consent.categories if consent else ()
    return PersonContext(
        **_school(registry, today),
        person=person,
        role=role_of(person),
        workplace=workplace_of(registry, person),
        consent=consent or Missing("согласие на распространение"),
        categories=tuple((category, category in open_) for category in Category),
        pages=pages,
    )


def award_context(registry: Registry, today: date, award: Award) -> AwardContext:
    """Gather what a diploma or a letter of thanks may use."""
    act = registry.acts[award.act] if award.act else Missing("приказ о поощрении")
    winners = _winners(registry, award)
    return AwardContext(**_school(registry, today), award=award, winners=winners, act=act)


def bank_context(registry: Registry, today: date, bank: Bank) -> BankContext:
    """Gather what a bank may use."""
    return BankContext(**_school(registry, today), bank=bank)


def pair_row(registry: Registry, pair: Pair) -> PairRow:
    """Put the words of dictionaries in place of their codes."""
    programme = registry.programme
    mentor = registry.mentor_of(pair)
    return PairRow(
        pair=pair,
        mentor=mentor,
        mentees=registry.mentees_of(pair),
        form=_term(programme.forms, pair.form),
        kind=_term(programme.kinds, pair.kind),
        role_model=_term(programme.role_models, pair.role_model),
        contacts=tuple(_term(programme.contacts, code) for code in pair.contacts),
        workplace=workplace_of(registry, mentor),
    )


def acts_of(registry: Registry, kind: ActKind, year: str | None) -> tuple[Act, ...]:
    """Return acts of a kind dated in a school year, or in any, earliest first."""
    found = (
        act
        for act in registry.acts.values()
        if act.kind is kind and year in {None, school_year_of(act.date)}
    )
    return tuple(sorted(found, key=lambda act: (act.date, act.id)))


def _term(terms: Iterable[Term], code: str) -> str:
    return next(term.name for term in terms if term.code == code)


def _school(registry: Registry, today: date) -> dict[str, Any]:
    return {
        "registry": registry,
        "today": today,
        "year": registry.school.current_year,
        "school": registry.school,
        "programme": registry.programme,
        "meeting_forms": registry.meeting_forms,
        "roadmap": registry.roadmap,
        "workplan": registry.workplan,
        "council": registry.council,
    }
