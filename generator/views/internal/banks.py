"""Pages of both banks in the official forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.registry import Registry
from generator.rules.banks import BankRow, mentee_bank, mentor_bank
from generator.views.internal.parts import Part, parts_of
from generator.views.page import Internal, Page


@dataclass(frozen=True, slots=True)
class BankContext:
    """What the page of a bank shows."""

    bank: str
    columns: tuple[str, ...]
    part: Part[BankRow]


def bank_pages(registry: Registry, today: date) -> Iterator[Page[Internal]]:
    """Describe a page for each bank; a long one has several."""
    for bank in (mentor_bank(registry, today), mentee_bank(registry, today)):
        for part in parts_of(bank.rows, bank.id, bank.id):
            yield Page(
                path=part.path,
                title=part.title(bank.title),
                description="Официальная форма, 12 граф",
                template="internal/bank.html",
                context=BankContext(bank.id, bank.columns, part),
                parent=part.parent,
            )
