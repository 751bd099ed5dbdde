"""Drafts of the programme's papers: a list of all, a page for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.diagnostics import Problem
from generator.views.page import Internal, Page, SearchEntry

FOLDER = "documents"


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file of a draft to take away.

    Attributes:
        path: Address of the file.
        label: What it is: «Word», «PDF».
        size: Its size in bytes.
    """

    path: str
    label: str
    size: int


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft as a line of the list.

    Attributes:
        missing: What has to be written in by hand.
        html: The whole paper for reading here.
    """

    path: str
    title: str
    missing: tuple[str, ...]
    files: tuple[DraftFile, ...]
    html: Markup


@dataclass(frozen=True, slots=True)
class DraftGroup:
    """Drafts of one sort under a heading."""

    title: str
    lines: tuple[DraftLine, ...]


@dataclass(frozen=True, slots=True)
class DraftsContext:
    """What the list of drafts shows.

    Attributes:
        problems: Why some drafts could not be made.
        by_command: Kinds of papers that are only made by the command: there are too many.
    """

    groups: tuple[DraftGroup, ...]
    problems: tuple[Problem, ...]
    by_command: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class DraftContext:
    """What the page of a draft shows."""

    draft: DraftLine


def document_pages(
    groups: tuple[DraftGroup, ...], problems: tuple[Problem, ...], by_command: tuple[str, ...]
) -> Iterator[Page[Internal]]:
    """Describe the list of drafts and a page for each of them."""
    lines = [line for group in groups for line in group.lines]
    yield Page(
        path=f"{FOLDER}/index",
        title="Документы",
        description="Проекты документов на подпись: прочитать, взять в Word и PDF",
        template="internal/documents.html",
        context=DraftsContext(groups, problems, by_command, len(lines)),
    )
    for line in lines:
        yield Page(
            path=line.path,
            title=f"{line.title} — проект",
            description=f"Проект документа: {line.title}",
            template="internal/document.html",
            context=DraftContext(line),
            parent=f"{FOLDER}/index",
            search=(SearchEntry(line.title, ""),),
        )
