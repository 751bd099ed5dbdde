"""Who may be named where, and what stands in place of those who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property

from generator.model.base import Category
from generator.model.consent import Place
from generator.model.links import TextLink, replace_links
from generator.model.people import Mentor, Person
from generator.model.registry import Registry
from generator.publication.records import PersonLine
from generator.rules.permissions import permits
from generator.rules.phrases import Phrases, names_index


class Naming:
    """Decides names for one place of the site on one day.

    Args:
        has_page: Tells whether a record, by its key, has a public page.
    """

    def __init__(
        self, registry: Registry, place: Place, today: date, has_page: Callable[[str], bool]
    ) -> None:
        self._registry = registry
        self._place = place
        self._today = today
        self._has_page = has_page
        self._allowed: dict[tuple[int, Category], bool] = {}

    def allows(self, person: Person, category: Category) -> bool:
        """Tell whether a person allows a category here today."""
        # Asked of each person on every page that names him; records live as long as the registry.
        asked = (id(person), category)
        if asked not in self._allowed:
            self._allowed[asked] = permits(person, category, self._place, self._today)
        return self._allowed[asked]

    def line(self, person: Person, role: str) -> PersonLine:
        """Return the person's permitted name and post, or the role without a link."""
        if not self.allows(person, Category.NAME):
            return PersonLine(role, named=False)
        post = person.post if self.allows(person, Category.POST) else ""
        return PersonLine(person.full_name, post, person.key if self._has_page(person.key) else "")

    def prose(self, text: str | None) -> str:
        """Return a text whose links lead only to published records and permitted names."""
        return replace_links(text or "", self._link)

    def _link(self, link: TextLink) -> str:
        target = self._registry.by_key.get(link.key)
        if isinstance(target, Person) and not self.allows(target, Category.NAME):
            role = "наставник" if isinstance(target, Mentor) else "участник программы"
            return link.instead or role
        return f"[{link.text}]({link.key})" if self._has_page(link.key) else link.text

    def names_in(self, text: str) -> list[tuple[Person, str]]:
        """Return the people a text names without leave, each with the words found."""
        found = list(self._unnamed.find(text))
        whole = (m for m in found if not any(other is not m and m.within(other) for other in found))
        return [(match.what, match.text) for match in whole]

    def may_name(self, text: str) -> bool:
        """Tell whether :meth:`names_in` could find anybody in a long text or in its parts."""
        return self._unnamed.may_be_in(text)

    @cached_property
    def _unnamed(self) -> Phrases[Person]:
        people = list(self._registry.people())
        allowed = [person for person in people if self.allows(person, Category.NAME)]
        hidden = [person for person in people if not self.allows(person, Category.NAME)]
        return names_index(hidden, allowed)
