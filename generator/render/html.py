"""Pages to HTML content by templates with autoescape."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from html import unescape
from pathlib import Path
from typing import Generic

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from generator.cache import Cache
from generator.diagnostics import DataError
from generator.render import prose, words
from generator.render.charts import Series, column_chart
from generator.render.clauses import document_html
from generator.render.compiled import compile_once
from generator.render.template_errors import Unknown, template_problem
from generator.views.page import Audience, Page, Picture, SearchEntry

PAGE_ENDING = ".html"
PICTURE_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
_HEADING = re.compile(r"<h([23])\b[^>]*\bid=\"([^\"]+)\"[^>]*>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the second or third level, for the table of contents."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class RenderedPage(Generic[Audience]):
    """A page with its content.

    Attributes:
        html: Content of the article, with links relative to the page.
        headings: Headings that have an anchor, in order.
        search: What the search finds here, as plain text.
        sizes: Files of ``content`` it tells the sizes of, by their paths.
        digest: Hash of all that was made: content, headings and what the search finds; empty where
            nobody keeps pages.
    """

    page: Page[Audience]
    html: str
    headings: tuple[Heading, ...]
    search: tuple[SearchEntry, ...]
    sizes: Mapping[str, int] = dataclasses.field(default_factory=dict)
    digest: str = ""


def relative(start: str, target: str) -> str:
    """Return the address of a page or a file as seen from the page at ``start``.

    Args:
        start: Path of a page without ending.
        target: Path of a page without ending, maybe with an anchor, or of a file with one.
    """
    return _seen_from(posixpath.dirname(start), target)


@lru_cache(maxsize=1 << 16)
def _seen_from(folder: str, target: str) -> str:
    """Do what :func:`relative` does, for any page of a folder: they share most targets."""
    path, mark, anchor = target.partition("#")
    if not posixpath.splitext(path)[1]:
        path += PAGE_ENDING
    here, there = folder.split("/") if folder else [], path.split("/")
    if {"", ".", ".."}.intersection(there):
        return posixpath.relpath(path, folder or ".") + mark + anchor
    shared = 0
    while shared < len(here) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) + mark + anchor


class Renderer:
    """Renders pages with templates of the school's theme over the shipped ones.

    Args:
        folders: Folders of templates, the first one wins.
        content: Folder whose files templates may ask the size of.
        cache: Keeps templates compiled before.
    """

    def __init__(
        self, folders: tuple[Path, ...], content: Path, cache: Cache | None = None
    ) -> None:
        self._folders = folders
        self._content = content
        self._sizes: dict[str, int] = {}
        self._environment = Environment(
            loader=FileSystemLoader([str(folder / "pages") for folder in folders]),
            autoescape=True,
            undefined=Unknown,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            day=words.day_words,
            digits=words.day_digits,
            counted=words.counted,
            file_size=words.file_size,
            number=words.number,
            signed=words.signed,
            together=words.several_people,
            unit_after=words.unit_after,
            unit_of=words.unit_of,
            size=words.file_size,
            paragraphs=prose.paragraphs,
            plain=prose.plain,
        )
        self._environment.globals.update(
            file_note=self._file_note, column_chart=column_chart, series=Series
        )
        compile_once(self._environment, cache or Cache(None))

    def render(self, page: Page[Audience]) -> RenderedPage[Audience]:
        """Render a page.

        Raises:
            DataError: When the template is missing, asks for what the context has not, or fails.
        """
        self._sizes.clear()
        href: Callable[[str], str] = partial(_seen_from, posixpath.dirname(page.path))
        values = {
            field.name: getattr(page.context, field.name)
            for field in dataclasses.fields(page.context)
        }
        try:
            template = self._environment.get_template(page.template)
            html = template.render(
                **values,
                page=page,
                href=href,
                prose=partial(prose.prose_html, href=href),
                inline=partial(prose.inline_html, href=href),
                document=partial(document_html, href=href),
                picture=partial(_picture_html, href=href),
            )
        except Exception as error:
            # The template may be the school's own and fail in any way.
            problem = template_problem(error, self._folders, f"theme/pages/{page.template}")
            if problem is None:
                raise
            raise DataError([problem]) from error
        search = tuple(
            dataclasses.replace(
                entry, title=" ".join(entry.title.split()), text=prose.plain(entry.text)
            )
            for entry in page.search
        )
        return RenderedPage(page, html, tuple(_headings(html)), search, dict(self._sizes))

    def _file_note(self, path: str) -> str:
        """Return «DOCX, 18 КБ» for a file of ``content``."""
        size = self._sizes[path] = self.size_of(path)
        ending = posixpath.splitext(path)[1].removeprefix(".").upper()
        return f"{ending}, {words.file_size(size)}"

    def size_of(self, path: str) -> int:
        """Return how large a file of ``content`` is, in bytes.

        Raises:
            OSError: When there is no such file.
        """
        return (self._content / path).stat().st_size


def _headings(html: str) -> list[Heading]:
    return [
        Heading(int(level), anchor, unescape(_TAG.sub("", title)).strip())
        for level, anchor, title in _HEADING.findall(html)
    ]


def _picture_html(
    picture: Picture,
    alt: str,
    href: Callable[[str], str],
    sizes: str = "320px",
    *,
    lazy: bool = True,
) -> Markup:
    """Return a ``<picture>`` with all the derivatives and its size written in.

    Args:
        picture: What is shown.
        alt: What is on the picture, for those who do not see it.
        href: Turns a path of the site into an address relative to the page.
        sizes: How wide it is shown, as the attribute of that name wants it.
        lazy: Whether it may wait until the visitor comes near.
    """
    shape = picture.shape
    *modern, last = (
        (media, ", ".join(f"{href(f'{picture.path}-{w}.{ending}')} {w}w" for w in shape.widths))
        for ending, media in PICTURE_TYPES.items()
    )
    sources = Markup("").join(
        Markup('<source type="{}" srcset="{}" sizes="{}">').format(media, files, sizes)
        for media, files in modern
    )
    middle, largest = shape.widths[1:]
    return Markup(
        '<picture>{sources}<img src="{src}" srcset="{srcset}" sizes="{sizes}" alt="{alt}" '
        'width="{width}" height="{height}"{loading}></picture>'
    ).format(
        sources=sources,
        src=href(f"{picture.path}-{middle}.jpg"),
        srcset=last[1],
        sizes=sizes,
        alt=alt,
        width=largest,
        height=shape.height(largest),
        loading=Markup(' loading="lazy" decoding="async"') if lazy else "",
    )
