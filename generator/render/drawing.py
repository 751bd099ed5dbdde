"""All cards of a site, drawn while its pages are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from generator.aside import Aside
from generator.cache import Cache, Shelf, key_of
from generator.render.cards import CardColours, card_file, card_path
from generator.views.public.outside import Card

_AT_ONCE = 25
_ROOM = "cards"


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
        self._rest = (school, colours)
        self._shelf = Shelf(cache, _ROOM, _ROOM)
        new = [
            card
            for card in shown
            if card.face is None and not self._shelf.has(card.path, self._made_of(card, None))
        ]
        self._drawn: list[Callable[[], list[tuple[str, bytes]]]] = [
            aside.do(_draw, new[start : start + _AT_ONCE], school, colours)
            for start in range(0, len(new), _AT_ONCE)
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
        # From the end: what the second process has not come to is drawn here meanwhile.
        drawn = dict(file for some in reversed(self._drawn) for file in some())
        files: dict[str, bytes] = {}
        for card in self._shown:
            face = pictures[f"{card.face.path}-640.jpg"] if card.face else None
            make = (
                partial(drawn.__getitem__, card.path)
                if card.path in drawn
                else partial(card_file, card, self._rest[0], face, self._rest[1])
            )
            made_of = self._made_of(card, face)
            files[card_path(card.path)] = self._shelf.made(card.path, made_of, make)
        self._shelf.close()
        return files

    def _made_of(self, card: Card, face: bytes | None) -> object:
        return (card, *self._rest, key_of(face or b""))


def _draw(some: Sequence[Card], school: str, colours: CardColours) -> list[tuple[str, bytes]]:
    """Draw cards without portraits; return them by their pages."""
    return [(card.path, card_file(card, school, None, colours)) for card in some]
