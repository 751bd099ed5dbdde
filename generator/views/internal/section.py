"""All the internal pages and their menu."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.diagnostics import Problem
from generator.model.registry import Registry
from generator.views.internal.banks import bank_pages
from generator.views.internal.codes import codes_page
from generator.views.internal.dashboard import dashboard_page
from generator.views.internal.pairs import pair_pages, unmatched_page
from generator.views.internal.people import people_pages
from generator.views.internal.plans import control_page
from generator.views.page import Internal, MenuEntry, Page, Section


def internal_section(
    registry: Registry, today: date, problems: tuple[Problem, ...]
) -> Section[Internal]:
    """Describe the curator's section.

    Args:
        registry: The school's records.
        today: The day the pages speak of.
        problems: What the checks found; the dashboard lists it.
    """
    return Section(Internal, tuple(_pages(registry, today, problems)), _menu())


def _pages(
    registry: Registry, today: date, problems: tuple[Problem, ...]
) -> Iterator[Page[Internal]]:
    yield dashboard_page(registry, today, problems)
    yield from bank_pages(registry, today)
    yield from pair_pages(registry, today)
    yield from people_pages(registry, today)
    yield unmatched_page(registry, today)
    yield control_page(registry, today)
    yield codes_page()


def _menu() -> tuple[MenuEntry, ...]:
    return (
        MenuEntry("Что сделать", "index"),
        MenuEntry("Пары", "pairs/index"),
        MenuEntry("Без пары", "unmatched"),
        MenuEntry("Банк наставников", "bank-mentors"),
        MenuEntry("Банк наставляемых", "bank-mentees"),
        MenuEntry("Контроль плана", "plan-control"),
    )
