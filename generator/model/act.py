"""Local acts and their registry."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Choice, Entity, Record
from generator.model.types import (
    ActRef,
    Clock,
    Day,
    FullText,
    MentorRef,
    OldAddress,
    PairRef,
    Prose,
    Text,
    Yes,
)


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
    PLAN = "персонализированная программа", "личный документ пары; на сайт не попадает"
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

    DRAFT = "проект", "ещё не принят; на сайт не попадает, пока школа не скажет иного"
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


class SignatureKind(Choice):
    """How an act is signed (63-ФЗ, ст. 5)."""

    BY_HAND = "собственноручная", "подпись и печать видны на скане"
    SIMPLE = "простая электронная", "кто подписал, подтверждает запись в системе"
    ADVANCED = "усиленная неквалифицированная", "с ключом, но без удостоверяющего центра"
    QUALIFIED = "усиленная квалифицированная", "с сертификатом удостоверяющего центра"


class Signature(Record, title="Подпись"):
    """The card of a signature: who, how, with which key, when, until when."""

    kind: Annotated[SignatureKind | None, OPEN] = Field(
        None,
        alias="вид",
        description="Какой подписью подписан документ.",
    )
    holder: Annotated[Text, OPEN] = Field(
        alias="владелец",
        description="Чья это подпись: Ремизов Олег Дмитриевич.",
    )
    post: Annotated[Text, OPEN] = Field(
        alias="должность",
        description="Должность владельца подписи.",
    )
    key: Annotated[Text | None, OPEN] = Field(
        None,
        alias="ключ",
        description="Номер сертификата: 01F4 9A3B 27C6 80DE 52. У простой подписи — её код.",
    )
    issuer: Annotated[Text | None, OPEN] = Field(
        None,
        alias="выдан",
        description="Кто выдал сертификат: Казначейство России.",
    )
    valid_from: Annotated[Day | None, OPEN] = Field(
        None,
        alias="действует с",
        description="С какого дня действует сертификат.",
    )
    valid_until: Annotated[Day | None, OPEN] = Field(
        None,
        alias="действует до",
        description="До какого дня действует сертификат.",
    )
    signed: Annotated[Day, OPEN] = Field(
        alias="подписано",
        description="День подписания: 02.10.2026.",
    )
    time: Annotated[Clock | None, OPEN] = Field(
        None,
        alias="время",
        description="Время подписания по часам: 14:05.",
    )


class ActFile(Record, title="Файл акта"):
    """A file of an act under ``content/documents``.

    Attributes:
        signature: A detached signature of this very file.
        alternative: A file with the same text, where this one is a picture of it.
        names_checked: Somebody has read the file and found no name that may not be shown.
    """

    file: Annotated[Text, OPEN] = Field(
        alias="файл",
        description="Путь внутри content/documents: polozhenie-2026.pdf.",
    )
    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Как назвать ссылку: Положение, подписанный экземпляр.",
    )
    signature: Annotated[Text | None, OPEN] = Field(
        None,
        alias="файл подписи",
        description="Отсоединённая подпись этого файла: polozhenie-2026.pdf.sig.",
    )
    alternative: Annotated[Text | None, OPEN] = Field(
        None,
        alias="текстовая версия",
        description="Если файл — скан: файл с тем же текстом, prikaz-61.docx.",
    )
    names_checked: Yes = Field(
        False,
        alias="имена проверены",
        description=(
            "Да — файл прочитан человеком: в нём нет имён тех, кто не давал согласия. Нужно скану "
            "и приказу со списком людей."
        ),
    )

    @property
    def paths(self) -> tuple[tuple[str, str], ...]:
        """Every file named here, each after the Russian key that names it."""
        named = (
            ("файл", self.file),
            ("файл подписи", self.signature),
            ("текстовая версия", self.alternative),
        )
        return tuple((key, path) for key, path in named if path)


class Amendment(Record, title="Изменение"):
    """A change made to an act that stays in force."""

    date: Annotated[Day, OPEN] = Field(
        alias="дата",
        description="С какого дня действует изменение: 10.01.2026.",
    )
    what: Annotated[Text, OPEN] = Field(
        alias="что изменилось",
        description="Суть изменения одной фразой.",
    )
    act: Annotated[ActRef | None, OPEN] = Field(
        None,
        alias="акт",
        description="Каким актом внесено: имя файла из data/acts или название.",
    )


class Act(Entity):
    """A local act of the programme (локальный акт).

    Attributes:
        text: The act's own text in light Markdown, whose numbers of clauses are its words.
        asked_public: What the school says of publishing; ``None`` when it says nothing.
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
    lost_force: Annotated[Day | None, OPEN] = Field(
        None,
        alias="утратил силу",
        description="С какого дня не действует: 01.09.2026.",
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
    text: Annotated[FullText | None, OPEN] = Field(
        None,
        alias="текст",
        description=(
            "Полный текст: заголовки «## …», пункты «1.1. …». Длинный — в content/documents, а "
            "здесь имя файла: polozhenie-2026.md."
        ),
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
        description="Карточка подписи: чья, какая, когда и до какого дня.",
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
    amendments: Annotated[tuple[Amendment, ...], OPEN] = Field(
        (),
        alias="изменения",
        description="Какие изменения внесены в действующий документ.",
    )
    asked_public: Yes | None = Field(
        None,
        alias="публикуется",
        description=(
            "Нет — личная бумага, на сайте её не будет; без ключа — да, но проекты и "
            "персонализированные программы остаются у куратора."
        ),
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
    former: Annotated[tuple[OldAddress, ...], OPEN] = Field(
        (),
        alias="прежние адреса",
        description="Где страница была раньше: acts/polozhenie. Оттуда приведут сюда.",
    )

    @property
    def public(self) -> bool:
        """Whether the act may appear in the public section; drafts and personal papers may not."""
        if self.asked_public is not None:
            return self.asked_public
        return self.status is not ActStatus.DRAFT and self.kind is not ActKind.PLAN

    @property
    def lists_people(self) -> bool:
        """Whether the paper itself names people of the programme."""
        return bool(self.pairs or self.mentors) or self.kind in _LISTS


_LISTS = {ActKind.PAIRS_ORDER, ActKind.REGISTER_ORDER, ActKind.PLAN}
"""Kinds whose paper always names people."""
