"""``report``: the analytical report of a school year, with the tables behind it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click
from rich.markup import escape

from generator import console as terminal
from generator.commands.changing import open_school, stop, understood
from generator.commands.documents import FOLDER, tell
from generator.commands.options import PROBLEMS, Command, out_option, project_option, today_option
from generator.diagnostics import DataError


@click.command(cls=Command)
@click.argument("year", required=False, metavar="[ГОД]")
@project_option
@today_option
@out_option(f"Куда положить файлы. Без параметра — в папку {FOLDER}/otchet-ГОД школы.")
@click.option("--force", is_flag=True, help="Заменить и те файлы, которые вы правили сами.")
def report(
    year: str | None, project: Path, today: date | None, out: Path | None, force: bool
) -> None:
    """Составить аналитический отчёт за учебный год.

    ГОД — 2025 или 2025/26; без него — последний завершённый. Отчёт ложится в папку страницей, в
    Word и в PDF, а таблицы, на которых он стоит, — в report.xlsx. Выводы вы дописываете сами:
    команда назовёт пустые строки. Файл, который вы правили, не заменяется.
    """
    from generator.documents.kinds import REPORT, report_draft
    from generator.documents.production import produce
    from generator.documents.report_xlsx import report_xlsx
    from generator.documents.shelf import put
    from generator.documents.workbook import TooLongError
    from generator.editing.years import read_year
    from generator.rules.report.making import latest_report_year, report_of, report_years
    from generator.views.internal.report import WORKBOOK

    school = open_school(project, today)
    registry, day = school.registry, school.today
    chosen = understood(lambda: read_year(year)) if year else latest_report_year(registry, day)
    years = report_years(registry, day)
    if chosen not in years:
        raise click.UsageError(f"за {chosen} год записей нет; есть: {', '.join(years)}")
    done = produce(school.settings, registry.school, [report_draft(registry, day, chosen)])
    if done.problems:
        stop(DataError(done.problems), "Не составлено")
    made = list(done.made.values())
    files = {f"{REPORT}.{form}": data for one in made for form, data in one.files.items()}
    try:
        computed = report_of(registry, chosen, day)
        files[WORKBOOK] = report_xlsx(computed, registry.school.name, day)
    except TooLongError as error:
        screen = terminal.console(stderr=True)
        screen.print(f"[bold red]Не составлено:[/] {escape(str(error))}")
        sys.exit(PROBLEMS)
    folder = out or school.settings.project / FOLDER / made[0].document.id
    tell(made, put(folder, files, force=force), folder, day)
