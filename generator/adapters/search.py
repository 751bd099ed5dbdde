"""The index of the search: what Material gathers becomes what our search script reads."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import Any

from generator.adapters.search_words import Entry, shelved

_LEAST_PARTS, _LEAST_SHELVES, _MOST = 8, 16, 512
_LETTERS_IN_A_PART, _LETTERS_ON_A_SHELF = 20_000, 40_000
_TAG = re.compile(r"<[^>]+>")
_SPACES = re.compile(r"\s+")
_BLOCK = re.compile(r"</(?:p|li|h\d|td|th|dt|dd|div)>|<br\s*/?>")
_GIVEN = re.compile(r"^\(self\.nastavnikIndex\?\?=\{\}\)\[\"[^\"]+\"\]=", re.MULTILINE)
# Lists of languages and an engine that our search does not use.
_UNUSED = re.compile(
    r"assets/javascripts/(?:workers/|lunr/(?!min/lunr\.(?:ru|stemmer\.support)\.min\.js$))"
)


def is_unused(path: str) -> bool:
    """Tell whether a file of Material serves only its own search."""
    return _UNUSED.match(path) is not None


def write_index(folder: Path, own: Iterable[Entry] = ()) -> None:
    """Replace Material's index in a built site by ours.

    Material loads its index with every page, so it is left empty. Ours is ready-made and lies in
    scripts, which a server and a disk give alike: a list of pages, shelves of words that tell
    where each word stands, and parts with the texts. A query loads the list, the shelves of its
    own words and the texts of what is found. A changed page changes its own part and the shelves
    of the words that came or went; no more is published anew.

    Args:
        folder: A built site.
        own: Entries of pages made from data, which Material is not told of.
    """
    file = folder / "search/search_index.json"
    gathered = json.loads(file.read_text(encoding="utf-8"))
    entries = sorted((*_entries(gathered["docs"]), *own))
    _write(file, json.dumps({**gathered, "docs": []}, ensure_ascii=False))
    _write(file.with_suffix(".js"), "var __index = " + file.read_text(encoding="utf-8"))
    pages = [(address, list(group)) for address, group in groupby(entries, _address)]
    letters = sum(len(text) for _, _, text in entries)
    count = _files_for(letters, _LETTERS_IN_A_PART, _LEAST_PARTS)
    shelves = _files_for(letters, _LETTERS_ON_A_SHELF, _LEAST_SHELVES)
    parts: list[list[list[Entry]]] = [[] for _ in range(count)]
    for address, group in pages:
        parts[_part_of(address, count)].append(group)
    listed = [(address, len(group), _part_of(address, count)) for address, group in pages]
    _give(folder, "pages", {"parts": count, "shelves": shelves, "pages": listed})
    for number, part in enumerate(parts):
        _give(folder, f"texts-{number}", part)
    for number, shelf in enumerate(shelved(entries, shelves)):
        _give(folder, f"words-{number}", shelf)


def read_index(folder: Path) -> list[Entry]:
    """Return address, title and text of every entry of a built site's index."""
    found: list[Entry] = []
    for script in sorted((folder / "search").glob("texts-*.js")):
        given = _GIVEN.sub("", script.read_text(encoding="utf-8"), count=1)
        found += (tuple(entry) for page in json.loads(given.rstrip(";\n")) for entry in page)
    return found


def _address(entry: Entry) -> str:
    return entry[0].partition("#")[0]


def _files_for(letters: int, each: int, least: int) -> int:
    """Return a power of two: a new page seldom moves the others from file to file."""
    count = least
    while count * each < letters and count < _MOST:
        count *= 2
    return count


def _part_of(address: str, count: int) -> int:
    """Return the part of a page and of all its headings."""
    return zlib.crc32(address.encode()) % count


def _give(folder: Path, name: str, what: object) -> None:
    """Write a script that gives one piece of the index to whoever loads it."""
    text = json.dumps(what, ensure_ascii=False, separators=(",", ":"))
    _write(folder / f"search/{name}.js", f'(self.nastavnikIndex??={{}})["{name}"]={text};\n')


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _entries(docs: list[dict[str, Any]]) -> Iterator[Entry]:
    """Yield address, title and text of each entry as plain text."""
    for doc in docs:
        yield doc["location"], _plain(doc["title"]), _plain(doc["text"])


def _plain(html: str) -> str:
    text = unescape(_TAG.sub("", _BLOCK.sub(" ", html)))
    return _SPACES.sub(" ", text).strip()
