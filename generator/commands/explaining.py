"""``explain``: what a code means, with an example of right and wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.markup import escape

from generator import console as terminal
from generator.commands.options import Command

if TYPE_CHECKING:
    from rich.console import Console

    from generator.catalogue import Entry


@click.command(cls=Command)
@click.argument("code", required=False, metavar="[КОД]")
def explain(code: str | None) -> None:
    """Объяснить замечание по его коду.

    Без кода покажет все коды.
    """
    from generator.catalogue import entry_of, nearest_codes

    screen = terminal.console()
    if code is None:
        _print_list(screen)
        return
    entry = entry_of(code)
    if entry is None:
        near = " или ".join(nearest_codes(code))
        hint = f"возможно, {near}; " if near else ""
        raise click.UsageError(f"нет кода «{code}»; {hint}все коды: nastavnik explain")
    _print_entry(entry, screen)


def _print_list(screen: Console) -> None:
    from generator.catalogue import ENTRIES, KINDS

    for letter, kind in KINDS.items():
        screen.print(f"[bold]{kind}[/]")
        for code, entry in ENTRIES.items():
            if code.startswith(letter):
                style = terminal.LEVEL_STYLES[entry.level]
                level = f"[{style}]{entry.level.value:<14}[/]"
                screen.print(f"  {code}  {level}  {escape(entry.title)}")


def _print_entry(entry: Entry, screen: Console) -> None:
    from generator.catalogue import KINDS, visible

    style = terminal.LEVEL_STYLES[entry.level]
    screen.print(f"[bold]{entry.code}. {escape(entry.title)}[/]")
    screen.print(f"[{style}]{entry.level.value}[/] · {KINDS[entry.code[0]]}\n")
    # A person reads this: long lines are broken at words even in a pipe.
    screen.print(escape(entry.text), soft_wrap=False)
    for title, example in (("Неверно", entry.wrong), ("Верно", entry.right)):
        screen.print(f"\n[bold]{title}[/]")
        for line in visible(example).split("\n"):
            screen.print(f"    {escape(line)}")
    screen.print(f"\n[bold]Откуда правило[/]\n    {escape(entry.source)}")
