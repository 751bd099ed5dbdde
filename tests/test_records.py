"""Every figure the curator sees has beside it the record it is from, with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from generator.model.loading import load
from generator.rules.figures import programme_figures
from tests.test_report import TODAY

_SILENT = {"time", "svg", "thead", "h1", "style", "script", "code", "cite", "nav"}
_CONSTANTS = {"Кончится за 60 дней"}


def classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def pages(site: Path) -> Iterator[tuple[str, HtmlElement]]:
    """Yield the pages of the room; papers of the programme and the list of codes are no figures."""
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        if not name.startswith("documents/") and name not in {"codes.html", "404.html"}:
            for part in html.parse(str(file)).xpath("//main//div[contains(@class, 'nm-desk')]"):
                yield name, part


def numbers(part: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Yield texts with a number that is no day, no nought, no place, no rule and no mere name."""
    for element in part.iter("*"):
        text = " ".join([element.text or "", *(child.tail or "" for child in element)])
        above = [element, *element.iterancestors()]
        silent = any(one.tag in _SILENT or classes(one) & {"nm-code", "nm-given"} for one in above)
        if re.search(r"[1-9]", text) and not silent and text.strip() not in _CONSTANTS:
            yield " ".join(text.split()), element


def whole(element: HtmlElement) -> HtmlElement:
    """Return what a number belongs to: its row, its group of rows, its section, its sheet."""
    for one in element.iterancestors():
        if one.tag == "tr":
            return one.getparent() if "nm-todo__group" in classes(one) else one
        if one.tag in {"article", "section"} and not classes(one) & {"nm-card__part"}:
            return one
        if "nm-desk" in classes(one):
            return one
    return element.getroottree().getroot()


def places(element: HtmlElement) -> list[str]:
    return [one.text_content() for one in element.find_class("nm-place")]


def test_no_figure_stands_without_its_record(internal_site: Path) -> None:
    bare = [
        f"{name}: {text}"
        for name, part in pages(internal_site)
        for text, element in numbers(part)
        if not any(re.search(r"\.yml:\d+$", place) for place in places(whole(element)))
    ]
    assert bare == []


def test_every_place_is_a_line_of_a_file(demo: Path, internal_site: Path) -> None:
    lines: dict[str, int] = {}
    for name, part in pages(internal_site):
        for place in places(part):
            path, _, line = place.rpartition(":")
            if not path.startswith("data/"):
                continue
            if path not in lines:
                lines[path] = len((demo / path).read_text(encoding="utf-8").splitlines())
            assert 1 <= int(line) <= lines[path], (name, place)
    assert len(lines) > 60


@pytest.mark.parametrize("name", ["mentors", "mentees", "pairs_working", "pairs_finished", "cases"])
def test_a_figure_of_the_first_page_opens_one_record_for_each_it_counts(
    demo: Path, internal_site: Path, name: str
) -> None:
    figure = getattr(programme_figures(load(demo)[0], TODAY), name)
    assert len({span.path for span in figure.origins}) == figure.value > 1
    page = html.parse(str(internal_site / "index.html"))
    opened = [set(places(one)) for one in page.xpath("//*[@class='nm-sums__all']//details")]
    assert {f"{span.path}:{span.line}" for span in figure.origins} in opened


def test_numbers_of_the_report_open_the_records_they_count(internal_site: Path) -> None:
    page = html.parse(str(internal_site / "report/2025-26.html"))
    rows = page.xpath("//h2[@id='figures']/following::table[1]/tbody/tr")
    counted = {
        row[0].text_content().strip(): (row[2].xpath(".//b")[0].text, len(places(row[2])))
        for row in rows
    }
    for name in ("Пар и групп", "Из них начали работу", "Кейсов", "Наград", "Методических работ"):
        number, opened = counted[name]
        assert int(number) == opened, name
    assert all(opened for number, opened in counted.values() if number != "0")


def test_a_number_of_the_first_page_leads_to_as_many_lines(internal_site: Path) -> None:
    page = html.parse(str(internal_site / "index.html"))
    tallies = page.xpath("//ul[@class='nm-tallies']//a[starts-with(@href, '#')]")
    assert len(tallies) >= 5
    for tally in tallies:
        (group,) = page.xpath(f"//tbody[@id='{tally.get('href')[1:]}']")
        number = int(tally.xpath("./b")[0].text)
        assert len(group.xpath("./tr")) - 1 == number > 0
        assert len(places(group)) == number
