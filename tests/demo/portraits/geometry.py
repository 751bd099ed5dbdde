"""Points, curves and colours.

Coordinates are those of the finished picture with the origin at the middle of its upper
edge, so that a face is symmetrical about zero.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import ImageColor

Point = tuple[float, float]
Curve = tuple[Point, ...]


def mirrored(*half: Point) -> Curve:
    """Close the right half of an outline, listed from the top down, with its reflection."""
    return (*half, *((-x, y) for x, y in reversed(half) if x != 0))


def flipped(curve: Sequence[Point]) -> Curve:
    """Return the reflection of a curve about the middle of the picture."""
    return tuple((-x, y) for x, y in curve)


def moved(curve: Sequence[Point], dx: float, dy: float) -> Curve:
    """Return a curve shifted by an offset."""
    return tuple((x + dx, y + dy) for x, y in curve)


def sharp(*corners: Point) -> Curve:
    """Return a curve that goes straight from corner to corner."""
    return tuple(point for corner in corners for point in (corner, corner))


def ellipse(x: float, y: float, rx: float, ry: float) -> Curve:
    """Return points of an ellipse; a spline through them is round to the eye."""
    angles = (2 * math.pi * n / 16 for n in range(16))
    return tuple((x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles)


def tilted(x: float, y: float, rx: float, ry: float, angle: float) -> Curve:
    """Return an ellipse turned about its centre by an angle in radians."""
    cos, sin = math.cos(angle), math.sin(angle)
    return tuple((x + a * cos - b * sin, y + a * sin + b * cos) for a, b in ellipse(0, 0, rx, ry))


def smooth(points: Sequence[Point], *, closed: bool, steps: int = 24) -> list[Point]:
    """Lead a Catmull–Rom spline through points; a point given twice makes a corner."""
    last = len(points) if closed else len(points) - 1
    line: list[Point] = []
    for index in range(last):
        around = [_at(points, index + shift, closed=closed) for shift in (-1, 0, 1, 2)]
        count = 1 if around[1] == around[2] else steps
        line.extend(_between(around, step / steps) for step in range(count))
    return line if closed else [*line, points[-1]]


def _at(points: Sequence[Point], index: int, *, closed: bool) -> Point:
    return points[index % len(points) if closed else min(max(index, 0), len(points) - 1)]


def _between(around: Sequence[Point], t: float) -> Point:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = around
    return _spline(x0, x1, x2, x3, t), _spline(y0, y1, y2, y3, t)


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    cubic = (3 * b - a - 3 * c + d) * t
    return 0.5 * (2 * b + (c - a + (2 * a - 5 * b + 4 * c - d + cubic) * t) * t)


def mix(first: str, second: str, share: float) -> str:
    """Return a colour between two; ``share`` is the part of the second."""
    pairs = zip(ImageColor.getrgb(first)[:3], ImageColor.getrgb(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def darker(colour: str, share: float = 0.2) -> str:
    """Return a colour in the shade: warmer than plain black would make it."""
    return mix(colour, "#2B1420", share)


def lighter(colour: str, share: float = 0.2) -> str:
    """Return a colour in the light."""
    return mix(colour, "#FFF6E4", share)
