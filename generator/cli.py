"""Commands: parse the call, do the work, print, leave with an exit code.

Exit codes: 0 — clean, 1 — problems in the data, 2 — a wrong call.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from generator import console as terminal
from generator.commands.options import (
    CLEAN,
    PROBLEMS,
    WRONG_CALL,
    Group,
    Later,
    Port,
    need_project,
    project_option,
    today_option,
)
from generator.diagnostics import DataError, Level, has_errors, refusal
from generator.garbage import leave_at_once, no_garbage
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.adapters.standing import Ready
    from generator.diagnostics import Problem

_AUDIENCES = {"public": ("public",), "internal": ("internal",), "all": ("public", "internal")}
_WHOSE = {"public": "публичный раздел", "internal": "раздел куратора"}

_LATER = {
    "bench": "generator.commands.bench:bench",
    "changes": "generator.commands.changes:changes",
    "consents": "generator.commands.consents:consents",
    "desk": "generator.commands.desk:desk",
    "documents": "generator.commands.documents:documents",
    "explain": "generator.commands.explaining:explain",
    "export": "generator.commands.exchange:export",
    "import": "generator.commands.exchange:import_",
    "kit": "generator.commands.kit:kit",
    "match": "generator.commands.matching:match",
    "new": "generator.commands.new:new",
    "publish": "generator.commands.publishing:publish",
    "record": "generator.commands.record:record",
    "report": "generator.commands.report:report",
    "rollback": "generator.commands.publishing:rollback",
    "rollover": "generator.commands.rollover:rollover",
    "schema": "generator.commands.schema:schema",
}


@click.group(
    cls=Group,
    commands=Later(_LATER),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    package_name="nastavnik", help="Показать версию.", message="%(prog)s, версия %(version)s"
)
def cli() -> None:
    """Раздел «Наставничество» школьного сайта: проверить данные и собрать страницы."""


@cli.command()
@project_option
@today_option
@click.option(
    "--audience",
    type=click.Choice(list(_AUDIENCES)),
    default="all",
    show_default=True,
    help="Для кого: public — сайт школы, internal — куратору, all — оба раздела.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="ПАПКА",
    help="Куда положить папки site и site-internal. Без параметра — в папку школы.",
)
def build(project: Path, today: date | None, audience: str, out: Path | None) -> None:
    """Собрать раздел: публичный в site, куратору в site-internal.

    Прежние папки заменяются, только если всё собралось без ошибок.
    """
    from generator.adapters.standing import FOLDERS, Order, standing

    project = need_project(project)
    screen = terminal.console()
    folders = {name: ((out or project) / FOLDERS[name]).resolve() for name in _AUDIENCES[audience]}
    order = Order.of(project, today, date.today())  # noqa: DTZ011
    if sites := standing(order, folders):
        _report(sites, screen)
        return
    # MkDocs and everything it needs take a while to import, and none of it is ever garbage.
    with no_garbage(last=True):
        from generator.adapters.building import NotOurFolderError, build_all

        try:
            with screen.status("Проверяются данные…") as status:
                built = build_all(
                    project,
                    folders,
                    today,
                    lambda name: status.update(f"Собирается {_WHOSE[name]}…"),
                    abreast=True,
                    order=order,
                )
        except DataError as error:
            _stop(error)
        except NotOurFolderError as error:
            raise click.UsageError(
                f"{error} — не наша папка: в ней чужие файлы; "
                "укажите другую в --out или удалите её сами"
            ) from error
        _report(built, screen)


def _report(built: Sequence[Ready], screen: Any) -> None:
    from generator.render.words import counted, file_size

    problems = built[-1].problems
    screen.print("[bold]Проверки нашли:[/] " + terminal.summary(problems))
    terminal.print_problems(problems[:_SHOWN], screen)
    if len(problems) > _SHOWN:
        screen.print(f"… и ещё {len(problems) - _SHOWN}; все: nastavnik check")
    screen.print()
    screen.print(f"[bold green]Готово[/] на {built[0].today:%d.%m.%Y}")
    for item in built:
        seconds = f"{item.seconds:.1f} с".replace(".", ",") if item.seconds else "без изменений"
        screen.print(
            f"  {_WHOSE[item.audience]}: "
            f"{counted(item.pages, 'страница', 'страницы', 'страниц')}, "
            f"{file_size(item.size)}, {seconds}"
        )
        screen.print(f"    откройте {escape(str(item.folder / 'index.html'))}")
    if built[0].audience == "public":
        screen.print("  личных данных без согласия в публичном разделе не найдено")


_SHOWN = 12


@cli.command()
@project_option
@today_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Как показать: text — людям, json — программам, github — заметками к строкам на GitHub.",
)
def check(project: Path, today: date | None, form: str) -> None:
    """Проверить данные: всё, что не так, с файлом, строкой и советом."""
    with no_garbage():
        from generator.changes import reminders
        from generator.site import check_data, not_published

    settings = Settings(need_project(project), today)
    try:
        checked = check_data(settings, date.today())  # noqa: DTZ011
        late = reminders(not_published(checked, settings))
        problems = (*checked.problems, *checked.publication.withheld, *late)
    except DataError as error:
        problems = error.problems
    if form == "json":
        # Programs expect UTF-8 whatever the console speaks.
        click.echo(terminal.problems_json(problems).encode())
    elif form == "github":
        click.echo(
            terminal.problems_github(problems, _within_repository(settings.project)).encode()
        )
    else:
        screen = terminal.console()
        terminal.print_problems(problems, screen)
        screen.print(f"[bold]{terminal.summary(problems).capitalize()}[/]")
    sys.exit(PROBLEMS if has_errors(problems) else CLEAN)


def _within_repository(project: Path) -> str:
    """Return the project's folder as seen from the current one, where GitHub runs commands."""
    here = Path.cwd()
    if project == here or not project.is_relative_to(here):
        return ""
    return project.relative_to(here).as_posix()


@cli.command()
@project_option
@today_option
@click.option(
    "--audience",
    type=click.Choice(["public", "internal"]),
    default="public",
    show_default=True,
    help="Какой раздел показывать: public или internal.",
)
@click.option(
    "--port",
    type=Port(),
    default=8000,
    show_default=True,
    metavar="ЧИСЛО",
    help="Порт: последняя часть адреса в браузере.",
)
def serve(project: Path, today: date | None, audience: str, port: int) -> None:
    """Показать раздел на этом компьютере; правки видны сразу."""
    import tempfile

    from generator.adapters.serving import PortTakenError, Preview
    from generator.adapters.serving import serve as serve_site

    project = need_project(project)
    screen = terminal.console()

    def tell(problems: tuple[Problem, ...]) -> None:
        terminal.print_problems(problems, screen)
        stopped = f"[bold red]Не собрано:[/] {terminal.summary(problems)}"
        screen.print(stopped if problems else "[bold green]Собрано[/]")

    def ready(address: str) -> None:
        screen.print(f"Откройте в браузере: [bold]{address}[/]")
        screen.print("Правки в data, content и theme видны сразу. Остановить: Ctrl+C")

    try:
        with tempfile.TemporaryDirectory(
            prefix="nastavnik-", ignore_cleanup_errors=True
        ) as scratch:
            preview = Preview(project, audience, today, Path(scratch))
            serve_site(preview, project, port, tell, ready)
    except PortTakenError as error:
        raise click.UsageError(
            f"порт {port} занят; укажите другой: nastavnik serve --port {port + 1}"
        ) from error


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="ПАПКА_САЙТА")
@project_option
@today_option
def audit(folder: Path, project: Path, today: date | None) -> None:
    """Обыскать готовый раздел: нет ли в нём личного без согласия."""
    from generator.audit import audit as search
    from generator.site import check_data

    settings = Settings(need_project(project), today)
    if not folder.is_dir():
        raise click.UsageError(f"нет папки {folder}; сначала соберите раздел: nastavnik build")
    screen = terminal.console()
    try:
        checked = check_data(settings, date.today())  # noqa: DTZ011
        with screen.status("Идёт поиск…"):
            problems = search(folder, checked.registry, checked.today)
    except DataError as error:
        _stop(error)
    terminal.print_problems(problems, screen)
    if has_errors(problems):
        screen.print(f"[bold red]Публиковать нельзя:[/] {terminal.summary(problems)}")
        sys.exit(PROBLEMS)
    screen.print("[bold green]Чисто:[/] личных данных без согласия нет")


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="ПАПКА")
@today_option
def init(folder: Path, today: date | None) -> None:
    """Завести папку новой школы с примерами; она сразу собирается."""
    from generator.starter import FolderNotEmptyError, start

    try:
        start(folder, today or date.today())  # noqa: DTZ011
    except FolderNotEmptyError as error:
        raise click.UsageError(f"папка {folder} не пуста; укажите новую") from error
    screen = terminal.console()
    shown = escape(f'"{folder}"' if " " in str(folder) else str(folder))
    screen.print(f"[bold green]Готово:[/] {shown}")
    screen.print("  начните с data/school.yml, затем замените примеры своими записями")
    screen.print(f"  собрать: nastavnik build --project {shown}")


def _stop(error: DataError) -> None:
    screen = terminal.console(stderr=True)
    terminal.print_problems((p for p in error.problems if p.level is Level.ERROR), screen)
    screen.print(f"[bold red]Не собрано:[/] {terminal.summary(error.problems)}")
    sys.exit(PROBLEMS)


def main() -> None:
    """Run the command line."""
    terminal.speak_russian()
    try:
        cli(prog_name="nastavnik")
    except SystemExit as done:
        leave_at_once(done.code)
        raise
    except OSError as error:
        click.echo(f"Ошибка: {refusal(error)}", err=True)
        sys.exit(WRONG_CALL)
