"""How many lines a text takes in a narrow column: an estimate that errs on the tall side."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_WIDTHS = {
    180: "'",
    200: "|",
    250: " \u00a0,.·",
    280: "/:;\\ijlt",
    340: "!()-I[]`fr",
    350: "•",
    390: "Js",
    400: "з°",
    410: '"г',
    430: "э",
    440: "т",
    450: "?acezаесё„“”",
    460: "ья",
    470: "^",
    480: "{}в",
    490: "к",
    500: "#$*0123456789_bdghknopquvxyЗлорух«»–",
    510: "бдч",
    520: "ъ",
    540: "ийнпц",
    550: "~",
    560: "FPSР",
    570: "+<=>×",
    580: "БГЬ",
    610: "ELTZЕТЁ",
    640: "м",
    650: "Чф",
    660: "Э",
    670: "BCRВКСЯ",
    680: "Лы",
    690: "Дж",
    710: "УЪ",
    730: "ADGHKNOQUVXYwАИЙНОПХЦ",
    750: "ю",
    770: "шщ",
    780: "&m",
    790: "Ф",
    840: "%",
    880: "Ы",
    890: "MМ",
    900: "Ж",
    920: "@",
    950: "W",
    960: "№",
    1000: "—…",
    1010: "ШЩ",
    1030: "Ю",
}
_WIDEST = 1050
_BY_SIGN = {sign: width for width, signs in _WIDTHS.items() for sign in signs}
_SLACK = 1.01


@lru_cache(maxsize=20_000)
def _width(word: str) -> int:
    """Return the width of a word in thousandths of the font's size (metrics of Times)."""
    return sum(_BY_SIGN.get(sign, _WIDEST) for sign in word)


def lines_in(text: str, width: float, size: float) -> int:
    """Return how many lines a text takes.

    Args:
        text: The text; its own line breaks count.
        width: Width of the column, in points.
        size: Size of the font, in points.
    """
    room = width / size * 1000 / _SLACK
    return sum(_wrapped(line.split(" "), room) for line in text.split("\n"))


def _wrapped(words: Iterable[str], room: float) -> int:
    lines, used = 1, 0.0
    space = _BY_SIGN[" "]
    for word in words:
        wide = _width(word)
        if used and used + space + wide <= room:
            used += space + wide
            continue
        if used:
            lines += 1
        whole, rest = divmod(wide, room)
        if whole:
            lines += int(whole)
        used = rest or wide
    return lines
