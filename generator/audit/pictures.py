"""Texts kept inside images: EXIF, XMP, IPTC, comments, texts of PNG."""

from __future__ import annotations

import contextlib
import io
import warnings
import zlib
from collections.abc import Iterator
from typing import Any, Final

from generator.audit.piece import Kind, Piece
from generator.audit.raw import decoded
from generator.audit.readings import has_tags, markup_read, plain

_SIGNS: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_NOT_TEXT: Final = {"exif", "icc_profile"}
_EXIF_PARTS: Final = (0x8769, 0x8825, 1)
_EXIF_UTF16: Final = range(0x9C9B, 0x9CA0)
_EXIF_COMMENT: Final = 0x9286
_EXIF_COMMENT_HEAD: Final = 8
_MAX_PACKED: Final = 2**22


def is_image(head: bytes) -> bool:
    """Tell an image by its first bytes."""
    return head.startswith(_SIGNS) or head[8:12] == b"WEBP" or head[4:8] == b"ftyp"


def texts_of_image(data: bytes, where: str) -> Iterator[Piece]:
    """Yield the texts of an image; its pixels are not touched.

    Args:
        data: The image's bytes.
        where: Beginning of how it was reached; empty for a file of its own.
    """
    # Imported here: many builds hold no image, and the library takes long to load.
    from PIL import Image, IptcImagePlugin

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data)) as image:
            info = {k: v for k, v in image.info.items() if k not in _NOT_TEXT}
            exif = image.getexif()
            tags = [*exif.items(), *(i for part in _EXIF_PARTS for i in exif.get_ifd(part).items())]
            iptc = IptcImagePlugin.getiptcinfo(image) or {}
    for name, value in info.items():
        yield from _values(value, f"{where}метаданные {name}")
    for tag, value in tags:
        yield from _exif_value(int(tag), value, f"{where}метаданные EXIF")
    yield from _values(list(iptc.values()), f"{where}метаданные IPTC")
    for text in _packed_png_texts(data):
        yield from _values(text, f"{where}метаданные PNG")


def _exif_value(tag: int, value: Any, reach: str) -> Iterator[Piece]:
    if tag in _EXIF_UTF16 and isinstance(value, (bytes, tuple)):
        yield Piece(plain(bytes(value).decode("utf-16-le", "ignore")), reach)
    elif tag == _EXIF_COMMENT and isinstance(value, bytes):
        comment = value[_EXIF_COMMENT_HEAD:]
        for encoding in ("utf-16-le", "utf-16-be"):
            yield Piece(plain(comment.decode(encoding, "ignore")), reach)
        yield from _values(comment, reach)
    else:
        yield from _values(value, reach)


def _values(value: Any, reach: str) -> Iterator[Piece]:
    """Yield the texts of a value of metadata, whatever it is made of."""
    if isinstance(value, dict):
        yield from _values(list(value.values()), reach)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _values(item, reach)
    elif isinstance(value, bytes):
        text = decoded(value).replace("\0", "")
        kind = Kind.BYTES if b"\0" in value else Kind.TEXT
        for reading in (plain(text), *(markup_read(text) if has_tags(text) else ())):
            yield Piece(reading, reach, kind)
    elif isinstance(value, str):
        yield Piece(plain(value), reach)
        # Pillow reads the bytes of these fields as Latin-1, whatever they were.
        with contextlib.suppress(UnicodeEncodeError):
            yield Piece(plain(decoded(value.encode("latin-1"))), reach)


def _packed_png_texts(data: bytes) -> Iterator[bytes]:
    """Yield the texts that PNG keeps packed; the plain ones are seen in the bytes."""
    if not data.startswith(b"\x89PNG"):
        return
    at = 8
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind in {b"zTXt", b"iTXt"}:
            _, _, rest = data[at + 8 : at + 8 + length].partition(b"\0")
            if (start := rest.find(b"\x78")) >= 0:
                with contextlib.suppress(zlib.error):
                    yield zlib.decompressobj().decompress(rest[start:], _MAX_PACKED)
        at += length + 12
