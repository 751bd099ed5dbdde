"""News of the section."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity
from generator.model.types import ActRef, CaseRef, Day, MentorRef, Prose, Text


class News(Entity):
    """One news item; people are named in its text by links such as ``(mentors/sokolova)``."""

    folder: ClassVar[str] = "news"
    title_ru: ClassVar[str] = "новость"

    title: Annotated[Text, OPEN] = Field(alias="заголовок")
    date: Annotated[Day, OPEN] = Field(alias="дата")
    category: Annotated[Text, OPEN] = Field(alias="рубрика")
    lead: Annotated[Prose, OPEN] = Field(alias="кратко")
    text: Annotated[Prose, OPEN] = Field(alias="текст")
    mentors: tuple[MentorRef, ...] = Field((), alias="наставники")
    cases: Annotated[tuple[CaseRef, ...], OPEN] = Field((), alias="кейсы")
    acts: Annotated[tuple[ActRef, ...], OPEN] = Field((), alias="акты")
