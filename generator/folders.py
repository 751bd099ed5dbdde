"""A folder that is replaced whole: nobody meets a half of the old and a half of the new."""

from __future__ import annotations

import shutil
from pathlib import Path


def replace_folder(folder: Path, fresh: Path) -> None:
    """Put a fresh folder in place of the old one with no moment of a half of both.

    Args:
        folder: Where it should be; the folder there, if any, is removed.
        fresh: The new folder, beside it.

    Raises:
        OSError: When the disk refuses; the old folder is in its place then.
    """
    fresh.chmod(0o755)
    if folder.exists():
        old = fresh.with_name(f"{fresh.name}-old")
        folder.rename(old)
        try:
            fresh.rename(folder)
        except OSError:
            old.rename(folder)
            raise
        shutil.rmtree(old, ignore_errors=True)
    else:
        fresh.rename(folder)
