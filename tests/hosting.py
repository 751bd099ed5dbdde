"""Real servers on this computer that tests publish to, each a process of its own to be killed."""

from __future__ import annotations

import base64
import getpass
import hashlib
import os
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
USER, PASSWORD = "shkola", "слово-пароль-7"
BUCKET = "school-site"
_PATIENCE = 60
_SSHD = "/usr/sbin/sshd"
_NO_SSHD = (
    "Для проверки публикации нужен сервер OpenSSH и rsync: в Debian и Ubuntu — "
    "«sudo apt install openssh-server rsync»."
)


def free_port() -> int:
    """Return a port below those given to calls, so that it stays free till a server has it."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with suppress(OSError), socket.socket() as listener:
            listener.bind(("127.0.0.1", port))
            return port


@dataclass
class Server:
    """A server and the folder it serves.

    Attributes:
        command: What starts it.
        port: Where it listens.
        root: Files it serves, as they lie on the disk.
    """

    command: list[str]
    port: int
    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    log: Path | None = None
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        log = self.log or self.root.parent / "server.log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **self.environment},
                start_new_session=True,
            )
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise RuntimeError(log.read_text(errors="replace"))
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.02)
        raise TimeoutError(self.command)

    def kill(self) -> None:
        """Kill it and all it has started, as a power cut would."""
        if self._process is not None:
            for pid in (*_descendants(self._process.pid), self._process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, 9)
            self._process.wait()
            self._process = None


def _descendants(pid: int) -> list[int]:
    """Return the processes that a process has started: sshd gives each line one of its own."""
    found: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                found += [int(child), *_descendants(int(child))]
    return found


@contextmanager
def running(server: Server) -> Iterator[Server]:
    server.start()
    try:
        yield server
    finally:
        server.kill()


def ftp(folder: Path, *options: str, certificate: Path | None = None) -> Server:
    """Return an FTP server, FTPS with a certificate; options are those of ``ftp_server``."""
    root, port = folder / "www", free_port()
    root.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-W", "ignore", "-m", "tests.ftp_server", str(root)]
    command += ["--port", str(port), "--user", USER, "--password", PASSWORD, *options]
    if certificate is not None:
        command += ["--certificate", str(certificate)]
    return Server(command, port, root)


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate of «localhost»: with its key for the server, alone for the client."""
    folder.mkdir(parents=True, exist_ok=True)
    key, public, both = folder / "key.pem", folder / "public.pem", folder / "both.pem"
    asked = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = ["openssl", *asked.split(), *names, "-keyout", str(key), "-out", str(public)]
    subprocess.run(command, check=True, capture_output=True)
    both.write_bytes(key.read_bytes() + public.read_bytes())
    return both, public


@dataclass
class Ssh:
    """An OpenSSH server with its own key, and a user's key it lets in."""

    server: Server
    fingerprint: str
    key: Path
    known_hosts: Path
    user: str = field(default_factory=getpass.getuser)


def ssh(folder: Path) -> Ssh:
    """Return a real OpenSSH server of this user with keys of its own."""
    if not Path(_SSHD).exists() or shutil.which("rsync") is None:
        raise RuntimeError(_NO_SSHD)
    root, port = folder / "www", free_port()
    root.mkdir(parents=True, exist_ok=True)
    for name in ("host", "user"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(command, check=True)
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    shutil.copy(folder / "user.pub", folder / "authorized")
    settings = folder / "sshd_config"
    settings.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder / 'host'}\n"
        f"AuthorizedKeysFile {folder / 'authorized'}\nStrictModes no\nUsePAM no\n"
        f"PidFile none\nPermitRootLogin yes\nPasswordAuthentication yes\n"
        "KbdInteractiveAuthentication no\nSubsystem sftp internal-sftp\nMaxStartups 100\n"
        "PrintMotd no\nPrintLastLog no\n"
    )
    public = (folder / "host.pub").read_text().split()[1]
    digest = hashlib.sha256(base64.b64decode(public)).digest()
    known = folder / "known_hosts"
    known.write_text(f"[127.0.0.1]:{port} ssh-ed25519 {public}\n")
    server = Server([_SSHD, "-D", "-e", "-f", str(settings)], port, root)
    printed = "SHA256:" + base64.b64encode(digest).decode().rstrip("=")
    return Ssh(server, printed, folder / "user", known)


def s3(folder: Path) -> Server:
    """Return an S3 server: rclone's, with one bucket in a folder."""
    root, port = folder / "buckets", free_port()
    (root / BUCKET).mkdir(parents=True, exist_ok=True)
    rclone = Path(sys.executable).with_name("rclone")
    command = [str(rclone), "serve", "s3", "--addr", f"127.0.0.1:{port}"]
    command += [
        "--auth-key",
        f"{USER},{PASSWORD}",
        "--dir-cache-time",
        "50ms",
        "--poll-interval",
        "0",
        str(root),
    ]
    environment = {"HOME": str(folder), "RCLONE_CONFIG": str(folder / "rclone.conf")}
    return Server(command, port, root / BUCKET, environment, folder / "server.log")


@contextmanager
def slow_line(far: Server, delay: float) -> Iterator[int]:
    """Yield a port from which every piece gets to a server after a delay, in seconds."""
    near = free_port()
    command = [sys.executable, "-m", "tests.slow_line", str(near), str(far.port), str(delay)]
    with running(Server(command, near, far.root, log=far.root.parent / "line.log")):
        yield near


def after(delay: float, do: Callable[[], None]) -> threading.Timer:
    """Do something in a while."""
    timer = threading.Timer(delay, do)
    timer.daemon = True
    timer.start()
    return timer
