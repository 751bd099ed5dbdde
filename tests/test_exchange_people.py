"""Lists of people as schools keep them: what is read, what is asked, what is never lost."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.diagnostics import Level
from generator.exchange.columns import MENTEES, MENTORS, BankForm
from generator.exchange.ledger import Outcome
from generator.exchange.reading import read_source
from generator.exchange.tables import UnreadableError
from generator.model.loading import load
from generator.rules.consistency import check
from tests.command import nastavnik, snapshot
from tests.exchange_tables import (
    MENTOR_DEFAULTS,
    ORLOV,
    PAIR,
    SOKOLOVA,
    TODAY,
    Rows,
    carry_out,
    excel,
    fate,
    outcomes,
    plain,
    planned,
    word,
)
from tests.tiny_school import tiny_school

FIXTURES = Path(__file__).parent / "exchange_files"
HEADER = ("№", "ФИО наставника", "Основные компетенции", "Дата вхождения в программу")
NIKITINA: Rows = [HEADER, [1, "Никитина Ольга Петровна", "опыты", date(2025, 9, 1)]]
TAKEN, AMENDED, CONFLICT, IGNORED, FAILED = Outcome


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A school of one mentor, one mentee and their pair."""
    people = {"mentors/sokolova": SOKOLOVA, "mentees/orlov": ORLOV, "pairs/2026-s-o": PAIR}
    return tiny_school(tmp_path / "school", **people)


def mentor(school: Path, id_: str) -> Any:
    return load(school)[0].mentors[id_]


# Forms of tables


TWO_ROWS: Rows = [
    ["Банк наставников на 2026/27 учебный год"],
    ["№ п/п", "Наставник", None, "Компетен-\nции", "Дата включения", "Наставляемый", None],
    [None, "Ф.И.О.", "Место работы", None, None, "Ф.И.О.", "Место работы"],
    [1, 2, 3, 4, 5, 6, 7],
    [1, "Никитина Ольга Петровна", "Лицей № 2", "опыты", date(2025, 9, 1), None, None],
]
TWO_ROW_MERGES = ("A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:G2")


def assert_nikitina(plan: Any) -> None:
    (change,) = plan.changes
    values = {item.key: item.value for item in change.filled}
    assert change.path == "data/mentors/nikitina.yml"
    assert values["ФИО"] == "Никитина Ольга Петровна"
    assert values["место работы"] == "Лицей № 2"
    assert values["основные компетенции"] == ("опыты",)
    assert values["дата вхождения в программу"] == date(2025, 9, 1)
    assert not plan.failed


def test_a_header_of_two_rows_with_merged_cells(school: Path, tmp_path: Path) -> None:
    assert_nikitina(planned(school, excel(tmp_path / "a.xlsx", TWO_ROWS, TWO_ROW_MERGES)))


def test_a_header_of_two_rows_in_plain_text(school: Path, tmp_path: Path) -> None:
    assert_nikitina(planned(school, plain(tmp_path / "a.csv", TWO_ROWS, "cp1251")))


def test_a_header_of_two_rows_in_word(school: Path, tmp_path: Path) -> None:
    rows = [[None if v is None else v for v in row] for row in TWO_ROWS]
    rows[4][4] = "01.09.2025"
    merges = [(1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 2, 3), (1, 4, 2, 4), (1, 5, 1, 6)]
    assert_nikitina(planned(school, word(tmp_path / "a.docx", rows, merges)))


@pytest.mark.parametrize("name", ["list.ods", "list.xls"])
def test_files_of_libreoffice_and_of_old_excel(school: Path, name: str) -> None:
    plan = planned(school, FIXTURES / name)
    assert_nikitina(plan)
    assert bool(plan.remarks) is name.endswith(".xls"), "what .xls hides is told"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_plain_text_of_any_program(
    school: Path, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    rows = [*NIKITINA, [2, "Орехов Пётр Ильич", "Опыты, кружок; олимпиады", "02.09.2025"]]
    plan = planned(school, plain(tmp_path / "a.csv", rows, encoding, delimiter))
    assert [change.title for change in plan.changes] == [
        "Никитина Ольга Петровна",
        "Орехов Пётр Ильич",
    ]
    assert {item.key: item.value for item in plan.changes[1].filled}["основные компетенции"] == (
        "Опыты, кружок",
        "олимпиады",
    )


@pytest.mark.parametrize(
    "header",
    [
        "ФИО",
        "Ф. И. О. наставника",
        "Фамилия, имя, отчество",
        "Наставник",
        "Педагог",
        "ФИO нacтaвникa",
        "наставник\n(ФИО)",
    ],
)
def test_the_column_of_names_by_any_of_its_names(school: Path, tmp_path: Path, header: str) -> None:
    rows = [[HEADER[0], header, *HEADER[2:]], NIKITINA[1]]
    (change,) = planned(school, excel(tmp_path / "a.xlsx", rows)).changes
    assert change.title == "Никитина Ольга Петровна"


def test_a_name_in_three_columns(school: Path, tmp_path: Path) -> None:
    rows = [
        ["Фамилия", "Имя", "Отчество", "Компетенции", "Дата вхождения"],
        ["Никитина", "Ольга", "Петровна", "опыты", date(2025, 9, 1)],
    ]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert [change.title for change in plan.changes] == ["Никитина Ольга Петровна"]
    assert outcomes(plan)["C2"] is TAKEN


def test_a_list_may_lie_on_any_sheet_and_the_other_bank_is_left_alone(
    school: Path, tmp_path: Path
) -> None:
    rows = [
        ["ФИО наставляемого", "Год рождения", "Основной запрос", "Дата вхождения"],
        ["Ким Вера Андреевна", 2002, "Урок", date(2026, 9, 1)],
    ]
    file = excel(tmp_path / "a.xlsx", rows)
    with pytest.raises(UnreadableError, match="это банк наставляемых") as refused:
        planned(school, file, MENTORS)
    assert "import mentees" in refused.value.hint
    assert [c.title for c in planned(school, file, MENTEES).changes] == ["Ким Вера Андреевна"]


# Values


def test_days_are_read_as_days_and_a_month_is_asked_for_its_day(
    school: Path, tmp_path: Path
) -> None:
    told = [date(2025, 9, 1), "01.09.2025", "1 сентября 2025 г.", 45901, "2025-09-01"]
    asked = ["сентябрь 2025", "2025", 2025]
    rows = [HEADER] + [
        [n, f"Никитина {name} Петровна", "опыты", day]
        for n, (day, name) in enumerate(zip([*told, *asked], NAMES, strict=False), 1)
    ]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    days = [
        item.value
        for change in plan.changes
        for item in change.filled
        if item.key == "дата вхождения в программу"
    ]
    assert days == [date(2025, 9, 1)] * len(told)
    for number in range(len(told) + 2, len(rows) + 1):
        assert fate(plan, f"D{number}").outcome is IGNORED
        assert "нужен день" in fate(plan, f"D{number}").note
        assert fate(plan, f"B{number}").outcome is FAILED
        assert "дата вхождения" in fate(plan, f"B{number}").note


NAMES = ("Анна", "Белла", "Вера", "Галина", "Дарья", "Ева", "Жанна", "Зоя")


def test_a_day_shown_as_a_month_has_no_day_of_its_own(school: Path, tmp_path: Path) -> None:
    file = excel(tmp_path / "a.xlsx", NIKITINA, formats={"D2": "mmmm yyyy"})
    plan = planned(school, file)
    assert plan.changes == ()
    assert "сентябрь 2025" in fate(plan, "D2").note
    named_by_month = excel(tmp_path / "b.xlsx", NIKITINA, formats={"D2": "d mmmm yyyy"})
    assert len(planned(school, named_by_month).changes) == 1


def test_a_month_is_enough_for_a_person_whose_day_is_known(school: Path, tmp_path: Path) -> None:
    rows = [HEADER, [1, "Соколова Анна Викторовна", "подготовка к ЕГЭ", "сентябрь 2024"]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert fate(plan, "D2").outcome is TAKEN
    rows[1][3] = "октябрь 2024"
    plan = planned(school, excel(tmp_path / "b.xlsx", rows))
    assert fate(plan, "D2").outcome is CONFLICT
    assert plan.differences[0].written == "09.09.2024"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("НИКИТИНА ОЛЬГА ПЕТРОВНА", "Никитина Ольга Петровна"),
        ("НИКИТИНА Ольга Петровна", "Никитина Ольга Петровна"),
        ("Hикитинa Oльгa Пeтpoвнa", "Никитина Ольга Петровна"),
        ("OPEXOB Пётр Ильич", "Орехов Пётр Ильич"),
        ("Никитина  Ольга\nПетровна", "Никитина Ольга Петровна"),
        ("Алиев Рустам Ахмед оглы", "Алиев Рустам Ахмед оглы"),
        ("Ким Вера", "Ким Вера"),
    ],
)
def test_a_name_is_put_right_and_it_is_told(
    school: Path, tmp_path: Path, written: str, meant: str
) -> None:
    rows = [HEADER, [1, written, "опыты", date(2025, 9, 1)]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert [change.title for change in plan.changes] == [meant]
    assert (fate(plan, "B2").outcome is TAKEN) == (" ".join(written.split()) == meant)


def test_a_post_after_a_name_is_the_post(school: Path, tmp_path: Path) -> None:
    rows = [HEADER, [1, "Никитина Ольга Петровна, учитель химии", "опыты", date(2025, 9, 1)]]
    (change,) = planned(school, excel(tmp_path / "a.xlsx", rows)).changes
    assert {item.key: item.value for item in change.filled}["должность"] == "учитель химии"


@pytest.mark.parametrize("name", ["Никитина О.П.", "Никитина", "Никитина Ольга, Ким Вера"])
def test_a_name_that_is_not_whole_is_an_error_and_not_a_guess(
    school: Path, tmp_path: Path, name: str
) -> None:
    rows = [HEADER, [1, name, "опыты", date(2025, 9, 1)]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert plan.changes == ()
    assert fate(plan, "B2").outcome is FAILED
    assert fate(plan, "D2").outcome is IGNORED


def test_every_column_of_a_wide_list_finds_its_key(school: Path, tmp_path: Path) -> None:
    told = {
        "Должность": "учитель химии",
        "Тип": "наставник-предметник",
        "Сфера": "химия",
        "Предметы": "химия",
        "Стаж": "5 лет",
        "Телефон": 79001234567,
        "Эл. почта": "o@example.ru",
        "Важные достижения": "• грант, 2024\n• статья;\n• доклад",
        "Количество наставляемых": 2,
        "Пол": "жен.",
        "Примечание": "по средам",
    }
    rows = [[*HEADER, *told], [*NIKITINA[1], *told.values()]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows), defaults={})
    carry_out(school, plan)
    person = mentor(school, "nikitina")
    assert (person.post, person.type, person.sphere) == ("учитель химии", "предметник", "химия")
    assert (person.subjects, person.experience, person.capacity) == (("himiya",), 5, 2)
    assert (person.phone, person.email) == ("79001234567", "o@example.ru")
    assert person.achievements == ("грант, 2024", "статья;", "доклад")
    assert (person.gender, person.notes) == ("ж", "по средам")


def test_a_word_out_of_the_dictionary_is_an_error_with_a_hint(school: Path, tmp_path: Path) -> None:
    rows = [[*HEADER, "Предмет"], [*NIKITINA[1], "химия, хмия"]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert plan.changes == ()
    assert "«хмия»" in fate(plan, "E2").note
    assert "«химия»" in fate(plan, "E2").hint


def test_a_formula_without_a_value_is_told_of(school: Path, tmp_path: Path) -> None:
    rows = [[*HEADER, "Стаж"], [*NIKITINA[1], ("=1/0", "#DIV/0!")]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert fate(plan, "E2").outcome is FAILED
    assert "#DIV/0!" in fate(plan, "E2").note
    assert plan.changes == ()


# Rows that are no people


def test_rows_around_people_are_left_out_with_a_reason(school: Path, tmp_path: Path) -> None:
    rows: Rows = [
        ["Приложение 1 к приказу"],
        [],
        HEADER,
        ["2025/26 учебный год"],
        NIKITINA[1],
        [],
        HEADER,
        [2, "Орехов Пётр Ильич", "физика", date(2025, 9, 2)],
        ["Итого", 2],
        ["Список составила Крылова И. В."],
        ["Директор", None, "О. Д. Ремизов"],
    ]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert [c.title for c in plan.changes] == ["Никитина Ольга Петровна", "Орехов Пётр Ильич"]
    assert not plan.failed
    reasons = {place: fate(plan, place).note for place in ("A1", "A4", "B7", "A9", "A10", "C11")}
    assert "над таблицей" in reasons["A1"]
    assert "нет ФИО" in reasons["A4"]
    assert "повтор заголовка" in reasons["B7"]
    assert "итогов" in reasons["A9"]
    assert "под таблицей" in reasons["A10"]
    assert "под таблицей" in reasons["C11"]


def test_a_row_with_facts_but_no_name_is_an_error(school: Path, tmp_path: Path) -> None:
    rows = [HEADER, [1, None, "опыты", date(2025, 9, 1)], NIKITINA[1]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert fate(plan, "C2").outcome is FAILED
    assert fate(plan, "C2").note == "в строке нет ФИО"


def test_a_hidden_row_is_read_and_told_of(school: Path, tmp_path: Path) -> None:
    rows = [*NIKITINA, [2, "Орехов Пётр Ильич", "физика", date(2025, 9, 2)]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows, hidden=[3]))
    assert len(plan.changes) == 2
    assert fate(plan, "B3").outcome is AMENDED
    assert "скрыта" in fate(plan, "B3").note
    assert fate(plan, "B2").outcome is TAKEN


def test_a_name_merged_over_rows_belongs_to_all_of_them(school: Path, tmp_path: Path) -> None:
    rows = [
        ["ФИО наставника", "Компетенции", "Дата вхождения", "ФИО наставляемого"],
        ["Никитина Ольга Петровна", "опыты", date(2025, 9, 1), "Орлов Илья Сергеевич"],
        [None, None, None, "Ким Вера Андреевна"],
    ]
    merges = ["A2:A3", "B2:B3", "C2:C3"]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows, merges))
    assert len(plan.changes) == 1
    assert "нет в банке наставляемых: Ким Вера Андреевна" in fate(plan, "D3").note


# People already in the bank


def test_only_what_is_missing_is_filled_and_the_rest_is_set_side_by_side(
    school: Path, tmp_path: Path
) -> None:
    rows = [
        [*HEADER, "Должность", "Телефон", "Важные достижения"],
        [
            1,
            "соколова анна викторовна",
            "подготовка к ЕГЭ",
            date(2024, 9, 1),
            "Учитель  математики",
            "+7 (000) 1",
            "«Учитель года» 2024",
        ],
    ]
    before = (school / "data/mentors/sokolova.yml").read_text("utf-8")
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    (difference,) = plan.differences
    assert difference.written == "09.09.2024"
    assert difference.span == "data/mentors/sokolova.yml:6:29"
    assert difference.cell.text == "01.09.2024"
    assert str(difference.cell.place) == "Лист1!D2"
    carry_out(school, plan)
    after = (school / "data/mentors/sokolova.yml").read_text("utf-8")
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert added == ["важные достижения: [«Учитель года» 2024]", "телефон: +7 (000) 1"]
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    person = mentor(school, "sokolova")
    assert person.achievements == ("«Учитель года» 2024",)
    assert person.phone == "+7 (000) 1"
    assert f"{person.joined:%d.%m.%Y}" == "09.09.2024"


def test_a_second_import_changes_nothing(school: Path, tmp_path: Path) -> None:
    rows = [
        [*HEADER, "Предметы", "Пол", "Место работы", "Вместимость", "ФИО наставляемого"],
        [*NIKITINA[1], "химия", "ж", "Школа № 5", 2, "Орлов Илья Сергеевич"],
        [
            2,
            "CОКОЛОВА АННА ВИКТОРОВНА",
            "другое",
            "сентябрь 2024",
            "химия",
            "ж",
            "Лицей № 2",
            3,
            "Орлов И. С.",
        ],
    ]
    file = excel(tmp_path / "a.xlsx", rows)
    carry_out(school, planned(school, file))
    once = snapshot(school)
    plan = planned(school, file)
    assert plan.changes == ()
    assert plan.known == ("Никитина Ольга Петровна", "Соколова Анна Викторовна")
    carry_out(school, plan)
    assert snapshot(school) == once


def test_our_school_is_no_other_place_of_work(school: Path, tmp_path: Path) -> None:
    rows = [
        [*HEADER, "Место работы"],
        [*NIKITINA[1], "школа № 5"],
        [2, "Соколова Анна Викторовна", "подготовка к ЕГЭ", None, "Лицей № 2"],
    ]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert "место работы" not in {item.key for item in plan.changes[0].filled}
    assert [d.told if hasattr(d, "told") else d.cell.text for d in plan.differences] == [
        "Лицей № 2"
    ]
    assert "наша школа" in plan.differences[0].written


def test_two_people_of_one_name_in_the_bank_are_not_guessed_between(tmp_path: Path) -> None:
    people = {"mentors/sokolova": SOKOLOVA, "mentors/sokolova-2": SOKOLOVA}
    school = tiny_school(tmp_path / "school", **people)
    rows = [HEADER, [1, "Соколова Анна Викторовна", "опыты", date(2025, 9, 1)]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert plan.changes == ()
    assert "mentors/sokolova-2" in fate(plan, "B2").note


def test_two_rows_that_contradict_each_other_are_an_error(school: Path, tmp_path: Path) -> None:
    rows = [*NIKITINA, [2, "Никитина Ольга Петровна", "опыты", date(2025, 10, 1)]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert plan.changes == ()
    assert fate(plan, "D3").outcome is FAILED
    assert "D2" in fate(plan, "D3").note


def test_all_that_is_wrong_with_a_person_is_told_at_once(school: Path, tmp_path: Path) -> None:
    rows = [[*HEADER, "Стаж"], [1, "Никитина Ольга Петровна", "опыты", "сентябрь 2025", "много"]]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows), defaults={"тип": "предметник"})
    assert "стаж" in fate(plan, "E2").note
    assert "нужен день" in fate(plan, "D2").note
    assert fate(plan, "B2").note == (
        "не хватает: должность, дата вхождения в программу, профессиональная сфера"
    )
    assert fate(plan, "C2").outcome is IGNORED


def test_a_clear_row_makes_up_for_an_unclear_one(school: Path, tmp_path: Path) -> None:
    vague = [2, "Никитина Ольга Петровна", "опыты", "сентябрь 2025"]
    for rows in ([*NIKITINA, vague], [HEADER, vague, NIKITINA[1]]):
        plan = planned(school, excel(tmp_path / "a.xlsx", rows))
        assert len(plan.changes) == 1
        assert not plan.failed
        asked = [fate for fate in plan.fates if fate.code == "И-11"]
        assert [fate.cell.text for fate in asked] == ["сентябрь 2025"]


@pytest.mark.parametrize(
    ("told", "year"),
    [(2002, 2002), ("2002 г.р.", 2002), ("12.03.2002 г. р.", 2002), (date(2002, 3, 12), 2002)],
)
def test_of_a_birthday_only_the_year_is_kept(
    school: Path, tmp_path: Path, told: Any, year: int
) -> None:
    rows = [list(MENTEE_HEADER), [1, "Ким Вера Андреевна", "Урок", date(2026, 9, 1), told]]
    (change,) = planned(school, excel(tmp_path / "a.xlsx", rows), MENTEES).changes
    assert {item.key: item.value for item in change.filled}["год рождения"] == year
    assert "12.03" not in change.rewrite.text


def test_namesakes_get_files_of_their_own(school: Path, tmp_path: Path) -> None:
    rows = [HEADER] + [
        [n, f"Соколова {name} Петровна", "опыты", date(2025, 9, 1)]
        for n, name in enumerate(("Ольга", "Оксана"), 1)
    ]
    carry_out(school, planned(school, excel(tmp_path / "a.xlsx", rows)))
    assert sorted(file.name for file in (school / "data/mentors").iterdir()) == [
        "sokolova-op-2.yml",
        "sokolova-op.yml",
        "sokolova.yml",
    ]


# What the form lacks, and pairs


def test_required_keys_that_the_form_lacks_are_asked_and_never_invented(
    school: Path, tmp_path: Path
) -> None:
    file = excel(tmp_path / "a.xlsx", NIKITINA)
    plan = planned(school, file, defaults={})
    assert plan.changes == ()
    told = fate(plan, "B2")
    assert told.outcome is FAILED
    for key, option in (("должность", "--post"), ("тип", "--type"), ("сфера", "--sphere")):
        assert key in told.note
        assert option in told.hint
    assert len(planned(school, file, defaults=MENTOR_DEFAULTS).changes) == 1


def test_what_a_bank_says_of_pairs_is_held_against_their_records(
    school: Path, tmp_path: Path
) -> None:
    rows = [
        [
            *HEADER,
            "ФИО наставляемого (наставляемых)",
            "Форма наставничества",
            "Дата завершения программы",
            "Результаты программы",
        ],
        [
            1,
            "Соколова Анна Викторовна",
            "подготовка к ЕГЭ",
            "09.09.2024",
            "Орлов Илья Сергеевич",
            "педагог – педагог",
            "май 2027",
            "успех",
        ],
        [*NIKITINA[1], "Орлов Илья Сергеевич; Ким Вера Андреевна", "педагог – педагог", None, None],
    ]
    plan = planned(school, excel(tmp_path / "a.xlsx", rows))
    assert [fate(plan, f"{c}2").outcome for c in "EFGH"] == [TAKEN, TAKEN, TAKEN, CONFLICT]
    assert "data/pairs/2026-s-o.yml" in fate(plan, "H2").note
    assert fate(plan, "E3").outcome is IGNORED
    assert "Ким Вера Андреевна" in fate(plan, "E3").note
    assert "Орлов" not in fate(plan, "E3").note
    assert "new pair" in fate(plan, "F3").hint


@pytest.mark.parametrize(
    "cell",
    [
        "Орлов Илья Сергеевич; Ким Вера Андреевна",
        "Орлов Илья Сергеевич, Ким Вера Андреевна",
        "Орлов Илья Сергеевич\nКим Вера Андреевна",
        "1. Орлов Илья Сергеевич\n2. Ким Вера Андреевна",
        "1) Орлов Илья Сергеевич 2) Ким Вера Андреевна",
        "Орлов Илья Сергеевич и Ким Вера Андреевна",
        "Opлов Илья Сергеевич / Ким Вера Андреевна",
    ],
)
def test_several_mentees_in_one_cell_are_several_people(
    school: Path, tmp_path: Path, cell: str
) -> None:
    rows = [[*HEADER, "ФИО наставляемых"], [*NIKITINA[1], cell]]
    told = fate(planned(school, excel(tmp_path / "a.xlsx", rows)), "E2")
    assert told.outcome is IGNORED
    assert "Ким Вера Андреевна" in told.note
    assert "Орлов" not in told.note


def test_what_is_written_passes_the_check_without_new_errors(school: Path, tmp_path: Path) -> None:
    rows = [
        HEADER,
        [1, "Никитина Ольга Петровна", "=СУММ(1); № 87-о: «#1», да\n- нет", date(2025, 9, 1)],
    ]
    carry_out(school, planned(school, excel(tmp_path / "a.xlsx", rows)))
    registry, problems = load(school)
    assert problems == ()
    found = {p.code for p in check(registry, TODAY) if p.span.path.endswith("nikitina.yml")}
    assert found == {"П-17"}, "a new person still needs a consent, and the check says so"
    text = (school / "data/mentors/nikitina.yml").read_text("utf-8")
    assert "# согласия:" in text


# Every cell is accounted for


WORDS = [
    *("Никитина Ольга Петровна", "Орехов Пётр Ильич", "Соколова Анна Викторовна", "Ким Вера"),
    *(
        "Соколова А. В.",
        "CОКОЛОВА анна викторовна",
        "учитель химии",
        "Итого",
        "Всего",
        "сентябрь 2025",
    ),
    *(
        "01.09.2025",
        "32.13.2025",
        "=1+1",
        "-",
        "да",
        "№",
        "примечание",
        "химия",
        "\n",
        "предметник",
    ),
    *(1, 2, 3, 2003, 45901, 4.5, True, date(2025, 9, 1), ("=1/0", "#DIV/0!")),
    *("ФИО", "ФИО наставника", "ФИО наставляемого", "Дата вхождения", "Компетенции", "Предмет"),
    *("Должность", "Кабинет", "Год рождения", "Основной запрос", "Тип", "Место работы"),
]
CELLS = st.one_of(st.none(), st.sampled_from(WORDS), st.text("Аб в.,;\n-=1", max_size=12))
PERSON = st.tuples(
    st.one_of(st.integers(1, 99), CELLS),
    st.one_of(st.sampled_from(WORDS[:6]), CELLS),
    CELLS,
    st.one_of(st.sampled_from([date(2025, 9, 1), "01.09.2025"]), CELLS),
    CELLS,
)
ANYTHING = st.lists(CELLS, min_size=1, max_size=7)
TABLES = st.lists(st.one_of(PERSON.map(list), ANYTHING), min_size=1, max_size=9)
AREAS = st.sampled_from(["", "A1:C1", "B1:B2", "A2:A4", "B2:D2", "C3:C5", "A6:G6"])


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=TABLES, area=AREAS, proper=st.booleans(), form=st.sampled_from([MENTORS, MENTEES]))
def test_every_cell_that_is_not_empty_has_one_fate(
    tmp_path: Path, rows: list[list[Any]], area: str, proper: bool, form: BankForm
) -> None:
    folder = tmp_path / "school"
    shutil.rmtree(folder, ignore_errors=True)
    people = {"mentors/sokolova": SOKOLOVA, "mentees/orlov": ORLOV, "pairs/2026-s-o": PAIR}
    school = tiny_school(folder, **people)
    if proper:
        rows = [list(HEADER if form is MENTORS else MENTEE_HEADER), *rows]
    file = excel(tmp_path / "a.xlsx", rows, [area] if area else [])
    seen = seen_cells(file)
    try:
        plan = planned(school, file, form)
    except UnreadableError:
        return
    places = [str(fate.cell.place) for fate in plan.fates]
    assert sorted(places) == sorted(seen), "each cell once, none forgotten"
    assert {fate.outcome.level for fate in plan.fates} <= {None, Level.WARNING, Level.ERROR}
    assert all(fate.note for fate in plan.fates)
    if not plan.failed:
        carry_out(school, plan)
        registry, _ = load(school)
        assert {c.title for c in plan.changes} <= {p.full_name for p in registry.people()}
        assert planned(school, file, form).changes == ()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=TABLES, ending=st.sampled_from(["csv", "docx"]))
def test_no_cell_of_plain_text_or_word_is_forgotten(
    tmp_path: Path, rows: list[list[Any]], ending: str
) -> None:
    shutil.rmtree(tmp_path / "school", ignore_errors=True)
    school = tiny_school(tmp_path / "school", **{"mentors/sokolova": SOKOLOVA})
    texts = [
        ["" if v is None else f"{v:%d.%m.%Y}" if isinstance(v, date) else str(v) for v in row]
        for row in [list(HEADER), *rows]
    ]
    write = {"csv": plain, "docx": word}[ending]
    try:
        plan = planned(school, write(tmp_path / f"a.{ending}", texts))
    except UnreadableError:
        return
    filled = {(y, x) for y, row in enumerate(texts, 1) for x, v in enumerate(row, 1) if v.strip()}
    told = [(fate.cell.place.row, fate.cell.place.column) for fate in plan.fates]
    assert sorted(told) == sorted(filled)


MENTEE_HEADER = ("№", "ФИО наставляемого", "Основной запрос", "Дата вхождения", "Год рождения")


def seen_cells(file: Path) -> list[str]:
    """Return the addresses of the filled cells of a file by its bare XML."""
    import re
    import zipfile

    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        shared = re.findall(r"<si>(.*?)</si>", _strings(archive), re.DOTALL)
    found = []
    for at, attributes, inner in re.findall(r'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)', sheet):
        value = re.search(r"<v>(.*?)</v>", inner)
        if value is None:
            continue
        text = value[1]
        if 't="s"' in attributes:
            text = re.sub(r"<[^>]*>", "", shared[int(text)])
        if text.strip():
            found.append(f"Лист1!{at}")
    return found


def _strings(archive: Any) -> str:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return ""
    text: str = archive.read("xl/sharedStrings.xml").decode()
    return text


# Files that are no tables


@pytest.mark.parametrize(
    ("name", "contents", "words"),
    [
        ("a.xlsx", b"", "пуст"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "веб-страница"),
        ("a.xlsx", b"PK\x03\x04 broken", "повреждён"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "старый формат Word"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "повреждён"),
        ("a.jpg", b"\xff\xd8\xff\xe0 picture", "не похож"),
        ("a.rtf", b"{\\rtf1 text}", "RTF"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_what_to_do(
    tmp_path: Path, name: str, contents: bytes, words: str
) -> None:
    file = tmp_path / name
    file.write_bytes(contents)
    with pytest.raises(UnreadableError, match=words) as refused:
        read_source(file)
    assert refused.value.hint


# The command


def test_a_dry_run_shows_the_whole_plan_and_writes_nothing(school: Path, tmp_path: Path) -> None:
    (school / "mkdocs.yml").touch()
    rows = [
        [*HEADER, "Кабинет"],
        [*NIKITINA[1], 12],
        [2, "Соколова Анна Викторовна", "другое", date(2024, 9, 9), None],
    ]
    file = excel(tmp_path / "список.xlsx", rows)
    before = snapshot(school)
    call = ("import", "mentors", file, "--dry-run", "--post", "учитель")
    done = nastavnik(*call, "--type", "предметник", "--sphere", "химия", cwd=school)
    assert done.code == 0, done.text
    assert snapshot(school) == before
    for words in (
        "Новые записи: 1",
        "data/mentors/nikitina.yml — Никитина Ольга Петровна",
        "дата вхождения в программу: 01.09.2025  ← Лист1!D2",
        "должность: учитель  ← --post",
        "в записи:  подготовка к ЕГЭ  (data/mentors/sokolova.yml:5:",
        "в таблице: другое  (Лист1!C3)",
        "список.xlsx: Лист1!E1–E2: предупреждение И-09: не занесено: графы «Кабинет»",
        "ничего не записано",
    ):
        assert words in done.out
    written = nastavnik(
        *(arg for arg in call if arg != "--dry-run"),
        *("--type", "предметник", "--sphere", "химия"),
        cwd=school,
    )
    assert written.code == 0, written.text
    assert (school / "data/mentors/nikitina.yml").is_file()


def test_one_error_keeps_everything_back_unless_a_part_is_asked_for(
    school: Path, tmp_path: Path
) -> None:
    (school / "mkdocs.yml").touch()
    rows = [*NIKITINA, [2, "Орехов П. И.", "физика", date(2025, 9, 2)]]
    file = excel(tmp_path / "a.xlsx", rows)
    options = ("--post", "учитель", "--type", "предметник", "--sphere", "химия")
    before = snapshot(school)
    done = nastavnik("import", "mentors", file, *options, cwd=school)
    assert done.code == 1
    assert "a.xlsx: Лист1!B3: ошибка И-03" in done.out
    assert "--partial" in done.out
    assert snapshot(school) == before
    part = nastavnik("import", "mentors", file, *options, "--partial", cwd=school)
    assert part.code == 1
    assert set(snapshot(school)) - set(before) == {"data/mentors/nikitina.yml"}


def test_wrong_calls_are_refused_in_russian(new_school: Path, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n")
    refused = nastavnik("import", "mentors", picture, cwd=new_school)
    assert refused.code == 1
    assert "a.png: ошибка И-01" in refused.errors
    assert "→" in refused.errors
    missing = nastavnik("import", "mentees", tmp_path / "нет.xlsx", cwd=new_school)
    assert missing.code == 2
    assert missing.errors.strip().splitlines()[-1].startswith("Ошибка: ")
