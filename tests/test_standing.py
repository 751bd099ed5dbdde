"""What is built upon earlier runs is what a clean build makes, to the byte."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.adapters.building import build_all
from generator.adapters.serving import Preview
from generator.adapters.standing import FOLDERS, Order, standing
from tests import stale
from tests.command import edit, nastavnik

DAY, NEXT = stale.DAYS[:2]
NAME = "Образцова"
ROOT = Path(__file__).resolve().parent.parent


def folders_of(school: Path) -> dict[str, Path]:
    return {audience: school / name for audience, name in FOLDERS.items()}


def stands(school: Path, asked: date | None = None, clock: date = DAY) -> bool:
    return standing(Order.of(school, asked, clock), folders_of(school)) is not None


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """School with a mentor shown, both its sites built; a test puts back what it changes."""
    school = stale.school_with_a_mentor_shown(tmp_path_factory.mktemp("standing") / "school")
    build_all(school, folders_of(school), DAY)
    return school


def test_an_unchanged_school_is_told_of_at_once_and_just_the_same(built: Path) -> None:
    sites = standing(Order.of(built, DAY, NEXT), folders_of(built))
    assert sites is not None
    public, internal = sites
    assert (public.audience, internal.audience) == ("public", "internal")
    assert public.pages == len(list((built / "site").rglob("*.html")))
    assert public.size == sum(f.stat().st_size for f in (built / "site").rglob("*") if f.is_file())
    assert public.today == DAY
    told = nastavnik("build", "--today", f"{DAY:%d.%m.%Y}", cwd=built)
    assert told.code == 0, told.text
    assert told.text.count("без изменений") == 2
    checked = nastavnik("check", "--today", f"{DAY:%d.%m.%Y}", cwd=built)
    assert checked.text.strip().splitlines()[-1].lower() in told.text


def test_to_see_that_nothing_has_changed_takes_no_library_of_a_build(built: Path) -> None:
    """Loading them would take longer than reading a thousand records."""
    words = [sys.executable, "-X", "importtime", "-m", "generator"]
    call = [*words, "build", "--today", f"{DAY:%d.%m.%Y}", "--project", str(built)]
    told = subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.count("без изменений") == 2
    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert "generator.adapters.standing" in loaded
    assert not loaded & {"pydantic", "yaml", "jinja2", "mkdocs", "PIL", "markdown_it", "email"}


def _new_file(path: str) -> Callable[[Path], None]:
    def add(school: Path) -> None:
        (school / path).parent.mkdir(parents=True, exist_ok=True)
        (school / path).write_text("новое", encoding="utf-8")

    return add


def _other(path: str) -> Callable[[Path], None]:
    return lambda school: (school / path).write_bytes((school / path).read_bytes() + b"\n")


def _gone(path: str) -> Callable[[Path], None]:
    return lambda school: (school / path).unlink()


CHANGES = {
    "запись": _other("data/school.yml"),
    "новая запись": _new_file("data/mentors/second.yml"),
    "нет записи": _gone("data/cases/primer.yml"),
    "фото": _other("data/photos/face.jpg"),
    "страница": _other("content/kak-prinyat-uchastie.md"),
    "материал": _new_file("content/materials/list.pdf"),
    "шаблон документа": _new_file("content/templates/order.md"),
    "шаблон страницы": _new_file("theme/pages/public/home.html"),
    "стиль": _new_file("theme/material/assets/styles/own.css"),
    "настройки": _other("mkdocs.yml"),
    "страница раздела": _other("site/index.html"),
    "лишний файл в разделе": _new_file("site/left.txt"),
    "пустая папка в разделе": lambda school: (school / "site/empty").mkdir(),
    "файл пропал из раздела": _gone("site-internal/index.html"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_is_changed_has_to_be_built(
    built: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    assert stands(built, DAY)
    kept = built.rename(tmp_path / "kept")
    shutil.copytree(kept, built)
    try:
        change(built)
        assert not stands(built, DAY)
    finally:
        shutil.rmtree(built)
        kept.rename(built)


def test_another_day_has_to_be_built(built: Path) -> None:
    assert not stands(built, NEXT)
    assert not stands(built)


def test_settings_that_reach_outside_are_built_every_time(tmp_path: Path) -> None:
    school = stale.school_with_a_mentor_shown(tmp_path / "school")
    (tmp_path / "hook.py").write_text("", encoding="utf-8")
    edit(school / "mkdocs.yml", "site_dir: site", "site_dir: site\nhooks: [../hook.py]")
    build_all(school, folders_of(school), DAY)
    assert not stands(school, DAY)


def test_nothing_is_stale_and_a_withdrawn_consent_takes_the_person_away(tmp_path: Path) -> None:
    school = stale.school_with_a_mentor_shown(tmp_path / "school")
    chance = random.Random(1)
    steps = [
        (stale.nothing, DAY),
        (stale.consent_withdrawn_or_given, DAY),
        (stale.cache_spoilt, DAY),
        (stale.template_changed, NEXT),
        (stale.site_spoilt, NEXT),
    ]
    named: list[bool] = []
    for change, day in steps:
        change(school, chance)
        assert stale.difference(school, day) == "", change.__name__
        pages = [file.read_text(encoding="utf-8") for file in (school / "site").rglob("*.html")]
        named.append(any(NAME in page for page in pages))
    assert named == [True, False, False, False, False]


def test_a_preview_that_lives_through_changes_is_never_stale(tmp_path: Path) -> None:
    school = stale.school_with_a_mentor_shown(tmp_path / "school")
    preview, chance = Preview(school, "public", DAY, tmp_path / "preview"), random.Random(3)
    shown: list[bool] = []
    for change in (
        stale.case_published,
        stale.case_published,
        stale.consent_withdrawn_or_given,
        stale.record_broken_or_mended,
    ):
        before = stale.sources(school)
        change(school, chance)
        changed = {path for path, _ in before.items() ^ stale.sources(school).items()}
        with stale.built_anew(school, DAY) as anew:
            assert stale.preview_differs(preview, anew, changed) == "", change.__name__
        pages = [file.read_text(encoding="utf-8") for file in preview.folder.rglob("*.html")]
        shown.append(any(NAME in page for page in pages))
    assert shown == [True, True, False, False]
    assert [problem.span.path for problem in preview.problems] == ["data/news/broken.yml"]
