"""What an import would write, all of it, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.diagnostics import Level, Problem
from generator.exchange.columns import (
    JOINED,
    MENTEES,
    MENTORS,
    NAME,
    WORKPLACE,
    BankForm,
    fields_of,
    required_keys,
)
from generator.exchange.ledger import Difference, Fate, Ledger, Outcome
from generator.exchange.pairing import hold_against
from generator.exchange.people import Line, Said, by_person, read_people, signs_of
from generator.exchange.tables import Source, TableCell, UnreadableError
from generator.exchange.values import Unclear
from generator.model.explain import explain
from generator.model.people import Person
from generator.model.periods import parse_period
from generator.model.programme import Term
from generator.model.registry import Registry
from generator.model.slugs import person_slug
from generator.model.types import fold, nearest
from generator.source.handwriting import Hand, as_text
from generator.source.splice import Put, SpliceError, splice
from generator.source.writing import Rewrite, Snapshot, read_exactly
from generator.source.yaml_text import parse_yaml

_CONSENT_NOTE = """\
# Согласие на обработку подписывают до внесения в банк: впишите его дату.
# согласия:
#   - {вид: обработка, дата: 01.09.2026}
"""
_OPTIONS = {
    "должность": "--post",
    "тип": "--type",
    "профессиональная сфера": "--sphere",
    "категория": "--kind",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A value that will be written.

    Attributes:
        origin: The cell it comes from, or the option of the command.
    """

    key: str
    value: Any
    origin: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that will be written.

    Attributes:
        path: Its path in the project.
        title: Whose record it is.
        rewrite: Its text, and the state of the file the plan was made from.
        filled: What is written into it.
    """

    path: str
    title: str
    rewrite: Rewrite
    filled: tuple[Filled, ...]

    @property
    def is_new(self) -> bool:
        """Tell whether there is no such file yet."""
        return self.rewrite.snapshot.text is None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an import of people would do.

    Attributes:
        source: Name of the file.
        changes: Files to write, new ones first.
        differences: What stays as it is though the table says otherwise.
        known: Names of the people in whose records nothing changes.
        fates: What becomes of every cell.
        remarks: What the file's format does not let us see.
    """

    source: str
    changes: tuple[FileChange, ...]
    differences: tuple[Difference, ...]
    known: tuple[str, ...]
    fates: tuple[Fate, ...]
    remarks: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Tell whether anything in the table is an error."""
        return any(fate.outcome is Outcome.FAILED for fate in self.fates)


def plan_people(
    source: Source,
    form: BankForm,
    registry: Registry,
    project: Path,
    today: date,
    defaults: Mapping[str, str],
) -> Plan:
    """Read a table of mentors or mentees into a plan.

    Args:
        source: The file.
        form: Which bank it is.
        registry: The school's records.
        project: The school's folder.
        today: The day of the run.
        defaults: Values by Russian keys for new people of whom the table does not tell them.

    Raises:
        UnreadableError: When no table of the file is that bank.
    """
    ledger = Ledger()
    lines: list[Line] = []
    other = MENTEES if form is MENTORS else MENTORS
    for table in source.tables:
        if signs_of(table, other) > signs_of(table, form):
            why = f"это {other.title}: nastavnik import {other.command}"
            for row in table.rows:
                ledger.row(row, why)
        else:
            lines.extend(read_people(table, form, ledger, today))
    planner = _Planner(form, registry, project, today, defaults, ledger)
    for group in by_person(lines).values():
        planner.settle(group)
    fates = ledger.fates(source.tables)
    if not lines and not any(fate.outcome is Outcome.FAILED for fate in fates):
        raise UnreadableError(*_nothing_found(fates, form, other))
    changes = sorted(planner.changes, key=lambda change: not change.is_new)
    return Plan(
        source.name,
        tuple(changes),
        ledger.differences,
        tuple(planner.known),
        fates,
        source.remarks,
    )


def _nothing_found(fates: tuple[Fate, ...], form: BankForm, other: BankForm) -> tuple[str, str]:
    if any(other.title in fate.note for fate in fates):
        return f"это {other.title}, а не {form.title}", f"nastavnik import {other.command} ФАЙЛ"
    hint = "над таблицей должна быть строка с названиями граф, одна из них — ФИО"
    return f"{form.title}: людей в таблице не нашлось", hint


class _Planner:
    """Settles people one by one."""

    def __init__(
        self,
        form: BankForm,
        registry: Registry,
        project: Path,
        today: date,
        defaults: Mapping[str, str],
        ledger: Ledger,
    ) -> None:
        self.changes: list[FileChange] = []
        self.known: list[str] = []
        self._form = form
        self._registry = registry
        self._project = project
        self._today = today
        self._defaults = defaults
        self._ledger = ledger
        bank: Mapping[str, Person] = registry.mentors if form is MENTORS else registry.mentees
        self._taken = set(bank)
        self._people: dict[str, list[Person]] = {}
        for person in bank.values():
            self._people.setdefault(fold(person.full_name), []).append(person)

    def settle(self, lines: list[Line]) -> None:
        """Decide on all that a file says of a person."""
        name = lines[0].name
        namesakes = self._people.get(fold(name), [])
        if len(namesakes) > 1:
            listed = ", ".join(person.key for person in namesakes)
            hint = "внесите сведения в нужную запись сами"
            self._refuse(lines, "И-07", f"в банке несколько человек с этим именем: {listed}", hint)
            return
        person = namesakes[0] if namesakes else None
        said = self._gathered(lines)
        failed = [s for s in self._cells(lines) if self._ledger.outcome(s) is Outcome.FAILED]
        if failed or any(line.failed for line in lines):
            self._leave_out(lines)
            if person is None and (missing := self._missing(said)):
                self._fail_missing(lines, missing)
            self._note_unclear(said)
            return
        if person is not None:
            self._merge(person, said, lines)
        else:
            self._add(name, said, lines)

    def _cells(self, lines: list[Line]) -> Iterator[TableCell]:
        for line in lines:
            yield from line.cells
            yield from (said.cell for said in line.said)
            yield from line.pair.values()

    def _gathered(self, lines: list[Line]) -> dict[str, Said]:
        """Put together what rows say; two rows that contradict each other are an error."""
        gathered: dict[str, Said] = {}
        for line in lines:
            for said in line.said:
                first = gathered.get(said.key)
                if first is None or isinstance(first.value, Unclear):
                    self._note_unclear(gathered if first else {})
                    gathered[said.key] = said
                    self._resolve_references(said)
                elif isinstance(said.value, Unclear):
                    self._note_unclear({said.key: said})
                elif first.value == said.value or _same(first.value, said.value):
                    self._ledger.take(said.cell, f"повтор {first.cell.place}", said.remark)
                else:
                    message = f"«{said.key}»: у этого же человека в {first.cell.place} другое"
                    hint = f"там: {first.cell.text}; оставьте одно или впишите отчество тёзкам"
                    self._ledger.fail(said.cell, "И-07", message, hint)
        return gathered

    def _dictionary(self, key: str) -> tuple[Term, ...]:
        programme = self._registry.programme
        return {"предметы": programme.subjects, "темы запроса": programme.requests}.get(key, ())

    def _as_kept(self, key: str, value: Any) -> Any:
        """Return codes for the words of a dictionary, as a record keeps them."""
        codes = {
            fold(form): term.code
            for term in self._dictionary(key)
            for form in (term.code, term.name)
        }
        return tuple(codes.get(fold(word), word) for word in value) if codes else value

    def _resolve_references(self, said: Said) -> None:
        """Refuse words that are not in the dictionary of the programme."""
        terms = self._dictionary(said.key)
        if not terms or isinstance(said.value, Unclear):
            return
        known = {fold(form) for term in terms for form in (term.code, term.name)}
        for word in said.value:
            if fold(word) not in known:
                close = nearest(word, [term.name for term in terms], 1)
                hint = f"возможно, «{close[0]}»; иначе " if close else ""
                hint += f"допишите слово в «{said.key}» в data/programme.yml"
                message = f"«{said.key}»: в справочнике нет «{word}»"
                self._ledger.fail(said.cell, "И-05", message, hint)

    # Who cannot be written

    def _refuse(self, lines: list[Line], code: str, message: str, hint: str) -> None:
        self._leave_out(lines)
        first = next(cell for line in lines for cell in line.cells)
        self._ledger.fail(first, code, message, hint)

    def _leave_out(self, lines: list[Line]) -> None:
        """Note that nothing of a person is written because of an error in his cells."""
        for cell in self._cells(lines):
            if self._ledger.outcome(cell) is not Outcome.FAILED:
                self._ledger.ignore([cell], f"у человека ошибка: {lines[0].name}")

    # New people

    def _add(self, name: str, said: dict[str, Said], lines: list[Line]) -> None:
        values: dict[str, Filled] = {NAME: Filled(NAME, name, str(lines[0].cells[0].place))}
        for key, item in said.items():
            if isinstance(item.value, Unclear) or (key == WORKPLACE and self._is_ours(item.value)):
                continue
            values[key] = Filled(key, item.value, str(item.cell.place))
        for key, default in self._defaults.items():
            values.setdefault(key, Filled(key, default, _OPTIONS[key]))
        self._note_said(said)
        if missing := self._missing(said):
            self._leave_out(lines)
            self._fail_missing(lines, missing)
            self._note_unclear(said)
            return
        ordered = tuple(values[key] for key in self._form.order if key in values)
        slug = person_slug(name, self._taken)
        path = f"data/{self._form.cls.folder}/{slug}.yml"
        record = {item.key: item.value for item in ordered}
        text = Hand().record(record, 0) + _CONSENT_NOTE
        problem = _problem_in(text, path, self._form.cls, slug)
        if problem is not None:
            self._refuse(lines, "И-05", problem.message, problem.hint)
            return
        self._taken.add(slug)
        rewrite = Rewrite(Snapshot(self._project / path, None, ""), text)
        self.changes.append(FileChange(path, name, rewrite, ordered))
        for line in lines:
            self._note_names(line, f"новая запись {path}")
            hold_against(self._registry, None, line, self._form, self._today, self._ledger)

    def _missing(self, said: dict[str, Said]) -> list[str]:
        """Return the required keys that neither the table nor an option tells."""
        told = {NAME, *self._defaults, *(key for key, item in said.items() if not item.vague)}
        return [key for key in required_keys(self._form.cls) if key not in told]

    def _fail_missing(self, lines: list[Line], missing: list[str]) -> None:
        first = next(cell for line in lines for cell in line.cells)
        message = f"не хватает: {', '.join(missing)}"
        self._ledger.fail(first, "И-06", message, _how_to_give(missing))

    def _is_ours(self, workplace: str) -> bool:
        school = self._registry.school
        return fold(workplace) in {fold(school.name), fold(school.full_name)}

    def _note_said(self, said: dict[str, Said]) -> None:
        for key, item in said.items():
            if not isinstance(item.value, Unclear):
                self._ledger.take(item.cell, f"«{key}» новой записи", item.remark)
        self._note_unclear(said)

    def _note_unclear(self, said: dict[str, Said]) -> None:
        for key, item in said.items():
            if item.vague:
                message = f"«{key}»: {item.value.message}"
                self._ledger.ignore([item.cell], message, item.value.hint, "И-11")

    def _note_names(self, line: Line, note: str) -> None:
        for index, cell in enumerate(line.cells):
            if self._ledger.outcome(cell) is not Outcome.CONFLICT:
                self._ledger.take(cell, note, line.remark if index == 0 else "")

    # People already in the bank

    def _merge(self, person: Person, said: dict[str, Said], lines: list[Line]) -> None:
        filled: list[Filled] = []
        for key, item in said.items():
            current = getattr(person, fields_of(self._form.cls)[key])
            if isinstance(item.value, Unclear):
                self._note_month(person, key, item, current)
            elif key == WORKPLACE:
                self._note_workplace(person, item)
            elif _same(current, self._as_kept(key, item.value)) and not _is_empty(current):
                self._ledger.take(item.cell, "уже записано", item.remark)
            elif fields_of(self._form.cls)[key] not in person.model_fields_set or _is_empty(
                current
            ):
                filled.append(Filled(key, item.value, str(item.cell.place)))
                self._ledger.take(item.cell, f"дополнит «{key}»", item.remark)
            else:
                self._note_difference(person, key, current, item)
        path = person.at().path
        if filled and not self._fill(person, path, tuple(filled), lines):
            return
        if not filled:
            self.known.append(person.full_name)
        for line in lines:
            self._note_names(line, f"уже в банке: {path}")
            hold_against(self._registry, person, line, self._form, self._today, self._ledger)

    def _fill(
        self, person: Person, path: str, filled: tuple[Filled, ...], lines: list[Line]
    ) -> bool:
        snapshot = read_exactly(self._project / path, path)
        order = self._form.order
        changes = [Put((i.key,), i.value, order[: order.index(i.key)]) for i in filled]
        try:
            after = splice(snapshot.text or "", changes, path)
        except SpliceError as error:
            hint = f"впишите значение в {path} сами"
            self._refuse(lines, "И-05", f"запись не дополнить: {error}", hint)
            return False
        problem = _problem_in(after, path, self._form.cls, person.id)
        if problem is not None:
            self._refuse(lines, "И-05", problem.message, problem.hint)
            return False
        rewrite = Rewrite(snapshot, after)
        self.changes.append(FileChange(path, person.full_name, rewrite, filled))
        return True

    def _note_month(self, person: Person, key: str, item: Said, current: Any) -> None:
        """A month is enough to see that it is the month of the day on record."""
        period = parse_period(item.cell.text)
        if isinstance(current, date) and period and period.start and period.end:
            if period.start <= current <= period.end:
                self._ledger.take(item.cell, f"уже записано: {current:%d.%m.%Y}")
                return
            self._note_difference(person, key, current, item)
            return
        self._note_unclear({key: item})

    def _note_workplace(self, person: Person, item: Said) -> None:
        current = person.workplace
        ours = self._is_ours(item.value)
        if (ours and (current is None or self._is_ours(current))) or (
            current is not None and _same(current, item.value)
        ):
            self._ledger.take(item.cell, "уже записано", item.remark)
        else:
            shown = current or f"{self._registry.school.name} (наша школа)"
            self._note_difference(person, WORKPLACE, shown, item)

    def _note_difference(self, person: Person, key: str, current: Any, item: Said) -> None:
        written, span = shown(current), str(person.at(key))
        self._ledger.differ(item.cell, Difference(person.full_name, key, written, span, item.cell))


def shown(value: Any) -> str:
    """Return a value as a line for people."""
    if isinstance(value, (list, tuple)):
        return "; ".join(map(as_text, value))
    return as_text(value)


def _how_to_give(missing: list[str]) -> str:
    options = [_OPTIONS[key] for key in missing if key in _OPTIONS]
    columns = [key for key in missing if key not in _OPTIONS]
    hints = []
    if columns:
        hints.append(f"заполните: {', '.join(columns)}")
        if JOINED in columns:
            hints[-1] += " (нужен день)"
    if options:
        hints.append(f"добавьте графы или укажите для всех сразу: {', '.join(options)}")
    return "; ".join(hints)


def _is_empty(value: Any) -> bool:
    return value is None or value == ()


def _same(one: Any, other: Any) -> bool:
    """Tell whether two values mean the same; a list may say a part of what the other says."""
    if isinstance(one, Unclear) or isinstance(other, Unclear):
        return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return {fold(str(item)) for item in other} <= {fold(str(item)) for item in one}
    if isinstance(one, (str, int)) and not isinstance(one, date):
        return fold(as_text(one)) == fold(as_text(other))
    return bool(one == other)


def _problem_in(text: str, path: str, cls: type[Person], id_: str) -> Problem | None:
    """Return the first error a text would have as a record."""
    document, problems = parse_yaml(text, path)
    if document is None:
        return next(problem for problem in problems if problem.level is Level.ERROR)
    try:
        cls.read(id_, document, {})
    except ValidationError as error:
        return explain(error, cls, document)[0]
    return None
