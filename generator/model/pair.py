"""A pair or a group: its plan, meetings and outcome."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Category, Choice, Entity, Record, Shown
from generator.model.silence import Silence
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


class GoalMark(Choice):
    """How far a goal of the plan has gone."""

    PLANNED = "запланировано", "ещё не начинали"
    IN_PROGRESS = "в работе", "идёт"
    PARTLY = "частично", "получилось не всё"
    DONE = "выполнено", "показатель достигнут"
    DROPPED = "снято", "от цели отказались"


class Goal(Record, title="Цель"):
    """A row of the goal map «Цель № 1» (seed Т, «Планирование»)."""

    result: Text = Field(
        alias="результат",
        description="Что изменится, одной фразой: уверенно ведёт урок в 9 классе.",
    )
    actions: tuple[Text, ...] = Field(
        (),
        alias="действия",
        description="Что пара будет делать, по строке на шаг.",
    )
    due: When = Field(
        alias="срок",
        description="К какому времени: декабрь 2026 или 25.12.2026.",
    )
    indicator: Text = Field(
        alias="показатель",
        description="По чему увидим, что получилось, лучше числом: три открытых урока.",
    )
    mark: GoalMark = Field(
        GoalMark.PLANNED,
        alias="отметка",
        description="Как обстоит дело сейчас; без ключа — запланировано.",
    )
    note: Text | None = Field(
        None,
        alias="примечание",
        description="Почему так: что помешало или помогло.",
    )


class Wish(Record, title="Желание и ресурсы"):
    """A wish of the mentee turned into resources (seed Т, table of resources)."""

    wish: Text = Field(
        alias="желание",
        description="Чего хочет наставляемый, его словами.",
    )
    have: Text | None = Field(
        None,
        alias="что есть",
        description="На что можно опереться: свой кабинет, смешной класс, время по вторникам.",
    )
    lack: Text | None = Field(
        None,
        alias="чего не хватает",
        description="Каких умений, людей или вещей не хватает.",
    )
    measure: Text | None = Field(
        None,
        alias="как измерим",
        description="Как поймём, что желание сбылось.",
    )
    time: Text | None = Field(
        None,
        alias="сколько времени",
        description="Сколько времени на это нужно: полгода.",
    )


class Prolongation(Record, title="Продление"):
    """A plan made longer than first agreed (М 1.2.1)."""

    until: Day = Field(
        alias="до",
        description="Новый последний день программы: 30.11.2026.",
    )
    decided: Day = Field(
        alias="дата решения",
        description="Когда решили продлить: 28.05.2026.",
    )
    reason: Text = Field(
        alias="причина",
        description="Почему не уложились в срок.",
    )


class MentoringArea(Choice):
    """What the mentoring is about (предмет наставничества, seed Т)."""

    PERSONAL = "личностные качества", "уверенность, общение, самоорганизация"
    METHOD = "методическая грамотность", "как учить и оценивать"
    SOCIAL = "социальная адаптация", "как освоиться в коллективе"


class Plan(Record, title="Программа пары"):
    """The personalised programme of a pair: 3 months to a year, may be prolonged (М 1.2.1)."""

    start: Annotated[Day, OPEN] = Field(
        alias="начало",
        description="Первый день программы пары: 05.10.2026.",
    )
    end: Annotated[Day, OPEN] = Field(
        alias="окончание",
        description="Последний день: не меньше трёх месяцев и не больше года от начала.",
    )
    prolongations: tuple[Prolongation, ...] = Field(
        (),
        alias="продления",
        description="Решения о продлении, если срок сдвигали.",
    )
    areas: tuple[MentoringArea, ...] = Field(
        (),
        alias="предмет наставничества",
        description="О чём эта работа; можно несколько.",
    )
    difficulties: tuple[Text, ...] = Field(
        (),
        alias="затруднения",
        description="Над чем пара работает, по строке на каждое.",
    )
    directions: tuple[Text, ...] = Field(
        (),
        alias="направления",
        description="Крупные темы программы, по строке на каждую.",
    )
    activities: tuple[Text, ...] = Field(
        (),
        alias="мероприятия",
        description="Что запланировано: посещения уроков, разборы, открытый урок.",
    )
    wishes: tuple[Wish, ...] = Field(
        (),
        alias="желания",
        description="Таблица желаний и ресурсов со встречи-планирования.",
    )
    goals: tuple[Goal, ...] = Field(
        (),
        alias="цели",
        description="Карта целей; у хорошей цели есть срок и показатель.",
    )

    @property
    def last_day(self) -> date:
        """Last day of the plan with its prolongations."""
        return max((self.end, *(p.until for p in self.prolongations)))


class MeetingKind(Choice):
    """Five kinds of meetings in their order (seed Т)."""

    ACQUAINTANCE = "знакомство", "первая, вместе с куратором"
    TRIAL = "пробная", "одна небольшая задача вдвоём"
    PLANNING = "планирование", "желания, ресурсы и цели, вместе с куратором"
    WORKING = "рабочая", "не реже раза в две недели"
    FINAL = "итоговая", "подвести итог, вместе с куратором"


class MeetingFormat(Choice):
    """In person, by video, or by correspondence whose time is not measured."""

    IN_PERSON = "очно", "встретились лично"
    ONLINE = "дистанционно", "по видеосвязи"
    CORRESPONDENCE = "переписка", "письмами; время не считают"


class Meeting(Record, title="Встреча"):
    """A record of the pair's journal.

    Attributes:
        minutes: How long it lasted; ``None`` for correspondence.
        attendees: Who was there, when it was not just the pair.
        answers: Answers by the short keys of that kind's questions in ``data/meetings.yml``.
    """

    kind: MeetingKind = Field(
        alias="вид",
        description="Какая это встреча по порядку программы.",
    )
    date: Day = Field(
        alias="дата",
        description="День встречи: 05.10.2026.",
    )
    minutes: Count | None = Field(
        None,
        alias="минут",
        description="Сколько длилась, числом: 60. У переписки ключа нет.",
    )
    format: MeetingFormat = Field(
        MeetingFormat.IN_PERSON,
        alias="формат",
        description="Как встретились; без ключа — очно.",
    )
    attendees: tuple[Text, ...] = Field(
        (),
        alias="участники",
        description="Кто был, если не вся пара или не только она: наставник, куратор.",
    )
    topic: Text | None = Field(
        None,
        alias="тема",
        description="О чём говорили, одной фразой.",
    )
    answers: dict[str, Text] = Field(
        default_factory=dict,
        alias="ответы",
        description=(
            "Ответы на вопросы бланка этой встречи: «вопрос: ответ». Вопросы — в data/meetings.yml."
        ),
    )
    result: Text | None = Field(
        None,
        alias="результат",
        description="Чем закончили: что получилось, о чём договорились.",
    )
    next_step: Text | None = Field(
        None,
        alias="к следующей встрече",
        description="Что сделать до следующего раза.",
    )


class EndReason(Choice):
    """Why a personalised programme ends (М 6.1)."""

    COMPLETED = "реализована полностью", "цели достигнуты или срок вышел"
    MENTOR = "по инициативе наставника", "раньше срока, попросил наставник"
    MENTEE = "по инициативе наставляемого", "раньше срока, попросил наставляемый"
    BOTH = "по обоюдной инициативе", "раньше срока, решили вместе"
    OTHER = "иной случай", "увольнение, перевод и прочее; поясните в «пояснение»"


class Decision(Choice):
    """What the final meeting decided (seed Т)."""

    NEW_CYCLE = "новый цикл", "пара продолжит с новой целью"
    FINISH = "завершение", "работа закончена"


class Achievement(Record, title="Достижение"):
    """An activity or achievement that counts for the rating."""

    what: Text = Field(
        alias="что",
        description="Что сделано: открытый урок информатики в 8 классе.",
    )
    kind: Text = Field(
        alias="вид",
        description="За что дают баллы: открытый урок, конкурс, публикация.",
    )
    date: Day | None = Field(
        None,
        alias="дата",
        description="Когда это было: 24.04.2025.",
    )


class Outcome(Record, title="Итог пары"):
    """How a pair's programme ended; its summary goes to both banks.

    Attributes:
        closeness: How close to the goal, 1–10, as the pair itself said.
        results: Summary for the banks' column «результаты программы».
        why: The reason in words; needed for an early end.
    """

    reason: EndReason = Field(
        alias="основание",
        description="Почему программа пары закончилась.",
    )
    date: Annotated[Day, OPEN] = Field(
        alias="дата",
        description="Последний день работы пары: 23.05.2025. Графа обоих банков.",
    )
    results: Annotated[Prose, Shown(Category.RESULTS)] = Field(
        alias="результаты",
        description="Чего достигли, с числами; два-три предложения. Графа обоих банков.",
    )
    closeness: Count | None = Field(
        None,
        alias="близость к цели",
        le=10,
        description="Как близко к цели, по словам самой пары: от 0 до 10.",
    )
    decision: Decision | None = Field(
        None,
        alias="решение",
        description="Что решили на итоговой встрече.",
    )
    why: Text | None = Field(
        None,
        alias="пояснение",
        description="Почему закончили раньше срока; при полной реализации не нужно.",
    )
    notice: Day | None = Field(
        None,
        alias="предупреждение",
        description=(
            "День, когда другую сторону предупредили о досрочном конце: не позже чем за три "
            "рабочих дня (ТК РФ, ст. 351.8)."
        ),
    )
    achievements: tuple[Achievement, ...] = Field(
        (),
        alias="достижения для рейтинга",
        description="Что сделали участники и за что наставнику дают баллы.",
    )


class Addendum(Record, title="Дополнительное соглашение"):
    """Papers of ТК РФ ст. 351.8: the worker's consent and the addendum to the contract."""

    written_consent: Day | None = Field(
        None,
        alias="письменное согласие наставника",
        description="День, когда наставник письменно согласился (ТК РФ, ст. 351.8): 25.09.2026.",
    )
    number: Text | None = Field(
        None,
        alias="номер",
        description="Номер дополнительного соглашения к трудовому договору: 11/2026.",
    )
    date: Day | None = Field(
        None,
        alias="дата",
        description="День дополнительного соглашения: 30.09.2026.",
    )


class Pair(Entity):
    """A mentor with one mentee, or with several as a group (пара, группа)."""

    folder: ClassVar[str] = "pairs"
    title_ru: ClassVar[str] = "пара"

    mentor: MentorRef = Field(
        alias="наставник",
        description="Кто ведёт: ФИО или имя файла из data/mentors.",
    )
    mentees: tuple[MenteeRef, ...] = Field(
        alias="наставляемые",
        min_length=1,
        description="Кого ведут: ФИО или имена файлов из data/mentees; несколько — это группа.",
    )
    form: Annotated[FormRef, OPEN] = Field(
        alias="форма",
        description="Кто кому помогает; названия — из списка «формы» в data/programme.yml.",
    )
    kind: Annotated[KindRef, OPEN] = Field(
        alias="вид",
        description="Как устроена работа; названия — из списка «виды» в data/programme.yml.",
    )
    role_model: Annotated[RoleModelRef, OPEN] = Field(
        alias="модель",
        description="Роли в паре; названия — из списка «ролевые модели» в data/programme.yml.",
    )
    contacts: tuple[ContactRef, ...] = Field(
        (),
        alias="формы контакта",
        description="Как общаются; названия — из списка «формы контакта» в data/programme.yml.",
    )
    order: Annotated[ActRef | None, OPEN] = Field(
        None,
        alias="приказ",
        description="Приказ о закреплении: имя файла из data/acts или название.",
    )
    addendum: Addendum = Field(
        default_factory=Addendum,
        alias="допсоглашение",
        description=(
            "Бумаги по статье 351.8 ТК РФ: согласие наставника и дополнительное соглашение."
        ),
    )
    plan: Annotated[Plan, OPEN] = Field(
        alias="программа",
        description="Персонализированная программа пары: сроки, затруднения, цели.",
    )
    meetings: tuple[Meeting, ...] = Field(
        (),
        alias="встречи",
        description="Дневник встреч по порядку дат.",
    )
    outcome: Annotated[Outcome | None, OPEN] = Field(
        None,
        alias="итог",
        description="Чем закончилось. Пишут, когда программа завершена.",
    )
    continues: PairRef | None = Field(
        None,
        alias="продолжает пару",
        description="Прежняя запись тех же людей, если это новый цикл: имя файла из data/pairs.",
    )
    notes: Text | None = Field(
        None,
        alias="заметки куратора",
        description="Что важно помнить вам об этой паре.",
    )
    silences: tuple[Silence, ...] = Field(
        (),
        alias="снятые замечания",
        description="Замечания проверки, которые решили оставить: код, причина, дата.",
    )
