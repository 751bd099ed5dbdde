"""Schemas and settings of VS Code written into a school's folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.diagnostics import DataError, Level, Problem, Span
from generator.model.base import Entity
from generator.model.loading import FOLDERS, SINGLES
from generator.model.places import ARCHIVE, ARCHIVED
from generator.schema.choices import gather
from generator.schema.records import schema_of
from generator.source.writing import put

EDITOR = ".vscode"
_SCHEMAS = f"{EDITOR}/schemas"
_SETTINGS = f"{EDITOR}/settings.json"
_EXTENSIONS = f"{EDITOR}/extensions.json"
_TIES = "yaml.schemas"
_YAML = "redhat.vscode-yaml"
_TASTES: Mapping[str, Any] = {
    "yaml.validate": True,
    "yaml.hover": True,
    "yaml.completion": True,
    "yaml.customTags": [],
    # The shop of schemas is a foreign host, and its schemas speak English.
    "yaml.schemaStore.enable": False,
    "yaml.hoverSchemaSource": False,
    # Prettier would break the curator's alignment.
    "yaml.format.enable": False,
    "files.encoding": "utf8",
    "editor.insertSpaces": True,
    "editor.tabSize": 2,
}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written for the editor.

    Attributes:
        folder: Where the schemas lie.
        schemas: How many there are.
        unread: Files whose names are not offered, because they could not be read.
    """

    folder: Path
    schemas: int
    unread: tuple[Span, ...]


def write_for_editor(project: Path) -> Written:
    """Write schemas of the records and the settings that tie them to the folders.

    Settings of VS Code that are there stay as they are; only ours are added or renewed.

    Args:
        project: The school's folder.

    Raises:
        DataError: When a file of settings cannot be added to without loss; nothing is written.
    """
    settings = _merged(project, _SETTINGS, _with_ties)
    extensions = _merged(project, _EXTENSIONS, _with_extension)
    written = write_schemas(project, project / _SCHEMAS)
    _write(project / _EXTENSIONS, extensions)
    _write(project / _SETTINGS, settings)
    return written


def write_schemas(project: Path, folder: Path) -> Written:
    """Write schemas of the records, one file for each kind.

    Args:
        project: The school's folder; its records fill the lists of what may be chosen.
        folder: Where to put them.
    """
    choices = gather(project)
    classes = (*FOLDERS, *SINGLES)
    for cls in classes:
        _write(folder / _file_of(cls), _json(schema_of(cls, choices)))
    return Written(folder, len(classes), choices.unread)


def _file_of(cls: type[Entity]) -> str:
    return f"{cls.folder}.json"


def _ties() -> dict[str, list[str] | str]:
    """Return which schema belongs to which files, as the YAML extension wants it."""
    ties: dict[str, list[str] | str] = {}
    for cls in FOLDERS:
        files = [f"data/{cls.folder}/*.yml"]
        files += [f"data/{ARCHIVE}/*/{cls.folder}/*.yml"] if cls.folder in ARCHIVED else []
        ties[f"./{_SCHEMAS}/{_file_of(cls)}"] = files if len(files) > 1 else files[0]
    for single in SINGLES:
        ties[f"./{_SCHEMAS}/{_file_of(single)}"] = f"data/{single.folder}.yml"
    return ties


def _with_ties(settings: dict[str, Any], path: str) -> dict[str, Any]:
    theirs = settings.get(_TIES, {})
    if not isinstance(theirs, dict):
        raise _refusal("Р-02", Span(path), f"в «{_TIES}» не набор ключей")
    return {**_TASTES, **settings, _TIES: {**theirs, **_ties()}}


def _with_extension(extensions: dict[str, Any], path: str) -> dict[str, Any]:
    theirs = extensions.get("recommendations", [])
    if not isinstance(theirs, list):
        raise _refusal("Р-02", Span(path), "в «recommendations» не список")
    ours = [] if _YAML in theirs else [_YAML]
    return {**extensions, "recommendations": [*theirs, *ours]}


def _merged(
    project: Path, path: str, add: Callable[[dict[str, Any], str], dict[str, Any]]
) -> str | None:
    """Return a file of settings with ours added, or ``None`` when nothing is missing in it."""
    file = project / path
    there = _read(file, path) if file.exists() else None
    merged = add(there or {}, path)
    return None if merged == there else _json(merged)


def _read(file: Path, path: str) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        settings = json.loads(text, object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise _refusal("Р-01", Span(path), "файл сохранён не в UTF-8") from None
    except _TwiceError as error:
        raise _refusal("Р-01", Span(path), f"ключ «{error}» записан дважды") from None
    except json.JSONDecodeError as error:
        rest = text[error.pos :]
        message = "здесь JSON не читается"
        if rest.startswith(("//", "/*")):
            message = "в файле есть примечания, при записи они пропали бы"
        span = Span(path, error.lineno, error.colno)
        raise _refusal("Р-01", span, message) from None
    if not isinstance(settings, dict):
        raise _refusal("Р-02", Span(path, 1, 1), "здесь не набор ключей")
    return settings


class _TwiceError(Exception):
    """A key stands twice in one object: writing the file anew would lose one of them."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _TwiceError(key)
        found[key] = value
    return found


def _refusal(code: str, span: Span, message: str) -> DataError:
    hint = "исправьте и повторите, или сложите схемы отдельно: nastavnik schema -o ПАПКА"
    return DataError([Problem(code, Level.ERROR, span, message, hint)])


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _write(file: Path, text: str | None) -> None:
    """Put a file down whole; ``None`` leaves it as it is."""
    if text is not None:
        put(file, text.encode("utf-8"))
