"""Draws the portraits of the demonstration school into ``data/photos``.

Its people are invented, so there is nobody to photograph.

Run: ``.venv/bin/python tests/demo/draw_portraits.py [folder]``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image
from portraits import face, hair
from portraits.canvas import Canvas
from portraits.cast import LOOKS
from portraits.geometry import ellipse, lighter
from portraits.look import Look

QUALITY = 88
FOLDER = Path(__file__).resolve().parents[2] / "data" / "photos"


def draw(look: Look) -> Image.Image:
    """Draw one portrait from the farthest layer to the nearest."""
    canvas = Canvas(look.background)
    canvas.fill(ellipse(0, 470, 340, 340), lighter(look.background, 0.36))
    hair.draw_back(canvas, look)
    look.wear(canvas, look)
    face.draw_head(canvas, look)
    hair.draw_shadow(canvas, look)
    face.draw_features(canvas, look)
    hair.draw_front(canvas, look)
    face.draw_earrings(canvas, look)
    return canvas.finished()


def main() -> None:
    """Draw every portrait into the folder given, or into that of the school."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, look in LOOKS.items():
        draw(look).save(folder / f"{name}.jpg", quality=QUALITY, optimize=True)


if __name__ == "__main__":
    main()
