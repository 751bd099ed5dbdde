"""``publish`` and ``rollback``: the section on a hosting, and the one before it back again."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from generator import console as terminal
from generator.commands.changing import stop
from generator.commands.options import (
    CLEAN,
    PROBLEMS,
    Command,
    need_project,
    project_option,
    today_option,
)
from generator.commands.session import Session
from generator.diagnostics import DataError
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.publish.history import History
    from generator.publish.manifest import Manifest
    from generator.publish.targets import Target
    from generator.site import Checked

_NOT_SENT = "Не опубликовано"
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
    targets = _targets(project)
    target = _target(targets, name)
    screen = terminal.console()
    session = Session(target, project, remember=remember)
    with tempfile.TemporaryDirectory(prefix="nastavnik-", ignore_cleanup_errors=True) as scratch:
        checked = _checked(project, today)
        if only_check:
            with session:
                right = session.compare(checked, Path(scratch), screen)
            sys.exit(CLEAN if right else PROBLEMS)
        folder = site or _built(project, today, Path(scratch), screen)
        _refuse(folder, checked, screen)
        with session:
            right = session.publish(
                folder, checked.today, screen, dry=dry_run, yes=yes, replace=replace
            )
        if not dry_run and site is None:
            _note_published(checked, Settings(project, today), {target: session.history}, targets)
    if not right:
        sys.exit(PROBLEMS)


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
    reached: dict[Target, History] = {}
    with tempfile.TemporaryDirectory(prefix="nastavnik-", ignore_cleanup_errors=True) as scratch:
        targets = _targets(project)
        checked = _checked(project, today)
        folder = _built(project, today, Path(scratch), screen)
        _refuse(folder, checked, screen)
        for target in targets:
            screen.print(Text(f"— {target.name} ({target.means})", style="bold"))
            try:
                with Session(target, project) as session:
                    right = session.publish(folder, checked.today, screen, dry=dry, yes=yes)
                if not dry:
                    reached[target] = session.history
                    with session:
                        right &= session.compare(checked, Path(scratch) / target.name, screen)
                if right and not dry:
                    _prove(about, checked, screen)
                if not right:
                    failed.append(target.name)
            except SystemExit:
                failed.append(target.name)
            except click.ClickException as error:
                screen.print(Text(error.format_message(), style="red"))
                failed.append(target.name)
    if reached:
        _note_published(checked, Settings(project, today), reached, targets)
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
    project = need_project(project)
    targets = _targets(project)
    target = _target(targets, name)
    screen = terminal.console()
    with tempfile.TemporaryDirectory(prefix="nastavnik-", ignore_cleanup_errors=True) as scratch:
        checked = _checked(project, today)
        folder = Path(scratch) / "site"
        with Session(target, project) as session:
            earlier = _before(session)
            if not session.history.restore(earlier, folder):
                message = "предыдущая публикация сохранилась не целиком: вернуть её нельзя"
                raise click.ClickException(message)
            screen.print(f"Возвращается публикация № {earlier.number} от {_day(earlier.date)}")
            _refuse(folder, checked, screen)
            right = session.publish(folder, checked.today, screen, dry=dry_run, yes=yes)
        if not dry_run and _is_site(target, targets):
            _note_returned(earlier, session.history, Settings(project, today), screen)
    if not right:
        sys.exit(PROBLEMS)


def _before(session: Session) -> Manifest:
    """Return the last whole publication before what stands at the target."""
    publications = session.history.publications()
    if publications:
        known = session.known()
        # Of a publication that was cut short, the one before it is the last finished one.
        cut = bool(known.files and known.doubtful)
        for earlier in publications:
            if earlier.number < known.number + cut:
                return earlier
    raise click.UsageError("возвращаться некуда: этот компьютер не помнит предыдущей публикации")


def _targets(project: Path) -> tuple[Target, ...]:
    from generator.publish.targets import read_targets

    try:
        return read_targets(project)
    except DataError as error:
        stop(error, _NOT_SENT)


def _target(targets: tuple[Target, ...], name: str) -> Target:
    from generator.publish.targets import find_target, guesses

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
        stop(error, _NOT_SENT)


def _built(project: Path, today: date | None, scratch: Path, screen: Console) -> Path:
    from generator.adapters.building import build

    try:
        with screen.status("Собирается публичный раздел…"):
            return build(project, "public", scratch / "site", today).folder
    except DataError as error:
        stop(error, _NOT_SENT)


def _refuse(folder: Path, checked: Checked, screen: Console) -> None:
    from generator.publish.inspection import refusals

    with screen.status("Обыскивается раздел…"):
        found = refusals(folder, checked.registry, checked.today)
    if found:
        stop(DataError(found), _NOT_SENT)


def _note_published(
    checked: Checked,
    settings: Settings,
    reached: Mapping[Target, History],
    targets: tuple[Target, ...],
) -> None:
    """Write down since when each page of the school's site is what it is now.

    Other targets, an archive or a folder for trials, say nothing of what visitors see; nor does
    a folder given by ``--site``, which may be of other data.
    """
    from generator.changes import write_published
    from generator.site import published_now

    histories = [history for target, history in reached.items() if _is_site(target, targets)]
    if not histories:
        return
    published = published_now(checked, settings)
    write_published(settings.data, published)
    for history in histories:
        history.keep_changes(published.to_json())


def _is_site(target: Target, targets: tuple[Target, ...]) -> bool:
    from generator.publish.targets import sites_of

    return target in sites_of(targets)


def _note_returned(
    earlier: Manifest, history: History, settings: Settings, screen: Console
) -> None:
    """Write down that visitors see an earlier publication: its days are true again."""
    from generator.changes import FILE, Published, write_published

    text = history.changes_of(earlier)
    if text is None:
        message = f"data/{FILE} не изменён: с какого дня страницы той публикации, неизвестно"
        screen.print(Text(message, style="yellow"))
        return
    write_published(settings.data, Published.from_json(text))
    history.keep_changes(text)
    screen.print(
        f"Дни на странице «Что изменилось» — той публикации, и data/{FILE} тоже.\n"
        "Исправьте данные: следующая publish отправит то, что в них"
    )


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}"
