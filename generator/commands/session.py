"""One visit of a command to a target: the plan shown, what is asked, what is told afterwards."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Self

import click
from rich.console import Console
from rich.text import Text

from generator import console as terminal
from generator.commands.asking import Interview
from generator.commands.options import PROBLEMS
from generator.diagnostics import has_errors

if TYPE_CHECKING:
    from generator.publish.history import History
    from generator.publish.lines import Lines
    from generator.publish.manifest import Manifest
    from generator.publish.planning import Plan
    from generator.publish.refusals import RefusedError
    from generator.publish.sending import Sent
    from generator.publish.targets import Target
    from generator.site import Checked

_SHOWN = 12
_MOST = 10


class Session:
    """One visit to a target: a way there, connections, what is remembered of it.

    Args:
        target: Where to.
        project: The school's folder.
        remember: Keep the password in the system's keyring once the target has taken it.
    """

    def __init__(self, target: Target, project: Path, *, remember: bool = False) -> None:
        from generator.publish.history import History
        from generator.publish.lines import Lines
        from generator.publish.opening import way_to
        from generator.publish.passwords import password_of

        self._target, self._remember = target, remember
        self._password = password_of(target, lambda: _asked(target), anew=remember)
        self._lines: Lines = Lines(way_to(target, project, self._password))
        self.history: History = History(project, target.name)

    def __enter__(self) -> Self:
        self._lines.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        from generator.publish.refusals import RefusedError

        self._lines.__exit__(*error)  # type: ignore[arg-type]
        if isinstance(error[1], RefusedError):
            _stop(error[1])

    def known(self) -> Manifest:
        """Return what we have put at the target."""
        from generator.publish.sending import known_at

        return known_at(self._lines, self.history)

    def publish(
        self,
        folder: Path,
        day: date,
        screen: Console,
        *,
        dry: bool,
        yes: bool,
        replace: bool = False,
    ) -> bool:
        """Show the plan, ask if need be, send; tell whether visitors are given what was sent."""
        from generator.publish.manifest import sums_in
        from generator.publish.sending import draw_up, foreign, send

        with screen.status("Сравнивается с тем, что на хостинге…"):
            drawn = draw_up(sums_in(folder), self._lines, self.history)
            others = () if replace else foreign(drawn, folder, self._lines)
        self._keep_password()
        _show(drawn, self._target, screen)
        if others:
            _others(others, screen)
        if dry:
            screen.print("[bold]Ничего не отправлено:[/] это только показ")
            return True
        if drawn.empty:
            screen.print("[bold green]На хостинге уже всё как надо[/]")
            return True
        if drawn.deletes_much and not yes:
            _confirm(drawn)
        with screen.status("Отправляется…") as status:
            sent = send(
                drawn,
                folder,
                day,
                self._lines,
                self.history,
                lambda p: status.update(f"{p.done} из {p.total}: {p.path}"),
            )
        return self._tell(drawn, sent, screen)

    def compare(self, checked: Checked, scratch: Path, screen: Console) -> bool:
        """Bring back what stands at the target, compare it with the manifest, search it."""
        from generator.audit import audit
        from generator.publish.returning import bring_back

        with screen.status("Читается то, что на хостинге…"):
            known = self.known()
            if not known.ours:
                raise click.UsageError("на хостинге ещё нет нашей публикации")
            differ, missing = bring_back(known, self._lines, scratch)
        self._keep_password()
        if len(missing) == len(known.ours):
            screen.print("[bold red]На хостинге нет ни одного нашего файла[/]")
            return False
        for words, paths in (("изменён не нами", differ), ("пропал", missing)):
            for line in _shortened([f"{words}: {path}" for path in paths]):
                screen.print(Text(line))
        problems = audit(scratch, checked.registry, checked.today)
        terminal.print_problems(problems, screen)
        if differ or missing or has_errors(problems):
            screen.print("[bold red]На хостинге не то, что мы отправили[/]")
            return False
        files = _files(len(known.ours))
        screen.print(f"[bold green]На хостинге всё как отправлено:[/] {files}, личного нет")
        return True

    def _keep_password(self) -> None:
        from generator.publish.passwords import remember

        if self._remember and not remember(self._target, self._password):
            raise click.UsageError("на этом компьютере нет хранилища паролей")
        self._remember = False

    def _tell(self, drawn: Plan, sent: Sent, screen: Console) -> bool:
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
        if self._target.address and not notes:
            screen.print(Text(f"сайт отдаёт то же самое: {self._target.address}"))
        return not notes


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
    question = f"Исчезнет много файлов: {share}. Продолжить?"
    if not Interview(terminal.console()).confirm(question, usual=False):
        raise click.Abort


def _stop(error: RefusedError) -> NoReturn:
    screen = terminal.console(stderr=True)
    screen.print(Text.assemble(("Не опубликовано: ", "bold red"), error.message))
    if error.hint:
        screen.print(Text(f"    → {error.hint}", style="green"))
    sys.exit(PROBLEMS)


def _files(count: int) -> str:
    from generator.render.words import counted

    return counted(count, "файл", "файла", "файлов")
