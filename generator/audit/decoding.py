"""Every text that can be got out of a finished file, each with the way it was reached."""

from __future__ import annotations

import codecs
import gzip
import html
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from generator.audit.markup import Part, parts_of
from generator.audit.pdf import texts_of_pdf
from generator.audit.pictures import is_image, texts_of_image, without_pixels
from generator.audit.piece import Kind, Piece
from generator.audit.raw import UTF16_MARKS, decoded, is_utf8, runs_in
from generator.audit.readings import (
    BREAK,
    has_tags,
    markup_read,
    plain,
    readings_of,
    script_read,
    shown,
    style_read,
)
from generator.audit.rtf import text_of_rtf
from generator.diagnostics import reason_of


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked from one file; it ends a bomb."""

    data: int = 256 * 2**20
    members: int = 5000


@dataclass(frozen=True, slots=True)
class _File:
    """A file, or a member of an archive, on its way to being read."""

    data: bytes
    name: str
    where: str
    depth: int
    budget: _Budget

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()

    def at(self, reach: str) -> str:
        return f"{self.where}{reach}"

    def inner(self, data: bytes, name: str) -> _File:
        known = "свойства документа" if name.startswith("docProps/") else name
        return _File(data, name, f"{self.where}{known}: ", self.depth + 1, self.budget)


_Decoder = Callable[[_File], Iterator[Piece]]

MAX_READ: Final = 32 * 2**20
_CHUNK: Final = 8 * 2**20
_OVERLAP: Final = 2**16
_SHARED: Final = 2**19
_MAX_DEPTH: Final = 5
_HEAD: Final = 1024
_PAGES: Final = {".html", ".htm", ".xhtml"}
_FOLDED_LINES: Final = {".ics", ".vcf"}
_FOR_PEOPLE: Final = {
    "alt",
    "content",
    "label",
    "placeholder",
    "summary",
    "title",
    "value",
}
_ADDRESSES: Final = {
    "action",
    "cite",
    "data",
    "formaction",
    "href",
    "poster",
    "src",
    "srcset",
    "xlink:href",
}
_ATTRIBUTE = re.compile(r"(?<![^\s\"'<>/=])([^\s\"'<>/=]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)')")
_DATA_ADDRESS = re.compile(r"data:[\w/+.-]*(?:;[\w=.-]+)*;base64,([A-Za-z0-9+/=\s]{8,})")
_READ_TWICE: Final = ("\\", ";base64,", "\u0338")
"""Escapes, packed files, and a stroke that makes another sign of «<»."""
_LINE_FOLD = re.compile(r"\r?\n[ \t]")


def texts_of(path: Path) -> Iterator[Piece]:
    """Yield the decoded texts of a finished file, its name first.

    A file that cannot be decoded is searched as raw bytes and never raises; what could not be
    read at all is told by a piece of the kind ``UNREAD``.

    Args:
        path: A file of the build.
    """
    try:
        if path.stat().st_size <= MAX_READ:
            yield from pieces_of(path.name, path.read_bytes())
            return
        yield Piece(plain(path.name), "имя файла", Kind.ADDRESS)
        yield from _large(path)
    except OSError as reason:
        yield Piece(plain(path.name), "имя файла", Kind.ADDRESS)
        yield Piece(f"файл не читается: {reason_of(reason)}", "файл", Kind.UNREAD)


def pieces_of(name: str, data: bytes) -> Iterator[Piece]:
    """Yield what :func:`texts_of` yields of a file, by its name and bytes."""
    yield Piece(plain(name), "имя файла", Kind.ADDRESS)
    yield from _pieces(_File(data, name, "", 0, _Budget()))


def is_page(name: str, data: bytes) -> bool:
    """Tell whether :func:`pieces_of` reads a file as a page of HTML."""
    file = _File(data, name, "", 0, _Budget())
    return file.suffix in _PAGES and _decoder_of(file) is _markup


def body_readings(source: str) -> tuple[str, str, str]:
    """Return the three readings of what a browser shows of a page, or of some lines of it."""
    return readings_of(_body_of(source))


def pieces_beside(source: str) -> list[Piece]:
    """Return everything that is read of a page, or of some lines of it, but what is shown."""
    return list(_beside(source, _body_of(source), _File(b"", "", "", 0, _Budget())))


def source_read(source: str) -> str | None:
    """Return a source read once, if nothing in it is read in any other way beside its body.

    What stands in attributes, comments, scripts and styles stands in that text as well, as long
    as nothing in them is escaped, packed or marked up.
    """
    if any(sign in source for sign in _READ_TWICE) or any(map(_is_marked_up, parts_of(source))):
        return None
    text = plain(source)
    return text if text.count("<") == source.count("<") else None


def _is_marked_up(part: Part) -> bool:
    return part.kind == "cdata" or (part.kind != "comment" and "<" in part.inner)


def _large(path: Path) -> Iterator[Piece]:
    """Search a file too large for memory as raw bytes, by chunks that overlap.

    That is all there is to search in a film; of an archive it is not.
    """
    with path.open("rb") as stream:
        tail = stream.read(_HEAD)
        unread = _decoder_of(_File(tail, path.name, "", 0, _Budget())) is not None
        while chunk := stream.read(_CHUNK):
            yield from runs_in(tail + chunk, "байты файла")
            tail = chunk[-_OVERLAP:]
    if unread:
        yield Piece("файл слишком велик, искали только в его байтах", "файл", Kind.UNREAD)


def _pieces(file: _File) -> Iterator[Piece]:
    decode = _decoder_of(file)
    whole = decode is not None and decode not in _BINARY and is_utf8(file.data)
    if decode is not None:
        try:
            yield from decode(file)
        except Exception as reason:  # noqa: BLE001 -- whatever is broken in a file, the audit goes on
            whole = False
            why = f"содержимое не раскрывается ({type(reason).__name__})"
            yield Piece(why, file.at("файл"), Kind.UNREAD)
    if not whole:
        data = without_pixels(file.data) if decode is _image else file.data
        yield from runs_in(data, file.at("байты файла"))


def _decoder_of(file: _File) -> _Decoder | None:
    """Choose a decoder by the first bytes, then by the name; ``None`` means raw bytes only."""
    head = file.data[:_HEAD]
    for is_it, decoder in _BY_HEAD:
        if is_it(head):
            return decoder
    for suffixes, decoder in _BY_SUFFIX:
        if file.suffix in suffixes:
            return decoder
    return None if b"\0" in head and not head.startswith(UTF16_MARKS) else _guessed


# Texts


def _markup(file: _File) -> Iterator[Piece]:
    """Yield a page's texts, what people see first: a curator understands that reach best."""
    source = decoded(file.data)
    body = _body_of(source)
    reach = file.at("текст страницы" if file.suffix in _PAGES else "текст")
    for text in markup_read(body):
        yield Piece(text, reach)
    yield from _beside(source, body, file)


def _body_of(source: str) -> str:
    """Return what a browser shows of a marked-up text: no scripts, styles and comments."""
    if "<" not in source:
        return source
    shown: list[str] = []
    at = 0
    for part in parts_of(source):
        shown += source[at : part.start], _shown_of(part)
        at = part.end
    return "".join((*shown, source[at:]))


def _shown_of(part: Part) -> str:
    if part.kind == "cdata":
        return html.escape(part.inner)
    return "" if part.kind == "comment" else " "


def _beside(source: str, body: str, file: _File) -> Iterator[Piece]:
    """Yield everything of a marked-up text but what is shown."""
    yield from _attributes(body, file)
    for part in parts_of(source):
        if part.kind == "comment":
            yield Piece(plain(part.inner), file.at("комментарий"))
        elif part.kind != "cdata":
            yield from _inline(part.kind, part.attributes, part.inner, file)
    yield from _embedded(source, file)
    yield Piece(plain(script_read(source)), file.at("исходный код"), Kind.CODE)


def _attributes(source: str, file: _File) -> Iterator[Piece]:
    values: dict[str, dict[str, None]] = defaultdict(dict)
    for name, double, single in _ATTRIBUTE.findall(source):
        values[name.lower()][double or single] = None
    for name, texts in values.items():
        text = plain(BREAK.join(texts))
        for reading in _readings(text):
            yield Piece(reading, file.at(f"атрибут {name}"), _kind_of_attribute(name))


def _kind_of_attribute(name: str) -> Kind:
    if name in _FOR_PEOPLE or name.startswith(("data-", "aria-")):
        return Kind.TEXT
    return Kind.ADDRESS if name in _ADDRESSES else Kind.CODE


def _readings(text: str) -> Iterator[str]:
    """Yield a text, and its readings without tags when it has any."""
    yield text
    if has_tags(text):
        yield from markup_read(text)


def _inline(tag: str, attributes: str, text: str, file: _File) -> Iterator[Piece]:
    if tag == "style":
        yield Piece(plain(style_read(text)), file.at("стили страницы"), Kind.CODE)
    elif "json" not in attributes and "importmap" not in attributes:
        yield from _code(text, file.at("скрипт страницы"))
    else:
        what = "JSON-LD" if "ld+json" in attributes else "JSON страницы"
        yield from _json_texts(text, file.at(what), file.at("скрипт страницы"))


def _code(source: str, reach: str) -> Iterator[Piece]:
    text = plain(script_read(source))
    yield Piece(text, reach, Kind.CODE)
    if has_tags(text):
        yield Piece(plain(shown(text)), reach, Kind.CODE)


def _embedded(source: str, file: _File) -> Iterator[Piece]:
    """Yield the texts of files that stand inside a text as ``data:`` addresses."""
    for found in _DATA_ADDRESS.finditer(source):
        if file.depth >= _MAX_DEPTH:
            return
        try:
            data = codecs.decode(re.sub(r"\s", "", found[1]).encode(), "base64")
        except ValueError:
            continue
        yield from _pieces(file.inner(data, "встроенный файл"))


def _script(file: _File) -> Iterator[Piece]:
    source = decoded(file.data)
    yield from _code(source, file.at("текст скрипта"))
    yield from _embedded(source, file)


def _style(file: _File) -> Iterator[Piece]:
    source = decoded(file.data)
    yield Piece(plain(style_read(source)), file.at("текст стилей"), Kind.CODE)
    yield from _embedded(source, file)


def _json(file: _File) -> Iterator[Piece]:
    name = PurePosixPath(file.name).name
    yield from _json_texts(decoded(file.data), file.at(f"запись {name}"), file.at("текст"))


def _json_texts(source: str, reach: str, raw_reach: str) -> Iterator[Piece]:
    try:
        root = json.loads(source)
    except (ValueError, RecursionError):
        yield from _code(source, raw_reach)
        return
    yield from _json_values(root, reach)
    # A repeated key hides its first value from the parser, so the source is searched as well.
    yield Piece(plain(script_read(source)), raw_reach, Kind.CODE)


def _json_values(root: Any, reach: str) -> Iterator[Piece]:
    waiting: list[tuple[Any, str]] = [(root, "")]
    while waiting:
        node, path = waiting.pop()
        where = f"{reach}: {path}" if path else reach
        if isinstance(node, dict):
            yield Piece(plain(BREAK.join(node)), f"{where} (ключи)")
            inner = [(value, f"{path}.{key}" if path else key) for key, value in node.items()]
            waiting.extend(reversed(inner))
        elif isinstance(node, list):
            waiting.extend((node[i], f"{path}[{i}]") for i in reversed(range(len(node))))
        elif isinstance(node, str):
            for text in _readings(plain(node)):
                yield Piece(text, where)
        elif isinstance(node, int) and not isinstance(node, bool):
            yield Piece(str(node), where)


def _lines(file: _File) -> Iterator[Piece]:
    source = decoded(file.data)
    if file.suffix in _FOLDED_LINES:
        source = _LINE_FOLD.sub("", source).replace("\\n", " ")
    for text in _readings(plain(source)):
        yield Piece(text, file.at("текст"))


def _rtf(file: _File) -> Iterator[Piece]:
    yield Piece(plain(text_of_rtf(file.data)), file.at("текст"))


def _guessed(file: _File) -> Iterator[Piece]:
    """Read a file whose name tells nothing, if it is a text at all."""
    if not is_utf8(file.data) and not file.data.startswith(UTF16_MARKS):
        return
    source = decoded(file.data)
    if has_tags(source):
        yield from _markup(file)
    else:
        yield from _code(source, file.at("текст"))


# Archives and documents


def _zip(file: _File) -> Iterator[Piece]:
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        yield Piece(plain(decoded(archive.comment)), file.at("комментарий архива"))
        for member in archive.infolist():
            for name in _member_names(member):
                yield Piece(plain(name), file.at("имя файла в архиве"), Kind.ADDRESS)
            if not member.is_dir():
                yield from _member(archive, member, file)


def _member_names(member: zipfile.ZipInfo) -> tuple[str, ...]:
    """Return a member's name, also as Windows writes Russian names without marking them."""
    try:
        return (member.filename, member.filename.encode("cp437").decode("cp866"))
    except UnicodeError:
        return (member.filename,)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: _File) -> Iterator[Piece]:
    try:
        with archive.open(member) as stream:
            data, left = _unpacked(stream, file)
    except Exception as reason:  # noqa: BLE001 -- a broken or sealed member must not hide the rest
        why = f"не раскрывается ({type(reason).__name__})"
        yield Piece(why, file.at(member.filename), Kind.UNREAD)
        return
    yield from left
    inner = file.inner(data, member.filename)
    if inner.suffix == ".xml" and len(data) <= _SHARED:
        yield from _shared(data, inner.name, inner.where, inner.depth)
    else:
        yield from _pieces(inner)


@lru_cache(maxsize=128)
def _shared(data: bytes, name: str, where: str, depth: int) -> tuple[Piece, ...]:
    """Return the texts of a part that documents of one maker share, as their styles are."""
    return tuple(_pieces(_File(data, name, where, depth, _Budget())))


def _gzip(file: _File) -> Iterator[Piece]:
    with gzip.GzipFile(fileobj=io.BytesIO(file.data)) as stream:
        data, left = _unpacked(stream, file)
    yield from left
    yield from _pieces(file.inner(data, PurePosixPath(file.name).name.removesuffix(".gz")))


def _unpacked(stream: Any, file: _File) -> tuple[bytes, list[Piece]]:
    """Read as much of a packed stream as the budget allows; tell what was left unread."""
    budget = file.budget
    budget.members -= 1
    if file.depth >= _MAX_DEPTH or budget.members < 0:
        return b"", [Piece("вложено слишком много файлов", file.at("архив"), Kind.UNREAD)]
    data: bytes = stream.read(min(MAX_READ, budget.data))
    budget.data -= len(data)
    if stream.read(1):
        return data, [Piece("распакованное слишком велико", file.at("архив"), Kind.UNREAD)]
    return data, []


def _sealed(file: _File) -> Iterator[Piece]:
    yield Piece(f"файлы {file.suffix} не раскрываются", file.at("файл"), Kind.UNREAD)


def _pdf(file: _File) -> Iterator[Piece]:
    def attached(data: bytes, name: str) -> Iterator[Piece]:
        if file.depth < _MAX_DEPTH:
            yield from _pieces(file.inner(data, name))

    yield from texts_of_pdf(file.data, file.where, attached)


def _image(file: _File) -> Iterator[Piece]:
    yield from texts_of_image(file.data, file.where)


_BY_HEAD: Final[tuple[tuple[Callable[[bytes], bool], _Decoder], ...]] = (
    (lambda head: head.startswith((b"PK\x03\x04", b"PK\x05\x06")), _zip),
    (lambda head: head.startswith(b"\x1f\x8b"), _gzip),
    (lambda head: b"%PDF-" in head, _pdf),
    (is_image, _image),
    (lambda head: head.startswith(b"{\\rtf"), _rtf),
)
_BY_SUFFIX: Final[tuple[tuple[frozenset[str], _Decoder], ...]] = (
    (frozenset({*_PAGES, ".xml", ".svg", ".rss", ".atom", ".xsl", ".rels", ".xmp"}), _markup),
    (frozenset({".json", ".map", ".webmanifest", ".geojson", ".jsonld"}), _json),
    (frozenset({".js", ".mjs", ".cjs"}), _script),
    (frozenset({".css"}), _style),
    (frozenset({".txt", ".md", ".csv", ".tsv", *_FOLDED_LINES}), _lines),
    (frozenset({".br", ".zst", ".xz", ".bz2", ".7z", ".rar"}), _sealed),
)
_BINARY: Final = {_zip, _gzip, _pdf, _image, _sealed, _rtf}
