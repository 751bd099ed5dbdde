"""Photos for pages: cut, in three widths and three formats, made once for each original."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import PIL
from PIL import Image, ImageOps

from generator.cache import Cache, key_of
from generator.diagnostics import DataError, Problem
from generator.render.photos import NoPhotoError, open_photo, read_photo
from generator.views.page import PORTRAIT, Picture, Shape

_ROOM = "pictures"
_OPENING = Lock()
_FOLDER = "data/photos"
_RECIPE = "2"
# Judged by plain differences, a photo that looks the same is smaller and made in 4/5 of the time.
_AVIF = {"quality": 59, "speed": 8, "max_threads": 1, "codec": "aom", "advanced": {"tune": "psnr"}}
_ENCODINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", _AVIF),
    "webp": ("WEBP", {"quality": 78, "method": 2}),
    "jpg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
_ACROSS = {"слева": 0.0, "справа": 1.0}
_DOWN = {"вверху": 0.0, "внизу": 1.0}


@contextmanager
def picture_files(
    pictures: Iterable[Picture], photos: Path, cache: Cache
) -> Iterator[Callable[[], dict[str, bytes]]]:
    """Make the derivatives of pictures while something else is done.

    Args:
        pictures: What to make.
        photos: Folder of the originals.
        cache: Keeps derivatives by the content of the original.

    Yields:
        What waits for them and returns them by their paths on the site; it raises a
        :class:`DataError` with a problem for every file that is no photo to show.
    """

    def made(picture: Picture) -> list[tuple[str, bytes]] | Problem:
        try:
            return list(_derivatives(picture, read_photo(photos / picture.source), cache))
        except NoPhotoError as error:
            return error.problem(f"{_FOLDER}/{picture.source}")

    # Encoders leave Python to others while they work.
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        waiting = [pool.submit(made, picture) for picture in pictures]
        yield partial(_gathered, waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _gathered(waiting: Iterable[Future[list[tuple[str, bytes]] | Problem]]) -> dict[str, bytes]:
    done = [one.result() for one in waiting]
    if problems := [result for result in done if isinstance(result, Problem)]:
        raise DataError(problems)
    return dict(file for files in done if not isinstance(files, Problem) for file in files)


def _derivatives(picture: Picture, data: bytes, cache: Cache) -> Iterator[tuple[str, bytes]]:
    names = [f"{width}.{ending}" for width in picture.shape.widths for ending in _ENCODINGS]
    key = _key(picture, data)
    ready = {name: cache.kept(_ROOM, f"{key}-{name}") for name in names}
    made = ready if all(ready.values()) else _made(picture, data)
    for name in names:
        content = made[name]
        assert content is not None
        if not ready[name]:
            cache.keep(_ROOM, f"{key}-{name}", content)
        yield f"{picture.path}-{name}", content


def _key(picture: Picture, data: bytes) -> str:
    recipe = (_RECIPE, PIL.__version__, picture.shape, picture.focus, _ENCODINGS)
    return key_of(repr(recipe), data)


def _made(picture: Picture, data: bytes) -> dict[str, bytes]:
    shape = picture.shape
    least = (shape.least, shape.height(shape.least))
    # What is to be taken for an error while a photo is opened is said to all threads at once.
    with _OPENING:
        image = open_photo(data, least, max(shape.widths[-1], shape.height(shape.widths[-1])))
    made: dict[str, bytes] = {}
    for width in shape.widths:
        size = (width, shape.height(width))
        small = ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=_centre(picture))
        for ending, (kind, options) in _ENCODINGS.items():
            made[f"{width}.{ending}"] = _encoded(small, kind, options)
    return made


def _centre(picture: Picture) -> tuple[float, float]:
    """Return the point that stays in sight, as parts of width and height."""
    words = picture.focus.split()
    if not words:
        return _usual_centre(picture.shape)
    across = next((_ACROSS[word] for word in words if word in _ACROSS), 0.5)
    down = next((_DOWN[word] for word in words if word in _DOWN), 0.5)
    return across, down


def _usual_centre(shape: Shape) -> tuple[float, float]:
    """Faces of portraits are above the middle."""
    return (0.5, 0.35) if shape == PORTRAIT else (0.5, 0.5)


def _encoded(image: Image.Image, kind: str, options: Mapping[str, Any]) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
