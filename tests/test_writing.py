"""A write that is stopped leaves files whole; an edit made meanwhile is never written over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.source.files import read_folder
from generator.source.writing import ChangedMeanwhileError, Rewrite, read_exactly, write
from tests.command import TINY_DISK, add, environment, nastavnik, snapshot
from tests.talking import talk

PAIR = "2026-obrazcova-novikova"
PAIR_FILE = f"data/pairs/{PAIR}.yml"
FILES = ("data/a.yml", "data/b.yml", "data/new.yml")
OLD, NEW = f"ключ: {'старое ' * 400}\n", f"ключ: {'новое ' * 500}\n"
_KILLED_AT_EVERY_LINE = """
import json, os, signal, sys
from pathlib import Path
from generator.source import writing

folder, new = Path(sys.argv[1]), sys.argv[2]

def write_until(last):
    left = last
    def count(frame, event, _):
        nonlocal left
        if frame.f_code.co_filename != writing.__file__:
            return None
        if event == "line":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return count
    reads = [writing.read_exactly(folder / name, name) for name in sys.argv[3:]]
    sys.settrace(count)
    writing.write([writing.Rewrite(snapshot, new) for snapshot in reads])
    sys.settrace(None)
    os._exit(0)

old = {name: (folder / name).read_bytes() for name in sys.argv[3:] if (folder / name).exists()}
seen, last, status = [], 0, 1
while status:
    child = os.fork()
    if not child:
        write_until(last)
    _, status = os.waitpid(child, 0)
    seen.append({f.name: f.read_text("utf-8") for f in sorted(folder.glob("data/[!.]*"))})
    if status:
        for file in folder.glob("data/*"):
            file.unlink()
        for name, raw in old.items():
            (folder / name).write_bytes(raw)
    last += 1
print(json.dumps(seen))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES[:2]:
        add(tmp_path / name, OLD)
    return tmp_path


def test_a_write_killed_at_any_moment_leaves_whole_files(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLED_AT_EVERY_LINE, folder, NEW, *FILES],
        env=environment(PYTHONPATH=os.pathsep.join(sys.path)),
        capture_output=True,
        check=True,
        timeout=300,
    )
    *killed, finished = json.loads(done.stdout)
    assert len(killed) > 50, "the write was to be stopped at every line"
    assert finished == dict.fromkeys(("a.yml", "b.yml", "new.yml"), NEW)
    assert killed[0] == {"a.yml": OLD, "b.yml": OLD}
    for state in killed:
        assert {state["a.yml"], state["b.yml"], state.get("new.yml", NEW)} <= {OLD, NEW}
    assert any(OLD in state.values() and NEW in state.values() for state in killed)


def test_what_a_killed_write_leaves_is_no_record_and_goes_away(folder: Path) -> None:
    left = add(folder / "data/.a.yml.0123abcd.new", "ключ: нов")
    documents, problems = read_folder(folder)
    assert [document.path for document in documents] == ["data/a.yml", "data/b.yml"]
    assert not problems
    os.utime(left, (0, 0))
    write([Rewrite(read_exactly(folder / FILES[0], FILES[0]), NEW)])
    assert sorted(file.name for file in (folder / "data").iterdir()) == ["a.yml", "b.yml"]


def test_of_several_files_none_is_written_when_one_has_changed(folder: Path) -> None:
    reads = [read_exactly(folder / name, name) for name in FILES]
    (folder / "data/b.yml").write_text("ключ: чужое\n", encoding="utf-8")
    before = snapshot(folder)
    with pytest.raises(ChangedMeanwhileError, match=r"b\.yml"):
        write([Rewrite(read, NEW) for read in reads])
    assert snapshot(folder) == before


def test_a_name_taken_meanwhile_is_left_to_who_took_it(folder: Path) -> None:
    reads = [read_exactly(folder / name, name) for name in FILES]
    add(folder / "data/new.yml", "ключ: чужое\n")
    before = snapshot(folder)
    with pytest.raises(ChangedMeanwhileError, match=r"new\.yml"):
        write([Rewrite(read, NEW) for read in reads])
    assert snapshot(folder) == before


def test_files_keep_their_rights(folder: Path) -> None:
    file = folder / "data/a.yml"
    file.chmod(0o640)
    write([Rewrite(read_exactly(file, FILES[0]), NEW)])
    assert file.stat().st_mode & 0o777 == 0o640


MEETING = ("--kind", "рабочая", "--date", "16.11.2026", "--minutes", "60", "--today", "20.11.2026")
NEW_PAIR = (
    *("new", "pair", "--mentor", "obrazcova", "--mentee", "novikova", "--today", "20.11.2026"),
    *("--form", "педагог – педагог", "--kind", "традиционное", "--model", "новичок – мастер"),
    *("--start", "20.11.2026", "--end", "31.05.2027", "--order", "2026-prikaz-pary"),
)


@pytest.mark.parametrize("call", [("record", "meeting", PAIR, *MEETING), NEW_PAIR])
def test_a_full_disk_is_told_and_every_file_stays(new_school: Path, call: tuple[str, ...]) -> None:
    before = snapshot(new_school)
    done = nastavnik(*call, cwd=new_school, under=TINY_DISK, PYTHONDONTWRITEBYTECODE="1")
    assert done.code == 2
    assert "файл слишком велик для этого диска" in done.errors
    assert "Traceback" not in done.text
    assert snapshot(new_school) == before


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
