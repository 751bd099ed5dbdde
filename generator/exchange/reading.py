"""Any file with a table: told by what is in it, not by the ending of its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from generator.exchange.delimited import read_delimited
from generator.exchange.tables import Source, UnreadableError
from generator.exchange.word import read_word
from generator.exchange.workbooks import read_workbook

_MAX_BYTES = 30_000_000
_MAX_UNPACKED = 400_000_000
_OLE = b"\xd0\xcf\x11\xe0"
_KINDS = "годятся .xlsx, .xls, .ods, .csv и таблица в .docx"


def read_source(file: Path) -> Source:
    """Read all the tables of a file.

    Args:
        file: An .xlsx, .xls, .ods, .csv or .docx file.

    Raises:
        UnreadableError: With what is wrong with it and what to do.
        OSError: When the file cannot be opened.
    """
    raw = file.read_bytes()
    if not raw.strip():
        raise UnreadableError("файл пуст", _KINDS)
    if len(raw) > _MAX_BYTES:
        message = f"файл велик: {len(raw) // 1_000_000} МБ"
        raise UnreadableError(message, "оставьте в нём только таблицу, без картинок")
    kind = _kind(raw, file.suffix.lower())
    if kind == "docx":
        return Source(file.name, read_word(raw))
    if kind == "csv":
        return Source(file.name, (read_delimited(raw, file.name),))
    tables, remarks = read_workbook(raw, kind)
    return Source(file.name, tables, remarks)


def _kind(raw: bytes, ending: str) -> str:
    """Tell what a file is by its first bytes and its parts."""
    if raw.startswith(b"PK"):
        return _kind_of_archive(raw)
    if raw.startswith(_OLE):
        if ending in {".doc", ".dot"}:
            raise UnreadableError("это старый формат Word", "сохраните его как .docx")
        return "xls"
    head = raw[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        raise UnreadableError("это PDF, а не таблица", _KINDS)
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")):
        hint = "откройте её в Excel и сохраните как .xlsx"
        raise UnreadableError("это веб-страница, а не таблица Excel", hint)
    if head.startswith(b"{\\rtf"):
        raise UnreadableError("это файл RTF", "сохраните его в Word как .docx")
    if ending in {".csv", ".tsv", ".txt"}:
        return "csv"
    raise UnreadableError("файл не похож ни на одну таблицу", _KINDS)


def _kind_of_archive(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
            unpacked = sum(part.file_size for part in archive.infolist())
            mimetype = archive.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, KeyError) as error:
        hint = "скачайте или скопируйте его ещё раз"
        raise UnreadableError("файл повреждён: оборван или испорчен", hint) from error
    if unpacked > _MAX_UNPACKED:
        hint = "скопируйте таблицу в новый файл: в этом миллионы пустых ячеек"
        raise UnreadableError("файл слишком велик", hint)
    if mimetype.endswith(b"opendocument.spreadsheet"):
        return "ods"
    if mimetype.endswith(b"opendocument.text"):
        raise UnreadableError("это документ OpenDocument", "сохраните его как .docx")
    for part, kind in _PARTS.items():
        if part in names:
            return kind
    raise UnreadableError("архив не похож ни на таблицу, ни на документ Word", _KINDS)


_PARTS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "word/document.xml": "docx"}
