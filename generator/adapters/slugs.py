"""ASCII anchors for Russian headings, so that links survive in mail and messengers."""

from __future__ import annotations

from generator.model import slugs


def ascii_slug(text: str, separator: str = "-", **_: object) -> str:
    """Return a transliterated anchor: «Правила записи» → ``pravila-zapisi``."""
    return slugs.ascii_slug(text, separator)
