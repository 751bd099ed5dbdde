"""ASCII anchors for Russian headings, so that links survive in mail and messengers."""

from __future__ import annotations

import re

_LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "c",
            "ch",
            "sh",
            "shch",
            "-",
            "y",
            "-",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)


def ascii_slug(text: str, separator: str = "-", **_: object) -> str:
    """Return a transliterated anchor: «Правила записи» → ``pravila-zapisi``."""
    letters = (_LETTERS.get(letter, letter).strip("-") for letter in text.casefold())
    return re.sub(r"[^a-z0-9]+", separator, "".join(letters)).strip(separator)
