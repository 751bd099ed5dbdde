"""The demonstration's library grown to thousands of cases without building their pages."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path

from generator.publication.records import PublicCase
from generator.render import Renderer
from generator.render.library import library_data
from generator.resources import theme_folder
from generator.settings import Settings
from generator.site import check_data, public_site
from generator.views.public.library import LIBRARY_DATA, library_pages

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 20)
LIBRARY = "cases/index.html"


def demonstration_cases() -> tuple[PublicCase, ...]:
    """Return the published cases of the demonstration."""
    settings = Settings(ROOT, TODAY)
    publication = public_site(check_data(settings, TODAY), settings).publication
    assert publication is not None
    return publication.cases


def large_library(site: Path, cases: tuple[PublicCase, ...], times: int, folder: Path) -> None:
    """Write the library of every case repeated, beside the rest of a built site.

    Args:
        site: Where the demonstration is built.
        cases: Its cases.
        times: How many cases each of them becomes.
        folder: Where the new library goes; there and empty.
    """
    many = tuple(
        dataclasses.replace(case, id=f"{case.id}-{number}", title=f"{case.title} {number}")
        for number in range(times)
        for case in cases
    )
    for name in ("assets", "search"):
        (folder / name).symlink_to(site / name)
    (folder / "cases").mkdir()
    (folder / LIBRARY_DATA).write_bytes(library_data(many))
    page = next(library_pages(many))
    html = Renderer((theme_folder(),), ROOT / "content").render(page).html
    shell = (site / LIBRARY).read_text(encoding="utf-8")
    old = re.search(r'<div class="nm-library" data-library>.*</section>\n</div>', shell, re.DOTALL)
    new = re.search(r'<div class="nm-library" data-library.*</section>\n</div>', html, re.DOTALL)
    assert old
    assert new
    (folder / LIBRARY).write_text(shell.replace(old[0], new[0]), encoding="utf-8")
