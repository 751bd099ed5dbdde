"""The demonstration's library grown to thousands of cases without building their pages."""

from __future__ import annotations

import dataclasses
import json
import random
import re
from datetime import date
from html import escape
from pathlib import Path

from generator.adapters.search import read_index, write_index
from generator.publication.records import PublicCase
from generator.render.html import Renderer
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


def large_index(site: Path, count: int, folder: Path) -> None:
    """Write a built site whose search knows many more cases than there are pages.

    Each case has the sections of one of the demonstration and the sentences of them all, mixed.

    Args:
        site: Where the demonstration is built.
        count: How many cases to add.
        folder: Where the site goes; there and empty.
    """
    entries = read_index(site)
    cases = [entry for entry in entries if re.fullmatch(r"cases/[^/#]+\.html(#.*)?", entry[0])]
    sentences = [part for _, _, text in cases for part in re.split(r"(?<=[.!?]) ", text)]
    chance = random.Random(1000)
    docs = [*entries]
    addresses = sorted({address.partition("#")[0] for address, _, _ in cases} - {LIBRARY})
    for number in range(count):
        like = addresses[number % len(addresses)]
        for address, title, text in cases:
            if address.partition("#")[0] == like:
                mixed = chance.choices(sentences, k=text.count(". ") + 1)
                new = address.replace(".html", f"-{number}.html")
                docs.append((new, f"{title} {number}", " ".join(mixed)))
    for file in site.iterdir():
        if file.name != "search":
            (folder / file.name).symlink_to(file)
    (folder / "search").mkdir()
    named = [
        dict(zip(("location", "title", "text"), map(escape, doc), strict=True)) for doc in docs
    ]
    gathered = json.dumps({"config": {}, "docs": named})
    (folder / "search/search_index.json").write_text(gathered, encoding="utf-8")
    write_index(folder)
