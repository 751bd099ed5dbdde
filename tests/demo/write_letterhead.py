"""Write the sample letterhead that schools replace with their own: run by hand."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

TARGET = Path(__file__).parents[2] / "theme" / "documents" / "letterhead.docx"
LINES = (
    ("{{ полное название }}", 13, True),
    ("{{ адрес }}", 10, False),
    ("Телефон {{ телефон }}, эл. почта {{ почта }}", 10, False),
    ("Сайт {{ сайт }}", 10, False),
    ("ИНН {{ ИНН }}, ОГРН {{ ОГРН }}", 10, False),
)


def main() -> None:
    document = docx.Document()
    body = document.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    normal = document.styles["Normal"]
    normal.font.name = "Times New Roman"
    for attribute in ("w:cs", "w:eastAsia"):
        normal.element.rPr.rFonts.set(qn(attribute), "Times New Roman")
    for text, size, bold in LINES:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold
    border = (
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="8" w:space="6" w:color="auto"/>'
        "</w:pBdr>"
    )
    paragraph._p.get_or_add_pPr().append(parse_xml(border))
    paragraph.paragraph_format.space_after = Pt(12)
    document.add_paragraph("{{ текст }}")
    document.core_properties.title = "Бланк школы"
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.save(str(TARGET))


if __name__ == "__main__":
    main()
