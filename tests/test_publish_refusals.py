"""What a server refuses is told in Russian, with what to do."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.diagnostics import reason_of
from generator.publish.history import History
from generator.publish.lines import Lines
from generator.publish.manifest import sums_in
from generator.publish.opening import Way
from generator.publish.refusals import DroppedError, RefusedError
from generator.publish.sending import draw_up, send
from generator.publish.targets import Target
from tests import hosting
from tests.command import SMALL_DISK, run
from tests.publications import (
    DAY,
    content_of,
    ftp_target,
    lay_out,
    put,
    s3_target,
    ssh_target,
    way,
)


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "build", {"index.html": b"<html></html>", "a/b.css": b"b" * 9000})


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return tmp_path / "school"


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[hosting.Ssh]:
    ssh = hosting.ssh(tmp_path_factory.mktemp("ssh"))
    with hosting.running(ssh.server):
        yield ssh


def refusal(build: Path, there: Way, school: Path) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        put(build, there, school)
    return caught.value


def test_wrong_password_ftp(build: Path, school: Path, tmp_path: Path) -> None:
    with hosting.running(hosting.ftp(tmp_path / "server")) as server:
        told = refusal(build, way(ftp_target(server), school, "не тот"), school)
    assert told.message == f"сервер не принял имя или пароль (пользователь {hosting.USER})"
    assert "кабинете хостинга" in told.hint


def test_wrong_password_sftp(build: Path, school: Path, ssh: hosting.Ssh) -> None:
    target = ssh_target(ssh).model_copy(update={"key": None})
    told = refusal(build, way(target, school, "не тот"), school)
    assert told.message == f"сервер не принял имя или пароль (пользователь {ssh.user})"


def test_wrong_key_s3(build: Path, school: Path, tmp_path: Path) -> None:
    with hosting.running(hosting.s3(tmp_path / "server")) as server:
        target = s3_target(server.port)
        assert "имя или пароль" in refusal(build, way(target, school, "не тот"), school).message
        lost = target.model_copy(update={"bucket": "nobody"})
        told = refusal(build, way(lost, school), school)
        assert ("нет такого бакета" in told.message, "«бакет»" in told.hint) == (True, True)


def test_full_disk_ftp(build: Path, school: Path, tmp_path: Path) -> None:
    with hosting.running(hosting.ftp(tmp_path / "server", "--full")) as server:
        told = refusal(build, way(ftp_target(server), school), school)
    assert told.message == "кончилось место: не записан первый же файл"
    assert told.hint == "освободите место или увеличьте квоту и повторите команду"


def test_full_disk_leaves_no_part_of_a_file(tmp_path: Path) -> None:
    """The disk of a folder and of an archive: neither keeps a part that nobody needs."""
    for target, told in (
        ({"способ": "папка", "папка": str(tmp_path / "www")}, "a/file"),
        ({"способ": "zip", "файл": str(tmp_path / "razdel.zip")}, "razdel.zip"),
    ):
        script = "import os; from tests.publications import put_locally as put; "
        script += f"put({ {'имя': 'a', **target}!r}, os.urandom(200_000))"
        done = run(*SMALL_DISK, sys.executable, "-c", script, cwd=hosting.ROOT)
        assert f"кончилось место: не записан {told}" in done.errors, done.text
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


def test_full_disk_sftp(build: Path, school: Path, tmp_path: Path) -> None:
    ssh = hosting.ssh(tmp_path / "server")
    ssh.server.command[:0] = SMALL_DISK
    lay_out(build, {"a/huge.css": b"b" * 200_000})
    with hosting.running(ssh.server):
        told = refusal(build, way(ssh_target(ssh), school, ""), school)
    assert told.message == "кончилось место: не записан a/huge.css"
    there = content_of(ssh.server.root / "razdel")
    assert not [path for path in there if path.startswith("a/huge.css")]


def test_forbidden_folder_ftp(build: Path, school: Path, tmp_path: Path) -> None:
    with hosting.running(hosting.ftp(tmp_path / "server", "--read-only")) as server:
        told = refusal(build, way(ftp_target(server), school), school)
    assert told.message.startswith("сервер не пускает к ")
    assert "права пользователя" in told.hint


def test_forbidden_folder_sftp(build: Path, school: Path, ssh: hosting.Ssh) -> None:
    target = ssh_target(ssh).model_copy(update={"folder": "/proc/razdel"})
    told = refusal(build, way(target, school, ""), school)
    assert told.message == "сервер не пускает к папке раздела (нет такой папки)"
    assert "«папка»" in told.hint


def test_a_server_that_is_not_there(build: Path, school: Path) -> None:
    port = hosting.free_port()
    for target in (
        Target.model_validate(
            {"имя": "a", "способ": means, "сервер": "127.0.0.1", "порт": str(port)}
            | {"пользователь": "a", "папка": "a"}
        )
        for means in ("ftp", "ftps", "sftp")
    ):
        told = refusal(build, way(target, school), school)
        assert isinstance(told, DroppedError)
        assert told.message == "сервер 127.0.0.1 не отвечает: там не принимают соединений"
        assert "«порт»" in told.hint


def test_a_name_that_is_not_there(build: Path, school: Path) -> None:
    """Numbers of refusals of names are on some systems those of files."""
    target = Target.model_validate(
        {"имя": "a", "способ": "ftp", "сервер": "nowhere.invalid", "пользователь": "a"}
        | {"папка": "a"}
    )
    told = refusal(build, way(target, school), school)
    assert told.message == "сервер nowhere.invalid не отвечает: такого адреса нет, или нет сети"
    assert "нет такой папки" in reason_of(FileNotFoundError(2, "No such file or directory"))
    assert "нет сети" in reason_of(socket.gaierror(2, "Temporary failure in name resolution"))


def test_a_stranger_is_not_trusted(build: Path, school: Path, ssh: hosting.Ssh) -> None:
    target = ssh_target(ssh)
    unknown = target.model_copy(update={"fingerprint": None})
    told = refusal(build, way(unknown, school, ""), school)
    assert ssh.fingerprint in told.message
    assert f"«отпечаток: {ssh.fingerprint}»" in told.hint
    other = target.model_copy(update={"fingerprint": f"SHA256:{'A' * 43}"})
    told = refusal(build, way(other, school, ""), school)
    assert told.message.startswith("это не тот сервер")
    assert not (ssh.server.root / "razdel").exists()


def test_an_unknown_certificate_is_not_trusted(build: Path, school: Path, tmp_path: Path) -> None:
    both, _ = hosting.certificate(tmp_path / "certificate")
    with hosting.running(hosting.ftp(tmp_path / "server", certificate=both)) as server:
        target = ftp_target(server, способ="ftps", сервер="localhost")
        told = refusal(build, way(target, school), school)
        assert told.message == "сертификат сервера localhost не годится: его никто не заверил"
        assert "«сертификат»" in told.hint
    with hosting.running(hosting.ftp(tmp_path / "plain")) as server:
        target = ftp_target(server, способ="ftps", сервер="localhost")
        assert "не умеет шифровать" in refusal(build, way(target, school), school).message


def test_a_server_that_allows_two_lines(build: Path, school: Path, tmp_path: Path) -> None:
    with hosting.running(hosting.ftp(tmp_path / "server", "--limit", "2")) as server:
        lay_out(build, {f"cases/{n}.html": b"page" for n in range(30)})
        put(build, way(ftp_target(server), school), school)
        assert content_of(server.root / "razdel") == content_of(build)


def test_a_server_that_renames_only_to_free_names(
    build: Path, school: Path, tmp_path: Path
) -> None:
    with hosting.running(hosting.ftp(tmp_path / "server", "--no-replacing")) as server:
        there = way(ftp_target(server), school)
        put(build, there, school)
        lay_out(build, {"index.html": b"<html>2</html>"})
        put(build, there, school)
        assert content_of(server.root / "razdel") == content_of(build)


def test_a_line_that_drops_is_taken_up_again(build: Path, school: Path, tmp_path: Path) -> None:
    server = hosting.ftp(tmp_path / "server", "--delay", "0.01")
    with hosting.running(server):
        lay_out(build, {f"cases/{n}.html": b"page" for n in range(30)})

        def blink() -> None:
            server.kill()
            server.start()

        timer = hosting.after(0.4, blink)
        put(build, way(ftp_target(server), school, retries=4), school)
        timer.join()
        assert content_of(server.root / "razdel") == content_of(build)


def test_a_line_that_stays_lost_is_no_wrong_address(
    build: Path, school: Path, tmp_path: Path
) -> None:
    server = hosting.ftp(tmp_path / "server")
    with hosting.running(server), Lines(way(ftp_target(server), school)) as lines:
        drawn = draw_up(sums_in(build), lines, History(school, "sait"))
        server.kill()
        with pytest.raises(DroppedError) as caught:
            send(drawn, build, DAY, lines, History(school, "sait"))
    assert caught.value.message.startswith("связь оборвалась и не восстановилась: сервер 127")
    assert "отправится только то, что не успело" in caught.value.hint


def test_a_spoilt_manifest_makes_nobody_elses_file_ours(
    build: Path, school: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "www"
    target = Target.model_validate({"имя": "a", "способ": "папка", "папка": str(folder)})
    there = way(target, school)
    put(build, there, school)
    lay_out(tmp_path, {"passwords.txt": b"secret"})
    manifest = folder / "nastavnik-manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"a/b.css"', '"../passwords.txt"'), encoding="utf-8")
    with Lines(there) as lines:
        drawn = draw_up(sums_in(build), lines, History(school, "sait"))
    assert drawn.gone == ()
    put(build, there, school)
    assert (tmp_path / "passwords.txt").read_bytes() == b"secret"
    assert content_of(folder) == content_of(build)
