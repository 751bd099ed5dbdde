"""How long both sections take, whole processes: ``python -m tests.bench_builds [times]``.

With an empty cache, with a kept one, after one edited case and when nothing has changed. The
processor's time tells more than the clock on a busy computer, so both are printed.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.conftest import copy_school

ROOT = Path(__file__).resolve().parent.parent
_CASE = "data/cases/laboratornaya-za-sorok-minut.yml"
_SITES = ("site", "site-internal")


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Run a command; return seconds by the clock and of the processor."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    after = os.times()
    worked = after.children_user - before.children_user
    worked += after.children_system - before.children_system
    return time.perf_counter() - start, worked


def row(name: str, school: Path, prepare: Callable[[], object], times: int) -> str:
    """Return a row of the table: medians and the spread of both times."""
    spent = []
    for _ in range(times):
        prepare()
        spent.append(timed([sys.executable, "-m", "generator", "build"], school))
    cells = [
        f"{statistics.median(column):6.2f} с ({min(column):.2f}-{max(column):.2f})"
        for column in zip(*spent, strict=True)
    ]
    return f"{name:28}" + "   ".join(cells)


def main() -> None:
    """Print the table."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as scratch:
        school = copy_school(ROOT, Path(scratch) / "school")
        case = school / _CASE
        text = case.read_text(encoding="utf-8")
        numbers = iter(range(1, 1000))

        def forget(*names: str) -> None:
            for name in names:
                shutil.rmtree(school / name, ignore_errors=True)

        def edit() -> None:
            edited = text.replace("результат: |\n", f"результат: |\n  Правка {next(numbers)}.\n")
            case.write_text(edited, encoding="utf-8")

        print(f"{'сборка обоих разделов':28}{'по часам':25}процессор")
        print(row("с пустым кэшем", school, lambda: forget(".cache", *_SITES), times), flush=True)
        print(row("с кэшем, разделов нет", school, lambda: forget(*_SITES), times), flush=True)
        print(row("правка одного кейса", school, edit, times), flush=True)
        print(row("ничего не изменилось", school, lambda: None, times), flush=True)


if __name__ == "__main__":
    main()
