"""A new school's own folder: short commented examples that build at once."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.resources import shared_data, theme_folder
from generator.schema.files import write_for_editor

_FILES = Path(__file__).parent / "files"
_CONFIGS = ("base.yml", "internal.yml")


class FolderNotEmptyError(Exception):
    """The folder to start in already holds something."""


def start(folder: Path) -> None:
    """Fill a new folder with a school's first project.

    The programme and the forms of meetings are the shipped ones: a school rewords them instead
    of writing from nothing.

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
    write_for_editor(folder)
