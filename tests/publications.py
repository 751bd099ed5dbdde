"""Small builds to publish, and what a visitor of a target would see of them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.publish.history import History
from generator.publish.lines import Lines
from generator.publish.manifest import NAME, PART, sums_in
from generator.publish.opening import Way, way_to
from generator.publish.sending import Sent, draw_up, foreign, send
from generator.publish.targets import Target
from tests import hosting

DAY = date(2026, 11, 26)
OTHERS = {
    "robots.txt": b"User-agent: *\n",
    "cases/visitors.db": b"\x00counter\x00",
    "a/b.txt": b"b",
}
"""Files of other people that stand in the same folder."""


def lay_out(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def first_build(folder: Path) -> Path:
    """Lay out a build of 16 files, one of them big."""
    chance = random.Random(7)
    files = {f"cases/case-{n}.html": chance.randbytes(3000) for n in range(8)}
    files |= {f"assets/images/{n}.webp": chance.randbytes(20_000) for n in range(4)}
    files["assets/css/main.css"] = chance.randbytes(50_000)
    files["materials/документ с пробелом.docx"] = chance.randbytes(400_000)
    files["search/search_index.json"] = chance.randbytes(8000)
    files["index.html"] = chance.randbytes(4000)
    return lay_out(folder, files)


def second_build(folder: Path) -> Path:
    """Lay out the next build: some files anew, some away, some other."""
    first_build(folder)
    chance = random.Random(8)
    for n in range(0, 8, 2):
        (folder / f"cases/case-{n}.html").write_bytes(chance.randbytes(3500))
    for n in (1, 3):
        (folder / f"cases/case-{n}.html").unlink()
    (folder / "assets/images/0.webp").unlink()
    lay_out(
        folder,
        {
            "index.html": chance.randbytes(4100),
            "mentors/new.html": chance.randbytes(3000),
            "assets/images/portrait.webp": chance.randbytes(100_000),
            "materials/документ с пробелом.docx": chance.randbytes(300_000),
        },
    )
    return folder


def put(
    folder: Path, way: Way, school: Path, target: str = "sait", *, replacing: bool = False
) -> Sent:
    """Publish a folder as the command does, without its words."""
    history = History(school, target)
    with Lines(way) as lines:
        drawn = draw_up(sums_in(folder), lines, history)
        if not replacing:
            assert foreign(drawn, folder, lines) == ()
        return send(drawn, folder, DAY, lines, history)


def put_locally(target: dict[str, str], content: bytes) -> None:
    """Put one file to a target of this computer, by «папка» or «zip»."""
    store = way(Target.model_validate(target), Path()).open()
    store.write("a/file", content)
    store.settle()


def content_of(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds by paths, without our manifest and the S3 server's own scratch."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    files = (file for file in files if not file.name.startswith(".rclone_temp_put_"))
    found = {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
    return {path: content for path, content in found.items() if path not in {NAME, NAME + PART}}


def cut_files(seen: Mapping[str, bytes], *whole: Mapping[str, bytes]) -> list[str]:
    """Return paths whose content is that of no whole version; parts being sent are no pages."""
    return [
        path
        for path, content in seen.items()
        if not path.endswith(PART) and content not in [files.get(path) for files in whole]
    ]


def ftp_target(server: hosting.Server, folder: str = "/razdel", **more: object) -> Target:
    return _target("ftp", server.port, hosting.USER, folder, **more)


def ssh_target(ssh: hosting.Ssh, means: str = "sftp", port: int | None = None) -> Target:
    more = {"отпечаток": ssh.fingerprint, "ключ": str(ssh.key)}
    folder = str(ssh.server.root / "razdel")
    return _target(means, port or ssh.server.port, ssh.user, folder, **more)


def s3_target(port: int, folder: str = "razdel") -> Target:
    more = {"сервер": f"http://127.0.0.1:{port}", "бакет": hosting.BUCKET}
    return _target("s3", port, hosting.USER, folder, **more)


def _target(means: str, port: int, user: str, folder: str, **more: object) -> Target:
    values = {"имя": "sait", "способ": means, "сервер": "127.0.0.1", "порт": str(port)}
    return Target.model_validate({**values, "пользователь": user, "папка": folder, **more})


def way(target: Target, school: Path, password: str = hosting.PASSWORD, *, retries: int = 1) -> Way:
    return replace(way_to(target, school, password), retries=retries)
