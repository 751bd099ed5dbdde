"""Whatever happens to a file of the data, it is told or kept: no traceback, no lost word.

``python -m pytest tests/test_fuzz.py --hypothesis-profile=fuzz`` spoils the demonstration in
5,000 new ways; without the profile the same few hundred are tried every time.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from generator.adapters.building import build_all
from generator.adapters.standing import FOLDERS
from generator.catalogue import ENTRIES
from generator.diagnostics import DataError, Level, Problem, has_errors
from generator.model import loading
from generator.model.base import Entity, walk
from generator.model.registry import Registry
from generator.model.resolver import Names
from generator.rules.consistency import check
from generator.source.document import Document
from generator.source.files import decode, read_folder
from generator.source.yaml_text import parse_yaml, read_closely
from tests.mutations import Spoilt, leaves, lost_words, spoilt_files

_ROOT = Path(__file__).resolve().parent.parent
_TODAY = date(2026, 11, 20)
_USUAL = 300
_MANY = settings().max_examples > _USUAL

SITES = set(FOLDERS.values())

spoiling = settings(
    max_examples=max(_USUAL, settings().max_examples),
    derandomize=not _MANY,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
DOCUMENTS = {document.path: document for document in read_folder(_ROOT)[0]}
REGISTRY = loading.registry_of(DOCUMENTS.values(), [])[0]
NAMES = Names.gather(DOCUMENTS.values())
TEXTS = {path: (_ROOT / path).read_text(encoding="utf-8") for path in DOCUMENTS}


@spoiling
@given(spoilt=spoilt_files(TEXTS))
def test_a_spoilt_file_is_told_or_kept_whole(spoilt: Spoilt) -> None:
    text, problems = decode(spoilt.raw, spoilt.path)
    document = None
    if text is not None:
        document, problems = parse_yaml(text, spoilt.path)
    assert (document is None) == has_errors(problems)
    if document is not None and text is not None:
        assert_the_same_both_ways(text, document, problems)
        assert_no_word_is_lost(text, document, problems)
    everything = told_of(document, spoilt.path, problems)
    lines = len(re.split(r"\r\n|\r|\n", text)) if text is not None else None
    for problem in everything:
        assert_readable(problem, lines if problem.span.path == spoilt.path else None)


@settings(spoiling, max_examples=150 if _MANY else 5)
@given(data=st.data())
def test_a_spoilt_school_is_built_whole_or_not_at_all(
    data: st.DataObject, built_school: Path
) -> None:
    files = sorted((built_school / "data").rglob("*.yml"))
    texts = {
        file.relative_to(built_school).as_posix(): file.read_text(encoding="utf-8")
        for file in files
    }
    spoilt = data.draw(spoilt_files(texts))
    with tempfile.TemporaryDirectory() as scratch:
        school = Path(shutil.copytree(built_school, Path(scratch) / "school"))
        (school / spoilt.path).write_bytes(spoilt.raw)
        before = everything_in(school)
        built = True
        try:
            build_all(school, {name: school / folder for name, folder in FOLDERS.items()}, None)
        except DataError:
            built = False
        after = everything_in(school)
        if built:
            assert all(f"{folder}/index.html" in after for folder in FOLDERS.values())
            before, after = beside_sites(before), beside_sites(after)
        assert after == before


def beside_sites(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: raw for path, raw in files.items() if path.split("/")[0] not in SITES}


def everything_in(folder: Path) -> dict[str, bytes]:
    """Return all files of a project but the cache of papers, which any build may add to."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    found = {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
    return {path: raw for path, raw in found.items() if not path.startswith(".cache/")}


def assert_the_same_both_ways(text: str, document: Document, problems: list[Problem]) -> None:
    closely, told = read_closely(text.removeprefix("\ufeff"), document.path)
    assert closely is not None
    assert (closely.data, told) == (document.data, problems)


def assert_no_word_is_lost(text: str, document: Document, problems: list[Problem]) -> None:
    lost = lost_words(text, document)
    lines = re.split(r"\r\n|\r|\n", text)
    told = " ".join(lines[problem.span.line - 1] for problem in problems)
    assert {word for word in lost if word not in told} == set()


def told_of(document: Document | None, path: str, problems: list[Problem]) -> list[Problem]:
    """Return all that is told of the demonstration with one file spoilt."""
    try:
        registry, warnings = registry_with(document, path, problems)
    except DataError as error:
        event("отклонено")
        return list(error.problems)
    event("принято")
    assert document is not None
    (entity,) = [one for one in registry.entities() if one.at().path == path]
    kept = {value.path for value in walk(entity)}
    assert [leaf for leaf in leaves(document.data) if leaf not in kept] == []
    return [*warnings, *check(registry, _TODAY)]


def registry_with(
    document: Document | None, path: str, problems: list[Problem]
) -> tuple[Registry, tuple[Problem, ...]]:
    """Read the spoilt file alone when its names are as they were: thousands must be read."""
    documents = [other for other in DOCUMENTS.values() if other.path != path]
    documents += [document] if document else []
    if document is None or labels(Names.gather(documents)) != labels(NAMES):
        return loading.registry_of(documents, problems)
    entity, found = loading._read(document, {"resolver": NAMES})
    if entity is None or has_errors([*problems, *found]):
        raise DataError([*problems, *found])
    records: dict[type[Entity], dict[str, Entity]]
    records = {cls: {} for cls in (*loading.FOLDERS, *loading.SINGLES)}
    for one in (*REGISTRY.entities(), entity):
        records[type(one)][one.id] = one
    return loading._registry(records), tuple(problems)


def labels(names: Names) -> list[dict[str, str]]:
    return [names.labels(kind) for kind in names.kinds()]


def assert_readable(problem: Problem, lines: int | None) -> None:
    assert problem.code in ENTRIES
    assert re.search("[а-яё]{2}", problem.message)
    assert not re.search(r"\b(?:expected|found|error|None|Traceback|object)\b", problem.message)
    assert problem.hint or problem.level is not Level.ERROR, problem
    assert len(str(problem)) < 1000
    if lines is not None:
        assert 0 <= problem.span.line <= lines
