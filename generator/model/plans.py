"""The roadmap (дорожная карта) and the workplan (план реализации)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity, Record
from generator.model.types import Day, Prose, Text, When


class ItemStatus(StrEnum):
    """Entered by hand when dates alone do not tell the state of an item."""

    IN_PROGRESS = "в работе"
    CANCELLED = "отменено"


class Completion(Record):
    """One time an item was done; annual items have one a year."""

    date: Annotated[Day, OPEN] = Field(alias="дата")
    evidence: Annotated[tuple[Prose, ...], OPEN] = Field((), alias="подтверждение")


class PlanItem(Record):
    """A numbered item of the roadmap or the workplan."""

    number: Annotated[Text, OPEN] = Field(alias="номер")
    what: Annotated[Text, OPEN] = Field(alias="мероприятие")
    due: Annotated[When, OPEN] = Field(alias="срок")
    place: Annotated[Text | None, OPEN] = Field(None, alias="место")
    results: Annotated[tuple[Text, ...], OPEN] = Field((), alias="результат")
    responsible: Annotated[tuple[Text, ...], OPEN] = Field(alias="ответственные")
    status: Annotated[ItemStatus | None, OPEN] = Field(None, alias="статус")
    status_note: Annotated[Text | None, OPEN] = Field(None, alias="пояснение")
    done: Annotated[tuple[Completion, ...], OPEN] = Field((), alias="исполнено")


class RoadmapSection(Record):
    """One of the seven sections of the roadmap (seed Л)."""

    number: Annotated[Text, OPEN] = Field(alias="номер")
    name: Annotated[Text, OPEN] = Field(alias="название")
    task: Annotated[Text, OPEN] = Field(alias="задача")
    result: Annotated[Text | None, OPEN] = Field(None, alias="итог")
    items: Annotated[tuple[PlanItem, ...], OPEN] = Field(alias="пункты")


class Roadmap(Entity):
    """The roadmap: seven sections, 22 items, columns of seed Л (``data/roadmap.yml``)."""

    folder: ClassVar[str] = "roadmap"
    title_ru: ClassVar[str] = "дорожная карта"

    title: Annotated[Text, OPEN] = Field(alias="название")
    purpose: Annotated[Text, OPEN] = Field(alias="цель")
    prospects: Annotated[Text | None, OPEN] = Field(None, alias="перспективные результаты")
    sections: Annotated[tuple[RoadmapSection, ...], OPEN] = Field(alias="разделы")


class WorkplanBlock(Record):
    """One of the six blocks of the workplan (seed Т)."""

    name: Annotated[Text, OPEN] = Field(alias="название")
    items: Annotated[tuple[PlanItem, ...], OPEN] = Field(alias="пункты")


class Workplan(Entity):
    """The workplan: 37 items in six blocks, columns of seed Т (``data/workplan.yml``)."""

    folder: ClassVar[str] = "workplan"
    title_ru: ClassVar[str] = "план реализации"

    title: Annotated[Text, OPEN] = Field(alias="название")
    blocks: Annotated[tuple[WorkplanBlock, ...], OPEN] = Field(alias="блоки")
