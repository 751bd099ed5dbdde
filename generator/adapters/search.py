"""The index of the search: what Material gathers becomes what our search script reads."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

PARTS = 8
"""How many scripts hold the index; ``search.js`` knows the number too."""
_MOST_LETTERS = 1_500_000
_LEAST_LETTERS = 120
_TAG = re.compile(r"<[^>]+>")
_SPACES = re.compile(r"\s+")
_BLOCK = re.compile(r"</(?:p|li|h\d|td|th|dt|dd|div)>|<br\s*/?>")
# Lists of languages and an engine that our search does not use.
_UNUSED = re.compile(
    r"assets/javascripts/(?:workers/|lunr/(?!min/lunr\.(?:ru|stemmer\.support)\.min\.js$))"
)


def is_unused(path: str) -> bool:
    """Tell whether a file of Material serves only its own search."""
    return _UNUSED.match(path) is not None


def write_index(folder: Path) -> None:
    """Replace Material's index in a built site by ours.

    Material loads its index with every page, so it is left empty; ours is loaded with the first
    query. It lies in parts, each a script that a server and a disk give alike: a changed page
    changes its own part alone, and no more is published anew.

    Args:
        folder: A built site.
    """
    file = folder / "search/search_index.json"
    gathered = json.loads(file.read_text(encoding="utf-8"))
    pages = list(_pages(gathered["docs"]))
    _write(file, json.dumps({**gathered, "docs": []}, ensure_ascii=False))
    _write(file.with_suffix(".js"), "var __index = " + file.read_text(encoding="utf-8"))
    parts: list[list[tuple[str, str, str]]] = [[] for _ in range(PARTS)]
    for page in pages:
        parts[_part_of(page[0])].append(page)
    for number, part in enumerate(parts):
        text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
        script = f"(self.nastavnikPages=self.nastavnikPages||[]).push({text});\n"
        _write(file.with_name(f"pages-{number}.js"), script)


def read_index(folder: Path) -> list[tuple[str, str, str]]:
    """Return address, title and text of every entry of a built site's index."""
    found: list[tuple[str, str, str]] = []
    for number in range(PARTS):
        script = (folder / f"search/pages-{number}.js").read_text(encoding="utf-8")
        found += map(tuple, json.loads(script.partition(".push(")[2].rpartition(")")[0]))
    return found


def _part_of(location: str) -> int:
    """Return the part of a page and of all its headings; it never moves to another."""
    return zlib.crc32(location.partition("#")[0].encode()) % PARTS


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _pages(docs: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Yield address, title and text of each entry as plain text.

    Texts of a very large site are cut evenly: a phone has to read them all.
    """
    pages = [(doc["location"], _plain(doc["title"]), _plain(doc["text"])) for doc in docs]
    total = sum(len(text) for _, _, text in pages)
    share = max(_MOST_LETTERS // max(len(pages), 1), _LEAST_LETTERS)
    for location, title, text in pages:
        yield location, title, text if total <= _MOST_LETTERS else text[:share]


def _plain(html: str) -> str:
    text = unescape(_TAG.sub("", _BLOCK.sub(" ", html)))
    return _SPACES.sub(" ", text).strip()
