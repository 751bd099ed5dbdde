"""``schema``: hints, choices and errors for an editor."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.markup import escape

from generator import console as terminal
from generator.commands.options import PROBLEMS, Command, need_project, out_option, project_option
from generator.diagnostics import DataError

if TYPE_CHECKING:
    from generator.schema.files import Written


@click.command(cls=Command)
@project_option
@out_option("Сложить схемы сюда и настроек не трогать: для других редакторов.")
def schema(project: Path, out: Path | None) -> None:
    """Подготовить подсказки для редактора VS Code.

    Редактор станет показывать, что писать в каждом ключе, предлагать значения и подчёркивать
    ошибки. Повторите, когда завели новые записи: они появятся в списках.
    """
    from generator.schema.files import write_for_editor, write_schemas

    project = need_project(project)
    try:
        written = write_schemas(project, out) if out else write_for_editor(project)
    except DataError as error:
        screen = terminal.console(stderr=True)
        terminal.print_problems(error.problems, screen)
        screen.print("[bold red]Настройки не тронуты[/]")
        sys.exit(PROBLEMS)
    _report(written, tied=out is None)


def _report(written: Written, *, tied: bool) -> None:
    from generator.render.words import counted

    screen = terminal.console()
    number = counted(written.schemas, "схема", "схемы", "схем")
    screen.print(f"[bold green]Готово:[/] {number} в {escape(str(written.folder))}")
    if tied:
        screen.print("  откройте папку школы в VS Code и согласитесь поставить расширение YAML")
    for span in written.unread:
        screen.print(f"  не прочитан {escape(str(span))}: его имён в подсказках нет")
    if written.unread:
        screen.print("  что в нём не так: nastavnik check")
