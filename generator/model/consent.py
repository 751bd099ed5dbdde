"""Consents: to processing and to dissemination, two separate documents of one person."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from generator.model.base import Category, Record
from generator.model.types import Day, Text


class ConsentKind(StrEnum):
    """Which of the two consents it is (152-ФЗ: ст. 9 and ст. 10.1)."""

    PROCESSING = "обработка"
    DISSEMINATION = "распространение"


class Place(StrEnum):
    """Where on the site a person agrees to appear (приказ Роскомнадзора № 18)."""

    HONOUR_BOARD = "доска почёта"
    CASES = "кейсы"
    NEWS = "новости"
    DOCUMENTS = "документы"


class Consent(Record):
    """One signed consent.

    Attributes:
        categories: What may be shown; meaningful for dissemination only.
        places: Where it may be shown; all the section when the paper names no place.
        withdrawn: Day of withdrawal; from that day on the consent is void.
    """

    kind: ConsentKind = Field(alias="вид")
    signed: Day = Field(alias="дата")
    number: Text | None = Field(None, alias="номер")
    until: Day | None = Field(None, alias="до")
    categories: tuple[Category, ...] = Field((), alias="сведения")
    places: tuple[Place, ...] = Field(tuple(Place), alias="где")
    conditions: Text | None = Field(None, alias="условия")
    scan: Text | None = Field(None, alias="скан")
    withdrawn: Day | None = Field(None, alias="отозвано")

    def in_force(self, today: date) -> bool:
        """Tell whether the consent is signed, not expired and not withdrawn on a day."""
        started = self.signed <= today
        expired = self.until is not None and self.until < today
        withdrawn = self.withdrawn is not None and self.withdrawn <= today
        return started and not expired and not withdrawn
