"""Mentors and mentees: the two banks of the programme."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Category, Choice, Entity, Record, Shown
from generator.model.consent import Consent
from generator.model.photo import Photo
from generator.model.types import (
    Count,
    Day,
    FormRef,
    FullName,
    KindRef,
    MenteeRef,
    OldAddress,
    Prose,
    RequestRef,
    SubjectRef,
    Text,
)


class Gender(Choice):
    """Asked only when neither the patronymic nor the ending of the name tells it."""

    FEMALE = "ж", "женский"
    MALE = "м", "мужской"


class Declension(Record, title="Склонение имени"):
    """Forms of a name that no rule guesses; given only when the guess is wrong.

    They are as open as the name they stand for.
    """

    genitive: Annotated[Text | None, OPEN] = Field(
        None,
        alias="родительный",
        description=(
            "Нет кого? Вяземской-Лунёвой Ирины Олеговны. По этой форме ищут имя в текстах сайта."
        ),
    )
    dative: Annotated[Text | None, OPEN] = Field(
        None,
        alias="дательный",
        description="Подарок кому? Вяземской-Лунёвой Ирине Олеговне.",
    )
    accusative: Annotated[Text | None, OPEN] = Field(
        None,
        alias="винительный",
        description="Вижу кого? Вяземскую-Лунёву Ирину Олеговну.",
    )
    instrumental: Annotated[Text | None, OPEN] = Field(
        None,
        alias="творительный",
        description="Горжусь кем? Вяземской-Лунёвой Ириной Олеговной.",
    )
    prepositional: Annotated[Text | None, OPEN] = Field(
        None,
        alias="предложный",
        description="Думаю о ком? Вяземской-Лунёвой Ирине Олеговне.",
    )


class PostDeclension(Record, title="Склонение должности"):
    """Forms of a post for papers; given only when the rules cannot tell them."""

    genitive: Annotated[Text | None, OPEN] = Field(
        None,
        alias="родительный",
        description="Нет кого? Учителя-логопеда.",
    )
    dative: Annotated[Text | None, OPEN] = Field(
        None,
        alias="дательный",
        description="Выплатить кому? Учителю-логопеду.",
    )
    accusative: Annotated[Text | None, OPEN] = Field(
        None,
        alias="винительный",
        description="Назначить кого? Учителя-логопеда.",
    )
    instrumental: Annotated[Text | None, OPEN] = Field(
        None,
        alias="творительный",
        description="Закрепить за кем? Учителем-логопедом.",
    )
    prepositional: Annotated[Text | None, OPEN] = Field(
        None,
        alias="предложный",
        description="Сведения о ком? Об учителе-логопеде.",
    )


class Person(Entity):
    """What is known of any participant.

    Attributes:
        workplace: Another organisation; ``None`` means our school.
        notes: The curator's own notes; never leave the internal section.
    """

    full_name: Annotated[FullName, Shown(Category.NAME)] = Field(
        alias="ФИО",
        description="Фамилия, имя и отчество полностью, как в паспорте: Соколова Анна Викторовна.",
    )
    gender: Gender | None = Field(
        None,
        alias="пол",
        description="Нужен, только если по отчеству и окончанию имени он не виден.",
    )
    declension: Declension | None = Field(
        None,
        alias="склонение",
        description="Формы имени, если программа склоняет его неверно. Обычно не нужны.",
    )
    post: Annotated[Text, Shown(Category.POST)] = Field(
        alias="должность",
        description="Должность одним и тем же написанием: учитель математики.",
    )
    post_declension: Annotated[PostDeclension | None, Shown(Category.POST)] = Field(
        None,
        alias="склонение должности",
        description="Формы должности для приказов, если программа просит их. Обычно не нужны.",
    )
    workplace: Annotated[Text | None, Shown(Category.POST)] = Field(
        None,
        alias="место работы",
        description="Организация, если это не наша школа: МБОУ «Лицей № 2».",
    )
    subjects: Annotated[tuple[SubjectRef, ...], Shown(Category.SUBJECT)] = Field(
        (),
        alias="предметы",
        description="Что преподаёт; названия — из списка «предметы» в data/programme.yml.",
    )
    experience: Count | None = Field(
        None,
        alias="педагогический стаж",
        description="Полных лет работы учителем; у начинающего — 0.",
    )
    photo: Annotated[Photo | None, Shown(Category.PHOTO)] = Field(
        None,
        alias="фото",
        description="Портрет. На сайте он появится только при согласии на фото.",
    )
    building: Text | None = Field(
        None,
        alias="корпус",
        description="В каком здании работает: главный. По нему подбирают пару.",
    )
    forms: tuple[FormRef, ...] = Field(
        (),
        alias="удобные формы",
        description="Какие формы удобны; названия — из списка «формы» в data/programme.yml.",
    )
    kinds: tuple[KindRef, ...] = Field(
        (),
        alias="удобные виды",
        description="Какие виды удобны; названия — из списка «виды» в data/programme.yml.",
    )
    joined: Day = Field(
        alias="дата вхождения в программу",
        description="День, когда человека внесли в банк: 01.09.2026. Графа обоих банков.",
    )
    left: Day | None = Field(
        None,
        alias="дата выхода из программы",
        description="День, когда человек вышел из программы. Участвует — ключа нет.",
    )
    phone: Text | None = Field(
        None,
        alias="телефон",
        description="Личный телефон для связи куратора: +7 (000) 214-37-08.",
    )
    email: Text | None = Field(
        None,
        alias="почта",
        description="Личная почта для связи куратора: a.sokolova@example.ru.",
    )
    notes: Text | None = Field(
        None,
        alias="заметки куратора",
        description="Что важно помнить вам: свободные дни, просьбы, договорённости.",
    )
    consents: tuple[Consent, ...] = Field(
        (),
        alias="согласия",
        description=(
            "Подписанные согласия. Без обработки нельзя вести в банке, без распространения — "
            "показать на сайте."
        ),
    )


class MentorType(Choice):
    """Two types of mentors (seed Т, «Участники Программы»)."""

    CONSULTANT = "консультант", "помогает освоиться в школе и профессии"
    SUBJECT = "предметник", "учит преподавать свой предмет"


class MentorStyle(Choice):
    """Styles a mentor is taught (seed Т, «Обучение наставников»)."""

    DEVELOPING = "развивающий", "спрашивает и даёт дойти самому"
    INSTRUMENTAL = "инструментальный", "показывает готовые приёмы"


class TrainingKind(Choice):
    """When a mentor is taught: before the first pair, or while working."""

    INITIAL = "первичное", "до первой пары"
    ONGOING = "в ходе работы", "пока пара работает"


class Training(Record, title="Обучение"):
    """A course a mentor took for mentoring."""

    kind: TrainingKind = Field(
        alias="вид",
        description="Когда учили: до первой пары или уже во время работы.",
    )
    topic: Text = Field(
        alias="тема",
        description="Тема занятия: Как разбирать чужой урок.",
    )
    date: Day = Field(
        alias="дата",
        description="День занятия или окончания курса: 24.09.2024.",
    )
    hours: Count | None = Field(
        None,
        alias="часов",
        description="Сколько часов длилось: 8.",
    )


class Mentor(Person):
    """An experienced teacher who leads mentees (наставник).

    Attributes:
        capacity: How many mentees the mentor leads at once.
        was_mentee: The mentee this mentor once was; the line of succession (Т, п. 36).
        since: Year from which the mentor leads others, for the honour board.
    """

    folder: ClassVar[str] = "mentors"
    title_ru: ClassVar[str] = "наставник"

    type: MentorType = Field(
        alias="тип",
        description=(
            "Предметник учит своему предмету, консультант помогает освоиться в школе и профессии."
        ),
    )
    competences: Annotated[tuple[Text, ...], Shown(Category.ACHIEVEMENTS)] = Field(
        alias="основные компетенции",
        description="Чем силён и чему может научить, по строке на каждое умение. Графа банка.",
    )
    achievements: Annotated[tuple[Text, ...], Shown(Category.ACHIEVEMENTS)] = Field(
        (),
        alias="важные достижения",
        description="Победы, категории, публикации с годом. Графа банка.",
    )
    sphere: Annotated[Text, Shown(Category.ACHIEVEMENTS)] = Field(
        alias="профессиональная сфера",
        description="Область в двух-трёх словах: точные науки. По ней отбирают на доске почёта.",
    )
    about: Annotated[Prose | None, Shown(Category.ACHIEVEMENTS)] = Field(
        None,
        alias="о себе",
        description="Несколько фраз от первого лица; можно абзацами. Для страницы наставника.",
    )
    help_topics: tuple[RequestRef, ...] = Field(
        (),
        alias="темы помощи",
        description="С чем помогает: темы из списка «запросы» в data/programme.yml.",
    )
    capacity: Count = Field(
        1,
        alias="вместимость",
        description="Сколько наставляемых ведёт сразу; без ключа — один.",
    )
    styles: tuple[MentorStyle, ...] = Field(
        (),
        alias="стили",
        description="Как ведёт: развивающий — вопросами, инструментальный — готовыми приёмами.",
    )
    training: tuple[Training, ...] = Field(
        (),
        alias="обучение",
        description="Занятия, на которых учили быть наставником.",
    )
    was_mentee: MenteeRef | None = Field(
        None,
        alias="был наставляемым",
        description="Запись того же человека в банке наставляемых: имя файла или ФИО.",
    )
    former: Annotated[tuple[OldAddress, ...], Shown(Category.NAME)] = Field(
        (),
        alias="прежние адреса",
        description="Где страница была раньше: mentors/sokolova-a. Оттуда приведут сюда.",
    )


class MenteeKind(Choice):
    """Who becomes a mentee (domain §1: seeds Т and Р)."""

    YOUNG = "молодой специалист", "стаж до трёх лет"
    NEWCOMER = "новый сотрудник", "опытный, но новый в нашей школе"
    BURNOUT = "педагог в выгорании", "устал от работы и ищет опору"
    NEW_TECHNOLOGY = "осваивает новую технологию", "учится новому инструменту или методике"
    OTHER_EDUCATION = "непедагогическое образование", "пришёл в школу из другой профессии"


class Support(Record, title="Помощь без пары"):
    """Support of a mentee who has no pair yet (Л 5.3, Т 22)."""

    date: Day = Field(
        alias="дата",
        description="День встречи или звонка: 12.10.2026.",
    )
    who: Text = Field(
        alias="кто",
        description="Кто помогал, по должности: педагог-психолог.",
    )
    what: Text = Field(
        alias="что сделано",
        description="Коротко: беседа, приглашён на открытые уроки.",
    )


class Mentee(Person):
    """A teacher led by a mentor (наставляемый); requests and difficulties are never public."""

    folder: ClassVar[str] = "mentees"
    title_ru: ClassVar[str] = "наставляемый"

    birth_year: Count = Field(
        alias="год рождения",
        description="Четыре цифры: 2003. Графа банка наставляемых.",
    )
    kind: MenteeKind = Field(
        alias="категория",
        description="Почему человеку нужен наставник.",
    )
    request: Text = Field(
        alias="основной запрос",
        description="Чего человек хочет, его словами, одной фразой. Графа банка.",
    )
    request_topics: tuple[RequestRef, ...] = Field(
        (),
        alias="темы запроса",
        description="Темы из списка «запросы» в data/programme.yml: по ним подбирают наставника.",
    )
    difficulties: tuple[Text, ...] = Field(
        (),
        alias="затруднения",
        description="Что не получается, по строке на каждое.",
    )
    dismissed: Day | None = Field(
        None,
        alias="дата увольнения",
        description="День ухода из школы. Работает — ключа нет. По нему считают закрепление.",
    )
    support: tuple[Support, ...] = Field(
        (),
        alias="сопровождение без пары",
        description="Что делали для человека, пока наставник не найден.",
    )
