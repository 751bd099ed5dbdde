"""Pages look as they did when someone looked at them.

Tolerance: pictures are made four times smaller, which takes away how a computer smooths letters;
of the pixels left no more than one in fifty may differ by more than a tenth of the scale.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from tests.screens import FOLDER, SCREENS, taken

SMALLER = 4
NOTICEABLE = 26
MOST_CHANGED = 0.02


def changed(one: Image.Image, other: Image.Image) -> float:
    """Return the part of the picture that differs noticeably, from 0 to 1."""
    if one.size != other.size:
        return 1.0
    small = [picture.convert("L").reduce(SMALLER) for picture in (one, other)]
    counts = ImageChops.difference(*small).histogram()
    return sum(counts[NOTICEABLE:]) / sum(counts)


@pytest.mark.parametrize("name", SCREENS)
def test_screen_looks_as_before(public_site: Path, browser: Browser, name: str) -> None:
    before = Image.open(FOLDER / f"{name}.png").convert("RGB")
    assert changed(before, taken(browser, public_site, SCREENS[name])) <= MOST_CHANGED


def test_lost_styles_would_be_noticed(public_site: Path, browser: Browser) -> None:
    light = taken(browser, public_site, SCREENS["home-phone-dark"])
    plain = Image.open(FOLDER / "menu-phone-light.png").convert("RGB")
    assert changed(light, plain) > MOST_CHANGED
    moved = ImageChops.offset(light, 0, 24)
    assert changed(light, moved) > MOST_CHANGED
