"""Scalars as a curator types them: what is understood, what is refused, what is advised."""

from __future__ import annotations

import calendar
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.model.periods import MONTHS, Period, month_end, parse_day, parse_period
from generator.model.types import (
    Count,
    Day,
    FullName,
    MentorRef,
    Number,
    SchoolYear,
    Slug,
    Text,
    When,
    Yes,
    fold,
    nearest,
    school_year_of,
)


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: Any) -> tuple[str, str, str]:
    """Return the code, the message and the hint of a refusal."""
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    (error,) = caught.value.errors()
    return error["type"], error["ctx"]["message"], error["ctx"]["hint"]


def advised(hint: str) -> str:
    return hint.split(": ", 1)[1]


# Dates -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["01.09.2026", "1.9.2026", " 01.09.2026 "])
def test_day(text: str) -> None:
    assert read(Day, text) == date(2026, 9, 1)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert read(Day, f"{day:%d.%m.%Y}") == day


@pytest.mark.parametrize(
    "text",
    [
        "01.09.26",
        "1/9/2026",
        "01-09-2026",
        "2026-09-01",
        "2026.9.1",
        "01. 09. 2026",
        "01,09,2026",
        "01.09.2026 г.",
        "01.09.2026г.",
        "01.09.2026 года",
        "01.09.2026.",
        "1 сентября 2026",
        "1 Сентября 2026 года",
    ],
)
def test_a_day_typed_otherwise_is_advised_as_it_should_be(text: str) -> None:
    code, message, hint = refusal(Day, text)
    assert (code, message) == ("З-02", f"«{text}» — не дата")
    assert hint == "напишите так: 01.09.2026"
    assert read(Day, advised(hint)) == date(2026, 9, 1)


@pytest.mark.parametrize(
    "text", ["", "сентябрь 2026", "1.9", "1 мартобря 2026", "32/13/2026", "да"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    message, hint = f"«{text}» — не дата", "напишите число.месяц.год, вот так: 01.09.2026"
    assert refusal(Day, text) == ("З-02", message, hint)


def test_a_day_that_never_was_is_refused() -> None:
    hint = "проверьте день и месяц"
    assert refusal(Day, "31.02.2026") == ("З-02", "даты 31.02.2026 нет в календаре", hint)
    assert refusal(Day, "00.01.2026") == ("З-02", "даты 00.01.2026 нет в календаре", hint)
    assert refusal(Day, "29.02.2027") == ("З-02", "даты 29.02.2027 нет в календаре", hint)
    assert read(Day, "29.02.2028") == date(2028, 2, 29)
    message = "в дате 01.09.0206 странный год"
    assert refusal(Day, "01.09.0206") == ("З-02", message, "проверьте год")


# Periods ---------------------------------------------------------------------------------

PERIODS = [
    ("постоянно", None, None),
    ("Постоянно.", None, None),
    ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ("2026 год", date(2026, 1, 1), date(2026, 12, 31)),
    ("2026 г.", date(2026, 1, 1), date(2026, 12, 31)),
    ("2026г.", date(2026, 1, 1), date(2026, 12, 31)),
    ("Сентябрь 2026", date(2026, 9, 1), date(2026, 9, 30)),
    ("сентябрь 2026 года", date(2026, 9, 1), date(2026, 9, 30)),
    ("сентябрь\u00a02026\u00a0г.", date(2026, 9, 1), date(2026, 9, 30)),
    ("февраль 2028", date(2028, 2, 1), date(2028, 2, 29)),
    ("декабрь 2026", date(2026, 12, 1), date(2026, 12, 31)),
    ("март – май 2027", date(2027, 3, 1), date(2027, 5, 31)),
    ("март-май 2027", date(2027, 3, 1), date(2027, 5, 31)),
    ("март — май 2027 г.", date(2027, 3, 1), date(2027, 5, 31)),
    ("май – май 2027", date(2027, 5, 1), date(2027, 5, 31)),
    ("октябрь 2026 – март 2027", date(2026, 10, 1), date(2027, 3, 31)),
    ("октябрь 2026 г. – март 2027 г.", date(2026, 10, 1), date(2027, 3, 31)),
    ("05.10.2026", date(2026, 10, 5), date(2026, 10, 5)),
    ("05.10.2026 – 31.05.2027", date(2026, 10, 5), date(2027, 5, 31)),
    ("05.10.2026-31.05.2027", date(2026, 10, 5), date(2027, 5, 31)),
    ("05.10.2026 - 05.10.2026", date(2026, 10, 5), date(2026, 10, 5)),
]


@pytest.mark.parametrize(("text", "start", "end"), PERIODS)
def test_period(text: str, start: date | None, end: date | None) -> None:
    period = read(When, text)
    assert (period.start, period.end, period.annual) == (start, end, False)
    assert period.constant is (start is None)
    assert str(period) == text


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("ежегодно", None, None),
        ("ежегодно, май", date(2000, 5, 1), date(2000, 5, 31)),
        ("Ежегодно, май – август", date(2000, 5, 1), date(2000, 8, 31)),
        ("ежегодно, ноябрь-март", date(2000, 11, 1), date(2001, 3, 31)),
        ("ежегодно, декабрь", date(2000, 12, 1), date(2000, 12, 31)),
    ],
)
def test_annual_period(text: str, start: date | None, end: date | None) -> None:
    assert read(When, text) == Period(text, start, end, annual=True)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("сентября 2026", "сентябрь 2026"),
        ("в сентябре 2026 года", "сентябрь 2026 года"),
        ("сент. 2026", "сентябрь 2026"),
        ("до мая 2027", "май 2027"),
        ("к 1 сентября 2026", "01.09.2026"),
        ("до 31.05.2027", "31.05.2027"),
        ("5/10/2026 – 31/5/2027", "05.10.2026 – 31.05.2027"),
        ("2026-10-05", "05.10.2026"),
        ("ноябрь – март 2027", "ноябрь 2026 – март 2027"),
        ("ежегодно в мае", "ежегодно, май"),
        ("ежегодно: май – август", "ежегодно, май – август"),
        ("2026–2028", "01.01.2026 – 31.12.2028"),
        ("марта-апреля 2027", "март-апрель 2027"),
    ],
)
def test_a_period_typed_otherwise_is_advised_as_it_should_be(text: str, advice: str) -> None:
    code, message, hint = refusal(When, text)
    assert (code, message) == ("З-07", f"срок «{text}» не понят")
    assert hint == f"напишите так: {advice}"
    read(When, advice)


@pytest.mark.parametrize(
    "text", ["май 2027 – март 2027", "31.05.2027 – 05.10.2026", "май – март 2027 – 2026"]
)
def test_a_period_that_ends_before_it_begins(text: str) -> None:
    code, message, hint = refusal(When, text)
    assert code == "З-07"
    if text.count("–") == 1:
        assert message == f"срок «{text}» кончается раньше, чем начинается"
        assert hint == "проверьте месяцы и годы"


@pytest.mark.parametrize(
    "text",
    ["", "мартобрь 2026", "сентябрь", "май – август", "скоро", "0000", "9999", "декабрь 9999",
     "31.02.2026", "05.10.2026 – 31.02.2027", "1 – 2", "ежегодно, 2026", "май 20277", "2026/27"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    assert parse_period(text) is None
    code, message, hint = refusal(When, text)
    assert (code, message) == ("З-07", f"срок «{text}» не понят")
    assert hint == (
        "напишите так: октябрь 2026; март – май 2027; 05.10.2026; ежегодно, май; постоянно"
    )


@pytest.mark.parametrize("text", ["1" * 5000, "май " + "1" * 5000, "ежегодно, " + "1" * 5000])
def test_a_number_longer_than_python_reads_is_no_period(text: str) -> None:
    assert parse_period(text) is None
    assert parse_day(text) is None
    assert refusal(When, text)[0] == "З-07"


@pytest.mark.parametrize(
    "text", ["сентябрь 2026", "ежегодно", "постоянно", "05.10.2026 – 06.10.2026"]
)
def test_a_longer_period_is_no_day(text: str) -> None:
    assert parse_day(text) is None
    assert parse_day("05.10.2026") == date(2026, 10, 5)


_DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
_DASHES = st.sampled_from([" – ", " — ", " - ", "–", "-"])


@given(_DAYS, _DAYS, _DASHES)
def test_two_days_are_a_period_when_in_order(first: date, last: date, dash: str) -> None:
    period = parse_period(f"{first:%d.%m.%Y}{dash}{last:%d.%m.%Y}")
    assert (period is not None) == (first <= last)
    if period:
        assert (period.start, period.end) == (first, last)


@given(_DAYS, _DAYS, _DASHES)
def test_two_months_are_a_period_when_in_order(first: date, last: date, dash: str) -> None:
    names = [f"{MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
    period = parse_period(dash.join(names))
    assert (period is not None) == ((first.year, first.month) <= (last.year, last.month))
    if period:
        assert period.start == first.replace(day=1)
        assert period.end is not None
        assert (period.end + timedelta(days=1)).day == 1
        assert (period.end.year, period.end.month) == (last.year, last.month)


@given(st.text() | st.text("0123456789.–- гмайежегодно,") | st.sampled_from([*MONTHS, "2026"]))
def test_any_text_is_a_period_or_a_refusal(text: str) -> None:
    period = parse_period(text)
    if period is None:
        assert refusal(When, text)[0] == "З-07"
    elif period.start and period.end:
        assert period.start <= period.end


@given(st.integers(1, 9999), st.integers(1, 12))
def test_month_end(year: int, month: int) -> None:
    assert month_end(year, month).day == calendar.monthrange(year, month)[1]


# Yes and no, numbers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"), [("да", True), ("Да", True), ("НЕТ", False), ("нет.", False)]
)
def test_yes_and_no(text: str, *, value: bool) -> None:
    assert read(Yes, text) is value


@pytest.mark.parametrize(
    ("text", "advice"),
    [("yes", "да"), ("True", "да"), ("on", "да"), ("+", "да"), ("1", "да"), ("есть", "да"),
     ("No", "нет"), ("off", "нет"), ("-", "нет"), ("0", "нет"), ("false", "нет")],
)  # fmt: skip
def test_other_yes_and_no_are_advised(text: str, advice: str) -> None:
    message = f"найдено «{text}», ожидается да или нет"
    assert refusal(Yes, text) == ("З-03", message, f"напишите так: {advice}")


def test_what_is_neither_yes_nor_no() -> None:
    message = "найдено «Может быть», ожидается да или нет"
    assert refusal(Yes, "Может быть") == ("З-03", message, "напишите да или нет")


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", "12"), ("4,5", "4.5"), ("4.50", "4.50"), ("95%", "95"), ("95 %", "95"), ("-3", "-3"),
     ("−3,5", "-3.5"), ("1 000", "1000"), ("1\u00a0234\u00a0567,8", "1234567.8"), ("0", "0"),
     ("007", "7"), ("+5", "5")],
)  # fmt: skip
def test_number(text: str, number: str) -> None:
    assert read(Number, text) == Decimal(number)


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=3))
def test_every_number_is_read_back(number: Decimal) -> None:
    assert read(Number, f"{number:f}".replace(".", ",")) == number
    assert read(Number, f"{number:f} %") == number


@pytest.mark.parametrize(
    ("text", "advice"),
    [("40 мин", "40"), ("около 5", "5"), ("≈4,5 балла", "4,5"), ("№ 7", "7"), ("(12)", "12"),
     ("1 200 руб.", "1 200")],
)  # fmt: skip
def test_a_number_with_words_is_advised(text: str, advice: str) -> None:
    code, message, hint = refusal(Number, text)
    assert (code, message, hint) == (
        "З-04",
        f"«{text}» — не число",
        f"напишите только число: {advice}",
    )
    read(Number, advice)


@pytest.mark.parametrize(
    "text",
    ["", "пять", "1e3", "1_000", "NaN", "Infinity", "12 5", "5-6", "1,2,3", "1.2.3", "%",
     "9" * 40, "0x1F", "1e999999"],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str) -> None:
    code, message, hint = refusal(Number, text)
    assert (code, message) == ("З-04", f"«{text}» — не число")
    assert hint == "напишите число цифрами, например 12 или 4,5"


def test_count() -> None:
    assert read(Count, "40") == 40
    assert read(Count, "1 000") == 1000
    assert read(Count, "2,0") == 2
    hint = "напишите целое число цифрами"
    for text in ("4,5", "-1", "1000000"):
        assert refusal(Count, text) == ("З-04", f"«{text}» — не целое число от нуля", hint)
    assert refusal(Count, "40%") == (
        "З-04",
        "«40%» — не целое число",
        "напишите без знака процента: 40",
    )
    assert refusal(Count, "40 мин")[2] == "напишите только число: 40"


@given(st.text())
def test_any_text_is_a_number_or_a_refusal(text: str) -> None:
    for kind in (Number, Count, Day, Yes, FullName, Slug, SchoolYear):
        with suppress(ValidationError):
            read(kind, text)


# Names, slugs, school years -------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Соколова Анна Викторовна",
        "Ли Ян",
        "Петрова-Водкина Анна-Мария Ильинична",
        "Мамедов Али Гасан оглы",
        "Алиева Лейла Рашид кызы",
        "Ёлкин Пётр Ёнович",
        "О’Коннор Мария Патриковна",
        "МакДональд Иван Иванович",
    ],
)
def test_full_name(name: str) -> None:
    assert read(FullName, name) == name
    assert read(FullName, f"  {name.replace(' ', chr(0xA0) + ' ')} ") == name


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("СОКОЛОВА АННА ВИКТОРОВНА", "Соколова Анна Викторовна"),
        ("соколова анна викторовна", "Соколова Анна Викторовна"),
        ("Соколова, Анна Викторовна", "Соколова Анна Викторовна"),
        ("Соколова Анна Викторовна.", "Соколова Анна Викторовна"),
        ("ПЕТРОВА-ВОДКИНА АННА", "Петрова-Водкина Анна"),
        ("мамедов али гасан оглы", "Мамедов Али Гасан оглы"),
    ],
)
def test_a_name_typed_otherwise_is_advised_as_it_should_be(text: str, advice: str) -> None:
    expected = ("З-05", f"«{text}» — не полное имя", f"напишите так: {advice}")
    assert refusal(FullName, text) == expected
    assert read(FullName, advice) == advice


@pytest.mark.parametrize("text", ["Соколова А. В.", "А.В. Соколова"])
def test_initials_are_refused(text: str) -> None:
    hint = "напишите имя и отчество полностью, вот так: Соколова Анна Викторовна"
    assert refusal(FullName, text) == ("З-05", f"«{text}» — не полное имя", hint)


@pytest.mark.parametrize(
    "text",
    ["", "Соколова", "Sokolova Anna", "Соколова Анна 1980", "Анна- Мария", "А Б В", "И И И И И И"],
)
def test_what_is_no_full_name(text: str) -> None:
    hint = "напишите так: Соколова Анна Викторовна"
    assert refusal(FullName, text) == ("З-05", f"«{text}» — не полное имя", hint)


@pytest.mark.parametrize("text", ["a", "pedagog-pedagog", "2026-sokolova-2"])
def test_slug(text: str) -> None:
    assert read(Slug, text) == text


@pytest.mark.parametrize(
    ("text", "advice"),
    [("Pedagog_Pedagog", "pedagog-pedagog"), ("-himiya-", "himiya"), ("a  b", "a-b"),
     ("sоva", "sova")],
)  # fmt: skip
def test_a_slug_typed_otherwise_is_advised_as_it_should_be(text: str, advice: str) -> None:
    expected = ("З-06", f"«{text}» не годится для адреса", f"напишите так: {advice}")
    assert refusal(Slug, text) == expected
    assert read(Slug, advice) == advice


@pytest.mark.parametrize("text", ["", "химия", "!!!"])
def test_what_is_no_slug(text: str) -> None:
    hint = "годятся строчные латинские буквы, цифры и дефис: sokolova-2"
    assert refusal(Slug, text) == ("З-06", f"«{text}» не годится для адреса", hint)


@pytest.mark.parametrize("text", ["2026/27", "2026-27", "2026–2027", "2026/2027", "2026 — 2027"])
def test_school_year(text: str) -> None:
    assert read(SchoolYear, text) == "2026/27"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2026", "2026/27"),
        ("2026/28", "2026/27"),
        ("2026/1927", "2026/27"),
        ("2026-2027 уч. год", "2026/27"),
        ("1999/2001", "1999/00"),
        ("этот", "2026/27"),
    ],
)
def test_what_is_no_school_year(text: str, advice: str) -> None:
    expected = ("З-08", f"«{text}» — не учебный год", f"напишите так: {advice}")
    assert refusal(SchoolYear, text) == expected
    assert read(SchoolYear, advice) == advice


@given(st.integers(1900, 2098))
def test_every_school_year_is_read_back(year: int) -> None:
    for text in (f"{year}/{year + 1}", f"{year}–{(year + 1) % 100:02d}"):
        assert read(SchoolYear, text) == f"{year}/{(year + 1) % 100:02d}"
    assert school_year_of(date(year, 9, 1)) == read(SchoolYear, f"{year}/{year + 1}")
    assert school_year_of(date(year + 1, 8, 31)) == read(SchoolYear, f"{year}/{year + 1}")


# Wrong shapes, comparing ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Text, "текст"),
        (Day, "дата"),
        (When, "срок"),
        (Yes, "да или нет"),
        (Number, "число"),
        (Count, "число"),
        (FullName, "ФИО"),
        (Slug, "код"),
        (SchoolYear, "учебный год"),
        (MentorRef, "ссылка на запись"),
    ],
)
def test_a_scalar_is_no_list_and_no_record(kind: Any, expected: str) -> None:
    message = f"ожидается {expected}, а найден список"
    assert refusal(kind, ["а", "б"]) == ("З-01", message, "уберите дефис или скобки: а, б")
    assert refusal(kind, []) == ("З-01", message, "уберите дефис или скобки")
    message = f"ожидается {expected}, а найден набор ключей"
    hint = 'если это одно значение, возьмите его в кавычки: "Тема: как надо"'
    assert refusal(kind, {"Тема": "как надо"}) == ("З-01", message, hint)
    assert refusal(kind, {"а": "1", "б": "2"}) == ("З-01", message, "проверьте отступы и скобки")
    hint = "уберите фигурные скобки и двоеточие в конце"
    assert refusal(kind, {}) == ("З-01", message, hint)
    hint = "заполните его или удалите вместе с дефисом"
    assert refusal(kind, None) == ("З-01", f"ожидается {expected}, а пункт пуст", hint)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Семёнов Пётр", "семенов  петр"),
        ("педагог – педагог", "педагог-педагог"),
        ("педагог — педагог", "Педагог -педагог"),
        ("Школа «Радуга»", 'школа "Радуга"'),
        ("25\u00a0мая", "25 мая"),
    ],
)
def test_fold_makes_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_nearest() -> None:
    assert nearest("предметник.", ["консультант", "предметник"], 1) == ["предметник"]
    assert nearest("Орлов", ["Орлов", "орлов", "Кузнецова"]) == ["Орлов", "орлов"]
    assert nearest("", []) == []
    assert nearest("щщщ", ["абв"]) == []
