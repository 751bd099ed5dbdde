"""The council of mentors (совет наставников, методическое объединение)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity, Record
from generator.model.types import Day, MentorRef, Prose, Text


class CouncilMember(Record, title="Член совета"):
    """A member: a mentor of the bank, or a post of the school."""

    mentor: MentorRef | None = Field(
        None,
        alias="наставник",
        description="Наставник из банка: ФИО или имя файла.",
    )
    post: Annotated[Text | None, OPEN] = Field(
        None,
        alias="должность",
        description="Должность, если член совета не наставник: педагог-психолог.",
    )
    role: Annotated[Text, OPEN] = Field(
        alias="роль",
        description="Кто в совете: председатель, секретарь, член совета.",
    )


class Assignment(Record, title="Поручение"):
    """What the council asked somebody to do."""

    what: Text = Field(
        alias="что",
        description="Что сделать: сверить согласия участников.",
    )
    who: Text = Field(
        alias="кто",
        description="Кто отвечает, по должности или роли: куратор.",
    )
    due: Day | None = Field(
        None,
        alias="срок",
        description="К какому дню: 20.09.2026; без срока ключа нет.",
    )
    done: Day | None = Field(
        None,
        alias="исполнено",
        description="Когда сделано: 18.09.2026.",
    )
    result: Text | None = Field(
        None,
        alias="итог",
        description="Чем кончилось, одной фразой.",
    )


class CouncilMeeting(Record, title="Заседание"):
    """A meeting of the council: of one to come the day and the agenda, then its decisions."""

    date: Annotated[Day, OPEN] = Field(
        alias="дата",
        description="День заседания: 12.09.2024.",
    )
    protocol: Annotated[Text | None, OPEN] = Field(
        None,
        alias="протокол",
        description="Номер протокола: 1; у будущего заседания ключа нет.",
    )
    agenda: Annotated[tuple[Text, ...], OPEN] = Field(
        (),
        alias="повестка",
        description="Вопросы, по строке на каждый.",
    )
    decisions: Annotated[tuple[Prose, ...], OPEN] = Field(
        (),
        alias="решения",
        description="Что решили, по строке на каждое. Людей и акты называют ссылкой.",
    )
    assignments: tuple[Assignment, ...] = Field(
        (),
        alias="поручения",
        description="Кому что сделать и к какому дню.",
    )


class Council(Entity):
    """The council of mentors (``data/council.yml``, seed Р)."""

    folder: ClassVar[str] = "council"
    title_ru: ClassVar[str] = "совет наставников"

    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Как называется: Совет наставников.",
    )
    purpose: Annotated[Text, OPEN] = Field(
        alias="цель",
        description="Зачем совет нужен, одной фразой.",
    )
    tasks: Annotated[tuple[Text, ...], OPEN] = Field(
        alias="задачи",
        description="Чем занимается, по строке на задачу.",
    )
    members: Annotated[tuple[CouncilMember, ...], OPEN] = Field(
        alias="состав",
        description="Кто входит.",
    )
    meetings: Annotated[tuple[CouncilMeeting, ...], OPEN] = Field(
        (),
        alias="заседания",
        description="Заседания по порядку дат.",
    )
