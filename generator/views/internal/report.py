"""The analytical report: a list of years, a page for each, every figure with its records."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from generator.model.registry import Registry
from generator.model.school import School
from generator.rules.report.making import report_of, report_years
from generator.rules.report.parts import Report, ReportCell, ReportTable
from generator.views.internal.parts import MOST_ROWS, Part, parts_of
from generator.views.page import Internal, Page

FOLDER = "report"
WORKBOOK = "report.xlsx"
_INDEX = f"{FOLDER}/index"
_FORMATS = (("docx", "Word"), ("pdf", "PDF"))


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file of the report to take away: its address and what it is."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What the page of a year's report shows.

    Attributes:
        years: All the years there are, each with the address of its page, the newest first.
        files: The report as files.
        parts: Of tables too long for the page, the part that stands on it, by the table's id.
    """

    report: Report
    school: School
    years: tuple[tuple[str, str], ...]
    files: tuple[ReportFile, ...]
    parts: Mapping[str, Part[tuple[ReportCell, ...]]]


@dataclass(frozen=True, slots=True)
class ReportPartContext:
    """What the page with a further part of a long table shows.

    Attributes:
        table: The table with the rows of this part.
        report_path: Address of the report.
    """

    table: ReportTable
    year: str
    report_path: str
    parts: Mapping[str, Part[tuple[ReportCell, ...]]]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A year in the list of reports.

    Attributes:
        path: Address of its page.
        figures: Cells of the report that the list repeats: pairs, then mentees.
    """

    report: Report
    path: str
    files: tuple[ReportFile, ...]
    figures: tuple[ReportCell, ...]


@dataclass(frozen=True, slots=True)
class ReportsContext:
    """What the list of reports shows, the newest first."""

    reports: tuple[ReportLine, ...]


def year_name(year: str) -> str:
    """Return a school year as addresses and files write it: «2025-26»."""
    return year.replace("/", "-")


def workbook_path(year: str) -> str:
    """Return the address of the workbook with the tables of a year's report."""
    return f"{FOLDER}/{year_name(year)}/{WORKBOOK}"


def report_pages(
    registry: Registry, today: date, papers: Collection[str]
) -> Iterator[Page[Internal]]:
    """Describe the list of reports and the page of each.

    Args:
        registry: The school's records.
        today: The day.
        papers: Addresses of the files that are there.
    """
    years = report_years(registry, today)[::-1]
    reports = tuple(report_of(registry, year, today) for year in years)
    listed = tuple((year, f"{FOLDER}/{year_name(year)}") for year in years)
    yield Page(
        path=_INDEX,
        title="Отчёты за учебный год",
        description="Итоговый аналитический отчёт: страницей, в Word, PDF и Excel",
        template="internal/reports.html",
        context=ReportsContext(
            tuple(
                ReportLine(report, path, tuple(_files(report.year, papers)), tuple(_told(report)))
                for report, (_, path) in zip(reports, listed, strict=True)
            )
        ),
    )
    for report, (year, path) in zip(reports, listed, strict=True):
        long = {
            name: parts_of(table.rows, f"{path}#{name}", f"{path}/{name}")
            for name, table in _may_be_long(report).items()
            if len(table.rows) > MOST_ROWS
        }
        first = {name: _cut(report, name, parts[0]) for name, parts in long.items()}
        yield Page(
            path=path,
            title=f"Отчёт за {year} учебный год",
            description=f"Итоговый аналитический отчёт за {year} учебный год",
            template="internal/report.html",
            context=ReportContext(
                replace(
                    report,
                    pairs=first.get("pairs", report.pairs),
                    cases=first.get("cases", report.cases),
                    awards=first.get("awards", report.awards),
                    successors=first.get("successors", report.successors),
                ),
                registry.school,
                listed,
                tuple(_files(year, papers)),
                {name: parts[0] for name, parts in long.items()},
            ),
            parent=_INDEX,
        )
        for name, parts in long.items():
            for part in parts[1:]:
                table = _cut(report, name, part)
                yield Page(
                    path=part.path,
                    title=f"Отчёт за {year}: {part.title(table.title)}",
                    description=f"Строки {part.first}–{part.last} из {part.total}",
                    template="internal/report_part.html",
                    context=ReportPartContext(table, year, path, {name: part}),
                    parent=path,
                )


def _may_be_long(report: Report) -> dict[str, ReportTable]:
    tables = (report.pairs, report.cases, report.awards, report.successors)
    return {table.id: table for table in tables}


def _cut(report: Report, name: str, part: Part[tuple[ReportCell, ...]]) -> ReportTable:
    return replace(_may_be_long(report)[name], rows=part.rows)


def _told(report: Report) -> Iterator[ReportCell]:
    titles = [column.title for column in report.figures.columns]
    rows = {row[0].value: row for row in report.figures.rows}
    return (rows[name][titles.index(report.year)] for name in ("Пар и групп", "Наставляемых"))


def _files(year: str, papers: Collection[str]) -> Iterator[ReportFile]:
    named = [(f"documents/otchet-{year_name(year)}.{form}", label) for form, label in _FORMATS]
    for path, label in (*named, (workbook_path(year), "Excel")):
        if path in papers:
            yield ReportFile(path, label)
