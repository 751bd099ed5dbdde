"""Timings of the curator's room on a municipality: ``python -m tests.bench_room``.

Pairs with a year of meetings are written to a folder of their own, so that reading, rules, pages
and the whole internal build can be told apart; each size is twice the one before, so growth
shows. Of the largest section the first page is opened in Chromium. Sizes may be named:
``python -m tests.bench_room 150 300``.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import sync_playwright

from generator.adapters.building import build
from generator.model.loading import load
from generator.render.calendar_file import calendar_file
from generator.render.html import Renderer
from generator.resources import theme_folder
from generator.rules.consistency import review
from generator.rules.matching.market import match
from generator.rules.report.making import report_of
from generator.settings import Settings
from generator.site import Checked, check_data
from generator.views.internal.calendar import calendar_events
from generator.views.internal.section import internal_section
from tests.conftest import BROWSER_ARGUMENTS, find_browser
from tests.tiny_school import PROGRAMME, SCHOOL, tiny_school

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 20)
_SIZES = (150, 300, 600)
_MEETINGS = 33
_FORMS = """\
бланки:
  - {вид: рабочая, название: Рабочая, участники: [пара], зачем: Цель, минут не меньше: 60}
"""
_LETTERS = "абвгдежзик"
_CONSENT = (
    "согласия: [{вид: обработка, дата: 28.08.2025}]\nдата вхождения в программу: 01.09.2025\n"
)


def timed(title: str, action: Callable[[], object]) -> None:
    """Print how long an action took, in seconds of the processor and by the clock."""
    start, clock = time.process_time(), time.perf_counter()
    action()
    took, waited = time.process_time() - start, time.perf_counter() - clock
    print(f"  {title:32} {took:6.2f} с, по часам {waited:6.2f} с", flush=True)


def _name(number: int) -> str:
    return "Ан" + "".join(_LETTERS[int(digit)] for digit in f"{number:04d}")


def _mentor(number: int) -> str:
    return (
        f"ФИО: Соколова {_name(number)} Викторовна\nдолжность: учитель химии\nтип: предметник\n"
        f"основные компетенции: [опыты]\nпрофессиональная сфера: химия\n{_CONSENT}"
    )


def _mentee(number: int) -> str:
    return (
        f"ФИО: Орлова {_name(number)} Сергеевна\nдолжность: учитель химии\nгод рождения: 1999\n"
        f"категория: молодой специалист\nосновной запрос: Тихий урок\n{_CONSENT}"
    )


def municipality(folder: Path, pairs: int) -> Path:
    """Write a school of so many pairs, each with a year of meetings twice a month."""
    texts = {}
    for number in range(pairs):
        texts[f"mentors/m{number}"] = _mentor(number)
        texts[f"mentees/n{number}"] = _mentee(number)
        start = date(2025, 12, 1)
        meetings = "".join(
            f"  - {{вид: рабочая, дата: {start + timedelta(days=10 * step):%d.%m.%Y}, минут: 60}}\n"
            for step in range(_MEETINGS)
        )
        texts[f"pairs/p{number}"] = (
            f"наставник: m{number}\nнаставляемые: [n{number}]\nформа: педагог – педагог\n"
            "вид: традиционное\nмодель: новичок – мастер\n"
            f"программа: {{начало: 01.12.2025, окончание: 30.11.2026}}\nвстречи:\n{meetings}"
        )
    records = {"school": SCHOOL, "programme": PROGRAMME, "meetings": _FORMS, **texts}
    project = tiny_school(folder, **records)
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "theme", project / "theme")
    (project / "content").mkdir()
    return project


def pages(checked: Checked, settings: Settings) -> int:
    """Render every page of the curator's room and return their size; drafts of papers apart."""
    registry, problems = checked.registry, checked.problems
    events = calendar_events(registry, TODAY)
    calendar_file(events, "Школа", TODAY)
    section = internal_section(registry, TODAY, problems, checked.silenced, events)
    renderer = Renderer((settings.theme, theme_folder()), settings.content)
    rendered = {page.path: renderer.render(page).html for page in section.pages}
    print(f"  первая страница                  {len(rendered['index'].encode()) // 1024:6} КБ")
    return sum(map(len, rendered.values()))


def time_matching(mentors: int, mentees: int) -> None:
    """Print how long the matching of so many takes, scores and proof included."""
    chance = random.Random(7)
    guides = [f"m{number}" for number in range(mentors)]
    young = [f"n{number}" for number in range(mentees)]

    def sheets(whose: str, own: list[str], others: list[str]) -> str:
        """Return sheets of ten wishes, of which some are equal."""
        rows = (
            f"  - {{{whose}: {one}, хотел бы: ["
            + ", ".join(
                f"{{кто: {other}, место: {chance.randint(1, 6)}}}"
                for other in chance.sample(others, 10)
            )
            + "]}\n"
            for one in own
        )
        return "".join(rows)

    written = (
        f"листы наставляемых:\n{sheets('наставляемый', young, guides)}"
        f"листы наставников:\n{sheets('наставник', guides, young)}"
    )
    print(f"подбор {mentors} × {mentees}")
    for title, text in (("по баллам", ""), ("по листам", written)):
        with tempfile.TemporaryDirectory() as scratch:
            texts = {f"mentors/{one}": _mentor(n) for n, one in enumerate(guides)}
            texts |= {f"mentees/{one}": _mentee(n) for n, one in enumerate(young)}
            texts |= {"matching": text} if text else {}
            registry, _ = load(tiny_school(Path(scratch), **texts))
            timed(f"{title}, баллы и проверка", lambda r=registry: match(r, TODAY))


def time_opening(site: Path) -> None:
    """Print how long the first page takes in Chromium until it has been laid out."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=list(BROWSER_ARGUMENTS)
        )
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        for name in ("index", "calendar", "pairs/index", "report/2025-26"):
            page.goto((site / f"{name}.html").as_uri())
            took = page.evaluate(_LOADED)
            size = (site / f"{name}.html").stat().st_size // 1024
            print(f"  {name:32} {took:6.2f} с, {size} КБ")
        chromium.close()


_LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd / 1000"


def time_room(size: int, *, last: bool) -> None:
    """Print the timings of a municipality of so many pairs."""
    print(f"{size} пар, {size * _MEETINGS} встреч")
    with tempfile.TemporaryDirectory() as scratch:
        project = municipality(Path(scratch) / "school", size)
        settings = Settings(project, TODAY)
        checked = check_data(settings, TODAY)
        registry = checked.registry
        timed("чтение и проверки", lambda: check_data(settings, TODAY))
        timed("правила", lambda: review(registry, TODAY))
        # What has been counted once is remembered, so the report comes before its pages.
        timed("отчёт за год", lambda: report_of(registry, "2025/26", TODAY))
        timed("страницы кабинета", lambda: pages(checked, settings))
        target = Path(scratch) / "site-internal"
        timed("сборка целиком", lambda: build(project, "internal", target, TODAY))
        _touch(project)
        timed("сборка после одной правки", lambda: build(project, "internal", target, TODAY))
        if last:
            time_opening(target)


def _touch(project: Path) -> None:
    """Change one pair, as the curator does after a meeting."""
    file = project / "data/pairs/p0.yml"
    meeting = "  - {вид: рабочая, дата: 16.11.2026, минут: 60}\n"
    file.write_text(file.read_text(encoding="utf-8") + meeting, encoding="utf-8")


def main() -> None:
    """Print the table."""
    sizes = tuple(map(int, sys.argv[1:])) or _SIZES
    time_matching(300, 400)
    for size in sizes:
        time_room(size, last=size == sizes[-1])


if __name__ == "__main__":
    main()
