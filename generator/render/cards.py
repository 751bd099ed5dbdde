"""Cards for messengers and social networks: a sheet with margins, 1200×630."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import PIL
from PIL import Image, ImageColor, ImageDraw, ImageFont, ImageOps

from generator.cache import Cache, key_of
from generator.render.typography import typeset
from generator.render.words import number, unit_after
from generator.resources import theme_folder
from generator.views.public.outside import Card

SIZE = (1200, 630)
_RECIPE = "7"
_PAPER, _INK, _QUIET = "#fdfdfb", "#1d2521", "#525d56"
_COLOURS = 96
_LEFT, _RIGHT, _TOP, _BOTTOM = 150, 1120, 70, 560
_FACE = (300, 375)
_FONTS = "material/assets/fonts"
_NBSP = "\u00a0"


def card_path(path: str) -> str:
    """Return the address of the card of a page."""
    return f"assets/cards/{path.replace('/', '-')}.png"


@dataclass(frozen=True, slots=True)
class CardColours:
    """The school's own colours on its cards, as CSS writes them.

    Attributes:
        brand: Of the school's name and of what has become better.
        margin: Of the line of the margin.
    """

    brand: str = "#17573f"
    margin: str = "#b0362a"


def card_file(
    card: Card, school: str, face: bytes | None, cache: Cache, colours: CardColours
) -> bytes:
    """Return the card of a page as a PNG.

    Args:
        card: What it says.
        school: The school's name.
        face: The portrait as a JPEG that has already been made for the site.
        cache: Keeps cards by what they say.
        colours: The school's.
    """
    key = key_of(repr((_RECIPE, PIL.__version__, card, school, colours)), face or b"")
    return cache.made("cards", key, lambda: _drawn(card, school, face, colours))


def _drawn(card: Card, school: str, face: bytes | None, colours: CardColours) -> bytes:
    sheet = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((96, 0, 99, SIZE[1]), colours.margin)
    right = _RIGHT
    if face is not None:
        with Image.open(io.BytesIO(face)) as portrait:
            sheet.paste(ImageOps.fit(portrait, _FACE), (_RIGHT - _FACE[0], _TOP + 52))
        right -= _FACE[0] + 50
    _write(draw, (_LEFT, _TOP), card.eyebrow, 30, 400, _QUIET)
    room = 270 if card.figures else 360
    size, lines = _fitted(card.title, right - _LEFT, room)
    place = _TOP + 52
    for line in lines:
        _write(draw, (_LEFT, place), line, size, 700, _INK)
        place += round(size * 1.2)
    if card.figures:
        _write_figures(draw, card, _BOTTOM - 165, colours.brand)
    elif card.below:
        for line in _clipped(card.below, 34, right - _LEFT, 3):
            _write(draw, (_LEFT, place + 14), line, 34, 400, _QUIET)
            place += 44
    _write(draw, (_LEFT, _BOTTOM), f"Наставничество · {school}", 28, 600, colours.brand)
    buffer = io.BytesIO()
    # Letters have the colours of any other card; a face needs a choice of its own.
    if face is None:
        few = sheet.quantize(palette=_inks(colours), dither=Image.Dither.NONE)
    else:
        few = sheet.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(buffer, "PNG")
    return buffer.getvalue()


@lru_cache(maxsize=1)
def _inks(colours: CardColours) -> Image.Image:
    """Return a palette: every ink from the paper's own colour to its full one."""
    inks = [ImageColor.getrgb(ink) for ink in (_INK, _QUIET, colours.brand, colours.margin)]
    paper, last = ImageColor.getrgb(_PAPER), _COLOURS // len(inks) - 1
    palette = Image.new("P", (1, 1))
    palette.putpalette(
        [
            round(blank + (full - blank) * step / last)
            for ink in inks
            for step in range(last + 1)
            for blank, full in zip(paper, ink, strict=True)
        ]
    )
    return palette


def _write_figures(draw: ImageDraw.ImageDraw, card: Card, top: int, brand: str) -> None:
    assert card.figures is not None
    before, after, unit = card.figures
    x = _LEFT + _write(draw, (_LEFT, top), number(before), 60, 500, _QUIET) + 26
    middle = top + 42
    draw.line((x, middle, x + 62, middle), _QUIET, 4)
    draw.line((x + 48, middle - 13, x + 62, middle, x + 48, middle + 13), _QUIET, 4)
    x += 88
    x += _write(draw, (x, top), number(after), 60, 700, brand) + 18
    _write(draw, (x, top + 24), unit_after(unit, after), 34, 400, _INK)
    for place, line in enumerate(_clipped(card.below, 28, _RIGHT - _LEFT, 2)):
        _write(draw, (_LEFT, top + 76 + 36 * place), line, 28, 400, _QUIET)


def _fitted(text: str, width: int, height: int) -> tuple[int, list[str]]:
    """Return the largest size in which a text takes no more than its room, and its lines."""
    for size in range(76, 36, -4):
        lines = _wrapped(text, size, 700, width)
        widest = max(_length(line, size, 700) for line in lines)
        if widest <= width and len(lines) * size * 1.2 <= height:
            return size, lines
    return 36, _wrapped(text, 36, 700, width)[: int(height / 43)]


def _wrapped(text: str, size: int, weight: int, width: int) -> list[str]:
    lines: list[str] = [""]
    # Kept spaces are no place to break a line at.
    for word in typeset(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _length(longer, size, weight) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _clipped(text: str, size: int, width: int, most: int) -> list[str]:
    """Return the lines of a text; where they are more than ``most``, the last ends with «…»."""
    lines = _wrapped(text, size, 400, width)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while _length(f"{last}…", size, 400) > width:
        last = last.rpartition(" ")[0]
    return [*lines[: most - 1], f"{last.rstrip(' ,;:—')}…"]


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Split a text by the two files of the typeface: Russian letters and everything else."""
    for russian, signs in groupby(text.replace(_NBSP, " "), _is_russian):
        yield "cyrillic" if russian else "latin", "".join(signs)


def _is_russian(sign: str) -> bool:
    return "Ѐ" <= sign <= "ӿ" or sign == "№"


@lru_cache(maxsize=64)
def _font(script: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    file = theme_folder() / _FONTS / f"golos-text-{script}-wght-normal.woff2"
    font = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


def _length(text: str, size: int, weight: int) -> float:
    return sum(_font(script, size, weight).getlength(run) for script, run in _runs(text))


def _write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, weight: int, ink: str
) -> int:
    """Write a line; return how wide it came out."""
    x, y = at
    for script, run in _runs(text):
        font = _font(script, size, weight)
        # Both files share a baseline, not a top.
        draw.text((x, y + size), run, ink, font, anchor="ls")
        x += font.getlength(run)
    return round(x - at[0])
