"""From files to a registry, or to every problem of every file at its line and column."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from generator.diagnostics import DataError, Level, Problem
from generator.model.links import links_in, replace_links
from generator.model.loading import load
from generator.model.registry import Registry
from tests.tiny_school import PROGRAMME, SCHOOL, tiny_school

MENTOR = """\
ФИО: Соколова Анна Викторовна
должность: учитель химии
тип: предметник
основные компетенции: [уроки с опытами]
профессиональная сфера: точные науки
дата вхождения в программу: 01.09.2024
"""
MENTEE = """\
ФИО: Орлов Илья Сергеевич
должность: учитель химии
год рождения: 1999
категория: молодой специалист
основной запрос: Дисциплина
дата вхождения в программу: 01.09.2024
"""
PAIR = """\
наставник: sokolova
наставляемые: [orlov]
форма: педагог – педагог
вид: традиционное
модель: новичок – мастер
программа:
  начало: 05.10.2026
  окончание: 31.05.2027
  цели:
    - {результат: Ведёт урок, срок: декабрь 2026, показатель: 3 урока, отметка: в работе}
    - результат: Пишет планы
      срок: март – май 2027
      показатель: 5 планов
встречи:
  - вид: рабочая
    дата: 12.10.2026
    минут: 60
  - вид: рабочая
    дата: 26.10.2026
    минут: 60
"""
CASE = """\
название: Тихий урок
пара: p1
уровень: основная школа
темы запроса: [дисциплина на уроке]
кратко: Как стало тише
запрос: Учитель терялся.
что делали: "Вместе с [Анной Викторовной](mentors/sokolova \\"наставницей\\") разбирали уроки."
результат: Стало тише.
показатели:
  - {показатель: Замечаний, было: 9, стало: "2,5", лучше: меньше, как измеряли: по листам}
что не получилось: Не всё.
как повторить: Сядьте рядом.
доказательность: замеры до и после
"""
ACT = """\
вид: приказ о закреплении пар
название: О парах
дата: 01.09.2026
о чём: Закрепляет пары.
пары: [p1]
"""
NEWS = """\
заголовок: Пары начали
дата: 01.10.2026
рубрика: События
кратко: Начали.
текст: Встретились [все](pairs/p1).
наставники: [Соколова Анна Викторовна]
кейсы: [Тихий урок]
акты: [o-parah]
"""
RECORDS = {
    "mentors/sokolova": MENTOR,
    "mentees/orlov": MENTEE,
    "pairs/p1": PAIR,
    "cases/tihiy-urok": CASE,
    "acts/o-parah": ACT,
    "news/2026-10-pary": NEWS,
}


def school(folder: Path, **files: str) -> Registry:
    registry, problems = load(tiny_school(folder, **{**RECORDS, **files}))
    assert problems == ()
    return registry


def problems_of(folder: Path, **files: str) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        load(tiny_school(folder, **{**RECORDS, **files}))
    return caught.value.problems


def told(folder: Path, **files: str) -> list[tuple[str, str, str, str]]:
    """Return problems as place without «data/», code, message, hint."""
    return [
        (str(p.span).removeprefix("data/"), p.code, p.message, p.hint)
        for p in problems_of(folder, **files)
    ]


def told_of_pair(folder: Path, old: str, new: str) -> list[tuple[str, str, str, str]]:
    assert old in PAIR
    return told(folder, **{"pairs/p1": PAIR.replace(old, new, 1)})


# What is right loads --------------------------------------------------------------------------


def test_the_school_loads(tmp_path: Path) -> None:
    registry = school(tmp_path)
    assert [entity.key for entity in registry.entities()] == [
        "school/school",
        "programme/programme",
        "meetings/meetings",
        "mentors/sokolova",
        "mentees/orlov",
        "pairs/p1",
        "cases/tihiy-urok",
        "acts/o-parah",
        "news/2026-10-pary",
    ]
    pair = registry.pairs["p1"]
    assert pair.form == "pedagog-pedagog"
    assert str(pair.at("встречи", 1, "дата")) == "data/pairs/p1.yml:19:11"
    assert str(pair.at("встречи", 1, "тема")) == "data/pairs/p1.yml:18:5"
    assert str(pair.at("итог")) == "data/pairs/p1.yml:1:1"
    with pytest.raises(ValueError, match="frozen"):
        pair.kind = "другой"  # type: ignore[misc]


def test_a_key_without_a_value_means_no_key(tmp_path: Path) -> None:
    text = MENTOR + 'телефон:\nпочта: ""\nместо работы: \n'
    mentor = school(tmp_path, **{"mentors/sokolova": text}).mentors["sokolova"]
    assert (mentor.phone, mentor.email, mentor.workplace) == (None, None, None)


@pytest.mark.parametrize(
    "name",
    [
        "sokolova",
        "Соколова Анна Викторовна",
        "соколова анна викторовна",
        "СОКОЛОВА  АННА ВИКТОРОВНА",
        "Соколова\u00a0Анна\u00a0Викторовна",
    ],
)
def test_reference_by_name_or_id(tmp_path: Path, name: str) -> None:
    registry = school(tmp_path, **{"pairs/p1": PAIR.replace("sokolova", name)})
    assert registry.pairs["p1"].mentor == "sokolova"


def test_reference_with_e_and_yo(tmp_path: Path) -> None:
    files = {
        "mentees/orlov": MENTEE.replace("Орлов Илья", "Орлёв Пётр"),
        "pairs/p1": PAIR.replace("[orlov]", "[орлев петр сергеевич]"),
    }
    assert school(tmp_path, **files).pairs["p1"].mentees == ("orlov",)


@pytest.mark.parametrize(
    "form", ["педагог – педагог", "педагог - педагог", "Педагог—педагог", "pedagog-pedagog"]
)
def test_names_of_the_programme_with_any_dash(tmp_path: Path, form: str) -> None:
    registry = school(tmp_path, **{"pairs/p1": PAIR.replace("педагог – педагог", form)})
    assert registry.pairs["p1"].form == "pedagog-pedagog"


# Keys ------------------------------------------------------------------------------------------


def test_missing_key(tmp_path: Path) -> None:
    text = "# Соколова\n" + MENTOR.replace("тип: предметник\n", "")
    assert told(tmp_path, **{"mentors/sokolova": text}) == [
        ("mentors/sokolova.yml:2:1", "К-01", "не хватает ключа «тип»", "добавьте строку «тип: …»")
    ]


def test_missing_key_of_a_nested_record(tmp_path: Path) -> None:
    assert told_of_pair(tmp_path, "    дата: 26.10.2026\n", "") == [
        ("pairs/p1.yml:18:5", "К-01", "не хватает ключа «дата»", "добавьте строку «дата: …»")
    ]
    assert told_of_pair(tmp_path, "срок: декабрь 2026, ", "") == [
        ("pairs/p1.yml:10:7", "К-01", "не хватает ключа «срок»", "добавьте строку «срок: …»")
    ]


def test_misspelt_key_is_told_from_both_sides(tmp_path: Path) -> None:
    text = MENTOR.replace("должность", "дольжность")
    missing = "не хватает ключа «должность»"
    assert told(tmp_path, **{"mentors/sokolova": text}) == [
        ("mentors/sokolova.yml:1:1", "К-01", missing, "похоже, он записан как «дольжность»"),
        (
            "mentors/sokolova.yml:2:1",
            "К-02",
            "неизвестный ключ «дольжность»",
            "возможно, «должность»",
        ),
    ]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("Телефон", "возможно, «телефон»"),
        ("стаж", "возможно, «педагогический стаж»"),
        ("достижения", "возможно, «важные достижения»"),
        ("тип 2", "он похож на «тип», но такой ключ уже есть; лишний уберите"),
        ("дата рождения", "известные ключи: пол, склонение, "),
        ("файл", "его место внутри «фото»: проверьте отступ"),
        ("О себе пишет так, что видно и человека", "известные ключи: пол, склонение, "),
        (
            "Про урок скажу, что главное в нём одно — внимание",
            "если это текст, возьмите его в кавычки",
        ),
    ],
)
def test_unknown_key(tmp_path: Path, key: str, hint: str) -> None:
    ((place, code, message, advice),) = told(
        tmp_path, **{"mentors/sokolova": f"{MENTOR}{key}: 1\n"}
    )
    assert (place, code, message) == (
        "mentors/sokolova.yml:7:1",
        "К-02",
        f"неизвестный ключ «{key}»",
    )
    assert advice.startswith(hint)


@pytest.mark.parametrize(
    "typed", ["Разобрать урок:", "заметка: ''", "фото: {файл: a.jpg, описание: а, размер: }"]
)
def test_unknown_key_without_a_value_is_not_lost(tmp_path: Path, typed: str) -> None:
    ((place, code, message, _),) = told(tmp_path, **{"mentors/sokolova": f"{MENTOR}{typed}\n"})
    assert place.startswith("mentors/sokolova.yml:7:")
    assert code == "К-02"
    assert "неизвестный ключ" in message


def test_key_in_latin_letters(tmp_path: Path) -> None:
    text = SCHOOL + "    каникулы: [{название: Осень, c: 01.11.2026, по: 08.11.2026}]\n"
    latin = "ключ «c» набран латинскими буквами"
    missing = "не хватает ключа «с»"
    assert told(tmp_path, school=text)[0][2] == missing
    ((_, code, message, hint),) = told(tmp_path, school=text)[1:]
    assert (code, message, hint) == ("К-02", latin, "наберите русскими: с")


def test_key_in_another_record(tmp_path: Path) -> None:
    inside = "его место внутри «программа»: проверьте отступ"
    assert told_of_pair(tmp_path, "  цели:\n", "цели:\n") == [
        ("pairs/p1.yml:9:1", "К-02", "неизвестный ключ «цели»", inside)
    ]
    above = "его место на верхнем уровне записи: проверьте отступ"
    assert told_of_pair(tmp_path, "встречи:\n", "  встречи:\n") == [
        ("pairs/p1.yml:14:3", "К-02", "неизвестный ключ «встречи»", above)
    ]
    slid = "\n".join(PAIR.splitlines()[:8]).replace("  окончание", "окончание")
    lost = "он стоит не на своём месте в строке 8: проверьте отступ"
    assert told(tmp_path, **{"pairs/p1": slid}) == [
        ("pairs/p1.yml:7:3", "К-01", "не хватает ключа «окончание»", lost),
        ("pairs/p1.yml:8:1", "К-02", "неизвестный ключ «окончание»", inside),
    ]


@pytest.mark.parametrize("empty", ["тип:", "тип: ''", "тип:   "])
def test_required_key_without_a_value(tmp_path: Path, empty: str) -> None:
    text = MENTOR.replace("тип: предметник", empty)
    assert told(tmp_path, **{"mentors/sokolova": text}) == [
        ("mentors/sokolova.yml:3:1", "К-01", "у ключа «тип» нет значения", "заполните его")
    ]


@pytest.mark.parametrize("text", ["", "# скоро\n", "---\n"])
def test_empty_file_is_told_once(tmp_path: Path, text: str) -> None:
    ((place, code, message, hint),) = told(tmp_path, **{"mentees/novikova": text})
    assert (place, code, message) == ("mentees/novikova.yml:1:1", "К-08", "файл пуст")
    assert hint == (
        "заполните его или удалите; нужны ключи: ФИО, должность, дата вхождения в программу, "
        "год рождения, категория, основной запрос"
    )


# Types -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "place", "code", "message", "hint"),
    [
        (
            "[orlov]",
            "orlov",
            "2:15",
            "К-03",
            "в «наставляемые» ожидается список",
            "напишите в скобках: [orlov]",
        ),
        (
            "[orlov]",
            "Орлов: Илья",
            "2:15",
            "С-14",
            "в значении есть двоеточие с пробелом",
            'возьмите в кавычки: "Орлов: Илья"',
        ),
        (
            "[orlov]",
            '"Орлов: Илья"',
            "2:15",
            "К-03",
            "в «наставляемые» ожидается список",
            'напишите в скобках: ["Орлов: Илья"]',
        ),
        (
            "[orlov]",
            "{orlov: }",
            "2:15",
            "К-03",
            "в «наставляемые» ожидается список",
            "напишите в квадратных скобках: [orlov]",
        ),
        (
            "[orlov]",
            "[]",
            "2:15",
            "К-06",
            "список «наставляемые» пуст",
            "добавьте хотя бы одно",
        ),
        (
            "наставник: sokolova",
            "наставник: [sokolova]",
            "1:12",
            "З-01",
            "ожидается ссылка на запись, а найден список",
            "уберите дефис или скобки: sokolova",
        ),
        (
            "наставник: sokolova",
            "наставник:\n  - sokolova",
            "2:3",
            "З-01",
            "ожидается ссылка на запись, а найден список",
            "уберите дефис или скобки: sokolova",
        ),
        (
            "показатель: 5 планов",
            "показатель: {5 планов: да}",
            "13:19",
            "З-01",
            "ожидается текст, а найден набор ключей",
            'если это одно значение, возьмите его в кавычки: "5 планов: да"',
        ),
        (
            "  - вид: рабочая\n    дата: 12.10.2026\n    минут: 60\n",
            "  - рабочая\n",
            "15:5",
            "К-04",
            "в «встречи» ожидается набор ключей, а найдено «рабочая»",
            (
                "ключи: вид, дата, минут, формат, участники, тема, ответы, результат, "
                "к следующей встрече"
            ),
        ),
        (
            "  - вид: рабочая\n    дата: 12.10.2026\n    минут: 60\n",
            "  - вид:рабочая\n",
            "15:5",
            "К-04",
            "в «встречи» ожидается набор ключей, а найдено «вид:рабочая»",
            "поставьте пробел после двоеточия: вид: рабочая",
        ),
        (
            "  - вид: рабочая\n    дата: 12.10.2026\n    минут: 60\n",
            "  -\n",
            "15:4",
            "К-01",
            "в «встречи» пустой пункт",
            "заполните его или удалите вместе с дефисом",
        ),
        (
            "  - вид: рабочая\n    дата: 12.10.2026\n    минут: 60\n",
            "  - [рабочая]\n",
            "15:5",
            "К-04",
            "в «встречи» ожидается набор ключей, а найден список",
            "уберите дефис",
        ),
        (
            "    минут: 60\n  - вид",
            "    ответы: всё хорошо\n  - вид",
            "17:13",
            "К-04",
            "в «ответы» ожидается набор ключей, а найдено «всё хорошо»",
            "напишите «ключ: значение»",
        ),
        (
            "дата: 26.10.2026",
            "дата: 26.13.2026",
            "19:11",
            "З-02",
            "даты 26.13.2026 нет в календаре",
            "проверьте день и месяц",
        ),
        (
            "минут: 60\n  - вид",
            "минут: час\n  - вид",
            "17:12",
            "З-04",
            "«час» — не число",
            "напишите число цифрами, например 12 или 4,5",
        ),
        (
            "срок: март – май 2027",
            "срок: весна",
            "12:13",
            "З-07",
            "срок «весна» не понят",
            "напишите так: октябрь 2026; март – май 2027; 05.10.2026; ежегодно, май; постоянно",
        ),
        (
            "отметка: в работе",
            "отметка: в роботе",
            "10:81",
            "К-05",
            "«в роботе» в «отметка» не подходит",
            "возможно, «в работе»",
        ),
        (
            "отметка: в работе",
            "отметка: ура",
            "10:81",
            "К-05",
            "«ура» в «отметка» не подходит",
            "напишите одно из: запланировано; в работе; частично; выполнено; снято",
        ),
        (
            "отметка: в работе",
            "отметка: в\u00a0работе",
            "10:81",
            "К-05",
            "в «в\u00a0работе» неразрывный пробел вместо обычного",
            "наберите заново: в работе",
        ),
        (
            "отметка: в работе",
            "отметка: [в работе]",
            "10:81",
            "К-05",
            "в «отметка» ожидается одно значение, а найден список",
            "уберите дефис или скобки: в работе",
        ),
    ],
)
def test_wrong_value(
    tmp_path: Path, old: str, new: str, place: str, code: str, message: str, hint: str
) -> None:
    found = told_of_pair(tmp_path, old, new)
    own = [problem for problem in found if problem[0].startswith("pairs/p1")]
    assert own == [(f"pairs/p1.yml:{place}", code, message, hint)]


def test_limits_and_patterns(tmp_path: Path) -> None:
    outcome = (
        "итог: {основание: иной случай, дата: 01.06.2027, результаты: да, близость к цели: 11}\n"
    )
    assert told(tmp_path, **{"pairs/p1": PAIR + outcome}) == [
        ("pairs/p1.yml:21:83", "З-04", "11 больше 10", "не больше 10")
    ]
    study = """\
    название: Влияние
    учебный год: 2026/27
    параметры: [{ключ: а, параметр: Выгорание, единица: балл, лучше: выше}]
    """
    ((_, code, message, hint),) = told(tmp_path, **{"pairs/p1": PAIR, "impact/i1": study})
    assert (code, message, hint) == (
        "К-05",
        "«выше» здесь не подходит",
        "напишите так: больше или меньше",
    )


# References ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("sokolowa", "возможно: Соколова Анна Викторовна (sokolova)"),
        ("Соколова Анна Николаевна", "возможно: Соколова Анна Викторовна (sokolova)"),
        ("Соколова", "возможно: Соколова Анна Викторовна (sokolova)"),
        ("Соколова А. В.", "возможно: Соколова Анна Викторовна (sokolova)"),
        ("Анна Викторовна Соколова", "возможно: Соколова Анна Викторовна (sokolova)"),
        ("sоkolova", "в слове русские буквы, наберите латиницей: sokolova"),
        ("sokolova.yml", "напишите имя файла без папки и .yml: sokolova"),
        ("mentors/sokolova", "напишите имя файла без папки и .yml: sokolova"),
        ("orlov", "это наставляемый: data/mentees/orlov.yml"),
        ("Орлов Илья Сергеевич", "это наставляемый: data/mentees/orlov.yml"),
        ("Щукин", "укажите имя файла или ФИО; если записи нет, заведите её в data/mentors"),
    ],
)
def test_broken_reference(tmp_path: Path, text: str, hint: str) -> None:
    assert told_of_pair(tmp_path, "наставник: sokolova", f"наставник: {text}") == [
        ("pairs/p1.yml:1:12", "Н-01", f"нет наставника «{text}»", hint)
    ]


def test_candidates_are_ordered_by_likeness(tmp_path: Path) -> None:
    others = ["Соколов Антон Павлович", "Соколова Инна Викторовна", "Кузнецова Ольга Петровна"]
    files = {
        f"mentors/m{n}": MENTOR.replace("Соколова Анна Викторовна", name)
        for n, name in enumerate(others)
    }
    files["pairs/p1"] = PAIR.replace("sokolova", "Соколова Нина Викторовна")
    ((_, _, _, hint),) = told(tmp_path, **files)
    assert hint == ("возможно: Соколова Инна Викторовна (m1); Соколова Анна Викторовна (sokolova)")


def test_broken_reference_to_the_programme(tmp_path: Path) -> None:
    assert told_of_pair(tmp_path, "вид: традиционное", "вид: обычное") == [
        ("pairs/p1.yml:4:6", "Н-01", "нет вида наставничества «обычное»", "известны: традиционное")
    ]
    terms = "".join(f"{{код: k{n}, название: предмет {n}}}, " for n in range(11))
    programme = PROGRAMME.replace("предметы: [", f"предметы: [{terms}")
    mentor = MENTOR + "предметы: [латынь]\n"
    hint = "проверьте написание или допишите «предметы» в data/programme.yml"
    assert told(
        tmp_path, **{"programme": programme, "mentors/sokolova": mentor, "pairs/p1": PAIR}
    ) == [("mentors/sokolova.yml:7:12", "Н-01", "нет предмета «латынь»", hint)]


def test_two_mentors_of_one_name(tmp_path: Path) -> None:
    files = {
        "mentors/sokolova-2": MENTOR,
        "pairs/p1": PAIR.replace("sokolova", "Соколова Анна Викторовна"),
    }
    message = "«Соколова Анна Викторовна» — так названы несколько: sokolova, sokolova-2"
    hint = "укажите имя файла: sokolova или sokolova-2"
    found = told(tmp_path, **files)
    assert ("pairs/p1.yml:1:12", "Н-02", message, hint) in found
    assert ("news/2026-10-pary.yml:6:14", "Н-02", message, hint) in found
    assert len(found) == 2


def test_two_terms_of_one_name(tmp_path: Path) -> None:
    programme = PROGRAMME.replace("виды: [", "виды: [{код: obychnoe, название: Традиционное}, ")
    ((_, code, _, hint),) = told(tmp_path, programme=programme)
    assert (code, hint) == ("Н-02", "укажите код: obychnoe или tradicionnoe")


def test_names_of_unread_files_are_not_called_broken(tmp_path: Path) -> None:
    files = {
        "mentors/sokolova": MENTOR.replace("тип: п", "тип:п"),
        "programme": PROGRAMME.replace("название: Программа", "название: [Программа"),
        "pairs/p1": PAIR.replace("sokolova", "Соколова Анна Викторовна").replace(
            "[orlov]", "[orlow]"
        ),
    }
    assert [(place, code) for place, code, _, _ in told(tmp_path, **files)] == [
        ("mentors/sokolova.yml:3:5", "С-13"),
        ("pairs/p1.yml:2:16", "Н-01"),
        ("programme.yml:1:11", "С-15"),
    ]


# Files -----------------------------------------------------------------------------------------


def test_all_problems_of_all_files_at_once(tmp_path: Path) -> None:
    files = {
        "mentors/sokolova": MENTOR.replace("01.09.2024", "скоро").replace(
            "предметник", "предметник #1"
        ),
        "mentees/orlov": MENTEE.replace("1999", "99 год").replace("молодой", "молодый")
        + "стаж: 1\n",
        "pairs/p1": PAIR.replace("[orlov]", "[orlow, petrov]").replace("26.10", "26.1O"),
        "school": SCHOOL.replace("2026/27", "2026/28"),
        "extra/x": "а: 1\n",
    }
    found = [(place, code) for place, code, _, _ in told(tmp_path, **files)]
    assert found == [
        ("extra/x.yml", "Ф-06"),
        ("mentees/orlov.yml:3:15", "З-04"),
        ("mentees/orlov.yml:4:12", "К-05"),
        ("mentees/orlov.yml:7:1", "К-02"),
        ("mentors/sokolova.yml:3:6", "С-12"),
        ("pairs/p1.yml:2:16", "Н-01"),
        ("pairs/p1.yml:2:23", "Н-01"),
        ("pairs/p1.yml:19:11", "З-02"),
        ("school.yml:4:22", "З-08"),
    ]


@pytest.mark.parametrize(
    ("place", "message", "hint"),
    [
        ("mentor/x", "папка mentor здесь не ожидается", "возможно, mentors"),
        ("Mentors/x", "папка Mentors здесь не ожидается", "возможно, mentors"),
        (
            "mentors/2026/x",
            "папка mentors/2026 здесь не ожидается",
            "перенесите файл в data/mentors",
        ),
        ("school/school", "папка school здесь не ожидается", "перенесите его: data/school.yml"),
        (
            "mentors",
            "файл mentors здесь не ожидается",
            "записи лежат по одной в папке data/mentors",
        ),
        ("shcool", "файл shcool здесь не ожидается", "возможно, school"),
        (
            "разное/x",
            "папка разное здесь не ожидается",
            "известны: mentors, mentees, pairs, cases, acts, news, surveys, impact",
        ),
    ],
)
def test_file_in_an_unknown_place(tmp_path: Path, place: str, message: str, hint: str) -> None:
    found = told(tmp_path, **{place: "а: 1\n"})
    assert found == [(f"{place}.yml", "Ф-06", message, hint)]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Vetrova", "напишите так: vetrova.yml"),
        ("sokolova_2", "напишите так: sokolova-2.yml"),
        ("sokolova (1)", "напишите так: sokolova-1.yml"),
        ("соколова", "годятся строчные латинские буквы, цифры и дефис: sokolova-2.yml"),
        ("sоva", "напишите так: sova.yml"),
    ],
)
def test_bad_file_name(tmp_path: Path, name: str, hint: str) -> None:
    text = MENTOR.replace("Соколова Анна", "Ветрова Яна")
    message = f"имя файла «{name}» не годится для адреса"
    assert told(tmp_path, **{f"mentors/{name}": text}) == [
        (f"mentors/{name}.yml", "Ф-07", message, hint)
    ]
    good = re.sub(".*: |.yml", "", hint)
    (tmp_path / f"data/mentors/{name}.yml").rename(tmp_path / f"data/mentors/{good}.yml")
    load(tmp_path)


@pytest.mark.parametrize("name", ["sokolova.yaml", "sokolova.YML", "sokolova.yml.txt"])
def test_file_that_only_looks_like_a_record(tmp_path: Path, name: str) -> None:
    tiny_school(tmp_path, **RECORDS)
    (tmp_path / "data/mentors/sokolova.yml").rename(tmp_path / "data/mentors" / name)
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    (problem,) = caught.value.problems
    assert (str(problem.span), problem.code) == (f"data/mentors/{name}", "Ф-05")
    assert problem.hint == "переименуйте: sokolova.yml"


def test_stray_text_is_only_warned_of(tmp_path: Path) -> None:
    tiny_school(tmp_path, **RECORDS)
    (tmp_path / "data/mentors/заметки.txt").write_text("позвонить", encoding="utf-8")
    _, (problem,) = load(tmp_path)
    assert (problem.level, problem.code) == (Level.WARNING, "Ф-09")


def test_missing_required_files(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert [(str(p.span), p.code, p.message, p.hint) for p in caught.value.problems] == [
        (path, "Ф-08", f"нет файла {path} ({what})", "создайте его по образцу")
        for path, what in [
            ("data/meetings.yml", "бланки встреч"),
            ("data/programme.yml", "программа"),
            ("data/school.yml", "школа"),
        ]
    ]


def test_unread_required_file_is_not_called_missing(tmp_path: Path) -> None:
    tiny_school(tmp_path, school="название: [Школа\n")
    (tmp_path / "data/meetings.yml").rename(tmp_path / "data/meetings.yaml")
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert [p.code for p in caught.value.problems] == ["Ф-05", "С-15"]


def test_warnings_do_not_stop_the_school(tmp_path: Path) -> None:
    tiny_school(tmp_path, **{**RECORDS, "mentors/sokolova": MENTOR + "телефон: # 5А\n"})
    registry, (problem,) = load(tmp_path)
    assert str(problem).startswith("data/mentors/sokolova.yml:7:10: предупреждение С-11: ")
    assert registry.mentors["sokolova"].phone is None


# Ways back -------------------------------------------------------------------------------------


def test_ways_back(tmp_path: Path) -> None:
    later = PAIR.replace("05.10.2026", "01.09.2025").replace("31.05.2027", "31.05.2026")
    registry = school(
        tmp_path,
        **{
            "pairs/a-first": later.split("  цели")[0],
            "mentors/orlov": MENTOR.replace("Соколова Анна Викторовна", "Орлов Илья Сергеевич")
            + "был наставляемым: orlov\n",
            "awards": """\
                награды:
                  - {учебный год: 2025/26, номинация: Лучшая пара, пара: p1}
                  - {учебный год: 2025/26, номинация: Наставник года, наставник: orlov}
                  - {учебный год: 2025/26, номинация: Друг школы, партнёр: Завод}
                """,
        },
    )
    pairs = registry.pairs_of
    assert [pair.id for pair in pairs["mentors/sokolova"]] == ["a-first", "p1"]
    assert [pair.id for pair in pairs["mentees/orlov"]] == ["a-first", "p1"]
    assert "mentors/orlov" not in pairs
    assert [case.id for case in registry.cases_of_mentor["sokolova"]] == ["tihiy-urok"]
    assert [case.id for case in registry.cases_of_pair["p1"]] == ["tihiy-urok"]
    assert [a.nomination for a in registry.awards_of_mentor["sokolova"]] == ["Лучшая пара"]
    assert [a.nomination for a in registry.awards_of_mentor["orlov"]] == ["Наставник года"]
    assert registry.grew_from["orlov"].key == "mentors/orlov"
    assert [p.key for p in registry.participants(registry.pairs["p1"])] == [
        "mentors/sokolova",
        "mentees/orlov",
    ]
    assert set(registry.by_key) == {entity.key for entity in registry.entities()}


def test_mentions(tmp_path: Path) -> None:
    mentions = school(tmp_path).mentions
    keys = {key: [entity.key for entity in entities] for key, entities in mentions.items()}
    assert keys == {
        "mentors/sokolova": ["cases/tihiy-urok", "news/2026-10-pary"],
        "cases/tihiy-urok": ["news/2026-10-pary"],
        "acts/o-parah": ["news/2026-10-pary"],
        "pairs/p1": ["news/2026-10-pary"],
    }


# Links in texts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key", "instead"),
    [
        ('с [Анной](mentors/sokolova "наставницей")', "mentors/sokolova", "наставницей"),
        ("с [Анной](mentors/sokolova 'наставницей')", "mentors/sokolova", "наставницей"),
        ("с [Анной](mentors/sokolova «наставницей»)", "mentors/sokolova", "наставницей"),
        ("с [Анной](mentors/sokolova “наставницей”)", "mentors/sokolova", "наставницей"),
        ("с [Анной]( mentors/sokolova )", "mentors/sokolova", ""),
        ('с [Анной](mentors/sokolova\n"наставницей")', "mentors/sokolova", "наставницей"),
        ("с [Анной](mentors/sokolova.yml)", "mentors/sokolova.yml", ""),
        ("с [Анной](mentors/соколова)", "mentors/соколова", ""),
        ("[](acts/2026-prikaz)", "acts/2026-prikaz", ""),
    ],
)
def test_link(text: str, key: str, instead: str) -> None:
    (link,) = links_in(text)
    assert (link.key, link.instead, link.offset) == (key, instead, text.index("["))
    assert (
        replace_links(text, lambda link: f"<{link.text}>") == text[: link.offset] + f"<{link.text}>"
    )


def test_records_travel_to_another_process_with_their_places(demo: Path) -> None:
    registry, _ = load(demo)
    sent = pickle.loads(pickle.dumps(registry))
    assert sent == registry
    for id_, case in registry.cases.items():
        assert sent.cases[id_].at("название") == case.at("название")
        assert case.at("название").line, id_


def test_at_a_glance_nothing_is_overlooked(demo: Path) -> None:
    registry, _ = load(demo)
    for entity in registry.entities():
        owners = {type(value.owner) for value in entity.values}
        assert owners <= entity.glance.kinds, entity.key
        for sign in ("](", "№", "рил.", "ые", "Да", "\n"):
            met = [value for value in entity.values if sign in value.text]
            assert list(entity.values_with(sign)) == met, (entity.key, sign)
    for sign in ("](", "№", "ые"):
        assert any(True for _ in registry.values_with(sign)), sign


@pytest.mark.parametrize(
    "text",
    [
        "[Анна](mentor/sokolova)",
        "[Анна](https://example.ru/mentors/sokolova)",
        "[Анна](mentors/)",
        "[Анна] (mentors/sokolova)",
        "Анна (mentors/sokolova)",
        "[Анна](surveys/1)",
    ],
)
def test_no_link(text: str) -> None:
    assert list(links_in(text)) == []
    assert replace_links(text, lambda _: "") == text
