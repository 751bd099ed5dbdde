"""Matching of mentors and mentees: weights, sheets of preference, bars, decisions (Т, Л)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from generator.model.base import Choice, Entity, Record
from generator.model.types import Count, Day, MenteeRef, MentorRef, Text


class Criterion(Choice):
    """What a mentor is judged by when a mentee looks for one."""

    TOPICS = "темы запроса", "помогает с тем, о чём просит наставляемый"
    COMPETENCES = "компетенции", "слова запроса и затруднений встречаются в компетенциях"
    SUBJECT = "предмет", "преподают один предмет"
    FORM = "форма", "обоим удобна одна форма"
    KIND = "вид", "обоим удобен один вид"
    EXPERIENCE = "опыт", "стаж больше и пары доведены до конца"
    CAPACITY = "свободное место", "чем больше мест свободно, тем больше времени"
    BUILDING = "корпус", "работают в одном здании"
    TOGETHER = "прежняя работа", "уже работали вместе; неудача вычитает баллы"


class Weight(Record, title="Вес"):
    """How many points a criterion is worth."""

    criterion: Criterion = Field(
        alias="критерий",
        description="Что учитывают.",
    )
    points: Count = Field(
        alias="баллов",
        description="Сколько баллов даёт полное совпадение: 25.",
    )


class MentorChoice(Record, title="Место в листе наставляемого"):
    """A mentor a mentee would go on with, and at which place."""

    mentor: MentorRef = Field(
        alias="кто",
        description="Наставник: ФИО или имя файла.",
    )
    place: Count = Field(
        alias="место",
        ge=1,
        description="Какой по желанию: 1 — первый. Равные — одним числом.",
    )


class MenteeChoice(Record, title="Место в листе наставника"):
    """A mentee a mentor would go on with, and at which place."""

    mentee: MenteeRef = Field(
        alias="кто",
        description="Наставляемый: ФИО или имя файла.",
    )
    place: Count = Field(
        alias="место",
        ge=1,
        description="Какой по желанию: 1 — первый. Равные — одним числом.",
    )


class MenteeSheet(Record, title="Лист наставляемого"):
    """Whom a mentee would go on with after the group meeting; others are not wished for."""

    mentee: MenteeRef = Field(
        alias="наставляемый",
        description="Чей лист: ФИО или имя файла.",
    )
    choices: tuple[MentorChoice, ...] = Field(
        alias="хотел бы",
        description="Наставники по местам. Кого в листе нет, того не хочет.",
    )


class MentorSheet(Record, title="Лист наставника"):
    """Whom a mentor would go on with after the group meeting; others are not wished for."""

    mentor: MentorRef = Field(
        alias="наставник",
        description="Чей лист: ФИО или имя файла.",
    )
    choices: tuple[MenteeChoice, ...] = Field(
        alias="хотел бы",
        description="Наставляемые по местам. Кого в листе нет, того не хочет.",
    )


class Bar(Record, title="Запрет"):
    """Two people who must not be put together."""

    mentor: MentorRef = Field(
        alias="наставник",
        description="Кого не соединять: ФИО или имя файла.",
    )
    mentee: MenteeRef = Field(
        alias="наставляемый",
        description="С кем: ФИО или имя файла.",
    )
    reason: Text = Field(
        alias="причина",
        description="Почему: родственники, прямое подчинение, просьба одного из них.",
    )
    until: Day | None = Field(
        None,
        alias="до",
        description="Последний день запрета; насовсем — ключа нет.",
    )


class Lock(Record, title="Закрепление"):
    """Two people the curator put together whatever the points say."""

    mentor: MentorRef = Field(
        alias="наставник",
        description="Кого соединить: ФИО или имя файла.",
    )
    mentee: MenteeRef = Field(
        alias="наставляемый",
        description="С кем: ФИО или имя файла.",
    )
    reason: Text = Field(
        alias="причина",
        description="Почему так решили.",
    )


class Matching(Entity):
    """What matching goes by (``data/matching.yml``)."""

    folder: ClassVar[str] = "matching"
    title_ru: ClassVar[str] = "подбор пар"

    weights: tuple[Weight, ...] = Field(
        (),
        alias="веса",
        description="Сколько баллов даёт каждый критерий; без ключа — обычные веса.",
    )
    met: Day | None = Field(
        None,
        alias="общая встреча",
        description="День встречи, после которой заполнили листы: 19.11.2026.",
    )
    mentee_sheets: tuple[MenteeSheet, ...] = Field(
        (),
        alias="листы наставляемых",
        description="С кем хотели бы работать наставляемые.",
    )
    mentor_sheets: tuple[MentorSheet, ...] = Field(
        (),
        alias="листы наставников",
        description="С кем хотели бы работать наставники.",
    )
    bars: tuple[Bar, ...] = Field(
        (),
        alias="запреты",
        description="Кого соединять нельзя и почему.",
    )
    locks: tuple[Lock, ...] = Field(
        (),
        alias="закрепления",
        description="Кого куратор соединил сам.",
    )
    groups: tuple[MentorRef, ...] = Field(
        (),
        alias="ведут группой",
        description="Наставники, у которых несколько наставляемых станут одной группой.",
    )

    def bar_of(self, mentor: str, mentee: str, today: date) -> Bar | None:
        """Return the bar between two people that holds on a day."""
        return next(
            (
                bar
                for bar in self.bars
                if (bar.mentor, bar.mentee) == (mentor, mentee)
                and (bar.until is None or bar.until >= today)
            ),
            None,
        )
