"""Monitoring in two stages, and the indicators a school counts itself."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Choice, Entity, Record
from generator.model.types import Count, MenteeRef, MentorRef, Number, SchoolYear, Text


class QuestionType(Choice):
    """Three types of questions of stage 1 (В, Т)."""

    OPEN = "открытый", "ответ своими словами"
    CLOSED = "закрытый", "один из вариантов"
    SCALE = "шкала", "число от 0 до наибольшего"


class SwotFactor(Choice):
    """Which cell of the SWOT sheet an answer feeds; the first two are internal."""

    STRENGTHS = "сильные стороны", "что внутри программы помогает"
    WEAKNESSES = "слабые стороны", "что внутри программы мешает"
    OPPORTUNITIES = "возможности", "что снаружи может помочь"
    THREATS = "угрозы", "что снаружи может помешать"


class Measured(Choice):
    """Which indicator of the programme a question gives (Т, indicators in three parts)."""

    SATISFACTION = "удовлетворённость", "доволен ли программой"
    GOES_ON = "продолжил бы", "пошёл бы в программу ещё раз"
    BECOMES_MENTOR = "стал бы наставником", "хочет вести других"
    STAYS = "останется в школе", "видит себя в школе дальше"


class SurveyQuestion(Record, title="Вопрос анкеты"):
    """A question of a survey with the short key that answers use."""

    key: Text = Field(
        alias="ключ",
        description="Короткое имя вопроса, им подписывают ответы: польза.",
    )
    text: Annotated[Text, OPEN] = Field(
        alias="вопрос",
        description="Полный текст вопроса.",
    )
    type: Annotated[QuestionType, OPEN] = Field(
        alias="тип",
        description="Как отвечают.",
    )
    options: Annotated[tuple[Text, ...], OPEN] = Field(
        (),
        alias="варианты",
        description="Варианты ответа закрытого вопроса.",
    )
    scale: Annotated[Count, OPEN] = Field(
        10,
        alias="шкала до",
        description="Наибольшее число шкалы; без ключа — 10.",
    )
    factor: SwotFactor | None = Field(
        None,
        alias="фактор",
        description="В какую клетку SWOT идут ответы.",
    )
    expects: Text | None = Field(
        None,
        alias="сравнить с",
        description="Ключ вопроса об ожидании, с которым сравнивают: ожидание пользы.",
    )
    indicator: Measured | None = Field(
        None,
        alias="показатель",
        description="Какой показатель программы считают по ответам.",
    )
    positive: tuple[Text, ...] = Field(
        (),
        alias="за",
        description="Какие варианты закрытого вопроса считают ответом «да»: [да, скорее да].",
    )


class Role(Choice):
    """Whose answers they are."""

    MENTOR = "наставник", "отвечал наставник"
    MENTEE = "наставляемый", "отвечал наставляемый"
    CURATOR = "куратор", "отвечал куратор"


class SurveyResponse(Record, title="Заполненный лист"):
    """One filled sheet; an anonymous one names nobody."""

    role: Role = Field(
        alias="роль",
        description="Кто отвечал.",
    )
    mentor: MentorRef | None = Field(
        None,
        alias="наставник",
        description="Кто именно, если анкета не анонимна: ФИО или имя файла.",
    )
    mentee: MenteeRef | None = Field(
        None,
        alias="наставляемый",
        description="Кто именно, если анкета не анонимна: ФИО или имя файла.",
    )
    answers: dict[str, Text] = Field(
        alias="ответы",
        description="Ответы по ключам вопросов: «польза: 9».",
    )


class Survey(Entity):
    """Stage 1: a survey on the quality of the programme in one school year."""

    folder: ClassVar[str] = "surveys"
    title_ru: ClassVar[str] = "анкета"

    title: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Название анкеты: Как прошёл второй год программы.",
    )
    year: Annotated[SchoolYear, OPEN] = Field(
        alias="учебный год",
        description="За какой год: 2025/26.",
    )
    questions: Annotated[tuple[SurveyQuestion, ...], OPEN] = Field(
        alias="вопросы",
        description="Вопросы анкеты по порядку.",
    )
    responses: tuple[SurveyResponse, ...] = Field(
        (),
        alias="ответы участников",
        description="По записи на каждый заполненный лист.",
    )


class Parameter(Record, title="Параметр"):
    """A parameter of stage 2, fixed twice (В, Т, приложение 5)."""

    key: Text = Field(
        alias="ключ",
        description="Короткое имя, им подписывают замеры: вовлечённость.",
    )
    name: Annotated[Text, OPEN] = Field(
        alias="параметр",
        description="Что измеряют, полностью.",
    )
    unit: Annotated[Text, OPEN] = Field(
        alias="единица",
        description="В чём: баллов, %. Знак % берут в кавычки.",
    )
    more_is_better: Annotated[Text, OPEN] = Field(
        "больше",
        alias="лучше",
        pattern="^(больше|меньше)$",
        description="Куда должно меняться число; без ключа — больше.",
    )
    scale: Annotated[Count | None, OPEN] = Field(
        None,
        alias="шкала до",
        description="Наибольшее возможное число: 10.",
    )


class Measurement(Record, title="Замер"):
    """One person's parameters before the programme and after it."""

    mentee: MenteeRef | None = Field(
        None,
        alias="наставляемый",
        description="Чьи замеры, если наставляемого: ФИО или имя файла.",
    )
    mentor: MentorRef | None = Field(
        None,
        alias="наставник",
        description="Чьи замеры, если наставника: ФИО или имя файла.",
    )
    before: dict[str, Number] = Field(
        alias="до",
        description="Числа до программы по ключам параметров: «вовлечённость: 55».",
    )
    after: dict[str, Number] = Field(
        default_factory=dict,
        alias="после",
        description="Числа в конце программы; пока она идёт — ключа нет.",
    )


class ImpactStudy(Entity):
    """Stage 2: influence of the programme on its participants in one school year."""

    folder: ClassVar[str] = "impact"
    title_ru: ClassVar[str] = "исследование влияния"

    title: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Название исследования: Как программа повлияла на участников.",
    )
    year: Annotated[SchoolYear, OPEN] = Field(
        alias="учебный год",
        description="За какой год: 2025/26.",
    )
    parameters: Annotated[tuple[Parameter, ...], OPEN] = Field(
        alias="параметры",
        description="Что измеряют дважды.",
    )
    measurements: tuple[Measurement, ...] = Field(
        (),
        alias="замеры",
        description="По записи на человека.",
    )


class YearValue(Record, title="Значение за год"):
    """What an indicator of the school's own came to in one school year."""

    year: SchoolYear = Field(
        alias="учебный год",
        description="За какой год: 2025/26.",
    )
    value: Number = Field(
        alias="значение",
        description="Число за этот год: 12 или 4,5.",
    )


class OwnIndicator(Record, title="Свой показатель"):
    """An indicator the school chose itself (М 7.2: criteria are the school's)."""

    name: Text = Field(
        alias="показатель",
        description="Что считают: Открытых уроков в школе.",
    )
    unit: Text = Field(
        alias="единица",
        description="В чём: уроков, человек, %. Знак % берут в кавычки.",
    )
    source: Text = Field(
        alias="источник",
        description="Откуда числа: журнал открытых уроков.",
    )
    aim: Number | None = Field(
        None,
        alias="цель",
        description="К какому числу идут; без ключа — цели нет.",
    )
    more_is_better: Text = Field(
        "больше",
        alias="лучше",
        pattern="^(больше|меньше)$",
        description="Куда должно меняться число; без ключа — больше.",
    )
    values: tuple[YearValue, ...] = Field(
        alias="значения",
        description="По строке на учебный год.",
    )


class OwnIndicators(Entity):
    """Indicators of the school's own (``data/indicators.yml``)."""

    folder: ClassVar[str] = "indicators"
    title_ru: ClassVar[str] = "свои показатели"

    indicators: tuple[OwnIndicator, ...] = Field(
        (),
        alias="показатели",
        description="Показатели, которые школа считает сама; в отчёт они встают рядом с нашими.",
    )
