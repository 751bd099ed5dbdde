"""Words that stand on the site of every school: those of our own templates and scripts."""

from __future__ import annotations

import re
from functools import cache

from generator.audit.readings import BREAK, TAG
from generator.resources import theme_folder

_ROOMS = ("material", "pages/public")
_MARKED = re.compile(rf"\{{#.*?#\}}|\{{\{{.*?\}}\}}|\{{%.*?%\}}|{TAG.pattern}", re.DOTALL)


@cache
def shipped_texts() -> tuple[str, ...]:
    """Return the texts of the templates and scripts of public pages, comments of scripts too.

    A value of two plain words may stand there by chance, and then it betrays nobody: the same
    words are shown by every school.
    """
    rooms = [theme_folder() / room for room in _ROOMS]
    pages = [file for room in rooms for file in sorted(room.rglob("*.html"))]
    scripts = [file for room in rooms for file in sorted(room.rglob("*.js"))]
    texts = [_MARKED.sub(BREAK, file.read_text(encoding="utf-8")) for file in pages]
    return (*texts, *(file.read_text(encoding="utf-8") for file in scripts))
