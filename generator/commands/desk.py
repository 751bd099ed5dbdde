"""``desk``: forms in the browser for those who never open an editor."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from generator import console as terminal
from generator.commands.options import Command, Port, need_project, project_option, today_option
from generator.settings import Settings


@click.command(cls=Command)
@project_option
@today_option
@click.option(
    "--port",
    type=Port(least=0),
    default=0,
    metavar="ЧИСЛО",
    help="Порт: последняя часть адреса в браузере. Без параметра — любой свободный.",
)
@click.option("--no-browser", is_flag=True, help="Не открывать браузер, только показать адрес.")
def desk(project: Path, today: date | None, port: int, no_browser: bool) -> None:
    """Открыть рабочий стол: формы для всех записей в браузере."""
    from generator.desk.serving import DeskServer, PortTakenError

    settings = Settings(need_project(project), today)
    try:
        server = DeskServer(settings, date.today(), port)  # noqa: DTZ011
    except PortTakenError as error:
        raise click.UsageError(
            f"порт {port} занят; уберите --port, и найдётся свободный"
        ) from error
    screen = terminal.console()
    screen.print(f"Откройте в браузере: [bold]{server.address}[/]")
    screen.print("Адрес секретный и действует до остановки. Остановить: Ctrl+C")
    if not no_browser:
        webbrowser.open(server.address)
    with suppress(KeyboardInterrupt):
        server.run()
