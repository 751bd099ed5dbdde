"""A build is the same everywhere, whole or not at all, and never says more than it may."""

from __future__ import annotations

import gzip
import html
import io
import re
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.adapters.building import build
from generator.diagnostics import DataError
from generator.rules.pairs import PairState
from tests.command import add, but_for_cache, edit, nastavnik, run, snapshot

MKDOCS = Path(sys.executable).with_name("mkdocs")
SITES = {"public": "site", "internal": "site-internal"}
MENTOR = "data/mentors/obrazcova.yml"
PAIR = "2026-obrazcova-novikova"
CONSENT = "- {вид: распространение, дата: 28.08.2026, до: 31.08.2027, сведения: [ФИО, должность]}"
CASE = """\
название: Тихий урок
статус: опубликован
пара: 2026-obrazcova-novikova
опубликован: 10.11.2026
уровень: основная школа
темы запроса: [дисциплина на уроке]
кратко: Договорились о сигнале и стали начинать урок вовремя.
запрос: Урок начинался на восьмой минуте.
что делали: Придумали сигнал рукой.
результат: Урок начинается со звонком.
показатели:
  - {показатель: Начало урока, было: 8, стало: 1, лучше: меньше, как измеряли: по часам}
что не получилось: На физкультуре сигнала не видно.
как повторить: Выберите сигнал вместе с классом.
доказательность: мнение участников
материалы:
  - {название: Плакат, файл: tihiy-urok/plakat.txt, вид: памятка}
"""
NEWS = """\
дата: 01.09.2026
заголовок: День знаний
рубрика: События
кратко: Год начался.
текст: Начали вовремя.
"""
POSTER = "content/materials/tihiy-urok/plakat.txt"


def with_case(school: Path, text: str = CASE) -> Path:
    """Add a case with a material to a new school, as a curator would."""
    add(school / "data/cases/tihiy-urok.yml", text)
    add(school / POSTER, "Поднятая рука — тишина.\n")
    return school


def with_consent(school: Path) -> Path:
    edit(school / MENTOR, f"  # {CONSENT}", f"  {CONSENT}")
    return school


# The same everywhere


def test_two_builds_are_equal_byte_by_byte(school_copy: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "совсем другая папка" / "deep"
    shutil.copytree(school_copy, elsewhere)
    here = nastavnik("build", cwd=school_copy, PYTHONHASHSEED="1", TZ="Asia/Kamchatka")
    there = nastavnik(
        *("build", "--project", elsewhere, "--out", tmp_path / "out"),
        cwd=tmp_path,
        PYTHONHASHSEED="2",
        TZ="America/Anchorage",
        LANG="en_US.UTF-8",
    )
    assert (here.code, there.code) == (0, 0), here.text + there.text
    for site in SITES.values():
        first, second = snapshot(school_copy / site), snapshot(tmp_path / "out" / site)
        assert first.keys() == second.keys()
        assert [path for path in first if first[path] != second[path]] == []


def test_one_process_can_build_many_times(new_school: Path, tmp_path: Path) -> None:
    """The preview does: whatever MkDocs' plugins keep from the last build must not spoil it."""
    add(new_school / "data/news/2026-09-den.yml", NEWS)
    edit(new_school / "mkdocs.yml", "    archive: false\n", "    archive: true\n")
    first = build(new_school, "public", tmp_path / "first", None).folder
    text = new_school / "content/kak-prinyat-uchastie.md"
    edit(text, "Расскажите здесь", "[Расскажите](nowhere.md) здесь")
    with pytest.raises(DataError):
        build(new_school, "public", tmp_path / "failed", None)
    edit(text, "[Расскажите](nowhere.md) здесь", "Расскажите здесь")
    again = build(new_school, "public", tmp_path / "again", None).folder
    assert snapshot(again) == snapshot(first)


# The day of the run


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("04.10.2026", PairState.PLANNED),
        ("05.10.2026", PairState.ACTIVE),
        ("01.06.2027", PairState.NO_OUTCOME),
    ],
)
def test_the_day_decides_the_state_of_a_pair(new_school: Path, day: str, state: PairState) -> None:
    done = nastavnik("build", "--audience", "internal", "--today", day, cwd=new_school)
    assert done.code == 0, done.text
    assert f"Готово на {day}" in done.out
    page = text_of(new_school / f"site-internal/pairs/{PAIR}.html")
    assert [name for name in PairState if re.search(rf">\s*{name}\s*<", page)] == [state]


@pytest.mark.parametrize(("day", "shown"), [("31.08.2027", True), ("01.09.2027", False)])
def test_the_day_ends_a_consent(new_school: Path, day: str, *, shown: bool) -> None:
    done = nastavnik(
        *("build", "--audience", "public", "--today", day), cwd=with_consent(new_school)
    )
    assert done.code == 0, done.text
    assert (new_school / "site/mentors/obrazcova.html").is_file() is shown
    assert ("Образцова" in text_of(new_school / "site/mentors/index.html")) is shown


def text_of(page: Path) -> str:
    return html.unescape(page.read_text(encoding="utf-8"))


# Whole or not at all


def slip_in_data(school: Path) -> str:
    edit(school / MENTOR, "вместимость: 1", "вместимость: много")
    return MENTOR


def slip_in_yaml(school: Path) -> str:
    edit(school / MENTOR, "должность: учитель", "должность: [учитель")
    return MENTOR


def dead_link_in_a_text(school: Path) -> str:
    add(school / "content/o-nas.md", "# О нас\n\n[Положение](polozhenie.md)\n")
    return "content/o-nas.md: ошибка М-01: мёртвая ссылка: polozhenie.md"


def dead_address_in_a_text(school: Path) -> str:
    add(school / "content/o-nas.md", "# О нас\n\n[Программа](programme)\n")
    return "content/o-nas.md: ошибка М-01: мёртвая ссылка: programme"


def dead_anchor_in_a_text(school: Path) -> str:
    add(school / "content/o-nas.md", "# О нас\n\n[Наверх](#verh)\n")
    return "content/o-nas.md: ошибка М-01: ссылка ведёт к месту, которого на странице нет: #verh"


def lost_picture_in_a_text(school: Path) -> str:
    add(school / "content/o-nas.md", "# О нас\n\n![Школа](shkola.jpg)\n")
    return "content/o-nas.md: ошибка М-01: мёртвая ссылка: shkola.jpg"


def dead_link_in_data(school: Path) -> str:
    with_case(school)
    line = edit(
        school / "data/cases/tihiy-urok.yml",
        "Придумали сигнал рукой.",
        "Придумали [сигнал](acts/signal).",
    )
    return f"data/cases/tihiy-urok.yml:{line}:"


def lost_material(school: Path) -> str:
    (with_case(school) / POSTER).unlink()
    return "data/cases/tihiy-urok.yml:"


def text_of_another_codepage(school: Path) -> str:
    add(school / "content/o-nas.md", "# О нас".encode("cp1251"))
    return "content/o-nas.md: ошибка М-01: файл сохранён не в UTF-8"


def broken_photo(school: Path) -> str:
    with_consent(school)
    edit(school / MENTOR, "[ФИО, должность]}", "[ФИО, фото]}")
    edit(school / MENTOR, "согласия:\n", "фото: {файл: o.jpg, описание: Портрет}\nсогласия:\n")
    add(school / "data/photos/o.jpg", "это не фотография")
    return "data/photos/o.jpg: ошибка Ф-10"


def broken_public_page(school: Path) -> str:
    add(school / "theme/pages/public/home.html", "<h1>Дом</h1>\n\n{{ nope }}\n")
    return "theme/pages/public/home.html:3:1: ошибка Ш-01"


def broken_internal_page(school: Path) -> str:
    add(school / "theme/pages/internal/dashboard.html", "<h1>Дом</h1>\n{% if %}\n")
    return "theme/pages/internal/dashboard.html:2:1: ошибка Ш-01"


def broken_frame(school: Path) -> str:
    frame = '{% extends "base.html" %}\n{% block htmltitle %}\n\n{{ 1 / 0 }}\n{% endblock %}\n'
    add(school / "theme/material/main.html", frame)
    return "theme/material/main.html:4:1: ошибка Ш-01"


def page_in_place_of_ours(school: Path) -> str:
    add(school / "content/programme.md", "# Наша программа\n")
    return "content/programme.md: ошибка А-02"


def secret_in_a_text(school: Path) -> str:
    add(school / "content/o-nas.md", "# О нас\n\nНовичок года — Новикова Ольга Андреевна.\n")
    return "o-nas.html: ошибка У-01"


def broken_settings(school: Path) -> str:
    line = (school / "mkdocs.yml").read_text(encoding="utf-8").count("\n") + 1
    with (school / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(": : [\n")
    return f"mkdocs.yml:{line}:1: ошибка М-04"


def settings_of_another_codepage(school: Path) -> str:
    file = school / "mkdocs.yml"
    file.write_bytes(file.read_text(encoding="utf-8").encode("cp1251"))
    return "mkdocs.yml: ошибка М-04: файл сохранён не в UTF-8"


def lost_settings_of_the_curator(school: Path) -> str:
    (school / "theme/config/internal.yml").unlink()
    return "нет файла theme/config/internal.yml"


def lost_common_settings(school: Path) -> str:
    (school / "theme/config/base.yml").unlink()
    return "нет файла theme/config/base.yml"


def lost_plugin(school: Path) -> str:
    edit(school / "theme/config/base.yml", "  nastavnik: {}\n", "")
    return "в plugins нет nastavnik"


def unknown_plugin(school: Path) -> str:
    edit(school / "theme/config/base.yml", "  nastavnik: {}\n", "  nastavnik: {}\n  kurator: {}\n")
    return "нет такого плагина: kurator"


def unknown_setting(school: Path) -> str:
    edit(school / "mkdocs.yml", "site_dir: site\n", "site_dir: site\nshkola: 5\n")
    return "нет такой настройки: shkola"


def lost_content(school: Path) -> str:
    shutil.rmtree(school / "content")
    return "нет папки content"


def lost_theme(school: Path) -> str:
    shutil.rmtree(school / "theme/material")
    return "нет папки"


FAILURES: list[Callable[[Path], str]] = [
    slip_in_data,
    slip_in_yaml,
    dead_link_in_a_text,
    dead_address_in_a_text,
    dead_anchor_in_a_text,
    lost_picture_in_a_text,
    dead_link_in_data,
    lost_material,
    text_of_another_codepage,
    broken_photo,
    broken_public_page,
    broken_internal_page,
    broken_frame,
    page_in_place_of_ours,
    secret_in_a_text,
    broken_settings,
    settings_of_another_codepage,
    lost_settings_of_the_curator,
    lost_common_settings,
    lost_plugin,
    unknown_plugin,
    unknown_setting,
    lost_content,
    lost_theme,
]


@pytest.mark.parametrize("spoil", FAILURES, ids=lambda spoil: spoil.__name__)
def test_a_failed_build_tells_where_and_leaves_everything_as_it_was(
    built_copy: Path, tmp_path: Path, spoil: Callable[[Path], str]
) -> None:
    edit(built_copy / "content/kak-prinyat-uchastie.md", "Расскажите здесь", "Приходите сюда")
    told = spoil(built_copy)
    before = but_for_cache(snapshot(built_copy))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    done = nastavnik("build", cwd=built_copy, TMPDIR=str(scratch))
    assert done.code == 1, done.text
    assert told in done.errors
    assert "Traceback" not in done.errors
    assert re.search(r"^Не собрано: \d+\u00a0ошиб", done.errors, re.MULTILINE)
    after = but_for_cache(snapshot(built_copy))
    assert after.keys() - before.keys() == set()
    assert [path for path in before if before[path] != after.get(path)] == []
    assert list(scratch.iterdir()) == []


def test_a_build_leaves_only_the_two_sites_and_its_cache(new_school: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    before = {path.name for path in new_school.iterdir()}
    assert nastavnik("build", cwd=new_school, TMPDIR=str(scratch)).code == 0
    left = {path.name for path in new_school.iterdir()} - before
    assert left == {*SITES.values(), ".cache"}
    assert list(scratch.iterdir()) == []


def test_a_failed_audit_leaves_no_site(new_school: Path) -> None:
    told = secret_in_a_text(new_school)
    done = nastavnik("build", cwd=new_school)
    assert done.code == 1
    assert told in done.errors
    plain = run(MKDOCS, "build", "--strict", cwd=new_school)
    assert plain.code != 0
    assert told in plain.text
    for site in SITES.values():
        assert not (new_school / site).exists()


def test_a_new_build_leaves_nothing_of_the_earlier_one(built_copy: Path) -> None:
    add(built_copy / "site/cases/staryy.html", "Старая страница")
    assert nastavnik("build", cwd=built_copy).code == 0
    assert not (built_copy / "site/cases/staryy.html").exists()


# Folders that are not ours


def somebodys_page(folder: Path) -> None:
    add(folder / "index.html", "<h1>Сайт школы</h1>")


def somebodys_404(folder: Path) -> None:
    add(folder / "404.html", "<h1>Нет такой страницы</h1>")


def somebodys_hidden_file(folder: Path) -> None:
    add(folder / ".htaccess", "Deny from all")


def somebodys_file_by_that_name(folder: Path) -> None:
    folder.write_text("Записка", encoding="utf-8")


@pytest.mark.parametrize("site", SITES.values())
@pytest.mark.parametrize(
    "put",
    [somebodys_page, somebodys_404, somebodys_hidden_file, somebodys_file_by_that_name],
    ids=lambda put: put.__name__,
)
def test_foreign_files_are_refused_and_untouched(
    new_school: Path, put: Callable[[Path], None], site: str
) -> None:
    put(new_school / site)
    before = snapshot(new_school)
    done = nastavnik("build", cwd=new_school)
    assert done.code == 2
    assert str(new_school / site) in done.errors
    assert "--out" in done.errors
    assert snapshot(new_school) == before


def test_a_site_inside_the_texts_is_refused(new_school: Path) -> None:
    before = snapshot(new_school)
    done = nastavnik("build", "--out", "content", cwd=new_school)
    assert done.code == 1
    assert "нельзя класть внутрь content" in done.errors
    assert snapshot(new_school) == before


def test_an_empty_folder_is_as_good_as_none(new_school: Path) -> None:
    (new_school / "site").mkdir()
    assert nastavnik("build", cwd=new_school).code == 0
    assert (new_school / "site/index.html").is_file()


def test_a_link_to_the_folder_of_a_web_server_stays_a_link(
    built_copy: Path, tmp_path: Path
) -> None:
    served = tmp_path / "www" / "nastavnichestvo"
    served.parent.mkdir()
    (built_copy / "site").rename(served)
    (built_copy / "site").symlink_to(served)
    edit(built_copy / "content/kak-prinyat-uchastie.md", "Расскажите здесь", "Приходите сюда")
    assert nastavnik("build", cwd=built_copy).code == 0
    assert (built_copy / "site").is_symlink()
    assert "Приходите сюда" in text_of(served / "kak-prinyat-uchastie.html")
    assert [path.name for path in served.parent.iterdir()] == [served.name]


# Plain MkDocs


@pytest.mark.parametrize(
    ("settings", "site"), [((), "site"), (("-f", "theme/config/internal.yml"), "site-internal")]
)
def test_plain_mkdocs_builds_the_same_without_a_warning(
    school_copy: Path, settings: tuple[str, ...], site: str, request: pytest.FixtureRequest
) -> None:
    done = run(MKDOCS, "build", "--strict", *settings, cwd=school_copy)
    assert done.code == 0, done.text
    assert not re.search(r"^(WARNING|ERROR) +-|Traceback", done.text, re.MULTILINE), done.text
    ours = request.getfixturevalue("public_site" if site == "site" else "internal_site")
    plain, expected = snapshot(school_copy / site), snapshot(ours)
    assert plain.keys() == expected.keys()
    assert [path for path in plain if plain[path] != expected[path]] == []


@pytest.mark.parametrize("settings", [(), ("-f", "theme/config/internal.yml")])
def test_plain_mkdocs_fails_with_our_message(new_school: Path, settings: tuple[str, ...]) -> None:
    line = edit(new_school / MENTOR, "вместимость: 1", "вместимость: много")
    done = run(MKDOCS, "build", "--strict", *settings, cwd=new_school)
    assert done.code != 0
    assert f"{MENTOR}:{line}:" in done.text
    assert "«много»" in done.text
    assert "Traceback" not in done.text


# Addresses


@pytest.mark.parametrize(
    "file",
    [
        "cases/index.md",
        "cases.md",
        "programme.md",
        "Programme.md",
        "programme.html",
        "index.md",
        "README.md",
        "cases/readme.md",
        "acts/2026-prikaz-pary.md",
        "news/2026-09-den.md",
    ],
)
def test_a_text_never_takes_the_place_of_a_page_of_data(new_school: Path, file: str) -> None:
    add(new_school / "data/news/2026-09-den.yml", NEWS)
    add(new_school / "content" / file, "# Наше\n")
    done = nastavnik("build", cwd=new_school)
    assert done.code == 1, done.text
    assert f"content/{file}: ошибка А-02" in done.errors
    assert "переименуйте файл" in done.errors


def test_a_text_named_as_a_page_of_the_curator_is_no_clash(new_school: Path) -> None:
    add(new_school / "content/pairs/index.md", "# Как мы подбираем пары\n")
    done = nastavnik("build", cwd=new_school)
    assert done.code == 0, done.text
    assert "Как мы подбираем пары" in text_of(new_school / "site/pairs/index.html")
    assert "Как мы подбираем пары" not in text_of(new_school / "site-internal/pairs/index.html")


def test_texts_may_lead_to_pages_of_data_while_these_are_published(new_school: Path) -> None:
    with_case(new_school)
    add(new_school / "content/o-nas.md", "# О нас\n\n[Кейс](cases/tihiy-urok.md)\n")
    assert nastavnik("build", cwd=new_school).code == 0
    assert 'href="cases/tihiy-urok.html"' in text_of(new_school / "site/o-nas.html")
    edit(new_school / "data/cases/tihiy-urok.yml", "статус: опубликован", "статус: черновик")
    edit(new_school / "data/cases/tihiy-urok.yml", "опубликован: 10.11.2026\n", "")
    done = nastavnik("build", cwd=new_school)
    assert done.code == 1
    assert "content/o-nas.md: ошибка М-01: мёртвая ссылка: cases/tihiy-urok.md" in done.errors


# Templates of the school


def test_templates_and_styles_of_the_school_stand_instead_of_ours(new_school: Path) -> None:
    add(new_school / "theme/pages/public/home.html", "<h1>{{ page.title }}</h1><p>Наш дом</p>\n")
    add(new_school / "theme/material/assets/styles/nastavnik.css", "body { color: tomato }\n")
    done = nastavnik("build", "--audience", "public", cwd=new_school)
    assert done.code == 0, done.text
    assert "<p>Наш дом</p>" in text_of(new_school / "site/index.html")
    style = new_school / "site/assets/styles/nastavnik.css"
    assert style.read_text(encoding="utf-8") == "body { color: tomato }\n"


BROKEN = {
    "empty condition": ("{% if %}\n", 1, "нарушена разметка"),
    "no end": ("<h1>Дом</h1>\n{% for a in b %}\n", 2, "нарушена разметка"),
    "unknown name": ("<h1>Дом</h1>\n\n{{ nope }}\n", 3, "имени «nope» в этом шаблоне нет"),
    "unknown field": ("<h1>Дом</h1>\n{{ page.nope }}\n", 2, "нет поля «nope»"),
    "unknown part": ('<h1>Дом</h1>\n{% include "net.html" %}\n', 2, "нет шаблона net.html"),
    "unknown filter": ("<h1>Дом</h1>\n{{ page | rasskazhi }}\n", 2, "нарушена разметка"),
    "arithmetic": ("<h1>Дом</h1>\n{{ 1 / 0 }}\n", 2, "ZeroDivisionError"),
    "wrong call": ("<h1>Дом</h1>\n{{ href() }}\n", 2, "TypeError"),
}


@pytest.mark.parametrize("slip", BROKEN)
def test_a_broken_template_is_named_with_its_line(new_school: Path, slip: str) -> None:
    template, line, reason = BROKEN[slip]
    add(new_school / "theme/pages/public/home.html", template)
    done = nastavnik("build", cwd=new_school)
    assert done.code == 1
    assert f"theme/pages/public/home.html:{line}:1: ошибка Ш-01: шаблон не заполнен" in done.errors
    assert reason in done.errors
    assert "Traceback" not in done.errors


def test_a_template_of_another_codepage_is_named(new_school: Path) -> None:
    add(new_school / "theme/pages/public/home.html", "<h1>Дом</h1>".encode("cp1251"))
    done = nastavnik("build", cwd=new_school)
    assert done.code == 1
    assert "theme/pages/public/home.html: ошибка Ш-01" in done.errors
    assert "не в UTF-8" in done.errors


# Materials


def test_materials_of_a_published_case_are_on_the_site(new_school: Path) -> None:
    with_case(new_school)
    add(new_school / "content/materials/tihiy-urok/chernovik.txt", "Недописано.\n")
    add(new_school / "content/documents/protokol.txt", "Не для всех.\n")
    done = nastavnik("build", cwd=new_school)
    assert done.code == 0, done.text
    assert files_of(new_school, "materials") == {"tihiy-urok/plakat.txt"}
    assert files_of(new_school, "documents") == set()


def draft(case: str) -> str:
    return case.replace("статус: опубликован", "статус: черновик").replace(
        "опубликован: 10.11.2026\n", ""
    )


def dated_tomorrow(case: str) -> str:
    return case.replace("опубликован: 10.11.2026", "опубликован: 21.11.2026")


def naming_somebody(case: str) -> str:
    return case.replace("сигнал рукой.", "сигнал вместе с Новиковой Ольгой Андреевной.")


@pytest.mark.parametrize(
    "keep_back", [draft, dated_tomorrow, naming_somebody], ids=lambda change: change.__name__
)
def test_materials_of_a_case_kept_back_are_nowhere(
    new_school: Path, keep_back: Callable[[str], str]
) -> None:
    with_case(new_school, keep_back(CASE))
    done = nastavnik("build", "--today", "20.11.2026", cwd=new_school)
    assert done.code == 0, done.text
    place = new_school / "site/cases/tihiy-urok.html"
    assert not place.exists() or "Материал снят" in text_of(place)
    for site in SITES.values():
        assert not list((new_school / site).rglob("plakat*"))
    assert [path for path, text in readable(new_school / "site") if "Тихий урок" in text] == []


def files_of(school: Path, folder: str) -> set[str]:
    place = school / "site" / folder
    return {file.relative_to(place).as_posix() for file in place.rglob("*") if file.is_file()}


def test_materials_of_the_demonstrations_draft_are_nowhere(demo: Path, public_site: Path) -> None:
    drafts = [
        file.stem
        for file in (demo / "data/cases").glob("*.yml")
        if "статус: черновик" in file.read_text(encoding="utf-8")
    ]
    assert drafts
    for case in drafts:
        assert list((demo / "content/materials" / case).iterdir()), "nothing to keep back"
        assert not (public_site / "materials" / case).exists()


# Withdrawn consents


@pytest.mark.parametrize(
    ("person", "name", "case", "role"),
    [
        (
            "mentors/sokolova",
            r"соколов(?:а|ой|у|ою)\b|анн\w+\s+викторовн",
            "programmist-vedet-klass",
            "Наставница предложила правило",
        ),
        (
            "mentees/smirnova",
            r"смирнов(?:а|ой|у|ою)\b|дарь\w+\s+алексеевн",
            "pervyy-klass-bez-suety",
            "",
        ),
    ],
    ids=["mentor", "mentee"],
)
def test_a_consent_withdrawn_in_one_line_leaves_no_trace(
    public_site: Path, school_copy: Path, person: str, name: str, case: str, role: str
) -> None:
    kind, id_ = person.split("/")
    trace = re.compile(rf"{name}|\b{id_}\b", re.IGNORECASE)
    before = dict(readable(public_site))
    assert any(trace.search(text) for text in before.values()), "nothing to withdraw"
    portraits = {f.read_bytes() for f in public_site.rglob(f"*{id_}*") if f.suffix != ".html"}
    assert portraits or kind == "mentees"

    record = school_copy / "data" / f"{person}.yml"
    until = "    до: 31.08.2027\n"
    edit(record, until, f"{until}    отозвано: 01.11.2026\n")
    done = nastavnik("build", "--audience", "public", cwd=school_copy)
    assert done.code == 0, done.text

    site = school_copy / "site"
    after = dict(readable(site))
    found = {path: said[0] for path, text in after.items() if (said := trace.search(text))}
    assert found == {}
    assert [
        file for file in site.rglob("*") if file.is_file() and file.read_bytes() in portraits
    ] == []
    story = after[f"cases/{case}.html"]
    assert "наставник" in story
    assert role in story
    own_words = re.search(
        rf"наставляемый: {id_}\n    текст: (.+)|наставник: {id_}\n    текст: (.+)",
        (school_copy / f"data/cases/{case}.yml").read_text(encoding="utf-8"),
    )
    assert own_words
    review = (own_words[1] or own_words[2]).removesuffix(".")
    assert review in before[f"cases/{case}.html"]
    assert review not in story


def readable(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every file as a reader may see it: its address and all that can be read in it."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            path = file.relative_to(folder).as_posix()
            yield path, "\n".join([path, *_readings(file.read_bytes())])


def _readings(raw: bytes) -> Iterator[str]:
    if raw.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for member in archive.namelist():
                yield member
                yield from _readings(archive.read(member))
        return
    if raw.startswith(b"\x1f\x8b"):
        yield from _readings(gzip.decompress(raw))
        return
    text = raw.decode("utf-8", "replace")
    plain = html.unescape(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))
    yield unquote(plain).replace("\u00ad", "").replace("\u00a0", " ")
    yield _TAG.sub("", plain).replace("\u00ad", "").replace("\u00a0", " ")
    yield raw.decode("utf-16-le", "replace")


_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"<[^<>]*>")


# The curator's site


def test_the_curators_site_is_marked_and_never_passes_for_a_public_one(
    demo: Path, internal_site: Path, public_site: Path
) -> None:
    assert (internal_site / ".nastavnik-internal").is_file()
    refused = nastavnik("audit", internal_site, cwd=demo)
    assert refused.code == 1
    assert ".nastavnik-internal: ошибка У-02: это внутренняя сборка" in refused.out
    assert not (public_site / ".nastavnik-internal").exists()
    passed = nastavnik("audit", public_site, cwd=demo)
    assert passed.code == 0, passed.text


def test_the_curators_site_is_known_even_without_its_mark(
    built_copy: Path,
) -> None:
    (built_copy / "site-internal/.nastavnik-internal").unlink()
    refused = nastavnik("audit", "site-internal", cwd=built_copy)
    assert refused.code == 1
    assert "это внутренняя сборка" in refused.out


def test_the_day_of_the_run_is_the_demonstrations_own(school_copy: Path, tmp_path: Path) -> None:
    """A demonstration looks the same whenever it is built; an asked day is stronger."""
    built = build(school_copy, "internal", tmp_path / "one", None)
    assert built.site.checked.today == date(2026, 11, 20)
    asked = build(school_copy, "internal", tmp_path / "two", date(2026, 9, 1))
    assert asked.site.checked.today == date(2026, 9, 1)
