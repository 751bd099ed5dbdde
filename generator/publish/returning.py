"""What stands at a target, brought back: to compare it, to search it, to have it again."""

from __future__ import annotations

from pathlib import Path

from generator.publish.lines import Lines
from generator.publish.manifest import Manifest, sum_of
from generator.publish.stores.base import read


def bring_back(
    known: Manifest, lines: Lines, folder: Path
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lay out all that we have put at a target in a folder.

    Args:
        known: The target's manifest.
        lines: Connections to the target.
        folder: An empty folder.

    Returns:
        Paths that differ from what we put, and paths that are missing.

    Raises:
        RefusedError: When the target cannot be read.
    """
    paths = sorted(known.ours)
    differ, missing = [], []
    for path, content in zip(paths, lines.each(read, paths), strict=True):
        if content is None:
            missing.append(path)
            continue
        if sum_of(content) not in known.possible(path):
            differ.append(path)
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return tuple(differ), tuple(missing)
