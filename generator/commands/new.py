"""``new``: a new record in a commented file of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.changing import changing, make, open_school, reopened, understood
from generator.commands.filling import Ask, Filled, fill, with_options
from generator.commands.options import Command, Group

if TYPE_CHECKING:
    from generator.editing.planning import Plan
    from generator.editing.workspace import Workspace
    from generator.model.base import Entity

_DAY = "ДАТА"
_ADDENDUM = "допсоглашение"
_PROCESSING = Ask(
    "--processing",
    ("согласия", "дата"),
    "Когда подписано согласие на обработку персональных данных",
    "",
    _DAY,
)
_PERSON = (
    Ask("--name", ("ФИО",), "ФИО", " полностью", "ФИО", required=True),
    Ask("--post", ("должность",), "Должность", required=True),
    Ask("--workplace", ("место работы",), "Место работы", ", если не наша школа"),
    Ask("--subject", ("предметы",), "Предметы", " из справочника", "ПРЕДМЕТ", many=True),
)
_JOINED = Ask(
    "--joined",
    ("дата вхождения в программу",),
    "Дата вхождения в программу",
    "",
    _DAY,
    required=True,
    on_screen="сегодня",
)
_MENTOR = (
    *_PERSON,
    Ask("--type", ("тип",), "Тип", ": консультант или предметник", "ТИП", required=True),
    Ask("--sphere", ("профессиональная сфера",), "Профессиональная сфера", required=True),
    Ask(
        "--competence",
        ("основные компетенции",),
        "Основные компетенции",
        ": чем силён",
        required=True,
        many=True,
    ),
    Ask("--achievement", ("важные достижения",), "Важные достижения", many=True),
    _JOINED,
    Ask(
        "--capacity",
        ("вместимость",),
        "Сколько наставляемых ведёт сразу",
        ". Без параметра — одного",
        "ЧИСЛО",
        default="1",
    ),
)
_MENTEE = (
    *_PERSON,
    Ask("--born", ("год рождения",), "Год рождения", "", "ГОД", required=True),
    Ask("--kind", ("категория",), "Категория", ": молодой специалист…", required=True),
    Ask("--request", ("основной запрос",), "Основной запрос", required=True),
    Ask("--topic", ("темы запроса",), "Темы запроса", " из справочника", "ТЕМА", many=True),
    _JOINED,
)
_PAIR = (
    Ask("--mentor", ("наставник",), "Наставник", "", "КТО", required=True),
    Ask("--mentee", ("наставляемые",), "Наставляемые", "", "КТО", required=True, many=True),
    Ask("--form", ("форма",), "Форма наставничества", required=True),
    Ask("--kind", ("вид",), "Вид наставничества", required=True),
    Ask("--model", ("модель",), "Ролевая модель", required=True),
    Ask(
        "--start",
        ("программа", "начало"),
        "Первый день программы",
        "",
        _DAY,
        required=True,
        on_screen="сегодня",
    ),
    Ask(
        "--end",
        ("программа", "окончание"),
        "Последний день программы",
        "",
        _DAY,
        required=True,
        on_screen="31 мая",
    ),
    Ask("--order", ("приказ",), "Приказ о закреплении", ", если он уже есть", "АКТ"),
    Ask(
        "--agreed",
        (_ADDENDUM, "письменное согласие наставника"),
        "Когда наставник письменно согласился",
        " (ТК РФ, ст. 351.8)",
        _DAY,
    ),
    Ask("--addendum", (_ADDENDUM, "номер"), "Номер допсоглашения", "", "НОМЕР"),
    Ask("--addendum-date", (_ADDENDUM, "дата"), "Дата допсоглашения", "", _DAY),
)
_ACT = (
    Ask("--kind", ("вид",), "Вид акта", ": положение, приказ…", required=True),
    Ask("--title", ("название",), "Название", required=True),
    Ask("--number", ("номер",), "Номер", "", "НОМЕР"),
    Ask("--date", ("дата",), "Дата акта", "", _DAY, required=True, on_screen="сегодня"),
    Ask("--about", ("о чём",), "О чём акт", ", двумя фразами", required=True, prose=True),
    Ask(
        "--public",
        ("публикуется",),
        "Публикуется на сайте",
        ": да или нет. Без параметра — да",
        "ДА|НЕТ",
        default="да",
    ),
    Ask(
        "--pair",
        ("пары",),
        "Пары, которые закрепляет приказ",
        "",
        "ПАРА",
        many=True,
        only=("вид", "приказ о закреплении пар"),
    ),
)
_NEWS = (
    Ask("--title", ("заголовок",), "Заголовок", required=True),
    Ask("--date", ("дата",), "Дата новости", "", _DAY, required=True, on_screen="сегодня"),
    Ask("--category", ("рубрика",), "Рубрика", ": События, Обучение…", required=True),
    Ask("--lead", ("кратко",), "Кратко", ": две фразы для списка", required=True),
    Ask("--text", ("текст",), "Текст", required=True, prose=True),
)
_CASE = (
    Ask("--from", ("пара",), "Пара, о которой кейс", "", "ПАРА", required=True),
    Ask("--title", ("название",), "Название кейса без имён", ": из него адрес", required=True),
    Ask("--level", ("уровень",), "Уровень", ": начальная школа…", "УРОВЕНЬ"),
)
_id_option = click.option(
    "--id", "id_", metavar="ИМЯ", default="", help="Имя файла латиницей. Без параметра — из имени."
)


@click.group(cls=Group)
def new() -> None:
    """Завести запись: спросит сама или возьмёт из параметров."""


@new.command(cls=Command)
@with_options((*_MENTOR, _PROCESSING))
@_id_option
@changing
def mentor(project: Path, today: date | None, *, dry_run: bool, id_: str, **given: Any) -> None:
    """Завести наставника."""
    from generator.model.people import Mentor

    school = open_school(project, today)
    filled = fill(school, Mentor, (*_MENTOR, _PROCESSING), given, "Новый наставник")
    _with_consent(filled)
    _make(Mentor, school, filled, id_, dry_run=dry_run)


@new.command(cls=Command)
@with_options((*_MENTEE, _PROCESSING))
@_id_option
@changing
def mentee(project: Path, today: date | None, *, dry_run: bool, id_: str, **given: Any) -> None:
    """Завести наставляемого."""
    from generator.model.people import Mentee

    school = open_school(project, today)
    filled = fill(school, Mentee, (*_MENTEE, _PROCESSING), given, "Новый наставляемый")
    _with_consent(filled)
    _make(Mentee, school, filled, id_, dry_run=dry_run)


@new.command(cls=Command)
@with_options(_PAIR)
@_id_option
@changing
def pair(project: Path, today: date | None, *, dry_run: bool, id_: str, **given: Any) -> None:
    """Завести пару или группу.

    Если назван приказ, пара вписывается и в него.
    """
    from generator.model.pair import Pair

    school = open_school(project, today)
    filled = fill(school, Pair, _PAIR, given, "Новая пара")
    _make(Pair, school, filled, id_, dry_run=dry_run)


@new.command(cls=Command)
@with_options(_ACT)
@_id_option
@changing
def act(project: Path, today: date | None, *, dry_run: bool, id_: str, **given: Any) -> None:
    """Завести локальный акт.

    Приказ о закреплении вписывается и в пары, которые он закрепляет.
    """
    from generator.model.act import Act

    school = open_school(project, today)
    filled = fill(school, Act, _ACT, given, "Новый акт")
    if filled.values.get("публикуется"):
        del filled.values["публикуется"]
    _make(Act, school, filled, id_, dry_run=dry_run)


@new.command(cls=Command)
@with_options(_NEWS)
@_id_option
@changing
def news(project: Path, today: date | None, *, dry_run: bool, id_: str, **given: Any) -> None:
    """Завести новость."""
    from generator.model.news import News

    school = open_school(project, today)
    filled = fill(school, News, _NEWS, given, "Новая новость")
    _make(News, school, filled, id_, dry_run=dry_run)


@new.command(cls=Command)
@with_options(_CASE)
@_id_option
@changing
def case(project: Path, today: date | None, *, dry_run: bool, id_: str, **given: Any) -> None:
    """Завести черновик кейса из записей пары.

    Чего в записях нет, отмечено словом «…допишите…».
    """
    from generator.editing.case_draft import draft_case
    from generator.editing.lookup import find_pair
    from generator.model.case import Case

    school = open_school(project, today)
    if given["from"]:
        found = understood(
            lambda: find_pair(school, given["from"], lambda p: p.outcome is not None)
        )
        given["from"] = found.id
    filled = fill(school, Case, _CASE, given, "Черновик кейса")
    values = filled.values

    def draw_up() -> Plan:
        now = reopened(school, asked=filled.asked)
        chosen = now.registry.pairs[values["пара"]]
        return draft_case(now, chosen, values["название"], str(values.get("уровень", "")), id_)

    make(draw_up, dry_run=dry_run, typed=values if filled.asked else None)


def _with_consent(filled: Filled) -> None:
    """Make of the day of the consent its record; without one the list is empty."""
    consent = filled.values.get("согласия")
    filled.values["согласия"] = [{"вид": "обработка", **consent}] if consent else []


def _make(cls: type[Entity], school: Workspace, filled: Filled, id_: str, *, dry_run: bool) -> None:
    from generator.editing.records import new_record

    def draw_up() -> Plan:
        return new_record(reopened(school, asked=filled.asked), cls, filled.values, id_)

    make(draw_up, dry_run=dry_run, typed=filled.values if filled.asked else None)
