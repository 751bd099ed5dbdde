"""``bench``: how long builds take here, beside those of other generators."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from generator import console as terminal
from generator.commands.options import PROBLEMS, Command, out_option

FILE = "bench.md"
_MOST_TIMES = 100


class Sizes(click.ParamType):  # type: ignore[type-arg]
    """Numbers of cases by commas: 100,1000."""

    name = "числа"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        """Return the numbers in order, or refuse the call."""
        from generator.bench.school import MOST

        if isinstance(value, tuple):
            return value
        parts = [part.strip().replace("\u00a0", "") for part in str(value).split(",")]
        sizes = {int(part) if part.isdecimal() else 0 for part in parts}
        if not all(1 <= size <= MOST for size in sizes):
            self.fail(f"«{value}» — нужны числа от 1 до {MOST} через запятую: 100,1000", param, ctx)
        return tuple(sorted(sizes))


def _times(ctx: click.Context, param: click.Parameter, value: int) -> int:
    if not 1 <= value <= _MOST_TIMES:
        raise click.BadParameter(f"«{value}» — нужно число от 1 до {_MOST_TIMES}", ctx, param)
    return value


@click.command(cls=Command)
@click.option(
    "--cases",
    type=Sizes(),
    default="100,1000",
    show_default=True,
    metavar="ЧИСЛА",
    help="Сколько кейсов в школе; несколько чисел — через запятую.",
)
@click.option(
    "--repeat",
    type=int,
    callback=_times,
    default=3,
    show_default=True,
    metavar="ЧИСЛО",
    help="Сколько раз собирать.",
)
@click.option(
    "--peers",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    metavar="ПАПКА",
    help="Где ещё искать соседей: окружение Python или папка npm. Можно повторять.",
)
@click.option("--alone", is_flag=True, help="Измерить только Наставник, без соседей.")
@out_option(f"Куда положить составленные школы и таблицу {FILE}; папка должна быть новой.")
def bench(
    cases: tuple[int, ...], repeat: int, peers: tuple[Path, ...], alone: bool, out: Path | None
) -> None:
    """Измерить время сборки рядом с другими генераторами.

    Составляет школы из вымышленных людей и собирает их целыми процессами: из пустоты, после правки
    одного кейса и без правок. Те же тексты собирают mkdocs-material, Hugo, Eleventy и Zensical —
    те из них, что есть на компьютере. Ничего не скачивает.
    """
    from generator.bench.builders import Absent, Builder, neighbours, ours
    from generator.bench.running import measure, report
    from generator.bench.timing import machine

    others = [] if alone else list(neighbours(peers))
    builders = [ours(), *(one for one in others if isinstance(one, Builder))]
    absent = [one for one in others if isinstance(one, Absent)]
    about = date.today(), machine()  # noqa: DTZ011
    screen = terminal.console()
    with ExitStack() as stack:
        if out is None:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="nastavnik-")))
        else:
            if out.exists() and any(out.iterdir()):
                raise click.UsageError(f"папка {out} не пуста; укажите новую")
            scratch = out.resolve()
        status = stack.enter_context(screen.status("Составляются школы…"))
        found = measure(builders, cases, repeat, scratch, lambda what: status.update(f"{what}…"))
        text = report(found, builders, absent, cases, repeat, about)
        if out is not None:
            (scratch / FILE).write_text(text, encoding="utf-8", newline="\n")
    screen.print(Text(text))
    if found.failed:
        sys.exit(PROBLEMS)
