"""Who waits for a mentor, since when, and what the curator is told of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.model.registry import Registry
from generator.render.html import Renderer
from generator.resources import theme_folder
from generator.rules.matching.market import match
from generator.rules.queue import seekers
from generator.views.internal.matching import nearest_of
from generator.views.internal.pairs import unmatched_page
from tests.test_publication import PROCESSING, mentee, mentor
from tests.test_rules import WORKING as PAIR
from tests.test_rules import school

TODAY = date(2026, 11, 20)
KIM = mentee(PROCESSING, name="Ким Вера Андреевна")


def ended(day: str, reason: str = "по инициативе наставника") -> str:
    return f"итог: {{основание: {reason}, дата: {day}, результаты: Ушёл, пояснение: Переезд}}\n"


def waiting(registry: Registry, today: date = TODAY) -> dict[str, date]:
    return {one.mentee.id: one.since for one in seekers(registry, today)}


def test_who_has_never_had_a_pair_waits_since_coming(tmp_path: Path) -> None:
    assert waiting(school(tmp_path, **{"mentees/kim": KIM})) == {"kim": date(2024, 9, 1)}


@pytest.mark.parametrize(
    ("outcome", "since"),
    [
        ("", None),
        (ended("20.11.2026"), date(2026, 11, 20)),
        (ended("21.11.2026"), None),  # still works today
        (ended("10.11.2026", "реализована полностью"), None),
    ],
)
def test_who_is_left_by_an_early_end_waits_again_since_that_day(
    tmp_path: Path, outcome: str, since: date | None
) -> None:
    assert waiting(school(tmp_path, PAIR + outcome)).get("orlov") == since


@pytest.mark.parametrize(
    ("start", "outcome"),
    [
        ("12.11.2026", ""),
        ("01.12.2026", ""),  # a pair that begins later holds its people already
        ("11.11.2026", ended("18.11.2026", "реализована полностью")),
    ],
)
def test_another_pair_ends_the_waiting(tmp_path: Path, start: str, outcome: str) -> None:
    later = PAIR.replace("05.10.2026", start) + outcome
    registry = school(tmp_path, PAIR + ended("10.11.2026"), **{"pairs/p2": later})
    assert waiting(registry) == {}


def test_the_last_early_end_counts(tmp_path: Path) -> None:
    later = PAIR.replace("05.10.2026", "11.11.2026") + ended("18.11.2026")
    registry = school(tmp_path, PAIR + ended("10.11.2026"), **{"pairs/p2": later})
    assert waiting(registry) == {"orlov": date(2026, 11, 18)}


@pytest.mark.parametrize("key", ["дата выхода из программы", "дата увольнения"])
@pytest.mark.parametrize(("day", "waits"), [("20.11.2026", False), ("21.11.2026", True)])
def test_who_has_left_waits_no_more(tmp_path: Path, key: str, day: str, *, waits: bool) -> None:
    gone = mentee(PROCESSING) + f"{key}: {day}\n"
    registry = school(tmp_path, PAIR + ended("10.11.2026"), **{"mentees/orlov": gone})
    assert ("orlov" in waiting(registry)) is waits


def test_who_leads_others_by_now_waits_no_more(tmp_path: Path) -> None:
    grown = mentor(PROCESSING, name="Орлов Илья Сергеевич", extra="был наставляемым: orlov")
    registry = school(tmp_path, PAIR + ended("10.11.2026"), **{"mentors/orlov": grown})
    assert waiting(registry) == {}


def page(registry: Registry, folder: Path) -> str:
    found = nearest_of(match(registry, TODAY))
    return Renderer((theme_folder(),), folder).render(unmatched_page(registry, TODAY, found)).html


@pytest.mark.parametrize(("day", "told"), [("09.11.2026", False), ("10.11.2026", True)])
def test_the_queue_tells_why_and_what_has_been_done_since(
    tmp_path: Path, day: str, *, told: bool
) -> None:
    support = f"сопровождение без пары: [{{дата: {day}, кто: психолог, что сделано: Беседа}}]\n"
    orlov = mentee(PROCESSING) + support
    registry = school(tmp_path, PAIR + ended("10.11.2026"), **{"mentees/orlov": orlov})
    html = page(registry, tmp_path).replace("<wbr>", "")
    assert "<b>10</b> дней ждёт" in html
    assert "по инициативе наставника" in html
    assert "Переезд" in html
    assert "data/pairs/p1.yml:7" in html
    assert ("Беседа" in html) is told
    assert ("не записано" in html) is not told


def test_the_matching_looks_for_somebody_else_first(tmp_path: Path) -> None:
    other = mentor(PROCESSING, name="Белова Нина Петровна")
    files = {"mentors/belova": other}
    (proposal,) = match(school(tmp_path, PAIR + ended("10.11.2026"), **files), TODAY).proposals
    assert (proposal.score.mentee, proposal.score.mentor) == ("orlov", "belova")
