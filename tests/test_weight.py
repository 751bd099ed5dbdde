"""A page is light: what a phone takes for it, compressed, all but its pictures."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from tests import kinds
from tests.browsing import LOST

MOST_KB = 135


@pytest.mark.parametrize("name", [name for name in kinds.PUBLIC if name != LOST])
def test_first_screen_without_its_pictures_is_light(public_site: Path, name: str) -> None:
    page = public_site / name
    html = page.read_text(encoding="utf-8")
    linked = re.findall(r'(?:href|src)="([^":]+\.(?:css|js))"', html)
    texts = {page, *((page.parent / address).resolve() for address in linked)}
    fonts = public_site.glob("assets/fonts/*.woff2")
    weight = sum(len(gzip.compress(text.read_bytes(), 9)) for text in texts if text.is_file())
    weight += sum(font.stat().st_size for font in fonts)
    assert 80 < weight / 1024 <= MOST_KB
