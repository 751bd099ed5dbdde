"""Programs of npm that the tests drive, each pinned in a folder of its own beside this file."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_HERE = Path(__file__).resolve().parent
_CACHE = _HERE.parent / ".venv"
_LOCK = "package-lock.json"
_INSTALLATION = 300
_NO_NPM = (
    "Для проверки нужен Node.js с npm. Установите их: в Debian и Ubuntu — «sudo apt install npm», "
    "в других системах — с nodejs.org."
)


def installed(name: str) -> Path:
    """Return ``node_modules`` of a pinned set of programs; install it on the first call.

    Args:
        name: Folder beside this file with ``package.json`` and ``package-lock.json``.
    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.fail(_NO_NPM, pytrace=False)
    pinned, cache = _HERE / name, _CACHE / name
    lock = (pinned / _LOCK).read_bytes()
    if not _is_there(cache, lock):
        own = cache.with_name(f"{name}-{os.getpid()}")
        shutil.copytree(pinned, own, dirs_exist_ok=True)
        done = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=own,
            capture_output=True,
            text=True,
            timeout=_INSTALLATION,
            check=False,
        )
        if done.returncode:
            shutil.rmtree(own, ignore_errors=True)
            message = f"Не удалось установить программы из tests/{name}; проверьте сеть."
            pytest.fail(f"{message}\n{done.stderr}", pytrace=False)
        _keep(own, cache, lock)
    return cache / "node_modules"


def _is_there(cache: Path, lock: bytes) -> bool:
    copy = cache / _LOCK
    return copy.is_file() and copy.read_bytes() == lock


def _keep(own: Path, cache: Path, lock: bytes) -> None:
    """Put a finished installation where other workers look for it; the first one wins."""
    try:
        if cache.exists() and not _is_there(cache, lock):
            shutil.rmtree(cache)
        own.rename(cache)
    except OSError:
        shutil.rmtree(own, ignore_errors=True)
