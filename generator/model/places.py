"""Where the file of a record lies: the folder of its kind, or the archive of a closed year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

ARCHIVE: Final = "archive"
"""Folder under ``data`` of what is over: ``archive/2026-27/pairs/…``."""
ARCHIVED: Final = ("pairs", "surveys", "impact", "news")
"""Folders of the records that belong to a school year and are over with it."""
_YEAR = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Place:
    """What the path of a file says of its record.

    Attributes:
        folder: Folder of its kind; empty for a single file.
        id: Its id.
        year: The school year in whose archive it lies; empty when it is not archived.
    """

    folder: str
    id: str
    year: str = ""


def place_of(path: str) -> Place:
    """Read the path of a record's file; an archived one is of the same kind as others."""
    *folders, name = path.removeprefix("data/").split("/")
    id_ = name.split(".", 1)[0]
    match folders:
        case [folder, year, kind] if folder == ARCHIVE and kind in ARCHIVED:
            if found := _YEAR.fullmatch(year):
                return Place(kind, id_, f"{found[1]}/{found[2]}")
    return Place("/".join(folders), id_)


def archived(folder: str, id_: str, year: str) -> str:
    """Return where a record of a school year such as 2026/27 lies when the year is closed."""
    return f"data/{ARCHIVE}/{year.replace('/', '-')}/{folder}/{id_}.yml"
