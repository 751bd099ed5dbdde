"""What of the section a CMS holds already: the kit that was carried over last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FILE = "kit-done.json"
"""The state beside ``mkdocs.yml``; it travels with the data, so any computer knows it."""
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Carried:
    """Digests of what was carried over: of pages by paths without ending, of files by paths."""

    pages: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Return the state's text: the same bytes for the same kit."""
        content = {
            "nastavnik-kit": _FORMAT,
            "pages": dict(sorted(self.pages.items())),
            "files": dict(sorted(self.files.items())),
        }
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def read_carried(file: Path) -> Carried:
    """Read a state; a lost or spoilt one means that nothing was carried over."""
    try:
        content = json.loads(file.read_bytes())
        if content["nastavnik-kit"] != _FORMAT:
            return Carried()
        return Carried(_digests(content["pages"]), _digests(content["files"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Carried()


def _digests(listed: Mapping[str, str]) -> dict[str, str]:
    return {str(path): str(digest) for path, digest in listed.items()}


def digest(content: bytes) -> str:
    """Return the digest of a page or a file."""
    return hashlib.sha256(content).hexdigest()
