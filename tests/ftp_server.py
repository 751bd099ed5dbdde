"""A real FTP or FTPS server of one user, to run as a process of its own."""

from __future__ import annotations

import argparse
import errno
import time
from pathlib import Path
from typing import Any

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.filesystems import AbstractedFS
from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
from pyftpdlib.servers import ThreadedFTPServer

READ_ONLY = "elr"
ALL = "elradfmwMT"


class FullDisk(AbstractedFS):
    """A disk with no room for a byte more."""

    def open(self, filename: str, mode: str) -> Any:
        if "r" not in mode:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().open(filename, mode)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--user", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--certificate", type=Path)
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--read-only", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--no-replacing", action="store_true")
    asked = parser.parse_args()

    class Handler(TLS_FTPHandler if asked.certificate else FTPHandler):  # type: ignore[misc]
        def process_command(self, cmd: str, *args: Any, **kwargs: Any) -> None:
            time.sleep(asked.delay)
            super().process_command(cmd, *args, **kwargs)

        def ftp_RNTO(self, path: str) -> Any:  # noqa: N802
            if asked.no_replacing and Path(path).exists():
                self.respond("550 File exists.")
                return None
            return super().ftp_RNTO(path)

    if asked.certificate:
        Handler.certfile = str(asked.certificate)
        Handler.tls_control_required = Handler.tls_data_required = True
    if asked.full:
        Handler.abstracted_fs = FullDisk
    Handler.authorizer = DummyAuthorizer()
    rights = READ_ONLY if asked.read_only else ALL
    Handler.authorizer.add_user(asked.user, asked.password, str(asked.root), perm=rights)
    server = ThreadedFTPServer(("127.0.0.1", asked.port), Handler)
    server.max_cons_per_ip = asked.limit
    server.serve_forever()


if __name__ == "__main__":
    main()
