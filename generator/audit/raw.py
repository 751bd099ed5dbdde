"""Bytes as letters: the encoding of a text, and texts inside what is no text."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterator
from typing import Final

from generator.audit.piece import Kind, Piece
from generator.audit.readings import BREAK, plain

UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SLIPS: Final = 10
"""Of so many bytes beyond ASCII fewer than one may be broken in a text taken for UTF-8."""
_ASCII: Final = bytes(range(128))
_HEAD: Final = 2048
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)

# What a run may begin with stands before it: most places in a picture are left at once.
_RUN_UTF8 = re.compile(
    rb"(?=[\t\r\n\x20-\x7e\xd0\xd1])(?:[\t\r\n\x20-\x7e]{4}|(?:[\xd0\xd1][\x80-\xbf]){2})"
    rb"(?:[\t\r\n\x20-\x7e]++|(?:[\xd0\xd1][\x80-\xbf])++|\xc2[\xa0-\xbf]|\xe2\x80[\x80-\xbf])*+"
)
_RUN_UTF16 = re.compile(
    rb"(?=(?s:.)[\x00\x04\x20](?s:.)[\x00\x04\x20])"
    rb"(?:[\x00-\x5f]\x04|[\t\r\n\x20-\x7e\xa0\xab\xad\xbb]\x00|[\x10-\x3a]\x20){4,}"
)
_RUN_CP1251 = re.compile(
    rb"[\xa8\xb8\xc0-\xff]{4,}(?:[\r\n\x20-\x40\x96\x97\xa0\xab\xb9\xbb]{1,4}[\xa8\xb8\xc0-\xff]+)*"
)


def is_utf8(data: bytes) -> bool:
    """Tell whether the bytes are UTF-8 without a slip."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def decoded(data: bytes) -> str:
    """Read text by its mark, as UTF-8 even with a few slips, by its charset, or as Windows-1251."""
    if data.startswith(UTF16_MARKS):
        return data.decode("utf-16", "ignore")
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    text = data.decode("utf-8-sig", "replace")
    if text.count("\ufffd") * _SLIPS < len(data.translate(None, _ASCII)):
        return text.replace("\ufffd", "")
    declared = _CHARSET.search(data[:_HEAD])
    with contextlib.suppress(LookupError):
        if declared and not declared[1].lower().startswith(b"utf"):
            return data.decode(declared[1].decode("ascii", "ignore"), "ignore")
    return data.decode("cp1251", "ignore")


def runs_in(data: bytes, reach: str) -> Iterator[Piece]:
    """Yield the runs of letters that stand in bytes, in the encodings of Russian texts.

    Runs of Windows-1251 begin with four Russian letters: shorter ones are noise in any picture.
    """
    utf8 = b"\0".join(_RUN_UTF8.findall(data)).decode("utf-8", "ignore")
    yield Piece(plain(utf8.replace("\0", BREAK)), reach, Kind.CODE)
    utf16 = b"\0\0".join(_RUN_UTF16.findall(data)).decode("utf-16-le", "ignore")
    yield Piece(plain(utf16.replace("\0", BREAK)), reach, Kind.CODE)
    cp1251 = b"\0".join(_RUN_CP1251.findall(data)).decode("cp1251", "ignore")
    yield Piece(plain(cp1251.replace("\0", BREAK)), reach, Kind.BYTES)
