"""Days of the school: holidays do not count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from generator.model.school import Holiday


@lru_cache(maxsize=8)
def _rest(holidays: tuple[Holiday, ...]) -> frozenset[date]:
    return frozenset(day for holiday in holidays for day in _days(holiday.start, holiday.end))


def _days(start: date, end: date) -> Iterator[date]:
    for number in range((end - start).days + 1):
        yield start + timedelta(days=number)


def add_school_days(start: date, days: int, holidays: tuple[Holiday, ...]) -> date:
    """Add days to a date, not counting days of holidays."""
    rest = _rest(holidays)
    day = start
    while days:
        day += timedelta(days=1)
        days -= day not in rest
    return day


def school_days(start: date, end: date, holidays: tuple[Holiday, ...]) -> int:
    """Count the days after ``start`` up to ``end`` that are no holidays."""
    rest = _rest(holidays)
    return sum(day not in rest for day in _days(start + timedelta(days=1), end))


def months_later(start: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month."""
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month, min(start.day, last))
