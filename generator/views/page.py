"""What a page is before it is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from generator.diagnostics import Span


class Public:
    """The audience of the school's site."""

    name = "public"


class Internal:
    """The audience of the curator alone."""

    name = "internal"


Audience = TypeVar("Audience", Public, Internal)


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A piece of a page that the search may find.

    Attributes:
        anchor: Id of the heading it stands under; empty for the page itself.
    """

    title: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """How pictures of a kind are cut.

    Attributes:
        ratio: Width to height.
        widths: Widths of the derivatives in pixels, the least first.
        least: Least width of an original that is worth showing.
    """

    ratio: tuple[int, int]
    widths: tuple[int, int, int]
    least: int

    def height(self, width: int) -> int:
        """Return the height that goes with a width."""
        return width * self.ratio[1] // self.ratio[0]


PORTRAIT = Shape((4, 5), (180, 360, 640), 320)
CASE_PHOTO = Shape((3, 2), (360, 720, 1200), 640)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo to be made for a page.

    Attributes:
        path: Address of the derivatives without width and ending.
        source: File in ``data/photos``.
        focus: What stays in sight when the edges are cut: «вверху слева»; empty for the usual.
    """

    path: str
    source: str
    shape: Shape = PORTRAIT
    focus: str = ""


@dataclass(frozen=True, slots=True)
class Page(Generic[Audience]):
    """A page made from data.

    Attributes:
        path: Address without ending: ``cases/diktant`` becomes ``cases/diktant.html``.
        title: Heading and title.
        description: One sentence for search engines.
        template: Template under ``theme/pages``.
        context: A frozen dataclass; its fields are what the template may use.
        parent: Path of the page whose place in the menu this page belongs to.
        search: What the search finds here.
        pictures: Photos the page shows.
        changed: Day since when the page says what it says, where that is known.
        origin: The record the page is made from.
    """

    path: str
    title: str
    description: str
    template: str
    context: Any
    parent: str = ""
    search: tuple[SearchEntry, ...] = ()
    pictures: tuple[Picture, ...] = ()
    changed: date | None = None
    origin: Span | None = None


def is_list(path: str) -> bool:
    """Tell whether a page lists others by a topic, a year, a kind: these lie two folders deep.

    The section is whole without them, and they change with what they list.
    """
    return path.count("/") > 1


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of the menu: a page, or a heading over pages."""

    title: str
    path: str = ""
    entries: tuple[MenuEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Section(Generic[Audience]):
    """All the pages of one audience and their menu, before rendering."""

    audience: type[Audience]
    pages: tuple[Page[Audience], ...]
    menu: tuple[MenuEntry, ...]
