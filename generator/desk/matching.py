"""Matching at the desk: accepted proposals become pairs, decisions on two people are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from generator.desk.fields import Kind, Option, field_of
from generator.desk.forms import Form, Part
from generator.desk.shelf import Card
from generator.desk.tasks import Task
from generator.desk.values import Raw
from generator.editing.matching import Wanted, end_of_year, record_decision, write_pairs
from generator.editing.planning import Plan
from generator.editing.workspace import RefusalError, Workspace
from generator.model.act import ActKind
from generator.model.matching import Bar, Lock
from generator.model.pair import Pair
from generator.model.pair import Plan as Programme
from generator.model.periods import parse_day
from generator.model.registry import Registry
from generator.render.words import counted
from generator.rules.matching.market import Matched, Proposal, match
from generator.views.internal.labels import couple, short_name

BACK = "/matching"
_PART = ("подбор",)
_FIRST, _LAST, _ORDER = "начало", "окончание", "приказ"


def taken_together(
    registry: Registry, matched: Matched, mentees: Sequence[str]
) -> tuple[Proposal, ...]:
    """Return the proposals for these mentees; a mentor of a group takes the whole of it."""
    groups = registry.matching.groups if registry.matching else ()
    asked = {p.score.mentor for p in matched.proposals if p.score.mentee in mentees}
    return tuple(
        proposal
        for proposal in matched.proposals
        if proposal.score.mentee in mentees
        or (proposal.score.mentor in groups and proposal.score.mentor in asked)
    )


def accept(registry: Registry, card: Card, proposals: Sequence[Proposal], today: date) -> Task:
    """Offer to write proposals as pairs, with their days and the order that assigns them.

    Args:
        registry: The school's records.
        card: One of the mentees; the form is about many files.
        proposals: What the curator accepts.
        today: The day.
    """
    orders = [act for act in registry.acts.values() if act.kind is ActKind.PAIRS_ORDER]
    order = replace(
        field_of(Pair, _ORDER),
        kind=Kind.CHOICE,
        required=False,
        default="новый проект приказа, пары станут его приложением",
        options=tuple(
            Option(act.id, f"{act.title} от {act.date:%d.%m.%Y}")
            for act in sorted(orders, key=lambda act: (act.date, act.id), reverse=True)
        ),
    )
    fields = (field_of(Programme, _FIRST), field_of(Programme, _LAST), order)
    given = {_FIRST: f"{today:%d.%m.%Y}", _LAST: f"{end_of_year(today):%d.%m.%Y}"}
    mentees = {proposal.score.mentee for proposal in proposals}

    def finish(school: Workspace, values: Sequence[Mapping[str, Raw]], _: str) -> Plan:
        raw = values[0]
        wanted = Wanted(_day(raw[_FIRST]), _day(raw[_LAST]), raw[_ORDER].strip())
        matched = match(school.registry, school.today)
        chosen = [p for p in matched.proposals if p.score.mentee in mentees]
        return write_pairs(school, chosen, wanted)

    people = [couple(registry, p.score.mentor, p.score.mentee) for p in proposals]
    count = counted(len(people), "предложение", "предложения", "предложений")
    title = f"Принять: {people[0]}" if len(people) == 1 else f"Принять {count}"
    intro = "" if len(people) == 1 else "; ".join(people)
    form = Form((Part(_PART, fields, given=given),), {}, (), lambda _, __: ())
    return Task(title, form, card, intro, finish=finish, sketch=True, back=BACK)


def lock(registry: Registry, card: Card, matched: Matched, mentor: str) -> Task:
    """Offer to put a mentee together with a mentor, whatever the points say.

    Args:
        registry: The school's records.
        card: The mentee.
        matched: The matching of the day.
        mentor: Id of the mentor offered first; empty for none.
    """
    scores = {score.mentor: score.points for score in matched.scores.get(card.id, ())}
    listed = sorted(registry.mentors.values(), key=lambda m: (-scores.get(m.id, -1), m.full_name))
    guide = replace(
        field_of(Lock, "наставник"),
        kind=Kind.CHOICE,
        hint="Сначала те, у кого есть свободное место.",
        options=tuple(
            Option(
                one.id,
                short_name(one.full_name),
                counted(scores[one.id], "балл", "балла", "баллов")
                if one.id in scores
                else "мест нет",
            )
            for one in listed
        ),
    )
    part = Part(_PART, (guide, field_of(Lock, "причина")), given={"наставник": mentor})

    def finish(school: Workspace, values: Sequence[Mapping[str, Raw]], _: str) -> Plan:
        chosen = values[0]["наставник"].strip()
        if chosen not in school.registry.mentors:
            raise RefusalError("наставник не выбран", "выберите его в списке")
        return _decided(school, "закрепления", chosen, card.id, values[0]["причина"])

    form = Form((part,), {}, (), lambda _, __: ())
    intro = "Закрепление сильнее баллов и листов; прежнее закрепление этого человека заменится."
    return Task(
        f"Закрепить наставника: {card.title}",
        form,
        card,
        intro,
        finish=finish,
        sketch=True,
        back=BACK,
    )


def bar(registry: Registry, card: Card, mentor: str) -> Task:
    """Offer to keep two people apart."""
    part = Part(_PART, (field_of(Bar, "причина"),))

    def finish(school: Workspace, values: Sequence[Mapping[str, Raw]], _: str) -> Plan:
        return _decided(school, "запреты", mentor, card.id, values[0]["причина"])

    form = Form((part,), {}, (), lambda _, __: ())
    title = f"Не соединять: {couple(registry, mentor, card.id)}"
    return Task(title, form, card, finish=finish, sketch=True, back=BACK)


def _decided(school: Workspace, key: str, mentor: str, mentee: str, reason: Raw) -> Plan:
    if not reason.strip():
        raise RefusalError("причина не названа", "напишите, почему так решили")
    return record_decision(school, key, mentor, mentee, reason.strip())


def _day(text: Raw) -> date:
    day = parse_day(text.strip())
    if day is None:
        raise RefusalError(f"«{text}» — не день", "пишите так: 01.09.2026")
    return day
