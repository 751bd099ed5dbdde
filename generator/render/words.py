"""Dates, plurals and numbers as Russian texts write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

_OF_MONTH = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_NBSP = "\u00a0"


def day_words(day: date) -> str:
    """Return «1 сентября 2026»."""
    return f"{day.day}{_NBSP}{_OF_MONTH[day.month - 1]} {day.year}"


def day_digits(day: date) -> str:
    """Return «01.09.2026»."""
    return f"{day:%d.%m.%Y}"


def plural(count: int, one: str, few: str, many: str) -> str:
    """Return the form that goes with a number: 1 кейс, 2 кейса, 5 кейсов."""
    tail, tens = count % 10, count % 100
    if tail == 1 and tens != 11:
        return one
    return few if 2 <= tail <= 4 and not 12 <= tens <= 14 else many


def counted(count: int, one: str, few: str, many: str) -> str:
    """Return the number with its noun: «5 кейсов»."""
    return f"{count}{_NBSP}{plural(count, one, few, many)}"


def number(value: Decimal | int) -> str:
    """Return a number with a decimal comma, a true minus and no idle zeros."""
    text = f"{Decimal(value).normalize():f}"
    return text.replace("-", "\u2212").replace(".", ",")


def signed(value: Decimal) -> str:
    """Return a change with its sign: «+12», «−0,5», «0»."""
    return f"+{number(value)}" if value > 0 else number(value)


def file_size(size: int) -> str:
    """Return «18 КБ» or «1,2 МБ»."""
    if size < 1_000_000:
        return f"{max(round(size / 1000), 1)}{_NBSP}КБ"
    return f"{number(round(Decimal(size) / 1_000_000, 1))}{_NBSP}МБ"
