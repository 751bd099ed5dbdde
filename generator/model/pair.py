"""A pair or a group: its plan, meetings and outcome."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Category, Entity, Record, Shown
from generator.model.types import (
    ActRef,
    ContactRef,
    Count,
    Day,
    FormRef,
    KindRef,
    MenteeRef,
    MentorRef,
    PairRef,
    Prose,
    RoleModelRef,
    Text,
    When,
)


class GoalMark(StrEnum):
    """How far a goal of the plan has gone."""

    PLANNED = "запланировано"
    IN_PROGRESS = "в работе"
    PARTLY = "частично"
    DONE = "выполнено"
    DROPPED = "снято"


class Goal(Record):
    """A row of the goal map «Цель № 1» (seed Т, «Планирование»)."""

    result: Text = Field(alias="результат")
    actions: tuple[Text, ...] = Field((), alias="действия")
    due: When = Field(alias="срок")
    indicator: Text = Field(alias="показатель")
    mark: GoalMark = Field(GoalMark.PLANNED, alias="отметка")
    note: Text | None = Field(None, alias="примечание")


class Wish(Record):
    """A wish of the mentee turned into resources (seed Т, table of resources)."""

    wish: Text = Field(alias="желание")
    have: Text | None = Field(None, alias="что есть")
    lack: Text | None = Field(None, alias="чего не хватает")
    measure: Text | None = Field(None, alias="как измерим")
    time: Text | None = Field(None, alias="сколько времени")


class Prolongation(Record):
    """A plan made longer than first agreed (М 1.2.1)."""

    until: Day = Field(alias="до")
    decided: Day = Field(alias="дата решения")
    reason: Text = Field(alias="причина")


class MentoringArea(StrEnum):
    """What the mentoring is about (предмет наставничества, seed Т)."""

    PERSONAL = "личностные качества"
    METHOD = "методическая грамотность"
    SOCIAL = "социальная адаптация"


class Plan(Record):
    """The personalised programme of a pair: 3 months to a year, may be prolonged (М 1.2.1)."""

    start: Annotated[Day, OPEN] = Field(alias="начало")
    end: Annotated[Day, OPEN] = Field(alias="окончание")
    prolongations: tuple[Prolongation, ...] = Field((), alias="продления")
    areas: tuple[MentoringArea, ...] = Field((), alias="предмет наставничества")
    difficulties: tuple[Text, ...] = Field((), alias="затруднения")
    directions: tuple[Text, ...] = Field((), alias="направления")
    activities: tuple[Text, ...] = Field((), alias="мероприятия")
    wishes: tuple[Wish, ...] = Field((), alias="желания")
    goals: tuple[Goal, ...] = Field((), alias="цели")

    @property
    def last_day(self) -> date:
        """Last day of the plan with its prolongations."""
        return max((self.end, *(p.until for p in self.prolongations)))


class MeetingKind(StrEnum):
    """Five kinds of meetings in their order (seed Т)."""

    ACQUAINTANCE = "знакомство"
    TRIAL = "пробная"
    PLANNING = "планирование"
    WORKING = "рабочая"
    FINAL = "итоговая"


class MeetingFormat(StrEnum):
    """In person, by video, or by correspondence whose time is not measured."""

    IN_PERSON = "очно"
    ONLINE = "дистанционно"
    CORRESPONDENCE = "переписка"


class Meeting(Record):
    """A record of the pair's journal.

    Attributes:
        minutes: How long it lasted; ``None`` for correspondence.
        answers: Answers by the short keys of that kind's questions in ``data/meetings.yml``.
    """

    kind: MeetingKind = Field(alias="вид")
    date: Day = Field(alias="дата")
    minutes: Count | None = Field(None, alias="минут")
    format: MeetingFormat = Field(MeetingFormat.IN_PERSON, alias="формат")
    topic: Text | None = Field(None, alias="тема")
    answers: dict[str, Text] = Field(default_factory=dict, alias="ответы")
    result: Text | None = Field(None, alias="результат")
    next_step: Text | None = Field(None, alias="к следующей встрече")


class EndReason(StrEnum):
    """Why a personalised programme ends (М 6.1)."""

    COMPLETED = "реализована полностью"
    MENTOR = "по инициативе наставника"
    MENTEE = "по инициативе наставляемого"
    BOTH = "по обоюдной инициативе"
    OTHER = "иной случай"


class Decision(StrEnum):
    """What the final meeting decided (seed Т)."""

    NEW_CYCLE = "новый цикл"
    FINISH = "завершение"


class Achievement(Record):
    """An activity or achievement that counts for the rating."""

    what: Text = Field(alias="что")
    kind: Text = Field(alias="вид")
    date: Day | None = Field(None, alias="дата")


class Outcome(Record):
    """How a pair's programme ended; its summary goes to both banks.

    Attributes:
        closeness: How close to the goal, 1–10, as the pair itself said.
        results: Summary for the banks' column «результаты программы».
        why: The reason in words; needed for an early end.
    """

    reason: EndReason = Field(alias="основание")
    date: Annotated[Day, OPEN] = Field(alias="дата")
    results: Annotated[Prose, Shown(Category.RESULTS)] = Field(alias="результаты")
    closeness: Count | None = Field(None, alias="близость к цели", le=10)
    decision: Decision | None = Field(None, alias="решение")
    why: Text | None = Field(None, alias="пояснение")
    achievements: tuple[Achievement, ...] = Field((), alias="достижения для рейтинга")


class Addendum(Record):
    """Papers of ТК РФ ст. 351.8: the worker's consent and the addendum to the contract."""

    written_consent: Day | None = Field(None, alias="письменное согласие наставника")
    number: Text | None = Field(None, alias="номер")
    date: Day | None = Field(None, alias="дата")


class Pair(Entity):
    """A mentor with one mentee, or with several as a group (пара, группа)."""

    folder: ClassVar[str] = "pairs"
    title_ru: ClassVar[str] = "пара"

    mentor: MentorRef = Field(alias="наставник")
    mentees: tuple[MenteeRef, ...] = Field(alias="наставляемые", min_length=1)
    form: Annotated[FormRef, OPEN] = Field(alias="форма")
    kind: Annotated[KindRef, OPEN] = Field(alias="вид")
    role_model: Annotated[RoleModelRef, OPEN] = Field(alias="модель")
    contacts: tuple[ContactRef, ...] = Field((), alias="формы контакта")
    order: Annotated[ActRef | None, OPEN] = Field(None, alias="приказ")
    addendum: Addendum = Field(default_factory=Addendum, alias="допсоглашение")
    plan: Annotated[Plan, OPEN] = Field(alias="программа")
    meetings: tuple[Meeting, ...] = Field((), alias="встречи")
    outcome: Annotated[Outcome | None, OPEN] = Field(None, alias="итог")
    continues: PairRef | None = Field(None, alias="продолжает пару")
    notes: Text | None = Field(None, alias="заметки куратора")
