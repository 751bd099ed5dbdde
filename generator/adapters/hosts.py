"""A finished site asks no other host for anything: no fonts, no scripts, no pictures.

The visitor's address goes to nobody but the school's hosting (152-ФЗ), and the section works
where the rest of the web is closed.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from generator.adapters.standing import inside
from generator.audit.markup import is_whole
from generator.cache import Cache, Proofs, key_of, program
from generator.diagnostics import Level, Problem, Span

_ROOM, _MOST = "hosts", 3
_HINT = "положите файл в content и назовите его там или дайте обычную ссылку"
_PARTS = ("src", "srcset", "poster", "data", "background", "imagesrcset", "formaction", "action")
_LINKED = frozenset({"stylesheet", "icon", "preload", "prefetch", "preconnect", "manifest"})
_LINKED |= {"modulepreload", "dns-prefetch", "apple-touch-icon", "mask-icon"}
_DRAWN = frozenset({"image", "use", "feimage"})
_DATA = frozenset({"application/json", "application/ld+json"})
_IN_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s;]+)""", re.IGNORECASE)
_IN_SCRIPT = re.compile(r"""["'`]((?:https?:)?//[\w.-]+\.\w[^"'`\s]*)""", re.IGNORECASE)
_MAY_ASK = re.compile(r"//|&(?:#0*47|#x0*2f|sol)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A name of a language, never an address to go to.
_NAMESPACES = ("http://www.w3.org/",)
# Material loads these for what the section has not: diagrams, a repository's stars, old browsers.
_MATERIAL = re.compile(r"https://(?:unpkg\.com|api\.github\.com)/|https://(?=\$\{)")
_NOWHERE = "about:invalid#"


def without_hosts(script: str) -> str:
    """Return Material's script unable to call the hosts it knows by name."""
    return _MATERIAL.sub(_NOWHERE, script)


def foreign_hosts(
    folder: Path, cache: Cache | None = None, known: Mapping[str, bytes] | None = None
) -> Iterator[Problem]:
    """Yield an error for every address of another host that a page would ask by itself.

    Args:
        folder: A finished site. Links that a visitor follows are free.
        cache: Keeps which files ask nobody.
        known: SHA-256 of files that have been read already, by their paths.
    """
    known = known or {}
    proofs = Proofs(cache or Cache(None), _ROOM, key_of(program()))
    pages = _Pages()
    readers = {".html": pages.asked, ".css": _in_style, ".js": _in_script, ".svg": _in_page}
    paths = (path for path, is_file in inside(folder) if is_file)
    names = (path[len(str(folder)) + 1 :].replace(os.sep, "/") for path in paths)
    for name in sorted(names, key=lambda name: name.split("/")):
        ending = posixpath.splitext(name)[1].lower()
        reader = readers.get(ending)
        if reader is None:
            continue
        digest, data = known.get(name), b""
        if digest is None:
            data = (folder / name).read_bytes()
            digest = hashlib.sha256(data).digest()
        proof = key_of(ending, digest)
        if proofs.holds(proof):
            proofs.add(proof)
            continue
        text = (data or (folder / name).read_bytes()).decode("utf-8", errors="replace")
        found = dict.fromkeys(reader(text))
        if not found:
            proofs.add(proof)
        for address in found:
            host = urlsplit(address).hostname or address
            message = f"страница обратилась бы к чужому серверу {host}: {address}"
            yield Problem("А-04", Level.ERROR, Span(name), message, _HINT)
    proofs.close(_MOST)


class _Pages:
    """Pages of one site share most of their lines: what asks nobody is read once."""

    def __init__(self) -> None:
        self._silent: set[str] = set()

    def asked(self, text: str) -> Iterator[str]:
        """Yield the addresses that a page would ask."""
        new = set(text.split("\n")).difference(self._silent)
        # A line that is whole asks the same wherever it stands.
        if all(map(is_whole, new)) and not any(_in_page("\n".join(filter(_MAY_ASK.search, new)))):
            self._silent |= new
        else:
            yield from _in_page(text)


def _in_page(text: str) -> Iterator[str]:
    # An element at the end: a page of comments alone is none for the parser.
    source = f"{text}<p>".encode()
    page = document_fromstring(source, parser=HTMLParser(encoding="utf-8", huge_tree=True))
    for value in page.xpath("//@*[contains(., '//')]"):
        element, name = value.getparent(), value.attrname
        if name == "style":
            yield from _in_style(value)
        elif name in _PARTS or _asks_by_link(element, name):
            yield from _foreign(value)
    for style in page.iter("style"):
        yield from _in_style(style.text or "")
    for script in page.iter("script"):
        if script.get("type", "") not in _DATA:
            yield from _in_script(script.text or "")


def _asks_by_link(element: HtmlElement, name: str) -> bool:
    """Tell whether a link of an element is asked for without being followed."""
    if element.tag == "link":
        return name == "href" and bool(_LINKED & set(element.get("rel", "").lower().split()))
    return element.tag in _DRAWN and name in {"href", "xlink:href"}


def _foreign(value: str) -> Iterator[str]:
    """Yield addresses with a host: one, or several as in ``srcset``."""
    for part in value.split(","):
        address = part.strip().split(" ")[0]
        if address.lower().startswith(("http://", "https://", "//")):
            yield address


def _in_style(text: str) -> Iterator[str]:
    yield from _IN_STYLE.findall(_COMMENT.sub("", text))


def _in_script(text: str) -> Iterator[str]:
    for address in _IN_SCRIPT.findall(_COMMENT.sub("", text)):
        if not address.startswith(_NAMESPACES):
            yield address
