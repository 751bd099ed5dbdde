"""Ways in which a file is spoilt by a hand, an editor or a copy, and what must not be lost."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

from generator.source.document import Document, Node, Path
from generator.source.slips import without_invisible

_TYPED = [
    *"абяЯaAcео057 .,:;-–—_/\\|#!?&*@%`~^$()[]{}<>\"'«»=+№\t\n",
    *("\u00a0", "\u00ad", "\u200b", "\ufeff", "\x0b", "\r\n", "\u0306"),
    *(": ", " #", " # ", "#1", "- ", "\n- ", ", ", "''", '""', "{{", "}}", "[]", "{}", "|2", "~"),
    *("\n  ", ":\n", "---\n", "...\n", "? ", "<<: ", "!!str ", "&a ", "*a ", "yes", "null", "ключ"),
]
_VALUES = [
    *("", "~", "да", "нет", "yes", "null", "0", "-1", "1,5", "12 лет", "сто", "[]", "{}", "[а]"),
    *("{а: б}", "{а, б}", "{а: б, в}", "{а: б, в, г: д}", "[а, б: в]", '"а" б', '"а" #б', "'а'#б"),
    *("|", ">", "| #а", "|+", "# а", "#а", "а #б", "а: б", "- а", "*а", "&а б", "!а б", "@а"),
    *("31.02.2026", "2026-09-01", "1 сентября 2026", "01.09.26", "сентябрь 2026", "постоянно"),
    *("2026/27", "ИВАНОВА АННА", "Иванова А. Б.", "sokolova", "sokolov", "Соколова Анна", "nobody"),
    *(
        "а" * 2000,
        "Coколова",
        "№\u00a05",
        "https://example.ru/#а",
        "a@example.ru",
        "'",
        '"',
        "[",
        "}",
    ),
]
_WORD = re.compile(r"[^\W_]+")
_NOTE = re.compile(r"(?:^|(?<=[\s,\[\]{}\"']))#(?:[\s#!].*)?$|^\s*#.*$")
_BLOCK_SIZE = re.compile(r"(?<=[|>])[+-]?\d[+-]?(?=\s*(?:#.*)?$)")
_LOOK_ALIKE = str.maketrans("асеорхАВСЕНКМОРТХ", "aceopxABCEHKMOPTX")


@dataclass(frozen=True)
class Spoilt:
    """A file after something has happened to it.

    Attributes:
        path: The file.
        raw: Its bytes.
        how: What has happened.
    """

    path: str
    raw: bytes
    how: str

    def __repr__(self) -> str:
        return f"{self.path}: {self.how}"


def _insert(text: str, at: int, typed: str) -> str:
    return text[:at] + typed + text[at:]


def _line_by_line(change: Callable[[list[str], int], None]) -> Callable[[str, int, str], str]:
    def changed(text: str, at: int, _: str) -> str:
        lines = text.split("\n")
        change(lines, text.count("\n", 0, at))
        return "\n".join(lines)

    return changed


def _delete_line(lines: list[str], n: int) -> None:
    del lines[n]


def _double_line(lines: list[str], n: int) -> None:
    lines.insert(n, lines[n])


def _swap_lines(lines: list[str], n: int) -> None:
    lines[n : n + 2] = reversed(lines[n : n + 2])


def _indent(lines: list[str], n: int) -> None:
    lines[n] = f" {lines[n]}"


def _indent_more(lines: list[str], n: int) -> None:
    lines[n] = f"  {lines[n]}"


def _outdent(lines: list[str], n: int) -> None:
    lines[n] = lines[n].removeprefix(" ")


def _outdent_more(lines: list[str], n: int) -> None:
    lines[n] = lines[n].removeprefix("  ")


def _join_lines(lines: list[str], n: int) -> None:
    lines[n : n + 2] = [" ".join(part.strip() for part in lines[n : n + 2])]


def _move_line(lines: list[str], n: int) -> None:
    lines.insert(n * 7 % len(lines), lines.pop(n))


def _in_latin(lines: list[str], n: int) -> None:
    lines[n] = lines[n].translate(_LOOK_ALIKE)


def _in_capitals(lines: list[str], n: int) -> None:
    lines[n] = lines[n].upper()


def _without_marks(lines: list[str], n: int) -> None:
    lines[n] = re.sub(r"[\"'\[\]{}]", "", lines[n])


def _other_value(text: str, at: int, value: str) -> str:
    """Put another value after the nearest «ключ: » at or below a place."""
    found = re.compile(r"(?<=: )[^\n\[{|,}]+|(?<=- )[^\n:{\[]+(?=\n)").search(text, at)
    return text[: found.start()] + value + text[found.end() :] if found else f"{text}{value}"


_OF_TEXT: dict[str, Callable[[str, int, str], str]] = {
    "вставлено": _insert,
    "вставлено ещё": _insert,
    "заменено": lambda text, at, typed: text[:at] + typed + text[at + 1 :],
    "стёрт знак": lambda text, at, _: text[:at] + text[at + 1 :],
    "стёрты знаки": lambda text, at, _: text[:at] + text[at + 4 :],
    "обрезан": lambda text, at, _: text[:at],
    "переставлены знаки": lambda text, at, _: text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
    "строка удалена": _line_by_line(_delete_line),
    "строка повторена": _line_by_line(_double_line),
    "строки переставлены": _line_by_line(_swap_lines),
    "сдвинута вправо": _line_by_line(_indent),
    "сдвинута вправо на два": _line_by_line(_indent_more),
    "сдвинута влево": _line_by_line(_outdent),
    "сдвинута влево на два": _line_by_line(_outdent_more),
    "строки склеены": _line_by_line(_join_lines),
    "строка перенесена": _line_by_line(_move_line),
    "латиницей": _line_by_line(_in_latin),
    "заглавными": _line_by_line(_in_capitals),
    "без кавычек и скобок": _line_by_line(_without_marks),
}
_ENCODINGS = ("cp1251", "utf-16", "utf-8-sig", "koi8-r")


@st.composite
def spoilt_files(draw: st.DrawFn, texts: dict[str, str]) -> Spoilt:
    """Draw a file of the data with one or two things done to it."""
    path = draw(st.sampled_from(sorted(texts)))
    text, told = texts[path], []
    for _ in range(draw(st.integers(1, 2))):
        how = draw(st.sampled_from([*_OF_TEXT, "другое значение", "другое значение ещё"]))
        lines = text.split("\n")
        line = draw(st.integers(0, len(lines) - 1))
        at = sum(len(above) + 1 for above in lines[:line])
        at += draw(st.integers(0, len(lines[line])))
        typed = draw(st.sampled_from(_VALUES if "значение" in how else _TYPED))
        text = _OF_TEXT.get(how, _other_value)(text, at, typed)
        told.append(f"{how} {typed[:20]!r} у {line + 1}:{lines[line][:40]!r}")
    encoding = draw(st.sampled_from(["utf-8"] * 40 + list(_ENCODINGS)))
    return Spoilt(path, text.encode(encoding, "replace"), f"{'; '.join(told)} ({encoding})")


def lost_words(text: str, document: Document) -> set[str]:
    """Return words of a text that are neither in the document nor in a note after «# »."""
    noted = "\n".join(_NOTE.sub("", line) for line in text.splitlines())
    expected = Counter(_words(_BLOCK_SIZE.sub("", noted)))
    kept = Counter(word for part in _texts(document.data) for word in _words(part))
    return set(expected - kept)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", without_invisible(text)))


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from _texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif node is not None:
        yield node


def leaves(node: Node, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every value of a document that is not empty."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from leaves(item, (*path, index))
    elif node is not None:
        yield path
