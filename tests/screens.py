"""Pictures of pages that are looked at: ``python -m tests.screens`` takes them anew.

Only what is on the first screen, in the shipped font, with nothing moving.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from generator.adapters.building import build
from tests.browsing import on_disk, visitor
from tests.conftest import BROWSER_ARGUMENTS, find_browser
from tests.test_accessibility import CASE, chosen

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(__file__).resolve().parent / "screens"


@dataclass(frozen=True)
class Screen:
    """A page as one visitor sees it; ``window`` is a window opened over it."""

    address: str
    width: int
    scheme: Literal["light", "dark"] = "light"
    settings: tuple[tuple[str, str], ...] = ()
    window: str = ""


SCREENS = {
    "home-desktop-light": Screen("index.html", 1280),
    "home-phone-dark": Screen("index.html", 360, "dark"),
    "glossary-tablet-light": Screen("glossariy.html", 768),
    "menu-phone-light": Screen("index.html", 360, window="nm-menu"),
    "settings-phone-dark": Screen("index.html", 360, "dark", window="nm-settings"),
    "case-phone-light": Screen(CASE, 360),
    "results-desktop-light": Screen("results.html", 1280),
    "library-desktop-dark": Screen("cases/index.html", 1280, "dark"),
    "board-tablet-light": Screen("mentors/index.html", 768),
    "act-phone-dark": Screen("acts/2026-polozhenie.html", 360, "dark"),
    "roadmap-phone-beige": Screen(
        "roadmap.html", 360, settings=(("size", "125"), ("colours", "brown-on-beige"))
    ),
    "council-desktop-large-black": Screen(
        "council.html", 1280, settings=(("size", "150"), ("colours", "white-on-black"))
    ),
}


def taken(browser: Browser, folder: Path, screen: Screen) -> Image.Image:
    """Return the picture of a screen of a built site."""
    size = {"width": screen.width, "height": 800}
    with visitor(browser, viewport=size, color_scheme=screen.scheme, reduced_motion="reduce") as (
        context,
        _,
    ):
        if screen.settings:
            context.add_init_script(chosen(dict(screen.settings)))
        page = context.new_page()
        page.goto(on_disk(folder).home + screen.address)
        if screen.window:
            page.locator(f"[data-nm-open={screen.window}]").click()
        page.evaluate("document.fonts.ready.then(() => null)")
        shot = page.screenshot(animations="disabled", caret="hide")
    return Image.open(io.BytesIO(shot)).convert("RGB")


def main() -> None:
    """Take every picture anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = build(ROOT, "public", Path(scratch) / "site", None).folder
        browser = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=list(BROWSER_ARGUMENTS)
        )
        for name, screen in SCREENS.items():
            picture = taken(browser, folder, screen).quantize(64)
            picture.save(FOLDER / f"{name}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
