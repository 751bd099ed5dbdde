"""Prose fields: light Markdown to HTML and to plain text; no HTML, headings or pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_RECORD = re.compile(r"^(mentors|cases|acts|news)/[A-Za-z0-9_-]+$")
_parser = MarkdownIt("commonmark", {"html": False}).enable("table")
_parser.disable(["heading", "lheading", "image", "html_block", "html_inline", "code"])


def prose_html(text: str, href: Callable[[str], str]) -> Markup:
    """Render prose.

    Args:
        text: Light Markdown whose record links are all published.
        href: Turns a page's path into an address relative to the page being rendered.

    Returns:
        Safe HTML; a link that is neither to a record nor to http(s) or mail is left as text.
    """
    tokens = _parser.parse(text)
    for token in tokens:
        mend_links(token.children or [], href)
    return Markup(_parser.renderer.render(tokens, _parser.options, {}))  # noqa: S704


def inline_html(text: str, href: Callable[[str], str]) -> Markup:
    """Render a line of prose without a paragraph around it."""
    html = str(prose_html(text, href)).strip()
    single = html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>")
    return Markup(html[3:-4] if single else html)  # noqa: S704


def plain(text: str) -> str:
    """Return prose as plain text, for the search and for descriptions."""
    tokens = _parser.parse(text)
    words = [_inline_text(token.children or []) for token in tokens if token.type == "inline"]
    return re.sub(r"\s+", " ", " ".join(words)).strip()


def _inline_text(tokens: Sequence[Token]) -> str:
    breaks = {"softbreak", "hardbreak"}
    return "".join(" " if token.type in breaks else token.content for token in tokens)


def mend_links(tokens: Sequence[Token], href: Callable[[str], str]) -> None:
    """Make addresses of record links, in place; a link that leads nowhere known loses its own."""
    for token in tokens:
        if token.type == "link_open":
            target = str(token.attrGet("href") or "")
            token.attrs = _link_attributes(target, href)


def _link_attributes(target: str, href: Callable[[str], str]) -> dict[str, Any]:
    if _RECORD.match(target):
        return {"href": href(target)}
    if urlsplit(target).scheme in {"http", "https", "mailto"}:
        return {"href": target, "rel": "noopener"}
    return {}


def paragraphs(text: str) -> Markup:
    """Show plain text with its line breaks kept as paragraphs."""
    parts = (part.strip() for part in text.split("\n") if part.strip())
    return Markup("".join(f"<p>{escape(part)}</p>" for part in parts))  # noqa: S704
