"""The catalogue of messages holds every code the generator gives, and its examples are true."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.catalogue import ENTRIES, KINDS, Entry, entry_of, nearest_codes
from generator.diagnostics import Level, Problem
from generator.source.yaml_text import parse_yaml
from tests.sound_school import problems_in, sound_school

GENERATOR = Path(__file__).resolve().parent.parent / "generator"
CODE = re.compile(r"[А-Я]-\d\d")
ALWAYS_ERRORS = {"error", "_error", "fail", "Mend", "_settings_problem", "_refusal"}
ALWAYS_WARNINGS = {"warn", "ignore"}
IN_WORDS = set("АШМУИГРДО") | {"Ф-01", "Ф-02", "Ф-03", "Ф-04", "Ф-08", "Ф-10", "К-07", "К-08"}
IN_WORDS |= {
    "Ф-11",
    "Ф-12",
    "Л-02",
    "Л-03",
    *(f"Э-{number:02}" for number in (*range(1, 10), 13, 14, 15)),
}
"""Kinds and codes whose examples are told in words: nothing to read."""
WITH_OTHERS = {"Ф-05", "Ф-06", "Ф-07", "Ф-09", "П-08", "П-20"}
"""Codes whose short examples break something else too: a lost file leaves references behind."""


def modules() -> Iterator[ast.Module]:
    for file in GENERATOR.rglob("*.py"):
        if file.name != "catalogue.py":
            yield ast.parse(file.read_text(encoding="utf-8"))


def code_in(node: ast.AST) -> str:
    value = getattr(node, "value", None)
    is_code = isinstance(node, ast.Constant) and isinstance(value, str) and CODE.fullmatch(value)
    return str(value) if is_code else ""


def levels_of(call: ast.Call) -> set[Level]:
    """Return the levels that a call gives to its problem, as far as they are written in it."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in ALWAYS_ERRORS:
        return {Level.ERROR}
    if name in ALWAYS_WARNINGS:
        return {Level.WARNING}
    return {
        Level[arg.attr]
        for arg in (*call.args, *(keyword.value for keyword in call.keywords))
        if isinstance(arg, ast.Attribute) and getattr(arg.value, "id", "") == "Level"
    }


def used() -> dict[str, set[Level]]:
    """Return every code of the generator's modules with the levels it is given."""
    found: dict[str, set[Level]] = {}
    for module in modules():
        for node in ast.walk(module):
            if code := code_in(node):
                found.setdefault(code, set())
            if isinstance(node, ast.Call):
                for code in filter(None, map(code_in, node.args)):
                    found.setdefault(code, set()).update(levels_of(node))
    return found


USED = used()


def test_every_code_of_the_program_is_explained() -> None:
    assert sorted(set(USED) - set(ENTRIES)) == []


def test_no_code_is_explained_in_vain() -> None:
    assert sorted(set(ENTRIES) - set(USED)) == []


def test_a_code_has_one_level() -> None:
    wrong = {code: levels for code, levels in USED.items() if levels - {ENTRIES[code].level}}
    assert wrong == {}


def test_levels_are_known_for_most_codes() -> None:
    assert sum(bool(levels) for levels in USED.values()) > len(USED) * 0.9


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=list(ENTRIES))
def test_an_entry_says_all_it_should(entry: Entry) -> None:
    assert CODE.fullmatch(entry.code)
    assert entry.code[0] in KINDS
    assert entry.title[0].isupper() or entry.title[0] in "«1"
    assert not entry.title.endswith(".")
    assert entry.text.endswith(".")
    assert "  " not in entry.text
    assert entry.source
    assert entry.wrong != entry.right


def test_titles_differ() -> None:
    titles = [entry.title for entry in ENTRIES.values()]
    assert len(titles) == len(set(titles))


def shown(entry: Entry, example: str, folder: Path) -> tuple[Problem, ...] | list[Problem]:
    """Return what reading an example tells."""
    if example.startswith("# data/"):
        return problems_in(sound_school(folder, example + "\n"))
    if example.startswith("data/"):
        school = sound_school(folder)
        record = school / "data/mentors/sokolova.yml"
        (school / example).parent.mkdir(exist_ok=True)
        record.rename(school / example)
        return problems_in(school)
    assert entry.code.startswith("С")
    return parse_yaml(example + "\n", "x.yml")[1]


READABLE = [e for e in ENTRIES.values() if not {e.code, e.code[0]} & IN_WORDS]


@pytest.mark.parametrize("entry", READABLE, ids=[entry.code for entry in READABLE])
def test_the_wrong_example_gives_the_code_and_the_right_one_nothing(
    entry: Entry, tmp_path: Path
) -> None:
    wrong = shown(entry, entry.wrong, tmp_path / "wrong")
    assert entry.code in {problem.code for problem in wrong}
    assert {p.level for p in wrong if p.code == entry.code} == {entry.level}
    if entry.code not in WITH_OTHERS:
        assert {p.code for p in wrong} == {entry.code}
    assert [str(p) for p in shown(entry, entry.right, tmp_path / "right")] == []


@pytest.mark.parametrize("typed", ["С-14", "c-14", "C14", "с 14", " с-14 ", "С–14"])
def test_a_code_is_found_however_it_is_typed(typed: str) -> None:
    entry = entry_of(typed)
    assert entry is not None
    assert entry.code == "С-14"


@pytest.mark.parametrize(("typed", "code"), [("3-5", "З-05"), ("п7", "П-07"), ("K-2", "К-02")])
def test_look_alike_letters_and_short_numbers_are_understood(typed: str, code: str) -> None:
    entry = entry_of(typed)
    assert entry is not None
    assert entry.code == code


@pytest.mark.parametrize(("typed", "near"), [("С-99", "С-"), ("П-70", "П-"), ("Ц-14", "С-14")])
def test_an_unknown_code_has_near_ones(typed: str, near: str) -> None:
    assert entry_of(typed) is None
    assert any(code.startswith(near) for code in nearest_codes(typed))
