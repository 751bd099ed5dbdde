"""Whether a folder may be published at all: public, searched, whole; before the first byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.audit import audit
from generator.diagnostics import Level, Problem, Span, in_order
from generator.model.registry import Registry
from generator.publish.manifest import NAME, PART, is_safe
from generator.site import addresses_in, resolve

_PUBLIC = b'<meta name="nastavnik-audience" content="public">'
_WHOLE = ("index.html", "404.html", "sitemap.xml")
_LOST = "404.html"
"""The page of a lost address is shown at any depth, so its links begin at the site's root."""
_PROGRAM = re.compile(r"(<script\b[^>]*>).*?</script>", re.DOTALL)
"""What a program calls an address may be a piece of one."""
_AGAIN = "соберите раздел заново: nastavnik build"


def refusals(folder: Path, registry: Registry, today: date) -> tuple[Problem, ...]:
    """Return why a folder must not be published; nothing when it may.

    Args:
        folder: A finished build.
        registry: The school's data, free of errors.
        today: The day on which consents are judged.
    """
    found = list(_unfinished(folder))
    searched = [p for p in audit(folder, registry, today) if p.level is Level.ERROR]
    # Of an internal build everything is amiss: one reason is enough.
    internal = [problem for problem in searched if problem.code == "У-02"]
    return in_order(internal[:1] or [*searched, *found])


def _unfinished(folder: Path) -> Iterator[Problem]:
    files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*"))}
    for path, file in files.items():
        if file.is_symlink():
            yield _problem("О-05", path, "это ссылка на другое место диска", "уберите её")
        elif not is_safe(path) or path == NAME or path.endswith(PART):
            yield _problem("О-05", path, "такое имя не годится для сайта", "переименуйте файл")
    for path in _WHOLE:
        if path not in files:
            yield _problem("О-04", path, "сборка не закончена: файла нет", _AGAIN)
    for path, file in files.items():
        if path.endswith(".html") and file.is_file():
            yield from _half(path, file.read_bytes(), files)


def _half(path: str, page: bytes, files: dict[str, Path]) -> Iterator[Problem]:
    """Tell of a page that was cut, is another's, or leads to what is not there."""
    if not page.rstrip().endswith(b"</html>"):
        yield _problem("О-04", path, "сборка не закончена: страница обрывается", _AGAIN)
    elif _PUBLIC not in page:
        yield _problem("О-05", path, "это не страница публичного раздела", "уберите файл")
    elif path != _LOST:
        markup = _PROGRAM.sub(r"\1", page.decode("utf-8", "replace"))
        for address in addresses_in(markup):
            target, _ = resolve(path, address)
            if not (target in files or f"{target}/index.html".lstrip("/") in files):
                message = f"сборка не закончена: страница ведёт к {address}, а файла нет"
                yield _problem("О-04", path, message, _AGAIN)


def _problem(code: str, path: str, message: str, hint: str) -> Problem:
    return Problem(code, Level.ERROR, Span(path), message, hint)
