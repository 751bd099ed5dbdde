"""Acts: what is wrong with their files, what of them is published, what their pages show."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import io
import re
from datetime import date
from pathlib import Path

import docx
import pytest
from asn1crypto import cms

from generator.adapters.building import build
from generator.audit import audit
from generator.catalogue import ENTRIES
from generator.diagnostics import DataError, Problem
from generator.model.act import ActStatus, SignatureKind
from generator.model.links import replace_links
from generator.model.loading import load
from generator.model.registry import Registry
from generator.publication.records import PublicAct
from generator.render.clauses import document_html
from generator.rules.act_files import LARGEST, facts_of, facts_of_files, good_name
from generator.rules.signature_files import signers_of
from generator.settings import Settings
from generator.site import Site, check_data, public_site
from generator.views.page import Public
from tests.act_papers import (
    lay,
    locked_pdf,
    scan_pdf,
    signature,
    text_pdf,
    uncopied_pdf,
)
from tests.demo.write_acts import files
from tests.document_texts import pdf_text
from tests.sound_school import TODAY, problems_in, sound_school

ROOT = Path(__file__).resolve().parent.parent
ACT = "# data/acts/2026-kurator.yml\nвид: приказ о назначении куратора\nпары:\n"
SIGNED = "подпись: {вид: собственноручная, владелец: Ремизов О. Д., должность: директор, подписано: 02.09.2026}\n"  # noqa: E501


def docx_of(words: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(words)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def told(folder: Path, file: str, data: bytes, more: str = "", **others: bytes) -> list[Problem]:
    """Return what is told of an act with one file, and of nothing else."""
    school = sound_school(folder, f"{ACT}{SIGNED}файлы: [{{файл: {file}, название: Приказ{more}}}]")
    lay(school, file, data)
    for name, other in others.items():
        lay(school, name.replace("__", "."), other)
    return list(problems_in(school))


WRONG = {
    "Э-01": [
        ("prikaz.pdf", b"%PDF-1.7\nbroken", "", "повреждён"),
        ("prikaz.pdf", b"PK\x03\x04", "", "внутри не PDF"),
        ("prikaz.pdf", b"", "", "он пуст"),
        ("prikaz.docx", b"PK\x03\x04half", "", "повреждён"),
        ("prikaz.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", "", "закрыт паролем или сохранён в старом"),
        ("prikaz.rtf", b"hello", "", "внутри не .rtf"),
    ],
    "Э-02": [("prikaz.pdf", locked_pdf(), "", "закрыт паролем")],
    "Э-03": [("prikaz.pdf", uncopied_pdf(), "", "запрещено копировать")],
    "Э-05": [
        ("Приказ 61.pdf", text_pdf("Приказ"), "", "переименуйте файл: prikaz-61.pdf"),
        ("prikaz 61.pdf", text_pdf("Приказ"), "", "переименуйте файл: prikaz-61.pdf"),
        ("prikaz#61.pdf", text_pdf("Приказ"), "", "переименуйте файл: prikaz-61.pdf"),
        ("prikaz.md", "Приказ".encode(), "", "в ключе «текст»"),
    ],
    "Э-07": [("prikaz.pdf", text_pdf("Приказ") + bytes(LARGEST), "", "велик: 15 МБ")],
    "Э-08": [
        ("prikaz.pages", b"x", "", "файлы .pages"),
        ("prikaz.sig", signature(), "", "в ключе «файл подписи»"),
    ],
    "Э-09": [("prikaz.pdf", text_pdf("Приказ"), ", файл подписи: prikaz.pdf", "не файл")],
}


@pytest.mark.parametrize(
    ("code", "file", "data", "more", "words"),
    [(code, *case) for code, cases in WRONG.items() for case in cases],
    ids=[f"{code}-{i}" for code, cases in WRONG.items() for i in range(len(cases))],
)
def test_a_bad_file_is_told_of_at_its_line(
    tmp_path: Path, code: str, file: str, data: bytes, more: str, words: str
) -> None:
    problems = [p for p in told(tmp_path, file, data, more) if not p.code.startswith("Л")]
    assert [p.code for p in problems] == [code]
    assert problems[0].level is ENTRIES[code].level
    assert words in str(problems[0])
    assert problems[0].span.path == "data/acts/2026-kurator.yml"
    assert problems[0].span.line > 1


def test_a_file_outside_the_folder_is_told_of_once(tmp_path: Path) -> None:
    problems = told(tmp_path, "../prikaz.pdf", text_pdf("Приказ"))
    assert [p.code for p in problems if not p.code.startswith("Л")] == ["П-16"]


GOOD = {
    "prikaz.pdf": text_pdf("Приказ о назначении куратора"),
    "2024/prikaz_61-o.docx": docx_of("Приказ"),
    "forma.rtf": b"{\\rtf1 form}",
    "text.txt": b"text",
}


@pytest.mark.parametrize("file", GOOD)
def test_a_good_file_raises_nothing(tmp_path: Path, file: str) -> None:
    assert [str(p) for p in told(tmp_path, file, GOOD[file])] == []


def test_a_signature_beside_its_file_raises_nothing(tmp_path: Path) -> None:
    more = ", файл подписи: prikaz.pdf.sig"
    paper = GOOD["prikaz.pdf"]
    found = told(tmp_path, "prikaz.pdf", paper, more, prikaz__pdf__sig=signature(paper))
    assert found == []


WRONG_SIGNATURES = {
    "Э-09": (b"\x30\x82broken", "не файл электронной подписи"),
    "Э-14": (signature(b"another"), "«prikaz.pdf» после неё изменён"),
    "Э-15": (signature(GOOD["prikaz.pdf"], date(2021, 3, 4)), "действовал с 01.01.2020 по 04.03"),
}


@pytest.mark.parametrize("code", WRONG_SIGNATURES)
def test_a_signature_of_another_file_or_by_an_old_certificate_is_told_of(
    tmp_path: Path, code: str
) -> None:
    data, words = WRONG_SIGNATURES[code]
    more = ", файл подписи: prikaz.pdf.sig"
    (problem,) = told(tmp_path, "prikaz.pdf", GOOD["prikaz.pdf"], more, prikaz__pdf__sig=data)
    assert (problem.code, problem.level) == (code, ENTRIES[code].level)
    assert words in str(problem)


def test_a_signature_by_gost_is_read_but_not_judged() -> None:
    info = cms.ContentInfo.load(signature(b"paper"))
    info["content"]["signer_infos"][0]["digest_algorithm"]["algorithm"] = "1.2.643.7.1.1.2.2"
    (signer,) = signers_of(info.dump(force=True))
    assert signer.digest == "1.2.643.7.1.1.2.2"
    assert not signer.is_of_another(b"other")


def test_a_signature_in_base64_is_a_signature_and_a_picture_is_none() -> None:
    plain = base64.encodebytes(signature())
    assert signers_of(plain)
    assert signers_of(b"-----BEGIN CMS-----\n" + plain + b"-----END CMS-----\n")
    assert not signers_of(b"\x89PNG")
    assert not signers_of("подпись".encode())


def test_names_that_differ_by_capital_letters_are_told_of(tmp_path: Path) -> None:
    both = "файлы: [{файл: Prikaz.pdf, название: Один}, {файл: prikaz.pdf, название: Два}]"
    school = sound_school(tmp_path, f"{ACT}{SIGNED}{both}")
    lay(school, "Prikaz.pdf", GOOD["prikaz.pdf"])
    lay(school, "prikaz.pdf", GOOD["prikaz.pdf"])
    assert "Э-06" in {p.code for p in problems_in(school)}


def test_a_missing_file_is_sought_by_other_letters(tmp_path: Path) -> None:
    school = sound_school(tmp_path, f"{ACT}{SIGNED}файлы: [{{файл: Prikaz.pdf, название: П}}]")
    lay(school, "prikaz.pdf", GOOD["prikaz.pdf"])
    (problem,) = problems_in(school)
    assert problem.code == "П-15"
    assert "там есть «prikaz.pdf»" in problem.hint


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        ("Положение 2026.PDF", "polozhenie-2026.pdf"),
        ("приказы/№ 61-о.docx", "prikazy/61-o.docx"),
        ("план", "plan"),
    ],
)
def test_a_name_for_any_hosting_is_offered(typed: str, good: str) -> None:
    assert good_name(typed) == good


# Scans


def test_a_scan_without_text_is_told_of_and_kept_back(tmp_path: Path) -> None:
    codes = {p.code for p in told(tmp_path, "prikaz.pdf", scan_pdf(2))}
    assert codes == {"Э-04", "Л-02"}


def test_a_scan_read_by_people_with_its_text_beside_raises_nothing(tmp_path: Path) -> None:
    more = ", имена проверены: да, текстовая версия: prikaz.docx"
    assert told(tmp_path, "prikaz.pdf", scan_pdf(), more, prikaz__docx=docx_of("Приказ")) == []


def test_another_scan_is_no_text_version(tmp_path: Path) -> None:
    more = ", имена проверены: да, текстовая версия: drugoy.pdf"
    (problem,) = told(tmp_path, "prikaz.pdf", scan_pdf(), more, drugoy__pdf=scan_pdf())
    assert problem.code == "Э-04"
    assert "и в «drugoy.pdf» тоже" in problem.message


def test_the_text_of_the_act_is_the_text_version_of_its_scan(tmp_path: Path) -> None:
    file = "файлы: [{файл: prikaz.pdf, название: Приказ, имена проверены: да}]"
    school = sound_school(tmp_path, f"{ACT}{SIGNED}{file}\nтекст: Назначить куратора.")
    lay(school, "prikaz.pdf", scan_pdf())
    assert problems_in(school) == ()


# The record


def test_a_long_text_stands_in_a_file_beside(tmp_path: Path) -> None:
    school = sound_school(tmp_path, f"{ACT}текст: prikaz.md")
    lay(school, "prikaz.md", "1.1. Назначить куратора.".encode())
    assert problems_in(school) == ()
    assert act_of(school, "2026-kurator").text == "1.1. Назначить куратора."


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("net.md", None, "П-15"),
        ("../../data/school.md", None, "П-16"),
        ("cp1251.md", "Приказ".encode("cp1251"), "Ф-04"),
        ("empty.md", b" \n", "К-08"),
    ],
)
def test_a_text_that_cannot_be_read_is_told_of(
    tmp_path: Path, name: str, data: bytes | None, code: str
) -> None:
    school = sound_school(tmp_path, f"{ACT}текст: {name}")
    if data is not None:
        lay(school, name, data)
    (problem,) = problems_in(school)
    assert (problem.code, problem.span.path) == (code, "data/acts/2026-kurator.yml")


def test_a_wrong_link_in_a_file_of_text_is_told_of(tmp_path: Path) -> None:
    school = sound_school(tmp_path, f"{ACT}текст: prikaz.md")
    lay(school, "prikaz.md", "Во исполнение [положения](acts/net).".encode())
    assert [p.code for p in problems_in(school)] == ["П-01"]


def test_a_ring_of_three_is_found(tmp_path: Path) -> None:
    ring = "".join(
        f"# data/acts/{own}.yml\nстатус: утратил силу\nзаменён: {other}\n"
        for own, other in (("a-1", "b-1"), ("b-1", "c-1"), ("c-1", "a-1"))
    )
    problems = problems_in(sound_school(tmp_path, ring))
    assert [p.code for p in problems if p.code.startswith("Э")] == ["Э-11"] * 3


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("заменён: 2026-reestr", "заменён, а его статус — «действует»"),
        ("утратил силу: 10.10.2026", "утратил силу 10.10.2026, а его статус"),
        ("статус: утратил силу\nзаменён: star", "заменён документом от 01.01.2025"),
    ],
)
def test_a_status_that_contradicts_is_told_of(tmp_path: Path, lines: str, words: str) -> None:
    old = "# data/acts/star.yml\nвид: протокол\nпары:\nдата: 01.01.2025\n"
    problems = problems_in(sound_school(tmp_path, f"{old}{ACT}{lines}"))
    assert [p.code for p in problems] == ["Э-12"]
    assert words in problems[0].message


def test_a_file_that_nobody_signed_is_advised_about(tmp_path: Path) -> None:
    school = sound_school(tmp_path, f"{ACT}файлы: [{{файл: prikaz.pdf, название: Приказ}}]")
    lay(school, "prikaz.pdf", GOOD["prikaz.pdf"])
    assert [p.code for p in problems_in(school)] == ["Э-13"]


def test_a_certificate_begins_before_the_signature(tmp_path: Path) -> None:
    card = SIGNED.replace("подписано", "действует с: 03.09.2026, подписано")
    problems = problems_in(sound_school(tmp_path, f"{ACT}{card}"))
    assert [p.code for p in problems] == ["П-05"]


# What is published


def act_of(school: Path, id_: str) -> PublicAct:
    """Return an act as it is published."""
    checked = check_data(Settings(school, TODAY), TODAY)
    return next(act for act in checked.publication.acts if act.id == id_)


def site_of(school: Path) -> Site[Public]:
    """Return the public site in memory; its menu leads to the news."""
    news = school / "content/news/index.md"
    news.parent.mkdir(parents=True, exist_ok=True)
    news.write_text("# Новости", encoding="utf-8")
    settings = Settings(school, TODAY)
    return public_site(check_data(settings, TODAY), settings)


def ids_of(school: Path) -> set[str]:
    checked = check_data(Settings(school, TODAY), TODAY)
    return {act.id for act in checked.publication.acts}


@pytest.mark.parametrize(
    ("lines", "public"),
    [
        ("статус: проект", False),
        ("статус: проект\nпубликуется: да", True),
        ("вид: персонализированная программа", False),
        ("публикуется: нет", False),
        ("статус: утратил силу", True),
    ],
)
def test_drafts_and_personal_papers_wait_for_the_schools_word(
    tmp_path: Path, lines: str, public: bool
) -> None:
    school = sound_school(tmp_path, f"# data/acts/2026-kurator.yml\nвид: протокол\nпары:\n{lines}")
    assert ("2026-kurator" in ids_of(school)) is public


PAIRS_ORDER = (
    "# data/acts/2026-prikaz-pary.yml\nутверждаю: {должность: директор, ФИО: Ремизов О. Д., "
    "дата: 02.09.2026}\nфайлы: [{файл: prikaz.pdf, название: Приказ}]\n"
)


def consent(places: str = "") -> str:
    spread = f"{{вид: распространение, дата: 28.08.2024, сведения: [ФИО]{places}}}"
    return f"согласия: [{{вид: обработка, дата: 28.08.2024}}, {spread}]\n"


@pytest.mark.parametrize(
    ("mentor", "mentee", "published"),
    [
        ("", "", False),
        (consent(), "", False),
        (consent(), consent(), True),
        (consent(), consent(", где: [новости]"), False),
    ],
)
def test_an_order_that_lists_people_needs_everybodys_leave(
    tmp_path: Path, mentor: str, mentee: str, published: bool
) -> None:
    pieces = PAIRS_ORDER
    for place, lines in (("mentors/sokolova", mentor), ("mentees/orlov", mentee)):
        pieces += f"# data/{place}.yml\n{lines}" if lines else ""
    school = sound_school(tmp_path, pieces)
    lay(school, "prikaz.pdf", text_pdf("Закрепить Орлова за Соколовой"))
    act = act_of(school, "2026-prikaz-pary")
    assert bool(act.files) is published
    assert act.held is not published
    codes = [p.code for p in problems_in(school)]
    assert codes == ([] if published else ["Л-02"])
    assert site_of(school).shows_file("documents/prikaz.pdf") is published


def test_a_text_that_names_somebody_stays_behind_and_the_page_says_so(tmp_path: Path) -> None:
    school = sound_school(tmp_path, f"{ACT}текст: Назначить Соколову Анну Викторовну.")
    act = act_of(school, "2026-kurator")
    assert (act.text, act.held) == ("", True)
    (problem,) = problems_in(school)
    assert problem.code == "Л-01"
    assert "текст" in (school / problem.span.path).read_text().splitlines()[problem.span.line - 1]


def test_a_title_that_names_somebody_keeps_the_whole_act_back(tmp_path: Path) -> None:
    school = sound_school(tmp_path, f"{ACT}название: О премии Соколовой Анне Викторовне")
    assert "2026-kurator" not in ids_of(school)
    assert [p.code for p in problems_in(school)] == ["Л-01"]


def test_what_a_file_is_stands_on_the_page(tmp_path: Path) -> None:
    data = text_pdf("Приказ", "Приложение")
    school = sound_school(
        tmp_path,
        f"{ACT}{SIGNED}файлы: [{{файл: prikaz.pdf, название: Приказ, "
        "файл подписи: prikaz.pdf.sig}]",
    )
    lay(school, "prikaz.pdf", data)
    lay(school, "prikaz.pdf.sig", signature())
    site = site_of(school)
    html = site.pages["acts/2026-kurator"].html
    assert hashlib.sha256(data).hexdigest() in html
    assert "2\u00a0страницы" in html
    assert 'href="../documents/prikaz.pdf.sig"' in html
    assert site.shows_file("documents/prikaz.pdf.sig")
    assert not site.shows_file("documents/chuzhoy.pdf")


def test_a_file_that_changed_is_looked_at_again(tmp_path: Path) -> None:
    file = tmp_path / "prikaz.pdf"
    file.write_bytes(text_pdf("Приказ"))
    assert facts_of(file).pages == 1
    file.write_bytes(text_pdf("Приказ", "Ещё страница"))
    assert facts_of(file).pages == 2


# What the audit says of their files


def test_a_name_in_a_file_of_an_act_stops_the_build(new_school: Path, tmp_path: Path) -> None:
    mentee = next((new_school / "data/mentees").glob("*.yml"))
    name = re.search(r"^ФИО: (.+)$", mentee.read_text(encoding="utf-8"), re.MULTILINE)
    assert name is not None
    lay(new_school, "prikaz.pdf", text_pdf(f"Закрепить наставника: {name[1]}"))
    (new_school / "data/acts/2026-tayna.yml").write_text(
        "вид: иной документ\nназвание: О делах\nдата: 01.09.2026\nо чём: О делах школы.\n"
        f"{SIGNED}файлы: [{{файл: prikaz.pdf, название: Приказ}}]\n",
        encoding="utf-8",
    )
    with pytest.raises(DataError) as caught:
        build(new_school, "public", tmp_path / "site", TODAY)
    leaks = [p for p in caught.value.problems if p.code == "У-01"]
    assert leaks[0].span.path == "documents/prikaz.pdf"
    assert name[1] in leaks[0].message
    assert f"data/mentees/{mentee.name}" in leaks[0].message
    assert "страница 1" in leaks[0].message
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("checked", [True, False])
def test_a_scan_is_told_of_until_people_have_read_it(tmp_path: Path, checked: bool) -> None:
    word = "да" if checked else "нет"
    school = sound_school(
        tmp_path / "school",
        f"{ACT}{SIGNED}файлы: [{{файл: skan.pdf, название: Скан, имена проверены: {word}}}]",
    )
    lay(school, "skan.pdf", scan_pdf())
    lay(tmp_path / "site", "skan.pdf", scan_pdf())
    found = audit(tmp_path / "site/content", load(school)[0], TODAY)
    assert [p.code for p in found] == ([] if checked else ["У-04"])


# The demonstration's papers


@pytest.fixture(scope="module")
def demonstration() -> Registry:
    return load(ROOT)[0]


def test_the_demonstration_has_papers_of_every_sort(demonstration: Registry) -> None:
    acts = [act for act in demonstration.acts.values() if act.public]
    facts = facts_of_files(demonstration, Settings(ROOT))
    assert sum(bool(act.files) for act in acts) >= 12
    assert sum(bool(act.text) for act in acts) >= 4
    assert any(facts[file.file].pictures and act.text for act in acts for file in act.files)
    assert any(file.signature for act in acts for file in act.files)
    kinds = {act.signature.kind for act in acts if act.signature}
    assert {SignatureKind.BY_HAND, SignatureKind.QUALIFIED} <= kinds
    assert any(act.replaced_by and act.text for act in acts)
    assert any(act.status is ActStatus.DRAFT for act in acts)


def test_a_page_and_its_paper_say_the_same(demonstration: Registry) -> None:
    compared = 0
    for act in demonstration.acts.values():
        for file in act.files:
            if act.text is None or not file.file.endswith(".pdf") or "skan" in file.file:
                continue
            paper = squeezed(pdf_text((ROOT / "content/documents" / file.file).read_bytes()))
            assert squeezed(act.title) in paper, file.file
            assert squeezed("Демонстрационный документ") in paper, file.file
            for line in filter(None, act.text.splitlines()):
                if not line.startswith("|"):
                    words = replace_links(line, lambda link: link.text)
                    assert squeezed(words) in paper, (file.file, line)
                    compared += 1
    assert compared > 100


def squeezed(text: str) -> str:
    """Return the letters and digits of a text alone."""
    return re.sub(r"[\W_]+", "", text)


def test_papers_come_out_the_same_each_time(demonstration: Registry) -> None:
    some = {"2026-prikaz-polozhenie", "forma-soglasiya", "2024-prikaz-kurator"}
    acts = {id_: act for id_, act in demonstration.acts.items() if id_ in some}
    few = dataclasses.replace(demonstration, acts=acts)
    first, second = dict(files(few)), dict(files(few))
    assert len(first) == 4
    assert first == second
    (signer,) = signers_of(first["prikaz-64-o.pdf.sig"])
    assert not signer.is_of_another(first["prikaz-64-o.pdf"])
    assert signer.is_of_another(first["soglasie-rasprostranenie.docx"])


# Its page


def href(path: str) -> str:
    return f"../{path}.html"


def test_numbers_of_clauses_are_words_of_the_text() -> None:
    html = str(document_html("3. Третий\n7. Седьмой\n7.2. Пункт\n10) Десятый", href))
    text = re.sub(r"<[^>]+>", "", html)
    assert text.split("\n")[:4] == ["3. Третий", "7. Седьмой", "7.2. Пункт", "10) Десятый"]
    assert "<ol" not in html
    assert re.findall(r'id="([^"]+)"', html) == ["p-3", "p-7", "p-7-2", "p-10"]


def test_dates_and_years_begin_no_clause() -> None:
    html = str(document_html("Срок до\n01.09.2026 включительно, до\n2027. Далее", href))
    assert html.count("<p>") == 1


def test_headings_of_a_text_go_under_the_page() -> None:
    html = str(document_html("# Глава\n## 1. Общее\n### Часть\n## 1. Общее", href))
    assert re.findall(r'<(h\d) id="([^"]+)"', html) == [
        ("h3", "t-glava"),
        ("h4", "p-1"),
        ("h5", "t-chast"),
        ("h4", "p-1-2"),
    ]


def test_markup_and_links_of_a_text_are_harmless() -> None:
    text = "<b>х</b> {{ x }} [слово](javascript:alert) ![к](x.png) [акт](acts/a)\n\n____"
    html = str(document_html(text, href))
    assert "<b>" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert 'href="../acts/a.html"' in html
    assert "<hr" not in html


def test_a_table_of_a_text_is_read_and_scrolled() -> None:
    html = str(document_html("| № | Что |\n|---|---|\n| 1. | Дело |", href))
    assert html.count('scope="col"') == 2
    assert 'tabindex="0" role="region" aria-label="Таблица 1"' in html
