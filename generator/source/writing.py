"""Files written whole or not at all, and never over somebody else's edit."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import DataError
from generator.source.files import decode

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
    """A new text for a file that is still as it was read."""

    snapshot: Snapshot
    text: str

    @property
    def content(self) -> bytes:
        """The bytes to write: the byte order mark and the line breaks stay."""
        return (_MARK if self.snapshot.mark else b"") + self.text.encode()


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


def write(rewrites: Sequence[Rewrite]) -> None:
    """Write new texts: all of them, or none.

    Each goes to a hidden file beside the old one, is flushed to the disk and takes the old
    one's place in one step, so that at no moment there is half a file. When one of several
    cannot take its place, those before it get their old texts back.

    Raises:
        ChangedMeanwhileError: When any of the files is not as it was read; nothing is written.
        OSError: When the disk refuses; nothing is changed.
    """
    with ExitStack() as prepared:
        ready = [(item, prepared.enter_context(_beside(item))) for item in rewrites]
        _flush([fresh for _, fresh in ready])
        for item in rewrites:
            _need_unchanged(item.snapshot)
        _put_in_place(ready)
    for folder in {item.snapshot.file.parent for item in rewrites}:
        _flush_folder(folder)


@contextmanager
def _beside(item: Rewrite) -> Iterator[Path]:
    """Write a text to a hidden file in the folder of its own file."""
    target = item.snapshot.file.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    try:
        with fresh.open("xb") as stream:
            stream.write(item.content)
        if item.snapshot.digest:
            fresh.chmod(stat.S_IMODE(target.stat().st_mode))
        _clear_leftovers(target, fresh)
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def _clear_leftovers(target: Path, fresh: Path) -> None:
    """Remove what writes that were killed long ago have left beside the file."""
    now = fresh.stat().st_mtime
    for left in target.parent.glob(f".{target.name}.*.new"):
        with suppress(OSError):
            if now - left.stat().st_mtime > _LEFT_BEHIND:
                left.unlink()


def _need_unchanged(snapshot: Snapshot) -> None:
    try:
        raw = snapshot.file.read_bytes()
    except FileNotFoundError:
        raw = None
    if (digest(raw) if raw is not None else "") != snapshot.digest:
        raise ChangedMeanwhileError(snapshot.file)


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


def _put_in_place(ready: Sequence[tuple[Rewrite, Path]]) -> None:
    done: list[tuple[Path, bytes | None]] = []
    try:
        for item, fresh in ready:
            target = item.snapshot.file.resolve()
            before = target.read_bytes() if item.snapshot.digest else None
            if before is None:
                _claim(item.snapshot.file, fresh)
            else:
                fresh.replace(target)
            done.append((target, before))
    except BaseException:
        for target, before in reversed(done):
            _give_back(target, before)
        raise


def _claim(file: Path, fresh: Path) -> None:
    """Give a new file its name unless somebody has taken it meanwhile."""
    try:
        os.link(fresh, file)
    except FileExistsError as error:
        raise ChangedMeanwhileError(file) from error
    except OSError:
        # A disk without hard links: the name was free a moment ago.
        fresh.replace(file)


def _give_back(target: Path, before: bytes | None) -> None:
    if before is None:
        target.unlink(missing_ok=True)
        return
    snapshot = Snapshot(target, "", digest(target.read_bytes()))
    with _beside(Rewrite(snapshot, before.decode())) as fresh:
        _flush([fresh])
        fresh.replace(target)


def _flush_folder(folder: Path) -> None:
    """Make the new names outlive a power cut, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
