"""Both banks in the twelve columns of the official forms (Л, формы банков)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.pair import Pair
from generator.model.people import Mentee, Mentor, Person
from generator.model.registry import Registry
from generator.rules.cases import published_cases_of
from generator.rules.pairs import PairState, state_of

MENTOR_COLUMNS = (
    "№",
    "ФИО наставника",
    "Место работы наставника",
    "Основные компетенции наставника",
    "Важные для программы достижения наставника",
    "Дата вхождения в программу",
    "ФИО наставляемого (наставляемых)",
    "Форма наставничества",
    "Место работы наставляемого",
    "Дата завершения программы",
    "Результаты программы",
    "Ссылка на кейс/отзыв наставляемого, размещённые на сайте ОО",
)
MENTEE_COLUMNS = (
    "№",
    "ФИО наставляемого",
    "Год рождения наставляемого",
    "Основной запрос наставляемого",
    "Дата вхождения в программу",
    "ФИО наставника",
    "Форма наставничества",
    "Место работы наставника",
    "Дата завершения программы",
    "Результаты программы",
    "Ссылка на кейс/отзыв наставляемого, размещённые на сайте ОО",
    "Отметка о прохождении программы",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: lines of text, and the page or address it leads to.

    Attributes:
        value: The number or the day the text stands for; a table may sort by it.
        listed: Each line is an item of a list, and not a line of one text.
    """

    lines: tuple[str, ...]
    key: str = ""
    url: str = ""
    value: int | date | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class BankRow:
    """A row of a bank: exactly twelve cells and the record it comes from."""

    cells: tuple[Cell, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank as the official form has it.

    Attributes:
        id: ASCII name of its page and of its files.
    """

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[BankRow, ...]


def mentor_bank(registry: Registry, today: date) -> Bank:
    """Return the bank of mentors: a row for each pair, one row for a mentor without."""
    rows = _numbered(
        (mentor, mentor_cells(registry, mentor, pair, today))
        for mentor in sorted(registry.mentors.values(), key=_full_name)
        for pair in _pairs_of(registry, mentor)
    )
    return Bank("bank-mentors", "Банк наставников", MENTOR_COLUMNS, rows)


def mentee_bank(registry: Registry, today: date) -> Bank:
    """Return the bank of mentees: a row for each pair, one row for a mentee without."""
    rows = _numbered(
        (mentee, mentee_cells(registry, mentee, pair, today))
        for mentee in sorted(registry.mentees.values(), key=_full_name)
        for pair in _pairs_of(registry, mentee)
    )
    return Bank("bank-mentees", "Банк наставляемых", MENTEE_COLUMNS, rows)


def _full_name(person: Person) -> str:
    return person.full_name


def _pairs_of(registry: Registry, person: Person) -> tuple[Pair | None, ...]:
    return registry.pairs_of.get(person.key) or (None,)


def _numbered(rows: Iterable[tuple[Person, tuple[Cell, ...]]]) -> tuple[BankRow, ...]:
    return tuple(
        BankRow((Cell((str(number),), value=number), *cells), person.at())
        for number, (person, cells) in enumerate(rows, 1)
    )


def mentor_cells(
    registry: Registry, mentor: Mentor, pair: Pair | None, today: date
) -> tuple[Cell, ...]:
    """Return the cells of a mentor and one of his pairs, from the second column on."""
    mentees = registry.mentees_of(pair) if pair else ()
    return (
        Cell((mentor.full_name,), mentor.key),
        Cell((workplace_of(registry, mentor),)),
        Cell(mentor.competences, listed=True),
        Cell(mentor.achievements, listed=True),
        _day(mentor.joined),
        Cell(tuple(m.full_name for m in mentees), pair.key if pair else "", listed=True),
        _form(registry, pair),
        Cell(tuple(dict.fromkeys(workplace_of(registry, m) for m in mentees)), listed=True),
        _ended(pair, today),
        _results(pair, today),
        _case(registry, pair, today),
    )


def mentee_cells(
    registry: Registry, mentee: Mentee, pair: Pair | None, today: date
) -> tuple[Cell, ...]:
    """Return the cells of a mentee and one of his pairs, from the second column on."""
    mentor = registry.mentor_of(pair) if pair else None
    return (
        Cell((mentee.full_name,), mentee.key),
        Cell((str(mentee.birth_year),), value=mentee.birth_year),
        Cell((mentee.request,)),
        _day(mentee.joined),
        Cell((mentor.full_name,) if mentor else (), pair.key if pair else ""),
        _form(registry, pair),
        Cell((workplace_of(registry, mentor),) if mentor else ()),
        _ended(pair, today),
        _results(pair, today),
        _case(registry, pair, today),
        _passed(pair, today),
    )


def workplace_of(registry: Registry, person: Person) -> str:
    """Return where a person works; no place of work means our school."""
    return person.workplace or registry.school.name


def form_name(registry: Registry, pair: Pair) -> str:
    """Return the name of the pair's form of mentoring."""
    return next(term.name for term in registry.programme.forms if term.code == pair.form)


def _day(day: date) -> Cell:
    return Cell((f"{day:%d.%m.%Y}",), value=day)


def _form(registry: Registry, pair: Pair | None) -> Cell:
    return Cell((form_name(registry, pair),) if pair else ())


def _is_over(pair: Pair | None, today: date) -> bool:
    over = {PairState.FINISHED, PairState.ENDED_EARLY}
    return pair is not None and state_of(pair, today) in over


def _ended(pair: Pair | None, today: date) -> Cell:
    if pair is None:
        return Cell(())
    if pair.outcome is not None and _is_over(pair, today):
        return _day(pair.outcome.date)
    return Cell((f"план: {pair.plan.last_day:%d.%m.%Y}",))


def _results(pair: Pair | None, today: date) -> Cell:
    if pair is None or pair.outcome is None or not _is_over(pair, today):
        return Cell(())
    return Cell((pair.outcome.results,))


def _case(registry: Registry, pair: Pair | None, today: date) -> Cell:
    """The forms ask for the address on the school's site; it is the public one."""
    if pair is None:
        return Cell(())
    site = (registry.school.site or "").rstrip("/")
    cases = published_cases_of(registry, pair, today)
    if not cases:
        return Cell(())
    address = f"{site}/cases/{cases[0].id}.html" if site else ""
    return Cell((cases[0].title,), url=address)


def _passed(pair: Pair | None, today: date) -> Cell:
    if pair is None:
        return Cell(("ждёт пары",))
    if not _is_over(pair, today):
        return Cell(("проходит",))
    completed = state_of(pair, today) is PairState.FINISHED
    return Cell(("пройдена",) if completed else ("не завершена",))
