"""Timings, for information only: ``python -m tests.bench``.

Prints how long reading, checking and building take on the demonstration and on generated data.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator.adapters.building import build
from generator.audit import audit
from generator.model.loading import load
from generator.rules.consistency import check
from generator.settings import Settings
from generator.site import check_data

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 20)
_RECORDS = 1000


def median(action: Callable[[], object], times: int = 5) -> str:
    """Return the median and the spread of an action's time, in milliseconds."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        spent.append((time.perf_counter() - start) * 1000)
    return f"{statistics.median(spent):8.0f} мс ({min(spent):.0f}-{max(spent):.0f})"


def grow(folder: Path, records: int) -> Path:
    """Copy the demonstration and add records to it until there are ``records`` of them."""
    project = folder / "school"
    for name in ("data", "content", "theme"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    mentor = (ROOT / "data/mentors/sokolova.yml").read_text(encoding="utf-8")
    mentee = (ROOT / "data/mentees/orlov.yml").read_text(encoding="utf-8")
    pair = (ROOT / "data/pairs/2025-gromova-kim.yml").read_text(encoding="utf-8")
    case = (ROOT / "data/cases/laboratornaya-za-sorok-minut.yml").read_text(encoding="utf-8")
    for number in range(records // 4):
        texts = {
            "mentors": mentor.replace("Соколова Анна", f"Соколова {_given(number)}"),
            "mentees": mentee.replace("Орлов Илья", f"Орлов {_given(number)}"),
            "pairs": pair.replace("gromova", f"m{number}").replace("kim", f"n{number}"),
            "cases": case.replace("2025-gromova-kim", f"p{number}"),
        }
        for kind, letter in (("mentors", "m"), ("mentees", "n"), ("pairs", "p"), ("cases", "c")):
            file = project / "data" / kind / f"{letter}{number}.yml"
            file.write_text(texts[kind], encoding="utf-8")
    return project


def _given(number: int) -> str:
    letters = "абвгдежзик"
    return "Анн" + "".join(letters[int(digit)] for digit in str(number))


def main() -> None:
    """Print the table."""
    settings = Settings(ROOT, TODAY)
    registry = load(ROOT)[0]
    print(f"чтение демонстрации        {median(lambda: load(ROOT))}")
    print(f"проверки между записями    {median(lambda: check(registry, TODAY))}")
    print(f"check целиком              {median(lambda: check_data(settings, TODAY))}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for audience in ("public", "internal"):
            target = folder / audience
            timed = median(lambda a=audience, t=target: build(ROOT, a, t, TODAY), 3)  # type: ignore[misc]
            print(f"сборка {audience:10}          {timed}")
        searched = median(lambda: audit(folder / "public", registry, TODAY))
        print(f"обыск публичной сборки     {searched}")
        grown = grow(folder, _RECORDS)
        print(f"чтение {_RECORDS} записей        {median(lambda: load(grown), 3)}")


if __name__ == "__main__":
    main()
