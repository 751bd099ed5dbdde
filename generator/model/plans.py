"""The roadmap (дорожная карта) and the workplan (план реализации)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Choice, Entity, Record
from generator.model.types import Day, Prose, Text, When


class ItemStatus(Choice):
    """Entered by hand when dates alone do not tell the state of an item."""

    IN_PROGRESS = "в работе", "начали, но не закончили"
    CANCELLED = "отменено", "делать не будут; поясните в «пояснение»"


class Proof(Choice):
    """What the school's own records can prove of an item, so that nobody enters it by hand."""

    CURATOR = "куратор назначен", "действует приказ о назначении куратора"
    REGULATION = "положение действует", "есть действующее положение"
    MENTEE_BANK = "банк наставляемых собран", "у всех в банке есть согласие на обработку"
    MENTOR_BANK = "банк наставников собран", "у всех в банке есть согласие на обработку"
    TRAINING = "наставники обучены", "у каждого наставника пар года записано обучение"
    ORDER = "пары закреплены приказом", "у каждой пары года есть приказ"
    GOALS = "программы пар готовы", "у каждой пары года записаны цели"
    TRIAL = "пробные встречи проведены", "у каждой пары года есть пробная встреча"
    PLANNING = "планирование проведено", "у каждой пары года есть встреча-планирование"
    SURVEY = "анкета собрана", "в анкете года есть ответы"
    IMPACT = "замеры сделаны", "у всех, кого измеряли в этом году, есть второй замер"
    OUTCOMES = "итоги записаны", "у каждой пары, чей срок вышел в этом году, есть итог"
    CASES = "кейсы опубликованы", "в этом учебном году опубликован хотя бы один кейс"
    AWARDS = "награды вручены", "за этот учебный год записана хотя бы одна награда"


class Completion(Record, title="Исполнение"):
    """One time an item was done; annual items have one a year."""

    date: Annotated[Day, OPEN] = Field(
        alias="дата",
        description="Когда сделано: 28.08.2026.",
    )
    evidence: Annotated[tuple[Prose, ...], OPEN] = Field(
        (),
        alias="подтверждение",
        description="Чем подтверждается: протокол, ссылка на акт или новость.",
    )


class PlanItem(Record, title="Пункт плана"):
    """A numbered item of the roadmap or the workplan."""

    number: Annotated[Text, OPEN] = Field(
        alias="номер",
        description='Номер пункта в кавычках, как в документе: "1.1".',
    )
    what: Annotated[Text, OPEN] = Field(
        alias="мероприятие",
        description="Что делают.",
    )
    due: Annotated[When, OPEN] = Field(
        alias="срок",
        description="Когда: сентябрь 2026; ежегодно, май; постоянно.",
    )
    place: Annotated[Text | None, OPEN] = Field(
        None,
        alias="место",
        description="Где: кабинет 214.",
    )
    results: Annotated[tuple[Text, ...], OPEN] = Field(
        (),
        alias="результат",
        description="Что получится, по строке на каждое.",
    )
    responsible: Annotated[tuple[Text, ...], OPEN] = Field(
        alias="ответственные",
        description="Кто отвечает, по должности.",
    )
    status: Annotated[ItemStatus | None, OPEN] = Field(
        None,
        alias="статус",
        description="Пишут, только если по датам не понять: в работе или отменено.",
    )
    status_note: Annotated[Text | None, OPEN] = Field(
        None,
        alias="пояснение",
        description="Почему отменено или что мешает.",
    )
    proof: Annotated[Proof | None, OPEN] = Field(
        None,
        alias="проверка",
        description="Если исполнение видно по записям, состояние ставит программа сама.",
    )
    done: Annotated[tuple[Completion, ...], OPEN] = Field(
        (),
        alias="исполнено",
        description="Когда выполняли; у ежегодного пункта — по записи на год.",
    )


class RoadmapSection(Record, title="Раздел дорожной карты"):
    """One of the seven sections of the roadmap (seed Л)."""

    number: Annotated[Text, OPEN] = Field(
        alias="номер",
        description='Номер раздела в кавычках: "1".',
    )
    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Название раздела.",
    )
    task: Annotated[Text, OPEN] = Field(
        alias="задача",
        description="Чего добиваются в разделе.",
    )
    result: Annotated[Text | None, OPEN] = Field(
        None,
        alias="итог",
        description="Что получится в конце.",
    )
    items: Annotated[tuple[PlanItem, ...], OPEN] = Field(
        alias="пункты",
        description="Пункты раздела по порядку.",
    )


class Roadmap(Entity):
    """The roadmap: seven sections, 22 items, columns of seed Л (``data/roadmap.yml``)."""

    folder: ClassVar[str] = "roadmap"
    title_ru: ClassVar[str] = "дорожная карта"

    title: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Название с годами: Дорожная карта на 2024–2027 годы.",
    )
    purpose: Annotated[Text, OPEN] = Field(
        alias="цель",
        description="Зачем дорожная карта, одной фразой.",
    )
    prospects: Annotated[Text | None, OPEN] = Field(
        None,
        alias="перспективные результаты",
        description="Что изменится в школе через несколько лет.",
    )
    sections: Annotated[tuple[RoadmapSection, ...], OPEN] = Field(
        alias="разделы",
        description="Разделы дорожной карты по порядку.",
    )


class WorkplanBlock(Record, title="Блок плана"):
    """One of the six blocks of the workplan (seed Т)."""

    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Название блока.",
    )
    items: Annotated[tuple[PlanItem, ...], OPEN] = Field(
        alias="пункты",
        description="Пункты блока по порядку.",
    )


class Workplan(Entity):
    """The workplan: 37 items in six blocks, columns of seed Т (``data/workplan.yml``)."""

    folder: ClassVar[str] = "workplan"
    title_ru: ClassVar[str] = "план реализации"

    title: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Название с годами: План реализации на 2024–2027 годы.",
    )
    blocks: Annotated[tuple[WorkplanBlock, ...], OPEN] = Field(
        alias="блоки",
        description="Блоки плана по порядку.",
    )
