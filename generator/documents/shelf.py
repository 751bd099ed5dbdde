"""A folder of drafts: new versions replace old ones, what a hand has changed is left alone."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_LIST = ".nastavnik.json"


@dataclass(frozen=True, slots=True)
class Put:
    """What became of the files.

    Attributes:
        written: Names of files that are new or have changed.
        same: Names of files that were there with the same contents.
        kept: Names of files changed by hand since they were made; they were not touched.
    """

    written: tuple[str, ...]
    same: tuple[str, ...]
    kept: tuple[str, ...]


def put(folder: Path, files: Mapping[str, bytes], *, force: bool) -> Put:
    """Put drafts into a folder; none of them is ever half there.

    Args:
        folder: The folder; it is made when it is not there.
        files: Contents by names.
        force: Write over files changed by hand too.

    Raises:
        OSError: When the disk refuses, or a file is open in another program.
    """
    ours = _read_list(folder)
    written, same, kept = [], [], []
    for name, contents in files.items():
        file = folder / name
        there = file.read_bytes() if file.is_file() else None
        if there == contents:
            same.append(name)
        elif there is None or force or ours.get(name) == _digest(there):
            written.append(name)
        else:
            kept.append(name)
    folder.mkdir(parents=True, exist_ok=True)
    known = {**ours, **{name: _digest(files[name]) for name in (*written, *same)}}
    listed = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    with tempfile.TemporaryDirectory(prefix=".nastavnik-", dir=folder) as scratch:
        for name in written:
            Path(scratch, name).write_bytes(files[name])
        Path(scratch, _LIST).write_bytes(listed.encode())
        for name in (*written, _LIST):
            Path(scratch, name).replace(folder / name)
    return Put(tuple(written), tuple(same), tuple(kept))


def _read_list(folder: Path) -> dict[str, str]:
    file = folder / _LIST
    try:
        read = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return (
        {str(name): str(digest) for name, digest in read.items()} if isinstance(read, dict) else {}
    )


def _digest(contents: bytes) -> str:
    return hashlib.sha256(contents).hexdigest()
