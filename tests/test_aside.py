"""A second process beside the build: the same bytes and messages, and nothing left of it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from generator.adapters import mkdocs
from generator.adapters.building import build
from generator.aside import Aside
from generator.bench.school import write_school
from generator.diagnostics import DataError
from tests.command import COMMAND, HEEDS_CTRL_C, snapshot

NUMBERS = tuple(range(20))


def with_pid(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def told(knowledge: list[int], number: int) -> int:
    return knowledge[number]


def pid_of(_knowledge: list[int]) -> int:
    return os.getpid()


def once_there(_knowledge: list[int], file: Path) -> int:
    while not file.exists():
        time.sleep(0.01)
    return os.getpid()


def failed(number: int) -> int:
    raise DataError([]) from ValueError(number)


def killed() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def killed_unless(pid: int) -> int:
    return os.getpid() if os.getpid() == pid else killed()


def asleep(file: Path) -> None:
    file.touch()
    time.sleep(600)


@pytest.mark.parametrize("much", [True, False])
def test_results_are_the_same_with_a_second_process_and_without(much: bool) -> None:
    aside: Aside[list[int]] = Aside([7, 8, 9], much=much)
    waiting = [aside.do(with_pid, number) for number in NUMBERS]
    known, there = aside.do_knowing(told, 2), aside.do_knowing(pid_of)
    results = [wait() for wait in waiting]
    assert [result for result, _ in results] == [number * number for number in NUMBERS]
    assert (there() == os.getpid()) is not much
    assert waiting[3]() == results[3]
    assert known() == 9
    aside.close()
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("much", [True, False])
def test_an_error_comes_to_whoever_waits_for_the_result(much: bool) -> None:
    aside = Aside(None, much=much)
    wait = aside.do(failed, 5)
    fine = aside.do(with_pid, 3)
    with pytest.raises(DataError):
        wait()
    assert fine()[0] == 9
    aside.close()


def test_what_is_not_begun_when_wanted_is_done_by_the_first_process(tmp_path: Path) -> None:
    aside = Aside([4], much=True)
    long = aside.do_knowing(once_there, tmp_path / "end")
    waiting = [aside.do(with_pid, number) for number in NUMBERS]
    assert waiting[-1]() == (19 * 19, os.getpid())
    (tmp_path / "end").touch()
    assert long() != os.getpid()
    assert [wait()[0] for wait in waiting] == [number * number for number in NUMBERS]
    aside.close()


def test_work_of_a_second_process_that_is_gone_is_done_by_the_first() -> None:
    aside = Aside([4], much=True)
    waiting = [aside.do(killed_unless, os.getpid()) for _ in range(3)]
    known = aside.do_knowing(told, 0)
    assert [wait() for wait in waiting] == [os.getpid()] * 3
    assert known() == 4
    assert aside.do(with_pid, 5)() == (25, os.getpid())
    aside.close()


def test_a_second_process_is_ended_in_the_middle_of_its_work(tmp_path: Path) -> None:
    aside = Aside(None, much=True)
    aside.do(asleep, tmp_path / "begun")
    aside.do(asleep, tmp_path / "next")
    while not (tmp_path / "begun").exists():
        time.sleep(0.01)
    aside.close()
    assert not multiprocessing.active_children()
    assert not (tmp_path / "next").exists()


def test_a_section_built_by_two_processes_is_the_same(
    demo: Path, public_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mkdocs, "_MUCH", 0)
    assert snapshot(build(demo, "public", tmp_path / "site", None).folder) == snapshot(public_site)
    assert not multiprocessing.active_children()


def test_a_leak_found_by_the_second_process_is_told_as_ever(
    school_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = school_copy / "content/o-nas.md"
    page.write_text("# О нас\n\nНовичок года — Антонова Кира Руслановна.\n", encoding="utf-8")
    told = []
    for much in (0, 1_000_000):
        monkeypatch.setattr(mkdocs, "_MUCH", much)
        with pytest.raises(DataError) as caught:
            build(school_copy, "public", tmp_path / "site", None)
        told.append(caught.value.problems)
        assert not list(tmp_path.glob("*site*"))
    assert told[0] == told[1]
    assert "У-01" in {problem.code for problem in told[0]}


def test_stopped_by_hand_both_processes_end_and_leave_nothing(tmp_path: Path) -> None:
    school = tmp_path / "school"
    write_school(school, 100)
    before = {file.name for file in school.iterdir()} | {".cache"}
    with subprocess.Popen(
        [*HEEDS_CTRL_C, COMMAND, "build", "--audience", "public", "--project", school],
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    ) as build_:
        while not list(school.glob(".cache/nastavnik/pages/*")):
            assert build_.poll() is None
            time.sleep(0.01)
        os.killpg(build_.pid, signal.SIGINT)
        _, errors = build_.communicate()
    assert build_.returncode == 1
    assert errors.split() == ["Прервано."]
    with pytest.raises(ProcessLookupError):
        os.killpg(build_.pid, 0)
    assert {file.name for file in school.iterdir()} == before
