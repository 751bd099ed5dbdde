"""What calls share: exit codes, the folder of the school, the day, commands that speak Russian."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Any

import click

CLEAN, PROBLEMS, WRONG_CALL = 0, 1, 2
_LAST_PORT = 65535


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day as people write it: 20.11.2026."""

    name = "дата"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or refuse the call."""
        from generator.model.types import parse_period

        if isinstance(value, date):
            return value
        period = parse_period(str(value))
        if period is None or period.start is None or period.start != period.end:
            self.fail(f"«{value}» — не дата, напишите так: 20.11.2026", param, ctx)
        return period.start


class Port(click.ParamType):  # type: ignore[type-arg]
    """A port to listen on.

    Args:
        least: 1, or 0 where «any free one» is a fair answer.
    """

    name = "порт"

    def __init__(self, least: int = 1) -> None:
        self._least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number, or refuse the call."""
        number = int(value) if str(value).isdecimal() else -1
        if not self._least <= number <= _LAST_PORT:
            wanted = f"число от {self._least} до {_LAST_PORT}"
            self.fail(f"«{value}» — не порт, нужно {wanted}", param, ctx)
        return number


def project_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--project``: the school's folder."""
    return click.option(
        "--project",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        metavar="ПАПКА",
        help="Папка школы: та, где лежит mkdocs.yml. Без параметра — текущая.",
    )(command)


def today_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--today``: the day on which everything is judged."""
    return click.option(
        "--today",
        type=Day(),
        metavar="ДАТА",
        help="На какой день считать сроки и согласия: 20.11.2026. Без параметра — сегодня.",
    )(command)


class Command(click.Command):
    """A command whose usage line is in Russian."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[ПАРАМЕТРЫ]")
        super().__init__(*args, **kwargs)


class Group(click.Group):
    """A group of commands whose usage lines are in Russian."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "")
        kwargs.setdefault("subcommand_metavar", "КОМАНДА [ПАРАМЕТРЫ]")
        super().__init__(*args, **kwargs)


def need_project(project: Path) -> Path:
    """Return the folder of a school, or stop the call when it is not one.

    A change of its files that was cut short is finished first, and told.
    """
    if not (project / "mkdocs.yml").is_file() or not (project / "data").is_dir():
        raise click.UsageError(
            f"в папке {project.resolve()} нет mkdocs.yml и data; "
            "укажите папку школы в --project или заведите новую: nastavnik init ПАПКА"
        )
    folder = project.resolve()
    _finish_what_was_cut_short(folder)
    return folder


def _finish_what_was_cut_short(project: Path) -> None:
    from generator.source.writing import finish

    finished = finish(project)
    if finished is None:
        return
    click.echo("Прошлая запись прервалась на середине; теперь она закончена:", err=True)
    for path in finished.done:
        click.echo(f"  {path}", err=True)
    for path, text in finished.left:
        click.echo(f"  {path} с тех пор изменили, поэтому он не тронут", err=True)
        click.echo(_not_written(project / path, path, text), err=True)


def _not_written(file: Path, path: str, text: str | None) -> str:
    """Say what a change would have made of a file that somebody has edited since."""
    if text is None:
        return "    его надо было убрать: решите сами"
    now = file.read_text(encoding="utf-8") if file.exists() else ""
    lines = unified_diff(now.splitlines(), text.splitlines(), path, path, n=1, lineterm="")
    return "\n".join(("    в него не вписано:", *(f"    {line}" for line in list(lines)[2:])))
