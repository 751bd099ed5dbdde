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
_PNG: Final = b"\x89PNG"
_OF_PIXELS: Final = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"bKGD",
}  # fmt: skip
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
    if _says_nothing(data):
        return
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
    for kind, start, end in _png_parts(data):
        if kind in {b"zTXt", b"iTXt"}:
            _, _, rest = data[start:end].partition(b"\0")
            if (at := rest.find(b"\x78")) >= 0:
                with contextlib.suppress(zlib.error):
                    yield zlib.decompressobj().decompress(rest[at:], _MAX_PACKED)


def _png_parts(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield the parts of a PNG: the kind, and where what is in it begins and ends."""
    at = 8 if data.startswith(_PNG) else len(data)
    while at + 8 <= len(data):
        start = at + 8
        end = start + int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : start], start, end
        at = end + 4


def _says_nothing(data: bytes) -> bool:
    """Tell whether a PNG has pixels, their size and colours, and not a word more."""
    kinds = {kind for kind, _, _ in _png_parts(data)}
    return b"IHDR" in kinds and kinds <= _OF_PIXELS


def without_pixels(data: bytes) -> bytes:
    """Return the bytes of a picture without its packed pixels: no letter is legible in those.

    Only what a writer of PNG has summed up is taken for pixels; other files stay as they are.
    """
    left, kept = 0, []
    for kind, start, end in _png_parts(data):
        total = data[end : end + 4]
        if kind == b"IDAT" and total == zlib.crc32(data[start - 4 : end]).to_bytes(4, "big"):
            kept.append(data[left:start])
            left = end
    return b"".join((*kept, data[left:]))
