"""Names in Latin letters: passports, addresses and file names each write them in their own way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.model.people import Person
from generator.rules.names import Name

_RUSSIAN: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SCHEMES: Final = tuple(
    dict(zip(_RUSSIAN, letters.replace("_", "").split(" "), strict=True))
    for letters in (
        # Passports (ИКАО), ГОСТ Р 52535.1.
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia",
        # Addresses of most sites.
        "a b v g d e e zh z i y k l m n o p r s t u f h c ch sh shch _ y _ e yu ya",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch _ y _ e yu ya",
        "a b v g d e yo zh z i j k l m n o p r s t u f h c ch sh shh _ y _ e ju ja",
    )
)


def latin_forms(person: Person) -> Iterator[str]:
    """Yield the ways to write a person's name in Latin letters, always of two words or more.

    A surname alone is left out: in Latin letters it is too often a foreign word.
    """
    name = Name.parse(person.full_name)
    for scheme in _SCHEMES:
        last, first, middle = (
            _latin(part, scheme) for part in (name.last, name.first, name.middle)
        )
        yield f"{last} {first}"
        yield f"{first} {last}"
        if middle:
            yield f"{last} {first} {middle}"
            yield f"{first} {middle} {last}"
            yield f"{last} {first[0]} {middle[0]}"
            yield f"{first[0]} {middle[0]} {last}"


def _latin(word: str, scheme: dict[str, str]) -> str:
    return "".join(scheme.get(letter, letter) for letter in word.casefold()).replace("-", " ")
