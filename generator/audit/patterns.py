"""Personal details known by their shape, wherever they come from: nobody keeps them in the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from generator.audit.piece import Kind, Piece
from generator.audit.secrets import EMAIL, phones_in
from generator.model.registry import Registry

_DASH: Final = r"[-\s\u2010-\u2015]"
_SNILS: Final = re.compile(
    rf"(?<!\d)(\d{{3}}){_DASH}(\d{{3}}){_DASH}(\d{{3}}){_DASH}(\d{{2}})(?!\d)"
)
_CALLED_SNILS: Final = re.compile(
    rf"снилс[^\w\d]{{0,4}}(?:№\s?)?\d{{3}}(?:{_DASH}?\d{{3}}){{2}}{_DASH}?\d{{2}}(?!\d)",
    re.IGNORECASE,
)
"""Named so, it is one even with a slip in its digits."""
_DAY: Final = (
    r"(?:\d{1,2}[./]\d{1,2}[./]\d{4}|(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2}\s+(?:январ|феврал|март"
    r"|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]?\s+(?:19|20)\d{2})"
)
_BORN: Final = re.compile(
    rf"(?:дата\s+рождения|родил(?:ся|ась)|д\.\s?р\.)\D{{0,24}}{_DAY}"
    rf"|\b{_DAY}(?:\s*года?)?\s*(?:рождения|г\.\s?р\.)"
    r"|год\s+рождения\W{0,4}(?:19|20)\d{2}\b|\b(?:19|20)\d{2}\s*(?:года\s+рождения|г\.\s?р\.)",
    re.IGNORECASE,
)
_MOBILE: Final = re.compile(
    rf"(?<![\d+])(?:\+7|8)(?:[(]|{_DASH}){{0,2}}9\d{{2}}(?:[)]|{_DASH}){{0,2}}\d{{3}}{_DASH}?\d{{2}}"
    rf"{_DASH}?\d{{2}}(?!\d)"
)
_LOCAL: Final = re.compile(r"[A-Za-z0-9._+-]{1,64}\Z")
_DOMAIN: Final = re.compile(r"@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
"""Latin letters alone: where tags are taken out, the word before an address touches it."""
_MOST_LOCAL: Final = 64
_PICTURE: Final = re.compile(r"\.(?:png|jpe?g|webp|avif|svg|gif)$", re.IGNORECASE)
_LONG: Final = re.compile(r"\d(?:[\s()\u2010-\u2015-]{0,2}\d){10}")
"""Eleven digits of a phone or of a СНИЛС: where there are none, none of the two is looked for."""
_BORN_IN: Final = re.compile(r"[гд]\.\s?р\.")
_SURE: Final = {"СНИЛС", "дата рождения"}


@dataclass(frozen=True, slots=True)
class Met:
    """A detail met in a text.

    Attributes:
        what: «СНИЛС», «дата рождения», «мобильный телефон», «почта».
        text: The words as they stand there.
        reach: How they were reached.
    """

    what: str
    text: str
    reach: str


@dataclass(frozen=True, slots=True)
class Known:
    """Contacts that may be public: those of the school's records about itself, and exceptions.

    Attributes:
        phones: Last ten digits of phones.
        words: Everything else in small letters.
    """

    phones: frozenset[str]
    words: frozenset[str] = field(default_factory=frozenset)


def known_contacts(registry: Registry) -> Known:
    """Return the contacts that the school gives out itself."""
    texts = [value.text for value in registry.school.values if value.mark is not None]
    texts += [item.text for item in registry.school.audit_exceptions]
    phones = frozenset(digits for text in texts for digits in phones_in(text))
    emails = {email.casefold() for text in texts for email in EMAIL.findall(text)}
    exceptions = {item.text.casefold() for item in registry.school.audit_exceptions}
    return Known(phones, frozenset(emails | exceptions))


def met_in(piece: Piece, known: Known) -> Iterator[Met]:
    """Yield the details of a piece."""
    if piece.kind is Kind.BYTES:
        return
    # Programs are full of numbers and of «@».
    for what, found in _found(piece.text, in_code=piece.kind is Kind.CODE):
        if found.casefold() not in known.words:
            digits = set(phones_in(found)) if what == "мобильный телефон" else set()
            if not digits & known.phones:
                yield Met(what, found, piece.reach)


@lru_cache(maxsize=4096)
def _found(text: str, *, in_code: bool) -> tuple[tuple[str, str], ...]:
    """Return what a text holds; files share many of their texts, so each is read once."""
    return tuple(found for found in _find(text) if not in_code or found[0] in _SURE)


def _find(text: str) -> Iterator[tuple[str, str]]:
    if "@" in text:
        yield from (("почта", email) for email in _emails(text))
    if _LONG.search(text):
        yield from (("СНИЛС", found) for found in _snils(text))
        yield from (("мобильный телефон", match[0]) for match in _MOBILE.finditer(text))
    if _tells_birth(text.casefold()):
        yield from (("дата рождения", match[0]) for match in _BORN.finditer(text))


def _tells_birth(small: str) -> bool:
    """Tell whether small letters may speak of a birth; most texts do not, and tell so soon."""
    if "рожден" in small or "родил" in small:
        return True
    return "р." in small and _BORN_IN.search(small) is not None


def may_tell_birth(text: str) -> bool:
    """Tell whether a piece of a text may hold words about a birth, or the end of them."""
    small = text.casefold()
    return small.startswith("р.") or _tells_birth(small)


def _emails(text: str) -> Iterator[str]:
    for domain in _DOMAIN.finditer(text):
        at = domain.start()
        local = _LOCAL.search(text[max(0, at - _MOST_LOCAL) : at])
        if local and not _PICTURE.search(email := local[0] + domain[0]):
            yield email


def _snils(text: str) -> Iterator[str]:
    called = list(_CALLED_SNILS.finditer(text))
    yield from (match[0] for match in called)
    ends = {match.end() for match in called}
    for match in _SNILS.finditer(text):
        if match.end() not in ends and _is_snils("".join(match.groups())):
            yield match[0]


def _is_snils(digits: str) -> bool:
    """Tell whether the last two digits are the control number of the others."""
    total = sum(
        int(digit) * weight for digit, weight in zip(digits[:9], range(9, 0, -1), strict=True)
    )
    return total % 101 % 100 == int(digits[9:])
