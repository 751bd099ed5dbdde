"""The head and everything on it but the hair."""

from __future__ import annotations

from collections.abc import Callable

from portraits.canvas import Canvas
from portraits.geometry import (
    Curve,
    Point,
    darker,
    ellipse,
    flipped,
    lighter,
    mirrored,
    mix,
    moved,
)
from portraits.look import INK, Beard, Frames, Look


def _same(curve: Curve) -> Curve:
    return curve


SIDES: tuple[Callable[[Curve], Curve], ...] = (_same, flipped)
_EYE: Curve = (
    (29, 432),
    (29, 432),
    (42, 415),
    (60, 408),
    (79, 413),
    (92, 427),
    (92, 427),
    (78, 438),
    (59, 441),
    (42, 438),
)
_LASHES: Curve = ((28, 433), (42, 415), (60, 408), (79, 413), (92, 426))
_CREASE: Curve = ((38, 403), (58, 394), (84, 400))
_BROW: Curve = (
    (24, 386),
    (26, 378),
    (46, 369),
    (74, 367),
    (102, 380),
    (74, 375),
    (48, 379),
    (28, 388),
)
_LIP_LINE: Curve = ((-44, 538), (-24, 548), (0, 551), (24, 548), (44, 538))
_FRAMES: dict[Frames, Curve] = {
    Frames.ROUND: ellipse(60, 428, 43, 42),
    Frames.SQUARE: (
        (18, 400), (24, 394), (60, 391), (98, 393), (106, 400),
        (104, 440), (94, 460), (60, 465), (30, 460), (20, 440),
    ),
    Frames.CAT: (
        (18, 404), (30, 398), (66, 392), (112, 378), (112, 378),
        (110, 420), (94, 456), (60, 466), (30, 456), (18, 430),
    ),
}  # fmt: skip
_BEARDS: dict[Beard, Curve] = {
    Beard.FULL: mirrored(
        (0, 522), (36, 520), (66, 532), (96, 510), (112, 462), (117, 396), (140, 394),
        (135, 480), (124, 548), (98, 606), (52, 640), (0, 650),
    ),
    Beard.SHORT: mirrored(
        (0, 524), (36, 522), (64, 538), (94, 524), (112, 478), (117, 398), (139, 396),
        (130, 480), (119, 540), (92, 590), (50, 621), (0, 630),
    ),
    Beard.GOATEE: mirrored(
        (0, 523), (26, 520), (50, 530), (57, 552), (46, 580), (34, 606), (14, 620), (0, 622),
    ),
    Beard.MOUSTACHE: mirrored(
        (0, 522), (24, 516), (50, 528), (66, 548), (60, 553), (34, 544), (0, 540),
    ),
}  # fmt: skip


def draw_head(canvas: Canvas, look: Look) -> None:
    """Draw the bare head: ears, shape, shade on one side, blush."""
    if look.hair.ears:
        _ears(canvas, look)
    canvas.fill(look.face, look.skin)
    head = canvas.mask(look.face)
    side = canvas.ring(look.face, moved(look.face, -26, -6))
    canvas.paint(side, look.shade, alpha=0.42, within=head, blur=7)
    for x in (-76, 76):
        canvas.fill(ellipse(x, 496, 30, 20), "#E4604F", alpha=0.2, within=head, blur=13)
    canvas.fill(ellipse(-22, 300, 62, 26), lighter(look.skin, 0.5), alpha=0.3, within=head, blur=16)


def draw_features(canvas: Canvas, look: Look) -> None:
    """Draw what a face says: eyes, brows, nose, beard, mouth, glasses."""
    if look.freckles:
        _freckles(canvas, look)
    _wrinkles(canvas, look)
    for side in SIDES:
        _eye(canvas, look, side)
        brow = look.brows or darker(look.hair_colour, 0.3)
        canvas.fill(side(_thick(_BROW, 3.5 if look.male else 0)), brow, alpha=0.92)
    _nose(canvas, look)
    _beard(canvas, look)
    if look.smile:
        _open_mouth(canvas, look)
    else:
        _closed_mouth(canvas, look)
    if look.frames is not Frames.NONE:
        _glasses(canvas, look)


def draw_earrings(canvas: Canvas, look: Look) -> None:
    """Draw the earrings, over the hair."""
    if not look.earrings:
        return
    for x in (-129, 129):
        canvas.fill(ellipse(x, 486, 9, 9), look.earrings)
        canvas.fill(ellipse(x - 2.5, 483, 3, 3), lighter(look.earrings, 0.8))


def _thick(brow: Curve, more: float) -> Curve:
    return tuple((x, y - more if 0 < index < 4 else y + more) for index, (x, y) in enumerate(brow))


def _ears(canvas: Canvas, look: Look) -> None:
    x = 132 if look.male else 126
    for side in (-1, 1):
        canvas.fill(ellipse(side * x, 436, 19, 33), look.skin)
        inner = ((side * (x + 6), 414), (side * (x + 11), 432), (side * (x + 4), 452))
        canvas.line(inner, look.shade, 5, taper=True)


def _freckles(canvas: Canvas, look: Look) -> None:
    spots: tuple[Point, ...] = (
        (48, 468),
        (66, 478),
        (84, 466),
        (58, 492),
        (94, 484),
        (30, 480),
        (76, 496),
    )
    for x, y in (*spots, *flipped(spots), (8, 472), (-10, 466)):
        canvas.fill(ellipse(x, y, 3, 2.6), look.shade, alpha=0.75)


def _wrinkles(canvas: Canvas, look: Look) -> None:
    if not look.age:
        return
    lines: tuple[Curve, ...] = (
        ((36, 504), (53, 522), (60, 546)),
        ((38, 451), (58, 458), (82, 451)),
        ((97, 424), (104, 420), (112, 417)),
        ((97, 433), (105, 434), (113, 437)),
    )
    for curve in lines:
        for side in SIDES:
            canvas.line(side(curve), look.shade, 3.4, taper=True, alpha=look.age)


def _eye(canvas: Canvas, look: Look, side: Callable[[Curve], Curve]) -> None:
    eye = side(_EYE)
    inside = canvas.mask(eye)
    centre = side(((60, 423),))[0][0]
    canvas.line(side(_CREASE), look.shade, 4, taper=True)
    canvas.fill(eye, "#FCF8F3")
    canvas.fill(ellipse(centre, 422, 17, 17), darker(look.eyes, 0.4), within=inside)
    canvas.fill(ellipse(centre, 422, 14.5, 14.5), look.eyes, within=inside)
    canvas.fill(
        ellipse(centre, 431, 9, 5), lighter(look.eyes, 0.5), alpha=0.5, within=inside, blur=2
    )
    canvas.fill(ellipse(centre, 422, 7.5, 7.5), "#1E1512", within=inside)
    canvas.line(moved(side(_LASHES), 0, 3), INK, 9, alpha=0.22, within=inside)
    canvas.fill(ellipse(centre - 5, 417, 4.4, 4.4), "#FFFFFF")
    canvas.fill(ellipse(centre + 5, 429, 2, 2), "#FFFFFF", alpha=0.7)
    canvas.line(side(_LASHES), INK, 5.5 if look.male else 7, taper=True)
    if not look.male:
        canvas.line(side(((80, 412), (90, 417), (98, 414))), INK, 5, taper=True)
    canvas.line(side(((44, 440), (60, 443), (78, 438))), look.shade, 3, taper=True)


def _nose(canvas: Canvas, look: Look) -> None:
    canvas.fill(
        ((8, 428), (13, 470), (24, 500), (10, 509), (6, 480)), look.shade, alpha=0.45, blur=3
    )
    canvas.fill(ellipse(-3, 488, 8, 12), lighter(look.skin, 0.7), alpha=0.45, blur=4)
    deep = darker(look.shade, 0.12)
    canvas.line(
        ((-22, 497), (-17, 506), (-8, 507), (0, 511), (8, 507), (17, 506), (22, 497)),
        deep,
        4.4,
        taper=True,
    )
    for side in SIDES:
        canvas.line(side(((20, 488), (25, 497), (20, 505))), deep, 3.4, taper=True, alpha=0.8)


def _beard(canvas: Canvas, look: Look) -> None:
    if look.beard is Beard.NONE:
        return
    if look.beard is Beard.STUBBLE:
        area = canvas.mask(_BEARDS[Beard.SHORT])
        canvas.paint(area, look.hair_colour, alpha=0.3, within=canvas.mask(look.face), blur=6)
        return
    curve = _BEARDS[look.beard]
    canvas.fill(moved(curve, 0, -5), look.shade, alpha=0.4, within=canvas.mask(look.face), blur=5)
    canvas.fill(curve, look.hair_colour)
    if look.beard is Beard.MOUSTACHE:
        return
    within = canvas.mask(curve)
    tone = darker(look.hair_colour, 0.22)
    canvas.paint(canvas.ring(curve, moved(curve, -14, -10)), tone, alpha=0.4, within=within, blur=6)
    canvas.fill(
        mirrored((0, 540), (34, 536), (50, 546), (40, 560), (0, 570)), tone, alpha=0.25, blur=3
    )
    for x in (-84, -56, -28, 0, 28, 56, 84):
        canvas.line(
            ((x, 574), (x * 0.9, 598), (x * 0.8, 626)),
            tone,
            4,
            taper=True,
            alpha=0.5,
            within=within,
        )


def _lip_colour(look: Look) -> str:
    return mix(look.skin, "#A8473F", 0.42) if look.male else look.lips


def _closed_mouth(canvas: Canvas, look: Look) -> None:
    colour = _lip_colour(look)
    upper: Curve = (*_LIP_LINE, (44, 538), (15, 536), (0, 540), (-15, 536), (-44, 538))
    lower: Curve = (*_LIP_LINE, (44, 538), (24, 558), (0, 563), (-24, 558), (-44, 538))
    _chin_shade(canvas, look)
    canvas.fill(lower, lighter(colour, 0.14))
    canvas.fill(upper, colour)
    canvas.fill(ellipse(-5, 557, 11, 2.4), "#FFFFFF", alpha=0.22, blur=1)
    canvas.line(((-50, 533), *_LIP_LINE, (50, 533)), darker(colour, 0.42), 4.2, taper=True)
    _dimples(canvas, look)


def _chin_shade(canvas: Canvas, look: Look) -> None:
    if look.beard in {Beard.NONE, Beard.STUBBLE, Beard.MOUSTACHE}:
        canvas.fill(ellipse(0, 575, 22, 4.5), look.shade, alpha=0.5, blur=3)


def _open_mouth(canvas: Canvas, look: Look) -> None:
    colour = _lip_colour(look)
    outer = mirrored((0, 535), (16, 532), (50, 536), (50, 536), (32, 563), (0, 574))
    inner = mirrored((0, 542), (20, 541), (44, 539), (44, 539), (28, 559), (0, 565))
    _chin_shade(canvas, look)
    canvas.fill(outer, colour)
    canvas.fill(inner, "#7A2E2E")
    teeth = canvas.mask(inner)
    canvas.fill(ellipse(0, 537, 44, 19), "#FFFDF8", within=teeth)
    canvas.line(
        ((-50, 536), (-20, 541), (0, 542), (20, 541), (50, 536)),
        darker(colour, 0.4),
        3.4,
        taper=True,
    )
    _dimples(canvas, look)


def _dimples(canvas: Canvas, look: Look) -> None:
    for side in SIDES:
        canvas.line(side(((50, 530), (54, 537), (51, 544))), look.shade, 3.6, taper=True, alpha=0.8)


def _glasses(canvas: Canvas, look: Look) -> None:
    lens = _FRAMES[look.frames]
    width = 4.5 if look.frames is Frames.ROUND else 6.5
    for side in SIDES:
        canvas.fill(side(lens), "#FFFFFF", alpha=0.12)
        canvas.line((*side(lens), side(lens)[0]), look.frames_colour, width)
        canvas.line(side(((103, 412), (116, 409), (130, 412))), look.frames_colour, width)
    for x in (-60, 60):
        canvas.line(((x - 24, 440), (x - 8, 414)), "#FFFFFF", 6, taper=True, alpha=0.4)
    canvas.line(((-18, 418), (0, 411), (18, 418)), look.frames_colour, width)
