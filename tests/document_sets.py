"""The whole set of documents of a school, for tests that read and open them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.cache import Cache
from generator.documents.filling import Draft, Filler
from generator.documents.kinds import Kind, kinds_of
from generator.documents.press import Made, Press
from generator.model.registry import Registry
from generator.settings import Settings
from generator.site import Checked, check_data

CLOCK = date(2026, 11, 20)


@dataclass(frozen=True)
class Set:
    """The whole set of a school with the school it is made of."""

    settings: Settings
    checked: Checked
    made: tuple[Made, ...]

    def of(self, prefix: str) -> Made:
        return next(made for made in self.made if made.document.id.startswith(prefix))


def drafts_of(
    registry: Registry, today: date, *, personal: bool = True
) -> Iterator[tuple[Kind, Draft]]:
    """Yield the set of documents of a school on a day, each with its kind."""
    for kind in kinds_of(personal=personal):
        for draft in kind.drafts(registry, today):
            yield kind, draft


def make_all(school: Path, store: Path | None = None) -> Set:
    settings = Settings(school)
    checked = check_data(settings, CLOCK)
    filler = Filler(settings.content)
    drafts = [draft for _, draft in drafts_of(checked.registry, checked.today)]
    press = Press(settings, checked.registry.school, Cache(store))
    made = press.make_all([filler.fill(draft) for draft in drafts])
    return Set(settings, checked, tuple(item for item in made if isinstance(item, Made)))
