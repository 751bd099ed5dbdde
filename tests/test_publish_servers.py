"""Publishing to real servers: only what changed, whole files, other people's left alone."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from generator.publish.history import History
from generator.publish.lines import Lines
from generator.publish.manifest import sums_in
from generator.publish.opening import Way
from generator.publish.refusals import DroppedError, RefusedError
from generator.publish.sending import draw_up, foreign, send
from generator.publish.stores.rsync import RsyncStore
from generator.publish.stores.sftp import SftpStore
from tests import hosting
from tests.publications import (
    DAY,
    OTHERS,
    content_of,
    cut_files,
    first_build,
    ftp_target,
    lay_out,
    put,
    s3_target,
    second_build,
    ssh_target,
    way,
)

MOMENTS = 8
DELAY = 0.002


@dataclass
class Place:
    """A server, a way to it, and the folder where the section lies."""

    server: hosting.Server
    way: Way
    folder: Path


@pytest.fixture
def builds(tmp_path: Path) -> tuple[Path, Path]:
    return first_build(tmp_path / "one"), second_build(tmp_path / "two")


@pytest.fixture
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Place]:
    with ExitStack() as stack:
        yield _place(request.param, tmp_path, stack, monkeypatch)


def _place(means: str, folder: Path, stack: ExitStack, monkeypatch: pytest.MonkeyPatch) -> Place:
    school, served = folder / "school", folder / "server"
    served.mkdir()
    match means:
        case "ftp":
            server = stack.enter_context(
                hosting.running(hosting.ftp(served, "--delay", str(DELAY)))
            )
            return Place(server, way(ftp_target(server), school), server.root / "razdel")
        case "ftps":
            both, public = hosting.certificate(folder / "certificate")
            server = stack.enter_context(hosting.running(hosting.ftp(served, certificate=both)))
            more = {"способ": "ftps", "сервер": "localhost", "сертификат": str(public)}
            return Place(server, way(ftp_target(server, **more), school), server.root / "razdel")
        case "s3":
            server = stack.enter_context(hosting.running(hosting.s3(served)))
            port = stack.enter_context(hosting.slow_line(server, DELAY))
            return Place(server, way(s3_target(port), school), server.root / "razdel")
    ssh = hosting.ssh(served)
    stack.enter_context(hosting.running(ssh.server))
    port = stack.enter_context(hosting.slow_line(ssh.server, DELAY))
    if means == "rsync":
        _trust(ssh, monkeypatch)
        port = ssh.server.port
    there = way(ssh_target(ssh, means, port), school, "")
    return Place(ssh.server, there, ssh.server.root / "razdel")


def _trust(ssh: hosting.Ssh, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make ``ssh`` know the server, as after a first visit by hand, without touching the user's."""
    plain = RsyncStore.__init__

    def knowing(store: RsyncStore, *args: object, **kwargs: object) -> None:
        plain(store, *args, **kwargs)  # type: ignore[arg-type]
        store._ssh += ["-o", f"UserKnownHostsFile={ssh.known_hosts}"]

    monkeypatch.setattr(RsyncStore, "__init__", knowing)


@pytest.mark.parametrize("place", ["ftp", "ftps", "sftp", "s3", "rsync"], indirect=True)
def test_two_publications_and_other_peoples_files(
    place: Place, builds: tuple[Path, Path], tmp_path: Path
) -> None:
    one, two = builds
    lay_out(place.folder, OTHERS)
    sent = put(one, place.way, tmp_path / "school")
    assert content_of(place.folder) == {**content_of(one), **OTHERS}
    assert (sent.manifest.number, sent.checked, sent.left) == (1, 16, ())

    history = History(tmp_path / "school", "sait")
    with Lines(place.way) as lines:
        drawn = draw_up(sums_in(two), lines, history)
    assert drawn.new == ("assets/images/portrait.webp", "mentors/new.html")
    assert len(drawn.changed) == 6
    assert drawn.gone == ("assets/images/0.webp", "cases/case-1.html", "cases/case-3.html")

    sent = put(two, place.way, tmp_path / "school")
    assert content_of(place.folder) == {**content_of(two), **OTHERS}
    assert (sent.manifest.number, sent.checked) == (2, 8)

    # Another computer, which remembers nothing, learns all from the target.
    with Lines(place.way) as lines:
        assert draw_up(sums_in(two), lines, History(tmp_path / "other", "sait")).empty


@pytest.mark.parametrize("place", ["ftp", "sftp", "s3"], indirect=True)
def test_other_peoples_file_of_the_same_name_is_told(
    place: Place, builds: tuple[Path, Path], tmp_path: Path
) -> None:
    one, _ = builds
    same = (one / "cases/case-2.html").read_bytes()
    lay_out(place.folder, {"index.html": b"<h1>another site", "cases/case-2.html": same})
    with Lines(place.way) as lines:
        drawn = draw_up(sums_in(one), lines, History(tmp_path / "school", "sait"))
        assert foreign(drawn, one, lines) == ("index.html",)


@pytest.mark.parametrize("place", ["ftp", "sftp", "s3"], indirect=True)
def test_a_file_somebody_changed_is_not_removed(
    place: Place, builds: tuple[Path, Path], tmp_path: Path
) -> None:
    one, two = builds
    put(one, place.way, tmp_path / "school")
    (place.folder / "cases/case-1.html").write_bytes(b"mine now")
    sent = put(two, place.way, tmp_path / "school")
    assert sent.left == ("cases/case-1.html",)
    assert (place.folder / "cases/case-1.html").read_bytes() == b"mine now"


@pytest.mark.parametrize("means", ["ftp", "sftp", "s3"])
def test_killed_at_random_moments(
    means: str,
    builds: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two = builds
    before, after = content_of(one), content_of(two)
    chance, cuts = random.Random(11), 0
    with ExitStack() as stack:
        place = _place(means, tmp_path, stack, monkeypatch)
        once = replace(place.way, retries=0)
        lay_out(place.folder, OTHERS)
        put(one, once, tmp_path / "school")
        begun = time.monotonic()
        put(two, once, tmp_path / "school")
        whole = time.monotonic() - begun
        for moment in range(MOMENTS):
            target, earlier = (one, after) if moment % 2 == 0 else (two, before)
            later = content_of(target)
            timer = hosting.after(chance.uniform(0.02, whole), place.server.kill)
            try:
                put(target, once, tmp_path / "school")
            except RefusedError:
                cuts += 1
            timer.join()
            place.server.kill()
            seen = content_of(place.folder)
            assert cut_files(seen, earlier, later, OTHERS) == []
            assert {path: seen.get(path) for path in OTHERS} == OTHERS
            place.server.start()
            put(target, place.way, tmp_path / "school")
            assert content_of(place.folder) == {**later, **OTHERS}
    assert cuts >= MOMENTS // 2


def test_a_line_lost_while_a_file_is_read_is_told_by_us_alone(tmp_path: Path) -> None:
    """A thread of the library that dies on its own fails the test by a warning."""
    ssh = hosting.ssh(tmp_path)
    big = random.Random(3).randbytes(2_000_000)
    lay_out(ssh.server.root / "razdel", {"big.pdf": big})
    with hosting.running(ssh.server):
        store = way(ssh_target(ssh), tmp_path / "school", "").open()
        assert isinstance(store, SftpStore)
        assert store.read("big.pdf") == big
        plain, transport = store._sftp.open, store._client.get_transport()

        def open_and_lose(*args: Any) -> Any:
            file = plain(*args)
            ssh.server.kill()
            while transport is not None and transport.is_active():
                time.sleep(0.01)
            return file

        store._sftp.open = open_and_lose  # type: ignore[method-assign]
        with pytest.raises(DroppedError):
            store.read("big.pdf")
        store.close()


def test_what_arrived_before_a_cut_is_not_sent_again(
    builds: tuple[Path, Path], tmp_path: Path
) -> None:
    one, _ = builds
    server = hosting.ftp(tmp_path / "server")
    with hosting.running(server):
        there = way(ftp_target(server), tmp_path / "school", retries=0)
        history = History(tmp_path / "school", "sait")
        plain = history.note
        counted: list[str] = []

        def note(path: str, sum_: object) -> None:
            plain(path, sum_)  # type: ignore[arg-type]
            counted.append(path)
            if len(counted) == 6:
                server.kill()

        history.note = note  # type: ignore[method-assign]
        with pytest.raises(DroppedError), Lines(there) as lines:
            send(draw_up(sums_in(one), lines, history), one, DAY, lines, history)
        server.start()
        with Lines(there) as lines:
            drawn = draw_up(sums_in(one), lines, History(tmp_path / "school", "sait"))
        assert drawn.resumed
        assert len(drawn.sent) <= 16 - 6
        assert drawn.same >= 6
