"""A text of the data stays a text: in pages, titles, menus, search and news."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator.adapters.building import build
from generator.adapters.search import read_index
from tests.browsing import on_disk, visitor

EVIL = '<img src=x onerror=alert(1)>"&{{ 7*7 }}**ж**'
TODAY = date(2026, 11, 20)


def _spoil(file: Path, key: str) -> None:
    """Put the evil text in front of a field's value; a block scalar gets it as its first line."""
    text = file.read_text(encoding="utf-8")
    block = re.search(rf"^{key}: \|\n(\s+)", text, re.MULTILINE)
    if block:
        spoilt = text.replace(block[0], f"{key}: |\n{block[1]}{EVIL}\n\n{block[1]}", 1)
    else:
        spoilt = re.sub(rf"^{key}: .*$", f"{key}: '{EVIL}'", text, count=1, flags=re.MULTILINE)
    assert spoilt != text, (file, key)
    file.write_text(spoilt, encoding="utf-8")


@pytest.fixture
def spoilt_site(school_copy: Path, tmp_path: Path) -> Path:
    data = school_copy / "data"
    for key in ("название", "кратко", "запрос", "что делали", "как повторить"):
        _spoil(data / "cases/opyty-bez-laboranta.yml", key)
    for key in ("название", "о чём"):
        _spoil(data / "acts/2026-polozhenie.yml", key)
    for key in ("заголовок", "кратко", "текст"):
        _spoil(data / "news/2026-10-pary-nachali-rabotu.yml", key)
    _spoil(data / "mentors/sokolova.yml", "профессиональная сфера")
    _spoil(data / "council.yml", "цель")
    return build(school_copy, "public", tmp_path / "out", TODAY).folder


def test_no_text_becomes_markup_anywhere(spoilt_site: Path) -> None:
    pages = {file: file.read_text(encoding="utf-8") for file in spoilt_site.rglob("*.html")}
    shown = [file.name for file, html in pages.items() if "onerror=alert" in html]
    assert len(shown) > 8
    for file, html in pages.items():
        assert "<img src=x" not in html, file
        assert not re.search(r'="[^"<>]*<img', html), file
        assert "49**ж**" not in html, file


def test_search_shows_the_text_as_text(spoilt_site: Path, browser: Browser) -> None:
    pages = read_index(spoilt_site)
    spoilt = [title for _, title, text in pages if "<img src=x" in title and "<img src=x" in text]
    assert spoilt
    with visitor(browser) as (context, log):
        page = context.new_page()
        page.goto(on_disk(spoilt_site).home + "index.html")
        page.locator("input[data-md-component=search-query]").fill("onerror")
        results = page.locator(".md-search-result__list")
        expect(results).to_contain_text("<img src=x onerror=alert(1)>")
        assert results.locator("img").count() == 0
    assert log.complaints == []


def test_the_text_itself_is_there_to_read(spoilt_site: Path) -> None:
    html = (spoilt_site / "cases/opyty-bez-laboranta.html").read_text(encoding="utf-8")
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "{{ 7*7 }}" in html
