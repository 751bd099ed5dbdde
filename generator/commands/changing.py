"""What commands that change the data share: show the change, ask, write, tell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
from rich.console import Console
from rich.text import Text

from generator import console as terminal
from generator.commands.asking import Interview
from generator.commands.options import PROBLEMS, need_project, project_option, today_option
from generator.diagnostics import DataError, Level
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.editing.planning import Plan
    from generator.editing.workspace import Workspace

T = TypeVar("T")
_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def changing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the parameters of every command that changes the data."""
    command = click.option(
        "--dry-run", is_flag=True, help="Только показать, что изменится; ничего не записывать."
    )(command)
    return project_option(today_option(command))


def open_school(project: Path, today: date | None) -> Workspace:
    """Read the school, or leave with what is wrong with it."""
    from generator.editing.workspace import Workspace

    settings = Settings(need_project(project), today)
    try:
        return Workspace.open(settings, date.today())  # noqa: DTZ011
    except DataError as error:
        stop(error, "Сначала исправьте ошибки")


def reopened(school: Workspace, *, asked: bool) -> Workspace:
    """Read the school again if questions took time: somebody may have edited it meanwhile."""
    return open_school(school.settings.project, school.settings.today) if asked else school


def understood(look_up: Callable[[], T]) -> T:
    """Return the record a call names, or refuse the call with the candidates.

    Raises:
        click.UsageError: When it names none or several.
    """
    from generator.editing.workspace import RefusalError

    try:
        return look_up()
    except RefusalError as error:
        raise click.UsageError(str(error)) from error


def stop(error: DataError, verdict: str = "Не записано") -> NoReturn:
    """Print what is wrong with the data and leave."""
    screen = terminal.console(stderr=True)
    errors = [problem for problem in error.problems if problem.level is Level.ERROR]
    terminal.print_problems(errors, screen)
    screen.print(f"[bold red]{verdict}:[/] {terminal.summary(errors)}")
    sys.exit(PROBLEMS)


def make(
    draw_up: Callable[[], Plan],
    *,
    dry_run: bool,
    typed: Mapping[str, Any] | None = None,
    question: str = "Записать?",
    more: Callable[[Plan], list[str]] | None = None,
) -> None:
    """Make a plan and write it, or say why not.

    Args:
        draw_up: Makes the plan.
        dry_run: Show it and write nothing.
        typed: What was typed at the questions; shown again when nothing was written, so that
            no answer is lost. ``None`` when nothing was asked: then nothing is confirmed.
        question: What to confirm.
        more: Makes more notes of the plan.
    """
    from generator.editing.planning import carry_out
    from generator.editing.workspace import RefusalError
    from generator.source.writing import ChangedMeanwhileError

    screen = terminal.console()
    try:
        made = draw_up()
        notes = [*(more(made) if more else []), *made.notes]
        if not made.files and not made.moves:
            _tell(made, notes, screen)
            screen.print("[bold green]Записывать нечего:[/] всё уже так")
            return
        if dry_run or typed is not None:
            _show(made, screen)
            _tell(made, notes, screen)
        if dry_run:
            screen.print("[bold]Ничего не записано:[/] это только показ")
            return
        if typed is not None and not Interview(screen).confirm(question):
            _return(typed)
            screen.print("[bold]Ничего не записано[/]")
            return
        carry_out(made)
    except RefusalError as error:
        _return(typed)
        raise click.UsageError(str(error)) from error
    except DataError as error:
        _return(typed)
        stop(error)
    except ChangedMeanwhileError as error:
        _return(typed)
        message = f"файл {error.file.name} тем временем изменили, он не тронут; повторите команду"
        raise click.ClickException(message) from error
    except OSError:
        _return(typed)
        raise
    for file in made.files:
        _done("Создан" if file.new else "Записано в", file.path, screen)
    for move in made.moves:
        _done("Перенесён", f"{move.path} → {move.target}", screen)
    if typed is None:
        _tell(made, notes, screen)


def _done(what: str, path: str, screen: Console) -> None:
    screen.print(Text(what, style="bold green").append(f" {path}", style="not bold default"))


def _show(made: Plan, screen: Console) -> None:
    screen.print()
    for line in made.diff().splitlines():
        whole = line.startswith(("+++ ", "--- "))
        screen.print(Text(line, style="bold" if whole else _STYLES.get(line[:1], "")))
    for move in made.moves:
        screen.print(Text(f"{move.path} → {move.target}", style="bold"))
    screen.print()


def _tell(made: Plan, notes: list[str], screen: Console) -> None:
    terminal.print_problems(made.problems, screen)
    for note in notes:
        screen.print(Text(f"  {note}"))


def _return(typed: Mapping[str, Any] | None) -> None:
    """Print what was typed as it would stand in a file."""
    from generator.source.handwriting import Hand

    if typed:
        click.echo("\nВы ввели:\n" + Hand().record(typed, 2), err=True)
