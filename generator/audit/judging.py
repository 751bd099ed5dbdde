"""Who may be named and which value may be shown: judged from the data alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache

from generator.audit.spotting import folded
from generator.model.act import Act
from generator.model.base import OPEN, Category, Entity, Record, Shown, Value
from generator.model.case import Case, CaseStatus, Review
from generator.model.consent import ConsentKind
from generator.model.links import TextLink, replace_links
from generator.model.news import News
from generator.model.pair import Pair
from generator.model.people import Person
from generator.model.registry import Registry
from generator.rules.names import declined_forms
from generator.rules.permissions import permits_anywhere
from generator.rules.phrases import Phrases, name_phrases


class Why(Enum):
    """Why a value may not be shown, in words for the curator."""

    PRIVATE = "это поле не публикуется никогда"
    REFUSED = "согласия на публикацию нет"
    ENDED = "согласие отозвано или истекло"
    UNPUBLISHED = "запись не опубликована"


class Judge:
    """Decides on one day what of a school's data is a secret.

    It repeats the decisions of publication on purpose and shares no code with it: a mistake
    made there must not be made here too.
    """

    def __init__(
        self, registry: Registry, today: date, forms: frozenset[str] | None = None
    ) -> None:
        """Take the data, the day and, where they are known, the forms of public names."""
        self._registry = registry
        self._today = today
        self._forms = forms

    def why_secret(self, entity: Entity, value: Value) -> Why | None:
        """Return why a value may not be shown anywhere, or ``None`` when it may."""
        if _is_hidden(entity):
            return Why.UNPUBLISHED
        if value.mark is OPEN:
            return None
        asked = self._asked(entity, value.owner)
        if not isinstance(value.mark, Shown) or asked is None:
            return Why.PRIVATE
        return self.why_refused(asked, value.mark.category)

    def why_refused(self, people: tuple[Person, ...], category: Category) -> Why | None:
        """Return why the people do not open a category, or ``None`` when all of them do."""
        refused = [p for p in people if not permits_anywhere(p, category, self._today)]
        if not refused:
            return None
        return Why.ENDED if any(_once_allowed(p, category) for p in refused) else Why.REFUSED

    def _asked(self, entity: Entity, owner: Record) -> tuple[Person, ...] | None:
        """Return the people whose consent opens a value; ``None`` when nobody can open it."""
        if isinstance(entity, Person):
            return (entity,)
        if isinstance(owner, Review):
            return self._authors(owner)
        return self._registry.mentees_of(entity) if isinstance(entity, Pair) else None

    def _authors(self, review: Review) -> tuple[Person, ...]:
        """Return the named authors; words signed with a role alone need nobody's consent."""
        mentor = self._registry.mentors[review.mentor] if review.mentor else None
        mentee = self._registry.mentees[review.mentee] if review.mentee else None
        return tuple(person for person in (mentor, mentee) if person is not None)

    def is_published(self, entity: Entity) -> bool:
        """Tell whether the open values of a record may be read today."""
        match entity:
            case Case():
                return entity.published is None or entity.published <= self._today
            case Act() | News():
                return entity.date <= self._today
            case _:
                return True

    def may_name(self, person: Person) -> bool:
        """Tell whether a person may be named somewhere, by consent or by post."""
        official = person.full_name in self._officials
        return official or permits_anywhere(person, Category.NAME, self._today)

    def as_published(self, text: str) -> str:
        """Return a text with roles in place of those who may not be named."""
        return replace_links(text, self._link_words)

    def _link_words(self, link: TextLink) -> str:
        target = self._registry.by_key.get(link.key)
        hidden = isinstance(target, Person) and not self.may_name(target)
        return link.instead if hidden else link.text

    @cached_property
    def _officials(self) -> tuple[str, ...]:
        school = self._registry.school
        named = (school.head, school.curator, school.psychologist)
        return tuple(official.name for official in named if official is not None)

    def _as_person(self, name: str) -> Person:
        """Return a record good for the forms of an official's name and for nothing else."""
        return Person.model_construct(full_name=name, post="", joined=self._today)

    @cached_property
    def public_forms(self) -> frozenset[str]:
        """Folded forms of the names that anybody may read."""
        if self._forms is not None:
            return self._forms
        named = [person for person in self._registry.people() if self.may_name(person)]
        named.extend(map(self._as_person, self._officials))
        return frozenset(form for person in named for form, _ in forms_of(person))

    @cached_property
    def public_names(self) -> Phrases[None]:
        """The same forms for search."""
        return _index_of(self.public_forms)


@lru_cache(maxsize=1)
def _index_of(forms: frozenset[str]) -> Phrases[None]:
    index: Phrases[None] = Phrases()
    for form in forms:
        index.add(form, None)
    return index


def forms_of(person: Person) -> Iterator[tuple[str, bool]]:
    """Yield the folded ways to write a name, each with «must begin with a capital»."""
    for name in declined_forms(person):
        yield folded(str(name)), False
    for phrase, capital in name_phrases(person):
        yield folded(phrase), capital


def _is_hidden(entity: Entity) -> bool:
    """Tell whether a record as a whole is kept from the public."""
    if isinstance(entity, Case):
        return entity.status is not CaseStatus.PUBLISHED
    return isinstance(entity, Act) and not entity.public


def _once_allowed(person: Person, category: Category) -> bool:
    return any(
        consent.kind is ConsentKind.DISSEMINATION and category in consent.categories
        for consent in person.consents
    )
