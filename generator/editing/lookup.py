"""Which record a curator means: by id, by name, by surname."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from generator.editing.workspace import RefusalError, Workspace
from generator.model.pair import Pair
from generator.model.people import Mentor, Person
from generator.model.types import fold, nearest
from generator.rules.names import Name

_SEPARATORS = re.compile(r"\s+[–—-]\s+|\s*[,+]\s*|\s+и\s+")
_ROLES = {"наставник": "mentors", "наставляемый": "mentees"}


def find_pair(school: Workspace, text: str, likelier: Callable[[Pair], bool] | None = None) -> Pair:
    """Return the pair that a text names.

    Args:
        school: Where to look.
        text: The pair's id, or names or ids of its people: «Соколова – Орлов», «orlov».
        likelier: Of several pairs the only one that passes is meant.

    Raises:
        RefusalError: When there is none or there are several; lists them.
    """
    pairs = school.registry.pairs
    if text.strip() in pairs:
        return pairs[text.strip()]
    asked = [fold(part) for part in _SEPARATORS.split(text.strip()) if part]
    found = [pair for pair in pairs.values() if _has_all(school, pair, asked)]
    found = found or [pair for pair in pairs.values() if _has_all(school, pair, fold(text).split())]
    if likelier and len(found) > 1 and len(better := [p for p in found if likelier(p)]) == 1:
        found = better
    if len(found) == 1:
        return found[0]
    if found:
        raise RefusalError(f"«{text}» — таких пар несколько", _listed(school, found, "укажите"))
    words = {part: pair for pair in pairs.values() for part in _calls(school, pair)}
    close = [words[word] for word in nearest(text, list(words))]
    hint = _listed(school, dict.fromkeys(p.id for p in close), "возможно") if close else _ALL_PAIRS
    raise RefusalError(f"нет пары «{text}»", hint)


_ALL_PAIRS = "имена пар — имена файлов в data/pairs без .yml"


def pair_title(school: Workspace, pair: Pair) -> str:
    """Return «Соколова А. В. — Орлов И. С.»."""
    mentor, *mentees = (Name.parse(p.full_name).short for p in school.registry.participants(pair))
    return f"{mentor} — {', '.join(mentees)}"


def _listed(school: Workspace, pairs: Iterable[Pair | str], word: str) -> str:
    known = school.registry.pairs
    chosen = [known[item] if isinstance(item, str) else item for item in pairs]
    return f"{word}: " + "; ".join(f"{p.id} ({pair_title(school, p)})" for p in chosen)


def _has_all(school: Workspace, pair: Pair, asked: Sequence[str]) -> bool:
    people = [_forms(person) for person in school.registry.participants(pair)]
    return bool(asked) and all(any(part in forms for forms in people) for part in asked)


def _calls(school: Workspace, pair: Pair) -> list[str]:
    people = school.registry.participants(pair)
    surnames = [Name.parse(person.full_name).last for person in people]
    return [pair.id, *surnames, *(p.full_name for p in people), " – ".join(surnames)]


def _forms(person: Person) -> set[str]:
    """Return the ways to call a person: id, full name, surname, initials, name and patronymic."""
    name = Name.parse(person.full_name)
    short = name.short.replace("\u00a0", " ")
    ways = (person.id, person.full_name, name.last, f"{name.last} {name.first}", short, name.polite)
    return {fold(way) for way in (*ways, short.replace(". ", "."))}


def find_record(school: Workspace, text: str) -> Person:
    """Return the only record of a person that a text names.

    Args:
        school: Where to look.
        text: Id, name, surname, or «mentors/sokolova».

    Raises:
        RefusalError: When there is none or there are several; lists them.
    """
    found = _matching(school, text)
    if len(found) > 1:
        hint = "укажите: " + "; ".join(_called(person) for person in found)
        raise RefusalError(f"«{text}» — таких записей несколько", hint)
    return found[0]


def find_person(school: Workspace, text: str) -> tuple[Person, ...]:
    """Return all the records of the person that a text names.

    A mentor who once was a mentee has two.

    Args:
        school: Where to look.
        text: Id, name, surname, or «mentors/sokolova».

    Raises:
        RefusalError: When there is none or there are several people; lists them.
    """
    found = _matching(school, text)
    groups = {_keys_of(school, person) for person in found}
    if len(groups) > 1:
        hint = "укажите: " + "; ".join(_called(person) for person in found)
        raise RefusalError(f"«{text}» — таких людей несколько", hint)
    by_key = {person.key: person for person in school.registry.people()}
    return tuple(by_key[key] for key in next(iter(groups)))


def _matching(school: Workspace, text: str) -> list[Person]:
    people = list(school.registry.people())
    by_key = {person.key: person for person in people}
    asked = text.strip()
    for word, folder in _ROLES.items():
        asked = re.sub(rf"^{word}\s+(?=[a-z0-9-]+$)", f"{folder}/", asked)
    if asked in by_key:
        return [by_key[asked]]
    if found := [person for person in people if fold(asked) in _forms(person)]:
        return found
    names = {word: p for p in people for word in (p.id, p.full_name, p.full_name.split(" ")[0])}
    close = dict.fromkeys(names[word].key for word in nearest(asked, list(names)))
    hint = "возможно: " + "; ".join(_called(by_key[key]) for key in close)
    raise RefusalError(f"нет человека «{text}»", hint if close else _ALL_PEOPLE)


_ALL_PEOPLE = "люди — в data/mentors и data/mentees"


def _keys_of(school: Workspace, person: Person) -> tuple[str, ...]:
    """Return the keys of all the records of a person, the mentor's first."""
    mentor = person if isinstance(person, Mentor) else school.registry.grew_from.get(person.id)
    if mentor is None:
        return (person.key,)
    mentee = f"mentees/{mentor.was_mentee}" if mentor.was_mentee else ""
    return (mentor.key, mentee) if mentee else (mentor.key,)


def _called(person: Person) -> str:
    return f"{person.key} ({person.full_name}, {type(person).title_ru})"
