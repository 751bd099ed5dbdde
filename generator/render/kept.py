"""Pages rendered in an earlier run, as long as they are made of the same."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Generic

from generator.cache import Shelf, key_of
from generator.render.html import Heading, RenderedPage, Renderer
from generator.views.page import Audience, Page, SearchEntry


class KeptPages(Generic[Audience]):
    """Renders the pages of one site, each only when something it shows has changed.

    A page is made of its description, context included, of the templates and of the sizes of the
    files it names. A description that holds more than plain data is rendered every time.

    Args:
        renderer: Renders what was not kept.
        shelf: Where pages are kept.
        look: Of all pages, by :func:`look_of`.
        finish: The last touch on the HTML of a page.
    """

    def __init__(
        self,
        renderer: Renderer,
        shelf: Shelf,
        look: str,
        finish: Callable[[str], str],
    ) -> None:
        self._renderer = renderer
        self._shelf = shelf
        self._look = look
        self._finish = finish

    def render(self, page: Page[Audience]) -> RenderedPage[Audience]:
        """Return a page with its content.

        Raises:
            DataError: As :meth:`Renderer.render`.
        """
        make = partial(self._rendered, page)
        return _page(page, self._shelf.made(page.path, (self._look, page), make, self._holds))

    def _holds(self, parts: tuple[Any, ...]) -> bool:
        """Tell whether the files that a kept page names are as large as they were."""
        with suppress(OSError):
            return all(self._renderer.size_of(path) == size for path, size in parts[-1].items())
        return False

    def _rendered(self, page: Page[Audience]) -> tuple[Any, ...]:
        made = self._renderer.render(page)
        headings = [(h.level, h.anchor, h.title) for h in made.headings]
        search = [(entry.title, entry.text, entry.anchor) for entry in made.search]
        html = self._finish(made.html)
        digest = key_of(html, repr((headings, search)))
        return html, headings, search, digest, dict(made.sizes)


def _page(page: Page[Audience], parts: tuple[Any, ...]) -> RenderedPage[Audience]:
    html, headings, search, digest, sizes = parts
    return RenderedPage(
        page,
        html,
        tuple(Heading(*heading) for heading in headings),
        tuple(SearchEntry(*entry) for entry in search),
        sizes,
        digest,
    )


def look_of(folders: tuple[Path, ...]) -> str:
    """Return what the templates of pages are, whole.

    Args:
        folders: Folders of templates, as :class:`Renderer` takes them.
    """
    parts: list[str | bytes] = []
    for folder in folders:
        files = sorted(file for file in (folder / "pages").rglob("*") if file.is_file())
        parts += [part for file in files for part in (str(file), file.read_bytes())]
    return key_of(*parts)
