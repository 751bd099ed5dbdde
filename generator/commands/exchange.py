"""``export`` and ``import``: banks for Excel and Word, lists of people, answers to surveys."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from rich.markup import escape
from rich.text import Text

from generator import console as terminal
from generator.commands.options import (
    PROBLEMS,
    Command,
    Group,
    need_project,
    out_option,
    project_option,
    today_option,
)
from generator.diagnostics import DataError, Level, Problem, Span
from generator.settings import Settings, resolve_today

if TYPE_CHECKING:
    from generator.exchange.ledger import Fate
    from generator.exchange.plan import FileChange, Plan
    from generator.exchange.surveys import SurveyPlan
    from generator.exchange.tables import Source, UnreadableError
    from generator.exchange.telling import Section
    from generator.model.registry import Registry

_TYPES = ("консультант", "предметник")
_KINDS = (
    "молодой специалист",
    "новый сотрудник",
    "педагог в выгорании",
    "осваивает новую технологию",
    "непедагогическое образование",
)
_ROLES = ("наставник", "наставляемый", "куратор")
_file = click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="ФАЙЛ"
)


def _run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    dry_run = click.option(
        "--dry-run", is_flag=True, help="Только показать весь план, ничего не записывать."
    )
    partial = click.option(
        "--partial",
        is_flag=True,
        help="Записать то, что без ошибок, а не всё или ничего.",
    )
    return dry_run(partial(command))


def _post_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--post",
        metavar="ДОЛЖНОСТЬ",
        help="Должность новых людей, у которых её нет в таблице: «учитель».",
    )(command)


@click.group(cls=Group)
def export() -> None:
    """Выгрузить официальные формы для Excel и Word."""


@export.command("banks", cls=Command)
@project_option
@today_option
@out_option("Куда положить файлы; прежние с теми же именами заменяются.", required=True)
def export_banks(project: Path, today: date | None, out: Path) -> None:
    """Выгрузить оба банка в Excel и Word.

    В каждом 12 граф официальной формы, лист А4 альбомный, шапка повторяется на каждой странице.
    """
    from generator.documents.workbook import TooLongError
    from generator.exchange.banks import bank_files, put_files

    registry, day = _school(need_project(project), today)
    try:
        files = bank_files(registry, day)
    except TooLongError as error:
        screen = terminal.console(stderr=True)
        screen.print(f"[bold red]Не выгружено:[/] {escape(str(error))}")
        sys.exit(PROBLEMS)
    put_files(out, files)
    screen = terminal.console()
    screen.print(f"[bold green]Готово[/] на {day:%d.%m.%Y}")
    for name in files:
        screen.print(f"  {escape(str(out / name))}")


@click.group("import", cls=Group)
def import_() -> None:
    """Внести людей или ответы на анкету из таблицы."""


@import_.command("mentors", cls=Command)
@_file
@project_option
@today_option
@_run_options
@_post_option
@click.option(
    "--type",
    "kind",
    type=click.Choice(_TYPES),
    help="Тип новых наставников, у которых он не указан в таблице.",
)
@click.option(
    "--sphere",
    metavar="СФЕРА",
    help="Профессиональная сфера новых наставников, если её нет в таблице.",
)
def import_mentors(
    file: Path,
    project: Path,
    today: date | None,
    dry_run: bool,
    partial: bool,
    post: str | None,
    kind: str | None,
    sphere: str | None,
) -> None:
    """Внести наставников из таблицы Excel, CSV или Word.

    Кто уже в банке, у того дополняется только то, чего нет в записи; расхождения показываются,
    и записи не меняются.
    """
    from generator.exchange.columns import MENTORS

    defaults = {"должность": post, "тип": kind, "профессиональная сфера": sphere}
    _import_people(MENTORS, file, project, today, defaults, dry_run, partial)


@import_.command("mentees", cls=Command)
@_file
@project_option
@today_option
@_run_options
@_post_option
@click.option(
    "--kind",
    type=click.Choice(_KINDS),
    metavar="КАТЕГОРИЯ",
    help=f"Категория новых наставляемых, если её нет в таблице: {', '.join(_KINDS)}.",
)
def import_mentees(
    file: Path,
    project: Path,
    today: date | None,
    dry_run: bool,
    partial: bool,
    post: str | None,
    kind: str | None,
) -> None:
    """Внести наставляемых из таблицы Excel, CSV или Word.

    Кто уже в банке, у того дополняется только то, чего нет в записи; расхождения показываются,
    и записи не меняются.
    """
    from generator.exchange.columns import MENTEES

    defaults = {"должность": post, "категория": kind}
    _import_people(MENTEES, file, project, today, defaults, dry_run, partial)


@import_.command("survey", cls=Command)
@click.argument("survey", metavar="АНКЕТА")
@_file
@project_option
@_run_options
@click.option(
    "--role",
    type=click.Choice(_ROLES),
    help="Чьи это ответы, если в таблице нет графы «Роль».",
)
def import_survey(
    survey: str, file: Path, project: Path, dry_run: bool, partial: bool, role: str | None
) -> None:
    """Внести ответы на анкету из таблицы сервиса опросов.

    АНКЕТА — имя её файла без окончания. Имена, адреса и время ответов не записываются.
    """
    from generator.exchange.surveys import plan_survey
    from generator.exchange.tables import UnreadableError
    from generator.model.monitoring import Role

    project = need_project(project)
    registry, _ = _school(project, None)
    name = survey.removesuffix(".yml")
    if name not in registry.surveys:
        known = ", ".join(registry.surveys) or "пока нет ни одной"
        raise click.UsageError(f"нет анкеты {survey}; есть: {known}")
    whose = Role(role) if role else None
    try:
        plan = plan_survey(_source(file), registry.surveys[name], project, whose)
    except UnreadableError as error:
        _refuse(file, error)
    _tell_survey(plan, dry_run=dry_run)
    _finish(project, plan.failed, [plan.change] if plan.change else [], dry_run, partial)


def _import_people(
    form: Any,
    file: Path,
    project: Path,
    today: date | None,
    given: dict[str, str | None],
    dry_run: bool,
    partial: bool,
) -> None:
    from generator.exchange.plan import plan_people
    from generator.exchange.tables import UnreadableError

    project = need_project(project)
    registry, day = _school(project, today)
    defaults = {key: value.strip() for key, value in given.items() if value and value.strip()}
    try:
        plan = plan_people(_source(file), form, registry, project, day, defaults)
    except UnreadableError as error:
        _refuse(file, error)
    _tell_people(plan, dry_run=dry_run)
    _finish(project, plan.failed, plan.changes, dry_run, partial)
    if any(change.is_new for change in plan.changes) and not dry_run:
        screen = terminal.console()
        screen.print(
            "  согласие на обработку подписывают до внесения в банк: впишите его дату новым людям"
        )


def _school(project: Path, today: date | None) -> tuple[Registry, date]:
    """Return the records and the day of the run, or stop when the data have errors."""
    from generator.model.loading import load

    try:
        registry, _ = load(project)
    except DataError as error:
        screen = terminal.console(stderr=True)
        errors = [p for p in error.problems if p.level is Level.ERROR]
        terminal.print_problems(errors, screen)
        screen.print(f"[bold red]Сначала исправьте данные:[/] {terminal.summary(errors)}")
        sys.exit(PROBLEMS)
    demonstration = registry.school.demonstration
    fixed = demonstration.date if demonstration else None
    settings = Settings(project, today)
    return registry, resolve_today(settings.today, fixed, date.today())  # noqa: DTZ011


def _source(file: Path) -> Source:
    from generator.exchange.reading import read_source

    return read_source(file)


def _refuse(file: Path, error: UnreadableError) -> NoReturn:
    screen = terminal.console(stderr=True)
    problem = Problem("И-01", Level.ERROR, Span(file.name), str(error), error.hint)
    terminal.print_problems([problem], screen)
    screen.print("[bold red]Ничего не записано[/]")
    sys.exit(PROBLEMS)


def _tell_people(plan: Plan, *, dry_run: bool) -> None:
    from generator.exchange.telling import told_changes, told_differences

    _print_sections(told_changes(plan.changes, values=dry_run))
    _print_sections(told_differences(plan.differences))
    screen = terminal.console()
    if plan.known:
        screen.print(f"[bold]Уже в банке, без изменений: {len(plan.known)}[/]")
    _tell_cells(plan.source, plan.fates, plan.remarks)


def _tell_survey(plan: SurveyPlan, *, dry_run: bool) -> None:
    screen = terminal.console()
    screen.print(f"[bold]Новых ответов: {plan.added}[/], уже записаны: {plan.repeated}")
    screen.print("  имена, адреса и время ответов не записываются: анкета анонимна")
    if plan.change is not None and dry_run:
        screen.print(f"  дополнится {escape(plan.change.path)}")
    _tell_cells(plan.source, plan.fates, plan.remarks)


def _print_sections(sections: Iterable[Section]) -> None:
    screen = terminal.console()
    for section in sections:
        screen.print(f"[bold]{escape(section.title)}[/]")
        for line in section.lines:
            screen.print(Text(f"  {line}"))


def _tell_cells(source: str, fates: Sequence[Fate], remarks: Sequence[str]) -> None:
    from generator.exchange.telling import told_problems, told_totals

    screen = terminal.console()
    terminal.print_problems(told_problems(source, fates), screen)
    for remark in remarks:
        screen.print(Text(f"{source}: {remark}", style="yellow"))
    screen.print(Text(told_totals(fates)))


def _finish(
    project: Path, failed: bool, changes: Sequence[FileChange], dry_run: bool, partial: bool
) -> None:
    """Write what may be written, say so, and leave with an exit code when there are errors."""
    from generator.source.writing import ChangedMeanwhileError, write

    screen = terminal.console()
    code = PROBLEMS if failed else 0
    if dry_run:
        screen.print("[bold]Пробный прогон: ничего не записано[/]")
    elif failed and not partial:
        screen.print("[bold red]Ничего не записано:[/] исправьте ошибки в таблице и повторите")
        screen.print("  или внесите тех, у кого ошибок нет: --partial")
    elif not changes:
        screen.print("[bold green]Записывать нечего[/]")
    else:
        try:
            write(project, [change.rewrite for change in changes])
        except ChangedMeanwhileError as error:
            screen.print(
                f"[bold red]Ничего не записано:[/] файл {escape(str(error.file))} изменился"
            )
            screen.print("  закройте его в редакторе и повторите")
            sys.exit(PROBLEMS)
        screen.print(f"[bold green]Записано[/] файлов: {len(changes)}")
    if code:
        sys.exit(code)
