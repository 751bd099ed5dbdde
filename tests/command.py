"""Calling the commands as a user does: another process, plain text back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).with_name("nastavnik")
_LONG_RUN = 300
_TASTES = {
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "FORCE_COLOR",
    "LANGUAGE",
    "NO_COLOR",
    "PYTHONHASHSEED",
    "PYTHONIOENCODING",
    "SOURCE_DATE_EPOCH",
    "TERM",
}
_WITHOUT_ROOT_POWERS = """
import ctypes, os, sys
if sys.platform == "linux":
    for power in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: root opens whatever it likes
        ctypes.CDLL(None).prctl(24, power, 0, 0, 0)  # PR_CAPBSET_DROP
os.execv(sys.argv[1], sys.argv[1:])
"""
_SMALL_FILES_ONLY = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
os.execv(sys.argv[2], sys.argv[2:])
"""
_HEEDING = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""
ORDINARY_USER = (sys.executable, "-c", _WITHOUT_ROOT_POWERS)
"""What to start a command with, so that rights of files count even for root."""
SMALL_DISK = (sys.executable, "-c", _SMALL_FILES_ONLY, "100000")
"""What to start a command with, so that writing fails in the midst of a build."""
TINY_DISK = (sys.executable, "-c", _SMALL_FILES_ONLY, "300")
"""What to start a command with, so that writing fails in the midst of a record."""

HEEDS_CTRL_C = (sys.executable, "-c", _HEEDING)
"""What to start a command with, so that it hears of Ctrl+C even when the tests do not.

Whoever runs the tests in the background has Ctrl+C ignored, and children inherit that.
"""


@dataclass(frozen=True)
class Done:
    """A finished command: its exit code and what it printed."""

    code: int
    raw: bytes
    errors: str

    @property
    def out(self) -> str:
        return self.raw.decode("utf-8")

    @property
    def text(self) -> str:
        return self.out + self.errors


def environment(**changes: str) -> dict[str, str]:
    """Return the environment without the tastes of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in _TASTES}
    return {**kept, "PYTHONIOENCODING": "utf-8", **changes}


def run(*command: str | Path, cwd: Path, **changes: str) -> Done:
    """Run any command and wait for its end."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=environment(**changes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_LONG_RUN,
        check=False,
    )
    encoding = changes.get("PYTHONIOENCODING", "utf-8")
    return Done(done.returncode, done.stdout, done.stderr.decode(encoding))


def nastavnik(*arguments: str | Path, cwd: Path, under: Iterable[str] = (), **changes: str) -> Done:
    """Run ``nastavnik`` with arguments, in a folder, with changes to the environment."""
    return run(*under, COMMAND, *arguments, cwd=cwd, **changes)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes, and every folder, to compare later."""
    files = sorted(folder.rglob("*"))
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() if file.is_file() else b"folder"
        for file in files
    }


def but_for_cache(files: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out of a snapshot what is kept for the next run."""
    return {path: raw for path, raw in files.items() if path.split("/")[0] != ".cache"}


def edit(file: Path, old: str, new: str) -> int:
    """Replace the only occurrence of a text, as one does in an editor; return its line."""
    text = file.read_text(encoding="utf-8")
    before, *rest = text.split(old)
    assert len(rest) == 1, f"{file}: «{old}» must be there once"
    file.write_text(before + new + rest[0], encoding="utf-8", newline="\n")
    return before.count("\n") + 1


def add(file: Path, text: str | bytes) -> Path:
    """Write a new file, with its folders."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file
