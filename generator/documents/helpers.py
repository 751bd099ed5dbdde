"""What a template may say besides plain Markdown: filters on values, ready blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from jinja2 import TemplateRuntimeError, Undefined
from markupsafe import Markup

from generator.documents.blocks import (
    Align,
    Blank,
    Block,
    Cell,
    Chart,
    Columns,
    LineBreak,
    PageBreak,
    Paragraph,
    Ruled,
    Runs,
    Signature,
    Spread,
    Table,
    Text,
)
from generator.documents.citing import cited, in_quotes
from generator.documents.marked import prose_blocks, runs_of_line
from generator.documents.values import Blocks, Missing, Slots
from generator.model.act import Act
from generator.model.periods import Period
from generator.model.school import Official
from generator.render import words
from generator.render.charts import column_picture
from generator.render.prose import plain
from generator.rules.banks import BankRow
from generator.rules.declension import Case, Declinable, known_gender, name_in, post_in
from generator.rules.names import Name
from generator.rules.report.parts import ReportCell, ReportChart, ReportTable


def _passing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a missing value through a filter untouched; an unknown name stays an error."""

    def filtered(value: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(value, (Missing, Undefined)):
            return value
        return function(value, *args, **kwargs)

    return filtered


def _day(value: date) -> str:
    return words.day_digits(value)


def _day_words(value: date) -> str:
    return f"{words.day_words(value)}\u00a0г."


def _case(name: str) -> Case:
    if name not in set(Case):
        known = ", ".join(Case)
        raise TemplateRuntimeError(f"нет падежа «{name}»: годятся {known}")
    return Case(name)


def _name(person: Declinable, case: str = Case.NOMINATIVE) -> str:
    return str(name_in(person, _case(case)))


def _short(person: Declinable, case: str = Case.NOMINATIVE) -> str:
    return name_in(person, _case(case)).short


def _signed(person: Declinable) -> str:
    """Return «О. Д. Ремизов», as it stands under a paper."""
    name = name_in(person, Case.NOMINATIVE)
    return f"{name.initials}\u00a0{name.last}"


def _signed_text(full: str) -> str:
    """Return «О. Д. Ремизов» of a name that stands in the data as text."""
    if "." in full or full.count(" ") < 1:
        return full
    name = Name.parse(full)
    return f"{name.initials}\u00a0{name.last}"


def _post(person: Declinable, case: str = Case.NOMINATIVE) -> str:
    return post_in(person, _case(case))


def _gendered(person: Declinable, male: str, female: str) -> str:
    """Choose the word that agrees with a person; both when nobody can tell."""
    gender = known_gender(person)
    if gender is None:
        return f"{male} ({female})"
    return female if gender.name == "FEMALE" else male


def _prose(text: str) -> Blocks:
    return Blocks(prose_blocks(text))


def _lines(items: Iterable[Any], mark: str = "") -> tuple[Any, ...]:
    """Put items one under another inside a cell."""
    parts: list[Any] = []
    for item in items:
        if parts:
            parts.append(LineBreak())
        parts.append(f"{mark}{item}")
    return tuple(parts)


def _dashed(items: Iterable[Any]) -> tuple[Any, ...]:
    return _lines(items, "–\u00a0")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _uncapital(text: str) -> str:
    """Begin a text with a small letter, as after a colon; an abbreviation keeps its own."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    """End a text of the data with a full stop where it has no sign of its own."""
    return text if text.endswith((".", "!", "?", "…", ":")) else f"{text}."


def _joined(items: Iterable[Any] | None, by: str = ", ") -> str | None:
    """Put items into one line; of nothing there is nothing, so that a blank may stand there."""
    return by.join(map(str, items or ())) or None


def _strong(value: Any) -> Any:
    """Return a value in bold; a text of a template, not of Markdown."""
    return tuple(_bold(part) for part in value) if isinstance(value, tuple) else _bold(value)


def _bold(value: Any) -> Any:
    return Text(value, bold=True) if type(value) is str else value


def _cells(rows: Iterable[BankRow]) -> list[list[Any]]:
    """Return what stands in the cells of a bank: lines one under another, then an address."""
    return [
        [
            (
                *_lines(cell.lines, "–\u00a0" if cell.listed and len(cell.lines) > 1 else ""),
                *((LineBreak(), cell.url) if cell.url else ()),
            )
            for cell in row.cells
        ]
        for row in rows
    ]


def _numbered(number: Any) -> tuple[Any, ...]:
    """Return «№ 87-о»; where there is no number, the sign with a blank."""
    return ("№\u00a0", number)


def _requisites_of(act: Act | Missing, words_before: str) -> tuple[Any, ...]:
    """Return «к приказу от 02.10.2026 № 87-о» with blanks for what is not known."""
    day: Any = Missing("дата документа", 12)
    number: Any = Missing("номер документа", 8)
    if isinstance(act, Act):
        day, number = words.day_digits(act.date), act.number or number
    return (f"{words_before} от ", day, " №\u00a0", number)


def _or_blank(value: Any, label: str, width: int = 20) -> Any:
    """Name a value that may be missing, and say how long its blank is."""
    if value is None or isinstance(value, Missing):
        return Missing(label, width)
    return value


def _when(period: Period) -> str:
    return period.text


FILTERS: Mapping[str, Callable[..., Any]] = {
    "day": _passing(_day),
    "day_words": _passing(_day_words),
    "counted": _passing(words.counted),
    "number": _passing(words.number),
    "change": _passing(words.signed),
    "name": _passing(_name),
    "short": _passing(_short),
    "signed": _passing(_signed),
    "signed_text": _passing(_signed_text),
    "post": _passing(_post),
    "gendered": _passing(_gendered),
    "prose": _passing(_prose),
    "lines": _passing(_lines),
    "dashed": _passing(_dashed),
    "capital": _passing(_capital),
    "uncapital": _passing(_uncapital),
    "sentence": _passing(_sentence),
    "when": _passing(_when),
    "joined": _passing(_joined),
    "strong": _strong,
    "quoted": _passing(in_quotes),
    "cited": _passing(cited),
    "cells": _cells,
    "numbered": _numbered,
    "requisites_of": _requisites_of,
    "or_blank": _or_blank,
}
"""Filters of values; a missing value goes through each of them to become a blank."""


_MOST_COLUMNS = 5
_MM_IN_POINT, _WIDEST = 0.33, 165


def report_text(cell: ReportCell) -> str:
    """Return what stands in a cell of the report: «5 из 6», «+1,5», a day, words."""
    value = cell.value
    if value is None:
        return cell.empty
    if isinstance(value, (int, Decimal)):
        told = words.signed(Decimal(value)) if cell.is_change else words.number(value)
        return f"{told} {cell.after}".strip()
    if isinstance(value, date):
        return words.day_digits(value)
    return "\n".join(map(plain, value.split("\n"))) if cell.is_prose else value


class Helpers:
    """Blocks and blanks that templates call by name, for one template being filled.

    Args:
        slots: Where values of this template go.
        head: Who approves what nobody has approved yet.
    """

    def __init__(self, slots: Slots, head: Official) -> None:
        self._slots = slots
        self._head = head

    def names(self) -> Mapping[str, Any]:
        """Return what templates see, by name."""
        return {
            "br": self._mark(LineBreak()),
            "page_break": self._mark(Blocks((PageBreak(),))),
            "landscape": self._mark(Blocks((PageBreak(landscape=True),))),
            "portrait": self._mark(Blocks((PageBreak(landscape=False),))),
            "blank": self.blank,
            "ruled": self.ruled,
            "centre": self.centre,
            "right": self.right,
            "small": self.small,
            "left": self.left,
            "columns": self.columns,
            "stamps": self.stamps,
            "agreements": self.agreements,
            "approved": self.approved,
            "piece": self.piece,
            "requisites": self.requisites,
            "signature": self.signature,
            "small_table": self.small_table,
            "report_table": self.report_table,
            "chart": self.chart,
            "appendix": self.appendix,
        }

    def _mark(self, value: Any) -> Markup:
        return self._slots.mark(value)

    def _blocks(self, *blocks: Block) -> Markup:
        return self._mark(Blocks(blocks))

    def _runs(self, value: Any) -> Runs:
        """Return runs of whatever a template hands over: text, a value, a filled piece."""
        markup = value if isinstance(value, Markup) else self._slots.finalize(value)
        return runs_of_line(str(markup), self._slots)

    def blank(self, width: int = 20, label: str = "") -> Markup:
        """Return a place to fill by hand that is meant to be empty."""
        return self._mark(Blank(label, width))

    def ruled(self, count: int = 1, label: str = "") -> Markup:
        """Return lines to write on by hand; with a label they are told of as missing."""
        if label:
            self._slots.missing.append(label)
        return self._blocks(Ruled(count))

    def centre(self, *lines: Any) -> Markup:
        """Return lines in the middle."""
        return self._blocks(*self._paragraphs(lines, Align.CENTRE))

    def right(self, *lines: Any) -> Markup:
        """Return lines at the right edge."""
        return self._blocks(*self._paragraphs(lines, Align.END))

    def left(self, *lines: Any) -> Markup:
        """Return lines at the left edge without an indent."""
        return self._blocks(*self._paragraphs(lines, Align.START))

    def small(self, *lines: Any) -> Markup:
        """Return notes in a small size."""
        return self._blocks(
            *(Paragraph(self._runs(line), Align.START, indent=False, small=True) for line in lines)
        )

    def _paragraphs(self, lines: Iterable[Any], align: Align) -> tuple[Paragraph, ...]:
        return tuple(Paragraph(self._runs(line), align, indent=False) for line in lines)

    def columns(self, *columns: Iterable[Any]) -> Markup:
        """Return texts side by side, each a list of lines."""
        return self._blocks(
            Columns(tuple(self._paragraphs(lines, Align.START) for lines in columns))
        )

    def agreements(self, act: Act | Missing) -> list[Any]:
        """Return «СОГЛАСОВАНО» of every body of an act; without any, blanks for one."""
        if isinstance(act, Act) and act.agreed:
            lines: list[Any] = []
            for stamp in act.agreed:
                lines += [""] if lines else []
                lines += _agreement(stamp.body, words.day_digits(stamp.date), stamp.protocol)
            return lines
        return _agreement(
            Blank("орган", 24), Missing("дата протокола", 12), Missing("номер протокола", 6)
        )

    def approved(self, act: Act | Missing) -> list[Any]:
        """Return «УТВЕРЖДАЮ» of an act; without one, the head's with blanks."""
        stamp = act.approved if isinstance(act, Act) else None
        if stamp is None:
            head = self._head
            day: Any = Missing("дата утверждения", 12)
            number: Any = Missing("номер приказа об утверждении", 8)
            return _approval(head.post, _signed(head), day, number)
        day = words.day_digits(stamp.date)
        return _approval(stamp.post, _signed_text(stamp.name), day, stamp.order)

    def stamps(self, left: Iterable[Any], right: Iterable[Any]) -> Markup:
        """Return two stamps side by side; an empty list leaves its side empty."""
        return self.columns(left, right)

    def requisites(self, *parts: Any) -> Markup:
        """Return pieces of one line spread over its length: date, place, number."""
        return self._blocks(Spread(tuple(self._runs(part) for part in parts)))

    def signature(self, post: Any, name: Any) -> Markup:
        """Return a place to sign."""
        return self._blocks(Signature(self._runs(post), self._runs(name)))

    def small_table(self, head: Iterable[str], rows: Iterable[Any], widths: list[int]) -> Markup:
        """Return a table of many columns in a small size.

        Args:
            head: Names of the columns.
            rows: Rows of values, one for each column.
            widths: Relative widths of the columns.
        """
        top = tuple(Cell(self._runs(name), head=True, align=Align.CENTRE) for name in head)
        body = (tuple(Cell(self._runs(value)) for value in row) for row in rows)
        return self._blocks(Table(tuple(widths), (top, *body), points=8))

    def report_table(self, data: ReportTable, *, joined: bool = False) -> Markup:
        """Return a table of the report; one of many columns has smaller letters.

        Args:
            data: The table.
            joined: Put rows of one name under that name.
        """
        top = tuple(
            Cell(self._runs(column.title), head=True, align=Align.CENTRE) for column in data.columns
        )
        body: list[tuple[Cell, ...]] = []
        for _, rows in groupby(data.rows, key=lambda row: row[0].value if joined else id(row)):
            first, *rest = [list(map(self._report_cell, row)) for row in rows]
            first[0] = replace(first[0], rows=len(rest) + 1)
            body += [tuple(first), *(tuple(row[1:]) for row in rest)]
        widths = tuple(column.width for column in data.columns)
        points = 10 if len(widths) > _MOST_COLUMNS else 12
        return self._blocks(Table(widths, (top, *body), points=points))

    def _report_cell(self, cell: ReportCell) -> Cell:
        is_figure = cell.is_number or (cell.value is None and len(cell.empty) == 1)
        text = self._runs(report_text(cell))
        return Cell(text, align=Align.CENTRE if is_figure else Align.START)

    def chart(self, data: ReportChart) -> Markup:
        """Return a chart; its table must stand beside it."""
        drawn = column_picture(data.title, data.labels, data.series)
        width = min(round(drawn.width * _MM_IN_POINT), _WIDEST)
        height = round(width * drawn.height / drawn.width)
        return self._blocks(Chart(drawn.svg, drawn.told, width, height))

    def appendix(self, *lines: Any) -> Markup:
        """Return the head of an annex on a new page, at the right edge."""
        return self._blocks(PageBreak(), *self._paragraphs(lines, Align.END))

    def piece(self, *parts: Any) -> tuple[Any, ...]:
        """Return values one after another as one."""
        return parts


def _agreement(body: Any, day: Any, protocol: Any) -> list[Any]:
    title = Text("СОГЛАСОВАНО", bold=True)
    return [title, body, ("протокол от ", day, " №\u00a0", protocol)]


def _approval(post: str, name: str, day: Any, number: Any) -> list[Any]:
    order = day if number is None else ("приказ от ", day, " №\u00a0", number)
    return [
        Text("УТВЕРЖДАЮ", bold=True),
        _capital(post),
        (Blank("подпись", 16), f" {name}"),
        order,
    ]
