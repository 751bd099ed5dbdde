"""A folder of this computer or of a network disk."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.diagnostics import reason_of
from generator.publish.manifest import PART
from generator.publish.refusals import RefusedError, forbidden, no_room
from generator.publish.stores.base import Store

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class FolderStore(Store):
    """Files of a folder; it is made when the first one is put.

    Args:
        root: The section's folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, or ``None`` when there is none."""
        with _told(path):
            try:
                return self._inside(path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def write(self, path: str, content: bytes) -> None:
        """Write beside and rename over."""
        file = self._inside(path)
        part = file.with_name(file.name + PART)
        with _told(path):
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                part.write_bytes(content)
                part.replace(file)
            except OSError:
                # A part of a file is of no use, and a full disk needs its room.
                with suppress(OSError):
                    part.unlink()
                raise

    def delete(self, path: str) -> None:
        """Remove a file and the folders it leaves empty."""
        file = self._inside(path)
        with _told(path):
            file.unlink(missing_ok=True)
            for folder in file.parents:
                if folder == self._root or any(folder.iterdir()):
                    break
                folder.rmdir()

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder; a folder that is not there has none."""
        with _told(folder):
            place = self._root / folder
            return sorted(file.name for file in place.iterdir()) if place.is_dir() else []

    def close(self) -> None:
        """Do nothing: every file is closed already."""

    def _inside(self, path: str) -> Path:
        """Return the file, refusing to follow a link out of the folder."""
        file = self._root / path
        if not file.parent.resolve().is_relative_to(self._root.resolve()):
            raise RefusedError(f"{path} ведёт из папки раздела наружу", "уберите ссылку")
        return file


@contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise no_room(path) from error
        raise forbidden(path, reason_of(error)) from error
