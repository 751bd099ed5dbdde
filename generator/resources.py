"""Where the files shipped with the generator are: templates, styles, fonts, the starter."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def theme_folder() -> Path:
    """Return the folder of the shipped theme: inside an installed package, else beside it."""
    packed = _HERE / "theme"
    return packed if packed.is_dir() else _HERE.parent / "theme"


def shared_data() -> tuple[Path, ...]:
    """Return the shipped programme and forms of meetings that a new school begins with."""
    packed = _HERE / "shared"
    folder = packed if packed.is_dir() else _HERE.parent / "data"
    return tuple(folder / name for name in ("programme.yml", "meetings.yml"))


def document_templates() -> Path:
    """Return the folder of the shipped templates of documents."""
    packed = _HERE / "templates"
    return packed if packed.is_dir() else _HERE.parent / "content" / "templates"
