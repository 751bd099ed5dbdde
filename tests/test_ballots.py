"""Ballots of the jury, as they are written down on a terminal and at the desk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser

from tests.axe import violations
from tests.talking import talk
from tests.test_contest import codes, places, record, school
from tests.test_desk import check, running, save


def read(project: Path) -> Any:
    return yaml.safe_load((project / "data/awards.yml").read_text("utf-8"))


def test_a_ballot_by_places_is_asked_for_on_a_terminal(tmp_path: Path) -> None:
    project = school(tmp_path, places("Один", gromova=1))
    (project / "mkdocs.yml").write_text("site_name: Школа\n", encoding="utf-8")
    answers = ("Наставник", "такого нет", "Два", "", "2", "", "первое", "1")
    shown = talk([("record", "ballot", "--today", "20.11.2026")], answers, project)
    assert "Один Иван Петрович" not in shown  # has voted already
    assert "такого нет" in shown
    assert "«первое» — не число" in shown
    (_, written) = read(project)["конкурсы"][0]["бюллетени"]
    assert written == {
        "член жюри": "Два Пётр Ильич",
        "номинация": "Наставник года",
        "места": [{"наставник": "sokolova", "место": 2}, {"наставник": "gromova", "место": 1}],
    }
    assert codes(project) == set()


def test_a_ballot_by_marks_and_a_refusal_to_judge_are_asked_for_on_a_terminal(
    tmp_path: Path,
) -> None:
    project = school(tmp_path)
    (project / "mkdocs.yml").write_text("site_name: Школа\n", encoding="utf-8")
    call = ("record", "ballot", "--nomination", "Лучшая пара", "--today", "20.11.2026")
    talk([call], ("1", "голосует", "9", "5", "8", "4", "7", "3"), project)
    talk([call], ("1", "отвод", "Сестра кандидата"), project)
    first, second = read(project)["конкурсы"][0]["бюллетени"]
    assert first["оценки"][0] == {"пара": "p-sokolova", "баллы": {"цель": 9, "польза": 5}}
    assert len(first["оценки"]) == 3
    assert second["отвод"] == "Сестра кандидата"
    assert codes(project) == set()


def test_without_a_terminal_a_ballot_says_what_it_lacks(tmp_path: Path) -> None:
    project = school(tmp_path)
    (project / "mkdocs.yml").write_text("site_name: Школа\n", encoding="utf-8")
    assert "не указано, кто голосует" in record(project, "ballot")
    assert "не указано: --nomination" in record(project, "ballot", "Два")
    nomination = ("ballot", "Два", "--nomination", "Наставник года")
    assert "нужно одно из" in record(project, *nomination)


def test_ballots_are_recorded_at_the_desk(browser: Browser, tmp_path: Path) -> None:
    project = school(tmp_path, places("Один", gromova=1))
    (project / "mkdocs.yml").write_text("site_name: Школа\n", encoding="utf-8")
    with running(project) as desk:
        page = browser.new_page()
        page.goto(desk.address)
        page.get_by_role("link", name="Записать бюллетень").click()
        assert not violations(page)
        page.get_by_role("link", name="Наставник года, 2025/26").click()
        page.get_by_label("Член жюри").select_option(label="Два Пётр Ильич")
        page.get_by_label("Соколова Анна Викторовна").fill("2")
        page.get_by_label("Громова Елена Юрьевна").fill("первое")
        check(page)
        page.get_by_text("«первое» — нужны целые числа").wait_for()
        page.get_by_label("Громова Елена Юрьевна").fill("1")
        assert not violations(page)
        check(page)
        save(page)
        page.goto(f"{desk.root}/choose/ballot")
        page.get_by_role("link", name="Лучшая пара, 2025/26").click()
        page.get_by_label("Член жюри").select_option(label="Один Иван Петрович")
        for box, mark in zip(
            page.get_by_label(re.compile("^(Цель|Польза)")).all(), "958473", strict=True
        ):
            box.fill(mark)
        check(page)
        save(page)
        page.close()
    _, places_given, marks_given = read(project)["конкурсы"][0]["бюллетени"]
    assert places_given["места"] == [
        {"наставник": "sokolova", "место": 2},
        {"наставник": "gromova", "место": 1},
    ]
    assert [row["баллы"] for row in marks_given["оценки"]] == [
        {"цель": 9, "польза": 5},
        {"цель": 8, "польза": 4},
        {"цель": 7, "польза": 3},
    ]
    assert codes(project) == set()
