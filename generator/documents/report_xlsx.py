"""The tables behind the analytical report as an Excel file: numbers stay numbers."""

from __future__ import annotations

from datetime import date

from generator.documents.helpers import report_text
from generator.documents.workbook import Workbook, Written
from generator.rules.report.parts import Report, ReportCell, ReportTable

_ROOM = 150
"""Room for the columns of a sheet in digits: A4 landscape."""


def report_xlsx(report: Report, school: str, today: date) -> bytes:
    """Return the tables of a report as an .xlsx file, a sheet for each.

    Args:
        report: The report.
        school: Name of the school, for the heading of printed pages.
        today: The day it is made for.

    Raises:
        TooLongError: When a text is longer than Excel keeps in a cell.
    """
    book = Workbook(f"Таблицы отчёта за {report.year} учебный год", school, today)
    titles: list[str] = []
    for data in report.tables:
        titles.append(data.title)
        # Two surveys of a year have tables of one name; Excel wants names of its own.
        again = titles.count(data.title)
        _add(book, data, f"{data.title} {again}" if again > 1 else data.title)
    return book.done()


def _add(book: Workbook, data: ReportTable, title: str) -> None:
    total = sum(column.width for column in data.columns)
    widths = [_ROOM * column.width / total for column in data.columns]
    rows = [list(map(_written, row)) for row in data.rows]
    book.add(title, [column.title for column in data.columns], widths, rows)


def _written(cell: ReportCell) -> Written:
    """Return a cell of a sheet; what stands after a number is only shown, not written."""
    text = report_text(cell)
    if not cell.is_number:
        is_day = isinstance(cell.value, date)
        return Written(cell.value if is_day else text, text, middle=cell.value is None)
    shown = "+General;\u2212General;0" if cell.is_change else "General"
    if cell.after:
        shown += f'" {cell.after}"'.replace("\n", " ")
    return Written(cell.value, text, shown)
