"""The sheet a .docx is written on: an empty one, a diploma's, or the school's letterhead."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from lxml import etree

from generator.documents.blocks import Block
from generator.documents.letterhead import blocks_above, blocks_below, fill_marks, text_mark
from generator.documents.package import CUT, DOCUMENT, Package
from generator.documents.styling import DIPLOMA, FONT, PLAIN, Look, add_numbering, add_styles

_WORD_OF_TODAY = "15"


def empty_package() -> Package:
    """Return an empty sheet with the margins of ГОСТ Р 7.0.97-2016 and numbers of pages."""
    document = _empty_document()
    _add_page_numbers(document.sections[0])
    return _packed(document)


def _empty_document() -> Any:
    document = docx.Document()
    body = document.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    body.insert(0, etree.ProcessingInstruction("nastavnik-text"))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    return document


def diploma_package() -> Package:
    """Return a sheet with a frame and large letters, for a paper to be put on a wall."""
    document = _empty_document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(30)
    section.top_margin, section.bottom_margin = Mm(35), Mm(30)
    sides = "".join(
        f'<w:{side} w:val="thinThickSmallGap" w:sz="24" w:space="24" w:color="A67C2E"/>'
        for side in ("top", "left", "bottom", "right")
    )
    borders = f'<w:pgBorders {nsdecls("w")} w:offsetFrom="page">{sides}</w:pgBorders>'
    section._sectPr.find(qn("w:pgMar")).addnext(parse_xml(borders))
    return _packed(document, look=DIPLOMA)


def letterhead_package(file: Path, values: Mapping[str, str | None]) -> Package:
    """Return a letterhead ready for its text.

    Args:
        file: The letterhead.
        values: What its marks stand for; ``None`` where the data have nothing.

    Raises:
        LetterheadError: When the file is no .docx or its marks are not as they should be.
    """
    document = text_mark(file)
    missing = fill_marks(document, values)
    letterhead = (tuple(blocks_above(document)), tuple(blocks_below(document)))
    section = document.sections[0]
    if not section._sectPr.findall(qn("w:headerReference")):
        _add_page_numbers(section)
    return _packed(document, letterhead, missing)


def _packed(
    document: Any,
    letterhead: tuple[tuple[Block, ...], tuple[Block, ...]] = ((), ()),
    missing: tuple[str, ...] = (),
    look: Look = PLAIN,
) -> Package:
    styles = add_styles(document, look)
    abstract, bullets, numbers = add_numbering(document)
    _add_settings(document)
    body = document.element.body
    upright = body.sectPr
    body.remove(upright)
    turned = copy.deepcopy(upright)
    _turn(turned)
    target = io.BytesIO()
    document.save(target)
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before, after = parts[DOCUMENT].split(CUT)
    return Package(
        parts=parts,
        before=before,
        after=after.replace(b"</w:body></w:document>", b"").rstrip(),
        upright=_section_xml(upright),
        turned=_section_xml(turned),
        widths={False: _text_width(upright), True: _text_width(turned)},
        bullets=bullets,
        numbers=numbers,
        abstract=abstract,
        styles=styles,
        letterhead=letterhead,
        missing=missing,
        is_diploma=look is DIPLOMA,
    )


def _section_xml(section: Any) -> str:
    return str(etree.tostring(section, encoding="unicode"))


def _text_width(section: Any) -> int:
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    wide = int(size.get(qn("w:w")))
    return wide - int(margins.get(qn("w:left"))) - int(margins.get(qn("w:right")))


def _turn(section: Any) -> None:
    """Turn a section sideways: its binding edge goes to the top."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    size.set(qn("w:w"), height)
    size.set(qn("w:h"), width)
    size.set(qn("w:orient"), "landscape")
    sides = ("top", "right", "bottom", "left")
    values = [margins.get(qn(f"w:{side}")) for side in sides]
    for side, value in zip(sides, (values[3], values[0], values[1], values[2]), strict=True):
        margins.set(qn(f"w:{side}"), value)


def _add_page_numbers(section: Any) -> None:
    """Number pages in the middle of the top margin, from the second one on."""
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    _repeat_footer(section._sectPr)
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    xml = (
        f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:rPr>'
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/><w:sz w:val="24"/></w:rPr>'
        "<w:t>2</w:t></w:r></w:fldSimple>"
    )
    paragraph._p.append(parse_xml(xml))


def _repeat_footer(settings: Any) -> None:
    """Give the first page the footer of the others: a letterhead may have one."""
    footers = {f.get(qn("w:type")): f for f in settings.findall(qn("w:footerReference"))}
    if "default" in footers and "first" not in footers:
        first = copy.deepcopy(footers["default"])
        first.set(qn("w:type"), "first")
        footers["default"].addnext(first)


def _add_settings(document: Any) -> None:
    """Say that the file is of today's Word, so that it is not opened as an old one."""
    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    if compat is None:
        return
    known = {s.get(qn("w:name")): s for s in compat.findall(qn("w:compatSetting"))}
    if "compatibilityMode" in known:
        known["compatibilityMode"].set(qn("w:val"), _WORD_OF_TODAY)
        return
    xml = (
        f'<w:compatSetting {nsdecls("w")} w:name="compatibilityMode" '
        f'w:uri="http://schemas.microsoft.com/office/word" w:val="{_WORD_OF_TODAY}"/>'
    )
    compat.append(parse_xml(xml))
