"""A template is compiled once, whichever school it lies in, and errors name the right one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError

from generator.cache import Cache
from generator.render import compiled
from generator.render.compiled import compile_once

TEXT = "Здравствуйте,\n{{ имя }}\n"


class _Counting(Environment):
    compiled = 0

    def compile(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        type(self).compiled += 1
        return super().compile(*args, **kwargs)  # type: ignore[call-overload]


def _school(folder: Path) -> Environment:
    folder.mkdir(exist_ok=True)
    (folder / "hello.html").write_text(TEXT, encoding="utf-8")
    environment = _Counting(loader=FileSystemLoader(folder), undefined=StrictUndefined)
    compile_once(environment, Cache(folder / ".cache"))
    return environment


@pytest.fixture(autouse=True)
def _modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Python keep its programs in a folder of the test."""
    monkeypatch.setattr(_Counting, "compiled", 0)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiled, "cache_from_source", lambda _: str(tmp_path / "kept/it.pyc"))
    (tmp_path / "kept").mkdir()


def test_another_school_takes_what_the_first_has_compiled(tmp_path: Path) -> None:
    for name in ("one", "other"):
        assert (
            _school(tmp_path / name).get_template("hello.html").render(имя="Анна").endswith("Анна")
        )
        assert not (tmp_path / name / ".cache").exists()
    assert _Counting.compiled == 1


def test_an_error_names_the_template_of_its_own_school(tmp_path: Path) -> None:
    _school(tmp_path / "one").get_template("hello.html")
    with pytest.raises(UndefinedError) as caught:
        _school(tmp_path / "other").get_template("hello.html").render()
    last = caught.traceback[-1]
    assert Path(last.path) == tmp_path / "other/hello.html"
    assert last.lineno == 1
    assert _Counting.compiled == 1


def test_where_python_keeps_nothing_the_school_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for _ in range(2):
        _school(tmp_path / "one").get_template("hello.html")
    assert _Counting.compiled == 1
    assert list((tmp_path / "one/.cache").rglob("*"))
    assert not list((tmp_path / "kept").iterdir())
