"""Cells of the report made of facts of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from generator.diagnostics import Span
from generator.model.pair import Pair
from generator.model.registry import Registry
from generator.rules.monitoring.indicators import Share
from generator.rules.names import Name
from generator.rules.report.parts import ReportCell, ReportColumn, ReportTable

Row = tuple[ReportCell, ...]

TOO_EARLY = "рано судить"


def text(value: str | None, *origins: Span) -> ReportCell:
    """Return a cell of words; an empty text is nothing."""
    return ReportCell(value or None, origins=origins)


def figure(
    value: Decimal | int | None, origins: Iterable[Span] = (), *, after: str = "", empty: str = "—"
) -> ReportCell:
    """Return a cell of a number with the records it is made of."""
    return ReportCell(value, after, empty, origins=tuple(origins))


def change(value: Decimal | int | None) -> ReportCell:
    """Return a cell of a change, which shows its sign."""
    return ReportCell(value, is_change=True)


def share(value: Share | None, origins: Iterable[Span] = ()) -> ReportCell:
    """Return «5 из 6»; of people whose time has not come nothing is told."""
    if value is None:
        return figure(None, origins, empty=TOO_EARLY)
    return figure(value.part, origins, after=f"из {value.whole}")


def short_name(full_name: str) -> str:
    """Return «Соколова А. В.»."""
    return Name.parse(full_name).short


def pair_name(registry: Registry, pair: Pair) -> str:
    """Return «Соколова А. В. – Орлов И. С.»."""
    mentees = ", ".join(short_name(mentee.full_name) for mentee in registry.mentees_of(pair))
    return f"{short_name(registry.mentor_of(pair).full_name)} – {mentees}"


def table(
    id_: str, title: str, columns: Iterable[str | tuple[str, int]], rows: Iterable[Row]
) -> ReportTable:
    """Return a table; a column is its title, maybe with its width.

    Args:
        id_: ASCII name of the table.
        title: What it is called.
        columns: Titles of the columns; the width is 10 where none is given.
        rows: Rows of cells, one for each column.
    """
    heads = (column if isinstance(column, tuple) else (column, 10) for column in columns)
    return ReportTable(id_, title, tuple(ReportColumn(*head) for head in heads), tuple(rows))
