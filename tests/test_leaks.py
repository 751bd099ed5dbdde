"""The audit finds three hundred planted leaks, and reports none where there is none."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator.audit import audit
from generator.model.loading import load
from generator.model.registry import Registry
from tests.leaks import IN_FILES, IN_PAGES, SNILS, plant
from tests.test_audit import page, put
from tests.tiny_school import tiny_school

TODAY = date(2026, 11, 20)
COUNT = 300


@pytest.fixture(scope="module")
def registry(demo: Path) -> Registry:
    return load(demo)[0]


def test_every_planted_leak_is_found(registry: Registry, public_site: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(public_site, tmp_path / "site"))
    clean = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    planted = plant(site, registry, COUNT)
    problems = [p for p in audit(site, registry, TODAY) if p.code in {"У-01", "У-05"}]
    found = {problem.span.path for problem in problems}
    lost = [leak for leak in planted if leak.path not in found]
    assert lost == [], "\n".join(map(repr, lost))
    assert found & clean == set()
    assert len({leak.path for leak in planted}) == COUNT
    assert Counter(leak.disguise for leak in planted).keys() == {*IN_PAGES, *IN_FILES}


def test_the_demonstration_gives_none(registry: Registry, public_site: Path) -> None:
    assert audit(public_site, registry, TODAY) == ()


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return load(tiny_school(tmp_path_factory.mktemp("tiny")))[0]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("СНИЛС 112-233-445 95", "СНИЛС"),
        ("Родилась 14.03.1991 в Томске", "дата рождения"),
        ("Дата рождения: 14.03.1991", "дата рождения"),
        ("14.03.1991 г.р.", "дата рождения"),
        ("Родился: 14 марта 1991 года", "дата рождения"),
        ("Дата рождения — 1991-03-14", "дата рождения"),
        ("СНИЛС № 11223344595", "СНИЛС"),
        ("снилс 112‑233‑445 96", "СНИЛС"),
        ("8 (912) 345‑67‑89", "мобильный телефон"),
        ("год рождения — 1991", "дата рождения"),
        ("Звоните: 8 (912) 345-67-89", "мобильный телефон"),
        ("+7 912 345 67 89", "мобильный телефон"),
        ("a.ivanova@mail.example", "почта"),
    ],
)
def test_details_are_known_by_their_shape(
    tiny: Registry, tmp_path: Path, text: str, what: str
) -> None:
    put(tmp_path, "index.html", page(text))
    (problem,) = audit(tmp_path, tiny, TODAY)
    assert problem.code == "У-05"
    assert problem.message.startswith(f"{what}: «")


def test_no_detail_hides_in_any_way(tiny: Registry, tmp_path: Path) -> None:
    """Every detail in every disguise: a link to a phone has it in the address alone."""
    details = (SNILS, "родилась 14.03.1991", "8 (912) 345-67-89", "a.ivanova@mail.example")
    for number, detail in enumerate(details):
        for way, disguise in IN_PAGES.items():
            put(tmp_path, f"{way}-{number}.html", page(disguise(detail)))
        for way, (ending, make) in IN_FILES.items():
            (tmp_path / f"{way}-{number}{ending}").write_bytes(make(detail))
    put(tmp_path, "tel.html", page('<a href="tel:+79123456789">позвонить</a>'))
    put(tmp_path, "mail.html", page('<a href="mailto:%61.ivanova@mail.example">написать</a>'))
    found = {problem.span.path for problem in audit(tmp_path, tiny, TODAY)}
    lost = {file.name for file in tmp_path.iterdir()} - found
    # Programs are full of long numbers and of «@»: contacts are not looked for there.
    assert lost == {"скрипт-2.html", "скрипт-3.html"}


@pytest.mark.parametrize(
    "text",
    [
        "заказ 112-233-445 96",  # no control number: a number of another kind
        "приказ от 14.03.1991 № 12",
        "Школу построили в 1991 году; рождение традиции",
        "+7 (3822) 55-05-14",
        "ISBN 978-5-17-118366-0, счёт 40702810900000012345",
        "https://school5.example/a@2x.png",
    ],
)
def test_what_only_looks_alike_is_let_be(tiny: Registry, tmp_path: Path, text: str) -> None:
    put(tmp_path, "index.html", page(text))
    assert audit(tmp_path, tiny, TODAY) == ()


def test_programs_of_others_keep_their_authors(tiny: Registry, tmp_path: Path) -> None:
    put(tmp_path, "assets/javascripts/a.js", "/* (c) Author <author@library.example> */")
    put(tmp_path, "assets/fonts/OFL.txt", "Copyright (c) 2021 designer@fonts.example")
    assert audit(tmp_path, tiny, TODAY) == ()
