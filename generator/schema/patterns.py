"""Shapes of values as regular expressions that mean the same in Python and in JavaScript.

They repeat what :mod:`generator.model.types` takes; a property test holds the two together.
"""

from __future__ import annotations

import re

from generator.model.periods import MONTHS
from generator.model.types import OLD_ADDRESS as _OLD_ADDRESS

_DASH = r"\s*[–—-]\s*"
_LATIN, _RUSSIAN = "A-Za-zëË", "А-Яа-яЁё"
_LOOK_ALIKE = "aceopxykABCEHKMOPTXYëË"
_MIXED_WORD = (
    rf"(?<![{_LATIN}{_RUSSIAN}])"
    rf"(?:[{_LOOK_ALIKE}]+[{_RUSSIAN}]|[{_RUSSIAN}]+[{_LOOK_ALIKE}])"
    rf"[{_LOOK_ALIKE}{_RUSSIAN}]*(?![{_LATIN}{_RUSSIAN}])"
)
_NAME_PART = r"[А-ЯЁ](?=[А-Яа-яЁё'’])[А-Яа-яЁё]*(?:[-'’][А-Яа-яЁё]+)*"
_GROUPED = r"\d{1,3}(?:\s\d{3})+"
_YEAR = r"(?:19\d\d|20\d\d|2100)"
_LEAP_YEAR = r"(?:19(?:0[48]|[2468][048]|[13579][26])|20(?:0[048]|[2468][048]|[13579][26]))"
_SIGN, _ESCAPED = r"[\\^$.|?*+()\[\]{}/]", r"\\\g<0>"
_QUOTES = "«»„“”\"'"
_QUOTE = f"[{_QUOTES}]*"


def whole(*shapes: str) -> str:
    """Return a pattern of a whole value: any of the shapes, with spaces around allowed."""
    return rf"^\s*(?:{'|'.join(shapes)})\s*$"


def exactly(*texts: str) -> str:
    """Return a pattern of whole values letter for letter."""
    return f"^(?:{'|'.join(map(literally, texts))})$"


def literally(text: str) -> str:
    """Return a pattern of a text letter for letter."""
    return re.sub(_SIGN, _ESCAPED, text)


def any_case(text: str) -> str:
    """Return a pattern of a text in letters large or small."""
    return "".join(_letter(sign) for sign in text)


def _letter(sign: str) -> str:
    if sign.upper() != sign.lower():
        return f"[{sign.upper()}{sign.lower()}]"
    return literally(sign)


FILLED = r"\S"
NONE = r"^(?!)"
NO_MIXED_WORDS = rf"^(?![\s\S]*{_MIXED_WORD})"
CLOCK = whole(r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.]\d\d)?")
YES_OR_NO = whole(rf"(?:{any_case('да')}|{any_case('нет')})\.*")
NUMBER = whole(rf"[+\-−]?(?:{_GROUPED}|\d{{1,12}})(?:[.,]\d{{1,9}})?\s*%?")
FULL_NAME = rf"^(?=[\s\S]*[а-яё])\s*{_NAME_PART}(?:\s+{_NAME_PART}){{1,3}}(?:\s+(?:оглы|кызы))?\s*$"
OLD_ADDRESS = whole(rf"/*{_OLD_ADDRESS}/*(?:\.html)?")
SLUG = whole(r"[a-z0-9]+(?:-[a-z0-9]+)*")

DATE_SHAPE = whole(r"\d{1,2}\.\d{1,2}\.\d{4}")
_DAY = (
    r"(?:(?:(?:0?[1-9]|1\d|2[0-8])\.(?:0?[1-9]|1[0-2])"
    r"|(?:29|30)\.(?:0?[13-9]|1[0-2])"
    rf"|31\.(?:0?[13578]|1[02]))\.{_YEAR}"
    rf"|29\.0?2\.{_LEAP_YEAR})"
)
DATE = whole(_DAY)


def count(most: int | None) -> str:
    """Return a pattern of a whole number from 0, written as a text.

    Args:
        most: The largest number allowed; ``None`` for any below a million.
    """
    digits = r"0{0,6}\d{1,6}|\d{1,3}\s\d{3}"
    if most is not None:
        digits = f"0{{0,6}}(?:{'|'.join(str(number) for number in range(most + 1))})"
    zeros = r"(?:[.,]0{1,9})?"
    return whole(rf"\+?(?:{digits}){zeros}", rf"[-−]0{{1,12}}{zeros}")


def _school_year() -> str:
    dash = r"\s*[/–—-]\s*"
    inside = "|".join(rf"{unit}{dash}(?:\1)?\2[{unit + 1}]" for unit in range(9))
    tens = "|".join(rf"{ten}9{dash}(?:\3)?{ten + 1}0" for ten in range(9))
    centuries = "|".join(f"{first}{dash}{first + 1}" for first in range(1899, 2100, 100))
    return whole(rf"(\d\d)(\d)(?:{inside})", rf"(\d\d)(?:{tens})", rf"\d\d99{dash}00", centuries)


SCHOOL_YEAR = _school_year()


def _period() -> str:
    tail = rf"(?:\s*{any_case('г')}(?:{any_case('ода')}|{any_case('од')}|\.)?(?=[\s,–—-]|$))?"
    year, day = _YEAR + tail, _DAY + tail
    months = [any_case(month) for month in MONTHS]
    month = f"(?:{'|'.join(months)})"
    within = "|".join(
        f"{first}{_DASH}(?:{'|'.join(months[index:])})" for index, first in enumerate(months)
    )
    annual = any_case("ежегодно")
    shapes = (
        year,
        rf"{month}\s+{year}",
        rf"(?:{within})\s+{year}",
        rf"{month}\s+{year}{_DASH}{month}\s+{year}",
        rf"{day}(?:{_DASH}{day})?",
        rf"{annual}(?:,\s*{month}(?:{_DASH}{month})?)?",
        any_case("постоянно"),
    )
    return whole(rf"(?:{'|'.join(shapes)})\.?")


PERIOD = _period()


def name_in_any_spelling(name: str) -> str:
    """Return a pattern of a record's name as references may spell it.

    Letters may be large or small, ё may be е, dashes and spaces may be of any kind, quotes may
    stand round words or be left out.
    """
    bare = re.sub(rf"[{_QUOTES}]", "", name)
    words = re.sub(_DASH, "-", bare).split()
    return r"\s+".join(f"{_QUOTE}{''.join(map(_folded, word))}{_QUOTE}" for word in words)


def _folded(sign: str) -> str:
    if sign in "еёЕЁ":
        return "[еёЕЁ]"
    return f"{_QUOTE}{_DASH}{_QUOTE}" if sign == "-" else _letter(sign)
