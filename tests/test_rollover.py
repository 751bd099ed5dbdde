"""A new school year: what is over goes to the archive of its year and is read as before."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.adapters.building import build
from generator.diagnostics import Level
from generator.model.base import Entity
from generator.model.loading import load
from generator.settings import Settings
from generator.site import check_data
from tests.command import Done, add, edit, nastavnik, snapshot
from tests.sound_school import problems_in

PAIR = "2026-obrazcova-novikova"
PAIR_FILE = f"data/pairs/{PAIR}.yml"
TODAY = date(2026, 11, 20)
OUTCOME = (
    *("record", "outcome", PAIR, "--reason", "реализована полностью", "--date", "20.11.2026"),
    *("--results", "Урок начинается вовремя", "--today", "20.11.2026"),
)
SURVEY = """\
название: Качество 2026/27
учебный год: 2026/27  # наш
вопросы: [{ключ: польза, вопрос: Была ли польза?, тип: шкала}]
ответы участников:
  - {роль: наставляемый, ответы: {польза: 9}}
"""
IMPACT = """\
название: Влияние 2026/27
учебный год: 2026/27
параметры: [{ключ: вовлечённость, параметр: Вовлечённость, единица: балл}]
замеры:
  - {наставляемый: novikova, до: {вовлечённость: 55}}
"""


def rollover(school: Path, *options: str, today: str = "20.06.2027") -> Done:
    return nastavnik("rollover", "2027", "--yes", "--today", today, *options, cwd=school)


@pytest.fixture
def finished_school(new_school: Path) -> Path:
    """New school whose only pair is over."""
    assert nastavnik(*OUTCOME, cwd=new_school).code == 0
    return new_school


@pytest.fixture(scope="module")
def archived(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with its closed years in the archive; look, do not touch."""
    school = tmp_path_factory.mktemp("archived") / "school"
    for name in ("data", "content", "theme"):
        shutil.copytree(demo / name, school / name)
    shutil.copy(demo / "mkdocs.yml", school)
    done = nastavnik("rollover", "2026", "--yes", cwd=school)
    assert done.code == 0, done.text
    return school


def told_of(entity: Entity) -> tuple[str, str, str]:
    return entity.key, type(entity).__name__, repr(entity)


def test_a_year_is_not_closed_over_a_pair_without_an_outcome(new_school: Path) -> None:
    before = snapshot(new_school)
    done = rollover(new_school)
    assert done.code == 1
    assert PAIR_FILE in done.errors
    assert f"запишите итог: nastavnik record outcome {PAIR}" in done.errors
    assert snapshot(new_school) == before


def test_a_plan_is_shown_and_nothing_written(finished_school: Path) -> None:
    before = snapshot(finished_school)
    done = rollover(finished_school, "--dry-run")
    assert done.code == 0
    assert f"{PAIR_FILE} → data/archive/2026-27/pairs/{PAIR}.yml" in done.out
    assert "+текущий учебный год: 2027/28" in done.out
    assert "Ничего не записано" in done.out
    assert snapshot(finished_school) == before


def test_a_new_year_moves_what_is_over_and_makes_what_is_annual_anew(
    finished_school: Path,
) -> None:
    add(finished_school / "data/surveys/2026-kachestvo.yml", SURVEY.replace("\n", "\r\n"))
    school = (finished_school / "data/school.yml").read_text("utf-8")
    pair = (finished_school / PAIR_FILE).read_bytes()
    done = rollover(finished_school)
    assert done.code == 0, done.text
    assert not (finished_school / PAIR_FILE).exists()
    closed = finished_school / "data/archive/2026-27"
    assert (closed / f"pairs/{PAIR}.yml").read_bytes() == pair
    assert (closed / "surveys/2026-kachestvo.yml").read_bytes() == SURVEY.replace(
        "\n", "\r\n"
    ).encode()
    anew = (finished_school / "data/surveys/2027-kachestvo.yml").read_bytes().decode()
    assert "название: Качество 2027/28\r\nучебный год: 2027/28  # наш\r\n" in anew
    assert "ответы участников" not in anew
    assert (finished_school / "data/school.yml").read_text("utf-8") == school.replace(
        "текущий учебный год: 2026/27", "текущий учебный год: 2027/28"
    ).replace(
        "по: 03.11.2026}\n",
        "по: 03.11.2026}\n  - {название: осенние, с: 26.10.2027, по: 03.11.2027}\n",
    )
    assert not [p for p in problems_in(finished_school) if p.level is Level.ERROR]
    before = snapshot(finished_school)
    again = rollover(finished_school)
    assert (again.code, snapshot(finished_school)) == (0, before)
    assert "Записывать нечего" in again.out


def test_what_nobody_finished_is_told_and_stays_until_it_is(finished_school: Path) -> None:
    add(finished_school / "data/impact/2026-vliyanie.yml", IMPACT)
    add(finished_school / "data/surveys/2026-kachestvo.yml", SURVEY.partition("ответы участ")[0])
    edit(
        finished_school / "data/mentors/obrazcova.yml",
        "обработка, дата: 28.08.2026",
        "обработка, дата: 28.08.2026, до: 30.06.2027",
    )
    shutil.rmtree(finished_school / "data/cases")
    done = rollover(finished_school)
    assert done.code == 0, done.text
    for told in (
        f"{PAIR}: кейса нет; набросать: nastavnik new case --from {PAIR}",
        "data/surveys/2026-kachestvo.yml: ответов нет, в архив не ушла",
        "data/impact/2026-vliyanie.yml: нет замеров «после», в архив не ушло; впишите их",
        "согласия 1 человека кончатся к 01.09.2027: nastavnik consents --today 01.09.2027",
    ):
        assert told in done.out.replace("\u00a0", " ")
    study = finished_school / "data/impact/2026-vliyanie.yml"
    edit(study, "{вовлечённость: 55}}", "{вовлечённость: 55}, после: {вовлечённость: 70}}")
    before = snapshot(finished_school / "data")
    done = rollover(finished_school)
    assert done.code == 0, done.text
    now = snapshot(finished_school / "data")
    assert {name for name in before if name not in now} == {"impact/2026-vliyanie.yml"}
    assert "archive/2026-27/impact/2026-vliyanie.yml" in now


def test_only_the_places_of_archived_records_change(demo: Path, archived: Path) -> None:
    before, after = load(demo)[0], load(archived)[0]
    assert list(map(told_of, after.entities())) == list(map(told_of, before.entities()))
    places = {entity.key: entity.at().path for entity in after.entities()}
    assert places["pairs/2024-belova-smirnova"].startswith("data/archive/2024-25/pairs/")
    assert places["pairs/2026-sokolova-orlov"] == "data/pairs/2026-sokolova-orlov.yml"
    assert places["mentors/sokolova"] == "data/mentors/sokolova.yml"


def test_the_public_section_stays_to_the_byte(
    archived: Path, public_site: Path, tmp_path: Path
) -> None:
    built = build(archived, "public", tmp_path / "site", None).folder
    assert snapshot(built) == snapshot(public_site)


def test_remarks_of_a_closed_year_are_set_aside_and_still_listed(
    demo: Path, archived: Path
) -> None:
    before, after = (check_data(Settings(school), TODAY) for school in (demo, archived))
    assert not [p for p in after.problems if "archive" in p.span.path]
    gone = [p for p in before.problems if p.span.path == "data/pairs/2024-belova-smirnova.yml"]
    assert [problem.code for problem in gone] == ["П-04"]
    aside = {item.problem.span.path: item.silence for item in after.silenced}
    silence = aside["data/archive/2024-25/pairs/2024-belova-smirnova.yml"]
    assert (silence.reason, silence.since) == ("2024/25 учебный год закрыт", date(2025, 8, 31))
    moved = len(after.silenced) - len(before.silenced)
    assert len(before.problems) - len(after.problems) == moved > 1


def test_an_archived_pair_is_still_edited_by_commands(archived: Path, tmp_path: Path) -> None:
    school = Path(shutil.copytree(archived, tmp_path / "school"))
    file = school / "data/archive/2024-25/pairs/2024-belova-smirnova.yml"
    done = nastavnik(
        *("record", "meeting", "2024-belova-smirnova", "--kind", "рабочая"),
        *("--date", "16.01.2025", "--minutes", "65"),
        cwd=school,
    )
    assert done.code == 0, done.text
    assert f"Записано в {file.relative_to(school).as_posix()}" in done.out
    assert "дата: 16.01.2025" in file.read_text("utf-8")
    taken = nastavnik(
        *("new", "news", "--title", "Итоги", "--date", "20.05.2025", "--category", "События"),
        *("--lead", "Кратко", "--text", "Текст", "--id", "2025-05-itogi-goda"),
        cwd=school,
    )
    assert taken.code == 2
    assert "data/archive/2024-25/news/2025-05-itogi-goda.yml уже есть" in taken.errors


def test_a_record_in_two_places_and_a_strange_archive_are_errors(finished_school: Path) -> None:
    text = (finished_school / PAIR_FILE).read_text("utf-8")
    add(finished_school / f"data/archive/2026-27/pairs/{PAIR}.yml", text)
    add(finished_school / "data/archive/2026/pairs/2026-drugaya.yml", text)
    add(finished_school / "data/archive/2026-27/mentors/kim.yml", "ФИО: Ким Вера Львовна\n")
    done = nastavnik("check", "--today", "20.11.2026", cwd=finished_school)
    assert done.code == 1
    assert f"{PAIR_FILE}: ошибка Ф-12" in done.out
    assert f"уже есть: data/archive/2026-27/pairs/{PAIR}.yml" in done.out
    assert "data/archive/2026/pairs/2026-drugaya.yml: ошибка Ф-06" in done.out
    assert "data/archive/2026-27/mentors/kim.yml: ошибка Ф-06" in done.out
    assert "по учебным годам: data/archive/2026-27/pairs" in done.out
