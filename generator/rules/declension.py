"""Names and posts in the cases that papers need; what cannot be declined is refused.

The audit looks for every form a name might take and may guess (:mod:`generator.rules.names`).
A paper with a wrong form is signed and filed, so here a guess is not good enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pytrovich.enums import Case as PytrovichCase
from pytrovich.enums import Gender

from generator.diagnostics import Span
from generator.model import people
from generator.model.base import Choice
from generator.model.school import Official
from generator.rules.names import Name, decline

Declinable = people.Person | Official


class Case(Choice):
    """Grammatical cases, named as in «склонение» of the records."""

    NOMINATIVE = "именительный", "кто?"
    GENITIVE = "родительный", "нет кого?"
    DATIVE = "дательный", "дать кому?"
    ACCUSATIVE = "винительный", "вижу кого?"
    INSTRUMENTAL = "творительный", "доволен кем?"
    PREPOSITIONAL = "предложный", "думаю о ком?"


class UndeclinableError(Exception):
    """A name or a post whose form nobody can tell for certain.

    Attributes:
        span: Where the name or the post stands, as far as it is known.
        hint: What to write into the record.
    """

    def __init__(self, span: Span, message: str, hint: str) -> None:
        super().__init__(message)
        self.span = span
        self.hint = hint


def name_in(person: Declinable, case: Case) -> Name:
    """Return a person's name in a case: as written in «склонение», else by the rules.

    Raises:
        UndeclinableError: When the gender is not known, or the name has no usual parts.
    """
    name = Name.parse(_full_name(person))
    if case is Case.NOMINATIVE:
        return name
    if written := _written(person.declension, case):
        return Name.parse(written)
    hint = f"напишите форму сами: склонение: {{{case}: …}}"
    if len(name.middle.split()) > 1 and name.middle.split()[-1] not in {"оглы", "кызы"}:
        raise UndeclinableError(
            _place(person, "ФИО"), f"имя «{name}» из четырёх слов не склоняется само", hint
        )
    gender = known_gender(person)
    if gender is None:
        message = f"по имени «{name}» не понять, мужское оно или женское"
        raise UndeclinableError(_place(person, "ФИО"), message, "допишите «пол: ж» или «пол: м»")
    return decline(name, gender, _PYTROVICH[case])


def known_gender(person: Declinable) -> Gender | None:
    """Return the gender a record or a patronymic tells, or ``None``: endings are no proof."""
    if person.gender is not None:
        return Gender.FEMALE if person.gender is people.Gender.FEMALE else Gender.MALE
    middle = Name.parse(_full_name(person)).middle.casefold()
    if middle.endswith(("вна", "чна", "шна", "кызы")):
        return Gender.FEMALE
    if middle.endswith(("вич", "ьич", "мич", "оглы")):
        return Gender.MALE
    return None


def post_in(person: Declinable, case: Case) -> str:
    """Return a person's post in a case: as written in «склонение должности», else by the rules.

    Raises:
        UndeclinableError: When the word the post begins with is of no known kind.
    """
    if case is Case.NOMINATIVE:
        return person.post
    if written := _written(person.post_declension, case):
        return written
    form = declined_post(person.post, case)
    if form is None:
        message = f"должность «{person.post}» не склоняется сама"
        hint = f"напишите форму сами: склонение должности: {{{case}: …}}"
        raise UndeclinableError(_place(person, "должность"), message, hint)
    return form


def declined_post(post: str, case: Case) -> str | None:
    """Put a post into a case: «учитель математики» → «учителя математики».

    Adjectives before the first noun and the noun itself change; what follows is a complement.
    Abbreviations with a dot («и. о. директора») stay as they are.

    Returns:
        The form, or ``None`` when the word the post begins with is of no known kind.
    """
    if case is Case.NOMINATIVE:
        return post
    parts = [_part_of_post(part, case) for part in post.split(", ")]
    return None if None in parts else ", ".join(filter(None, parts))


def _part_of_post(part: str, case: Case) -> str | None:
    words = part.split(" ")
    for index, word in enumerate(words):
        if word.endswith(".") or word.casefold() == "врио":
            return " ".join(words)
        adjective = _declined_adjective(word, case)
        if adjective is not None:
            words[index] = adjective
            if word.casefold() in _ADJECTIVES_AS_NOUNS:
                return " ".join(words)
            continue
        pieces = [_declined_noun(piece, case) for piece in word.split("-")]
        if None in pieces:
            break
        words[index] = "-".join(filter(None, pieces))
        return " ".join(words)
    return None


def _declined_adjective(word: str, case: Case) -> str | None:
    """Return an adjective in a case, or ``None`` when the word is none."""
    folded = word.casefold()
    ending = folded[-2:]
    if ending not in _ADJECTIVE_ENDINGS or len(folded) < 5:
        return None
    stem, before = word[:-2], folded[-3]
    if ending in {"ая", "яя"}:
        soft = ending == "яя" or before in _HUSHING
        forms = ("ей", "ей", "юю" if ending == "яя" else "ую", "ей", "ей") if soft else _FEMALE
    else:
        hissing = before in _HUSHING and ending != "ой"
        soft = (ending == "ий" and before not in _VELAR) or hissing
        close = "им" if soft or before in _VELAR + _HUSHING else "ым"
        forms = ("его", "ему", "его", close, "ем") if soft else ("ого", "ому", "ого", close, "ом")
    return stem + forms[_ORDER.index(case)]


def _declined_noun(word: str, case: Case) -> str | None:
    """Return a noun that names a person in a case, or ``None`` when its kind is not known."""
    folded = word.casefold()
    index = _ORDER.index(case)
    if folded in _UNCHANGED:
        return word
    if not folded.isalpha() or folded.isascii() or folded.endswith("ец"):
        return None
    last, before = folded[-1], folded[-2:-1]
    if last == "ь" and folded.endswith(("тель", "арь", "ырь")):
        close = "ём" if folded in _STRESSED else "ем"
        return word[:-1] + ("я", "ю", "я", close, "е")[index]
    if last == "а":
        first = "и" if before in _VELAR + _HUSHING else "ы"
        close = "ей" if before in f"{_HUSHING}ц" else "ой"
        return word[:-1] + (first, "е", "у", close, "е")[index]
    if last in _HUSHING:
        close = _AFTER_HUSHING.get(folded, "")
        return word + ("а", "у", "а", close, "е")[index] if close else None
    if last in _CONSONANTS:
        return word + ("а", "у", "а", "ом", "е")[index]
    return None


def _place(person: Declinable, field: str) -> Span:
    """Return where a value of a person stands; officials are parts of the school's record."""
    return person.at(field) if isinstance(person, people.Person) else Span("data/school.yml")


def _full_name(person: Declinable) -> str:
    return person.full_name if isinstance(person, people.Person) else person.name


def _written(
    declension: people.Declension | people.PostDeclension | None, case: Case
) -> str | None:
    if declension is None:
        return None
    written: Mapping[str, str | None] = declension.model_dump(by_alias=True)
    return written[case.value]


_PYTROVICH: Final = {
    Case.GENITIVE: PytrovichCase.GENITIVE,
    Case.DATIVE: PytrovichCase.DATIVE,
    Case.ACCUSATIVE: PytrovichCase.ACCUSATIVE,
    Case.INSTRUMENTAL: PytrovichCase.INSTRUMENTAL,
    Case.PREPOSITIONAL: PytrovichCase.PREPOSITIONAL,
}
_ORDER: Final = tuple(_PYTROVICH)
_ADJECTIVE_ENDINGS: Final = {"ый", "ий", "ой", "ая", "яя"}
_ADJECTIVES_AS_NOUNS: Final = {
    *("заведующий", "заведующая", "управляющий", "управляющая", "исполняющий", "исполняющая"),
    *("вожатый", "вожатая", "дежурный", "дежурная", "учёный", "рабочий"),
}
_FEMALE: Final = ("ой", "ой", "ую", "ой", "ой")
_UNCHANGED: Final = {
    *("бизнес", "веб", "вице", "пресс", "медиа", "экс", "онлайн", "арт", "фото", "видео"),
    *("шеф", "it", "pr", "hr"),
}
_VELAR: Final = "гкх"
_HUSHING: Final = "жшщч"
_CONSONANTS: Final = "бвгдзклмнпрстфх"
_STRESSED: Final = {"секретарь", "вратарь", "главарь"}
_AFTER_HUSHING: Final = {"врач": "ом", "завуч": "ем", "сторож": "ем", "товарищ": "ем"}
