"""«Версия для слабовидящих»: the panel changes the page at once, is remembered, never flashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.resources import theme_folder
from tests.browsing import Hosted, hosted, on_disk, visitor
from tests.test_accessibility import chosen

CASE = "cases/opyty-bez-laboranta.html"
ACT = "acts/2026-polozhenie.html"
SHEETS = theme_folder() / "material" / "assets" / "styles"
_PAINTS = """names => {
  const own = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, own.getPropertyValue(name)]));
}"""
SCHEMES = {
    "light": "253, 253, 251",
    "dark": "20, 26, 23",
    "black-on-white": "255, 255, 255",
    "white-on-black": "0, 0, 0",
    "blue-on-blue": "157, 209, 255",
    "brown-on-beige": "247, 243, 214",
}


@pytest.fixture(scope="module")
def public(public_site: Path) -> Iterator[Hosted]:
    with hosted(public_site) as site:
        yield site


@pytest.fixture
def page(public: Hosted, browser: Browser) -> Iterator[Page]:
    with visitor(browser, viewport={"width": 1280, "height": 900}) as (context, log):
        page = context.new_page()
        page.goto(public.home + CASE)
        yield page
    assert log.complaints == []


def choose(page: Page, words: str) -> None:
    panel = page.locator("#nm-settings")
    if not panel.is_visible():
        page.get_by_role("button", name="Версия для слабовидящих").click()
    panel.locator("label").filter(has_text=words).first.click()


def style(page: Page, selector: str, name: str) -> str:
    found: str = page.evaluate(
        "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]",
        [selector, name],
    )
    return found


def pixels(page: Page, selector: str, name: str) -> float:
    return float(style(page, selector, name).removesuffix("px"))


def test_text_grows_two_and_a_half_times(page: Page) -> None:
    before = pixels(page, "main .nm-prose p", "fontSize")
    choose(page, "250 %")
    assert pixels(page, "main .nm-prose p", "fontSize") == pytest.approx(2.5 * before, rel=0.01)
    expect(page.locator("#nm-settings [role=status]")).to_have_text("Размер текста: 250 %")


def test_long_words_of_large_text_are_parted_by_syllables(public: Hosted, browser: Browser) -> None:
    with visitor(browser, viewport={"width": 360, "height": 800}) as (context, _):
        context.add_init_script(chosen({"size": "250"}))
        page = context.new_page()
        page.goto(public.home + "acts/2026-polozhenie.html")
        title = page.evaluate("document.querySelector('h1').textContent")
        assert "нас-тав-ни-чес-тва пе-да-го-ги-чес-ких" in title.replace("\u00ad", "-")
        page.goto(public.home + "cases/index.html")
        words = page.locator(".nm-finder__words").bounding_box()
        assert words is not None
        assert words["width"] > 250, "the field of the library keeps its width"


def test_every_scheme_paints_the_page(page: Page) -> None:
    page.get_by_role("button", name="Версия для слабовидящих").click()
    for value, colour in SCHEMES.items():
        page.locator(f"#nm-settings input[value={value}]").check()
        assert style(page, "body", "backgroundColor") == f"rgb({colour})"


def test_letters_lines_and_serifs(page: Page) -> None:
    usual = pixels(page, "main .nm-lead", "lineHeight")
    page.get_by_role("button", name="Версия для слабовидящих").click()
    for name in ("letters", "lines"):
        page.locator(f"#nm-settings input[name={name}][value=widest]").check()
    choose(page, "С засечками")
    assert pixels(page, "main .nm-lead", "letterSpacing") > 2
    assert pixels(page, "main .nm-lead", "lineHeight") > 1.4 * usual
    assert "Serif" in style(page, "body", "fontFamily")


def test_pictures_turn_grey_and_then_into_their_words(public: Hosted, page: Page) -> None:
    page.goto(public.home + "mentors/index.html")
    words = page.locator("main img").first.get_attribute("alt")
    choose(page, "Серые")
    assert "grayscale" in style(page, "main img", "filter")
    choose(page, "Без картинок")
    expect(page.locator("main img").first).to_be_hidden()
    expect(page.locator(".nm-alt").first).to_have_text(str(words))
    choose(page, "Цветные")
    expect(page.locator("main img").first).to_be_visible()
    expect(page.locator(".nm-alt")).to_have_count(0)


def test_choice_is_kept_on_other_pages_and_reset_forgets_it(public: Hosted, page: Page) -> None:
    choose(page, "200 %")
    choose(page, "Чёрным по белому")
    page.goto(public.home + ACT)
    html = page.locator("html")
    expect(html).to_have_attribute("data-nm-size", "200")
    expect(html).to_have_attribute("data-nm-colours", "black-on-white")
    page.get_by_role("button", name="Версия для слабовидящих").click()
    expect(page.locator("#nm-settings input[value='200']")).to_be_checked()
    page.get_by_role("button", name="Вернуть обычный вид").click()
    expect(html).to_have_attribute("data-nm-size", "100")
    expect(page.locator("#nm-settings [role=status]")).to_have_text("Обычный вид")
    page.reload()
    assert style(page, "body", "backgroundColor") == f"rgb({SCHEMES['light']})"


def test_page_never_shows_the_usual_view_first(public: Hosted, page: Page) -> None:
    choose(page, "Белым по чёрному")
    # Scripts of the page are late, the first paint is not.
    page.route("**/shell.js", lambda route: route.fulfill(body=""))
    page.goto(public.home + CASE, wait_until="commit")
    page.wait_for_selector("h1")
    assert style(page, "body", "backgroundColor") == f"rgb({SCHEMES['white-on-black']})"


def test_panel_works_from_the_disk(public_site: Path, browser: Browser) -> None:
    with visitor(browser) as (context, log):
        page = context.new_page()
        page.goto(on_disk(public_site).home + "index.html")
        choose(page, "150 %")
        page.reload()
        expect(page.locator("html")).to_have_attribute("data-nm-size", "150")
    assert log.complaints == []


def test_without_scripts_there_is_no_panel_and_no_dead_button(
    public: Hosted, browser: Browser
) -> None:
    with visitor(browser, java_script_enabled=False, viewport={"width": 360, "height": 740}) as (
        context,
        _,
    ):
        page = context.new_page()
        page.goto(public.home + CASE)
        expect(page.locator("header button:visible")).to_have_count(0)
        page.locator("header").get_by_role("link", name="Разделы").click()
        expect(page.locator("#nm-sections a").first).to_be_in_viewport()


def test_without_scripts_the_night_of_the_device_is_the_same_night(
    public: Hosted, browser: Browser
) -> None:
    names = re.findall(r"--nm-[\w-]+(?=: #)", (SHEETS / "nastavnik.css").read_text("utf-8"))
    painted: dict[str, list[dict[str, str]]] = {}
    for scheme in ("light", "dark"):
        for scripts in (True, False):
            options: dict[str, Any] = {"color_scheme": scheme, "java_script_enabled": scripts}
            with visitor(browser, **options) as (context, _):
                page = context.new_page()
                page.goto(public.home + CASE)
                painted.setdefault(scheme, []).append(page.evaluate(_PAINTS, names))
    assert painted["light"][0] == painted["light"][1] != painted["dark"][0]
    assert painted["dark"][0] == painted["dark"][1]


def test_printed_page_is_black_on_white_whatever_was_chosen(page: Page) -> None:
    choose(page, "Белым по чёрному")
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    brightness = [int(part) for part in style(page, "body", "color").strip("rgb()").split(",")]
    assert max(brightness) < 100
    expect(page.locator("header.md-header")).to_be_hidden()
    expect(page.get_by_role("button", name="Версия для слабовидящих")).to_be_hidden()


def test_large_text_breaks_lines_at_every_space(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    lead = page.locator("main .nm-lead")
    assert "\u00a0" in (lead.text_content() or "")
    choose(page, "250 %")
    assert "\u00a0" not in (lead.text_content() or "")


_PILED = """() => {
  const parts = [...document.querySelectorAll(".nm-brand__name, .nm-brand__school, .nm-tools > *")]
    .filter((one) => one.getClientRects().length && getComputedStyle(one).visibility !== "hidden")
    .map((one) => {
      const words = document.createRange();
      words.selectNodeContents(one);
      const { left, top, right, bottom } =
        (one.matches(".nm-brand *") ? words : one).getBoundingClientRect();
      return { name: one.className, left, top, right, bottom };
    });
  return parts.flatMap((a, place) => parts.slice(place + 1)
    .filter((b) => a.left < b.right - 1 && b.left < a.right - 1
      && a.top < b.bottom - 1 && b.top < a.bottom - 1)
    .map((b) => `${a.name} на ${b.name}`));
}"""


@pytest.mark.parametrize("size", ["100", "125", "150", "250"])
def test_name_and_buttons_of_the_header_do_not_pile_up(
    public: Hosted, browser: Browser, size: str
) -> None:
    with visitor(browser, viewport={"width": 360, "height": 800}) as (context, _):
        context.add_init_script(chosen({"size": size}))
        page = context.new_page()
        page.goto(public.home + CASE)
        for width in (320, 360, 412, 768):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(_PILED) == [], width


def test_two_colours_tell_what_is_done_from_what_is_not(public: Hosted, page: Page) -> None:
    page.goto(public.home + "roadmap.html")
    choose(page, "Коричневым по бежевому")
    bar, done = page.evaluate(
        "(() => { const bar = document.querySelector('.nm-progress__bar');"
        " return [bar, '::before'].map((part) => getComputedStyle(bar, part === bar ? null : part)"
        ".backgroundColor); })()"
    )
    assert bar != done
