"""ASCII names: Russian letters in the Latin that addresses and files use."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import chain, count

_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN = (
    ("a b v g d e e zh z i y k l m n o p r s t u f h c ch sh shch _ y _ e yu ya")
    .replace("_", "")
    .split(" ")
)
_LETTERS = dict(zip(_RUSSIAN, _LATIN, strict=True))


def ascii_slug(text: str, separator: str = "-") -> str:
    """Return a text in small Latin letters and digits: «Правила записи» → ``pravila-zapisi``.

    Args:
        text: Any text.
        separator: What stands in place of everything else.
    """
    letters = "".join(_LETTERS.get(letter, letter) for letter in text.casefold())
    return re.sub(r"[^a-z0-9]+", separator, letters).strip(separator)


def person_slug(full_name: str, taken: Collection[str]) -> str:
    """Return the id of a new person's record: the surname, with initials if it is taken.

    Args:
        full_name: «Соколова Анна Викторовна».
        taken: Ids of the records that are there.

    Returns:
        ``sokolova``, else ``sokolova-av``, else ``sokolova-av-2``.
    """
    surname, *given = full_name.split(" ")
    base = ascii_slug(surname)
    initials = "".join(ascii_slug(part)[:1] for part in given)
    longer = f"{base}-{initials}"
    guesses = chain((base, longer), (f"{longer}-{number}" for number in count(2)))
    return next(guess for guess in guesses if guess not in taken)
