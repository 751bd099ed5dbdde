"""A finished site asks no other host for anything: no fonts, no scripts, no pictures.

The visitor's address goes to nobody but the school's hosting (152-ФЗ), and the section works
where the rest of the web is closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from generator.diagnostics import Level, Problem, Span

_HINT = "положите файл в content и назовите его там или дайте обычную ссылку"
_PARTS = ("src", "srcset", "poster", "data", "background", "imagesrcset", "formaction", "action")
_LINKED = frozenset({"stylesheet", "icon", "preload", "prefetch", "preconnect", "manifest"})
_LINKED |= {"modulepreload", "dns-prefetch", "apple-touch-icon", "mask-icon"}
_DATA = frozenset({"application/json", "application/ld+json"})
_IN_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s;]+)""", re.IGNORECASE)
_IN_SCRIPT = re.compile(r"""["'`]((?:https?:)?//[\w.-]+\.\w[^"'`\s]*)""", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A name of a language, never an address to go to.
_NAMESPACES = ("http://www.w3.org/",)
# Material loads these for what the section has not: diagrams, a repository's stars, old browsers.
_MATERIAL = re.compile(r"https://(?:unpkg\.com|api\.github\.com)/|https://(?=\$\{)")
_NOWHERE = "about:invalid#"


def without_hosts(script: str) -> str:
    """Return Material's script unable to call the hosts it knows by name."""
    return _MATERIAL.sub(_NOWHERE, script)


def foreign_hosts(folder: Path) -> Iterator[Problem]:
    """Yield an error for every address of another host that a page would ask by itself.

    Args:
        folder: A finished site. Links that a visitor follows are free.
    """
    readers = {".html": _in_page, ".css": _in_style, ".js": _in_script, ".svg": _in_page}
    for file in sorted(folder.rglob("*")):
        reader = readers.get(file.suffix.lower())
        if reader is None:
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        name = file.relative_to(folder).as_posix()
        for address in dict.fromkeys(reader(text)):
            host = urlsplit(address).hostname or address
            message = f"страница обратилась бы к чужому серверу {host}: {address}"
            yield Problem("А-04", Level.ERROR, Span(name), message, _HINT)


def _in_page(text: str) -> Iterator[str]:
    page = _Page()
    page.feed(text)
    yield from page.found


def _in_style(text: str) -> Iterator[str]:
    yield from _IN_STYLE.findall(_COMMENT.sub("", text))


def _in_script(text: str) -> Iterator[str]:
    for address in _IN_SCRIPT.findall(_COMMENT.sub("", text)):
        if not address.startswith(_NAMESPACES):
            yield address


class _Page(HTMLParser):
    """Gathers addresses that a page asks for without being told to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._inside = tag if tag in {"script", "style"} else self._inside
        if tag == "script" and values.get("type", "") in _DATA:
            self._inside = ""
        for name in _PARTS:
            self._take(values.get(name, ""))
        if tag == "link" and _LINKED & set(values.get("rel", "").lower().split()):
            self._take(values.get("href", ""))
        if tag in {"image", "use", "feimage"}:
            self._take(values.get("href", "") or values.get("xlink:href", ""))
        self.found.extend(_in_style(values.get("style", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            self.found.extend(_in_style(data))
        elif self._inside == "script":
            self.found.extend(_in_script(data))

    def _take(self, value: str) -> None:
        for part in value.split(","):
            address = part.strip().split(" ")[0]
            if address.startswith(("http://", "https://", "//")):
                self.found.append(address)
