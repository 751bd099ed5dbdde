"""Draws the pictures of the demonstration's cases into ``data/photos``.

Things of the cases, without people: a tray, boxes, a poster, cards, sheets.

Run: ``.venv/bin/python tests/demo/draw_scenes.py [folder]``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

SIZE, FINE = (1200, 800), 2
QUALITY = 86
FOLDER = Path(__file__).resolve().parents[2] / "data" / "photos"
Colour = str
Box = tuple[float, float, float, float]


class Scene:
    """A sheet drawn twice as fine as it is saved; places are in pixels of the saved picture."""

    def __init__(self, wall: Colour, table: Colour, edge: int = 470) -> None:
        self._image = Image.new("RGB", (SIZE[0] * FINE, SIZE[1] * FINE), wall)
        self._draw = ImageDraw.Draw(self._image)
        self.box((0, edge, *SIZE), table)
        self.box((0, edge, SIZE[0], edge + 8), _darker(table))

    def box(self, box: Box, fill: Colour, round_: float = 0, edge: Colour | None = None) -> None:
        """Draw a rectangle, maybe with round corners and an edge."""
        places = [place * FINE for place in box]
        self._draw.rounded_rectangle(places, round_ * FINE, fill, edge, 5 if edge else 0)

    def disc(self, box: Box, fill: Colour, edge: Colour | None = None) -> None:
        """Draw an ellipse."""
        self._draw.ellipse([place * FINE for place in box], fill, edge, 6 if edge else 0)

    def line(self, points: list[tuple[float, float]], fill: Colour, width: float = 4) -> None:
        """Draw a broken line."""
        places = [(x * FINE, y * FINE) for x, y in points]
        self._draw.line(places, fill, round(width * FINE), joint="curve")

    def shape(self, points: list[tuple[float, float]], fill: Colour) -> None:
        """Draw a polygon."""
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill)

    def lines(self, x: float, y: float, width: float, count: int, fill: Colour) -> None:
        """Draw lines of writing, the last one short."""
        for number in range(count):
            part = 0.55 if number == count - 1 else 1 - 0.08 * (number % 3)
            self.box((x, y + number * 22, x + width * part, y + number * 22 + 7), fill, 3)

    def finished(self) -> Image.Image:
        """Return the picture in its size."""
        return self._image.resize(SIZE, Image.Resampling.LANCZOS)


def _darker(colour: Colour, part: float = 0.86) -> Colour:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"#{int(red * part):02x}{int(green * part):02x}{int(blue * part):02x}"


def tray() -> Image.Image:
    """A tray for one laboratory work: a microscope, lenses, a bottle, a list to tick off."""
    s = Scene("#dfe9e2", "#c79a66", 420)
    s.shape([(130, 700), (1070, 700), (980, 470), (220, 470)], "#8a5f3a")
    s.shape([(160, 680), (1040, 680), (958, 490), (242, 490)], "#efe3cf")
    s.box((300, 600, 520, 640), "#2c3b42", 12)
    s.line([(350, 600), (350, 430), (410, 330)], "#2c3b42", 26)
    s.line([(400, 300), (460, 420)], "#3f545d", 44)
    s.line([(382, 262), (400, 300)], "#20292e", 30)
    s.box((380, 520, 520, 538), "#3f545d", 6)
    s.disc((330, 470, 374, 514), "#d9a441")
    for x in (620, 720):
        s.disc((x, 560, x + 84, 612), "#cfe6ee", "#2c3b42")
        s.line([(x + 78, 604), (x + 124, 640)], "#2c3b42", 12)
    s.box((860, 470, 930, 620), "#7fb3a0", 16)
    s.box((878, 430, 912, 476), "#2f6b57", 6)
    s.box((870, 520, 920, 570), "#ffffff", 4)
    s.shape([(560, 520), (680, 500), (700, 556), (575, 580)], "#ffffff")
    s.lines(585, 522, 90, 2, "#9aa7a0")
    return s.finished()


def boxes() -> Image.Image:
    """Twelve labelled boxes on shelves, one of them pulled out."""
    s = Scene("#e8e2d4", "#b78b5c", 700)
    colours = ("#3d7a8c", "#c8803a", "#5f8f5a", "#a5504a")
    for shelf in range(3):
        s.box((110, 236 + shelf * 210, 1090, 256 + shelf * 210), "#8a6238")
        for place in range(4):
            number = shelf * 4 + place
            out = 18 if number == 6 else 0
            x, y = 150 + place * 236, 96 + shelf * 210 + out
            s.box((x, y, x + 196, y + 140 - out), colours[(place + shelf) % 4], 10)
            s.box((x, y, x + 196, y + 26), _darker(colours[(place + shelf) % 4]), 10)
            s.box((x + 46, y + 46, x + 150, y + 104), "#fbf7ec", 6)
            s.lines(x + 58, y + 60, 80, 2, "#6b6354")
    return s.finished()


def poster() -> Image.Image:
    """A poster of four pictures: a bell, a raised hand, a tray of things, a book."""
    s = Scene("#cfdfe6", "#d6b184", 640)
    s.box((210, 70, 990, 590), "#fffdf6", 10, "#b9ab8c")
    cards = (
        ("#f2c14e", 260, 120),
        ("#e07a5f", 630, 120),
        ("#81b29a", 260, 350),
        ("#3d6b8c", 630, 350),
    )
    for colour, x, y in cards:
        s.box((x, y, x + 310, y + 190), _lighter(colour), 14)
    s.shape([(350, 250), (480, 250), (455, 170), (375, 170)], "#d19a1f")
    s.disc((392, 146, 438, 184), "#d19a1f")
    s.disc((398, 246, 432, 276), "#8f6a12")
    s.box((745, 200, 825, 300), "#c65f45", 22)
    for finger, top in ((748, 168), (768, 150), (788, 154), (808, 172)):
        s.box((finger, top, finger + 15, 230), "#c65f45", 8)
    s.line([(740, 262), (716, 222)], "#c65f45", 17)
    s.box((310, 450, 520, 500), "#4f8069", 10)
    for x in (330, 392, 454):
        s.box((x, 400 - (x % 30), x + 44, 470), "#f7f3e3", 6)
    s.shape([(660, 480), (785, 500), (785, 400), (660, 380)], "#f7f3e3")
    s.shape([(910, 480), (785, 500), (785, 400), (910, 380)], "#e6dfc6")
    s.line([(785, 400), (785, 500)], "#27465c", 5)
    s.box((330, 660, 870, 690), "#a67c4e", 8)
    return s.finished()


def _lighter(colour: Colour) -> Colour:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"#{(red + 510) // 3:02x}{(green + 510) // 3:02x}{(blue + 510) // 3:02x}"


def cards() -> Image.Image:
    """A card of an experiment, a red square, goggles and a rack of test tubes."""
    s = Scene("#d8e4e6", "#8b9a93", 330)
    s.box((130, 400, 560, 740), "#fffdf4", 8, "#c4bda5")
    s.box((130, 400, 560, 448), "#2f6b57", 8)
    s.lines(165, 480, 350, 4, "#7f8a84")
    s.box((165, 590, 525, 690), "#fbeecb", 6)
    s.lines(185, 610, 300, 3, "#a8925a")
    s.box((640, 560, 790, 710), "#b8322a", 10)
    s.box((668, 588, 762, 682), "#cf4a40", 6)
    for x in (860, 990):
        s.disc((x, 590, x + 130, 700), "#bfe0ea", "#26353b")
    s.line([(986, 640), (994, 640)], "#26353b", 10)
    s.line([(860, 640), (822, 596)], "#26353b", 8)
    s.line([(1120, 640), (1160, 600)], "#26353b", 8)
    liquids = ("#5b8fd0", "#d9a441", "#b85a8a", "#6fae6a")
    for place, liquid in enumerate(liquids):
        x = 720 + place * 92
        s.box((x, 190, x + 50, 430), "#eef6f8", 24)
        s.box((x + 6, 300 - place * 22, x + 44, 424), liquid, 18)
    s.box((680, 300, 1100, 332), "#a67544", 6)
    s.box((680, 440, 1100, 474), "#8a5f3a", 6)
    return s.finished()


SCENES: dict[str, Callable[[], Image.Image]] = {
    "scene-lotok": tray,
    "scene-korobki": boxes,
    "scene-plakat": poster,
    "scene-karta-opyta": cards,
}


def main() -> None:
    """Draw every picture into the folder given, or into that of the school."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name, scene in SCENES.items():
        scene().save(folder / f"{name}.jpg", quality=QUALITY, optimize=True)


if __name__ == "__main__":
    main()
