"""Portraits: right way up, cut to 4:5, without a trace of the camera."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps

from generator.diagnostics import DataError, Level, Problem, Span
from generator.render.html import PORTRAIT_WIDTHS
from generator.views.page import Picture

_RATIO = (4, 5)
_MAX_PIXELS = 60_000_000
_FOCUS = (0.5, 0.35)


def portrait_files(picture: Picture, photos: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the derivatives of a portrait: path on the site and bytes.

    Pixels are copied into a fresh image, so no metadata of the original survives.

    Args:
        picture: What to make.
        photos: Folder of the originals.

    Raises:
        DataError: When the file is not a picture that can be read.
    """
    image = _opened(photos / picture.source, f"data/photos/{picture.source}")
    for width in PORTRAIT_WIDTHS:
        size = (width, width * _RATIO[1] // _RATIO[0])
        small = ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=_FOCUS)
        yield f"{picture.path}-{width}.webp", _encoded(small, "WEBP", quality=80, method=6)
    yield f"{picture.path}-{width}.jpg", _encoded(small, "JPEG", quality=82, optimize=True)


def _opened(file: Path, path: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(file) as original:
                _refuse_huge(original)
                turned = ImageOps.exif_transpose(original).convert("RGB")
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        message = f"фото не читается: {error}"
        hint = "сохраните его заново как JPEG до 20 Мп"
        raise DataError([Problem("Ф-10", Level.ERROR, Span(path), message, hint)]) from error
    clean = Image.new("RGB", turned.size)
    clean.paste(turned)
    return clean


def _refuse_huge(image: Image.Image) -> None:
    if image.width * image.height > _MAX_PIXELS:
        raise ValueError("слишком много точек")


def _encoded(image: Image.Image, kind: str, **options: int | bool) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
