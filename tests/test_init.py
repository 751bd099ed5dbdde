"""A new school's folder works at once and teaches a newcomer by its examples."""

from __future__ import annotations

import html
import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generator.diagnostics import Level
from generator.model.types import school_year_of
from generator.settings import Settings
from generator.site import check_data
from tests.command import add, edit, nastavnik, snapshot

BOARD = "site/mentors/index.html"
MENTOR = "data/mentors/obrazcova.yml"
EDITED_BY_HAND = (
    "mkdocs.yml",
    "data/school.yml",
    "data/mentors/obrazcova.yml",
    "data/mentees/novikova.yml",
    "data/pairs/2026-obrazcova-novikova.yml",
    "data/acts/2026-prikaz-pary.yml",
    "data/cases/primer.yml",
)


def text_of(page: Path) -> str:
    return html.unescape(page.read_text(encoding="utf-8"))


def sign_consent(record: Path) -> None:
    """Uncomment the ready line of consent, as the example tells."""
    text = record.read_text(encoding="utf-8")
    signed, times = re.subn(r"(?m)^  # (- \{вид: распространение, .*\})$", r"  \1", text)
    assert times == 1
    record.write_text(signed, encoding="utf-8")


def copied(school: Path, example: str, name: str, *changes: tuple[str, str]) -> Path:
    """Copy an example under another name and change what is to be changed."""
    file = (school / example).with_name(name)
    file.write_text((school / example).read_text(encoding="utf-8"), encoding="utf-8")
    for old, new in changes:
        edit(file, old, new)
    return file


@pytest.mark.parametrize("audience", ["public", "internal", "all"])
def test_a_new_school_builds_at_once(tmp_path: Path, audience: str) -> None:
    assert nastavnik("init", "school", cwd=tmp_path).code == 0
    done = nastavnik("build", "--audience", audience, "--project", "school", cwd=tmp_path)
    assert done.code == 0, done.text
    assert done.errors == ""


def test_the_first_build_is_the_one_init_tells(tmp_path: Path) -> None:
    begun = nastavnik("init", "наша школа", cwd=tmp_path)
    told = re.search(r"nastavnik (build .+)", begun.out)
    assert told
    call = [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', told[1])]
    done = nastavnik(*call, cwd=tmp_path)
    assert done.code == 0, done.text
    assert (tmp_path / "наша школа/site/index.html").is_file()


def test_a_new_school_passes_the_checks_on_any_day_of_its_year(new_school: Path) -> None:
    for day in ("05.10.2026", "20.11.2026"):
        done = nastavnik("check", "--format", "json", "--today", day, cwd=new_school)
        assert done.code == 0
        found = json.loads(done.out)
        # The example has one meeting: weeks later the rule of rhythm asks for the next one.
        late = {"В-02"} if day == "20.11.2026" else set()
        assert {row["code"] for row in found if row["level"] != "advice"} == late
        assert all(row["hint"] for row in found)


@pytest.mark.parametrize(
    "day", ["05.10.2026", "27.11.2026", "31.12.2026", "29.02.2028", "31.08.2029", "01.09.2029"]
)
def test_a_school_begun_on_any_day_has_nothing_to_reproach(tmp_path: Path, day: str) -> None:
    assert nastavnik("init", "school", "--today", day, cwd=tmp_path).code == 0
    school, begun = tmp_path / "school", datetime.strptime(day, "%d.%m.%Y").date()  # noqa: DTZ007
    for later in (0, 13):
        problems = check_data(Settings(school, begun + timedelta(later)), begun).problems
        assert [problem for problem in problems if problem.level is not Level.ADVICE] == []
    pair = (school / "data/pairs/2026-obrazcova-novikova.yml").read_text("utf-8")
    assert f"  - вид: знакомство\n    дата: {day}\n" in pair
    year = (school / "data/school.yml").read_text("utf-8")
    assert f"текущий учебный год: {school_year_of(begun)}\n" in year
    assert f"{{название: осенние, с: 26.10.{school_year_of(begun)[:4]}" in year


@pytest.mark.parametrize("file", EDITED_BY_HAND)
def test_every_example_explains_itself(new_school: Path, file: str) -> None:
    text = (new_school / file).read_text(encoding="utf-8")
    comments = re.findall(r"(?m)(?:^|\s)# .*[а-яё]{3}", text)
    assert comments, f"{file} has no comment for the newcomer"
    assert text.startswith("# ")


def test_every_record_of_the_new_school_is_explained(new_school: Path) -> None:
    """An example added to the starter later must not be forgotten above."""
    shipped = {"programme.yml", "meetings.yml"}
    records = {
        file.relative_to(new_school).as_posix()
        for file in (new_school / "data").rglob("*.yml")
        if file.name not in shipped
    }
    assert records | {"mkdocs.yml"} == set(EDITED_BY_HAND)


def test_sites_are_kept_out_of_the_schools_history(new_school: Path) -> None:
    ignored = (new_school / ".gitignore").read_text(encoding="utf-8").split()
    assert {"/site/", "/site-internal/"} <= set(ignored)


def test_a_folder_with_anything_in_it_is_refused_and_untouched(tmp_path: Path) -> None:
    add(tmp_path / "school/notes.txt", "мои записи")
    before = snapshot(tmp_path)
    done = nastavnik("init", "school", cwd=tmp_path)
    assert done.code == 2
    assert "не пуста" in done.errors
    assert snapshot(tmp_path) == before


def test_a_started_school_is_not_started_over(new_school: Path) -> None:
    edit(new_school / MENTOR, "вместимость: 1 ", "вместимость: 3 ")
    before = snapshot(new_school)
    assert nastavnik("init", new_school, cwd=new_school).code == 2
    assert snapshot(new_school) == before


def test_nobody_of_the_examples_is_shown_without_consent(built_school: Path) -> None:
    for page in (built_school / "site").rglob("*.html"):
        assert not re.search(r"Образцов|Новиков", text_of(page)), page


def test_a_mentor_appears_on_the_honour_board_with_consent(new_school: Path) -> None:
    sign_consent(new_school / MENTOR)
    assert nastavnik("build", cwd=new_school).code == 0
    assert "Образцова Мария Ивановна" in text_of(new_school / BOARD)
    own = text_of(new_school / "site/mentors/obrazcova.html")
    assert "учитель математики" in own
    assert "победитель муниципального конкурса" not in own, "achievements were not allowed"
    assert "Новиков" not in own


def test_a_mentor_copied_from_the_example_appears(new_school: Path) -> None:
    record = copied(
        new_school,
        MENTOR,
        "sokolova.yml",
        ("Образцова Мария Ивановна", "Соколова Анна Викторовна"),
        ("должность: учитель математики", "должность: учитель химии"),
        (
            "профессиональная сфера: методика преподавания математики",
            "профессиональная сфера: опыт",
        ),
    )
    sign_consent(record)
    done = nastavnik("build", cwd=new_school)
    assert done.code == 0, done.text
    board = text_of(new_school / BOARD)
    assert "Соколова Анна Викторовна" in board
    assert "Образцова" not in board
    assert "учитель химии" in text_of(new_school / "site/mentors/sokolova.html")
    banks = [text_of(page) for page in (new_school / "site-internal").glob("bank*.html")]
    assert any("Соколова Анна Викторовна" in bank for bank in banks)


def test_an_act_copied_from_the_example_appears(new_school: Path) -> None:
    copied(
        new_school,
        "data/acts/2026-prikaz-pary.yml",
        "2026-polozhenie.yml",
        ("вид: приказ о закреплении пар", "вид: положение"),
        ("О закреплении наставнических пар", "Положение о наставничестве"),
        ("пары: [2026-obrazcova-novikova]\n", ""),
    )
    done = nastavnik("build", cwd=new_school)
    assert done.code == 0, done.text
    listed = text_of(new_school / "site/acts/index.html").replace("\u00a0", " ")
    assert "Положение о наставничестве" in listed
    assert (new_school / "site/acts/2026-polozhenie.html").is_file()


def test_the_schools_own_name_is_on_every_page(new_school: Path) -> None:
    edit(new_school / "data/school.yml", "\nназвание: МБОУ «Школа № 1»", "\nназвание: Лицей № 7")
    assert nastavnik("build", cwd=new_school).code == 0
    for site in ("site", "site-internal"):
        for page in (new_school / site).rglob("*.html"):
            assert "Лицей № 7" in text_of(page).replace("\u00a0", " "), page


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Соколова.yml", "имя файла «Соколова» не годится"),
        ("Sokolova Anna.yml", "имя файла «Sokolova Anna» не годится"),
        ("sokolova.yml.txt", "файл sokolova.yml.txt не прочитан"),
        ("sokolova.yaml", "файл sokolova.yaml не прочитан"),
    ],
)
def test_a_copy_with_a_wrong_name_is_never_lost_in_silence(
    new_school: Path, name: str, told: str
) -> None:
    copied(new_school, MENTOR, name, ("Образцова Мария Ивановна", "Соколова Анна Викторовна"))
    done = nastavnik("build", cwd=new_school)
    assert done.code == 1
    assert told in done.errors


def test_a_copy_with_the_old_name_inside_is_told(new_school: Path) -> None:
    """The commonest slip of a newcomer: the file is copied, the person is not changed."""
    copied(new_school, MENTOR, "sokolova.yml")
    done = nastavnik("check", cwd=new_school)
    assert "sokolova.yml" in done.out
    assert "Образцова Мария Ивановна" in done.out


def test_a_record_copied_into_a_wrong_folder_is_told(new_school: Path) -> None:
    text = (new_school / MENTOR).read_text(encoding="utf-8")
    add(new_school / "data/nastavniki/sokolova.yml", text)
    done = nastavnik("check", cwd=new_school)
    assert done.code == 1
    assert "data/nastavniki/sokolova.yml: ошибка" in done.out
