"""Matching at the desk: accept, lock, change, keep apart; the bytes are those of the command."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, expect

from generator.documents.production import produce
from generator.model.act import ActKind
from generator.model.loading import load
from generator.settings import Settings
from tests.axe import violations
from tests.command import nastavnik, snapshot
from tests.document_sets import drafts_of
from tests.test_desk import CHECK, Client, Running, running
from tests.test_publication import PROCESSING, mentee, mentor

MENTEES = {
    "orlov": "Орлов Илья Сергеевич",
    "kim": "Ким Вера Андреевна",
    "galkin": "Галкин Пётр Ильич",
}
MENTORS = {"belova": "Белова Марина Игоревна", "sedov": "Седов Олег Иванович"}
TODAY = date(2026, 11, 20)
DAY = ("--today", f"{TODAY:%d.%m.%Y}")


@pytest.fixture
def school(new_school: Path) -> Path:
    """Three who wait for two mentors with a place each."""
    for id_, name in MENTEES.items():
        text = mentee(PROCESSING, name=name)
        (new_school / f"data/mentees/{id_}.yml").write_text(text, encoding="utf-8")
    for id_, name in MENTORS.items():
        text = mentor(PROCESSING, name=name)
        (new_school / f"data/mentors/{id_}.yml").write_text(text, encoding="utf-8")
    return new_school


@pytest.fixture
def desk(school: Path) -> Iterator[Running]:
    with running(school) as desk:
        yield desk


def twin(school: Path) -> Path:
    """Copy the school as it is, for the command."""
    return Path(shutil.copytree(school, school.parent / "twin"))


def data_of(school: Path) -> dict[str, bytes]:
    return snapshot(school / "data")


def filled(client: Client, path: str, **typed: str) -> list[tuple[str, str]]:
    return [(name, typed.get(name.rpartition("/")[2], v)) for name, v in client.form(path)]


def write(client: Client, path: str, **typed: str) -> None:
    """Fill in a form, look at the change, write it."""
    asked = filled(client, path, **typed)
    status, text = client.post(path, [*asked, ("_do", "check")])
    assert status == 200
    marks = lxml.html.fromstring(text).xpath("//input[@name='_after']/@value")
    assert marks, lxml.html.fromstring(text).xpath("string(//main)")
    assert client.post(path, [*asked, ("_after", str(marks[0])), ("_do", "save")])[0] == 303


def shown(client: Client) -> str:
    page = lxml.html.fromstring(client.get("/matching")[1])
    return " ".join(str(page.xpath("string(//main)")).split())


def offered(client: Client) -> dict[str, str]:
    """Return who is offered to whom, by surnames."""
    page = lxml.html.fromstring(client.get("/matching")[1])
    rows = [str(head.xpath("string(.)")).split() for head in page.xpath("//article//h3")]
    return {row[4]: row[0] for row in rows}


def test_the_curator_accepts_in_a_browser_and_the_bytes_are_those_of_the_command(
    desk: Running, browser: Browser
) -> None:
    other = twin(desk.school)
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="ru-RU")
    page.goto(desk.address)
    page.get_by_role("link", name="Подобрать пары").click()
    assert violations(page) == []
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_text("Остаются без пары — 1")).to_be_visible()
    page.get_by_role("button", name="Принять все").click()
    page.get_by_role("button", name=CHECK).last.click()
    page.get_by_role("button", name="Записать").click()
    expect(page.get_by_role("status")).to_have_text("Записано.")
    expect(page.get_by_text("Предложения — 0")).to_be_visible()
    page.close()
    assert nastavnik("match", "--write", *DAY, cwd=other).code == 0
    assert data_of(desk.school) == data_of(other)
    registry = load(desk.school)[0]
    new = {pair.id: pair for pair in registry.pairs.values() if set(pair.mentees) & set(MENTEES)}
    (order_id,) = {pair.order for pair in new.values()}
    order = registry.acts[order_id or ""]
    assert (order.kind, set(order.pairs)) == (ActKind.PAIRS_ORDER, set(new))
    (draft,) = [draft for _, draft in drafts_of(registry, TODAY) if "от 20.11.2026" in draft.title]
    (made,) = produce(Settings(desk.school), registry.school, [draft], ("html",)).made.values()
    told = made.files["html"].decode()
    for pair in new.values():
        for id_, names in ((pair.mentor, MENTORS), (pair.mentees[0], MENTEES)):
            assert names[id_] in told


def test_one_of_the_offers_is_accepted_with_days_of_its_own(desk: Running) -> None:
    client, other = Client(desk), twin(desk.school)
    surname = next(iter(offered(client)))
    (id_,) = [key for key, name in MENTEES.items() if name.startswith(surname)]
    days = {"начало": "01.12.2026", "окончание": "30.04.2027"}
    write(client, f"/matching/accept?who={id_}", **days)
    call = ("--accept", id_, "--start", days["начало"], "--end", days["окончание"])
    assert nastavnik("match", *call, *DAY, cwd=other).code == 0
    assert data_of(desk.school) == data_of(other)
    assert surname not in offered(client)


@pytest.mark.parametrize("day", ["31.02.2027", "весна", "март 2027", ""])
def test_what_is_no_day_is_told_and_nothing_is_written(desk: Running, day: str) -> None:
    client, before = Client(desk), data_of(desk.school)
    path = "/matching/accept?all=1"
    asked = filled(client, path, окончание=day)
    status, text = client.post(path, [*asked, ("_do", "check")])
    assert status == 200
    assert "не день" in text
    assert data_of(desk.school) == before


def test_the_curator_locks_and_changes_and_the_last_word_holds(desk: Running) -> None:
    client, other = Client(desk), twin(desk.school)
    for guide in ("belova", "sedov"):
        write(client, "/matching/lock/galkin", наставник=guide, причина="Просит сам")
        surname = MENTORS[guide].split()[0]
        assert offered(client)["Галкин"] == surname
        call = ("match", "--lock", f"{surname}=Галкин", "--because", "Просит сам", *DAY)
        assert nastavnik(*call, cwd=other).code == 0
        assert data_of(desk.school) == data_of(other)
    matching = load(desk.school)[0].matching
    assert matching is not None
    assert [(lock.mentor, lock.mentee) for lock in matching.locks] == [("sedov", "galkin")]
    assert "закреплено" in shown(client)


def test_two_who_are_kept_apart_are_not_offered(desk: Running) -> None:
    client, other = Client(desk), twin(desk.school)
    for mentor_id, surname in (("belova", "Белова"), ("sedov", "Седов")):
        write(client, f"/matching/bar/kim/{mentor_id}", причина="Родственники")
        call = ("match", "--bar", f"{surname}=Ким", "--because", "Родственники", *DAY)
        assert nastavnik(*call, cwd=other).code == 0
    assert data_of(desk.school) == data_of(other)
    assert set(offered(client)) == {"Орлов", "Галкин"}
    assert "Ким Вера Андреевна, ждёт" in shown(client)
    assert "запрет: Родственники" in shown(client)


def test_a_decision_without_a_reason_is_not_written(desk: Running) -> None:
    client, before = Client(desk), data_of(desk.school)
    for path in ("/matching/lock/kim?mentor=belova", "/matching/bar/kim/belova"):
        asked = filled(client, path)
        answer = client.post(path, [*asked, ("причина", ""), ("_do", "check")])
        assert "Ничего не изменено" in answer[1] or "ричина не названа" in answer[1]
    assert data_of(desk.school) == before


def test_a_mentor_of_a_group_takes_the_whole_of_it(desk: Running) -> None:
    roomy = mentor(PROCESSING, name=MENTORS["belova"], extra="вместимость: 3")
    (desk.school / "data/mentors/belova.yml").write_text(roomy, encoding="utf-8")
    (desk.school / "data/mentors/sedov.yml").unlink()
    text = "ведут группой: [belova]\n"
    (desk.school / "data/matching.yml").write_text(text, encoding="utf-8")
    client = Client(desk)
    assert "Принять группу" in client.get("/matching")[1]
    write(client, "/matching/accept?who=kim")
    pairs = load(desk.school)[0].pairs.values()
    assert [set(pair.mentees) for pair in pairs if "kim" in pair.mentees] == [set(MENTEES)]


def test_offers_that_are_gone_and_a_school_with_errors_are_told(desk: Running) -> None:
    client = Client(desk)
    assert "Принимать нечего" in client.get("/matching/accept?who=nobody")[1]
    assert client.get("/matching/lock/nobody")[0] == 404
    (desk.school / "data/mentees/kim.yml").write_text("ФИО: [", encoding="utf-8")
    assert "Исправьте их сначала" in client.get("/matching")[1]
    assert client.get("/matching/accept?all=1")[0] == 404
