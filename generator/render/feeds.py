"""Feeds of cases and news: RSS, Atom and JSON Feed, the same bytes for the same section."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import partial
from html import escape
from typing import Any

from feedgen.feed import FeedGenerator

from generator.publication.records import Publication
from generator.render.html import PAGE_ENDING
from generator.render.prose import plain
from generator.views.public.outside import FeedItem, feed_items

RSS, ATOM, JSON_FEED = "feed.xml", "atom.xml", "feed.json"
_TITLE = "Наставничество: кейсы и новости"
_LANGUAGE = "ru"


def feed_files(publication: Publication, address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the feeds: path on the site and bytes.

    Args:
        publication: What is public; nothing else gets into a feed.
        address: Where the section stands, with a slash at the end.
    """
    items = feed_items(publication)
    yield RSS, _feed(publication, items, address, RSS).rss_str(pretty=True)
    yield ATOM, _feed(publication, items, address, ATOM).atom_str(pretty=True)
    yield JSON_FEED, _json_feed(publication, items, address)


def _moment(item: FeedItem) -> datetime:
    return datetime.combine(item.day, time(), UTC)


def _title(publication: Publication) -> str:
    return f"{_TITLE} — {publication.school.name}"


def _feed(publication: Publication, items: tuple[FeedItem, ...], address: str, file: str) -> Any:
    feed = FeedGenerator()
    feed.id(address)
    feed.title(_title(publication))
    # What RSS describes is HTML to those who read it, whatever it was to us.
    told = partial(escape, quote=False) if file == RSS else str
    feed.description(told(publication.programme.promise))
    feed.language(_LANGUAGE)
    feed.generator("nastavnik")
    feed.author(name=publication.school.name)
    feed.link(href=f"{address}{file}", rel="self")
    feed.link(href=address, rel="alternate")
    # Not the moment of the build: a feed changes when what it tells of does.
    latest = (
        _moment(items[0])
        if items
        else datetime.combine(publication.school.programme_start, time(), UTC)
    )
    feed.updated(latest)
    feed.lastBuildDate(latest)
    for item in items:
        entry = feed.add_entry(order="append")
        url = f"{address}{item.path}{PAGE_ENDING}"
        entry.id(url)
        entry.guid(url, permalink=True)
        entry.link(href=url)
        entry.title(item.title)
        entry.description(told(plain(item.summary)))
        entry.category(term=item.category)
        entry.published(_moment(item))
        entry.updated(_moment(item))
    return feed


def _json_feed(publication: Publication, items: tuple[FeedItem, ...], address: str) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(publication),
        "description": publication.programme.promise,
        "home_page_url": address,
        "feed_url": f"{address}{JSON_FEED}",
        "language": _LANGUAGE,
        "authors": [{"name": publication.school.name}],
        "items": [
            {
                "id": f"{address}{item.path}{PAGE_ENDING}",
                "url": f"{address}{item.path}{PAGE_ENDING}",
                "title": item.title,
                "content_text": plain(item.summary),
                "date_published": _moment(item).isoformat(),
                "tags": [item.category],
            }
            for item in items
        ],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=2) + "\n").encode()
