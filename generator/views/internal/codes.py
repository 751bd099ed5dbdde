"""What the codes of problems mean: a page made from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalogue import ENTRIES, KINDS, Entry, visible
from generator.model.slugs import ascii_slug
from generator.views.page import Internal, Page, SearchEntry

_PATH = "codes"


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code with its anchor; in its examples every sign can be seen."""

    entry: Entry
    anchor: str
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class KindOfCodes:
    """Codes that begin with one letter."""

    title: str
    anchor: str
    rows: tuple[CodeRow, ...]


@dataclass(frozen=True, slots=True)
class CodesContext:
    """What the page of codes shows."""

    kinds: tuple[KindOfCodes, ...]


def code_address(code: str) -> str:
    """Return the address of a code's explanation."""
    return f"{_PATH}#{ascii_slug(code)}"


def codes_page() -> Page[Internal]:
    """Describe the page that explains every code."""
    return Page(
        path=_PATH,
        title="Что значат замечания",
        description="Коды замечаний: что не так, как верно и откуда правило",
        template="internal/codes.html",
        context=CodesContext(
            tuple(
                KindOfCodes(title, f"kind-{ascii_slug(letter)}", _rows(letter))
                for letter, title in KINDS.items()
            )
        ),
        parent="index",
        search=tuple(
            SearchEntry(f"{entry.code}. {entry.title}", entry.text, ascii_slug(entry.code))
            for entry in ENTRIES.values()
        ),
    )


def _rows(letter: str) -> tuple[CodeRow, ...]:
    return tuple(
        CodeRow(entry, ascii_slug(code), visible(entry.wrong), visible(entry.right))
        for code, entry in ENTRIES.items()
        if code.startswith(letter)
    )
