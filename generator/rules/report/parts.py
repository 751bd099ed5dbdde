"""What the report is made of: tables of cells that know their records, charts, a whole year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.diagnostics import Span

Value = Decimal | int | date | str | None


@dataclass(frozen=True, slots=True)
class ReportCell:
    """A cell of a table of the report.

    Attributes:
        value: A number, a day or a text with its lines; ``None`` when there is nothing to tell.
        after: What stands after the number: «из 6», «баллов».
        empty: What is told in place of nothing: «рано судить».
        is_prose: The text is prose of the data and may hold links to records.
        is_change: The number is a change and shows its sign.
        origins: The records the figure is made of.
    """

    value: Value
    after: str = ""
    empty: str = "—"
    is_prose: bool = False
    is_change: bool = False
    origins: tuple[Span, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return isinstance(self.value, (int, Decimal))


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column of a table of the report.

    Attributes:
        width: Its part of the table's width, against the other columns.
    """

    title: str
    width: int = 10


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of the report; the first cell of a row names the row.

    Attributes:
        id: ASCII name; anchors are made of it.
        title: What it is called, in a sheet's name too: at most 31 characters.
    """

    id: str
    title: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[ReportCell, ...], ...]


@dataclass(frozen=True, slots=True)
class ReportSeries:
    """Numbers of one kind of a chart; ``None`` where nothing was counted."""

    name: str
    values: tuple[Decimal | int | None, ...]


@dataclass(frozen=True, slots=True)
class ReportChart:
    """A chart of the report; the table beside it says the same."""

    title: str
    labels: tuple[str, ...]
    series: tuple[ReportSeries, ...]


@dataclass(frozen=True, slots=True)
class PlanPart:
    """What became of a plan in the year.

    Attributes:
        done: Items done in the year, with their evidence.
        undone: Items whose term came and that are not done, and those called off, with reasons.
        earlier: Items done before the year.
        ahead: Items that have their term after the year.
        constant: Items that go on all the time.
    """

    title: str
    done: ReportTable
    undone: ReportTable
    earlier: tuple[Span, ...]
    ahead: tuple[Span, ...]
    constant: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SurveyPart:
    """Stage 1 of monitoring: one survey of the year.

    Attributes:
        key: Address of its own page: ``monitoring/2025-kachestvo``.
        sheets: The sheets that were filled in.
        expectations: Results against what was expected; ``None`` when nothing is compared.
    """

    key: str
    title: str
    sheets: tuple[Span, ...]
    origin: Span
    answers: ReportTable
    expectations: ReportTable | None
    chart: ReportChart | None
    swot: ReportTable


@dataclass(frozen=True, slots=True)
class StudyPart:
    """Stage 2 of monitoring: one study of influence of the year.

    Attributes:
        key: Address of its own page.
        effects: Means before and after with what may be concluded.
        people: How many rose, fell and stayed.
        charts: Means before and after, a chart for each unit.
    """

    key: str
    title: str
    origin: Span
    effects: ReportTable
    people: ReportTable
    charts: tuple[ReportChart, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The analytical report of a school year (Т 31, Р: monitoring is the curator's).

    Attributes:
        until: The last day that counts: the year's last one, or today while it goes on.
        is_over: Whether the year has ended.
        figures: The programme in figures, this year against earlier ones.
        indicators: Indicators by year, computed ones and the school's own.
        pairs: Pairs that worked in the year and what they came to.
        cases: Cases of the year, those the council called best practice first.
        successors: Mentees who became mentors.
    """

    year: str
    until: date
    is_over: bool
    figures: ReportTable
    growth: ReportChart
    indicators: ReportTable
    pairs: ReportTable
    plans: tuple[PlanPart, ...]
    surveys: tuple[SurveyPart, ...]
    studies: tuple[StudyPart, ...]
    cases: ReportTable
    awards: ReportTable
    successors: ReportTable

    @property
    def tables(self) -> tuple[ReportTable, ...]:
        """All the tables that have rows, in the order of the report."""
        plans = (table for plan in self.plans for table in (plan.done, plan.undone))
        stage_1 = (
            table
            for survey in self.surveys
            for table in (survey.answers, survey.expectations, survey.swot)
        )
        stage_2 = (table for study in self.studies for table in (study.effects, study.people))
        everything = (
            *(self.figures, self.indicators, self.pairs),
            *plans,
            *stage_1,
            *stage_2,
            *(self.cases, self.awards, self.successors),
        )
        return tuple(table for table in everything if table is not None and table.rows)
