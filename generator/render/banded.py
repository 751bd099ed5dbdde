"""Sheets of few colours as PNG, packed by bands of rows: sheets of one kind share most of theirs.

Each band is packed by itself. Those met before, as empty ones and a letterhead are, are packed
once, and codes chosen for a band alone make a file smaller than codes for a whole sheet. Pillow
packs a sheet only whole: three times longer, and a quarter larger.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

from PIL import Image

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ROWS = 35
_BITS, _WITH_PALETTE = 8, 3
_PRIME = 65521
# A stream of zlib: its head, and the empty block that ends it (RFC 1950, RFC 1951).
_HEAD, _END = b"\x78\x01", b"\x03\x00"


def packed(sheet: Image.Image, palette: bytes, *, with_photo: bool = False) -> bytes:
    """Return a sheet as a PNG.

    Args:
        sheet: Numbers of colours, of the mode ``L``.
        palette: Red, green and blue of each colour.
        with_photo: There is more on it than letters.
    """
    # Runs are found far sooner than repetitions, and paper is made of them.
    strategy = zlib.Z_DEFAULT_STRATEGY if with_photo else zlib.Z_RLE
    width, height = sheet.size
    stream, checked = [_HEAD], zlib.adler32(b"")
    for top in range(0, height, _ROWS):
        # The column before the first one is empty: that marks a row as written as it is.
        rows = sheet.crop((-1, top, width, min(top + _ROWS, height))).tobytes()
        band, own = _band(rows, strategy)
        stream.append(band)
        checked = _sum_of(checked, own, len(rows))
    stream += (_END, struct.pack(">I", checked))
    size = struct.pack(">IIBBBBB", width, height, _BITS, _WITH_PALETTE, 0, 0, 0)
    chunks = ((b"IHDR", size), (b"PLTE", palette), (b"IDAT", b"".join(stream)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


@lru_cache(maxsize=64)
def _band(rows: bytes, strategy: int) -> tuple[bytes, int]:
    """Pack a band so that it may stand after any other: it refers to nothing before it.

    Returns:
        The packed band, and the sum of its rows by which a reader checks them.
    """
    packer = zlib.compressobj(method=zlib.DEFLATED, wbits=-zlib.MAX_WBITS, strategy=strategy)
    band = packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH)
    return band, zlib.adler32(rows)


def _sum_of(before: int, own: int, size: int) -> int:
    """Return the sum of what stood before and of so many bytes after it (RFC 1950, 8.2)."""
    low = (before & 0xFFFF) + (own & 0xFFFF) - 1
    high = (before >> 16) + (own >> 16) + size * ((before & 0xFFFF) - 1)
    return high % _PRIME << 16 | low % _PRIME


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
