"""Forms of the five meetings: participants, length, questions. Data, not code (М 7.2)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity, Record
from generator.model.pair import MeetingKind
from generator.model.types import Count, Text


class Question(Record):
    """A question of a meeting with the short key that answers use."""

    key: Annotated[Text, OPEN] = Field(alias="ключ")
    text: Annotated[Text, OPEN] = Field(alias="вопрос")
    to_whom: Annotated[Text | None, OPEN] = Field(None, alias="кому")


class MeetingForm(Record):
    """What a meeting of one kind is made of (seed Т)."""

    kind: Annotated[MeetingKind, OPEN] = Field(alias="вид")
    name: Annotated[Text, OPEN] = Field(alias="название")
    participants: Annotated[tuple[Text, ...], OPEN] = Field(alias="участники")
    min_minutes: Annotated[Count | None, OPEN] = Field(None, alias="минут не меньше")
    max_minutes: Annotated[Count | None, OPEN] = Field(None, alias="минут не больше")
    purpose: Annotated[Text, OPEN] = Field(alias="зачем")
    steps: Annotated[tuple[Text, ...], OPEN] = Field((), alias="ход")
    rules: Annotated[tuple[Text, ...], OPEN] = Field((), alias="правила")
    questions: Annotated[tuple[Question, ...], OPEN] = Field((), alias="вопросы")


class MeetingForms(Entity):
    """All the forms; one for each kind (``data/meetings.yml``)."""

    folder: ClassVar[str] = "meetings"
    title_ru: ClassVar[str] = "бланки встреч"

    max_days_between: Annotated[Count, OPEN] = Field(14, alias="дней между рабочими встречами")
    forms: Annotated[tuple[MeetingForm, ...], OPEN] = Field(alias="бланки")

    def form_of(self, kind: MeetingKind) -> MeetingForm | None:
        """Return the form of a kind, or ``None`` when the school has none."""
        return next((form for form in self.forms if form.kind is kind), None)
