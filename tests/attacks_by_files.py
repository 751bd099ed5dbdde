"""Attacks by pictures that unpack without end and by names of files of acts."""

from __future__ import annotations

import dataclasses
import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
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
    for name, raw in endless().items():
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


def endless() -> dict[str, bytes]:
    """Return small files of every other kind that never end, for whoever reads them whole."""
    laughs = "<!DOCTYPE a [<!ENTITY a 'ха'>" + "".join(
        f"<!ENTITY {new} '{f'&{old};' * 10}'>"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    packed = gzip.compress(_ENDLESS * 300, 1)
    return {
        "laughs.svg": f"{laughs}]><svg><text>&i;</text></svg>".encode(),
        "laughs.xml": f"{laughs}]><rss><title>&i;</title></rss>".encode(),
        "deep.json": b"[" * 200_000 + b"]" * 200_000,
        "deep.html": b"<div>" * 200_000,
        "open.html": b"<a " * 200_000,
        "quote.html": b"<a b='" * 100_000,
        "comment.html": b"<!--" * 200_000,
        "line.csv": b";" * 3_000_000,
        "folded.ics": b"SUMMARY:a\r\n " + b"\r\n " * 500_000,
        "stars.md": b"*" * 500_000,
        "bar.yml": b"a: &a [x]\n" + b"- *a\n" * 100_000,
        "bomb.xml.gz": packed,
        "twice.gz": gzip.compress(packed, 1),
        "nest.zip": _nest(7, {"a.txt": _ENDLESS}),
        "many.zip": _zip({f"{n}.txt": b"x" for n in range(6000)}),
        "bomb.xlsx": _zip({"xl/workbook.xml": _ENDLESS * 300}),
        "flate.pdf": _pdf(zlib.compress(b" " * 200_000_000, 1), "3 0 R"),
        "loop.pdf": _pdf(zlib.compress(b"BT ET"), "2 0 R"),
        "cut.avif": b"\0\0\0\x1cftypavif" + b"\xff" * 5000,
        "cut.webp": b"RIFF\xff\xff\xff\xffWEBPVP8 " + b"\xff" * 5000,
        "cut.gif": b"GIF89a" + b"\xff" * 5000,
        "groups.rtf": b"{\\rtf1 " + b"{" * 500_000,
    }


def _zip(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _nest(depth: int, members: Mapping[str, bytes]) -> bytes:
    inner = _zip(members)
    for _ in range(depth):
        inner = _zip({f"{n}.zip": inner for n in range(9)})
    return inner


def _pdf(stream: bytes, kid: str) -> bytes:
    """Return a document of one page, or of itself again and again."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1"
        b"/Kids["
        + kid.encode()
        + b"]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length "
        + str(len(stream)).encode()
        + b">>stream\n"
        + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF"
    )


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
    return Attack("бомба: обыск", file.name, "обезврежено" if read < 200_000_000 else "прошло")


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
