"""A page of data in MkDocs' terms: content, toc and search already there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.adapters.earlier import Earlier
from generator.adapters.search_words import Entry
from generator.render.html import Heading, RenderedPage

_LEAST_HEADINGS = 3


class DataPage(MkDocsPage):
    """A page whose HTML was made from data; Python-Markdown never sees it.

    Material's templates and search put titles and texts into pages as they are, so they are
    handed over escaped.

    Attributes:
        rendered: The page with its content.
    """

    def __init__(
        self, title: str, rendered: RenderedPage[Any], file: File, config: MkDocsConfig
    ) -> None:
        """Make the page.

        Args:
            title: What the menu calls it.
            rendered: The page with its content.
            file: MkDocs' file it stands for.
            config: MkDocs' configuration.
        """
        super().__init__(escape(title), file, config)
        self.rendered = rendered

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the metadata from the page's description; there is no source to read."""
        hidden = ["toc"] if len(self.rendered.headings) < _LEAST_HEADINGS else []
        self.markdown = ""
        self.meta = {
            "title": escape(self.rendered.page.title),
            "description": escape(self.rendered.page.description),
            "hide": hidden,
            "changed": self.rendered.page.changed,
            "search": {"exclude": True},
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Put the ready content and its table of contents in place."""
        self.content = self.rendered.html
        self.toc = TableOfContents(_toc(self.rendered.headings))
        self.present_anchor_ids = {heading.anchor for heading in self.rendered.headings}

    def search_entries(self) -> list[Entry]:
        """Return what the search finds here: addresses, titles and plain texts."""
        return [
            (
                f"{self.url}#{entry.anchor}" if entry.anchor else self.url,
                entry.title,
                entry.text,
            )
            for entry in self.rendered.search
        ]


class DataFile(File):
    """A file made from data.

    Attributes:
        earlier: The site as the last build left it, where the very same file may be.
    """

    earlier: Earlier

    @classmethod
    def made(cls, config: MkDocsConfig, path: str, content: bytes, earlier: Earlier) -> DataFile:
        """Make a file of a site."""
        file = cls.generated(config, path, content=content)
        assert isinstance(file, cls)
        file.earlier = earlier
        return file

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT002
        """Write the file, unless it stands as it is to be."""
        if not self.earlier.give_same(self.dest_uri, self.content_bytes, Path(self.dest_dir)):
            super().copy_file(dirty)


def _toc(headings: tuple[Heading, ...]) -> list[AnchorLink]:
    """Nest headings of the third level under those of the second."""
    links: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(heading.title, heading.anchor, heading.level)
        if heading.level > 2 and links:
            links[-1].children.append(link)
        else:
            links.append(link)
    return links
