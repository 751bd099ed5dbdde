"""All cards of a site, drawn while its pages are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator.aside import Aside
from generator.cache import Cache
from generator.render.cards import CardColours, card_file, card_path
from generator.views.public.outside import Card

_AT_ONCE = 50


class Drawing:
    """Cards being drawn; those with a portrait wait for it.

    Args:
        shown: What the cards say.
        school: The school's name.
        colours: The school's.
        cache: Keeps cards by what they say.
        aside: Draws them.
    """

    def __init__(
        self,
        shown: Sequence[Card],
        school: str,
        colours: CardColours,
        cache: Cache,
        aside: Aside[Any],
    ) -> None:
        self._shown = shown
        self._rest = (school, colours, cache)
        plain = [card for card in shown if card.face is None]
        self._drawn: list[Callable[[], list[tuple[str, bytes]]]] = [
            aside.do(_draw, plain[start : start + _AT_ONCE], school, colours, cache)
            for start in range(0, len(plain), _AT_ONCE)
        ]

    @property
    def paths(self) -> frozenset[str]:
        """The pages that have a card."""
        return frozenset(card.path for card in self._shown)

    def files(self, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the files of all cards by their addresses.

        Args:
            pictures: Files of the portraits by their addresses.
        """
        files = dict(file for some in self._drawn for file in some())
        school, colours, cache = self._rest
        for card in self._shown:
            if card.face is not None:
                face = pictures[f"{card.face.path}-640.jpg"]
                files[card_path(card.path)] = card_file(card, school, face, cache, colours)
        return files


def _draw(
    some: Sequence[Card], school: str, colours: CardColours, cache: Cache
) -> list[tuple[str, bytes]]:
    """Draw cards without portraits."""
    return [(card_path(card.path), card_file(card, school, None, cache, colours)) for card in some]
