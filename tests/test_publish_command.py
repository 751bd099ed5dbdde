"""``nastavnik publish`` and ``rollback`` as a curator meets them."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from generator.publish.inspection import refusals
from generator.publish.manifest import NAME, BadManifestError, Manifest, is_safe, sum_of, sums_in
from generator.publish.planning import plan
from generator.settings import Settings
from generator.site import check_data
from tests import hosting
from tests.command import Done, edit, nastavnik, snapshot
from tests.publications import content_of
from tests.talking import talk


def targets(school: Path, text: str) -> None:
    (school / "publish.yml").write_text(f"цели:\n{text}", encoding="utf-8")


FOLDER = "  - {имя: papka, способ: папка, папка: ../www}\n"


def publish(school: Path, *arguments: str, **changes: str) -> Done:
    return nastavnik("publish", *arguments, cwd=school, **changes)


@contextmanager
def visited(folder: Path) -> Iterator[str]:
    """Serve a folder as a hosting does; yield its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def test_publish_by_ftp_from_data_to_a_visitor(new_school: Path, tmp_path: Path) -> None:
    server = hosting.ftp(tmp_path / "server")
    with hosting.running(server), visited(server.root) as address:
        targets(
            new_school,
            f"  - имя: sait\n    способ: ftp\n    сервер: 127.0.0.1\n    порт: {server.port}\n"
            f"    пользователь: {hosting.USER}\n    папка: /\n    адрес: {address}\n",
        )
        asked = publish(new_school, "sait")
        assert asked.code == 2
        assert "NASTAVNIK_PASSWORD_SAIT" in asked.text
        key = {"NASTAVNIK_PASSWORD_SAIT": hosting.PASSWORD}
        shown = publish(new_school, "sait", "--dry-run", **key)
        assert (shown.code, snapshot(server.root)) == (0, {})
        count = int(re.search(r"новых: (\d+)", shown.out)[1])  # type: ignore[index]

        done = publish(new_school, "sait", **key)
        assert (done.code, done.errors) == (0, "")
        assert f"прочитано обратно: {count}\u00a0файл" in done.out
        assert f"сайт отдаёт то же самое: {address}" in done.out
        assert len(content_of(server.root)) == count
        assert hosting.PASSWORD not in "".join(map(str, snapshot(new_school).values()))

        again = publish(new_school, "sait", **key)
        assert "На хостинге уже всё как надо" in again.out
        checked = publish(new_school, "sait", "--check", **key)
        assert "На хостинге всё как отправлено" in checked.out
        (server.root / "programme.html").write_bytes(b"spoilt")
        checked = publish(new_school, "sait", "--check", **key)
        assert checked.code == 1
        assert "изменён не нами: programme.html" in checked.out


def test_only_a_changed_case_travels_and_comes_back(built_copy: Path, tmp_path: Path) -> None:
    targets(built_copy, FOLDER)
    site, www = built_copy / "site", tmp_path / "www"
    first = content_of(site)
    assert publish(built_copy, "papka", "--site", "site").code == 0
    edit(site / "programme.html", "</html>", "<!-- 2 --></html>")
    done = publish(built_copy, "papka", "--site", "site")
    assert "изменённых: 1\n  programme.html" in done.out
    assert content_of(www) == content_of(site)
    back = nastavnik("rollback", "papka", cwd=built_copy)
    assert (back.code, content_of(www)) == (0, first)
    assert "Возвращается публикация № 1" in back.out


def test_of_a_publication_cut_short_the_last_whole_one_comes_back(
    built_copy: Path, tmp_path: Path
) -> None:
    targets(built_copy, FOLDER)
    site, www = built_copy / "site", tmp_path / "www"
    assert publish(built_copy, "papka", "--site", "site").code == 0
    edit(site / "programme.html", "</html>", "<!-- 2 --></html>")
    assert publish(built_copy, "papka", "--site", "site").code == 0
    second = content_of(site)
    # The third is cut after its first page.
    edit(site / "programme.html", "<!-- 2 -->", "<!-- 3 -->")
    edit(site / "404.html", "</html>", "<!-- 3 --></html>")
    drawn = plan(sums_in(site), Manifest.from_json((www / NAME).read_bytes()), {})
    (www / NAME).write_bytes(drawn.begun().to_json())
    shutil.copy(site / "programme.html", www)
    back = nastavnik("rollback", "papka", cwd=built_copy)
    assert (back.code, content_of(www)) == (0, second)
    assert "Возвращается публикация № 2" in back.out


def test_a_withdrawn_person_does_not_come_back(built_copy: Path, tmp_path: Path) -> None:
    targets(built_copy, FOLDER)
    mentor = next((built_copy / "data/mentors").glob("*.yml"))
    page = f"mentors/{mentor.stem}.html"
    edit(mentor, "  # - {вид: распространение", "  - {вид: распространение")
    assert publish(built_copy, "papka").code == 0
    assert page in content_of(tmp_path / "www")
    edit(mentor, "вид: распространение,", "вид: распространение, отозвано: 20.11.2026,")
    assert publish(built_copy, "papka").code == 0
    before = content_of(tmp_path / "www")
    assert page not in before
    back = nastavnik("rollback", "papka", cwd=built_copy)
    assert back.code == 1
    assert f"{page}: ошибка У-01" in back.errors
    assert content_of(tmp_path / "www") == before


def test_a_withdrawal_goes_to_every_target_and_is_proved(new_school: Path, tmp_path: Path) -> None:
    targets(
        new_school,
        "  - {имя: www, способ: папка, папка: ../www, сайт: да}\n"
        "  - {имя: lost, способ: папка, папка: ../file/www}\n"
        "  - {имя: fleshka, способ: zip, файл: ../razdel.zip}\n",
    )
    mentor = new_school / "data/mentors/obrazcova.yml"
    edit(mentor, "  # - {вид: распространение", "  - {вид: распространение")
    assert publish(new_school, "--all").code == 0
    assert (tmp_path / "www/mentors/obrazcova.html").is_file()
    shutil.rmtree(tmp_path / "file")
    (tmp_path / "file").write_text("a file where the folder was")
    done = nastavnik("record", "withdraw", "Образцова", "--publish", cwd=new_school)
    assert done.code == 1
    assert done.out.count("имени нет ни в одном файле") == 2
    assert "Не вышло: lost; остальное сделано" in done.out
    served = {**content_of(tmp_path / "www")}
    with zipfile.ZipFile(tmp_path / "razdel.zip") as archive:
        served |= {f"zip/{name}": archive.read(name) for name in archive.namelist()}
    assert len(served) > 100
    for path, content in served.items():
        assert "obrazcova" not in path
        assert "Образцов".encode() not in content, path


def test_where_to_is_said(new_school: Path) -> None:
    targets(new_school, FOLDER)
    asked = publish(new_school)
    assert (asked.code, "назовите цель (papka) или --all" in asked.errors) == (2, True)
    assert publish(new_school, "papka", "--all").code == 2


def test_of_many_wrong_answers_ten_are_told(built_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with visited(tmp_path / "empty") as address:
        targets(built_copy, FOLDER.replace("}", f', адрес: "{address}"}}'))
        done = publish(built_copy, "papka", "--site", "site")
    assert (done.code, done.out.count("сайт отдаёт не то")) == (1, 10)
    assert re.search(r"… и ещё \d+$", done.out.rstrip())


def _internal(school: Path) -> None:
    shutil.copytree(school / "site-internal", school / "site", dirs_exist_ok=True)


def _internal_page(school: Path) -> None:
    shutil.copy(school / "site-internal/index.html", school / "site/cases/a.html")


def _leak(school: Path) -> None:
    year = re.search(r"год рождения: (\d{4})", _mentee(school))
    assert year
    edit(school / "site/programme.html", "</html>", f"год рождения: {year[1]}</html>")


def _mentee(school: Path) -> str:
    return next((school / "data/mentees").glob("*.yml")).read_text(encoding="utf-8")


def _data_error(school: Path) -> None:
    edit(next((school / "data/mentees").glob("*.yml")), "ФИО:", "ФИ:")


def _cut_page(school: Path) -> None:
    page = school / "site/programme.html"
    page.write_bytes(page.read_bytes()[:4000])


def _lost_style(school: Path) -> None:
    for file in (school / "site/assets/stylesheets").glob("main*.css"):
        file.unlink()


def _link(school: Path) -> None:
    (school / "site/secret.txt").symlink_to("/etc/hostname")


def _foreign_page(school: Path) -> None:
    (school / "site/shop.html").write_text("<html><body>shop</body></html>")


def _not_a_section(school: Path) -> None:
    shutil.rmtree(school / "site")
    shutil.copytree(school / "data", school / "site")


@pytest.mark.parametrize("spoil", [_data_error, _leak, _cut_page])
def test_nothing_goes_before_all_is_well(
    spoil: Callable[[Path], None], built_copy: Path, tmp_path: Path
) -> None:
    targets(built_copy, FOLDER)
    spoil(built_copy)
    done = publish(built_copy, "papka", "--site", "site")
    assert (done.code, (tmp_path / "www").exists()) == (1, False)
    assert "Не опубликовано" in done.errors


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_internal, "У-02"),
        (_internal_page, "У-02"),
        (_leak, "У-01 У-05"),
        (_cut_page, "О-04"),
        (_lost_style, "О-04"),
        (_link, "О-05"),
        (_foreign_page, "О-05"),
        (_not_a_section, "О-04"),
    ],
)
def test_why_a_folder_may_not_be_published(
    spoil: Callable[[Path], None], code: str, built_copy: Path
) -> None:
    checked = check_data(Settings(built_copy), date(2026, 11, 26))
    assert refusals(built_copy / "site", checked.registry, checked.today) == ()
    spoil(built_copy)
    found = refusals(built_copy / "site", checked.registry, checked.today)
    codes = set(code.split())
    assert {problem.code for problem in found} == codes
    # Of a lost file one line is told, however many pages want it.
    assert len(found) == len(codes)


def test_many_deletions_are_asked_about(built_copy: Path, tmp_path: Path) -> None:
    targets(built_copy, FOLDER)
    extra = built_copy / "site/materials"
    extra.mkdir(exist_ok=True)
    for number in range(40):
        (extra / f"{number}.txt").write_text("text")
    assert publish(built_copy, "papka", "--site", "site").code == 0
    shutil.rmtree(extra)
    before = snapshot(tmp_path / "www")
    asked = publish(built_copy, "papka", "--site", "site")
    assert asked.code == 2
    assert "исчезнет много файлов: 40 из" in asked.errors
    assert snapshot(tmp_path / "www") == before
    # At a terminal the question is Russian, and nothing typed means no.
    call = ["publish", "papka", "--site", "site"]
    assert "Прервано" in talk([call], [""], built_copy, code=1)
    assert snapshot(tmp_path / "www") == before
    assert "Опубликовано № 2" in talk([call], ["да"], built_copy)
    assert content_of(tmp_path / "www") == content_of(built_copy / "site")


def test_a_zip_opens_and_holds_the_section(built_copy: Path, tmp_path: Path) -> None:
    targets(built_copy, "  - {имя: fleshka, способ: zip, файл: ../razdel.zip}\n")
    assert publish(built_copy, "fleshka", "--site", "site").code == 0
    zipfile.ZipFile(tmp_path / "razdel.zip").extractall(tmp_path / "stick")
    assert content_of(tmp_path / "stick") == content_of(built_copy / "site")


def test_an_archive_that_cannot_be_written_is_not_called_published(
    built_copy: Path, tmp_path: Path
) -> None:
    targets(built_copy, "  - {имя: fleshka, способ: zip, файл: ../razdel.zip}\n")
    # Where the draft of the archive should be, a folder stands.
    (tmp_path / "razdel.zip.nastavnik-part").mkdir()
    done = publish(built_copy, "fleshka", "--site", "site")
    assert done.code == 1
    assert "Не опубликовано" in done.errors
    assert "Опубликовано №" not in done.out
    assert not (tmp_path / "razdel.zip").exists()
    # Nor is it a publication to come back to.
    (tmp_path / "razdel.zip.nastavnik-part").rmdir()
    assert "Опубликовано № 1" in publish(built_copy, "fleshka", "--site", "site").out
    zipfile.ZipFile(tmp_path / "razdel.zip").extractall(tmp_path / "stick")
    assert content_of(tmp_path / "stick") == content_of(built_copy / "site")
    assert "возвращаться некуда" in nastavnik("rollback", "fleshka", cwd=built_copy).errors


def test_only_the_schools_site_counts_as_published(new_school: Path) -> None:
    targets(
        new_school,
        "  - {имя: fleshka, способ: zip, файл: ../razdel.zip}\n"
        "  - {имя: proba, способ: папка, папка: ../proba}\n"
        "  - {имя: sait, способ: папка, папка: ../www, сайт: да}\n",
    )
    known = new_school / "data/changes.json"
    for name, counts in (("fleshka", False), ("proba", False), ("sait", True)):
        assert publish(new_school, name, "--today", "20.11.2026").code == 0
        assert known.is_file() is counts, name
    first = known.read_bytes()
    edit(new_school / "data/programme.yml", "обещание:", "обещание: Новое. ")
    for name in ("proba", "sait"):
        assert publish(new_school, name, "--today", "23.11.2026").code == 0
    assert known.read_bytes() != first
    for name, returned in (("proba", False), ("sait", True)):
        assert nastavnik("rollback", name, "--today", "23.11.2026", cwd=new_school).code == 0
        assert (known.read_bytes() == first) is returned, name


def test_other_peoples_site_is_not_replaced(built_copy: Path, tmp_path: Path) -> None:
    targets(built_copy, FOLDER)
    (tmp_path / "www").mkdir()
    (tmp_path / "www/index.html").write_text("the school's own first page")
    before = snapshot(tmp_path / "www")
    done = publish(built_copy, "papka", "--site", "site")
    assert (done.code, snapshot(tmp_path / "www")) == (1, before)
    assert "чужой файл: index.html" in done.out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("  - {имя: a, способ: ftp, сервер: a, пользователь: b, папка: c, пароль: d}", "О-01"),
        ("  - {имя: a, способ: ftp, сервер: a}", "«пользователь», «папка»"),
        ("  - {имя: a, способ: fpt, сервер: a}", "возможно, «ftp"),
        ("  - {имя: a, способ: zip, файл: a.zip}\n  - {имя: a, способ: zip, файл: b}", ":3:"),
        ("  - {имя: a, способ: zip, файл: a.zip, адрес: school.ru}", "начните с https://"),
        (f"{FOLDER}  - {{имя: b, способ: папка, папка: b}}", "несколько (papka, b): какая из них"),
    ],
)
def test_a_wrong_file_of_targets_is_told_of(new_school: Path, text: str, told: str) -> None:
    targets(new_school, text + "\n")
    done = publish(new_school, "a")
    assert done.code == 1
    assert "publish.yml:" in done.errors
    assert told in done.errors


def test_without_a_file_of_targets(new_school: Path) -> None:
    done = publish(new_school, "sait")
    assert (done.code, "О-03" in done.errors) == (1, True)


@pytest.mark.parametrize(
    "path",
    ["../a", "/a", "a/../b", "a//b", "", "a\\b", "C:a", "con", "aux.txt", "a.", "a /b", "a\nb"],
)
def test_paths_that_leave_the_folder_are_not_safe(path: str) -> None:
    assert not is_safe(path)
    text = Manifest(1, "2026-11-26", {path: sum_of(b"")}).to_json()
    with pytest.raises(BadManifestError):
        Manifest.from_json(text)


def test_a_manifest_reads_as_it_was_written() -> None:
    sums = {"a/б в.html": sum_of(b"1"), "con-text": sum_of(b"2")}
    manifest = Manifest(3, "2026-11-26", sums, {"c": (sum_of(b"3"), sum_of(b"4"))})
    assert Manifest.from_json(manifest.to_json()) == manifest
    for wrong in (b"", b"[]", b"{}", b'{"nastavnik": 2}', b"<html>", b"\xff"):
        with pytest.raises(BadManifestError):
            Manifest.from_json(wrong)


def test_an_interrupted_plan_keeps_all_that_is_ours(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(name)
    build = sums_in(tmp_path)
    known = Manifest(1, "", {"a": build["a"], "b": sum_of(b"old"), "c": sum_of(b"c")})
    begun = plan(build, known, {}).begun()
    assert begun.files == {"a": build["a"]}
    assert begun.doubtful == {"b": (sum_of(b"old"), build["b"]), "c": (sum_of(b"c"),)}
    other = plan({"a": sum_of(b"new")}, begun, {})
    assert (other.changed, other.gone) == (("a",), ("b", "c"))
    assert NAME not in begun.ours


def test_an_address_that_nobody_answers_at_is_told_once(built_copy: Path, tmp_path: Path) -> None:
    with visited(tmp_path) as address:
        pass
    targets(built_copy, FOLDER.replace("}", f', адрес: "{address}"}}'))
    done = publish(built_copy, "papka", "--site", "site")
    assert done.code == 1
    assert f"по адресу {address} никто не отвечает" in done.text
    assert "сайт отдаёт не то" not in done.text
