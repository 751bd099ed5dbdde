"""Figures of the public section: ``python -m tests.measure``; never part of a test.

Lighthouse on its phone profile for one page of each kind, served compressed as a hosting does; the
weight of the first screen of each kind; the Nu HTML checker over every page; pairs of the search,
the weight of its index and the time to its first result; two thousand cases on a slow phone;
axe-core (WCAG 2.2 AA) over every page of both sections, light and dark, on three widths, in the
usual view and with view settings at their extremes.

Every part is printed and put into ``generator/FIGURES.md`` with its day and the computer;
``python -m tests.measure nu search`` measures these parts anew and leaves the others. What is
worse than the aims ends the command with code 1. Times and Lighthouse want an idle computer: the
whole takes a quarter of an hour of two idle cores, most of it axe-core.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, redirect_stdout
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path
from threading import Thread
from typing import Any, Literal, TextIO

from playwright.sync_api import Browser, Page, sync_playwright

from generator.adapters.building import build
from generator.render.words import counted
from generator.views.public.library import LIBRARY_DATA
from tests.axe import violations
from tests.bench_search import measure as measure_search
from tests.bench_search import measure_grown
from tests.browsing import on_disk, visitor
from tests.many_cases import LIBRARY, demonstration_cases, large_library
from tests.npm import installed
from tests.test_accessibility import EXTREME, PHONE, chosen
from tests.test_markup import complaints

Folders = dict[str, Path]
"""Built sections by the names of their audiences."""
ROOT = Path(__file__).resolve().parent.parent
KINDS = (
    "index.html",
    "programme.html",
    "roadmap.html",
    "results.html",
    "cases/index.html",
    "cases/opyty-bez-laboranta.html",
    "mentors/index.html",
    "mentors/lebedev.html",
    "acts/index.html",
    "acts/2026-polozhenie.html",
    "news/index.html",
    "kak-prinyat-uchastie.html",
)
_TRIES, _FAST = 3, 0.95
MOST_KB = 140
FIGURES = ROOT / "generator" / "FIGURES.md"
_HEAD = """# The pages in figures

Written by `python -m tests.measure`, each part on the day and the computer it names.
"""
WIDTHS = (360, 768, 1280)
VIEWS: dict[str, dict[str, str]] = {"обычный вид": {}, "предельные настройки": EXTREME}
SCORES = {
    "performance": "быстро",
    "accessibility": "доступно",
    "best-practices": "приёмы",
    "seo": "поиск",
}
_CHOICES = """async () => {
  const spent = [];
  for (const box of [...document.querySelectorAll(".nm-facets input")].slice(0, 9)) {
    const began = performance.now();
    box.click();
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    spent.push(performance.now() - began);
  }
  for (const box of document.querySelectorAll(".nm-facets input:checked")) box.click();
  const words = document.querySelector(".nm-finder__words");
  const typed = [];
  for (const text of ["л", "ла", "лабор", "лаборант", "лаборант опыт"]) {
    const began = performance.now();
    words.value = text;
    words.dispatchEvent(new Event("input"));
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    typed.push(performance.now() - began);
  }
  return [spent, typed];
}"""
_BROWSER = os.environ.get("CHROMIUM", "/usr/bin/chromium")


class _Compressed(SimpleHTTPRequestHandler):
    """Serves texts compressed and lets the browser keep everything, as hostings do."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        is_text = file.suffix in {".html", ".css", ".js", ".json", ".svg", ".xml"}
        if is_text:
            body = gzip.compress(body, 9, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)) + "; charset=utf-8" * is_text)
        self.send_header("Cache-Control", "max-age=31536000")
        if is_text:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Keep silent."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a site compressed; yield its address with a slash at the end."""
    handler = partial(_Compressed, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser that Lighthouse uses too."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_BROWSER, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def lighthouse(url: str) -> dict[str, Any]:
    """Return Lighthouse's report on a page, phone profile."""
    program = installed("lighthouse") / "lighthouse" / "cli" / "index.js"
    done = subprocess.run(
        [
            "node",
            str(program),
            url,
            "--output=json",
            "--quiet",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env={**os.environ, "CHROME_PATH": _BROWSER},
        capture_output=True,
        text=True,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def best_of_three(url: str) -> dict[str, Any]:
    """Return the best report of three at most: other work on the computer only slows a page."""
    reports: list[dict[str, Any]] = []
    while len(reports) < _TRIES and (not reports or _speed(reports[-1]) < _FAST):
        reports.append(lighthouse(url))
    return max(reports, key=_speed)


def _speed(report: dict[str, Any]) -> float:
    score: float | None = report["categories"]["performance"]["score"]
    return score or 0.0


def first_view(browser: Browser, url: str) -> float:
    """Return how many kilobytes a phone takes for what is on its first screen."""
    weights: dict[str, int] = {}
    with visitor(browser, viewport=PHONE) as (context, _):
        page = context.new_page()
        page.on(
            "response",
            lambda answer: weights.update({answer.url: int(answer.headers["content-length"])}),
        )
        page.goto(url, wait_until="networkidle")
        below = page.evaluate(
            "[...document.images].filter(one => one.getBoundingClientRect().top > innerHeight)"
            ".map(one => one.currentSrc)"
        )
    return sum(weight for one, weight in weights.items() if one not in below) / 1024


def print_lighthouse(folders: Folders) -> bool:
    """Print the scores and the shift of the layout."""
    print("Lighthouse, профиль телефона, со сжатием")
    print(f"{'страница':34}{''.join(f'{name:>10}' for name in SCORES.values())}{'CLS':>7}")
    well = True
    with served(folders["public"]) as home:
        for name in KINDS:
            report = best_of_three(home + name)
            scores = [round(100 * (report["categories"][key]["score"] or 0)) for key in SCORES]
            audits = report["audits"]
            shift = audits["cumulative-layout-shift"]["numericValue"]
            told = "".join(f"{score:>10}" for score in scores)
            print(f"{name:34}{told}{shift:>7.3f}", flush=True)
            well &= scores[0] >= 100 * _FAST and set(scores[1:]) == {100} and not shift
            for key in SCORES:
                for one in report["categories"][key]["auditRefs"]:
                    audit = audits[one["id"]]
                    if one["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                        print(f"    {key}: {audit['title']} {audit.get('displayValue', '')}")
    return well


def print_weight(folders: Folders) -> bool:
    """Print how many kilobytes the first screen of a phone takes."""
    print(f"Первый экран телефона, всё вместе и со сжатием, не больше {MOST_KB} КБ")
    heaviest = 0.0
    with served(folders["public"]) as home, chromium() as browser:
        for name in KINDS:
            weight = first_view(browser, home + name)
            heaviest = max(heaviest, weight)
            print(f"{name:34}{weight:>7.0f}", flush=True)
    return heaviest <= MOST_KB


def print_library(folders: Folders) -> bool:
    """Print how a slow phone shows two thousand cases and chooses among them."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        large_library(folders["public"], demonstration_cases(), 200, folder)
        page_kb, data_kb = (
            len(gzip.compress((folder / name).read_bytes(), 9, mtime=0)) / 1024
            for name in (LIBRARY, LIBRARY_DATA)
        )
        with served(folder) as home, chromium() as browser, slow_phone(browser) as page:
            page.goto(home + LIBRARY)
            page.wait_for_function("document.querySelector('.nm-facets input')")
            ready = page.evaluate("performance.now()")
            seen = page.evaluate(
                "performance.getEntriesByName('first-contentful-paint')[0].startTime"
            )
            (first, *clicks), typed = page.evaluate(_CHOICES)
    print(
        f"2000 кейсов, процессор вчетверо медленнее, 1,6 Мбит/с: страница {page_kb:.0f} КБ, "
        f"данные {data_kb:.0f} КБ\n  видна через {seen:.0f} мс, отбор готов через {ready:.0f} мс, "
        f"первый щелчок {first:.0f} мс, следующие {statistics.median(clicks):.0f} мс, "
        f"поиск словами {statistics.median(typed):.0f} мс (до {max(typed):.0f})"
    )
    return True


@contextmanager
def slow_phone(browser: Browser) -> Iterator[Page]:
    """Open a page as Lighthouse's phone does: a slow processor on a slow net."""
    with visitor(browser, viewport=PHONE) as (context, _):
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": 150,
                "downloadThroughput": 1_600_000 / 8,
                "uploadThroughput": 750_000 / 8,
            },
        )
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        yield page


def all_violations(
    browser: Browser, folder: Path, settings: dict[str, str]
) -> tuple[int, list[str]]:
    """Return how many views of pages axe-core looked at, and the violations it found."""
    looked, found = 0, []
    # Chosen colours are the same by day and by night.
    schemes: tuple[Literal["light", "dark"], ...] = ("light",) if settings else ("light", "dark")
    # Colours that fade into others would be caught halfway.
    with visitor(browser, reduced_motion="reduce") as (context, _):
        if settings:
            context.add_init_script(chosen(settings))
        page = context.new_page()
        for name, url in on_disk(folder).pages().items():
            page.goto(url)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                for scheme in schemes:
                    page.emulate_media(color_scheme=scheme)
                    if not settings:
                        page.wait_for_selector(f"html[data-nm-colours={scheme}]")
                    remarks = violations(page, of_colours=scheme == "dark")
                    looked += 1
                    found += [f"    {name} {scheme} {width}: {remark}" for remark in remarks]
    return looked, found


def print_nu(folders: Folders) -> bool:
    """Print how many errors the Nu HTML checker finds in all the pages."""
    found = complaints(*folders.values())
    pages = sum(1 for folder in folders.values() for _ in folder.rglob("*.html"))
    print(f"Nu HTML checker: ошибок {len(found)} на {pages} страницах")
    for one in found:
        print(f"    {one}")
    return not found


def print_search(folders: Folders) -> bool:
    """Print the weight of the search's index, the time to results, the pairs found."""
    print("Поиск")
    with chromium() as browser:
        measure_search("демонстрация", folders["public"], browser)
        measure_grown(folders["public"], browser)
    return True


def print_axe(folders: Folders) -> bool:
    """Print what axe-core finds, in the usual view and in the extremes of the settings."""
    print("axe-core, WCAG 2.2 AA, светлый и тёмный вид, ширины 360, 768, 1280")
    jobs = [(name, view, folders[name]) for name in folders for view in VIEWS]
    well = True
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        for line, found in pool.map(_axe_of, *zip(*jobs, strict=True)):
            print("\n".join((line, *found)), flush=True)
            well &= not found
    return well


def _axe_of(name: str, view: str, folder: Path) -> tuple[str, list[str]]:
    with chromium() as browser:
        looked, found = all_violations(browser, folder, VIEWS[view])
    return f"{name}, {view}: нарушений {len(found)} на {looked} видах", found


PARTS: dict[str, Callable[[Folders], bool]] = {
    "lighthouse": print_lighthouse,
    "weight": print_weight,
    "nu": print_nu,
    "search": print_search,
    "library": print_library,
    "axe": print_axe,
}


def machine() -> str:
    """Return what the figures depend on: the day, the computer and how busy it is."""
    with chromium() as browser:
        version = browser.version
    load = f"{os.getloadavg()[0]:.1f}".replace(".", ",")
    cores = counted(os.cpu_count() or 1, "ядро", "ядра", "ядер")
    return f"{datetime.now():%d.%m.%Y}, Chromium {version}, {cores}, загрузка {load}"  # noqa: DTZ005


def with_part(text: str, part: str, told: str) -> str:
    """Return the page of figures with one part measured anew; parts stand in their usual order."""
    parts = dict(re.findall(r"^## (\w+)\n+(.*?)\n*(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    parts[part] = told
    return _HEAD + "".join(f"\n## {name}\n\n{parts[name]}\n" for name in PARTS if name in parts)


def measured(part: str, folders: Folders) -> bool:
    """Measure a part, print it, put it into the docs; tell whether the aims are met."""
    where, heard = machine(), io.StringIO()
    print(f"\n{where}")
    with redirect_stdout(_Both(sys.stdout, heard)):
        well = PARTS[part](folders)
    before = FIGURES.read_text(encoding="utf-8") if FIGURES.is_file() else ""
    told = f"{where}\n\n```text\n{heard.getvalue().strip()}\n```"
    FIGURES.write_text(with_part(before, part, told), encoding="utf-8")
    return well


class _Both(io.TextIOBase):
    """Writes what is printed into two places."""

    def __init__(self, *places: TextIO) -> None:
        self._places = places

    def write(self, text: str) -> int:
        for place in self._places:
            place.write(text)
            place.flush()
        return len(text)


def main() -> None:
    """Build the demonstration and measure the parts asked for, all of them when none is."""
    wanted = sys.argv[1:] or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        sys.exit(f"нет части {', '.join(sorted(unknown))}; есть {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory() as scratch:
        folders = {
            name: build(ROOT, name, Path(scratch) / name, None).folder
            for name in ("public", "internal")
        }
        worse = [part for part in wanted if not measured(part, folders)]
    if worse:
        sys.exit(f"\nхуже, чем должно быть: {', '.join(worse)}")


if __name__ == "__main__":
    main()
