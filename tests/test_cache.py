"""The cache: whole results under the right key, or none."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from generator import cache as room
from generator.cache import Cache, Fingerprints, Proofs, Shelf, UntoldError, key_of

ROOM = "pictures"


def test_what_was_kept_is_there_for_the_next_run(tmp_path: Path) -> None:
    Cache(tmp_path).keep(ROOM, key_of("a"), b"\x00picture")
    assert Cache(tmp_path).kept(ROOM, key_of("a")) == b"\x00picture"
    assert Cache(tmp_path).kept(ROOM, key_of("b")) is None
    assert Cache(tmp_path).kept("cards", key_of("a")) is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
        lambda raw: raw[:0],
        lambda raw: b"somebody else's " + raw,
        lambda raw: raw + b"more",
    ],
    ids=["cut", "spoilt", "empty", "foreign", "longer"],
)
def test_a_file_that_is_not_as_it_was_kept_is_made_again(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    cache = Cache(tmp_path)
    cache.keep(ROOM, "key", b"a long enough result")
    file = tmp_path / ROOM / "key"
    file.write_bytes(spoil(file.read_bytes()))
    assert cache.made(ROOM, "key", lambda: b"made anew") == b"made anew"
    assert cache.kept(ROOM, "key") == b"made anew"


def test_parts_of_a_key_do_not_run_together() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("ab") != key_of("a", "b")
    assert key_of("а", b"b") == key_of("а".encode(), "b")


def test_the_least_useful_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for age, key in enumerate(("new", "older", "oldest")):
        cache.keep(ROOM, key, b"result")
        os.utime(tmp_path / ROOM / key, (1000 - age, 1000 - age))
    assert cache.kept(ROOM, "oldest"), "понадобилось — значит, свежее прочих"
    cache.tidy(ROOM, 2)
    assert sorted(file.name for file in (tmp_path / ROOM).iterdir()) == ["new", "oldest"]


def test_two_at_once_see_whole_results_only(tmp_path: Path) -> None:
    results = [bytes([number]) * 100_000 for number in range(4)]
    seen: list[bytes | None] = []

    def write(content: bytes) -> None:
        for _ in range(20):
            Cache(tmp_path).keep(ROOM, "key", content)
            seen.append(Cache(tmp_path).kept(ROOM, "key"))

    threads = [threading.Thread(target=write, args=(content,)) for content in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 80
    assert set(seen) <= set(results)


def test_a_folder_that_cannot_be_written_to_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands where the folder should be", encoding="utf-8")
    for folder in (tmp_path / "cache", None):
        assert Cache(folder).made(ROOM, "key", lambda: b"result") == b"result"
        Cache(folder).tidy(ROOM, 1)


def shelved(folder: Path, **results: str) -> list[str]:
    """Ask a shelf for results, each made of itself; return the names of those made anew."""
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return results[name]

    shelf = Shelf(Cache(folder), "pages", "public", count=2)
    for name, result in results.items():
        assert shelf.made(name, result, lambda name=name: make(name)) == result
    shelf.close()
    return made


def test_only_what_is_made_of_something_else_is_made_anew(tmp_path: Path) -> None:
    assert shelved(tmp_path, a="1", b="1", c="1") == ["a", "b", "c"]
    assert shelved(tmp_path, a="1", b="2", c="1") == ["b"]
    assert shelved(tmp_path, a="1", b="1", c="1") == ["b"]
    assert shelved(tmp_path, a="1") == []
    assert shelved(tmp_path, a="1", b="1") == ["b"], "о чём не спросили, то не хранится"


def test_a_shelf_of_another_program_or_spoilt_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelved(tmp_path, a="1", b="1")
    with monkeypatch.context() as patch:
        patch.setattr(room, "program", lambda: b"another".ljust(32))
        assert shelved(tmp_path, a="1", b="1") == ["a", "b"]
    shelved(tmp_path, a="1", b="1")
    for file in (tmp_path / "pages").iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert shelved(tmp_path, a="1", b="1") == ["a", "b"]


def test_a_result_that_no_longer_holds_is_made_anew(tmp_path: Path) -> None:
    shelf = Shelf(Cache(tmp_path), "pages", "public")
    shelf.made("a", "key", lambda: "old")
    shelf.close()
    again = Shelf(Cache(tmp_path), "pages", "public")
    assert again.made("a", "key", lambda: "new", lambda result: result == "new") == "new"


def test_only_what_was_proven_in_the_last_run_is_taken_for_proven(tmp_path: Path) -> None:
    one, other = key_of("one"), key_of("other")
    proofs = Proofs(Cache(tmp_path), "clean", "key")
    proofs.add(one)
    proofs.close(3)
    again = Proofs(Cache(tmp_path), "clean", "key")
    assert again.holds(one)
    assert not again.holds(other)
    again.close(3)
    assert not Proofs(Cache(tmp_path), "clean", "key").holds(one)


@dataclass(frozen=True)
class _Record:
    title: str
    day: date | None = None
    kin: tuple[_Record, ...] = ()


def test_values_that_differ_anywhere_have_other_fingerprints() -> None:
    inner = _Record("внутри", date(2026, 11, 27))
    values: list[object] = [
        None,
        "",
        "None",
        0,
        False,
        0.0,
        date(2026, 11, 27),
        "2026-11-27",
        (),
        ("",),
        ("a", "b"),
        ("ab",),
        (("a",), "b"),
        {"a": 1},
        {"a": "1"},
        frozenset({1}),
        inner,
        _Record("внутри"),
        _Record("снаружи", kin=(inner,)),
        _Record("снаружи", kin=(replace(inner, title="иначе"),)),
        _Record("снаружи", kin=(inner, inner)),
    ]
    told = Fingerprints()
    assert len({told.of(value) for value in values}) == len(values)
    assert [told.of(value) for value in values] == [Fingerprints().of(value) for value in values]


def test_what_is_more_than_data_has_no_fingerprint() -> None:
    for value in (object(), lambda: 0, Path(), {"a": [object()]}):
        with pytest.raises(UntoldError):
            Fingerprints().of(value)


def test_another_version_of_a_package_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    seen = [room.program.__wrapped__()]
    (tmp_path / "jinja2-3.0.0.dist-info").mkdir()
    seen.append(room.program.__wrapped__())
    (tmp_path / "jinja2-3.0.0.dist-info").rename(tmp_path / "jinja2-3.0.1.dist-info")
    seen.append(room.program.__wrapped__())
    (tmp_path / "plugin.egg-info").mkdir()
    for version in ("1.0", "1.1"):
        (tmp_path / "plugin.egg-info/PKG-INFO").write_text(f"Version: {version}\n")
        seen.append(room.program.__wrapped__())
    assert len(set(seen)) == len(seen)
    assert room.program.__wrapped__() == seen[-1]
