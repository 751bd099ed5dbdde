"""``rollover``: a new school year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.commands.asking import on_terminal
from generator.commands.changing import changing, make, open_school, understood
from generator.commands.options import Command


@click.command(cls=Command)
@click.argument("year", metavar="ГОД")
@click.option("--yes", is_flag=True, help="Не переспрашивать.")
@changing
def rollover(project: Path, today: date | None, *, dry_run: bool, year: str, yes: bool) -> None:
    """Открыть новый учебный год: закрытое — в архив.

    ГОД — год, в котором он начинается: 2027. Пары, срок которых выйдет раньше, должны быть
    завершены: команда перечислит те, у которых нет итога. Завершённые пары, анкеты, замеры и
    новости прежних лет переходят в архив: на страницах они остаются как были. Доделали
    что-то после — повторите команду: она уберёт в архив остальное.
    """
    from generator.editing.years import read_year, rollover

    school = open_school(project, today)
    wanted = understood(lambda: read_year(year))
    if not (yes or dry_run or on_terminal()):
        raise click.UsageError("не указано: --yes; без терминала команда не может переспросить")
    make(
        lambda: rollover(school, wanted),
        dry_run=dry_run,
        typed=None if yes else {},
        question=f"Открыть {wanted} учебный год?",
    )
