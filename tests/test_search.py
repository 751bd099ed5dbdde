"""The search knows Russian: other forms of words, ё and е, quotation marks, hyphens, slips."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from generator.adapters.search import read_index
from generator.adapters.search_words import words_of
from tests.asking import ask, pages_found
from tests.browsing import Hosted, Log, hosted, on_disk, visitor
from tests.many_cases import large_index
from tests.search_pairs import PAIRS

FIRST_SCREEN = 10
LEAST_FOUND = 57
SHELVES = "**/search/words-*.js"
LABORATORY = "cases/laboratornaya-za-sorok-minut.html"


@pytest.fixture(scope="module", params=["web", "disk"])
def opened(
    request: pytest.FixtureRequest, public_site: Path, browser: Browser
) -> Iterator[tuple[Hosted, Page]]:
    with hosted(public_site) as site, visitor(browser) as (context, log):
        place = site if request.param == "web" else on_disk(public_site)
        page = context.new_page()
        page.goto(place.home + "cases/index.html")
        yield place, page
        assert log.complaints == []
        assert log.foreign(place.home) == []


def test_words_are_found_in_other_forms(opened: tuple[Hosted, Page]) -> None:
    _, page = opened
    answers = ask(page, [query for query, _ in PAIRS])
    missed = [
        f"{query} → {address}"
        for (query, address), (items, _) in zip(PAIRS, answers, strict=True)
        if address not in pages_found(items)[:FIRST_SCREEN]
    ]
    assert len(PAIRS) == len(set(PAIRS)) == 60
    assert len(PAIRS) - len(missed) >= LEAST_FOUND, missed


def test_every_title_is_found_by_its_own_words(
    opened: tuple[Hosted, Page], public_site: Path
) -> None:
    _, page = opened
    entries = read_index(public_site)
    titles = {address: title for address, title, _ in entries if "#" not in address}
    answers = ask(page, list(titles.values()))
    missed = {
        address: title
        for (address, title), (items, _) in zip(titles.items(), answers, strict=True)
        if address not in pages_found(items)[:3]
    }
    assert len(titles) > 80
    assert missed == {}


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("дисцыплина", "cases/request/disciplina.html"),
        ("наставничиство", "index.html"),
        ("Сокалова", "mentors/sokolova.html"),
        ("лаборотория", "mentors/gromova.html"),
    ],
)
def test_slip_of_the_keyboard_still_finds(
    opened: tuple[Hosted, Page], query: str, address: str
) -> None:
    _, page = opened
    [(items, _)] = ask(page, [query])
    assert address in pages_found(items)[:FIRST_SCREEN]


def test_short_word_does_not_find_all_that_begins_like_it(opened: tuple[Hosted, Page]) -> None:
    _, page = opened
    [(experiments, _), (inventory, _)] = ask(page, ["опыт", "опись"])
    both = {"cases/bezopasnyy-opyt.html", "cases/opyty-bez-laboranta.html"}
    assert set(pages_found(experiments)[:2]) == both
    assert "cases/opyty-bez-laboranta.html" not in pages_found(inventory)


def test_nonsense_finds_nothing(opened: tuple[Hosted, Page]) -> None:
    _, page = opened
    assert [items for items, _ in ask(page, ["ыъщ", "«»", "  ", "…"])] == [[], [], [], []]


def test_section_is_a_result_with_its_title_and_the_word_is_marked(
    opened: tuple[Hosted, Page],
) -> None:
    site, page = opened
    page.goto(site.home + "index.html")
    page.locator("input[data-md-component=search-query]").fill("зажимами и лупами скрепку")
    page.locator("input[data-md-component=search-query]").fill("скрепками")
    section = page.locator(".md-search-result a[href*='bezopasnyy-opyt.html']")
    failures = section.filter(has=page.locator("h2", has_text="Что не получилось"))
    expect(failures).to_be_visible()
    assert "скрепк" in failures.locator("mark").first.inner_text().casefold()
    failures.click()
    page.wait_for_url("**/cases/bezopasnyy-opyt.html*#failures")


def ours(log: Log) -> list[str]:
    """Return the files of the index that were loaded; Material asks for its own, an empty one."""
    files = [url.rpartition("/")[2] for url in log.requests if "/search/" in url]
    return [file for file in files if not file.startswith("search_index")]


def test_every_word_finds_where_it_stands(opened: tuple[Hosted, Page], public_site: Path) -> None:
    _, page = opened
    entries = read_index(public_site)
    stands: dict[str, set[str]] = {}
    for address, title, text in entries:
        for word in words_of(f"{title} {text}"):
            stands.setdefault(word, set()).add(address.partition("#")[0])
    rare = [word for word in sorted(stands) if len(word) > 2 and len(stands[word]) == 1][::20]
    answers = ask(page, rare)
    missed = [
        word
        for word, (items, _) in zip(rare, answers, strict=True)
        if not stands[word] <= set(pages_found(items))
    ]
    assert len(rare) > 100
    assert missed == []


def test_index_is_not_loaded_until_somebody_searches(public_site: Path, browser: Browser) -> None:
    with hosted(public_site) as site, visitor(browser) as (context, log):
        page = context.new_page()
        page.goto(site.home + "index.html", wait_until="networkidle")
        assert ours(log) == []
        page.locator("input[data-md-component=search-query]").fill("кейсами")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        shelves = [file for file in ours(log) if file.startswith("words-")]
        assert len(shelves) == 1, "one word needs the shelf of its own letters alone"


def test_large_site_answers_with_few_files(
    public_site: Path, browser: Browser, tmp_path: Path
) -> None:
    large_index(public_site, 300, tmp_path)
    with visitor(browser) as (context, log):
        page = context.new_page()
        page.goto(on_disk(tmp_path).home + "index.html")
        [(items, _)] = ask(page, ["наставница"])
        assert len(items) >= FIRST_SCREEN
        assert len(ours(log)) <= 12, "the list, a shelf and ten parts of texts"
        assert len(list((tmp_path / "search").glob("texts-*.js"))) > 32
    assert log.complaints == []


def typed(page: Page, words: str) -> None:
    page.locator("input[data-md-component=search-query]").fill(words)


def result(page: Page, address: str) -> Locator:
    return page.locator(f".md-search-result a[href*='/{address}']").first


def test_last_question_is_the_one_answered(public_site: Path, browser: Browser) -> None:
    with hosted(public_site) as site, visitor(browser) as (context, _):
        page = context.new_page()
        page.goto(site.home + "index.html")
        late: list[Route] = []
        page.route(SHELVES, lambda route: route.continue_() if late else late.append(route))
        with page.expect_request(SHELVES):
            typed(page, "источник")
        typed(page, "лабораторная")
        expect(result(page, LABORATORY)).to_be_visible()
        with page.expect_request_finished(lambda request: request == late[0].request):
            late[0].continue_()
        page.wait_for_timeout(500)
        expect(result(page, LABORATORY)).to_be_visible()


def test_search_asks_again_when_the_line_fails(public_site: Path, browser: Browser) -> None:
    with hosted(public_site) as site, visitor(browser) as (context, _):
        page = context.new_page()
        page.goto(site.home + "index.html")
        lost: set[str] = set()

        def lose_once(route: Route) -> None:
            url = route.request.url
            if url in lost:
                route.continue_()
            else:
                lost.add(url)
                route.abort("connectionreset")

        page.route("**/search/*.js", lose_once)
        typed(page, "лабораторная")
        expect(result(page, LABORATORY)).to_be_visible()
        assert len(lost) >= 3, "the list, a shelf and texts were lost once each"


def test_search_tells_of_a_dead_line_and_works_after_it(
    public_site: Path, browser: Browser
) -> None:
    with hosted(public_site) as site, visitor(browser) as (context, _):
        page = context.new_page()
        page.goto(site.home + "index.html")
        page.route("**/search/*.js", lambda route: route.abort("internetdisconnected"))
        typed(page, "лабораторная")
        expect(page.get_by_text("Не получилось загрузить поиск")).to_be_visible()
        page.unroute("**/search/*.js")
        typed(page, "лабораторная за сорок")
        expect(result(page, LABORATORY)).to_be_visible()
