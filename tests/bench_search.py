"""Figures of the search, for information only: ``python -m tests.bench_search``.

Prints the size of the index and the time to the first and to the next results, on the
demonstration and on the demonstration grown to a thousand records, in this computer's browser.
"""

from __future__ import annotations

import gzip
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from generator.adapters.building import build
from tests.asking import ask, pages_found
from tests.bench import ROOT, TODAY, grow
from tests.browsing import hosted, visitor
from tests.conftest import BROWSER_ARGUMENTS, find_browser
from tests.search_pairs import PAIRS

_RECORDS = 1000


def measure(name: str, site: Path, browser: Browser) -> None:
    """Print the figures of one site."""
    index = b"".join(part.read_bytes() for part in sorted(site.glob("search/pages-*.js")))
    squeezed = len(gzip.compress(index, 9, mtime=0))
    print(f"{name}: указатель {len(index) / 1000:.0f} КБ, сжатый {squeezed / 1000:.0f} КБ")
    with hosted(site) as place, visitor(browser) as (context, _):
        page = context.new_page()
        page.goto(place.home + "index.html", wait_until="networkidle")
        answers = ask(page, [query for query, _ in PAIRS])
    first, *rest = (spent for _, spent in answers)
    found = sum(
        address in pages_found(items)[:10]
        for (_, address), (items, _) in zip(PAIRS, answers, strict=True)
    )
    print(
        f"  первый ответ {first:.0f} мс, следующие {statistics.median(rest):.1f} мс, "
        f"найдено {found} из {len(PAIRS)}"
    )


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch)
        browser = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=list(BROWSER_ARGUMENTS)
        )
        measure("демонстрация", build(ROOT, "public", folder / "demo", TODAY).folder, browser)
        grown = grow(folder, _RECORDS)
        name = f"{_RECORDS} записей"
        measure(name, build(grown, "public", folder / "grown", TODAY).folder, browser)
        browser.close()


if __name__ == "__main__":
    main()
