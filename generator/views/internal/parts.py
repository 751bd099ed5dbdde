"""Long lists in parts, a page for each: a browser opens a hundred rows at once, not a thousand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
MOST_ROWS = 100
"""The most rows of a list that stand on one page."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """Some rows of a list that stand on a page of their own.

    Attributes:
        number: Which part it is, from 1.
        total: Rows of the whole list.
        paths: Addresses of all the parts, in order.
    """

    rows: tuple[T, ...]
    number: int
    total: int
    paths: tuple[str, ...]

    @property
    def path(self) -> str:
        """Address of this part."""
        return self.paths[self.number - 1]

    @property
    def first(self) -> int:
        """Place of its first row in the list, from 1."""
        return (self.number - 1) * MOST_ROWS + 1

    @property
    def last(self) -> int:
        """Place of its last row in the list."""
        return self.first + len(self.rows) - 1

    @property
    def parent(self) -> str:
        """Address of the first part; empty for itself."""
        return self.paths[0] if self.number > 1 else ""

    def title(self, title: str) -> str:
        """Return the title of its page: «Пары и группы, часть 2 из 7»."""
        return f"{title}, часть {self.number} из {len(self.paths)}" if self.number > 1 else title


def parts_of(rows: Sequence[T], path: str, folder: str) -> tuple[Part[T], ...]:
    """Return a list in parts; a short or empty one is a single part.

    Args:
        rows: The whole list.
        path: Address of the first part.
        folder: Folder of the others: ``consents`` makes ``consents/2``.
    """
    count = max(-(-len(rows) // MOST_ROWS), 1)
    paths = (path, *(f"{folder}/{number}" for number in range(2, count + 1)))
    return tuple(
        Part(tuple(rows[index * MOST_ROWS : (index + 1) * MOST_ROWS]), index + 1, len(rows), paths)
        for index in range(count)
    )
