"""The page «Что изменилось»: since when each page of the section is the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.views.page import Page, Public

CHANGES = "changes"
TITLE = "Что изменилось"


@dataclass(frozen=True, slots=True)
class Dated:
    """A page or a file and the day since when it is the same.

    Attributes:
        kind: «кейс», «документ»; empty for a page that is the only one of its kind.
    """

    path: str
    title: str
    since: date
    is_file: bool
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ChangesContext:
    """What the page shows: days, the newest first, each with its pages."""

    days: tuple[tuple[date, tuple[Dated, ...]], ...]


def changes_page(listed: Iterable[Dated]) -> Page[Public]:
    """Describe the page.

    Args:
        listed: Pages and documents, the newest first.
    """
    days = groupby(listed, key=lambda item: item.since)
    return Page(
        path=CHANGES,
        title=TITLE,
        description="Когда в последний раз менялись страницы и документы раздела",
        template="public/changes.html",
        parent="index",
        context=ChangesContext(tuple((day, tuple(items)) for day, items in days)),
    )
