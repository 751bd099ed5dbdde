"""How a paper of the school names a legal act it rests on."""

from __future__ import annotations

import re

from generator.model.programme import LegalGround

_ABOUT = re.compile(r"Об?о?\s")
_NUMBER = re.compile(r"(?P<act>.+?№\s?[^\s,]+)(?P<places>.*)", re.DOTALL)


def cited(ground: LegalGround) -> str:
    """Return an act as papers name it.

    An act called by what it is about comes after its kind, date and number: «Федеральный закон от
    27.07.2006 № 152-ФЗ «О персональных данных», статьи 9 и 10.1». Another one comes first:
    «Трудовой кодекс Российской Федерации, статья 351.8 (введена …)».
    """
    found = _NUMBER.fullmatch(ground.requisites)
    if found is None or not _ABOUT.match(ground.name):
        return f"{ground.name} ({ground.requisites})"
    return f"{found['act']} {in_quotes(ground.name)}{found['places']}"


def in_quotes(text: str) -> str:
    """Put a text into quotes; quotes inside it become the inner ones."""
    inner = text.replace("«", "„").replace("»", "“")
    return f"«{inner}»"
