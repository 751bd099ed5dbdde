"""The kit itself: what to carry over this time, laid out in a folder with steps to follow."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml.etree import _Element as Element
from markupsafe import Markup, escape

from generator.kit.addresses import FILE as TABLE
from generator.kit.addresses import Addresses
from generator.kit.carried import Carried, digest
from generator.kit.fragment import html_of, linked, targets_of, text_of
from generator.kit.pages import KitFile, KitPage, files_of, read_pages
from generator.render.words import counted, day_digits, file_size
from generator.resources import theme_folder

STEPS = "steps.html"
STATE = "kit.json"
_PAGE = Markup(
    '<!doctype html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<title>{title}</title>\n</head>\n<body>\n{fragment}</body>\n</html>\n"
)


@dataclass(frozen=True, slots=True)
class PageStep:
    """A page to paste.

    Attributes:
        above: Title of the page it belongs under; empty for a page of the first level.
        html: The fragment.
        text: The same as plain text.
        address: Where the CMS has put it; empty while that is not known.
        is_new: Whether it was never carried over.
        waiting: How many of its links and pictures have no address yet.
    """

    page: KitPage
    above: str
    html: str
    text: str
    address: str
    is_new: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class FileStep:
    """A file to upload; ``size`` is in bytes."""

    file: KitFile
    content: bytes
    address: str
    is_new: bool

    @property
    def size(self) -> int:
        """Its size in bytes."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Gone:
    """A page or a file that the CMS holds and the section does not; its address if known."""

    path: str
    address: str


@dataclass(frozen=True, slots=True)
class Kit:
    """What to carry over.

    Attributes:
        pages: Pages that are new or have changed, in the order to paste them.
        files: Files that are new or have changed.
        gone: What to take away.
        same: How many pages are as the CMS has them.
        nameless: Pages of the section that have no address yet, changed or not.
        wanted: Paths and titles for the table of addresses.
        state: What the CMS will hold when all is carried over.
    """

    pages: tuple[PageStep, ...]
    files: tuple[FileStep, ...]
    gone: tuple[Gone, ...]
    same: int
    nameless: tuple[KitPage, ...]
    wanted: tuple[tuple[str, str], ...]
    state: Carried

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to do."""
        return not (self.pages or self.files or self.gone)


def make_kit(
    folder: Path,
    menu: Sequence[str],
    addresses: Addresses,
    carried: Carried,
    *,
    lists: bool = False,
) -> Kit:
    """Compare a build with what was carried over last.

    Args:
        folder: A finished public build.
        menu: Paths of the menu's pages, in its order.
        addresses: What is known of the CMS.
        carried: What the CMS holds.
        lists: Whether to carry over the lists by topics too.
    """
    pages = read_pages(folder, menu, lists=lists)
    files = files_of(pages, folder)
    places = _Places(addresses, pages, files)
    titles = {page.path: page.title for page in pages}
    page_steps = [_page_step(page, places, titles, carried) for page in pages]
    file_steps = [_file_step(file, folder, places, carried) for file in files]
    state = Carried(
        {step.page.path: _page_digest(step) for step in page_steps},
        {step.file.path: digest(step.content) for step in file_steps},
    )
    gone = [path for path in carried.pages if path not in state.pages]
    gone += [path for path in carried.files if path not in state.files]
    changed = [s for s in page_steps if _differs(s.page.path, state.pages, carried.pages)]
    return Kit(
        pages=tuple(changed),
        files=tuple(s for s in file_steps if _differs(s.file.path, state.files, carried.files)),
        gone=tuple(_gone(path, addresses) for path in gone),
        same=len(page_steps) - len(changed),
        nameless=tuple(s.page for s in page_steps if not s.address),
        wanted=(
            *((page.path, page.title) for page in pages),
            *((file.path, file.about) for file in files),
        ),
        state=state,
    )


def _differs(path: str, now: Mapping[str, str], before: Mapping[str, str]) -> bool:
    return before.get(path) != now[path]


def _gone(path: str, addresses: Addresses) -> Gone:
    _, name = posixpath.split(path)
    is_file = bool(posixpath.splitext(name)[1])
    address = addresses.of_file(path, name) if is_file else addresses.of_page(path)
    return Gone(path, address)


class _Places:
    """Where what a page leads to stands."""

    def __init__(
        self, addresses: Addresses, pages: Sequence[KitPage], files: Sequence[KitFile]
    ) -> None:
        self._addresses = addresses
        self._names = {file.path: file.name for file in files}
        self._awaited = {*self._names, *(f"{page.path}.html" for page in pages)}

    def address_of(self, path: str) -> str:
        """Return an address for a path of the section; an address of the web is its own."""
        if ":" in path or path.startswith("//"):
            return path
        if path.endswith(".html"):
            return self._addresses.of_page(path.removesuffix(".html"))
        return self._addresses.of_file(path, self.name_of(path)) if path in self._names else ""

    def name_of(self, path: str) -> str:
        """Return the name of a file in the kit, or an empty string for a page."""
        return self._names.get(path, "")

    def waiting(self, tree: Element) -> int:
        """Count the links and pictures of a page that wait for an address.

        Lists by topics that are not carried over will never have one.
        """
        awaited = (path for path in targets_of(tree) if path in self._awaited)
        return sum(not self.address_of(path) for path in awaited)


def _page_step(
    page: KitPage, places: _Places, titles: dict[str, str], carried: Carried
) -> PageStep:
    ready = linked(page.tree, places.address_of, places.name_of)
    above = f"{page.path.rpartition('/')[0]}/index"
    return PageStep(
        page=page,
        above="" if above == page.path else titles.get(above, ""),
        html=html_of(ready),
        text=text_of(ready),
        address=places.address_of(f"{page.path}.html"),
        is_new=page.path not in carried.pages,
        waiting=places.waiting(page.tree),
    )


def _page_digest(step: PageStep) -> str:
    return digest(f"{step.page.title}\n{step.html}".encode())


def _file_step(file: KitFile, folder: Path, places: _Places, carried: Carried) -> FileStep:
    content = (folder / file.path).read_bytes()
    return FileStep(file, content, places.address_of(file.path), file.path not in carried.files)


def contents_of(kit: Kit) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a kit but for its steps: all that would get to the CMS."""
    for step in kit.pages:
        name = step.page.name
        seen = _PAGE.format(title=step.page.title, fragment=Markup(step.html))  # noqa: S704
        yield f"pages/{name}.html", str(seen).encode()
        yield f"code/{name}.txt", step.html.encode()
        yield f"text/{name}.txt", f"{step.page.title}\n\n{step.text}".encode()
    for file in kit.files:
        yield f"files/{file.file.name}", file.content
    yield STATE, kit.state.to_json()


def steps_page(kit: Kit, school: str, day: date) -> bytes:
    """Return the page of steps: to open in a browser and to print.

    Args:
        kit: What to carry over.
        school: Name of the school.
        day: The day of the kit.
    """
    environment = Environment(
        loader=FileSystemLoader(theme_folder() / "kit"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": day_digits, "size": file_size}
    environment.globals |= {"counted": counted, "escape": escape}
    template = environment.get_template(STEPS)
    return (template.render(kit=kit, school=school, today=day, table=TABLE) + "\n").encode()
