"""Charts tell the same as their tables, in a picture and in words."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from generator.render.charts import Series, column_chart, column_picture

SVG = "{http://www.w3.org/2000/svg}"


def drawn(html: str) -> ET.Element:
    return ET.fromstring(str(html).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))


def test_heights_are_in_the_ratio_of_the_numbers() -> None:
    chart = drawn(column_chart("Пары", ["2024/25", "2025/26"], [Series("Пар", [4, 8])]))
    low, high = (float(column.attrib["height"]) for column in chart.iter(f"{SVG}rect"))
    assert high == pytest.approx(low * 2, abs=0.2)
    texts = [text.text for text in chart.iter(f"{SVG}text")]
    assert texts == ["4", "8", "2024/25", "2025/26"]


def test_columns_stand_on_the_floor_within_the_picture() -> None:
    series = [Series("Пар", [4, 8]), Series("Наставляемых", [5, Decimal("9.5")])]
    chart = drawn(column_chart("Охват", ["2024/25", "2025/26"], series))
    picture = chart.find(f"{SVG}svg")
    assert picture is not None
    _, _, width, height = map(float, picture.attrib["viewBox"].split())
    floor = picture.find(f"{SVG}path")
    assert floor is not None
    under = float(re.findall(r"[\d.]+", floor.attrib["d"])[1])
    boxes = [
        [float(box.attrib[side]) for side in ("x", "y", "width", "height")]
        for box in picture.iter(f"{SVG}rect")
    ]
    assert len(boxes) == 4
    for left, top, wide, high in boxes:
        assert 0 <= left < left + wide <= width
        assert top + high == pytest.approx(under, abs=1)
    spans = sorted((left, left + wide) for left, _, wide, _ in boxes)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for text in picture.iter(f"{SVG}text"):
        assert 10 < float(text.attrib["y"]) < height


def test_nothing_of_the_library_is_left_that_a_page_may_not_hold() -> None:
    series = [Series("Пар", [4, 8]), Series("Наставляемых", [5, 9])]
    html = column_chart("Охват", ["2024/25", "2025/26"], series)
    kinds = {one.tag.removeprefix(SVG) for one in drawn(html).iter() if SVG in one.tag}
    assert kinds <= {"svg", "defs", "pattern", "path", "rect", "text"}
    assert not re.search(r"<!--|pygal|style=|\d{4}-\d{2}-\d{2}", html)


def test_a_long_label_takes_lines_and_the_legend_of_papers_stands_under_it() -> None:
    series = [Series("До", [4, 8]), Series("После", [5, 9])]
    labels = ["удовлетворённость профессией сейчас", "климат"]
    picture = column_picture("Влияние", labels, series)
    root = ET.fromstring(picture.svg)
    lines = [one for one in root.iter(f"{SVG}text") if one.attrib["class"] == "nm-chart__label"]
    assert [line.text for line in lines] == ["удовлетворённость", "профессией сейчас", "климат"]
    legend = root.find(f"{SVG}g")
    assert legend is not None
    top = float(re.findall(r"[\d.]+", legend.attrib["transform"])[1])
    assert max(float(line.attrib["y"]) for line in lines) < top < top + 12 < picture.height
    assert [one.text for one in legend.iter(f"{SVG}text")] == ["До", "После"]


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
    assert [column.attrib["height"] for column in chart.iter(f"{SVG}rect")] == ["0"]


def test_names_are_no_markup() -> None:
    html = column_chart("<b>", ["<i>"], [Series("<u>", [1]), Series("<s>", [2])])
    assert not re.search(r"<(b|i|u|s)>", html)


def test_two_charts_of_a_page_share_no_id() -> None:
    series = [Series("Было", [1]), Series("Стало", [2])]
    ids = re.findall(
        r' id="([^"]+)"', column_chart("Урок", ["а"], series) + column_chart("Класс", ["а"], series)
    )
    assert len(ids) == len(set(ids)) == 2
