"""Which public pages a change makes, alters or takes away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.editing.workspace import Workspace
from generator.rules.files import MATERIALS
from generator.settings import DOCUMENTS
from generator.views.public import public_section

_NEWS = "news"


@dataclass(frozen=True, slots=True)
class PageChange:
    """A public page that will not be what it is.

    Attributes:
        path: Its address in the section: ``mentors/sokolova.html``.
        title: Its heading.
        fate: «появится», «изменится» or «исчезнет».
    """

    path: str
    title: str
    fate: str

    def __str__(self) -> str:
        return f"{self.path} — {self.fate} («{self.title}»)"


def changed_pages(before: Workspace, after: Workspace) -> tuple[PageChange, ...]:
    """Compare the public section of a school before a change and after it.

    Returns:
        Pages that go, then those that change, then new ones; each in the order of addresses.
    """
    old, new = dict(_pages(before)), dict(_pages(after))
    fates = {path: "исчезнет" for path in old if path not in new}
    fates |= {path: "изменится" for path in old if path in new and old[path][1] != new[path][1]}
    fates |= {path: "появится" for path in new if path not in old}
    order = ("исчезнет", "изменится", "появится")
    return tuple(
        PageChange(f"{path}.html", (old.get(path) or new[path])[0], fate)
        for path, fate in sorted(fates.items(), key=lambda item: (order.index(item[1]), item[0]))
    )


def gone_files(before: Workspace, after: Workspace) -> tuple[str, ...]:
    """Return the files that leave the site with a change: portraits, materials, documents.

    Returns:
        Addresses in the section; a portrait stands there in several sizes and kinds, so its
        address ends with a star.
    """
    return tuple(sorted(_files(before) - _files(after)))


def _files(school: Workspace) -> set[str]:
    publication = school.publication
    section = public_section(publication, frozenset())
    portraits = {f"{picture.path}*" for page in section.pages for picture in page.pictures}
    materials = {f"{MATERIALS}/{m.file}" for case in publication.cases for m in case.materials}
    documents = {f"{DOCUMENTS}/{path}" for act in publication.acts for path in act.paths}
    return portraits | materials | documents


def _pages(school: Workspace) -> Iterator[tuple[str, tuple[str, object]]]:
    publication = school.publication
    for page in public_section(publication, frozenset()).pages:
        yield page.path, (page.title, (page.title, page.context, page.pictures))
    for item in publication.news:
        yield f"{_NEWS}/{item.id}", (item.title, item)
