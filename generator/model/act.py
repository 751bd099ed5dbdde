"""Local acts and their registry."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Choice, Entity, Record
from generator.model.types import ActRef, Count, Day, MentorRef, PairRef, Prose, Text, Yes


class ActKind(Choice):
    """Kinds of local acts of the programme (domain §9)."""

    CURATOR_ORDER = "приказ о назначении куратора"
    REGULATION = "положение"
    REGULATION_ORDER = "приказ об утверждении положения"
    ROADMAP = "дорожная карта"
    WORKPLAN = "план реализации"
    PAIRS_ORDER = (
        "приказ о закреплении пар",
        "список пар; письменное согласие наставников — до него",
    )
    PLAN = "персонализированная программа", "личный документ пары: добавьте «публикуется: нет»"
    REGISTER_ORDER = "приказ об утверждении реестра наставников"
    TRAINING_ORDER = "приказ об обучении наставников"
    AWARD_ORDER = "приказ о поощрении"
    PROGRAMME = "программа наставничества"
    CONSENT_FORM = "форма согласия", "пустой бланк"
    SURVEY_FORM = "анкета", "пустой бланк"
    CONTRACT = "договор с партнёром"
    PROTOCOL = "протокол"
    OTHER = "иной документ"


class ActStatus(Choice):
    """Whether an act is in force."""

    DRAFT = "проект", "ещё не принят"
    IN_FORCE = "действует", "применяется"
    LOST_FORCE = "утратил силу", "отменён или заменён"


class Agreement(Record, title="Гриф «Согласовано»"):
    """The stamp «СОГЛАСОВАНО»: a body and its minutes (Т)."""

    body: Annotated[Text, OPEN] = Field(
        alias="орган",
        description="Кто согласовал: педагогический совет.",
    )
    protocol: Annotated[Text, OPEN] = Field(
        alias="протокол",
        description="Номер протокола: 1.",
    )
    date: Annotated[Day, OPEN] = Field(
        alias="дата",
        description="День согласования: 30.08.2026.",
    )


class Approval(Record, title="Гриф «Утверждаю»"):
    """The stamp «УТВЕРЖДАЮ»: post, name, order, date (Т)."""

    post: Annotated[Text, OPEN] = Field(
        alias="должность",
        description="Должность того, кто утвердил: директор.",
    )
    name: Annotated[Text, OPEN] = Field(
        alias="ФИО",
        description="Кто утвердил; можно с инициалами, как в грифе.",
    )
    order: Annotated[Text | None, OPEN] = Field(
        None,
        alias="приказ",
        description="Номер приказа об утверждении: 66-о.",
    )
    date: Annotated[Day, OPEN] = Field(
        alias="дата",
        description="День утверждения: 29.08.2026.",
    )


class Signature(Record, title="Электронная подпись"):
    """The card of an electronic signature: who, key, when, until when."""

    holder: Annotated[Text, OPEN] = Field(
        alias="владелец",
        description="Чья электронная подпись: Ремизов Олег Дмитриевич.",
    )
    post: Annotated[Text, OPEN] = Field(
        alias="должность",
        description="Должность владельца подписи.",
    )
    key: Annotated[Text, OPEN] = Field(
        alias="ключ",
        description="Номер сертификата: 01F4 9A3B 27C6 80DE 52.",
    )
    signed: Annotated[Day, OPEN] = Field(
        alias="подписано",
        description="День подписания: 02.10.2026.",
    )
    valid_until: Annotated[Day | None, OPEN] = Field(
        None,
        alias="действует до",
        description="До какого дня действует сертификат.",
    )


class ActFile(Record, title="Файл акта"):
    """A file of an act under ``content/documents``."""

    file: Annotated[Text, OPEN] = Field(
        alias="файл",
        description="Путь внутри content/documents: polozhenie-2026.pdf.",
    )
    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Как назвать ссылку: Положение, подписанный экземпляр.",
    )


class Act(Entity):
    """A local act of the programme (локальный акт).

    Attributes:
        public: Whether the act appears in the public section; personal papers do not.
        pairs: Pairs an order assigns.
        mentors: Mentors a register or a training order lists.
    """

    folder: ClassVar[str] = "acts"
    title_ru: ClassVar[str] = "локальный акт"

    kind: Annotated[ActKind, OPEN] = Field(
        alias="вид",
        description="Какой это документ. По виду собирается страница «Документы».",
    )
    title: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Название без вида и номера: О закреплении наставнических пар.",
    )
    number: Annotated[Text | None, OPEN] = Field(
        None,
        alias="номер",
        description="Номер документа: 87-о.",
    )
    date: Annotated[Day, OPEN] = Field(
        alias="дата",
        description="День документа: 02.10.2026.",
    )
    status: Annotated[ActStatus, OPEN] = Field(
        ActStatus.IN_FORCE,
        alias="статус",
        description="Действует ли; без ключа — действует.",
    )
    replaced_by: Annotated[ActRef | None, OPEN] = Field(
        None,
        alias="заменён",
        description="Чем заменён: имя файла из data/acts или название.",
    )
    implements: Annotated[tuple[ActRef, ...], OPEN] = Field(
        (),
        alias="во исполнение",
        description="На основании каких актов издан: имена файлов или названия.",
    )
    summary: Annotated[Prose, OPEN] = Field(
        alias="о чём",
        description="О чём документ, понятными словами; можно абзацами.",
    )
    agreed: Annotated[tuple[Agreement, ...], OPEN] = Field(
        (),
        alias="согласовано",
        description="Гриф «Согласовано»: орган, протокол, дата.",
    )
    approved: Annotated[Approval | None, OPEN] = Field(
        None,
        alias="утверждаю",
        description="Гриф «Утверждаю»: должность, ФИО, приказ, дата.",
    )
    signature: Annotated[Signature | None, OPEN] = Field(
        None,
        alias="подпись",
        description="Карточка электронной подписи.",
    )
    appendices: Annotated[tuple[Text, ...], OPEN] = Field(
        (),
        alias="приложения",
        description="Названия приложений по порядку.",
    )
    files: Annotated[tuple[ActFile, ...], OPEN] = Field(
        (),
        alias="файлы",
        description="Файлы документа из content/documents.",
    )
    pages: Annotated[Count | None, OPEN] = Field(
        None,
        alias="страниц",
        description="Сколько страниц в документе: 4.",
    )
    public: Yes = Field(
        True,
        alias="публикуется",
        description="Нет — если это личная бумага и на сайте её быть не должно; без ключа — да.",
    )
    pairs: tuple[PairRef, ...] = Field(
        (),
        alias="пары",
        description="Какие пары закрепляет приказ: имена файлов из data/pairs.",
    )
    mentors: tuple[MentorRef, ...] = Field(
        (),
        alias="наставники",
        description="Кого перечисляет приказ о реестре или обучении: ФИО или имена файлов.",
    )
