"""Pages of a finished public build, ready to become fragments."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from generator.kit.cleaning import clean, parsed
from generator.kit.fragment import pictures_of, targets_of
from generator.model.slugs import ascii_slug
from generator.render.links import resolve
from generator.views.page import is_list

_SKIPPED = {"404"}
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class KitPage:
    """A page to carry over.

    Attributes:
        path: Path in the section without ending: ``cases/diktant``.
        title: What to write into the CMS's field for the title.
        tree: Its clean content, see :mod:`~generator.kit.cleaning`.
    """

    path: str
    title: str
    tree: Element

    @property
    def name(self) -> str:
        """Name of the page's files in the kit, without ending."""
        return self.path.replace("/", "-")


@dataclass(frozen=True, slots=True)
class KitFile:
    """A picture or a document to carry over.

    Attributes:
        path: Path in the section.
        name: ASCII name in the kit, no two alike.
        about: Description of a picture, or where a document is named.
    """

    path: str
    name: str
    about: str
    is_picture: bool


def read_pages(folder: Path, menu: Collection[str], *, lists: bool) -> tuple[KitPage, ...]:
    """Read a build: pages of the menu first, then records, then lists by topics.

    Args:
        folder: A finished public build.
        menu: Paths of the menu's pages, in its order.
        lists: Whether to take the lists by topics too.
    """
    order = {path: number for number, path in enumerate(menu)}
    found = []
    for file in sorted(folder.rglob("*.html")):
        path = file.relative_to(folder).as_posix().removesuffix(".html")
        if path in _SKIPPED or (is_list(path) and not lists):
            continue
        # A page that leads on from an old address has no content of its own.
        if (article := parsed(file.read_bytes())) is not None:
            found.append(_page(path, article))
    return tuple(sorted(found, key=lambda p: (order.get(p.path, len(order)), _depth(p), p.path)))


def _depth(page: KitPage) -> int:
    return page.path.count("/")


def _page(path: str, article: Element) -> KitPage:
    heading = article.find(".//h1")
    words = "" if heading is None else " ".join("".join(map(str, heading.itertext())).split())
    return KitPage(path, words or path, clean(article, lambda address: _path_of(path, address)))


def _path_of(page: str, address: str) -> str:
    """Return where an address on a page leads: a path of the section, or the address itself."""
    if urlsplit(address).scheme or address.startswith("//"):
        return address
    path, _ = resolve(f"{page}.html", address)
    return path


def files_of(pages: Collection[KitPage], folder: Path) -> tuple[KitFile, ...]:
    """Return the files that the pages show or link to, pictures first."""
    pictures: dict[str, str] = {}
    documents: dict[str, str] = {}
    for page in pages:
        pictures.update(pictures_of(page.tree))
        for path in targets_of(page.tree):
            if not path.endswith(".html") and (folder / path).is_file():
                documents.setdefault(path, page.title)
    for path in pictures:
        documents.pop(path, None)
    names = dict(_names((*pictures, *documents)))
    return (
        *(KitFile(path, names[path], about, is_picture=True) for path, about in pictures.items()),
        *(KitFile(path, names[path], about, is_picture=False) for path, about in documents.items()),
    )


def _names(paths: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield an ASCII name for each path; the folder tells apart files of one name."""
    taken: set[str] = set()
    for path in sorted(paths):
        parent, name = posixpath.split(path)
        stem, ending = posixpath.splitext(name)
        short = stem if _PLAIN.fullmatch(stem) else ascii_slug(stem)
        longer = f"{ascii_slug(posixpath.basename(parent))}-{short}"
        guesses = chain((short, longer), (f"{longer}-{number}" for number in count(2)))
        name = next(n for guess in guesses if (n := guess + ending.lower()) not in taken)
        taken.add(name)
        yield path, name
