"""All the colours of pages, light and dark, from the two that a school has chosen."""

from __future__ import annotations

from generator.rules.appearance import GROUND, PAPER
from generator.rules.colours import BLACK, WHITE, Colour, parse_colour

_NIGHT = parse_colour("#141817")
_CLEAR = 7.0


def palette(main: str | None, second: str | None) -> str:
    """Return CSS that repaints the pages; empty when the school has chosen nothing.

    Args:
        main: Colour of links, buttons and the board at the bottom.
        second: Colour of the margin line and of marks.
    """
    day, night = {}, {}
    if main:
        colour = parse_colour(main)
        day.update(_main_by_day(colour))
        night.update(_main_by_night(colour))
    if second:
        colour = parse_colour(second)
        day["accent"] = colour
        night["accent"] = colour.nearest_readable(_NIGHT, _CLEAR)
    if not day:
        return ""
    dark = _declared(night)
    return (
        f":root{{{_declared(day)}}}"
        f'@media screen{{:root[data-nm-colours="dark"]{{{dark}}}}}'
        # Without scripts nobody marks the page: the device itself chooses.
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-nm-colours]){{{dark}}}}}"
    )


def _main_by_day(colour: Colour) -> dict[str, Colour]:
    board = colour.nearest_readable(WHITE, 11)
    return {
        "brand": colour,
        "on-brand": WHITE,
        "cover": _tint(colour, GROUND),
        "wash": _tint(colour, PAPER.mixed(GROUND, 0.6)),
        "board": board,
        "board-ink": WHITE,
        "board-ink-2": WHITE.mixed(board, 0.2),
    }


def _main_by_night(colour: Colour) -> dict[str, Colour]:
    return {
        "brand": colour.nearest_readable(_NIGHT, _CLEAR),
        "on-brand": BLACK,
        "cover": _NIGHT.mixed(colour, 0.18),
        "wash": _NIGHT.mixed(colour, 0.09),
        "board": _NIGHT.mixed(BLACK, 0.35),
    }


def _tint(colour: Colour, ground: Colour) -> Colour:
    """Return a pale colour of the same hue, no darker than a ground."""
    for step in range(30, -1, -1):
        tint = WHITE.mixed(colour, step / 100)
        if tint.luminance >= ground.luminance:
            return tint
    return WHITE


def _declared(colours: dict[str, Colour]) -> str:
    return "".join(f"--nm-{name}:{colour};" for name, colour in colours.items())
