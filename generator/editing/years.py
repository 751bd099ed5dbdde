"""A new school year: the old one closed, what is annual made anew."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from generator.diagnostics import DataError, Level, Problem
from generator.editing.closing import to_archive, unfinished
from generator.editing.planning import Plan, plan
from generator.editing.workspace import RefusalError, Workspace
from generator.model.monitoring import ImpactStudy, Survey
from generator.model.school import Holiday
from generator.model.types import school_year_of
from generator.render.words import counted
from generator.source.splice import Append, Change, Drop, Put, splice
from generator.source.writing import read_exactly

_YEAR = re.compile(r"(\d{4})(?:\s*[/–—-]\s*(\d{2}|\d{4}))?")
_LEADING_YEAR = re.compile(r"^\d{4}-")
_SCHOOL = "data/school.yml"
_EARLY = 60


def read_year(text: str) -> str:
    """Return the school year a text names: «2027» and «2027/28» are one.

    Raises:
        RefusalError: When it names none.
    """
    found = _YEAR.fullmatch(text.strip())
    following = f"{(int(found[1]) + 1) % 10000:04d}" if found else ""
    if not found or found[2] not in {None, following, following[-2:]}:
        raise RefusalError(f"«{text}» — не учебный год", "напишите так: 2027 или 2027/28")
    return f"{found[1]}/{following[-2:]}"


def rollover(school: Workspace, year: str) -> Plan:
    """Plan a new school year.

    The current year moves on; what is over goes to the archive of its year, where everything
    reads it as before; last year's holidays move by a year, surveys and studies of influence
    are made anew without answers. For a year that is open already only the archive is brought
    up to date, so that a second run changes nothing.

    Args:
        school: The school now.
        year: The new school year, as 2027/28.

    Raises:
        DataError: When pairs that end before the new year have no outcome; one problem each.
        RefusalError: When the year is not the next one.
    """
    registry = school.registry
    current = registry.school.current_year
    following = _following(current)
    if year not in {current, following}:
        raise RefusalError(f"сейчас открыт {current} учебный год", f"следующий — {following}")
    begins = date(int(year[:4]), 9, 1)
    if blocking := list(_without_outcome(school, begins)):
        raise DataError(blocking)
    moved = to_archive(registry, begins)
    undone = tuple(unfinished(school, begins))
    if year == current:
        return plan(school, {}, notes=(*_archived(moved), *undone), moved=moved)
    changes: list[Change] = [Put(("текущий учебный год",), year)]
    holidays = list(_holidays(school, year))
    changes += holidays
    new = dict(_made_anew(school, registry.surveys.values(), "ответы участников", year))
    new |= _made_anew(school, registry.impact.values(), "замеры", year)
    opened = _notes(school, begins, holidays=bool(holidays), new=new)
    notes = (*opened, *_archived(moved), *undone)
    return plan(school, {_SCHOOL: changes}, new, notes, moved)


def _following(year: str) -> str:
    first = int(year[:4]) + 1
    return f"{first}/{(first + 1) % 100:02d}"


def _without_outcome(school: Workspace, begins: date) -> Iterator[Problem]:
    for pair in school.registry.pairs.values():
        if pair.outcome is None and pair.plan.last_day < begins:
            last = f"{pair.plan.last_day:%d.%m.%Y}"
            message = f"пара {pair.id} работает до {last}, а итога нет"
            hint = f"запишите итог: nastavnik record outcome {pair.id}, или продлите программу"
            span = pair.at("программа", "окончание")
            yield Problem("Г-01", Level.ERROR, span, message, hint)


def _holidays(school: Workspace, year: str) -> Iterator[Change]:
    """Copy the holidays of the current year unless the new one has its own."""
    holidays = school.registry.school.holidays
    if any(school_year_of(holiday.start) == year for holiday in holidays):
        return
    for holiday in holidays:
        if school_year_of(holiday.start) == school.registry.school.current_year:
            yield Append(("каникулы",), _moved(holiday))


def _moved(holiday: Holiday) -> dict[str, object]:
    return {
        "название": holiday.name,
        "с": _a_year_later(holiday.start),
        "по": _a_year_later(holiday.end),
    }


def _a_year_later(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29) and not isleap(day.year + 1)
    return day.replace(year=day.year + 1, day=28 if leap_day else day.day)


def _made_anew(
    school: Workspace, records: Iterable[Survey | ImpactStudy], filled: str, year: str
) -> Iterator[tuple[str, str]]:
    """Yield new files of what is asked every year, made of the latest ones without answers.

    Args:
        school: The school now.
        records: All of one kind.
        filled: The key that holds what people answered.
        year: The new school year.
    """
    known = list(records)
    if any(record.year == year for record in known):
        return
    latest: dict[str, Survey | ImpactStudy] = {}
    for record in sorted(known, key=lambda record: record.year):
        if record.year >= _year_before(school.registry.school.current_year):
            latest[_LEADING_YEAR.sub("", record.id)] = record
    for series, record in latest.items():
        path = f"data/{record.folder}/{year[:4]}-{series}.yml"
        yield path, _without_answers(school, record, filled, year)


def _without_answers(
    school: Workspace, record: Survey | ImpactStudy, filled: str, year: str
) -> str:
    path = record.at().path
    text = read_exactly(school.settings.project / path, path).text or ""
    changes: list[Change] = [Put(("учебный год",), year)]
    if record.year in record.title:
        changes.append(Put(("название",), record.title.replace(record.year, year)))
    if filled in school.documents[path].data:
        changes.append(Drop((filled,)))
    newline = "\r\n" if "\r\n" in text else "\n"
    first = f"# Заготовка из {record.key}: проверьте название и вопросы.{newline}"
    return first + splice(text, changes, path)


def _year_before(year: str) -> str:
    first = int(year[:4]) - 1
    return f"{first}/{(first + 1) % 100:02d}"


def _notes(school: Workspace, begins: date, *, holidays: bool, new: Iterable[str]) -> Iterator[str]:
    days = (begins - school.today).days
    if days > _EARLY:
        yield f"до {begins:%d.%m.%Y} ещё {counted(days, 'день', 'дня', 'дней')}"
    if holidays:
        yield "каникулы перенесены на год вперёд: сверьте даты с графиком школы"
    for path in new:
        yield f"{path} — заготовка без ответов: проверьте название и вопросы"
    yield "ежегодные пункты дорожной карты и плана откроются 1 сентября сами"
    for pair in school.registry.pairs.values():
        if pair.outcome is None:
            yield f"{pair.id} работает и в новом году, до {pair.plan.last_day:%d.%m.%Y}"
    if (matching := school.registry.matching) and (
        matching.mentee_sheets or matching.mentor_sheets
    ):
        yield f"{matching.at().path}: листы и решения прежнего года; замените их перед подбором"


def _archived(moved: Collection[str]) -> Iterator[str]:
    if moved:
        files = counted(len(moved), "запись", "записи", "записей")
        yield f"в архив закрытых лет: {files}; адреса, ссылки и страницы остаются прежними"
