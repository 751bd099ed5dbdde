"""Diplomas and letters of thanks: one page to be framed."""

from __future__ import annotations

from generator.documents.blocks import Document


def diploma(document: Document) -> str:
    """Return the source of a diploma."""
    return document.title
