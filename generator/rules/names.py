"""Names of people as texts write them: cases, initials, orders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from generator.model import people

CASES: Final = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL)
_SUFFIXES: Final = {"оглы", "кызы"}


@dataclass(frozen=True, slots=True)
class Name:
    """A full name in its parts.

    Attributes:
        last: Surname.
        first: Given name.
        middle: Patronymic with its «оглы» or «кызы», or an empty string.
    """

    last: str
    first: str
    middle: str

    @classmethod
    def parse(cls, full: str) -> Name:
        """Split «Соколова Анна Викторовна» into its parts."""
        last, first, *middle = full.split(" ")
        return cls(last, first, " ".join(middle))

    @property
    def initials(self) -> str:
        """«А. В.» with no-break spaces."""
        letters = [self.first[0], *([self.middle[0]] if self.middle else [])]
        return "\u00a0".join(f"{letter}." for letter in letters)

    @property
    def short(self) -> str:
        """«Соколова А. В.»."""
        return f"{self.last}\u00a0{self.initials}"

    @property
    def polite(self) -> str:
        """«Анна Викторовна», or the given name where there is no patronymic."""
        return f"{self.first} {self.middle}".strip()

    def __str__(self) -> str:
        return f"{self.last} {self.first} {self.middle}".strip()


def gender_of(name: Name, told: people.Gender | None) -> Gender:
    """Return the gender by the record, else by the patronymic, else by the name's ending."""
    if told is not None:
        return Gender.FEMALE if told is people.Gender.FEMALE else Gender.MALE
    middle = name.middle.casefold()
    if middle.endswith(("вна", "чна", "кызы", "шна")):
        return Gender.FEMALE
    if middle.endswith(("вич", "ьич", "мич", "оглы")):
        return Gender.MALE
    return Gender.FEMALE if name.first[-1] in "ая" else Gender.MALE


@lru_cache(maxsize=8192)
def decline(name: Name, gender: Gender, case: Case) -> Name:
    """Put a name into a grammatical case; «оглы» and «кызы» stay as they are."""
    maker = _maker()
    middle, *suffix = name.middle.split(" ") if name.middle else [""]
    if suffix and suffix[0] in _SUFFIXES:
        declined = name.middle
    else:
        declined = maker.make(NamePart.MIDDLENAME, gender, case, middle) if middle else ""
    last = (maker.make(NamePart.LASTNAME, gender, case, part) for part in name.last.split("-"))
    return Name(
        "-".join(last),
        maker.make(NamePart.FIRSTNAME, gender, case, name.first),
        declined,
    )


@lru_cache(maxsize=1)
def _maker() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()


def declined_forms(person: people.Person) -> tuple[Name, ...]:
    """Return the name in all six cases, nominative first, without repetitions.

    Forms written by hand in «склонение» are added to the ones the rules give.
    """
    name = Name.parse(person.full_name)
    gender = gender_of(name, person.gender)
    forms = [name, *(decline(name, gender, case) for case in CASES)]
    if person.declension is not None:
        written = person.declension.model_dump(exclude_none=True).values()
        forms.extend(Name.parse(text) for text in written if text.count(" ") >= 1)
    return tuple(dict.fromkeys(forms))
