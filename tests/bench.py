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
from generator.exchange.banks_docx import bank_docx
from generator.exchange.banks_xlsx import bank_xlsx
from generator.exchange.columns import MENTORS
from generator.exchange.plan import plan_people
from generator.exchange.reading import read_source
from generator.model.loading import load
from generator.rules.banks import mentor_bank
from generator.rules.consistency import check
from generator.settings import Settings
from generator.site import check_data
from generator.source.writing import write as put_down
from tests.exchange_tables import MENTOR_DEFAULTS
from tests.tiny_school import tiny_school

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
        time_tables(folder)


def time_tables(folder: Path) -> None:
    """Print how long banks of a thousand rows take out and in; a school of nobody takes them in."""
    mentor = (ROOT / "data/mentors/sokolova.yml").read_text(encoding="utf-8")
    names = [f"Соколова {_given(number)} Викторовна" for number in range(_RECORDS)]
    texts = {
        f"mentors/m{number}": mentor.replace("Соколова Анна Викторовна", name)
        for number, name in enumerate(names)
    }
    programme = (ROOT / "data/programme.yml").read_text(encoding="utf-8")
    full = load(tiny_school(folder / "full", programme=programme, **texts))[0]
    bank, empty = mentor_bank(full, TODAY), tiny_school(folder / "empty")
    nobody = load(empty)[0]
    print(f"чтение {_RECORDS} наставников    {median(lambda: load(folder / 'full'), 3)}")
    for write, ending in ((bank_xlsx, "xlsx"), (bank_docx, "docx")):
        timed = median(lambda w=write: w(bank, "Школа", TODAY))  # type: ignore[misc]
        print(f"{_RECORDS} строк в {ending}         {timed}")
        file = folder / f"bank.{ending}"
        file.write_bytes(write(bank, "Школа", TODAY))

        def take_in(file: Path = file) -> None:
            plan = plan_people(read_source(file), MENTORS, nobody, empty, TODAY, MENTOR_DEFAULTS)
            assert len(plan.changes) == _RECORDS
            put_down(empty, [change.rewrite for change in plan.changes])
            shutil.rmtree(empty / "data/mentors")

        print(f"{_RECORDS} строк из {ending}        {median(take_in, 3)}")


if __name__ == "__main__":
    main()
