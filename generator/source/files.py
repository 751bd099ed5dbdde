"""Reading files of the ``data`` folder, whatever encoding an editor left them in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from generator.cache import Shelf, key_of
from generator.diagnostics import Level, Problem, Span, reason_of
from generator.source.document import Document, Node, Place
from generator.source.journal import is_unfinished
from generator.source.sound import Sound
from generator.source.yaml_text import parse_yaml, sound_document, sound_in

_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_MAX_BYTES = 2_000_000
_SAVE_AS = "пересохраните файл в UTF-8 (в Блокноте: «Сохранить как…», кодировка UTF-8)"
_ALMOST_YML = re.compile(r"\.ya?ml(?:\.txt)?$", re.IGNORECASE)
Plain = tuple[dict[str, Node], Place, bool]
"""What is kept of a sound file: its data, where they begin, whether no value is empty."""
_DOCUMENTS = (".doc", ".docx", ".xls", ".xlsx", ".odt", ".ods", ".rtf", ".pdf")


def is_device(name: str) -> bool:
    """Tell whether Windows takes a name of a file or a folder for one of its devices."""
    return _DEVICES.fullmatch(name) is not None


def read_folder(project: Path, shelf: Shelf | None = None) -> tuple[list[Document], list[Problem]]:
    """Read every ``*.yml`` file under ``project/data``.

    Args:
        project: The school's folder.
        shelf: Keeps what sound files hold.

    Returns:
        Documents in the order of their paths, and all problems met; a file with an error in
        its text gives no document, a file that only looks like a record gives an error.
    """
    documents: list[Document] = []
    problems: list[Problem] = _cut_short(project)
    for path in _files(str(project / "data"), "data"):
        name = path.rpartition("/")[2]
        if not name.endswith(".yml"):
            problems.extend(_stray(name, path))
            continue
        document, found = _read(project / path, path, shelf)
        problems.extend(found)
        if document is not None:
            documents.append(document)
    return documents, problems


def _read(file: Path, path: str, shelf: Shelf | None) -> tuple[Document | None, list[Problem]]:
    raw, problems = _bytes_of(file, path)
    if raw is None:
        return None, problems
    if shelf is not None and (sound := _sound_in(raw, path, shelf)):
        return sound_document(path, sound, raw), []
    text, problems = decode(raw, path)
    return (None, problems) if text is None else parse_yaml(text, path)


def _sound_in(raw: bytes, path: str, shelf: Shelf) -> Sound | None:
    """Return what a file holds if it is sound, be it read by an earlier run or now."""

    def read() -> Plain | None:
        text, _ = decode(raw, path)
        sound = None if text is None else sound_in(text.removeprefix("\ufeff"))
        return (sound.data, sound.place, sound.whole) if sound else None

    plain: Plain | None = shelf.made(path, key_of(raw), read)
    return Sound(*plain) if plain else None


def _files(folder: str, path: str) -> Iterator[str]:
    """Yield paths of the files under a folder, hidden ones aside, in the order of their names."""
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            inner = f"{path}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, inner)
            elif entry.is_file():
                yield inner


def _cut_short(project: Path) -> list[Problem]:
    """Report a change of several files that nobody has finished: some are new, some old."""
    if not is_unfinished(project):
        return []
    message = "запись нескольких файлов прервалась на середине"
    hint = "наберите nastavnik check: команда её закончит"
    return [Problem("Ф-11", Level.ERROR, Span("data"), message, hint)]


def _stray(name: str, path: str) -> list[Problem]:
    """Report a file that somebody meant as a record, or left in the wrong place."""
    message = f"файл {name} не прочитан"
    if found := _ALMOST_YML.search(name):
        hint = f"переименуйте: {name[: found.start()]}.yml"
        return [Problem("Ф-05", Level.ERROR, Span(path), message, hint)]
    hint = "в data лежат только записи .yml; уберите файл из этой папки"
    if name.lower().endswith(".txt"):
        hint = f"если это запись, переименуйте: {name[:-4]}.yml"
    elif not name.lower().endswith(_DOCUMENTS):
        return []
    return [Problem("Ф-09", Level.WARNING, Span(path), message, hint)]


def read_text(file: Path, path: str) -> tuple[str | None, list[Problem]]:
    """Decode a file as UTF-8 with or without a byte order mark.

    Args:
        file: The file to read.
        path: Its path as problems should name it.

    Returns:
        The text without the byte order mark, or ``None`` with the reason.
    """
    raw, problems = _bytes_of(file, path)
    return (None, problems) if raw is None else decode(raw, path)


def _bytes_of(file: Path, path: str) -> tuple[bytes | None, list[Problem]]:
    try:
        return file.read_bytes(), []
    except OSError as reason:
        message = f"файл не читается: {reason_of(reason)}"
        hint = "проверьте права на файл"
        return None, [Problem("Ф-01", Level.ERROR, Span(path), message, hint)]


def decode(raw: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """Decode the bytes of a file as UTF-8 with or without a byte order mark.

    Args:
        raw: The bytes.
        path: The file's path as problems should name it.

    Returns:
        The text without the byte order mark, or ``None`` with the reason.
    """

    def error(code: str, message: str, hint: str, span: Span) -> tuple[None, list[Problem]]:
        return None, [Problem(code, Level.ERROR, span, message, hint)]

    whole = Span(path)
    if len(raw) > _MAX_BYTES:
        message = f"файл велик: {len(raw)} байт"
        return error("Ф-02", message, "одна запись — один файл до 2 МБ", whole)
    begins = raw[:1000]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or begins.count(0) > len(begins) // 20:
        return error("Ф-03", "файл сохранён в кодировке UTF-16", _SAVE_AS, whole)
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as reason:
        before = raw[: reason.start].decode("utf-8-sig", "replace").split("\n")
        message = "файл сохранён не в UTF-8 (похоже на Windows-1251)"
        return error("Ф-04", message, _SAVE_AS, Span(path, len(before), len(before[-1]) + 1))
