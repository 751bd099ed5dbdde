"""What is slow to make, kept by what it was made of: the one room for the cache.

Nothing here is ever changed in place. A key tells everything a result depends on, so a result
cannot be stale: other data, another template or another version of a library ask under another
key. Every entry carries the hash of its own bytes: a file that was cut short, spoilt or put
there by somebody else is no entry. Entries are written beside and renamed, so two builds at once
see whole ones only. The folder may be deleted at any time.
"""

from __future__ import annotations

import dataclasses
import hashlib
import marshal
import os
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

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
        import tempfile

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


class Shelf:
    """Many small results under names of their own, each with what it was made of.

    They lie in a few files, so a run reads thousands of them at once and writes anew only the
    files whose results have changed. Results that a run has not asked for are let go.

    Args:
        cache: Where the files lie.
        room: Kind of results.
        name: Which of them, of the same kind: those of one site, for instance.
        prints: Fingerprints of the run, where several shelves keep what is made of the same.
        count: Of files.
    """

    def __init__(
        self,
        cache: Cache,
        room: str,
        name: str,
        prints: Fingerprints | None = None,
        count: int = 64,
    ) -> None:
        self._cache = cache
        self._prints = prints or Fingerprints()
        self._room = room
        self._files = [f"{name}-{number:02}" for number in range(count)]
        self._known = [self._read(file) for file in self._files]
        self._now: list[dict[str, tuple[str, Any]]] = [{} for _ in range(count)]

    def _read(self, file: str) -> dict[str, tuple[str, Any]]:
        kept = self._cache.kept(self._room, file)
        if kept is None or not kept.startswith(program()):
            return {}
        known: dict[str, tuple[str, Any]] = marshal.loads(memoryview(kept)[_DIGEST:])  # noqa: S302
        return known

    def _place(self, name: str) -> int:
        return zlib.crc32(name.encode()) % len(self._files)

    def has(self, name: str, made_of: object) -> bool:
        """Tell whether :meth:`made` would find a result kept."""
        try:
            key = self._prints.of(made_of)
        except UntoldError:
            return False
        kept = self._known[self._place(name)].get(name)
        return kept is not None and kept[0] == key

    def made(
        self,
        name: str,
        made_of: object,
        make: Callable[[], Any],
        holds: Callable[[Any], bool] = lambda _: True,
    ) -> Any:
        """Return a result kept under a name, if it was made of the same, or make it.

        Args:
            name: Whose result it is.
            made_of: What it is made of; our code and packages are known anyway. What is made of
                more than plain data is made every time.
            make: Makes it: plain texts, numbers and tuples of them.
            holds: Tells whether what a result says of its own making is still so.
        """
        try:
            key = self._prints.of(made_of)
        except UntoldError:
            return make()
        place = self._place(name)
        kept = self._known[place].get(name)
        if kept is None or kept[0] != key or not holds(kept[1]):
            kept = (key, make())
        self._now[place][name] = kept
        return kept[1]

    def close(self) -> None:
        """Keep the results of this run."""
        for file, known, now in zip(self._files, self._known, self._now, strict=True):
            same = known.keys() == now.keys() and all(now[n] is known[n] for n in now)
            if not same:
                self._cache.keep(self._room, file, program() + marshal.dumps(now))


class Proofs:
    """What was found in order, by its hash: there is no need to look at it again.

    Args:
        cache: Where they are kept.
        room: Kind of proofs.
        key: What was looked for, and by which program.
    """

    def __init__(self, cache: Cache, room: str, key: str) -> None:
        self._cache = cache
        self._room = room
        self._key = key
        kept = cache.kept(room, key) or b""
        self._known = frozenset(kept[at : at + _DIGEST] for at in range(0, len(kept), _DIGEST))
        self._now: set[bytes] = set()

    def holds(self, name: str) -> bool:
        """Tell whether something was in order, by a name that :func:`key_of` made."""
        proof = bytes.fromhex(name)
        return proof in self._known or proof in self._now

    def add(self, name: str) -> None:
        """Remember that something is in order."""
        self._now.add(bytes.fromhex(name))

    def close(self, most: int) -> None:
        """Keep what was proven in this run and at most so many others like it."""
        if self._now != self._known:
            self._cache.keep(self._room, self._key, b"".join(sorted(self._now)))
        self._cache.tidy(self._room, most)


class Fingerprints:
    """Tells values apart to the last sign; a record that many others hold is read once.

    The values are frozen and live as long as this does.
    """

    def __init__(self) -> None:
        self._known: dict[int, bytes] = {}
        self._alive: list[object] = []

    def of(self, *values: object) -> str:
        """Return the fingerprint of values.

        Raises:
            UntoldError: When there is something in them that is more than plain data.
        """
        return hashlib.sha256(_written(self._told(values))).hexdigest()

    def _told(self, node: Any) -> Any:
        """Return plain data that tell all of a value; what is no plain data is told by bytes."""
        kind: type[Any] = type(node)
        if kind in _PLAIN:
            return node
        if kind is tuple or kind is list:
            return kind([v if type(v) in _PLAIN else self._told(v) for v in node])
        if parts := _parts_of(kind):  # type: ignore[arg-type]
            return self._of_record(node, *parts)
        if isinstance(node, Enum):
            return f"e{kind.__module__}.{kind.__qualname__}.{node.name}".encode()
        if kind is date or kind is Decimal:
            return f"{kind.__name__}{node}".encode()
        if isinstance(node, Mapping):
            return {self._told(key): self._told(value) for key, value in node.items()}
        if isinstance(node, (set, frozenset)):
            return f"s{sorted(map(self.of, node))}".encode()
        if isinstance(node, str) and kind.__module__ == "markupsafe":
            return f"m{kind.__name__} {node}".encode("utf-8", "surrogatepass")
        raise UntoldError(kind)

    def _of_record(
        self, record: object, name: bytes, parts: Callable[[object], tuple[Any, ...]]
    ) -> bytes | tuple[Any, ...]:
        known = self._known.get(id(record))
        if known is None:
            values = parts(record)
            if _PLAIN.issuperset(map(type, values)):
                return (name, *values)
            told = [v if type(v) in _PLAIN else self._told(v) for v in values]
            told.append(name)
            known = self._known[id(record)] = b"r" + hashlib.sha256(_written(told)).digest()
            # An id is taken for what it stands for only while it lives.
            self._alive.append(record)
        return known


class UntoldError(TypeError):
    """A value that is more than plain data: what it is made of cannot be told."""


_PLAIN = frozenset({str, bool, int, float, type(None)})


def _written(plain: Any) -> bytes:
    """Write plain data down, always in the same bytes: newer formats ask who else holds them."""
    return marshal.dumps(plain, 2)


@lru_cache(maxsize=1024)
def _parts_of(kind: type[Any]) -> tuple[bytes, Callable[[object], tuple[Any, ...]]] | None:
    """Return the name of a kind of frozen records and what takes the fields out of one.

    ``None`` for anything else.
    """
    if not dataclasses.is_dataclass(kind) or not getattr(kind, "__dataclass_params__").frozen:  # noqa: B009
        return None
    name, fields = f"{kind.__module__}.{kind.__qualname__}".encode(), dataclasses.fields(kind)
    names = [item.name for item in fields]
    if len(names) > 1:
        return name, attrgetter(*names)
    return name, lambda record: tuple(getattr(record, name) for name in names)


def key_of(*parts: str | bytes) -> str:
    """Return the key of a result that was made of these parts."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()


@lru_cache(maxsize=1)
def program() -> bytes:
    """Return what results depend on besides data: our code, Python, every installed package."""
    digest = hashlib.sha256(sys.version.encode())
    for note in _installed():
        digest.update(f"{note}\n".encode("utf-8", "surrogatepass"))
    for folder, inner, names in os.walk(_HERE):
        inner.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                digest.update(Path(folder, name).read_bytes())
    return digest.digest()


def _installed() -> Iterator[str]:
    """Yield the names of the notes that packages leave of themselves: they tell the versions.

    Of a package whose note tells none, its text is yielded too. Reading all the notes, as
    :mod:`importlib.metadata` does, would take longer than a build where nothing has changed.
    """
    for place in map(Path, sys.path):
        names: list[str] = []
        with suppress(OSError):
            names = sorted(os.listdir(place))  # noqa: PTH208 -- thousands of names
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                yield name
                if "-" not in name.removesuffix("-info"):
                    yield _text_of(place / name)


def _text_of(package: Path) -> str:
    note = package / "PKG-INFO" if package.is_dir() else package
    return note.read_text(encoding="utf-8", errors="replace") if note.is_file() else ""
