"""Links of pages: where they lead, and whether there is anything."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from html import unescape
from urllib.parse import unquote, urlsplit

from generator.cache import Shelf
from generator.diagnostics import Level, Problem, Span
from generator.render.html import PAGE_ENDING, RenderedPage
from generator.views.page import Audience

# A pattern that begins with letters is looked for by them; whether they begin a word is asked then.
_LINK = re.compile(r'(?:href(?<!\whref)|src(?:set(?<!\wsrcset)|(?<!\wsrc)))="([^"]*)"')
_ANCHOR = re.compile(r'id(?<!\wid)="([^"]+)"')


def dead_links(
    pages: tuple[RenderedPage[Audience], ...], known: set[str], shelf: Shelf
) -> Iterator[Problem]:
    """Yield a problem for every link of a page that leads nowhere.

    Args:
        pages: All pages made from data.
        known: Paths of all pages and files of the site.
        shelf: Keeps what was read of pages.
    """
    starts = {page.page.path + PAGE_ENDING: page for page in pages}
    read = {
        start: shelf.made(page.page.path, page.digest, partial(_links_of, start, page.html))
        for start, page in starts.items()
    }
    anchors = {path: frozenset(ids) for path, (_, _, ids) in read.items()}
    for start, page in starts.items():
        targets, places, _ = read[start]
        if not known.issuperset(targets) or any(p not in anchors.get(t, (p,)) for t, p in places):
            yield from _dead_on(page, known, anchors)


def _links_of(start: str, html: str) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """Return what a page refers to, places on pages, and its own that others may refer to."""
    found = {resolve(start, address) for address in addresses_in(html)}
    targets = sorted({target for target, _ in found})
    return targets, sorted(place for place in found if place[1]), _ANCHOR.findall(html)


def _dead_on(
    rendered: RenderedPage[Audience], known: set[str], anchors: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    start = rendered.page.path + PAGE_ENDING
    for address in dict.fromkeys(addresses_in(rendered.html)):
        target, anchor = resolve(start, address)
        if target not in known:
            reason = "нет такой страницы или файла"
        elif anchor and target in anchors and anchor not in anchors[target]:
            reason = f"на странице нет места «{anchor}»"
        else:
            continue
        origin = rendered.page.origin or Span(f"theme/pages/{rendered.page.template}")
        message = f"мёртвая ссылка со страницы {start}: {address} — {reason}"
        yield Problem("А-03", Level.ERROR, origin, message, "исправьте ссылку")


def addresses_in(html: str) -> Iterator[str]:
    """Yield relative addresses a page refers to."""
    for value in _LINK.findall(html):
        yield from _relative_ones(value)


@lru_cache(maxsize=1 << 16)
def _relative_ones(value: str) -> tuple[str, ...]:
    """Return the relative addresses of an attribute; pages share most of theirs."""
    addresses = (part.split(" ")[0] for part in unescape(value).split(", "))
    return tuple(
        address
        for address in addresses
        if address and not urlsplit(address).scheme and not address.startswith("//")
    )


def resolve(start: str, address: str) -> tuple[str, str]:
    """Return the path and the anchor that a relative address leads to from a page."""
    path, anchor = _resolved(posixpath.dirname(start), address)
    return (start if path is None else path), anchor


@lru_cache(maxsize=1 << 16)
def _resolved(folder: str, address: str) -> tuple[str | None, str]:
    """Return what an address leads to from a folder; ``None`` means the page itself."""
    parts = urlsplit(address)
    if not parts.path:
        return None, parts.fragment
    steps = folder.split("/") if folder else []
    for step in unquote(parts.path).split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps), parts.fragment
