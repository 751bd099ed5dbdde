"""Reading files of the ``data`` folder, whatever encoding an editor left them in."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Level, Problem, Span
from generator.source.document import Document
from generator.source.yaml_text import parse_yaml

_MAX_BYTES = 2_000_000


def read_folder(project: Path) -> tuple[list[Document], list[Problem]]:
    """Read every ``*.yml`` and ``*.yaml`` file under ``project/data``.

    Args:
        project: The school's folder.

    Returns:
        Documents in the order of their paths, and all problems met; a file with an error in
        its text gives no document.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    folder = project / "data"
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file.name.startswith("."):
            continue
        path = file.relative_to(project).as_posix()
        if file.suffix not in {".yml", ".yaml"}:
            problems.extend(_stray(file, path))
            continue
        text, found = read_text(file, path)
        problems.extend(found)
        if text is None:
            continue
        document, found = parse_yaml(text, path)
        problems.extend(found)
        if document is not None:
            documents.append(document)
    return documents, problems


def _stray(file: Path, path: str) -> list[Problem]:
    if file.suffix.lower() in {".yml", ".yaml", ".txt", ".docx", ".xlsx"}:
        hint = "переименуйте: имя записи кончается на .yml"
        return [
            Problem("Ф-05", Level.WARNING, Span(path), f"файл {file.name} не прочитан", hint),
        ]
    return []


def read_text(file: Path, path: str) -> tuple[str | None, list[Problem]]:
    """Decode a file as UTF-8 with or without a byte order mark.

    Args:
        file: The file to read.
        path: Its path as problems should name it.

    Returns:
        The text without the byte order mark, or ``None`` with the reason.
    """

    def error(code: str, message: str, hint: str) -> tuple[None, list[Problem]]:
        return None, [Problem(code, Level.ERROR, Span(path), message, hint)]

    try:
        raw = file.read_bytes()
    except OSError as reason:
        return error("Ф-01", f"файл не читается: {reason.strerror}", "проверьте права на файл")
    if len(raw) > _MAX_BYTES:
        return error("Ф-02", f"файл велик: {len(raw)} байт", "одна запись — один файл до 2 МБ")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return error(
            "Ф-03",
            "файл сохранён в кодировке UTF-16",
            "в Блокноте: «Сохранить как…», кодировка UTF-8",
        )
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as reason:
        line = raw.count(b"\n", 0, reason.start) + 1
        return error(
            "Ф-04",
            f"файл сохранён не в UTF-8 (похоже на Windows-1251), строка {line}",
            "пересохраните файл в кодировке UTF-8",
        )
