"""The site as the last build left it: what would be made of the same is not made again.

A build leaves a note in the cache of every file of its site: the hash of the bytes, and of what
they were made of where that is known. The next build asks for a file by what it would make it of,
and gets the file that stands there, read whole and compared with the note: one that was altered by
hand is no such file. It is linked, not copied: the folders it stands in live side by side for a
moment only.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.cache import Cache, key_of, program

_ROOM, _MOST = "sites", 8
Note = Mapping[str, tuple[bytes, str]]
"""Files by their paths in the site: SHA-256 of the bytes, and what they are made of, if known."""
_NONE = (b"", "")
_OPEN_TO_ALL = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is left of an earlier build.

    Attributes:
        folder: Where its site is.
        note: What it wrote there.
        taken: Files that the new site has taken over, by their paths, with hashes of their bytes.
        made: What files of the new site are made of, by their paths.
    """

    folder: Path = field(default_factory=Path)
    note: Note = field(default_factory=dict)
    taken: dict[str, bytes] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    _there: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, cache: Cache, audience: str, folder: Path) -> Earlier:
        """Return what is known of a site."""
        kept = cache.kept(_ROOM, _name_of(audience, folder)) or b""
        ours = program()
        return cls(folder, marshal.loads(kept[len(ours) :]) if kept.startswith(ours) else {})  # noqa: S302

    def give(self, path: str, made_of: str, site: Path) -> bool:
        """Put a file into a new site if it is there already and made of the same.

        Args:
            path: The file in the site.
            made_of: Hash of what it would be made of now.
            site: Folder of the new site.

        Returns:
            Whether the file is in its place; if not, it has to be made.
        """
        self.made[path] = made_of
        return self.note.get(path, _NONE)[1] == made_of and self.take(path, site)

    def give_same(self, path: str, content: bytes, site: Path) -> bool:
        """Do what :meth:`give` does with a file whose bytes are known."""
        same = self.digest(path) == hashlib.sha256(content).digest()
        return same and self.take(path, site)

    def digest(self, path: str) -> bytes:
        """Return the hash of a file as the build left it; nothing, if there was none."""
        return self.note.get(path, _NONE)[0]

    def take(self, path: str, site: Path) -> bool:
        """Put a file into a new site as it stands; return whether it could be."""
        content, mode = self._read(path)
        if content is None:
            return False
        folder = path.rpartition("/")[0]
        if folder not in self._there:
            (site / folder).mkdir(parents=True, exist_ok=True)
            self._there.add(folder)
        new = f"{site}/{path}"
        try:
            # A file that was closed to others by hand is written anew, open to all.
            if mode & _OPEN_TO_ALL != _OPEN_TO_ALL:
                raise PermissionError
            os.link(f"{self.folder}/{path}", new)
        except OSError:
            # Or a disk knows no links, or the file is gone since it was read.
            Path(new).write_bytes(content)
        self.taken[path] = self.digest(path)
        return True

    def content(self, path: str) -> bytes | None:
        """Return the bytes of a file; ``None`` when it is not there as the build left it."""
        return self._read(path)[0]

    def _read(self, path: str) -> tuple[bytes | None, int]:
        """Return the bytes of a file and who may read it."""
        file, digest = f"{self.folder}/{path}", self.digest(path)
        with suppress(OSError):
            mode = os.lstat(file).st_mode
            if digest and stat.S_ISREG(mode):
                with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 -- thousands of files
                    content = opened.readall()
                if hashlib.sha256(content).digest() == digest:
                    return content, mode
        return None, 0


def note_down(
    cache: Cache, audience: str, folder: Path, files: Mapping[str, bytes], made: Mapping[str, str]
) -> None:
    """Leave a note of a site for the next build.

    Args:
        cache: Where notes are kept.
        audience: Whose site it is.
        folder: Where it is.
        files: Hashes of its files, by their paths.
        made: What they are made of, where that is known.
    """
    note = {path: (digest, made.get(path, "")) for path, digest in files.items()}
    cache.keep(_ROOM, _name_of(audience, folder), program() + marshal.dumps(note))
    cache.tidy(_ROOM, _MOST)


def _name_of(audience: str, folder: Path) -> str:
    return key_of(audience, str(folder))
