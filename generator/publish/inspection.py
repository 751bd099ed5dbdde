"""Whether a folder may be published at all: public, searched, whole; before the first byte."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.audit import INTERNAL_MARK, audit
from generator.diagnostics import Level, Problem, Span, in_order
from generator.model.registry import Registry
from generator.publish.manifest import NAME, PART, is_safe
from generator.render.links import addresses_in, resolve
from generator.render.words import counted

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
    if _is_no_section(folder):
        message = f"это не готовый раздел: нет ни одного из файлов {', '.join(_WHOLE)}"
        hint = "укажите папку site или соберите её: nastavnik build"
        return (_problem("О-04", folder.name, message, hint),)
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
    lost: dict[str, list[str]] = defaultdict(list)
    for path, file in files.items():
        if path.endswith(".html") and file.is_file():
            page = file.read_bytes()
            yield from _half(path, page)
            for target in _missing(path, page, files):
                lost[target].append(path)
    # Of what is told to be missing already it is no news that pages lead there.
    for target in sorted(lost.keys() - set(_WHOLE)):
        pages = counted(len(lost[target]), "страница", "страницы", "страниц")
        message = "сборка не закончена: файла нет, а ссылки на него есть"
        where = f"{pages}, первая — {lost[target][0]}"
        yield _problem("О-04", target, f"{message} ({where})", _AGAIN)


def _is_no_section(folder: Path) -> bool:
    return not any((folder / name).is_file() for name in (*_WHOLE, INTERNAL_MARK))


def _half(path: str, page: bytes) -> Iterator[Problem]:
    """Tell of a page that was cut or is another's."""
    if not page.rstrip().endswith(b"</html>"):
        yield _problem("О-04", path, "сборка не закончена: страница обрывается", _AGAIN)
    elif _PUBLIC not in page:
        yield _problem("О-05", path, "это не страница публичного раздела", "уберите файл")


def _missing(path: str, page: bytes, files: dict[str, Path]) -> set[str]:
    """Return what a page leads to and what is not there."""
    if path == _LOST or _PUBLIC not in page:
        return set()
    markup = _PROGRAM.sub(r"\1", page.decode("utf-8", "replace"))
    targets = {resolve(path, address)[0] for address in addresses_in(markup)}
    return {t for t in targets if not (t in files or f"{t}/index.html".lstrip("/") in files)}


def _problem(code: str, path: str, message: str, hint: str) -> Problem:
    return Problem(code, Level.ERROR, Span(path), message, hint)
