"""Dates that contradict one another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.diagnostics import Level, Problem
from generator.model.base import Entity
from generator.model.registry import Registry
from generator.rules.finding import Rule, day, found
from generator.rules.pairs import past_meetings
from generator.source.document import Path

_SHORTEST_PLAN = timedelta(days=89)
_LONGEST_PLAN = timedelta(days=366)


def _spans(registry: Registry, _: date) -> Iterator[Problem]:
    """Nothing ends before it begins."""
    for person in registry.people():
        yield from _span(person, (), person.joined, "дата выхода из программы", person.left)
        for index, consent in enumerate(person.consents):
            for key, end in (("до", consent.until), ("отозвано", consent.withdrawn)):
                yield from _span(person, ("согласия", index), consent.signed, key, end)
    for index, holiday in enumerate(registry.school.holidays):
        yield from _span(registry.school, ("каникулы", index), holiday.start, "по", holiday.end)
    for act in registry.acts.values():
        yield from _span(act, (), act.date, "утратил силу", act.lost_force)
        if (card := act.signature) is not None:
            yield from _span(act, ("подпись",), card.signed, "действует до", card.valid_until)
            if card.valid_from is not None:
                yield from _span(act, ("подпись",), card.valid_from, "подписано", card.signed)
    for pair in registry.pairs.values():
        start = pair.plan.start
        yield from _span(pair, ("программа",), start, "окончание", pair.plan.end)
        if pair.outcome is not None:
            yield from _span(pair, ("итог",), start, "дата", pair.outcome.date)


def _span(record: Entity, path: Path, start: date, key: str, end: date | None) -> Iterator[Problem]:
    if end is not None and end < start:
        message = f"«{key}» {day(end)} раньше начала, {day(start)}"
        yield found("П-05", Level.ERROR, record, (*path, key), message, "проверьте обе даты")


def _plan_length(registry: Registry, _: date) -> Iterator[Problem]:
    """A personalised programme lasts from three months to a year (М 1.2.1)."""
    path = ("программа", "окончание")
    for pair in registry.pairs.values():
        length = pair.plan.end - pair.plan.start
        if timedelta(0) <= length < _SHORTEST_PLAN:
            message, hint = "программа короче трёх месяцев", "от трёх месяцев до года"
            yield found("П-06", Level.WARNING, pair, path, message, hint)
        elif length > _LONGEST_PLAN:
            message, hint = "программа длиннее года", "запишите продление в «продления»"
            yield found("П-06", Level.WARNING, pair, path, message, hint)


def _prolongations(registry: Registry, _: date) -> Iterator[Problem]:
    """A prolongation moves the end further and is decided before it comes (М 1.2.1)."""
    for pair in registry.pairs.values():
        end = pair.plan.end
        for index, longer in enumerate(pair.plan.prolongations):
            path = ("программа", "продления", index)
            if longer.until <= end:
                message = f"продление до {day(longer.until)}, а срок и так до {day(end)}"
                hint = "проверьте обе даты"
                yield found("П-05", Level.ERROR, pair, (*path, "до"), message, hint)
            elif longer.decided > end:
                message = f"продлить решили {day(longer.decided)}, когда срок {day(end)} вышел"
                where = (*path, "дата решения")
                yield found("П-31", Level.WARNING, pair, where, message, "проверьте обе даты")
            end = max(end, longer.until)


def _agreements(registry: Registry, _: date) -> Iterator[Problem]:
    """An act is agreed before it is approved (Т, requisites)."""
    for act in registry.acts.values():
        for index, agreed in enumerate(act.agreed):
            if act.approved is not None and agreed.date > act.approved.date:
                message = (
                    f"согласовано {day(agreed.date)}, позже чем утверждено {day(act.approved.date)}"
                )
                path = ("согласовано", index, "дата")
                yield found("П-31", Level.WARNING, act, path, message, "проверьте обе даты")


def _meetings(registry: Registry, today: date) -> Iterator[Problem]:
    """Meetings go in the order of their dates, inside the pair's programme."""
    for pair in registry.pairs.values():
        previous = pair.plan.start
        for index, meeting in enumerate(pair.meetings):
            path = ("встречи", index, "дата")
            if meeting.date > today:
                message, hint = "встреча записана будущим днём", "проверьте дату"
                yield found("П-03", Level.WARNING, pair, path, message, hint)
            elif meeting.date < previous:
                what = "начала программы" if index == 0 else "предыдущей"
                message, hint = f"встреча раньше {what}", "проверьте порядок дат"
                yield found("П-03", Level.WARNING, pair, path, message, hint)
            previous = max(previous, meeting.date)
        outcome = pair.outcome
        late = [m.date for m in past_meetings(pair, today) if outcome and m.date > outcome.date]
        if late:
            message = f"встреча {day(late[0])} записана после итога"
            where = ("итог", "дата")
            yield found("П-03", Level.WARNING, pair, where, message, "проверьте даты")


RULES: tuple[Rule, ...] = (_spans, _plan_length, _prolongations, _agreements, _meetings)
"""Rules about dates."""
