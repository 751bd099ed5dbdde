"""What is slow to make, kept by what it was made of: the one room for the cache.

Nothing here is ever changed in place. A key tells everything a result depends on, so a result
cannot be stale: other data, another template or another version of a library ask under another
key. Every entry carries the hash of its own bytes: a file that was cut short, spoilt or put
there by somebody else is no entry. Entries are written beside and renamed, so two builds at once
see whole ones only. The folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_DIGEST = hashlib.sha256().digest_size


class Cache:
    """Results of earlier runs.

    Args:
        folder: Where they lie; a folder that cannot be written to is done without. ``None``
            keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def kept(self, room: str, key: str) -> bytes | None:
        """Return a result, or ``None`` when it has to be made.

        Args:
            room: Kind of result, the name of a folder.
            key: What it was made of: a hash by :func:`key_of`, maybe with an ending.
        """
        if self._folder is None:
            return None
        file = self._folder / room / key
        try:
            raw = file.read_bytes()
        except OSError:
            return None
        content = raw[_DIGEST:]
        if hashlib.sha256(content).digest() != raw[:_DIGEST]:
            return None
        # The oldest go first when a room is tidied: what was of use is not old.
        with suppress(OSError):
            os.utime(file)
        return content

    def keep(self, room: str, key: str, content: bytes) -> None:
        """Put a result by, whole or not at all; a disk that refuses only makes runs longer."""
        if self._folder is None:
            return
        folder = self._folder / room
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=folder)
            with os.fdopen(handle, "wb") as draft:
                draft.write(hashlib.sha256(content).digest() + content)
            Path(name).replace(folder / key)

    def made(self, room: str, key: str, make: Callable[[], bytes]) -> bytes:
        """Return a result kept before, or make it and keep it."""
        content = self.kept(room, key)
        if content is None:
            content = make()
            self.keep(room, key, content)
        return content

    def tidy(self, room: str, most: int) -> None:
        """Let go of the results of a room that were of no use for the longest time."""
        if self._folder is None:
            return
        with suppress(OSError):
            entries = list(os.scandir(self._folder / room))
            if len(entries) > most:
                entries.sort(key=lambda entry: entry.stat().st_mtime)
                for entry in entries[:-most]:
                    with suppress(OSError):
                        Path(entry.path).unlink()


def key_of(*parts: str | bytes) -> str:
    """Return the key of a result that was made of these parts."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


@lru_cache(maxsize=1)
def program() -> bytes:
    """Return what results depend on besides data: our code, Python, every installed package."""
    digest = hashlib.sha256(sys.version.encode())
    for name, version in sorted((d.metadata["Name"], d.version) for d in distributions()):
        digest.update(f"{name} {version}\n".encode())
    for file in sorted(_HERE.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()
