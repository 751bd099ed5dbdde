"""``publish`` and ``rollback``: the section on a hosting, and the one before it back again."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Self

import click
from rich.console import Console
from rich.text import Text

from generator import console as terminal
from generator.commands.options import PROBLEMS, Command, need_project, project_option, today_option
from generator.diagnostics import DataError, Level, Problem, has_errors
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.publish.history import History
    from generator.publish.lines import Lines
    from generator.publish.planning import Plan
    from generator.publish.refusals import RefusedError
    from generator.publish.sending import Sent
    from generator.publish.targets import Target
    from generator.site import Checked

_SHOWN = 12
_MOST = 10
_dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Только показать, что изменится; ничего не отправлять."
)
_yes_option = click.option(
    "--yes", is_flag=True, help="Не спрашивать, даже если удаляется много файлов."
)


@click.command(cls=Command)
@click.argument("name", metavar="[ЦЕЛЬ]", required=False)
@project_option
@today_option
@click.option(
    "--all", "everywhere", is_flag=True, help="На все цели из publish.yml; каждую потом обыскать."
)
@_dry_run_option
@_yes_option
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="ПАПКА",
    help="Отправить готовую папку site. Без параметра раздел собирается заново.",
)
@click.option("--replace", is_flag=True, help="Заменить файлы на хостинге, которые положили не мы.")
@click.option(
    "--remember", is_flag=True, help="Запомнить пароль в хранилище паролей этого компьютера."
)
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Ничего не отправлять: сверить и обыскать то, что уже лежит на хостинге.",
)
def publish(
    name: str | None,
    project: Path,
    today: date | None,
    *,
    everywhere: bool,
    dry_run: bool,
    yes: bool,
    site: Path | None,
    replace: bool,
    remember: bool,
    only_check: bool,
) -> None:
    """Отправить раздел на хостинг: только то, что изменилось.

    ЦЕЛЬ — имя из файла publish.yml. Сначала показывается, что появится, изменится и исчезнет.
    """
    project = need_project(project)
    if everywhere:
        if name or site or replace or remember or only_check:
            raise click.UsageError("с --all годятся только --dry-run, --yes и --today")
        publish_everywhere(project, today, dry=dry_run, yes=yes)
        return
    if name is None:
        names = ", ".join(target.name for target in _targets(project))
        raise click.UsageError(f"не сказано, куда: назовите цель ({names}) или --all")
    target = _target(project, name)
    screen = terminal.console()
    session = _Session(target, project, remember=remember)
    with tempfile.TemporaryDirectory(prefix="nastavnik-", ignore_cleanup_errors=True) as scratch:
        checked = _checked(project, today)
        if only_check:
            with session:
                session.compare(checked, Path(scratch), screen)
            return
        folder = site or _built(project, today, Path(scratch), screen)
        _refuse(folder, checked, screen)
        with session:
            session.publish(folder, checked.today, screen, dry=dry_run, yes=yes, replace=replace)
        if not dry_run and site is None:
            _note_published(checked, Settings(project, today))


def publish_everywhere(
    project: Path,
    today: date | None,
    *,
    dry: bool = False,
    yes: bool = False,
    about: str = "",
) -> None:
    """Publish to every target of the school and search what each of them holds then.

    A target that refuses does not stop the others; the command ends with the list of those.

    Args:
        project: The school's folder.
        today: The day of the run, if it is asked for.
        dry: Only show what would change.
        yes: Ask nothing.
        about: Full name of whoever has withdrawn a consent: told that it is found nowhere.
    """
    screen = terminal.console()
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="nastavnik-", ignore_cleanup_errors=True) as scratch:
        targets = _targets(project)
        checked = _checked(project, today)
        folder = _built(project, today, Path(scratch), screen)
        _refuse(folder, checked, screen)
        for target in targets:
            screen.print(Text(f"— {target.name} ({target.means})", style="bold"))
            try:
                with _Session(target, project) as session:
                    session.publish(folder, checked.today, screen, dry=dry, yes=yes)
                    if not dry:
                        session.compare(checked, Path(scratch) / target.name, screen)
                        _prove(about, checked, screen)
            except SystemExit:
                failed.append(target.name)
            except click.ClickException as error:
                screen.print(Text(error.format_message(), style="red"))
                failed.append(target.name)
    if not dry and len(failed) < len(targets):
        _note_published(checked, Settings(project, today))
    if failed:
        screen.print(f"[bold red]Не вышло:[/] {', '.join(failed)}; остальное сделано")
        sys.exit(PROBLEMS)


def _prove(about: str, checked: Checked, screen: Console) -> None:
    """Say that a name is nowhere, if nothing allows it to be: the search has just proved it."""
    from generator.model.base import Category
    from generator.rules.permissions import permits_anywhere

    school = checked.registry.school
    if about in {o.name for o in (school.head, school.curator, school.psychologist) if o}:
        return
    people = [p for p in checked.registry.people() if p.full_name == about]
    if people and not any(permits_anywhere(p, Category.NAME, checked.today) for p in people):
        words = f"{about}: имени нет ни в одном файле, ни в одном падеже, ни с инициалами"
        screen.print(Text(words, style="green"))


@click.command(cls=Command)
@click.argument("name", metavar="ЦЕЛЬ")
@project_option
@today_option
@_dry_run_option
@_yes_option
def rollback(name: str, project: Path, today: date | None, *, dry_run: bool, yes: bool) -> None:
    """Вернуть на хостинг предыдущую публикацию.

    Прежний раздел снова обыскивается: если с тех пор кто-то отозвал согласие, он не вернётся.
    """
    from generator.publish.history import History

    project = need_project(project)
    target = _target(project, name)
    screen = terminal.console()
    with tempfile.TemporaryDirectory(prefix="nastavnik-", ignore_cleanup_errors=True) as scratch:
        checked = _checked(project, today)
        folder = Path(scratch) / "site"
        publications = History(project, target.name).publications()
        if len(publications) < 2:
            message = "возвращаться некуда: этот компьютер не помнит предыдущей публикации"
            raise click.UsageError(message)
        earlier = publications[1]
        if not History(project, target.name).restore(earlier, folder):
            message = "предыдущая публикация сохранилась не целиком: вернуть её нельзя"
            raise click.ClickException(message)
        screen.print(f"Возвращается публикация № {earlier.number} от {_day(earlier.date)}")
        _refuse(folder, checked, screen)
        with _Session(target, project) as session:
            session.publish(folder, checked.today, screen, dry=dry_run, yes=yes)


class _Session:
    """One visit to a target: a way there, connections, what is remembered of it."""

    def __init__(self, target: Target, project: Path, *, remember: bool = False) -> None:
        from generator.publish.history import History
        from generator.publish.lines import Lines
        from generator.publish.opening import way_to
        from generator.publish.passwords import password_of
        from generator.publish.passwords import remember as keep

        self._target = target
        password = password_of(target, lambda: _asked(target))
        if remember and not keep(target, password):
            raise click.UsageError("на этом компьютере нет хранилища паролей")
        self._history: History = History(project, target.name)
        self._lines: Lines = Lines(way_to(target, project, password))

    def __enter__(self) -> Self:
        self._lines.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        from generator.publish.refusals import RefusedError

        try:
            self._lines.__exit__(*error)  # type: ignore[arg-type]
        except RefusedError as refused:
            _stop(refused)
        if isinstance(error[1], RefusedError):
            _stop(error[1])

    def publish(
        self,
        folder: Path,
        day: date,
        screen: Console,
        *,
        dry: bool,
        yes: bool,
        replace: bool = False,
    ) -> None:
        """Show the plan, ask if need be, send, look at what is there."""
        from generator.publish.manifest import sums_in
        from generator.publish.sending import draw_up, foreign, send

        with screen.status("Сравнивается с тем, что на хостинге…"):
            drawn = draw_up(sums_in(folder), self._lines, self._history)
            others = () if replace else foreign(drawn, folder, self._lines)
        _show(drawn, self._target, screen)
        if others:
            _others(others, screen)
        if dry:
            screen.print("[bold]Ничего не отправлено:[/] это только показ")
            return
        if drawn.empty:
            screen.print("[bold green]На хостинге уже всё как надо[/]")
            return
        if drawn.deletes_much and not yes:
            _confirm(drawn)
        with screen.status("Отправляется…") as status:
            sent = send(
                drawn,
                folder,
                day,
                self._lines,
                self._history,
                lambda p: status.update(f"{p.done} из {p.total}: {p.path}"),
            )
        self._tell(drawn, sent, screen)

    def compare(self, checked: Checked, scratch: Path, screen: Console) -> None:
        """Bring back what stands at the target, compare it with the manifest, search it."""
        from generator.audit import audit
        from generator.publish.returning import bring_back
        from generator.publish.sending import known_at

        with screen.status("Читается то, что на хостинге…"):
            known = known_at(self._lines, self._history)
            if not known.ours:
                raise click.UsageError("на хостинге ещё нет нашей публикации")
            differ, missing = bring_back(known, self._lines, scratch)
        for words, paths in (("изменён не нами", differ), ("пропал", missing)):
            for line in _shortened([f"{words}: {path}" for path in paths]):
                screen.print(Text(line))
        problems = audit(scratch, checked.registry, checked.today)
        terminal.print_problems(problems, screen)
        if differ or missing or has_errors(problems):
            screen.print("[bold red]На хостинге не то, что мы отправили[/]")
            sys.exit(PROBLEMS)
        files = _files(len(known.ours))
        screen.print(f"[bold green]На хостинге всё как отправлено:[/] {files}, личного нет")

    def _tell(self, drawn: Plan, sent: Sent, screen: Console) -> None:
        from generator.publish.visiting import UnreachableError, amiss, visit

        number = sent.manifest.number
        screen.print(
            f"[bold green]Опубликовано[/] № {number}; прочитано обратно: {_files(sent.checked)}"
        )
        notes = [f"файл изменён не нами и оставлен: {path}; удалите его сами" for path in sent.left]
        if self._target.address:
            shown = {path: drawn.build[path] for path in drawn.sent}
            with screen.status("Проверяется, что отдаёт сайт…"):
                try:
                    notes += amiss(*visit(self._target.address, shown, drawn.gone))
                except UnreachableError:
                    notes.append(
                        f"по адресу {self._target.address} никто не отвечает, и что видит "
                        "посетитель, не проверено; проверьте «адрес» в publish.yml"
                    )
        for note in _shortened(notes):
            screen.print(Text(note, style="bold red"))
        if notes:
            sys.exit(PROBLEMS)
        if self._target.address:
            screen.print(Text(f"сайт отдаёт то же самое: {self._target.address}"))


def _targets(project: Path) -> tuple[Target, ...]:
    from generator.publish.targets import read_targets

    try:
        return read_targets(project)
    except DataError as error:
        _stop_data(error.problems)


def _target(project: Path, name: str) -> Target:
    from generator.publish.targets import find_target, guesses

    targets = _targets(project)
    target = find_target(targets, name)
    if target is None:
        raise click.UsageError(
            f"цели «{name}» нет в publish.yml; возможно: {guesses(targets, name)}"
        )
    return target


def _checked(project: Path, today: date | None) -> Checked:
    from generator.site import check_data

    try:
        return check_data(Settings(project, today), date.today())  # noqa: DTZ011
    except DataError as error:
        _stop_data(error.problems)


def _built(project: Path, today: date | None, scratch: Path, screen: Console) -> Path:
    from generator.adapters.building import build

    try:
        with screen.status("Собирается публичный раздел…"):
            return build(project, "public", scratch / "site", today).folder
    except DataError as error:
        _stop_data(error.problems)


def _refuse(folder: Path, checked: Checked, screen: Console) -> None:
    from generator.publish.inspection import refusals

    with screen.status("Обыскивается раздел…"):
        found = refusals(folder, checked.registry, checked.today)
    if found:
        _stop_data(found)


def _note_published(checked: Checked, settings: Settings) -> None:
    """Write down since when each page is what it is now; ``--site`` may be of other data."""
    from generator.changes import write_published
    from generator.site import published_now

    write_published(settings.data, published_now(checked, settings))


def _asked(target: Target) -> str:
    if not sys.stdin.isatty():
        from generator.publish.passwords import variable_of

        raise click.UsageError(
            f"нужен пароль для «{target.name}»: запустите в окне терминала "
            f"или задайте переменную {variable_of(target)}"
        )
    answer: str = click.prompt(f"Пароль {target.user} на {target.server}", hide_input=True)
    return answer


def _show(drawn: Plan, target: Target, screen: Console) -> None:
    from generator.render.words import file_size

    if drawn.resumed:
        screen.print("Прошлая публикация оборвалась: отправляется оставшееся")
    for title, paths in (
        ("новых", drawn.new),
        ("изменённых", drawn.changed),
        ("исчезнет", drawn.gone),
    ):
        terminal.print_some(title, paths, screen, _SHOWN)
    size = file_size(drawn.size) if drawn.size else "0 байт"
    screen.print(f"[bold]без изменений:[/] {drawn.same}")
    screen.print(f"[bold]отправить:[/] {size} → {target.name} ({target.means})")


def _shortened(lines: Sequence[str]) -> list[str]:
    """Return the first ten lines and how many more there are."""
    more = len(lines) - _MOST
    return [*lines[:_MOST], *([f"… и ещё {more}"] if more > 0 else [])]


def _others(paths: tuple[str, ...], screen: Console) -> NoReturn:
    for path in paths[:_SHOWN]:
        screen.print(Text(f"чужой файл: {path}", style="red"))
    screen.print(
        f"[bold red]Не опубликовано:[/] на хостинге {_files(len(paths))}, которые положили не мы; "
        "проверьте «папка» или повторите с --replace"
    )
    sys.exit(PROBLEMS)


def _confirm(drawn: Plan) -> None:
    share = f"{len(drawn.gone)} из {len(drawn.known.ours)}"
    if not sys.stdin.isatty():
        raise click.UsageError(
            f"исчезнет много файлов: {share}; если так и надо, повторите с --yes"
        )
    click.confirm(f"Исчезнет много файлов: {share}. Продолжить?", abort=True)


def _stop(error: RefusedError) -> NoReturn:
    screen = terminal.console(stderr=True)
    screen.print(Text.assemble(("Не опубликовано: ", "bold red"), error.message))
    if error.hint:
        screen.print(Text(f"    → {error.hint}", style="green"))
    sys.exit(PROBLEMS)


def _stop_data(problems: Iterable[Problem]) -> NoReturn:
    screen = terminal.console(stderr=True)
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    terminal.print_problems(errors, screen)
    screen.print(f"[bold red]Не опубликовано:[/] {terminal.summary(errors)}")
    sys.exit(PROBLEMS)


def _files(count: int) -> str:
    from generator.render.words import counted

    return counted(count, "файл", "файла", "файлов")


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}"
