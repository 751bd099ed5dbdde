"""A bank as an Excel sheet, ready to print on A4."""

from __future__ import annotations

from datetime import date

from generator.documents.workbook import Workbook, Written
from generator.exchange.pairing import cell_text
from generator.rules.banks import Bank, Cell

_WIDTHS = {
    "bank-mentors": (4, 14, 12.5, 20, 20, 9.5, 14, 12.5, 12.5, 9.5, 21, 18),
    "bank-mentees": (4, 15, 11.5, 25, 9.5, 15, 12.5, 13, 9.5, 23, 18, 11),
}


def bank_xlsx(bank: Bank, school: str, today: date) -> bytes:
    """Return a bank as an .xlsx file; the same bank gives the same bytes.

    Args:
        bank: The bank.
        school: Name of the school, for the heading of printed pages.
        today: The day it is made for.

    Raises:
        TooLongError: When a text is longer than Excel keeps in a cell.
    """
    book = Workbook(bank.title, school, today)
    rows = [list(map(_written, line.cells)) for line in bank.rows]
    book.add(bank.title, bank.columns, _WIDTHS[bank.id], rows, frozen=2)
    return book.done()


def _written(cell: Cell) -> Written:
    text = cell_text(cell)
    return Written(text if cell.value is None else cell.value, text)
