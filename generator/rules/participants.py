"""People against their pairs, acts and awards: who takes part, when, with which papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.diagnostics import Level, Problem
from generator.model.base import Entity
from generator.model.consent import ConsentKind
from generator.model.pair import Pair
from generator.model.people import Person
from generator.model.registry import Registry
from generator.model.types import fold
from generator.rules.finding import Rule, day, found
from generator.rules.pairs import Paper, is_working, missing_papers, unconsented
from generator.source.document import Path

_AGES = range(16, 90)
_JOINED, _LEFT = "дата вхождения в программу", "дата выхода из программы"


def _papers(registry: Registry, today: date) -> Iterator[Problem]:
    """Papers come before the pair (Л 2.2, 3.1, 3.2; М 3.3; ТК РФ, ст. 351.8)."""
    for pair in registry.pairs.values():
        if is_working(pair, today):
            for missing in missing_papers(registry, pair, today):
                if missing.paper is Paper.PROCESSING:
                    continue
                message = f"нет бумаги: {missing.paper} — {missing.person.full_name}"
                yield found("П-07", Level.WARNING, pair, (), message, "оформите и запишите дату")


def _processing(registry: Registry, today: date) -> Iterator[Problem]:
    """Nobody stands in a bank without a processing consent (Л 2.2, 3.1, 3.2; Т 9, 12)."""
    for person in unconsented(registry, today):
        message = "в банке без согласия на обработку персональных данных"
        hint = "подпишите согласие и запишите в «согласия»"
        yield found("П-17", Level.WARNING, person, ("ФИО",), message, hint)


def _papers_in_time(registry: Registry, _: date) -> Iterator[Problem]:
    """Papers are signed before the pair begins (Л 2.2, 3.1, 3.2; М 3.3; ТК РФ, ст. 351.8)."""
    for pair in registry.pairs.values():
        for paper, whose, path, signed in _dated_papers(registry, pair):
            if signed > pair.plan.start:
                message = f"пара начата {day(pair.plan.start)}, а {paper} — {day(signed)}"
                hint = f"проверьте обе даты: вторая — {whose.at(*path)}"
                where = ("программа", "начало")
                yield found("П-21", Level.WARNING, pair, where, message, hint)


def _dated_papers(registry: Registry, pair: Pair) -> Iterator[tuple[str, Entity, Path, date]]:
    """Yield what each paper is, whose record and which place hold its date, and the date."""
    for person in registry.participants(pair):
        signed = [
            (consent.signed, index)
            for index, consent in enumerate(person.consents)
            if consent.kind is ConsentKind.PROCESSING
        ]
        if signed:
            first, index = min(signed)
            what = f"согласие на обработку данных ({person.full_name})"
            yield what, person, ("согласия", index, "дата"), first
    papers = pair.addendum
    if papers.written_consent is not None:
        path = ("допсоглашение", "письменное согласие наставника")
        yield "письменное согласие наставника", pair, path, papers.written_consent
    if papers.date is not None:
        yield "дополнительное соглашение", pair, ("допсоглашение", "дата"), papers.date
    if pair.order is not None:
        order = registry.acts[pair.order]
        yield "приказ о закреплении", order, ("дата",), order.date


def _capacity(registry: Registry, today: date) -> Iterator[Problem]:
    """A mentor leads no more mentees than agreed; a mentee stands in one pair (М 3)."""
    for mentor in registry.mentors.values():
        load = sum(len(pair.mentees) for pair in _working(registry, mentor, today))
        if load > mentor.capacity:
            message = f"наставляемых сейчас {load}, а вместимость {mentor.capacity}"
            hint = "исправьте вместимость или передайте пару"
            yield found("П-09", Level.WARNING, mentor, ("вместимость",), message, hint)
    for mentee in registry.mentees.values():
        working = _working(registry, mentee, today)
        if len(working) > 1:
            listed = ", ".join(pair.id for pair in working)
            message = f"наставляемый сразу в нескольких парах: {listed}"
            yield found("П-20", Level.WARNING, mentee, ("ФИО",), message, "оставьте одну")


def _working(registry: Registry, person: Person, today: date) -> list[Pair]:
    return [p for p in registry.pairs_of.get(person.key, ()) if is_working(p, today)]


def _namesakes(registry: Registry, _: date) -> Iterator[Problem]:
    """A record copied from an example keeps the example's name until somebody notices."""
    for people in (registry.mentors, registry.mentees):
        seen: dict[str, Person] = {}
        for person in people.values():
            first = seen.setdefault(fold(person.full_name), person)
            if first is not person:
                message = f"ФИО «{person.full_name}» уже есть: {first.key}"
                hint = "если это копия, впишите своё ФИО; полного тёзку зовите именем файла"
                yield found("П-18", Level.ADVICE, person, ("ФИО",), message, hint)


def _birth_years(registry: Registry, _: date) -> Iterator[Problem]:
    """The bank's column «год рождения» holds the year of a grown-up (Л, forms of banks)."""
    for mentee in registry.mentees.values():
        age = mentee.joined.year - mentee.birth_year
        if age not in _AGES:
            message = f"год рождения {mentee.birth_year}, а в программе с {mentee.joined.year} года"
            hint = "напишите год четырьмя цифрами: 1998"
            yield found("П-32", Level.WARNING, mentee, ("год рождения",), message, hint)


def _in_the_programme(registry: Registry, today: date) -> Iterator[Problem]:
    """Whoever has a pair, an award, a seat or a line in an act takes part on that day."""
    for pair in registry.pairs.values():
        for person in registry.participants(pair):
            start = ("программа", "начало")
            yield from _taking_part(person, pair, start, "пара начата", pair.plan.start)
            if is_working(pair, today) and person.left is not None and person.left <= today:
                message = f"{_away(person)}, а пара {pair.id} не закрыта"
                hint = "запишите итог пары или проверьте дату выхода"
                yield found("П-29", Level.WARNING, person, (_LEFT,), message, hint)
    for act in registry.acts.values():
        for index, id_ in enumerate(act.mentors):
            mentor, path = registry.mentors[id_], ("наставники", index)
            yield from _taking_part(mentor, act, path, "документ от", act.date)
    yield from _in_the_council(registry, today)
    yield from _awarded(registry)


def _taking_part(
    person: Person, record: Entity, path: Path, what: str, when: date
) -> Iterator[Problem]:
    if person.joined > when:
        message = f"{what} {day(when)}, а {person.full_name} в программе с {day(person.joined)}"
        hint = f"проверьте обе даты: вторая — {person.at(_JOINED)}"
        yield found("П-30", Level.WARNING, record, path, message, hint)
    elif person.left is not None and person.left < when:
        message = f"{what} {day(when)}, а {_away(person)}"
        hint = f"проверьте обе даты: вторая — {person.at(_LEFT)}"
        yield found("П-29", Level.WARNING, record, path, message, hint)


def _in_the_council(registry: Registry, today: date) -> Iterator[Problem]:
    for index, member in enumerate(registry.council.members if registry.council else ()):
        mentor = registry.mentors.get(member.mentor or "")
        if registry.council is None or mentor is None:
            continue
        if mentor.left is not None and mentor.left <= today:
            message = f"член совета — {_away(mentor)}"
            path = ("состав", index, "наставник")
            hint = "уберите из состава или проверьте дату выхода"
            yield found("П-29", Level.WARNING, registry.council, path, message, hint)


def _awarded(registry: Registry) -> Iterator[Problem]:
    """An award goes to a mentor who took part in that school year (Т 35)."""
    for index, award in enumerate(registry.awards.awards if registry.awards else ()):
        mentor = registry.mentors.get(award.mentor or "")
        if registry.awards is None or mentor is None:
            continue
        path = ("награды", index, "наставник")
        first = int(award.year[:4])
        if mentor.joined > date(first + 1, 8, 31):
            message = (
                f"награда за {award.year}, а {mentor.full_name} в программе с {day(mentor.joined)}"
            )
            hint = "проверьте учебный год"
            yield found("П-30", Level.WARNING, registry.awards, path, message, hint)
        elif mentor.left is not None and mentor.left < date(first, 9, 1):
            message = f"награда за {award.year}, а {_away(mentor)}"
            hint = "проверьте учебный год"
            yield found("П-29", Level.WARNING, registry.awards, path, message, hint)


def _away(person: Person) -> str:
    return f"{person.full_name} вне программы с {day(person.left or person.joined)}"


def _succession(registry: Registry, _: date) -> Iterator[Problem]:
    """A pair that goes on is made of the same people."""
    for pair in registry.pairs.values():
        if pair.continues and not _same_people(pair, registry.pairs[pair.continues]):
            message = f"пара продолжает {pair.continues}, но люди в них разные"
            path = ("продолжает пару",)
            yield found("П-14", Level.WARNING, pair, path, message, "сверьте состав")


def _same_people(pair: Pair, earlier: Pair) -> bool:
    return pair.mentor == earlier.mentor and bool(set(pair.mentees) & set(earlier.mentees))


RULES: tuple[Rule, ...] = (
    _papers,
    _processing,
    _papers_in_time,
    _capacity,
    _namesakes,
    _birth_years,
    _in_the_programme,
    _succession,
)
"""Rules about participants."""
