"""How a record will look on the site and in the curator's section, from data in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.cache import Cache
from generator.desk.saving import Judged
from generator.diagnostics import DataError, Problem
from generator.publication.door import publish
from generator.render.html import PAGE_ENDING, Renderer
from generator.render.pictures import picture_files
from generator.resources import theme_folder
from generator.rules.act_files import facts_of_files
from generator.rules.files import PHOTOS
from generator.settings import Settings
from generator.views.internal import internal_section
from generator.views.page import Section
from generator.views.public import public_section

AUDIENCES: Mapping[str, str] = {"public": "на сайте школы", "internal": "в разделе куратора"}


@dataclass(frozen=True, slots=True)
class Look:
    """A page as it will be.

    Attributes:
        path: Address of the page in its section.
        html: Its content; ``None`` when there is no such page.
        problems: Why it cannot be shown.
    """

    path: str
    title: str
    html: str | None
    problems: tuple[Problem, ...] = ()


def look(judged: Judged, settings: Settings, audience: str, key: str, file: str) -> Look | None:
    """Render the page of a record.

    Args:
        judged: The school in memory.
        settings: Folders.
        audience: ``public`` or ``internal``.
        key: The record, or the address of any page of the section.
        file: The record's file, to find its page by; empty to look by the address only.

    Returns:
        The page, or ``None`` when this record has none for the audience.
    """
    if judged.registry is None:
        return Look(key, "Пока не показать", None, judged.problems)
    pages = _section(judged, settings, audience).pages
    found = next((page for page in pages if page.path == key), None)
    found = found or next((p for p in pages if file and p.origin and p.origin.path == file), None)
    if found is None:
        return None
    renderer = Renderer((settings.theme, theme_folder()), settings.content)
    try:
        return Look(found.path, found.title, renderer.render(found).html)
    except DataError as error:
        return Look(found.path, found.title, None, error.problems)


def picture(judged: Judged, settings: Settings, audience: str, path: str) -> bytes | None:
    """Return a portrait that a page of the section shows, or ``None``."""
    if judged.registry is None:
        return None
    pages = _section(judged, settings, audience).pages
    wanted = {p for page in pages for p in page.pictures if path.startswith(f"{p.path}-")}
    with picture_files(wanted, settings.data / PHOTOS, Cache(settings.cache)) as made:
        return made().get(path)


def _section(judged: Judged, settings: Settings, audience: str) -> Section[Any]:
    assert judged.registry is not None
    if audience == "internal":
        return internal_section(judged.registry, judged.today, judged.problems)
    content = frozenset(
        file.relative_to(settings.content).with_suffix("").as_posix()
        for file in Path(settings.content).rglob("*.md")
    )
    files = facts_of_files(judged.registry, settings)
    return public_section(publish(judged.registry, judged.today, files), content)


def address(path: str) -> str:
    """Return the address of a page in its section."""
    return path + PAGE_ENDING
