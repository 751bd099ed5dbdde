"""The council of mentors (совет наставников, методическое объединение)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity, Record
from generator.model.types import Day, MentorRef, Prose, Text


class CouncilMember(Record):
    """A member: a mentor of the bank, or a post of the school."""

    mentor: MentorRef | None = Field(None, alias="наставник")
    post: Annotated[Text | None, OPEN] = Field(None, alias="должность")
    role: Annotated[Text, OPEN] = Field(alias="роль")


class CouncilMeeting(Record):
    """A meeting of the council with its decisions."""

    date: Annotated[Day, OPEN] = Field(alias="дата")
    protocol: Annotated[Text, OPEN] = Field(alias="протокол")
    agenda: Annotated[tuple[Text, ...], OPEN] = Field((), alias="повестка")
    decisions: Annotated[tuple[Prose, ...], OPEN] = Field((), alias="решения")
    assignments: tuple[Text, ...] = Field((), alias="поручения")


class Council(Entity):
    """The council of mentors (``data/council.yml``, seed Р)."""

    folder: ClassVar[str] = "council"
    title_ru: ClassVar[str] = "совет наставников"

    name: Annotated[Text, OPEN] = Field(alias="название")
    purpose: Annotated[Text, OPEN] = Field(alias="цель")
    tasks: Annotated[tuple[Text, ...], OPEN] = Field(alias="задачи")
    members: Annotated[tuple[CouncilMember, ...], OPEN] = Field(alias="состав")
    meetings: Annotated[tuple[CouncilMeeting, ...], OPEN] = Field((), alias="заседания")
