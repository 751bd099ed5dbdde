"""What calls share: exit codes, the folder of the school, the day, commands that speak Russian."""

from __future__ import annotations

import re
import sys
from collections import UserDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

CLEAN, PROBLEMS, WRONG_CALL = 0, 1, 2
_CLICKS_QUOTES = re.compile(r"'([^']*)'")
_LAST_PORT = 65535


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day as people write it: 20.11.2026."""

    name = "дата"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or refuse the call."""
        from generator.model.periods import parse_day

        if isinstance(value, date):
            return value
        day = parse_day(str(value))
        if day is None:
            self.fail(f"«{value}» — не дата, напишите так: 20.11.2026", param, ctx)
        return day


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


def out_option(
    about: str, *, required: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add ``-o``, ``--out``: the folder that files go to.

    Args:
        about: What the help says of it.
        required: Whether a call must name it.
    """
    return click.option(
        "-o",
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="ПАПКА",
        required=required,
        help=about,
    )


class Command(click.Command):
    """A command whose usage line is in Russian."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[ПАРАМЕТРЫ]")
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of a call; what is wrong with them is told with the way to call."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class Later(UserDict[str, click.Command]):
    """Commands by their names; one in a room of its own is imported once it is asked for.

    Args:
        rooms: Where such commands are, as ``module:name``, by the names they are called by.
    """

    def __init__(self, rooms: Mapping[str, str]) -> None:
        super().__init__()
        self._rooms = rooms

    def __getitem__(self, name: str) -> click.Command:
        """Return a command."""
        if name not in self.data and name in self._rooms:
            module, _, attribute = self._rooms[name].partition(":")
            self.data[name] = getattr(import_module(module), attribute)
        return self.data[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a command."""
        return name in self.data or name in self._rooms

    def __iter__(self) -> Iterator[str]:
        """Yield the names of all in their order."""
        return iter(sorted(self._rooms.keys() | self.data.keys()))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._rooms.keys() | self.data.keys())


class Group(click.Group):
    """A group of commands whose usage lines and refusals are in Russian."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "")
        kwargs.setdefault("subcommand_metavar", "КОМАНДА [ПАРАМЕТРЫ]")
        super().__init__(*args, **kwargs)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; refuse an unknown one with the nearest, or with all there are."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            near = error.possibilities or []
            hint = f"возможно, {_quoted(near)}" if near else f"есть: {', '.join(self.commands)}"
            raise click.UsageError(f"нет команды «{args[0]}»; {hint}", ctx) from None

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a call as click does, but say what is wrong with it in our own words."""
        run: Callable[..., Any] = super().main
        if not extra.pop("standalone_mode", True):
            return run(*args, standalone_mode=False, **extra)
        try:
            code = run(*args, standalone_mode=False, **extra)
        except click.ClickException as error:
            refuse(error)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo("Прервано.", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else CLEAN)


def refuse(error: click.ClickException) -> None:
    """Print what is wrong with a call, how to call, and where help is."""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        if isinstance(error, NoArgsIsHelpError):
            error.show()
            return
        click.echo(error.ctx.get_usage(), err=True)
        click.echo(f"Справка: {error.ctx.command_path} --help\n", err=True)
    click.echo(f"Ошибка: {_told(error)}", err=True)


def _told(error: click.ClickException) -> str:
    """Return the message of a refusal; click puts what was typed in quotes of its own."""
    if isinstance(error, click.NoSuchOption):
        near = f"; возможно, {_quoted(error.possibilities)}" if error.possibilities else ""
        return f"нет параметра «{error.option_name}»{near}"
    if isinstance(error, click.BadOptionUsage) and error.ctx is not None:
        for param in error.ctx.command.params:
            if error.option_name in param.opts and isinstance(param.type, click.Choice):
                return f"параметру «{error.option_name}» нужно одно из: {_listed(param.type)}"
    return _CLICKS_QUOTES.sub("«\\1»", error.format_message())


def _listed(choice: click.Choice[Any]) -> str:
    return ", ".join(f"«{value}»" for value in choice.choices)


def _quoted(names: Sequence[str]) -> str:
    return " или ".join(f"«{name}»" for name in names)


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
    from generator.source.journal import is_unfinished

    if not is_unfinished(project):
        return
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
    from difflib import unified_diff

    now = file.read_text(encoding="utf-8") if file.exists() else ""
    lines = unified_diff(now.splitlines(), text.splitlines(), path, path, n=1, lineterm="")
    return "\n".join(("    в него не вписано:", *(f"    {line}" for line in list(lines)[2:])))
