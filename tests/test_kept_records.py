"""Records read in an earlier run are the same records, and say the same of the same slips."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.cache import Cache
from generator.diagnostics import DataError
from generator.model.loading import load
from generator.rules.consistency import review
from generator.settings import Settings
from tests.editor_slips import SLIPS
from tests.stale import cache_half_written, cache_lost, cache_spoilt

DAY = date(2026, 11, 20)
ROOM = "records"


@pytest.fixture(scope="module")
def school(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records of the demonstration, read once into a cache."""
    school = tmp_path_factory.mktemp("kept")
    shutil.copytree(demo / "data", school / "data")
    shutil.copytree(demo / "content" / "documents", school / "content" / "documents")
    load(school, Cache(Settings(school).cache))
    return school


def told(school: Path, cache: Cache | None) -> object:
    """Return the records with every place in them, and what is told of them."""
    try:
        registry, problems = load(school, cache)
    except DataError as error:
        return error.problems
    # A review leaves notes in the records it has looked through.
    reviewed, _ = load(school, cache)
    return registry, problems, review(reviewed, DAY).problems


def assert_the_same_as_read_anew(school: Path) -> None:
    cache = Cache(Settings(school).cache)
    anew = told(school, None)
    assert told(school, cache) == anew
    assert told(school, cache) == anew


@pytest.mark.parametrize("number", range(0, len(SLIPS), 6))
def test_a_slip_is_told_at_the_same_place(school: Path, number: int) -> None:
    slip = SLIPS[number]
    file = school / slip.path
    sound = file.read_text(encoding="utf-8")
    try:
        file.write_text(sound.replace(slip.right, slip.wrong, 1), encoding="utf-8")
        assert_the_same_as_read_anew(school)
    finally:
        file.write_text(sound, encoding="utf-8")


def test_a_renamed_person_is_another_for_records_that_have_not_changed(school: Path) -> None:
    """Pairs and cases name people by their names; their own files are as they were."""
    file = school / "data/mentors/sokolova.yml"
    sound = file.read_text(encoding="utf-8")
    name = sound.partition("ФИО: ")[2].partition("\n")[0]
    try:
        file.write_text(sound.replace(name, "Соколова Инна Викторовна", 1), encoding="utf-8")
        assert_the_same_as_read_anew(school)
        file.rename(file.with_name("drugaya.yml"))
        assert_the_same_as_read_anew(school)
    finally:
        file.with_name("drugaya.yml").unlink(missing_ok=True)
        file.write_text(sound, encoding="utf-8")


@pytest.mark.parametrize("spoil", [cache_spoilt, cache_half_written, cache_lost])
def test_a_broken_cache_is_noticed(school: Path, spoil: object) -> None:
    assert callable(spoil)
    spoil(school, random.Random(7))
    assert_the_same_as_read_anew(school)


def test_a_cache_of_another_school_tells_nothing_of_ours(school: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(school, tmp_path / "other"))
    for file in sorted((other / "data/cases").glob("*.yml")):
        file.write_text(f"{file.read_text(encoding='utf-8')}# другая\n", encoding="utf-8")
    load(other, Cache(Settings(other).cache))
    theirs, ours = (Settings(s).cache / ROOM for s in (other, school))
    shutil.rmtree(ours)
    shutil.copytree(theirs, ours)
    assert_the_same_as_read_anew(school)
