"""From saving a case to its page in the browser: ``python -m tests.bench_serve 100 1000``.

A live preview of an invented school of each size is opened in Chromium on the page of a case,
which is saved twenty times. The clock runs from the moment the file is written until the page with
the new words is there; then the whole site is waited for, and that time is printed too.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from generator.bench.school import write_school
from generator.bench.timing import machine
from tests.conftest import BROWSER_ARGUMENTS, find_browser
from tests.test_serve import SERVE, Preview, started

_CASE = "data/cases/case-00000.yml"
_MENTOR = "mentors/m00000.html"
_TIMES = 20
_PATIENCE = 1200
_SEEN = """
addEventListener("DOMContentLoaded", () => console.log(document.querySelector("h1")?.innerText));
"""


def saved(case: Path, title: str, page: Page) -> float:
    """Save a case under a title; return the seconds until its page has it."""
    text = case.read_text(encoding="utf-8")
    fresh = text.replace(text.partition("\n")[0], f"название: {title}", 1)
    with page.expect_console_message(lambda said: said.text == title, timeout=_PATIENCE * 1000):
        start = time.perf_counter()
        case.write_text(fresh, encoding="utf-8")
    return time.perf_counter() - start


def time_saves(school: Path, preview: Preview, page: Page) -> tuple[list[float], list[float]]:
    """Return seconds until the page is there and until everything is."""
    page.add_init_script(_SEEN)
    page.goto(f"{preview.address}cases/case-00000.html", timeout=_PATIENCE * 1000)
    shown, whole = [], []
    for number in range(_TIMES):
        start = time.perf_counter()
        shown.append(saved(school / _CASE, f"Замер {number}", page))
        # Another page that names the case waits for the whole build.
        with urlopen(f"{preview.address}{_MENTOR}") as answer:
            assert f"Замер {number}" in answer.read().decode()
        whole.append(time.perf_counter() - start)
        time.sleep(0.5)
    return shown, whole


def _row(name: str, seconds: list[float]) -> str:
    spread = f"({min(seconds):.2f}-{max(seconds):.2f})"
    return f"  {name:22} {statistics.median(seconds):6.2f} с {spread}"


def main() -> None:
    """Print medians and spreads."""
    print(machine())
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        chromium = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=list(BROWSER_ARGUMENTS)
        )
        for size in map(int, sys.argv[1:] or ("100", "1000")):
            school = Path(scratch) / str(size) / "school"
            school.parent.mkdir()
            write_school(school, size)
            with started(school, *SERVE) as preview:
                preview.wait_for(preview.address, _PATIENCE)
                shown, whole = time_saves(school, preview, chromium.new_page())
            print(f"кейсов {size}, сохранений {_TIMES}")
            print(_row("страница кейса", shown))
            print(_row("весь раздел", whole), flush=True)
        chromium.close()


if __name__ == "__main__":
    main()
