"""What visitors and the curator get in a real browser: over http, from the disk, on paper."""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit
from urllib.request import url2pathname, urlopen

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, Route, expect
from pypdf import PdfReader

from tests.browsing import LOST, Hosted, Log, Visit, hosted, on_disk, plain, visit_all, visitor

LIBRARY = "cases/index.html"
CASE = "cases/opyty-bez-laboranta.html"
TOPIC = "cases/subject/fizika.html"
INTERNAL_BAND = "Внутренняя страница"
PUBLIC_TABS = {
    "cases": LIBRARY,
    "mentors": "mentors/index.html",
    "acts": "acts/index.html",
    "news": "news/index.html",
}
INTERNAL_TABS = {
    "pairs": "pairs/index.html",
    "mentors": "bank-mentors.html",
    "mentees": "bank-mentors.html",
    "cards": "pairs/index.html",
    "monitoring": "monitoring/index.html",
    "report": "monitoring/index.html",
    "documents": "documents/index.html",
}
MOST_TABS = 30
SCHEMES = ("light", "dark")


@pytest.fixture(scope="session")
def public(public_site: Path) -> Iterator[Hosted]:
    with hosted(public_site) as site:
        yield site


@pytest.fixture(scope="session")
def internal(internal_site: Path) -> Iterator[Hosted]:
    with hosted(internal_site) as site:
        yield site


@pytest.fixture(scope="session", params=["public", "internal"])
def site(request: pytest.FixtureRequest) -> Hosted:
    chosen: Hosted = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture(scope="session")
def tour(site: Hosted, browser: Browser) -> tuple[dict[str, Visit], Log]:
    """Every page of a site, opened over http by a visitor who likes it light."""
    with visitor(browser, color_scheme="light") as (context, log):
        return visit_all(context, site), log


@pytest.fixture(scope="session")
def visits(tour: tuple[dict[str, Visit], Log]) -> dict[str, Visit]:
    return tour[0]


@pytest.fixture(scope="session")
def disk_tour(site: Hosted, browser: Browser) -> tuple[dict[str, Visit], Log]:
    """Every page of a site, opened from the disk by a visitor who likes it dark."""
    with visitor(browser, color_scheme="dark") as (context, log):
        return visit_all(context, on_disk(site.folder)), log


def published_cases(demo: Path) -> dict[str, str]:
    """Return titles of published cases by the addresses of their pages."""
    records = {
        f"cases/{file.stem}.html": yaml.safe_load(file.read_text(encoding="utf-8"))
        for file in sorted((demo / "data" / "cases").glob("*.yml"))
    }
    return {
        address: record["название"]
        for address, record in records.items()
        if record["статус"] == "опубликован"
    }


def demonstration_mark(demo: Path) -> str:
    school = yaml.safe_load((demo / "data" / "school.yml").read_text(encoding="utf-8"))
    mark: str = school["демонстрация"]["пометка"]
    return mark


# Every page


def test_no_page_asks_another_host(site: Hosted, tour: tuple[dict[str, Visit], Log]) -> None:
    visits, log = tour
    at_school = site.lost.rpartition("/cases/")[0]
    foreign = [url for url in log.foreign(site.home) if not url.startswith(at_school)]
    assert foreign == []
    assert {visit.url for visit in visits.values()} <= set(log.requests)


def test_no_page_has_errors_in_the_console(
    site: Hosted, tour: tuple[dict[str, Visit], Log]
) -> None:
    _, log = tour
    # That «no such page» was answered with its code is no error of the page.
    assert [line for line in log.complaints if not line.startswith(site.lost)] == []


def test_nothing_scrolls_sideways_on_a_phone(visits: dict[str, Visit]) -> None:
    assert {visit.address: visit.too_wide for visit in visits.values() if visit.too_wide} == {}


def test_nothing_scrolls_sideways_on_a_phone_in_the_dark(
    disk_tour: tuple[dict[str, Visit], Log],
) -> None:
    visits, _ = disk_tour
    assert {visit.address: visit.too_wide for visit in visits.values() if visit.too_wide} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_page_follows_the_computer_to_light_or_dark(
    site: Hosted, browser: Browser, scheme: str
) -> None:
    with visitor(browser, color_scheme=scheme) as (context, _):
        page = context.new_page()
        page.goto(site.home + "index.html")
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(int(part) for part in background.strip("rgb()").split(",")) / 3
    assert (brightness > 127) == (scheme == "light"), background


def test_every_link_answers(site: Hosted, visits: dict[str, Visit]) -> None:
    origin = site.home.removesuffix(urlsplit(site.home).path)
    local = {link for visit in visits.values() for link in visit.links if link.startswith(origin)}
    pages = {visit.url: visit for visit in visits.values()}
    others = {urldefrag(link).url for link in local} - {site.lost}
    dead = [url for url in sorted(others) if not answers(url)]
    lost = [
        link
        for link in sorted(local)
        for url, anchor in [urldefrag(link)]
        if anchor and url in pages and unquote(anchor) not in pages[url].ids
    ]
    assert local
    assert (dead, lost) == ([], [])


def answers(url: str) -> bool:
    try:
        with urlopen(url) as answer:
            return answer.status == 200
    except OSError:
        return False


def test_every_page_speaks_russian_under_one_heading(visits: dict[str, Visit]) -> None:
    assert {visit.language for visit in visits.values()} == {"ru"}
    headings = {visit.address: visit.headings for visit in visits.values()}
    assert {place: found for place, found in headings.items() if len(found) != 1} == {}
    assert all(found[0].strip() for found in headings.values())


def test_no_two_pages_share_a_title(visits: dict[str, Visit]) -> None:
    titles = Counter(visit.title for visit in visits.values())
    assert [title for title, times in titles.items() if times > 1 or not title.strip()] == []


def test_every_picture_is_described_and_every_id_is_one(visits: dict[str, Visit]) -> None:
    undescribed = {v.address: v.pictures_without_alt for v in visits.values()}
    repeated = {v.address: v.repeated_ids for v in visits.values()}
    assert {place: found for place, found in undescribed.items() if found} == {}
    assert {place: found for place, found in repeated.items() if found} == {}


def test_tab_of_the_section_is_active(
    site: Hosted, public: Hosted, visits: dict[str, Visit]
) -> None:
    tabs = PUBLIC_TABS if site is public else INTERNAL_TABS
    expected = {
        visit.address: [site.home + tabs[visit.address.partition("/")[0]]]
        for visit in visits.values()
        if "/" in visit.address
    }
    assert {address: visits[address].active_tabs for address in expected} == expected
    rest = visits.keys() - expected.keys() - {LOST}
    assert [address for address in rest if len(visits[address].active_tabs) != 1] == []
    assert {address.partition("/")[0] for address in expected} == set(tabs)


def test_marks_tell_the_audience(
    demo: Path, site: Hosted, public: Hosted, visits: dict[str, Visit]
) -> None:
    mark, other = demonstration_mark(demo), INTERNAL_BAND
    if site is not public:
        mark, other = other, mark
    assert [visit.address for visit in visits.values() if not visit.says(mark)] == []
    assert [visit.address for visit in visits.values() if visit.says(other)] == []


# Without scripts, without a server


def test_every_page_is_readable_without_scripts(
    site: Hosted, browser: Browser, visits: dict[str, Visit]
) -> None:
    shown = {}
    with visitor(browser, java_script_enabled=False) as (context, log):
        page = context.new_page()
        for address, url in site.pages().items():
            page.goto(url)
            heading = page.locator("h1")
            shown[address] = plain(heading.inner_text()) if heading.is_visible() else ""
    assert shown == {visit.address: plain(visit.headings[0]) for visit in visits.values()}
    assert not [url for url in log.requests if "search/" in url], "scripts were on"


def test_library_lists_every_published_case_without_scripts(
    demo: Path, public: Hosted, browser: Browser
) -> None:
    cases = published_cases(demo)
    with visitor(browser, java_script_enabled=False) as (context, _):
        page = context.new_page()
        page.goto(public.home + LIBRARY)
        for address, title in cases.items():
            link = page.locator("main a[href]").filter(has_text=title).first
            expect(link).to_be_visible()
            assert link.get_attribute("href") == address.removeprefix("cases/")
    assert cases


def test_site_works_from_the_disk(disk_tour: tuple[dict[str, Visit], Log], site: Hosted) -> None:
    visits, log = disk_tour
    home = on_disk(site.folder).home
    assert log.complaints == []
    assert log.foreign(home) == []
    assert visits.keys() == site.pages().keys() - {LOST}
    local = {link for visit in visits.values() for link in visit.links if link.startswith("file:")}
    files = {urldefrag(link).url.partition("?")[0] for link in local}
    assert [url for url in sorted(files) if not url.startswith(home) or not is_file(url)] == []


def is_file(url: str) -> bool:
    return Path(url2pathname(urlsplit(url).path)).is_file()


@pytest.mark.parametrize("start", [LIBRARY, "index.html", TOPIC, "programme.html"])
def test_links_lead_from_page_to_page_on_the_disk(
    public_site: Path, browser: Browser, start: str
) -> None:
    disk = on_disk(public_site)
    with visitor(browser) as (context, log):
        page = context.new_page()
        page.goto(disk.home + start)
        page.locator("footer a").filter(has_text="Кейсы").click()
        page.wait_for_url(f"**/{LIBRARY}")
        page.locator(f"main a[href='{CASE.removeprefix('cases/')}']").first.click()
        page.wait_for_url(f"**/{CASE}")
    assert log.complaints == []


@pytest.mark.parametrize("start", ["index.html", TOPIC])
@pytest.mark.parametrize("place", ["web", "disk"])
def test_search_finds_a_case_by_a_word_of_its_title(
    demo: Path, public: Hosted, browser: Browser, place: str, start: str
) -> None:
    site = public if place == "web" else on_disk(public.folder)
    cases = published_cases(demo)
    with visitor(browser) as (context, log):
        page = context.new_page()
        page.goto(site.home + start)
        for address, title in cases.items():
            expect(found(page, longest_word(title), address)).to_be_visible()
        address, title = cases.popitem()
        found(page, longest_word(title), address).click()
        expect(page.locator("h1")).to_have_text(title)
    assert log.complaints == []
    assert log.foreign(site.home) == []
    parts = [url for url in log.requests if url.startswith(site.home + "search/words-")]
    assert 0 < len(parts) == len(set(parts))


def test_curator_finds_a_pair_and_a_person_by_a_surname(
    demo: Path, internal: Hosted, browser: Browser
) -> None:
    mentee = yaml.safe_load((demo / "data/mentees/orlov.yml").read_text(encoding="utf-8"))
    surname = mentee["ФИО"].split()[0]
    with visitor(browser) as (context, _):
        page = context.new_page()
        page.goto(internal.home + "index.html")
        expect(found(page, surname, "mentees/orlov.html")).to_be_visible()
        expect(found(page, surname, "pairs/2026-sokolova-orlov.html")).to_be_visible()


def longest_word(title: str) -> str:
    return max((word.strip("«»,.:!?") for word in title.split()), key=len)


def found(page: Page, words: str, address: str) -> Locator:
    """Type words into the search box; return the result that leads to an address."""
    box = page.locator("input[data-md-component=search-query]")
    box.fill(words)
    return page.locator(f".md-search-result a[href*='/{address}']").first


# The keyboard


@pytest.mark.parametrize("address", ["index.html", LIBRARY, CASE, "acts/index.html"])
def test_keyboard_reaches_the_content_and_shows_where_it_is(
    public: Hosted, browser: Browser, address: str
) -> None:
    check_keyboard(public.home + address, browser)


@pytest.mark.parametrize("address", ["index.html", "pairs/index.html", "bank-mentors.html"])
def test_curator_works_without_a_mouse(internal: Hosted, browser: Browser, address: str) -> None:
    check_keyboard(internal.home + address, browser)


def check_keyboard(url: str, browser: Browser) -> None:
    with visitor(browser, viewport={"width": 1280, "height": 900}) as (context, _):
        page = context.new_page()
        page.goto(url)
        for _step in range(MOST_TABS):
            page.keyboard.press("Tab")
            focus = page.evaluate(_FOCUS)
            assert focus["ring"], focus
            if focus["is_control"] and focus["in_content"]:
                assert focus["on_screen"], focus
                return
    pytest.fail(f"nothing of the content within {MOST_TABS} presses of Tab")


_FOCUS = """() => {
  const focused = document.activeElement;
  const style = getComputedStyle(focused);
  const box = focused.getBoundingClientRect();
  return {
    element: focused.outerHTML.slice(0, 200),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    is_control: focused.matches("a[href], button, input, select, summary"),
    in_content: Boolean(focused.closest("main article, main section")),
    on_screen: box.width > 0 && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight,
  };
}"""


def test_first_tab_offers_to_skip_the_menu(public: Hosted, browser: Browser) -> None:
    with visitor(browser, viewport={"width": 1280, "height": 900}) as (context, _):
        page = context.new_page()
        page.goto(public.home + CASE)
        page.keyboard.press("Tab")
        expect(page.locator("a:focus")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate(_FOCUS)["in_content"]


# On paper


def test_printed_case_has_its_text_and_no_menu(
    demo: Path, public: Hosted, browser: Browser
) -> None:
    record = yaml.safe_load((demo / "data" / CASE).with_suffix(".yml").read_text(encoding="utf-8"))
    with visitor(browser) as (context, _):
        page = context.new_page()
        page.goto(public.home + CASE)
        menu = {plain(tab) for tab in page.locator(".md-tabs__link").all_inner_texts()}
        paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = "\n".join(sheet.extract_text() for sheet in paper.pages)
    lines = {plain(line) for line in text.splitlines()}
    for words in (record["название"], *(figure["показатель"] for figure in record["показатели"])):
        assert letters(words) in letters(text)
    for paragraph in record["запрос"].split("\n\n"):
        assert letters(paragraph) in letters(text)
    assert len(menu) > 3
    assert lines & menu == set()


def letters(text: str) -> str:
    """Return letters and digits alone: paper breaks words and moves spaces."""
    return "".join(filter(str.isalnum, text.casefold()))


_SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      shifts.push(`${value}: ${sources.map(({ node }) => node?.textContent.trim().slice(0, 40))}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_shifts_while_a_page_loads(public: Hosted, browser: Browser, width: int) -> None:
    def late(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    for address in ("cases/index.html", "results.html"):
        with visitor(browser, viewport={"width": width, "height": 800}) as (context, _):
            context.add_init_script(f"({_SHIFTS})()")
            page = context.new_page()
            page.route("**/*.woff2", late)
            page.goto(public.home + address, wait_until="networkidle")
            assert page.evaluate("shifts") == [], address
