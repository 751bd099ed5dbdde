"""``changes``: what was not published yet and for how many working days."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from generator import console as terminal
from generator.commands.changing import stop
from generator.commands.options import Command, need_project, project_option, today_option
from generator.diagnostics import DataError
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.changes import Unpublished

_SHOWN = 40


@click.command(cls=Command)
@project_option
@today_option
@click.option(
    "--published",
    is_flag=True,
    help="Отметить, что раздел сегодня опубликован: если его кладут на сайт без publish и kit.",
)
def changes(project: Path, today: date | None, *, published: bool) -> None:
    """Показать, что изменилось и ещё не опубликовано.

    Закон отводит на это 10 рабочих дней. Что и когда опубликовано, помнит data/changes.json: по
    нему же страница «Что изменилось» говорит, с какого дня не менялась каждая страница.
    """
    from generator.changes import FILE, read_published, write_published
    from generator.site import check_data, not_published, published_now

    settings = Settings(need_project(project), today)
    screen = terminal.console()
    try:
        checked = check_data(settings, date.today())  # noqa: DTZ011
    except DataError as error:
        stop(error, "Сначала исправьте ошибки")
    if published:
        write_published(settings.data, published_now(checked, settings))
        screen.print(
            f"[bold green]Отмечено[/] в data/{FILE}: опубликовано {checked.today:%d.%m.%Y}"
        )
        return
    if checked.registry.school.demonstration:
        screen.print("Демонстрация никуда не публикуется: сроков у неё нет")
    elif read_published(settings.data).day is None:
        screen.print("Раздел ещё не публиковали: сравнивать не с чем")
    elif (waiting := not_published(checked, settings)) is None:
        screen.print("[bold green]Опубликовано всё[/]")
    else:
        _tell(waiting, screen)


def _tell(waiting: Unpublished, screen: Console) -> None:
    from generator.changes import TERM

    for title, paths in (
        ("убрать с сайта", waiting.gone),
        ("изменилось", waiting.changed),
        ("новое", waiting.new),
    ):
        terminal.print_some(title, paths, screen, _SHOWN)
    late = waiting.workdays > TERM
    style = "bold red" if late else "bold"
    spent = f"рабочих дней с неё: {waiting.workdays} из {TERM}"
    screen.print(f"Последняя публикация {waiting.day:%d.%m.%Y}; {spent}")
    term = f"{waiting.term:%d.%m.%Y}"
    screen.print(f"[{style}]{f'Срок вышел {term}' if late else f'Опубликуйте до {term}'}[/]")
