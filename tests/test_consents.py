"""Consents as a lifecycle: what each allows, where it shows, what a withdrawal takes away."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from generator.adapters.building import build
from generator.model.base import Category
from generator.model.consent import Place
from generator.model.loading import load
from generator.model.people import Mentee, Mentor
from generator.model.registry import Registry
from generator.publication.appearance import pages_by_person, pages_now
from generator.publication.door import publish
from generator.rules.consents import Standing, consents_of
from generator.rules.recognition import given_away
from tests.command import edit, nastavnik

TODAY = date(2026, 11, 20)
_TAG = re.compile(r"<(script|style|template)\b.*?</\1>|<[^>]+>", re.DOTALL)


@pytest.fixture(scope="module")
def registry(demo: Path) -> Registry:
    return load(demo)[0]


def person(*consents: dict[str, object], cls: type[Mentor | Mentee] = Mentor) -> Mentor | Mentee:
    plain = {"ФИО": "Соколова Анна Викторовна", "должность": "учитель", "согласия": list(consents)}
    plain |= {"дата вхождения в программу": "01.09.2024", "предметы": ["химия"]}
    if cls is Mentee:
        plain |= {"категория": "молодой специалист", "основной запрос": "дисциплина"}
        plain |= {"год рождения": "2001"}
    else:
        plain |= {"тип": "предметник", "основные компетенции": ["опыт"]}
        plain |= {"профессиональная сфера": "химия"}
    return cls.read("sokolova", _document(plain), {})  # type: ignore[return-value]


def _document(plain: dict[str, object]) -> object:
    from generator.source.document import Document

    return Document("data/mentors/sokolova.yml", plain)  # type: ignore[arg-type]


PROCESSING = {"вид": "обработка", "дата": "28.08.2024"}
SHOWN = {"вид": "распространение", "дата": "28.08.2024", "сведения": ["ФИО", "фото"]}


@pytest.mark.parametrize(
    ("consents", "processing", "dissemination"),
    [
        ([], Standing.MISSING, Standing.MISSING),
        ([PROCESSING], Standing.IN_FORCE, Standing.MISSING),
        ([PROCESSING, SHOWN], Standing.IN_FORCE, Standing.IN_FORCE),
        ([PROCESSING, {**SHOWN, "дата": "21.11.2026"}], Standing.IN_FORCE, Standing.AHEAD),
        ([PROCESSING, {**SHOWN, "до": "19.11.2026"}], Standing.IN_FORCE, Standing.EXPIRED),
        ([PROCESSING, {**SHOWN, "до": "20.11.2026"}], Standing.IN_FORCE, Standing.ENDING),
        ([PROCESSING, {**SHOWN, "до": "19.01.2027"}], Standing.IN_FORCE, Standing.ENDING),
        ([PROCESSING, {**SHOWN, "до": "20.01.2027"}], Standing.IN_FORCE, Standing.IN_FORCE),
        ([PROCESSING, {**SHOWN, "отозвано": "20.11.2026"}], Standing.IN_FORCE, Standing.WITHDRAWN),
        ([PROCESSING, {**SHOWN, "отозвано": "21.11.2026"}], Standing.IN_FORCE, Standing.ENDING),
        ([{**PROCESSING, "отозвано": "01.11.2026"}, SHOWN], Standing.WITHDRAWN, Standing.IN_FORCE),
    ],
)
def test_standing(
    consents: list[dict[str, object]], processing: Standing, dissemination: Standing
) -> None:
    facts = consents_of(person(*consents), TODAY)
    assert (facts.processing, facts.dissemination) == (processing, dissemination)
    there = {Standing.IN_FORCE, Standing.ENDING}
    shown = processing in there and dissemination in there
    assert bool(facts.allowed) is shown


def test_partial_consent_allows_its_part_alone() -> None:
    facts = consents_of(
        person(
            PROCESSING,
            {**SHOWN, "где": ["кейсы"], "условия": "не для баннеров", "номер": "Р-1", "скан": "7"},
            {**SHOWN, "сведения": ["должность"], "где": ["новости"]},
        ),
        TODAY,
    )
    assert facts.allowed == {
        Place.CASES: (Category.NAME, Category.PHOTO),
        Place.NEWS: (Category.POST,),
    }
    assert facts.by_places == (
        ("кейсы", (Category.NAME, Category.PHOTO)),
        ("новости", (Category.POST,)),
    )
    everywhere = consents_of(person(PROCESSING, SHOWN), TODAY)
    assert everywhere.by_places == (("везде", (Category.NAME, Category.PHOTO)),)
    assert facts.conditions == ("не для баннеров",)
    assert facts.papers == ("распространение, Р-1, 7",)


def test_a_mentees_consent_is_not_the_mentors(registry: Registry) -> None:
    grown = next(m for m in registry.mentors.values() if m.was_mentee)
    earlier = registry.mentees[grown.was_mentee or ""]
    silent = earlier.model_copy(update={"consents": ()})
    assert consents_of(silent, TODAY).allowed == {}
    assert any(value.path[0] == "согласия" for value in earlier.values)
    assert not any(value.path[0] == "согласия" for value in silent.values)
    assert consents_of(grown, TODAY).allowed != {}


def test_of_a_group_only_those_who_agreed_are_named(registry: Registry) -> None:
    case = registry.cases["tri-pervyh-klassa"]
    mentees = registry.mentees_of(registry.pairs[case.pair])
    agreed = {
        mentee.full_name
        for mentee in mentees
        if Category.NAME in consents_of(mentee, TODAY).allowed.get(Place.CASES, ())
    }
    assert (len(mentees), len(agreed)) == (3, 1)
    public = next(c for c in publish(registry, TODAY).cases if c.id == case.id)
    labels = [line.label for line in public.mentees]
    assert sorted(labels) == sorted([*agreed, "наставляемый", "наставляемый"])


def text_of(page: Path) -> str:
    return unescape(_TAG.sub(" ", page.read_text(encoding="utf-8")))


def test_pages_now_are_those_that_name_the_person(registry: Registry, public_site: Path) -> None:
    listed = pages_now(registry, TODAY)
    site = f"{registry.school.site}/"
    pages = {
        f"{site}{file.relative_to(public_site).as_posix()}": text_of(file)
        for file in public_site.rglob("*.html")
    }
    for someone in registry.people():
        surname = someone.full_name.split()[0].rstrip("аяий")
        stem = re.compile(rf"\b{surname}(?:|а|ой|у|ы|е|ым|ом|ая|ую|ого|ому|ий|им)\b")
        naming = {address for address, text in pages.items() if stem.search(text)}
        told = {page.address for page in listed.get(someone.key, ())}
        assert naming <= told, someone.key
        first = someone.full_name.split()[1][:4]
        for address in told - naming - {f"{site}index.html"}:
            assert first in pages[address], (someone.key, address)


def test_pages_of_a_consent_form_are_those_after_signing(registry: Registry) -> None:
    would, now = pages_by_person(registry, TODAY), pages_now(registry, TODAY)
    for someone in registry.people():
        assert set(now.get(someone.key, ())) <= set(would.get(someone.key, ()))
    assert would["mentors/zaharov"][0].address.endswith("/mentors/zaharov.html")
    assert "mentors/zaharov" not in now


def test_a_nameless_person_is_given_away_by_a_subject_alone(registry: Registry) -> None:
    found = {(item.person.id, item.case.id) for item in given_away(registry, TODAY)}
    assert found == {
        ("kim", "laboratornaya-za-sorok-minut"),
        ("petrenko", "sochinenie-po-shagam"),
    }


def test_the_command_tells_all_of_a_person(demo: Path) -> None:
    told = nastavnik("consents", "--person", "Соколова", cwd=demo)
    assert told.code == 0
    assert "распространение: действует до 31.08.2027" in told.out
    assert "бумага: распространение, Р-2024/01" in told.out
    assert "/nastavnichestvo/mentors/sokolova.html — Страница наставника" in told.out
    listed = json.loads(nastavnik("consents", "--format", "json", cwd=demo).out)
    mine = next(row for row in listed if row["person"] == "mentors/sokolova")
    assert mine["until"] == "2027-08-31"
    assert len(mine["pages"]) == 8
    whole = nastavnik("consents", "--today", "20.07.2027", cwd=demo).out
    assert "Кончится за 60 дней: " in whole
    expired = next(line for line in whole.splitlines() if line.startswith("Истекло"))
    assert ("Захаров" in expired, "Соколова" in expired) == (True, False)
    ending = next(line for line in whole.splitlines() if line.startswith("Кончится"))
    assert "Соколова Анна Викторовна (распространение до 31.08.2027)" in ending
    assert "Захаров Игорь Михайлович (истекло)" in whole
    assert "Нет согласия на обработку: Антонова Кира Руслановна" in whole


def test_a_withdrawal_lists_exactly_what_changes(
    school_copy: Path, public_site: Path, tmp_path: Path
) -> None:
    told = nastavnik("record", "withdraw", "Соколова", cwd=school_copy)
    assert told.code == 0
    site = "https://school5.example/nastavnichestvo/"
    rows = re.findall(rf"{re.escape(site)}(\S+\.html) — (\S+)", told.out)
    after = build(school_copy, "public", tmp_path / "after", None).folder
    old = {f.relative_to(public_site).as_posix(): f for f in public_site.rglob("*.html")}
    new = {f.relative_to(after).as_posix(): f for f in after.rglob("*.html")}
    gone = set(old) - set(new)
    assert {path for path, fate in rows if fate == "исчезнет"} == gone == {"mentors/sokolova.html"}
    changed = {path for path in old.keys() & new if text_of(old[path]) != text_of(new[path])}
    assert changed <= {path for path, fate in rows if fate == "изменится"}
    assert f"{site}assets/portraits/sokolova*" in told.out
    assert list((public_site / "assets/portraits").glob("sokolova*"))
    everything = b"".join(f.read_bytes() for f in after.rglob("*") if f.is_file())
    assert "Соколов".encode() not in everything
    assert b"sokolova" not in everything
    assert not list(after.rglob("*sokolova*"))


def test_a_withdrawal_tells_of_feeds_and_search_too(demo: Path) -> None:
    told = nastavnik("record", "withdraw", "Лебедев", "--dry-run", cwd=demo).out
    assert "в поиске исчезнут: mentors/lebedev.html" in told
    changed = next(row for row in told.splitlines() if "в поиске изменятся: " in row)
    assert "news/2026-05-prazdnik-nastavnikov.html" in changed


def test_a_case_that_is_taken_down_leaves_no_word_of_itself(
    school_copy: Path, tmp_path: Path
) -> None:
    cases = school_copy / "data/cases"
    gone, moved = cases / "opyty-bez-laboranta.yml", cases / "tri-pervyh-klassa.yml"
    edit(gone, "статус: опубликован", "статус: снят")
    edit(moved, "статус: опубликован", "статус: снят\nвместо: pervyy-klass-bez-suety")
    site = build(school_copy, "public", tmp_path / "after", None).folder
    stub = (site / "cases/opyty-bez-laboranta.html").read_text(encoding="utf-8")
    assert "<h1>Материал снят</h1>" in stub
    assert 'content="noindex"' in stub
    assert "лаборант" not in stub.casefold()
    assert 'href="index.html"' in stub
    led = (site / "cases/tri-pervyh-klassa.html").read_text(encoding="utf-8")
    assert 'url=pervyy-klass-bez-suety.html"' in led
    lists = [site / name for name in ("cases/index.html", "sitemap.xml", "feed.xml")]
    for file in (*lists, *site.glob("search/*")):
        text = file.read_text(encoding="utf-8")
        assert "opyty-bez-laboranta" not in text, file
        assert "tri-pervyh-klassa" not in text, file


def test_a_case_whose_text_names_whoever_withdrew_is_taken_down(school_copy: Path) -> None:
    case = school_copy / "data/cases/opyty-bez-laboranta.yml"
    edit(case, "что делали: |\n", "что делали: |\n  Помогла Соколова Анна Викторовна.\n\n")
    told = nastavnik("record", "withdraw", "Соколова", "--dry-run", cwd=school_copy).out
    assert "cases/opyty-bez-laboranta.html — вместо неё — «материал снят»" in told


def test_a_post_that_one_person_has_is_a_name(school_copy: Path) -> None:
    checked = nastavnik("check", cwd=school_copy)
    assert "Л-03" not in checked.out
    case = school_copy / "data/cases/sochinenie-po-shagam.yml"
    edit(case, "снятые замечания:", "# снятые замечания:")
    edit(case, "  - {код: Л-03", "#  - {код: Л-03")
    line = next(
        number
        for number, text in enumerate(case.read_text(encoding="utf-8").splitlines(), 1)
        if text.startswith("предметы:")
    )
    checked = nastavnik("check", cwd=school_copy)
    assert checked.code == 0
    assert f"cases/sochinenie-po-shagam.yml:{line}:12: предупреждение Л-03" in checked.out
    mentee = school_copy / "data/mentees/petrenko.yml"
    post = re.search(r"^должность: .*$", mentee.read_text(encoding="utf-8"), re.MULTILINE)
    assert post
    edit(mentee, post[0], "должность: учитель родного языка")
    edit(case, "предметы: [", "предметы: []  # [")
    edit(case, "что делали: |\n", "что делали: |\n  Учителем родного языка довольны все.\n\n")
    checked = nastavnik("check", cwd=school_copy)
    assert "в тексте «Учителем родного языка», а такая должность в банках одна" in checked.out


def test_whom_a_withdrawal_leaves_recognisable_is_told(demo: Path) -> None:
    told = nastavnik("record", "withdraw", "Кузнецова", "--dry-run", cwd=demo)
    assert told.code == 0
    words = "осторожно: в кейсе «Сочинение по шагам» его узнают и без имени: предмет"
    assert words in told.out
    assert "nastavnik publish --all" in told.out
