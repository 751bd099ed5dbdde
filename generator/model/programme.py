"""The mentoring programme and its dictionaries; everything here a school words itself."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Entity, Record
from generator.model.types import Day, Prose, Slug, Text, When

Lines = Annotated[tuple[Text, ...], OPEN]


class Term(Record):
    """An entry of a dictionary: code for the address, name and description for people."""

    code: Annotated[Slug, OPEN] = Field(alias="код")
    name: Annotated[Text, OPEN] = Field(alias="название")
    text: Annotated[Text | None, OPEN] = Field(None, alias="описание")


class Named(Record):
    """A named point of the programme with its explanation."""

    name: Annotated[Text, OPEN] = Field(alias="название")
    text: Annotated[Text, OPEN] = Field(alias="описание")


class NamedList(Record):
    """A heading with a list under it."""

    name: Annotated[Text, OPEN] = Field(alias="название")
    text: Annotated[Text | None, OPEN] = Field(None, alias="описание")
    points: Lines = Field(alias="пункты")


class Stage(Record):
    """A stage of the programme's work (seven of them, seeds Л and В)."""

    name: Annotated[Text, OPEN] = Field(alias="название")
    task: Annotated[Text, OPEN] = Field(alias="задача")
    activities: Lines = Field(alias="мероприятия")
    result: Annotated[Text, OPEN] = Field(alias="результат")


class Phase(Record):
    """A phase of the programme in time (three of them, seed Т)."""

    name: Annotated[Text, OPEN] = Field(alias="название")
    when: Annotated[When, OPEN] = Field(alias="срок")
    text: Annotated[Text, OPEN] = Field(alias="описание")


class LegalGround(Record):
    """A legal act the programme rests on, with the day somebody checked it is in force."""

    name: Annotated[Text, OPEN] = Field(alias="название")
    requisites: Annotated[Text, OPEN] = Field(alias="реквизиты")
    about: Annotated[Text | None, OPEN] = Field(None, alias="о чём")
    level: Annotated[Text, OPEN] = Field(alias="уровень")
    checked: Annotated[Day, OPEN] = Field(alias="проверено")


class Stimuli(Record):
    """Material and non-material stimuli (М 5, Р, Т)."""

    material: Lines = Field(alias="материальное")
    moral: Lines = Field(alias="нематериальное")


class Programme(Entity):
    """The programme of the school (``data/programme.yml``)."""

    folder: ClassVar[str] = "programme"
    title_ru: ClassVar[str] = "программа"

    title: Annotated[Text, OPEN] = Field(alias="название")
    promise: Annotated[Text, OPEN] = Field(alias="обещание")
    idea: Annotated[Prose, OPEN] = Field(alias="замысел")
    goal: Annotated[Text, OPEN] = Field(alias="цель")
    tasks: Lines = Field(alias="задачи")
    principles: Annotated[tuple[Named, ...], OPEN] = Field(alias="принципы")
    roles: Annotated[tuple[Named, ...], OPEN] = Field(alias="участники")
    areas: Annotated[tuple[NamedList, ...], OPEN] = Field(alias="предмет наставничества")
    components: Annotated[tuple[NamedList, ...], OPEN] = Field(alias="компоненты")
    phases: Annotated[tuple[Phase, ...], OPEN] = Field(alias="этапы программы")
    stages: Annotated[tuple[Stage, ...], OPEN] = Field(alias="этапы работы")
    steps: Annotated[tuple[Named, ...], OPEN] = Field(alias="этапы взаимодействия")
    closing: Annotated[tuple[Named, ...], OPEN] = Field(alias="уровни завершения")
    forms: Annotated[tuple[Term, ...], OPEN] = Field(alias="формы")
    kinds: Annotated[tuple[Term, ...], OPEN] = Field(alias="виды")
    role_models: Annotated[tuple[Term, ...], OPEN] = Field(alias="ролевые модели")
    contacts: Annotated[tuple[Term, ...], OPEN] = Field(alias="формы контакта")
    styles: Annotated[tuple[Named, ...], OPEN] = Field(alias="стили")
    training: Annotated[tuple[Named, ...], OPEN] = Field(alias="обучение наставников")
    subjects: Annotated[tuple[Term, ...], OPEN] = Field(alias="предметы")
    requests: Annotated[tuple[Term, ...], OPEN] = Field(alias="запросы")
    expected: Lines = Field(alias="ожидаемые результаты")
    assessed: Lines = Field(alias="оцениваемые результаты")
    indicators: Annotated[tuple[NamedList, ...], OPEN] = Field(alias="показатели эффективности")
    stimuli: Annotated[Stimuli, OPEN] = Field(alias="стимулирование")
    conditions: Annotated[tuple[NamedList, ...], OPEN] = Field(alias="условия и ресурсы")
    legal: Annotated[tuple[LegalGround, ...], OPEN] = Field(alias="правовая база")
