"""What cells say: names, days, lists, choices; what was put right on the way, or why not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator.diagnostics import Level
from generator.exchange.columns import Column, Reading
from generator.exchange.tables import TableCell
from generator.model.periods import Period, parse_period
from generator.model.types import FullName, date_guess, fold, name_guess, nearest
from generator.source.line import shortened
from generator.source.slips import invisible_in, mixed_words, russian_twin, without_invisible

_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(36_526, 73_051)
_SERIALS_OF_BIRTH = range(7_000, 45_001)
_OF_BIRTH = re.compile(r"\s*(?:г\.?\s*р\.?|г(?:ода?)?\.?(?:\s+рождения)?)$")
_FIRST_YEAR, _YEARS_AHEAD = 1990, 2
_OLDEST, _YOUNGEST = 90, 14
_SHORTEST_MONTH = 28
_UNPRINTABLE = re.compile(
    "[^\t\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_MARKER = re.compile(r"(?:[-–—*·●▪]|\d{1,2}[.)])\s+")
BULLET = "• "
_INDENT = " " * len(BULLET)
_SOME_DAY = re.compile(r"(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{4}(?!\d)|(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_NAME_AND_MORE = re.compile(r"(?P<name>[^,;(\n]+?)\s*[,;(\n]\s*(?P<more>.+?)\)?\s*", re.DOTALL)
_NUMBERING = re.compile(r"^\s*\d{1,2}[.)]\s*", re.MULTILINE)
_SEVERAL_NAMES = re.compile(r"[;,\n]|\s/\s|\s\d{1,2}[.)]\s|(?<=[а-я])\s+и\s+(?=[А-ЯЁ])")
_FULL_NAME = TypeAdapter(FullName)
_PATRONYMIC = re.compile(r"^\S+ \S+ \S+(?:ич|вна|чна|шна|оглы|кызы)(?: (?:оглы|кызы))?$")
_GENDERS = {"ж": "ж", "жен": "ж", "женский": "ж", "м": "м", "муж": "м", "мужской": "м"}
_AGE = re.compile(r"(\d{1,2})\s*(?:г|год|года|лет|л)?\.?")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a cell means.

    Attributes:
        value: As the record keeps it.
        remark: What was put right, or an empty string.
    """

    value: Any
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a cell was not understood.

    Attributes:
        level: ``WARNING`` when the cell is sound but says too little.
    """

    message: str
    hint: str = ""
    level: Level = Level.ERROR


def clean_text(text: str) -> Meant:
    """Return a text without invisible signs and Latin look-alikes, telling of them."""
    remarks = []
    if name := invisible_in(text)[1]:
        text = without_invisible(text)
        remarks.append(f"убран {name}")
    if found := _UNPRINTABLE.search(text):
        text = _UNPRINTABLE.sub("", text)
        remarks.append(f"убран непечатаемый знак U+{ord(found[0]):04X}")
    for word, letters in mixed_words(text):
        text = text.replace(word, russian_twin(word))
        remarks.append(f"в слове «{word}» латинские буквы ({letters}) заменены русскими")
    return Meant(text.strip(), "; ".join(remarks))


def read_value(cell: TableCell, column: Column, today: date) -> Meant | Unclear:
    """Read a cell of a column of a person.

    Args:
        cell: The cell.
        column: What its column holds; references are left as texts.
        today: Years far ahead of it are slips.
    """
    match column.reading:
        case Reading.DAY:
            return read_day(cell, today)
        case Reading.YEAR:
            return _read_year(cell, today)
        case Reading.COUNT:
            return _read_count(cell)
        case _ if not isinstance(cell.value, str) and column.reading is Reading.CHOICE:
            return _choose(cell.text, column.choices)
    text = clean_text(cell.text)
    match column.reading:
        case Reading.ITEMS:
            return Meant(read_items(text.value), text.remark)
        case Reading.SUBJECTS | Reading.TOPICS:
            parts = [part.strip(" .") for part in re.split(r"[,;\n]", text.value)]
            return Meant(tuple(part for part in parts if part), text.remark)
        case Reading.CHOICE:
            return _choose(text.value, column.choices)
        case Reading.GENDER:
            gender = _GENDERS.get(text.value.casefold().rstrip("."))
            hint = "напишите ж или м"
            return Meant(gender) if gender else Unclear(f"«{cell.text}» — не пол", hint)
    return text


def read_name(text: str) -> Meant | Unclear:
    """Read a full name; capitals, commas and Latin look-alikes are put right."""
    cleaned = clean_text(" ".join(text.split()))
    name, remarks = cleaned.value, [cleaned.remark] if cleaned.remark else []
    twin = russian_twin(name)
    if re.search("[A-Za-z]", name) and not re.search("[A-Za-z]", twin):
        remarks.append(f"латинские буквы в «{name}» заменены русскими")
        name = twin
    shouted = any(len(word) > 1 and word.isupper() for word in re.split(r"[ -]", name))
    if _is_full_name(name) and not shouted:
        return Meant(name, "; ".join(remarks))
    guess = name_guess(name)
    if _PATRONYMIC.search(guess):
        remarks.append(f"«{name}» записано как «{guess}»")
        return Meant(guess, "; ".join(remarks))
    hint = "напишите фамилию, имя и отчество полностью: Соколова Анна Викторовна"
    return Unclear(f"«{shortened(text)}» — не полное имя", hint)


def _is_full_name(text: str) -> bool:
    try:
        _FULL_NAME.validate_python(text)
    except ValidationError:
        return False
    return True


def read_person(text: str) -> tuple[Meant | Unclear, str]:
    """Read «Соколова Анна Викторовна, учитель математики».

    Returns:
        The name, and the rest: a post, as a rule.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    people = [line for line in lines if isinstance(read_name(line), Meant)]
    if len(people) > 1 or _several_people(text):
        hint = "каждому человеку нужна своя строка"
        return Unclear("в ячейке несколько человек", hint), ""
    whole = read_name(text)
    found = _NAME_AND_MORE.fullmatch(text)
    if isinstance(whole, Unclear) and found:
        name = read_name(found["name"])
        if isinstance(name, Meant):
            return name, " ".join(found["more"].split())
    return whole, ""


def _several_people(text: str) -> bool:
    return len(read_names(text)[0]) > 1


def read_names(text: str) -> tuple[list[str], list[str]]:
    """Read several people of one cell.

    Returns:
        The names, and the parts that are none.
    """
    names: list[str] = []
    others: list[str] = []
    whole = read_name(_NUMBERING.sub("", text))
    if isinstance(whole, Meant) and "\n" not in text.strip():
        return [whole.value], []
    for part in _SEVERAL_NAMES.split(_NUMBERING.sub("", text.replace(BULLET, ""))):
        if not part.strip():
            continue
        name = read_name(part)
        if isinstance(name, Meant):
            names.append(name.value)
        else:
            others.append(part.strip())
    return names, others


def read_items(text: str) -> tuple[str, ...]:
    """Read a list from a cell: an item a line, after a bullet or a semicolon.

    An item that has lines of its own begins with a bullet, its other lines are indented:
    :func:`write_items` writes so, and what it writes reads back as it was.
    """
    lines = text.split("\n")
    if any(line.startswith(BULLET) for line in lines):
        items: list[str] = []
        for line in lines:
            if line.startswith(BULLET) or not items:
                items.append(line.removeprefix(BULLET))
            else:
                items[-1] += "\n" + line.removeprefix(_INDENT)
    elif len(lines) > 1:
        filled = [line for line in lines if line.strip()]
        marked = all(_MARKER.match(line.strip()) for line in filled)
        items = [_MARKER.sub("", line.strip(), count=1) if marked else line for line in filled]
        items = [item.strip().removesuffix(";") for item in items]
    else:
        items = text.split(";")
    return tuple(item.strip() for item in items if item.strip())


def write_items(items: Sequence[str]) -> str:
    """Write a list into a cell so that :func:`read_items` gives it back."""
    plain = "\n".join(items)
    if read_items(plain) == tuple(items):
        return plain
    return "\n".join(BULLET + item.replace("\n", "\n" + _INDENT) for item in items)


def read_day(cell: TableCell, today: date) -> Meant | Unclear:
    """Read a day; a month or a year is asked for its day, none is ever made up."""
    value = cell.value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value in _SERIALS:
        day = _EXCEL_EPOCH + timedelta(days=int(value))
        read = _within(day, cell.text, today)
        remark = f"число {cell.text} — дата {day:%d.%m.%Y} без формата даты"
        return Meant(day, remark) if isinstance(read, Meant) else read
    if isinstance(value, date):
        return _within(value, cell.text, today)
    return _day_in_words(clean_text(cell.text).value, today)


def _day_in_words(text: str, today: date) -> Meant | Unclear:
    if guess := date_guess(text):
        read = _within(_day(guess), text, today)
        short = not re.search(r"\d{4}", text)
        return Meant(_day(guess), f"«{text}» — это {guess}") if short and _taken(read) else read
    period = parse_period(text)
    if period and period.start and not period.annual:
        hint = "впишите день: число.месяц.год"
        message = f"«{shortened(text)}» — {_length_of(period)}, а нужен день"
        return Unclear(message, hint, Level.WARNING)
    found = _SOME_DAY.findall(text)
    if len(found) == 1:
        guess = date_guess(found[0])
        if guess and _taken(_within(_day(guess), text, today)):
            return Meant(_day(guess), f"из «{shortened(text)}» взята дата {guess}")
    hint = "напишите число.месяц.год, вот так: 01.09.2024"
    return Unclear(f"«{shortened(text)}» — не дата", hint)


def _length_of(period: Period) -> str:
    assert period.start
    assert period.end
    if period.start.year != period.end.year or period.end.day < _SHORTEST_MONTH:
        return "промежуток"
    if period.start.month == period.end.month:
        return "месяц"
    return "год" if (period.start.month, period.end.month) == (1, 12) else "промежуток"


def _taken(read: Meant | Unclear) -> bool:
    return isinstance(read, Meant)


def _day(text: str) -> date:
    return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007


def _within(day: date, text: str, today: date) -> Meant | Unclear:
    if _FIRST_YEAR <= day.year <= today.year + _YEARS_AHEAD:
        return Meant(day)
    return Unclear(f"в дате {text} странный год", "проверьте год")


def _read_year(cell: TableCell, today: date) -> Meant | Unclear:
    """Read a year of birth; of a whole date only the year is kept."""
    text = _OF_BIRTH.sub("", cell.text)
    remark = "взят только год"
    if isinstance(cell.value, date):
        year = cell.value.year
    elif re.fullmatch(r"\d{4}", text):
        year, remark = int(text), ""
    elif isinstance(cell.value, (int, float)) and cell.value in _SERIALS_OF_BIRTH:
        year = (_EXCEL_EPOCH + timedelta(days=int(cell.value))).year
    elif guess := date_guess(text):
        year = int(guess[-4:])
    else:
        return Unclear(f"«{shortened(cell.text)}» — не год рождения", "напишите год: 1998")
    if not today.year - _OLDEST <= year <= today.year - _YOUNGEST:
        return Unclear(f"странный год рождения: {year}", "проверьте год")
    return Meant(year, remark)


def _read_count(cell: TableCell) -> Meant | Unclear:
    found = _AGE.fullmatch(cell.text.strip())
    if found:
        return Meant(int(found[1]))
    return Unclear(f"«{shortened(cell.text)}» — не целое число", "напишите число цифрами")


def _choose(text: str, choices: tuple[str, ...]) -> Meant | Unclear:
    same = [choice for choice in choices if fold(choice) == fold(text)]
    if same:
        return Meant(same[0])
    inside = [choice for choice in choices if fold(choice) in fold(text)]
    if len(inside) == 1:
        return Meant(inside[0], f"«{shortened(text)}» понято как «{inside[0]}»")
    close = nearest(text, list(choices), 1)
    hint = f"возможно, «{close[0]}»" if close else f"напишите одно из: {'; '.join(choices)}"
    return Unclear(f"«{shortened(text)}» здесь не подходит", hint)
