"""A bank as a table of Word."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from generator.documents.measuring import lines_in
from generator.exchange.pairing import cell_text
from generator.rules.banks import Bank, Cell

_WIDTHS = {
    "bank-mentors": (20, 66, 62, 92, 92, 48, 66, 61, 60, 48, 92, 78),
    "bank-mentees": (20, 74, 56, 118, 48, 74, 61, 66, 48, 102, 66, 52),
}
_FONT = "Times New Roman"
_SIZE = 8
_STYLE = "BankCell"
_PAGE = (297, 210)
_MARGIN = 10
_TWIPS = 20
_HEAD_HALF_POINTS = 15
_CELL_MARGIN = 50
_TALLEST_WHOLE_ROW = 36
_MADE = datetime(2020, 1, 1, tzinfo=UTC)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def bank_docx(bank: Bank, school: str, today: date) -> bytes:
    """Return a bank as a .docx file; the same bank gives the same bytes.

    Args:
        bank: The bank.
        school: Name of the school, for the heading.
        today: The day it is made for.
    """
    document = docx.Document()
    _set_page(document)
    _set_styles(document)
    _set_properties(document, bank)
    _add_heading(document, bank, school, today)
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(_table(bank)))
    _add_page_numbers(document)
    target = io.BytesIO()
    document.save(target)
    return _zipped_again(target.getvalue())


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE[0]), Mm(_PAGE[1])
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(12)
    section.header_distance = section.footer_distance = Mm(6)


def _set_styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(11)
    fonts = normal.element.rPr.rFonts
    for attribute in ("w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), _FONT)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "ru-RU")
    cell = document.styles.add_style(_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = normal
    cell.font.size = Pt(_SIZE)
    cell.paragraph_format.space_after = cell.paragraph_format.space_before = Pt(0)


def _set_properties(document: Any, bank: Bank) -> None:
    about = document.core_properties
    about.title, about.author, about.comments, about.language = bank.title, "", "", "ru-RU"
    about.created = about.modified = _MADE
    about.revision = 1


def _add_heading(document: Any, bank: Bank, school: str, today: date) -> None:
    for text, size, bold in ((bank.title, 14, True), (f"{school}, на {today:%d.%m.%Y}", 11, False)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(2 if bold else 6)
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(size)


def _table(bank: Bank) -> str:
    """Return the XML of the whole table; cell by cell python-docx takes a minute for it."""
    widths = [width * _TWIPS for width in _WIDTHS[bank.id]]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(map(_head_cell, bank.columns, widths))
    rows = "".join(_row(row.cells, widths) for row in bank.rows)
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_BORDERS}<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{_CELL_MARGIN}" w:type="dxa"/>'
        f'<w:right w:w="{_CELL_MARGIN}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblCaption w:val="{escape(bank.title)}"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LINES = "".join(f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for s in _SIDES)
_BORDERS = f"<w:tblBorders>{_LINES}</w:tblBorders>"


def _head_cell(title: str, width: int) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{_STYLE}"/><w:jc w:val="center"/></w:pPr>'
        f'<w:r><w:rPr><w:b/><w:sz w:val="{_HEAD_HALF_POINTS}"/></w:rPr>'
        f"{_text(title)}</w:r></w:p></w:tc>"
    )


def _row(cells: tuple[Cell, ...], widths: list[int]) -> str:
    """Return a row; one that may be taller than a page is allowed to go on on the next."""
    texts = [cell_text(cell) for cell in cells]
    lines = max(
        lines_in(text, (width - 2 * _CELL_MARGIN) / _TWIPS, _SIZE)
        for text, width in zip(texts, widths, strict=True)
    )
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if lines <= _TALLEST_WHOLE_ROW else ""
    return f"<w:tr>{whole}{''.join(map(_cell, cells, texts, widths))}</w:tr>"


def _cell(cell: Cell, text: str, width: int) -> str:
    middle = '<w:jc w:val="center"/>' if cell.value is not None else ""
    run = f"<w:r>{_text(text)}</w:r>" if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{_STYLE}"/>{middle}</w:pPr>{run}</w:p></w:tc>'
    )


def _text(text: str) -> str:
    """Return the content of a run; line breaks and tabs are elements of their own."""
    lines = (
        "<w:tab/>".join(
            f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else ""
            for part in line.split("\t")
        )
        for line in text.split("\n")
    )
    return "<w:br/>".join(lines)


def _add_page_numbers(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for before, field in (("Страница ", "PAGE"), (" из ", "NUMPAGES")):
        run = paragraph.add_run(before)
        run.font.size = Pt(9)
        xml = (
            f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:rPr><w:sz w:val="18"/></w:rPr>'
            "<w:t>1</w:t></w:r></w:fldSimple>"
        )
        paragraph._p.append(parse_xml(xml))


def _zipped_again(raw: bytes) -> bytes:
    """Pack the parts anew with a fixed date: then equal documents are equal bytes."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            new.writestr(info, old.read(part.filename))
    return target.getvalue()
