"""Cards for messengers and social networks: a sheet with margins, 1200×630."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from PIL import Image, ImageColor, ImageDraw, ImageFont, ImageOps

from generator.render.banded import packed
from generator.render.typography import typeset
from generator.render.words import number, unit_after
from generator.resources import theme_folder
from generator.views.public.outside import Card

SIZE = (1200, 630)
_PAPER, _INK, _QUIET = "#fdfdfb", "#1d2521", "#525d56"
_COLOURS = 80
_SHADES = 24
_LEFT, _RIGHT, _TOP, _BOTTOM = 150, 1120, 70, 560
_FACE = (300, 375)
_OVERHANG = 8
_FONTS = "material/assets/fonts"
_NBSP = "\u00a0"
_RUN = re.compile(r"[Ѐ-ӿ№][Ѐ-ӿ№ ]*|[^Ѐ-ӿ№]+")
_RUSSIAN = re.compile(r"[Ѐ-ӿ№]")


class _Ink(IntEnum):
    """Inks of a card; a sheet keeps numbers of their shades, from the paper's to the full one."""

    TEXT = 0
    QUIET = 1
    BRAND = 2
    MARGIN = 3


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


def card_file(card: Card, school: str, face: bytes | None, colours: CardColours) -> bytes:
    """Return the card of a page as a PNG.

    Args:
        card: What it says.
        school: The school's name.
        face: The portrait as a JPEG that has already been made for the site.
        colours: The school's.
    """
    sheet = _letterhead(school).copy()
    right = _RIGHT if face is None else _RIGHT - _FACE[0] - 50
    _write(sheet, (_LEFT, _TOP), card.eyebrow, 30, 400, _Ink.QUIET)
    room = 270 if card.figures else 360
    size, lines = _fitted(card.title, right - _LEFT, room)
    place = _TOP + 52
    for line in lines:
        _write(sheet, (_LEFT, place), line, size, 700, _Ink.TEXT)
        place += round(size * 1.2)
    if card.figures:
        _write_figures(sheet, card, _BOTTOM - 165)
    elif card.below:
        for line in _clipped(card.below, 34, right - _LEFT, 3):
            _write(sheet, (_LEFT, place + 14), line, 34, 400, _Ink.QUIET)
            place += 44
    palette = _palette(colours)
    if face is not None:
        palette += _put_face(sheet, face)
    return packed(sheet, palette, with_photo=face is not None)


@lru_cache(maxsize=1)
def _letterhead(school: str) -> Image.Image:
    """Return what all cards of a school share, in numbers of inks."""
    sheet = Image.new("L", SIZE)
    full = _Ink.MARGIN * _SHADES + _SHADES - 1
    ImageDraw.Draw(sheet).rectangle((96, 0, 99, SIZE[1]), full)
    _write(sheet, (_LEFT, _BOTTOM), f"Наставничество · {school}", 28, 600, _Ink.BRAND)
    return sheet


def _put_face(sheet: Image.Image, face: bytes) -> bytes:
    """Put a portrait on a sheet; return its colours, whose numbers follow those of the inks."""
    with Image.open(io.BytesIO(face)) as portrait:
        fitted = ImageOps.fit(portrait.convert("RGB"), _FACE)
    few = fitted.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    first = len(_Ink) * _SHADES
    numbers = bytes(min(first + number, 255) for number in range(256))
    shown = Image.frombytes("L", _FACE, few.tobytes().translate(numbers))
    sheet.paste(shown, (_RIGHT - _FACE[0], _TOP + 52))
    return bytes(few.getpalette() or ())


@lru_cache(maxsize=1)
def _palette(colours: CardColours) -> bytes:
    """Return shades of every ink from the paper's own colour to its full one."""
    inks = {
        _Ink.TEXT: _INK,
        _Ink.QUIET: _QUIET,
        _Ink.BRAND: colours.brand,
        _Ink.MARGIN: colours.margin,
    }
    paper, last = ImageColor.getrgb(_PAPER), _SHADES - 1
    return bytes(
        round(blank + (full - blank) * step / last)
        for ink in _Ink
        for step in range(_SHADES)
        for blank, full in zip(paper, ImageColor.getrgb(inks[ink]), strict=True)
    )


def _write_figures(sheet: Image.Image, card: Card, top: int) -> None:
    assert card.figures is not None
    before, after, unit = card.figures
    x = _LEFT + _write(sheet, (_LEFT, top), number(before), 60, 500, _Ink.QUIET) + 26
    middle = top + 42
    full = _Ink.QUIET * _SHADES + _SHADES - 1
    draw = ImageDraw.Draw(sheet)
    draw.line((x, middle, x + 62, middle), full, 4)
    draw.line((x + 48, middle - 13, x + 62, middle, x + 48, middle + 13), full, 4)
    x += 88
    x += _write(sheet, (x, top), number(after), 60, 700, _Ink.BRAND) + 18
    _write(sheet, (x, top + 24), unit_after(unit, after), 34, 400, _Ink.TEXT)
    for place, line in enumerate(_clipped(card.below, 28, _RIGHT - _LEFT, 2)):
        _write(sheet, (_LEFT, top + 76 + 36 * place), line, 28, 400, _Ink.QUIET)


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
    for run in _RUN.findall(text.replace(_NBSP, " ")):
        yield "cyrillic" if _RUSSIAN.match(run) else "latin", run


@lru_cache(maxsize=64)
def _font(script: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    file = theme_folder() / _FONTS / f"golos-text-{script}-wght-normal.woff2"
    font = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


def _length(text: str, size: int, weight: int) -> float:
    """Return how wide a line is; the typeface brings no pairs of letters closer together."""
    return sum(_word_length(word, size, weight) for word in text.split(" ")) + (
        _word_length(" ", size, weight) * text.count(" ")
    )


@lru_cache(maxsize=1 << 14)
def _word_length(word: str, size: int, weight: int) -> float:
    return sum(_font(script, size, weight).getlength(run) for script, run in _runs(word))


def _write(
    sheet: Image.Image, at: tuple[int, int], text: str, size: int, weight: int, ink: _Ink
) -> int:
    """Write a line; return how wide it came out."""
    line, written, width = _line(text, size, weight, ink)
    # Only what is written: a line's tails reach into the room of the next one.
    sheet.paste(line, (at[0] - _OVERHANG, at[1]), written)
    return width


@lru_cache(maxsize=64)
def _line(text: str, size: int, weight: int, ink: _Ink) -> tuple[Image.Image, Image.Image, int]:
    """Return a line in shades of an ink, where there are any, and its width."""
    width = round(_length(text, size, weight))
    line = Image.new("L", (width + 2 * _OVERHANG, round(size * 1.5)))
    draw = ImageDraw.Draw(line)
    x: float = _OVERHANG
    for script, run in _runs(text):
        font = _font(script, size, weight)
        # Both files share a baseline, not a top.
        draw.text((x, size), run, 255, font, anchor="ls")
        x += font.getlength(run)
    covered = line.tobytes()
    shades, written = (
        Image.frombytes("L", line.size, covered.translate(table)) for table in _tables(ink)
    )
    return shades, written, width


@lru_cache(maxsize=len(_Ink))
def _tables(ink: _Ink) -> tuple[bytes, bytes]:
    """Return the shade for each share of paper covered, and whether there is any."""
    shades = [round(covered * (_SHADES - 1) / 255) for covered in range(256)]
    return bytes(ink * _SHADES + shade for shade in shades), bytes(255 * bool(s) for s in shades)
