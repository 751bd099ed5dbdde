"""What is published today and how records, names and texts pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar

from generator.diagnostics import Level, Problem
from generator.model.act import Act, Approval, Signature
from generator.model.base import Category, Entity, Value
from generator.model.case import Case
from generator.model.consent import Place
from generator.model.links import LINK_SIGN
from generator.model.news import News
from generator.model.registry import Registry
from generator.publication.naming import Naming
from generator.publication.records import PublicLink
from generator.rules.cases import published_cases
from generator.source.document import Path

E = TypeVar("E", bound=Entity)


class Gate:
    """Decides on one day which records have public pages.

    Attributes:
        cases: Published cases, newest first.
        news: Published news, newest first.
        acts: Published acts, newest first.
        mentors: Mentors on the honour board.
        withheld: Texts and records kept back so far, for the curator.
    """

    def __init__(self, registry: Registry, today: date) -> None:
        self.registry = registry
        self.today = today
        self.withheld: list[Problem] = []
        self._pages: set[str] = set()
        self._naming = {
            place: Naming(registry, place, today, self._pages.__contains__) for place in Place
        }
        self.cases = self._passed(published_cases(registry, today), Place.CASES)
        due = [item for item in registry.news.values() if item.date <= today]
        due.sort(key=lambda item: (item.date, item.id), reverse=True)
        self.news = self._passed(due, Place.NEWS)
        acts = [act for act in registry.acts.values() if act.public and act.date <= today]
        acts.sort(key=lambda act: (act.date, act.id), reverse=True)
        self.acts = self._passed(acts, Place.DOCUMENTS)
        board = self._naming[Place.HONOUR_BOARD]
        named = [m for m in registry.mentors.values() if board.allows(m, Category.NAME)]
        self.mentors = self._passed(named, Place.HONOUR_BOARD)
        shown: tuple[Iterable[Entity], ...] = (self.cases, self.news, self.acts, self.mentors)
        self._pages.update(entity.key for entities in shown for entity in entities)

    @cached_property
    def case_of_pair(self) -> Mapping[str, Case]:
        """Published cases by the id of their pair, the oldest of several."""
        return {case.pair: case for case in self.cases}

    @cached_property
    def cases_of_mentor(self) -> Mapping[str, tuple[Case, ...]]:
        """Published cases by the id of the pair's mentor, newest first."""
        found: dict[str, list[Case]] = defaultdict(list)
        for case in self.cases:
            found[self.registry.pairs[case.pair].mentor].append(case)
        return {mentor: tuple(cases) for mentor, cases in found.items()}

    def on(self, place: Place) -> Naming:
        """Return who may be named in a place."""
        return self._naming[place]

    def _passed(self, records: Iterable[E], place: Place) -> list[E]:
        return [record for record in records if self._is_clean(record, place)]

    def _is_clean(self, record: Entity, place: Place) -> bool:
        """Tell whether no publishable text of a record names somebody without leave."""
        named = tuple(named_without_leave(self._naming[place], record))
        self.withheld.extend(named)
        return not named

    def text(self, record: Entity, path: tuple[str | int, ...], text: str | None) -> str:
        """Return a text for the documents part, or nothing when it names somebody."""
        naming = self._naming[Place.DOCUMENTS]
        shown = naming.prose(text)
        if found := naming.names_in(shown):
            self.withheld.append(_named(record, path, f"«{path[0]}» не публикуется", found[0][1]))
            return ""
        return shown

    def link(self, record: Entity, title: str, note: str = "") -> PublicLink | None:
        """Return a link to a record if it is published."""
        return PublicLink(record.key, title, note) if record.key in self._pages else None

    def mentions(self, key: str, kind: type[Entity]) -> tuple[PublicLink, ...]:
        """Return the published records of a kind that refer to a record."""
        links = (
            self.link(entity, entity.title)
            for entity in self.registry.mentions.get(key, ())
            if isinstance(entity, kind) and isinstance(entity, (Case, News, Act))
        )
        return tuple(link for link in links if link)

    def acts_where(self, wanted: Callable[[Act], bool]) -> tuple[PublicLink, ...]:
        """Return links to the published acts that satisfy a condition."""
        links = (
            self.link(act, act.title, f"от {act.date:%d.%m.%Y}") for act in self.acts if wanted(act)
        )
        return tuple(link for link in links if link)


def named_without_leave(naming: Naming, record: Entity) -> Iterator[Problem]:
    """Yield a problem for every person whom the publishable texts of a record name so."""
    words = record.glance.words
    if LINK_SIGN not in words and not naming.may_name(words):
        return
    for value in record.values:
        if value.mark is None or _has_a_door_of_its_own(value):
            continue
        for _, words in naming.names_in(naming.prose(value.text)):
            yield _named(record, value.path, f"{record.title_ru} не публикуется", words)


def _named(record: Entity, path: Path, what: str, words: str) -> Problem:
    message = f"{what}: в тексте назван человек без согласия — «{words}»"
    hint = 'уберите имя или сделайте ссылкой: [имя](mentors/… "роль")'
    return Problem("Л-01", Level.WARNING, record.at(*path), message, hint)


def _has_a_door_of_its_own(value: Value) -> bool:
    """Tell whether a value of an act keeps back itself alone, or names who signed by post."""
    if isinstance(value.owner, (Approval, Signature)):
        return True
    return isinstance(value.owner, Act) and value.field in {"summary", "text"}
