"""Sites that stand as they were built: when nothing has changed, there is nothing to build.

A build leaves a note in the cache: what went into it and every file that came out. The note is
believed only when the data, pages, templates, settings, the program and the day are the same to
the byte, and so is every file of the site; the search for personal details of these very data in
these very files has been made already.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.cache import Cache, key_of, program
from generator.diagnostics import Level, Problem, Span
from generator.resources import document_templates, theme_folder
from generator.settings import Settings

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_ROOM = "builds"
_MOST = 20
FOLDERS = {"public": "site", "internal": "site-internal"}
_SOURCES = ("data", "content", "theme", "mkdocs.yml")
_INHERITED = re.compile(r"^INHERIT:[ \t]*[\"']?([^\n\"'#]*[^\s\"'#])", re.MULTILINE)
OWN_PLUGINS = {"material/search", "material/blog", "nastavnik"}
_PLAIN_EXTENSIONS = {
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "tables",
    "toc",
}
"""Others may read files of their own."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a finished site is.

    Attributes:
        pages: How many pages it has.
        size: Bytes of all its files.
        digest: Hash of every file.
        files: Hash of each, by its path in the site.
    """

    pages: int
    size: int
    digest: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Ready:
    """A site that is ready.

    Attributes:
        audience: ``public`` or ``internal``.
        folder: Where it is.
        today: The day it was built for.
        problems: What the checks told of its data.
        pages: How many pages it has.
        size: Bytes of all its files.
        seconds: How long the building took.
        digest: Hash of every file; the folder may be another build's by now.
    """

    audience: str
    folder: Path
    today: date
    problems: tuple[Problem, ...]
    pages: int
    size: int
    seconds: float
    digest: str


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked to be built.

    Attributes:
        project: The school's folder.
        asked: The day asked for, if any.
        clock: The clock's day.
        sources: Hash of everything a site is made of, but for the day.
    """

    project: Path
    asked: date | None
    clock: date
    sources: str

    @classmethod
    def of(cls, project: Path, asked: date | None, clock: date) -> Order:
        """Read the sources as they are now."""
        return cls(project, asked, clock, _sources_of(project))

    @property
    def cache(self) -> Cache:
        """Where notes are kept."""
        return Cache(Settings(self.project).cache)

    def key(self, audience: str, folder: Path) -> str:
        """Return the name of the note of one site."""
        return key_of(self.sources, audience, str(folder), str(self.asked))


def standing(order: Order, folders: Mapping[str, Path]) -> list[Ready] | None:
    """Return the sites that are already what a build would make.

    Args:
        order: What is asked for.
        folders: Where the site of each audience should be.

    Returns:
        The sites, or ``None`` when any of them has to be built.
    """
    found = [_standing(order, audience, folder) for audience, folder in folders.items()]
    sites = [site for site in found if site is not None]
    return sites if len(sites) == len(found) else None


def _standing(order: Order, audience: str, folder: Path) -> Ready | None:
    kept = order.cache.kept(_ROOM, order.key(audience, folder))
    if kept is None:
        return None
    note = json.loads(kept)
    # A demonstration has a day of its own; any other school lives by the clock.
    digest: str = note["site"]
    if note["clock"] not in {None, order.clock.isoformat()} or digest != measured(folder).digest:
        return None
    problems = tuple(
        Problem(code, Level(level), Span(*span), message, hint)
        for code, level, span, message, hint in note["problems"]
    )
    today = date.fromisoformat(note["today"])
    return Ready(audience, folder, today, problems, note["pages"], note["size"], 0.0, digest)


def remember(order: Order, sites: Iterable[Ready]) -> None:
    """Leave a note of finished sites, unless what they are made of has changed meanwhile."""
    if _sources_of(order.project) != order.sources:
        return
    for site in sites:
        by_clock = order.asked is None and site.today == order.clock
        note = {
            "clock": order.clock.isoformat() if by_clock else None,
            "site": site.digest,
            "today": site.today.isoformat(),
            "problems": [
                (p.code, p.level, (p.span.path, p.span.line, p.span.column), p.message, p.hint)
                for p in site.problems
            ],
            "pages": site.pages,
            "size": site.size,
        }
        text = json.dumps(note, ensure_ascii=False).encode()
        order.cache.keep(_ROOM, order.key(site.audience, site.folder), text)
    order.cache.tidy(_ROOM, _MOST)


def stands_alone(config: MkDocsConfig, project: Path) -> bool:
    """Tell whether settings name nothing outside of what a note of a build sees."""
    theme = (project / "theme").resolve()
    files = [project / "mkdocs.yml", *sorted((project / "theme/config").glob("*.yml"))]
    texts = [file.read_text(encoding="utf-8") for file in files]
    inherited = [
        (file.parent / name).resolve()
        for file, text in zip(files, texts, strict=True)
        for name in _INHERITED.findall(text)
    ]
    return (
        not config.hooks
        and not any("!ENV" in text for text in texts)
        and all(file.is_relative_to(theme) for file in inherited)
        and Path(config.docs_dir).resolve() == (project / "content").resolve()
        and Path(config.theme.custom_dir or theme).resolve().is_relative_to(theme)
        and set(config.plugins) <= OWN_PLUGINS
        and set(config.markdown_extensions) <= _PLAIN_EXTENSIONS
    )


def _sources_of(project: Path) -> str:
    """Hash what sites are made of; empty folders, which Material leaves in ``content``, are not."""
    shipped = (theme_folder(), document_templates())
    places = dict.fromkeys([*(project / name for name in _SOURCES), *shipped])
    parts: list[str | bytes] = []
    read = _Reader().read
    for place in places:
        for path, is_file in inside(place):
            if is_file:
                parts += (path, read(path).digest)
    return key_of(program(), *parts)


def measured(folder: Path, known: Mapping[str, bytes] | None = None) -> Measure:
    """Measure a finished site; empty folders in it tell in its hash too.

    Args:
        folder: Where it is.
        known: Hashes of files that are known already, by their paths in the site.
    """
    size, files, known = 0, {}, known or {}
    parts: list[str | bytes] = []
    start, read = len(str(folder)), _Reader().read
    for path, is_file in inside(folder):
        digest = "папка".encode()
        if is_file:
            name = path[start + 1 :].replace(os.sep, "/")
            digest = known.get(name, b"")
            if digest:
                size += os.stat(path).st_size  # noqa: PTH116 -- thousands of files
            else:
                print_ = read(path)
                size, digest = size + print_.size, print_.digest
            files[name] = digest
        parts += (path[start:], digest)
    pages = sum(name.endswith(".html") for name in files)
    return Measure(pages, size, key_of(*parts), files)


class _Print(NamedTuple):
    """Size and hash of a file."""

    size: int
    digest: bytes


class _Reader:
    """Reads thousands of files into one place, without copies."""

    def __init__(self) -> None:
        self._place = memoryview(bytearray(1 << 18))

    def read(self, path: str) -> _Print:
        """Read a file; the build tells better of one that cannot be read."""
        digest, size = hashlib.sha256(), 0
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 -- thousands of files
                while count := file.readinto(self._place):
                    digest.update(self._place[:count])
                    size += count
        except OSError as error:
            return _Print(0, f"не читается: {error.errno}".encode())
        return _Print(size, digest.digest())


def inside(place: Path) -> Iterator[tuple[str, bool]]:
    """Yield paths in a place, always in the same order, each with whether it is a file."""
    if place.is_file():
        yield str(place), True
    for folder, inner, names in os.walk(place):
        inner.sort()
        yield from ((os.path.join(folder, name), False) for name in inner)  # noqa: PTH118
        yield from ((os.path.join(folder, name), True) for name in sorted(names))  # noqa: PTH118
