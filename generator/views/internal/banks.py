"""Pages of both banks in the official forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.registry import Registry
from generator.rules.banks import BankRow, mentee_bank, mentor_bank
from generator.views.page import Internal, Page


@dataclass(frozen=True, slots=True)
class BankContext:
    """What the page of a bank shows."""

    columns: tuple[str, ...]
    rows: tuple[BankRow, ...]


def bank_pages(registry: Registry, today: date) -> Iterator[Page[Internal]]:
    """Describe a page for each bank."""
    for bank in (mentor_bank(registry, today), mentee_bank(registry, today)):
        yield Page(
            path=bank.id,
            title=bank.title,
            description="Официальная форма, 12 граф",
            template="internal/bank.html",
            context=BankContext(bank.columns, bank.rows),
        )
