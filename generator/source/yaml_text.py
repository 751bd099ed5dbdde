"""YAML text read into a document, or into everything that is wrong with it."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

import yaml

from generator.diagnostics import Level, Problem, Span, has_errors
from generator.source.builder import Builder, TooDeepError
from generator.source.document import Document, Node, Path, Place, PlacesOnDemand
from generator.source.notes import lost_notes
from generator.source.slips import UNPRINTABLE
from generator.source.sound import Sound, read_sound
from generator.source.syntax import LOADER, error_place, explain_syntax, first_error
from generator.source.walk import Walk

_MAX_SLIPS = 10
_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")
_CAUSES = {"С-06", "С-07", "С-12", "С-13", "С-15", "С-18", "С-22", "С-23"}
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_INDENT = re.compile("[ \t\u00a0\u202f\u2007\u2009]*")


def parse_yaml(text: str, path: str) -> tuple[Document | None, list[Problem]]:
    """Read YAML text into plain data with places, every scalar left as text.

    Anchors, tags, several documents in a file, nesting deeper than 30 and keys that are not
    text are refused; duplicate keys, cut values and look-alike letters are reported. After a
    slip of syntax whose fix is sure the rest of the file is read as if it were mended, so
    that its slips are told too.

    Args:
        text: Contents of the file.
        path: The file's path as problems should name it.

    Returns:
        The document (``None`` when any error was found) and all the problems.
    """
    text = text.removeprefix("\ufeff")
    if sound := sound_in(text):
        return sound_document(path, sound, text), []
    return read_closely(text, path)


def sound_in(text: str) -> Sound | None:
    """Return what a text holds when nothing in it can be a slip: the short way of parsing.

    Args:
        text: Contents of a file, without a byte order mark.
    """
    return read_sound(text.replace("\r\n", "\n") if "\r" in text else text)


def read_closely(text: str, path: str) -> tuple[Document | None, list[Problem]]:
    """Read a text value by value, with the place of each: the long way of :func:`parse_yaml`.

    Args:
        text: Contents of the file without a byte order mark.
        path: The file's path as problems should name it.

    Returns:
        As :func:`parse_yaml`.
    """
    lines = _LINE_BREAK.split(text)
    if problems := _unprintable(path, lines):
        return None, problems
    for _ in range(_MAX_SLIPS):
        walk = Walk(path, lines)
        try:
            root = _build(walk)
        except yaml.YAMLError as error:
            found, mended = _syntax_problems(error, walk)
            problems.extend(found)
            if mended is None:
                return None, [*problems, *walk.problems]
            lines = mended
            continue
        walk.problems.extend(lost_notes(walk))
        slips = _no_break_indents(walk)
        told = {slip.span.line for slip in slips}
        problems.extend([*slips, *(p for p in walk.problems if p.span.line not in told)])
        if has_errors(problems):
            return None, problems
        return Document(path, root, walk.values, walk.keys), problems
    return None, problems


def sound_document(path: str, sound: Sound, text: str | bytes) -> Document:
    """Make a document whose places are found by the long way once they are asked for.

    Args:
        path: The file's path as problems should name it.
        sound: What the file holds.
        text: Contents of the file: without a byte order mark, or its very bytes.
    """
    places = _Places(path, text)
    values = PlacesOnDemand(sound.place, places.of_values)
    keys = PlacesOnDemand(None, places.of_keys)
    return Document(path, sound.data, values, keys, whole=sound.whole)


class _Places:
    """Places in a file, looked for when the first of them is asked for."""

    def __init__(self, path: str, text: str | bytes) -> None:
        self._path = path
        self._text = text
        self._found: tuple[dict[Path, Place], dict[Path, Place]] | None = None

    def of_values(self) -> dict[Path, Place]:
        """Return the place of each value by its path."""
        return self._walked()[0]

    def of_keys(self) -> dict[Path, Place]:
        """Return the place of each key by the path of its value."""
        return self._walked()[1]

    def _walked(self) -> tuple[dict[Path, Place], dict[Path, Place]]:
        if self._found is None:
            text = self._text
            if isinstance(text, bytes):
                text = text.decode("utf-8-sig").removeprefix("\ufeff")
            walk = Walk(self._path, _LINE_BREAK.split(text))
            _build(walk)
            # A walk remembers much more than is asked for here, and so does the text.
            self._found, self._text = (walk.values, walk.keys), ""
        return self._found


def _build(walk: Walk) -> dict[str, Node]:
    builder = Builder(walk)
    with suppress(TooDeepError):
        for event in yaml.parse("\n".join(walk.lines), Loader=LOADER):
            builder.take(event)
    place = walk.values.setdefault((), (1, 1))
    if isinstance(builder.root, dict) or builder.root is None:
        return builder.root or {}
    if not walk.failed:
        found, hint = "текст", "после ключа поставьте двоеточие и пробел"
        if isinstance(builder.root, list):
            found, hint = "список", "уберите дефис перед первым ключом и лишний отступ у остальных"
        message = f"ожидались строки вида «ключ: значение», а найден {found}"
        walk.error("С-02", place, message, hint)
    return {}


def _unprintable(path: str, lines: list[str]) -> list[Problem]:
    """Report signs that YAML refuses or takes for the end of a line; one for each line."""
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if found := _UNPRINTABLE.search(line):
            message = f"в строке невидимый или непечатаемый знак U+{ord(found[0]):04X}"
            hint = "замените его пробелом" if found[0] in _BREAKS else "сотрите его"
            span = Span(path, number, found.start() + 1)
            problems.append(Problem("С-19", Level.ERROR, span, message, hint))
    return problems


def _syntax_problems(error: yaml.YAMLError, walk: Walk) -> tuple[list[Problem], list[str] | None]:
    """Explain a syntax error unless it only follows from a slip already told."""
    line, _ = error_place(error, walk.lines)
    context = getattr(error, "context_mark", None)
    near = range(min(line, context.line + 1 if context else line) - 1, line + 1)
    if any(p.code in _CAUSES and p.span.line in near for p in walk.problems):
        return [], None
    slips = _indent_slips(walk, tabs=True)
    if any(problem.span.line in near for problem in slips):
        if first_error([text.replace("\t", "  ") for text in walk.lines]) in near:
            hint = "замените пробелами: их столько же, сколько у соседних строк записи"
            slips = [replace(p, hint=hint) if "\t" in walk.line(p.span.line) else p for p in slips]
        return slips, None
    problem, mended = explain_syntax(error, walk.path, walk.lines)
    return [problem], mended


def _indent_slips(walk: Walk, *, tabs: bool) -> list[Problem]:
    """Report every line whose indent holds a no-break space or, if asked, a tab."""
    problems: list[Problem] = []
    for number, line in enumerate(walk.lines, 1):
        found = _INDENT.match(line)
        indent = found[0].rstrip(" ") if found else ""
        slip = indent.lstrip(" ")[:1]
        if not slip or (slip == "\t" and not tabs):
            continue
        message, hint = "в отступе неразрывный пробел", "замените его обычным пробелом"
        if slip == "\t":
            message, hint = "в отступе табуляция", "замените каждую двумя пробелами"
        span = Span(walk.path, number, indent.index(slip) + 1)
        problems.append(Problem("С-01", Level.ERROR, span, message, hint))
    return problems


def _no_break_indents(walk: Walk) -> list[Problem]:
    """Report no-break spaces in indents, except inside the texts of «|» and «>»."""
    slips = _indent_slips(walk, tabs=False)
    return [p for p in slips if not any(first < p.span.line <= last for first, last in walk.prose)]
