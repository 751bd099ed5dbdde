"""One value at a time: what may stand at a key, and whether what was typed may."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError

from generator.diagnostics import Problem, has_errors
from generator.editing.workspace import Workspace
from generator.model.act import Act, ActKind
from generator.model.base import Entity, Record
from generator.model.explain import explain
from generator.model.pair import Pair
from generator.model.periods import Period
from generator.model.types import RefTo
from generator.source.document import Document, Path
from generator.source.handwriting import as_text, scalar
from generator.source.yaml_text import parse_yaml

_TERMS = ("формы", "виды", "ролевые модели", "формы контакта", "предметы", "запросы")


class ValueRefusedError(Exception):
    """What was typed may not stand at its key.

    Attributes:
        problem: What is wrong and how to mend it; its place means nothing.
    """

    def __init__(self, problem: Problem) -> None:
        hint = f"; {problem.hint}" if problem.hint else ""
        super().__init__(f"{problem.message}{hint}")
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Option:
    """One of the values that may stand at a key.

    Attributes:
        value: What is written.
        note: What it means, in Russian; may be empty.
    """

    value: str
    note: str = ""


def is_list(cls: type[Record], path: Path) -> bool:
    """Tell whether a list stands at a path of a record."""
    annotation = _field(cls, path)[0]
    return any(typing.get_origin(part) is tuple for part in _parts(annotation))


def about(cls: type[Record], path: Path) -> str:
    """Return what the record says of the value at a path, in Russian."""
    owner, name = _owner(cls, path)
    return owner.model_fields[name].description or ""


def options(school: Workspace, cls: type[Record], path: Path) -> tuple[Option, ...]:
    """Return the values that may stand at a path; none when it may hold anything.

    Args:
        school: Where records and dictionaries are looked up.
        cls: The class of the record.
        path: Russian keys to the value, without indexes.
    """
    annotation, metadata = _field(cls, path)
    for part in (*metadata, *_parts(annotation)):
        if isinstance(part, BeforeValidator) and isinstance(part.func, RefTo):
            return tuple(_referred(school, part.func.kind, cls))
        if isinstance(part, type) and issubclass(part, Enum):
            return tuple(Option(str(item.value), getattr(item, "hint", "")) for item in part)
        if part is bool:
            return Option("да"), Option("нет")
    return ()


def read_value(school: Workspace, cls: type[Record], path: Path, raw: Any) -> Any:
    """Return what was typed as it is written to the file.

    A record is named by its id, an entry of a dictionary by its name, a date as 01.09.2026.

    Args:
        school: Where references lead.
        cls: The class of the record.
        path: Russian keys to the value, without indexes.
        raw: What was typed: a text, or a list of them.

    Raises:
        ValueRefusedError: When it may not stand there.
    """
    annotation, metadata = _field(cls, path)
    _need_clean(raw)
    shape: Any = Annotated[(annotation, *metadata)] if metadata else annotation
    try:
        value = TypeAdapter(shape).validate_python(raw, context={"resolver": school.names})
    except ValidationError as error:
        raise ValueRefusedError(_explained(school, cls, path, raw)) from error
    kinds = {
        part.func.kind
        for part in (*metadata, *_parts(annotation))
        if isinstance(part, BeforeValidator) and isinstance(part.func, RefTo)
    }
    return _written(school, value, next(iter(kinds), ""))


def _need_clean(raw: Any) -> None:
    """Refuse letters that only look Russian, and signs no file may hold."""
    for text in raw if isinstance(raw, (list, tuple)) else [raw]:
        document, problems = parse_yaml(f"к: {scalar(text)}\n", "")
        if document is None and has_errors(problems):
            raise ValueRefusedError(problems[0])


def _explained(school: Workspace, cls: type[Record], path: Path, raw: Any) -> Problem:
    """Say what the checks of a whole file would say of this value."""
    owner, _ = _owner(cls, path)
    key = str(path[-1])
    document = Document("", {key: raw}, values={(key,): (1, 1)})
    problems: list[Problem] = []
    try:
        owner.model_validate(document.data, context={"resolver": school.names})
    except ValidationError as error:
        problems = explain(error, typing.cast("type[Entity]", owner), document)
    return next(problem for problem in problems if problem.span.line)


def _written(school: Workspace, value: Any, kind: str) -> Any:
    if isinstance(value, tuple):
        return [_written(school, item, kind) for item in value]
    if isinstance(value, Period):
        return value.text
    if kind in _TERMS:
        return next(option.value for code, option in _terms(school, kind) if code == value)
    return as_text(value) if isinstance(value, str) else value


def _referred(school: Workspace, kind: str, cls: type[Record]) -> Iterator[Option]:
    """Yield what a reference may lead to: an order on pairs for a pair, open pairs for an order."""
    registry = school.registry
    match kind:
        case "mentors" | "mentees":
            people = registry.mentors if kind == "mentors" else registry.mentees
            for id_, person in people.items():
                yield Option(id_, f"{person.full_name}, {person.post}")
        case "pairs":
            pairs = registry.pairs.values()
            for pair in (p for p in pairs if cls is not Act or p.outcome is None):
                names = (person.full_name for person in registry.participants(pair))
                yield Option(pair.id, " — ".join(names))
        case "acts":
            acts = registry.acts.values()
            for act in (a for a in acts if cls is not Pair or a.kind is ActKind.PAIRS_ORDER):
                number = f" № {act.number}" if act.number else ""
                yield Option(act.id, f"{act.kind}{number} от {act.date:%d.%m.%Y}")
        case "cases":
            for case in registry.cases.values():
                yield Option(case.id, case.title)
        case _:
            yield from (option for _, option in _terms(school, kind))


def _terms(school: Workspace, kind: str) -> Iterator[tuple[str, Option]]:
    programme = school.registry.programme
    for info in type(programme).model_fields:
        if type(programme).model_fields[info].alias == kind:
            for term in getattr(programme, info):
                yield term.code, Option(term.name, term.text or "")


def _owner(cls: type[BaseModel], path: Path) -> tuple[type[BaseModel], str]:
    """Return the class whose field a path leads to, and the field's name."""
    *way, last = path
    for key in way:
        owner, name = _named(cls, key)
        inner = (part for part in _parts(owner.model_fields[name].annotation) if _is_record(part))
        cls = next(inner)
    return _named(cls, last)


def _named(cls: type[BaseModel], key: str | int) -> tuple[type[BaseModel], str]:
    return cls, next(name for name, info in cls.model_fields.items() if info.alias == key)


def _is_record(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, Record)


def _field(cls: type[Record], path: Path) -> tuple[Any, list[Any]]:
    owner, name = _owner(cls, path)
    info = owner.model_fields[name]
    return info.annotation, info.metadata


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield an annotation, what it is made of, and their marks."""
    yield annotation
    for inner in typing.get_args(annotation):
        if isinstance(inner, BeforeValidator):
            yield inner
        elif inner is not Ellipsis:
            yield from _parts(inner)
