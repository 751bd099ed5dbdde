"""Texts of documents: headings and clauses whose numbers are words of the text, never counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markupsafe import Markup

from generator.model.slugs import ascii_slug
from generator.render.prose import mend_links
from generator.render.tables import framed_tables

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?(?=\s)|\d{1,2}[.)](?=\s)")
_TOP, _DEEPEST = 3, 6

_parser = MarkdownIt("commonmark", {"html": False}).enable("table")
_parser.disable(["image", "html_block", "html_inline", "code", "fence", "hr", "lheading"])


def document_html(text: str, href: Callable[[str], str]) -> Markup:
    """Render the text of a document.

    A line that begins with the number of a clause («3.», «3.3.», «3)») is a paragraph of its own
    with an anchor (``p-3-3``): people refer to clauses, and their numbers must not change.

    Args:
        text: Light Markdown with headings; its record links are all published.
        href: Turns a page's path into an address relative to the page being rendered.

    Returns:
        Safe HTML whose headings begin at the third level.
    """
    tokens = _parser.parse("\n".join(apart(text)))
    taken: set[str] = set()
    top = min((int(t.tag[1]) for t in tokens if t.type == "heading_open"), default=1)
    for token, inner in zip(tokens, [*tokens[1:], None], strict=True):
        mend_links(token.children or [], href)
        match token.type:
            case "heading_open" | "heading_close":
                level = min(_TOP + int(token.tag[1]) - top, _DEEPEST)
                token.tag = f"h{level}"
                if token.nesting == 1 and inner is not None:
                    token.attrSet("id", _free(_anchor(inner.content), taken))
            case "paragraph_open" if inner is not None and _NUMBER.match(_plain(inner.content)):
                token.attrSet("id", _free(_anchor(inner.content), taken))
                token.attrSet("class", "nm-clause")
    html = _parser.renderer.render(tokens, _parser.options, {})
    return Markup(framed_tables(html))  # noqa: S704


def apart(text: str) -> Iterator[str]:
    """Yield lines with every clause parted from the one before, its number safe from counting."""
    for line in text.splitlines():
        found = _NUMBER.match(line)
        if not found:
            yield line
            continue
        number = found[0]
        yield ""
        yield f"{number[:-1]}\\{number[-1]}{line[found.end() :]}" if number[-1] in ".)" else line


def _anchor(words: str) -> str:
    """Return ``p-3-3`` for «3.3. Срок программы», ``t-obshchie-polozheniya`` for a heading."""
    plain = _plain(words)
    if found := _NUMBER.match(plain):
        return "p-" + re.sub(r"\D+", "-", found[0]).strip("-")
    return f"t-{ascii_slug(plain)[:48].strip('-') or 'razdel'}"


def _plain(words: str) -> str:
    return words.replace("\\", "")


def _free(anchor: str, taken: set[str]) -> str:
    free, number = anchor, 1
    while free in taken:
        number += 1
        free = f"{anchor}-{number}"
    taken.add(free)
    return free
