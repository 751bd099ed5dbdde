"""What the last build left is taken over only as it left it, and is never written into."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
from pathlib import Path

import pytest

from generator.adapters.building import build
from generator.adapters.earlier import Earlier
from generator.adapters.search import write_index
from generator.adapters.search_words import Entry
from tests import stale
from tests.command import snapshot

DAY = stale.DAYS[0]
PAGE, OTHER = "cases/primer.html", "mentors/obrazcova.html"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school with a case and a mentor shown, the public section built."""
    school = stale.school_with_a_mentor_shown(tmp_path_factory.mktemp("earlier") / "school")
    stale.case_published(school, random.Random(1))
    build(school, "public", school / "site", DAY)
    return school


@pytest.fixture(scope="module")
def clean(school: Path) -> dict[str, bytes]:
    """Files of the section, built with nothing kept."""
    with stale.built_anew(school, DAY, ("public",)) as anew:
        assert isinstance(anew, dict)
        return {path.removeprefix("site/"): raw for path, raw in anew.items()}


def _numbers(school: Path) -> dict[str, int]:
    """Return what tells whether a file is the very file that was there before."""
    site = school / "site"
    return {f.relative_to(site).as_posix(): f.stat().st_ino for f in site.rglob("*")}


def test_pages_that_nothing_has_changed_are_left_as_they_are(
    school: Path, clean: dict[str, bytes]
) -> None:
    before = _numbers(school)
    build(school, "public", school / "site", DAY)
    same = {path for path, number in _numbers(school).items() if before[path] == number}
    assert {PAGE, OTHER} <= same
    assert snapshot(school / "site") == clean


def test_whatever_was_done_to_a_site_by_hand_is_mended(
    school: Path, clean: dict[str, bytes]
) -> None:
    site = school / "site"
    page, other = site / PAGE, site / OTHER
    told = page.stat()
    page.write_bytes(page.read_bytes()[::-1])
    # Neither size nor date betrays it.
    os.utime(page, ns=(told.st_atime_ns, told.st_mtime_ns))
    aside = school / "aside.html"
    other.rename(aside)
    other.symlink_to(aside)
    (site / "cases/year/2026-27.html").unlink()
    for file in (*site.glob("search/*.js"), *site.glob("acts/*/*.html")):
        file.write_bytes(file.read_bytes() + b"\n")
    (site / "changes.html").chmod(0o600)
    build(school, "public", site, DAY)
    assert snapshot(site) == clean
    assert not other.is_symlink()
    assert (site / "changes.html").stat().st_mode == (site / "index.html").stat().st_mode


@pytest.mark.parametrize("spoilt", [b"", b"foreign", None], ids=["empty", "foreign", "cut"])
def test_a_note_that_is_not_whole_is_not_believed(
    spoilt: bytes | None, school: Path, clean: dict[str, bytes]
) -> None:
    for note in (school / ".cache/nastavnik/sites").iterdir():
        raw = note.read_bytes()
        note.write_bytes(raw[: len(raw) // 2] if spoilt is None else spoilt)
    assert snapshot(build(school, "public", school / "site", DAY).folder) == clean


def test_a_build_writes_into_no_file_of_the_last_site(
    school: Path, clean: dict[str, bytes], tmp_path: Path
) -> None:
    site, held = school / "site", tmp_path / "held"
    for path in (path for path in clean if (site / path).is_file()):
        (held / path).parent.mkdir(parents=True, exist_ok=True)
        os.link(site / path, held / path)
    case = school / "data/cases/primer.yml"
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace("слово", "иное слово"), encoding="utf-8")
    build(school, "public", site, DAY)
    assert "иное слово" in (site / PAGE).read_text(encoding="utf-8")
    assert snapshot(held) == clean
    case.write_text(text, encoding="utf-8")
    assert snapshot(build(school, "public", site, DAY).folder) == clean


def test_a_disk_without_links_gets_the_same_site(
    school: Path, clean: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert snapshot(build(school, "public", school / "site", DAY).folder) == clean


WORDS = ("урок", "уроки", "Урок", "ёлка", "елка", "дневник", "5А", "а", "наставник", "наставница")


def _index(folder: Path, entries: list[Entry], last: Path | None) -> Path:
    """Write an index upon the last one, or anew."""
    search = folder / "search"
    search.mkdir(parents=True)
    (search / "search_index.json").write_text(json.dumps({"docs": []}), encoding="utf-8")
    files = (last / "search").iterdir() if last else ()
    note = {f"search/{f.name}": (hashlib.sha256(f.read_bytes()).digest(), "") for f in files}
    write_index(folder, entries, Earlier(last, note) if last else None)
    return folder


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices((*WORDS, chance.choice("бвгд") * 3), k=chance.randrange(30)))


@pytest.mark.parametrize("seed", range(20))
def test_an_index_upon_the_last_one_is_that_of_a_clean_build(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    pages = [f"cases/{number}.html" for number in range(40)]
    texts = {
        page + anchor: (_text(chance), _text(chance))
        for page in pages
        for anchor in ("", "#one", "#two")[: chance.randrange(1, 4)]
    }
    last = _index(tmp_path / "0", [(key, *text) for key, text in texts.items()], None)
    for step in range(1, 5):
        for key in chance.sample(sorted(texts), 3):
            texts[key] = (texts[key][0], _text(chance)) if step % 2 else (_text(chance), "")
        if step == 3:
            texts[f"cases/new-{seed}.html"] = (_text(chance), _text(chance))
        if step == 4:
            spoilt = chance.choice(sorted((last / "search").glob("*-*.js")))
            spoilt.write_bytes(spoilt.read_bytes() + b";")
            texts.pop(f"cases/new-{seed}.html")
        entries = [(key, *text) for key, text in texts.items()]
        upon = _index(tmp_path / f"{step}", entries, last)
        assert snapshot(upon) == snapshot(_index(tmp_path / f"{step}-clean", entries, None))
        if step == 1:
            shelves = (last / "search").glob("words-*.js")
            assert any(shelf.samefile(upon / "search" / shelf.name) for shelf in shelves)
        last = upon
