"""Figures of the search, for information only: ``python -m tests.bench_search``.

Prints the size of the index, what a first query loads of it and the time to the first and to the
next results, on the demonstration and on the demonstration with a thousand cases more. A slow phone
is this computer's browser with its processor slowed down four times; the site lies on the disk,
where the search runs in the page and is slowed down with it.
"""

from __future__ import annotations

import gzip
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from generator.adapters.building import build
from tests.asking import ask, pages_found
from tests.browsing import Hosted, Log, hosted, on_disk, visitor
from tests.conftest import BROWSER_ARGUMENTS, find_browser
from tests.many_cases import ROOT, TODAY, large_index
from tests.search_pairs import PAIRS

_CASES = 1000
_SLOWER = 4
_FIRST = ("кейсами", "лабораторной работой", "положения", "наставнику", "Соколовой")
_MISTYPED = "дисцыплина"


def measure(name: str, site: Path, browser: Browser) -> None:
    """Print the figures of one site."""
    scripts = {file.name: file.read_bytes() for file in sorted(site.glob("search/*-*.js"))}
    scripts["pages.js"] = (site / "search/pages.js").read_bytes()
    weights = {name: len(gzip.compress(text, 9, mtime=0)) / 1024 for name, text in scripts.items()}
    whole = sum(map(len, scripts.values())) / 1024
    squeezed = sum(weights.values())
    print(f"{name}: указатель {whole:.0f} КБ, файлов {len(scripts)}, сжатый {squeezed:.0f} КБ")
    with hosted(site) as web:
        for place, words, slower in (
            (web, "процессор как есть", 1),
            (on_disk(site), "процессор вчетверо медленнее", _SLOWER),
        ):
            firsts = {
                query: first_answer(place, query, slower, browser) for query in (*_FIRST, _MISTYPED)
            }
            slipped, _ = firsts.pop(_MISTYPED)
            times = [spent for spent, _ in firsts.values()]
            loaded = statistics.median(
                sum(weights.get(url.rpartition("/")[2], 0) for url in log.requests)
                for _, log in firsts.values()
            )
            print(
                f"  {words}: первый ответ {statistics.median(times):.0f} мс (до {max(times):.0f}), "
                f"с опиской {slipped:.0f} мс; загружает {loaded:.0f} КБ сжатыми"
            )
        with visitor(browser) as (context, _):
            page = context.new_page()
            page.goto(web.home + "index.html", wait_until="networkidle")
            answers = ask(page, [query for query, _ in PAIRS])
    found = sum(
        address in pages_found(items)[:10]
        for (_, address), (items, _) in zip(PAIRS, answers, strict=True)
    )
    nexts = statistics.median(spent for _, spent in answers[1:])
    print(f"  следующие ответы {nexts:.1f} мс, найдено {found} из {len(PAIRS)}", flush=True)


def first_answer(place: Hosted, query: str, slower: int, browser: Browser) -> tuple[float, Log]:
    """Return how long a visitor who has just come waits for an answer, the best of three."""
    tries = []
    for _ in range(3):
        with visitor(browser) as (context, log):
            page = context.new_page()
            page.goto(place.home + "index.html", wait_until="networkidle")
            session = context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            [(_, spent)] = ask(page, [query])
            tries.append((spent, log))
    return min(tries, key=lambda one: one[0])


def measure_grown(site: Path, browser: Browser) -> None:
    """Print the figures of the demonstration's site with a thousand cases more."""
    with tempfile.TemporaryDirectory() as folder:
        large_index(site, _CASES, Path(folder))
        measure(f"ещё {_CASES} кейсов", Path(folder), browser)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=list(BROWSER_ARGUMENTS)
        )
        site = build(ROOT, "public", Path(scratch) / "site", TODAY).folder
        measure("демонстрация", site, browser)
        measure_grown(site, browser)
        browser.close()


if __name__ == "__main__":
    main()
