"""A large picture to draw curves on, reduced when it is ready."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from portraits.geometry import Point, smooth

WIDTH, HEIGHT = 800, 1000
OVERSAMPLING = 3
_ZOOM = 1.14
_RAISE = 92
Mask = Image.Image


class Canvas:
    """Paints areas and lines given in the coordinates of the finished picture."""

    def __init__(self, background: str) -> None:
        """Start with an even background."""
        self._size = (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING)
        self._image = Image.new("RGB", self._size, background)

    def mask(self, *curves: Sequence[Point]) -> Mask:
        """Return the area inside any of the closed curves."""
        area = Image.new("L", self._size)
        pen = ImageDraw.Draw(area)
        for curve in curves:
            pen.polygon(_scaled(smooth(curve, closed=True)), fill=255)
        return area

    def ring(self, curve: Sequence[Point], inner: Sequence[Point]) -> Mask:
        """Return what lies inside a curve and outside another."""
        return ImageChops.subtract(self.mask(curve), self.mask(inner))

    def both(self, area: Mask, curve: Sequence[Point]) -> Mask:
        """Return the part of an area that lies inside a closed curve."""
        return ImageChops.multiply(area, self.mask(curve))

    def fill(
        self,
        curve: Sequence[Point],
        colour: str,
        *,
        alpha: float = 1.0,
        within: Mask | None = None,
        blur: float = 0.0,
    ) -> None:
        """Paint the inside of a closed curve.

        Args:
            curve: Points the outline goes through.
            colour: Colour of the paint.
            alpha: How thick the paint is, 0–1.
            within: Where the paint may fall.
            blur: Radius of a soft edge.
        """
        self.paint(self.mask(curve), colour, alpha=alpha, within=within, blur=blur)

    def paint(
        self,
        area: Mask,
        colour: str,
        *,
        alpha: float = 1.0,
        within: Mask | None = None,
        blur: float = 0.0,
    ) -> None:
        """Paint an area; the other arguments are those of :meth:`fill`."""
        box = self._reach(area, blur)
        if box is None:
            return
        area = area.crop(box)
        if blur:
            area = area.filter(ImageFilter.GaussianBlur(blur * OVERSAMPLING))
        if within is not None:
            area = ImageChops.multiply(area, within.crop(box))
        if alpha < 1:
            area = area.point([round(value * alpha) for value in range(256)])
        self._image.paste(colour, box, area)

    def _reach(self, area: Mask, blur: float) -> tuple[int, int, int, int] | None:
        """Return the rectangle that an area and its soft edge take."""
        box = area.getbbox()
        if box is None:
            return None
        edge = round(blur * OVERSAMPLING * 3)
        left, top, right, bottom = box
        width, height = self._size
        return (
            max(left - edge, 0),
            max(top - edge, 0),
            min(right + edge, width),
            min(bottom + edge, height),
        )

    def line(
        self,
        points: Sequence[Point],
        colour: str,
        width: float,
        *,
        taper: bool = False,
        alpha: float = 1.0,
        within: Mask | None = None,
        blur: float = 0.0,
    ) -> None:
        """Draw a line through points; its ends are round, or thin when it tapers."""
        path = smooth(points, closed=False, steps=24)
        halves = [width / 2 * (_swell(n, len(path)) if taper else 1.0) for n in range(len(path))]
        area = Image.new("L", self._size)
        pen = ImageDraw.Draw(area)
        for (start, end), (thin, thick) in zip(pairwise(path), pairwise(halves), strict=True):
            pen.polygon(_scaled(_band(start, end, thin, thick)), fill=255)
        for (x, y), half in zip(path, halves, strict=True):
            corners = _scaled([(x - half, y - half), (x + half, y + half)])
            pen.ellipse([*corners[0], *corners[1]], fill=255)
        self.paint(area, colour, alpha=alpha, within=within, blur=blur)

    def finished(self) -> Image.Image:
        """Return the picture reduced to its final size."""
        return self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _scaled(points: Sequence[Point]) -> list[Point]:
    zoom = _ZOOM * OVERSAMPLING
    return [
        (x * zoom + WIDTH * OVERSAMPLING / 2, y * zoom - _RAISE * OVERSAMPLING) for x, y in points
    ]


def _swell(index: int, count: int) -> float:
    """Return how thick a tapering line is at a point, 0–1."""
    return math.sin(math.pi * index / (count - 1)) ** 0.8


def _band(start: Point, end: Point, thin: float, thick: float) -> list[Point]:
    """Return the corners of a piece of a line that is as thick as told at its two ends."""
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (y0 - y1) / length, (x1 - x0) / length
    return [
        (x0 + dx * thin, y0 + dy * thin),
        (x1 + dx * thick, y1 + dy * thick),
        (x1 - dx * thick, y1 - dy * thick),
        (x0 - dx * thin, y0 - dy * thin),
    ]
