"""rsync over SSH, where both programs are installed: only differing parts of a file travel."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from generator.publish.refusals import RefusedError, dropped, forbidden, no_room, unreachable
from generator.publish.stores.base import Store

_PATIENCE = 120
_ABSENT = 23
_LISTED = re.compile(r"^[-dl]\S{9}\s+[\d,.]+ \S+ \S+ (.+)$")


class RsyncStore(Store):
    """One SSH session that the calls of both programs share.

    rsync writes beside and renames over by itself. The user comes in by a key, and ``ssh``
    must know the server already.

    Args:
        server: Its name.
        port: Its port; 22 as a rule.
        user: Who comes in.
        root: The section's folder there; made when it is missing.
        key: File of the user's private key; without one ``ssh`` looks for its own.
    """

    def __init__(
        self, server: str, port: int, user: str, root: str, *, key: Path | None = None
    ) -> None:
        if missing := [name for name in ("rsync", "ssh") if shutil.which(name) is None]:
            message = f"на этом компьютере нет программы {missing[0]}"
            raise RefusedError(message, "установите её или выберите «способ: sftp»")
        self._port = str(port)
        self._server, self._user, self._root = server, user, root.rstrip("/")
        self._scratch = tempfile.TemporaryDirectory(prefix="nastavnik-", ignore_cleanup_errors=True)
        folder = Path(self._scratch.name)
        self._local = folder / "file"
        options = ["BatchMode=yes", "StrictHostKeyChecking=yes", "ConnectTimeout=30"]
        options += ["ControlMaster=auto", f"ControlPath={folder / 'line'}", "ControlPersist=60"]
        self._ssh = ["ssh", "-p", self._port, *(part for o in options for part in ("-o", o))]
        if key is not None:
            self._ssh += ["-i", str(key), "-o", "IdentitiesOnly=yes"]

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, or ``None`` when there is none."""
        self._local.unlink(missing_ok=True)
        code, words = self._rsync(self._at(path), str(self._local))
        if code == _ABSENT and "No such file" in words:
            return None
        self._judge(code, words, path)
        return self._local.read_bytes()

    def write(self, path: str, content: bytes) -> None:
        """Send a file; it takes its place when it is whole."""
        self._local.write_bytes(content)
        folder = shlex.quote(f"{self._root}/{path}".rpartition("/")[0])
        make = f"--rsync-path=mkdir -p {folder} && rsync"
        code, words = self._rsync("--chmod=F644", make, str(self._local), self._at(path))
        self._judge(code, words, path)

    def delete(self, path: str) -> None:
        """Remove a file and the folders it leaves empty."""
        file = shlex.quote(f"{self._root}/{path}")
        root, folder = shlex.quote(self._root), shlex.quote(path.rpartition("/")[0] or ".")
        tidy = f"cd {root} && rmdir -p {folder} 2>/dev/null; true" if "/" in path else "true"
        code, words = self._run([*self._ssh, self._host, f"rm -f {file} && {{ {tidy}; }}"])
        self._judge(code, words, path)

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder; a folder that is not there has none."""
        code, words = self._rsync("--list-only", self._at(folder) + "/")
        if code == _ABSENT and "No such file" in words:
            return []
        self._judge(code, words, folder)
        found = (_LISTED.match(line) for line in words.splitlines())
        return sorted({match[1] for match in found if match} - {"."})

    def close(self) -> None:
        """End the session."""
        self._run([*self._ssh, "-O", "exit", self._host])
        self._scratch.cleanup()

    @property
    def _host(self) -> str:
        return f"{self._user}@{self._server}"

    def _at(self, path: str) -> str:
        return f"{self._host}:{self._root}/{path}" if path else f"{self._host}:{self._root}"

    def _rsync(self, *arguments: str) -> tuple[int, str]:
        return self._run(["rsync", "--secluded-args", "-e", shlex.join(self._ssh), *arguments])

    def _run(self, command: list[str]) -> tuple[int, str]:
        try:
            # No shell here, and names travel as arguments.
            done = subprocess.run(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise dropped(self._server, "нет ответа") from error
        return done.returncode, done.stdout.decode("utf-8", "replace")

    def _judge(self, code: int, words: str, path: str) -> None:
        """Put what the programs say into our words."""
        if code == 0:
            return
        if "Host key verification failed" in words:
            message = f"ключ сервера {self._server} незнаком или сменился"
            visit = shlex.join(["ssh", "-p", self._port, self._host])
            hint = f"наберите «{visit}», сверьте отпечаток с кабинетом хостинга и ответьте yes"
            raise RefusedError(message, hint)
        if "Permission denied (" in words:
            message = f"сервер не принял ключ пользователя {self._user}"
            raise RefusedError(
                message, "проверьте «ключ» в publish.yml и открытый ключ на хостинге"
            )
        if "No space left" in words or "quota" in words.casefold():
            raise no_room(path)
        if "Permission denied" in words:
            raise forbidden(path, "нет прав")
        last = (words.strip().splitlines() or [""])[-1]
        raise unreachable(self._server, last) if code == 255 else dropped(self._server, last)
