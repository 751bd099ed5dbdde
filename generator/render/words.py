"""Dates, plurals and numbers as Russian texts write them."""

from __future__ import annotations

from collections.abc import Callable
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
Forms = tuple[str, str, str]
_UNITS: tuple[Forms, ...] = (
    ("балл", "балла", "баллов"),
    ("процент", "процента", "процентов"),
    ("секунда", "секунды", "секунд"),
    ("минута", "минуты", "минут"),
    ("час", "часа", "часов"),
    ("день", "дня", "дней"),
    ("неделя", "недели", "недель"),
    ("месяц", "месяца", "месяцев"),
    ("год", "года", "лет"),
    ("раз", "раза", "раз"),
    ("случай", "случая", "случаев"),
    ("человек", "человека", "человек"),
    ("ученик", "ученика", "учеников"),
    ("учитель", "учителя", "учителей"),
    ("урок", "урока", "уроков"),
    ("занятие", "занятия", "занятий"),
    ("встреча", "встречи", "встреч"),
    ("опыт", "опыта", "опытов"),
    ("задание", "задания", "заданий"),
    ("задача", "задачи", "задач"),
    ("вопрос", "вопроса", "вопросов"),
    ("ответ", "ответа", "ответов"),
    ("ошибка", "ошибки", "ошибок"),
    ("замечание", "замечания", "замечаний"),
    ("работа", "работы", "работ"),
    ("проект", "проекта", "проектов"),
    ("книга", "книги", "книг"),
    ("страница", "страницы", "страниц"),
    ("слово", "слова", "слов"),
)
_FORMS = {word: forms for forms in _UNITS for word in forms}
_TOGETHER = {1: "один человек", 2: "двое", 3: "трое", 4: "четверо", 5: "пятеро", 6: "шестеро"}


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


def unit_after(unit: str | None, value: Decimal | int) -> str:
    """Return the unit as it stands after its number: «21 балл», «28,8 балла», «5 минут в неделю».

    Args:
        unit: What the school has written; its first word changes if it is a known one.
        value: The number; a fraction takes the genitive singular.
    """
    return _agreed(unit, lambda forms: _form(value, forms))


def unit_of(unit: str | None) -> str:
    """Return the unit as it stands without a number, in a heading: «баллов из 10»."""
    return _agreed(unit, lambda forms: forms[2])


def _agreed(unit: str | None, choose: Callable[[Forms], str]) -> str:
    first, space, rest = (unit or "").partition(" ")
    forms = _FORMS.get(first)
    return f"{choose(forms)}{space}{rest}" if forms else unit or ""


def _form(value: Decimal | int, forms: Forms) -> str:
    whole = Decimal(value)
    return forms[1] if whole % 1 else plural(abs(int(whole)), *forms)


def several_people(count: int) -> str:
    """Return how many people there are, in words while they are few: «двое», «8 человек»."""
    return _TOGETHER.get(count) or counted(count, "человек", "человека", "человек")


def file_size(size: int) -> str:
    """Return «18 КБ» or «1,2 МБ»."""
    if size < 1_000_000:
        return f"{max(round(size / 1000), 1)}{_NBSP}КБ"
    return f"{number(round(Decimal(size) / 1_000_000, 1))}{_NBSP}МБ"
