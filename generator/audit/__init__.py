"""Searches the bytes of a finished public build for what must not be there.

It stands behind the types of publication and shares no code with them: secrets are gathered
from the data, texts from the files, and whatever meets is an error with both places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from generator.audit.decoding import is_page
from generator.audit.judging import Why
from generator.audit.memory import Memory, bytes_of, verdict_of
from generator.audit.pages import Pages
from generator.audit.patterns import Known, Met, known_contacts, met_in
from generator.audit.piece import Kind, Piece
from generator.audit.readings import plain
from generator.audit.search import Leak, Search
from generator.audit.secrets import PHONE_DIGITS, Secret, Secrets, What, secrets_of
from generator.cache import Cache
from generator.diagnostics import Level, Problem, Span, in_order
from generator.model.registry import Registry
from generator.settings import DOCUMENTS

__all__ = ["INTERNAL_MARK", "Auditor", "Found", "audit", "paths_in"]

INTERNAL_MARK: Final = ".nastavnik-internal"
"""File that an internal build leaves in its folder."""
_PAGES: Final = {".html", ".htm", ".xhtml"}
_AUDIENCE = re.compile(rb"<meta\b[^>]*\bnastavnik-audience\b[^>]*>", re.IGNORECASE)
_INTERNAL = re.compile(rb"content\s*=\s*[\"']?\s*internal\b", re.IGNORECASE)
_SHOWN: Final = 90
_NO_WORD = re.compile(r"\W+")
_OF_OTHERS = re.compile(r"\.(?:js|mjs|css|map|woff2?|ttf)$|(?:^|/)(?:OFL|LICEN[CS]E)[^/]*$")
"""Files that others wrote and we ship: their authors sign them with addresses of their own."""


def audit(
    folder: Path, registry: Registry, today: date, cache: Cache | None = None
) -> tuple[Problem, ...]:
    """Search every file of a public build for what the data keep from the public.

    Args:
        folder: The finished build.
        registry: The school's data.
        today: The day on which consents are judged.
        cache: Keeps texts of files, and which files were clean of these very secrets.

    Returns:
        Problems in the order of the files; paths are relative to the build. ``У-01``: a secret
        in a file, one problem for each; ``У-02``: the build is internal; ``У-03``: there is
        nothing to search; ``У-04`` (a warning): a file could not be searched to the end;
        ``У-05``: a personal detail known by its shape.
    """
    return Auditor(registry, today, cache or Cache(None)).problems(folder)


class Found(NamedTuple):
    """What a search of some files has found.

    Attributes:
        problems: Whatever is wrong with them.
        clean: Verdicts on those with nothing wrong, by their paths.
    """

    problems: list[Problem]
    clean: dict[str, str]


class Auditor:
    """Knows what is kept from the public on one day.

    Args:
        registry: The school's data.
        today: The day on which consents are judged.
        cache: Keeps texts of files, and which files were clean of these very secrets.
    """

    def __init__(self, registry: Registry, today: date, cache: Cache) -> None:
        self._registry = registry
        self._today = today
        self._cache = cache
        self._secrets: Secrets | None = None

    def get_ready(self) -> None:
        """Gather what is looked for, unless that is done."""
        self._search  # noqa: B018 -- what it returns is kept

    def sought(self) -> tuple[Any, ...]:
        """Return what is looked for, fit to be sent to the same auditor of another process."""
        secrets = self._search.secrets
        words = {word for phrase in secrets.phrases for word in phrase.split()}
        return secrets.rows(), {word: secrets.common.get(word, 0) for word in words}

    def take(self, sought: tuple[Any, ...]) -> None:
        """Look for what the same auditor has gathered in another process."""
        rows, common = sought
        self._secrets = Secrets.of_rows(rows, self._registry)
        self._secrets.common = common

    def found(self, folder: Path, paths: Iterable[str], clean: Iterable[str] = ()) -> Found:
        """Search some files of a build, which may be still going on.

        Args:
            folder: The build.
            paths: The files.
            clean: Verdicts that another process has come to on the same files.
        """
        self._search.memory.add_clean(clean)
        found = Found([], {})
        for path in paths:
            problems, verdict = self._search.problems_in(folder, folder / path)
            found.problems.extend(problems)
            if verdict and not problems:
                found.clean[path] = verdict
        self._search.memory.add_clean(found.clean.values())
        return found

    def problems(self, folder: Path) -> tuple[Problem, ...]:
        """Search a finished build, as :func:`audit` does."""
        paths = paths_in(folder)
        return self.concluded(folder, paths, map(partial(self.found, folder), [paths]))

    def concluded(
        self, folder: Path, paths: Sequence[str], found: Iterable[Found]
    ) -> tuple[Problem, ...]:
        """Return what is wrong with a finished build, and remember its clean files.

        Args:
            folder: The build.
            paths: All its files.
            found: What a search of all of them finds.
        """
        if not paths:
            message = "проверять нечего: папки нет или она пуста"
            hint = "сначала соберите раздел или укажите папку сборки"
            return (Problem("У-03", Level.ERROR, Span(folder.as_posix()), message, hint),)
        if INTERNAL_MARK in paths:
            # Everything here is private: a list of it would bury what matters.
            return (_internal(INTERNAL_MARK),)
        problems: list[Problem] = []
        for some in found:
            problems += some.problems
            self._search.memory.add_clean(some.clean.values())
        self._search.memory.close()
        return in_order(problems)

    @cached_property
    def _search(self) -> _Search:
        secrets = self._secrets or secrets_of(self._registry, self._today, self._cache)
        read, known = _read_by_people(self._registry), known_contacts(self._registry)
        rules = (sorted(read), sorted(known.phones), sorted(known.words))
        sought = Search(secrets)
        memory = Memory(self._cache, secrets, rules)
        return _Search(secrets, sought, Pages(sought, known), read, known, memory)


def paths_in(folder: Path) -> list[str]:
    """Return the paths of all files of a build, in their order."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [file.relative_to(folder).as_posix() for file in files]


def _read_by_people(registry: Registry) -> frozenset[str]:
    """Return the files of acts that the school's people have read for names themselves."""
    return frozenset(
        f"{DOCUMENTS}/{file.file}"
        for act in registry.acts.values()
        for file in act.files
        if file.names_checked
    )


@dataclass(frozen=True, slots=True)
class _Search:
    """What builds are searched with.

    Attributes:
        secrets: What is looked for.
        search: The same, ready for it.
        pages: What is known of pages by their lines.
        read: Files that people have read for names.
        known: Contacts that may be public.
        memory: What earlier audits found.
    """

    secrets: Secrets
    search: Search
    pages: Pages
    read: frozenset[str]
    known: Known
    memory: Memory

    def problems_in(self, folder: Path, file: Path) -> tuple[list[Problem], str]:
        """Return what is wrong with a file of a build, and the verdict, if one can be kept."""
        path, data = file.relative_to(folder), bytes_of(file)
        verdict = "" if data is None else verdict_of(path.as_posix(), data)
        if verdict and self.memory.is_clean(verdict):
            return [], verdict
        return list(self._found(file, path, data)), verdict

    def _found(self, file: Path, path: Path, data: bytes | None) -> Iterator[Problem]:
        span = Span(path.as_posix())
        if _is_internal(file, data):
            yield _internal(span.path)
        found: dict[Secret, Leak] = {}
        met: dict[tuple[str, str], Met] = {}
        written_here = not _OF_OTHERS.search(span.path)
        for piece in self._pieces_of(file, path, data):
            if piece.kind is Kind.UNREAD and span.path in self.read:
                continue
            if piece.kind is Kind.UNREAD:
                yield _unread(piece, span)
            else:
                for leak in self.search.leaks_in(piece):
                    found.setdefault(leak.secret, leak)
                if written_here:
                    for item in met_in(piece, self.known):
                        met.setdefault((item.what, item.text), item)
        for leak in found.values():
            yield Problem("У-01", Level.ERROR, span, _message(leak), _hint(leak))
        told = _NO_WORD.sub("", " ".join(leak.text for leak in found.values()))
        for item in met.values():
            # The last ten digits: a phone may be written with any beginning.
            if _NO_WORD.sub("", item.text)[-PHONE_DIGITS:] not in told:
                yield _shaped(item, span)

    def _pieces_of(self, file: Path, path: Path, data: bytes | None) -> Iterator[Piece]:
        if path.parent.parts:
            yield Piece(plain(path.parent.as_posix()), "имя папки", Kind.ADDRESS)
        if data is not None and is_page(file.name, data) and self.pages.is_clean(data):
            yield Piece(plain(file.name), "имя файла", Kind.ADDRESS)
        else:
            yield from self.memory.texts_of(file, data)


def _is_internal(file: Path, data: bytes | None) -> bool:
    if file.name == INTERNAL_MARK:
        return True
    if file.suffix.lower() not in _PAGES:
        return False
    try:
        page = file.read_bytes() if data is None else data
    except OSError:
        return False
    marked = b"internal" in page.lower()
    return marked and any(_INTERNAL.search(mark) for mark in _AUDIENCE.findall(page))


def _internal(path: str) -> Problem:
    message = "это внутренняя сборка: её нельзя публиковать"
    hint = "соберите раздел для публикации в отдельную папку"
    return Problem("У-02", Level.ERROR, Span(path), message, hint)


def _shaped(item: Met, span: Span) -> Problem:
    message = f"{item.what}: «{item.text}» ({item.reach})"
    hint = (
        "уберите; если это не личное, впишите в «исключения проверки» в data/school.yml с причиной"
    )
    return Problem("У-05", Level.ERROR, span, message, hint)


def _unread(piece: Piece, span: Span) -> Problem:
    message = f"проверено не всё: {piece.text} ({piece.reach})"
    hint = "откройте файл и проверьте сами или уберите его из сборки"
    return Problem("У-04", Level.WARNING, span, message, hint)


def _message(leak: Leak) -> str:
    secret = leak.secret
    words = " ".join(leak.text.split())
    if len(words) > _SHOWN:
        words = f"{words[:_SHOWN].rstrip()}…"
    return (
        f"найдено «{words}» ({leak.reach}): «{secret.field}», {secret.owner} {secret.key}, "
        f"{secret.span}; {secret.why.value}"
    )


def _hint(leak: Leak) -> str:
    match leak.secret:
        case Secret(why=Why.ENDED | Why.UNPUBLISHED):
            first = "соберите раздел заново и замените им прежний"
        case Secret(what=What.NAME):
            first = "если имя стоит в content/…, замените его ролью"
        case Secret(what=What.ID):
            first = "уберите ссылку или переименуйте файл в content/…"
        case _:
            first = "если это стоит в content/…, уберите"
    return (
        f"{first}; если в content/… этого нет, ошибся шаблон — сообщите об этом; "
        "случайное совпадение впишите в «исключения проверки» в data/school.yml"
    )
