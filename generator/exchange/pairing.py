"""Columns of a bank that tell of a pair: held against the pair's own record, never written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from generator.exchange.columns import PARTNERS, BankForm
from generator.exchange.ledger import Difference, Ledger
from generator.exchange.people import Line
from generator.exchange.tables import TableCell
from generator.exchange.values import read_names, write_items
from generator.model.pair import Pair
from generator.model.people import Mentee, Mentor, Person
from generator.model.periods import parse_period
from generator.model.registry import Registry
from generator.model.types import fold
from generator.rules.banks import (
    MENTEE_COLUMNS,
    MENTOR_COLUMNS,
    Cell,
    mentee_cells,
    mentor_cells,
)
from generator.rules.names import Name

_HINT = "пару заводят отдельно: nastavnik new pair"
_PLAN = "план:"


def cell_text(cell: Cell) -> str:
    """Return the text of a bank's cell as a table shows it."""
    text = write_items(cell.lines) if cell.listed else "\n".join(cell.lines)
    return f"{text}\n{cell.url}" if cell.url else text


def hold_against(
    registry: Registry,
    person: Person | None,
    line: Line,
    form: BankForm,
    today: date,
    ledger: Ledger,
) -> None:
    """Settle the cells of a line that tell of a pair.

    Args:
        registry: The school's records.
        person: Whose line it is; ``None`` for a person who is not in the bank yet.
        line: The line.
        form: The bank.
        today: The day on which pairs are judged.
        ledger: Where the cells are noted.
    """
    if not line.pair:
        return
    partner = line.pair.get(PARTNERS[form.command])
    people = _people_in(partner)
    pairs = registry.pairs_of.get(person.key, ()) if person else ()
    fitting = [pair for pair in pairs if _partners_are(registry, person, pair, people)]
    several = [pair for pair in pairs if _partners_among(registry, person, pair, people)]
    if person and partner and not fitting and _covered(registry, person, several, people):
        _hold_against_several(registry, person, several, line, partner, today, ledger)
        return
    if partner is not None and not fitting:
        _tell_of_no_pair(registry, form, line, people, ledger)
        return
    choices: list[Pair | None] = [*fitting]
    if partner is None:
        choices = [*pairs] or [None]
    rows = [(pair, _expected(registry, person, pair, today)) for pair in choices]
    pair, expected = max(rows, key=lambda row: _agreement(line.pair, row[1]))
    for title, cell in line.pair.items():
        told = expected.get(title)
        where = str(pair.at()) if pair else ""
        if told is not None and _says(cell, told):
            ledger.take(cell, f"уже записано: {where}" if pair else "пары пока нет")
        elif pair is not None:
            ours = cell_text(told) if told else ""
            ledger.differ(cell, Difference(line.name, title, _one_line(ours), where, cell))
        else:
            ledger.ignore([cell], f"«{title}» — сведения о паре, а пары нет", _HINT)


def _hold_against_several(
    registry: Registry,
    person: Person,
    pairs: Sequence[Pair],
    line: Line,
    partner: TableCell,
    today: date,
    ledger: Ledger,
) -> None:
    """Settle a row that tells of several pairs at once: one cell names the people of all."""
    rows = [_expected(registry, person, pair, today) for pair in pairs]
    where = ", ".join(str(pair.at()) for pair in pairs)
    for title, cell in line.pair.items():
        if cell is partner or any(title in row and _says(cell, row[title]) for row in rows):
            ledger.take(cell, f"уже записано: {where}")
        else:
            why = f"«{title}» — сведения о нескольких парах сразу"
            ledger.ignore([cell], why, f"сверьте сами: {where}")


def _one_line(text: str) -> str:
    return " / ".join(part.strip() for part in text.split("\n") if part.strip())


def _people_in(cell: TableCell | None) -> tuple[str, ...]:
    if cell is None:
        return ()
    names, others = read_names(cell.text)
    return (*names, *others)


def _partners_of(registry: Registry, person: Person | None, pair: Pair) -> list[str]:
    """Return the names of the other side of a pair."""
    if isinstance(person, Mentee):
        return [registry.mentor_of(pair).full_name]
    return [mentee.full_name for mentee in registry.mentees_of(pair)]


def _partners_are(
    registry: Registry, person: Person | None, pair: Pair, people: Sequence[str]
) -> bool:
    """Tell whether the other side of a pair are just the people named, fully or with initials."""
    others = _partners_of(registry, person, pair)
    return len(others) == len(people) and _partners_among(registry, person, pair, people)


def _partners_among(
    registry: Registry, person: Person | None, pair: Pair, people: Sequence[str]
) -> bool:
    """Tell whether the whole other side of a pair is among the people named."""
    return all(
        any(_same_person(name, told) for told in people)
        for name in _partners_of(registry, person, pair)
    )


def _covered(
    registry: Registry, person: Person, pairs: Sequence[Pair], people: Sequence[str]
) -> bool:
    """Tell whether everybody named stands in one of the pairs."""
    names = [name for pair in pairs for name in _partners_of(registry, person, pair)]
    return bool(people) and all(any(_same_person(n, told) for n in names) for told in people)


def _same_person(full_name: str, told: str) -> bool:
    forms = (full_name, Name.parse(full_name).short)
    return any(_bare(form) == _bare(told) for form in forms)


def _bare(name: str) -> str:
    return re.sub(r"[\s.]", "", fold(name))


def _expected(
    registry: Registry, person: Person | None, pair: Pair | None, today: date
) -> Mapping[str, Cell]:
    """Return what the official form says of a pair, by the titles of the columns."""
    if isinstance(person, Mentor):
        cells = mentor_cells(registry, person, pair, today)
        return dict(zip(MENTOR_COLUMNS[1:], cells, strict=True))
    if isinstance(person, Mentee):
        cells = mentee_cells(registry, person, pair, today)
        return dict(zip(MENTEE_COLUMNS[1:], cells, strict=True))
    return {MENTEE_COLUMNS[-1]: Cell(("ждёт пары",))}


def _agreement(told: Mapping[str, TableCell], expected: Mapping[str, Cell]) -> int:
    return sum(_says(cell, expected[title]) for title, cell in told.items() if title in expected)


def _says(cell: TableCell, ours: Cell) -> bool:
    """Tell whether a cell of the table says what the record does, if in other words."""
    text = fold(cell.text).removeprefix(_PLAN).strip()
    if any(text == fold(other).removeprefix(_PLAN).strip() for other in _wordings(ours)):
        return True
    day = re.search(r"\d\d\.\d\d\.\d{4}", cell_text(ours))
    period = parse_period(text)
    if day is None or period is None or not (period.start and period.end) or period.annual:
        return False
    number, month, year = map(int, day[0].split("."))
    return period.start <= date(year, month, number) <= period.end


def _wordings(cell: Cell) -> Iterator[str]:
    yield cell_text(cell)
    yield "\n".join(cell.lines)
    yield "; ".join(cell.lines)
    yield ", ".join(cell.lines)
    yield cell.url


def _tell_of_no_pair(
    registry: Registry, form: BankForm, line: Line, people: tuple[str, ...], ledger: Ledger
) -> None:
    bank: Mapping[str, Person] = registry.mentees
    where, command = "банке наставляемых", "mentees"
    if form.cls is Mentee:
        bank, where, command = registry.mentors, "банке наставников", "mentors"
    strangers = [
        told
        for told in people
        if not any(_same_person(person.full_name, told) for person in bank.values())
    ]
    partner = PARTNERS[form.command]
    for title, cell in line.pair.items():
        if title == partner and strangers:
            hint = f"сначала внесите их: nastavnik import {command}; потом {_HINT}"
            ledger.ignore([cell], f"нет в {where}: {'; '.join(strangers)}", hint)
        elif title == partner:
            ledger.ignore([cell], "такой пары в записях нет", _HINT)
        else:
            ledger.ignore([cell], f"«{title}» — сведения о паре, а пары в записях нет", _HINT)
