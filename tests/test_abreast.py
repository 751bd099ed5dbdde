"""Both sections built at once: the same files, and nothing left of what was stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from generator.adapters.standing import FOLDERS
from tests.command import COMMAND, HEEDS_CTRL_C, nastavnik, snapshot


def _told(text: str) -> list[str]:
    """Return what a build says of its sites but for seconds."""
    return [line.rpartition(", ")[0] for line in text.splitlines() if "страниц" in line]


def test_sections_built_at_once_are_those_built_one_after_another(new_school: Path) -> None:
    told = []
    for audience in FOLDERS:
        alone = nastavnik("build", "--audience", audience, cwd=new_school)
        assert alone.code == 0, alone.text
        told += _told(alone.text)
    before = {folder: snapshot(new_school / folder) for folder in FOLDERS.values()}
    for folder in (*FOLDERS.values(), ".cache"):
        shutil.rmtree(new_school / folder)
    at_once = nastavnik("build", cwd=new_school)
    assert {folder: snapshot(new_school / folder) for folder in FOLDERS.values()} == before
    assert _told(at_once.text) == told
    assert not list(new_school.glob(".site*"))


@pytest.mark.parametrize("broken", ["public/home.html", "internal/dashboard.html"])
def test_an_error_of_either_section_stops_both(broken: str, new_school: Path) -> None:
    template = new_school / "theme/pages" / broken
    template.parent.mkdir(parents=True, exist_ok=True)
    template.write_text("{{ чего_нет }}\n", encoding="utf-8")
    done = nastavnik("build", cwd=new_school)
    assert done.code == 1
    assert f"theme/pages/{broken}:1:1: ошибка Ш-01" in done.text
    assert not list(new_school.glob("*site*"))


def test_a_build_that_was_interrupted_leaves_nothing_and_tells_no_tales(new_school: Path) -> None:
    process = subprocess.Popen(
        (*HEEDS_CTRL_C, str(COMMAND), "build"),
        cwd=new_school,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while process.poll() is None and not list(new_school.glob(".site-internal-*/*")):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=120)
    assert process.returncode != 0
    assert "Traceback" not in told
    assert not list(new_school.glob("*site*"))
