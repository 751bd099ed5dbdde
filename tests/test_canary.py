"""A private value never reaches a public page, whatever fields the models get later."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.adapters.news import write_posts
from generator.audit import audit
from generator.model.loading import FOLDERS, SINGLES
from generator.settings import Settings
from generator.site import Checked, Site, check_data, internal_site, public_site
from generator.views.page import Internal, Public
from tests.canary import Marks, plant, private_fields

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def planted() -> tuple[Checked, Marks]:
    checked = check_data(Settings(ROOT, TODAY), TODAY)
    registry, marks = plant(checked.registry, TODAY)
    return replace(checked, registry=registry, problems=()), marks


def _texts(site: Site[Public] | Site[Internal], scratch: Path) -> dict[str, str]:
    texts = {path: page.html for path, page in site.pages.items()}
    for path, page in site.pages.items():
        about = (
            page.page.title,
            page.page.description,
            *(f"{e.title} {e.text}" for e in page.search),
        )
        texts[f"{path} (поиск)"] = " ".join(about)
    for path, head in site.heads.items():
        texts[f"{path} (о странице)"] = head
    for path, content in site.files.items():
        texts[path] = f"{path} {content.decode('utf-8', 'replace')}"
    if site.publication is not None:
        for path, file in write_posts(site.publication.news, scratch):
            texts[path] = file.read_text(encoding="utf-8")
    return texts


# Every mark the canary plants: a word, a day, a figure; one may stand inside a longer run.
_SHAPES = re.compile(r"(?=(метка\d{5}|\d{2}\.\d{2}\.\d{4}|7\d{5}))")


def _marks_in(text: str, marks: Marks) -> set[str]:
    return {shape for shape in _SHAPES.findall(text) if shape in marks.texts}


def test_marks_are_of_the_shapes_looked_for(planted: tuple[Checked, Marks]) -> None:
    _, marks = planted
    assert [mark for mark in marks.texts if _marks_in(mark, marks) != {mark}] == []


def test_no_private_mark_reaches_a_public_page(
    planted: tuple[Checked, Marks], tmp_path: Path
) -> None:
    checked, marks = planted
    site = public_site(checked, Settings(ROOT, TODAY, "https://school5.example/"))
    assert site.heads
    assert "feed.json" in site.files
    texts = _texts(site, tmp_path)
    assert len(texts) > 100
    leaks = {
        f"{marks.texts[mark]} → {path}"
        for path, text in texts.items()
        for mark in _marks_in(text, marks)
    }
    assert leaks == set()


def test_every_private_field_of_every_model_carries_a_mark(
    planted: tuple[Checked, Marks],
) -> None:
    _, marks = planted
    expected = {name for cls in (*FOLDERS, *SINGLES) for name in private_fields(cls)}
    assert len(marks.fields) > 60
    assert expected - marks.fields - marks.exempt == set()


def test_marks_are_real_the_curator_sees_them(
    planted: tuple[Checked, Marks], tmp_path: Path
) -> None:
    checked, marks = planted
    site = internal_site(checked, Settings(ROOT, TODAY))
    texts = _texts(site, tmp_path).values()
    seen = {marks.texts[mark] for text in texts for mark in _marks_in(text, marks)}
    assert {"Mentee.request", "Mentee.birth_year", "Meeting.answers", "Goal.indicator"} <= seen


def test_audit_finds_every_private_text_wherever_it_comes_from(
    planted: tuple[Checked, Marks], tmp_path: Path
) -> None:
    checked, marks = planted
    words = [mark for mark in marks.texts if mark.startswith("метка")]
    page = tmp_path / "page.html"
    lines = "".join(f"<p>{mark} канарейка поёт утром под самым окном</p>" for mark in words)
    page.write_text(f"<html><body>{lines}</body></html>", encoding="utf-8")
    found = " ".join(problem.message for problem in audit(tmp_path, checked.registry, TODAY))
    names = {where for where in marks.texts.values() if where.endswith("full_name")}
    missed = {
        marks.texts[mark] for mark in words if mark not in found and marks.texts[mark] not in names
    }
    assert missed == set()
