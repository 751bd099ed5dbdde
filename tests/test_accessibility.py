"""Everyone can use the pages: WCAG 2.2 AA by axe-core, the keyboard, zoom, forced colours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import kinds
from tests.axe import violations
from tests.browsing import LOST, Hosted, hosted, visitor

WIDTHS = {"light": (360, 768), "dark": (1280, 360)}
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
EXTREME = {
    "size": "250",
    "colours": "white-on-black",
    "pictures": "off",
    "letters": "widest",
    "lines": "widest",
    "font": "serif",
}
# Four hundred per cent of a 1280 px screen, WCAG 1.4.10.
ZOOMED = {"width": 320, "height": 256}
CASE = "cases/opyty-bez-laboranta.html"
_TOO_WIDE = """() => {
  const given = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= given) return [];
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > given + 1)
    .map((one) => one.outerHTML.slice(0, 120)).slice(0, 5);
}"""


@pytest.fixture(scope="module")
def public(public_site: Path) -> Iterator[Hosted]:
    with hosted(public_site) as site:
        yield site


@pytest.fixture(scope="module")
def internal(internal_site: Path) -> Iterator[Hosted]:
    with hosted(internal_site) as site:
        yield site


def addresses(site: Hosted, names: tuple[str, ...]) -> dict[str, str]:
    return {name: site.lost if name == LOST else site.home + name for name in names}


def chosen(settings: dict[str, str]) -> str:
    return f"localStorage.setItem('nastavnik.settings', {json.dumps(json.dumps(settings))})"


def looked_over(
    browser: Browser, pages: dict[str, str], settings: dict[str, str] | None = None
) -> dict[str, list[str]]:
    """Return what axe finds on the pages, light and dark, on a phone, a tablet and a desktop."""
    found: dict[str, list[str]] = {}
    for scheme, widths in WIDTHS.items():
        options: dict[str, Any] = {"color_scheme": scheme}
        with visitor(browser, **options) as (context, _):
            if settings:
                context.add_init_script(chosen(settings))
            page = context.new_page()
            for name, url in pages.items():
                page.goto(url)
                for width in widths:
                    page.set_viewport_size({"width": width, "height": 900})
                    for remark in (*violations(page), *page.evaluate(_TOO_WIDE)):
                        found.setdefault(f"{name} {scheme} {width}", []).append(remark)
    return found


def test_public_pages_of_every_kind_have_no_violations(public: Hosted, browser: Browser) -> None:
    assert looked_over(browser, addresses(public, kinds.PUBLIC)) == {}


def test_curators_pages_of_every_kind_have_no_violations(
    internal: Hosted, browser: Browser
) -> None:
    assert looked_over(browser, addresses(internal, kinds.INTERNAL)) == {}


def test_extremes_of_view_settings_have_no_violations(public: Hosted, browser: Browser) -> None:
    assert looked_over(browser, addresses(public, kinds.PUBLIC), EXTREME) == {}


def test_open_windows_have_no_violations(public: Hosted, browser: Browser) -> None:
    found = {}
    for name, settings in {"usual": {}, "extreme": EXTREME}.items():
        with visitor(browser, viewport=PHONE) as (context, _):
            context.add_init_script(chosen(settings))
            page = context.new_page()
            page.goto(public.home + CASE)
            for window in ("nm-menu", "nm-settings"):
                page.locator(f"[data-nm-open={window}]").click()
                expect(page.locator(f"#{window}")).to_be_visible()
                found[name, window] = [*violations(page), *page.evaluate(_TOO_WIDE)]
                page.keyboard.press("Escape")
    assert {place: remarks for place, remarks in found.items() if remarks} == {}


@pytest.mark.parametrize("window", ["nm-menu", "nm-settings"])
def test_window_opens_and_closes_by_keyboard_and_gives_the_focus_back(
    public: Hosted, browser: Browser, window: str
) -> None:
    with visitor(browser, viewport=PHONE) as (context, _):
        page = context.new_page()
        page.goto(public.home + CASE)
        button = tab_to(page, f"[data-nm-open={window}]")
        assert button
        for closing in ("Escape", "Enter on the button"):
            page.keyboard.press("Enter")
            expect(page.locator(f"#{window}")).to_be_visible()
            assert page.evaluate("Boolean(document.activeElement.closest('dialog[open]'))")
            if closing == "Escape":
                page.keyboard.press("Escape")
            else:
                assert tab_to(page, f"#{window} [data-nm-close]")
                page.keyboard.press("Enter")
            expect(page.locator(f"#{window}")).to_be_hidden()
            assert page.evaluate(f"document.activeElement.matches('[data-nm-open={window}]')")


def test_menu_leads_to_a_section_by_keyboard(public: Hosted, browser: Browser) -> None:
    with visitor(browser, viewport=PHONE) as (context, _):
        page = context.new_page()
        page.goto(public.home + CASE)
        assert tab_to(page, "[data-nm-open=nm-menu]")
        page.keyboard.press("Enter")
        assert tab_to(page, "#nm-menu a[href$='acts/index.html']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/acts/index.html")


def test_search_on_a_phone_opens_and_closes_by_keyboard(public: Hosted, browser: Browser) -> None:
    with visitor(browser, viewport=PHONE) as (context, _):
        page = context.new_page()
        page.goto(public.home + CASE)
        button, query = page.locator("[data-nm-search]"), page.locator(".md-search__input")
        for _way in ("Escape", "button"):
            assert tab_to(page, "[data-nm-search]")
            page.keyboard.press("Enter")
            expect(query).to_be_focused()
            expect(button).to_have_attribute("aria-expanded", "true")
            if _way == "Escape":
                page.keyboard.press("Escape")
            else:
                page.locator("[data-nm-search-close]").press("Enter")
            expect(button).to_be_focused()
            expect(button).to_have_attribute("aria-expanded", "false")
            expect(query).to_be_hidden()
            page.evaluate("document.activeElement.blur()")


def test_what_is_closed_is_no_stop_of_the_tab_key(public: Hosted, browser: Browser) -> None:
    with visitor(browser, viewport=PHONE) as (context, _):
        page = context.new_page()
        page.goto(public.home + CASE)
        stops = []
        for _step in range(12):
            page.keyboard.press("Tab")
            stops.append(page.evaluate("document.activeElement.closest('dialog, .md-search')"))
        assert stops == [None] * 12


def tab_to(page: Page, selector: str) -> bool:
    """Press Tab until an element has the focus."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return True
    return False


@pytest.mark.parametrize("name", kinds.PUBLIC)
def test_every_control_is_reached_by_keyboard_and_shows_its_ring(
    public: Hosted, browser: Browser, name: str
) -> None:
    with visitor(browser, viewport=DESKTOP) as (context, _):
        page = context.new_page()
        page.goto(addresses(public, (name,))[name])
        controls = page.evaluate(_CONTROLS)
        reached, thin = set(), []
        for _step in range(controls + 20):
            page.keyboard.press("Tab")
            number, ring, html = page.evaluate(_STOP)
            if number < 0:
                break
            if number != _COMES_AND_GOES:
                reached.add(number)
            if ring < 3:
                thin.append(html)
    assert (reached, thin) == (set(range(controls)), [])


_COMES_AND_GOES = 10_001
_CONTROLS = """() => {
  const all = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const shown = [...document.querySelectorAll(all)].filter((one) =>
    one.tabIndex >= 0 && !one.hidden && one.checkVisibility({visibilityProperty: true})
    && one.getClientRects().length > 0 && !one.matches(".md-toggle, .md-top"));
  // One stop for a group of radio buttons.
  const stops = shown.filter((one) => one.type !== "radio" || one.checked);
  stops.forEach((one, number) => { one.dataset.stop = number; });
  return stops.length;
}"""
_STOP = """() => {
  const one = document.activeElement;
  if (one === document.body) return [-1, 0, ""];
  const wide = (part) => getComputedStyle(part).outlineStyle === "none"
    ? 0 : parseFloat(getComputedStyle(part).outlineWidth);
  const number = one.matches(".md-top") ? 10001 : one.dataset.stop ?? 10000;
  return [Number(number), wide(one), one.outerHTML.slice(0, 160)];
}"""


def test_zoomed_four_times_nothing_scrolls_sideways(public: Hosted, browser: Browser) -> None:
    found = {}
    with visitor(browser, viewport=ZOOMED) as (context, _):
        page = context.new_page()
        for name, url in addresses(public, kinds.PUBLIC).items():
            page.goto(url)
            found[name] = page.evaluate(_TOO_WIDE)
    assert {name: wide for name, wide in found.items() if wide} == {}


def test_still_page_for_those_who_asked_for_it(public: Hosted, browser: Browser) -> None:
    with visitor(browser, reduced_motion="reduce") as (context, _):
        page = context.new_page()
        page.goto(public.home + CASE)
        moving = page.evaluate(
            "[...document.querySelectorAll('*')].filter(one => {"
            "const style = getComputedStyle(one); return style.animationName !== 'none' ||"
            "style.transitionDuration.split(',').some(part => parseFloat(part) > 0)}).length"
        )
    assert moving == 0


def test_forced_colours_leave_the_progress_visible(public: Hosted, browser: Browser) -> None:
    with visitor(browser, forced_colors="active") as (context, _):
        page = context.new_page()
        page.goto(public.home + "roadmap.html")
        bar, part, border = page.evaluate(
            "(() => { const one = document.querySelector('.nm-progress__bar');"
            "const own = getComputedStyle(one), inner = getComputedStyle(one, '::before');"
            "return [own.backgroundColor, inner.backgroundColor, own.borderTopWidth]; })()"
        )
    assert bar != part
    assert border == "1px"
