"""Consents: to processing and to dissemination, two separate documents of one person."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from generator.model.base import Category, Choice, Record
from generator.model.types import Day, Text


class ConsentKind(Choice):
    """Which of the two consents it is (152-ФЗ: ст. 9 and ст. 10.1)."""

    PROCESSING = "обработка", "чтобы вести человека в банке"
    DISSEMINATION = "распространение", "чтобы показать его на сайте"


class Place(Choice):
    """Where on the site a person agrees to appear (приказ Роскомнадзора № 18)."""

    HONOUR_BOARD = "доска почёта", "страница наставника и доска почёта"
    CASES = "кейсы", "кейсы ресурсного центра"
    NEWS = "новости", "новости раздела"
    DOCUMENTS = "документы", "страницы документов"


class Consent(Record, title="Согласие"):
    """One signed consent.

    Attributes:
        categories: What may be shown; meaningful for dissemination only.
        places: Where it may be shown; all the section when the paper names no place.
        withdrawn: Day of withdrawal; from that day on the consent is void.
    """

    kind: ConsentKind = Field(
        alias="вид",
        description=(
            "Какое согласие подписано: на обработку — чтобы вести человека в банке, на "
            "распространение — чтобы показать на сайте."
        ),
    )
    signed: Day = Field(
        alias="дата",
        description="День подписания, как на бумаге: 28.08.2024.",
    )
    number: Text | None = Field(
        None,
        alias="номер",
        description="Номер согласия в журнале школы: Р-2024/01.",
    )
    until: Day | None = Field(
        None,
        alias="до",
        description="Последний день, когда согласие действует. Нет срока — не пишите и ключ.",
    )
    categories: tuple[Category, ...] = Field(
        (),
        alias="сведения",
        description=(
            "Что человек разрешил показать; переписывают с бумаги. Только для распространения."
        ),
    )
    places: tuple[Place, ...] = Field(
        tuple(Place),
        alias="где",
        description="Где разрешено показывать. Без этого ключа — во всём разделе.",
    )
    conditions: Text | None = Field(
        None,
        alias="условия",
        description="Запреты и условия словами человека: не использовать фото на баннерах.",
    )
    scan: Text | None = Field(
        None,
        alias="скан",
        description="Где хранится подписанная бумага: имя файла или номер папки.",
    )
    withdrawn: Day | None = Field(
        None,
        alias="отозвано",
        description="День отзыва. Со следующей сборки человек исчезнет с сайта.",
    )

    def in_force(self, today: date) -> bool:
        """Tell whether the consent is signed, not expired and not withdrawn on a day."""
        started = self.signed <= today
        expired = self.until is not None and self.until < today
        withdrawn = self.withdrawn is not None and self.withdrawn <= today
        return started and not expired and not withdrawn
