"""The cache: whole results under the right key, or none."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cache import Cache, key_of

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
