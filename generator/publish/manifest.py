"""Manifests: which files we put, with their SHA-256; kept at the target and locally."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from generator.source.files import is_device

NAME: Final = "nastavnik-manifest.json"
"""The manifest's name at a target."""
PART: Final = ".nastavnik-part"
"""Ending of a file that is being uploaded."""
_FORMAT = 1
_DIGEST = re.compile(r"[0-9a-f]{64}")


class BadManifestError(ValueError):
    """The text is no manifest of ours."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What a file holds: SHA-256 in hexadecimal and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands at a target.

    Attributes:
        number: Number of the last finished publication; 0 when nothing was published.
        date: Day of the publication, ISO.
        files: Files that surely stand there, by their paths.
        doubtful: Paths that a publication has begun to change and may not have finished: what
            may stand there, besides nothing at all.
    """

    number: int = 0
    date: str = ""
    files: Mapping[str, Sum] = field(default_factory=dict)
    doubtful: Mapping[str, tuple[Sum, ...]] = field(default_factory=dict)

    @property
    def ours(self) -> frozenset[str]:
        """Every path that we have ever had a hand in."""
        return frozenset(self.files) | frozenset(self.doubtful)

    def possible(self, path: str) -> tuple[Sum, ...]:
        """Return what we may have put at a path."""
        certain = self.files.get(path)
        return (certain,) if certain else self.doubtful.get(path, ())

    def in_doubt(self) -> Manifest:
        """Return the same with nothing certain: the target may have changed behind our back."""
        doubtful = {path: self.possible(path) for path in self.ours}
        return Manifest(self.number, self.date, {}, doubtful)

    @property
    def identity(self) -> str:
        """SHA-256 of the manifest's text."""
        return sum_of(self.to_json()).sha256

    def to_json(self) -> bytes:
        """Return the manifest's text: the same bytes for the same publication."""
        content: dict[str, Any] = {
            "nastavnik": _FORMAT,
            "publication": self.number,
            "date": self.date,
            "files": {path: _listed(self.files[path]) for path in sorted(self.files)},
        }
        if self.doubtful:
            content["doubtful"] = {
                path: [_listed(sum_) for sum_ in self.doubtful[path]]
                for path in sorted(self.doubtful)
            }
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Read a manifest; nothing in it is trusted.

        Raises:
            BadManifestError: When it is no manifest, or names a path outside the section.
        """
        try:
            content = json.loads(text)
            if content["nastavnik"] != _FORMAT:
                raise BadManifestError(content["nastavnik"])
            files = {_path(p): _sum(sum_) for p, sum_ in content["files"].items()}
            doubtful = {
                _path(p): tuple(map(_sum, sums)) for p, sums in content.get("doubtful", {}).items()
            }
            return cls(int(content["publication"]), str(content["date"]), files, doubtful)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadManifestError(str(error)) from error


def _listed(sum_: Sum) -> list[str | int]:
    return [sum_.sha256, sum_.size]


def _sum(listed: Any) -> Sum:
    digest, size = listed
    if not isinstance(size, int) or not _DIGEST.fullmatch(digest):
        raise BadManifestError(digest)
    return Sum(digest, size)


def _path(path: str) -> str:
    if not is_safe(path) or path == NAME:
        raise BadManifestError(path)
    return path


def is_safe(path: str) -> bool:
    """Tell whether a path stays inside the folder it is relative to, on every system."""
    steps = path.split("/")
    return not any(
        step in {"", ".", ".."}
        or step.endswith((" ", "."))
        or any(sign in '\\:*?"<>|' or ord(sign) < 32 for sign in step)
        or is_device(step)
        for step in steps
    )


def sum_of(content: bytes) -> Sum:
    """Return the sum of a file's bytes."""
    return Sum(hashlib.sha256(content).hexdigest(), len(content))


def sums_in(folder: Path) -> dict[str, Sum]:
    """Return the sums of all the files of a folder by their paths, with forward slashes."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): sum_of(file.read_bytes()) for file in files}
