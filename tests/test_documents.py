"""Documents: three outputs that agree, the same bytes again, text of the data as it is."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image, ImageFont
from pypdf import PdfReader

from generator.diagnostics import DataError
from generator.documents.blocks import Design
from generator.documents.contexts import school_context
from generator.documents.filling import Draft, Filler
from generator.documents.kinds import KINDS
from generator.documents.pdf import GlyphError, printed, source
from generator.documents.press import Made, Press
from generator.rules.declension import Case, UndeclinableError, declined_post, name_in
from generator.settings import Settings
from generator.site import check_data
from tests.command import add, edit, nastavnik
from tests.document_sets import CLOCK, Set, make_all
from tests.document_texts import docx_text, html_text, pdf_text, squeezed, tagged

TRICKY = (
    "# 5А",
    "1. Иванова",
    "<b>жирно</b>",
    "{{ x }}",
    "=СУММ(A1)",
    "a | b",
    "*звёзды*",
    "- тире",
)


def written(school: Path, template: str, design: Design = Design.PLAIN) -> Made:
    """Fill a template of a test and write it in every format."""
    add(school / "content/templates/test.md", template)
    settings = Settings(school)
    checked = check_data(settings, CLOCK)
    context = school_context(checked.registry, checked.today)
    document = Filler(settings.content).fill(Draft("test", "Проба", "test", context, design))
    return Press(settings, checked.registry.school).make(document)


def texts(made: Made) -> tuple[str, str, str]:
    files = made.files
    return html_text(files["html"]), docx_text(files["docx"]), pdf_text(files["pdf"])


def test_every_document_says_the_same_in_every_format(whole: Set) -> None:
    differing = [m.document.id for m in whole.made if len(set(texts(m))) != 1]
    assert differing == []


def test_every_kind_is_in_the_set(whole: Set) -> None:
    ids = [made.document.id for made in whole.made]
    assert len(set(ids)) == len(ids)
    assert [kind.id for kind in KINDS if not any(i.startswith(kind.id) for i in ids)] == []


def test_nothing_of_the_program_shows_in_documents(whole: Set) -> None:
    for made in whole.made:
        text = html_text(made.files["html"])
        found = re.search(r"None|Missing|[\ue000-\uf8ff]|\{\{|\{%|Markup|\*\*|<<|\^\^", text)
        assert not found, (made.document.id, found)


def test_the_curator_reads_and_takes_every_draft(internal_site: Path, whole: Set) -> None:
    page = (internal_site / "documents/index.html").read_text(encoding="utf-8")
    for made in whole.made:
        id_ = made.document.id
        assert f'href="{id_}.html"' in page
        for form in ("docx", "pdf"):
            assert f'href="{id_}.{form}"' in page
            assert (internal_site / f"documents/{id_}.{form}").read_bytes() == made.files[form]
    read = (internal_site / "documents/polozhenie.html").read_text(encoding="utf-8")
    assert "Положение устанавливает" in read


def test_an_act_whose_term_is_over_is_no_ground_of_new_papers(whole: Set) -> None:
    for kind in ("polozhenie", "programma"):
        text = html_text(whole.of(kind).files["html"])
        assert "от29.12.2012№273-ФЗ«ОбобразованиивРоссийскойФедерации»" in text
        assert "№152-ФЗ«Оперсональныхданных»,статьи9и10.1" in text
        assert "знакаотличия„Занаставничество“»" in text
        assert "№204" not in text
        assert "Паспорт" not in text


def test_a_diploma_of_two_agrees_with_them(whole: Set) -> None:
    told = {m.document.id: html_text(m.files["html"]) for m in whole.made}
    assert "награждаютсяВяземская-ЛунёваИринаОлеговна" in told["gramota-2025-2"]
    assert "награждаетсяГромоваЕленаЮрьевна" in told["gramota-2025-1"]


def test_drafts_and_templates_are_never_public(public_site: Path, whole: Set) -> None:
    personal = [kind.id for kind in KINDS if kind.of_pair or kind.of_person]
    ids = [m.document.id for m in whole.made if m.document.id.startswith(tuple(personal))]
    names = [file.name for file in public_site.rglob("*")]
    assert ids
    assert not [name for name in names if name.startswith(tuple(ids))]
    assert not any(name.endswith((".md", ".typ")) or name == "letterhead.docx" for name in names)


def test_tables_have_the_same_cells_in_word_and_on_the_page(whole: Set) -> None:
    made = whole.of("dorozhnaya-karta")
    table = docx.Document(io.BytesIO(made.files["docx"])).tables[-1]
    rows = made.files["html"].decode().split("<tbody>")[-1].count("<tr>") + 1
    assert len(table.rows) == rows
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[0].cells][:2] == ["№", "Мероприятие"]
    merged = table.rows[1].cells
    assert len({id(cell._tc) for cell in merged}) == 1
    assert merged[0].text.startswith("1. Подготовка")


def test_word_has_real_styles_numbers_and_sections(whole: Set) -> None:
    made = whole.of("polozhenie")
    document = docx.Document(io.BytesIO(made.files["docx"]))
    names = {p.style.name for p in document.paragraphs if p.style is not None}
    assert {"Heading 1", "Heading 2", "Документ: пункт", "Документ: перечень"} <= names
    clause = next(p for p in document.paragraphs if p.text.startswith("Положение устанавливает"))
    assert clause._p.pPr is not None
    assert clause._p.pPr.numPr is not None
    section = document.sections[0]
    millimetres = [
        round(side.mm)
        for side in (
            section.left_margin,
            section.right_margin,
            section.top_margin,
            section.bottom_margin,
        )
        if side is not None
    ]
    assert millimetres == [30, 10, 20, 20]
    style = document.styles["Документ: текст"]
    assert (style.font.name, style.font.size.pt) == ("Times New Roman", 14)
    assert "PAGE" in section.header._element.xml
    turned = docx.Document(io.BytesIO(whole.of("dorozhnaya-karta").files["docx"])).sections[0]
    assert turned.page_width > turned.page_height


def test_pdf_is_tagged_for_screen_readers_and_archives(whole: Set) -> None:
    for made in whole.made:
        reader = PdfReader(io.BytesIO(made.files["pdf"]))
        root = reader.trailer["/Root"].get_object()
        about = root["/Metadata"].get_object().get_data().decode()
        assert root["/Lang"] == "ru-RU", made.document.id
        assert root["/MarkInfo"]["/Marked"]
        assert "<pdfaid:part>2" in about
        assert "<pdfaid:conformance>A" in about
        assert "<pdfuaid:part>1" in about
        assert reader.metadata is not None
        assert reader.metadata.title == made.document.title
        fonts = {
            str(font.get_object()["/BaseFont"])
            for page in reader.pages
            for font in page["/Resources"].get("/Font", {}).values()
        }
        assert all("LiberationSerif" in font for font in fonts)
    reader = PdfReader(io.BytesIO(whole.of("polozhenie").files["pdf"]))
    chapters = [item.title for item in reader.outline[1] if not isinstance(item, list)]
    assert chapters[0] == "1. Общие положения"


def test_pdf_tables_have_heads(whole: Set) -> None:
    pieces = tagged(whole.of("prikaz-pary").files["pdf"])
    heads = [squeezed(p.text) for p in pieces if "/TH" in p.tags]
    assert "Закрепитьнаставником" in "".join(heads)
    assert any("/H1" in piece.tags for piece in pieces)


def test_the_same_data_give_the_same_bytes(whole: Set, demo: Path) -> None:
    again = make_all(demo)
    assert [m.document.id for m in again.made] == [m.document.id for m in whole.made]
    for before, after in zip(whole.made, again.made, strict=True):
        assert before.files == after.files


def test_a_change_of_a_record_makes_only_its_documents_anew(
    school_copy: Path, tmp_path: Path
) -> None:
    make_all(school_copy, tmp_path)
    assert not any(made.fresh for made in make_all(school_copy, tmp_path).made)
    edit(school_copy / "data/pairs/2026-sokolova-orlov.yml", "Окрик исчез", "Окриков больше нет")
    fresh = {m.document.id for m in make_all(school_copy, tmp_path).made if m.fresh}
    assert fresh == {"programma-pary-2026-sokolova-orlov", "dnevnik-pary-2026-sokolova-orlov"}


def test_a_new_post_of_a_mentor_changes_the_papers_that_name_it_and_no_other_file(
    school_copy: Path,
) -> None:
    def files() -> dict[str, tuple[bytes, int]]:
        done = nastavnik("documents", "--today", f"{CLOCK:%d.%m.%Y}", cwd=school_copy)
        assert done.code == 0, done.text
        return {
            file.name: (file.read_bytes(), file.stat().st_mtime_ns)
            for file in (school_copy / "documents").iterdir()
            if not file.name.startswith(".")
        }

    before = files()
    edit(
        school_copy / "data/mentors/sokolova.yml",
        "должность: учитель математики",
        "должность: старший учитель математики",
    )
    after = files()
    assert before.keys() == after.keys()
    changed = {name for name, state in before.items() if state != after[name]}
    papers = {
        "dopsoglashenie-2026-sokolova-orlov",
        "prikaz-pary-2026-prikaz-pary",
        "prikaz-reestr",
        "programma-pary-2026-sokolova-orlov",
        "soglasie-rasprostranenie-nastavnik-sokolova",
    }
    assert changed == {f"{paper}.{form}" for paper in papers for form in ("html", "docx", "pdf")}


@pytest.mark.parametrize("text", TRICKY)
def test_text_of_the_data_is_never_markup(text: str, new_school: Path) -> None:
    quoted = text.replace("'", "''")
    edit(new_school / "data/school.yml", "адрес:", f"сайт: '{quoted}'\nадрес:")
    template = (
        "# Проба\n\n{{ school.site }}\n\n1. {{ school.site }}\n2. Слово {{ school.site }}.\n"
        "\n- {{ school.site }}\n\n| А | Б |\n|---|---|\n"
        "| {{ school.site }} | **{{ school.site }}** |\n"
    )
    made = written(new_school, template)
    for got in texts(made):
        assert got.count(squeezed(text)) == 6
    assert f"<p>{text}</p>" not in made.files["html"].decode() or "<" not in text
    assert made.files["html"].decode().count("<h1 ") == 1


def test_a_box_to_tick_takes_the_place_of_a_dash(new_school: Path) -> None:
    made = written(new_school, "1. Кто вы:\n   - □ наставник\n   - □ куратор\n\n- тире\n")
    assert set(texts(made)) == {"1.Ктовы:□наставник□куратор–тире"}


def test_texts_of_the_data_end_and_begin_as_sentences_ask(new_school: Path) -> None:
    template = (
        '{{ "Цель" | uncapital | sentence }} {{ "ФГОС?" | uncapital | sentence }} '
        '{{ "Есть." | sentence }} {{ school.inn | sentence }}\n'
    )
    made = written(new_school, template)
    assert set(texts(made)) == {"цель.ФГОС?Есть.____________________"}


def test_no_word_is_torn_between_lines_of_a_column(whole: Set, demo: Path) -> None:
    fonts = {
        bold: ImageFont.truetype(str(demo / f"theme/fonts/LiberationSerif-{style}.ttf"), 200)
        for bold, style in ((True, "Bold"), (False, "Regular"))
    }
    for made in whole.made:
        for table in docx.Document(io.BytesIO(made.files["docx"])).tables:
            for cell in (cell for row in table.rows for cell in row.cells):
                style = cell.paragraphs[0].style
                if style is None or style.font.size is None or "://" in cell.text:
                    continue
                font, size = fonts[bool(style.font.bold)], style.font.size.pt / 200
                width = (cell.width or 0) / 12700
                for word in re.split(r"[\s-]+", cell.text):
                    assert font.getlength(word) * size < width, (made.document.id, word)


def test_an_addendum_is_signed_by_the_employer_of_the_mentor(whole: Set) -> None:
    ids = {made.document.id for made in whole.made}
    assert "programma-pary-2026-sharipov-gerasimova" in ids
    assert "dopsoglashenie-2026-sharipov-gerasimova" not in ids
    assert "dopsoglashenie-2026-sokolova-orlov" in ids


def test_numbers_follow_headings_and_begin_anew_in_an_annex(new_school: Path) -> None:
    template = (
        "# Акт\n\n## 1. Первое\n\n1. пункт\n   1. подпункт\n2. пункт\n\n"
        "## 1. Второе\n\n1. пункт\n\n"
        '{{ appendix("Приложение") }}\n\n# Список\n\n1. строка\n   1. глубже\n'
    )
    expected = "Акт1.Первое1.1.пункт1.1.1.подпункт1.2.пункт2.Второе2.1.пунктПриложениеСписок"
    assert set(texts(written(new_school, template))) == {f"{expected}1.строка1.1.глубже"}


def test_what_is_missing_is_a_blank_and_is_told(new_school: Path) -> None:
    made = written(new_school, "ИНН {{ school.inn }}, {{ school.psychologist.name | upper }}.\n")
    assert "ИНН (школа)" in made.document.missing
    assert "____" in texts(made)[0]
    assert "None" not in texts(made)[0]


def problem_of(school: Path, template: str, design: Design = Design.PLAIN) -> str:
    with pytest.raises(DataError) as caught:
        written(school, template, design)
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("Текст\n\n{{ school.nonsense }}\n", ":3:1: ошибка Д-01"),
        ("Текст\n{{ nonsense }}\n", ":2:1: ошибка Д-01"),
        ("{% if school %}\n", "ошибка Д-01"),
        ("Слова {{ ruled(2) }} рядом\n", "блок стоит внутри строки"),
        ("#### Глубоко\n", "глубже третьего уровня"),
        ("![схема](a.png)\n", "картинку в документ вставить нельзя"),
        ("<!-- пусто -->\n", "в шаблоне ничего нет"),
        ("{{ school.nme }}\n", "в записи «школа» нет поля «nme»; возможно, «name»"),
        ("{{ mentor }}\n", "имени «mentor» в этом шаблоне нет"),
        ("{{ year | имя }}\n", "нет фильтра «имя»"),
        ("{{ school.head | name('датеьный') }}\n", "нет падежа «датеьный»: годятся именительный"),
        ("{{ school.name \n", "не закрыта скобка"),
        ("{% if school %}\n", "ниже нужна «{% endif %}»"),
        ("{% ecли school %}\n", "нет команды «{% ecли %}»"),
        ("Слово {% endif %}\n", "лишняя команда «{% endif %}»"),
    ],
)
def test_a_broken_template_is_told_by_its_name(
    template: str, expected: str, new_school: Path
) -> None:
    told = problem_of(new_school, template)
    assert told.startswith("content/templates/test.md")
    assert expected in told


def test_a_sign_the_font_lacks_is_refused(new_school: Path) -> None:
    told = problem_of(new_school, "Стоит 5 ₽.\n")
    assert told.startswith("content/templates/test.md:1:9: ошибка Д-04: знака «₽» (U+20BD) нет")


def test_a_sign_the_font_lacks_is_told_by_its_line_once(new_school: Path) -> None:
    line = edit(new_school / "data/school.yml", "адрес: ", "адрес: 中 ")
    done = nastavnik("documents", "prikaz-kurator", "prikaz-reestr", cwd=new_school)
    assert done.code == 1
    assert f"data/school.yml:{line}:" in done.errors
    assert done.errors.count("Д-04") == 1


def test_a_very_large_document_is_printed_alike_in_a_process_of_its_own(whole: Set) -> None:
    rest = b"\n/*" + b"-" * 100_000 + b"*/\n"
    written = source(whole.of("prikaz-kurator").document)
    assert printed(written + rest) == printed(written)
    with pytest.raises(GlyphError) as refused:
        printed(written + '#"₽"'.encode() + rest)
    assert refused.value.sign == "₽"


def letterhead(school: Path, *lines: str) -> Path:
    file = add(school / "theme/documents/letterhead.docx", b"")
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(file))
    return file


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), "нет метки {{ текст }}"),
        (("{{ текст }}", "{{ текст }}"), "несколько меток"),
        (("Тут {{ текст }}",), "не отдельной строкой"),
        (("{{ герб }} {{ флаг }}", "{{ текст }}"), "непонятная метка {{ герб }}, {{ флаг }}"),
        (("{{ тескт }}",), "нет метки {{ текст }}; есть {{ тескт }}"),
    ],
)
def test_a_letterhead_with_wrong_marks_is_refused(
    lines: tuple[str, ...], expected: str, new_school: Path
) -> None:
    letterhead(new_school, *lines)
    told = problem_of(new_school, "Текст\n", Design.LETTERHEAD)
    assert told.startswith("theme/documents/letterhead.docx: ошибка Д-03")
    assert expected in told


def test_columns_of_a_letterhead_are_as_wide_as_in_word(new_school: Path) -> None:
    file = add(new_school / "theme/documents/letterhead.docx", b"")
    document = docx.Document()
    table = document.add_table(1, 2)
    for column, width in zip(table.columns, (Mm(30), Mm(90)), strict=True):
        column.width = width
    for cell, text in zip(table.rows[0].cells, ("Герб", "{{ школа }}"), strict=True):
        cell.text = text
    document.add_paragraph("{{ текст }}")
    document.save(str(file))
    made = written(new_school, "Текст\n", Design.LETTERHEAD)
    assert len(set(texts(made))) == 1
    shares = re.findall(r'style="flex: (\d+) 1 0"', made.files["html"].decode())
    assert int(shares[1]) == pytest.approx(3 * int(shares[0]), rel=0.01)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("theme/documents/бланк.docx", "Д-03: бланк с таким именем не взят"),
        ("theme/documents/letterhead.doc", "сохраните его в Word как .docx"),
        ("content/templates/prikaz-kurotor.md", "назовите его prikaz-kurator.md"),
        ("content/templates/prikaz-kurator.md.txt", "назовите его prikaz-kurator.md"),
    ],
)
def test_a_file_under_a_wrong_name_is_not_passed_over(
    name: str, expected: str, new_school: Path
) -> None:
    add(new_school / name, "# Приказ")
    add(new_school / "theme/documents/~$tterhead.docx", "")
    add(new_school / "content/templates/_shapka.md", "")
    done = nastavnik("documents", "prikaz-kurator", cwd=new_school)
    assert done.code == 1
    assert f"{name}: ошибка Д-0" in done.errors
    assert expected in done.errors
    assert done.errors.count("ошибка Д-") == 1
    assert not (new_school / "documents").exists()


def test_a_broken_letterhead_is_refused(new_school: Path) -> None:
    add(new_school / "theme/documents/letterhead.docx", b"no docx at all")
    assert "не открывается" in problem_of(new_school, "Текст\n", Design.LETTERHEAD)


def test_a_school_puts_its_own_letterhead(new_school: Path) -> None:
    letterhead(new_school, "Бланк {{ школа }}, ИНН {{ ИНН }}", "{{ текст }}", "Исполнитель")
    made = written(new_school, "Текст\n", Design.LETTERHEAD)
    (text,) = set(texts(made))
    assert text.startswith("Бланк")
    assert text.endswith("ТекстИсполнитель")
    assert "ИНН (бланк)" in made.document.missing


def test_a_letterhead_without_lists_keeps_its_footer(new_school: Path) -> None:
    file = letterhead(new_school, "{{ текст }}")
    document = docx.Document(str(file))
    foot = document.sections[0].footer
    foot.paragraphs[0].text = "{{ школа }}, образец бланка"
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    left, right = foot.add_table(1, 2, Mm(160)).rows[0].cells
    left.text = "тел. 0-00"
    right.paragraphs[0]._p.append(field)
    document.part.drop_rel(
        next(r for r, rel in document.part.rels.items() if rel.reltype.endswith("/numbering"))
    )
    document.save(str(file))
    made = written(new_school, "1. Первое\n   - мелочь\n2. Второе\n", Design.LETTERHEAD)
    as_html, as_docx, as_pdf = texts(made)
    assert as_docx == "1.Первое–мелочь2.Второе"
    # Word repeats its foot on each page; pages of the other two have it once, without numbers.
    assert re.fullmatch(r"1\.Первое[–•]мелочь2\.Второе.+,образецбланкател\.0-00", as_html)
    assert as_pdf == as_html
    section = docx.Document(io.BytesIO(made.files["docx"])).sections[0]
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text.endswith(", образец бланка")


def test_the_emblem_of_a_letterhead_is_in_every_format(new_school: Path) -> None:
    file = add(new_school / "theme/documents/letterhead.docx", b"")
    emblem = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(emblem, "PNG")
    document = docx.Document()
    document.add_paragraph().add_run().add_picture(emblem, width=Mm(20))
    document.add_paragraph("{{ текст }}")
    document.save(str(file))
    made = written(new_school, "Текст\n", Design.LETTERHEAD)
    assert 'alt="Эмблема школы" width="80"' in made.files["html"].decode()
    assert any("/Figure" in piece.tags for piece in tagged(made.files["pdf"]))
    assert docx.Document(io.BytesIO(made.files["docx"])).inline_shapes[0].width == Mm(20)


FORMS = {
    ("Соколова Анна Викторовна", Case.DATIVE): "Соколовой Анне Викторовне",
    ("Вяземская-Лунёва Ирина Олеговна", Case.GENITIVE): "Вяземской-Лунёвой Ирины Олеговны",
    ("Шевченко Мария Григорьевна", Case.GENITIVE): "Шевченко Марии Григорьевны",
    ("Ким Вера Андреевна", Case.DATIVE): "Ким Вере Андреевне",
    ("Седых Пётр Ильич", Case.DATIVE): "Седых Петру Ильичу",
    ("Алиев Рашид Мамед оглы", Case.GENITIVE): "Алиева Рашида Мамед оглы",
    ("Ахмедова Лейла Рашид кызы", Case.DATIVE): "Ахмедовой Лейле Рашид кызы",
}


def test_the_order_declines_people_with_their_posts(whole: Set) -> None:
    text = html_text(whole.of("prikaz-pary-2026").files["html"])
    assert "СоколовуАннуВикторовну,учителяматематики" in text
    assert "ОрловымИльёйСергеевичем,учителемматематики" in text
    assert "заместителюдиректорапонаучно-методическойработеКрыловойИ.В." in text


@pytest.mark.parametrize(("name", "case"), FORMS)
def test_names_decline(name: str, case: Case, demo: Path) -> None:
    mentor = next(iter(check_data(Settings(demo), CLOCK).registry.mentors.values()))
    person = mentor.model_copy(update={"full_name": name, "gender": None})
    assert str(name_in(person, case)) == FORMS[name, case]


@pytest.mark.parametrize("name", ["Ли Женя", "Мария Анна Роза Иванова"])
def test_a_name_nobody_can_decline_is_refused(name: str, demo: Path) -> None:
    mentor = next(iter(check_data(Settings(demo), CLOCK).registry.mentors.values()))
    person = mentor.model_copy(update={"full_name": name, "gender": None})
    with pytest.raises(UndeclinableError):
        name_in(person, Case.DATIVE)


@pytest.mark.parametrize(
    ("post", "dative"),
    [
        ("учитель математики", "учителю математики"),
        (
            "заместитель директора по научно-методической работе",
            "заместителю директора по научно-методической работе",
        ),
        ("педагог-психолог", "педагогу-психологу"),
        ("старший методист", "старшему методисту"),
        ("старшая вожатая", "старшей вожатой"),
        ("заведующий библиотекой", "заведующему библиотекой"),
        ("секретарь", "секретарю"),
        ("и. о. директора", "и. о. директора"),
        ("атташе", None),
    ],
)
def test_posts_decline(post: str, dative: str | None) -> None:
    assert declined_post(post, Case.DATIVE) == dative


def test_an_undeclinable_post_is_told_with_its_line(new_school: Path) -> None:
    line = edit(
        new_school / "data/mentors/obrazcova.yml", "должность: учитель", "должность: атташе учитель"
    )
    template = "{{ registry.mentors['obrazcova'] | post('дательный') }}\n"
    told = problem_of(new_school, template)
    assert told.startswith(f"data/mentors/obrazcova.yml:{line}:")
    assert "Д-02" in told
    assert "склонение должности" in told


def test_the_command_tells_what_to_write_by_hand_and_spares_edited_files(new_school: Path) -> None:
    done = nastavnik("documents", "prikaz-pary", "--format", "docx", cwd=new_school)
    assert done.code == 0, done.text
    assert "Впишите от руки" in done.out
    (file, *_) = (new_school / "documents").glob("*.docx")
    file.write_bytes(b"edited")
    done = nastavnik("documents", "prikaz-pary", "--format", "docx", cwd=new_school)
    assert f"Оставлен как есть: {file.name}" in done.out
    assert file.read_bytes() == b"edited"
    nastavnik("documents", "prikaz-pary", "--format", "docx", "--force", cwd=new_school)
    assert zipfile.is_zipfile(file)


def test_a_withdrawal_of_one_person_names_the_pages(demo: Path, whole: Set) -> None:
    registry, today = whole.checked.registry, whole.checked.today
    kind = next(kind for kind in KINDS if kind.id == "otzyv-soglasiya")
    assert kind.of_person is not None
    draft = kind.of_person(registry, today, registry.mentors["sokolova"])
    made = Press(whole.settings, registry.school).make(Filler(demo / "content").fill(draft))
    text = texts(made)[0]
    assert "отСоколовойАнныВикторовны" in text
    assert "/mentors/sokolova.html(Страницанаставника)" in text


def test_the_command_makes_papers_of_one_pair(new_school: Path) -> None:
    done = nastavnik("documents", "--pair", "Новикова", "--format", "html", cwd=new_school)
    assert done.code == 0, done.text
    names = [file.name for file in (new_school / "documents").glob("*.html")]
    assert names
    assert all("2026-obrazcova-novikova" in name for name in names)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("polojenie",), "нет вида «polojenie»"),
        (("--format", "doc"), "годятся html, docx, pdf"),
        (("polozhenie", "--pair", "Новикова"), "не составляются по парам"),
        (("--pair", "Никто"), "нет пары «Никто»"),
    ],
)
def test_a_wrong_call_is_explained(
    arguments: tuple[str, ...], expected: str, new_school: Path
) -> None:
    done = nastavnik("documents", *arguments, cwd=new_school)
    assert done.code == 2
    assert expected in done.errors
