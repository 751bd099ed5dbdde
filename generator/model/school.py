"""The school itself and those who run the programme."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity, Record
from generator.model.types import Day, FullName, SchoolYear, Text


class Official(Record):
    """A person who answers for the programme by post.

    Name, post and contacts of heads and deputies are compulsory on a school's site
    (ПП 1802), so they are open; a personal phone has no place here.
    """

    name: Annotated[FullName, OPEN] = Field(alias="ФИО")
    post: Annotated[Text, OPEN] = Field(alias="должность")
    phone: Annotated[Text | None, OPEN] = Field(None, alias="телефон")
    email: Annotated[Text | None, OPEN] = Field(None, alias="почта")
    office: Annotated[Text | None, OPEN] = Field(None, alias="кабинет")


class Holiday(Record):
    """Days when meetings are not expected."""

    name: Annotated[Text, OPEN] = Field(alias="название")
    start: Annotated[Day, OPEN] = Field(alias="с")
    end: Annotated[Day, OPEN] = Field(alias="по")


class Demonstration(Record):
    """Marks an invented school; every page says so and the date stands still."""

    text: Annotated[Text, OPEN] = Field(alias="пометка")
    date: Annotated[Day | None, OPEN] = Field(None, alias="дата")


class AuditException(Record):
    """A chance coincidence the audit must not stop at, with its reason."""

    text: Annotated[Text, OPEN] = Field(alias="текст")
    reason: Annotated[Text, OPEN] = Field(alias="причина")


class School(Entity):
    """The school (``data/school.yml``)."""

    folder: ClassVar[str] = "school"
    title_ru: ClassVar[str] = "школа"

    name: Annotated[Text, OPEN] = Field(alias="название")
    full_name: Annotated[Text, OPEN] = Field(alias="полное название")
    address: Annotated[Text, OPEN] = Field(alias="адрес")
    inn: Annotated[Text | None, OPEN] = Field(None, alias="ИНН")
    ogrn: Annotated[Text | None, OPEN] = Field(None, alias="ОГРН")
    site: Annotated[Text | None, OPEN] = Field(None, alias="сайт")
    current_year: Annotated[SchoolYear, OPEN] = Field(alias="текущий учебный год")
    programme_start: Annotated[Day, OPEN] = Field(alias="начало программы")
    head: Annotated[Official, OPEN] = Field(alias="директор")
    curator: Annotated[Official, OPEN] = Field(alias="куратор")
    psychologist: Annotated[Official | None, OPEN] = Field(None, alias="психолог")
    holidays: Annotated[tuple[Holiday, ...], OPEN] = Field((), alias="каникулы")
    demonstration: Annotated[Demonstration | None, OPEN] = Field(None, alias="демонстрация")
    audit_exceptions: Annotated[tuple[AuditException, ...], OPEN] = Field(
        (), alias="исключения проверки"
    )
