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
"""Pages that a process is given to search at once while others are made."""
_IN_THE_END = 5
"""Files that it is given at the end, when both wait for the last: a document takes its time."""
_MUCH = 200
"""New files for which a second process is started at the end, if there was none before."""


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
        if not self._aside.is_there:
            return
        if len(self._written) >= _AT_ONCE:
            self._foreseen.append(self._aside.do_knowing(Auditor.found, folder, self._written))
            self._written = []
        self._written.append(path)

    def begin(self, folder: Path, standing: int) -> None:
        """Begin with a finished build; the pages told of are searched when this returns.

        Args:
            folder: The build.
            standing: How many of its files the last search has gone through already.
        """
        if self._aside.is_there:
            self._auditor.take(self._sought())
        clean: dict[str, str] = {}
        for found in _from_both_ends(self._foreseen):
            clean.update(found.clean)
        self._paths = paths_in(folder)
        if len(self._paths) - standing >= _MUCH:
            # A copy made of one who is ready need not gather what is looked for.
            self._auditor.get_ready()
            self._aside.start()
        for at in range(0, len(self._paths), _IN_THE_END):
            some = self._paths[at : at + _IN_THE_END]
            known = [clean[path] for path in some if path in clean]
            self._waiting.append(self._aside.do_knowing(Auditor.found, folder, some, known))

    def problems(self, folder: Path) -> tuple[Problem, ...]:
        """Search the build to the end, as :func:`generator.audit.audit` does."""
        return self._auditor.concluded(folder, self._paths, _from_both_ends(self._waiting))


def _from_both_ends(waiting: Sequence[Callable[[], T]]) -> Iterator[T]:
    """Yield results: the second process does the first pieces, this one begins at the last."""
    return (wait() for wait in reversed(waiting))
