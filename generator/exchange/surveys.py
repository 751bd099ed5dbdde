"""Answers to a survey from the table of a form service; who answered is never written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.diagnostics import Problem
from generator.exchange.ledger import Fate, Ledger, Outcome
from generator.exchange.plan import FileChange
from generator.exchange.tables import Source, Table, TableCell, TableRow, UnreadableError
from generator.exchange.values import Meant, Unclear, clean_text
from generator.model.explain import explain
from generator.model.monitoring import (
    QuestionType,
    Role,
    Survey,
    SurveyQuestion,
)
from generator.model.types import fold, nearest
from generator.source.line import shortened
from generator.source.splice import Append, Change, Put, SpliceError, splice
from generator.source.writing import Rewrite, read_exactly
from generator.source.yaml_text import parse_yaml

ANSWERS = "ответы участников"
_LOOKED_AT = 10
_PERSONAL = (
    r"отметка времени|timestamp|\bвремя\b|\btime\b|^дата|"
    r"почт|e ?mail|\bф ?и ?о\b|фамили|^(?:ваше )?имя|^name$|^id$|^ip\b|телефон|^логин|^ник"
)
_SERVICE = r"балл|score|points|^статус|^номер|^№"
_ROLE = r"\bроль\b|^кто вы|вы (?:наставник|наставляем)|наставник или наставляем"
_ROLES = (("наставляем", Role.MENTEE), ("куратор", Role.CURATOR), ("наставник", Role.MENTOR))
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?<!\d)(?:\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d\d[\s-]*\d\d(?!\d)")
_ANONYMOUS = "не записывается: анкета анонимна"


class _Service(Enum):
    """Columns that are no questions."""

    ROLE = auto()
    PERSONAL = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class SurveyPlan:
    """Everything an import of answers would do.

    Attributes:
        change: The survey's file with the new answers; ``None`` when there is nothing new.
        added: How many new responses there are.
        repeated: How many are in the survey already.
        fates: What becomes of every cell.
        remarks: What the file's format does not let us see.
    """

    source: str
    change: FileChange | None
    added: int
    repeated: int
    fates: tuple[Fate, ...]
    remarks: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Tell whether anything in the table is an error."""
        return any(fate.outcome is Outcome.FAILED for fate in self.fates)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One person's answers.

    Attributes:
        cells: Cells the answers come from.
    """

    role: Role
    answers: Mapping[str, str]
    cells: tuple[TableCell, ...]

    @property
    def mark(self) -> tuple[str, frozenset[tuple[str, str]]]:
        """What tells one response from another: not who and not when, only what was said."""
        return _mark(self.role, self.answers)


def plan_survey(source: Source, survey: Survey, project: Path, role: Role | None) -> SurveyPlan:
    """Read a table of answers into a plan.

    Args:
        source: The file of the form service.
        survey: The survey whose questions were asked.
        project: The school's folder.
        role: Whose answers they are, for rows that do not tell.

    Raises:
        UnreadableError: When no column of the file is a question of the survey.
    """
    ledger = Ledger()
    ranked = sorted(source.tables, key=lambda table: -_find_header(table, survey)[1])
    if not ranked or _find_header(ranked[0], survey)[1] == 0:
        asked = "; ".join(question.text for question in survey.questions[:3])
        hint = f"графы должны называться как вопросы или их ключи: {asked} …"
        raise UnreadableError(f"в таблице нет вопросов анкеты {survey.id}", hint)
    for table in ranked[1:]:
        for row in table.rows:
            ledger.row(row, "ответы взяты с другого листа")
    sheets = _Reader(ranked[0], survey, role, ledger).sheets()
    there = Counter(_mark(response.role, response.answers) for response in survey.responses)
    new: list[_Sheet] = []
    for sheet in sheets:
        if there[sheet.mark]:
            there[sheet.mark] -= 1
            for cell in sheet.cells:
                ledger.take(cell, "этот ответ уже записан")
        else:
            new.append(sheet)
    change = _change(survey, project, new) if new else None
    fates = ledger.fates(source.tables)
    return SurveyPlan(source.name, change, len(new), len(sheets) - len(new), fates, source.remarks)


def _mark(role: Role, answers: Mapping[str, str]) -> tuple[str, frozenset[tuple[str, str]]]:
    return role.value, frozenset((key, fold(text)) for key, text in answers.items())


def _change(survey: Survey, project: Path, new: list[_Sheet]) -> FileChange:
    """Add responses in an order that does not tell when they were given."""
    order = list(Role)
    arranged = sorted(
        new, key=lambda sheet: (order.index(sheet.role), sorted(sheet.answers.items()))
    )
    path = survey.at().path
    snapshot = read_exactly(project / path, path)
    records = [{"роль": sheet.role.value, "ответы": dict(sheet.answers)} for sheet in arranged]
    changes: list[Change] = [Append((ANSWERS,), record) for record in records]
    if not survey.responses:
        changes = [Put((ANSWERS,), records)]
    try:
        after = splice(snapshot.text or "", changes, path)
    except SpliceError as error:
        raise UnreadableError(
            f"анкету {path} не дополнить: {error}", "проверьте её файл"
        ) from error
    if problem := _problem_in(after, survey):
        raise UnreadableError(problem.message, problem.hint)
    return FileChange(path, survey.title, Rewrite(snapshot, after), ())


def _problem_in(text: str, survey: Survey) -> Problem | None:
    document, problems = parse_yaml(text, survey.at().path)
    if document is None:
        return problems[0]
    try:
        Survey.read(survey.id, document, {})
    except ValidationError as error:
        return explain(error, Survey, document)[0]
    return None


def _plain(text: str) -> str:
    words = re.sub(r"[^0-9a-zа-я№]+", " ", fold(text)).strip()
    return re.sub(r"^(?:вопрос )?\d{1,2} (?=[а-я])", "", words)


def _question_of(header: str, survey: Survey) -> SurveyQuestion | None:
    """Return the question a header asks, by its text or its key."""
    words = _plain(header)
    by_text = [q for q in survey.questions if _plain(q.text) == words]
    by_key = [q for q in survey.questions if _plain(q.key) == words]
    return next(iter(by_text or by_key), None)


def _find_header(table: Table, survey: Survey) -> tuple[int, int]:
    """Return the index of the row that asks most questions, and how many it asks."""
    counts = [
        sum(_question_of(cell.text, survey) is not None for cell in row.cells.values())
        for row in table.rows[:_LOOKED_AT]
    ]
    best = max(range(len(counts)), key=lambda index: counts[index], default=0)
    return best, counts[best] if counts else 0


class _Reader:
    """Reads the answers of one table."""

    def __init__(self, table: Table, survey: Survey, role: Role | None, ledger: Ledger) -> None:
        self._table = table
        self._survey = survey
        self._role = role
        self._ledger = ledger
        self._columns: dict[int, SurveyQuestion | _Service | str] = {}

    def sheets(self) -> list[_Sheet]:
        """Return the responses that can be written and note what becomes of every cell."""
        header, _ = _find_header(self._table, self._survey)
        found: list[_Sheet] = []
        for index, row in enumerate(self._table.rows):
            if index < header:
                self._ledger.row(row, "над таблицей: заголовок или примечание")
            elif index == header:
                self._read_header(row)
            elif (sheet := self._sheet(row)) is not None:
                found.append(sheet)
        return found

    def _read_header(self, row: TableRow) -> None:
        for number, cell in row.cells.items():
            question = _question_of(cell.text, self._survey)
            words = _plain(cell.text)
            if question is not None:
                self._columns[number] = question
                self._ledger.take(cell, f"вопрос «{question.key}»")
            elif re.search(_ROLE, words):
                self._columns[number] = _Service.ROLE
                self._ledger.take(cell, "роль")
            elif re.search(_PERSONAL, words):
                self._columns[number] = _Service.PERSONAL
                self._ledger.ignore([cell], _ANONYMOUS)
            elif re.search(_SERVICE, words):
                self._columns[number] = _Service.OTHER
                self._ledger.ignore([cell], "служебная графа")
            else:
                self._columns[number] = shortened(cell.text)
                texts = [question.text for question in self._survey.questions]
                close = nearest(cell.text, texts, 1)
                hint = f"возможно, «{close[0]}»" if close else f"вопросы — в {self._path}"
                self._ledger.ignore([cell], "такого вопроса в анкете нет", hint, "И-21")

    @property
    def _path(self) -> str:
        return self._survey.at().path

    def _sheet(self, row: TableRow) -> _Sheet | None:
        answers: dict[str, str] = {}
        cells: list[TableCell] = []
        role, failed = self._role, False
        for number, cell in sorted(row.cells.items()):
            match self._columns.get(number):
                case SurveyQuestion() as question:
                    cells.append(cell)
                    failed = not self._answer(question, cell, answers) or failed
                case _Service.ROLE:
                    cells.append(cell)
                    role = self._role_of(cell)
                    failed = failed or role is None
                case _Service.PERSONAL:
                    self._ledger.ignore([cell], _ANONYMOUS)
                case _Service.OTHER:
                    self._ledger.ignore([cell], "служебная графа")
                case str(title):
                    self._ledger.ignore([cell], f"вопроса «{title}» в анкете нет", "", "И-21")
                case _:
                    self._ledger.ignore([cell], "у графы нет заголовка")
        if not answers and not failed:
            self._ledger.ignore(cells, "в строке нет ответов")
            return None
        if role is None and not failed:
            failed = True
            hint = "укажите для всего файла --role или добавьте графу «Роль»"
            self._ledger.fail(cells[0], "И-06", "не сказано, чей это ответ", hint)
        if failed or role is None:
            sound = [c for c in cells if self._ledger.outcome(c) is not Outcome.FAILED]
            self._ledger.ignore(sound, f"ответ не занесён: в строке {row.number} ошибка")
            return None
        ordered = {q.key: answers[q.key] for q in self._survey.questions if q.key in answers}
        return _Sheet(role, ordered, tuple(cells))

    def _role_of(self, cell: TableCell) -> Role | None:
        for stem, role in _ROLES:
            if stem in fold(cell.text):
                self._ledger.take(cell, f"роль: {role.value}")
                return role
        hint = "напишите: наставник, наставляемый или куратор"
        self._ledger.fail(cell, "И-04", f"«{shortened(cell.text)}» — не роль", hint)
        return None

    def _answer(self, question: SurveyQuestion, cell: TableCell, answers: dict[str, str]) -> bool:
        """Read an answer; return whether the sheet may be written with it."""
        if cell.unread:
            self._ledger.fail(cell, "И-12", cell.unread, "впишите в ячейку сам ответ")
            return False
        read = _read_answer(question, cell)
        if isinstance(read, Unclear):
            code = "И-23" if question.type is QuestionType.OPEN else "И-22"
            self._ledger.fail(cell, code, f"«{question.key}»: {read.message}", read.hint)
            return False
        if answers.setdefault(question.key, read.value) != read.value:
            message = f"«{question.key}»: в строке два разных ответа"
            self._ledger.fail(cell, "И-07", message, f"другой: {answers[question.key]}")
            return False
        self._ledger.take(cell, f"ответ «{question.key}»", read.remark)
        return True


def _read_answer(question: SurveyQuestion, cell: TableCell) -> Meant | Unclear:
    match question.type:
        case QuestionType.SCALE:
            return _read_scale(question, cell.text)
        case QuestionType.CLOSED:
            return _read_choice(question, cell.text)
    text = clean_text(cell.text)
    if _ADDRESS.search(text.value) or _PHONE.search(text.value):
        hint = "сотрите его в файле: анкета анонимна"
        return Unclear("в ответе адрес почты или телефон", hint)
    return text


def _read_scale(question: SurveyQuestion, text: str) -> Meant | Unclear:
    found = re.fullmatch(r"(\d{1,3})(?:\s*(?:из|/)\s*\d+)?", text.strip())
    if found and int(found[1]) <= question.scale:
        return Meant(str(int(found[1])))
    return Unclear(f"«{shortened(text)}» вне шкалы", f"целое число от 0 до {question.scale}")


def _read_choice(question: SurveyQuestion, text: str) -> Meant | Unclear:
    same: list[Any] = [option for option in question.options if fold(option) == fold(text)]
    if same:
        return Meant(same[0])
    close = nearest(text, list(question.options), 1)
    listed = "; ".join(question.options)
    hint = f"возможно, «{close[0]}»" if close else f"варианты: {listed}"
    hint += "; или допишите вариант в анкету"
    return Unclear(f"ответа «{shortened(text)}» нет среди вариантов", hint)
