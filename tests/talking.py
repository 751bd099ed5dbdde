"""Answering the questions of commands on a terminal, as a person does."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tests.command import environment

_COMMANDS = """
import json, sys
from generator import console
from generator.cli import cli
console.speak_russian()
*calls, last = json.loads(sys.argv[1])
for call in calls:
    cli(call, prog_name="nastavnik", standalone_mode=False)
cli(last, prog_name="nastavnik")
"""
_PROMPT = "> "


Answer = str | Callable[[], str]
"""What is typed at a prompt; a function is called first, to do something meanwhile."""


def talk(
    calls: Iterable[Sequence[str]], answers: Sequence[Answer], cwd: Path, code: int = 0
) -> str:
    """Run commands one after another in one process and answer what they ask.

    Args:
        calls: Commands with their parameters.
        answers: One for every prompt, in their order.
        cwd: The school's folder.
        code: How the process must end.

    Returns:
        Everything that was on the screen, answers included.
    """
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", _COMMANDS, json.dumps([list(call) for call in calls])]
    settings = environment(TERM="dumb", NO_COLOR="1", PYTHONUTF8="1")
    left = list(answers)
    shown = ""
    with subprocess.Popen(
        command, cwd=cwd, env=settings, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        while piece := _some(ours):
            shown += piece
            if shown.endswith(_PROMPT):
                if not left:
                    process.kill()
                    raise AssertionError(f"one question too many:\n{shown}")
                answer = left.pop(0)
                os.write(ours, f"{answer if isinstance(answer, str) else answer()}\n".encode())
        process.wait()
    os.close(ours)
    assert process.returncode == code, shown
    assert not left, f"nobody asked for {left}:\n{shown}"
    return shown.replace("\r\n", "\n")


def _some(terminal: int) -> str:
    """Read what there is; a terminal whose other end is closed ends with an error on Linux."""
    try:
        return _decoded(terminal)
    except OSError:
        return ""


def _decoded(terminal: int) -> str:
    raw = os.read(terminal, 65536)
    while raw:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            raw += os.read(terminal, 65536)
    return ""
