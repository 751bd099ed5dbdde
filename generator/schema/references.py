"""Schemas of references: records and words of the school, or any text when none is given."""

from __future__ import annotations

from collections.abc import Sequence

from generator.schema import patterns, scalars
from generator.schema.choices import Choices, Known
from generator.schema.scalars import Offer, Schema

_WHAT = {
    "mentors": "наставника",
    "mentees": "наставляемого",
    "pairs": "пары",
    "cases": "кейса",
    "acts": "акта",
}
_UPDATE = "если запись новая, обновите подсказки: nastavnik schema"


def reference(kind: str, choices: Choices) -> Schema:
    """Return a schema of a reference.

    Args:
        kind: Folder of records or a dictionary of the programme.
        choices: What the school has.
    """
    if kind not in choices.named:
        return scalars.text()
    message = f"такого слова нет в списке «{kind}» файла data/programme.yml"
    if kind in _WHAT:
        message = f"нет такого {_WHAT[kind]}; {_UPDATE}"
    return _among(choices.named[kind], message)


def _among(known: Sequence[Known], message: str) -> Schema:
    by_name = [
        Offer(item.name, " — ".join(filter(None, (item.id, item.about))))
        for item in sorted(known, key=lambda item: item.name)
        if item.name
    ]
    by_id = [
        Offer(item.id, " — ".join(filter(None, (item.name, item.about))))
        for item in sorted(known, key=lambda item: item.id)
    ]
    shapes = [patterns.name_in_any_spelling(item.name) for item in known if item.name]
    shapes += [patterns.literally(item.id) for item in known]
    numbers = [int(item.id) for item in known if item.id.isdecimal()]
    shape = patterns.whole(*shapes) if shapes else patterns.NONE
    return scalars.offered([*by_name, *by_id], shape, message, *numbers)
