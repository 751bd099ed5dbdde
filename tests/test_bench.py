"""Schools that builds are timed on: invented, the same every time, whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.adapters.building import build
from generator.bench.builders import Absent, Builder, neighbours
from generator.bench.school import MOST, TODAY, case_text, stories, write_school
from generator.bench.timing import slope
from generator.diagnostics import Level
from generator.model.loading import load
from generator.settings import Settings
from generator.site import check_data
from tests.command import nastavnik, snapshot

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


# The command ---------------------------------------------------------------------------------


def test_the_table_tells_of_every_builder_and_of_those_that_are_not_there(tmp_path: Path) -> None:
    broken = tmp_path / "peers/bin/eleventy"
    broken.parent.mkdir(parents=True)
    broken.write_text("#!/bin/sh\necho it broke; exit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    call = ("bench", "--cases", "2", "--repeat", "1", "--peers", str(broken.parent.parent))
    done = nastavnik(*call, "--out", str(tmp_path / "out"), cwd=tmp_path)
    assert done.code == 1, done.text
    assert "Не собрал: Eleventy, кейсов 2: it broke" in done.text
    table = (tmp_path / "out/bench.md").read_text(encoding="utf-8")
    rows = {line.split(" | ")[0].strip("| "): line.split(" | ") for line in table.splitlines()}
    for name in ("Наставник", "mkdocs-material"):
        numbers = [cell.split(" ")[0].replace(",", ".") for cell in rows[name][1:7]]
        assert all(float(number) > 0 for number in numbers)
    absent = {one.name for one in neighbours([]) if isinstance(one, Absent)} - {"Eleventy"}
    assert all(f"Не измерен: {name}; поставить: " in table for name in absent)
    assert "Python" in table.splitlines()[0]
    site = tmp_path / "out/2-0/site/cases/case-00000.html"
    assert "Правка 1." in site.read_text(encoding="utf-8")


@pytest.mark.parametrize("builder", [b for b in neighbours([]) if isinstance(b, Builder)])
def test_neighbours_get_the_same_words(builder: Builder, tmp_path: Path) -> None:
    builder.write(tmp_path, 3)
    story = next(stories(1))
    text = (tmp_path / builder.case).read_text(encoding="utf-8")
    for words in (story.title, story.lead, story.review, *story.parts.values()):
        assert all(line.strip() in text for line in words.split("\n"))


@pytest.mark.parametrize("cases", ["0", "сто", "100,", "-5", str(MOST + 1)])
def test_a_wrong_number_of_cases_is_refused(cases: str, tmp_path: Path) -> None:
    done = nastavnik("bench", "--cases", cases, cwd=tmp_path)
    assert done.code == 2
    assert f"нужны числа от 1 до {MOST} через запятую" in done.text


def test_a_folder_with_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("моё", encoding="utf-8")
    done = nastavnik("bench", "--out", str(tmp_path), cwd=tmp_path)
    assert done.code == 2
    assert "не пуста; укажите новую" in done.text
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_the_power_of_growth() -> None:
    assert slope([100, 200, 400], [1, 2, 4]) == pytest.approx(1)
    assert slope([100, 200, 400], [1, 4, 16]) == pytest.approx(2)
