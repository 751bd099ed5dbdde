r"""Text of RTF documents, where Russian letters are ``\'cd`` and ``\u1053?``."""

from __future__ import annotations

import re
from typing import Final

_CODE: Final = re.compile(
    r"\\'(?P<byte>[0-9A-Fa-f]{2})"
    r"|\\u(?P<sign>-?\d{1,5})[ ]?(?:\?|\\'[0-9A-Fa-f]{2})?"
    r"|\\(?P<gap>par|line|tab|cell|row|sect|page)\b[ ]?"
    r"|\\[a-z]+-?\d*[ ]?|\\\*|[{}\r\n]",
    re.IGNORECASE,
)
_HALF: Final = 0x10000


def text_of_rtf(data: bytes) -> str:
    """Return the words of a document, those of its properties too."""
    return _CODE.sub(_read, data.decode("cp1251", "ignore"))


def _read(code: re.Match[str]) -> str:
    if byte := code["byte"]:
        return bytes.fromhex(byte).decode("cp1251", "ignore")
    if sign := code["sign"]:
        # The format writes the upper half of its numbers as negative ones.
        return chr(int(sign) % _HALF)
    return " " if code["gap"] else ""
