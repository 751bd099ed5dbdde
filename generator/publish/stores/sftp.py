"""SFTP: files over SSH to a server whose key we know."""

from __future__ import annotations

import base64
import errno
import hashlib
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import paramiko
from paramiko.sftp import CMD_DATA, CMD_READ, int64
from paramiko.ssh_exception import NoValidConnectionsError

from generator.publish.manifest import PART
from generator.publish.refusals import (
    RefusedError,
    dropped,
    forbidden,
    no_room,
    unreachable,
    wrong_password,
)
from generator.publish.stores.base import RemoteStore

_PATIENCE = 30.0
_PIECE = 32768
"""Bytes that every server gives at once."""
_AHEAD = 32
"""Pieces asked for before the first of them has come."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# Its threads print tracebacks of every dropped line; we tell of them ourselves.
logging.getLogger("paramiko").setLevel(logging.CRITICAL + 1)


class _KnownOnly(paramiko.MissingHostKeyPolicy):
    """Lets in the server of the fingerprint in the settings, and no other."""

    def __init__(self, expected: str | None) -> None:
        self._expected = expected

    def missing_host_key(self, client: Any, hostname: str, key: Any) -> None:
        found = fingerprint(key.asbytes())
        if self._expected == found:
            return
        if self._expected:
            message = f"это не тот сервер: отпечаток ключа {hostname} — {found}"
            hint = f"ожидался {self._expected}; если хостинг сменил ключ, узнайте новый у него"
            raise RefusedError(message, hint)
        message = f"сервер {hostname} незнаком: отпечаток его ключа {found}"
        hint = f"сверьте с кабинетом хостинга и впишите в publish.yml: «отпечаток: {found}»"
        raise RefusedError(message, hint)


def fingerprint(key: bytes) -> str:
    """Return the fingerprint of a public key as OpenSSH prints it."""
    digest = base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")
    return f"SHA256:{digest}"


class SftpStore(RemoteStore):
    """One connection to an SFTP server.

    Args:
        server: Its name.
        port: Its port; 22 as a rule.
        user: Who comes in.
        password: The user's password or the passphrase of the key; may be empty.
        root: The section's folder there; made when it is missing.
        expected: Fingerprint of the server's key; without one ``known_hosts`` must know it.
        key: File of the user's private key.
    """

    def __init__(
        self,
        server: str,
        port: int,
        user: str,
        password: str,
        root: str,
        *,
        expected: str | None = None,
        key: Path | None = None,
    ) -> None:
        super().__init__(server, root)
        self._client = paramiko.SSHClient()
        self._client.set_missing_host_key_policy(_KnownOnly(expected))
        try:
            if expected is None:
                self._client.load_system_host_keys()
            self._connect(port, user, password, key)
            self._sftp = self._client.open_sftp()
            channel = self._sftp.get_channel()
            assert channel is not None
            channel.settimeout(_PATIENCE)
        except RefusedError:
            self._client.close()
            raise
        except (paramiko.SSHException, OSError, EOFError) as error:
            self._client.close()
            raise _not_connected(error, server, user, key) from error

    def _connect(self, port: int, user: str, password: str, key: Path | None) -> None:
        self._client.connect(
            self._server,
            port,
            user,
            password or None,
            key_filename=str(key) if key else None,
            passphrase=password or None if key else None,
            timeout=_PATIENCE,
            banner_timeout=_PATIENCE,
            auth_timeout=_PATIENCE,
            allow_agent=not password,
            look_for_keys=not password and key is None,
        )

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, or ``None`` when there is none."""
        with self._told(path):
            try:
                with self._sftp.open(self.at(path), "rb") as file:
                    size = file.stat().st_size or 0
                    content = _Ahead(self._sftp, file).read(size)
                    return content if len(content) == size else file.read(size)
            except FileNotFoundError:
                return None

    def write(self, path: str, content: bytes) -> None:
        """Upload under another name and rename over."""
        self.make_folders(path.rpartition("/")[0])
        part, whole = self.at(path + PART), self.at(path)
        with self._told(path):
            self._upload(content, part)
            try:
                self._sftp.posix_rename(part, whole)
            except OSError as error:
                if error.errno is not None:
                    raise
                # A server without OpenSSH's extension renames only to a free name.
                with suppress(FileNotFoundError):
                    self._sftp.remove(whole)
                self._sftp.rename(part, whole)

    def _upload(self, content: bytes, part: str) -> None:
        """Send a part whole, or leave none of it: a full disk has no room to waste."""
        try:
            self._sftp.putfo(io.BytesIO(content), part, confirm=False)
            come = self._sftp.stat(part).st_size
        except (ConnectionError, TimeoutError):
            raise
        except OSError:
            with suppress(OSError, EOFError, paramiko.SSHException):
                self._sftp.remove(part)
            raise
        if come != len(content):
            with suppress(OSError):
                self._sftp.remove(part)
            raise OSError(errno.ENOSPC, "short")

    def delete(self, path: str) -> None:
        """Remove a file and the folders it leaves empty."""
        with self._told(path):
            with suppress(FileNotFoundError):
                self._sftp.remove(self.at(path))
            while path := path.rpartition("/")[0]:
                try:
                    self._sftp.rmdir(self.at(path))
                except FileNotFoundError:
                    continue
                except OSError:
                    break
                self._made.discard(path)

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder; a folder that is not there has none."""
        with self._told(folder):
            try:
                return sorted(self._sftp.listdir(self.at(folder) or "."))
            except FileNotFoundError:
                return []

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def make(self, folder: str) -> None:
        """Make a folder; another connection may make it in the meantime."""
        with self._told(folder):
            try:
                self._sftp.stat(folder)
            except FileNotFoundError:
                with suppress(OSError):
                    self._sftp.mkdir(folder)

    @contextmanager
    def _told(self, path: str) -> Iterator[None]:
        """Put what the server or the line says into our words."""
        try:
            yield
        except PermissionError as error:
            raise forbidden(path, "нет прав") from error
        except (EOFError, paramiko.SSHException, ConnectionError, TimeoutError) as error:
            raise dropped(self._server, error) from error
        except OSError as error:
            raise self._refusal(error, path) from error

    def _refusal(self, error: OSError, path: str) -> RefusedError:
        words = str(error)
        if error.errno in _FULL or "No space" in words or "quota" in words.casefold():
            return no_room(path)
        if error.errno == errno.ENOENT:
            return forbidden(path, "нет такой папки")
        if "closed" in words:
            return dropped(self._server, words)
        # «Failure» is all that SFTP can say of a full disk or a spent quota.
        return RefusedError(
            f"сервер не принял {path}: {words}",
            "скорее всего, кончилось место или квота; спросите хостинг и повторите",
        )


class _Ahead:
    """A file read without waiting for each piece.

    Paramiko's own ``prefetch`` asks from a thread that prints a traceback when the line drops.

    Args:
        sftp: The line.
        file: An open file of it.
    """

    def __init__(self, sftp: Any, file: paramiko.SFTPFile) -> None:
        self._sftp, self._file = sftp, file
        self._come: dict[int, bytes] = {}

    def read(self, size: int) -> bytes:
        """Return the first bytes of the file; fewer when the server has given fewer."""
        asked = 0
        for offset in range(0, size, _PIECE):
            wanted = min(_PIECE, size - offset)
            self._sftp._async_request(self, CMD_READ, self._file.handle, int64(offset), wanted)
            asked += 1
            self._wait_for(asked - _AHEAD)
        self._wait_for(asked)
        return b"".join(piece for _, piece in sorted(self._come.items()))

    def _wait_for(self, count: int) -> None:
        while len(self._come) < count:
            self._sftp._read_response()

    def _async_response(self, kind: int, message: paramiko.Message, number: int) -> None:
        """Take an answer; paramiko calls this by its name, and numbers what is asked in turn."""
        self._come[number] = message.get_string() if kind == CMD_DATA else b""


def _not_connected(error: Exception, server: str, user: str, key: Path | None) -> RefusedError:
    if isinstance(error, paramiko.BadHostKeyException):
        found = fingerprint(error.key.asbytes())
        message = (
            f"это не тот сервер: ключ {server} не тот, что в known_hosts, его отпечаток {found}"
        )
        hint = "если хостинг сменил ключ, узнайте новый у него и впишите в «отпечаток»"
        return RefusedError(message, hint)
    if isinstance(error, paramiko.PasswordRequiredException):
        return RefusedError(f"ключ {key} закрыт паролем", "введите пароль ключа")
    if isinstance(error, paramiko.AuthenticationException):
        return wrong_password(user)
    if isinstance(error, FileNotFoundError) and key is not None:
        return RefusedError(f"нет файла ключа {key}", "проверьте «ключ» в publish.yml")
    if isinstance(error, NoValidConnectionsError):
        # One refusal for each address of the server, and they are alike.
        return unreachable(server, next(iter(error.errors.values())))
    return unreachable(server, error)
