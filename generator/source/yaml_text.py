"""One pass over YAML events: data, places, and the slips that YAML itself forgives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from generator.diagnostics import Level, Problem, Span
from generator.source.document import Document, Node, Path
from generator.source.slips import clean_key, explain_syntax, latin_in_cyrillic

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 30
_CUT_COMMENT = re.compile(r"[ \t]+#(?=[^\s#!])")
_NULLS = {"", "~", "null", "Null", "NULL"}


@dataclass(slots=True)
class _Level:
    """A mapping or a list that is still open."""

    node: dict[str, Node] | list[Node]
    path: Path
    key: str | None = None
    key_mark: tuple[int, int] | None = None
    waits_key: bool = True


@dataclass(slots=True)
class _Walk:
    path: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def problem(
        self, code: str, mark: tuple[int, int], message: str, hint: str = "", *, warn: bool = False
    ) -> None:
        level = Level.WARNING if warn else Level.ERROR
        self.problems.append(Problem(code, level, Span(self.path, *mark), message, hint))


def parse_yaml(text: str, path: str) -> tuple[Document | None, list[Problem]]:
    """Read YAML text into plain data with places, every scalar left as text.

    Anchors, tags, several documents in a file, nesting deeper than 30 and keys that are not
    text are refused; duplicate keys, cut values and look-alike letters are reported.

    Args:
        text: Contents of the file.
        path: The file's path as problems should name it.

    Returns:
        The document (``None`` when any error was found) and all the problems.
    """
    walk = _Walk(path, text.splitlines())
    for number, line in enumerate(walk.lines, 1):
        indent = line[: len(line) - len(line.lstrip(" \t\u00a0"))]
        if "\t" in indent or "\u00a0" in indent:
            what = "табуляция" if "\t" in indent else "неразрывный пробел"
            walk.problem("С-01", (number, 1), f"в отступе {what}", "замените пробелами")
    if walk.problems:
        return None, walk.problems
    try:
        root = _build(text, walk)
    except yaml.YAMLError as error:
        walk.problems.append(explain_syntax(error, path, walk.lines))
        return None, walk.problems
    if root is not None and not isinstance(root, dict):
        walk.problem("С-02", (1, 1), "ожидались строки вида «ключ: значение»", "проверьте двоеточия")
    if any(p.level is Level.ERROR for p in walk.problems):
        return None, walk.problems
    data = root if isinstance(root, dict) else {}
    walk.values.setdefault((), (1, 1))
    return Document(path, data, walk.values, walk.keys), walk.problems


def _build(text: str, walk: _Walk) -> Node:
    stack: list[_Level] = []
    root: Node = None
    documents = 0
    skipping = 0
    for event in yaml.parse(text, Loader=_LOADER):
        mark = _mark(event)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                walk.problem("С-03", mark, "в файле две записи, разделённые «---»", "разнесите по файлам")
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            key_is_complex = bool(stack) and _waits_key(stack[-1])
            if skipping or len(stack) >= _MAX_DEPTH or key_is_complex:
                if not skipping:
                    _refuse_collection(event, walk, key_is_complex=key_is_complex)
                    if key_is_complex:
                        stack[-1].key, stack[-1].waits_key = "", False
                    else:
                        _place(stack, None, mark, walk)
                skipping += 1
                continue
            _refuse_anchor(event, walk)
            node: dict[str, Node] | list[Node]
            node = {} if isinstance(event, yaml.MappingStartEvent) else []
            where = _place(stack, node, mark, walk)
            if not stack and documents == 1:
                root = node
            stack.append(_Level(node, where))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            if skipping:
                skipping -= 1
            else:
                stack.pop()
        elif isinstance(event, yaml.ScalarEvent) and not skipping:
            _refuse_anchor(event, walk)
            if stack and _waits_key(stack[-1]):
                _open_key(stack[-1], event, walk)
                continue
            value = _scalar(event, walk)
            _place(stack, value, mark, walk)
            if not stack and documents == 1:
                root = value
        elif isinstance(event, yaml.AliasEvent):
            walk.problem("С-04", mark, "значение начинается со звёздочки «*»", "возьмите его в кавычки")
            if not skipping:
                if stack and _waits_key(stack[-1]):
                    stack[-1].key, stack[-1].waits_key = "", False
                else:
                    _place(stack, "", mark, walk)
    return root


def _waits_key(level: _Level) -> bool:
    return isinstance(level.node, dict) and level.waits_key


def _mark(event: yaml.Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _refuse_anchor(event: yaml.Event, walk: _Walk) -> None:
    if getattr(event, "anchor", None):
        walk.problem(
            "С-04", _mark(event), "значение начинается с «&»", "возьмите его в кавычки"
        )
    tag = getattr(event, "tag", None)
    if tag and tag != "!":
        walk.problem(
            "С-05", _mark(event), "значение начинается с «!»", "возьмите его в кавычки"
        )


def _refuse_collection(event: yaml.Event, walk: _Walk, *, key_is_complex: bool) -> None:
    mark = _mark(event)
    if key_is_complex:
        walk.problem(
            "С-06", mark, "фигурные или квадратные скобки на месте ключа", "возьмите текст в кавычки"
        )
    else:
        walk.problem("С-07", mark, f"вложенность глубже {_MAX_DEPTH} уровней", "проверьте скобки")


def _open_key(level: _Level, event: yaml.ScalarEvent, walk: _Walk) -> None:
    mark = _mark(event)
    key, slip = clean_key(event.value)
    if slip:
        walk.problem("С-08", mark, f"в ключе «{key}» {slip}", f"наберите ключ заново: {key}")
    if letters := latin_in_cyrillic(key):
        walk.problem(
            "С-09",
            mark,
            f"в ключе «{key}» латинские буквы: {letters}",
            "наберите ключ заново русскими буквами",
        )
    where = (*level.path, key)
    assert isinstance(level.node, dict)
    if key in level.node:
        line = walk.keys[where][0]
        walk.problem(
            "С-10", mark, f"ключ «{key}» уже есть в строке {line}", "оставьте один из них"
        )
    level.key, level.key_mark, level.waits_key = key, mark, False
    walk.keys.setdefault(where, mark)


def _place(stack: list[_Level], value: Node, mark: tuple[int, int], walk: _Walk) -> Path:
    """Put a value where the open level expects it and remember where it stood."""
    if not stack:
        walk.values[()] = mark
        return ()
    level = stack[-1]
    if isinstance(level.node, list):
        where: Path = (*level.path, len(level.node))
        level.node.append(value)
    else:
        assert level.key is not None
        where = (*level.path, level.key)
        if level.key not in level.node:
            level.node[level.key] = value
        level.waits_key = True
    walk.values.setdefault(where, mark)
    return where


def _scalar(event: yaml.ScalarEvent, walk: _Walk) -> str | None:
    value: str = event.value
    plain = event.style is None or event.style == ""
    if plain:
        _check_cut(event, walk)
        if value in _NULLS:
            return None
    for word in value.split():
        if letters := latin_in_cyrillic(word):
            walk.problem(
                "С-09",
                _mark(event),
                f"в слове «{word}» латинские буквы среди русских: {letters}",
                "наберите слово заново",
            )
    if "\u00ad" in value:
        walk.problem(
            "С-08", _mark(event), "в значении мягкий перенос", "наберите слово заново", warn=True
        )
        value = value.replace("\u00ad", "")
    return value


def _check_cut(event: yaml.ScalarEvent, walk: _Walk) -> None:
    """Report text that YAML silently takes for a comment: «учитель #1» becomes «учитель»."""
    line = event.end_mark.line
    if line >= len(walk.lines):
        return
    rest = walk.lines[line][event.end_mark.column :]
    start = max(event.end_mark.column - 1, 0)
    if event.value == "" and (found := re.match(r"\s*#\s?(.*)", rest)):
        walk.problem(
            "С-11",
            (line + 1, event.end_mark.column + 1),
            f"после двоеточия только комментарий: «{found.group(1)}»",
            "если это значение, возьмите его в кавычки",
            warn=True,
        )
    elif event.value and _CUT_COMMENT.match(walk.lines[line], start + 1):
        lost = rest.strip()
        walk.problem(
            "С-12",
            _mark(event),
            f"часть значения пропадает: «{lost}» YAML считает комментарием",
            f'возьмите всё в кавычки: "{event.value} {lost}"',
        )
