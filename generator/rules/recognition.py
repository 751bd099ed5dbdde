"""Whom a text gives away without a name: in a small school a post or a subject is a name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Level, Problem
from generator.model.base import Category
from generator.model.case import Case
from generator.model.consent import Place
from generator.model.people import Person
from generator.model.registry import Registry
from generator.rules.cases import published_cases
from generator.rules.declension import Case as GrammarCase
from generator.rules.declension import UndeclinableError, post_in
from generator.rules.finding import Rule, found
from generator.rules.permissions import permits
from generator.rules.phrases import Phrases
from generator.source.document import Path


@dataclass(frozen=True, slots=True)
class GivenAway:
    """A person whom a published case does not name and lets be recognised all the same.

    Attributes:
        why: What gives the person away: «предмет „химия“ в банке больше ни у кого».
        path: Russian keys that lead to it in the case.
    """

    person: Person
    case: Case
    why: str
    path: Path


def given_away(registry: Registry, today: date) -> Iterator[GivenAway]:
    """Yield nameless people of published cases who are the only ones of their post or subject.

    A case about chemistry has one mentor it can be about, when the bank has one teacher of
    chemistry; and so has a text that says «учителю химии».
    """
    for case in published_cases(registry, today):
        for person in registry.participants(registry.pairs[case.pair]):
            if not permits(person, Category.NAME, Place.CASES, today):
                met = _by_subject(registry, case, person) or _by_post(registry, case, person)
                if met is not None:
                    yield met


def _by_subject(registry: Registry, case: Case, person: Person) -> GivenAway | None:
    alike = [p for p in registry.people() if type(p) is type(person) and p is not person]
    names = {term.code: term.name for term in registry.programme.subjects}
    for index, code in enumerate(case.subjects):
        if code in person.subjects and not any(code in p.subjects for p in alike):
            why = f"предмет «{names[code]}» в банке больше ни у кого"
            return GivenAway(person, case, why, ("предметы", index))
    return None


def _by_post(registry: Registry, case: Case, person: Person) -> GivenAway | None:
    """Find the post of a person in the texts of a case, if nobody else in the banks has it."""
    others = (p for p in registry.people() if p.full_name != person.full_name)
    if any(_holds(p.post, person.post) for p in others):
        return None
    forms: Phrases[None] = Phrases()
    for grammar in GrammarCase:
        with suppress(UndeclinableError):
            forms.add(post_in(person, grammar), None)
    if next(forms.find(case.glance.words), None) is None:
        return None
    for value in case.values:
        if value.mark is not None and (met := next(forms.find(value.text), None)):
            why = f"в тексте «{met.text}», а такая должность в банках одна"
            return GivenAway(person, case, why, value.path)
    return None


def _holds(post: str, words: str) -> bool:
    """Tell whether a post is the same or begins alike: «учитель истории и обществознания»."""
    phrase: Phrases[None] = Phrases()
    phrase.add(words, None)
    return next(phrase.find(post), None) is not None


def _recognisable(registry: Registry, today: date) -> Iterator[Problem]:
    """A person who is not named is not to be recognised either (152-ФЗ, ст. 3, п. 1)."""
    for item in given_away(registry, today):
        message = f"{item.person.full_name} здесь без имени, но узнать можно: {item.why}"
        hint = "скажите общее или, если человек не против, снимите замечание с причиной"
        yield found("Л-03", Level.WARNING, item.case, item.path, message, hint)


RULES: tuple[Rule, ...] = (_recognisable,)
"""The rule about people who are not named."""
