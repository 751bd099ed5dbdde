"""The life of a pair: its meetings, marks of its goals, its outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from generator.editing.lookup import pair_title
from generator.editing.planning import Plan, plan
from generator.editing.records import key_order
from generator.editing.workspace import RefusalError, Workspace
from generator.model.pair import EndReason, MeetingKind, Pair
from generator.source.splice import Append, Change, Insert, Put


def record_meeting(
    school: Workspace,
    pair: Pair,
    meeting: Mapping[str, Any],
    marks: Mapping[int, str] | None = None,
    goals: Sequence[Mapping[str, Any]] = (),
) -> Plan:
    """Plan the record of a meeting: in the order of dates, with what it changed in the goals.

    Args:
        school: The school now.
        pair: Whose meeting it was.
        meeting: Its values by Russian keys: «вид», «дата», «минут», «ответы»…
        marks: New marks of goals by their indexes from 0.
        goals: Goals the meeting agreed on.

    Raises:
        DataError: When the data would have errors.
        RefusalError: When the meeting lies ahead or is recorded already.
    """
    day, kind = meeting["дата"], str(meeting["вид"])
    _need_past(school, day, "встреча")
    if any(held.date == day and held.kind == kind for held in pair.meetings):
        message = f"встреча «{kind}» {day:%d.%m.%Y} у пары {pair.id} уже записана"
        raise RefusalError(message, "поправить её можно в редакторе или на рабочем столе")
    record = {**meeting, "ответы": _in_order(school, meeting) or None}
    later = next((i for i, held in enumerate(pair.meetings) if held.date > day), None)
    changes: list[Change] = [*_marks(pair, marks or {}), *_goals(goals)]
    if later is None:
        changes.append(Append(("встречи",), record, key_order(Pair, "встречи")))
    else:
        changes.append(Insert(("встречи",), later, record))
    return plan(school, {pair.at().path: changes}, notes=tuple(_notes_of_meeting(pair, day)))


def record_outcome(
    school: Workspace,
    pair: Pair,
    outcome: Mapping[str, Any],
    marks: Mapping[int, str] | None = None,
) -> Plan:
    """Plan the outcome of a pair.

    Args:
        school: The school now.
        pair: The pair that ends.
        outcome: Values by Russian keys: «основание», «дата», «результаты»…
        marks: Last marks of goals by their indexes from 0.

    Raises:
        DataError: When the data would have errors.
        RefusalError: When the pair has an outcome, the day lies ahead, or an early end is
            not explained (М 6.1).
    """
    if pair.outcome is not None:
        message = f"итог пары {pair.id} уже записан, {pair.outcome.date:%d.%m.%Y}"
        raise RefusalError(message, "поправить его можно в редакторе или на рабочем столе")
    _need_past(school, outcome["дата"], "итог")
    early = str(outcome["основание"]) != EndReason.COMPLETED
    if early and not outcome.get("пояснение"):
        raise RefusalError("досрочное завершение нужно объяснить", "заполните «пояснение»")
    changes = [*_marks(pair, marks or {}), Put(("итог",), outcome, key_order(Pair, "итог"))]
    return plan(school, {pair.at().path: changes}, notes=tuple(_notes_of_outcome(school, pair)))


def _need_past(school: Workspace, day: date, what: str) -> None:
    if day > school.today:
        message = f"{what} {day:%d.%m.%Y} ещё впереди: сегодня {school.today:%d.%m.%Y}"
        raise RefusalError(message, "проверьте дату")


def _in_order(school: Workspace, meeting: Mapping[str, Any]) -> dict[str, Any]:
    """Put the answers in the order of the questions; keys nobody asks stay for the checks."""
    answers = dict(meeting.get("ответы") or {})
    kinds = {form.kind.value: form for form in school.registry.meeting_forms.forms}
    form = kinds.get(str(meeting["вид"]))
    asked = [question.key for question in form.questions] if form else []
    known = {key: answers.pop(key) for key in asked if answers.get(key)}
    return {**known, **answers}


def _marks(pair: Pair, marks: Mapping[int, str]) -> Iterator[Change]:
    count = len(pair.plan.goals)
    for index, mark in marks.items():
        if not 0 <= index < count:
            hint = f"целей {count}" if count else "у пары нет карты целей"
            raise RefusalError(f"нет цели {index + 1}", hint)
        if pair.plan.goals[index].mark != mark:
            path = ("программа", "цели", index, "отметка")
            yield Put(path, mark, ("результат", "действия", "срок", "показатель"))


def _goals(goals: Sequence[Mapping[str, Any]]) -> Iterator[Change]:
    for goal in goals:
        yield Append(("программа", "цели"), goal)


def _notes_of_meeting(pair: Pair, day: date) -> Iterator[str]:
    if pair.outcome is not None and day > pair.outcome.date:
        yield "у пары уже записан итог, а встреча позже него"


def _notes_of_outcome(school: Workspace, pair: Pair) -> Iterator[str]:
    if not any(meeting.kind is MeetingKind.FINAL for meeting in pair.meetings):
        yield "итоговая встреча не записана"
    if pair.id not in school.registry.cases_of_pair:
        title = pair_title(school, pair)
        yield f"черновик кейса о паре {title}: nastavnik new case --from {pair.id}"
