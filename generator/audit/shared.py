"""The search of a build shared by two processes: pages as they are written, the rest at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from generator.aside import Aside
from generator.audit import Auditor, Found, paths_in
from generator.diagnostics import Problem

T = TypeVar("T")
_AT_ONCE = 50
"""Files that a process is given to search at once."""


class SharedAudit:
    """An audit whose second process begins while the first one is still building.

    Args:
        auditor: Knows what is kept from the public.
        aside: Knows the auditor.
    """

    def __init__(self, auditor: Auditor, aside: Aside[Auditor]) -> None:
        self._auditor = auditor
        self._aside = aside
        self._sought = aside.do_knowing(Auditor.sought)
        self._written: list[str] = []
        self._foreseen: list[Callable[[], Found]] = []
        self._paths: list[str] = []
        self._waiting: list[Callable[[], Found]] = []

    def foresee(self, folder: Path, path: str) -> None:
        """Have pages searched as soon as they are written.

        Args:
            folder: The build, which is still going on.
            path: A page that is about to be written, after all those told of before.
        """
        if len(self._written) >= _AT_ONCE:
            self._foreseen.append(self._aside.do_knowing(Auditor.found, folder, self._written))
            self._written = []
        self._written.append(path)

    def begin(self, folder: Path) -> None:
        """Begin with a finished build; the pages told of are searched when this returns."""
        self._auditor.take(self._sought())
        clean: dict[str, str] = {}
        for found in _from_both_ends(self._foreseen):
            clean.update(found.clean)
        self._paths = paths_in(folder)
        for at in range(0, len(self._paths), _AT_ONCE):
            some = self._paths[at : at + _AT_ONCE]
            known = [clean[path] for path in some if path in clean]
            self._waiting.append(self._aside.do_knowing(Auditor.found, folder, some, known))

    def problems(self, folder: Path) -> tuple[Problem, ...]:
        """Search the build to the end, as :func:`generator.audit.audit` does."""
        return self._auditor.concluded(folder, self._paths, _from_both_ends(self._waiting))


def _from_both_ends(waiting: Sequence[Callable[[], T]]) -> Iterator[T]:
    """Yield results: the second process does the first pieces, this one begins at the last."""
    return (wait() for wait in reversed(waiting))
