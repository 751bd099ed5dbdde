"""What a change of several files is about to do, written down before it is done.

A computer may be switched off between two files. Then the journal stays, and whoever comes next
finishes the change; see :func:`generator.source.writing.finish`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from generator.settings import KEPT

_JOURNAL = "unfinished.json"
_LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a change.

    Attributes:
        path: The file, relative to the project.
        before: Its bytes before the change; ``None`` when there was no such file.
        after: Its bytes after it; ``None`` when the change takes it away.
    """

    path: str
    before: bytes | None
    after: bytes | None


def is_unfinished(project: Path) -> bool:
    """Tell whether a change of several files was cut short, or is being made right now."""
    return (project / KEPT / _JOURNAL).exists()


@contextmanager
def alone(project: Path) -> Iterator[None]:
    """Let one program at a time write into a school; a killed one holds nobody."""
    with (memory_of(project) / _LOCK).open("a") as stream:
        _hold(stream)
        yield


def memory_of(project: Path) -> Path:
    """Return the folder of what the program remembers of a school; no repository takes it."""
    folder = project / KEPT
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return folder


if sys.platform == "win32":
    import msvcrt

    def _hold(stream: IO[str]) -> None:
        msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def _hold(stream: IO[str]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX)


def begin(project: Path, steps: Sequence[Step]) -> None:
    """Write the journal: from here on the change will be made, be it by the next command."""
    rows = [
        {"path": step.path, "before": _text(step.before), "after": _text(step.after)}
        for step in steps
    ]
    journal = project / KEPT / _JOURNAL
    fresh = journal.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as stream:
        json.dump(rows, stream, ensure_ascii=False)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(journal)


def steps_of(project: Path) -> list[Step]:
    """Read the journal; there are no steps when there is none."""
    try:
        rows = json.loads((project / KEPT / _JOURNAL).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [Step(row["path"], _bytes(row["before"]), _bytes(row["after"])) for row in rows]


def end(project: Path) -> None:
    """Throw the journal away: every file is in its place."""
    (project / KEPT / _JOURNAL).unlink(missing_ok=True)


def _text(raw: bytes | None) -> str | None:
    return None if raw is None else raw.decode("utf-8")


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8")
