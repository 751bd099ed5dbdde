"""Papers of an earlier run, as long as they are made of the same.

A template may look at any record, so nobody can say beforehand what a kind of papers is made of.
It is seen while they are made: each kind is given the registry in a copy of its own, which notes
what is read of it. As long as that is the same, and templates, sheets, the day and the program
are, the papers of the kind are the same too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.cache import Cache, Shelf, key_of
from generator.documents.filling import look_of
from generator.documents.press import Made, Press
from generator.model.registry import Registry
from generator.settings import Settings

_ROOM = "papers"
_FIELDS = tuple(field.name for field in dataclasses.fields(Registry))
_Note = tuple[list[str], str, list[tuple[str, str, tuple[str, ...], dict[str, str]]]]
"""Which fields were read, what was in them, and of each paper the fields of :class:`Paper`."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is ready.

    Attributes:
        id: ASCII name of its files.
        missing: What has to be written in by hand.
        files: Contents by format.
    """

    id: str
    title: str
    missing: tuple[str, ...]
    files: Mapping[str, bytes]


class KeptPapers:
    """Papers of one set, by their kinds.

    Args:
        name: Of the set.
        settings: Folders of the school.
        registry: What papers are made of.
        today: The day they are made for.
    """

    def __init__(self, name: str, settings: Settings, registry: Registry, today: date) -> None:
        cache = Cache(settings.cache)
        self._shelf = Shelf(cache, _ROOM, name, count=1)
        self._press = Press(settings, registry.school, cache)
        self._registry = registry
        self._made_of = (look_of(settings.content), self._press.look, today)
        self._told: dict[str, str] = {}
        self._read: dict[str, set[str]] = {}

    def of(self, kind: str) -> tuple[Paper, ...] | None:
        """Return the papers of a kind; ``None`` when they have to be made."""
        note: _Note | None = self._shelf.made(kind, self._made_of, lambda: None, self._holds)
        if note is None:
            return None
        papers: list[Paper] = []
        for id_, title, missing, keys in note[2]:
            files = self._press.stored(keys)
            if files is None:
                return None
            papers.append(Paper(id_, title, missing, files))
        return tuple(papers)

    def source(self, kind: str) -> Registry:
        """Return the registry that papers of a kind are to be made of."""
        read = self._read[kind] = set()
        return _watched(self._registry, read)

    def keep(self, kind: str, papers: Iterable[tuple[Paper, Made]]) -> None:
        """Keep all the papers of a kind that were made of its :meth:`source`."""
        fields = sorted(self._read[kind])
        told = [(p.id, p.title, p.missing, dict(made.keys)) for p, made in papers]
        note: _Note = (fields, self._key(fields), told)
        self._shelf.made(kind, self._made_of, lambda: note, lambda _: False)

    def close(self) -> None:
        """Write down what is kept."""
        self._shelf.close()

    def _holds(self, note: _Note | None) -> bool:
        return note is not None and note[1] == self._key(note[0])

    def _key(self, fields: Iterable[str]) -> str:
        return key_of(*map(self._text_of, fields))

    def _text_of(self, field: str) -> str:
        """Return all that a field of the registry holds."""
        text = self._told.get(field)
        if text is None:
            value = getattr(self._registry, field)
            told = list(value.items()) if isinstance(value, Mapping) else value
            text = self._told[field] = key_of(field, repr(told))
        return text


def _watched(registry: Registry, read: set[str]) -> Registry:
    """Return a copy of a registry that notes which of its fields are read.

    What others have counted once for the registry is not in the copy: it is counted anew, and so
    noted. A copy of the copy notes in the same place.
    """

    class Watched(Registry):
        def __getattribute__(self, name: str) -> Any:
            if name in _FIELDS:
                read.add(name)
            return super().__getattribute__(name)

    return Watched(**{name: getattr(registry, name) for name in _FIELDS})
