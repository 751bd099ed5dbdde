"""What texts name: records that are not there, schools that are not ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from generator.diagnostics import Level, Problem
from generator.model.act import Act, ActKind
from generator.model.base import Entity, Value
from generator.model.links import LINK_SIGN, links_in
from generator.model.registry import Registry
from generator.model.school import AuditException
from generator.model.types import nearest
from generator.rules.finding import Rule, found

_School = tuple[str, str]
"""Kind and number of a school: («школа», «54»)."""
_SCHOOL = re.compile(
    r"(?<![А-Яа-яЁё])"
    r"(?P<kind>(?i:школ(?:а|ы|е|у|ой|ою)|гимнази[яиюею]{1,2}|лице[йяюем]{1,2})(?:-интернат[а-яё]*)?"
    r"|[СОН]ОШ|М[АБК]?ОУ|Г[АБ]?ОУ)"
    r"\s*[«„\"]?\s*№\s*(?P<number>\d+)"
)
_KINDS = {"гимн": "гимназия", "лице": "лицей"}
_OF_OTHERS = {"workplace", "partner", "achievements", "about"}
"""Fields where another school is at home: places of work, partners, the story of a life."""


def _links(registry: Registry, _: date) -> Iterator[Problem]:
    """A link in a text leads to a record that is there."""
    for entity, value in registry.values_with(LINK_SIGN):
        for link in links_in(value.text):
            if link.key not in registry.by_key:
                keys = [key for key in registry.by_key if key.startswith(f"{link.kind}/")]
                guess = nearest(link.key, keys, 1)
                hint = f"возможно, {guess[0]}" if guess else "проверьте имя файла"
                message = f"ссылка «{link.text}» ведёт в никуда: {link.key}"
                yield found("П-01", Level.ERROR, entity, value.path, message, hint)


def _other_schools(registry: Registry, _: date) -> Iterator[Problem]:
    """A text copied from another school's papers still names that school.

    Guests, partners and the words of «исключения проверки» may be named.
    """
    school = registry.school
    allowed = {*_schools_in(school.name), *_schools_in(school.full_name)}
    allowed.update(_guests(registry))
    for entity, value in registry.values_with("№"):
        if _is_about_others(entity, value):
            continue
        for met in _SCHOOL.finditer(value.text):
            if _school(met) not in allowed:
                message = f"в тексте названа другая школа: «{met[0]}», а наша — {school.name}"
                hint = (
                    "замените; если названа к месту, впишите эти слова "
                    "в «исключения проверки» в data/school.yml"
                )
                yield found("П-24", Level.WARNING, entity, value.path, message, hint)


def _guests(registry: Registry) -> Iterator[_School]:
    """Yield schools that have a reason to be named."""
    for person in registry.people():
        yield from _schools_in(person.workplace or "")
    for award in registry.awards.awards if registry.awards else ():
        yield from _schools_in(award.partner or "")
    for act in registry.acts.values():
        if act.kind is ActKind.CONTRACT:
            yield from _schools_in(act.title)
    for exception in registry.school.audit_exceptions:
        yield from _schools_in(exception.text)


def _is_about_others(entity: Entity, value: Value) -> bool:
    contract = isinstance(entity, Act) and entity.kind is ActKind.CONTRACT
    return contract or value.field in _OF_OTHERS or isinstance(value.owner, AuditException)


def _schools_in(text: str) -> Iterable[_School]:
    return map(_school, _SCHOOL.finditer(text))


def _school(met: re.Match[str]) -> _School:
    return _KINDS.get(met["kind"][:4].casefold(), "школа"), met["number"]


RULES: tuple[Rule, ...] = (_links, _other_schools)
"""Rules about texts."""
