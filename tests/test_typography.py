"""Words and spaces of Russian texts: units after numbers, people without names, kept spaces."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from generator.render.typography import typeset
from generator.render.words import several_people, unit_after, unit_of

# A visible stand-in for the space a line is not broken at.
KEPT = "_"


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        ("21", "баллов", "балл"),
        ("28.8", "баллов", "балла"),
        ("6.2", "балла из 10", "балла из 10"),
        ("5", "балл", "баллов"),
        ("112", "минута в неделю", "минут в неделю"),
        ("-1", "час", "час"),
        ("1.0", "раз", "раз"),
        ("2", "человек из 13", "человека из 13"),
        ("3", "мин", "мин"),
        ("40", "%", "%"),
        ("7", "в неделю", "в неделю"),
    ],
)
def test_unit_agrees_with_its_number(value: str, unit: str, told: str) -> None:
    assert unit_after(unit, Decimal(value)) == told


def test_unit_of_a_heading_is_plural() -> None:
    assert [unit_of(unit) for unit in ("балла из 10", "%", None)] == ["баллов из 10", "%", ""]


def test_people_are_counted_together() -> None:
    told = [several_people(count) for count in (1, 2, 5, 21)]
    assert told == ["один человек", "двое", "пятеро", "21\u00a0человек"]


@pytest.mark.parametrize(
    ("html", "held"),
    [
        ("<p>В школе — и не только</p>", "<p>В_школе_— и_не_только</p>"),
        ("<p>с <a href='a b'>ней</a>, у\nнас</p>", "<p>с_<a href='a b'>ней</a>, у_нас</p>"),
        ("<p>№ 61 от 5 мая, п. 3, 40 %</p>", "<p>№_61 от_5_мая, п._3, 40_%</p>"),
        (
            '<p title="№ 41-о">приказ № 41-о от</p>',
            '<p title="№_41-о">приказ <span class="nm-nowrap">№_41-о</span> от</p>',
        ),
        ("<p>(А. В. Соколова) для «своих»</p>", "<p>(А._В._Соколова) для_«своих»</p>"),
        ("<p>Зиминой А. Г. вести, г. Ленск</p>", "<p>Зиминой А._Г. вести, г._Ленск</p>"),
        ("<p>(ТК РФ, ст. 351.8) рост. 5</p>", "<p>(ТК_РФ, ст._351.8) рост. 5</p>"),
        ("<p>Он бы пришёл, если же нет</p>", "<p>Он_бы пришёл, если_же нет</p>"),
        ("<p>Кое-что на слово: слова в</p>", "<p>Кое-что на_слово: слова в</p>"),
        ("<code>имя: а — б</code> и в нём", "<code>имя: а — б</code> и_в_нём"),
    ],
)
def test_line_is_not_broken_there(html: str, held: str) -> None:
    assert typeset(html).replace("\u00a0", KEPT) == held


def test_every_public_page_is_typeset(public_site: Path) -> None:
    hanging = re.compile(r">[^<]*?(?:\w —|\W[вВкКсСи] \w|№ \d)[^<]*<")
    pages = ("index", "cases/opyty-bez-laboranta", "council", "kak-prinyat-uchastie")
    for name in pages:
        article = (public_site / f"{name}.html").read_text(encoding="utf-8").split("<article", 1)[1]
        assert not hanging.search(article.split("</article>")[0]), name
