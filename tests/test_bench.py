"""Schools that builds are timed on: invented, the same every time, whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.adapters.building import build
from generator.bench.school import MOST, TODAY, case_text, stories, write_school
from generator.diagnostics import Level
from generator.model.loading import load
from generator.settings import Settings
from generator.site import check_data
from tests.command import snapshot

CASES = 9


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "school"
    write_school(folder, CASES)
    return folder


def test_the_same_school_every_time_and_a_larger_one_begins_with_it(
    school: Path, tmp_path: Path
) -> None:
    write_school(tmp_path / "again", CASES)
    assert snapshot(tmp_path / "again") == snapshot(school)
    write_school(tmp_path / "larger", CASES + 1)
    larger = snapshot(tmp_path / "larger")
    assert snapshot(school).items() <= larger.items()
    assert "data/cases/case-00009.yml" in larger.keys() - snapshot(school).keys()


def test_nothing_is_wrong_with_it_whatever_the_clock_says(school: Path) -> None:
    checked = check_data(Settings(school), date(2040, 1, 1))
    assert checked.today == TODAY
    assert {p.level for p in checked.problems} <= {Level.ADVICE}
    registry = checked.registry
    assert len(registry.cases) == len(registry.pairs) == len(registry.mentees) == CASES
    assert [len(registry.pairs_of[m.key]) for m in registry.mentors.values()] == [4, 4, 1]


def test_its_public_section_is_clean_and_every_page_says_that_it_is_invented(
    school: Path, tmp_path: Path
) -> None:
    built = build(school, "public", tmp_path / "site", None)
    pages = [file.read_text(encoding="utf-8") for file in (tmp_path / "site").rglob("*.html")]
    whole = [page for page in pages if 'class="md-header' in page]
    assert built.pages == len(pages)
    assert len(whole) > CASES
    assert all("Все люди, пары и события вымышлены" in page for page in whole)
    story = next(stories(1))
    case = (tmp_path / f"site/cases/{story.id}.html").read_text(encoding="utf-8")
    assert story.title in case
    assert story.mentor_name in case


def test_cases_are_as_long_as_real_ones_and_no_two_are_alike() -> None:
    texts = [case_text(number, story) for number, story in enumerate(stories(200))]
    assert len({text.partition("\nкратко")[2] for text in texts}) == len(texts)
    lengths = [len(text.split()) for text in texts]
    assert 550 < min(lengths) <= max(lengths) < 800


def test_nobody_has_a_namesake_in_the_largest_school(tmp_path: Path) -> None:
    write_school(tmp_path / "school", 400)
    names = [person.full_name for person in load(tmp_path / "school")[0].people()]
    assert len(set(names)) == len(names) == 500
    assert MOST >= 10_000
