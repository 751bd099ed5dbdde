"""A school with a record of every kind and nothing wrong in it; what is asked is laid over it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from textwrap import dedent

from generator.diagnostics import DataError, Problem
from generator.settings import Settings
from generator.site import check_data
from tests.tiny_school import PROGRAMME, SCHOOL

TODAY = date(2026, 11, 20)
_PHASES = "этапы программы: [{название: Работа, срок: август 2024 – август 2027, описание: Идёт}]"
_STORY = "Пара шаг за шагом разбирала уроки и записывала каждый вывод. " * 20
_PERSON = """\
дата вхождения в программу: 01.09.2024
согласия: [{вид: обработка, дата: 28.08.2024}]
"""
_MENTOR = f"""\
ФИО: Соколова Анна Викторовна
должность: учитель химии
тип: предметник
основные компетенции: [уроки с опытами]
профессиональная сфера: точные науки
обучение: [{{вид: первичное, тема: Роль наставника, дата: 24.09.2026, часов: 8}}]
{_PERSON}"""
_MENTEE = f"""\
ФИО: Орлов Илья Сергеевич
должность: учитель химии
год рождения: 1999
категория: молодой специалист
основной запрос: Дисциплина на уроке
{_PERSON}"""
_PAIR = """\
наставник: sokolova
наставляемые: [orlov]
форма: педагог – педагог
вид: традиционное
модель: новичок – мастер
приказ: 2026-prikaz-pary
допсоглашение: {письменное согласие наставника: 25.09.2026, номер: 11/2026, дата: 30.09.2026}
программа: {начало: 05.10.2026, окончание: 31.05.2027}
встречи:
  - {вид: рабочая, дата: 12.10.2026, минут: 60, ответы: {что получилось: Начали вовремя}}
"""
_FINISHED = """\
наставник: sokolova
наставляемые: [orlov]
форма: педагог – педагог
вид: традиционное
модель: новичок – мастер
программа: {начало: 07.10.2024, окончание: 30.05.2025}
итог: {основание: реализована полностью, дата: 28.05.2025, результаты: Урок начинается вовремя}
"""
_CASE = f"""\
название: Тихий урок
статус: опубликован
опубликован: 20.06.2025
пара: 2024-sokolova-orlov
уровень: основная школа
темы запроса: [дисциплина на уроке]
кратко: Как стало тише
запрос: {_STORY}
что делали: {_STORY}
результат: {_STORY}
показатели:
  - {{показатель: Замечаний за урок, было: 9, стало: 2, лучше: меньше, как измеряли: по листам}}
что не получилось: {_STORY}
как повторить: Сядьте рядом.
доказательность: замеры до и после
"""
_ACT = """\
название: О наставничестве
дата: 02.09.2026
о чём: Документ программы.
"""
_MEETINGS = """\
дней между рабочими встречами: 90
бланки:
  - вид: рабочая
    название: Рабочая встреча
    участники: [пара]
    зачем: Идти к цели
    минут не меньше: 60
    вопросы: [{ключ: что получилось, вопрос: Что получилось?}]
"""
_PLAN_ITEM = "{номер: '1', мероприятие: Дело, срок: октябрь 2026, ответственные: [директор]}"
_ROADMAP = f"""\
название: Дорожная карта на 2024–2027 годы
цель: Помочь
разделы: [{{номер: '1', название: Раздел, задача: Задача, пункты: [{_PLAN_ITEM}]}}]
"""
_WORKPLAN = f"""\
название: План реализации на 2024–2027 годы
блоки: [{{название: Подготовка, пункты: [{_PLAN_ITEM}]}}]
"""
_COUNCIL = """\
название: Совет наставников
цель: Помогать
задачи: [Подбирать пары]
состав: [{наставник: sokolova, роль: председатель}]
"""
_AWARDS = "награды: [{учебный год: 2025/26, номинация: Наставник года, наставник: sokolova}]\n"
_NEWS = """\
заголовок: Пары начали работу
дата: 14.10.2026
рубрика: События
кратко: Начали.
текст: Встретились все пары.
"""
_SURVEY = """\
название: Как прошёл год
учебный год: 2025/26
вопросы: [{ключ: польза, вопрос: Была ли польза?, тип: шкала}]
"""
_IMPACT = """\
название: Влияние программы
учебный год: 2025/26
параметры: [{ключ: вовлечённость, параметр: Вовлечённость, единица: баллов}]
"""
SOUND = {
    "school": dedent(SCHOOL),
    "programme": re.sub("этапы программы: .*", _PHASES, dedent(PROGRAMME)),
    "meetings": _MEETINGS,
    "roadmap": _ROADMAP,
    "workplan": _WORKPLAN,
    "council": _COUNCIL,
    "awards": _AWARDS,
    "matching": "общая встреча: 19.11.2026\n",
    "mentors/sokolova": _MENTOR,
    "mentees/orlov": _MENTEE,
    "pairs/2024-sokolova-orlov": _FINISHED,
    "pairs/2026-sokolova-orlov": _PAIR,
    "cases/tihiy-urok": _CASE,
    "acts/2026-prikaz-pary": f"вид: приказ о закреплении пар\n{_ACT}пары: [2026-sokolova-orlov]\n",
    "acts/2026-reestr": (
        f"вид: приказ об утверждении реестра наставников\n{_ACT}наставники: [sokolova]\n"
    ),
    "acts/2026-obuchenie": f"вид: приказ об обучении наставников\n{_ACT}наставники: [sokolova]\n",
    "news/2026-10-pary": _NEWS,
    "surveys/2025-kachestvo": _SURVEY,
    "impact/2025-vliyanie": _IMPACT,
}
"""Records by their places under ``data`` without the ending."""
_MODELS = {
    "mentors": "mentors/sokolova",
    "mentees": "mentees/orlov",
    "pairs": "pairs/2026-sokolova-orlov",
    "cases": "cases/tihiy-urok",
    "acts": "acts/2026-prikaz-pary",
    "news": "news/2026-10-pary",
    "surveys": "surveys/2025-kachestvo",
    "impact": "impact/2025-vliyanie",
}
"""What a record of a folder is like when it is not among the sound ones."""
_FILE = re.compile(r"^# data/(\S+)\.yml\n", re.MULTILINE)
_KEY = re.compile(r"^(?=[^\s#-][^\n]*?:(?:\s|$))", re.MULTILINE)


def laid_over(text: str, pieces: str) -> str:
    """Return a record with the top keys of ``pieces`` in place of its own, or added."""
    own = {block.split(":")[0]: block for block in _KEY.split(text) if block.strip()}
    new = {block.split(":")[0]: block for block in _KEY.split(pieces.strip("\n") + "\n") if block}
    return "".join({**own, **new}.values())


def sound_school(folder: Path, pieces: str = "") -> Path:
    """Write the sound school with pieces of records laid over it.

    Args:
        folder: An empty folder.
        pieces: Pieces of records, each after a line such as ``# data/mentors/sokolova.yml``.
            Top keys of a piece replace those of the record; a new record begins as a copy of the
            sound one of its folder.

    Returns:
        The project's folder.
    """
    records = dict(SOUND)
    _, *named = _FILE.split(pieces)
    for place, piece in zip(named[::2], named[1::2], strict=True):
        model = records.get(place) or records[_MODELS[place.split("/")[0]]]
        records[place] = laid_over(model, piece)
    for place, text in records.items():
        file = folder / "data" / f"{place}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.lstrip("\n"), encoding="utf-8")
    portrait = folder / "data/photos/sokolova.jpg"
    portrait.parent.mkdir(parents=True)
    portrait.write_bytes(b"")
    return folder


def problems_in(project: Path) -> tuple[Problem, ...]:
    """Return everything ``nastavnik check`` would tell of a school."""
    try:
        checked = check_data(Settings(project, TODAY), TODAY)
    except DataError as error:
        return error.problems
    return (*checked.problems, *checked.publication.withheld)
