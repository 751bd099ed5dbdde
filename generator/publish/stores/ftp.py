"""FTP and FTPS: what cheap hostings give."""

from __future__ import annotations

import ftplib
import io
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from generator.publish.manifest import PART
from generator.publish.refusals import (
    DroppedError,
    RefusedError,
    dropped,
    forbidden,
    no_room,
    unreachable,
    wrong_password,
)
from generator.publish.stores.base import RemoteStore

_PATIENCE = 30.0
_NO_LOGIN = {"530", "430", "331", "332"}
_NO_ROOM = {"452", "552"}
_ASK = "спросите хостинг или укажите файл его сертификата в «сертификат»"
_CERTIFICATES = {
    10: ("срок вышел", "сообщите хостингу: пароль по такой связи отправлять опасно"),
    18: ("его никто не заверил", _ASK),
    19: ("заверен неизвестно кем", _ASK),
    20: ("заверен неизвестно кем", _ASK),
    62: (
        "выдан на другое имя сервера",
        "впишите в «сервер» имя из кабинета хостинга, а не число или имя сайта",
    ),
}
"""What OpenSSL's numbers of refusals mean, and what to do."""
_WORDS_OF_FULL = ("no space", "quota", "disk full", "file too large", "insufficient")


class _SameSession(ftplib.FTP_TLS):
    """FTPS whose data connections continue the session: servers as strict as vsftpd want it."""

    def ntransfercmd(self, cmd: str, rest: Any = None) -> tuple[Any, int | None]:
        connection, size = ftplib.FTP.ntransfercmd(self, cmd, rest)  # noqa: S321
        if self._prot_p:  # type: ignore[attr-defined]
            assert isinstance(self.sock, ssl.SSLSocket)
            connection = self.context.wrap_socket(
                connection, server_hostname=self.host, session=self.sock.session
            )
        return connection, size


class FtpStore(RemoteStore):
    """One connection to an FTP server.

    Args:
        server: Its name.
        port: Its port; 21 as a rule.
        user: Who comes in.
        password: The user's password.
        root: The section's folder there; made when it is missing.
        encrypted: FTPS: both the password and the files go encrypted, the certificate is checked.
        trusted: A file of certificates to trust besides the system's own.
    """

    def __init__(
        self,
        server: str,
        port: int,
        user: str,
        password: str,
        root: str,
        *,
        encrypted: bool,
        trusted: Path | None = None,
    ) -> None:
        super().__init__(server, root)
        self._ftp = _connected(server, port, encrypted=encrypted, trusted=trusted)
        try:
            with self._told(""):
                self._log_in(user, password, encrypted=encrypted)
        except RefusedError:
            self._ftp.close()
            raise

    def _log_in(self, user: str, password: str, *, encrypted: bool) -> None:
        try:
            self._ftp.login(user, password)
        except ftplib.error_perm as error:
            if str(error)[:3] in _NO_LOGIN:
                raise wrong_password(user) from error
            raise
        if encrypted:
            assert isinstance(self._ftp, ftplib.FTP_TLS)
            self._ftp.prot_p()
        self._ftp.voidcmd("TYPE I")

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, or ``None`` when there is none."""
        received = io.BytesIO()
        with self._told(path):
            try:
                self._ftp.retrbinary(f"RETR {self.at(path)}", received.write)
            except ftplib.error_perm as error:
                folder, _, name = path.rpartition("/")
                if str(error).startswith("550") and name not in self.names(folder):
                    return None
                raise
        return received.getvalue()

    def write(self, path: str, content: bytes) -> None:
        """Upload under another name and rename."""
        self.make_folders(path.rpartition("/")[0])
        part, whole = self.at(path + PART), self.at(path)
        with self._told(path):
            try:
                self._ftp.storbinary(f"STOR {part}", io.BytesIO(content))
            except (ftplib.error_perm, ftplib.error_temp):
                with suppress(ftplib.Error):
                    self._ftp.delete(part)
                raise
            try:
                self._ftp.rename(part, whole)
            except ftplib.error_perm:
                # Some servers rename only to a free name.
                self._ftp.delete(whole)
                self._ftp.rename(part, whole)

    def delete(self, path: str) -> None:
        """Remove a file and the folders it leaves empty."""
        with self._told(path):
            try:
                self._ftp.delete(self.at(path))
            except ftplib.error_perm:
                folder, _, name = path.rpartition("/")
                if name in self.names(folder):
                    raise
            while path := path.rpartition("/")[0]:
                try:
                    self._ftp.rmd(self.at(path))
                except ftplib.error_perm:
                    break
                self._made.discard(path)

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder; a folder that is not there has none."""
        with self._told(folder):
            place = self.at(folder) or "/"
            try:
                listed = [name for name, _ in self._ftp.mlsd(place)]
            except ftplib.error_perm:
                try:
                    listed = self._ftp.nlst(place)
                except ftplib.error_perm as error:
                    if str(error).startswith("550"):
                        return []
                    raise
        return sorted({name.rpartition("/")[2] for name in listed} - {"", ".", ".."})

    def close(self) -> None:
        """Say goodbye."""
        with suppress(OSError, EOFError, ftplib.Error):
            self._ftp.quit()
        self._ftp.close()

    def make(self, folder: str) -> None:
        """Make a folder; the only way to know that it is there is to be told so."""
        with self._told(folder), suppress(ftplib.error_perm):
            self._ftp.mkd(folder)

    @contextmanager
    def _told(self, path: str) -> Iterator[None]:
        """Put what the server or the line says into our words."""
        try:
            yield
        except (ftplib.error_perm, ftplib.error_temp) as error:
            raise _refusal(str(error), path, self._server) from error
        except (ftplib.Error, EOFError, OSError) as error:
            raise dropped(self._server, error) from error


def _connected(server: str, port: int, *, encrypted: bool, trusted: Path | None) -> ftplib.FTP:
    # Many a school's hosting gives nothing better; the settings advise ftps and sftp.
    ftp = ftplib.FTP(timeout=_PATIENCE, encoding="utf-8")  # noqa: S321
    if encrypted:
        context = ssl.create_default_context()
        if trusted is not None:
            context.load_verify_locations(trusted)
        ftp = _SameSession(timeout=_PATIENCE, context=context, encoding="utf-8")
    try:
        _greet(ftp, server, port)
    except RefusedError:
        ftp.close()
        raise
    return ftp


def _greet(ftp: ftplib.FTP, server: str, port: int) -> None:
    try:
        ftp.connect(server, port)
        if isinstance(ftp, ftplib.FTP_TLS):
            ftp.auth()
    except ssl.SSLCertVerificationError as error:
        why, hint = _CERTIFICATES.get(error.verify_code, (error.verify_message, _ASK))
        raise RefusedError(f"сертификат сервера {server} не годится: {why}", hint) from error
    except ftplib.error_perm as error:
        message = f"сервер {server} не умеет шифровать (ответил «{error}»)"
        hint = "спросите хостинг про FTPS или выберите «способ: sftp»"
        raise RefusedError(message, hint) from error
    except (OSError, EOFError, ftplib.Error) as error:
        raise unreachable(server, error) from error


def _refusal(answer: str, path: str, server: str) -> RefusedError:
    if answer[:3] in _NO_ROOM or any(words in answer.casefold() for words in _WORDS_OF_FULL):
        return no_room(path)
    if answer.startswith("4"):
        return dropped(server, answer)
    if answer[:3] in _NO_LOGIN:
        return DroppedError(f"сервер {server} прервал вход: {answer}", "повторите команду")
    return forbidden(path, f"ответил «{answer}»")
