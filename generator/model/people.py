"""Mentors and mentees: the two banks of the programme."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Category, Entity, Record, Shown
from generator.model.consent import Consent
from generator.model.types import (
    Count,
    Day,
    FullName,
    MenteeRef,
    Prose,
    RequestRef,
    SubjectRef,
    Text,
)


class Gender(StrEnum):
    """Asked only when neither the patronymic nor the ending of the name tells it."""

    FEMALE = "ж"
    MALE = "м"


class Declension(Record):
    """Forms of a name that no rule guesses; given only when the guess is wrong."""

    genitive: Text | None = Field(None, alias="родительный")
    dative: Text | None = Field(None, alias="дательный")
    accusative: Text | None = Field(None, alias="винительный")
    instrumental: Text | None = Field(None, alias="творительный")
    prepositional: Text | None = Field(None, alias="предложный")


class Photo(Record):
    """A portrait file with a description for those who do not see it."""

    file: Annotated[Text, OPEN] = Field(alias="файл")
    alt: Annotated[Text, OPEN] = Field(alias="описание")


class Person(Entity):
    """What is known of any participant.

    Attributes:
        workplace: Another organisation; ``None`` means our school.
        notes: The curator's own notes; never leave the internal section.
    """

    full_name: Annotated[FullName, Shown(Category.NAME)] = Field(alias="ФИО")
    gender: Gender | None = Field(None, alias="пол")
    declension: Declension | None = Field(None, alias="склонение")
    post: Annotated[Text, Shown(Category.POST)] = Field(alias="должность")
    workplace: Annotated[Text | None, Shown(Category.POST)] = Field(None, alias="место работы")
    subjects: Annotated[tuple[SubjectRef, ...], Shown(Category.SUBJECT)] = Field(
        (), alias="предметы"
    )
    experience: Count | None = Field(None, alias="педагогический стаж")
    photo: Annotated[Photo | None, Shown(Category.PHOTO)] = Field(None, alias="фото")
    joined: Day = Field(alias="дата вхождения в программу")
    left: Day | None = Field(None, alias="дата выхода из программы")
    phone: Text | None = Field(None, alias="телефон")
    email: Text | None = Field(None, alias="почта")
    notes: Text | None = Field(None, alias="заметки куратора")
    consents: tuple[Consent, ...] = Field((), alias="согласия")


class MentorType(StrEnum):
    """Two types of mentors (seed Т, «Участники Программы»)."""

    CONSULTANT = "консультант"
    SUBJECT = "предметник"


class MentorStyle(StrEnum):
    """Styles a mentor is taught (seed Т, «Обучение наставников»)."""

    DEVELOPING = "развивающий"
    INSTRUMENTAL = "инструментальный"


class TrainingKind(StrEnum):
    """When a mentor is taught: before the first pair, or while working."""

    INITIAL = "первичное"
    ONGOING = "в ходе работы"


class Training(Record):
    """A course a mentor took for mentoring."""

    kind: TrainingKind = Field(alias="вид")
    topic: Text = Field(alias="тема")
    date: Day = Field(alias="дата")
    hours: Count | None = Field(None, alias="часов")


class Mentor(Person):
    """An experienced teacher who leads mentees (наставник).

    Attributes:
        capacity: How many mentees the mentor leads at once.
        was_mentee: The mentee this mentor once was; the line of succession (Т, п. 36).
        since: Year from which the mentor leads others, for the honour board.
    """

    folder: ClassVar[str] = "mentors"
    title_ru: ClassVar[str] = "наставник"

    type: MentorType = Field(alias="тип")
    competences: Annotated[tuple[Text, ...], Shown(Category.ACHIEVEMENTS)] = Field(
        alias="основные компетенции"
    )
    achievements: Annotated[tuple[Text, ...], Shown(Category.ACHIEVEMENTS)] = Field(
        (), alias="важные достижения"
    )
    sphere: Annotated[Text, Shown(Category.ACHIEVEMENTS)] = Field(alias="профессиональная сфера")
    about: Annotated[Prose | None, Shown(Category.ACHIEVEMENTS)] = Field(None, alias="о себе")
    capacity: Count = Field(1, alias="вместимость")
    styles: tuple[MentorStyle, ...] = Field((), alias="стили")
    training: tuple[Training, ...] = Field((), alias="обучение")
    was_mentee: MenteeRef | None = Field(None, alias="был наставляемым")


class MenteeKind(StrEnum):
    """Who becomes a mentee (domain §1: seeds Т and Р)."""

    YOUNG = "молодой специалист"
    NEWCOMER = "новый сотрудник"
    BURNOUT = "педагог в выгорании"
    NEW_TECHNOLOGY = "осваивает новую технологию"
    OTHER_EDUCATION = "непедагогическое образование"


class Support(Record):
    """Support of a mentee who has no pair yet (Л 5.3, Т 22)."""

    date: Day = Field(alias="дата")
    who: Text = Field(alias="кто")
    what: Text = Field(alias="что сделано")


class Mentee(Person):
    """A teacher led by a mentor (наставляемый); requests and difficulties are never public."""

    folder: ClassVar[str] = "mentees"
    title_ru: ClassVar[str] = "наставляемый"

    birth_year: Count = Field(alias="год рождения")
    kind: MenteeKind = Field(alias="категория")
    request: Text = Field(alias="основной запрос")
    request_topics: tuple[RequestRef, ...] = Field((), alias="темы запроса")
    difficulties: tuple[Text, ...] = Field((), alias="затруднения")
    support: tuple[Support, ...] = Field((), alias="сопровождение без пары")
