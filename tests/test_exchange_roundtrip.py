"""What is exported comes back the same, whatever stands in the cells."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.exchange.banks import bank_files, put_files
from generator.exchange.columns import MENTEES, MENTORS
from generator.exchange.values import read_items, write_items
from generator.model.loading import load
from generator.source.handwriting import Hand
from generator.source.slips import mixed_words
from tests.command import snapshot
from tests.exchange_tables import (
    MENTEE_DEFAULTS,
    MENTOR_DEFAULTS,
    TODAY,
    carry_out,
    planned,
)
from tests.tiny_school import tiny_school

SIGNS = "абвгдежз АБВёЁй =+-@–—'\"«»;:,.#№|{}[]()\\/<>&*!?%_•\n\t\u00a0019XVI"
NASTY = (
    "=СУММ(A1:A9)",
    "+7 (000) 555",
    "-1",
    "@имя",
    "'кавычка",
    '"',
    "a\n\n  б\n",
    "• а\n• б",
    "- а\n- б",
    "1. а; 2. б;",
    "ё" * 2000,
    ("длинное слово — " * 130)[:2000],
    "_x0041_",
    "да",
    "0123",
    "12:30",
    "Тема: как #1",
    "Итого",
    "№",
    "ФИО наставника",
    "план: 01.09.2026",
)
TEXTS = (
    st.one_of(st.sampled_from(NASTY), st.text(SIGNS, max_size=60), st.text(SIGNS, max_size=2000))
    .map(str.strip)
    .filter(lambda text: text and not mixed_words(text))
)
SURNAMES = st.sampled_from(["Соколова", "Вяземская-Лунёва", "Ким", "О'Нил", "Семёнова", "Дьяченко"])
GIVEN = st.sampled_from(["Анна", "Ян", "Алёна", "Лев", "Анна-Мария"])
PATRONYMICS = st.sampled_from(["", " Ильинична", " Петрович", " Рашид кызы"])
NAMES = st.builds("{} {}{}".format, SURNAMES, GIVEN, PATRONYMICS)
DAYS = st.dates(date(2018, 1, 1), date(2027, 12, 31))
MENTOR = st.fixed_dictionaries(
    {
        "ФИО": NAMES,
        "место работы": st.one_of(st.none(), TEXTS),
        "основные компетенции": st.lists(TEXTS, min_size=1, max_size=3),
        "важные достижения": st.lists(TEXTS, max_size=3),
        "дата вхождения в программу": DAYS,
    }
)
MENTEE = st.fixed_dictionaries(
    {
        "ФИО": NAMES,
        "год рождения": st.integers(1950, 2008),
        "основной запрос": TEXTS,
        "дата вхождения в программу": DAYS,
    }
)
PEOPLE = st.lists(MENTOR, max_size=4, unique_by=lambda person: person["ФИО"])
LED = st.lists(MENTEE, max_size=4, unique_by=lambda person: person["ФИО"])


def school_of(folder: Path, mentors: list[dict[str, Any]], mentees: list[dict[str, Any]]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    records = {
        f"{kind}/p{number}": Hand().record(person | defaults, 0)
        for kind, people, defaults in (
            ("mentors", mentors, MENTOR_DEFAULTS),
            ("mentees", mentees, MENTEE_DEFAULTS),
        )
        for number, person in enumerate(people)
    }
    return tiny_school(folder, **records)


def told(school: Path) -> dict[str, dict[str, Any]]:
    """Return all that is known of the people of a school."""
    registry, problems = load(school)
    assert problems == ()
    return {
        f"{person.folder} {person.full_name}": person.model_dump(by_alias=True)
        for person in registry.people()
    }


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(mentors=PEOPLE, mentees=LED)
@example(
    mentors=[
        {
            "ФИО": "Соколова Анна",
            "место работы": "=1+1",
            "основные компетенции": list(NASTY),
            "важные достижения": [],
            "дата вхождения в программу": date(2024, 9, 1),
        }
    ],
    mentees=[
        {
            "ФИО": f"Ким {letter.upper()}нна",
            "год рождения": 2000,
            "основной запрос": text.strip(),
            "дата вхождения в программу": date(2024, 9, 1),
        }
        for letter, text in zip("абвгдежзийклмнопрстуфхцчшщ", NASTY, strict=False)
    ],
)
def test_a_bank_exported_and_imported_is_the_same_bank(
    tmp_path: Path, ending: str, mentors: list[dict[str, Any]], mentees: list[dict[str, Any]]
) -> None:
    school = school_of(tmp_path / "school", mentors, mentees)
    registry, _ = load(school)
    put_files(tmp_path / "out", bank_files(registry, TODAY))
    empty = school_of(tmp_path / "empty", [], [])
    for form, people in ((MENTORS, mentors), (MENTEES, mentees)):
        if people:
            file = tmp_path / "out" / f"bank-{form.command}.{ending}"
            plan = planned(empty, file, form)
            assert not plan.failed, [f for f in plan.fates if f.outcome.name == "FAILED"]
            assert plan.differences == ()
            carry_out(empty, plan)
    assert told(empty) == told(school)
    before = snapshot(empty)
    for form, people in ((MENTORS, mentors), (MENTEES, mentees)):
        if people:
            file = tmp_path / "out" / f"bank-{form.command}.{ending}"
            carry_out(empty, planned(empty, file, form, {}))
    assert snapshot(empty) == before


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_the_demonstration_knows_its_own_banks(demo: Path, tmp_path: Path, ending: str) -> None:
    registry, _ = load(demo)
    put_files(tmp_path, bank_files(registry, TODAY))
    for form in (MENTORS, MENTEES):
        plan = planned(demo, tmp_path / f"bank-{form.command}.{ending}", form, {})
        told_of = {fate.outcome.name for fate in plan.fates}
        assert plan.changes == plan.differences == ()
        assert told_of == {"TAKEN"}, [f for f in plan.fates if f.outcome.name != "TAKEN"]


@given(st.lists(TEXTS, max_size=4))
def test_a_list_written_into_a_cell_reads_back(items: list[str]) -> None:
    assert read_items(write_items(items)) == tuple(items)
