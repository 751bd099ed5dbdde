"""Sheets of Excel ready to print: A4 landscape, a head on every page, nothing clipped."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter

from generator.documents.measuring import lines_in

FONT = "Times New Roman"
_SIZE = 10
_HEAD_SIZE = 8.5
_BASIC_SIZE = 11
_LINE = 12
_PADDING = 3
_POINTS = 7 * 0.75
_TALLEST_ROW = 400
_PART = 16 * _LINE
_MADE = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LONGEST = 32_767
_DAY = "dd.mm.yyyy"


class TooLongError(Exception):
    """A text does not fit into a cell of Excel; nothing of it may be lost."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a cell of a sheet.

    Attributes:
        value: A number or a day is written as such, a text as text and never as a formula.
        text: How long it is when it is shown: rows are made as tall as that.
        shown: Format of Excel a number is shown in.
        middle: Whether it stands in the middle.
    """

    value: Decimal | int | date | str | None
    text: str
    shown: str = "General"
    middle: bool = False


class Workbook:
    """An .xlsx file being written; the same sheets give the same bytes.

    Args:
        title: Title of the file.
        school: Name of the school, for the heading of printed pages.
        today: The day it is made for.
    """

    def __init__(self, title: str, school: str, today: date) -> None:
        self._target = io.BytesIO()
        # Widths of columns are counted in digits of the basic font: here they are 7 pixels wide.
        basic = {"font_name": FONT, "font_size": _BASIC_SIZE}
        options = {"in_memory": True, "default_format_properties": basic}
        self._book = xlsxwriter.Workbook(self._target, options)
        self._book.set_properties({"title": title, "created": _MADE})
        self._school = school.replace("&", "&&")
        self._today = today
        self._formats: dict[tuple[str, bool], Any] = {}
        self._head = self._book.add_format(
            {
                **_CELL,
                "font_size": _HEAD_SIZE,
                "bold": True,
                "align": "center",
                "valign": "vcenter",
                "bg_color": "#EDEDED",
            }
        )

    def add(
        self,
        title: str,
        columns: Sequence[str],
        widths: Sequence[float],
        rows: Sequence[Sequence[Written]],
        frozen: int = 1,
    ) -> None:
        """Write a sheet.

        Args:
            title: Its name and the heading of its printed pages.
            columns: Titles of the columns.
            widths: Their widths in digits.
            rows: What stands under them.
            frozen: How many first columns stay in sight.

        Raises:
            TooLongError: When a text is longer than Excel keeps in a cell.
        """
        sheet = self._book.add_worksheet(title)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        self._write_head(sheet, columns, widths)
        row = 1
        for cells in rows:
            row = self._write_row(sheet, row, cells, widths)
        self._set_page(sheet, title, frozen)

    def done(self) -> bytes:
        """Return the file; nothing may be added after that."""
        self._book.close()
        return self._target.getvalue()

    def _write_head(self, sheet: Any, columns: Sequence[str], widths: Sequence[float]) -> None:
        bold = 1.12
        heights = [
            lines_in(title, _points(width) / bold, _HEAD_SIZE)
            for title, width in zip(columns, widths, strict=True)
        ]
        sheet.set_row(0, max(heights) * _LINE + _PADDING)
        for column, title in enumerate(columns):
            sheet.write_string(0, column, title, self._head)

    def _write_row(
        self, sheet: Any, row: int, cells: Sequence[Written], widths: Sequence[float]
    ) -> int:
        """Write a row and return the number of the next one.

        Excel lets no row be taller than 409 points: a taller one takes several rows of the
        sheet, merged in every column, low enough to fill the printed pages.
        """
        lines = max(
            lines_in(cell.text, _points(width), _SIZE)
            for cell, width in zip(cells, widths, strict=True)
        )
        height = lines * _LINE + _PADDING
        parts = ceil(height / _PART) if height > _TALLEST_ROW else 1
        for part in range(parts):
            sheet.set_row(row + part, height / parts)
        for column, cell in enumerate(cells):
            format_ = self._format_of(cell)
            if parts > 1:
                sheet.merge_range(row, column, row + parts - 1, column, "", format_)
            _write_cell(sheet, row, column, cell, format_)
        return row + parts

    def _format_of(self, cell: Written) -> Any:
        shown = _DAY if isinstance(cell.value, date) else cell.shown
        middle = cell.middle or isinstance(cell.value, (int, Decimal, date))
        if (shown, middle) not in self._formats:
            look = {**_CELL, "font_size": _SIZE, "valign": "top", "num_format": shown}
            self._formats[shown, middle] = self._book.add_format(
                {**look, "align": "center"} if middle else look
            )
        return self._formats[shown, middle]

    def _set_page(self, sheet: Any, title: str, frozen: int) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.55)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, frozen)
        heading = title.replace("&", "&&")
        sheet.set_header(
            f'&L&"{FONT}"&10{self._school}&C&"{FONT},Bold"&12{heading}'
            f'&R&"{FONT}"&10на {self._today:%d.%m.%Y}'
        )
        sheet.set_footer(f'&R&"{FONT}"&9Страница &P из &N')


_CELL = {"font_name": FONT, "border": 1, "text_wrap": True}


def _points(width: float) -> float:
    """Return the room for text in a column of a width in signs."""
    return width * _POINTS


def _write_cell(sheet: Any, row: int, column: int, cell: Written, format_: Any) -> None:
    value = cell.value
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, format_)
    elif isinstance(value, (int, Decimal)):
        sheet.write_number(row, column, value, format_)
    elif not value:
        sheet.write_blank(row, column, None, format_)
    elif len(value) > _LONGEST:
        told = f"«{value[:40]}…»: {len(value)} знаков"
        raise TooLongError(f"{told}, в ячейку Excel входит {_LONGEST}")
    else:
        sheet.write_string(row, column, value, format_)
