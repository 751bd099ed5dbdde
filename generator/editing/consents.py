"""Consents of a person: signed, and withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from generator.editing.planning import Plan, plan
from generator.editing.records import key_order
from generator.editing.workspace import RefusalError, Workspace
from generator.model.consent import Consent, ConsentKind
from generator.model.people import Person
from generator.source.handwriting import InBraces
from generator.source.splice import Append, Change, Put

_BEFORE_WITHDRAWN = key_order(Consent, "отозвано")


def record_consent(school: Workspace, person: Person, consent: Mapping[str, Any]) -> Plan:
    """Plan the record of a consent a person has signed.

    Args:
        school: The school now.
        person: Who signed.
        consent: Values by Russian keys: «вид», «дата», «до», «сведения»…

    Raises:
        DataError: When the data would have errors.
        RefusalError: When it lies ahead, ends before it begins, names nothing that may be
            shown, or is recorded already.
    """
    day, kind = consent["дата"], str(consent["вид"])
    if day > school.today:
        message = f"согласие {day:%d.%m.%Y} ещё впереди: сегодня {school.today:%d.%m.%Y}"
        raise RefusalError(message, "проверьте дату")
    if consent.get("до") and consent["до"] < day:
        raise RefusalError("согласие кончается раньше, чем подписано", "проверьте «дата» и «до»")
    if any(c.kind == kind and c.signed == day for c in person.consents):
        message = f"согласие «{kind}» от {day:%d.%m.%Y} у {person.key} уже записано"
        raise RefusalError(message, "поправить его можно в редакторе или на рабочем столе")
    if kind == ConsentKind.DISSEMINATION and not consent.get("сведения"):
        message = "в согласии на распространение не названо, что можно показывать"
        raise RefusalError(message, "перечислите «сведения», как на бумаге")
    append = Append(("согласия",), InBraces(consent), key_order(type(person), "согласия"))
    return plan(school, {f"data/{person.key}.yml": [append]})


def withdraw_consent(
    school: Workspace, people: Sequence[Person], kind: ConsentKind, day: date
) -> Plan:
    """Plan the withdrawal of every consent of a kind that is in force.

    Args:
        school: The school now.
        people: All the records of one person.
        kind: Consent to dissemination, or to processing.
        day: The day of withdrawal.

    Raises:
        DataError: When the data would have errors.
        RefusalError: When nothing is in force, or the day lies ahead.
    """
    if day > school.today:
        message = f"отзыв {day:%d.%m.%Y} ещё впереди: сегодня {school.today:%d.%m.%Y}"
        raise RefusalError(message, "проверьте дату")
    changes: dict[str, list[Change]] = {}
    for person in people:
        steps = list(_withdrawals(person, kind, day, school.today))
        if steps:
            changes[f"data/{person.key}.yml"] = steps
    if not changes:
        raise RefusalError(f"нет действующего согласия: {kind}", _known(people))
    return plan(school, changes, notes=tuple(_notes(kind)))


def _withdrawals(person: Person, kind: ConsentKind, day: date, today: date) -> Iterator[Change]:
    for index, consent in enumerate(person.consents):
        if consent.kind is not kind or not consent.in_force(today):
            continue
        if consent.signed > day:
            message = f"согласие подписано {consent.signed:%d.%m.%Y}, позже отзыва"
            raise RefusalError(message, "проверьте день отзыва")
        yield Put(("согласия", index, "отозвано"), day, _BEFORE_WITHDRAWN)


def _known(people: Sequence[Person]) -> str:
    listed = []
    for person in people:
        for consent in person.consents:
            end = f", до {consent.until:%d.%m.%Y}" if consent.until else ""
            gone = f", отозвано {consent.withdrawn:%d.%m.%Y}" if consent.withdrawn else ""
            listed.append(f"{consent.kind} от {consent.signed:%d.%m.%Y}{end}{gone}")
    return f"записаны: {'; '.join(listed)}" if listed else "согласий не записано"


def _notes(kind: ConsentKind) -> Iterator[str]:
    if kind is ConsentKind.PROCESSING:
        yield "без согласия на обработку держать человека в банке нельзя: решите, что с записью"
