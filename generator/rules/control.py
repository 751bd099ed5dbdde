"""Control of the pairs' work: rhythm, length and order of meetings, horizon, yearly review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from generator.diagnostics import Level, Problem
from generator.model.pair import EndReason, Meeting, MeetingFormat, MeetingKind, Pair
from generator.model.registry import Registry
from generator.rules.calendar import months_later, school_days
from generator.rules.finding import Rule, day, found
from generator.rules.pairs import first_kinds, is_working, past_meetings
from generator.rules.workdays import workdays_after

_LEAST_MONTHS = 3
_HORIZON_MONTHS = 1
_NOTICE_DAYS = 3
_LABOUR_LAW_SINCE = date(2025, 3, 1)


@dataclass(frozen=True, slots=True)
class Gap:
    """A break between two meetings, or since the last one.

    Attributes:
        start: Day of the meeting before it, or of the programme's beginning.
        end: Day of the meeting after it, or today.
        days: Days of it that are no holidays.
        is_open: Nobody has met since.
    """

    start: date
    end: date
    days: int
    is_open: bool


def gaps(registry: Registry, pair: Pair, today: date) -> tuple[Gap, ...]:
    """Return the breaks longer than the school's rhythm (Т: not less than once in two weeks).

    The number of days is in ``data/meetings.yml``; days of holidays do not count.
    """
    most, holidays = registry.meeting_forms.max_days_between, registry.school.holidays
    days = [meeting.date for meeting in past_meetings(pair, today)] or [pair.plan.start]
    goes_on = is_working(pair, today)
    if goes_on:
        days.append(min(today, max(pair.plan.last_day, days[-1])))
    breaks = [
        Gap(start, end, school_days(start, end, holidays), goes_on and number == len(days) - 1)
        for number, (start, end) in enumerate(pairwise(days), 1)
        # Most breaks are short; only the others are worth counting day by day.
        if (end - start).days > most
    ]
    return tuple(gap for gap in breaks if gap.days > most)


def silence(registry: Registry, pair: Pair, today: date) -> Gap | None:
    """Return the break longer than the school's rhythm that is not over yet, if there is one."""
    breaks = gaps(registry, pair, today)
    return breaks[-1] if breaks and breaks[-1].is_open else None


def rhythm(registry: Registry, pair: Pair, today: date) -> int | None:
    """Return how many days pass from meeting to meeting on the average, without holidays.

    For «учитель – учитель» twice a week is best, once in two weeks the least (Т).

    Returns:
        Whole days; ``None`` before the second meeting.
    """
    held = past_meetings(pair, today)
    if len(held) < 2:
        return None
    days = school_days(held[0].date, held[-1].date, registry.school.holidays)
    return round(days / (len(held) - 1))


def _rhythm(registry: Registry, today: date) -> Iterator[Problem]:
    """Working pairs meet at least once in two weeks (Т, «Организация хода»)."""
    most = registry.meeting_forms.max_days_between
    for pair in registry.pairs.values():
        if not is_working(pair, today):
            continue
        if not (breaks := gaps(registry, pair, today)):
            continue
        last = breaks[-1]
        message = f"не встречались с {day(last.start)} до сих пор: {last.days} дн. без каникул"
        if not last.is_open:
            longest = max(gap.days for gap in breaks)
            message = (
                f"перерывов дольше {most} дн.: {len(breaks)}, самый долгий {longest} дн.,"
                f" последний с {day(last.start)} до {day(last.end)}"
            )
        hint = (
            f"по программе не реже раза в {most} дн., а лучше дважды в неделю;"
            " запишите встречу или причину"
        )
        yield found("В-02", Level.WARNING, pair, _meeting_path(pair, last), message, hint)


def _meeting_path(pair: Pair, gap: Gap) -> tuple[str | int, ...]:
    for index, meeting in enumerate(pair.meetings):
        if meeting.date == gap.start:
            return ("встречи", index, "дата")
    return ("программа", "начало")


def _length(registry: Registry, _: date) -> Iterator[Problem]:
    """A meeting has a greatest length by its kind (Т, five meetings)."""
    for pair in registry.pairs.values():
        for index, meeting in enumerate(pair.meetings):
            form = registry.meeting_forms.form_of(meeting.kind)
            most = form.max_minutes if form else None
            if most is None or meeting.minutes is None or _is_letter(meeting):
                continue
            if meeting.minutes > most:
                message = f"встреча «{meeting.kind}» шла {meeting.minutes} мин"
                path = ("встречи", index, "минут")
                yield found("В-01", Level.ADVICE, pair, path, message, f"обычно до {most} мин")


def _is_letter(meeting: Meeting) -> bool:
    return meeting.format is MeetingFormat.CORRESPONDENCE


def _letters(registry: Registry, _: date) -> Iterator[Problem]:
    """Correspondence is not measured in time, but what came of it is recorded (Т)."""
    for pair in registry.pairs.values():
        for index, meeting in enumerate(pair.meetings):
            if _is_letter(meeting) and not (meeting.result or meeting.answers):
                message = "у переписки не записано, чем она кончилась"
                path = ("встречи", index)
                yield found("В-07", Level.ADVICE, pair, path, message, "добавьте «результат: …»")


def _order(registry: Registry, today: date) -> Iterator[Problem]:
    """Acquaintance, trial, planning, work, final: no kind comes before its turn (Т).

    A new cycle of the same people begins from planning; a kind the school has no form of is
    not asked for.
    """
    for pair in registry.pairs.values():
        owed = [k for k in first_kinds(pair) if registry.meeting_forms.form_of(k)]
        ended: Meeting | None = None
        places = {id(meeting): place for place, meeting in enumerate(pair.meetings)}
        for meeting in past_meetings(pair, today):
            path = ("встречи", places[id(meeting)], "вид")
            if ended is not None:
                message = f"после итоговой встречи записана «{meeting.kind}»"
                hint = "новый цикл — новая запись с ключом «продолжает пару»"
                yield found("В-03", Level.WARNING, pair, path, message, hint)
            elif earlier := _not_held(owed, meeting.kind):
                message = f"встреча «{meeting.kind}» прошла раньше, чем «{earlier}»"
                hint = "проверьте виды и даты встреч"
                yield found("В-03", Level.WARNING, pair, path, message, hint)
            owed = [kind for kind in owed if kind is not meeting.kind]
            ended = meeting if meeting.kind is MeetingKind.FINAL else ended


def _not_held(owed: list[MeetingKind], kind: MeetingKind) -> MeetingKind | None:
    turn = list(MeetingKind).index
    return next((earlier for earlier in owed if turn(earlier) < turn(kind)), None)


def _horizon(registry: Registry, _: date) -> Iterator[Problem]:
    """Goals look at least a month ahead of the planning (Т, «Желания и ресурсы»)."""
    for pair in registry.pairs.values():
        ends = [goal.due.end for goal in pair.plan.goals if goal.due.end and not goal.due.annual]
        if not ends:
            continue
        planned = [m.date for m in pair.meetings if m.kind is MeetingKind.PLANNING]
        start = min(planned, default=pair.plan.start)
        if max(ends) < months_later(start, _HORIZON_MONTHS):
            message = f"цели до {day(max(ends))}, а планировали {day(start)}: меньше месяца"
            hint = "поставьте цель хотя бы на месяц вперёд"
            yield found("В-04", Level.WARNING, pair, ("программа", "цели"), message, hint)


def _whole(registry: Registry, today: date) -> Iterator[Problem]:
    """A pair whose programme is complete has met for three months in all (Т)."""
    for pair in registry.pairs.values():
        held = past_meetings(pair, today)
        outcome = pair.outcome
        if outcome is None or outcome.reason is not EndReason.COMPLETED or len(held) < 2:
            continue
        first, last = held[0].date, held[-1].date
        if last < months_later(first, _LEAST_MONTHS):
            message = f"встречи шли с {day(first)} по {day(last)}: меньше трёх месяцев"
            hint = "проверьте основание завершения или даты встреч"
            yield found("В-05", Level.WARNING, pair, ("итог", "основание"), message, hint)


def _notices(registry: Registry, _: date) -> Iterator[Problem]:
    """Who ends mentoring early warns the other side three working days before (ТК РФ, ст. 351.8).

    The mentor may refuse, the employer may cancel the assignment; the article is in force since
    01.03.2025. Working days are those of ст. 112, days of rest moved to others counted.
    """
    for pair in registry.pairs.values():
        outcome = pair.outcome
        if outcome is None or outcome.reason is EndReason.COMPLETED:
            continue
        if outcome.date < _LABOUR_LAW_SINCE:
            continue
        hint = f"предупреждают не позже чем за {_NOTICE_DAYS} рабочих дня (ТК РФ, ст. 351.8)"
        if outcome.notice is None:
            message = (
                f"пара закончила досрочно {day(outcome.date)}, а день предупреждения не записан"
            )
            yield found("В-10", Level.WARNING, pair, ("итог", "основание"), message, hint)
            continue
        left = workdays_after(outcome.notice, outcome.date, registry.school.days_off)
        if left < _NOTICE_DAYS:
            message = (
                f"предупредили {day(outcome.notice)}, а закончили {day(outcome.date)}:"
                f" рабочих дней {left}"
            )
            yield found("В-10", Level.WARNING, pair, ("итог", "предупреждение"), message, hint)


def _reviews(registry: Registry, today: date) -> Iterator[Problem]:
    """The curator goes through the list of mentees at least once a year (Р)."""
    school = registry.school
    reviews = [review.date for review in school.bank_reviews if review.date <= today]
    last = max(reviews, default=school.programme_start)
    if today > months_later(last, 12):
        what = "последний раз" if reviews else "программа идёт с"
        message = f"список наставляемых давно не пересматривали: {what} {day(last)}"
        hint = "пересмотрите и допишите «пересмотр банка»"
        yield found("В-06", Level.WARNING, school, ("пересмотр банка",), message, hint)


RULES: tuple[Rule, ...] = (_length, _rhythm, _order, _horizon, _whole, _notices, _reviews, _letters)
"""Rules of control."""
CONTROL_CODES = (
    *("В-02", "П-04", "В-01", "В-07", "В-03", "П-06", "В-05", "В-04", "П-31"),
    *("П-17", "П-07", "П-21", "В-10", "П-08", "В-06"),
)
"""Codes the page of control keeps watch over, in the order of a pair's life."""
