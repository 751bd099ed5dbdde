"""Styles and numberings of a .docx: added to an empty sheet or to a school's letterhead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Mm, Pt, RGBColor

from generator.documents.blocks import BOX

FONT = "Times New Roman"
LEVELS = 4
_NUMBERING = "/word/numbering.xml"
_ALIGN = WD_ALIGN_PARAGRAPH


@dataclass(frozen=True, slots=True)
class Styles:
    """Ids of the styles a document is written with.

    Attributes:
        cells: Those of cells of tables, by the size of letters.
        heads: Those of cells that name a column, by the size of letters.
    """

    headings: tuple[str, str, str]
    text: str = "NdText"
    flush: str = "NdFlush"
    small: str = "NdSmall"
    clause: str = "NdClause"
    item: str = "NdItem"
    ruled: str = "NdRuled"
    cells: Mapping[int, str] = field(
        default_factory=lambda: {12: "NdCell", 10: "NdMiddleCell", 8: "NdSmallCell"}
    )
    heads: Mapping[int, str] = field(
        default_factory=lambda: {12: "NdHead", 10: "NdMiddleHead", 8: "NdSmallHead"}
    )


@dataclass(frozen=True, slots=True)
class Look:
    """What differs between a paper of an office and one for a wall.

    Attributes:
        headings: Sizes of headings in points.
        above: Space above a heading of the first level in points.
        text: Size of the text.
        colours: Colours of headings.
        after: Space after a line without an indent.
    """

    headings: tuple[int, int, int]
    above: int
    text: int
    colours: tuple[str, str, str]
    after: int = 0


PLAIN = Look((14, 14, 14), 12, 14, ("000000", "000000", "000000"))
DIPLOMA = Look((42, 26, 16), 48, 16, ("A67C2E", "1D3557", "1D3557"), after=10)


def add_styles(document: Any, look: Look) -> Styles:
    """Add the styles of our documents; a letterhead's headings take their look too.

    Args:
        document: An opened .docx.
        look: A paper of an office or one for a wall.
    """
    headings = []
    for level, align in ((1, _ALIGN.CENTER), (2, _ALIGN.CENTER), (3, _ALIGN.LEFT)):
        size, colour = look.headings[level - 1], look.colours[level - 1]
        style = _style(document, f"Heading {level}", "", size, align, builtin=True)
        style.font.bold, style.font.italic = True, False
        style.font.color.rgb = RGBColor.from_string(colour)
        form = style.paragraph_format
        form.keep_with_next = True
        form.space_before, form.space_after = Pt(look.above if level == 1 else 12), Pt(8)
        headings.append(style.style_id)
    both, left = _ALIGN.JUSTIFY, _ALIGN.LEFT
    for id_, name, size, align, indent in (
        ("NdText", "Документ: текст", 14, both, 12.5),
        ("NdFlush", "Документ: без отступа", look.text, left, 0),
        ("NdSmall", "Документ: примечание", 11, left, 0),
        ("NdClause", "Документ: пункт", 14, both, 12.5),
        ("NdItem", "Документ: перечень", 14, both, None),
        ("NdCell", "Документ: ячейка", 12, left, 0),
        ("NdHead", "Документ: графа", 12, _ALIGN.CENTER, 0),
        ("NdMiddleCell", "Документ: средняя ячейка", 10, left, 0),
        ("NdMiddleHead", "Документ: средняя графа", 10, _ALIGN.CENTER, 0),
        ("NdSmallCell", "Документ: мелкая ячейка", 8, left, 0),
        ("NdSmallHead", "Документ: мелкая графа", 8, _ALIGN.CENTER, 0),
        ("NdRuled", "Документ: строка для записи", 14, left, 0),
    ):
        style = _style(document, name, id_, size, align)
        if indent is not None:
            style.paragraph_format.first_line_indent = Mm(indent)
        style.font.bold = id_.endswith("Head") or None
        if id_ == "NdFlush":
            style.paragraph_format.space_after = Pt(look.after)
        if id_ == "NdSmall":
            style.paragraph_format.space_after = Pt(6)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "ru-RU")
    first, second, third = headings
    return Styles((first, second, third))


def _style(
    document: Any, name: str, id_: str, size: int, align: Any, *, builtin: bool = False
) -> Any:
    styles = document.styles
    if name in styles:
        style = styles[name]
    else:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin)
        style.base_style = styles.default(WD_STYLE_TYPE.PARAGRAPH)
    if id_:
        style.element.styleId = id_
        style.quick_style = True
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        if "heme" in attribute:
            del fonts.attrib[attribute]
    for attribute in ("w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), FONT)
    form = style.paragraph_format
    form.alignment = align
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = 1.0 if size < 14 else 1.1
    form.left_indent = form.first_line_indent = Mm(0)
    return style


def add_numbering(document: Any) -> tuple[int, int, int]:
    """Add the numbering of clauses and the lists with dashes and with boxes.

    Returns:
        Ids of the abstract numbering of clauses, of the first list, and the first free one.
    """
    numbering = _numbering_of(document)
    for element in numbering.findall(qn("w:numIdMacAtCleanup")):
        # It may only stand last, and new numberings follow.
        numbering.remove(element)
    abstracts = numbering.findall(qn("w:abstractNum"))
    taken = max((int(a.get(qn("w:abstractNumId"))) for a in abstracts), default=0)
    nums = numbering.findall(qn("w:num"))
    free = max((int(num.get(qn("w:numId"))) for num in nums), default=0) + 1
    clauses, dashes, boxes = taken + 1, taken + 2, taken + 3
    for id_, levels in (
        (clauses, _clause_levels()),
        (dashes, _bullet_levels("–")),
        (boxes, _bullet_levels(BOX)),
    ):
        xml = (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{id_}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        before = (*numbering.findall(qn("w:numPicBullet")), *abstracts)
        numbering.insert(len(before), parse_xml(xml))
        abstracts = numbering.findall(qn("w:abstractNum"))
    for id_, abstract in ((free, dashes), (free + 1, boxes)):
        xml = f'<w:num {nsdecls("w")} w:numId="{id_}"><w:abstractNumId w:val="{abstract}"/></w:num>'
        numbering.append(parse_xml(xml))
    return clauses, free, free + 2


def _numbering_of(document: Any) -> Any:
    """Return the numbering of a document; one without lists has none, so it is given one."""
    try:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        element = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        package = document.part.package
        name = PackURI(_NUMBERING)
        part = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, element, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part.element


def _clause_levels() -> str:
    return "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{_level_text(level)}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="709"/></w:pPr></w:lvl>'
        for level in range(LEVELS)
    )


def _level_text(level: int) -> str:
    return "".join(f"%{number}." for number in range(1, level + 2))


def _bullet_levels(mark: str) -> str:
    return "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{993 + 425 * level}" w:hanging="284"/></w:pPr></w:lvl>'
        for level in range(LEVELS)
    )
