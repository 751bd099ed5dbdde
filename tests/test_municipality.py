"""Where pairs are hundreds, their own papers are left to the command."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.documents.kinds import KINDS, drafts_of
from generator.documents.pages import MOST_PAIRS, are_many
from generator.model.loading import load
from generator.render import Renderer
from generator.resources import theme_folder
from generator.views.internal.documents import document_pages
from tests.bench_room import municipality

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(("pairs", "many"), [(MOST_PAIRS, False), (MOST_PAIRS + 1, True)])
def test_papers_of_pairs_are_left_to_the_command_where_pairs_are_many(
    tmp_path: Path, pairs: int, many: bool
) -> None:
    registry = load(municipality(tmp_path / "school", pairs))[0]
    assert are_many(registry, TODAY) is many


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
