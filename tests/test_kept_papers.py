"""Papers of the curator's section are made anew when, and only when, something in them changes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.documents.kept import KeptPapers
from generator.documents.pages import draft_pages, workbooks
from generator.settings import Settings
from generator.site import check_data

DAY = date(2026, 11, 20)
_LETTERHEAD = "theme/documents/letterhead.docx"


def _papers(school: Path, day: date) -> tuple[Any, Mapping[str, bytes]]:
    settings = Settings(school)
    registry = check_data(settings, day).registry
    pages, files = draft_pages(registry, day, settings)
    return pages, {**files, **workbooks(registry, day, settings)}


def _afresh(school: Path, day: date) -> tuple[Any, Mapping[str, bytes]]:
    """Fill every paper: only files of equal papers are taken from the store."""
    for room in ("papers", "workbooks"):
        shutil.rmtree(Settings(school).cache / room)
    return _papers(school, day)


def _is_kept(school: Path, kind: str) -> bool:
    settings = Settings(school)
    registry = check_data(settings, DAY).registry
    return KeptPapers("internal", settings, registry, DAY).of(kind) is not None


def _edited(school: Path, file: str, old: str, new: str) -> None:
    path = school / file
    text = path.read_text(encoding="utf-8")
    assert re.search(old, text), f"nothing to change in {file}"
    path.write_text(re.sub(old, new, text, count=1), encoding="utf-8")


def test_papers_are_the_same_whatever_was_kept(school_copy: Path) -> None:
    first = _papers(school_copy, DAY)
    assert _papers(school_copy, DAY) == first
    assert _afresh(school_copy, DAY) == first
    edits = (
        ("data/mentors/ahmedova.yml", "учитель химии", "учитель химии и биологии"),
        ("data/pairs/2026-sokolova-orlov.yml", "результат: Окрик исчез", "результат: Окрика нет"),
        ("data/school.yml", "название: МБОУ", "название: МАОУ"),
        ("data/programme.yml", 'цель: "Помочь', 'цель: "Прежде всего помочь'),
    )
    before = first
    for file, old, new in edits:
        _edited(school_copy, file, old, new)
        after = _papers(school_copy, DAY)
        assert after != before, f"{file} is told of in no paper"
        assert after == _afresh(school_copy, DAY), file
        before = after


def test_a_changed_case_leaves_papers_that_tell_of_no_case(school_copy: Path) -> None:
    _papers(school_copy, DAY)
    case = next((school_copy / "data/cases").glob("*.yml"))
    _edited(school_copy, f"data/cases/{case.name}", r"название: ", "название: Ещё раз. ")
    assert all(_is_kept(school_copy, kind) for kind in ("polozhenie", "prikaz-pary", "gramota"))
    assert not any(_is_kept(school_copy, kind) for kind in ("otchet", "soglasie-rasprostranenie"))
    assert _papers(school_copy, DAY) == _afresh(school_copy, DAY)


@pytest.mark.parametrize("what", ["template", "letterhead", "day", "spoilt"])
def test_papers_are_made_of_more_than_records(school_copy: Path, what: str) -> None:
    first, day = _papers(school_copy, DAY), DAY
    match what:
        case "template":
            own = school_copy / "content/templates/polozhenie.md"
            own.parent.mkdir(exist_ok=True)
            own.write_text("# Своё положение\n", encoding="utf-8")
        case "letterhead":
            (school_copy / _LETTERHEAD).parent.mkdir(parents=True, exist_ok=True)
            (school_copy / _LETTERHEAD).write_bytes(b"no letterhead")
        case "day":
            day = date(2026, 12, 1)
        case "spoilt":
            for file in (Settings(school_copy).cache / "documents").iterdir():
                file.write_bytes(b"spoilt")
    after = _papers(school_copy, day)
    assert (after == first) == (what == "spoilt")
    assert after == _afresh(school_copy, day)
