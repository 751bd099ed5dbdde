"""The recipes of the README for a school's own Git server: their commands are there and work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.publications import content_of

README = Path(__file__).resolve().parent.parent / "README.md"
INSTALL = "pip install ./nastavnik"
TOKEN = {"PUSH_TOKEN": "t", "CI_SERVER_HOST": "git.school5.example", "CI_PROJECT_PATH": "s/site"}


def recipes() -> list[dict[Any, Any]]:
    """Return the recipe for GitLab and the one for Gitea and Forgejo."""
    chapter = README.read_text(encoding="utf-8").split("### Git-сервер школы")[1]
    return [yaml.safe_load(part.split("```")[0]) for part in chapter.split("```yaml\n")[1:3]]


def gitlab() -> list[str]:
    return list(recipes()[0]["publish"]["script"])


def forgejo() -> list[str]:
    steps = recipes()[1]["jobs"]["publish"]["steps"]
    return [step["run"] for step in steps if "run" in step]


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=Ш", "-c", "user.email=s@localhost", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("commands", [gitlab(), forgejo()], ids=["gitlab", "forgejo"])
def test_a_runner_publishes_and_brings_the_days_back(
    new_school: Path, tmp_path: Path, commands: list[str]
) -> None:
    (new_school / "publish.yml").write_text(
        f"цели:\n  - {{имя: sait, способ: папка, папка: {json.dumps(str(tmp_path / 'www'))}}}\n"
    )
    git(new_school, "init", "-q", "-b", "main")
    git(new_school, "add", "-A")
    git(new_school, "commit", "-q", "-m", "Данные")
    git(tmp_path, "clone", "-q", "--bare", "school", "server.git")
    # GitLab reads the option of a push that asks for no run.
    git(tmp_path / "server.git", "config", "receive.advertisePushOptions", "true")
    git(tmp_path, "clone", "-q", "server.git", "runner")
    runner = tmp_path / "runner"
    address = "https://ci:t@git.school5.example/s/site.git"
    git(runner, "config", f"url.{tmp_path / 'server.git'}.insteadOf", address)

    assert any(INSTALL in command for command in commands)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command in commands:
        if INSTALL in command or "apt-get" in command:
            continue
        here = command.replace("/opt/school/bin/nastavnik", "nastavnik")
        done = subprocess.run(
            ["sh", "-e", "-c", here],
            cwd=runner,
            env={**os.environ, **TOKEN, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (here, done.stdout, done.stderr)

    assert "index.html" in content_of(tmp_path / "www")
    told = git(tmp_path / "server.git", "show", "--stat", "--format=%an %s", "main")
    assert told.startswith("CI Опубликовано")
    assert "data/changes.json" in told
    assert "1 file changed" in told


def test_the_days_are_kept_by_a_commit_that_starts_nothing() -> None:
    assert any("-o ci.skip" in command for command in gitlab())
    assert "[skip ci]" in forgejo()[-1]
