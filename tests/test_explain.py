"""Codes explained: by the command, on the curator's page, beside lines on GitHub."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.catalogue import ENTRIES, KINDS, visible
from generator.console import problems_github
from generator.diagnostics import Level, Problem, Span
from tests.command import Done, edit, nastavnik


def explain(folder: Path, *code: str) -> Done:
    return nastavnik("explain", *code, cwd=folder)


def test_a_code_is_explained_with_right_and_wrong_and_its_source(tmp_path: Path) -> None:
    done = explain(tmp_path, "П-07")
    entry = ENTRIES["П-07"]
    assert done.code == 0
    assert done.out.startswith(f"П-07. {entry.title}\nпредупреждение")
    told = " ".join(done.out.split())
    assert entry.text in told
    for part in (entry.wrong, entry.right, entry.source):
        assert " ".join(part.split()) in told


@pytest.mark.parametrize("typed", ["с-14", "c14", "C-14"])
def test_a_code_may_be_typed_in_any_letters(tmp_path: Path, typed: str) -> None:
    assert explain(tmp_path, typed).out.startswith("С-14. ")


@pytest.mark.parametrize("code", ["С-01", "С-08", "С-19", "С-25"])
def test_signs_that_cannot_be_seen_are_named(tmp_path: Path, code: str) -> None:
    done = explain(tmp_path, code)
    assert not re.search("[\t\u00a0\u00ad\x0b]", done.out)
    assert max(map(len, done.out.splitlines())) < 100
    assert re.search(r"\[(табуляция|неразрывный пробел|непечатаемый знак)\]|ккк…", done.out)


def test_without_a_code_every_code_is_listed(tmp_path: Path) -> None:
    lines = explain(tmp_path).out.splitlines()
    assert {line.split()[0] for line in lines if line.startswith("  ")} == set(ENTRIES)
    assert [line for line in lines if not line.startswith("  ")] == list(KINDS.values())


def test_an_unknown_code_is_refused_with_near_ones(tmp_path: Path) -> None:
    done = explain(tmp_path, "С-99")
    assert (done.code, done.out) == (2, "")
    assert "нет кода «С-99»; возможно, С-" in done.errors
    assert "Traceback" not in done.errors


def test_github_shows_each_problem_beside_its_line(new_school: Path) -> None:
    mentor = "data/mentors/obrazcova.yml"
    line = edit(new_school / mentor, "вместимость: 1", "вместимость: сто, 100%: да")
    done = nastavnik("check", "--format", "github", cwd=new_school)
    assert done.code == 1
    (told,) = [row for row in done.out.splitlines() if row.startswith("::error")]
    properties, message = told.removeprefix("::error ").split("::", 1)
    listed = dict(item.split("=", 1) for item in properties.split(","))
    assert (listed["file"], listed["line"]) == (mentor, str(line))
    assert unquote(listed["title"]).startswith("С-14. ")
    assert "100%25: да" in message


def test_github_finds_a_school_in_a_folder_of_the_repository(new_school: Path) -> None:
    edit(new_school / "data/mentors/obrazcova.yml", "вместимость: 1", "вместимость: сто")
    call = ("check", "--project", new_school.name, "--format", "github")
    done = nastavnik(*call, cwd=new_school.parent)
    assert f"::error file={new_school.name}/data/mentors/obrazcova.yml,line=" in done.out


def test_a_whole_file_has_no_line_and_signs_are_escaped() -> None:
    span = Span("data/a,b:c%.yml")
    problem = Problem("Ф-09", Level.WARNING, span, "50% готово\nда", "так: лучше, верно")
    advice = Problem("П-13", Level.ADVICE, Span("data/x.yml", 2, 3), "кратко")
    first, second = problems_github([problem, advice]).splitlines()
    assert first == (
        "::warning file=data/a%2Cb%3Ac%25.yml,title=Ф-09. В data лежит не запись"
        "::50%25 готово%0Aда → так: лучше, верно"
    )
    assert second.startswith("::notice file=data/x.yml,line=2,col=3,title=П-13. ")
    assert second.endswith("::кратко")


def test_the_page_of_codes_explains_each_at_its_anchor(internal_site: Path) -> None:
    page = (internal_site / "codes.html").read_text(encoding="utf-8")
    anchors = re.findall(r'<h3 id="([a-z]+-\d\d)"', page)
    assert len(anchors) == len(set(anchors)) == len(ENTRIES)
    for entry in ENTRIES.values():
        assert entry.title in page
    assert visible(ENTRIES["С-01"].wrong).split("\n")[1] in page


def test_every_found_problem_leads_to_its_explanation(internal_site: Path) -> None:
    dashboard = (internal_site / "index.html").read_text(encoding="utf-8")
    page = (internal_site / "codes.html").read_text(encoding="utf-8")
    links = re.findall(r'<a class="nm-code" href="codes.html#([^"]+)">([^<]+)</a>', dashboard)
    assert links
    for anchor, code in links:
        assert re.search(rf'<h3 id="{anchor}"><span class="nm-code">{code}</span>', page)


def test_the_public_site_has_no_page_of_codes(public_site: Path) -> None:
    assert not (public_site / "codes.html").exists()
