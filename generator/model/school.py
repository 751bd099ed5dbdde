"""The school itself and those who run the programme."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity, Record
from generator.model.people import Declension, Gender, PostDeclension
from generator.model.silence import Silence
from generator.model.types import Day, FullName, SchoolYear, Text


class Official(Record, title="Ответственный"):
    """A person who answers for the programme by post.

    Name, post and contacts of heads and deputies are compulsory on a school's site
    (ПП 1802), so they are open; a personal phone has no place here.
    """

    name: Annotated[FullName, OPEN] = Field(
        alias="ФИО",
        description="Фамилия, имя и отчество полностью: Ремизов Олег Дмитриевич.",
    )
    post: Annotated[Text, OPEN] = Field(
        alias="должность",
        description="Должность полностью: заместитель директора по научно-методической работе.",
    )
    gender: Annotated[Gender | None, OPEN] = Field(
        None,
        alias="пол",
        description="Нужен, только если по отчеству он не виден.",
    )
    declension: Annotated[Declension | None, OPEN] = Field(
        None,
        alias="склонение",
        description="Формы имени для приказов, если программа склоняет его неверно.",
    )
    post_declension: Annotated[PostDeclension | None, OPEN] = Field(
        None,
        alias="склонение должности",
        description="Формы должности для приказов, если программа просит их. Обычно не нужны.",
    )
    phone: Annotated[Text | None, OPEN] = Field(
        None,
        alias="телефон",
        description="Служебный телефон: +7 (000) 555-05-14.",
    )
    email: Annotated[Text | None, OPEN] = Field(
        None,
        alias="почта",
        description="Служебная почта: nastavnik@school5.example.",
    )
    office: Annotated[Text | None, OPEN] = Field(
        None,
        alias="кабинет",
        description="Номер кабинета: 214.",
    )


class Holiday(Record, title="Каникулы"):
    """Days when meetings are not expected."""

    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Какие каникулы: осенние.",
    )
    start: Annotated[Day, OPEN] = Field(
        alias="с",
        description="Первый день: 26.10.2026.",
    )
    end: Annotated[Day, OPEN] = Field(
        alias="по",
        description="Последний день: 03.11.2026.",
    )


class Demonstration(Record, title="Вымышленная школа"):
    """Marks an invented school; every page says so and the date stands still."""

    text: Annotated[Text, OPEN] = Field(
        alias="пометка",
        description="Что написать на каждой странице, чтобы школу не приняли за настоящую.",
    )
    date: Annotated[Day | None, OPEN] = Field(
        None,
        alias="дата",
        description="На какой день показывать вымышленную школу: 20.11.2026.",
    )


class Appearance(Record, title="Оформление"):
    """The school's own sign and colours on every page of the section."""

    main: Annotated[Text | None, OPEN] = Field(
        None,
        alias="основной цвет",
        description='Цвет ссылок, кнопок и подвала: шесть знаков в кавычках, "#17573f".',
    )
    second: Annotated[Text | None, OPEN] = Field(
        None,
        alias="дополнительный цвет",
        description='Цвет линии полей и пометок: шесть знаков в кавычках, "#b0362a".',
    )
    logo: Annotated[Text | None, OPEN] = Field(
        None,
        alias="логотип",
        description="Файл SVG, PNG или WebP в папке content: logo.svg.",
    )


class AuditException(Record, title="Исключение проверки"):
    """A chance coincidence the audit must not stop at, with its reason."""

    text: Annotated[Text, OPEN] = Field(
        alias="текст",
        description="Слова, на которых остановился обыск, хотя они не о человеке: улица Орлова.",
    )
    reason: Annotated[Text, OPEN] = Field(
        alias="причина",
        description="Почему это совпадение безопасно.",
    )


class BankReview(Record, title="Пересмотр банка"):
    """A day when the curator went through the list of those who need a mentor (seed Р)."""

    date: Annotated[Day, OPEN] = Field(
        alias="дата",
        description="Когда пересмотрели: 15.09.2026.",
    )
    result: Text = Field(
        alias="итог",
        description="Что решили: кого внесли, кто вышел.",
    )


class School(Entity):
    """The school (``data/school.yml``)."""

    folder: ClassVar[str] = "school"
    title_ru: ClassVar[str] = "школа"

    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Краткое название: МБОУ «Школа № 5». Для заголовков.",
    )
    full_name: Annotated[Text, OPEN] = Field(
        alias="полное название",
        description="Название по уставу.",
    )
    address: Annotated[Text, OPEN] = Field(
        alias="адрес",
        description="Почтовый адрес: 000005, г. Верхнеозёрск, ул. Озёрная, д. 5.",
    )
    inn: Annotated[Text | None, OPEN] = Field(
        None,
        alias="ИНН",
        description="Десять цифр в кавычках. Нужен для согласий.",
    )
    ogrn: Annotated[Text | None, OPEN] = Field(
        None,
        alias="ОГРН",
        description="Тринадцать цифр в кавычках. Нужен для согласий.",
    )
    site: Annotated[Text | None, OPEN] = Field(
        None,
        alias="сайт",
        description="Полный адрес раздела: https://school5.example. Нужен банкам и согласиям.",
    )
    current_year: Annotated[SchoolYear, OPEN] = Field(
        alias="текущий учебный год",
        description="Учебный год, который идёт сейчас: 2026/27.",
    )
    programme_start: Annotated[Day, OPEN] = Field(
        alias="начало программы",
        description="Когда школа начала программу наставничества: 01.09.2024.",
    )
    head: Annotated[Official, OPEN] = Field(
        alias="директор",
        description="Кто руководит школой.",
    )
    curator: Annotated[Official, OPEN] = Field(
        alias="куратор",
        description="Кто отвечает за программу и отвечает на вопросы.",
    )
    psychologist: Annotated[Official | None, OPEN] = Field(
        None,
        alias="психолог",
        description="Кто поддерживает участников.",
    )
    holidays: Annotated[tuple[Holiday, ...], OPEN] = Field(
        (),
        alias="каникулы",
        description="Дни, когда встреч не ждут и не считают просрочкой.",
    )
    days_off: Annotated[tuple[Day, ...], OPEN] = Field(
        (),
        alias="перенесённые выходные",
        description="Дни отдыха по постановлению Правительства о переносе: 09.01.2026.",
    )
    appearance: Annotated[Appearance | None, OPEN] = Field(
        None,
        alias="оформление",
        description="Логотип и два цвета школы; светлый и тёмный вид сложатся из них.",
    )
    demonstration: Annotated[Demonstration | None, OPEN] = Field(
        None,
        alias="демонстрация",
        description="Только для вымышленной школы; настоящей ключ не нужен.",
    )
    audit_exceptions: Annotated[tuple[AuditException, ...], OPEN] = Field(
        (),
        alias="исключения проверки",
        description="Случайные совпадения, на которых обыск останавливаться не должен.",
    )
    bank_reviews: tuple[BankReview, ...] = Field(
        (),
        alias="пересмотр банка",
        description="Когда решали, кого включить наставляемым; не реже раза в год.",
    )
    silences: tuple[Silence, ...] = Field(
        (),
        alias="снятые замечания",
        description="Замечания, снятые для всей школы: код, причина, дата.",
    )
