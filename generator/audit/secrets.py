"""What must not be in a public build, gathered from the data."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import partial
from itertools import chain
from typing import Any, Final

from generator.audit.fragments import can_betray, link_readings, phrases_of
from generator.audit.judging import Judge, Why, forms_of
from generator.audit.latin import latin_forms
from generator.audit.readings import BREAK, plain
from generator.audit.shipped import shipped_texts
from generator.audit.spotting import Spotter, folded, words_in
from generator.cache import Cache, Shelf, key_of
from generator.diagnostics import Span
from generator.model.base import Category, Entity, Value
from generator.model.case import Case
from generator.model.pair import Pair
from generator.model.people import Declension, Person
from generator.model.registry import Registry
from generator.model.school import AuditException
from generator.source.document import Path

PHONE_DIGITS: Final = 10
"""Digits of a phone without the country's code; shorter local numbers are compared whole."""


def _digits(least: int) -> re.Pattern[str]:
    """Return a pattern of digits with brackets, dashes, dots and spaces between, as in phones."""
    return re.compile(rf"[0-9](?:[\s().\u2010-\u2015-]{{0,3}}[0-9]){{{least - 1},}}")


DIGIT_RUN: Final = _digits(5)
PHONE_RUN: Final = _digits(PHONE_DIGITS)
_DATE = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b")
EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CONTACT = re.compile(rf"(?<!\w){DIGIT_RUN.pattern}|{EMAIL.pattern}")
_FILE = re.compile(r"\S+\.[A-Za-z][A-Za-z0-9]{1,4}")
_CONTACTS: Final = {"phone", "email"}
_YEAR_DIGITS: Final = 4
_TELLING: Final = 1000
"""Texts that tell well enough which words are common."""
_ROOM: Final = "secrets"


class What(Enum):
    """What kind of secret it is; it decides where a likeness is a leak and where chance."""

    NAME = auto()
    ID = auto()
    EMAIL = auto()
    PHONE = auto()
    NUMBER = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that must not be found in the build.

    Attributes:
        what: Its kind.
        why: Why it is a secret.
        key: The record it belongs to: ``mentees/orlov``.
        owner: What such a record is called: «наставляемый».
        path: Keys and indexes that lead to it in the record.
        record: The record.
    """

    what: What
    why: Why
    key: str
    owner: str
    path: Path
    record: Entity = dataclasses.field(compare=False, repr=False)

    @property
    def field(self) -> str:
        """Russian keys that lead to it: «встречи[2] › ответы › что получилось»."""
        return _in_words(self.path)

    @property
    def span(self) -> Span:
        """Its place in the data; it is looked for only when there is a leak to tell of."""
        return self.record.at(*self.path)


@dataclass(slots=True)
class Secrets:
    """Everything to look for.

    Attributes:
        phrases: Secrets by their folded words. An empty tuple marks an exception of the
            school: what stands inside those words is no leak.
        capitalised: Phrases that count only with a capital letter.
        phones: Secrets by the last ten digits of a phone, or by all the digits of a local one.
        common: How often a word stands in some of the publishable texts.
    """

    phrases: dict[str, tuple[Secret, ...]] = dataclasses.field(default_factory=dict)
    capitalised: set[str] = dataclasses.field(default_factory=set)
    phones: dict[str, Secret] = dataclasses.field(default_factory=dict)
    common: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def add(self, phrase: str, secret: Secret, *, capital: bool = False) -> None:
        """Add one way to write a secret.

        Namesakes share a phrase; of equal texts the first one is enough to report; of one
        person's names the last one is, which tells the field most exactly.
        """
        known = self.phrases.get(phrase, ())
        if secret.what is What.NAME:
            known = tuple(other for other in known if other.key != secret.key)
        if not phrase or secret in known or (known and secret.what is What.TEXT):
            return
        if not known and capital:
            self.capitalised.add(phrase)
        elif not capital:
            self.capitalised.discard(phrase)
        self.phrases[phrase] = (*known, secret)

    def rows(self) -> tuple[Any, ...]:
        """Return the secrets as plain data that :meth:`of_rows` reads."""
        known = dict.fromkeys(
            (*(one for owners in self.phrases.values() for one in owners), *self.phones.values())
        )
        numbers = {secret: number for number, secret in enumerate(known)}
        return (
            [(one.what.name, one.why.name, one.key, one.path) for one in known],
            [(text, [numbers[one] for one in owners]) for text, owners in self.phrases.items()],
            sorted(self.capitalised),
            [(digits, numbers[one]) for digits, one in self.phones.items()],
        )

    @classmethod
    def of_rows(cls, rows: tuple[Any, ...], registry: Registry) -> Secrets:
        """Return the secrets of rows, each with its record.

        Args:
            rows: What :meth:`rows` has returned for the same records.
            registry: The records.
        """
        known, phrases, capitalised, phones = rows
        secrets = [
            _secret(What[what], Why[why], registry.by_key[key], tuple(path))
            for what, why, key, path in known
        ]
        return cls(
            {text: tuple(secrets[number] for number in owners) for text, owners in phrases},
            set(capitalised),
            {digits: secrets[number] for digits, number in phones},
        )

    def told(self) -> str:
        """Return everything there is to look for as one text: equal texts, equal secrets.

        How often words are met decides only how they are looked for, never what is found.
        """
        return repr(
            (
                sorted(self.phrases.items(), key=lambda item: item[0]),
                sorted(self.capitalised),
                sorted(self.phones.items(), key=lambda item: item[0]),
            )
        )

    def is_value(self, phrase: str) -> bool:
        """Tell whether a phrase is a value of records, no name, address or contact."""
        return all(secret.what in {What.TEXT, What.NUMBER} for secret in self.phrases[phrase])

    def permit(self, text: str) -> None:
        """Let a text of the school's exceptions stand wherever it is met."""
        phrase = folded(text)
        self.phrases[phrase] = ()
        self.capitalised.discard(phrase)
        for digits in phones_in(text):
            self.phones.pop(digits, None)


def secrets_of(registry: Registry, today: date, cache: Cache | None = None) -> Secrets:
    """Gather what the public build of a day must not hold.

    Values that stand in publishable texts too are no secrets. Names, addresses and contacts
    stay secret even so: a text that spells them is a slip to report, not a permission.

    Args:
        registry: The school's data.
        today: The day on which consents are judged.
        cache: Keeps what is gathered from all records but cases, of which there are most and
            in which there are hardly any secrets.
    """
    shelf = Shelf(cache or Cache(None), _ROOM, "all but cases", count=1)
    others = [entity for entity in registry.entities() if not isinstance(entity, Case)]
    ids = [entity.key for entity in registry.entities()]
    told = [(entity.key, [value[:2] for value in entity.values]) for entity in others]
    made = partial(_gathered, registry, today, others)
    gathered = shelf.made("", (today, ids, key_of(repr(told))), made)
    shelf.close()
    forms, published, rows = gathered
    secrets = Secrets.of_rows(rows, registry)
    judge = Judge(registry, today, frozenset(forms))
    published = [*published, *_add_values(secrets, judge, registry.cases.values())]
    _forget_published(secrets, published)
    _forget_contacts_of_school(secrets, registry)
    for exception in registry.school.audit_exceptions:
        secrets.permit(exception.text)
    return secrets


def _gathered(registry: Registry, today: date, entities: Iterable[Entity]) -> tuple[Any, ...]:
    """Gather what people, pairs and the values of records betray, in a form to be kept.

    Returns:
        Forms of public names, publishable texts, and secrets as rows.
    """
    judge, secrets = Judge(registry, today), Secrets()
    _add_people(secrets, judge, registry)
    _add_pairs(secrets, registry)
    published = list(_add_values(secrets, judge, entities))
    return sorted(judge.public_forms), published, secrets.rows()


def _add_values(secrets: Secrets, judge: Judge, entities: Iterable[Entity]) -> Iterator[str]:
    """Add the values of records that may not be shown; yield the texts of those that may."""
    for entity in entities:
        shown = []
        published = judge.is_published(entity)
        for value in entity.values:
            if why := judge.why_secret(entity, value):
                _add_value(secrets, judge, entity, value, why)
            elif published and not isinstance(value.owner, AuditException):
                shown.append(judge.as_published(value.text))
        yield BREAK.join(shown)


def phones_in(text: str) -> Iterator[str]:
    """Yield the long numbers of a text as secrets keep them: their last ten digits.

    Dates are no phones, however many of them stand in a row.
    """
    for found in DIGIT_RUN.finditer(_DATE.sub(",", text)):
        yield re.sub(r"\D", "", found[0])[-PHONE_DIGITS:]


def _add_value(secrets: Secrets, judge: Judge, entity: Entity, value: Value, why: Why) -> None:
    if value.field == "full_name" or not can_betray(type(value.owner), value.field):
        return
    if value.text.isdecimal() and value.field not in _CONTACTS:
        if len(value.text) >= _YEAR_DIGITS:
            secrets.add(value.text, _secret(What.NUMBER, why, entity, value.path))
        return
    _add_contacts(secrets, entity, value, why)
    _add_text(secrets, judge, entity, value, why)


def _add_contacts(secrets: Secrets, entity: Entity, value: Value, why: Why) -> None:
    for digits in phones_in(value.text):
        if len(digits) == PHONE_DIGITS or value.field == "phone":
            phone = _secret(What.PHONE, why, entity, value.path)
            secrets.phones.setdefault(digits, phone)
    for email in EMAIL.findall(value.text):
        secrets.add(folded(email), _secret(What.EMAIL, why, entity, value.path))


def _add_text(secrets: Secrets, judge: Judge, entity: Entity, value: Value, why: Why) -> None:
    what = What.NAME if isinstance(value.owner, Declension) else What.TEXT
    secret = _secret(what, why, entity, value.path)
    if _FILE.fullmatch(value.text):
        for name in (value.text, value.text.rsplit("/", 1)[-1]):
            secrets.add(folded(name), secret)
        return
    rest = _CONTACT.sub(" ", value.text) if value.field in _CONTACTS else value.text
    for text in link_readings(rest):
        for phrase in phrases_of(text, judge.public_names):
            secrets.add(phrase, secret)


def _forget_published(secrets: Secrets, published: list[str]) -> None:
    texts = [words_in(plain(text)) for text in published]
    secrets.common = Counter(chain.from_iterable(texts[:: 1 + len(texts) // _TELLING]))
    values = Spotter(filter(secrets.is_value, secrets.phrases), secrets.common)
    for words in texts:
        for phrase in values.spot(words):
            secrets.phrases.pop(phrase, None)
    for text in shipped_texts():
        for phrase in values.spot(words_in(text)):
            # A year is met in any script by chance, and is a secret all the same.
            if " " in phrase and not phrase.replace(" ", "").isdigit():
                secrets.phrases.pop(phrase, None)


def _forget_contacts_of_school(secrets: Secrets, registry: Registry) -> None:
    for value in registry.school.values:
        for digits in phones_in(value.text):
            secrets.phones.pop(digits, None)
        for email in EMAIL.findall(value.text):
            secrets.phrases.pop(folded(email), None)


def _add_people(secrets: Secrets, judge: Judge, registry: Registry) -> None:
    named = [person for person in registry.people() if judge.may_name(person)]
    known = [folded(person.id) for person in named]
    latin = {form for person in named for form in latin_forms(person)}
    for person in registry.people():
        if judge.may_name(person):
            continue
        why = judge.why_refused((person,), Category.NAME) or Why.REFUSED
        name = _secret(What.NAME, why, person, ("ФИО",))
        for phrase, capital in forms_of(person):
            if phrase not in judge.public_forms:
                secrets.add(phrase, name, capital=capital)
        for form in latin_forms(person):
            if form not in latin:
                secrets.add(form, name)
        if not any(f" {folded(person.id)} " in f" {id_} " for id_ in known):
            secrets.add(folded(person.id), _secret(What.ID, why, person, ()))


def _add_pairs(secrets: Secrets, registry: Registry) -> None:
    public = {e.id for e in registry.entities() if not isinstance(e, (Pair, Person))}
    for pair in registry.pairs.values():
        phrase = folded(pair.id)
        if " " in phrase and pair.id not in public:
            secrets.add(phrase, _secret(What.ID, Why.PRIVATE, pair, ()))


def _secret(what: What, why: Why, entity: Entity, path: Path) -> Secret:
    return Secret(what, why, entity.key, entity.title_ru, path, entity)


def _in_words(path: Path) -> str:
    """Write a path as the curator reads it: «встречи[2] › ответы › что получилось»."""
    words = ""
    for part in path:
        if isinstance(part, int):
            words += f"[{part + 1}]"
        else:
            words += f" › {part}" if words else part
    return words or "имя файла записи"
