"""A ZIP archive: opens from a USB stick, goes to a CMS that takes nothing else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from generator.publish.refusals import RefusedError
from generator.publish.stores.base import Store
from generator.publish.stores.folder import FolderStore

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_MAX_BYTES = 2_000_000_000


class ArchiveStore(Store):
    """Files of an archive, written anew as a whole when they are settled.

    The same files make the same bytes: dates are fixed and names are in order.

    Args:
        file: The archive; it need not be there.
    """

    def __init__(self, file: Path) -> None:
        self._folder, self._name = FolderStore(file.parent), file.name
        self._files = _unpacked(self._folder.read(file.name), file.name)
        self._changed = False

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, or ``None`` when there is none."""
        return self._files.get(path)

    def write(self, path: str, content: bytes) -> None:
        """Take a file for the new archive."""
        self._files[path] = content
        self._changed = True

    def delete(self, path: str) -> None:
        """Leave a file out of the new archive."""
        self._changed |= self._files.pop(path, None) is not None

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder."""
        start = f"{folder}/" if folder else ""
        found = (path[len(start) :] for path in self._files if path.startswith(start))
        return sorted({name.partition("/")[0] for name in found})

    def settle(self) -> None:
        """Write the archive beside the old one, rename it over and read it again."""
        if not self._changed:
            return
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path in sorted(self._files):
                entry = zipfile.ZipInfo(path, _FIRST_DAY)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, self._files[path], zipfile.ZIP_DEFLATED)
        self._folder.write(self._name, packed.getvalue())
        self._files = _unpacked(self._folder.read(self._name), self._name)
        self._changed = False

    def close(self) -> None:
        """Do nothing: what was not settled is not written."""


def _unpacked(packed: bytes | None, name: str) -> dict[str, bytes]:
    if packed is None:
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_BYTES:
                raise RefusedError(f"архив {name} слишком велик", "укажите другой файл")
            return {e.filename: archive.read(e) for e in archive.infolist() if not e.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        message = f"файл {name} есть, но это не наш архив ZIP"
        raise RefusedError(message, "удалите его или укажите другой «файл»") from error
