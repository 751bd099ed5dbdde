"""The analytical report: a list of years, a page for each, every figure with its records."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.registry import Registry
from generator.model.school import School
from generator.rules.report.making import report_of, report_years
from generator.rules.report.parts import Report, ReportCell
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
    """

    report: Report
    school: School
    years: tuple[tuple[str, str], ...]
    files: tuple[ReportFile, ...]


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
        yield Page(
            path=path,
            title=f"Отчёт за {year} учебный год",
            description=f"Итоговый аналитический отчёт за {year} учебный год",
            template="internal/report.html",
            context=ReportContext(report, registry.school, listed, tuple(_files(year, papers))),
            parent=_INDEX,
        )


def _told(report: Report) -> Iterator[ReportCell]:
    titles = [column.title for column in report.figures.columns]
    rows = {row[0].value: row for row in report.figures.rows}
    return (rows[name][titles.index(report.year)] for name in ("Пар и групп", "Наставляемых"))


def _files(year: str, papers: Collection[str]) -> Iterator[ReportFile]:
    named = [(f"documents/otchet-{year_name(year)}.{form}", label) for form, label in _FORMATS]
    for path, label in (*named, (workbook_path(year), "Excel")):
        if path in papers:
            yield ReportFile(path, label)
