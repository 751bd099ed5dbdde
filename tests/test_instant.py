"""The page of a saved case before everything is built: just what the whole build makes, or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.adapters.serving import Preview
from generator.bench.school import write_school
from tests.command import edit

CASE = "data/cases/case-00001.yml"
PAGE = "cases/case-00001.html"
MENTEE = "data/mentees/n00002.yml"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """School of three cases; the mentee of the last one does not let herself be named."""
    folder = tmp_path_factory.mktemp("instant") / "school"
    write_school(folder, 3)
    edit(
        folder / MENTEE,
        "  - вид: распространение\n",
        "  - вид: распространение\n    отозвано: 01.09.2026\n",
    )
    return folder


@pytest.fixture(scope="module")
def preview(school: Path, tmp_path_factory: pytest.TempPathFactory) -> Preview:
    shown = Preview(school, "public", None, tmp_path_factory.mktemp("preview"))
    shown.refresh()
    assert shown.problems == ()
    shown.get_ready()
    return shown


@pytest.fixture
def case(school: Path) -> Iterator[Path]:
    """File of a case, put back after the test."""
    file = school / CASE
    before = file.read_bytes()
    yield file
    file.write_bytes(before)


def test_it_is_the_page_of_a_whole_build(school: Path, case: Path, tmp_path: Path) -> None:
    preview = Preview(school, "public", None, tmp_path)
    preview.refresh()
    preview.get_ready()
    edit(case, "результат: |\n", "результат: |\n  Правка *важная*, <b>не</b> разметка.\n")
    edit(case, "название: Тихое начало урока", "название: Громкое начало")
    shown = preview.instant({CASE})
    assert shown is not None
    assert shown.path == PAGE
    assert (preview.folder / PAGE).read_bytes() == shown.html
    assert "Громкое начало" in shown.html.decode()
    assert "Правка <em>важная</em>" in shown.html.decode()
    preview.refresh()
    assert preview.shows(shown)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("уровень: начальная школа", "уровень: вся школа"),
        ("статус: опубликован", "статус: черновик"),
        ("опубликован: 02.06.2026", "опубликован: 03.06.2026"),
        ("результат: |\n", "результат: |\n  …допишите…\n"),
        ("результат: |\n", "результат: |\n  [Кто-то](mentors/nikto)\n"),
        ("результат: |\n", "результат: |\n  Помогала Ветлугская Агата Аркадьевна.\n"),
        ("результат: |\n", "результат: \n"),
        ("результат: |\n", "новый ключ: да\nрезультат: |\n"),
        ("название: ", "название: ["),
    ],
)
def test_what_others_depend_on_or_checks_tell_of_waits(
    preview: Preview, case: Path, before: str, after: str
) -> None:
    edit(case, before, after)
    page = (preview.folder / PAGE).read_bytes()
    assert preview.instant({CASE}) is None
    assert (preview.folder / PAGE).read_bytes() == page


def test_more_than_one_changed_file_waits(preview: Preview, case: Path) -> None:
    edit(case, "результат: |\n", "результат: |\n  Правка.\n")
    assert preview.instant({CASE, MENTEE}) is None
    assert preview.instant({MENTEE}) is None
    assert preview.instant({"mkdocs.yml"}) is None
    assert preview.instant(set()) is None


def test_a_lost_case_waits(preview: Preview, case: Path) -> None:
    case.unlink()
    assert preview.instant({CASE}) is None


def test_a_build_nobody_wants_any_more_changes_nothing(school: Path, tmp_path: Path) -> None:
    preview = Preview(school, "public", None, tmp_path)
    asked: list[None] = []

    def wanted() -> bool:
        asked.append(None)
        return len(asked) < 5

    assert preview.refresh(lambda: False), "первая сборка нужна всегда"
    before = preview.folder
    edit(school / CASE, "название: ", "название: Иначе, ")
    assert not preview.refresh(wanted)
    assert (preview.folder, preview.problems) == (before, ())
    assert [file.name for file in tmp_path.iterdir()] == [before.name]
    assert preview.refresh()
    assert "Иначе, " in (preview.folder / "cases/index.html").read_text(encoding="utf-8")
