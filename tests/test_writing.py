"""A write that is stopped leaves files whole; an edit made meanwhile is never written over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.source.files import read_folder
from generator.source.writing import ChangedMeanwhileError, Rewrite, read_exactly, write
from tests.command import TINY_DISK, add, environment, nastavnik, run, snapshot
from tests.talking import talk

PAIR = "2026-obrazcova-novikova"
PAIR_FILE = f"data/pairs/{PAIR}.yml"
FILES = ("data/a.yml", "data/b.yml", "data/new.yml")
OLD, NEW = f"ключ: {'старое ' * 400}\n", f"ключ: {'новое ' * 500}\n"
_KILLED_AT_EVERY_LINE = """
import json, os, signal, sys
from pathlib import Path
from generator.source import journal, writing

folder, new = Path(sys.argv[1]), sys.argv[2]
texts = {"data/a.yml": new, "data/b.yml": None, "data/new.yml": new}

def write_until(last):
    left = last
    def count(frame, event, _):
        nonlocal left
        if frame.f_code.co_filename not in {writing.__file__, journal.__file__}:
            return None
        if event == "line":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return count
    reads = {name: writing.read_exactly(folder / name, name) for name in texts}
    sys.settrace(count)
    writing.write(folder, [writing.Rewrite(reads[name], text) for name, text in texts.items()])
    sys.settrace(None)
    os._exit(0)

def files():
    return {f.name: f.read_text("utf-8") for f in sorted(folder.glob("data/[!.]*"))}

old = {name: (folder / name).read_bytes() for name in texts if (folder / name).exists()}
seen, last, status = [], 0, 1
while status:
    child = os.fork()
    if not child:
        write_until(last)
    _, status = os.waitpid(child, 0)
    cut = files()
    finished = writing.finish(folder)
    left = sorted(f.name for f in folder.glob("data/.*")) if finished else []
    told = [path for path in finished.done] if finished else []
    seen.append({"cut": cut, "told": told, "then": files(), "left": left})
    assert writing.finish(folder) is None
    if status:
        for file in folder.glob("data/*"):
            file.unlink()
        for name, raw in old.items():
            (folder / name).write_bytes(raw)
    last += 1
print(json.dumps(seen))
"""


def data_of(folder: Path) -> dict[str, bytes]:
    """Return a school's files; what the program remembers beside them is no part of it."""
    return {
        path: raw
        for path, raw in snapshot(folder).items()
        if path.startswith("data/") and "/." not in path and raw != b"folder"
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES[:2]:
        add(tmp_path / name, OLD)
    return tmp_path


def test_a_write_killed_at_any_moment_is_all_or_nothing(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLED_AT_EVERY_LINE, folder, NEW],
        env=environment(PYTHONPATH=os.pathsep.join(sys.path)),
        capture_output=True,
        check=True,
        timeout=300,
    )
    *killed, finished = json.loads(done.stdout)
    nothing, everything = {"a.yml": OLD, "b.yml": OLD}, {"a.yml": NEW, "new.yml": NEW}
    assert len(killed) > 100, "the write was to be stopped at every line"
    assert (finished["cut"], finished["told"]) == (everything, [])
    assert killed[0]["cut"] == nothing
    for state in killed:
        assert set(state["cut"].values()) <= {OLD, NEW}, "whole files at any moment"
        assert state["then"] == (everything if state["told"] else state["cut"])
        assert state["then"] in (nothing, everything)
        assert state["left"] == []
    assert any(state["cut"] not in (nothing, everything) for state in killed)


def test_what_a_killed_write_leaves_is_no_record_and_goes_away(folder: Path) -> None:
    left = add(folder / "data/.a.yml.0123abcd.new", "ключ: нов")
    documents, problems = read_folder(folder)
    assert [document.path for document in documents] == ["data/a.yml", "data/b.yml"]
    assert not problems
    os.utime(left, (0, 0))
    write(folder, [Rewrite(read_exactly(folder / FILES[0], FILES[0]), NEW)])
    assert sorted(file.name for file in (folder / "data").iterdir()) == ["a.yml", "b.yml"]


def test_of_several_files_none_is_written_when_one_has_changed(folder: Path) -> None:
    reads = [read_exactly(folder / name, name) for name in FILES]
    (folder / "data/b.yml").write_text("ключ: чужое\n", encoding="utf-8")
    before = data_of(folder)
    with pytest.raises(ChangedMeanwhileError, match=r"b\.yml"):
        write(folder, [Rewrite(read, NEW) for read in reads])
    assert data_of(folder) == before


def test_a_name_taken_meanwhile_is_left_to_who_took_it(folder: Path) -> None:
    reads = [read_exactly(folder / name, name) for name in FILES]
    add(folder / "data/new.yml", "ключ: чужое\n")
    before = data_of(folder)
    with pytest.raises(ChangedMeanwhileError, match=r"new\.yml"):
        write(folder, [Rewrite(read, NEW) for read in reads])
    assert data_of(folder) == before


def test_files_keep_their_rights(folder: Path) -> None:
    file = folder / "data/a.yml"
    file.chmod(0o640)
    write(folder, [Rewrite(read_exactly(file, FILES[0]), NEW)])
    assert file.stat().st_mode & 0o777 == 0o640


MEETING = ("--kind", "рабочая", "--date", "16.11.2026", "--minutes", "60", "--today", "20.11.2026")
NEW_PAIR = (
    *("new", "pair", "--mentor", "obrazcova", "--mentee", "novikova", "--today", "20.11.2026"),
    *("--form", "педагог – педагог", "--kind", "традиционное", "--model", "новичок – мастер"),
    *("--start", "20.11.2026", "--end", "31.05.2027", "--order", "2026-prikaz-pary"),
)


@pytest.mark.parametrize("call", [("record", "meeting", PAIR, *MEETING), NEW_PAIR])
def test_a_full_disk_is_told_and_every_file_stays(new_school: Path, call: tuple[str, ...]) -> None:
    before = data_of(new_school)
    done = nastavnik(*call, cwd=new_school, under=TINY_DISK, PYTHONDONTWRITEBYTECODE="1")
    assert done.code == 2
    assert "файл слишком велик для этого диска" in done.errors
    assert "Traceback" not in done.text
    assert data_of(new_school) == before
    again = nastavnik("check", "--today", "20.11.2026", cwd=new_school)
    assert "прервалась" not in again.text


_KILLED_AT_A_FILE = """
import contextlib, json, os, pathlib, shutil, signal, sys
from generator import console
from generator.cli import cli
from generator.editing import records, years
from generator.exchange import plan, reading
from generator.source import writing

first, last, *call = sys.argv[1:]
folder, kept = pathlib.Path(), pathlib.Path("../kept")
console.speak_russian()

def counted(step, left):
    def done(*arguments, **named):
        if ".yml" in str(arguments):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return step(*arguments, **named)
    return done

def killed_at(number):
    left = [number]
    os.link, os.replace = counted(os.link, left), counted(os.replace, left)
    pathlib.Path.unlink = counted(pathlib.Path.unlink, left)
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        cli(call, prog_name="nastavnik", standalone_mode=False)
    os._exit(0)

def files():
    return {str(f): f.read_text("utf-8") for f in sorted(folder.glob("data/**/[!.]*.yml"))}

shutil.copytree("data", kept)
seen, status, number = [files()], 1, int(first)
while status and number < int(last):
    child = os.fork()
    if not child:
        killed_at(number)
    _, status = os.waitpid(child, 0)
    finished = writing.finish(folder.resolve()) if last != "1" else None
    seen.append([status, finished is not None, files()])
    if status and last != "1":
        shutil.rmtree("data")
        shutil.copytree(kept, "data")
    number += 1
print(json.dumps(seen))
"""
OUTCOME = (
    *("record", "outcome", PAIR, "--reason", "реализована полностью", "--date", "20.11.2026"),
    *("--results", "Урок начинается вовремя", "--today", "20.11.2026"),
)
TABLE = "ФИО;Должность;Тип;Профессиональная сфера;Основные компетенции;Дата вхождения\n" + "".join(
    f"{name};учитель;предметник;русский язык;уроки;01.09.2026\n"
    for name in ("Орлова Анна Петровна", "Гусев Илья Олегович", "Ким Вера Львовна")
)
CALLS = {
    "new pair": ((), NEW_PAIR),
    "import": ((), ("import", "mentors", "table.csv", "--today", "20.11.2026")),
    "rollover": ((OUTCOME,), ("rollover", "2027", "--yes", "--today", "20.06.2027")),
}


def killed(school: Path, first: int, last: int, call: tuple[str, ...]) -> list[Any]:
    """Kill a command at its files one after another, and finish what each left.

    Args:
        school: Where it runs.
        first: Before which file to kill it, from 0.
        last: Before which no more; 1 leaves what the first kill has left.
        call: The command.
    """
    script = (sys.executable, "-c", _KILLED_AT_A_FILE, str(first), str(last), *call)
    done = run(*script, cwd=school, PYTHONPATH=os.pathsep.join(sys.path))
    assert done.code == 0, done.text
    seen: list[Any] = json.loads(done.out)
    return seen


@pytest.mark.parametrize("name", CALLS)
def test_a_command_killed_at_any_file_is_finished_by_the_next(new_school: Path, name: str) -> None:
    first, call = CALLS[name]
    add(new_school / "table.csv", TABLE)
    for earlier in first:
        assert nastavnik(*earlier, cwd=new_school).code == 0
    before, *states = killed(new_school, 0, 1000, call)
    *cut, (status, told, after) = states
    assert (status, told) == (0, False)
    assert after != before
    assert len(cut) > 3
    assert {status for status, _, _ in cut} == {signal.SIGKILL}
    for _, told, then in cut:
        assert then == (after if told else then)
        assert then in (before, after)
    assert sum(told for _, told, _ in cut) > 1


def test_what_was_edited_since_a_cut_write_is_left_and_told(new_school: Path) -> None:
    killed(new_school, 0, 1, NEW_PAIR)
    order = new_school / "data/acts/2026-prikaz-pary.yml"
    problems = read_folder(new_school)[1]
    assert [problem.code for problem in problems] == ["Ф-11"]
    text = order.read_text("utf-8") + "# правлено\n"
    order.write_text(text, encoding="utf-8", newline="\n")
    done = nastavnik("check", "--today", "20.11.2026", cwd=new_school)
    assert "Прошлая запись прервалась на середине; теперь она закончена:" in done.errors
    assert "data/acts/2026-prikaz-pary.yml с тех пор изменили, поэтому он не тронут" in done.errors
    assert "+пары: [2026-obrazcova-novikova, 2026-obrazcova-novikova-2]" in done.errors
    assert order.read_text("utf-8") == text
    assert (new_school / "data/pairs/2026-obrazcova-novikova-2.yml").is_file()


def test_an_edit_made_while_the_command_asks_is_noticed(new_school: Path) -> None:
    file = new_school / PAIR_FILE

    def edited_meanwhile() -> str:
        with file.open("a", encoding="utf-8", newline="\n") as text:
            text.write("заметки куратора: Позвонить\n")
        return "да"

    call = ("record", "meeting", PAIR, "--kind", "рабочая", "--date", "16.11.2026", *MEETING[-2:])
    answers = ["очно", "60", *[""] * 10, edited_meanwhile]
    shown = talk([call], answers, new_school, code=1)
    assert f"файл {file.name} тем временем изменили, он не тронут; повторите команду" in shown
    assert "Вы ввели:\n  вид: рабочая" in shown
    text = file.read_text("utf-8")
    assert text.endswith("заметки куратора: Позвонить\n")
    assert "16.11.2026" not in text
