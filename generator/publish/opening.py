"""From a target's record to connections."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.publish.stores.base import Opener, Store
from generator.publish.targets import Means, Target

_FOUR = 4


@dataclass(frozen=True, slots=True)
class Way:
    """How to get to a target.

    Attributes:
        open: Opens a connection.
        connections: How many may work at a time.
        retries: How many times a dropped line is tried again.
    """

    open: Opener
    connections: int = _FOUR
    retries: int = 3


def way_to(target: Target, project: Path, password: str) -> Way:
    """Return the way to a target.

    Args:
        target: Where to.
        project: Relative folders and files of the settings begin here.
        password: The target's password; an empty one where none is needed.
    """
    match target.means:
        case Means.FOLDER | Means.ZIP:
            return Way(partial(_local, target, project), connections=1, retries=0)
        case _:
            return Way(partial(_remote, target, project, password))


def _local(target: Target, project: Path) -> Store:
    from generator.publish.stores.archive import ArchiveStore
    from generator.publish.stores.folder import FolderStore

    if target.means is Means.ZIP:
        return ArchiveStore(_path(target.file or "", project))
    return FolderStore(_path(target.folder or "", project))


def _remote(target: Target, project: Path, password: str) -> Store:
    # Each protocol's library is a heavy import, and one run needs one of them.
    server, user, folder = target.server or "", target.user or "", target.folder or ""
    match target.means:
        case Means.S3:
            from generator.publish.stores.s3 import S3Store

            endpoint = server if "://" in server else f"https://{server}"
            return S3Store(endpoint, target.bucket or "", folder, user, password, target.region)
        case Means.SFTP:
            from generator.publish.stores.sftp import SftpStore

            key = _path(target.key, project) if target.key else None
            port = target.port or 22
            return SftpStore(
                server, port, user, password, folder, expected=target.fingerprint, key=key
            )
        case Means.RSYNC:
            from generator.publish.stores.rsync import RsyncStore

            key = _path(target.key, project) if target.key else None
            return RsyncStore(server, target.port or 22, user, folder, key=key)
        case _:
            from generator.publish.stores.ftp import FtpStore

            trusted = _path(target.certificate, project) if target.certificate else None
            encrypted = target.means is Means.FTPS
            port = target.port or 21
            return FtpStore(
                server, port, user, password, folder, encrypted=encrypted, trusted=trusted
            )


def _path(text: str, project: Path) -> Path:
    return project / Path(text).expanduser()
