"""First run on a bare Python: an environment of our own from the lock file, then the command.

Only the standard library is used here, because nothing else is installed yet.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_ENVIRONMENT = ROOT / ".venv"
_LEAST = (3, 11)
_LOCKED = ("uv.lock", "pyproject.toml")


def is_checkout() -> bool:
    """Tell whether the package runs from a folder with a lock file, not from an installation."""
    return (ROOT / "uv.lock").is_file()


def is_ready() -> bool:
    """Tell whether this Python already is the environment's."""
    return Path(sys.prefix).resolve() == _ENVIRONMENT.resolve() or not is_checkout()


def run_inside(module: str, arguments: Sequence[str], *, groups: Sequence[str] = ()) -> int:
    """Set the environment up if needed and run ``python -m module`` in it.

    Args:
        module: Module to run.
        arguments: Its arguments.
        groups: Groups of development tools it needs.

    Returns:
        The exit code of the run.
    """
    _check_python()
    python = _python()
    stamp = _ENVIRONMENT / f".nastavnik-{'-'.join(groups) or 'run'}"
    if not python.exists() or not stamp.exists() or stamp.read_text() != _fingerprint():
        _set_up(python, groups)
        stamp.write_text(_fingerprint())
    import subprocess

    # The same Python may be named in other ways; the environment's own name decides.
    return subprocess.call([str(python), "-m", module, *arguments])  # noqa: S603


def _check_python() -> None:
    if sys.version_info < _LEAST:
        needed = ".".join(map(str, _LEAST))
        sys.exit(f"Нужен Python {needed} или новее, а этот — {sys.version.split()[0]}.")


def _python() -> Path:
    windows = _ENVIRONMENT / "Scripts" / "python.exe"
    return windows if os.name == "nt" else _ENVIRONMENT / "bin" / "python"


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for name in _LOCKED:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _set_up(python: Path, groups: Sequence[str]) -> None:
    import shutil
    import subprocess
    import venv

    _say("Первый запуск: готовлю окружение в папке .venv, это займёт минуту…")
    if not python.exists():
        try:
            venv.create(_ENVIRONMENT, with_pip=True, clear=_ENVIRONMENT.exists())
        except (OSError, subprocess.CalledProcessError) as error:
            # Half of an environment would be taken for a whole one next time.
            shutil.rmtree(_ENVIRONMENT, ignore_errors=True)
            hint = "В Debian и Ubuntu помогает: sudo apt install python3-venv"
            sys.exit(f"Не удалось создать окружение: {error}\n{hint}")
    _quietly(python, "pip", "install", "--quiet", "--disable-pip-version-check", "uv>=0.5")
    chosen = [part for group in groups for part in ("--group", group)]
    _quietly(
        python, "uv", "sync", "--quiet", "--locked", "--inexact", "--no-default-groups", *chosen
    )


def _quietly(python: Path, module: str, *arguments: str) -> None:
    import subprocess

    # Schools often sit behind a proxy whose certificate only the system knows.
    trust = {"UV_SYSTEM_CERTS": "true", "UV_NATIVE_TLS": "true"}
    environment = {**trust, **os.environ, "UV_PROJECT_ENVIRONMENT": str(_ENVIRONMENT)}
    environment.pop("VIRTUAL_ENV", None)
    command = [str(python), "-m", module, *arguments]
    done = subprocess.run(  # noqa: S603
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        sys.exit(f"Не удалось установить зависимости; проверьте сеть.\n{done.stderr.strip()}")


def _say(text: str) -> None:
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stderr.flush()
