"""A school's own sign and colours: readable or refused, the whole page painted from them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from generator.adapters.building import build
from generator.diagnostics import DataError
from generator.render.cards import CardColours, card_file
from generator.render.palette import palette
from generator.resources import theme_folder
from generator.rules.colours import READABLE, parse_colour
from generator.views.public.outside import Card

NIGHT = parse_colour("#141a17")
PAPER = parse_colour("#fdfdfb")
SIGN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z"/></svg>\n'


def dress(school: Path, words: str) -> None:
    file = school / "data" / "school.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text.rstrip()}\nоформление: {words}\n", encoding="utf-8")


def test_pale_colour_is_refused_and_a_readable_one_of_its_hue_offered(new_school: Path) -> None:
    dress(new_school, '{основной цвет: "#7fc8a9"}')
    with pytest.raises(DataError) as caught:
        build(new_school, "public", new_school / "site", None)
    (problem,) = [one for one in caught.value.problems if one.code == "П-41"]
    assert (problem.span.path, problem.span.line > 1) == ("data/school.yml", True)
    offered = re.search(r'"(#[0-9a-f]{6})"', problem.hint)
    assert offered
    colour = parse_colour(offered[1])
    assert colour.contrast(PAPER) >= READABLE
    assert colour.green > max(colour.red, colour.blue)
    file = new_school / "data" / "school.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("#7fc8a9", offered[1]), encoding="utf-8")
    build(new_school, "public", new_school / "site", None)


@pytest.mark.parametrize("words", ["зелёный", '"#12"', '"rgb(1,2,3)"'])
def test_what_is_no_colour_is_told(new_school: Path, words: str) -> None:
    dress(new_school, f"{{дополнительный цвет: {words}}}")
    with pytest.raises(DataError) as caught:
        build(new_school, "public", new_school / "site", None)
    assert "П-40" in [problem.code for problem in caught.value.problems]


def test_sign_and_colours_stand_on_every_page(new_school: Path) -> None:
    (new_school / "content" / "logo.svg").write_text(SIGN, encoding="utf-8")
    dress(new_school, '{основной цвет: "#1d4f91", логотип: logo.svg}')
    site = build(new_school, "public", new_school / "site", None).folder
    assert (site / "logo.svg").is_file()
    for file in site.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        assert "--nm-brand:#1d4f91" in page
        found = re.search(r'<img class="nm-logo" src="([^"]+)"', page)
        assert found
        if file.name != "404.html":
            assert (file.parent / found[1]).resolve() == (site / "logo.svg").resolve()


def test_lost_sign_is_told(new_school: Path) -> None:
    dress(new_school, "{логотип: logo.svg}")
    with pytest.raises(DataError) as caught:
        build(new_school, "public", new_school / "site", None)
    assert any("content/logo.svg" in problem.message for problem in caught.value.problems)


@pytest.mark.parametrize("main", ["#17573f", "#1d4f91", "#7a1f3d", "#5b4300", "#000000", "#6a1b9a"])
def test_everything_painted_from_a_readable_colour_is_readable(main: str) -> None:
    day, night, unscripted = (
        {name: parse_colour(value) for name, value in re.findall(r"--nm-([\w-]+):(#\w{6})", part)}
        for part in palette(main, main).split("@media")
    )
    assert unscripted == night
    for one in (day, night):
        assert one["brand"].contrast(one["on-brand"]) >= READABLE
        assert one["brand"].contrast(one["cover"]) >= READABLE
        assert one["accent"].contrast(one["wash"]) >= READABLE
    for ink in ("board-ink", "board-ink-2"):
        assert day[ink].contrast(day["board"]) >= READABLE
    assert night["brand"].contrast(NIGHT) >= READABLE


def test_every_paint_that_a_sheet_names_is_mixed() -> None:
    sheets = [file.read_text(encoding="utf-8") for file in theme_folder().rglob("*.css")]
    mixed = {name for sheet in sheets for name in re.findall(r"(--nm-[\w-]+)\s*:", sheet)}
    named = {name for sheet in sheets for name in re.findall(r"var\((--nm-[\w-]+)\s*\)", sheet)}
    assert len(named) > 10
    assert named <= mixed


def test_cards_for_messengers_wear_the_colours_of_the_school() -> None:
    colours = CardColours(brand="#1d4f91", margin="#a55200")
    card = Card("cases/a", "Кейс", "Опыты", "")
    data = card_file(card, "Школа", None, colours)
    sheet = Image.open(io.BytesIO(data)).convert("RGB")
    margin = sheet.getpixel((97, 300))
    assert isinstance(margin, tuple)
    assert all(abs(a - b) < 12 for a, b in zip(margin, (0xA5, 0x52, 0x00), strict=True))
    assert data != card_file(card, "Школа", None, CardColours())
