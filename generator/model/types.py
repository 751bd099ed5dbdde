"""Scalars of the data as a curator types them: dates, periods, yes and no, references."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache, wraps
from typing import Annotated, Any, Protocol, TypeVar

from pydantic import BeforeValidator, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from generator.model.periods import (
    DASH,
    DATE,
    MONTH,
    MONTHS,
    YEARS,
    Period,
    parse_day,
    parse_period,
)
from generator.source.line import quoting_hint, shortened
from generator.source.slips import latin_twin

T = TypeVar("T")
_OF_MONTH = tuple(f"{m}а" if m[-1] == "т" else f"{m[:-1]}я" for m in MONTHS)
_NUMBER = re.compile(r"[+\-−]?(?:\d{1,3}(?:\s\d{3})+|\d{1,12})(?:[.,]\d{1,9})?")
_NAME_PART = r"[А-ЯЁ](?=[А-Яа-яЁё'’])[А-Яа-яЁё]*(?:[-'’][А-Яа-яЁё]+)*"
_NAME = re.compile(rf"{_NAME_PART}(?: {_NAME_PART}){{1,3}}(?: (?:оглы|кызы))?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def fail(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """Make a validation error whose Russian message and hint reach the curator as they are."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def _need_text(value: Any, expected: str) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        raise fail("З-01", f"ожидается {expected}, а найден набор ключей", _as_text(value))
    if isinstance(value, list):
        items = ", ".join(str(item) for item in value if isinstance(item, str))
        hint = "уберите дефис или скобки"
        one_line = f"{hint}: {shortened(items)}" if items else hint
        raise fail("З-01", f"ожидается {expected}, а найден список", one_line)
    if value is None:
        hint = "заполните его или удалите вместе с дефисом"
        raise fail("З-01", f"ожидается {expected}, а пункт пуст", hint)
    return str(value).strip()


def _as_text(value: dict[str, Any]) -> str:
    """Advise what to do with «Тема: как надо», which YAML reads as a key and its value."""
    key, text = next(iter(value.items()), ("", None))
    if len(value) == 1 and isinstance(text, str):
        return quoting_hint(f"{key}: {text}", "если это одно значение, возьмите его в кавычки")
    return "проверьте отступы и скобки" if value else "уберите фигурные скобки и двоеточие в конце"


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Bring a name to the form in which names are compared: case, ё, dashes, quotes, spaces."""
    text = text.casefold().replace("ё", "е").replace("\u00a0", " ")
    text = re.sub(r"[«»„“”\"']", "", text)
    return re.sub(r"\s+", " ", re.sub(r"\s*[–—-]\s*", "-", text)).strip()


def nearest(text: str, choices: list[str], count: int = 3) -> list[str]:
    """Return the choices that look most like the text, best first."""
    folded: dict[str, list[str]] = {}
    for choice in choices:
        folded.setdefault(fold(choice), []).append(choice)
    close = difflib.get_close_matches(fold(text), list(folded), count, 0.6)
    return [choice for form in close for choice in folded[form]][:count]


def _text(value: Any) -> str:
    return value.strip() if type(value) is str else _need_text(value, "текст")


def _once(read: Callable[[Any], T]) -> Callable[[Any], T]:
    """Read a text once, however many records hold it: days and numbers are the same in most."""
    remembered = lru_cache(maxsize=1 << 14)(read)

    @wraps(read)
    def reading(value: Any) -> T:
        return remembered(value) if type(value) is str else read(value)

    return reading


@_once
def _date(value: Any) -> date:
    text = _need_text(value, "дата")
    if not (found := DATE.fullmatch(text)):
        guess = date_guess(text)
        hint = (
            f"напишите так: {guess}" if guess else "напишите число.месяц.год, вот так: 01.09.2026"
        )
        raise fail("З-02", f"«{shortened(text)}» — не дата", hint)
    day, month, year = map(int, found.groups())
    if year not in YEARS:
        raise fail("З-02", f"в дате {text} странный год", "проверьте год")
    try:
        return date(year, month, day)
    except ValueError:
        raise fail("З-02", f"даты {text} нет в календаре", "проверьте день и месяц") from None


def date_guess(text: str) -> str:
    """Return a date typed in another way as it should be, or an empty string.

    Args:
        text: «1 сентября 2026 г.», «2026-09-01», «1/9/26».
    """
    text = re.sub(r"\s*г(?:\.|од|ода)?$", "", text.casefold().strip(" .,"))
    if words := re.fullmatch(r"(\d{1,2})\s+([а-я]+)\s+(\d{4})", text):
        if words[2] not in _OF_MONTH:
            return ""
        parts = (words[1], str(_OF_MONTH.index(words[2]) + 1), words[3])
    elif iso := re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", text):
        parts = (iso[3], iso[2], iso[1])
    elif other := re.fullmatch(r"(\d{1,2})[-–./, ]+(\d{1,2})[-–./, ]+(\d{4}|\d{2})", text):
        year = other[3] if len(other[3]) == 4 else f"20{other[3]}"
        parts = (other[1], other[2], year)
    else:
        return ""
    guess = f"{parts[0]:0>2}.{parts[1]:0>2}.{parts[2]}"
    return guess if parse_day(guess) else ""


@_once
def _yes(value: Any) -> bool:
    text = _need_text(value, "да или нет")
    word = text.casefold().rstrip(".")
    if word in {"да", "нет"}:
        return word == "да"
    hint = "напишите да или нет"
    for meant, others in _YES_AND_NO.items():
        if word in others:
            hint = f"напишите так: {meant}"
    raise fail("З-03", f"найдено «{shortened(text)}», ожидается да или нет", hint)


_YES_AND_NO = {
    "да": {"yes", "y", "true", "on", "1", "+", "есть", "lf"},
    "нет": {"no", "n", "false", "off", "0", "-", "–", "—", "ytn"},
}


@_once
def _number(value: Any) -> Decimal:
    text = _need_text(value, "число").removesuffix("%").rstrip()
    if _NUMBER.fullmatch(text):
        return Decimal("".join(text.split()).replace(",", ".").replace("−", "-"))
    hint = "напишите число цифрами, например 12 или 4,5"
    numbers = re.findall(rf"(?<![\d.,]){_NUMBER.pattern}(?![.,]?\d)", text)
    if len(numbers) == 1 and re.findall(r"\d+", numbers[0]) == re.findall(r"\d+", text):
        hint = f"напишите только число: {numbers[0]}"
    raise fail("З-04", f"«{shortened(str(value))}» — не число", hint)


@_once
def _count(value: Any) -> int:
    number = _number(value)
    text = str(value).strip()
    if text.endswith("%"):
        hint = f"напишите без знака процента: {text.rstrip('% ')}"
        raise fail("З-04", f"«{text}» — не целое число", hint)
    if number != number.to_integral_value() or not 0 <= number < 10**6:
        raise fail("З-04", f"«{text}» — не целое число от нуля", "напишите целое число цифрами")
    return int(number)


@_once
def _full_name(value: Any) -> str:
    text = re.sub(r"\s+", " ", _need_text(value, "ФИО"))
    if not _NAME.fullmatch(text) or text.isupper():
        hint = f"напишите так: {name_guess(text) or 'Соколова Анна Викторовна'}"
        if re.search(r"\b[А-ЯЁ]\.", text):
            hint = "напишите имя и отчество полностью, вот так: Соколова Анна Викторовна"
        raise fail("З-05", f"«{shortened(text)}» — не полное имя", hint)
    return text


def name_guess(text: str) -> str:
    """Return a name typed in capitals, in small letters or with commas as it should be.

    Args:
        text: What was typed.

    Returns:
        The name, or an empty string when it is no full name.
    """
    words = re.sub(r"[.,;]+", " ", text).casefold().split()
    guess = " ".join(
        word if word in {"оглы", "кызы"} else "-".join(p.capitalize() for p in word.split("-"))
        for word in words
    )
    return guess if _NAME.fullmatch(guess) else ""


@_once
def _slug(value: Any) -> str:
    text = _need_text(value, "код")
    if not is_slug(text):
        hint = slug_hint(text)
        raise fail("З-06", f"«{shortened(text)}» не годится для адреса", hint)
    return text


@_once
def _old_address(value: Any) -> str:
    text = _need_text(value, "прежний адрес").removesuffix(".html").strip("/")
    if not re.fullmatch(OLD_ADDRESS, text):
        hint = "перенесите его из строки браузера, начиная после адреса раздела: cases/tihiy-urok"
        raise fail("З-06", f"«{shortened(text)}» не похоже на адрес страницы раздела", hint)
    return text


def is_slug(text: str) -> bool:
    """Tell whether a text may stand in an address of the site."""
    return bool(_SLUG.fullmatch(text))


def slug_hint(text: str, ending: str = "") -> str:
    """Advise how to write a code or a file name that is no slug."""
    guess = re.sub(r"[^a-z0-9]+", "-", latin_twin(text).casefold()).strip("-")
    if guess and latin_twin(text).isascii():
        return f"напишите так: {guess}{ending}"
    return f"годятся строчные латинские буквы, цифры и дефис: sokolova-2{ending}"


def _period(value: Any) -> Period:
    text = _need_text(value, "срок")
    if period := parse_period(text):
        return period
    first, *others = re.split(DASH, text)
    if len(others) == 1 and parse_period(f"{others[0]} – {first}"):
        message, hint = "кончается раньше, чем начинается", "проверьте месяцы и годы"
    elif guess := _period_guess(text):
        message, hint = "не понят", f"напишите так: {guess}"
    else:
        message, hint = "не понят", "напишите так: " + "; ".join(_PERIODS)
    raise fail("З-07", f"срок «{shortened(text)}» {message}", hint)


_PERIODS = ("октябрь 2026", "март – май 2027", "05.10.2026", "ежегодно, май", "постоянно")


def _period_guess(text: str) -> str:
    """Return a period typed in another way as it should be, or an empty string."""
    bare = re.sub(r"^(?:в течение|до|к|в|на)\s+", "", text.casefold().strip(" .,"))
    words = re.sub(r"[а-яё]+\.?", lambda word: _nominative(word[0]), bare)
    words = re.sub(r"^ежегодно[\s:;,–—-]+(?:в\s+)?", "ежегодно, ", words)
    guesses = [words, date_guess(bare)]
    if found := re.fullmatch(rf"({MONTH}){DASH}({MONTH})\s+(\d{{4}})", words):
        guesses.append(f"{found[1]} {int(found[3]) - 1} – {found[2]} {found[3]}")
    if found := re.fullmatch(rf"(\d{{4}}){DASH}(\d{{4}})", words):
        guesses.append(f"01.01.{found[1]} – 31.12.{found[2]}")
    if found := re.fullmatch(r"(.+?)\s*[–—-]\s*(.+)", words):
        guesses.append(f"{date_guess(found[1])} – {date_guess(found[2])}")
    return next((guess for guess in guesses if parse_period(guess)), "")


def _nominative(word: str) -> str:
    """Return «сентябрь» for «сентября», «сентябре» or «сент.», any other word as it is."""
    stem = word.rstrip(".")
    if word in {"мая", "мае"}:
        return "май"
    named = [m for m in MONTHS if len(stem) >= 3 and (m.startswith(stem) or stem[:-1] == m[:-1])]
    named += [m for m in MONTHS if stem[:-1] == m]
    return named[0] if named else word


@_once
def _school_year(value: Any) -> str:
    text = _need_text(value, "учебный год")
    found = re.fullmatch(r"(\d{4})\s*[/–—-]\s*(\d{2}|\d{4})", text)
    following = str(int(found[1]) + 1) if found else ""
    if not found or found[2] not in {following, following[-2:]}:
        hint = "напишите так: 2026/27"
        if years := re.search(r"(?:19|20)\d\d", text):
            hint = f"напишите так: {years[0]}/{(int(years[0]) + 1) % 100:02d}"
        raise fail("З-08", f"«{shortened(text)}» — не учебный год", hint)
    return f"{found[1]}/{following[-2:]}"


class Resolver(Protocol):
    """Finds the record a reference means; validation asks it through the context."""

    def resolve(self, kind: str, text: str) -> str:
        """Return the id of the record of ``kind`` that ``text`` names.

        Raises:
            PydanticCustomError: When there is none or there are several.
        """


@dataclass(frozen=True, slots=True)
class RefTo:
    """Mark and validator of a reference: an id, a full name or a title.

    Attributes:
        kind: Folder of the records meant (``mentors``) or a dictionary of the programme.
    """

    kind: str

    def __call__(self, value: Any, info: ValidationInfo) -> str:
        """Turn the curator's reference into the record's id."""
        text = _need_text(value, "ссылка на запись")
        resolver: Resolver | None = (info.context or {}).get("resolver")
        return resolver.resolve(self.kind, text) if resolver else text


@_once
def _clock(value: Any) -> str:
    text = _need_text(value, "время")
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?", text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise fail("З-09", f"«{shortened(text)}» — не время", "напишите часы и минуты: 14:05")
    return f"{int(found[1]):02}:{found[2]}"


class TextFiles(Protocol):
    """Reads long texts that stand in files beside the records."""

    def read(self, name: str) -> str:
        """Return the text of a file.

        Raises:
            PydanticCustomError: When there is none or it cannot be read.
        """


def _full_text(value: Any, info: ValidationInfo) -> str:
    """Return a text written in the record, or the text of the Markdown file it names."""
    text = _text(value)
    files: TextFiles | None = (info.context or {}).get("texts")
    return files.read(text) if files and _TEXT_FILE.fullmatch(text) else text


_TEXT_FILE = re.compile(r"\S+\.md")


class Paragraphs(Enum):
    """Mark of a text that may have several paragraphs; a form gives it more room."""

    PARAGRAPHS = "абзацы"


PARAGRAPHS = Paragraphs.PARAGRAPHS


def _ref(kind: str) -> Any:
    return BeforeValidator(RefTo(kind))


OLD_ADDRESS = r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*"
Text = Annotated[str, BeforeValidator(_text)]
"""One line or paragraph of plain text; never markup."""
Prose = Annotated[str, BeforeValidator(_text), PARAGRAPHS]
"""Text with light Markdown (paragraphs, lists, emphasis, links to records), HTML is inert."""
FullText = Annotated[str, BeforeValidator(_full_text), PARAGRAPHS]
"""Text of a document: prose with headings and numbered clauses, or the name of its file."""
Clock = Annotated[str, BeforeValidator(_clock)]
"""Time of day: «14:05»."""
Day = Annotated[date, BeforeValidator(_date)]
Yes = Annotated[bool, BeforeValidator(_yes)]
Count = Annotated[int, BeforeValidator(_count)]
Number = Annotated[Decimal, BeforeValidator(_number)]
FullName = Annotated[str, BeforeValidator(_full_name)]
Slug = Annotated[str, BeforeValidator(_slug)]
OldAddress = Annotated[str, BeforeValidator(_old_address)]
"""Where a page once was, from the root of the section and without its ending."""
SchoolYear = Annotated[str, BeforeValidator(_school_year)]
When = Annotated[Period, PlainValidator(_period)]
MentorRef = Annotated[str, _ref("mentors")]
MenteeRef = Annotated[str, _ref("mentees")]
PairRef = Annotated[str, _ref("pairs")]
CaseRef = Annotated[str, _ref("cases")]
ActRef = Annotated[str, _ref("acts")]
FormRef = Annotated[str, _ref("формы")]
KindRef = Annotated[str, _ref("виды")]
RoleModelRef = Annotated[str, _ref("ролевые модели")]
ContactRef = Annotated[str, _ref("формы контакта")]
SubjectRef = Annotated[str, _ref("предметы")]
RequestRef = Annotated[str, _ref("запросы")]


def school_year_of(day: date) -> str:
    """Return the school year a day falls in; it begins on 1 September."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"
