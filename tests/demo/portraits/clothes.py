"""Clothes, and the neck that they leave bare."""

from __future__ import annotations

import math

from portraits.canvas import Canvas
from portraits.geometry import (
    Curve,
    Point,
    darker,
    ellipse,
    flipped,
    lighter,
    mirrored,
    moved,
    sharp,
)
from portraits.look import Look

_ROUND = mirrored((0, 620), (50, 636), (62, 664), (66, 690), (45, 720), (0, 734))
_VEE = mirrored((0, 620), (50, 640), (58, 672), (36, 736), (0, 800))
_THROAT = mirrored((0, 620), (48, 634), (40, 690), (16, 744), (0, 762))
_LAPEL = sharp((56, 640), (84, 668), (134, 752), (106, 768), (122, 794), (6, 936), (70, 694))
_PANEL = sharp((56, 600), (72, 694), (-2, 936), (-2, 1090), (400, 1090), (400, 600))
_COLLAR = sharp((46, 628), (60, 640), (90, 700), (66, 798), (2, 770))


def jumper(canvas: Canvas, look: Look) -> None:
    """Draw a jumper with a round neck."""
    _torso(canvas, look, look.cloth)
    neckline = _broad(look, _ROUND)
    band = _wider(neckline, 1.22, 13)
    canvas.fill(band, darker(look.cloth, 0.16), within=canvas.mask(look.torso))
    _bare(canvas, look, neckline)


def patterned_jumper(canvas: Canvas, look: Look) -> None:
    """Draw a jumper with rings of zigzags around the neck."""
    _torso(canvas, look, look.cloth)
    body = canvas.mask(look.torso)
    for radius, colour in ((178, look.under), (214, look.accent), (250, look.under)):
        ring = [_around(radius + (11 if n % 2 else -11), n) for n in range(61)]
        canvas.line(sharp(*ring), colour, 8, within=body)
    band = _wider(_ROUND, 1.25, 14)
    canvas.fill(band, look.accent, within=body)
    _bare(canvas, look, _ROUND)


def collared_jumper(canvas: Canvas, look: Look) -> None:
    """Draw a jumper over a shirt whose collar is out."""
    _torso(canvas, look, look.cloth)
    band = _wider(_broad(look, _VEE), 1.34, 10)
    canvas.fill(band, darker(look.cloth, 0.18), within=canvas.mask(look.torso))
    canvas.fill(_wider(_broad(look, _VEE), 1.1, 0), look.under, within=canvas.mask(look.torso))
    _bare(canvas, look, _broad(look, _THROAT))
    _collar(canvas, look, look.under)


def turtleneck(canvas: Canvas, look: Look) -> None:
    """Draw a jumper with a high neck."""
    _torso(canvas, look, look.cloth)
    _high_neck(canvas, look, look.cloth)


def shirt(canvas: Canvas, look: Look) -> None:
    """Draw a shirt with an open collar."""
    _torso(canvas, look, look.cloth)
    _bare(canvas, look, _broad(look, _THROAT))
    canvas.line(((0, 764), (0, 1010)), darker(look.cloth, 0.25), 4)
    _buttons(canvas, lighter(look.cloth, 0.6), (14, 850), (14, 930))
    _collar(canvas, look, lighter(look.cloth, 0.12))


def jacket(canvas: Canvas, look: Look) -> None:
    """Draw a jacket over a blouse."""
    _torso(canvas, look, look.under)
    _bare(canvas, look, _VEE)
    _jacket(canvas, look)


def jacket_with_shirt(canvas: Canvas, look: Look) -> None:
    """Draw a jacket over a shirt without a tie."""
    _torso(canvas, look, look.under)
    _bare(canvas, look, _broad(look, _THROAT))
    canvas.line(((0, 764), (0, 940)), darker(look.under, 0.25), 3)
    _collar(canvas, look, look.under)
    _jacket(canvas, look)


def jacket_with_turtleneck(canvas: Canvas, look: Look) -> None:
    """Draw a jacket over a jumper with a high neck."""
    _torso(canvas, look, look.under)
    _high_neck(canvas, look, look.under)
    _jacket(canvas, look)


def jacket_with_scarf(canvas: Canvas, look: Look) -> None:
    """Draw a jacket over a blouse and a scarf knotted at the neck."""
    jacket(canvas, look)
    scarf = mirrored((0, 622), (52, 616), (72, 650), (60, 690), (20, 712), (0, 716))
    tails = (
        ((-8, 700), (26, 712), (66, 812), (34, 842), (-4, 780)),
        ((6, 700), (-24, 712), (-48, 790), (-20, 812), (2, 770)),
    )
    for tail in tails:
        canvas.fill(tail, darker(look.accent, 0.12))
    canvas.fill(scarf, look.accent)
    area = canvas.mask(scarf, *tails)
    for x, y in (
        (-44, 650),
        (-12, 672),
        (26, 660),
        (50, 642),
        (-26, 700),
        (30, 760),
        (12, 800),
        (-24, 770),
        (48, 806),
    ):
        canvas.fill(ellipse(x, y, 5, 5), lighter(look.accent, 0.75), within=area)
    canvas.fill(ellipse(0, 706, 22, 18), lighter(look.accent, 0.1))


def lab_coat(canvas: Canvas, look: Look) -> None:
    """Draw a white coat with pens in the pocket."""
    jacket(canvas, look)
    canvas.line(((108, 900), (180, 900)), darker(look.cloth, 0.3), 5)
    for x, colour in ((132, "#C2453B"), (150, "#2F5D8A")):
        canvas.line(((x, 872), (x, 898)), colour, 8)


def cardigan(canvas: Canvas, look: Look) -> None:
    """Draw a cardigan over a blouse."""
    _torso(canvas, look, look.under)
    _bare(canvas, look, _ROUND)
    edge: Curve = ((62, 640), (84, 700), (66, 800), (42, 900), (36, 1080))
    panel: Curve = (*edge, (36, 1090), (400, 1090), (400, 1090), (400, 600), (400, 600), (62, 600))
    body = canvas.mask(look.torso)
    for side in (panel, flipped(panel)):
        canvas.fill(
            moved(side, -6 if side is panel else 6, 4),
            darker(look.under, 0.5),
            alpha=0.25,
            within=body,
            blur=5,
        )
        _cloth(canvas, look, side, look.cloth)
    for border in (edge, flipped(edge)):
        canvas.line(border, darker(look.cloth, 0.18), 15, within=body)
    _buttons(canvas, lighter(look.cloth, 0.7), (-40, 880), (-36, 950))


def cardigan_with_brooch(canvas: Canvas, look: Look) -> None:
    """Draw a cardigan with a brooch of five petals."""
    cardigan(canvas, look)
    for n in range(5):
        angle = 2 * math.pi * n / 5
        canvas.fill(
            ellipse(136 + 13 * math.cos(angle), 806 + 13 * math.sin(angle), 10, 10), look.accent
        )
    canvas.fill(ellipse(136, 806, 8, 8), lighter(look.accent, 0.75))


def dress(canvas: Canvas, look: Look) -> None:
    """Draw a dress with a thin necklace."""
    _torso(canvas, look, look.cloth)
    _bare(canvas, look, _VEE)
    canvas.line(((-48, 660), (-28, 716), (0, 738), (28, 716), (48, 660)), look.accent, 3.4)
    canvas.fill(ellipse(0, 746, 8, 10), look.accent)


def hoodie(canvas: Canvas, look: Look) -> None:
    """Draw a hooded sweatshirt."""
    _torso(canvas, look, look.cloth)
    hood = mirrored((0, 600), (92, 612), (134, 668), (116, 736), (52, 776), (0, 788))
    canvas.fill(
        moved(hood, 0, 10),
        darker(look.cloth, 0.4),
        alpha=0.4,
        within=canvas.mask(look.torso),
        blur=6,
    )
    canvas.fill(hood, lighter(look.cloth, 0.08))
    canvas.fill(_wider(_ROUND, 1.36, 8), darker(look.cloth, 0.35))
    canvas.fill(_wider(_ROUND, 1.2, 2), look.under)
    _bare(canvas, look, _wider(_ROUND, 1.14, -16))
    for x in (-40, 40):
        canvas.line(((x, 762), (x * 1.1, 820), (x, 880)), look.under, 7)
        canvas.fill(ellipse(x, 884, 6, 10), darker(look.under, 0.15))


def tracksuit(canvas: Canvas, look: Look) -> None:
    """Draw a sports jacket with a zip and a whistle on a cord."""
    _torso(canvas, look, look.cloth)
    body = canvas.mask(look.torso)
    for side in (1, -1):
        for inset in (0, 26):
            stripe = (
                (side * 96, 690 + inset),
                (side * 204, 738 + inset),
                (side * (262 - inset), 790 + inset),
                (side * (296 - inset), 1010),
            )
            canvas.line(stripe, look.under, 11, within=body)
    _bare(canvas, look, _broad(look, _VEE))
    collar = sharp((60, 618), (82, 634), (92, 712), (8, 806), (0, 790))
    for half in (collar, flipped(collar)):
        canvas.fill(half, lighter(look.cloth, 0.06))
        canvas.line((half[2], half[4], half[6]), look.under, 6)
    canvas.line(((0, 800), (0, 1010)), "#D8D8D8", 6)
    for x in (-62, 62):
        canvas.line(((x, 690), (x * 0.72, 800), (0, 900)), look.accent, 6)
    canvas.fill(ellipse(0, 918, 20, 18), "#E8E4DA")
    canvas.fill(sharp((0, 900), (40, 900), (40, 914), (10, 918)), "#E8E4DA")
    canvas.fill(ellipse(0, 918, 7, 7), "#8A8A8A")


def _around(radius: float, step: int) -> Point:
    angle = math.pi * step / 60
    return radius * 1.25 * math.cos(angle), 640 + radius * math.sin(angle)


def _broad(look: Look, curve: Curve) -> Curve:
    return tuple((x * 1.3, y) for x, y in curve) if look.male else curve


def _wider(curve: Curve, times: float, lower: float) -> Curve:
    return tuple((x * times, y + lower) for x, y in curve)


def _torso(canvas: Canvas, look: Look, colour: str) -> None:
    _cloth(canvas, look, look.torso, colour)
    arm = 226 if look.male else 184
    for sign in (-1, 1):
        fold: Curve = ((sign * arm, 1000), (sign * (arm - 4), 910), (sign * (arm + 14), 836))
        canvas.line(fold, darker(colour, 0.3), 6, taper=True, alpha=0.8)


def _cloth(canvas: Canvas, look: Look, curve: Curve, colour: str) -> None:
    """Fill a part of the torso, with the shade on the side away from the light."""
    part = canvas.mask(curve)
    canvas.paint(part, colour, within=canvas.mask(look.torso))
    side = canvas.ring(look.torso, moved(look.torso, -34, 0))
    canvas.paint(
        side, darker(colour, 0.3), alpha=0.4, within=canvas.both(part, look.torso), blur=10
    )


def _bare(canvas: Canvas, look: Look, opening: Curve) -> None:
    """Draw the neck and the skin in an opening of the clothes."""
    half = 66 if look.male else 49
    neck = sharp((-half, 500), (half, 500), (half, 660), (0, 700), (-half, 660))
    skin = canvas.mask(neck, opening)
    canvas.paint(skin, look.skin)
    canvas.fill(moved(look.face, 8, 42), look.shade, alpha=0.8, within=skin, blur=3)


def _high_neck(canvas: Canvas, look: Look, colour: str) -> None:
    _bare(canvas, look, _broad(look, mirrored((0, 600), (46, 620), (0, 640))))
    band = _broad(
        look, mirrored((0, 612), (40, 608), (55, 602), (60, 640), (74, 690), (44, 716), (0, 724))
    )
    inside = canvas.mask(band)
    canvas.fill(
        moved(band, 0, 9), darker(colour, 0.5), alpha=0.5, blur=6, within=canvas.mask(look.torso)
    )
    canvas.fill(band, lighter(colour, 0.07))
    canvas.fill(moved(look.face, 6, 26), darker(colour, 0.5), alpha=0.45, within=inside, blur=4)
    for x in range(-91, 92, 14):
        rib: Curve = ((x * 0.78, 600), (x * 0.82, 650), (x * 1.05, 730))
        canvas.line(rib, darker(colour, 0.3), 2.6, alpha=0.6, within=inside)


def _collar(canvas: Canvas, look: Look, colour: str) -> None:
    flap = _broad(look, _COLLAR)
    for half in (flap, flipped(flap)):
        canvas.fill(moved(half, 0, 7), darker(colour, 0.6), alpha=0.3, blur=4)
        canvas.fill(half, colour)
        canvas.line(sharp(*half[2:10:2]), darker(colour, 0.22), 2.6)


def _jacket(canvas: Canvas, look: Look) -> None:
    body = canvas.mask(look.torso)
    panel, front = _broad(look, _PANEL), _broad(look, _LAPEL)
    for side in (panel, flipped(panel)):
        _cloth(canvas, look, side, look.cloth)
    for lapel in (front, flipped(front)):
        canvas.fill(moved(lapel, 0, 8), darker(look.cloth, 0.6), alpha=0.35, within=body, blur=5)
        canvas.fill(lapel, lighter(look.cloth, 0.09))
        canvas.line(sharp(*lapel[2:12:2]), darker(look.cloth, 0.3), 3)
    _buttons(canvas, darker(look.cloth, 0.4), (0, 958))


def _buttons(canvas: Canvas, colour: str, *places: Point) -> None:
    for x, y in places:
        canvas.fill(ellipse(x, y, 7, 7), colour)
