"""Styles, fonts and the script of the desk: a closed list, so no address becomes a path."""

from __future__ import annotations

from pathlib import Path

from generator.resources import theme_folder

_KINDS = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".png": "image/png"}


def assets() -> dict[str, tuple[Path, str]]:
    """Return the files a page may ask for, with their types, by name."""
    shipped = theme_folder() / "material" / "assets"
    files = {
        f"{folder}/{file.name}": file
        for folder in ("styles", "fonts", "images")
        for file in (shipped / folder).iterdir()
    }
    files.update({f"styles/{f.name}": f for f in (theme_folder() / "desk").glob("*.css")})
    files.update({f"scripts/{f.name}": f for f in (theme_folder() / "desk").glob("*.js")})
    return {
        name: (file, _KINDS[file.suffix]) for name, file in files.items() if file.suffix in _KINDS
    }
