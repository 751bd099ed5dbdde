"""Rules of control on both sides of their borders; what is set aside; what records prove."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.model.loading import load
from generator.model.registry import Registry
from generator.rules.calendar import months_later, school_days
from generator.rules.consistency import review
from generator.rules.control import rhythm
from generator.rules.pairs import next_meeting
from generator.rules.plan_items import ItemState
from generator.rules.plan_years import plan_items_with_places
from generator.rules.proofs import judge_in
from tests.sound_school import sound_school
from tests.test_publication import FULL, PROCESSING, mentee, mentor
from tests.test_rules import WORKING as PAIR
from tests.tiny_school import SCHOOL, tiny_school

TODAY = date(2026, 11, 20)
FORMS = """\
дней между рабочими встречами: 14
бланки:
  - {вид: знакомство, название: Знакомство, участники: [пара], зачем: Цель, минут не больше: 40}
  - {вид: пробная, название: Пробная, участники: [пара], зачем: Цель, минут не больше: 60}
  - {вид: планирование, название: План, участники: [пара], зачем: Цель, минут не больше: 90}
  - {вид: рабочая, название: Рабочая, участники: [пара], зачем: Цель, минут не меньше: 60}
  - {вид: итоговая, название: Итог, участники: [пара], зачем: Цель, минут не больше: 90}
"""
START = ("знакомство 05.10.2026 35", "пробная 07.10.2026 60", "планирование 12.10.2026 90")
REST = SCHOOL + "    каникулы: [{название: осенние, с: 26.10.2026, по: 04.11.2026}]\n"


def journal(*rows: str) -> str:
    lines = []
    for row in rows:
        kind, day, minutes = row.split()
        lines.append(f"  - {{вид: {kind}, дата: {day}, минут: {minutes}}}\n")
    return "встречи:\n" + "".join(lines) if lines else ""


def school(folder: Path, pair: str = PAIR, **files: str) -> Registry:
    records = {
        "mentors/sokolova": mentor(PROCESSING, FULL),
        "mentees/orlov": mentee(PROCESSING),
        "pairs/p1": pair,
        "meetings": FORMS,
        **files,
    }
    return load(tiny_school(folder, **records))[0]


def codes(registry: Registry, today: date = TODAY) -> set[str]:
    return {problem.code for problem in review(registry, today).problems}


@pytest.mark.parametrize(
    ("kind", "most"), [("знакомство", 40), ("пробная", 60), ("планирование", 90), ("итоговая", 90)]
)
def test_each_kind_has_its_greatest_length(tmp_path: Path, kind: str, most: int) -> None:
    fits = school(tmp_path / "fits", PAIR + journal(f"{kind} 05.10.2026 {most}"))
    over = school(tmp_path / "over", PAIR + journal(f"{kind} 05.10.2026 {most + 1}"))
    assert "В-01" not in codes(fits)
    assert "В-01" in codes(over)


@pytest.mark.parametrize(("today", "late"), [(date(2026, 11, 5), False), (date(2026, 11, 6), True)])
def test_two_weeks_without_a_meeting_but_for_holidays(
    tmp_path: Path, today: date, late: bool
) -> None:
    registry = school(tmp_path, PAIR + journal(*START), school=REST)
    assert ("В-02" in codes(registry, today)) is late


@pytest.mark.parametrize(("day", "late"), [("26.10.2026", False), ("27.10.2026", True)])
def test_a_break_between_meetings_is_told_of(tmp_path: Path, day: str, late: bool) -> None:
    rows = (*START, f"рабочая {day} 60", "рабочая 09.11.2026 60", "рабочая 18.11.2026 60")
    assert ("В-02" in codes(school(tmp_path, PAIR + journal(*rows)))) is late


def test_a_finished_pair_is_not_asked_about_its_breaks(tmp_path: Path) -> None:
    done = "итог: {основание: реализована полностью, дата: 20.11.2026, результаты: Всё}\n"
    assert "В-02" not in codes(school(tmp_path, PAIR + journal(*START) + done))


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (START, False),
        (START[1:], True),
        ((START[0], START[2]), True),
        ((START[0], "рабочая 12.10.2026 60"), True),
        ((*START, "итоговая 19.11.2026 90"), False),
        ((*START, "итоговая 18.11.2026 90", "рабочая 19.11.2026 60"), True),
    ],
)
def test_kinds_of_meetings_keep_their_turn(
    tmp_path: Path, rows: tuple[str, ...], wrong: bool
) -> None:
    assert ("В-03" in codes(school(tmp_path, PAIR + journal(*rows)))) is wrong


def test_a_new_cycle_begins_from_planning(tmp_path: Path) -> None:
    before = PAIR.replace("05.10.2026", "07.10.2025").replace("31.05.2027", "29.05.2026")
    done = "итог: {основание: реализована полностью, дата: 28.05.2026, результаты: Всё}\n"
    again = PAIR + "продолжает пару: p0\n" + journal("планирование 12.10.2026 60")
    registry = school(tmp_path, again, **{"pairs/p0": before + done})
    assert "В-03" not in codes(registry)
    fresh = school(tmp_path / "2", PAIR + "продолжает пару: p0\n", **{"pairs/p0": before + done})
    coming = next_meeting(fresh, fresh.pairs["p1"], TODAY)
    assert coming is not None
    assert coming.kind == "планирование"


@pytest.mark.parametrize(("due", "short"), [("11.11.2026", True), ("12.11.2026", False)])
def test_goals_look_a_month_ahead(tmp_path: Path, due: str, short: bool) -> None:
    goal = f"цели: [{{результат: Тише, срок: {due}, показатель: Замеры}}]"
    pair = PAIR.replace("31.05.2027}", f"31.05.2027, {goal}}}") + journal(*START)
    assert ("В-04" in codes(school(tmp_path, pair))) is short


@pytest.mark.parametrize(("last", "short"), [("06.01.2027", True), ("07.01.2027", False)])
def test_a_complete_programme_took_three_months(tmp_path: Path, last: str, short: bool) -> None:
    rows = ("знакомство 07.10.2026 30", f"рабочая {last} 60")
    done = "итог: {основание: реализована полностью, дата: 20.01.2027, результаты: Всё}\n"
    registry = school(tmp_path, PAIR + journal(*rows) + done)
    assert ("В-05" in codes(registry, date(2027, 2, 1))) is short


@pytest.mark.parametrize(
    ("reason", "ended", "notice", "told"),
    [
        ("по инициативе наставника", "13.11.2026", "10.11.2026", False),
        ("по инициативе наставника", "13.11.2026", "11.11.2026", True),
        ("иной случай", "16.11.2026", "12.11.2026", True),  # a weekend between
        ("иной случай", "17.11.2026", "12.11.2026", False),
        ("по обоюдной инициативе", "06.11.2026", "02.11.2026", False),  # 3, 5, 6 November
        ("по обоюдной инициативе", "06.11.2026", "03.11.2026", True),  # 4 November is a day off
        ("иной случай", "05.05.2027", "29.04.2027", False),  # 30 April, 4 and 5 May
        ("иной случай", "05.05.2027", "30.04.2027", True),  # 1 May, a Saturday, moves to Monday
        ("по инициативе наставляемого", "13.11.2026", "", True),
        ("реализована полностью", "13.11.2026", "", False),
    ],
)
def test_an_early_end_is_told_three_working_days_before(
    tmp_path: Path, reason: str, ended: str, notice: str, told: bool
) -> None:
    said = f", предупреждение: {notice}" if notice else ""
    done = f"итог: {{основание: {reason}, дата: {ended}, результаты: Всё, пояснение: Так{said}}}\n"
    assert ("В-10" in codes(school(tmp_path, PAIR + done))) is told


@pytest.mark.parametrize(("rest", "told"), [("", False), ("12.11.2026", True)])
def test_a_day_of_rest_the_school_wrote_down_is_no_working_day(
    tmp_path: Path, rest: str, told: bool
) -> None:
    said = "результаты: Всё, пояснение: Так, предупреждение: 10.11.2026"
    done = f"итог: {{основание: иной случай, дата: 13.11.2026, {said}}}\n"
    moved = f"    перенесённые выходные: [{rest}]\n" if rest else ""
    assert ("В-10" in codes(school(tmp_path, PAIR + done, school=SCHOOL + moved))) is told


@pytest.mark.parametrize(("ended", "told"), [("28.02.2025", False), ("01.03.2025", True)])
def test_the_notice_is_asked_for_since_the_law_is_in_force(
    tmp_path: Path, ended: str, told: bool
) -> None:
    pair = PAIR.replace("05.10.2026", "07.10.2024").replace("31.05.2027", "30.05.2025")
    done = f"итог: {{основание: иной случай, дата: {ended}, результаты: Всё, пояснение: Так}}\n"
    assert ("В-10" in codes(school(tmp_path, pair + done))) is told


@pytest.mark.parametrize(("today", "late"), [(date(2027, 9, 15), False), (date(2027, 9, 16), True)])
def test_the_list_of_mentees_is_reviewed_every_year(
    tmp_path: Path, today: date, late: bool
) -> None:
    assert ("В-06" in codes(school(tmp_path), today)) is late


def test_a_young_programme_owes_no_review_yet(tmp_path: Path) -> None:
    young = SCHOOL.replace("01.09.2024", "20.11.2025").split("    пересмотр")[0]
    registry = school(tmp_path, school=young)
    assert "В-06" not in codes(registry, date(2026, 11, 20))
    assert "В-06" in codes(registry, date(2026, 11, 21))


@pytest.mark.parametrize(("result", "asked"), [("", True), (", результат: Решили", False)])
def test_letters_say_what_came_of_them(tmp_path: Path, result: str, asked: bool) -> None:
    row = f"встречи: [{{вид: рабочая, дата: 12.10.2026, формат: переписка{result}}}]\n"
    assert ("В-07" in codes(school(tmp_path, PAIR + row))) is asked


def silence(code: str = "П-04", day: str = "20.11.2026") -> str:
    return f"снятые замечания: [{{код: {code}, причина: По просьбе врача, дата: {day}}}]\n"


SHORT = PAIR + journal(*START, "рабочая 16.11.2026 45")


def test_a_remark_set_aside_is_told_no_more_and_stays_listed(tmp_path: Path) -> None:
    found = review(school(tmp_path, SHORT + silence()), TODAY)
    assert "П-04" not in {problem.code for problem in found.problems}
    (item,) = [item for item in found.silenced if item.problem.code == "П-04"]
    assert item.silence.reason == "По просьбе врача"
    assert (item.origin.path, item.problem.span.line) == ("data/pairs/p1.yml", 11)


def test_a_decision_counts_from_its_day(tmp_path: Path) -> None:
    registry = school(tmp_path, SHORT + silence(day="21.11.2026"))
    assert "П-04" in codes(registry)
    assert "П-04" not in codes(registry, date(2026, 11, 21))


def test_a_decision_of_one_pair_does_not_cover_another(tmp_path: Path) -> None:
    second = mentee(PROCESSING, name="Ким Вера Андреевна")
    other = SHORT.replace("[orlov]", "[kim]")
    files = {"mentees/kim": second, "pairs/p2": other}
    found = review(school(tmp_path, SHORT + silence(), **files), TODAY)
    assert [p.span.path for p in found.problems if p.code == "П-04"] == ["data/pairs/p2.yml"]
    everywhere = SCHOOL + "    " + silence()
    whole = review(school(tmp_path / "2", SHORT, school=everywhere, **files), TODAY)
    assert sum(item.problem.code == "П-04" for item in whole.silenced) == 2


@pytest.mark.parametrize("code", ["П-77", "П-05", "П-08"])
def test_a_decision_without_use_is_told_of(tmp_path: Path, code: str) -> None:
    assert "В-08" in codes(school(tmp_path, SHORT + silence(code)))


def test_an_error_cannot_be_set_aside(tmp_path: Path) -> None:
    wrong = SHORT.replace("31.05.2027", "31.05.2026") + silence("П-05")
    assert "П-05" in codes(school(tmp_path, wrong))


def test_days_without_holidays_are_counted(tmp_path: Path) -> None:
    holidays = school(tmp_path, school=REST).school.holidays
    assert school_days(date(2026, 10, 25), date(2026, 11, 4), holidays) == 0
    assert school_days(date(2026, 10, 24), date(2026, 11, 5), holidays) == 2
    assert months_later(date(2027, 11, 30), 3) == date(2028, 2, 29)


def test_rhythm_is_the_average_without_holidays(tmp_path: Path) -> None:
    registry = school(tmp_path, PAIR + journal(*START, "рабочая 09.11.2026 60"), school=REST)
    assert rhythm(registry, registry.pairs["p1"], TODAY) == 8


AWARDED = (
    "# data/awards.yml\nнаграды: [{учебный год: 2026/27, номинация: Лучший, наставник: sokolova}]\n"
)
ANSWERED = (
    "# data/surveys/2025-kachestvo.yml\nучебный год: 2026/27\n"
    "ответы участников: [{роль: наставник, ответы: {польза: 9}}]\n"
)
REGULATED = "# data/acts/2026-polozhenie.yml\nвид: положение\nпары: []\n"


def _item(proof: str, due: str = "ежегодно, октябрь", done: str = "") -> str:
    entered = f", исполнено: [{{дата: {done}}}]" if done else ""
    return (
        "# data/roadmap.yml\nразделы:\n  - номер: '1'\n    название: Раздел\n    задача: Дело\n"
        f"    пункты: [{{номер: '1.1', мероприятие: Дело, срок: '{due}',"
        f" ответственные: [куратор], проверка: {proof}{entered}}}]\n"
    )


@pytest.mark.parametrize(
    ("proof", "pieces", "state"),
    [
        ("пары закреплены приказом", "", ItemState.DONE),
        ("пары закреплены приказом", "# data/pairs/2026-sokolova-orlov.yml\nприказ:\n", None),
        ("программы пар готовы", "", None),
        ("наставники обучены", "", ItemState.DONE),
        ("наставники обучены", "# data/mentors/sokolova.yml\nобучение:\n", None),
        ("банк наставляемых собран", "", ItemState.DONE),
        ("банк наставляемых собран", "# data/mentees/orlov.yml\nсогласия:\n", None),
        ("банк наставников собран", "", ItemState.DONE),
        ("пробные встречи проведены", "", None),
        ("планирование проведено", "", None),
        ("анкета собрана", "", None),
        ("замеры сделаны", "", None),
        ("награды вручены", "", None),
        ("кейсы опубликованы", "", None),
        ("кейсы опубликованы", "# data/cases/tihiy-urok.yml\nопубликован: 10.10.2026\n", "done"),
        ("награды вручены", AWARDED, "done"),
        ("анкета собрана", ANSWERED, "done"),
        ("куратор назначен", "", None),
        (
            "положение действует",
            "# data/acts/2026-polozhenie.yml\nвид: положение\nпары: []\n",
            "done",
        ),
    ],
)
def test_the_records_tell_the_state_of_an_item(
    tmp_path: Path, proof: str, pieces: str, state: ItemState | str | None
) -> None:
    registry = load(sound_school(tmp_path, _item(proof, done="05.10.2026") + pieces))[0]
    (item,) = [i for _, _, i in plan_items_with_places(registry) if i.proof]
    expected = ItemState.OVERDUE if state is None else ItemState.DONE
    assert judge_in(registry, item, TODAY).state is expected


def test_an_annual_item_opens_anew_in_september(tmp_path: Path) -> None:
    registry = load(sound_school(tmp_path, _item("пары закреплены приказом")))[0]
    (item,) = [i for _, _, i in plan_items_with_places(registry) if i.proof]
    assert judge_in(registry, item, date(2027, 8, 31)).state is ItemState.DONE
    assert judge_in(registry, item, date(2027, 9, 1)).state is ItemState.AHEAD
