"""News as posts of Material's blog, which takes real files only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path

import yaml

from generator.publication.records import PublicNews
from generator.render import prose
from generator.render.html import relative
from generator.site import NEWS

_MORE = "<!-- more -->"


def write_posts(news: tuple[PublicNews, ...], folder: Path) -> Iterator[tuple[str, Path]]:
    """Write posts into a scratch folder.

    Bodies are ready HTML inside a block that Python-Markdown leaves alone, so nothing in the
    data can become markup.

    Yields:
        The post's path under ``docs_dir`` and its file.
    """
    for item in news:
        file = folder / f"{item.id}.md"
        file.write_text(_post(item), encoding="utf-8", newline="\n")
        yield f"{NEWS}/posts/{item.id}.md", file


def _post(item: PublicNews) -> str:
    href = partial(relative, f"{NEWS}/{item.id}")
    description = prose.plain(item.lead)
    meta = {
        "title": item.title,
        "description": description,
        "date": item.date,
        "slug": item.id,
        "hide": ["toc"],
    }
    header = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)
    lead = f'<p class="nm-lead">{escape(description)}</p>'
    text = prose.prose_html(item.text, href)
    related = "".join(
        f'<li><a href="{href(key)}">{escape(title)}</a></li>' for key, title in _related(item)
    )
    links = f'<ul class="nm-related">{related}</ul>' if related else ""
    return (
        f"---\n{header}---\n\n# {_escaped_heading(item.title)}\n\n{lead}\n\n{_MORE}\n\n"
        f'<div class="nm-prose">\n{text}\n{links}\n</div>\n'
    )


def _related(item: PublicNews) -> Iterator[tuple[str, str]]:
    yield from ((line.key, line.label) for line in item.mentors if line.key)
    yield from ((link.key, link.title) for link in (*item.cases, *item.acts))


def _escaped_heading(title: str) -> str:
    """Escape what Python-Markdown would take for markup in a heading."""
    return "".join(
        f"&#{ord(sign)};" if sign in r"\`*_{}[]()<>#+-.!&|~=^" else sign for sign in title
    )
