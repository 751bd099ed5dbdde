"""The live preview: what is saved shows by itself, what is broken is told over the good page."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Event, Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import visitor
from tests.command import COMMAND, HEEDS_CTRL_C, add, but_for_cache, edit, environment, snapshot
from tests.hosting import free_port
from tests.network import assert_other_machines_cannot_connect

CASE = "data/cases/opyty-bez-laboranta.yml"
TITLE = "название: Опыты без лаборанта"
NEWS = """\
заголовок: {title}
дата: 15.10.2026
рубрика: События
кратко: Одна строка о том, что случилось.
текст: |
  Случилось хорошее.
"""
PATIENCE = 600
WRONG_CALL = 2
SERVE = (COMMAND, "serve", "--port", "{port}")


@dataclass
class Preview:
    """A running preview and what it has said so far."""

    process: subprocess.Popen[str]
    address: str
    said: str = ""

    def __post_init__(self) -> None:
        self._news = Condition()
        self._listener = Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._news:
                self.said += line
                self._news.notify_all()

    def wait_for(self, words: str, seconds: float = PATIENCE) -> None:
        """Wait until the preview says some words."""
        with self._news:
            heard = self._news.wait_for(lambda: words in self.said, seconds)
        assert heard, f"«{words}» was never said, only: {self.said}"

    def interrupt(self) -> int:
        """Press Ctrl+C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """Leave no process behind, whatever has happened."""
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
        self._listener.join()


@contextmanager
def started(school: Path, *command: str | Path) -> Iterator[Preview]:
    """Start a server in a school's folder; its temporary files go beside the folder."""
    port = free_port()
    scratch = scratch_of(school)
    scratch.mkdir(exist_ok=True)
    places = {name: str(scratch) for name in ("TMPDIR", "TEMP", "TMP")}
    with subprocess.Popen(
        [*HEEDS_CTRL_C, *(str(part).format(port=port) for part in command)],
        cwd=school,
        env=environment(**places),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        preview = Preview(process, f"http://127.0.0.1:{port}/")
        try:
            yield preview
        finally:
            preview.close()


def scratch_of(school: Path) -> Path:
    return school.with_name("scratch")


@contextmanager
def served(school: Path, *arguments: str) -> Iterator[Preview]:
    """Start the preview of a school and wait until it invites to open it."""
    with started(school, *SERVE, *arguments) as preview:
        preview.wait_for(preview.address)
        yield preview


@pytest.fixture
def preview(school_copy: Path) -> Iterator[Preview]:
    with served(school_copy) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with visitor(browser) as (context, _):
        yield context.new_page()


def panel(page: Page) -> Locator:
    return page.locator("#nastavnik-problems")


def open_case(page: Page, preview: Preview) -> None:
    page.goto(preview.address + "cases/opyty-bez-laboranta.html")
    expect(page.locator("h1")).to_have_text("Опыты без лаборанта")
    expect(panel(page)).to_be_hidden()


# What is saved


def test_saved_title_shows_in_the_open_page_by_itself(
    school_copy: Path, preview: Preview, page: Page
) -> None:
    open_case(page, preview)
    edit(school_copy / CASE, TITLE, "название: Опыты вдвоём")
    expect(page.locator("h1")).to_have_text("Опыты вдвоём")
    edit(school_copy / CASE, "название: Опыты вдвоём", "название: Опыты втроём")
    expect(page.locator("h1")).to_have_text("Опыты втроём")


def test_other_pages_are_never_older_than_the_page_shown_first(
    school_copy: Path, preview: Preview, page: Page
) -> None:
    open_case(page, preview)
    for title in ("Опыты вдвоём", "Опыты втроём"):
        case = school_copy / CASE
        case.write_text(
            re.sub(
                "^название:.*$", f"название: {title}", case.read_text("utf-8"), flags=re.MULTILINE
            ),
            encoding="utf-8",
        )
        expect(page.locator("h1")).to_have_text(title)
        page.goto(preview.address + "cases/index.html")
        expect(page.get_by_role("link", name=title).first).to_be_attached()
        page.go_back()
    assert "Traceback" not in preview.said


SLOW_HOOK = """
import time
from pathlib import Path

def on_nav(nav, config, files):
    here = Path(__file__)
    while here.with_name("stop").exists():
        here.with_name("stands").touch()
        time.sleep(0.01)
"""


def test_a_case_saved_during_a_long_build_shows_before_its_end(
    school_copy: Path, page: Page
) -> None:
    stop = school_copy / "stop"
    (school_copy / "slow.py").write_text(SLOW_HOOK, encoding="utf-8")
    with (school_copy / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [slow.py]\n")
    with started(school_copy, *SERVE) as preview:
        preview.wait_for(preview.address)
        open_case(page, preview)
        stop.touch()
        edit(school_copy / CASE, TITLE, "название: Опыты вдвоём")
        expect(page.locator("h1")).to_have_text("Опыты вдвоём")
        while not (school_copy / "stands").exists():
            page.wait_for_timeout(10)
        edit(school_copy / CASE, "название: Опыты вдвоём", "название: Опыты втроём")
        expect(page.locator("h1")).to_have_text("Опыты втроём")
        stop.unlink()
        page.goto(preview.address + "cases/index.html")
        expect(page.get_by_role("link", name="Опыты втроём").first).to_be_attached()
        page.go_back()
        expect(page.locator("h1")).to_have_text("Опыты втроём")


def test_new_and_deleted_records_show_by_themselves(
    school_copy: Path, preview: Preview, page: Page
) -> None:
    page.goto(preview.address + "news/index.html")
    news = page.locator("main a").filter(has_text="Чаепитие пар")
    expect(page.locator("h1")).to_be_visible()
    expect(news).to_have_count(0)
    file = add(school_copy / "data/news/2026-10-chay.yml", NEWS.format(title="Чаепитие пар"))
    expect(news).to_be_visible()
    file.unlink()
    expect(news).to_have_count(0)
    expect(panel(page)).to_be_hidden()


def test_pages_styles_and_templates_show_by_themselves(
    school_copy: Path, preview: Preview, page: Page
) -> None:
    page.goto(preview.address + "glossariy.html")
    with (school_copy / "content/glossariy.md").open("a", encoding="utf-8") as file:
        file.write("\n\nСовсем новая строка глоссария.\n")
    expect(page.get_by_text("Совсем новая строка глоссария.")).to_be_visible()
    styles = school_copy / "theme/material/assets/styles/nastavnik.css"
    with styles.open("a", encoding="utf-8") as file:
        file.write("\nh1 { letter-spacing: 7px !important }\n")
    expect(page.locator("h1")).to_have_css("letter-spacing", "7px")
    page.goto(preview.address)
    with (school_copy / "theme/pages/public/home.html").open("a", encoding="utf-8") as file:
        file.write("\n<p>Новая строка шаблона</p>\n")
    expect(page.get_by_text("Новая строка шаблона")).to_be_visible()


def test_what_is_saved_during_the_first_build_is_not_lost(school_copy: Path, page: Page) -> None:
    with started(school_copy, *SERVE) as preview:
        wait_until_data_are_read(school_copy, preview)
        edit(school_copy / CASE, TITLE, "название: Опыты вдвоём")
        page.goto(preview.address + "cases/opyty-bez-laboranta.html")
        expect(page.locator("h1")).to_have_text("Опыты вдвоём")


def wait_until_data_are_read(school: Path, preview: Preview) -> None:
    """Wait for the moment in the midst of a build when posts are written down beside the data."""
    pause = Event()
    while not any(school.glob(".news-*")):
        assert preview.process.poll() is None, preview.said
        assert preview.address not in preview.said, preview.said
        pause.wait(0.01)


# What is broken


def test_slip_is_told_over_the_last_good_page_until_it_is_mended(
    school_copy: Path, preview: Preview, page: Page
) -> None:
    open_case(page, preview)
    line = edit(school_copy / CASE, TITLE, 'название: "Опыты без лаборанта')
    expect(panel(page)).to_contain_text(re.compile(rf"{re.escape(CASE)}:{line}:\d+"))
    expect(panel(page)).to_contain_text("кавычк")
    expect(panel(page)).to_be_in_viewport()
    expect(page.locator("h1")).to_have_text("Опыты без лаборанта")
    page.goto(preview.address + "mentors/index.html")
    expect(panel(page)).to_be_visible()
    edit(school_copy / CASE, 'название: "Опыты без лаборанта', TITLE)
    expect(panel(page)).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


def test_no_slip_ends_the_preview(school_copy: Path, preview: Preview, page: Page) -> None:
    open_case(page, preview)
    case = school_copy / CASE
    good = case.read_text(encoding="utf-8")
    case.write_text(good.replace(TITLE, 'название: "Опыты'), encoding="utf-8")
    expect(panel(page)).to_contain_text(CASE)
    added = add(school_copy / "data/news/2026-10-chay.yml", "заголовок: [\n")
    expect(panel(page)).to_contain_text("data/news/2026-10-chay.yml:")
    added.unlink()
    expect(panel(page)).not_to_contain_text("data/news/2026-10-chay.yml")
    case.unlink()
    expect(panel(page)).to_contain_text("opyty-bez-laboranta")
    expect(panel(page)).not_to_contain_text(f"{CASE}:")
    expect(page.locator("h1")).to_have_text("Опыты без лаборанта")
    case.write_bytes(b"\xff\xfe\x00\xd8")
    expect(panel(page)).to_contain_text(CASE)
    case.write_text(good, encoding="utf-8")
    expect(panel(page)).to_be_hidden()
    template = school_copy / "theme/pages/public/case.html"
    shown = template.read_text(encoding="utf-8")
    template.write_text(shown + "{% if %}", encoding="utf-8")
    expect(panel(page)).to_contain_text("theme/pages/public/case.html")
    template.write_text(shown, encoding="utf-8")
    expect(panel(page)).to_be_hidden()
    settings = school_copy / "mkdocs.yml"
    kept = settings.read_text(encoding="utf-8")
    settings.write_text("site_name: [\n", encoding="utf-8")
    expect(panel(page)).to_contain_text("mkdocs.yml")
    settings.write_text(kept, encoding="utf-8")
    expect(panel(page)).to_be_hidden()
    edit(case, TITLE, "название: Опыты вдвоём")
    expect(page.locator("h1")).to_have_text("Опыты вдвоём")
    assert preview.process.poll() is None


def test_broken_from_the_start_tells_where_and_recovers(school_copy: Path, page: Page) -> None:
    line = edit(school_copy / CASE, TITLE, 'название: "Опыты без лаборанта')
    with served(school_copy) as preview:
        page.goto(preview.address)
        expect(panel(page)).to_contain_text(re.compile(rf"{re.escape(CASE)}:{line}:\d+"))
        assert status(preview.address + "mkdocs.yml") == 404
        assert status(preview.address + CASE) == 404
        edit(school_copy / CASE, 'название: "Опыты без лаборанта', TITLE)
        expect(panel(page)).to_be_hidden()
        expect(page.locator("main h1")).to_be_visible()
        expect(page.locator("main a[href*='cases/opyty-bez-laboranta.html']").first).to_be_visible()


def status(url: str) -> int:
    try:
        with urlopen(url) as answer:
            code: int = answer.status
            return code
    except HTTPError as error:
        error.close()
        return error.code


# The process


def test_curator_previews_the_internal_section(school_copy: Path, page: Page) -> None:
    with served(school_copy, "--audience", "internal") as preview:
        page.goto(preview.address)
        expect(page.get_by_text("Внутренняя страница").first).to_be_visible()


def test_taken_port_is_told_in_russian_before_anything_is_built(school_copy: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with started(school_copy, COMMAND, "serve", "--port", str(port)) as refused:
            assert refused.process.wait(PATIENCE) == WRONG_CALL
    assert f"порт {port} занят" in refused.said
    assert "Собрано" not in refused.said
    assert "Traceback" not in refused.said


def test_other_machines_cannot_connect(preview: Preview) -> None:
    port = int(preview.address.rstrip("/").rpartition(":")[2])
    assert_other_machines_cannot_connect(port)


def test_a_page_of_another_site_cannot_read_the_preview(preview: Preview) -> None:
    foreign = Request(preview.address, headers={"Host": "attacker.example"})
    with pytest.raises(HTTPError) as refusal, urlopen(foreign, timeout=PATIENCE):
        pass
    assert refusal.value.code == 403
    refusal.value.close()


def test_ctrl_c_ends_it_and_leaves_nothing(school_copy: Path, page: Page) -> None:
    with served(school_copy) as preview:
        open_case(page, preview)
        edit(school_copy / CASE, TITLE, "название: Опыты вдвоём")
        expect(page.locator("h1")).to_have_text("Опыты вдвоём")
        edit(school_copy / CASE, "название: Опыты вдвоём", 'название: "Опыты')
        expect(panel(page)).to_be_visible()
        before = snapshot(school_copy)
        assert preview.interrupt() == 0
    assert snapshot(school_copy) == before
    assert list(scratch_of(school_copy).iterdir()) == []
    assert "Traceback" not in preview.said


def test_ctrl_c_in_the_midst_of_a_build_leaves_nothing(school_copy: Path) -> None:
    before = but_for_cache(snapshot(school_copy))
    with started(school_copy, *SERVE) as preview:
        wait_until_data_are_read(school_copy, preview)
        assert preview.interrupt() == 0
    assert but_for_cache(snapshot(school_copy)) == before
    assert list(scratch_of(school_copy).iterdir()) == []
    assert "Traceback" not in preview.said


def test_plain_mkdocs_serve_shows_the_section(school_copy: Path, page: Page) -> None:
    mkdocs = COMMAND.with_name("mkdocs")
    with started(school_copy, mkdocs, "serve", "--dev-addr", "127.0.0.1:{port}") as preview:
        preview.wait_for("Serving on")
        page.goto(preview.address)
        expect(page.locator("main a[href*='cases/opyty-bez-laboranta.html']").first).to_be_visible()
        before = snapshot(school_copy)
        preview.interrupt()
    assert snapshot(school_copy) == before
