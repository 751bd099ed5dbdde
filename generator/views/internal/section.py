"""All the internal pages and their menu."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from generator.diagnostics import Problem
from generator.model.registry import Registry
from generator.rules.matching.market import match
from generator.rules.pairs import is_working
from generator.rules.silencing import Silenced
from generator.views.internal.awards import awards_page
from generator.views.internal.banks import bank_pages
from generator.views.internal.calendar import Event, calendar_pages
from generator.views.internal.cards import card_pages
from generator.views.internal.cases import case_work_page
from generator.views.internal.codes import codes_page
from generator.views.internal.consents import consents_pages
from generator.views.internal.control import control_rules_page
from generator.views.internal.council import council_pages
from generator.views.internal.dashboard import dashboard_page
from generator.views.internal.matching import matching_page, nearest_of, proposed_names
from generator.views.internal.monitoring import monitoring_pages
from generator.views.internal.pair_rows import pair_row
from generator.views.internal.pairs import pair_pages, unmatched_page
from generator.views.internal.people import people_pages
from generator.views.internal.plans import control_page
from generator.views.internal.rating import rating_page
from generator.views.internal.report import report_pages
from generator.views.page import Internal, MenuEntry, Page, Section


def internal_section(
    registry: Registry,
    today: date,
    problems: tuple[Problem, ...],
    silenced: tuple[Silenced, ...] = (),
    events: tuple[Event, ...] = (),
    papers: Collection[str] = (),
) -> Section[Internal]:
    """Describe the curator's section.

    Args:
        registry: The school's records.
        today: The day the pages speak of.
        problems: What the checks found; the dashboard lists it.
        silenced: What the checks found and the school set aside.
        events: What the calendar holds.
        papers: Files of papers the pages may lead to, by their addresses.
    """
    pages = _pages(registry, today, problems, silenced, events, papers)
    menu = _menu(has_council=registry.council is not None)
    return Section(Internal, tuple(pages), menu)


def _pages(
    registry: Registry,
    today: date,
    problems: tuple[Problem, ...],
    silenced: tuple[Silenced, ...],
    events: tuple[Event, ...],
    papers: Collection[str],
) -> Iterator[Page[Internal]]:
    rows = {pair.id: pair_row(registry, pair, today) for pair in registry.pairs.values()}
    working = tuple(rows[p.id] for p in registry.pairs.values() if is_working(p, today))
    matched = match(registry, today)
    offers = proposed_names(registry, matched)
    yield dashboard_page(registry, today, problems, working, len(silenced), offers)
    yield from bank_pages(registry, today)
    yield from pair_pages(registry, today, rows)
    yield from card_pages(registry, today)
    yield from people_pages(registry, today)
    yield unmatched_page(registry, today, nearest_of(matched))
    yield matching_page(registry, matched, today)
    yield control_page(registry, today)
    yield control_rules_page(problems, silenced, today)
    yield from consents_pages(registry, today)
    yield from calendar_pages(events, today)
    yield from monitoring_pages(registry, today)
    yield rating_page(registry, today)
    yield from report_pages(registry, today, papers)
    yield awards_page(registry, today)
    yield from council_pages(registry, today)
    yield case_work_page(registry, today, problems)
    yield codes_page()


def _menu(*, has_council: bool) -> tuple[MenuEntry, ...]:
    return (
        MenuEntry("Что сделать", "index"),
        MenuEntry("Календарь", "calendar"),
        MenuEntry(
            "Пары",
            entries=(
                MenuEntry("Пары и группы", "pairs/index"),
                MenuEntry("Без пары", "unmatched"),
                MenuEntry("Подбор", "matching"),
            ),
        ),
        MenuEntry(
            "Люди",
            entries=(
                MenuEntry("Банк наставников", "bank-mentors"),
                MenuEntry("Банк наставляемых", "bank-mentees"),
                MenuEntry("Согласия", "consents"),
            ),
        ),
        MenuEntry(
            "Контроль",
            entries=(
                MenuEntry("Планы", "plan-control"),
                MenuEntry("Правила", "control"),
                *([MenuEntry("Совет", "council")] if has_council else []),
            ),
        ),
        MenuEntry(
            "Итоги",
            entries=(
                MenuEntry("Мониторинг", "monitoring/index"),
                MenuEntry("Рейтинг", "rating"),
                MenuEntry("Отчёт за год", "report/index"),
                MenuEntry("Награды", "awards"),
                MenuEntry("Кейсы", "case-work"),
            ),
        ),
        MenuEntry("Документы", "documents/index"),
    )
