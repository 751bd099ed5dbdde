"""A parsed file: plain data and the place of every value in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.diagnostics import Span

Path = tuple[str | int, ...]
"""Way from a document's root to a value: keys of mappings and indexes of lists."""

Node = str | list["Node"] | dict[str, "Node"] | None
"""Plain data of a document: every scalar is text, an empty value is ``None``."""


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file after reading.

    Attributes:
        path: Path relative to the project, with forward slashes.
        data: Its root mapping; scalars are left as text for the model to judge.
        values: Place (line, column from 1) of each value by its path.
        keys: Place of each key by the path of its value.
    """

    path: str
    data: dict[str, Node]
    values: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    keys: Mapping[Path, tuple[int, int]] = field(default_factory=dict)

    def at(self, *path: str | int) -> Span:
        """Return the place of the value at ``path``, or of its nearest known ancestor."""
        for length in range(len(path), -1, -1):
            if mark := self.values.get(path[:length]):
                return Span(self.path, *mark)
        return Span(self.path)

    def at_key(self, *path: str | int) -> Span:
        """Return the place of the key that holds the value at ``path``."""
        if mark := self.keys.get(path):
            return Span(self.path, *mark)
        return self.at(*path)
