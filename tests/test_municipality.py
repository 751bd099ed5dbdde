"""Where pairs are hundreds, their own papers are left to the command."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.documents.kinds import KINDS
from generator.documents.pages import MOST_PAIRS, are_many
from generator.model.loading import load
from generator.render.html import Renderer
from generator.resources import theme_folder
from generator.views.internal.documents import document_pages
from generator.views.internal.parts import MOST_ROWS, parts_of
from generator.views.internal.section import internal_section
from tests.bench_room import municipality
from tests.document_sets import drafts_of

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(("pairs", "many"), [(MOST_PAIRS, False), (MOST_PAIRS + 1, True)])
def test_papers_of_pairs_are_left_to_the_command_where_pairs_are_many(
    tmp_path: Path, pairs: int, many: bool
) -> None:
    registry = load(municipality(tmp_path / "school", pairs))[0]
    assert are_many(registry, TODAY) is many


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, [(1, 0)]), (100, [(1, 100)]), (101, [(1, 100), (101, 101)])],
)
def test_a_list_of_more_than_a_hundred_rows_is_parted(
    count: int, told: list[tuple[int, int]]
) -> None:
    parts = parts_of(range(count), "consents", "consents")
    assert [(part.first, part.last) for part in parts] == told
    assert [row for part in parts for row in part.rows] == list(range(count))


def test_every_pair_is_in_one_part_of_the_list_and_parts_lead_to_one_another(
    tmp_path: Path,
) -> None:
    registry = load(municipality(tmp_path / "school", MOST_ROWS + 1))[0]
    pages = {page.path: page for page in internal_section(registry, TODAY, ()).pages}
    renderer = Renderer((theme_folder(),), tmp_path)
    first, second = (renderer.render(pages[path]).html for path in ("pairs/index", "pair-list/2"))
    for id_ in registry.pairs:
        assert (f'href="{id_}.html"' in first) is not (f'href="../pairs/{id_}.html"' in second), id_
    assert "1–100 из 101" in first
    assert 'href="../pair-list/2.html"' in first
    assert 'href="../pairs/index.html"' in second
    assert {"bank-mentors/2", "bank-mentees/2", "consents/2", "consents/3"} <= set(pages)


def test_the_set_without_personal_papers_still_has_those_of_the_school(demo: Path) -> None:
    registry = load(demo)[0]
    whole = {kind.id for kind, _ in drafts_of(registry, TODAY)}
    short = {kind.id for kind, _ in drafts_of(registry, TODAY, personal=False)}
    about_one = {kind.id for kind in KINDS if kind.of_pair or kind.of_person}
    assert whole - short == about_one - {"otzyv-soglasiya"}
    assert {"otchet", "otzyv-soglasiya", "prikaz-pary", "bank-mentors"} <= short


def test_the_list_of_papers_says_which_the_command_makes(demo: Path, tmp_path: Path) -> None:
    (page,) = document_pages((), (), ("Дневник пары",))
    html = Renderer((demo / "theme", theme_folder()), tmp_path).render(page).html
    assert "<li>Дневник пары</li>" in html
    assert "nastavnik documents --pair" in html
    (without,) = document_pages((), (), ())
    assert "by-command" not in Renderer((theme_folder(),), tmp_path).render(without).html


def test_a_long_table_of_the_report_is_parted_and_loses_no_row(tmp_path: Path) -> None:
    registry = load(municipality(tmp_path / "school", MOST_ROWS + 1))[0]
    pages = {page.path: page for page in internal_section(registry, TODAY, ()).pages}
    renderer = Renderer((theme_folder(),), tmp_path)
    first, second = (
        renderer.render(pages[path]).html.replace("<wbr>", "")
        for path in ("report/2025-26", "report/2025-26/pairs/2")
    )
    table = first[first.index('id="pairs"') : first.index("</table>", first.index('id="pairs"'))]
    for id_ in registry.pairs:
        place = f"data/pairs/{id_}.yml:1<"
        assert (place in table) is not (place in second), id_
    assert "1–100 из 101" in first
    assert 'href="2025-26/pairs/2.html"' in first
    assert 'href="../../2025-26.html#pairs"' in second
