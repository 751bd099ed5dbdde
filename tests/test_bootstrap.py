"""The first run on a bare Python sets itself up, and says plainly when it cannot."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import bootstrap
from tests.command import SMALL_DISK, environment, run

BARE_PYTHON = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}"
NOT_TRACKED = shutil.ignore_patterns(
    *(".git", ".venv", "__pycache__", "*.pyc", ".*_cache", ".hypothesis", "node_modules"),
    *("site", "site-internal", "*.egg-info"),
)
OLDEST_TO_ANSWER = (3, 7)
NO_NETWORK = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_RETRIES": "0",
    "UV_INDEX_URL": "http://127.0.0.1:9/simple",
    "no_proxy": "127.0.0.1",
    "NO_PROXY": "127.0.0.1",
}
RECORDER = """\
#!/bin/sh
echo "$@" >> "{log}"
exit {code}
"""


@pytest.fixture
def checkout(demo: Path, tmp_path: Path) -> Path:
    """Folder as git leaves it: the files, no environment."""
    return Path(shutil.copytree(demo, tmp_path / "checkout", ignore=NOT_TRACKED))


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the environment that the tests themselves run in."""
    for name in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"):
        monkeypatch.delenv(name, raising=False)


# A real first run


@pytest.mark.usefixtures("bare")
def test_a_bare_python_sets_itself_up_once(checkout: Path) -> None:
    first = run(BARE_PYTHON, "-m", "generator", "check", cwd=checkout)
    assert first.code == 0, first.text
    assert "Первый запуск" in first.errors
    assert (checkout / ".venv").is_dir()
    again = run(BARE_PYTHON, "-m", "generator", "check", cwd=checkout, **NO_NETWORK)
    assert again.code == 0, again.text
    assert again.out == first.out
    assert again.errors == ""
    wrong = run(BARE_PYTHON, "-m", "generator", "biuld", cwd=checkout, **NO_NETWORK)
    assert wrong.code == 2
    assert "нет команды «biuld»" in wrong.errors


@pytest.mark.usefixtures("bare")
def test_without_the_network_the_reason_is_told(checkout: Path) -> None:
    done = run(BARE_PYTHON, "-m", "generator", "check", cwd=checkout, **NO_NETWORK)
    assert done.code == 1
    assert "Не удалось установить зависимости; проверьте сеть." in done.errors
    assert "Traceback" not in done.errors


@pytest.mark.usefixtures("bare")
def test_half_of_an_environment_is_taken_away(checkout: Path) -> None:
    """Otherwise the next run takes it for a whole one and never gets any further."""
    command = (BARE_PYTHON, "-m", "generator", "check")
    done = run(*SMALL_DISK, *command, cwd=checkout)
    assert done.code == 1
    assert "Не удалось создать окружение" in done.errors
    assert "Traceback" not in done.errors
    assert not (checkout / ".venv").exists()


# Too old a Python


def test_an_old_python_is_told_which_one_is_needed(demo: Path) -> None:
    pretence = (
        "import sys; sys.version_info = (3, 10, 4); sys.version = '3.10.4 (main)';"
        "from generator.bootstrap import run_inside; run_inside('generator', [])"
    )
    done = run(sys.executable, "-c", pretence, cwd=demo)
    assert done.code == 1
    assert done.errors == "Нужен Python 3.11 или новее, а этот — 3.10.4.\n"


@pytest.mark.parametrize(
    "file", ["generator/__init__.py", "generator/__main__.py", "generator/bootstrap.py"]
)
def test_an_old_python_can_read_what_it_runs_first(demo: Path, file: str) -> None:
    ast.parse((demo / file).read_text(encoding="utf-8"), feature_version=OLDEST_TO_ANSWER)


def test_nothing_but_the_standard_library_is_needed_first(demo: Path) -> None:
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(demo)!r});"]
    command[-1] += "import generator.bootstrap as b; print(b.is_ready(), b.is_checkout())"
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.split()[1] == "True"


# When the environment is renewed


class Stage:
    """A folder with lock files and an environment whose Python only writes down its calls."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.log = root / "calls.txt"
        for name in ("uv.lock", "pyproject.toml"):
            (root / name).write_text("first\n", encoding="utf-8")
        self.answer(0)
        monkeypatch.setattr(bootstrap, "ROOT", root)
        monkeypatch.setattr(bootstrap, "_ENVIRONMENT", root / ".venv")

    def answer(self, code: int) -> None:
        """Let the environment's Python end with a code from now on."""
        python = self.root / ".venv/bin/python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.write_text(RECORDER.format(log=self.log, code=code), encoding="utf-8")
        python.chmod(0o755)

    def calls(self) -> list[str]:
        """Return what was called since the last question, by modules."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return [line.split()[1] for line in lines]


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    return Stage(tmp_path, monkeypatch)


def test_the_environment_is_set_up_once(stage: Stage) -> None:
    assert bootstrap.run_inside("generator", ["check"]) == 0
    assert stage.calls() == ["pip", "uv", "generator"]
    assert bootstrap.run_inside("generator", ["check"]) == 0
    assert stage.calls() == ["generator"]


@pytest.mark.parametrize("name", ["uv.lock", "pyproject.toml"])
def test_the_environment_is_renewed_when_the_lock_changes(stage: Stage, name: str) -> None:
    bootstrap.run_inside("generator", [])
    stage.calls()
    (stage.root / name).write_text("second\n", encoding="utf-8")
    bootstrap.run_inside("generator", [])
    assert stage.calls() == ["pip", "uv", "generator"]


def test_tools_of_the_tests_are_added_without_asking_twice(stage: Stage) -> None:
    bootstrap.run_inside("generator", [])
    stage.calls()
    bootstrap.run_inside("pytest", ["-q"], groups=("dev",))
    assert stage.calls() == ["pip", "uv", "pytest"]
    bootstrap.run_inside("generator", [])
    bootstrap.run_inside("pytest", ["-q"], groups=("dev",))
    assert stage.calls() == ["generator", "pytest"]


def test_the_exit_code_of_the_command_is_passed_on(stage: Stage) -> None:
    bootstrap.run_inside("generator", [])
    stage.answer(2)
    assert bootstrap.run_inside("generator", ["biuld"]) == 2


def test_a_failed_set_up_is_tried_again(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    stage.answer(1)
    for _ in range(2):
        with pytest.raises(SystemExit, match="Не удалось установить зависимости"):
            bootstrap.run_inside("generator", [])
        assert stage.calls() == ["pip"]
    assert "Первый запуск" in capsys.readouterr().err


def test_an_installed_package_needs_no_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    assert bootstrap.is_ready()
    (tmp_path / "uv.lock").touch()
    monkeypatch.setattr(bootstrap, "_ENVIRONMENT", tmp_path / ".venv")
    assert not bootstrap.is_ready()
    monkeypatch.setattr(sys, "prefix", os.fspath(tmp_path / ".venv"))
    assert bootstrap.is_ready()
