"""Files written whole or not at all, and never over somebody else's edit."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import DataError
from generator.source.files import decode
from generator.source.journal import Step, alone, begin, end, is_unfinished, steps_of

_MARK = b"\xef\xbb\xbf"
_LEFT_BEHIND = 3600
_AT_ONCE = 16


class ChangedMeanwhileError(Exception):
    """A file is not what it was when it was read; nothing was written.

    Attributes:
        file: The file.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file as it was when it was read.

    Attributes:
        file: Where it lies.
        text: Its text without the byte order mark, line breaks as they are; ``None`` when
            there was no file.
        digest: Hash of its bytes; an empty string when there was no file.
        mark: Whether it begins with a byte order mark.
    """

    file: Path
    text: str | None
    digest: str
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A new text for a file that is still as it was read; ``None`` takes the file away."""

    snapshot: Snapshot
    text: str | None

    @property
    def content(self) -> bytes | None:
        """The bytes to write: the byte order mark and the line breaks stay."""
        if self.text is None:
            return None
        return (_MARK if self.snapshot.mark else b"") + self.text.encode()


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a change that had been cut short.

    Attributes:
        done: Files that are now as the change meant them, relative to the project.
        left: Files that somebody has edited since: they stay as they are. With each, the text
            that the change meant for it; ``None`` when it was to take the file away.
    """

    done: tuple[str, ...]
    left: tuple[tuple[str, str | None], ...]


def read_exactly(file: Path, path: str) -> Snapshot:
    """Read a file so that it can be written back to the byte; it may not be there yet.

    Args:
        file: The file.
        path: Its path as problems should name it.

    Raises:
        DataError: When it cannot be read as UTF-8.
    """
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return Snapshot(file, None, "")
    text, problems = decode(raw, path)
    if text is None:
        raise DataError(problems)
    return Snapshot(file, text, digest(raw), raw.startswith(_MARK))


def digest(raw: bytes) -> str:
    """Return the hash by which two states of a file are compared."""
    return hashlib.sha256(raw).hexdigest()


def write(project: Path, rewrites: Sequence[Rewrite]) -> None:
    """Write new texts: all of them, or none.

    Each goes to a hidden file beside the old one, is flushed to the disk and takes the old
    one's place in one step, so that at no moment there is half a file. When one of several
    cannot take its place, those before it get their old texts back; when the program is killed
    between two of them, :func:`finish` makes the rest.

    Args:
        project: The school's folder.
        rewrites: What to write; each file once.

    Raises:
        ChangedMeanwhileError: When any of the files is not as it was read; nothing is written.
        OSError: When the disk refuses; nothing is changed.
    """
    with ExitStack() as held:
        several = len(rewrites) > 1
        if several:
            held.enter_context(alone(project))
            _finish(project)
        ready = [(item, held.enter_context(_beside(item))) for item in rewrites]
        _flush([fresh for _, fresh in ready if fresh is not None])
        steps = [_step(project, item) for item in rewrites]
        if several:
            begin(project, steps)
        done: list[Step] = []
        try:
            for (item, fresh), step in zip(ready, steps, strict=True):
                _put_in_place(item, fresh)
                done.append(step)
        except BaseException:
            for step in reversed(done):
                put(project / step.path, step.before)
            if several:
                end(project)
            raise
        for folder in {item.snapshot.file.parent for item in rewrites}:
            _flush_folder(folder)
        if several:
            end(project)


def finish(project: Path) -> Finished | None:
    """Finish a change of several files that was cut short.

    A change being made by another program is waited for.

    Args:
        project: The school's folder.

    Returns:
        What was done; ``None`` when there was nothing to finish.

    Raises:
        OSError: When the disk refuses; the next command tries again.
    """
    if not is_unfinished(project):
        return None
    with alone(project):
        return _finish(project)


def _finish(project: Path) -> Finished | None:
    done, left = [], []
    for step in steps_of(project):
        file = project / step.path
        now = _bytes_of(file)
        if now not in {step.before, step.after}:
            left.append((step.path, None if step.after is None else step.after.decode()))
            continue
        if now != step.after:
            put(file, step.after)
        _clear_leftovers(file.resolve(), 0)
        done.append(step.path)
    for folder in {(project / path).parent for path in done}:
        _flush_folder(folder)
    end(project)
    return Finished(tuple(done), tuple(left)) if done or left else None


def _step(project: Path, item: Rewrite) -> Step:
    """Tell what would become of a file that is still as it was read.

    Raises:
        ChangedMeanwhileError: When it is not.
    """
    snapshot = item.snapshot
    raw = _bytes_of(snapshot.file)
    if (digest(raw) if raw is not None else "") != snapshot.digest:
        raise ChangedMeanwhileError(snapshot.file)
    return Step(snapshot.file.relative_to(project).as_posix(), raw, item.content)


def _bytes_of(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


@contextmanager
def _beside(item: Rewrite) -> Iterator[Path | None]:
    """Write a text to a hidden file in the folder of its own file; a removal needs none."""
    content = item.content
    if content is None:
        yield None
        return
    target = item.snapshot.file.resolve()
    with _hidden(target, content) as fresh:
        _clear_leftovers(target, _LEFT_BEHIND, fresh)
        yield fresh


@contextmanager
def _hidden(target: Path, content: bytes) -> Iterator[Path]:
    """Write bytes to a hidden file beside a file, with the rights of that one if it is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    try:
        with fresh.open("xb") as stream:
            stream.write(content)
        if target.exists():
            fresh.chmod(stat.S_IMODE(target.stat().st_mode))
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def _clear_leftovers(target: Path, older: float, fresh: Path | None = None) -> None:
    """Remove what killed writes have left beside the file.

    Args:
        target: The file.
        older: By how many seconds a leftover must be older than now.
        fresh: What must stay.
    """
    now = time.time()
    for left in target.parent.glob(f".{target.name}.*.new"):
        with suppress(OSError):
            if left != fresh and now - left.stat().st_mtime >= older:
                left.unlink()


def _flush(files: Sequence[Path]) -> None:
    """Wait until files are on the disk: together, for one by one a thousand takes seconds."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(_flush_file, files))


def _flush_file(file: Path) -> None:
    # Windows flushes only what is open for writing; elsewhere a read-only file may be flushed too.
    number = os.open(file, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _put_in_place(item: Rewrite, fresh: Path | None) -> None:
    target = item.snapshot.file.resolve()
    if fresh is None:
        target.unlink()
    elif item.snapshot.digest:
        fresh.replace(target)
    else:
        _claim(item.snapshot.file, fresh)


def _claim(file: Path, fresh: Path) -> None:
    """Give a new file its name unless somebody has taken it meanwhile."""
    try:
        os.link(fresh, file)
    except FileExistsError as error:
        raise ChangedMeanwhileError(file) from error
    except OSError:
        # A disk without hard links: the name was free a moment ago.
        fresh.replace(file)


def put(file: Path, content: bytes | None) -> None:
    """Make a file hold bytes in one step; ``None`` takes it away.

    Raises:
        OSError: When the disk refuses; the file is as it was.
    """
    target = file.resolve()
    if content is None:
        target.unlink(missing_ok=True)
        return
    with _hidden(target, content) as fresh:
        _flush_file(fresh)
        fresh.replace(target)


def _flush_folder(folder: Path) -> None:
    """Make the new names outlive a power cut, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
