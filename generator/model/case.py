"""A completed case: the process and the results of a pair, told so that others can repeat it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Category, Entity, Record, Shown
from generator.model.types import (
    CaseRef,
    Day,
    MenteeRef,
    MentorRef,
    Number,
    PairRef,
    Prose,
    RequestRef,
    SubjectRef,
    Text,
    Yes,
)


class Better(StrEnum):
    """Which way a figure should go."""

    MORE = "больше"
    LESS = "меньше"


class Measure(Record):
    """A figure taken twice, before and after."""

    name: Annotated[Text, OPEN] = Field(alias="показатель")
    before: Annotated[Number, OPEN] = Field(alias="было")
    after: Annotated[Number, OPEN] = Field(alias="стало")
    unit: Annotated[Text | None, OPEN] = Field(None, alias="единица")
    better: Annotated[Better, OPEN] = Field(Better.MORE, alias="лучше")
    method: Annotated[Text, OPEN] = Field(alias="как измеряли")


class Evidence(StrEnum):
    """How strong the proof of a result is, weakest first."""

    OPINION = "мнение участников"
    OBSERVATION = "наблюдение по листам"
    BEFORE_AFTER = "замеры до и после"
    COMPARISON = "сравнение с параллельным классом"


class SchoolLevel(StrEnum):
    """Which stage of school the case is about."""

    PRIMARY = "начальная школа"
    MIDDLE = "основная школа"
    SENIOR = "старшая школа"
    ALL = "вся школа"


class Material(Record):
    """A file that helps to repeat the case, under ``content/materials``."""

    name: Annotated[Text, OPEN] = Field(alias="название")
    file: Annotated[Text, OPEN] = Field(alias="файл")
    kind: Annotated[Text, OPEN] = Field(alias="вид")


class Review(Record):
    """Words of a participant; shown under a name only with the consent for reviews.

    Attributes:
        role: How the author is called without a name: «наставляемая, учитель биологии».
    """

    text: Annotated[Prose, Shown(Category.REVIEW)] = Field(alias="текст")
    role: Annotated[Text, OPEN] = Field(alias="роль")
    mentor: MentorRef | None = Field(None, alias="наставник")
    mentee: MenteeRef | None = Field(None, alias="наставляемый")


class CaseStatus(StrEnum):
    """A draft is never published."""

    DRAFT = "черновик"
    PUBLISHED = "опубликован"


class SelfCheck(Record):
    """The authors' answers on uniqueness, results and transferability."""

    uniqueness: Annotated[Text, OPEN] = Field(alias="уникальность")
    results: Annotated[Text, OPEN] = Field(alias="результаты")
    transfer: Annotated[Text, OPEN] = Field(alias="переносимость")


class Case(Entity):
    """A best-practice case of the resource centre (Л 6.2, Т 33)."""

    folder: ClassVar[str] = "cases"
    title_ru: ClassVar[str] = "кейс"

    title: Annotated[Text, OPEN] = Field(alias="название")
    status: CaseStatus = Field(CaseStatus.DRAFT, alias="статус")
    pair: PairRef = Field(alias="пара")
    published: Annotated[Day | None, OPEN] = Field(None, alias="опубликован")
    reviewed: Annotated[Day | None, OPEN] = Field(None, alias="проверен")
    level: Annotated[SchoolLevel, OPEN] = Field(alias="уровень")
    subjects: Annotated[tuple[SubjectRef, ...], OPEN] = Field((), alias="предметы")
    requests: Annotated[tuple[RequestRef, ...], OPEN] = Field(alias="темы запроса")
    lead: Annotated[Text, OPEN] = Field(alias="кратко")
    request: Annotated[Prose, OPEN] = Field(alias="запрос")
    actions: Annotated[Prose, OPEN] = Field(alias="что делали")
    result: Annotated[Prose, OPEN] = Field(alias="результат")
    measures: Annotated[tuple[Measure, ...], OPEN] = Field(alias="показатели")
    failures: Annotated[Prose, OPEN] = Field(alias="что не получилось")
    how_to_repeat: Annotated[Prose, OPEN] = Field(alias="как повторить")
    evidence: Annotated[Evidence, OPEN] = Field(alias="доказательность")
    evidence_note: Annotated[Text | None, OPEN] = Field(None, alias="пояснение к доказательности")
    materials: Annotated[tuple[Material, ...], OPEN] = Field((), alias="материалы")
    reviews: Annotated[tuple[Review, ...], OPEN] = Field((), alias="отзывы")
    self_check: SelfCheck | None = Field(None, alias="самопроверка")
    similar: Annotated[tuple[CaseRef, ...], OPEN] = Field((), alias="похожие кейсы")
    best_practice: Annotated[Yes, OPEN] = Field(False, alias="лучшая практика")
