"""From documents to a registry, or to all the problems at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.cache import Cache, Shelf
from generator.diagnostics import DataError, Level, Problem, Span, has_errors, in_order
from generator.garbage import no_garbage
from generator.model.act import Act
from generator.model.award import Awards
from generator.model.base import Entity
from generator.model.case import Case
from generator.model.council import Council
from generator.model.explain import explain, unknown_and_empty
from generator.model.matching import Matching
from generator.model.meeting_forms import MeetingForms
from generator.model.monitoring import ImpactStudy, OwnIndicators, Survey
from generator.model.news import News
from generator.model.pair import Pair
from generator.model.people import Mentee, Mentor
from generator.model.places import ARCHIVE, ARCHIVED, place_of
from generator.model.plans import Roadmap, Workplan
from generator.model.programme import Programme
from generator.model.registry import Registry
from generator.model.resolver import Names
from generator.model.school import School
from generator.model.texts import DocumentTexts
from generator.model.types import TextFiles, is_slug, nearest, slug_hint
from generator.settings import Settings
from generator.source.document import Document
from generator.source.files import read_folder

FOLDERS: tuple[type[Entity], ...] = (Mentor, Mentee, Pair, Case, Act, News, Survey, ImpactStudy)
SINGLES: tuple[type[Entity], ...] = (
    School,
    Programme,
    MeetingForms,
    Roadmap,
    Workplan,
    Council,
    Awards,
    OwnIndicators,
    Matching,
)
_KINDS = {cls.folder: cls for cls in FOLDERS}
_SINGLE_KINDS = {cls.folder: cls for cls in SINGLES}
_REQUIRED = (School, Programme, MeetingForms)
E_ = TypeVar("E_", bound=Entity)


def load(project: Path, cache: Cache | None = None) -> tuple[Registry, tuple[Problem, ...]]:
    """Read ``project/data`` into a registry.

    Args:
        project: The school's folder.
        cache: Keeps what was read of each file.

    Returns:
        The registry and the warnings met on the way.

    Raises:
        DataError: With every problem of every file, when any of them is an error.
    """
    texts = DocumentTexts(Settings(project).documents)
    with no_garbage():
        shelf = Shelf(cache, "records", "data") if cache else None
        read = read_folder(project, shelf)
        if shelf:
            shelf.close()
        return registry_of(*read, texts)


def registry_of(
    documents: Iterable[Document], problems: Iterable[Problem], texts: TextFiles | None = None
) -> tuple[Registry, tuple[Problem, ...]]:
    """Make a registry of files already read, be they on the disk or only meant to be.

    Args:
        documents: The files that could be read.
        problems: What reading met.
        texts: Reads texts of acts that stand in files; without it their names stand for them.

    Returns:
        The registry and the warnings met on the way.

    Raises:
        DataError: With every problem of every file, when any of them is an error.
    """
    documents, problems = list(documents), list(problems)
    unread = {problem.span.path for problem in problems if problem.level is Level.ERROR}
    names = Names.gather(documents, unread)
    records: dict[type[Entity], dict[str, Entity]] = {cls: {} for cls in (*FOLDERS, *SINGLES)}
    for document in documents:
        entity, found = _read(document, {"resolver": names, "texts": texts})
        problems.extend(found)
        if entity is None:
            continue
        if twin := records[type(entity)].get(entity.id):
            problems.append(_twice(entity, twin))
        records[type(entity)][entity.id] = entity
    problems.extend(_missing_files(unread | {document.path for document in documents}))
    if has_errors(problems):
        raise DataError(problems)
    return _registry(records), in_order(problems)


def _twice(entity: Entity, twin: Entity) -> Problem:
    """Report a record that lies both in the archive of a year and among the others."""
    message = f"запись с таким именем уже есть: {twin.at().path}"
    hint = "это одна запись — удалите лишний файл; разные — переименуйте новую"
    return Problem("Ф-12", Level.ERROR, Span(entity.at().path), message, hint)


def _missing_files(there: Iterable[str]) -> Iterator[Problem]:
    stems = {path.split(".", 1)[0] for path in there}
    for cls in _REQUIRED:
        if f"data/{cls.folder}" not in stems:
            path = f"data/{cls.folder}.yml"
            message = f"нет файла {path} ({cls.title_ru})"
            yield Problem("Ф-08", Level.ERROR, Span(path), message, "создайте его по образцу")


def _registry(records: dict[type[Entity], dict[str, Entity]]) -> Registry:
    def many(cls: type[E_]) -> dict[str, E_]:
        return {id_: item for id_, item in sorted(records[cls].items()) if isinstance(item, cls)}

    def one(cls: type[E_]) -> E_ | None:
        return next(iter(many(cls).values()), None)

    school, programme, forms = one(School), one(Programme), one(MeetingForms)
    assert school is not None
    assert programme is not None
    assert forms is not None
    return Registry(
        school=school,
        programme=programme,
        meeting_forms=forms,
        roadmap=one(Roadmap),
        workplan=one(Workplan),
        council=one(Council),
        awards=one(Awards),
        own_indicators=one(OwnIndicators),
        matching=one(Matching),
        mentors=many(Mentor),
        mentees=many(Mentee),
        pairs=many(Pair),
        cases=many(Case),
        acts=many(Act),
        news=many(News),
        surveys=many(Survey),
        impact=many(ImpactStudy),
    )


def _read(document: Document, context: dict[str, Any]) -> tuple[Entity | None, Iterable[Problem]]:
    cls, id_, problem = _kind_of(document)
    if cls is None or problem is not None:
        return None, [problem] if problem else []
    lost = unknown_and_empty(cls, document)
    try:
        return cls.read(id_, document, context), lost
    except ValidationError as error:
        return None, [*explain(error, cls, document), *lost]


def _kind_of(document: Document) -> tuple[type[Entity] | None, str, Problem | None]:
    """Tell which record a file holds by its place; a stray file is an error, never ignored."""
    name = document.path.rsplit("/", 1)[-1].removesuffix(".yml")
    found = place_of(document.path)
    known = _KINDS if found.folder else _SINGLE_KINDS
    place = found.folder or name
    if place not in known:
        message = f"{'папка' if found.folder else 'файл'} {place} здесь не ожидается"
        folders = found.folder.split("/") if found.folder else []
        hint = _right_place(folders, name, list(known))
        return None, name, Problem("Ф-06", Level.ERROR, Span(document.path), message, hint)
    if not is_slug(name):
        message = f"имя файла «{name}» не годится для адреса"
        hint = slug_hint(name, ".yml")
        return None, name, Problem("Ф-07", Level.ERROR, Span(document.path), message, hint)
    return known[place], name, None


def _right_place(folders: list[str], name: str, known: list[str]) -> str:
    """Advise where a file in an unknown place belongs."""
    singles = {cls.folder for cls in SINGLES}
    if folders[:1] == [ARCHIVE]:
        return f"в архиве лежат {', '.join(ARCHIVED)} по учебным годам: data/archive/2026-27/pairs"
    if folders and name in singles:
        return f"перенесите его: data/{name}.yml"
    if folders and folders[0] in known:
        return f"перенесите файл в data/{folders[0]}"
    if not folders and name in {cls.folder for cls in FOLDERS}:
        return f"записи лежат по одной в папке data/{name}"
    guess = nearest(folders[0] if folders else name, known, 1)
    return f"возможно, {guess[0]}" if guess else f"известны: {', '.join(known)}"
