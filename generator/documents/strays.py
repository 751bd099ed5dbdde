"""Files a school meant to replace ours, under names nobody looks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.diagnostics import Level, Problem, Span
from generator.model.types import nearest
from generator.resources import document_templates
from generator.settings import TEMPLATES, Settings

LETTERHEAD = "letterhead.docx"
SHEETS = "documents"
"""Folder of ``theme`` where a school's letterhead lies."""
_WORD = {".doc", ".docx", ".docm", ".dot", ".dotx", ".odt", ".rtf"}
_OWN_PART = "_"


def strays(settings: Settings) -> Iterator[Problem]:
    """Yield files that look like templates or a letterhead and would be passed over in silence.

    A template that others include begins with «_»; what Word leaves behind («~$…») is nothing.
    """
    known = sorted(file.name for file in document_templates().glob("*.md"))
    for file in _files(settings.content / TEMPLATES):
        if file.name not in known and not file.name.startswith(_OWN_PART):
            yield _template(file.name, known)
    sheets = settings.theme / SHEETS
    if (sheets / LETTERHEAD).is_file():
        return
    for file in _files(sheets):
        if file.suffix.casefold() in _WORD:
            yield _letterhead(file.name)


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (f for f in sorted(folder.iterdir()) if not f.name.startswith(("~", ".")))


def _template(name: str, known: list[str]) -> Problem:
    close = nearest(name, known, 1)
    like = f"назовите его {close[0]}" if close else "виды: nastavnik documents --list"
    message = "шаблона документа с таким именем нет, файл не взят"
    hint = f"{like}; имя части, которую вставляют другие шаблоны, начните с «{_OWN_PART}»"
    return Problem("Д-01", Level.ERROR, Span(f"content/{TEMPLATES}/{name}"), message, hint)


def _letterhead(name: str) -> Problem:
    span = Span(f"theme/{SHEETS}/{name}")
    hint = f"сохраните его в Word как .docx и назовите {LETTERHEAD}"
    return Problem("Д-03", Level.ERROR, span, "бланк с таким именем не взят", hint)
