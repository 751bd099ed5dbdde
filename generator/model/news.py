"""News of the section."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity
from generator.model.types import ActRef, CaseRef, Day, MentorRef, OldAddress, Prose, Text


class News(Entity):
    """One news item; people are named in its text by links such as ``(mentors/sokolova)``."""

    folder: ClassVar[str] = "news"
    title_ru: ClassVar[str] = "новость"

    title: Annotated[Text, OPEN] = Field(
        alias="заголовок",
        description="Заголовок новости, без точки в конце.",
    )
    date: Annotated[Day, OPEN] = Field(
        alias="дата",
        description="День события: 04.09.2026.",
    )
    category: Annotated[Text, OPEN] = Field(
        alias="рубрика",
        description="Раздел новостей: Документы, Обучение, События.",
    )
    lead: Annotated[Prose, OPEN] = Field(
        alias="кратко",
        description="Суть в одной-двух фразах: для списка новостей.",
    )
    text: Annotated[Prose, OPEN] = Field(
        alias="текст",
        description="Текст новости; можно абзацами и списками. Людей называют ссылкой.",
    )
    mentors: tuple[MentorRef, ...] = Field(
        (),
        alias="наставники",
        description="О ком новость: ФИО или имена файлов.",
    )
    cases: Annotated[tuple[CaseRef, ...], OPEN] = Field(
        (),
        alias="кейсы",
        description="О каких кейсах новость: имена файлов или названия.",
    )
    acts: Annotated[tuple[ActRef, ...], OPEN] = Field(
        (),
        alias="акты",
        description="О каких документах новость: имена файлов или названия.",
    )
    former: Annotated[tuple[OldAddress, ...], OPEN] = Field(
        (),
        alias="прежние адреса",
        description="Где страница была раньше: news/kruglyy-stol. Оттуда приведут сюда.",
    )
