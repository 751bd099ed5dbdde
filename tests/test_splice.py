"""Edits of a file: the data change as meant, and nothing else in the file does."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.source.splice import Append, Change, Drop, Insert, Put, splice
from generator.source.yaml_text import parse_yaml

Path = tuple[str | int, ...]
Tree = Any
WORDS = ("ФИО", "дата", "согласия", "ответы", "ключ с пробелом", "XXI век", "да", "№ 5", "вид")
TRAPS = (
    "Соколова Анна Викторовна",
    "Тема: как надо",
    "учитель #1",
    "часть # не примечание",
    "да",
    "null",
    "~",
    "0123",
    "12:30",
    "01.09.2026",
    "4,5",
    "[скобки]",
    "{фигурные}, и запятая",
    "{{ x }}",
    'он сказал: "да"',
    "l'école",
    "\\обратная",
    "- дефис",
    "-",
    "? вопрос",
    "*звезда",
    "&якорь",
    "!тег",
    "|",
    ">",
    "@собака",
    "%",
    "`",
    "двоеточие:",
    "— тире, «ёлочки»",
    "---",
    "...",
    "a, b",
    "слово:слово",
    "http://школа.рф/путь#якорь",
    "кавычка'",
    "ы" * 150,
)
PROSE = (
    "Первая строка\nвторая",
    "Абзац.\n\nВторой абзац: с двоеточием.\n\n- пункт\n- ещё # пункт",
    "- список\n- в тексте",
    "# не примечание\nтекст",
    "текст\n  с отступом\n\tи табуляцией",
    "слово\n\n\n\nслово",
)


def read(text: str) -> Tree:
    document, problems = parse_yaml(text, "x.yml")
    assert document is not None, (text, problems)
    return tidy(document.data)


def tidy(node: Tree) -> Tree:
    """Spaces and line breaks around a text mean nothing."""
    if isinstance(node, dict):
        return {key: tidy(value) for key, value in node.items()}
    if isinstance(node, list):
        return [tidy(item) for item in node]
    return node.strip() if isinstance(node, str) else node


# Generated files, in every manner a person may choose


@dataclass
class Penman:
    """Writes a tree as a person would, choosing a manner anew for each value."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    dash: int
    step: int
    notes: int = 0

    def chance(self, one_of: int = 4) -> bool:
        return bool(self.draw(st.integers(0, one_of - 1)) == 0)

    def choose(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def note(self) -> str:
        self.notes += 1
        return f"# примечание {self.notes}: [не] 'данные'"

    def tail(self) -> str:
        return f"{self.choose(' ', '  ', '       ')}{self.note()}" if self.chance() else ""

    def between(self, column: int) -> list[str]:
        blank = [""] if self.chance() else []
        lone = [" " * column + self.note()] if self.chance() else []
        return blank + lone

    def key(self, key: str) -> str:
        return f'"{key}"' if self.chance(8) else key

    def record(self, tree: dict[str, Tree], column: int) -> list[str]:
        lines: list[str] = []
        for key, value in tree.items():
            lines += self.between(column)
            head = " " * column + self.key(key) + ":"
            lines += self.value(head, value, column, column + self.dash, column + self.step)
        return lines

    def value(self, head: str, value: Tree, column: int, dash: int, inner: int) -> list[str]:
        if value is None:
            return [head + self.tail()]
        if isinstance(value, str):
            return self.text(head, value, inner)
        if not value or self.chance(3):
            return [f"{head} {self.flow(value)}{self.tail()}"]
        if isinstance(value, dict):
            return [head + self.tail(), *self.record(value, inner)]
        lines = [head + self.tail()]
        for item in value:
            lines += [line for line in self.between(dash) if dash > column or not line]
            lines += self.item(item, dash)
        return lines

    def item(self, item: Tree, dash: int) -> list[str]:
        pad = " " * dash
        if isinstance(item, dict) and item and self.chance(2):
            first, *others = self.record(item, dash + 2)
            while not first.strip() or first.lstrip().startswith("#"):
                first, *others = others
            return [f"{pad}- {first.lstrip()}", *others]
        return self.value(f"{pad}-", item, dash, dash + 2, dash + 2)

    def text(self, head: str, text: str, inner: int) -> list[str]:
        ways = [f'{head} "{escaped(text)}"']
        if "\n" in text:
            block = [" " * inner + line if line else "" for line in text.split("\n")]
            tail = ["", ""] if self.chance() else []
            signs = self.choose("|", "|-", "|", f"|{inner - (len(head) - len(head.lstrip()))}")
            return (
                [f"{head} {signs[:2]}{self.tail()}", *block, *tail]
                if self.chance(2) or "\t" in text
                else [ways[0]]
            )
        if "\\" not in text:
            ways.append(f"{head} '{text.replace(chr(39), chr(39) * 2)}'")
        if plain(text, f"{head} "):
            ways += [f"{head} {text}"] * 3
        return [f"{self.choose(*ways)}{self.tail()}"]

    def flow(self, value: Tree) -> str:
        if isinstance(value, dict):
            inside = ", ".join(f"{key}: {self.flow(item)}" for key, item in value.items())
            return f"{{{inside}}}"
        if isinstance(value, list):
            comma = "," if value and self.chance() else ""
            return f"[{', '.join(map(self.flow, value))}{comma}]"
        if value is None:
            return '""'
        return value if plain(value, "[", "]") else f'"{escaped(value)}"'


def escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("\n", "\\n").replace("\t", "\\t")


def plain(text: str, before: str, after: str = "") -> bool:
    sample = f"к: {text}\n" if not after else f"к: [{{к: {text}}}, {text}]\n"
    document, problems = parse_yaml(sample, "")
    expected: Tree = {"к": text} if not after else {"к": [{"к": text}, text]}
    return bool(document and not problems and document.data == expected and before)


LETTERS = st.text("абвёЯ ,:#'\"[]{}-?!&*|>%@`\\«»—…0:", min_size=1, max_size=12).map(str.strip)
TEXTS = st.one_of(st.sampled_from(TRAPS), LETTERS.filter(bool))
SCALARS = st.one_of(TEXTS, TEXTS, st.sampled_from(PROSE))
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4),
        st.dictionaries(st.sampled_from(WORDS), inner, min_size=1, max_size=4),
    ),
    max_leaves=8,
)
ROOTS = st.dictionaries(
    st.sampled_from(WORDS),
    st.one_of(TREES, TREES, TREES, st.none(), st.just([])),
    min_size=1,
    max_size=5,
)


@st.composite
def files(draw: Callable[[st.SearchStrategy[Any]], Any]) -> str:
    """Write a file in some manner: its indents, quotes, comments, line breaks and ending."""
    tree = draw(ROOTS)
    penman = Penman(draw, draw(st.sampled_from([0, 2, 4])), draw(st.sampled_from([2, 4])))
    lines = penman.record(tree, 0) + penman.between(0)
    text = "\n".join(lines) + ("" if penman.chance() else "\n")
    assert read(text) == tree, text
    mark = "\ufeff" if penman.chance(8) else ""
    return mark + text.replace("\n", penman.choose("\n", "\n", "\r\n"))


def ways(node: Tree, path: Path = ()) -> list[Path]:
    """Return the paths of all the values below a node."""
    found: list[Path] = []
    inner = node.items() if isinstance(node, dict) else enumerate(node or [])
    for key, value in inner:
        found.append((*path, key))
        if isinstance(value, (dict, list)):
            found += ways(value, (*path, key))
    return found


def at(tree: Tree, path: Path) -> Tree:
    for key in path:
        tree = tree[key]
    return tree


@st.composite
def edits(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[str, Change, Tree]:
    """Choose a file, a change of it, and what the data must be afterwards."""
    text = draw(files())
    tree = read(text)
    meant = copy.deepcopy(tree)
    path = draw(st.sampled_from(ways(tree)))
    value = draw(TREES)
    kind = draw(st.sampled_from(["put", "put", "new key", "append", "insert", "drop"]))
    there, parent = at(tree, path), at(meant, path[:-1])
    if kind == "new key" and isinstance(there, dict):
        at(meant, path)["новый ключ"] = value
        return text, Put((*path, "новый ключ"), value), meant
    if kind == "new key":
        after = tuple(draw(st.lists(st.sampled_from(WORDS), max_size=2)))
        meant["новый ключ"] = value
        return text, Put(("новый ключ",), value, after), meant
    if kind == "append" and (there is None or isinstance(there, list)):
        parent[path[-1]] = [*(there or []), value]
        return text, Append(path, value), meant
    if kind == "insert" and isinstance(there, list):
        index = draw(st.integers(0, len(there)))
        at(meant, path).insert(index, value)
        return text, Insert(path, index, value), meant
    if kind == "drop":
        del parent[path[-1]]
        return text, Drop(path), meant
    parent[path[-1]] = value
    return text, Put(path, value), meant


TIMELESS = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    max_examples=250,
)


def lines_of(text: str) -> list[str]:
    return re.split(r"\r\n|\n", text.removeprefix("\ufeff"))


def without_blanks(lines: list[str]) -> list[str]:
    return re.sub(r"\n+\Z", "", "\n".join(lines)).split("\n")


def notes_in(lines: list[str]) -> list[str]:
    return re.findall(r"# примечание \d+:", "\n".join(lines))


def own_lines(text: str, path: Path) -> range:
    """Return the lines, from 0, from a value's key to the next key or value.

    An item begins right below whatever begins above it: where its dash stands is not known.
    """
    document, _ = parse_yaml(text, "")
    assert document is not None
    starts = {p: document.keys.get(p, mark)[0] for p, mark in document.values.items() if p}
    first = starts[path]
    outer = [line for p, line in starts.items() if p[: len(path)] != path]
    if path[-1] == 0:
        first = min(first, starts[path[:-1]])
    elif isinstance(path[-1], int) and first not in outer:
        first = max((line for line in outer if line < first), default=0) + 1
    last = min((line for line in outer if line > first), default=len(lines_of(text)) + 1)
    return range(first - 1, last - 1)


@TIMELESS
@given(edits())
def test_edit_gives_the_data_meant(edit: tuple[str, Change, Tree]) -> None:
    text, change, meant = edit
    assert read(splice(text, [change])) == meant


@TIMELESS
@given(edits())
def test_edit_keeps_the_manner_of_the_file(edit: tuple[str, Change, Tree]) -> None:
    """Byte order mark, line breaks and the end of the file stay as they were."""
    text, change, _ = edit
    after = splice(text, [change])
    assert after.startswith("\ufeff") == text.startswith("\ufeff")
    breaks = set(re.findall(r"\r\n|\n", text))
    assert set(re.findall(r"\r\n|\r|\n", after)) <= (breaks or {"\n"})
    if breaks and read(after):
        assert after.endswith("\n") == text.endswith("\n")


@TIMELESS
@given(edits())
def test_lines_elsewhere_stay(edit: tuple[str, Change, Tree]) -> None:
    """Only lines of the value touched change; what stands above and below is the same."""
    text, change, _ = edit
    old, new = lines_of(text), lines_of(splice(text, [change]))
    tree = read(text)
    path = change.path
    if path[-1] == "новый ключ" or (isinstance(change, Drop) and len(at(tree, path[:-1])) == 1):
        path = path[:-1]
    touched = own_lines(text, path) if path else range(len(old))
    beside_dash = isinstance(change, Drop) and len(path) > 1 and isinstance(path[-2], int)
    below = old[touched.stop + beside_dash :]
    above, kept = old[: touched.start], new[: touched.start]
    if below:
        assert new[-len(below) :] == below
    else:  # a file that does not end in a line break has no blank lines at its end
        above, kept = without_blanks(above), without_blanks(kept)
    assert kept == above


@TIMELESS
@given(edits())
def test_what_is_added_is_only_added(edit: tuple[str, Change, Tree]) -> None:
    """A new key or item without brackets around is a run of new lines, the old ones stay."""
    text, change, _ = edit
    is_key = change.path[-1] == "новый ключ"
    path = change.path[:-1] if is_key else change.path
    there = at(read(text), path)
    if (is_key or isinstance(change, (Append, Insert))) and there and not in_brackets(text, path):
        old, new = lines_of(text), lines_of(splice(text, [change]))
        grown = len(new) - len(old)
        assert grown > 0
        assert any(new[:i] + new[i + grown :] == old for i in range(len(old) + 1))


def in_brackets(text: str, path: Path) -> bool:
    document, _ = parse_yaml(text, "")
    assert document is not None
    lines = lines_of(text)
    places = [document.values[path[:length]] for length in range(1, len(path) + 1)]
    return any(lines[line - 1][column - 1] in "[{" for line, column in places)


@TIMELESS
@given(edits())
def test_comments_stay(edit: tuple[str, Change, Tree]) -> None:
    """No comment is lost but inside a list or record that is replaced or taken away."""
    text, change, _ = edit
    after = splice(text, [change])
    kept, there = notes_in(lines_of(after)), notes_in(lines_of(text))
    lost = [note for note in there if note not in kept]
    added = isinstance(change, (Append, Insert)) or change.path[-1] == "новый ключ"
    if added:
        assert kept == there
    elif lost:
        old = lines_of(text)
        lines = own_lines(text, change.path)
        assert set(lost) <= set(notes_in(old[lines.start : lines.stop]))
        if isinstance(change, Put):
            assert isinstance(at(read(text), change.path), (list, dict))
