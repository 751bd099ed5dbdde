"""Drafts on the curator's site: pages to read, files to take away."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import partial

from markupsafe import Markup

from generator.cache import Cache, Shelf
from generator.documents.filling import Draft
from generator.documents.kept import KeptPapers, Paper
from generator.documents.kinds import GROUPS, KINDS, kinds_of
from generator.documents.press import PIECE, Made
from generator.documents.production import produce
from generator.model.registry import Registry
from generator.rules.pairs import is_working
from generator.rules.report.making import report_of, report_years
from generator.rules.report.parts import Report
from generator.settings import Settings
from generator.views.internal.documents import (
    FOLDER,
    DraftFile,
    DraftGroup,
    DraftLine,
    document_pages,
)
from generator.views.internal.report import workbook_path
from generator.views.page import Internal, Page

_TAKE_AWAY = {"docx": "Word", "pdf": "PDF"}
MOST_PAIRS = 60
"""The most working pairs whose own papers the section holds."""


def draft_pages(
    registry: Registry, today: date, settings: Settings
) -> tuple[tuple[Page[Internal], ...], Mapping[str, bytes]]:
    """Return pages of all the drafts of a day, and their files by address.

    A draft that cannot be made is told of on the list; the site is built without it. Where
    pairs are many, papers of each pair and person are left to the command: nobody looks
    thousands of them through, and all would be made anew with every build.
    """
    many = are_many(registry, today)
    kinds = kinds_of(personal=not many)
    kept = KeptPapers(Internal.name, settings, registry, today)
    earlier = {kind.id: kept.of(kind.id) for kind in kinds}
    fresh = {
        kind.id: list(kind.drafts(kept.source(kind.id), today))
        for kind in kinds
        if earlier[kind.id] is None
    }
    drafts = [draft for drafts in fresh.values() for draft in drafts]
    done = produce(settings, registry.school, drafts, (PIECE, *_TAKE_AWAY))
    lines: dict[str, list[DraftLine]] = {group: [] for group in GROUPS}
    files: dict[str, bytes] = {}
    for kind in kinds:
        papers = earlier[kind.id]
        if papers is None:
            made = [(draft, done.made.get(draft.id)) for draft in fresh[kind.id]]
            ready = [(_paper(draft, paper), paper) for draft, paper in made if paper]
            papers = tuple(paper for paper, _ in ready)
            if len(ready) == len(made):
                kept.keep(kind.id, ready)
        lines[kind.group] += map(_line, papers)
        for paper in papers:
            files |= {f"{FOLDER}/{paper.id}.{form}": paper.files[form] for form in _TAKE_AWAY}
    kept.close()
    groups = tuple(DraftGroup(title, tuple(inner)) for title, inner in lines.items() if inner)
    by_command = tuple(kind.title for kind in KINDS if kind.is_personal) if many else ()
    return tuple(document_pages(groups, done.problems, by_command)), files


def are_many(registry: Registry, today: date) -> bool:
    """Tell whether so many pairs work that the section does without their own papers."""
    return sum(is_working(pair, today) for pair in registry.pairs.values()) > MOST_PAIRS


def workbooks(registry: Registry, today: date, settings: Settings) -> Mapping[str, bytes]:
    """Return the tables behind the report of every year as files of Excel, by their addresses.

    A report with a text too long for Excel has no such file.
    """
    shelf = Shelf(Cache(settings.cache), "workbooks", Internal.name, count=1)
    name, files = registry.school.name, {}
    for year in report_years(registry, today):
        report = report_of(registry, year, today)
        make = partial(_workbook, report, name, today)
        files[workbook_path(year)] = shelf.made(year, (report, name, today), make)
    shelf.close()
    return {path: content for path, content in files.items() if content is not None}


def _workbook(report: Report, school: str, today: date) -> bytes | None:
    from generator.documents.report_xlsx import report_xlsx
    from generator.documents.workbook import TooLongError

    with suppress(TooLongError):
        return report_xlsx(report, school, today)
    return None


def _paper(draft: Draft, made: Made) -> Paper:
    return Paper(draft.id, draft.title, made.document.missing, made.files)


def _line(paper: Paper) -> DraftLine:
    path = f"{FOLDER}/{paper.id}"
    return DraftLine(
        path=path,
        title=paper.title,
        missing=paper.missing,
        files=tuple(
            DraftFile(f"{path}.{form}", label, len(paper.files[form]))
            for form, label in _TAKE_AWAY.items()
        ),
        html=Markup(paper.files[PIECE].decode()),  # noqa: S704
    )
