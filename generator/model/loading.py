"""From documents to a registry, or to all the problems at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.diagnostics import DataError, Level, Problem, Span, has_errors, in_order
from generator.model.act import Act
from generator.model.award import Awards
from generator.model.base import Entity
from generator.model.case import Case
from generator.model.council import Council
from generator.model.explain import explain
from generator.model.meeting_forms import MeetingForms
from generator.model.monitoring import ImpactStudy, Survey
from generator.model.news import News
from generator.model.pair import Pair
from generator.model.people import Mentee, Mentor
from generator.model.plans import Roadmap, Workplan
from generator.model.programme import Programme
from generator.model.registry import Registry
from generator.model.resolver import Names
from generator.model.school import School
from generator.model.types import nearest
from generator.source import Document, read_folder

FOLDERS: tuple[type[Entity], ...] = (Mentor, Mentee, Pair, Case, Act, News, Survey, ImpactStudy)
SINGLES: tuple[type[Entity], ...] = (
    School,
    Programme,
    MeetingForms,
    Roadmap,
    Workplan,
    Council,
    Awards,
)
_REQUIRED = (School, Programme, MeetingForms)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
E_ = TypeVar("E_", bound=Entity)


def load(project: Path) -> tuple[Registry, tuple[Problem, ...]]:
    """Read ``project/data`` into a registry.

    Args:
        project: The school's folder.

    Returns:
        The registry and the warnings met on the way.

    Raises:
        DataError: With every problem of every file, when any of them is an error.
    """
    documents, problems = read_folder(project)
    names = Names.gather(documents)
    records: dict[type[Entity], dict[str, Entity]] = {cls: {} for cls in (*FOLDERS, *SINGLES)}
    unread = {problem.span.path for problem in problems}
    for document in documents:
        entity, found = _read(document, {"resolver": names})
        problems.extend(found)
        if entity is not None:
            records[type(entity)][entity.id] = entity
    for cls in _REQUIRED:
        path = f"data/{cls.folder}.yml"
        known = unread | {document.path for document in documents}
        if path not in known:
            message = f"нет файла {path} ({cls.title_ru})"
            problems.append(
                Problem("Ф-08", Level.ERROR, Span(path), message, "создайте его по образцу")
            )
    if has_errors(problems):
        raise DataError(problems)
    return _registry(records), in_order(problems)


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
    try:
        return cls.read(id_, document, context), []
    except ValidationError as error:
        return None, explain(error, cls, document)


def _kind_of(document: Document) -> tuple[type[Entity] | None, str, Problem | None]:
    """Tell which record a file holds by its place; a stray file is an error, never ignored."""
    parts = document.path.removeprefix("data/").rsplit(".", 1)[0].split("/")
    name = parts[-1]
    choices = SINGLES if len(parts) == 1 else FOLDERS
    place = parts[0]
    known = {cls.folder: cls for cls in choices}
    if len(parts) > 2 or place not in known:
        guess = nearest(place, list(known), 1)
        where = "файл" if len(parts) == 1 else "папка"
        hint = f"возможно, {guess[0]}" if guess else f"известны: {', '.join(known)}"
        message = f"{where} {'/'.join(parts)} здесь не ожидается"
        return None, name, Problem("Ф-06", Level.ERROR, Span(document.path), message, hint)
    if not _SLUG.fullmatch(name):
        message = f"имя файла «{name}» не годится для адреса"
        hint = "строчные латинские буквы, цифры и дефис: sokolova.yml"
        return None, name, Problem("Ф-07", Level.ERROR, Span(document.path), message, hint)
    return known[place], name, None
