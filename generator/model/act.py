"""Local acts and their registry."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity, Record
from generator.model.types import ActRef, Count, Day, MentorRef, PairRef, Prose, Text, Yes


class ActKind(StrEnum):
    """Kinds of local acts of the programme (domain §9)."""

    CURATOR_ORDER = "приказ о назначении куратора"
    REGULATION = "положение"
    REGULATION_ORDER = "приказ об утверждении положения"
    ROADMAP = "дорожная карта"
    WORKPLAN = "план реализации"
    PAIRS_ORDER = "приказ о закреплении пар"
    PLAN = "персонализированная программа"
    REGISTER_ORDER = "приказ об утверждении реестра наставников"
    TRAINING_ORDER = "приказ об обучении наставников"
    AWARD_ORDER = "приказ о поощрении"
    PROGRAMME = "программа наставничества"
    CONSENT_FORM = "форма согласия"
    SURVEY_FORM = "анкета"
    CONTRACT = "договор с партнёром"
    PROTOCOL = "протокол"
    OTHER = "иной документ"


class ActStatus(StrEnum):
    """Whether an act is in force."""

    DRAFT = "проект"
    IN_FORCE = "действует"
    LOST_FORCE = "утратил силу"


class Agreement(Record):
    """The stamp «СОГЛАСОВАНО»: a body and its minutes (Т)."""

    body: Annotated[Text, OPEN] = Field(alias="орган")
    protocol: Annotated[Text, OPEN] = Field(alias="протокол")
    date: Annotated[Day, OPEN] = Field(alias="дата")


class Approval(Record):
    """The stamp «УТВЕРЖДАЮ»: post, name, order, date (Т)."""

    post: Annotated[Text, OPEN] = Field(alias="должность")
    name: Annotated[Text, OPEN] = Field(alias="ФИО")
    order: Annotated[Text | None, OPEN] = Field(None, alias="приказ")
    date: Annotated[Day, OPEN] = Field(alias="дата")


class Signature(Record):
    """The card of an electronic signature: who, key, when, until when."""

    holder: Annotated[Text, OPEN] = Field(alias="владелец")
    post: Annotated[Text, OPEN] = Field(alias="должность")
    key: Annotated[Text, OPEN] = Field(alias="ключ")
    signed: Annotated[Day, OPEN] = Field(alias="подписано")
    valid_until: Annotated[Day | None, OPEN] = Field(None, alias="действует до")


class ActFile(Record):
    """A file of an act under ``content/documents``."""

    file: Annotated[Text, OPEN] = Field(alias="файл")
    name: Annotated[Text, OPEN] = Field(alias="название")


class Act(Entity):
    """A local act of the programme (локальный акт).

    Attributes:
        public: Whether the act appears in the public section; personal papers do not.
        pairs: Pairs an order assigns.
        mentors: Mentors a register or a training order lists.
    """

    folder: ClassVar[str] = "acts"
    title_ru: ClassVar[str] = "локальный акт"

    kind: Annotated[ActKind, OPEN] = Field(alias="вид")
    title: Annotated[Text, OPEN] = Field(alias="название")
    number: Annotated[Text | None, OPEN] = Field(None, alias="номер")
    date: Annotated[Day, OPEN] = Field(alias="дата")
    status: Annotated[ActStatus, OPEN] = Field(ActStatus.IN_FORCE, alias="статус")
    replaced_by: Annotated[ActRef | None, OPEN] = Field(None, alias="заменён")
    implements: Annotated[tuple[ActRef, ...], OPEN] = Field((), alias="во исполнение")
    summary: Annotated[Prose, OPEN] = Field(alias="о чём")
    agreed: Annotated[tuple[Agreement, ...], OPEN] = Field((), alias="согласовано")
    approved: Annotated[Approval | None, OPEN] = Field(None, alias="утверждаю")
    signature: Annotated[Signature | None, OPEN] = Field(None, alias="подпись")
    appendices: Annotated[tuple[Text, ...], OPEN] = Field((), alias="приложения")
    files: Annotated[tuple[ActFile, ...], OPEN] = Field((), alias="файлы")
    pages: Annotated[Count | None, OPEN] = Field(None, alias="страниц")
    public: Yes = Field(True, alias="публикуется")
    pairs: tuple[PairRef, ...] = Field((), alias="пары")
    mentors: tuple[MentorRef, ...] = Field((), alias="наставники")
