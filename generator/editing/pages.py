"""Which public pages a change makes, alters or takes away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.editing.workspace import Workspace
from generator.publication.records import PublicGap
from generator.rules.files import MATERIALS
from generator.settings import DOCUMENTS
from generator.views.public import public_section
from generator.views.public.changes import CHANGES, TITLE
from generator.views.public.outside import feed_items

_NEWS = "news"
_GOES = "исчезнет"


@dataclass(frozen=True, slots=True)
class PageChange:
    """A public page that will not be what it is.

    Attributes:
        path: Its address in the section: ``mentors/sokolova.html``.
        title: Its heading.
        fate: «появится», «изменится», «исчезнет», or «вместо неё — „материал снят“».
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
    gaps = {gap.old: _fate_of(gap) for gap in after.publication.gaps}
    fates = {path: gaps.get(path, _GOES) for path in old if path not in new}
    fates |= {path: "изменится" for path in old if path in new and old[path][1] != new[path][1]}
    fates |= {path: "появится" for path in new if path not in old}
    if fates:
        # It gives the day of every change.
        fates[CHANGES] = "изменится"
        new[CHANGES] = (TITLE, None)
    last = {"изменится": 1, "появится": 2}
    return tuple(
        PageChange(f"{path}.html", (old.get(path) or new[path])[0], fate)
        for path, fate in sorted(fates.items(), key=lambda item: (last.get(item[1], 0), item[0]))
    )


def _fate_of(gap: PublicGap) -> str:
    if gap.instead is None:
        return "вместо неё — «материал снят»"
    return f"приведёт к {gap.instead.key}.html"


@dataclass(frozen=True, slots=True)
class EntryChanges:
    """What a change does to the lists that tell of pages elsewhere: addresses of pages.

    Attributes:
        gone: Pages that leave the list.
        changed: Pages of which it tells something else.
    """

    gone: tuple[str, ...]
    changed: tuple[str, ...]


def changed_in_feeds(before: Workspace, after: Workspace) -> EntryChanges:
    """Compare the feeds before a change and after it."""
    return _entries(
        {item.path: item for item in feed_items(before.publication)},
        {item.path: item for item in feed_items(after.publication)},
    )


def changed_in_search(before: Workspace, after: Workspace) -> EntryChanges:
    """Compare what the search finds before a change and after it."""
    return _entries(dict(_searched(before)), dict(_searched(after)))


def _entries(old: Mapping[str, object], new: Mapping[str, object]) -> EntryChanges:
    return EntryChanges(
        gone=tuple(sorted(f"{path}.html" for path in old.keys() - new.keys())),
        changed=tuple(
            sorted(f"{path}.html" for path in old.keys() & new.keys() if old[path] != new[path])
        ),
    )


def _searched(school: Workspace) -> Iterator[tuple[str, object]]:
    for page in public_section(school.publication, frozenset()).pages:
        yield page.path, (page.title, page.search)
    for item in school.publication.news:
        yield f"{_NEWS}/{item.id}", (item.title, item.lead, item.text)


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
