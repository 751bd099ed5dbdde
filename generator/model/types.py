"""Scalars of the data as a curator types them: dates, periods, yes and no, references."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Protocol

from pydantic import BeforeValidator, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

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
_DATE = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_MONTH = r"(?:" + "|".join(MONTHS) + r")"
_DASH = r"\s*[–—-]\s*"


def fail(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """Make a validation error whose Russian message and hint reach the curator as they are."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def _need_text(value: Any, expected: str) -> str:
    if isinstance(value, dict):
        raise fail("З-01", f"ожидается {expected}, а найден набор ключей", "проверьте отступы")
    if isinstance(value, list):
        raise fail("З-01", f"ожидается {expected}, а найден список", "уберите дефис или скобки")
    return str(value).strip()


def fold(text: str) -> str:
    """Bring a name to the form in which names are compared: case, ё, dashes, quotes, spaces."""
    text = text.casefold().replace("ё", "е").replace("\u00a0", " ")
    text = re.sub(r"[«»„“”\"']", "", text)
    return re.sub(r"\s+", " ", re.sub(r"\s*[–—-]\s*", "-", text)).strip()


def nearest(text: str, choices: list[str], count: int = 3) -> list[str]:
    """Return the choices that look most like the text, best first."""
    folded = {fold(choice): choice for choice in choices}
    return [folded[f] for f in difflib.get_close_matches(fold(text), list(folded), count, 0.5)]


def _text(value: Any) -> str:
    return _need_text(value, "текст")


def _date(value: Any) -> date:
    text = _need_text(value, "дата")
    if not (found := _DATE.match(text)):
        hint = "напишите так: 01.09.2026"
        if iso := re.match(r"^(\d{4})-(\d{2})-(\d{2})$", text):
            hint = f"напишите так: {iso[3]}.{iso[2]}.{iso[1]}"
        raise fail("З-02", f"«{text}» — не дата", hint)
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise fail("З-02", f"даты {text} нет в календаре", "проверьте день и месяц") from None


def _yes(value: Any) -> bool:
    text = _need_text(value, "да или нет").casefold()
    if text not in {"да", "нет"}:
        raise fail("З-03", f"найдено «{text}», ожидается да или нет", "напишите да или нет")
    return text == "да"


def _number(value: Any) -> Decimal:
    text = _need_text(value, "число").replace(" ", "").replace("\u00a0", "").rstrip("%")
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise fail("З-04", f"«{value}» — не число", "напишите число цифрами, например 12 или 4,5")
    return number


def _count(value: Any) -> int:
    number = _number(value)
    if number != number.to_integral_value() or not 0 <= number < 10**6:
        raise fail("З-04", f"«{value}» — не целое число", "напишите целое число цифрами")
    return int(number)


def _full_name(value: Any) -> str:
    text = re.sub(r"\s+", " ", _need_text(value, "ФИО"))
    if not re.fullmatch(r"[А-ЯЁ][А-Яа-яЁё-]+( [А-ЯЁ][А-Яа-яЁё-]+){1,3}( (оглы|кызы))?", text):
        raise fail("З-05", f"«{text}» — не полное имя", "напишите так: Соколова Анна Викторовна")
    return text


def _slug(value: Any) -> str:
    text = _need_text(value, "код")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise fail("З-06", f"«{text}» не годится для адреса", "строчные латинские буквы, цифры, дефис")
    return text


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
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def parse_period(text: str) -> Period | None:
    """Read «сентябрь 2026», «05.10.2026 – 31.05.2027», «ежегодно, май – август», «постоянно».

    Args:
        text: The curator's words.

    Returns:
        The period, or ``None`` when the words are none of these forms.
    """
    words = text.strip().casefold().rstrip(".")
    words = re.sub(r"\s*\bг(?:ода|од|\.)?(?=\s|,|$)", "", words)
    if words == "постоянно":
        return Period(text, constant=True)
    if words == "ежегодно":
        return Period(text, annual=True)
    if found := re.fullmatch(rf"ежегодно,\s*({_MONTH})(?:{_DASH}({_MONTH}))?", words):
        first = MONTHS.index(found[1]) + 1
        last = MONTHS.index(found[2] or found[1]) + 1
        last_year = 2001 if last < first else 2000
        return Period(text, date(2000, first, 1), month_end(last_year, last), annual=True)
    if found := re.fullmatch(r"(\d{4})", words):
        return Period(text, date(int(found[1]), 1, 1), date(int(found[1]), 12, 31))
    if found := re.fullmatch(rf"({_MONTH})(?:\s+(\d{{4}}))?{_DASH}({_MONTH})\s+(\d{{4}})", words):
        year = int(found[4])
        start = date(int(found[2] or year), MONTHS.index(found[1]) + 1, 1)
        end = month_end(year, MONTHS.index(found[3]) + 1)
        return Period(text, start, end) if start <= end else None
    if found := re.fullmatch(rf"({_MONTH})\s+(\d{{4}})", words):
        month, year = MONTHS.index(found[1]) + 1, int(found[2])
        return Period(text, date(year, month, 1), month_end(year, month))
    ends = [_try_date(part) for part in re.split(r"\s*[–—]\s*|\s+-\s+", words)]
    if len(ends) in {1, 2} and all(ends):
        start, end = ends[0], ends[-1]
        if start is not None and end is not None and start <= end:
            return Period(text, start, end)
    return None


def _try_date(text: str) -> date | None:
    try:
        return _date(text)
    except PydanticCustomError:
        return None


def _period(value: Any) -> Period:
    text = _need_text(value, "срок")
    if period := parse_period(text):
        return period
    raise fail(
        "З-07",
        f"срок «{text}» не понят",
        "напишите так: октябрь 2026; март – май 2027; 05.10.2026; ежегодно, май; постоянно",
    )


def _school_year(value: Any) -> str:
    text = _need_text(value, "учебный год")
    found = re.fullmatch(r"(\d{4})[/–-](\d{2}|\d{4})", text)
    if not found or int(found[2][-2:]) != (int(found[1]) + 1) % 100:
        raise fail("З-08", f"«{text}» — не учебный год", "напишите так: 2026/27")
    return f"{found[1]}/{found[2][-2:]}"


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


def _ref(kind: str) -> Any:
    return BeforeValidator(RefTo(kind))


Text = Annotated[str, BeforeValidator(_text)]
"""One line or paragraph of plain text; never markup."""
Prose = Annotated[str, BeforeValidator(_text)]
"""Text with light Markdown (paragraphs, lists, emphasis, links to records), HTML is inert."""
Day = Annotated[date, BeforeValidator(_date)]
Yes = Annotated[bool, BeforeValidator(_yes)]
Count = Annotated[int, BeforeValidator(_count)]
Number = Annotated[Decimal, BeforeValidator(_number)]
FullName = Annotated[str, BeforeValidator(_full_name)]
Slug = Annotated[str, BeforeValidator(_slug)]
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
