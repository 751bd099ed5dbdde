"""What a publication would change at a target, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from generator.publish.manifest import Manifest, Sum

_FEW = 10
_SHARE = 5


class Stage(IntEnum):
    """Order of sending: a page comes after all it is made of, the entry after all pages."""

    PARTS = 1
    PAGES = 2
    ENTRY = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with each path.

    Attributes:
        new: Paths that we have not put before.
        changed: Paths whose bytes differ, or are in doubt after a cut.
        gone: Paths that we put once and that the build has no more.
        same: How many files stay as they are.
        build: All the files of the build.
        known: What the target held before.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    same: int
    build: Mapping[str, Sum]
    known: Manifest

    @property
    def sent(self) -> tuple[str, ...]:
        """Paths to send, by stages."""
        return tuple(sorted((*self.new, *self.changed), key=lambda p: (stage_of(p), p)))

    @property
    def size(self) -> int:
        """Bytes to send."""
        return sum(self.build[path].size for path in self.sent)

    @property
    def empty(self) -> bool:
        """Tell whether the target holds the build already."""
        return not (self.new or self.changed or self.gone or self.known.doubtful)

    @property
    def resumed(self) -> bool:
        """Tell whether it finishes a publication that was cut."""
        return bool(self.known.doubtful)

    @property
    def deletes_much(self) -> bool:
        """Tell whether so much goes that a person should be asked: over 10 files and a fifth."""
        return len(self.gone) > _FEW and len(self.gone) * _SHARE > len(self.known.ours)

    def begun(self) -> Manifest:
        """Return what to put down before the first byte: whatever happens, we know our own."""
        touched = {*self.new, *self.changed, *self.gone}
        files = {path: sum_ for path, sum_ in self.build.items() if path not in touched}
        doubtful = {
            path: tuple(dict.fromkeys((*self.known.possible(path), *self._wanted(path))))
            for path in touched
        }
        return Manifest(self.known.number, self.known.date, files, doubtful)

    def done(self, day: date) -> Manifest:
        """Return what to put down after the last byte."""
        return Manifest(self.known.number + 1, day.isoformat(), self.build)

    def _wanted(self, path: str) -> tuple[Sum, ...]:
        return (self.build[path],) if path in self.build else ()


def plan(build: Mapping[str, Sum], known: Manifest, arrived: Mapping[str, Sum]) -> Plan:
    """Compare a build with what a target holds.

    Args:
        build: Files of the build.
        known: The target's manifest.
        arrived: Files that surely reached the target in a publication that was cut.
    """
    changed = [
        path
        for path, wanted in build.items()
        if path in known.ours and (arrived.get(path) or known.files.get(path)) != wanted
    ]
    new = [path for path in build if path not in known.ours]
    return Plan(
        new=tuple(new),
        changed=tuple(changed),
        gone=tuple(sorted(known.ours - build.keys())),
        same=len(build) - len(new) - len(changed),
        build=build,
        known=known,
    )


def stage_of(path: str) -> Stage:
    """Tell when to send a file: search index, feeds and site map name pages and follow them."""
    if path == "index.html":
        return Stage.ENTRY
    late = path.endswith((".html", ".xml", ".xml.gz", ".ics")) or path.startswith("search/")
    return Stage.PAGES if late else Stage.PARTS


def folders_of(paths: Collection[str]) -> list[str]:
    """Return the folders of paths, parents first; the root is an empty string."""
    return sorted({path.rpartition("/")[0] for path in paths})
