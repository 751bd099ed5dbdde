"""A parsed file: plain data and the place of every value in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.diagnostics import Span

Path = tuple[str | int, ...]
"""Way from a document's root to a value: keys of mappings and indexes of lists."""

Node = str | list["Node"] | dict[str, "Node"] | None
"""Plain data of a document: every scalar is text, an empty value is ``None``."""

Place = tuple[int, int]
"""Line and column from 1."""


class PlacesOnDemand(Mapping[Path, Place]):
    """Places of a sound file, looked for when the first of them is asked for.

    Most files are sound, and of a sound file nobody asks more than where it begins.
    """

    __slots__ = ("_find", "_found", "_root")

    def __init__(self, root: Place | None, find: Callable[[], Mapping[Path, Place]]) -> None:
        """Take the place of the root, if it is known, and the way to find the rest."""
        self._root = root
        self._find = find
        self._found: Mapping[Path, Place] | None = None

    def _all(self) -> Mapping[Path, Place]:
        if self._found is None:
            self._found = self._find()
        return self._found

    def __getitem__(self, path: Path) -> Place:
        if self._root and not path:
            return self._root
        return self._all()[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file after reading.

    Attributes:
        path: Path relative to the project, with forward slashes.
        data: Its root mapping; scalars are left as text for the model to judge.
        values: Place (line, column from 1) of each value by its path.
        keys: Place of each key by the path of its value.
        whole: Whether it is known that no value in it is empty.
    """

    path: str
    data: dict[str, Node]
    values: Mapping[Path, Place] = field(default_factory=dict)
    keys: Mapping[Path, Place] = field(default_factory=dict)
    whole: bool = field(default=False, compare=False)

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
