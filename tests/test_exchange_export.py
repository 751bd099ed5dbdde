"""Both banks as files: twelve columns, text that is text, pages that print whole."""

from __future__ import annotations

import io
import re
import time
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree
from python_calamine import CalamineWorkbook

from generator.diagnostics import Span
from generator.documents.measuring import lines_in
from generator.documents.workbook import TooLongError
from generator.exchange.banks import bank_files
from generator.exchange.banks_docx import bank_docx
from generator.exchange.banks_xlsx import bank_xlsx
from generator.model.loading import load
from generator.model.registry import Registry
from generator.rules.banks import MENTEE_COLUMNS, MENTOR_COLUMNS, Bank, BankRow, Cell, mentor_bank
from tests.command import nastavnik
from tests.exchange_tables import TODAY

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NASTY = ("=СУММ(A1:A9)", "+7 (000) 555", "-1", "@школа", "'кавычка", "<b>1. Иванова</b>", "{{ x }}")
OFFICIAL_MENTORS = (
    "№",
    "ФИО наставника",
    "Место работы наставника",
    "Основные компетенции наставника",
    "Важные для программы достижения наставника",
    "Дата вхождения в программу",
    "ФИО наставляемого (наставляемых)",
    "Форма наставничества",
    "Место работы наставляемого",
    "Дата завершения программы",
    "Результаты программы",
    "Ссылка на кейс/отзыв наставляемого, размещённые на сайте ОО",
)
OFFICIAL_MENTEES = (
    "№",
    "ФИО наставляемого",
    "Год рождения наставляемого",
    "Основной запрос наставляемого",
    "Дата вхождения в программу",
    "ФИО наставника",
    "Форма наставничества",
    "Место работы наставника",
    "Дата завершения программы",
    "Результаты программы",
    "Ссылка на кейс/отзыв наставляемого, размещённые на сайте ОО",
    "Отметка о прохождении программы",
)


@pytest.fixture(scope="module")
def registry(demo: Path) -> Registry:
    return load(demo)[0]


@pytest.fixture(scope="module")
def files(registry: Registry) -> dict[str, bytes]:
    return dict(bank_files(registry, TODAY))


def bank(*texts: str) -> Bank:
    """Return a bank of one row with texts in its columns from the third on."""
    cells = [Cell((text,)) for text in texts] + [Cell(())] * (10 - len(texts))
    row = BankRow((Cell(("1",), value=1), Cell(("Соколова Анна Викторовна",)), *cells), Span(""))
    return Bank("bank-mentors", "Банк наставников", MENTOR_COLUMNS, (row,))


def rows_of(raw: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()


def sheet_xml(raw: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))


@pytest.mark.parametrize(
    ("name", "columns"),
    [("bank-mentors", OFFICIAL_MENTORS), ("bank-mentees", OFFICIAL_MENTEES)],
)
def test_files_have_exactly_the_twelve_columns_of_the_form(
    files: dict[str, bytes], name: str, columns: tuple[str, ...]
) -> None:
    assert tuple(rows_of(files[f"{name}.xlsx"])[0]) == columns
    (table,) = docx.Document(io.BytesIO(files[f"{name}.docx"])).tables
    assert tuple(cell.text for cell in table.rows[0].cells) == columns
    assert (MENTOR_COLUMNS, MENTEE_COLUMNS) == (OFFICIAL_MENTORS, OFFICIAL_MENTEES)


def test_excel_word_and_the_page_say_the_same(
    registry: Registry, files: dict[str, bytes], internal_site: Path
) -> None:
    excel = rows_of(files["bank-mentors.xlsx"])
    (table,) = docx.Document(io.BytesIO(files["bank-mentors.docx"])).tables
    page = (internal_site / "bank-mentors.html").read_text(encoding="utf-8")
    rows = mentor_bank(registry, TODAY).rows
    assert len(excel) == len(table.rows) == len(rows) + 1 == page.count("<tr>")
    for number, row in enumerate(rows, 1):
        texts = [cell.text for cell in table.rows[number].cells]
        assert texts[1] == excel[number][1] == row.cells[1].lines[0]
        assert texts[5] == f"{excel[number][5]:%d.%m.%Y}" == row.cells[5].lines[0]
        for place, cell in enumerate(row.cells):
            assert all(line in texts[place] for line in cell.lines)
            assert cell.url in texts[place]
    assert excel[1][0] == 1


def test_a_text_is_never_a_formula(files: dict[str, bytes]) -> None:
    for raw in (bank_xlsx(bank(*NASTY), "=Школа & «Дом»", TODAY), files["bank-mentors.xlsx"]):
        assert list(sheet_xml(raw).iter(f"{MAIN}f")) == []
    made = bank_xlsx(bank(*NASTY), "=Школа & «Дом»", TODAY)
    assert tuple(rows_of(made)[1][2 : 2 + len(NASTY)]) == NASTY
    (table,) = docx.Document(io.BytesIO(bank_docx(bank(*NASTY), "Школа", TODAY))).tables
    assert tuple(cell.text for cell in table.rows[1].cells)[2 : 2 + len(NASTY)] == NASTY


def test_excel_prints_on_a4_landscape_one_page_wide_with_a_header_on_each(
    files: dict[str, bytes],
) -> None:
    raw = files["bank-mentees.xlsx"]
    sheet = sheet_xml(raw)
    setup = sheet.find(f"{MAIN}pageSetup")
    assert setup.get("paperSize") == "9"
    assert setup.get("orientation") == "landscape"
    assert setup.get("fitToHeight") == "0"
    assert sheet.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr").get("fitToPage") == "1"
    pane = sheet.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert "$1:$1</definedName>" in archive.read("xl/workbook.xml").decode()


def test_word_repeats_the_header_and_keeps_rows_whole(files: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(files["bank-mentors.docx"]))
    section = document.sections[0]
    assert section.orientation is WD_ORIENT.LANDSCAPE
    assert section.page_width == max(section.page_width, section.page_height)
    rows = document.tables[0]._tbl.tr_lst
    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def height_of(raw: bytes, first: int, last: int) -> float:
    rows = {int(row.get("r")): float(row.get("ht")) for row in sheet_xml(raw).iter(f"{MAIN}row")}
    return sum(rows[number] for number in range(first, last + 1))


def test_wrapped_text_has_the_height_it_needs() -> None:
    words = "Опытный учитель ведёт кружок и готовит к олимпиадам. "
    text = (words * 8).strip()
    raw = bank_xlsx(bank("Школа", text), "Школа", TODAY)
    # 20 signs of 7 pixels hold 140 pixels; a letter of Times 10 takes 6 on average.
    needed = len(text) * 6 / 140 * 11.5
    assert needed <= height_of(raw, 2, 2) <= needed * 1.25


def test_a_row_taller_than_excel_allows_takes_several_merged_ones() -> None:
    text = ("Учитель ведёт кружок. " * 100)[:2000].strip()
    raw = bank_xlsx(bank("Школа", text, "коротко"), "Школа", TODAY)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0)
    merged = {
        column: (top, bottom) for (top, column), (bottom, _) in sheet.merged_cell_ranges or ()
    }
    assert set(merged) == set(range(12))
    (top, bottom), *rest = merged.values()
    assert all(span == (top, bottom) for span in rest)
    heights = [float(row.get("ht")) for row in sheet_xml(raw).iter(f"{MAIN}row")][1:]
    assert max(heights) <= 409
    assert sum(heights) >= 2000 * 6 / 140 * 11.5
    assert sheet.to_python()[1][3] == text


def test_a_text_longer_than_a_cell_of_excel_is_refused_and_not_cut() -> None:
    with pytest.raises(TooLongError, match="40000"):
        bank_xlsx(bank("а" * 40_000), "Школа", TODAY)


def test_lines_are_counted_by_words_and_by_breaks() -> None:
    assert lines_in("", 100, 10) == 1
    assert lines_in("а\nб\n", 100, 10) == 3
    assert lines_in("ш" * 100, 100, 10) >= 100 * 7.5 / 100
    assert lines_in("слово " * 20, 100, 10) > lines_in("слово " * 20, 200, 10) >= 3


def test_the_same_data_give_the_same_bytes(registry: Registry, files: dict[str, bytes]) -> None:
    time.sleep(2.1)  # a date inside an archive counts by two seconds
    assert bank_files(registry, TODAY) == files
    assert bank_files(registry, date(2026, 11, 21)) != files


def test_the_command_writes_four_files_and_replaces_them(school_copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "Выгрузка банков"
    done = nastavnik("export", "banks", "-o", out, cwd=school_copy)
    assert done.code == 0, done.text
    names = {"bank-mentors.xlsx", "bank-mentors.docx", "bank-mentees.xlsx", "bank-mentees.docx"}
    assert {file.name for file in out.iterdir()} == names
    assert all(str(out / name) in done.out for name in names)
    again = nastavnik("export", "banks", "-o", out, "--today", "01.12.2026", cwd=school_copy)
    assert again.code == 0
    assert "01.12.2026" in again.out
    assert {file.name for file in out.iterdir()} == names


def test_data_with_errors_are_not_exported(school_copy: Path, tmp_path: Path) -> None:
    file = school_copy / "data/mentors/sokolova.yml"
    file.write_text(re.sub(r"^тип:.*\n", "", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    done = nastavnik("export", "banks", "-o", tmp_path / "out", cwd=school_copy)
    assert done.code == 1
    assert "data/mentors/sokolova.yml" in done.errors
    assert "тип" in done.errors
    assert not (tmp_path / "out").exists()
