"""Every document the generator drafts: what it is about and which template it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from generator.documents.blocks import Design
from generator.documents.contexts import (
    SchoolContext,
    act_context,
    acts_of,
    award_context,
    awards_order_context,
    bank_context,
    impact_context,
    meeting_context,
    mentors_order_context,
    pair_context,
    pairs_order_context,
    person_context,
    programme_context,
    report_context,
    school_context,
    survey_context,
)
from generator.documents.filling import Draft
from generator.model.act import Act, ActKind
from generator.model.monitoring import ImpactStudy, Survey
from generator.model.pair import Pair
from generator.model.people import Mentor, Person
from generator.model.registry import Registry
from generator.model.slugs import ascii_slug
from generator.publication.appearance import SitePage, pages_by_person
from generator.rules.banks import Bank, mentee_bank, mentor_bank, workplace_of
from generator.rules.finding import day
from generator.rules.names import Name
from generator.rules.pairs import is_working
from generator.rules.queue import seekers
from generator.rules.report.making import report_years

Make = Callable[[Registry, date], Iterator[Draft]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document.

    Attributes:
        id: ASCII name; of its template too.
        title: What it is called.
        group: The heading it stands under in lists.
        drafts: Documents of the kind for the school as it is on a day.
        of_pair: The document of one pair, when it is about pairs; ``None`` for a pair that
            needs none.
        of_person: The document of one person, when it is about people.
        is_personal: Whether the set holds one for every pair or person.
    """

    id: str
    title: str
    group: str
    drafts: Make
    of_pair: Callable[[Registry, date, Pair], Draft | None] | None = None
    of_person: Callable[[Registry, date, Person], Draft] | None = None
    is_personal: bool = False


GROUPS = (
    "Документы программы",
    "Приказы",
    "Документы пар",
    "Согласия",
    "Анкеты и бланки",
    "Грамоты и благодарности",
)
"""Headings of lists, in their order."""
SCHOOL, ORDERS, PAIRS, CONSENTS, FORMS, AWARDS = GROUPS
REPORT = "otchet"
"""Name of the analytical report: of its template, and what its files begin with."""


_ContextOf = Callable[[Registry, date, Act | None], SchoolContext]


def _order(
    id_: str,
    title: str,
    kind: ActKind,
    context_of: _ContextOf = act_context,
    *,
    yearly: bool = True,
) -> Kind:
    """Return an order: the last record of its kind gives number and date.

    Where a new order is due every school year, only this year's record counts.
    """

    def make(registry: Registry, today: date) -> Iterator[Draft]:
        year = registry.school.current_year if yearly else None
        context = context_of(registry, today, _last(registry, kind, year))
        yield Draft(id_, title, id_, context, Design.LETTERHEAD)

    return Kind(id_, title, ORDERS, make)


def _in_force(
    id_: str,
    title: str,
    kind: ActKind,
    context_of: _ContextOf = act_context,
    *,
    landscape: bool = False,
) -> Make:
    """Return the maker of an act that lives for years: its last record counts."""

    def make(registry: Registry, today: date) -> Iterator[Draft]:
        context = context_of(registry, today, _last(registry, kind, None))
        yield Draft(id_, title, id_, context, landscape=landscape)

    return make


def _last(registry: Registry, kind: ActKind, year: str | None) -> Act | None:
    acts = acts_of(registry, kind, year)
    return acts[-1] if acts else None


def _roadmap(registry: Registry, today: date) -> Iterator[Draft]:
    if registry.roadmap is not None:
        make = _in_force(
            "dorozhnaya-karta", registry.roadmap.title, ActKind.ROADMAP, landscape=True
        )
        yield from make(registry, today)


def _workplan(registry: Registry, today: date) -> Iterator[Draft]:
    if registry.workplan is not None:
        make = _in_force(
            "plan-realizacii", registry.workplan.title, ActKind.WORKPLAN, landscape=True
        )
        yield from make(registry, today)


def _awards_order(registry: Registry, today: date) -> Iterator[Draft]:
    """Yield the order about the awards of the newest year that has any."""
    id_ = "prikaz-pooshchrenie"
    awards = registry.awards.awards if registry.awards else ()
    year = max((award.year for award in awards), default=registry.school.current_year)
    act = _last(registry, ActKind.AWARD_ORDER, year)
    context = awards_order_context(registry, today, act, year)
    yield Draft(id_, "Приказ о поощрении участников", id_, context, Design.LETTERHEAD)


def _pairs_orders(registry: Registry, today: date) -> Iterator[Draft]:
    """Yield an order for each record of the year, and one for pairs without any."""
    id_, title = "prikaz-pary", "Приказ о закреплении наставнических пар"
    year = registry.school.current_year
    for act in acts_of(registry, ActKind.PAIRS_ORDER, year):
        pairs = [registry.pairs[pair] for pair in act.pairs]
        context = pairs_order_context(registry, today, act, pairs)
        named = f"{title} № {act.number}" if act.number else f"{title} от {day(act.date)}"
        yield Draft(f"{id_}-{act.id}", named, id_, context, Design.LETTERHEAD)
    waiting = [pair for pair in registry.pairs.values() if _is_now(pair, today) and not pair.order]
    if waiting:
        context = pairs_order_context(registry, today, None, waiting)
        yield Draft(f"{id_}-novye", f"{title} (новые пары)", id_, context, Design.LETTERHEAD)


def _is_now(pair: Pair, today: date) -> bool:
    """Tell whether a pair works or is about to begin."""
    return is_working(pair, today) or (pair.outcome is None and pair.plan.start > today)


def _pair_kind(id_: str, title: str, *, of_our_workers: bool = False) -> Kind:
    """Return a kind of which every working pair has its own document.

    Args:
        id_: ASCII name of the kind.
        title: What it is called.
        of_our_workers: Only where the school employs the mentor: the addendum is signed by his
            employer (ТК РФ, ст. 351.8).
    """

    def of_pair(registry: Registry, today: date, pair: Pair) -> Draft | None:
        school, workplace = registry.school, workplace_of(registry, registry.mentor_of(pair))
        if of_our_workers and workplace not in {school.name, school.full_name}:
            return None
        context = pair_context(registry, today, pair)
        names = ", ".join(person.full_name.split(" ")[0] for person in registry.participants(pair))
        return Draft(f"{id_}-{pair.id}", f"{title}: {names}", id_, context)

    def make(registry: Registry, today: date) -> Iterator[Draft]:
        for pair in registry.pairs.values():
            if _is_now(pair, today) and (draft := of_pair(registry, today, pair)):
                yield draft

    return Kind(id_, title, PAIRS, make, of_pair=of_pair, is_personal=True)


def _sheet(id_: str, title: str) -> Kind:
    """Return a kind of one blank form for everybody."""

    def make(registry: Registry, today: date) -> Iterator[Draft]:
        yield Draft(id_, title, id_, school_context(registry, today))

    return Kind(id_, title, FORMS, make)


_Yearly = TypeVar("_Yearly", Survey, ImpactStudy)


def _latest(records: Iterable[_Yearly]) -> _Yearly | None:
    """Return the record of the last year: its questions serve until there are newer ones."""
    return max(records, key=lambda record: (record.year, record.id), default=None)


def _survey(registry: Registry, today: date) -> Iterator[Draft]:
    if survey := _latest(registry.surveys.values()):
        id_, title = "anketa-kachestvo", "Анкета участника программы"
        yield Draft(id_, title, id_, survey_context(registry, today, survey))


def _impact(registry: Registry, today: date) -> Iterator[Draft]:
    if study := _latest(registry.impact.values()):
        id_, title = "anketa-vliyanie", "Лист замеров участника программы"
        yield Draft(id_, title, id_, impact_context(registry, today, study))


def _meeting_forms(registry: Registry, today: date) -> Iterator[Draft]:
    id_ = "blank-vstrechi"
    for form in registry.meeting_forms.forms:
        context = meeting_context(registry, today, form)
        yield Draft(f"{id_}-{ascii_slug(form.kind)}", f"Бланк: {form.name}", id_, context)


def _person_kind(id_: str, title: str, *, with_pages: bool = False) -> Kind:
    """Return a kind of which everybody who takes part now has his own document.

    Args:
        id_: ASCII name of the kind.
        title: What it is called.
        with_pages: Whether it lists the pages of the site that would name the person.
    """

    def draft(
        registry: Registry, today: date, person: Person, pages: tuple[SitePage, ...]
    ) -> Draft:
        context = person_context(registry, today, person, pages)
        name = Name.parse(person.full_name).short
        of = "nastavnik" if isinstance(person, Mentor) else "nastavlyaemyy"
        return Draft(f"{id_}-{of}-{person.id}", f"{title}: {name}", id_, context)

    def of_person(registry: Registry, today: date, person: Person) -> Draft:
        pages = pages_by_person(registry, today) if with_pages else {}
        return draft(registry, today, person, pages.get(person.key, ()))

    def make(registry: Registry, today: date) -> Iterator[Draft]:
        pages = pages_by_person(registry, today) if with_pages else {}
        for person in _taking_part(registry, today):
            yield draft(registry, today, person, pages.get(person.key, ()))

    return Kind(id_, title, CONSENTS, make, of_person=of_person, is_personal=True)


def _withdrawal() -> Kind:
    """Return the kind of withdrawals: one blank in the set, a person's own when asked for."""
    id_, title = "otzyv-soglasiya", "Заявление об отзыве согласия"
    of_one = _person_kind(id_, title, with_pages=True)

    def make(registry: Registry, today: date) -> Iterator[Draft]:
        yield Draft(id_, title, id_, school_context(registry, today))

    return replace(of_one, drafts=make, is_personal=False)


def report_draft(registry: Registry, today: date, year: str) -> Draft:
    """Return the analytical report of a school year."""
    title = f"Итоговый аналитический отчёт за {year} учебный год"
    id_ = f"{REPORT}-{year.replace('/', '-')}"
    return Draft(id_, title, REPORT, report_context(registry, today, year))


def _reports(registry: Registry, today: date) -> Iterator[Draft]:
    """Yield the report of every year, the newest first."""
    for year in reversed(report_years(registry, today)):
        yield report_draft(registry, today, year)


def _taking_part(registry: Registry, today: date) -> tuple[Person, ...]:
    """Return people of the pairs that work now, and mentees who wait for a pair."""
    people = {
        person.key: person
        for pair in registry.pairs.values()
        if _is_now(pair, today)
        for person in registry.participants(pair)
    }
    people |= {seeker.mentee.key: seeker.mentee for seeker in seekers(registry, today)}
    return tuple(sorted(people.values(), key=lambda person: person.full_name))


def _bank(which: Callable[[Registry, date], Bank]) -> Make:
    def make(registry: Registry, today: date) -> Iterator[Draft]:
        bank = which(registry, today)
        context = bank_context(registry, today, bank)
        yield Draft(bank.id, bank.title, "bank", context, landscape=True)

    return make


def _awards(id_: str, title: str, *, partners: bool) -> Make:
    """Return the maker of papers for the awards of the newest year that has any."""

    def make(registry: Registry, today: date) -> Iterator[Draft]:
        awards = registry.awards.awards if registry.awards else ()
        newest = max((award.year for award in awards), default="")
        chosen = [a for a in awards if a.year == newest and bool(a.partner) is partners]
        for number, award in enumerate(chosen, 1):
            context = award_context(registry, today, award)
            name = f"{id_}-{newest[:4]}-{number}"
            yield Draft(name, f"{title}: {award.nomination}", id_, context, Design.DIPLOMA)

    return make


KINDS: tuple[Kind, ...] = (
    Kind(
        "polozhenie",
        "Положение о системе наставничества",
        SCHOOL,
        _in_force(
            "polozhenie",
            "Положение о системе наставничества педагогических работников",
            ActKind.REGULATION,
        ),
    ),
    Kind(
        "programma",
        "Программа наставничества",
        SCHOOL,
        _in_force("programma", "Программа наставничества", ActKind.PROGRAMME, programme_context),
    ),
    Kind("dorozhnaya-karta", "Дорожная карта", SCHOOL, _roadmap),
    Kind("plan-realizacii", "План реализации", SCHOOL, _workplan),
    _order("prikaz-kurator", "Приказ о назначении куратора", ActKind.CURATOR_ORDER, yearly=False),
    _order(
        "prikaz-polozhenie",
        "Приказ об утверждении положения",
        ActKind.REGULATION_ORDER,
        yearly=False,
    ),
    _order(
        "prikaz-reestr",
        "Приказ об утверждении реестра наставников",
        ActKind.REGISTER_ORDER,
        mentors_order_context,
    ),
    _order(
        "prikaz-obuchenie",
        "Приказ об обучении наставников",
        ActKind.TRAINING_ORDER,
        mentors_order_context,
    ),
    Kind("prikaz-pary", "Приказ о закреплении пар", ORDERS, _pairs_orders),
    Kind("prikaz-pooshchrenie", "Приказ о поощрении", ORDERS, _awards_order),
    _pair_kind(
        "dopsoglashenie", "Дополнительное соглашение (ТК РФ, ст. 351.8)", of_our_workers=True
    ),
    _pair_kind("programma-pary", "Персонализированная программа наставничества"),
    _pair_kind("dnevnik-pary", "Дневник пары"),
    _sheet("anketa-nastavnika", "Анкета наставника"),
    _sheet("anketa-nastavlyaemogo", "Анкета наставляемого"),
    _sheet("anketa-vstrechi", "Лист предпочтений после общей встречи"),
    Kind("anketa-kachestvo", "Анкета о качестве программы (этап 1)", FORMS, _survey),
    Kind("anketa-vliyanie", "Лист замеров до и после (этап 2)", FORMS, _impact),
    Kind("blank-vstrechi", "Бланки встреч", FORMS, _meeting_forms),
    Kind(REPORT, "Итоговый аналитический отчёт", SCHOOL, _reports),
    Kind("bank-mentors", "Банк наставников", SCHOOL, _bank(mentor_bank)),
    Kind("bank-mentees", "Банк наставляемых", SCHOOL, _bank(mentee_bank)),
    _person_kind("soglasie-obrabotka", "Согласие на обработку персональных данных"),
    _person_kind(
        "soglasie-rasprostranenie",
        "Согласие на распространение персональных данных",
        with_pages=True,
    ),
    _withdrawal(),
    Kind("gramota", "Грамота", AWARDS, _awards("gramota", "Грамота", partners=False)),
    Kind(
        "blagodarnost",
        "Благодарственное письмо",
        AWARDS,
        _awards("blagodarnost", "Благодарственное письмо", partners=True),
    ),
)
"""All the kinds, in the order of lists."""


def kinds_of(*, personal: bool) -> list[Kind]:
    """Return the kinds that a set of documents is made of.

    Args:
        personal: Whether papers of every pair and person are in the set.
    """
    return [kind for kind in KINDS if personal or not kind.is_personal]
