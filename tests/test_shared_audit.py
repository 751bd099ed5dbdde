"""A search shared by two processes finds what a search by one does, whoever comes to a file."""

from __future__ import annotations

from pathlib import Path

import pytest

import generator.audit.shared
from generator.aside import Aside
from generator.audit import Auditor
from generator.audit.shared import SharedAudit
from generator.cache import Cache
from generator.model.loading import load
from tests.test_shared_lines import MENTEE, TODAY
from tests.tiny_school import tiny_school

PAGES = 170
LEAKS = {3: "Ёлкиной-Ли С. А.", 90: "s.yolkina@mail.example", 168: "8 912 345-67-89"}
NAMES = [f"p{number:03}.html" for number in range(PAGES)]


def page_of(number: int, text: str = "") -> str:
    return f"<html>\n<body>\n<p>Урок {number} мая</p>\n<p>{text}</p>\n</body>\n</html>\n"


@pytest.fixture
def auditor(tmp_path: Path) -> Auditor:
    school = tiny_school(tmp_path / "school", **{"mentees/n13": MENTEE})
    return Auditor(load(school)[0], TODAY, Cache(tmp_path / "cache"))


@pytest.mark.parametrize("much", [True, False])
@pytest.mark.parametrize("foreseen", [PAGES, 60, 0])
def test_all_leaks_are_found_with_a_second_process_and_without(
    auditor: Auditor, tmp_path: Path, much: bool, foreseen: int
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    aside = Aside(auditor, much=much)
    shared = SharedAudit(auditor, aside)
    for number, name in enumerate(NAMES):
        if number < foreseen:
            shared.foresee(site, name)
        (site / name).write_text(page_of(number, LEAKS.get(number, "")), encoding="utf-8")
    shared.begin(site, 0)
    problems = shared.problems(site)
    aside.close()

    assert [problem.span.path for problem in problems] == [NAMES[number] for number in LEAKS]
    assert problems == auditor.problems(site)


@pytest.mark.parametrize(("standing", "there"), [(0, True), (PAGES, False)])
def test_many_new_files_at_the_end_are_worth_a_second_process(
    auditor: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, standing: int, there: bool
) -> None:
    monkeypatch.setattr(generator.audit.shared, "_MUCH", PAGES)
    site = tmp_path / "site"
    site.mkdir()
    for number, name in enumerate(NAMES):
        (site / name).write_text(page_of(number, LEAKS.get(number, "")), encoding="utf-8")
    aside = Aside(auditor)
    shared = SharedAudit(auditor, aside)
    shared.begin(site, standing)
    assert aside.is_there is there
    problems = shared.problems(site)
    aside.close()
    assert [problem.span.path for problem in problems] == [NAMES[number] for number in LEAKS]


def test_a_page_changed_after_it_was_found_clean_is_searched_again(
    auditor: Auditor, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    aside = Aside(auditor, much=True)
    for changed in (0, 1):
        shared = SharedAudit(auditor, aside)
        for number, name in enumerate(NAMES):
            shared.foresee(site, name)
            (site / name).write_text(page_of(number), encoding="utf-8")
        (site / NAMES[1]).write_text(page_of(1, LEAKS[3] * changed), encoding="utf-8")
        shared.begin(site, 0)
        problems = shared.problems(site)
        assert [problem.span.path for problem in problems] == [NAMES[1]] * changed
    aside.close()
