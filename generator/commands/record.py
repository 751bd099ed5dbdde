"""``record``: meetings, outcomes, consents and their withdrawal, without opening a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.awards import awards, ballot
from generator.commands.changing import changing, make, open_school, reopened, understood
from generator.commands.filling import Ask, fill, with_options
from generator.commands.options import Command, Day, Group
from generator.commands.talks import MEETING, MeetingTalk, achievements_of, marks_of

if TYPE_CHECKING:
    from generator.editing.pages import EntryChanges
    from generator.editing.planning import Plan
    from generator.editing.workspace import Workspace
    from generator.model.pair import Pair

_OUTCOME = (
    Ask("--reason", ("основание",), "Основание", ": реализована полностью…", required=True),
    Ask("--date", ("дата",), "День завершения", "", "ДАТА", required=True, on_screen="сегодня"),
    Ask("--results", ("результаты",), "Результаты", " для банков", required=True, prose=True),
    Ask("--closeness", ("близость к цели",), "Близость к цели", "", "ЧИСЛО"),
    Ask("--decision", ("решение",), "Решение", ": новый цикл или завершение", "РЕШЕНИЕ"),
    Ask(
        "--why",
        ("пояснение",),
        "Пояснение",
        ": почему закончили раньше срока",
        required=True,
        unless=("основание", "реализована полностью"),
    ),
    Ask(
        "--notice",
        ("предупреждение",),
        "День предупреждения",
        " о досрочном конце: за три рабочих дня, ТК РФ, ст. 351.8",
        "ДАТА",
        unless=("основание", "реализована полностью"),
    ),
)
_SHOWING = ("вид", "распространение")
_CONSENT = (
    Ask("--kind", ("вид",), "Вид согласия", ": обработка, распространение", required=True),
    Ask("--date", ("дата",), "Когда подписано", "", "ДАТА", required=True, on_screen="сегодня"),
    Ask("--number", ("номер",), "Номер", "", "НОМЕР"),
    Ask("--until", ("до",), "По какой день действует", "", "ДАТА"),
    Ask(
        "--show",
        ("сведения",),
        "Что можно показывать",
        ": ФИО, фото, отзыв…",
        "ЧТО",
        required=True,
        many=True,
        only=_SHOWING,
    ),
    Ask(
        "--where",
        ("где",),
        "Где можно показывать",
        ", если не везде",
        "МЕСТО",
        many=True,
        only=_SHOWING,
    ),
)
_goal_option = click.option(
    "--goal",
    multiple=True,
    metavar="НОМЕР=ОТМЕТКА",
    help="Отметка цели по её номеру: 2=выполнено. Можно повторить.",
)


@click.group(cls=Group)
def record() -> None:
    """Записать встречу, итог, согласие, бюллетень, награды."""


record.add_command(ballot)
record.add_command(awards)


@record.command(cls=Command)
@click.argument("pair", metavar="ПАРА")
@with_options(MEETING)
@click.option(
    "--answer",
    multiple=True,
    metavar="ВОПРОС=ОТВЕТ",
    help="Ответ на вопрос встречи по его ключу. Можно повторить.",
)
@_goal_option
@click.option(
    "--new-goal",
    multiple=True,
    metavar="РЕЗУЛЬТАТ|СРОК|ПОКАЗАТЕЛЬ|ДЕЙСТВИЯ",
    help=(
        "Новая цель: части через черту; действия, если они названы, — через точку с запятой. "
        "Можно повторить."
    ),
)
@changing
def meeting(
    project: Path,
    today: date | None,
    *,
    dry_run: bool,
    pair: str,
    answer: tuple[str, ...],
    goal: tuple[str, ...],
    new_goal: tuple[str, ...],
    **given: Any,
) -> None:
    """Записать встречу пары: вопросы у каждого вида встречи свои.

    ПАРА — имя файла или имена людей: «Соколова – Орлов».
    """
    from generator.editing.pairs import record_meeting

    school, chosen = _open(project, today, pair)
    talk = MeetingTalk(school, chosen)
    filled = talk.fill(given)
    kind = str(filled.values["вид"])
    answers = talk.answers(kind, answer, asking=filled.asked)
    whole = talk.whole(filled, answers, given)
    goals = talk.new_goals(kind, new_goal, asking=filled.asked)
    marks = marks_of(school, chosen, goal, asking=filled.asked)

    def draw_up() -> Plan:
        now = reopened(school, asked=filled.asked)
        return record_meeting(now, _same(now, chosen), whole, marks, goals)

    make(
        draw_up,
        dry_run=dry_run,
        typed=whole if filled.asked else None,
        more=lambda made: talk.told(made, whole),
    )


@record.command(cls=Command)
@click.argument("pair", metavar="ПАРА")
@with_options(_OUTCOME)
@click.option(
    "--achievement",
    multiple=True,
    metavar="ЧТО|ВИД|ДАТА",
    help="Достижение для рейтинга; дату можно опустить. Можно повторить.",
)
@_goal_option
@changing
def outcome(
    project: Path,
    today: date | None,
    *,
    dry_run: bool,
    pair: str,
    achievement: tuple[str, ...],
    goal: tuple[str, ...],
    **given: Any,
) -> None:
    """Записать итог пары: работа завершена.

    ПАРА — имя файла или имена людей: «Соколова – Орлов».
    """
    from generator.editing.pairs import record_outcome
    from generator.model.pair import Outcome

    school, chosen = _open(project, today, pair)
    filled = fill(school, Outcome, _OUTCOME, given, f"Итог: {_title(school, chosen)}")
    values = filled.values
    if gained := achievements_of(school, achievement, asking=filled.asked):
        values["достижения для рейтинга"] = gained
    marks = marks_of(school, chosen, goal, asking=filled.asked)

    def draw_up() -> Plan:
        now = reopened(school, asked=filled.asked)
        return record_outcome(now, _same(now, chosen), values, marks)

    make(
        draw_up,
        dry_run=dry_run,
        typed=values if filled.asked else None,
        more=lambda _: [f"{_title(school, chosen)}: работа завершена {values['дата']:%d.%m.%Y}"],
    )


@record.command(cls=Command)
@click.argument("who", metavar="КТО")
@with_options(_CONSENT)
@changing
def consent(project: Path, today: date | None, *, dry_run: bool, who: str, **given: Any) -> None:
    """Записать согласие: на обработку или на распространение.

    КТО — имя файла, фамилия или полное имя.
    """
    from generator.editing.consents import record_consent
    from generator.editing.lookup import find_record
    from generator.model.consent import Consent

    school = open_school(project, today)
    person = understood(lambda: find_record(school, who))
    filled = fill(school, Consent, _CONSENT, given, f"Согласие: {person.full_name}")

    def draw_up() -> Plan:
        now = reopened(school, asked=filled.asked)
        return record_consent(now, find_record(now, person.key), filled.values)

    make(draw_up, dry_run=dry_run, typed=filled.values if filled.asked else None, more=_pages)


@record.command(cls=Command)
@click.argument("who", metavar="КТО")
@click.option(
    "--processing", is_flag=True, help="Отозвано согласие на обработку, а не на распространение."
)
@click.option(
    "--date", "day", type=Day(), metavar="ДАТА", help="День отзыва. Без параметра — сегодня."
)
@click.option(
    "--publish",
    "everywhere",
    is_flag=True,
    help="Сразу убрать с хостинга: отправить раздел на все цели publish.yml и обыскать их.",
)
@changing
def withdraw(
    project: Path,
    today: date | None,
    *,
    dry_run: bool,
    who: str,
    processing: bool,
    day: date | None,
    everywhere: bool,
) -> None:
    """Записать отзыв согласия и показать, какие страницы изменятся.

    КТО — имя файла, фамилия или полное имя.
    """
    from generator.commands.publishing import publish_everywhere
    from generator.editing.consents import withdraw_consent
    from generator.editing.lookup import find_person
    from generator.model.consent import ConsentKind

    school = open_school(project, today)
    people = understood(lambda: find_person(school, who))
    kind = ConsentKind.PROCESSING if processing else ConsentKind.DISSEMINATION
    make(
        lambda: withdraw_consent(school, people, kind, day or school.today),
        dry_run=dry_run,
        more=_withdrawn,
    )
    if everywhere and not dry_run:
        publish_everywhere(school.settings.project, today, about=people[0].full_name)


def _open(project: Path, today: date | None, pair: str) -> tuple[Workspace, Pair]:
    """Read the school and find the pair; of several the one that is not closed is meant."""
    from generator.editing.lookup import find_pair

    school = open_school(project, today)
    return school, understood(lambda: find_pair(school, pair, lambda p: p.outcome is None))


def _same(school: Workspace, pair: Pair) -> Pair:
    from generator.editing.lookup import find_pair

    return find_pair(school, pair.id)


def _title(school: Workspace, pair: Pair) -> str:
    from generator.editing.lookup import pair_title

    return pair_title(school, pair)


def _pages(made: Plan) -> list[str]:
    """Say which public pages the next build will change."""
    from generator.editing.pages import changed_pages

    changed = changed_pages(made.school, made.after)
    if not changed:
        return ["на страницах сайта ничего не изменится"]
    return [
        "после сборки на сайте изменятся страницы:",
        *(f"  {page}" for page in changed),
        "соберите раздел и замените его на сайте: nastavnik build",
    ]


def _withdrawn(made: Plan) -> list[str]:
    """Say all that a withdrawal takes away, and whom the texts give away without a name."""
    from generator.editing.pages import (
        changed_in_feeds,
        changed_in_search,
        changed_pages,
        gone_files,
    )
    from generator.rules.recognition import given_away

    changed = changed_pages(made.school, made.after)
    if not changed:
        return ["на страницах сайта ничего не изменится"]
    site = (made.school.registry.school.site or "").rstrip("/")
    listed = [f"  {site}/{page}" if site else f"  {page}" for page in changed]
    files = [
        f"  {site}/{file}" if site else f"  {file}" for file in gone_files(made.school, made.after)
    ]
    before = {
        (item.person.key, item.case.id)
        for item in given_away(made.school.registry, made.school.today)
    }
    recognised = [
        f"осторожно: в кейсе «{item.case.title}» его узнают и без имени: {item.why}"
        for item in given_away(made.after.registry, made.after.today)
        if (item.person.key, item.case.id) not in before
    ]
    return [
        "после сборки на сайте изменятся страницы:",
        *listed,
        *(["уйдут файлы:", *files] if files else []),
        *_told("лентах новостей", changed_in_feeds(made.school, made.after)),
        *_told("поиске", changed_in_search(made.school, made.after)),
        "изменится и карта сайта",
        *recognised,
        "уберите отовсюду: nastavnik publish --all; то, что на хостинге, обыщут после отправки",
    ]


def _told(where: str, entries: EntryChanges) -> Iterator[str]:
    """Yield what goes from a list and what changes there."""
    for what, paths in (("исчезнут", entries.gone), ("изменятся", entries.changed)):
        if paths:
            yield f"в {where} {what}: {', '.join(paths)}"
