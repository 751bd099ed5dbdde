"""``documents``: drafts of all the papers of the programme, in three formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from generator import console as terminal
from generator.commands.changing import open_school, stop, understood
from generator.commands.options import (
    Command,
    need_project,
    out_option,
    project_option,
    today_option,
)
from generator.diagnostics import DataError
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.documents.filling import Draft
    from generator.documents.kinds import Kind
    from generator.documents.press import Made
    from generator.documents.shelf import Put
    from generator.editing.workspace import Workspace

FOLDER = "documents"
_FORMATS = ("html", "docx", "pdf")


class _Formats(click.ParamType):  # type: ignore[type-arg]
    """Formats in one word: ``docx,pdf``."""

    name = "форматы"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the formats, or refuse the call."""
        if isinstance(value, tuple):
            return value
        asked = [part.strip().casefold() for part in str(value).split(",") if part.strip()]
        wrong = [part for part in asked if part not in _FORMATS]
        if wrong or not asked:
            self.fail(f"«{value}»: годятся {', '.join(_FORMATS)}, через запятую", param, ctx)
        return tuple(dict.fromkeys(asked))


@click.command(cls=Command)
@click.argument("kinds", nargs=-1, metavar="[ВИД]...")
@project_option
@today_option
@click.option("--pair", metavar="ПАРА", help="Документы только этой пары, хотя бы и завершённой.")
@click.option("--person", metavar="ЧЕЛОВЕК", help="Документы только этого человека.")
@click.option(
    "--format",
    "formats",
    type=_Formats(),
    default=_FORMATS,
    show_default="html,docx,pdf",
    metavar="ФОРМАТЫ",
    help="В каких форматах, через запятую.",
)
@out_option(f"Куда положить файлы. Без параметра — в папку {FOLDER} школы.")
@click.option("--list", "only_list", is_flag=True, help="Только показать, какие бывают виды.")
@click.option("--force", is_flag=True, help="Заменить и те файлы, которые вы правили сами.")
def documents(
    kinds: tuple[str, ...],
    project: Path,
    today: date | None,
    pair: str | None,
    person: str | None,
    formats: tuple[str, ...],
    out: Path | None,
    only_list: bool,
    force: bool,
) -> None:
    """Составить документы: положение, приказы, согласия, бланки.

    Без ВИДА — весь набор. Это проекты на подпись: личные данные в них настоящие, на сайт их не
    кладут. Чего нет в данных, остаётся пустой строкой, и команда её назовёт. Файл, который вы
    правили сами, не заменяется.
    """
    from generator.documents.production import produce
    from generator.documents.shelf import put
    from generator.rules.consistency import sound_records

    chosen = _chosen(kinds)
    if only_list:
        _list_kinds(chosen)
        return
    settings = Settings(need_project(project), today)
    try:
        registry, day = sound_records(settings, date.today())  # noqa: DTZ011
    except DataError as error:
        stop(error, "Сначала исправьте ошибки")
    drafts = (
        (draft for kind in chosen for draft in kind.drafts(registry, day))
        if pair is None and person is None
        else _of_somebody(open_school(project, today), chosen, pair, person)
    )
    done = produce(settings, registry.school, drafts, formats)
    if done.problems:
        stop(DataError(done.problems), "Не составлено")
    made = list(done.made.values())
    folder = out or settings.project / FOLDER
    files = {f"{m.document.id}.{form}": data for m in made for form, data in m.files.items()}
    tell(made, put(folder, files, force=force), folder, day)


def _chosen(asked: Sequence[str]) -> list[Kind]:
    from generator.documents.kinds import KINDS
    from generator.model.types import nearest

    known = {kind.id: kind for kind in KINDS}
    titles = {kind.title.casefold(): kind for kind in KINDS}
    chosen = []
    for word in asked:
        kind = known.get(word) or titles.get(word.casefold())
        if kind is None:
            close = [*nearest(word, list(known), 2), *nearest(word, list(titles), 1)]
            hint = f"возможно, {close[0]}; " if close else ""
            raise click.UsageError(f"нет вида «{word}»; {hint}все виды: nastavnik documents --list")
        chosen.append(kind)
    return chosen or list(KINDS)


def _list_kinds(kinds: Sequence[Kind]) -> None:
    from generator.documents.kinds import GROUPS

    screen = terminal.console()
    for group in GROUPS:
        inner = [kind for kind in kinds if kind.group == group]
        if inner:
            screen.print(f"[bold]{escape(group)}[/]")
        for kind in inner:
            screen.print(f"  {kind.id:<26} {escape(kind.title)}")


def _of_somebody(
    school: Workspace, kinds: Sequence[Kind], pair: str | None, person: str | None
) -> Iterator[Draft]:
    """Yield what is about a pair or a person."""
    from generator.editing.lookup import find_pair, find_person

    registry, today = school.registry, school.today
    of_pair = [kind.of_pair for kind in kinds if kind.of_pair is not None]
    of_person = [kind.of_person for kind in kinds if kind.of_person is not None]
    if (pair and not of_pair) or (person and not of_person):
        whose = "парам" if pair and not of_pair else "людям"
        raise click.UsageError(f"выбранные виды не составляются по {whose}")
    if pair is not None:
        found = understood(lambda: find_pair(school, pair))
        yield from filter(None, (make(registry, today, found) for make in of_pair))
    if person is not None:
        records = understood(lambda: find_person(school, person))
        yield from (make(registry, today, records[0]) for make in of_person)


def tell(made: Sequence[Made], done: Put, folder: Path, day: date) -> None:
    """Print what was made, what is left to write in by hand and where the files are."""
    from generator.render.words import counted

    screen = terminal.console()
    for item in made:
        if item.document.missing:
            screen.print(f"[yellow]Впишите от руки:[/] {escape(item.document.title)}")
            screen.print(f"  {escape('; '.join(item.document.missing))}")
    for name in done.kept:
        screen.print(f"[yellow]Оставлен как есть:[/] {escape(name)} — вы его правили")
    if done.kept:
        screen.print("  заменить и их: --force")
    number = counted(len(made), "документ", "документа", "документов")
    screen.print(f"[bold green]Готово[/] на {day:%d.%m.%Y}: {number} в {escape(str(folder))}")
    screen.print(f"  записано файлов: {len(done.written)}, без изменений: {len(done.same)}")
    screen.print("  в них личные данные: на сайт не кладите")
