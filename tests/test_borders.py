"""Every rule about records on both sides of its border: just fine and just not.

A border is one text with one value in it: the value on this side is fine, its nearest neighbour on
the other side is not. A rule that has no measure (a name, a code, a missing word) is held by the
wrong and the right example of the catalogue, which differ in that alone.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.catalogue import ENTRIES
from generator.model.loading import load
from generator.rules.case_work import remarks
from generator.rules.consents import consents_of
from generator.rules.consistency import check
from generator.rules.control import CONTROL_CODES
from generator.rules.matching.scoring import Scoring
from generator.rules.monitoring.impact import how_large
from generator.views.internal.dashboard import TodoSort
from tests.sound_school import TODAY, sound_school
from tests.test_catalogue import READABLE, code_in
from tests.test_council import dashboard

RULES = Path(__file__).resolve().parent.parent / "generator/rules"


@dataclass(frozen=True)
class Border:
    """A text about records with a place for one value (§), and the values next to the border.

    Attributes:
        fine: The last value that is as it should be.
        broken: The first that is not.
        today: The day of the checks.
    """

    text: str
    fine: str
    broken: str
    today: date = TODAY


PAIR = "# data/pairs/2026-sokolova-orlov.yml\n"
PAST = "# data/pairs/2024-sokolova-orlov.yml\n"
_FORMS = """\
# data/meetings.yml
дней между рабочими встречами: 14
бланки:
  - {вид: знакомство, название: Знакомство, участники: [пара], зачем: Цель, минут не больше: 40}
  - {вид: рабочая, название: Рабочая, участники: [пара], зачем: Цель, минут не меньше: 60}
"""
_MET = "встречи:\n  - {вид: знакомство, дата: 05.10.2026, минут: 30}\n"
_HELD = "встречи: [{вид: рабочая, дата: §, минут: 60}]\n"
_WORDS = "# data/cases/tihiy-urok.yml\nзапрос: " + "слово " * 97 + "§\n"
_STORY = "слово " * 100
_CASE = _WORDS + "".join(
    f"{key}: {_STORY}\n"
    for key in ("что делали", "результат", "что не получилось", "как повторить")
)
_PROLONGED = (
    PAST + "программа: {начало: 07.10.2024, окончание: 30.05.2025,\n"
    "  продления: [{до: %s, дата решения: %s, причина: Просят}]}\n"
)
_BELOVA = "# data/mentors/belova.yml\nФИО: Белова Марина Павловна\n"
_GOAL = "цели: [{результат: Тихо, срок: §, показатель: Замеры}]"
_AGREED = """\
# data/acts/2026-reestr.yml
утверждаю: {должность: директор, ФИО: Ремизов О. Д., дата: 02.09.2026}
согласовано: [{орган: Педсовет, протокол: "1", дата: §}]
"""
_NOTICE = """\
итог: {основание: иной случай, дата: 28.05.2025, результаты: Тише, пояснение: Переезд,
  предупреждение: §}
"""
_FOUND = """\
разделы:
  - номер: "1"
    название: Пары
    задача: Закрепить
    пункты:
      - {номер: "1.1", мероприятие: Приказ, срок: октябрь 2026, ответственные: [директор],
         проверка: пробные встречи проведены, исполнено: [{дата: 15.10.2026}]}
"""

BORDERS: dict[str, tuple[Border, ...]] = {
    "П-03": (
        Border(PAIR + _HELD, "05.10.2026", "04.10.2026"),
        Border(PAIR + _HELD, "20.11.2026", "21.11.2026"),
        Border(PAST + _HELD, "28.05.2025", "29.05.2025"),
        Border(
            PAIR + "встречи:\n  - {вид: рабочая, дата: 12.10.2026, минут: 60}\n"
            "  - {вид: рабочая, дата: §, минут: 60}\n",
            "12.10.2026",
            "11.10.2026",
        ),
    ),
    "П-04": (
        Border(PAIR + "встречи: [{вид: рабочая, дата: 12.10.2026, минут: §}]\n", "60", "59"),
        Border(
            PAIR + "встречи: [{вид: рабочая, дата: 12.10.2026, минут: 20, формат: §}]\n",
            "переписка",
            "дистанционно",
        ),
    ),
    "П-05": (
        Border(
            PAST + "программа: {начало: 28.05.2025, окончание: §}\n", "28.05.2025", "27.05.2025"
        ),
        Border(
            _PROLONGED % ("§", "30.05.2025"),
            "31.05.2025",
            "30.05.2025",
        ),
        Border(
            "# data/mentees/orlov.yml\nсогласия: [{вид: обработка, дата: 28.08.2024, до: §}]\n",
            "28.08.2024",
            "27.08.2024",
        ),
        Border(
            "# data/mentors/sokolova.yml\nдата выхода из программы: §\n",
            "01.09.2024",
            "31.08.2024",
        ),
    ),
    "П-06": (
        Border(
            PAST + "программа: {начало: 07.10.2024, окончание: §}\n", "04.01.2025", "03.01.2025"
        ),
        Border(
            PAST + "программа: {начало: 07.10.2024, окончание: §}\n", "08.10.2025", "09.10.2025"
        ),
    ),
    "П-07": (
        Border(PAIR + "§: 2026-prikaz-pary\n", "приказ", "приказ:\nзаметки куратора"),
        Border("# data/acts/2026-prikaz-pary.yml\nстатус: §\n", "действует", "проект"),
        Border(
            PAIR + "допсоглашение: {письменное согласие наставника: 25.09.2026§}\n",
            ", дата: 30.09.2026",
            "",
        ),
        Border(
            PAIR + "допсоглашение: {§дата: 30.09.2026}\n",
            "письменное согласие наставника: 25.09.2026, ",
            "",
        ),
        # Papers are asked for from the day the pair begins; the first page asks a month before.
        Border(
            PAIR + "допсоглашение:\nвстречи:\nпрограмма: {начало: §, окончание: 31.05.2027}\n",
            "21.11.2026",
            "20.11.2026",
        ),
    ),
    "П-08": (
        Border(
            PAIR + "программа: {начало: 05.10.2026, окончание: §}\n", "20.11.2026", "19.11.2026"
        ),
    ),
    "П-09": (Border("# data/mentors/sokolova.yml\nвместимость: §\n", "1", "0"),),
    "П-11": (
        Border(
            PAST + "итог: {основание: реализована полностью, результаты: Тише, дата: §}\n",
            "20.11.2026",
            "21.11.2026",
        ),
    ),
    "П-13": (Border(_CASE, "слово слово слово", "слово слово"),),
    "П-17": (
        Border(
            "# data/mentees/orlov.yml\nсогласия: [{вид: обработка, дата: 28.08.2024, до: §}]\n",
            "20.11.2026",
            "19.11.2026",
        ),
        Border(
            "# data/mentees/orlov.yml\n"
            "согласия: [{вид: обработка, дата: 28.08.2024, отозвано: §}]\n",
            "21.11.2026",
            "20.11.2026",
        ),
        Border(
            "# data/mentees/orlov.yml\nсогласия: []\nдата выхода из программы: §\n",
            "20.11.2026",
            "21.11.2026",
        ),
    ),
    "П-19": (
        Border(
            PAIR + "встречи: [{вид: рабочая, дата: 12.10.2026§}]\n",
            ", формат: переписка, результат: Да",
            "",
        ),
    ),
    "П-20": (
        Border(
            _BELOVA + "# data/pairs/2026-belova-orlov.yml\nнаставник: belova\n"
            "программа: {начало: §, окончание: 31.05.2027}\n",
            "21.11.2026",
            "20.11.2026",
        ),
    ),
    "П-21": tuple(
        Border(text, "05.10.2026", "06.10.2026")
        for text in (
            "# data/mentees/orlov.yml\nсогласия: [{вид: обработка, дата: §}]\n"
            + PAST
            + "программа: {начало: 06.10.2026, окончание: 31.05.2027}\n",
            PAIR + "допсоглашение: {письменное согласие наставника: §, дата: 30.09.2026}\n",
            PAIR + "допсоглашение: {письменное согласие наставника: 25.09.2026, дата: §}\n",
            "# data/acts/2026-prikaz-pary.yml\nдата: §\n",
        )
    ),
    "П-23": (
        Border(
            "# data/mentors/sokolova.yml\n"
            "обучение: [{вид: первичное, тема: Роль наставника, дата: §}]\n",
            "02.09.2026",
            "01.09.2026",
        ),
    ),
    "П-25": (
        Border(
            "# data/workplan.yml\nназвание: План реализации на § годы\n", "2024–2027", "2023–2027"
        ),
        Border(
            "# data/workplan.yml\nназвание: План реализации на § годы\n", "2024–2027", "2024–2028"
        ),
    ),
    "П-26": (
        Border(
            "# data/acts/2026-reestr.yml\nо чём: Форма — в приложении §.\n"
            "приложения: [Реестр, Форма]\n",
            "2",
            "3",
        ),
    ),
    "П-29": (
        Border(
            "# data/mentors/sokolova.yml\nдата выхода из программы: §\n",
            "21.11.2026",
            "20.11.2026",
        ),
    ),
    "П-30": (
        Border(
            "# data/mentees/orlov.yml\nдата вхождения в программу: §\n", "07.10.2024", "08.10.2024"
        ),
    ),
    "П-31": (
        Border(
            _PROLONGED % ("30.08.2025", "§"),
            "30.05.2025",
            "31.05.2025",
        ),
        Border(_AGREED, "02.09.2026", "03.09.2026"),
    ),
    "П-32": (
        Border("# data/mentees/orlov.yml\nгод рождения: §\n", "2008", "2009"),
        Border("# data/mentees/orlov.yml\nгод рождения: §\n", "1935", "1934"),
    ),
    "В-01": (
        Border(
            _FORMS + PAIR + "встречи: [{вид: знакомство, дата: 05.10.2026, минут: §}]\n",
            "40",
            "41",
        ),
    ),
    "В-02": (
        Border(
            _FORMS + PAIR + _MET + "  - {вид: рабочая, дата: §, минут: 60}\n",
            "19.10.2026",
            "20.10.2026",
            date(2026, 10, 20),
        ),
        Border(
            _FORMS + PAIR + "встречи: [{вид: знакомство, дата: §, минут: 30}]\n",
            "06.11.2026",
            "05.11.2026",
        ),
    ),
    "В-03": (
        Border(
            _FORMS + PAIR + "встречи:\n  - {вид: рабочая, дата: 07.10.2026, минут: 60}\n"
            "  - {вид: знакомство, дата: §, минут: 30}\n",
            "06.10.2026",
            "08.10.2026",
        ),
    ),
    "В-04": (
        Border(
            PAIR + "программа: {начало: 05.10.2026, окончание: 31.05.2027, " + _GOAL + "}\n",
            "05.11.2026",
            "04.11.2026",
        ),
    ),
    "В-05": (
        Border(
            PAST + "встречи:\n  - {вид: рабочая, дата: 07.10.2024, минут: 60}\n"
            "  - {вид: рабочая, дата: §, минут: 60}\n",
            "07.01.2025",
            "06.01.2025",
        ),
    ),
    "В-06": (
        Border(
            "# data/school.yml\nпересмотр банка: [{дата: §, итог: Внесены}]\n",
            "20.11.2025",
            "19.11.2025",
        ),
    ),
    "В-07": (
        Border(
            PAIR + "встречи: [{вид: рабочая, дата: 12.10.2026, формат: переписка§}]\n",
            ", результат: Решили",
            "",
        ),
    ),
    "В-08": (
        Border(
            PAIR + "встречи: [{вид: рабочая, дата: 12.10.2026, минут: §}]\n"
            "снятые замечания: [{код: П-04, причина: Так советует врач, дата: 12.10.2026}]\n",
            "59",
            "60",
        ),
    ),
    "В-09": (
        Border(
            "# data/roadmap.yml\n"
            + _FOUND
            + PAIR
            + "встречи: [{вид: пробная, дата: §, минут: 60}]\n",
            "20.11.2026",
            "21.11.2026",
        ),
    ),
    "В-10": (Border(PAST + _NOTICE, "23.05.2025", "26.05.2025"),),
}
WITHOUT_MEASURE = {
    *("П-01", "П-02", "П-10", "П-12", "П-14", "П-15", "П-16", "П-18", "П-22", "П-24", "П-27"),
    *("П-28", "П-33", "П-40", "П-41", "В-11", "В-12", "В-13", "В-14"),
}
"""Names, codes and missing words; colours are measured in ``test_appearance``, ballots and sheets
in ``test_ballots`` and ``test_contradictions``."""


def used_by_rules() -> set[str]:
    nodes = (
        node
        for file in RULES.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    )
    return {code for code in map(code_in, nodes) if code[:1] in {"П", "В"}}


def test_every_rule_stands_in_the_table() -> None:
    assert used_by_rules() == set(BORDERS) | WITHOUT_MEASURE
    assert set(CONTROL_CODES) <= set(BORDERS)
    assert set(BORDERS) & WITHOUT_MEASURE == set()
    assert {entry.code for entry in READABLE} >= WITHOUT_MEASURE
    assert set(ENTRIES) >= set(BORDERS)


def codes(folder: Path, border: Border, value: str) -> set[str]:
    registry, unread = load(sound_school(folder, border.text.replace("§", value)))
    assert [problem.message for problem in unread] == []
    return {problem.code for problem in check(registry, border.today)}


@pytest.mark.parametrize(
    ("code", "border"),
    [(code, border) for code, borders in BORDERS.items() for border in borders],
    ids=[f"{code}-{number}" for code, some in BORDERS.items() for number in range(len(some))],
)
def test_a_rule_is_kept_up_to_its_border_and_not_beyond(
    code: str, border: Border, tmp_path: Path
) -> None:
    assert code not in codes(tmp_path / "fine", border, border.fine)
    assert code in codes(tmp_path / "broken", border, border.broken)


# Measures of rules that give no code: each is held on both sides


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0.19, "едва заметное"),
        (0.2, "небольшое"),
        (0.49, "небольшое"),
        (0.5, "среднее"),
        (0.79, "среднее"),
        (0.8, "большое"),
    ],
)
def test_an_effect_is_called_by_its_size(size: float, words: str) -> None:
    assert how_large(size) == words


@pytest.mark.parametrize(
    ("days", "where"),
    [
        (-1, "todos"),
        (0, "this_week"),
        (7, "this_week"),
        (8, "this_month"),
        (30, "this_month"),
        (31, ""),
    ],
)
def test_a_week_and_a_month_of_the_first_page(tmp_path: Path, days: int, where: str) -> None:
    due = f"{TODAY + timedelta(days=days):%d.%m.%Y}"
    held = (
        "# data/council.yml\nзаседания: [{дата: 12.10.2026, протокол: '1',\n"
        f"  поручения: [{{что: Сверить, кто: куратор, срок: {due}}}]}}]\n"
    )
    board = dashboard(load(sound_school(tmp_path, held))[0])
    found = [
        name
        for name in ("todos", "this_week", "this_month")
        if any(todo.sort is TodoSort.TASKS for todo in getattr(board, name))
    ]
    assert found == ([where] if where else [])


@pytest.mark.parametrize(("days", "told"), [(60, True), (61, False)])
def test_the_end_of_a_consent_is_told_two_months_before(
    tmp_path: Path, days: int, *, told: bool
) -> None:
    end = f"{TODAY + timedelta(days=days):%d.%m.%Y}"
    consents = (
        "# data/mentees/orlov.yml\nсогласия:\n  - {вид: обработка, дата: 28.08.2024}\n"
        f"  - {{вид: распространение, дата: 28.08.2024, до: {end}, сведения: [ФИО]}}\n"
    )
    registry = load(sound_school(tmp_path, consents))[0]
    assert (consents_of(registry.mentees["orlov"], TODAY).dissemination == "истекает") is told
    # The first page looks a month ahead; what is over by then stands in its lists.
    over = dashboard(registry, TODAY + timedelta(days=days + 1))
    assert [todo.state for todo in over.todos if todo.sort is TodoSort.CONSENTS] == ["истекло"]


@pytest.mark.parametrize(
    ("mentor", "mentee", "pairs", "part"),
    [(9, 5, 0, 0), (10, 5, 0, 50), (9, 5, 1, 16), (9, 5, 2, 33), (9, 5, 3, 50), (10, 5, 4, 100)],
)
def test_experience_counts_from_five_years_more_and_up_to_three_pairs(
    tmp_path: Path, mentor: int, mentee: int, pairs: int, part: int
) -> None:
    done = "".join(
        f"# data/pairs/{2010 + number}-p.yml\nпрограмма: {{начало: 01.10.{2010 + number},"
        f" окончание: 30.05.{2011 + number}}}\nитог: {{основание: реализована полностью,"
        f" дата: 30.05.{2011 + number}, результаты: Тише}}\nвстречи:\n"
        for number in range(pairs)
    )
    pieces = (
        f"# data/mentors/sokolova.yml\nпедагогический стаж: {mentor}\n"
        f"# data/mentees/orlov.yml\nпедагогический стаж: {mentee}\n{done}"
        "# data/pairs/2024-sokolova-orlov.yml\nитог:\n"
        "# data/matching.yml\nвеса: [{критерий: опыт, баллов: 100}]\n"
    )
    registry = load(sound_school(tmp_path, pieces))[0]
    score = Scoring(registry, TODAY).score(registry.mentors["sokolova"], registry.mentees["orlov"])
    assert [line.points for line in score.lines] == [part]


@pytest.mark.parametrize(("words", "short"), [(19, True), (20, False)])
def test_a_part_of_a_story_has_twenty_words(tmp_path: Path, words: int, *, short: bool) -> None:
    told = f"# data/cases/tihiy-urok.yml\nчто не получилось: {'слово ' * words}\n"
    registry = load(sound_school(tmp_path, told))[0]
    found = remarks(registry, registry.cases["tihiy-urok"], TODAY)
    assert ("«что не получилось» в двух словах" in {one.text for one in found}) is short
