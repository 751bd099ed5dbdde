"""Two builds of one school at once, in processes of their own, do not spoil each other."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.command import COMMAND, nastavnik, snapshot
from tests.stale import school_with_a_mentor_shown

DAY = "20.11.2026"
SITES = ("site", "site-internal")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return school_with_a_mentor_shown(tmp_path_factory.mktemp("two") / "school")


@pytest.fixture(scope="module")
def alone(school: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Both sites as one build makes them when nobody disturbs it."""
    out = tmp_path_factory.mktemp("alone")
    done = nastavnik("build", "--today", DAY, "--out", str(out), cwd=school)
    assert done.code == 0, done.text
    return snapshot(out)


def together(school: Path, *calls: Sequence[str]) -> list[str]:
    """Start builds at the same moment with an empty cache; return what the failed ones said."""
    command = (str(COMMAND), "build", "--today", DAY, "--project", str(school))
    running = [
        subprocess.Popen(
            (*command, *call),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        for call in calls
    ]
    ended = [(build.communicate()[0], build.returncode) for build in running]
    return [said for said, code in ended if code]


def test_into_different_folders(school: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert together(school, ("--out", str(one)), ("--out", str(other))) == []
    assert snapshot(one) == alone
    assert snapshot(other) == alone


def test_two_audiences_into_one_folder(
    school: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    calls = [("--audience", name, "--out", str(tmp_path)) for name in ("public", "internal")]
    assert together(school, *calls) == []
    assert snapshot(tmp_path) == alone


def test_into_the_same_folder(school: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    """Whoever is last has the folder; nobody leaves half a site or a scratch folder there."""
    call = ("--audience", "public", "--out", str(tmp_path))
    assert together(school, call, call) == []
    public = {p: raw for p, raw in alone.items() if p == "site" or p.startswith("site/")}
    assert snapshot(tmp_path) == public
    again = nastavnik("build", "--today", DAY, *call, cwd=school)
    assert again.code == 0
    assert snapshot(tmp_path) == public
    assert not list(school.glob(".news-*"))


def test_a_folder_replaced_by_many_at_once_is_always_whole(tmp_path: Path) -> None:
    """Each of many processes puts its own folder there again and again; nobody fails."""
    script = (
        "import sys; from pathlib import Path\n"
        "from generator.folders import folder_beside, replace_folder\n"
        "place = Path(sys.argv[1])\n"
        "for _ in range(60):\n"
        "    with folder_beside(place) as fresh:\n"
        "        for name in ('a', 'b'): (fresh / name).write_text(sys.argv[2])\n"
        "        replace_folder(place, fresh)\n"
    )
    place = tmp_path / "site"
    running = [
        subprocess.Popen((sys.executable, "-c", script, str(place), str(number)))
        for number in range(4)
    ]
    assert [one.wait() for one in running] == [0] * 4
    assert (place / "a").read_bytes() == (place / "b").read_bytes()
    assert [item.name for item in tmp_path.iterdir()] == ["site"]
