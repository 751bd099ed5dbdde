"""Rules on both sides of their borders."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.model.loading import load
from generator.model.pair import MeetingKind
from generator.model.plans import PlanItem
from generator.model.registry import Registry
from generator.rules.consistency import check
from generator.rules.pairs import (
    PairState,
    Paper,
    missing_papers,
    next_meeting,
    state_of,
)
from generator.rules.plan_items import ItemState, judge_item
from tests.test_publication import FULL, PAIR, PROCESSING, mentee, mentor
from tests.tiny_school import SCHOOL, tiny_school

TODAY = date(2026, 11, 20)
WORKING = """\
наставник: sokolova
наставляемые: [orlov]
форма: педагог – педагог
вид: традиционное
модель: новичок – мастер
программа: {начало: 05.10.2026, окончание: 31.05.2027}
"""
FORMS = """\
дней между рабочими встречами: 14
бланки:
  - {вид: рабочая, название: Рабочая, участники: [пара], зачем: Цель, минут не меньше: 60,
     вопросы: [{ключ: что получилось, вопрос: Что получилось?}]}
"""


def school(folder: Path, pair: str = WORKING, **files: str) -> Registry:
    records = {
        "mentors/sokolova": mentor(PROCESSING, FULL),
        "mentees/orlov": mentee(PROCESSING),
        "pairs/p1": pair,
        "meetings": FORMS,
        **files,
    }
    return load(tiny_school(folder, **records))[0]


def item(due: str, done: str = "", **more: str) -> PlanItem:
    fields = {"номер": "1", "мероприятие": "Дело", "срок": due, "ответственные": ["куратор"]}
    completions = [{"дата": done}] if done else []
    return PlanItem.model_validate({**fields, "исполнено": completions, **more})


@pytest.mark.parametrize(
    ("plan_item", "state"),
    [
        (item("октябрь 2026"), ItemState.OVERDUE),
        (item("ноябрь 2026"), ItemState.NOW),
        (item("декабрь 2026"), ItemState.AHEAD),
        (item("19.11.2026"), ItemState.OVERDUE),
        (item("20.11.2026"), ItemState.NOW),
        (item("21.11.2026"), ItemState.AHEAD),
        (item("октябрь 2026", "19.11.2026"), ItemState.DONE),
        (item("октябрь 2026", "21.11.2026"), ItemState.OVERDUE),
        (item("постоянно"), ItemState.CONSTANT),
        (item("ежегодно, октябрь"), ItemState.OVERDUE),
        (item("ежегодно, октябрь", "15.10.2025"), ItemState.OVERDUE),
        (item("ежегодно, октябрь", "01.09.2026"), ItemState.DONE),
        (item("ежегодно, май", "20.05.2026"), ItemState.AHEAD),
        (item("ежегодно"), ItemState.NOW),
        (item("ежегодно, ноябрь – февраль"), ItemState.NOW),
        (item("декабрь 2026", статус="в работе"), ItemState.NOW),
        (item("октябрь 2026", статус="отменено"), ItemState.CANCELLED),
    ],
)
def test_state_of_a_plan_item(plan_item: PlanItem, state: ItemState) -> None:
    assert judge_item(plan_item, TODAY).state is state


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 10, 4), PairState.PLANNED),
        (date(2026, 10, 5), PairState.ACTIVE),
        (date(2027, 5, 31), PairState.ACTIVE),
        (date(2027, 6, 1), PairState.NO_OUTCOME),
    ],
)
def test_state_of_a_pair_without_an_outcome(tmp_path: Path, today: date, state: PairState) -> None:
    assert state_of(school(tmp_path).pairs["p1"], today) is state


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2025, 5, 27), PairState.ACTIVE), (date(2025, 5, 28), PairState.FINISHED)],
)
def test_an_outcome_counts_from_its_day(tmp_path: Path, today: date, state: PairState) -> None:
    assert state_of(school(tmp_path, PAIR).pairs["p1"], today) is state


def test_an_early_end_is_not_a_completion(tmp_path: Path) -> None:
    early = PAIR.replace("реализована полностью", "по инициативе наставляемого")
    assert state_of(school(tmp_path, early).pairs["p1"], TODAY) is PairState.ENDED_EARLY


def _meetings(*rows: str) -> str:
    return WORKING + "встречи:\n" + "".join(f"  - {{{row}}}\n" for row in rows)


FIRST = (
    "вид: знакомство, дата: 05.10.2026, минут: 40",
    "вид: пробная, дата: 12.10.2026, минут: 60",
    "вид: планирование, дата: 19.10.2026, минут: 60",
)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ((), MeetingKind.ACQUAINTANCE),
        (FIRST[:1], MeetingKind.TRIAL),
        (FIRST[:2], MeetingKind.PLANNING),
        (FIRST, MeetingKind.WORKING),
    ],
)
def test_kinds_of_meetings_go_in_their_order(
    tmp_path: Path, rows: tuple[str, ...], kind: MeetingKind
) -> None:
    registry = school(tmp_path, _meetings(*rows) if rows else WORKING)
    coming = next_meeting(registry, registry.pairs["p1"], TODAY)
    assert coming is not None
    assert coming.kind is kind


@pytest.mark.parametrize(("today", "late"), [(date(2026, 11, 2), 0), (date(2026, 11, 3), 1)])
def test_a_working_meeting_is_due_in_two_weeks(tmp_path: Path, today: date, late: int) -> None:
    registry = school(tmp_path, _meetings(*FIRST))
    coming = next_meeting(registry, registry.pairs["p1"], today)
    assert coming is not None
    assert (coming.due, coming.overdue_days) == (date(2026, 11, 2), late)


def test_holidays_are_not_counted_against_a_pair(tmp_path: Path) -> None:
    rest = SCHOOL + "    каникулы: [{название: осенние, с: 26.10.2026, по: 03.11.2026}]\n"
    registry = school(tmp_path, _meetings(*FIRST), school=rest)
    coming = next_meeting(registry, registry.pairs["p1"], TODAY)
    assert coming is not None
    assert coming.due == date(2026, 11, 11)


@pytest.mark.parametrize(
    ("today", "kind"),
    [(date(2027, 5, 16), MeetingKind.WORKING), (date(2027, 5, 17), MeetingKind.FINAL)],
)
def test_the_final_meeting_comes_two_weeks_before_the_end(
    tmp_path: Path, today: date, kind: MeetingKind
) -> None:
    registry = school(tmp_path, _meetings(*FIRST))
    coming = next_meeting(registry, registry.pairs["p1"], today)
    assert coming is not None
    assert coming.kind is kind


def test_a_finished_pair_owes_no_meeting(tmp_path: Path) -> None:
    registry = school(tmp_path, PAIR)
    assert next_meeting(registry, registry.pairs["p1"], TODAY) is None


def test_missing_papers_are_named_with_their_person(tmp_path: Path) -> None:
    registry = school(tmp_path, **{"mentees/orlov": mentee()})
    missing = missing_papers(registry, registry.pairs["p1"], TODAY)
    assert {(m.paper, m.person.id) for m in missing} == {
        (Paper.PROCESSING, "orlov"),
        (Paper.ORDER, "sokolova"),
        (Paper.WRITTEN, "sokolova"),
        (Paper.ADDENDUM, "sokolova"),
    }


def _codes(registry: Registry) -> dict[str, str]:
    return {problem.code: str(problem.span) for problem in check(registry, TODAY)}


def test_a_sound_school_has_nothing_to_say_about_its_finished_pair(tmp_path: Path) -> None:
    assert _codes(school(tmp_path, PAIR)) == {}


@pytest.mark.parametrize(
    ("end", "found"),
    [("31.12.2026", True), ("02.01.2027", False), ("06.10.2027", False), ("07.10.2027", True)],
)
def test_a_plan_lasts_from_three_months_to_a_year(tmp_path: Path, end: str, found: bool) -> None:
    registry = school(tmp_path, WORKING.replace("31.05.2027", end))
    assert ("П-06" in _codes(registry)) is found


@pytest.mark.parametrize(("minutes", "found"), [("59", True), ("60", False)])
def test_a_working_meeting_lasts_an_hour(tmp_path: Path, minutes: str, found: bool) -> None:
    rows = (f"вид: рабочая, дата: 12.10.2026, минут: {minutes}",)
    codes = _codes(school(tmp_path, _meetings(*rows)))
    assert codes.get("П-04") == ("data/pairs/p1.yml:8:45" if found else None)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("вид: рабочая, дата: 21.11.2026, минут: 60", "П-03"),
        ("вид: рабочая, дата: 04.10.2026, минут: 60", "П-03"),
        ("вид: рабочая, дата: 12.10.2026, минут: 60, ответы: {что вышло: Всё}", "П-02"),
        ("вид: рабочая, дата: 12.10.2026", "П-19"),
    ],
)
def test_slips_in_the_journal_are_found(tmp_path: Path, row: str, code: str) -> None:
    assert code in _codes(school(tmp_path, _meetings(row)))


def test_correspondence_has_no_length(tmp_path: Path) -> None:
    row = "вид: рабочая, дата: 12.10.2026, формат: переписка"
    assert "П-19" not in _codes(school(tmp_path, _meetings(row)))


def test_a_dead_link_in_a_text_names_the_nearest_record(tmp_path: Path) -> None:
    text = WORKING + "заметки куратора: Спросить [её](mentors/sokolva)\n"
    problems = check(school(tmp_path, text), TODAY)
    (dead,) = [problem for problem in problems if problem.code == "П-01"]
    assert (dead.span.line, dead.hint) == (7, "возможно, mentors/sokolova")


def test_too_many_mentees_at_once(tmp_path: Path) -> None:
    second = mentee(PROCESSING, name="Ким Вера Андреевна")
    files = {"mentees/kim": second, "pairs/p2": WORKING.replace("orlov", "kim")}
    codes = _codes(school(tmp_path, **files))
    assert codes["П-09"].startswith("data/mentors/sokolova.yml")
