"""Fixtures shared by the tests: the demonstration, its built sites, a copy to spoil, a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from generator.adapters.building import build, build_all
from generator.adapters.standing import FOLDERS
from generator.starter import start
from tests.document_sets import Set, make_all

# The same examples in every run: whoever changed nothing is not told of a failure. New ways are
# looked for by hand: ``--hypothesis-profile new`` everywhere, ``fuzz`` for ``tests/test_fuzz.py``.
settings.register_profile("usual", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None, print_blob=True)
settings.register_profile("fuzz", max_examples=5000, deadline=None, print_blob=True)
settings.load_profile("usual")

BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
# A busy computer is slow, not wrong: milliseconds.
_PATIENCE = 120_000
_NO_BROWSER = (
    "Для проверки страниц нужен браузер Chromium. Установите его: в Debian и Ubuntu — "
    "«sudo apt install chromium», в других системах — «python -m playwright install chromium»; "
    "если он стоит в необычном месте, укажите путь в переменной CHROMIUM."
)


@pytest.fixture(scope="session")
def demo() -> Path:
    """Folder of the demonstration school: the repository itself."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def public_site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Public site of the demonstration, built once per worker; look, do not touch."""
    return build(demo, "public", tmp_path_factory.mktemp("public") / "site", None).folder


@pytest.fixture(scope="session")
def internal_site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Curator's site of the demonstration, built once per worker; look, do not touch."""
    return build(demo, "internal", tmp_path_factory.mktemp("internal") / "site", None).folder


@pytest.fixture(scope="session")
def whole(demo: Path) -> Set:
    """The whole set of the demonstration's documents, made once per worker."""
    return make_all(demo)


@pytest.fixture
def school_copy(demo: Path, tmp_path: Path) -> Path:
    """Copy of the demonstration school's folder, to spoil at will."""
    return copy_school(demo, tmp_path / "school")


def copy_school(demo: Path, school: Path) -> Path:
    """Copy the demonstration school's folder; return the copy."""
    for name in ("data", "content", "theme"):
        shutil.copytree(demo / name, school / name)
    shutil.copy(demo / "mkdocs.yml", school)
    # Photos that were made once need not be made for every copy.
    if (demo / ".cache").is_dir():
        shutil.copytree(
            demo / ".cache", school / ".cache", ignore=shutil.ignore_patterns("texts", "clean")
        )
    return school


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of this computer, started once per worker."""
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=list(BROWSER_ARGUMENTS)
        )
        yield chromium
        chromium.close()


def find_browser(playwright: Playwright) -> str:
    """Return the path of Chromium on this computer; fail with what to install."""
    places = (
        os.environ.get("CHROMIUM"),
        "/usr/bin/chromium",
        shutil.which("google-chrome"),
        playwright.chromium.executable_path,
    )
    for place in places:
        if place and Path(place).is_file():
            return place
    pytest.fail(_NO_BROWSER, pytrace=False)


@pytest.fixture
def new_school(tmp_path: Path) -> Path:
    """Folder of a school just made by ``nastavnik init``: small and quick, to spoil at will."""
    school = tmp_path / "school"
    start(school)
    return school


@pytest.fixture(scope="session")
def built_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """New school with both its sites built, once per worker; look, do not touch."""
    school = tmp_path_factory.mktemp("built") / "school"
    start(school)
    build_all(school, {name: school / folder for name, folder in FOLDERS.items()}, None)
    return school


@pytest.fixture
def built_copy(built_school: Path, tmp_path: Path) -> Path:
    """Copy of the new school with both its sites built, to spoil at will."""
    return Path(shutil.copytree(built_school, tmp_path / "school"))
