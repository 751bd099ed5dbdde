"""What this computer remembers of a target: earlier publications, how far a cut one has got."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock

from generator.publish.manifest import BadManifestError, Manifest, Sum, sum_of
from generator.source.journal import memory_of
from generator.source.writing import put

_KEPT = 3
"""Publications kept: the present one and two to return to. Older ones may hold what a person has
withdrawn since, so they are not kept for ever."""


class History:
    """The memory of one target, a folder of the school's.

    Args:
        project: The school's folder.
        target: The target's name.
    """

    def __init__(self, project: Path, target: str) -> None:
        self._folder = memory_of(project) / "publish" / target
        self._journal = self._folder / "journal"
        self._begun = self._folder / "begun.json"
        self._lock = Lock()
        self._folder.mkdir(parents=True, exist_ok=True)

    def publications(self) -> list[Manifest]:
        """Return the remembered publications, latest first."""
        found = []
        for file in self._folder.glob("manifest-*.json"):
            with suppress(BadManifestError, OSError):
                found.append(Manifest.from_json(file.read_bytes()))
        return sorted(found, key=lambda manifest: manifest.number, reverse=True)

    def keep_bytes(self, folder: Path, files: Mapping[str, Sum]) -> None:
        """Keep the bytes of a build, each only once."""
        for path, sum_ in files.items():
            blob = self._blob(sum_)
            if not blob.is_file():
                blob.parent.mkdir(parents=True, exist_ok=True)
                part = blob.with_suffix(".part")
                shutil.copyfile(folder / path, part)
                part.replace(blob)

    def keep(self, manifest: Manifest) -> None:
        """Remember a finished publication and forget those before the last three."""
        put(self._folder / f"manifest-{manifest.number}.json", manifest.to_json())
        kept = self.publications()[:_KEPT]
        needed = {sum_.sha256 for each in kept for sum_ in each.files.values()}
        numbers = {str(each.number) for each in kept}
        for file in self._folder.glob("*-*.json"):
            if file.stem.rpartition("-")[2] not in numbers:
                file.unlink()
        for blob in (self._folder / "files").glob("*/*"):
            if blob.name not in needed:
                blob.unlink()
        self._journal.unlink(missing_ok=True)
        self._begun.unlink(missing_ok=True)

    def keep_changes(self, text: bytes) -> None:
        """Remember since when the pages of the latest publication are what they are.

        Args:
            text: That of ``data/changes.json``.
        """
        for latest in self.publications()[:1]:
            put(self._changes(latest), text)

    def changes_of(self, manifest: Manifest) -> bytes | None:
        """Return what :meth:`keep_changes` was told of a publication."""
        with suppress(OSError):
            return self._changes(manifest).read_bytes()
        return None

    def restore(self, manifest: Manifest, folder: Path) -> bool:
        """Lay out the files of a publication in a folder; tell whether all of them are whole."""
        for path, sum_ in manifest.files.items():
            try:
                content = self._blob(sum_).read_bytes()
            except OSError:
                return False
            if sum_of(content) != sum_:
                return False
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return True

    def begin(self, manifest: Manifest) -> None:
        """Remember that a publication has begun."""
        put(self._begun, manifest.to_json())
        self._journal.unlink(missing_ok=True)

    def begun(self) -> Manifest | None:
        """Return the manifest of a publication that was begun here and not finished."""
        with suppress(BadManifestError, OSError):
            return Manifest.from_json(self._begun.read_bytes())
        return None

    def arrived(self, known: Manifest) -> dict[str, Sum]:
        """Return the files that reached a target in a publication that was cut.

        Args:
            known: The target's manifest; when it is not of the publication begun here, somebody
                has published from another computer and nothing here is sure.
        """
        begun = self.begun()
        if begun is None or begun.identity != known.identity:
            return {}
        found: dict[str, Sum] = {}
        with suppress(OSError):
            for line in self._journal.read_text(encoding="utf-8").splitlines():
                # The last line of a run that was killed may be cut.
                with suppress(ValueError, TypeError):
                    path, digest, size = json.loads(line)
                    found[path] = Sum(digest, size)
        return found

    def note(self, path: str, sum_: Sum) -> None:
        """Write down that a file has reached the target."""
        line = json.dumps([path, sum_.sha256, sum_.size], ensure_ascii=False)
        with self._lock, self._journal.open("a", encoding="utf-8") as journal:
            journal.write(line + "\n")

    def _blob(self, sum_: Sum) -> Path:
        return self._folder / "files" / sum_.sha256[:2] / sum_.sha256

    def _changes(self, manifest: Manifest) -> Path:
        return self._folder / f"changes-{manifest.number}.json"
