"""Words that YAML takes for a note, where no value without quotes stands before them."""

from __future__ import annotations

import re
from collections import defaultdict

from generator.diagnostics import Level, Problem, Span
from generator.source.document import Place
from generator.source.line import shortened
from generator.source.walk import Walk

_GLUED_NOTE = re.compile(r"#[^\s#!]")


def lost_notes(walk: Walk) -> list[Problem]:
    """Report words that YAML takes for a note after quotes, brackets, a comma or a «|»."""
    texts: dict[int, list[tuple[Place, Place]]] = {}
    problems: list[Problem] = []
    for number, line in enumerate(walk.lines, 1):
        if number in walk.noted or not _GLUED_NOTE.search(line):
            continue
        if not texts:
            texts = _by_line(walk)
        at = _note_of(line, [part for part in texts.get(number, []) if part[0] != part[1]], number)
        if at > 0 and line[:at].strip() and _GLUED_NOTE.match(line, at):
            lost = shortened(line[at:].rstrip())
            message = f"часть строки пропадает: «{lost}» YAML считает примечанием"
            hint = (
                "если это значение, возьмите его в кавычки, "
                f"если примечание, поставьте пробел после «#»: # {lost[1:]}"
            )
            problems.append(
                Problem("С-12", Level.ERROR, Span(walk.path, number, at + 1), message, hint)
            )
    return problems


def _by_line(walk: Walk) -> dict[int, list[tuple[Place, Place]]]:
    found: dict[int, list[tuple[Place, Place]]] = defaultdict(list)
    for start, end in walk.texts:
        for number in range(start[0], end[0] + 1):
            found[number].append((start, end))
    return found


def _note_of(line: str, texts: list[tuple[Place, Place]], number: int) -> int:
    """Return the offset of the first «#» that stands in no text, or -1."""
    for found in re.finditer("#", line):
        place = (number, found.start() + 1)
        if not any(start <= place < end for start, end in texts):
            return found.start()
    return -1
