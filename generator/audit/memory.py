"""What an audit remembers for the next one: texts of files, and files found clean.

A file counts as clean only by its address, its bytes and everything that was looked for: with a
consent withdrawn there are more secrets, and every file is searched again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from generator.audit.decoding import MAX_READ, pieces_of, texts_of
from generator.audit.piece import Kind, Piece
from generator.audit.secrets import Secrets
from generator.cache import Cache, Proofs, key_of, program

_TEXTS: Final = "texts"
_CLEAN: Final = "clean"
_MOST_TEXTS: Final = 5000
_MOST_AUDITS: Final = 20
_SOON_READ: Final = b"\x89PNG"
"""A file that is read sooner than what was read of it is kept, and there is one for each page."""
_LONE: Final = "surrogatepass"
"""Broken texts hold halves of signs, and those are searched too."""
_KINDS: Final = tuple(Kind)


class Memory:
    """The memory of one audit.

    Args:
        cache: Where it is kept.
        secrets: What is looked for.
        rules: Whatever else a verdict depends on, as text.
    """

    def __init__(self, cache: Cache, secrets: Secrets, rules: Iterable[object]) -> None:
        self._cache = cache
        audit = key_of(program(), secrets.told(), *map(repr, rules))
        self._clean = Proofs(cache, _CLEAN, audit)

    def texts_of(self, file: Path, data: bytes | None) -> Iterator[Piece]:
        """Yield the texts of a file, decoded once for all files of its name and bytes.

        Args:
            file: The file.
            data: Its bytes; ``None`` when they are too many, or cannot be read.
        """
        if data is None:
            yield from texts_of(file)
            return
        if data.startswith(_SOON_READ):
            yield from pieces_of(file.name, data)
            return
        key = key_of(program(), file.name, data)
        kept = self._cache.kept(_TEXTS, key)
        if kept is not None:
            for text, reach, kind in json.loads(kept.decode("utf-8", _LONE)):
                yield Piece(text, reach, _KINDS[kind])
            return
        pieces = list(pieces_of(file.name, data))
        rows = [(piece.text, piece.reach, _KINDS.index(piece.kind)) for piece in pieces]
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        self._cache.keep(_TEXTS, key, text.encode("utf-8", _LONE))
        yield from pieces

    def is_clean(self, verdict: str) -> bool:
        """Tell whether a file was found clean when the same was looked for."""
        return self._clean.holds(verdict)

    def add_clean(self, verdicts: Iterable[str]) -> None:
        """Remember files with no problem in them."""
        for verdict in verdicts:
            self._clean.add(verdict)

    def close(self) -> None:
        """Keep what was remembered, and let go of what is of no use."""
        self._clean.close(_MOST_AUDITS)
        self._cache.tidy(_TEXTS, _MOST_TEXTS)


def bytes_of(file: Path) -> bytes | None:
    """Return the bytes of a file, or ``None`` when they are too many or cannot be read."""
    try:
        return file.read_bytes() if file.stat().st_size <= MAX_READ else None
    except OSError:
        return None


def verdict_of(path: str, data: bytes) -> str:
    """Return the name under which a file is remembered."""
    return key_of(path, data)
