"""Awards of the programme by year."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity, Record
from generator.model.contest import Contest, Nomination
from generator.model.types import ActRef, Count, MentorRef, PairRef, SchoolYear, Text


class Award(Record, title="Награда"):
    """A nomination and who won it: a mentor, a pair or a partner organisation."""

    year: Annotated[SchoolYear, OPEN] = Field(
        alias="учебный год",
        description="За какой год награда: 2025/26.",
    )
    nomination: Annotated[Text, OPEN] = Field(
        alias="номинация",
        description="Название номинации: Наставник года.",
    )
    mentor: MentorRef | None = Field(
        None,
        alias="наставник",
        description="Кто награждён, если это наставник: ФИО или имя файла.",
    )
    pair: PairRef | None = Field(
        None,
        alias="пара",
        description="Кто награждён, если это пара: имя файла из data/pairs.",
    )
    partner: Annotated[Text | None, OPEN] = Field(
        None,
        alias="партнёр",
        description="Кто награждён, если это организация.",
    )
    reason: Annotated[Text | None, OPEN] = Field(
        None,
        alias="за что",
        description="Одной фразой, тепло и конкретно.",
    )
    act: Annotated[ActRef | None, OPEN] = Field(
        None,
        alias="приказ",
        description="Приказ о поощрении: имя файла из data/acts или название.",
    )


class PointRule(Record, title="За что баллы"):
    """How many points something gives a mentor and the pair.

    «встреча», «пара до конца», «достигнутая цель», «кейс», «событие» (a piece of news that names
    the mentor), or a kind of the outcomes' achievements: «открытый урок», «статья».
    """

    what: Text = Field(
        alias="за",
        description=(
            "За что: встреча, пара до конца, достигнутая цель, кейс, событие (новость о "
            "наставнике) или вид достижения из итога пары."
        ),
    )
    points: Count = Field(
        alias="баллов",
        description="Сколько баллов за одно: 5.",
    )


class Awards(Entity):
    """All the awards (``data/awards.yml``)."""

    folder: ClassVar[str] = "awards"
    title_ru: ClassVar[str] = "награды"

    awards: Annotated[tuple[Award, ...], OPEN] = Field(
        (),
        alias="награды",
        description="Все награды программы, по одной на строку списка.",
    )
    points: tuple[PointRule, ...] = Field(
        (),
        alias="баллы",
        description="Правила рейтинга наставников; без ключа рейтинга нет.",
    )
    nominations: tuple[Nomination, ...] = Field(
        (),
        alias="номинации",
        description="Награды, которые решает жюри: кому и как голосуют.",
    )
    contests: tuple[Contest, ...] = Field(
        (),
        alias="конкурсы",
        description="Жюри и бюллетени по учебным годам.",
    )
