"""Since when each page is the same, and what waits to be published for how many working days."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.adapters.building import build
from generator.changes import (
    Published,
    Stamp,
    read_published,
    reminders,
    stamped,
    unpublished,
    write_published,
)
from generator.rules.workdays import is_workday, workday_after, workdays_after
from tests.command import nastavnik, snapshot
from tests.publications import content_of

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-02", True),
        ("2026-11-04", False),
        ("2026-11-07", False),
        ("2026-03-09", False),  # 8 марта — воскресенье
        ("2026-05-11", False),  # 9 мая — суббота
        ("2026-05-04", True),
        ("2027-01-08", False),
        ("2027-01-11", True),
        ("2026-01-09", False),  # перенесён постановлением
        ("2026-12-31", False),
        ("2023-01-09", True),  # выходные января сами не переносятся
        ("2027-05-03", False),  # 1 мая — суббота
    ],
)
def test_working_days(day: str, works: bool) -> None:
    assert is_workday(date.fromisoformat(day)) is works


def test_a_term_of_ten_working_days() -> None:
    assert workday_after(DAY, 10) == date(2026, 11, 17)
    assert workdays_after(DAY, date(2026, 11, 17)) == 10
    assert workdays_after(DAY, DAY) == 0
    assert workday_after(DAY, 10, [date(2026, 11, 5)]) == date(2026, 11, 18)


def test_a_page_keeps_its_day_until_it_says_something_else() -> None:
    known = Published(DAY, {"a": Stamp("1", date(2026, 9, 1)), "b": Stamp("2", DAY)})
    today = date(2026, 11, 20)
    assert stamped({"a": "1", "b": "3", "c": "4"}, known, today) == {
        "a": Stamp("1", date(2026, 9, 1)),
        "b": Stamp("3", today),
        "c": Stamp("4", today),
    }


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 11, 11), None),
        (date(2026, 11, 12), "опубликуйте до 17.11.2026"),
        (date(2026, 11, 17), "опубликуйте до 17.11.2026"),
        (date(2026, 11, 18), "срок вышел 17.11.2026"),
    ],
)
def test_a_reminder_comes_three_working_days_before_the_term(today: date, told: str | None) -> None:
    known = Published(DAY, {"gone": Stamp("1", DAY), "same": Stamp("2", DAY)})
    waiting = unpublished({"same": "2", "new": "3"}, known, today)
    assert waiting is not None
    assert waiting.paths == ("gone", "new")
    found = list(reminders(waiting))
    assert [told in problem.hint for problem in found if told] == ([True] if told else [])
    assert bool(found) is bool(told)


def test_nothing_waits_when_all_is_published_or_nothing_ever_was() -> None:
    assert unpublished({"a": "1"}, Published(DAY, {"a": Stamp("1", DAY)}), DAY) is None
    assert unpublished({"a": "1"}, Published(), DAY) is None


def test_a_state_reads_as_it_was_written_and_a_spoilt_one_is_none(tmp_path: Path) -> None:
    state = Published(DAY, {"b": Stamp("2", DAY), "а/б": Stamp("1", DAY)})
    write_published(tmp_path, state)
    assert read_published(tmp_path) == state
    text = (tmp_path / "changes.json").read_text(encoding="utf-8")
    assert len(json.loads(text)["pages"]) == 2
    for spoilt in ("", "[]", "{}", text[:-9], text.replace("2026-11-02", "вчера")):
        (tmp_path / "changes.json").write_text(spoilt, encoding="utf-8")
        assert read_published(tmp_path) == Published()


def test_from_an_edit_to_a_reminder_and_on_another_computer(
    new_school: Path, tmp_path: Path
) -> None:
    (new_school / "publish.yml").write_text("цели:\n  - {имя: www, способ: папка, папка: ../www}\n")
    first = nastavnik("changes", cwd=new_school)
    assert "ещё не публиковали" in first.out
    assert nastavnik("publish", "www", "--today", "02.11.2026", cwd=new_school).code == 0
    nothing = nastavnik("changes", "--today", "20.11.2026", cwd=new_school)
    assert "Опубликовано всё" in nothing.out
    page = tmp_path / "www/changes.html"
    assert "2&nbsp;ноября 2026" in page.read_text("utf-8").replace("\u00a0", "&nbsp;")

    with (new_school / "content/kak-prinyat-uchastie.md").open("a", encoding="utf-8") as own:
        own.write("\nПриходите.\n")
    told = nastavnik("changes", "--today", "20.11.2026", cwd=new_school)
    assert "изменилось: 1\n  kak-prinyat-uchastie" in told.out
    assert "рабочих дней с неё: 13 из 10" in told.out
    checked = nastavnik("check", "--today", "20.11.2026", cwd=new_school)
    assert (checked.code, "О-07" in checked.out) == (0, True)

    other = Path(shutil.copytree(new_school, tmp_path / "other"))
    for folder in (".nastavnik", ".cache", "site"):
        shutil.rmtree(other / folder, ignore_errors=True)
    day = date(2026, 11, 23)
    here = build(new_school, "public", tmp_path / "here", day).folder
    there = build(other, "public", tmp_path / "there", day).folder
    assert snapshot(here) == snapshot(there)
    shown = (here / "changes.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    shown = shown.partition("<h1>")[2]
    assert (
        shown.index("23 ноября 2026")
        < shown.index("Как принять участие")
        < shown.index("2 ноября 2026")
    )

    day_later = build(new_school, "public", tmp_path / "later", date(2026, 11, 24)).folder
    one, two = snapshot(here), snapshot(day_later)
    assert {path for path in one if one[path] != two[path]} <= {"changes.html", "sitemap.xml.gz"}


def test_days_are_true_after_a_rollback_and_in_the_next_publication(
    new_school: Path, tmp_path: Path
) -> None:
    """Two pages change; one change is taken back, the other is put right and published again."""
    (new_school / "publish.yml").write_text("цели:\n  - {имя: www, способ: папка, папка: ../www}\n")
    state, www = new_school / "data/changes.json", tmp_path / "www"
    own = new_school / "content/kak-prinyat-uchastie.md"
    first = own.read_text(encoding="utf-8")

    def run(command: str, day: str) -> str:
        done = nastavnik(*command.split(), "--today", day, cwd=new_school)
        assert done.code == 0, done.text
        return done.out

    run("publish www", "02.11.2026")
    noted, seen = state.read_bytes(), content_of(www)
    own.write_text(first + "\nПриходите.\n", encoding="utf-8")
    run("publish www", "10.11.2026")
    later = state.read_bytes()
    assert read_published(new_school / "data").stamps[own.stem].since == date(2026, 11, 10)

    run("rollback www --dry-run", "11.11.2026")
    assert state.read_bytes() == later
    back = run("rollback www", "11.11.2026")
    assert "Возвращается публикация № 1 от 02.11.2026" in back
    assert (content_of(www), state.read_bytes()) == (seen, noted)
    waiting = run("changes", "11.11.2026")
    assert f"изменилось: 1\n  {own.stem}" in waiting
    assert "Последняя публикация 02.11.2026" in waiting

    run("rollback www", "11.11.2026")
    assert state.read_bytes() == later
    run("rollback www", "11.11.2026")
    assert state.read_bytes() == noted

    own.write_text(first + "\nЖдём вас.\n", encoding="utf-8")
    run("publish www", "12.11.2026")
    page = (www / "changes.html").read_text(encoding="utf-8")
    days = re.findall(r'<time datetime="([0-9-]+)">', page.partition("<h1>")[2])
    assert days == ["2026-11-12", "2026-11-02"]
    of_that_day = page.partition('id="d-2026-11-12"')[2].partition("</section>")[0]
    assert f'href="{own.stem}.html"' in of_that_day
    stamps = read_published(new_school / "data").stamps
    assert {stamp.since for path, stamp in stamps.items() if path != own.stem} == {DAY}
    assert stamps[own.stem].since == date(2026, 11, 12)
