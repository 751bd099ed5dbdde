"""Colours as numbers: what can be read on what, and the nearest that can (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

READABLE = 4.5
"""Least contrast of text with what it stands on, level AA."""
_WRITTEN = re.compile(r"#?([0-9a-fA-F]{6})")
_STEPS = 400


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of the screen: red, green and blue from 0 to 1."""

    red: float
    green: float
    blue: float

    def __str__(self) -> str:
        """Return the colour as pages write it: ``#17573f``."""
        parts = (round(part * 255) for part in (self.red, self.green, self.blue))
        return "#" + "".join(f"{part:02x}" for part in parts)

    @property
    def luminance(self) -> float:
        """Brightness as the eye sees it, from 0 for black to 1 for white."""
        red, green, blue = map(_linear, (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(self, other: Colour) -> float:
        """Return the contrast ratio with another colour, from 1 to 21."""
        light, dark = sorted((self.luminance, other.luminance), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    def mixed(self, other: Colour, part: float) -> Colour:
        """Return the colour with a part of another one, from 0 to 1, stirred in."""
        return Colour(
            self.red + (other.red - self.red) * part,
            self.green + (other.green - self.green) * part,
            self.blue + (other.blue - self.blue) * part,
        )

    def with_lightness(self, lightness: float) -> Colour:
        """Return the colour of the same hue and saturation, lighter or darker."""
        hue, _, saturation = colorsys.rgb_to_hls(self.red, self.green, self.blue)
        return Colour(*colorsys.hls_to_rgb(hue, lightness, saturation))

    def nearest_readable(self, ground: Colour, least: float = READABLE) -> Colour:
        """Return the nearest colour of the same hue that can be read on a ground.

        Args:
            ground: What the text stands on.
            least: Contrast wanted.

        Returns:
            The colour itself when it can be read already.
        """
        target = 0.0 if ground.luminance > 0.18 else 1.0
        _, start, _ = colorsys.rgb_to_hls(self.red, self.green, self.blue)
        for step in range(_STEPS + 1):
            shade = self.with_lightness(start + (target - start) * step / _STEPS) if step else self
            # What pages write is rounded; the rounded one has to do.
            if parse_colour(str(shade)).contrast(ground) >= least:
                return shade
        return Colour(target, target, target)


WHITE = Colour(1, 1, 1)
BLACK = Colour(0, 0, 0)


def is_colour(text: str) -> bool:
    """Tell whether a text is six hexadecimal digits, maybe after «#»."""
    return _WRITTEN.fullmatch(text) is not None


def parse_colour(text: str) -> Colour:
    """Return the colour a text means.

    Raises:
        ValueError: When it means none, see :func:`is_colour`.
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    red, green, blue = (int(found[1][place : place + 2], 16) / 255 for place in (0, 2, 4))
    return Colour(red, green, blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
