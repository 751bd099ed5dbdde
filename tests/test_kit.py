"""The paste kit: what a person carries into a CMS that takes nothing but text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import fromstring

from generator.diagnostics import DataError
from generator.kit.addresses import Addresses, read_addresses, written
from generator.kit.carried import Carried
from generator.kit.cleaning import parsed
from generator.kit.making import Kit, contents_of, make_kit
from tests.browsing import with_plain_spaces
from tests.command import edit, nastavnik, snapshot

KEPT = {
    *("h2", "h3", "h4", "p", "ul", "ol", "li", "a", "img", "strong", "em", "br"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"href", "src", "alt", "scope", "rowspan", "colspan"}
MENU = ("index", "cases/index")
WORD = re.compile(r"\w+")


@pytest.fixture(scope="module")
def kit(public_site: Path) -> Kit:
    return make_kit(public_site, MENU, Addresses({}), Carried(), lists=True)


@pytest.fixture(scope="module")
def placed(public_site: Path, kit: Kit) -> Kit:
    """Make the kit of a CMS that has told the addresses of every page and file."""
    known = {path: f"/cms/{number}" for number, (path, _) in enumerate(kit.wanted)}
    return make_kit(public_site, MENU, Addresses(known), Carried(), lists=True)


def test_fragments_hold_only_what_an_editor_keeps(placed: Kit) -> None:
    assert len(placed.pages) > 100
    for step in placed.pages:
        tree = fromstring(f"<div>{step.html}</div>")
        inner = [element for element in tree.iter() if element is not tree]
        assert {element.tag for element in inner} <= KEPT, step.page.path
        assert {name for element in inner for name in element.attrib} <= ATTRIBUTES
        for cell in tree.iter("th"):
            assert cell.get("scope")
        for picture in tree.iter("img"):
            assert picture.get("src").startswith("/cms/")
            assert picture.get("alt") is not None


def test_tables_are_named_and_pictures_described(placed: Kit) -> None:
    pages = {step.page.path: fromstring(f"<div>{step.html}</div>") for step in placed.pages}
    captions = [
        with_plain_spaces(c.text or "") for c in pages["cases/tri-pervyh-klassa"].iter("caption")
    ]
    assert captions == ["Показатели до и после"]
    assert all(picture.get("alt") for picture in pages["mentors/index"].iter("img"))
    assert len(pages["mentors/index"].findall(".//img")) > 5


def words_of(page: Path) -> Iterator[str]:
    article = parsed(page.read_bytes())
    assert article is not None
    for element in article.iter():
        if isinstance(element.tag, str):
            for text in (element.text, element.get("aria-label"), element.get("alt")):
                yield from WORD.findall(text or "")
        yield from WORD.findall(element.tail or "")


def test_nothing_runs_together_and_nothing_is_made_up(placed: Kit, public_site: Path) -> None:
    for step in placed.pages:
        shown = re.sub(r"<(?:p|br|li|td|th|tr|ul|ol|caption)[ >]", " <", step.html)
        told = set(WORD.findall(" ".join(fromstring(f"<p>{shown}</p>").itertext())))
        page = set(words_of(public_site / f"{step.page.path}.html"))
        assert told - page <= {"br"}, step.page.path


def test_text_of_a_case_reads_from_start_to_end(kit: Kit) -> None:
    text = next(s.text for s in kit.pages if s.page.path == "cases/tri-pervyh-klassa")
    for words in ("– Наставник:", "Запрос\n\n", "Показатель | Было | Стало", "1. Две недели", "«"):
        assert words in text
    assert "<" not in text


def test_what_has_no_address_is_said_in_words(kit: Kit) -> None:
    board = next(s for s in kit.pages if s.page.path == "mentors/index")
    assert "<a " not in board.html
    assert "[картинка: sokolova-360.jpg; описание: " in board.html
    acts = next(s for s in kit.pages if s.page.path == "acts/index")
    assert "Положение с приложениями [файл: polozhenie-2026.pdf]" in with_plain_spaces(acts.html)
    assert board.waiting
    assert acts.waiting


def test_addresses_take_their_places(placed: Kit) -> None:
    case = next(s for s in placed.pages if s.page.path == "cases/tri-pervyh-klassa")
    assert (case.waiting, "[файл" in case.html) == (0, False)
    assert re.search(r'<a href="/cms/\d+">Приказ о закреплении</a>', with_plain_spaces(case.html))
    assert "mailto:" in next(s.html for s in placed.pages if s.page.path == "index")


def test_files_have_ascii_names_no_two_alike(kit: Kit) -> None:
    names = [step.file.name for step in kit.files]
    assert len(names) == len(set(names)) > 40
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name) for name in names)


def test_lists_by_topics_stay_behind_unless_asked_for(public_site: Path, kit: Kit) -> None:
    fewer = make_kit(public_site, MENU, Addresses({}), Carried())
    left = {s.page.path for s in kit.pages} - {s.page.path for s in fewer.pages}
    assert left
    assert all(path.count("/") == 2 for path in left)
    assert fewer.pages[0].page.path == "index"


def test_only_what_has_changed_is_carried_over_again(public_site: Path, placed: Kit) -> None:
    known = {path: f"/cms/{number}" for number, (path, _) in enumerate(placed.wanted)}
    again = make_kit(public_site, MENU, Addresses(known), placed.state, lists=True)
    assert (again.empty, again.same) == (True, len(placed.pages))
    moved = {**known, "mentors/sokolova": "/cms/elsewhere"}
    changed = make_kit(public_site, MENU, Addresses(moved), placed.state, lists=True)
    paths = {step.page.path for step in changed.pages}
    assert {"mentors/index", "index"} & paths
    assert "glossariy" not in paths
    assert all("/cms/elsewhere" in step.html for step in changed.pages)


def test_the_same_build_makes_the_same_bytes(public_site: Path, kit: Kit) -> None:
    again = make_kit(public_site, MENU, Addresses({}), Carried(), lists=True)
    assert dict(contents_of(again)) == dict(contents_of(kit))


def told_addresses(school: Path, **known: str) -> None:
    """Fill the table in as Excel does: in its old encoding, every row written anew."""
    text = (school / "kit.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    for row in rows[1:]:
        row[2] = known.get(row[0].replace("/", "_"), row[2])
    with (school / "kit.csv").open("w", encoding="cp1251", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def test_from_the_first_kit_to_a_withdrawal(new_school: Path) -> None:
    mentor = new_school / "data/mentors/obrazcova.yml"
    edit(mentor, "  # - {вид: распространение", "  - {вид: распространение")
    first = nastavnik("kit", cwd=new_school)
    assert (first.code, first.errors) == (0, "")
    steps = (new_school / "kit/steps.html").read_text(encoding="utf-8")
    assert "<script" not in steps
    assert steps.count("<textarea") == len(list((new_school / "kit/pages").iterdir()))
    told_addresses(new_school, mentors_obrazcova="https://cms.example/7/", index="/nast/")
    second = nastavnik("kit", cwd=new_school)
    board = (new_school / "kit/code/mentors-index.txt").read_text(encoding="utf-8")
    assert '<a href="https://cms.example/7/">' in board
    assert second.code == 0
    assert nastavnik("kit", "--done", cwd=new_school).code == 0
    assert "Переносить нечего" in nastavnik("kit", cwd=new_school).out

    name = re.search(r"ФИО: (\w+)", mentor.read_text(encoding="utf-8"))
    assert name
    edit(mentor, "вид: распространение,", "вид: распространение, отозвано: 20.11.2026,")
    third = nastavnik("kit", cwd=new_school)
    assert "убрать: 1\n  https://cms.example/7/" in third.out
    steps = (new_school / "kit/steps.html").read_text(encoding="utf-8")
    assert "https://cms.example/7/" in steps
    kept = snapshot(new_school / "kit") | {"kit.csv": (new_school / "kit.csv").read_bytes()}
    assert all(name[1].encode() not in content for content in kept.values())


def test_a_wrong_table_is_told_of_and_nothing_is_made(new_school: Path) -> None:
    table = written(Addresses({"index": "наша страница"}), (("index", "=Главная"),), ())
    assert "'=Главная" in table.decode("utf-8-sig")
    (new_school / "kit.csv").write_bytes(table)
    done = nastavnik("kit", cwd=new_school)
    assert (done.code, (new_school / "kit").exists()) == (1, False)
    assert "kit.csv:3:3: ошибка О-06: «наша страница»: это не адрес" in done.errors
    (new_school / "kit.csv").write_bytes(
        written(Addresses({"index": "javascript:a()"}), (), ("index",))
    )
    with pytest.raises(DataError, match="О-06"):
        read_addresses(new_school)


def test_a_folder_of_others_is_left_alone(new_school: Path, tmp_path: Path) -> None:
    other = tmp_path / "photos"
    other.mkdir()
    (other / "1.jpg").write_bytes(b"1")
    done = nastavnik("kit", "-o", str(other), cwd=new_school)
    assert (done.code, snapshot(other)) == (2, {"1.jpg": b"1"})
    assert nastavnik("kit", "--done", cwd=new_school).code == 2
