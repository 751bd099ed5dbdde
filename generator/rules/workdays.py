"""Working days of a five-day week: weekends and public holidays left out (ТК РФ, ст. 112)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

_HOLIDAYS = frozenset(
    {
        *((1, day) for day in range(1, 9)),
        *((2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)),
    }
)
"""Month and day of each public holiday, ТК РФ, ст. 112, ч. 1."""
_MOVED = frozenset({date(2026, 1, 9), date(2026, 12, 31)})
"""Days of rest moved by the government's order; those of other years are the school's data."""
_DAY = timedelta(days=1)
_SATURDAY = 5


def workdays_after(start: date, end: date, rest: Collection[date] = ()) -> int:
    """Count working days later than ``start`` and not later than ``end``.

    Args:
        start: The day from which a term runs; it does not count itself.
        end: The last day that counts.
        rest: More days of rest, moved by the government's order.
    """
    return sum(is_workday(day, rest) for day in _days(start + _DAY, end))


def workday_after(start: date, count: int, rest: Collection[date] = ()) -> date:
    """Return the last day of a term of so many working days after a day."""
    day, left = start, count
    while left:
        day += _DAY
        left -= is_workday(day, rest)
    return day


def is_workday(day: date, rest: Collection[date] = ()) -> bool:
    """Tell whether people work on a day.

    A holiday that falls on a weekend, but for those of January, moves to the next working day
    (ТК РФ, ст. 112, ч. 2).
    """
    if day.weekday() >= _SATURDAY or _is_holiday(day) or day in _MOVED or day in rest:
        return False
    return not any(day == _moved_to(holiday) for holiday in _days(day - 4 * _DAY, day - _DAY))


def _moved_to(holiday: date) -> date | None:
    """Return the day that takes over a holiday of a weekend."""
    if not _is_holiday(holiday) or holiday.weekday() < _SATURDAY or holiday.month == 1:
        return None
    day = holiday + _DAY
    while day.weekday() >= _SATURDAY or _is_holiday(day):
        day += _DAY
    return day


def _is_holiday(day: date) -> bool:
    return (day.month, day.day) in _HOLIDAYS


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * _DAY
