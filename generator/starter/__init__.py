"""A new school's own folder: short commented examples that build at once."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from generator.model.periods import MONTHS
from generator.model.types import school_year_of
from generator.resources import shared_data, theme_folder
from generator.schema.files import write_for_editor

_WRITTEN_FOR = date(2026, 10, 5)
"""The day on which the examples are true as they are shipped."""
_DAY = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")
_MONTH = re.compile("декабрь 2026")
_HOLIDAY = ", с: "
_FILES = Path(__file__).parent / "files"
_CONFIGS = ("base.yml", "internal.yml")


class FolderNotEmptyError(Exception):
    """The folder to start in already holds something."""


def start(folder: Path, today: date = _WRITTEN_FOR) -> None:
    """Fill a new folder with a school's first project.

    The programme and the forms of meetings are the shipped ones: a school rewords them instead
    of writing from nothing. The example pair meets for the first time on the day of the start:
    nothing in a new school is overdue.

    Args:
        folder: The new folder.
        today: The day of the start.

    Raises:
        FolderNotEmptyError: When the folder is there and is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmptyError(folder)
    shutil.copytree(_FILES, folder, dirs_exist_ok=True)
    for file in shared_data():
        shutil.copy(file, folder / "data" / file.name)
    for name in _CONFIGS:
        target = folder / "theme" / "config" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(theme_folder() / "config" / name, target)
    if today != _WRITTEN_FOR:
        _date_anew(folder / "data", today)
    write_for_editor(folder)


def _date_anew(data: Path, today: date) -> None:
    """Move the days of the examples so that they are as fresh as when they were written."""
    for example in _FILES.glob("data/**/*.yml"):
        file = data / example.relative_to(_FILES / "data")
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        text = "".join(line if line.lstrip()[:1] == "#" else _moved(line, today) for line in lines)
        file.write_text(text, encoding="utf-8", newline="\n")


def _moved(line: str, today: date) -> str:
    later = today - _WRITTEN_FOR
    year = school_year_of(today)
    years = int(year[:4]) - _WRITTEN_FOR.year

    def day(found: re.Match[str]) -> str:
        written = date(int(found[3]), int(found[2]), int(found[1]))
        if _HOLIDAY in line:
            return f"{written.replace(year=written.year + years):%d.%m.%Y}"
        return f"{written + later:%d.%m.%Y}"

    line = _DAY.sub(day, line).replace(school_year_of(_WRITTEN_FOR), year)
    return _MONTH.sub(lambda _: _month(date(2026, 12, 15) + later), line)


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
