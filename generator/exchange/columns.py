"""Which column of a table is which: headers as schools write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from generator.model.people import Mentee, MenteeKind, Mentor, MentorType, Person
from generator.model.types import fold
from generator.source.slips import composed, russian_twin, without_invisible


class Reading(Enum):
    """How cells of a column are read."""

    ORDINAL = auto()
    NAME = auto()
    NAME_PART = auto()
    TEXT = auto()
    ITEMS = auto()
    DAY = auto()
    YEAR = auto()
    COUNT = auto()
    CHOICE = auto()
    GENDER = auto()
    SUBJECTS = auto()
    TOPICS = auto()
    PAIR = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is known.

    Attributes:
        key: Key of the record, or the column's title in the official form for what belongs to
            the pair.
        reading: How its cells are read.
        pattern: What its header looks like after :func:`clean_header`.
        choices: What a cell may say, for a choice.
    """

    key: str
    reading: Reading
    pattern: re.Pattern[str]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BankForm:
    """How the table of a bank looks.

    Attributes:
        cls: The record a row makes.
        title: What the bank is called.
        command: The word of the command that reads it.
        own: Columns of the person, the first pattern that fits wins.
        partner: Stem of the words that speak of the other side of a pair.
        pair: Columns of the other side; their headers have the stem.
        signs: Keys that only this bank has.
        order: Keys of a new record in the order they are written.
    """

    cls: type[Person]
    title: str
    command: str
    own: tuple[Column, ...]
    partner: str
    pair: tuple[Column, ...]
    signs: frozenset[str]
    order: tuple[str, ...]

    def column_of(self, header: str) -> Column | None:
        """Return the column a header means, or ``None``."""
        text = clean_header(header)
        if not text:
            return None
        columns = self.pair if self.partner in text else self.own
        return next((column for column in columns if column.pattern.search(text)), None)


def clean_header(header: str) -> str:
    """Return a header without hyphens of line ends, punctuation and look-alike letters."""
    text = re.sub(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])", "", without_invisible(composed(header)))
    if re.search("[А-Яа-яЁё]", text) and not re.search("[BD-GIJLQRSU-WZbdf-jl-nq-wz]", text):
        text = russian_twin(text)
    return re.sub(r"[^0-9a-zа-я№]+", " ", fold(text)).strip()


def _column(key: str, reading: Reading, pattern: str, choices: tuple[str, ...] = ()) -> Column:
    return Column(key, reading, re.compile(pattern), choices)


FAMILY, GIVEN, PATRONYMIC = "фамилия", "имя", "отчество"
NAME_PARTS = (FAMILY, GIVEN, PATRONYMIC)
NAME = "ФИО"
WORKPLACE = "место работы"
POST = "должность"
JOINED = "дата вхождения в программу"
BIRTH_YEAR = "год рождения"
_NAME_OF = r"\bф ?и ?о\b|фамили.* им|^(?:список )?(?:{})[а-я]*$"
_PLACE = r"мест\w* работ|организаци|учрежден|^(?:школа|оо|оу|место)\b"
_ENDED = r"(?:дат|срок)\w* (?:заверш|оконч)|^заверш|^оконч"
_CASE = r"кейс|отзыв|ссылк"
_RESULTS = r"результат|^итог"
_FORM = r"^форм"

_COMMON = (
    _column("№", Reading.ORDINAL, r"^(?:№|n|no)?(?: ?п ?п)?(?: ?№)?$|^(?:порядковый )?номер$"),
    _column(FAMILY, Reading.NAME_PART, r"^фамилия(?: настав\w+)?$"),
    _column(GIVEN, Reading.NAME_PART, r"^имя(?: настав\w+)?$"),
    _column(PATRONYMIC, Reading.NAME_PART, r"^отчество(?: настав\w+)?$"),
)
_PERSONAL = (
    _column("дата выхода из программы", Reading.DAY, r"дат\w* (?:выход|выбы)|^выбы"),
    _column(JOINED, Reading.DAY, r"дат\w* (?:вхо|вступ|включ|внес|зачисл|начал)|^вхожден"),
    _column("Дата завершения программы", Reading.PAIR, _ENDED),
    _column("Результаты программы", Reading.PAIR, _RESULTS),
    _column("Форма наставничества", Reading.PAIR, _FORM),
    _column("педагогический стаж", Reading.COUNT, r"стаж"),
    _column(POST, Reading.TEXT, r"должност"),
    _column("предметы", Reading.SUBJECTS, r"^(?:учебн\w+ |преподаваем\w+ )?предмет"),
    _column(WORKPLACE, Reading.TEXT, _PLACE),
    _column("телефон", Reading.TEXT, r"телефон|^тел\b|^моб"),
    _column("почта", Reading.TEXT, r"почт|e ?mail|^мейл|^емейл"),
    _column("пол", Reading.GENDER, r"^пол$"),
    _column("заметки куратора", Reading.TEXT, r"примечан|заметк|комментар"),
)
_LINK = "Ссылка на кейс/отзыв наставляемого, размещённые на сайте ОО"
_TYPES = tuple(item.value for item in MentorType)
_KINDS = tuple(item.value for item in MenteeKind)

MENTORS = BankForm(
    cls=Mentor,
    title="банк наставников",
    command="mentors",
    own=(
        *_COMMON,
        _column(_LINK, Reading.PAIR, _CASE),
        _column("основные компетенции", Reading.ITEMS, r"компетенц"),
        _column("важные достижения", Reading.ITEMS, r"достижен"),
        _column("тип", Reading.CHOICE, r"\bтип\b|предметник|консультант", _TYPES),
        _column("профессиональная сфера", Reading.TEXT, r"сфер"),
        _column("вместимость", Reading.COUNT, r"вместимост"),
        _column("о себе", Reading.TEXT, r"\bо себе\b"),
        *_PERSONAL,
        _column(NAME, Reading.NAME, _NAME_OF.format("наставник|педагог|учител|сотрудник|участник")),
    ),
    partner="наставляем",
    pair=(
        _column(_LINK, Reading.PAIR, _CASE),
        _column("вместимость", Reading.COUNT, r"вместимост|количеств|сколько|^число"),
        _column("Место работы наставляемого", Reading.PAIR, _PLACE),
        _column("ФИО наставляемого (наставляемых)", Reading.PAIR, _NAME_OF.format("наставляем")),
    ),
    signs=frozenset(
        {
            *("основные компетенции", "важные достижения", "тип", "профессиональная сфера"),
            *("Место работы наставляемого", "вместимость"),
        }
    ),
    order=(
        *(NAME, POST, WORKPLACE, "предметы", "педагогический стаж", "пол", "тип"),
        *("профессиональная сфера", "основные компетенции", "важные достижения", "о себе"),
        *("вместимость", JOINED, "дата выхода из программы", "телефон", "почта"),
        "заметки куратора",
    ),
)
MENTEES = BankForm(
    cls=Mentee,
    title="банк наставляемых",
    command="mentees",
    own=(
        *_COMMON,
        _column(_LINK, Reading.PAIR, _CASE),
        _column("Отметка о прохождении программы", Reading.PAIR, r"отметк"),
        _column(BIRTH_YEAR, Reading.YEAR, r"(?:год|дата) рожд|^г ?р$"),
        _column("темы запроса", Reading.TOPICS, r"тем\w* запрос"),
        _column("основной запрос", Reading.TEXT, r"запрос"),
        _column("затруднения", Reading.ITEMS, r"затруднен|дефицит"),
        _column("категория", Reading.CHOICE, r"^(?!.*квалифик).*категори", _KINDS),
        *_PERSONAL,
        _column(
            NAME, Reading.NAME, _NAME_OF.format("наставляем|педагог|учител|сотрудник|участник")
        ),
    ),
    partner="наставник",
    pair=(
        _column(_LINK, Reading.PAIR, _CASE),
        _column("Место работы наставника", Reading.PAIR, _PLACE),
        _column("ФИО наставника", Reading.PAIR, _NAME_OF.format("наставник")),
    ),
    signs=frozenset(
        {
            *(BIRTH_YEAR, "основной запрос", "категория", "затруднения"),
            *("Отметка о прохождении программы", "Место работы наставника"),
        }
    ),
    order=(
        *(NAME, POST, WORKPLACE, "предметы", "педагогический стаж", "пол", BIRTH_YEAR),
        *("категория", "основной запрос", "темы запроса", "затруднения", JOINED),
        *("дата выхода из программы", "телефон", "почта", "заметки куратора"),
    ),
)
PARTNERS = {
    MENTORS.command: "ФИО наставляемого (наставляемых)",
    MENTEES.command: "ФИО наставника",
}


@lru_cache(maxsize=8)
def fields_of(cls: type[Person]) -> Mapping[str, str]:
    """Return the names of a record's fields by their Russian keys."""
    return {info.alias or name: name for name, info in cls.model_fields.items()}


def required_keys(cls: type[Person]) -> tuple[str, ...]:
    """Return the keys no record of a class can do without."""
    return tuple(i.alias or n for n, i in cls.model_fields.items() if i.is_required())
