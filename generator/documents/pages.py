"""Drafts on the curator's site: pages to read, files to take away."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from markupsafe import Markup

from generator.documents.kinds import GROUPS, KINDS, drafts_of
from generator.documents.press import PIECE, Made
from generator.documents.production import produce
from generator.documents.report_xlsx import report_xlsx
from generator.documents.workbook import TooLongError
from generator.model.registry import Registry
from generator.rules.pairs import is_working
from generator.rules.report.making import report_of, report_years
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
    drafts = list(drafts_of(registry, today, personal=not many))
    done = produce(settings, registry.school, (draft for _, draft in drafts), (PIECE, *_TAKE_AWAY))
    lines: dict[str, list[DraftLine]] = {group: [] for group in GROUPS}
    files: dict[str, bytes] = {}
    for kind, draft in drafts:
        if made := done.made.get(draft.id):
            lines[kind.group].append(_line(draft.title, made))
            files |= {f"{FOLDER}/{draft.id}.{form}": made.files[form] for form in _TAKE_AWAY}
    groups = tuple(DraftGroup(title, tuple(inner)) for title, inner in lines.items() if inner)
    by_command = tuple(kind.title for kind in KINDS if kind.is_personal) if many else ()
    return tuple(document_pages(groups, done.problems, by_command)), files


def are_many(registry: Registry, today: date) -> bool:
    """Tell whether so many pairs work that the section does without their own papers."""
    return sum(is_working(pair, today) for pair in registry.pairs.values()) > MOST_PAIRS


def workbooks(registry: Registry, today: date) -> Mapping[str, bytes]:
    """Return the tables behind the report of every year as files of Excel, by their addresses.

    A report with a text too long for Excel has no such file.
    """
    files: dict[str, bytes] = {}
    for year in report_years(registry, today):
        with suppress(TooLongError):
            report = report_of(registry, year, today)
            files[workbook_path(year)] = report_xlsx(report, registry.school.name, today)
    return files


def _line(title: str, made: Made) -> DraftLine:
    path = f"{FOLDER}/{made.document.id}"
    return DraftLine(
        path=path,
        title=title,
        missing=made.document.missing,
        files=tuple(
            DraftFile(f"{path}.{form}", label, len(made.files[form]))
            for form, label in _TAKE_AWAY.items()
        ),
        html=Markup(made.files[PIECE].decode()),  # noqa: S704
    )
