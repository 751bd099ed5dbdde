"""A folder that is replaced whole: nobody meets a half of the old and a half of the new."""

from __future__ import annotations

import errno
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_TRIES = 200
_PAUSE = 0.005
_ANOTHERS = (errno.EEXIST, errno.ENOTEMPTY)


def unused_name(folder: Path, name: str) -> Path:
    """Return the path of a hidden folder to come, which nobody else will choose.

    Args:
        folder: Where it will be.
        name: Beginning of its name.
    """
    return folder / f".{name}-{secrets.token_hex(4)}"


@contextmanager
def folder_beside(folder: Path) -> Iterator[Path]:
    """Give a new hidden folder beside one to come; whatever is left there in the end is removed.

    Args:
        folder: What :func:`replace_folder` will put the new one in place of.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = unused_name(folder.parent, folder.name)
    try:
        fresh.mkdir()
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def replace_folder(folder: Path, fresh: Path) -> None:
    """Put a fresh folder in place of the old one with no moment of a half of both.

    Several may do so at once: the folder is whole all the time, and the last one's in the end.

    Args:
        folder: Where it should be; the folder there, if any, is removed.
        fresh: The new folder, beside it.

    Raises:
        OSError: When the disk refuses; the old folder is in its place then.
    """
    fresh.chmod(0o755)
    for left in reversed(range(_TRIES)):
        old = fresh.with_name(f"{fresh.name}-old-{left}")
        with suppress(FileNotFoundError):
            folder.rename(old)
        try:
            fresh.rename(folder)
        except OSError as refused:
            # Another has put its own here since the old one was taken away; it may be gone by now.
            contested = refused.errno in _ANOTHERS
            if not contested:
                with suppress(OSError):
                    old.rename(folder)
            if folder.exists() or contested:
                shutil.rmtree(old, ignore_errors=True)
            if not contested or not left:
                raise
            time.sleep(_PAUSE)
        else:
            shutil.rmtree(old, ignore_errors=True)
            return
