"""Every trap of typing YAML by hand: its line and column, its code, and a hint that works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.diagnostics import Level, Problem, has_errors
from generator.source.document import Document
from generator.source.files import read_folder
from generator.source.line import quoted
from generator.source.slips import mixed_words
from generator.source.yaml_text import parse_yaml
from tests.following import follow


def parse(text: str) -> tuple[Document | None, list[Problem]]:
    return parse_yaml(text, "x.yml")


def data(text: str) -> object:
    document, problems = parse(text)
    assert document is not None, problems
    return document.data


def told(text: str) -> list[str]:
    """Return problems as «код строка:столбец»."""
    return [f"{p.code} {p.span.line}:{p.span.column}" for p in parse(text)[1]]


MENDED = [
    # what is typed, code and place, what is meant
    ("а: 1\nб: 2\nа: 3\n", "С-10 3:1", {"а": "1", "б": "2"}),
    ("а:\n  б: 1\n  в: 2\n  б: 3\n", "С-10 4:3", {"а": {"б": "1", "в": "2"}}),
    ("а: {б: 1}\nв: 2\nв: 3\n", "С-10 3:1", {"а": {"б": "1"}, "в": "2"}),
    ("ФИО: А\nдата\u00a0вхождения: 1\n", "С-08 2:1", {"ФИО": "А", "дата вхождения": "1"}),
    ("ФИО\u00a0: А\n", "С-08 1:1", {"ФИО": "А"}),
    ("долж\u00adность: А\n", "С-08 1:1", {"должность": "А"}),
    ("а:\n  - долж\u200bность: А\n", "С-08 2:5", {"а": [{"должность": "А"}]}),
    ("тип\u200d: А\n", "С-08 1:1", {"тип": "А"}),
    ("место pаботы: А\n", "С-09 1:1", {"место работы": "А"}),
    ("а: {дoлжность: А}\n", "С-09 1:5", {"а": {"должность": "А"}}),
    ("ФИО: Соколова Aнна\n", "С-09 1:15", {"ФИО": "Соколова Анна"}),
    ("а:\n  - Учитель, (Cтарший)\n", "С-09 2:15", {"а": ["Учитель, (Старший)"]}),
    ("а: |\n  Первый.\n  Учитeль.\n", "С-09 3:3", {"а": "Первый.\nУчитель.\n"}),
    ("а: один\n  двa\n", "С-09 2:3", {"а": "один два"}),
    ("а:\n\tб: 1\n", "С-01 2:1", {"а": {"б": "1"}}),
    ("а:\n  -\tб: 1\n", "С-18 2:3", {"а": [{"б": "1"}]}),
    ("а:\n \u00a0б: 1\n", "С-01 2:2", {"а": {"б": "1"}}),
    ("а: 1\n\tб: 2\n", "С-01 2:1", None),
    ("Тема: как: надо\n", "С-14 1:7", {"Тема": "как: надо"}),
    ("а:\n  Тема: как: надо  # примечание\n", "С-14 2:9", {"а": {"Тема": "как: надо"}}),
    ('Тема: он: "надо"\nб: 1\n', "С-14 1:7", {"Тема": 'он: "надо"', "б": "1"}),
    ("Тема: как: надо, д'Артаньян\n", "С-14 1:7", {"Тема": "как: надо, д'Артаньян"}),
    ("Тема: итог:\nб: 1\n", "С-14 1:7", {"Тема": "итог:", "б": "1"}),
    ("а: [тема: как: надо, б]\n", "С-14 1:5", {"а": ["тема: как: надо", "б"]}),
    ("а: {тема: как: надо, б: 1}\n", "С-14 1:11", {"а": {"тема": "как: надо", "б": "1"}}),
    ("а: учитель #1\n", "С-12 1:4", {"а": "учитель #1"}),
    ("а:\n  - учитель #1\n  - б\n", "С-12 2:5", {"а": ["учитель #1", "б"]}),
    ("а: [учитель #1, б]\n", "С-12 1:5", {"а": ["учитель #1", "б"]}),
    ("а: {вид: учитель #1, б: 1}\n", "С-12 1:10", {"а": {"вид": "учитель #1", "б": "1"}}),
    ('а: "учитель" #1\nб: 1\n', "С-12 1:14", {"а": "учитель", "б": "1"}),
    ("а: 'учитель'#1\nб: 1\n", "С-12 1:13", {"а": "учитель", "б": "1"}),
    ("а: [в, #б\n  г]\n", "С-12 1:8", {"а": ["в", "г"]}),
    ("а: [в] #б\n", "С-12 1:8", {"а": ["в"]}),
    ("а: | #б\n  в #г\n  #д\n", "С-12 1:6", {"а": "в #г\n#д\n"}),
    ("а: {в: раз, два, б: 1}\n", "С-26 1:8", {"а": {"в": "раз, два", "б": "1"}}),
    ("а: {б: 1, в: раз, два, три}\n", "С-26 1:14", {"а": {"б": "1", "в": "раз, два, три"}}),
    ("а: {в: раз,\n  два, б: 1}\n", "С-26 1:8", None),
    ("а: {б, в: 1}\n", "С-26 1:5", None),
    ("а: {в: [1], г, б: 2}\n", "С-26 1:13", None),
    ("а: {б, в}\n", "С-26 1:4", None),
    ("а: #5А\nб: 1\n", "С-12 1:4", {"а": "#5А", "б": "1"}),
    ("а: # 5А\nб: 1\n", "С-11 1:4", {"а": "# 5А", "б": "1"}),
    ("а: {{ x }}\n", "С-06 1:4", {"а": "{{ x }}"}),
    ("а: {{ x }} текст\n", "С-06 1:4", {"а": "{{ x }} текст"}),
    ("а: [{{ x }}, б]\n", "С-06 1:5", {"а": ["{{ x }}", "б"]}),
    ("[а]: 1\n", "С-06 1:1", {"[а]": "1"}),
    ("а: *важно*\n", "С-22 1:4", {"а": "*важно*"}),
    ("а: **важно** всем\n", "С-22 1:4", {"а": "**важно** всем"}),
    ("а: *b\n", "С-22 1:4", {"а": "*b"}),
    ("а: [*b, в]\n", "С-22 1:5", {"а": ["*b", "в"]}),
    ("а: &b x\n", "С-22 1:4", {"а": "&b x"}),
    ("а: &важно x\n", "С-22 1:4", {"а": "&важно x"}),
    ("а: ! Внимание\n", "С-22 1:4", {"а": "! Внимание"}),
    ("а: !!str 5\n", "С-22 1:4", {"а": "!!str 5"}),
    ("а: !важно x\n", "С-22 1:4", {"а": "!важно x"}),
    ("а: @школа\n", "С-22 1:4", {"а": "@школа"}),
    ("а: %качества\n", "С-22 1:4", {"а": "%качества"}),
    ("а: `код`\n", "С-22 1:4", {"а": "`код`"}),
    ("а: > 3 уроков\n", "С-22 1:4", {"а": "> 3 уроков"}),
    ("а: >5\nб: 1\n", "С-22 1:4", {"а": ">5", "б": "1"}),
    ("а: |б|\n", "С-22 1:4", {"а": "|б|"}),
    ("а: -\nб: 1\n", "С-22 1:4", {"а": "-", "б": "1"}),
    (
        "ФИО: А\nдолжность:учитель\nтип: б\n",
        "С-13 2:11",
        {"ФИО": "А", "должность": "учитель", "тип": "б"},
    ),
    ("ФИО: А\nдолжность:учитель\n", "С-13 2:11", {"ФИО": "А", "должность": "учитель"}),
    ("должность:учитель\n", "С-13 1:11", {"должность": "учитель"}),
    ("ФИО:\u00a0Соколова\nб: 1\n", "С-13 1:5", {"ФИО": "Соколова", "б": "1"}),
    ("б: 1\nФИО:\u00a0Соколова\n", "С-13 2:5", {"ФИО": "Соколова", "б": "1"}),
    ("а: [{вид:обработка, дата: 1}]\n", "С-13 1:10", {"а": [{"вид": "обработка", "дата": "1"}]}),
    ("а:\n  вид:обработка\n", "С-13 2:7", {"а": {"вид": "обработка"}}),
    ("а:\n  - вид:рабочая\n    дата: 1\n", "С-13 2:9", {"а": [{"вид": "рабочая", "дата": "1"}]}),
    ('а: "Первый\nб: "Второй"\nв: 3\n', "С-15 1:4", {"а": "Первый", "б": "Второй", "в": "3"}),
    ('а: 1\nб: "Первый\nв: 2\n', "С-15 2:4", {"а": "1", "б": "Первый", "в": "2"}),
    ("а: 'Первый\nб: 2\n", "С-15 1:4", {"а": "Первый", "б": "2"}),
    ('а: "Первый\nб: 2\nв: Второй"\n', "С-15 1:4", None),
    ("а: [1, 2\nб: 3\n", "С-15 1:4", {"а": ["1", "2"], "б": "3"}),
    ("а: 1\nб: [1, [2, 3]\n", "С-15 2:4", {"а": "1", "б": ["1", ["2", "3"]]}),
    ("а: {в: 1\nб: 3\n", "С-15 1:4", {"а": {"в": "1"}, "б": "3"}),
    ("а: [1, 2]]\nб: 3\n", "С-15 1:10", {"а": ["1", "2"], "б": "3"}),
    ('а: "Учитель года" — победа\nб: 1\n', "С-15 1:4", {"а": '"Учитель года" — победа', "б": "1"}),
    ("а: [проект] дальше\nб: 1\n", "С-15 1:4", {"а": "[проект] дальше", "б": "1"}),
    ('а: "Школа "Радуга""\nб: 1\n', "С-15 1:4", {"а": 'Школа "Радуга"', "б": "1"}),
    ("а: 'д'Артаньян'\n", "С-15 1:4", {"а": "д'Артаньян"}),
    ('а: "C:\\новая"\n', "С-15 1:4", {"а": "C:\\новая"}),
    ("цель #1: а\nб: 1\n", "С-12 1:1", {"цель #1": "а", "б": "1"}),
    ('"Учитель" года: а\n', "С-22 1:1", {'"Учитель" года': "а"}),
    ("а: - один\n", "С-24 1:4", {"а": ["один"]}),
    ("а: - один\n  - два\n", "С-24 1:4", None),
    ("а: учитель\n   б: 1\nв: 2\n", "С-16 2:4", {"а": "учитель", "б": "1", "в": "2"}),
    ("а:\n  б: 1\n   в: 2\n", "С-16 3:4", {"а": {"б": "1", "в": "2"}}),
    ("а:\n   б: 1\n  в: 2\n", "С-16 3:3", {"а": {"б": "1", "в": "2"}}),
    ("а:\n  - 1\n - 2\n", "С-16 3:2", {"а": ["1", "2"]}),
    ("а:\n  - б: 1\n   в: 2\n", "С-16 3:4", {"а": [{"б": "1", "в": "2"}]}),
    (" а: 1\nб: 2\nв: 3\n", "С-16 1:2", {"а": "1", "б": "2", "в": "3"}),
    ("а: |\n  Первый\n Второй\nб: 1\n", "С-16 3:2", {"а": "Первый\nВторой\n", "б": "1"}),
    ("а:\n  -\u00a0один\n", "С-18 2:3", {"а": ["один"]}),
    ("а:\n  -один\n", "С-18 2:3", {"а": ["один"]}),
    ("а:\n  – один\n", "С-18 2:3", {"а": ["один"]}),
    ("а:\n  • один\n", "С-18 2:3", {"а": ["один"]}),
    ("а: 1\nпросто текст\nб: 2\n", "С-23 2:1", {"а": "1 просто текст", "б": "2"}),
    ("а:\n  - один\n  два\n  - три\n", "С-18 3:3", {"а": ["один", "два", "три"]}),
    ("а:\n  один\n  - два\n", "С-18 2:3", {"а": ["один", "два"]}),
    ("а:\n  * один\n  - два\n", "С-18 2:3", {"а": ["один", "два"]}),
    ("а:\n  {б: 1}\n  - {б: 2}\n", "С-18 2:3", {"а": [{"б": "1"}, {"б": "2"}]}),
    ("а:\n  б: 1\n    в: 2\n  - б: 3\n", "С-18 2:3", {"а": [{"б": "1", "в": "2"}, {"б": "3"}]}),
    ("а\n  - один\n  - два\n", "С-23 1:1", {"а": ["один", "два"]}),
    ("а: 1\nб\n  в: 2\n", "С-23 2:1", {"а": "1", "б": {"в": "2"}}),
    ("ФИО Соколова\nтип: б\n", "С-23 1:1", None),
    ("а:\n  Один.\n\n  Два: три.\nб: 1\n", "С-14 1:1", {"а": "Один.\n\nДва: три.\n", "б": "1"}),
    ("а: |\nОдин.\nб: 1\n", "С-16 2:1", {"а": "Один.\n", "б": "1"}),
    ("а:\nб: 1\n  в: 2\nг: 3\n", "С-16 2:1", {"а": {"б": "1", "в": "2"}, "г": "3"}),
    ("а:\n  б: 1\nв: 2\n  г: 3\n", "С-16 3:1", {"а": {"б": "1", "в": "2", "г": "3"}}),
    ("а: 1\n  б: 2\n  в: 3\n", "С-16 1:4", None),
    ("а: 1\n  - 2\n  - б: 3\n", "С-18 2:3", None),
    ("а:\n  - один\n   - два\n", "С-18 3:4", {"а": ["один", "два"]}),
    ("а: б\x0bв\n", "С-19 1:5", {"а": "б в"}),
    ("а: б\u2028в\n", "С-19 1:5", {"а": "б в"}),
    ("а: б\x00в\n", "С-19 1:5", {"а": "бв"}),
    ("а: 1\n\ufeffб: 2\n", "С-19 2:1", {"а": "1", "б": "2"}),
    ("а: сло\u00adво\n", "С-21 1:7", {"а": "слово"}),
    ("а: 01.09.2026\u200b\n", "С-21 1:14", {"а": "01.09.2026"}),
]


@pytest.mark.parametrize(("text", "place", "meant"), MENDED)
def test_slip_is_told_with_its_place_and_a_fix_that_works(
    text: str, place: str, meant: object
) -> None:
    problems = parse(text)[1]
    assert told(text)[0] == place
    if meant is not None:
        for _ in range(len(problems)):
            problems = parse(text)[1]
            if not problems:
                break
            text = follow(text, problems[0])
        assert data(text) == meant
        assert parse(text)[1] == []


ALL_AT_ONCE = (
    'ФИО: "Соколова\nдолжность:учитель\nTема: как: надо\nдата: 1\nдата: 2\nа: [1, 2\nв: 1\n'
)


def test_slips_after_a_sure_fix_are_told_too() -> None:
    places = ["С-15 1:6", "С-13 2:11", "С-14 3:7", "С-15 6:4", "С-09 3:1", "С-10 5:1"]
    assert sorted(told(ALL_AT_ONCE)) == sorted(places)


REFUSED = [
    ("а: 1\n---\nб: 2\n", ["С-03 2:1"]),
    ("а: 1\n...\n---\nб: 2\n", ["С-03 3:1"]),
    ("- ФИО: Соколова\n  тип: б\n", ["С-02 1:1"]),
    ("[а, б]\n", ["С-02 1:1"]),
    ("# Соколова\nпросто текст\n", ["С-02 2:1"]),
    (": б\n", ["С-20 1:1"]),
    ('"": б\n', ["С-20 1:1"]),
    ("[а]: 1\n{б}: 2\n", ["С-06 1:1", "С-06 2:1"]),
    ("*b : 1\n*c : 2\n", ["С-22 1:1", "С-22 2:1"]),
    ("а: один\n - два\n - три\n", ["С-18 2:2"]),
    ("а:\n  - один\n  -два\n", ["С-18 3:3"]),
    ("а:\n  - один\n    предмет:физика\n", ["С-13 3:13"]),
    ("а:\n\tб: 1\n\tв: 1\n", ["С-01 2:1", "С-01 3:1"]),
    ("а: {вид: обработка дата: 1}\n", ["С-14 1:10"]),
    ("а: \ud800\n", ["С-19 1:4"]),
    ("а: 1\n\x07\n\x0c\n", ["С-19 2:1", "С-19 3:1"]),
    ("а: " + "[" * 5000 + "]" * 5000 + "\n", ["С-07 1:33"]),
    ("а: " + "[" * 5000, ["С-07 1:33"]),
    ("а: " + "{" * 5000, ["С-06 1:4", "С-07 1:33"]),
    ("а: " + "]" * 5000, ["С-22 1:4"]),
    ("".join(f"{' ' * depth}а:\n" for depth in range(300)), ["С-07 31:31"]),
    ("- " * 5000, ["С-07 1:61"]),
    ("а" * 2000 + ": 1\n", ["С-25 1:2001"]),
]


@pytest.mark.parametrize(("text", "places"), REFUSED)
def test_what_cannot_be_read_is_refused_in_its_place(text: str, places: list[str]) -> None:
    document, _ = parse(text)
    assert document is None
    assert told(text) == places


def test_two_records_split_as_advised() -> None:
    text = "а: 1\n---\nб: 2\n"
    first, second = text.split("---\n")
    assert (data(first), data(second)) == ({"а": "1"}, {"б": "2"})


def test_list_at_the_root_mended_as_advised() -> None:
    assert "уберите дефис" in parse("- ФИО: Соколова\n  тип: б\n")[1][0].hint
    assert data("ФИО: Соколова\nтип: б\n") == {"ФИО": "Соколова", "тип": "б"}


def test_list_that_goes_on_below_mended_as_advised() -> None:
    (problem,) = parse("а: - один\n  - два\n")[1]
    assert problem.hint.endswith("пробелов перед дефисом: 2: - один")
    assert data("а:\n  - один\n  - два\n") == {"а": ["один", "два"]}


@pytest.mark.parametrize("line", ["Web-проект", "IT-класс", "10А", "XXI век", "I этап", "ФГОС"])
@pytest.mark.parametrize("form", ["ключ: {}", "- {}", "{}: 1", "ключ: «{}»", "ключ: в {}е"])
def test_latin_beside_russian_is_no_slip(line: str, form: str) -> None:
    assert parse(f"а:\n  {form.format(line)}\n")[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "курс MS Word и Excel",
        "XX–XXI века",
        "II полугодие",
        "класс 7B",
        "SMMщик",
        "VR-очки",
        "https://school.ru/страница",
        "sokolova@school.ru",
        "1С:Предприятие",
        "ДТ «Вектор» (STEM)",
        "5 «А»",
    ],
)
def test_usual_words_pass(text: str) -> None:
    document, problems = parse(f"а: {text}\n")
    assert document
    assert (document.data, problems) == ({"а": text}, [])


AS_TYPED = (
    "no yes on off y n true false 0123 0o17 0x1F 12:30 1:2:3 01.09 1e3 .5 1_000 +7 "
    "2026-09-01 01.09.2026 5% №5 «5» -5 = << 8-900 a#b C# .inf .nan 1,5 да/нет —"
)


@pytest.mark.parametrize("value", AS_TYPED.split())
def test_values_stay_as_typed(value: str) -> None:
    assert data(f"а: {value}\nб: [{value.replace(',', '')}]\n") == {
        "а": value,
        "б": [value.replace(",", "")],
    }
    assert parse(f"а: {value}\n")[1] == []


@pytest.mark.parametrize("value", ["~", "null", "Null", "NULL"])
def test_null_like_is_text_with_a_warning(value: str) -> None:
    document, (problem,) = parse(f"а: {value}\n")
    assert document
    assert document.data == {"а": value}
    assert (problem.code, problem.level) == ("С-17", Level.WARNING)
    assert (problem.span.line, problem.span.column) == (1, 4)


@pytest.mark.parametrize("text", ["а:\n", 'а: ""\n', "а: ' '\n", "а: |\nб: 1\n", "а:   # нет\n"])
def test_nothing_is_none(text: str) -> None:
    document, _ = parse(text)
    assert document
    assert document.data["а"] is None


@pytest.mark.parametrize("text", ["", "\n\n", "# только примечание\n", "---\n", "\ufeff"])
def test_empty_file_is_an_empty_record(text: str) -> None:
    document, problems = parse(text)
    assert document
    assert (document.data, problems) == ({}, [])
    assert str(document.at("а")) == "x.yml:1:1"


def test_block_text_stays_as_it_is() -> None:
    text = "а: |\n  Первый: да.\n    отступ #1\n\n  \tтаб\n  - {{ x }} *y*\nб: >\n  один\n  два\n"
    assert data(text) == {
        "а": "Первый: да.\n  отступ #1\n\n\tтаб\n- {{ x }} *y*\n",
        "б": "один два\n",
    }
    assert parse(text)[1] == []


def test_no_break_spaces_may_stand_in_texts() -> None:
    text = "а: 25\u00a0мая\nб: |\n  \u00a0отступ\n  – тире\n"
    assert data(text) == {"а": "25\u00a0мая", "б": "\u00a0отступ\n– тире\n"}
    assert parse(text)[1] == []


def test_letters_with_combining_signs_are_joined() -> None:
    assert data("должностьи\u0306: Андреи\u0306 Семе\u0308нов\n") == {
        "должностьй": "Андрей Семёнов"
    }


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_do_not_matter(ending: str) -> None:
    text = ending.join(["а: 1", "б:", "  - в: |", "      текст", "  - г: x", "д: как: надо", ""])
    assert told(text) == ["С-14 6:4"]
    document, _ = parse(text.replace("как: надо", "да"))
    assert document
    assert document.data["б"] == [{"в": "текст\n"}, {"г": "x"}]
    assert str(document.at("б", 1, "г")) == "x.yml:5:8"


def test_long_lines_are_read() -> None:
    long = "слово " * 50_000 + "конец"
    assert data(f"а: {long}\n") == {"а": long}
    (problem,) = parse(f"а: {long}: да\n")[1]
    assert (problem.code, problem.span.line) == ("С-25", 1)
    (problem,) = parse(f"а: {long[:3000]}: да\n")[1]
    assert problem.hint == "возьмите в кавычки всё значение"


@pytest.mark.parametrize(
    "text", ["Школа № 5", 'он: "да"', "д'Арк: 'x'", 'C:\\"новая"', "#1", "а\\n"]
)
def test_quoted_text_comes_back(text: str) -> None:
    assert data(f"а: {quoted(text)}\n") == {"а": text}


def test_mixed_words_name_their_letters() -> None:
    assert mixed_words("Coколова Aнна, ФГОС, Web-проект") == [("Coколова", "C, o"), ("Aнна", "A")]


# Files ------------------------------------------------------------------------------------


def files(project: Path, **contents: bytes) -> tuple[list[Document], list[Problem]]:
    for name, raw in contents.items():
        path = project / "data" / name.replace("__", "/").replace("_yml", ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return read_folder(project)


def test_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    (document,), problems = files(tmp_path, x_yml="ФИО: А\n".encode("utf-8-sig"))
    assert (document.data, problems) == ({"ФИО": "А"}, [])
    assert str(document.at("ФИО")) == "data/x.yml:1:6"
    assert str(document.at_key("ФИО")) == "data/x.yml:1:1"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_is_refused(tmp_path: Path, encoding: str) -> None:
    text = "ФИО: Соколова Анна Викторовна\nдолжность: учитель\n"
    documents, (problem,) = files(tmp_path, x_yml=text.encode(encoding))
    assert (documents, problem.code, str(problem.span)) == ([], "Ф-03", "data/x.yml")
    assert "пересохраните файл в UTF-8" in problem.hint
    (document,), problems = files(tmp_path, x_yml=text.encode("utf-8"))
    assert (len(document.data), problems) == (2, [])


def test_cp1251_is_refused_in_its_place(tmp_path: Path) -> None:
    raw = "a: 1\n# é\n".encode() + "б: да\n".encode("cp1251")
    documents, (problem,) = files(tmp_path, x_yml=raw)
    assert (documents, problem.code, str(problem.span)) == ([], "Ф-04", "data/x.yml:3:1")
    assert "Windows-1251" in problem.message
    assert "пересохраните файл в UTF-8" in problem.hint


def test_too_big_and_unreadable_files_are_refused(tmp_path: Path) -> None:
    documents, (problem,) = files(tmp_path, x_yml=b"#" * 2_000_001)
    assert (documents, problem.code) == ([], "Ф-02")


@pytest.mark.parametrize(
    ("name", "code", "level", "hint"),
    [
        ("x.yaml", "Ф-05", Level.ERROR, "переименуйте: x.yml"),
        ("x.YML", "Ф-05", Level.ERROR, "переименуйте: x.yml"),
        ("x.yml.txt", "Ф-05", Level.ERROR, "переименуйте: x.yml"),
        ("x.txt", "Ф-09", Level.WARNING, "если это запись, переименуйте: x.yml"),
        (
            "приказ.docx",
            "Ф-09",
            Level.WARNING,
            "в data лежат только записи .yml; уберите файл из этой папки",
        ),
    ],
)
def test_stray_file_is_told(tmp_path: Path, name: str, code: str, level: Level, hint: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / name).write_text("а: 1\n", encoding="utf-8")
    documents, (problem,) = read_folder(tmp_path)
    assert (documents, problem.code, problem.level, problem.hint) == ([], code, level, hint)
    assert str(problem.span) == f"data/{name}"


def test_hidden_and_foreign_files_are_passed_by(tmp_path: Path) -> None:
    for name in (".git/x.yml", ".x.yml", "Thumbs.db", "mentors/.~lock.x#"):
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text(":\n", encoding="utf-8")
    assert read_folder(tmp_path) == ([], [])
    assert read_folder(tmp_path / "nowhere") == ([], [])


# Properties ---------------------------------------------------------------------------------

VALID = """\
# Соколова
ФИО: Соколова Анна Викторовна
место работы: МБОУ «Школа № 5»          # по умолчанию — наша школа
основные компетенции: [подготовка к ЕГЭ, "проектная: деятельность"]
важные достижения:
  - Победитель регионального конкурса «Учитель года», 2024
  - 'Лауреат'
согласия:
  - {вид: обработка, дата: 28.08.2024}
о себе: |
  Первый абзац.

  Второй: абзац #2.
"""
_SIGNS = "\t\n\r :#-[]{}\"'|>&*!%@`,?~\\.()\u00a0\u00ad\u200b\ufeff\u2028\x00\x85aАё1—«»"


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Valid YAML with a few signs put in, taken out or doubled."""
    text = VALID
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 5)))
        text = text[:start] + draw(st.text(_SIGNS, max_size=4)) + text[end:]
    return text


def _document_or_error(text: str) -> None:
    document, problems = parse(text)
    assert (document is None) == has_errors(problems)
    count = len(re.split(r"\r\n|\r|\n", text))
    assert all(1 <= p.span.line <= count and p.span.column >= 1 for p in problems)


@given(st.text() | st.text(_SIGNS) | st.text(st.characters()))
@example('[а]: 1\n"": 2\n')
@example("\ud800")
def test_any_text_gives_a_document_or_an_error(text: str) -> None:
    _document_or_error(text)


@given(spoilt())
def test_spoilt_yaml_gives_a_document_or_an_error(text: str) -> None:
    _document_or_error(text)


_WORDS = st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=8)
_PHRASES = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)
_TREES = st.recursive(
    _PHRASES,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(_PHRASES, inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


def written(node: object, indent: int = 0) -> str:
    """Write plain data out as YAML by hand."""
    pad = " " * indent
    if isinstance(node, str):
        return f" {node}\n"
    if isinstance(node, list):
        return "\n" + "".join(f"{pad}-{written(item, indent + 2)}" for item in node)
    assert isinstance(node, dict)
    return "\n" + "".join(f"{pad}{key}:{written(item, indent + 2)}" for key, item in node.items())


def leaves(
    node: object, path: tuple[str | int, ...] = ()
) -> list[tuple[tuple[str | int, ...], str]]:
    if isinstance(node, str):
        return [(path, node)]
    items = node.items() if isinstance(node, dict) else enumerate(node)  # type: ignore[arg-type]
    return [leaf for key, item in items for leaf in leaves(item, (*path, key))]


@given(st.dictionaries(_PHRASES, _TREES, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_places_point_at_the_first_letter(tree: dict[str, object], ending: str) -> None:
    text = written(tree).lstrip("\n").replace("\n", ending)
    document, problems = parse(text)
    assert document
    assert problems == []
    assert document.data == tree
    lines = text.split(ending)
    for path, value in leaves(tree):
        span = document.at(*path)
        assert lines[span.line - 1][span.column - 1 :] == value
        if isinstance(path[-1], str):
            key = document.at_key(*path)
            assert lines[key.line - 1][key.column - 1 :].startswith(f"{path[-1]}:")


@given(st.text("абвЯё 1:#[]{}\"'\\,-*&!|>%@`.?«»—", min_size=1))
def test_any_line_in_the_advised_quotes_is_itself(text: str) -> None:
    assume(text.strip())
    assert data(f"а: {quoted(text)}\nб: 1\n") == {"а": text, "б": "1"}
