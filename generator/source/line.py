"""One line of a file taken apart, and the quotes that make any text one value."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEY = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s\"'\[\]{},#&*!|>%@`-][^#\"'\[\]{}]*?"
_LINE = re.compile(rf"(?P<lead>[ ]*(?:-[ ]+)*)(?:(?P<key>{_KEY})[ ]*:(?:[ \t]+|$))?(?P<rest>.*)")
NOTE = re.compile(r"(?<![ \t])[ \t]+#(?:\s.*)?$")
"""A comment at the end of a line; a «#» glued to a word is none, see «учитель #1»."""
_CLOSED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
_SIGN = re.compile(r"(?P<bracket>[\[\]{}])|(?<=[\[{,: ])(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')")
BULLET = re.compile(r"[ \t]*(?P<sign>[•·▪●]|\*(?=\s)|-(?=[^\d\s-])|-(?=\s)|[–—](?=\s))")
"""What stands at the beginning of a list item, or is meant so: «•», «–», «-» glued to a word."""
_PAIRS = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line as «indent, dashes, key: value  # note».

    Attributes:
        lead: Indent and dashes.
        head: Everything before the value.
        key: The key, or an empty string.
        value: The value without spaces at its end.
        note: The comment after the value with the spaces before it.
    """

    lead: str
    head: str
    key: str
    value: str
    note: str

    @property
    def column(self) -> int:
        """Column of the value, from 1."""
        return len(self.head) + 1

    def with_value(self, value: str) -> str:
        """Return the line with another value."""
        return f"{self.head}{value}{self.note}"


def take_apart(text: str) -> Line:
    """Split a line into its parts; a «#» glued to its word is not a comment here."""
    found = _LINE.match(text)
    assert found is not None
    rest = found["rest"]
    note = NOTE.search(rest)
    value = rest[: note.start()] if note else rest
    head = text[: found.start("rest")]
    return Line(found["lead"], head, found["key"] or "", value.rstrip(), note[0] if note else "")


def quoted(text: str) -> str:
    """Put a text into the quotes in which YAML takes it as it is."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def shortened(text: str) -> str:
    """Cut a text too long for a message."""
    return text if len(text) <= 160 else f"{text[:100]}…"


def quoting_hint(text: str, what: str = "возьмите в кавычки") -> str:
    """Word the advice to put a text into quotes; a long text is not repeated."""
    one_line = " ".join(text.split())
    return f"{what}: {quoted(one_line)}" if len(one_line) <= 160 else f"{what} всё значение"


def glued_advice(key: str, space: str, rest: str) -> tuple[str, str]:
    """Word the message and the hint about a colon without an ordinary space after it."""
    message, what = f"после «{key}:» нет пробела", "поставьте пробел после двоеточия"
    if space:
        message = f"после «{key}:» неразрывный пробел вместо обычного"
        what = "замените его обычным пробелом"
    return message, f"{what}: {shortened(f'{key}: {rest}')}"


def bullet_advice(found: re.Match[str], text: str) -> tuple[str, str]:
    """Word the message and the hint about a line that is no list item yet."""
    message = f"строка с «{found['sign']}» не стала пунктом списка"
    rest = shortened(text[found.end() :].strip())
    return message, f"напишите пункт списка через дефис и пробел: - {rest}"


def closing_quote(value: str) -> int:
    """Return where a value that begins with a quote is closed, or -1."""
    found = _CLOSED[value[0]].match(value) if value[:1] in _CLOSED else None
    return found.end() if found else -1


def missing_brackets(value: str) -> tuple[str, int]:
    """Compare the brackets of a value, texts in quotes aside.

    Returns:
        The brackets that must be added at its end, and the offset of the first closing
        bracket too many (-1 when there is none).
    """
    waits: list[str] = []
    for found in _SIGN.finditer(value):
        sign = found["bracket"]
        if sign in _PAIRS:
            waits.append(_PAIRS[sign])
        elif sign and (not waits or waits.pop() != sign):
            return "", found.start("bracket")
    return "".join(reversed(waits)), -1
