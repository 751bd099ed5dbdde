"""Both sections built at once: the same files, and nothing left of what was stopped."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import time
from operator import attrgetter
from pathlib import Path

import pytest

from generator.adapters.abreast import beside
from generator.adapters.building import build_all
from generator.adapters.standing import FOLDERS
from generator.diagnostics import DataError
from tests.command import COMMAND, HEEDS_CTRL_C, snapshot


def _folders(school: Path) -> dict[str, Path]:
    return {name: school / folder for name, folder in FOLDERS.items()}


def test_sections_built_at_once_are_those_built_one_after_another(
    new_school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.adapters.building.has_hands", lambda: True)
    one_by_one = build_all(new_school, _folders(new_school), None)
    before = [snapshot(site.folder) for site in one_by_one]
    at_once = build_all(new_school, _folders(new_school), None, abreast=True)
    assert [snapshot(site.folder) for site in at_once] == before
    facts = attrgetter("audience", "folder", "today", "problems", "pages", "size", "digest")
    assert list(map(facts, at_once)) == list(map(facts, one_by_one))
    assert not list(new_school.glob(".site*"))


@pytest.mark.parametrize("broken", ["public/home.html", "internal/dashboard.html"])
def test_an_error_of_either_section_stops_both(
    broken: str, new_school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.adapters.building.has_hands", lambda: True)
    template = new_school / "theme/pages" / broken
    template.parent.mkdir(parents=True, exist_ok=True)
    template.write_text("{{ чего_нет }}\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        build_all(new_school, _folders(new_school), None, abreast=True)
    assert [problem.span.path for problem in caught.value.problems] == [f"theme/pages/{broken}"]
    assert not list(new_school.glob("*site*"))
    assert not multiprocessing.active_children()


def test_work_that_failed_or_was_killed_is_left_to_whoever_waits() -> None:
    with beside(len, "три") as done, beside(int, "три") as failed, beside(os._exit, 3) as killed:
        assert done.wait() == 3
        assert failed.wait() is None
        assert killed.wait() is None


def test_nobody_waits_for_work_that_is_not_needed() -> None:
    with beside(time.sleep, 600):
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()


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
