"""Monitoring in two stages: quality of the programme, and its influence on people."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from generator.model.base import Entity, Record
from generator.model.types import Count, MenteeRef, MentorRef, Number, SchoolYear, Text


class QuestionType(StrEnum):
    """Three types of questions of stage 1 (В, Т)."""

    OPEN = "открытый"
    CLOSED = "закрытый"
    SCALE = "шкала"


class SwotFactor(StrEnum):
    """Which cell of the SWOT sheet an answer feeds; the first two are internal."""

    STRENGTHS = "сильные стороны"
    WEAKNESSES = "слабые стороны"
    OPPORTUNITIES = "возможности"
    THREATS = "угрозы"


class SurveyQuestion(Record):
    """A question of a survey with the short key that answers use."""

    key: Text = Field(alias="ключ")
    text: Text = Field(alias="вопрос")
    type: QuestionType = Field(alias="тип")
    options: tuple[Text, ...] = Field((), alias="варианты")
    scale: Count = Field(10, alias="шкала до")
    factor: SwotFactor | None = Field(None, alias="фактор")
    expects: Text | None = Field(None, alias="сравнить с")


class Role(StrEnum):
    """Whose answers they are."""

    MENTOR = "наставник"
    MENTEE = "наставляемый"
    CURATOR = "куратор"


class SurveyResponse(Record):
    """One filled sheet; an anonymous one names nobody."""

    role: Role = Field(alias="роль")
    mentor: MentorRef | None = Field(None, alias="наставник")
    mentee: MenteeRef | None = Field(None, alias="наставляемый")
    answers: dict[str, Text] = Field(alias="ответы")


class Survey(Entity):
    """Stage 1: a survey on the quality of the programme in one school year."""

    folder: ClassVar[str] = "surveys"
    title_ru: ClassVar[str] = "анкета"

    title: Text = Field(alias="название")
    year: SchoolYear = Field(alias="учебный год")
    questions: tuple[SurveyQuestion, ...] = Field(alias="вопросы")
    responses: tuple[SurveyResponse, ...] = Field((), alias="ответы участников")


class Parameter(Record):
    """A parameter of stage 2, fixed twice (В, Т, приложение 5)."""

    key: Text = Field(alias="ключ")
    name: Text = Field(alias="параметр")
    unit: Text = Field(alias="единица")
    more_is_better: Text = Field("больше", alias="лучше", pattern="^(больше|меньше)$")
    scale: Count | None = Field(None, alias="шкала до")


class Measurement(Record):
    """One person's parameters before the programme and after it."""

    mentee: MenteeRef | None = Field(None, alias="наставляемый")
    mentor: MentorRef | None = Field(None, alias="наставник")
    before: dict[str, Number] = Field(alias="до")
    after: dict[str, Number] = Field(default_factory=dict, alias="после")


class ImpactStudy(Entity):
    """Stage 2: influence of the programme on its participants in one school year."""

    folder: ClassVar[str] = "impact"
    title_ru: ClassVar[str] = "исследование влияния"

    title: Text = Field(alias="название")
    year: SchoolYear = Field(alias="учебный год")
    parameters: tuple[Parameter, ...] = Field(alias="параметры")
    measurements: tuple[Measurement, ...] = Field((), alias="замеры")
