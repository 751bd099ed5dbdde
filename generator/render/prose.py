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

from generator.render.light import light_html, light_text

_RECORD = re.compile(r"^(mentors|cases|acts|news)/[A-Za-z0-9_-]+$")
PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
PARSER.disable(["heading", "lheading", "image", "html_block", "html_inline", "code"])


def prose_html(text: str, href: Callable[[str], str]) -> Markup:
    """Render prose.

    Args:
        text: Light Markdown whose record links are all published.
        href: Turns a page's path into an address relative to the page being rendered.

    Returns:
        Safe HTML; a link that is neither to a record nor to http(s) or mail is left as text.
    """
    light = light_html(text)
    if light is not None:
        return Markup(light)  # noqa: S704
    tokens = PARSER.parse(text)
    for token in tokens:
        mend_links(token.children or [], href)
    return Markup(PARSER.renderer.render(tokens, PARSER.options, {}))  # noqa: S704


def inline_html(text: str, href: Callable[[str], str]) -> Markup:
    """Render a line of prose without a paragraph around it."""
    html = str(prose_html(text, href)).strip()
    single = html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>")
    return Markup(html[3:-4] if single else html)  # noqa: S704


def plain(text: str) -> str:
    """Return prose as plain text, for the search and for descriptions."""
    words = light_text(text)
    if words is None:
        inline = (token for token in PARSER.parse(text) if token.type == "inline")
        words = " ".join(_inline_text(token.children or []) for token in inline)
    return " ".join(words.split())


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
