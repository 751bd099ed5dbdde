"""Slips of the keyboard: look-alike letters and invisible characters."""

from __future__ import annotations

import re
import unicodedata

NO_BREAK_SPACES = {
    "\u00a0": "неразрывный пробел",
    "\u202f": "узкий неразрывный пробел",
    "\u2007": "неразрывный пробел",
    "\u2009": "тонкий пробел",
}
_ZERO_WIDTH = {
    "\u00ad": "мягкий перенос",
    **dict.fromkeys(
        "\u200b\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff", "невидимый знак"
    ),
}
_JOINERS = dict.fromkeys("\u200c\u200d", "невидимый знак")
_NAMES = NO_BREAK_SPACES | _ZERO_WIDTH | _JOINERS
_IN_KEYS = re.compile(f"[{''.join(_NAMES)}]")
_IN_VALUES = re.compile(f"[{''.join(_ZERO_WIDTH)}]")

_LATIN = "aceopxykABCEHKMOPTXYëË"
_RUSSIAN = "асеорхукАВСЕНКМОРТХУёЁ"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN[:-2], _LATIN[:-2])
_LETTER_OF_LATIN = r"[A-Za-zëË]"
_LETTER_OF_RUSSIAN = r"[А-Яа-яЁё]"
_RUN = re.compile(r"[A-Za-zëËА-Яа-яЁё]+")
_BESIDE = f"(?={_LETTER_OF_RUSSIAN})|(?<={_LETTER_OF_RUSSIAN}{_LETTER_OF_LATIN})"
_MIXED = re.compile(f"{_LETTER_OF_LATIN}(?:{_BESIDE})")
_BREVE_AND_DOTS = re.compile("[\u0306\u0308]")
UNPRINTABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
"""Ranges of signs that YAML refuses or takes for the end of a line."""
_DOUBTFUL = f"\t\r{UNPRINTABLE}{''.join(_ZERO_WIDTH)}\u0306\u0308"
_DOUBT = re.compile(f"[A-Za-zëË{_DOUBTFUL}](?:(?<=[{_DOUBTFUL}])|{_BESIDE})")


def clean_key(raw: str) -> tuple[str, str]:
    """Return the key as meant, and what invisible thing stood in it (empty if nothing)."""
    found = _IN_KEYS.search(raw)
    if not found:
        return raw, ""
    key = _IN_KEYS.sub(lambda sign: " " if sign[0] in NO_BREAK_SPACES else "", raw)
    return re.sub(r" {2,}", " ", key).strip(), _NAMES[found[0]]


def invisible_in(text: str) -> tuple[str, str]:
    """Return the first sign of no width in a text and its name, or two empty strings.

    No-break spaces are good typography, and joiners hold emoji together: both may stay.
    """
    found = _IN_VALUES.search(text)
    return (found[0], _NAMES[found[0]]) if found else ("", "")


def is_doubtful(text: str) -> bool:
    """Tell whether a text has a sign that may be a slip, or Latin letters beside Russian ones.

    No-break spaces are no doubt in a text, only in an indent or a key.
    """
    return _DOUBT.search(text) is not None


def without_invisible(text: str) -> str:
    """Drop the signs of no width from a text."""
    return _IN_VALUES.sub("", text)


def composed(text: str) -> str:
    """Join «и» and a combining breve into «й»: copies from PDF and macOS come apart."""
    return unicodedata.normalize("NFC", text) if _BREVE_AND_DOTS.search(text) else text


def mixed_words(text: str) -> list[tuple[str, str]]:
    """Find Russian words with Latin look-alikes inside.

    A word counts as Russian when Cyrillic letters stand right beside the Latin ones, so
    «ФГОС», «XXI век» or «Web-проект» pass and «Coколова» does not.

    Returns:
        Each such word and the Latin letters in it, in the order of the text.
    """
    if not _MIXED.search(text):
        return []
    found: dict[str, str] = {}
    for word in _RUN.findall(text):
        latin = [letter for letter in word if re.match(_LETTER_OF_LATIN, letter)]
        if 0 < len(latin) < len(word) and all(letter in _LATIN for letter in latin):
            found[word] = ", ".join(dict.fromkeys(latin))
    return list(found.items())


def russian_twin(text: str) -> str:
    """Return the text with Latin look-alikes replaced by the Russian letters they look like."""
    return text.translate(_TO_RUSSIAN)


def latin_twin(text: str) -> str:
    """Return the text with Russian look-alikes replaced by the Latin letters they look like."""
    return text.translate(_TO_LATIN)
