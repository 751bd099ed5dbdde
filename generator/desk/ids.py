"""Names for files of new records, whatever has been typed so far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.desk.shelf import Shelf
from generator.desk.values import Raw
from generator.editing.ids import free_id
from generator.model.types import is_slug
from generator.settings import Settings

_NAMELESS = "zapis"


def new_id(
    shelf: Shelf, settings: Settings, kind: str, values: Mapping[str, Raw], asked: str
) -> str:
    """Choose the id of a new record.

    Args:
        shelf: The records that are there.
        settings: Folders.
        kind: Folder of the new record.
        values: What was typed.
        asked: The id the curator wants; empty to make one.

    Returns:
        The id. What is typed may lack what the id is made of: such a record has errors and is
        never written, so any name will do for it.

    Raises:
        RefusalError: When the id asked for is no file name or is taken.
    """
    known: dict[str, Any] = dict(values)
    if kind == "pairs":
        known["наставник"] = shelf.meaning("mentors", values["наставник"])
        mentees = (shelf.meaning("mentees", item) for item in values["наставляемые"])
        known["наставляемые"] = [id_ for id_ in mentees if id_]
    try:
        id_ = free_id(settings.data, kind, known, asked.strip())
    except (IndexError, KeyError, ValueError):
        return _NAMELESS
    return id_ if is_slug(id_) else _NAMELESS
