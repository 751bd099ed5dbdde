"""Carries a plan out: parts, pages, the entry, what is gone, and a look at what is there now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from generator.publish.history import History
from generator.publish.lines import Lines
from generator.publish.manifest import NAME, PART, BadManifestError, Manifest, Sum, sum_of
from generator.publish.planning import Plan, folders_of, plan, stage_of
from generator.publish.refusals import RefusedError
from generator.publish.stores.base import Store, delete, names, read, settle


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work has got.

    Attributes:
        done: Files dealt with.
        total: Files to deal with.
        path: The last of them.
    """

    done: int
    total: int
    path: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What a publication did.

    Attributes:
        manifest: What stands at the target now.
        checked: Files read back and found the same.
        left: Files that went from the build and stay at the target: somebody has changed them.
    """

    manifest: Manifest
    checked: int
    left: tuple[str, ...]


def known_at(lines: Lines, history: History) -> Manifest:
    """Return what we have put at a target, as far as the target and this computer remember.

    Raises:
        RefusedError: When the target cannot be read.
    """
    for name in (NAME, NAME + PART):
        (text,) = lines.each(read, [name])
        if text is not None:
            with suppress(BadManifestError):
                return Manifest.from_json(text)
    remembered = history.begun() or next(iter(history.publications()), Manifest())
    return remembered.in_doubt()


def draw_up(build: dict[str, Sum], lines: Lines, history: History) -> Plan:
    """Return what publishing a build would change.

    Raises:
        RefusedError: When the target cannot be read.
    """
    known = known_at(lines, history)
    return plan(build, known, history.arrived(known))


def foreign(drawn: Plan, folder: Path, lines: Lines) -> tuple[str, ...]:
    """Return files at a target that we have not put and that the plan would replace.

    A file with the very bytes we would put is no loss to anybody.
    """
    there: set[str] = set()
    folders = folders_of(drawn.new)
    for place, listed in zip(folders, lines.each(names, folders), strict=True):
        there.update(f"{place}/{name}" if place else name for name in listed)
    met = sorted(there.intersection(drawn.new))
    contents = lines.each(read, met)
    return tuple(
        path
        for path, content in zip(met, contents, strict=True)
        if content != (folder / path).read_bytes()
    )


def send(
    drawn: Plan,
    folder: Path,
    day: date,
    lines: Lines,
    history: History,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Sent:
    """Publish a folder by its plan.

    Args:
        drawn: The plan.
        folder: The build that the plan is of.
        day: The day of the publication.
        lines: Connections to the target.
        history: What this computer remembers of it.
        tell: Called after each file.

    Raises:
        RefusedError: When the target refuses or the line is lost; the next run goes on from
            there, and no visitor has seen half a file.
    """
    arrived = history.arrived(drawn.known)
    history.keep_bytes(folder, drawn.build)
    begun = drawn.begun()
    history.begin(begun)
    lines.do(lambda store: store.write(NAME, begun.to_json()))
    work = _Work(drawn, folder, lines, history, tell)
    work.sweep()
    work.put(drawn.sent)
    left = work.remove(drawn.gone)
    lines.do(settle)
    checked = work.look_back({*drawn.sent, *(arrived.keys() & drawn.build.keys())})
    done = drawn.done(day)
    lines.do(lambda store: store.write(NAME, done.to_json()))
    lines.do(settle)
    history.keep(done)
    return Sent(done, checked, left)


class _Work:
    """The steps of one publication."""

    def __init__(
        self,
        drawn: Plan,
        folder: Path,
        lines: Lines,
        history: History,
        tell: Callable[[Progress], None],
    ) -> None:
        self._plan, self._folder = drawn, folder
        self._lines, self._history = lines, history
        self._tell = tell
        self._total = len(drawn.sent) * 2 + len(drawn.gone)
        self._done = 0

    def sweep(self) -> None:
        """Remove the parts that a cut has left."""
        cut = self._plan.known.doubtful
        folders = folders_of(cut)
        for place, listed in zip(folders, self._lines.each(names, folders), strict=True):
            paths = (f"{place}/{name}" if place else name for name in listed)
            parts = [p for p in paths if p.endswith(PART) and p.removesuffix(PART) in cut]
            for _ in self._lines.each(delete, parts):
                pass

    def put(self, paths: Iterable[str]) -> None:
        """Send files; a stage begins when the one before it has ended."""
        for _, group in groupby(paths, stage_of):
            for path in self._lines.each(self._put, list(group)):
                self._step(path)

    def _put(self, store: Store, path: str) -> str:
        content, wanted = (self._folder / path).read_bytes(), self._plan.build[path]
        if sum_of(content) != wanted:
            raise RefusedError(f"файл {path} изменился во время публикации", "повторите команду")
        store.write(path, content)
        self._history.note(path, wanted)
        return path

    def remove(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Remove what we once put; return what somebody has made his own."""
        left = []
        for path, removed in self._lines.each(self._remove, paths):
            self._step(path)
            if not removed:
                left.append(path)
        return tuple(left)

    def _remove(self, store: Store, path: str) -> tuple[str, bool]:
        content = store.read(path)
        if content is not None and sum_of(content) not in self._plan.known.possible(path):
            return path, False
        if content is not None:
            store.delete(path)
        return path, True

    def look_back(self, paths: Iterable[str]) -> int:
        """Read files back and put those that differ once more.

        Raises:
            RefusedError: When one differs again.
        """
        checked = 0
        for path in self._lines.each(self._look, sorted(paths)):
            self._step(path)
            checked += 1
        return checked

    def _look(self, store: Store, path: str) -> str:
        if not self._is_there(store, path):
            self._put(store, path)
            if not self._is_there(store, path):
                message = f"сервер принял {path}, но отдаёт другое"
                raise RefusedError(message, "спросите хостинг, не меняет ли он файлы сам")
        return path

    def _is_there(self, store: Store, path: str) -> bool:
        content = store.read(path)
        return content is not None and sum_of(content) == self._plan.build[path]

    def _step(self, path: str) -> None:
        self._done = min(self._done + 1, self._total)
        self._tell(Progress(self._done, self._total, path))
