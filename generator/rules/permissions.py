"""What each person allows to show, where and until when (152-ФЗ, ст. 10.1)."""

from __future__ import annotations

from datetime import date

from generator.model.base import Category
from generator.model.consent import Consent, ConsentKind, Place
from generator.model.people import Person


def processing_consent(person: Person, today: date) -> Consent | None:
    """Return the processing consent in force, or ``None`` (Л 2.2, 3.1, 3.2; Т 9, 12)."""
    return _in_force(person, ConsentKind.PROCESSING, today)


def permits(person: Person, category: Category, place: Place, today: date) -> bool:
    """Tell whether a person allows a category of data to be shown in a place today.

    Denied by default: needs a dissemination consent in force that names the category and
    does not leave the place out, and a processing consent in force.
    """
    return processing_consent(person, today) is not None and any(
        category in consent.categories and place in consent.places
        for consent in person.consents
        if consent.kind is ConsentKind.DISSEMINATION and consent.in_force(today)
    )


def permits_anywhere(person: Person, category: Category, today: date) -> bool:
    """Tell whether a person allows a category to be shown in at least one place today."""
    return any(permits(person, category, place, today) for place in Place)


def _in_force(person: Person, kind: ConsentKind, today: date) -> Consent | None:
    return next((c for c in person.consents if c.kind is kind and c.in_force(today)), None)
