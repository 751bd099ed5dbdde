"""What decoding yields and search looks into."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a text is: it decides how much chance there is in a likeness.

    ``TEXT`` is written for people, ``ADDRESS`` is a link or a file's name, ``CODE`` is for
    machines, ``BYTES`` is binary data read as letters, ``UNREAD`` is no text but the reason
    why a part of the file could not be read.
    """

    TEXT = auto()
    ADDRESS = auto()
    CODE = auto()
    BYTES = auto()
    UNREAD = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a file.

    Attributes:
        text: The text, decoded.
        reach: How it was reached, in Russian: «атрибут alt».
        kind: What it is.
    """

    text: str
    reach: str
    kind: Kind = Kind.TEXT
