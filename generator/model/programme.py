"""The mentoring programme and its dictionaries; everything here a school words itself."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity, Record
from generator.model.types import Day, Prose, Slug, Text, When

Lines = Annotated[tuple[Text, ...], OPEN]


class Term(Record, title="Слово справочника"):
    """An entry of a dictionary: code for the address, name and description for people."""

    code: Annotated[Slug, OPEN] = Field(
        alias="код",
        description="Латиницей, для адреса страницы: pedagog-pedagog. Потом не меняют.",
    )
    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Как называют люди: педагог – педагог. Этими словами пишут в записях.",
    )
    text: Annotated[Text | None, OPEN] = Field(
        None,
        alias="описание",
        description="Что это значит, одной-двумя фразами.",
    )


class Named(Record, title="Пункт"):
    """A named point of the programme with its explanation."""

    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Короткое название пункта.",
    )
    text: Annotated[Text, OPEN] = Field(
        alias="описание",
        description="Пояснение, одна-две фразы.",
    )


class NamedList(Record, title="Список с заголовком"):
    """A heading with a list under it."""

    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Заголовок списка.",
    )
    text: Annotated[Text | None, OPEN] = Field(
        None,
        alias="описание",
        description="Пояснение под заголовком, если нужно.",
    )
    points: Lines = Field(
        alias="пункты",
        description="Пункты, по строке на каждый.",
    )


class Stage(Record, title="Этап работы"):
    """A stage of the programme's work (seven of them, seeds Л and В)."""

    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Название этапа: Формирование пар.",
    )
    task: Annotated[Text, OPEN] = Field(
        alias="задача",
        description="Чего добиваются на этапе.",
    )
    activities: Lines = Field(
        alias="мероприятия",
        description="Что делают, по строке на каждое.",
    )
    result: Annotated[Text, OPEN] = Field(
        alias="результат",
        description="Чем этап кончается.",
    )


class Phase(Record, title="Этап программы"):
    """A phase of the programme in time (three of them, seed Т)."""

    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Название: Практическая реализация.",
    )
    when: Annotated[When, OPEN] = Field(
        alias="срок",
        description="Когда идёт: сентябрь 2024 – май 2027.",
    )
    text: Annotated[Text, OPEN] = Field(
        alias="описание",
        description="Что происходит, одной фразой.",
    )


class LegalGround(Record, title="Документ правовой базы"):
    """A legal act the programme rests on, with the day somebody checked it is in force."""

    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Название документа: Об образовании в Российской Федерации.",
    )
    requisites: Annotated[Text, OPEN] = Field(
        alias="реквизиты",
        description="Вид, номер и дата: Федеральный закон от 29.12.2012 № 273-ФЗ.",
    )
    about: Annotated[Text | None, OPEN] = Field(
        None,
        alias="о чём",
        description="Что из него важно для наставничества.",
    )
    level: Annotated[Text, OPEN] = Field(
        alias="уровень",
        description="Чей документ: федеральный, региональный, школа.",
    )
    checked: Annotated[Day, OPEN] = Field(
        alias="проверено",
        description="Когда убедились, что документ действует: 01.09.2026.",
    )
    until: Annotated[Day | None, OPEN] = Field(
        None,
        alias="рассчитан до",
        description="Последний день срока, если он назван в документе: 31.12.2024. После него "
        "он остаётся на сайте, а в новые акты школы не входит.",
    )


class Stimuli(Record, title="Поощрения"):
    """Material and non-material stimuli (М 5, Р, Т)."""

    material: Lines = Field(
        alias="материальное",
        description="Чем поощряют деньгами и вещами.",
    )
    moral: Lines = Field(
        alias="нематериальное",
        description="Чем поощряют иначе: грамоты, курсы, благодарность.",
    )


class Programme(Entity):
    """The programme of the school (``data/programme.yml``)."""

    folder: ClassVar[str] = "programme"
    title_ru: ClassVar[str] = "программа"

    title: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Название программы: Учитель рядом.",
    )
    promise: Annotated[Text, OPEN] = Field(
        alias="обещание",
        description="Одна фраза на главной: что получит участник.",
    )
    idea: Annotated[Prose, OPEN] = Field(
        alias="замысел",
        description="Зачем школе наставничество; можно абзацами.",
    )
    goal: Annotated[Text, OPEN] = Field(
        alias="цель",
        description="Цель программы, одной фразой.",
    )
    tasks: Lines = Field(
        alias="задачи",
        description="Задачи, по строке на каждую.",
    )
    principles: Annotated[tuple[Named, ...], OPEN] = Field(
        alias="принципы",
        description="Принципы с пояснением.",
    )
    roles: Annotated[tuple[Named, ...], OPEN] = Field(
        alias="участники",
        description="Кто участвует и за что отвечает.",
    )
    areas: Annotated[tuple[NamedList, ...], OPEN] = Field(
        alias="предмет наставничества",
        description="Чему помогают: личностные качества, методика, адаптация.",
    )
    components: Annotated[tuple[NamedList, ...], OPEN] = Field(
        alias="компоненты",
        description="Составные части системы.",
    )
    phases: Annotated[tuple[Phase, ...], OPEN] = Field(
        alias="этапы программы",
        description="Крупные этапы по годам.",
    )
    stages: Annotated[tuple[Stage, ...], OPEN] = Field(
        alias="этапы работы",
        description="Семь этапов годового цикла.",
    )
    steps: Annotated[tuple[Named, ...], OPEN] = Field(
        alias="этапы взаимодействия",
        description="Как развиваются отношения в паре.",
    )
    closing: Annotated[tuple[Named, ...], OPEN] = Field(
        alias="уровни завершения",
        description="Где подводят итоги: пара, школа, праздник.",
    )
    forms: Annotated[tuple[Term, ...], OPEN] = Field(
        alias="формы",
        description="Справочник форм; на них ссылаются пары.",
    )
    kinds: Annotated[tuple[Term, ...], OPEN] = Field(
        alias="виды",
        description="Справочник видов; на них ссылаются пары.",
    )
    role_models: Annotated[tuple[Term, ...], OPEN] = Field(
        alias="ролевые модели",
        description="Справочник ролевых моделей; на них ссылаются пары.",
    )
    contacts: Annotated[tuple[Term, ...], OPEN] = Field(
        alias="формы контакта",
        description="Справочник форм контакта; на них ссылаются пары.",
    )
    styles: Annotated[tuple[Named, ...], OPEN] = Field(
        alias="стили",
        description="Стили наставничества с пояснением.",
    )
    training: Annotated[tuple[Named, ...], OPEN] = Field(
        alias="обучение наставников",
        description="Как готовят наставников.",
    )
    subjects: Annotated[tuple[Term, ...], OPEN] = Field(
        alias="предметы",
        description="Справочник предметов; на них ссылаются люди и кейсы.",
    )
    requests: Annotated[tuple[Term, ...], OPEN] = Field(
        alias="запросы",
        description="Справочник тем запроса; на них ссылаются наставляемые и кейсы.",
    )
    expected: Lines = Field(
        alias="ожидаемые результаты",
        description="Чего ждут от программы, по строке на каждое.",
    )
    assessed: Lines = Field(
        alias="оцениваемые результаты",
        description="Что измеряют, по строке на каждое.",
    )
    indicators: Annotated[tuple[NamedList, ...], OPEN] = Field(
        alias="показатели эффективности",
        description="Показатели по трём частям: программа, участники, изменения.",
    )
    stimuli: Annotated[Stimuli, OPEN] = Field(
        alias="стимулирование",
        description="Чем поощряют наставников.",
    )
    conditions: Annotated[tuple[NamedList, ...], OPEN] = Field(
        alias="условия и ресурсы",
        description="Что нужно программе: люди, место, деньги, методика.",
    )
    legal: Annotated[tuple[LegalGround, ...], OPEN] = Field(
        alias="правовая база",
        description="Законы и акты, на которые опирается программа.",
    )
