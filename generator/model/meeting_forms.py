"""Forms of the five meetings: participants, length, questions. Data, not code (М 7.2)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity, Record
from generator.model.pair import MeetingKind
from generator.model.types import Count, Text


class Question(Record, title="Вопрос бланка"):
    """A question of a meeting with the short key that answers use."""

    key: Annotated[Text, OPEN] = Field(
        alias="ключ",
        description="Короткое имя вопроса, им подписывают ответ: что получилось.",
    )
    text: Annotated[Text, OPEN] = Field(
        alias="вопрос",
        description="Полный текст вопроса.",
    )
    to_whom: Annotated[Text | None, OPEN] = Field(
        None,
        alias="кому",
        description="Кому задают: наставнику, наставляемому. Обоим — ключа нет.",
    )


class MeetingForm(Record, title="Бланк встречи"):
    """What a meeting of one kind is made of (seed Т)."""

    kind: Annotated[MeetingKind, OPEN] = Field(
        alias="вид",
        description="Какой встречи это бланк.",
    )
    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Как называется встреча: Пробная рабочая встреча.",
    )
    participants: Annotated[tuple[Text, ...], OPEN] = Field(
        alias="участники",
        description="Кто приходит.",
    )
    min_minutes: Annotated[Count | None, OPEN] = Field(
        None,
        alias="минут не меньше",
        description="Наименьшее время очной встречи: 60.",
    )
    max_minutes: Annotated[Count | None, OPEN] = Field(
        None,
        alias="минут не больше",
        description="Наибольшее время: 90.",
    )
    purpose: Annotated[Text, OPEN] = Field(
        alias="зачем",
        description="Зачем эта встреча, одной фразой.",
    )
    steps: Annotated[tuple[Text, ...], OPEN] = Field(
        (),
        alias="ход",
        description="Что происходит, по шагам.",
    )
    rules: Annotated[tuple[Text, ...], OPEN] = Field(
        (),
        alias="правила",
        description="О чём договариваются заранее.",
    )
    questions: Annotated[tuple[Question, ...], OPEN] = Field(
        (),
        alias="вопросы",
        description="Вопросы бланка с короткими ключами.",
    )


class MeetingForms(Entity):
    """All the forms; one for each kind (``data/meetings.yml``)."""

    folder: ClassVar[str] = "meetings"
    title_ru: ClassVar[str] = "бланки встреч"

    max_days_between: Annotated[Count, OPEN] = Field(
        14,
        alias="дней между рабочими встречами",
        description="Через сколько дней молчания напомнить; без ключа — 14.",
    )
    forms: Annotated[tuple[MeetingForm, ...], OPEN] = Field(
        alias="бланки",
        description="Бланки пяти встреч.",
    )

    def form_of(self, kind: MeetingKind) -> MeetingForm | None:
        """Return the form of a kind, or ``None`` when the school has none."""
        return next((form for form in self.forms if form.kind is kind), None)
