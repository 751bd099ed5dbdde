"""Both banks in the twelve columns of the official forms (Л, формы банков)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.pair import Pair
from generator.model.people import Mentee, Mentor, Person
from generator.model.registry import Registry
from generator.rules.cases import published_cases
from generator.rules.pairs import PairState, state_of
from generator.views.internal.labels import form_name
from generator.views.page import Internal, Page

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
    """A cell: lines of text, and the page or address it leads to."""

    lines: tuple[str, ...]
    key: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class BankRow:
    """A row of a bank: exactly twelve cells and the record it comes from."""

    cells: tuple[Cell, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class BankContext:
    """What the page of a bank shows."""

    columns: tuple[str, ...]
    rows: tuple[BankRow, ...]


def bank_pages(registry: Registry, today: date) -> Iterator[Page[Internal]]:
    """Describe both banks: a row for each pair of a person, one row for a person without."""
    mentors = sorted(registry.mentors.values(), key=lambda mentor: mentor.full_name)
    mentees = sorted(registry.mentees.values(), key=lambda mentee: mentee.full_name)
    yield Page(
        path="bank-mentors",
        title="Банк наставников",
        description="Официальная форма, 12 граф",
        template="internal/bank.html",
        context=BankContext(MENTOR_COLUMNS, _numbered(registry, mentors, today)),
    )
    yield Page(
        path="bank-mentees",
        title="Банк наставляемых",
        description="Официальная форма, 12 граф",
        template="internal/bank.html",
        context=BankContext(MENTEE_COLUMNS, _numbered(registry, mentees, today)),
    )


def _numbered(
    registry: Registry, people: list[Mentor] | list[Mentee], today: date
) -> tuple[BankRow, ...]:
    rows: list[BankRow] = []
    for person in people:
        for pair in registry.pairs_of.get(person.key, ()) or (None,):
            number = Cell((str(len(rows) + 1),))
            cells = (
                _mentor_cells(registry, person, pair, today)
                if isinstance(person, Mentor)
                else _mentee_cells(registry, person, pair, today)
            )
            rows.append(BankRow((number, *cells), person.at()))
    return tuple(rows)


def _mentor_cells(
    registry: Registry, mentor: Mentor, pair: Pair | None, today: date
) -> tuple[Cell, ...]:
    mentees = registry.mentees_of(pair) if pair else ()
    return (
        Cell((mentor.full_name,), mentor.key),
        Cell((_workplace(registry, mentor),)),
        Cell(mentor.competences),
        Cell(mentor.achievements),
        Cell((f"{mentor.joined:%d.%m.%Y}",)),
        Cell(tuple(m.full_name for m in mentees), pair.key if pair else ""),
        _form(registry, pair),
        Cell(tuple(dict.fromkeys(_workplace(registry, mentee) for mentee in mentees))),
        _ended(pair, today),
        _results(pair, today),
        _case(registry, pair, today),
    )


def _mentee_cells(
    registry: Registry, mentee: Mentee, pair: Pair | None, today: date
) -> tuple[Cell, ...]:
    mentor = registry.mentor_of(pair) if pair else None
    return (
        Cell((mentee.full_name,), mentee.key),
        Cell((str(mentee.birth_year),)),
        Cell((mentee.request,)),
        Cell((f"{mentee.joined:%d.%m.%Y}",)),
        Cell((mentor.full_name,) if mentor else (), pair.key if pair else ""),
        _form(registry, pair),
        Cell((_workplace(registry, mentor),) if mentor else ()),
        _ended(pair, today),
        _results(pair, today),
        _case(registry, pair, today),
        _passed(pair, today),
    )


def _workplace(registry: Registry, person: Person) -> str:
    return person.workplace or registry.school.name


def _form(registry: Registry, pair: Pair | None) -> Cell:
    return Cell((form_name(registry, pair),) if pair else ())


def _is_over(pair: Pair | None, today: date) -> bool:
    over = {PairState.FINISHED, PairState.ENDED_EARLY}
    return pair is not None and state_of(pair, today) in over


def _ended(pair: Pair | None, today: date) -> Cell:
    if pair is None:
        return Cell(())
    if pair.outcome is not None and _is_over(pair, today):
        return Cell((f"{pair.outcome.date:%d.%m.%Y}",))
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
    cases = [case for case in published_cases(registry, today) if case.pair == pair.id]
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
