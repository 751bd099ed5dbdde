"""The library's facets in a real browser: choosing, chips, back, deep links, phones, no scripts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.publication.records import PublicCase
from generator.views.public.library import (
    FACETS,
    MOST_CARDS,
    LibraryContext,
    TopicContext,
    library_pages,
)
from tests.browsing import Hosted, hosted, on_disk, visitor, with_plain_spaces
from tests.many_cases import LIBRARY, demonstration_cases, large_library

PHONE = {"width": 360, "height": 740}
ALL = "Найдено 10 кейсов"


@pytest.fixture(scope="module")
def cases() -> tuple[PublicCase, ...]:
    return demonstration_cases()


@pytest.fixture(scope="module", params=["web", "disk"])
def home(request: pytest.FixtureRequest, public_site: Path) -> Iterator[str]:
    with hosted(public_site) as site:
        yield (site if request.param == "web" else on_disk(public_site)).home


@pytest.fixture
def library(home: str, browser: Browser) -> Iterator[Page]:
    with visitor(browser, viewport={"width": 1280, "height": 900}) as (context, log):
        page = context.new_page()
        page.goto(home + LIBRARY)
        expect(box(page, "Химия")).to_be_attached()
        yield page
        assert log.complaints == []


def box(page: Page, name: str) -> Locator:
    spaced = name.replace(" ", r"\s")
    return (
        page.locator(".nm-facets label")
        .filter(has_text=re.compile(rf"^{spaced}\d"))
        .locator("input")
    )


def open_facet(page: Page, name: str) -> None:
    facet = page.locator(".nm-facet").filter(has=page.locator("h3", has_text=name))
    if facet.get_attribute("open") is None:
        facet.locator("summary").click()


def titles(page: Page) -> list[str]:
    shown = page.locator(".nm-card:visible .nm-card__title").all_inner_texts()
    return [with_plain_spaces(title) for title in shown]


def counts(page: Page) -> dict[str, int]:
    names = page.locator(".nm-facets label > span:first-of-type").all_text_contents()
    numbers = page.locator(".nm-facets .nm-facet__count").all_text_contents()
    return {
        with_plain_spaces(name): int(text.split()[0])
        for name, text in zip(names, numbers, strict=True)
    }


def expected(cases: tuple[PublicCase, ...], **chosen: set[str]) -> set[str]:
    """Return titles of cases with any of the names in each facet."""
    return {
        case.title
        for case in cases
        if all(
            any(t.facet == facet and t.name in names for t in case.topics)
            for facet, names in chosen.items()
        )
    }


def test_or_inside_a_group_and_across_groups(library: Page, cases: tuple[PublicCase, ...]) -> None:
    expect(library.locator(".nm-found")).to_have_text(ALL)
    box(library, "Химия").check()
    box(library, "Физика").check()
    sciences = {"химия", "физика"}
    assert set(titles(library)) == expected(cases, subject=sciences)
    box(library, "Дисциплина на уроке").check()
    both = expected(cases, subject=sciences, request={"дисциплина на уроке"})
    assert set(titles(library)) == both
    assert 0 < len(both) < len(expected(cases, subject=sciences))
    expect(library.locator(".nm-found")).to_have_text("Найден 1 кейс")


def test_counts_tell_what_a_choice_would_leave(
    library: Page, cases: tuple[PublicCase, ...]
) -> None:
    box(library, "Химия").check()
    told = counts(library)
    # Another subject would be added to the choice, a request would narrow it.
    assert told["Физика"] == len(expected(cases, subject={"физика"}))
    narrowed = expected(cases, subject={"химия"}, request={"оценивание"})
    assert told["Оценивание"] == len(narrowed) == 0
    expect(box(library, "Оценивание")).to_be_disabled()
    assert {"Основная школа", "Замеры до и после", "2025/26"} <= told.keys()


def test_chips_take_conditions_away(library: Page) -> None:
    box(library, "Химия").check()
    box(library, "Дисциплина на уроке").check()
    chips = library.locator(".nm-chips")
    chips.get_by_role("button", name="Убрать: Предмет: Химия").click()
    expect(box(library, "Химия")).not_to_be_checked()
    expect(library.locator(".nm-found")).to_have_text("Найдено 3 кейса")
    box(library, "Информатика").check()
    chips.get_by_role("button", name="Сбросить всё").click()
    expect(library.locator(".nm-found")).to_have_text(ALL)
    expect(chips).to_be_hidden()


def test_address_keeps_the_choice_and_back_returns(library: Page, home: str) -> None:
    box(library, "Химия").check()
    box(library, "Физика").check()
    assert library.url == f"{home}{LIBRARY}?subject=fizika,himiya"
    library.go_back()
    expect(library.locator(".nm-found")).to_have_text("Найден 1 кейс")
    expect(box(library, "Физика")).not_to_be_checked()
    library.go_back()
    expect(library.locator(".nm-found")).to_have_text(ALL)
    library.go_forward()
    expect(box(library, "Химия")).to_be_checked()
    library.locator(".nm-card__title a").click()
    library.wait_for_url("**/cases/bezopasnyy-opyt.html")
    library.go_back()
    expect(library.locator(".nm-found")).to_have_text("Найден 1 кейс")


def test_deep_link_opens_the_choice_and_its_group(library: Page, home: str) -> None:
    library.goto(f"{home}{LIBRARY}?level=nachalnaya-shkola&net-takoy=1&text=сигнал")
    expect(library.locator(".nm-found")).to_have_text("Найден 1 кейс")
    assert titles(library) == ["Первый класс без суеты"]
    expect(box(library, "Начальная школа")).to_be_visible()
    expect(library.locator(".nm-finder__words")).to_have_value("сигнал")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("лабораторной", "Лабораторная за сорок минут"),
        ("СКЛЯНКИ", "Безопасный опыт на каждом уроке химии"),
        ("электронного журнала", "Цифровой журнал без страха"),
        ("оцениванием", "Сочинение по шагам"),
        ("первых классов ведет", "Программист ведёт класс"),
    ],
)
def test_words_narrow_the_list(library: Page, words: str, title: str) -> None:
    library.locator(".nm-finder__words").fill(words)
    assert title in titles(library)
    assert len(titles(library)) < 10


def test_dead_end_offers_ways_out(library: Page) -> None:
    box(library, "Химия").check()
    library.locator(".nm-finder__words").fill("сочинение")
    expect(library.locator(".nm-found")).to_have_text("Найдено 0 кейсов")
    ways = library.locator(".nm-empty")
    ways.get_by_role("button", name="Без условия «сочинение» — 1 кейс").click()
    assert titles(library) == ["Безопасный опыт на каждом уроке химии"]
    expect(ways).to_be_hidden()


def test_phone_chooses_in_a_drawer(home: str, browser: Browser) -> None:
    with visitor(browser, viewport=PHONE) as (context, _):
        page = context.new_page()
        page.goto(home + LIBRARY)
        expect(page.locator(".nm-facets")).to_be_hidden()
        page.get_by_role("button", name="Отбор").click()
        drawer = page.get_by_role("dialog", name="Отбор")
        box(page, "Химия").check()
        expect(drawer.get_by_role("button", name="Показать 1 кейс")).to_be_in_viewport()
        drawer.get_by_role("button", name="Показать 1 кейс").click()
        expect(page.get_by_role("button", name="Отбор: 1")).to_be_focused()
        assert titles(page) == ["Безопасный опыт на каждом уроке химии"]
        page.get_by_role("button", name="Отбор: 1").click()
        page.keyboard.press("Escape")
        expect(drawer).to_be_hidden()
        page.set_viewport_size({"width": 1280, "height": 900})
        expect(box(page, "Химия")).to_be_visible()


def test_keyboard_chooses(library: Page) -> None:
    library.locator(".nm-finder__words").focus()
    library.keyboard.press("Tab")
    library.keyboard.press("Tab")
    library.keyboard.press("Space")
    expect(library.locator(".nm-chips button").first).to_contain_text("Дисциплина на уроке")


def test_without_scripts_topics_lead_on(
    public_site: Path, browser: Browser, cases: tuple[PublicCase, ...]
) -> None:
    home = on_disk(public_site).home
    topics = {topic for case in cases for topic in case.topics}
    assert {topic.facet for topic in topics} == set(FACETS)
    with visitor(browser, java_script_enabled=False) as (context, _):
        page = context.new_page()
        page.goto(home + LIBRARY)
        assert len(titles(page)) == len(cases)
        expect(page.locator(".nm-finder")).to_be_hidden()
        links = {link.get_attribute("href") for link in page.locator(".nm-facets a").all()}
        assert links == {f"{topic.facet}/{topic.code}.html" for topic in topics}
        page.goto(home + "cases/evidence/zamery-do-i-posle.html")
        assert set(titles(page)) == expected(cases, evidence={"замеры до и после"})


@pytest.fixture(scope="module")
def large(
    cases: tuple[PublicCase, ...], public_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Hosted:
    """The demonstration's library with two thousand cases, beside the rest of the site."""
    folder = tmp_path_factory.mktemp("large")
    large_library(public_site, cases, 200, folder)
    return on_disk(folder)


def test_two_thousand_cases_are_chosen_from_data(large: Hosted, browser: Browser) -> None:
    with visitor(browser) as (context, log):
        page = context.new_page()
        page.goto(large.home + LIBRARY)
        status = page.locator(".nm-found")
        expect(status).to_have_text("Найдено 2000 кейсов")
        assert len(titles(page)) < 100
        box(page, "Химия").check()
        expect(status).to_have_text("Найдено 200 кейсов")
        page.locator(".nm-finder__words").fill("опыт химии 199")
        expect(status).to_have_text("Найден 1 кейс")
        card = page.locator(".nm-card")
        expect(card.locator("a")).to_have_attribute("href", "bezopasnyy-opyt-199.html")
        expect(card.locator(".nm-measure")).to_contain_text("Опыты программы")
        page.locator(".nm-finder__words").fill("")
        page.get_by_role("button", name="Показать ещё").click()
        expect(page.locator(".nm-card")).to_have_count(48)
    assert log.complaints == []


def test_large_library_shows_every_case_without_scripts(cases: tuple[PublicCase, ...]) -> None:
    many = tuple(
        dataclasses.replace(case, id=f"{case.id}-{number}")
        for number in range(MOST_CARDS // len(cases) + 1)
        for case in cases
    )
    first, *topics = library_pages(many)
    assert isinstance(first.context, LibraryContext)
    assert len(first.context.cases) < first.context.total == len(many)
    shown: set[str] = set()
    for page in topics:
        assert isinstance(page.context, TopicContext)
        assert len(page.context.cases) <= MOST_CARDS
        shown |= {case.id for case in (*page.context.cases, *page.context.rest)}
    assert shown == {case.id for case in many}
