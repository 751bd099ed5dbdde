"""Tables as schools send them, and what an import makes of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import xlsxwriter

from generator.exchange.columns import MENTORS, BankForm
from generator.exchange.ledger import Fate, Outcome
from generator.exchange.plan import Plan, plan_people
from generator.exchange.reading import read_source
from generator.model.loading import load
from generator.source.writing import write

TODAY = date(2026, 11, 20)
MENTOR_DEFAULTS = {
    "должность": "учитель",
    "тип": "предметник",
    "профессиональная сфера": "точные науки",
}
MENTEE_DEFAULTS = {"должность": "учитель", "категория": "молодой специалист"}
SOKOLOVA = """
    ФИО: Соколова Анна Викторовна
    должность: учитель математики     # с 2001 года
    тип: предметник
    профессиональная сфера: точные науки
    основные компетенции: [подготовка к ЕГЭ]
    дата вхождения в программу: 09.09.2024
"""
ORLOV = """
    ФИО: Орлов Илья Сергеевич
    должность: учитель математики
    год рождения: 2003
    категория: молодой специалист
    основной запрос: Дисциплина
    дата вхождения в программу: 21.09.2026
"""
PAIR = """
    наставник: sokolova
    наставляемые: [Орлов Илья Сергеевич]
    форма: педагог – педагог
    вид: традиционное
    модель: новичок – мастер
    программа: {начало: 05.10.2026, окончание: 31.05.2027, цели: []}
"""
Rows = Sequence[Sequence[Any]]


def excel(
    file: Path,
    rows: Rows,
    merges: Iterable[str] = (),
    hidden: Iterable[int] = (),
    formats: Mapping[str, str] | None = None,
) -> Path:
    """Write rows from A1 of a sheet «Лист1».

    Args:
        file: Where to.
        rows: Cells; ``None`` is an empty one, a day is a cell with a date, «=…» is a formula
            when it stands in a one-item tuple.
        merges: Ranges such as ``B1:C1``; their texts come from the rows.
        hidden: Numbers of hidden rows, from 1.
        formats: Number formats of cells by address.
    """
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("Лист1")
    days = book.add_format({"num_format": "dd.mm.yyyy"})
    special = {at: book.add_format({"num_format": code}) for at, code in (formats or {}).items()}
    for area in merges:
        sheet.merge_range(area, "")
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            style = special.get(xlsxwriter.utility.xl_rowcol_to_cell(y, x))
            match value:
                case None:
                    continue
                case tuple():
                    sheet.write_formula(y, x, value[0], style, *value[1:])
                case date():
                    sheet.write_datetime(y, x, value, style or days)
                case str():
                    sheet.write_string(y, x, value, style)
                case _:
                    sheet.write(y, x, value, style)
    for number in hidden:
        sheet.set_row(number - 1, None, None, {"hidden": True})
    book.close()
    return file


def word(file: Path, rows: Rows, merges: Iterable[tuple[int, int, int, int]] = ()) -> Path:
    """Write rows as a table of Word; merges are top, left, bottom, right from 0."""
    document = docx.Document()
    table = document.add_table(len(rows), max(map(len, rows)))
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            table.cell(y, x).text = "" if value is None else str(value)
    for top, left, bottom, right in merges:
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    document.save(str(file))
    return file


def plain(file: Path, rows: Rows, encoding: str = "utf-8", delimiter: str = ";") -> Path:
    """Write rows as CSV."""
    with file.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerows(["" if value is None else _words(value) for value in row] for row in rows)
    return file


def _words(value: Any) -> str:
    return f"{value:%d.%m.%Y}" if isinstance(value, (date, datetime)) else str(value)


def planned(
    school: Path, file: Path, form: BankForm = MENTORS, defaults: Mapping[str, str] | None = None
) -> Plan:
    """Plan an import into a school."""
    if defaults is None:
        defaults = MENTOR_DEFAULTS if form is MENTORS else MENTEE_DEFAULTS
    registry, _ = load(school)
    return plan_people(read_source(file), form, registry, school, TODAY, defaults)


def carry_out(school: Path, plan: Plan) -> None:
    """Write a plan."""
    write(school, [change.rewrite for change in plan.changes])


def fate(plan: Any, place: str) -> Fate:
    """Return what became of the cell at a place: «B4» or «Лист1!B4»."""
    place = place if "!" in place else f"Лист1!{place}"
    found: list[Fate] = [fate for fate in plan.fates if str(fate.cell.place) == place]
    assert len(found) == 1, f"{place}: {[str(f.cell.place) for f in plan.fates]}"
    return found[0]


def outcomes(plan: Any) -> dict[str, Outcome]:
    """Return what became of every cell by its place on the sheet."""
    return {str(fate.cell.place).split("!")[1]: fate.outcome for fate in plan.fates}
