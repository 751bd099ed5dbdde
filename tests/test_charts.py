"""Charts tell the same as their tables, in a picture and in words."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

from generator.render.charts import Series, column_chart

SVG = "{http://www.w3.org/2000/svg}"


def drawn(html: str) -> ET.Element:
    return ET.fromstring(str(html).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))


def test_heights_are_in_the_ratio_of_the_numbers() -> None:
    chart = drawn(column_chart("Пары", ["2024/25", "2025/26"], [Series("Пар", [4, 8])]))
    low, high = (float(column.attrib["height"]) for column in chart.iter(f"{SVG}rect"))
    assert high == low * 2
    texts = [text.text for text in chart.iter(f"{SVG}text")]
    assert texts == ["4", "2024/25", "8", "2025/26"]


def test_numbers_are_told_in_words_and_what_was_not_measured_is_left_out() -> None:
    series = [Series("Было", [Decimal("2.5"), None]), Series("Стало", [Decimal(4), 0])]
    html = column_chart("Уверенность <до> и после", ["урок", "класс"], series)
    told = drawn(html).find(f"{SVG}svg")
    assert told is not None
    assert told.attrib["aria-label"] == (
        "Диаграмма. Уверенность <до> и после: было урок — 2,5; стало урок — 4, класс — 0"
    )
    assert told.attrib["role"] == "img"
    assert len(re.findall(r"<rect class=\"nm-chart__column nm-chart__column--1\" x", html)) == 1


def test_chart_of_zeros_is_flat() -> None:
    chart = drawn(column_chart("Кейсы", ["2024/25"], [Series("Кейсов", [0])]))
    assert [column.attrib["height"] for column in chart.iter(f"{SVG}rect")] == ["0.0"]


def test_names_are_no_markup() -> None:
    html = column_chart("<b>", ["<i>"], [Series("<u>", [1]), Series("<s>", [2])])
    assert not re.search(r"<(b|i|u|s)>", html)


def test_two_charts_of_a_page_share_no_id() -> None:
    series = [Series("Было", [1]), Series("Стало", [2])]
    ids = re.findall(
        r' id="([^"]+)"', column_chart("Урок", ["а"], series) + column_chart("Класс", ["а"], series)
    )
    assert len(ids) == len(set(ids)) == 2
