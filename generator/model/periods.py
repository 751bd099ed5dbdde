"""Days and periods as a curator types them, without anything that takes long to import."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
MONTH = r"(?:" + "|".join(MONTHS) + r")"
DASH = r"\s*[–—-]\s*"
YEARS = range(1900, 2101)
_DIGITS_OF_YEAR = 4


@dataclass(frozen=True, slots=True)
class Period:
    """When a thing is due: a day, a month, a span, a year, every year, or always.

    Attributes:
        text: As the curator wrote it.
        start: First day, if the period has one.
        end: Last day, if the period has one.
        annual: Repeats every school year.
        constant: Has no term («постоянно»).
    """

    text: str
    start: date | None = None
    end: date | None = None
    annual: bool = False
    constant: bool = False

    def __str__(self) -> str:
        return self.text


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def parse_period(text: str) -> Period | None:
    """Read «сентябрь 2026», «05.10.2026 – 31.05.2027», «ежегодно, май – август», «постоянно».

    Args:
        text: The curator's words.

    Returns:
        The period, or ``None`` when the words are none of these forms or it ends before it
        begins.
    """
    words = re.sub(r"(?<=\d)\s*г(?:ода|од|\.)?(?=[\s,–—-]|$)", "", text.strip().casefold())
    words = words.removesuffix(".")
    if words == "постоянно":
        return Period(text, constant=True)
    if words == "ежегодно":
        return Period(text, annual=True)
    if found := re.fullmatch(rf"ежегодно,\s*({MONTH})(?:{DASH}({MONTH}))?", words):
        first, last = _month(found[1]), _month(found[2] or found[1])
        end = month_end(2001 if last < first else 2000, last)
        return Period(text, date(2000, first, 1), end, annual=True)
    years = re.findall(r"\d{4,}", words)
    if any(len(year) > _DIGITS_OF_YEAR or int(year) not in YEARS for year in years):
        return None
    if found := re.fullmatch(r"(\d{4})", words):
        return Period(text, date(int(found[1]), 1, 1), date(int(found[1]), 12, 31))
    if found := re.fullmatch(rf"({MONTH})\s+(\d{{4}})", words):
        month, year = _month(found[1]), int(found[2])
        return Period(text, date(year, month, 1), month_end(year, month))
    if found := re.fullmatch(rf"({MONTH})(?:\s+(\d{{4}}))?{DASH}({MONTH})\s+(\d{{4}})", words):
        year = int(found[4])
        start = date(int(found[2] or year), _month(found[1]), 1)
        return _span(text, start, month_end(year, _month(found[3])))
    ends = [_day(part.strip()) for part in re.split(DASH, words)]
    return _span(text, ends[0], ends[-1]) if len(ends) in {1, 2} else None


def parse_day(text: str) -> date | None:
    """Read «05.10.2026»; ``None`` when the words are not one day."""
    period = parse_period(text)
    return period.start if period and period.start == period.end else None


def _month(word: str) -> int:
    return MONTHS.index(word) + 1


def _span(text: str, start: date | None, end: date | None) -> Period | None:
    return Period(text, start, end) if start and end and start <= end else None


def _day(text: str) -> date | None:
    found = DATE.fullmatch(text)
    if not found or int(found[3]) not in YEARS:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
