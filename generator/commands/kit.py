"""``kit``: the section for a CMS that takes nothing but pasted text."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape

from generator import console as terminal
from generator.commands.changing import stop
from generator.commands.options import (
    Command,
    need_project,
    out_option,
    project_option,
    today_option,
)
from generator.diagnostics import DataError, has_errors
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.adapters.building import Built
    from generator.kit.addresses import Addresses
    from generator.kit.carried import Carried
    from generator.kit.making import Kit
    from generator.views.page import MenuEntry

FOLDER = "kit"
_SHOWN = 12


@click.command(cls=Command)
@project_option
@today_option
@out_option(f"Куда положить набор. Без параметра — в папку {FOLDER} школы.")
@click.option("--all", "everything", is_flag=True, help="Весь раздел, а не только изменившееся.")
@click.option("--lists", is_flag=True, help="Вместе со списками по темам, годам и видам.")
@click.option("--done", is_flag=True, help="Отметить, что последний набор перенесён целиком.")
def kit(
    project: Path,
    today: date | None,
    *,
    out: Path | None,
    everything: bool,
    lists: bool,
    done: bool,
) -> None:
    """Подготовить раздел для вставки в CMS, такую как Госвеб.

    Тексты без оформления, картинки, документы и шаги для человека; только то, что изменилось с
    прошлого переноса. Адреса, которые даёт CMS, впишите в таблицу kit.csv: следующий набор
    поставит их в ссылки.
    """
    from generator.kit.addresses import read_addresses
    from generator.kit.carried import FILE as DONE
    from generator.kit.carried import Carried, read_carried

    project = need_project(project)
    folder = (out or project / FOLDER).resolve()
    screen = terminal.console()
    if done:
        _carried_over(project, folder, screen)
        return
    _refuse_foreign(folder)
    try:
        addresses = read_addresses(project)
        before = Carried() if everything else read_carried(project / DONE)
        with (
            tempfile.TemporaryDirectory(prefix="nastavnik-", ignore_cleanup_errors=True) as scratch,
            screen.status("Собирается публичный раздел…"),
        ):
            made, built = _made(project, today, Path(scratch), addresses, before, lists=lists)
            _lay_out(made, built, Settings(project, today), folder)
    except DataError as error:
        stop(error, "Набор не собран")
    _note_addresses(project, addresses, made)
    _tell(made, folder, screen)


def _made(
    project: Path,
    today: date | None,
    scratch: Path,
    addresses: Addresses,
    before: Carried,
    *,
    lists: bool,
) -> tuple[Kit, Built]:
    from generator.adapters.building import build
    from generator.kit.making import make_kit

    built = build(project, "public", scratch / "site", today)
    menu = tuple(_paths(built.site.menu))
    return make_kit(built.folder, menu, addresses, before, lists=lists), built


def _paths(menu: Iterable[MenuEntry]) -> Iterable[str]:
    for entry in menu:
        yield from _paths(entry.entries) if entry.entries else (entry.path,)


def _lay_out(kit: Kit, built: Built, settings: Settings, folder: Path) -> None:
    """Write the kit beside its folder, search it as the section is searched, put it in place.

    Raises:
        DataError: When something private is found.
    """
    from generator.audit import audit
    from generator.changes import FILE as PUBLISHED
    from generator.folders import folder_beside, replace_folder
    from generator.kit.making import STEPS, contents_of, steps_page
    from generator.site import published_now

    checked = built.site.checked
    school = checked.registry.school.name
    with folder_beside(folder) as fresh:
        # What is to be taken away may bear the name of whoever has withdrawn a consent.
        staying = dataclasses.replace(kit, gone=())
        written = (
            *contents_of(kit),
            (STEPS, steps_page(staying, school, checked.today)),
            (PUBLISHED, published_now(checked, settings).to_json()),
        )
        for name, content in written:
            file = fresh / name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
        found = audit(fresh, checked.registry, checked.today)
        if has_errors(found):
            raise DataError(found)
        (fresh / STEPS).write_bytes(steps_page(kit, school, checked.today))
        replace_folder(folder, fresh)


def _refuse_foreign(folder: Path) -> None:
    from generator.kit.making import STATE

    if folder.exists() and any(folder.iterdir()) and not (folder / STATE).is_file():
        raise click.UsageError(
            f"{folder} — не наша папка: в ней чужие файлы; укажите другую в -o или удалите её сами"
        )


def _note_addresses(project: Path, addresses: Addresses, kit: Kit) -> None:
    """Bring the table of addresses up to date; what a person has written stays."""
    from generator.kit.addresses import FILE, written
    from generator.source.writing import put

    file = project / FILE
    content = written(addresses, kit.wanted, [item.path for item in kit.gone])
    if not file.is_file() or file.read_bytes() != content:
        put(file, content)


def _carried_over(project: Path, folder: Path, screen: Console) -> None:
    from generator.changes import read_published, write_published
    from generator.kit.carried import FILE as DONE
    from generator.kit.carried import read_carried
    from generator.kit.making import STATE
    from generator.source.writing import put

    state = folder / STATE
    if not state.is_file():
        raise click.UsageError(f"в папке {folder} нет набора; сначала соберите его: nastavnik kit")
    put(project / DONE, read_carried(state).to_json())
    write_published(Settings(project).data, read_published(folder))
    screen.print("[bold green]Отмечено:[/] набор перенесён; дальше — только изменения")


def _tell(kit: Kit, folder: Path, screen: Console) -> None:
    from generator.kit.addresses import FILE
    from generator.kit.making import STEPS
    from generator.render.words import counted

    if kit.empty:
        screen.print("[bold green]Переносить нечего:[/] с прошлого раза ничего не изменилось")
        return
    for title, names in (
        ("страниц вставить", [item.page.path for item in kit.pages]),
        ("файлов загрузить", [item.file.name for item in kit.files]),
        ("убрать", [item.address or item.path for item in kit.gone]),
    ):
        terminal.print_some(title, names, screen, _SHOWN)
    screen.print(f"[bold]без изменений:[/] {kit.same}")
    if kit.nameless:
        waiting = counted(len(kit.nameless), "страницы", "страниц", "страниц")
        screen.print(f"адрес в CMS не вписан у {waiting}: впишите в {FILE}")
    screen.print("[bold green]Готово:[/] личного без согласия нет")
    screen.print(f"  откройте {escape(str(folder / STEPS))}")
