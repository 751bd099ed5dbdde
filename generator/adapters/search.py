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

from generator.adapters.earlier import Earlier
from generator.adapters.search_words import Entry, differing, mended_shelf, shelf_of, shelved

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


def write_index(folder: Path, own: Iterable[Entry] = (), earlier: Earlier | None = None) -> None:
    """Replace Material's index in a built site by ours.

    Material loads its index with every page, so it is left empty. Ours is ready-made and lies in
    scripts, which a server and a disk give alike: a list of pages, shelves of words that tell
    where each word stands, and parts with the texts. A query loads the list, the shelves of its
    own words and the texts of what is found. A changed page changes its own part and the shelves
    of the words that came or went; no more is published anew.

    Args:
        folder: A built site.
        own: Entries of pages made from data, which Material is not told of.
        earlier: The site as the last build left it: pieces that have not changed are taken over.
    """
    file = folder / "search/search_index.json"
    gathered = json.loads(file.read_text(encoding="utf-8"))
    entries = sorted((*_entries(gathered["docs"]), *own))
    empty = json.dumps({**gathered, "docs": []}, ensure_ascii=False)
    file.write_text(empty, encoding="utf-8", newline="\n")
    file.with_suffix(".js").write_text(f"var __index = {empty}", encoding="utf-8", newline="\n")
    site = _Site(folder, earlier or Earlier())
    pages = [(address, list(group)) for address, group in groupby(entries, _address)]
    letters = sum(len(text) for _, _, text in entries)
    count = _files_for(letters, _LETTERS_IN_A_PART, _LEAST_PARTS)
    shelves = _files_for(letters, _LETTERS_ON_A_SHELF, _LEAST_SHELVES)
    parts: list[list[list[Entry]]] = [[] for _ in range(count)]
    for address, group in pages:
        parts[_part_of(address, count)].append(group)
    listed = [(address, len(group), _part_of(address, count)) for address, group in pages]
    same = site.give("pages", {"parts": count, "shelves": shelves, "pages": listed})
    changed = [n for n, part in enumerate(parts) if not site.give(f"texts-{n}", part)]
    # Words tell where they stand by numbers of entries, and those are of the whole list.
    mended = _mended(site, listed, parts, changed, shelves) if same else None
    if mended is None:
        mended = dict(enumerate(shelved(entries, shelves)))
    for number in range(shelves):
        if number in mended:
            site.give(f"words-{number}", mended[number])
        elif not site.keep(f"words-{number}"):
            mended = dict(enumerate(shelved(entries, shelves)))
            site.give(f"words-{number}", mended[number])


def _mended(
    site: _Site,
    listed: Iterable[tuple[str, int, int]],
    parts: list[list[list[Entry]]],
    changed: list[int],
    shelves: int,
) -> dict[int, str] | None:
    """Return the shelves of words that have come to a few pages or gone from them.

    Args:
        site: The site, with the index of the last build.
        listed: Pages of both: addresses, how many entries, which part.
        parts: All the parts.
        changed: Those that are not what they were.
        shelves: How many shelves there are.

    Returns:
        Shelves by their numbers; ``None`` when everything is to be made anew.
    """
    starts, number = {}, 1
    for address, length, _ in listed:
        starts[address] = number
        number += length
    told: dict[int, dict[str, dict[int, str]]] = {}
    for part in changed:
        before = site.before(f"texts-{part}")
        if before is None:
            return None
        for old, new in zip(before, parts[part], strict=True):
            for place, (one, other) in enumerate(
                zip(old, new, strict=True), starts[_address(new[0])]
            ):
                for word, says in differing(tuple(one), other):
                    told.setdefault(shelf_of(word, shelves), {}).setdefault(word, {})[place] = says
    made: dict[int, str] = {}
    for number, words in told.items():
        shelf = site.before(f"words-{number}")
        if shelf is None:
            return None
        made[number] = mended_shelf(shelf, words)
    return made


class _Site:
    """Where the pieces of an index are given to.

    Args:
        folder: The new site.
        earlier: What the last build has left.
    """

    def __init__(self, folder: Path, earlier: Earlier) -> None:
        self._folder = folder
        self._earlier = earlier

    def give(self, name: str, what: object) -> bool:
        """Put a script that gives one piece to whoever loads it; tell whether it is as it was."""
        text = json.dumps(what, ensure_ascii=False, separators=(",", ":"))
        content = f"{_given(name)}{text};\n".encode()
        if self._earlier.give_same(_path(name), content, self._folder):
            return True
        (self._folder / _path(name)).write_bytes(content)
        return False

    def keep(self, name: str) -> bool:
        """Take a piece over as it was; tell whether it could be."""
        return self._earlier.take(_path(name), self._folder)

    def before(self, name: str) -> Any:
        """Return a piece as it was; ``None`` when it is not known."""
        content = self._earlier.content(_path(name))
        if content is None:
            return None
        return json.loads(content.decode().removeprefix(_given(name)).rstrip(";\n"))


def _path(name: str) -> str:
    return f"search/{name}.js"


def _given(name: str) -> str:
    return f'(self.nastavnikIndex??={{}})["{name}"]='


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


def _entries(docs: list[dict[str, Any]]) -> Iterator[Entry]:
    """Yield address, title and text of each entry as plain text."""
    for doc in docs:
        yield doc["location"], _plain(doc["title"]), _plain(doc["text"])


def _plain(html: str) -> str:
    text = unescape(_TAG.sub("", _BLOCK.sub(" ", html)))
    return _SPACES.sub(" ", text).strip()
