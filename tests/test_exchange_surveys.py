"""Answers from a form service: matched to questions, checked, and anonymous for good."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.exchange.ledger import Outcome
from generator.exchange.reading import read_source
from generator.exchange.surveys import SurveyPlan, plan_survey
from generator.exchange.tables import UnreadableError
from generator.model.loading import load
from generator.model.monitoring import Role
from generator.source.writing import write
from tests.command import nastavnik, snapshot
from tests.exchange_tables import Rows, excel, fate, plain
from tests.tiny_school import tiny_school

SURVEY = """
    название: Как прошёл год
    учебный год: 2026/27
    вопросы:   # четыре
      - {ключ: польза, вопрос: Насколько полезна программа?, тип: шкала, шкала до: 10}
      - {ключ: цель, вопрос: Достигнута ли цель?, тип: закрытый, варианты: [да, скорее да, нет]}
      - {ключ: помогло, вопрос: Что помогало?, тип: открытый, фактор: сильные стороны}
      - {ключ: мешало, вопрос: Что мешало?, тип: открытый}
"""
HEADER = (
    "Отметка времени",
    "Адрес электронной почты",
    "Ваше имя",
    "Кто вы?",
    "1. Насколько полезна программа? *",
    "Достигнута ли цель",
    "помогло",
)
ANNA = ["01.06.2027 10:15:33", "anna@example.ru", "Анна Соколова", "Наставник", "9", "Скорее да"]
ROWS: Rows = [
    HEADER,
    [*ANNA, "=Встречи; и точка"],
    ["02.06.2027 09:00:00", "ilya@example.ru", "Илья Орлов", "Я наставляемый", 10, "да", None],
]
TAKEN, AMENDED, CONFLICT, IGNORED, FAILED = Outcome


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return tiny_school(tmp_path / "school", **{"surveys/2026-kachestvo": SURVEY})


def planned(school: Path, file: Path, role: Role | None = None) -> SurveyPlan:
    survey = load(school)[0].surveys["2026-kachestvo"]
    return plan_survey(read_source(file), survey, school, role)


def carry_out(school: Path, plan: SurveyPlan) -> None:
    assert plan.change is not None
    write(school, [plan.change.rewrite])


def responses(school: Path) -> list[tuple[str, dict[str, str]]]:
    survey = load(school)[0].surveys["2026-kachestvo"]
    return [(response.role, dict(response.answers)) for response in survey.responses]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_answers_find_their_questions_by_text_or_key(
    school: Path, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"a.{ending}"
    plan = planned(school, excel(file, ROWS) if ending == "xlsx" else plain(file, ROWS))
    assert (plan.added, plan.repeated, plan.failed) == (2, 0, False)
    carry_out(school, plan)
    assert sorted(responses(school)) == [
        ("наставляемый", {"польза": "10", "цель": "да"}),
        ("наставник", {"польза": "9", "цель": "скорее да", "помогло": "=Встречи; и точка"}),
    ]
    text = (school / "data/surveys/2026-kachestvo.yml").read_text("utf-8")
    assert "вопросы:   # четыре" in text


def test_who_and_when_are_never_written(school: Path, tmp_path: Path) -> None:
    plan = planned(school, excel(tmp_path / "a.xlsx", ROWS))
    carry_out(school, plan)
    text = (school / "data/surveys/2026-kachestvo.yml").read_text("utf-8")
    for secret in ("anna@", "ilya@", "Анна", "Илья", "Орлов", "2027", "10:15"):
        assert secret not in text
    assert "анонимна" in fate(plan, "A2").note
    assert {fate(plan, f"{column}2").outcome for column in "ABC"} == {IGNORED}


def test_the_order_of_answers_does_not_tell_when_they_were_given(
    school: Path, tmp_path: Path
) -> None:
    one = planned(school, excel(tmp_path / "a.xlsx", ROWS))
    other = planned(school, excel(tmp_path / "b.xlsx", [ROWS[0], ROWS[2], ROWS[1]]))
    assert one.change is not None
    assert other.change is not None
    assert one.change.rewrite.text == other.change.rewrite.text


def test_an_address_inside_an_answer_is_an_error(school: Path, tmp_path: Path) -> None:
    rows = [HEADER, [*ANNA, "Пишите: anna@example.ru"], [*ANNA, "звоните +7 (900) 123-45-67"]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert plan.change is None
    assert {fate(plan, f"G{row}").outcome for row in (2, 3)} == {FAILED}


def test_a_second_import_adds_nothing_and_a_longer_file_only_what_is_new(
    school: Path, tmp_path: Path
) -> None:
    carry_out(school, planned(school, excel(tmp_path / "a.xlsx", ROWS)))
    before = snapshot(school)
    again = planned(school, excel(tmp_path / "a.xlsx", ROWS))
    assert (again.change, again.added, again.repeated) == (None, 0, 2)
    assert snapshot(school) == before
    new = ["03.06.2027", "x@example.ru", None, "куратор", 7, "нет", "Покой"]
    longer = planned(school, excel(tmp_path / "b.xlsx", [*ROWS, new, new]))
    assert (longer.added, longer.repeated) == (2, 2), "two people may answer the same"
    carry_out(school, longer)
    assert len(responses(school)) == 4
    assert planned(school, tmp_path / "b.xlsx").added == 0


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("E", 11, "вне шкалы"),
        ("E", "много", "вне шкалы"),
        ("F", "почти", "нет среди вариантов"),
        ("D", "родитель", "не роль"),
    ],
)
def test_an_answer_outside_the_choices_is_told_with_its_place(
    school: Path, tmp_path: Path, column: str, value: Any, words: str
) -> None:
    row = [*ANNA, "Встречи"]
    row["ABCDEFG".index(column)] = value
    plan = planned(school, excel(tmp_path / "a.xlsx", [HEADER, row, ROWS[2]]))
    assert fate(plan, f"{column}2").outcome is FAILED
    assert words in fate(plan, f"{column}2").note
    assert fate(plan, f"{column}2").hint
    assert plan.added == 1, "a part may be asked for, and it is the sound row"
    other = next(name for name in "EFG" if name != column)
    assert fate(plan, f"{other}2").outcome is IGNORED


def test_an_unknown_column_is_told_with_the_nearest_question(school: Path, tmp_path: Path) -> None:
    rows = [[*HEADER, "Что мешала?", "Любимый цвет"], [*ANNA, "Встречи", "шум", "синий"]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert plan.added == 1
    assert "«Что мешало?»" in fate(plan, "H1").hint
    assert "Любимый цвет" in fate(plan, "I2").note


def test_every_cell_has_a_fate(school: Path, tmp_path: Path) -> None:
    rows = [["Выгрузка"], [], *ROWS, [None, None, None, "наставник"], ["x", 1]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    filled = sum(value is not None for row in rows for value in row)
    assert len(plan.fates) == len({fate.cell.place for fate in plan.fates}) == filled
    assert all(fate.note for fate in plan.fates)


def test_a_role_is_asked_when_the_table_does_not_tell(school: Path, tmp_path: Path) -> None:
    rows = [["польза", "цель"], [5, "да"]]
    file = excel(tmp_path / "a.xlsx", rows)
    refused = planned(school, file)
    assert refused.change is None
    assert "--role" in fate(refused, "A2").hint
    carry_out(school, planned(school, file, Role.MENTEE))
    assert responses(school) == [("наставляемый", {"польза": "5", "цель": "да"})]


def test_a_question_asked_in_two_sections_is_one_question(school: Path, tmp_path: Path) -> None:
    rows = [["Роль", "Что помогало?", "Что помогало?"], ["наставник", "а", None]]
    rows.append(["наставляемый", None, "б"])
    carry_out(school, planned(school, excel(tmp_path / "a.xlsx", rows)))
    assert [answers for _, answers in responses(school)] == [{"помогло": "а"}, {"помогло": "б"}]


def test_a_table_without_questions_is_refused(school: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="нет вопросов анкеты") as refused:
        planned(school, excel(tmp_path / "a.xlsx", [["Цвет"], ["синий"]]))
    assert "Насколько полезна" in refused.value.hint


def test_the_command_says_that_nobody_is_named(school: Path, tmp_path: Path) -> None:
    (school / "mkdocs.yml").touch()
    file = excel(tmp_path / "ответы.xlsx", ROWS)
    before = snapshot(school)
    dry = nastavnik("import", "survey", "2026-kachestvo", file, "--dry-run", cwd=school)
    assert dry.code == 0, dry.text
    assert "Новых ответов: 2" in dry.out
    assert "анкета анонимна" in dry.out
    assert "ответы.xlsx: Лист1!A1–C3" in dry.out
    assert snapshot(school) == before
    assert nastavnik("import", "survey", "2026-kachestvo", file, cwd=school).code == 0
    assert len(responses(school)) == 2
    unknown = nastavnik("import", "survey", "2025", file, cwd=school)
    assert unknown.code == 2
    assert "2026-kachestvo" in unknown.errors
