"""Attacks by pictures that unpack without end and by names of files of acts."""

from __future__ import annotations

import dataclasses
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from generator.audit.decoding import texts_of
from generator.diagnostics import Level
from generator.model.registry import Registry
from generator.render.photos import NoPhotoError, open_photo
from generator.rules.act_files import facts_of
from generator.rules.files import check_files
from generator.settings import Settings
from tests.attack import Attack

_ENDLESS = b"\0" * 1_000_000
NAMES = (
    "../../etc/passwd.pdf",
    "/etc/passwd.pdf",
    "..\\..\\win.pdf",
    "C:\\win.pdf",
    "file:///etc/passwd.pdf",
    "http://atk.example/a.pdf",
    "link.pdf",
    "<script>atk()</script>.pdf",
    '"onload="atk().pdf',
    "a b.pdf",
    "приказ.pdf",
    ".htaccess",
    "-rf.pdf",
    "a.pdf\x00.html",
    "con.pdf",
    "page.html",
    "page.md",
    f"{'a' * 150}.pdf",
    "a//b.pdf",
    "%2e%2e/a.pdf",
    "{{ 7*191 }}.pdf",
)


def by_files(registry: Registry, scratch: Path) -> Iterator[Attack]:
    """Try bombs and names.

    Args:
        registry: The records of a school with acts.
        scratch: An empty folder.
    """
    scratch.mkdir()
    for name, raw in bombs().items():
        yield _as_photo(name, raw)
        yield _as_content(scratch / name, raw)
    yield _as_act(scratch / "bomb.docx")
    yield from _names(registry, scratch / "school")


def bombs() -> dict[str, bytes]:
    """Return small files that would fill the memory."""
    return {
        "wide.png": _png(100_000, 100_000),
        "tall.png": _png(1, 2_000_000_000),
        "square.png": _png(9_000, 9_000),
        "said.png": _png(640, 800, _chunk(b"zTXt", b"a\0\0" + zlib.compress(_ENDLESS * 100))),
        "profile.png": _png(640, 800, _chunk(b"iCCP", b"a\0\0" + zlib.compress(_ENDLESS * 100))),
        "film.webp": _frames(),
        "many.gif": b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0) + b"\x3b",
        "wide.jpg": _jpeg(65_500),
        "text.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>atk()</script></svg>',
    }


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(width: int, height: int, *more: bytes) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = _chunk(b"IDAT", zlib.compress(_ENDLESS * 20)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + body


def _frames() -> bytes:
    stream = io.BytesIO()
    first, *rest = (Image.new("RGB", (640, 800), (n, 0, 0)) for n in range(3))
    first.save(stream, "WEBP", save_all=True, append_images=rest)
    return stream.getvalue()


def _jpeg(side: int) -> bytes:
    """Return a photo that says of itself to be of a side of so many pixels."""
    stream = io.BytesIO()
    Image.new("RGB", (640, 800)).save(stream, "JPEG")
    raw = bytearray(stream.getvalue())
    start = raw.index(b"\xff\xc0") + 5
    raw[start : start + 4] = struct.pack(">HH", side, side)
    return bytes(raw)


def _as_photo(name: str, raw: bytes) -> Attack:
    try:
        picture = open_photo(raw, (320, 400), 1200)
    except NoPhotoError:
        return Attack("бомба: фото", name, "отклонено")
    small = picture.width * picture.height <= 640 * 800 and not picture.info
    return Attack("бомба: фото", name, "обезврежено" if small else "прошло")


def _as_content(file: Path, raw: bytes) -> Attack:
    """Let the search of a finished section read the bomb: it must come to an end."""
    file.write_bytes(raw)
    read = sum(len(piece.text) for piece in texts_of(file))
    return Attack("бомба: обыск", file.name, "обезврежено" if read < 40_000_000 else "прошло")


def _as_act(file: Path) -> Attack:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/media/image1.bmp", "w") as member:
            for _ in range(600):
                member.write(_ENDLESS)
    return Attack("бомба: акт", file.name, "отклонено" if facts_of(file).broken else "прошло")


def _names(registry: Registry, school: Path) -> Iterator[Attack]:
    folder = school / "content/documents"
    folder.mkdir(parents=True)
    (folder / "link.pdf").symlink_to("/etc/hostname")
    act = next(act for act in registry.acts.values() if act.files)
    for name in NAMES:
        file = act.files[0].model_copy(update={"file": name})
        spoilt = dataclasses.replace(
            registry,
            acts={act.id: act.model_copy(update={"files": (file,)})},
            mentors={},
            mentees={},
            cases={},
        )
        refused = any(p.level is Level.ERROR for p in check_files(spoilt, Settings(school)))
        yield Attack("имя файла акта", name, "отклонено" if refused else "прошло")
