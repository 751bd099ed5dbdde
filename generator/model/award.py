"""Awards of the programme by year."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity, Record
from generator.model.types import ActRef, MentorRef, PairRef, SchoolYear, Text


class Award(Record):
    """A nomination and who won it: a mentor, a pair or a partner organisation."""

    year: Annotated[SchoolYear, OPEN] = Field(alias="учебный год")
    nomination: Annotated[Text, OPEN] = Field(alias="номинация")
    mentor: MentorRef | None = Field(None, alias="наставник")
    pair: PairRef | None = Field(None, alias="пара")
    partner: Annotated[Text | None, OPEN] = Field(None, alias="партнёр")
    reason: Annotated[Text | None, OPEN] = Field(None, alias="за что")
    act: Annotated[ActRef | None, OPEN] = Field(None, alias="приказ")


class Awards(Entity):
    """All the awards (``data/awards.yml``)."""

    folder: ClassVar[str] = "awards"
    title_ru: ClassVar[str] = "награды"

    awards: Annotated[tuple[Award, ...], OPEN] = Field((), alias="награды")
