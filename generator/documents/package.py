"""The sheet a .docx is written on: an empty one, or the school's letterhead."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from generator.documents.blocks import BOX, Block
from generator.documents.letterhead import blocks_above, blocks_below, fill_marks, text_mark

_FONT = "Times New Roman"
_MADE = datetime(2020, 1, 1, tzinfo=UTC)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_CUT = b"<?nastavnik-text ?>"
_LEVELS = 4
_WORD_OF_TODAY = "15"
_FAST = 1
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


@dataclass(frozen=True)
class Package:
    """A .docx waiting for its text.

    Attributes:
        parts: Contents of the file by their names, but for those written anew each time.
        before: The document up to the text.
        after: The document after the text, up to the settings of the last section.
        upright: Settings of a section of upright pages.
        turned: Settings of a section of pages turned sideways.
        widths: Width of the text by «turned», in twentieths of a point.
        bullets: Number of the list with dashes; the next one is the list with boxes.
        numbers: Number of the first numbering; the next ones follow it.
        abstract: What every numbering of clauses is made after.
        letterhead: What stands above the text and under it, for the other outputs.
        missing: Marks of the letterhead the data have no value for.
        is_diploma: A paper for a wall, signed near its foot.
    """

    parts: Mapping[str, bytes]
    before: bytes
    after: bytes
    upright: str
    turned: str
    widths: Mapping[bool, int]
    bullets: int
    numbers: int
    abstract: int
    styles: Styles
    letterhead: tuple[tuple[Block, ...], tuple[Block, ...]] = ((), ())
    missing: tuple[str, ...] = ()
    is_diploma: bool = False

    def section(self, *, landscape: bool, first: bool) -> str:
        """Return settings of a section; only the first one has a page without a number."""
        settings = self.turned if landscape else self.upright
        return settings if first else settings.replace("<w:titlePg/>", "")

    def filled(
        self, body: str, series: int, title: str, *, last: str, pictures: Sequence[bytes] = ()
    ) -> bytes:
        """Return the file with a text on it.

        Args:
            body: The text as XML.
            series: How many numberings of clauses it has.
            title: Title of the file.
            last: Settings of the last section.
            pictures: Its pictures as PNG; the text calls them by :func:`picture_name`.
        """
        document = b"".join(
            (self.before, body.encode(), self.after, last.encode(), b"</w:body></w:document>")
        )
        nums = "".join(map(self._numbering, range(series)))
        numbering = self.parts[_NUMBERING].replace(
            b"</w:numbering>", f"{nums}</w:numbering>".encode()
        )
        own = {_DOCUMENT: document, _NUMBERING: numbering, _CORE: _core(title)}
        if pictures:
            return _zipped({**self.parts, **_with_pictures(self.parts, pictures), **own})
        return _zipped(own, after=self._same)

    @cached_property
    def _same(self) -> bytes:
        """Parts that are the same in every document, already packed."""
        return _zipped({n: data for n, data in self.parts.items() if n not in _WRITTEN_ANEW})

    def _numbering(self, index: int) -> str:
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
            for level in range(_LEVELS)
        )
        return (
            f'<w:num w:numId="{self.numbers + index}">'
            f'<w:abstractNumId w:val="{self.abstract}"/>{starts}</w:num>'
        )


@dataclass(frozen=True, slots=True)
class _Look:
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


_PLAIN = _Look((14, 14, 14), 12, 14, ("000000", "000000", "000000"))
_DIPLOMA = _Look((42, 26, 16), 48, 16, ("A67C2E", "1D3557", "1D3557"), after=10)
_TYPES, _LINKS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_DOCUMENT, _NUMBERING, _CORE = "word/document.xml", "word/numbering.xml", "docProps/core.xml"
_WRITTEN_ANEW = {_DOCUMENT, _NUMBERING, _CORE}


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
    return _packed(document, look=_DIPLOMA)


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
    look: _Look = _PLAIN,
) -> Package:
    styles = _add_styles(document, look)
    abstract, bullets, numbers = _add_numbering(document)
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
    before, after = parts[_DOCUMENT].split(_CUT)
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
        is_diploma=look is _DIPLOMA,
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
    paragraph.alignment = _ALIGN.CENTER
    xml = (
        f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:rPr>'
        f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/><w:sz w:val="24"/></w:rPr>'
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


def _add_styles(document: Any, look: _Look) -> Styles:
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
    style.font.name, style.font.size = _FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        if "heme" in attribute:
            del fonts.attrib[attribute]
    for attribute in ("w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), _FONT)
    form = style.paragraph_format
    form.alignment = align
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = 1.0 if size < 14 else 1.1
    form.left_indent = form.first_line_indent = Mm(0)
    return style


def _add_numbering(document: Any) -> tuple[int, int, int]:
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
        name = PackURI(f"/{_NUMBERING}")
        part = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, element, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part.element


def _clause_levels() -> str:
    return "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{_level_text(level)}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="709"/></w:pPr></w:lvl>'
        for level in range(_LEVELS)
    )


def _level_text(level: int) -> str:
    return "".join(f"%{number}." for number in range(1, level + 2))


def _bullet_levels(mark: str) -> str:
    return "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{993 + 425 * level}" w:hanging="284"/></w:pPr></w:lvl>'
        for level in range(_LEVELS)
    )


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


def picture_name(number: int) -> str:
    """Return how the text of a document calls a picture of it, counted from one."""
    return f"nd-picture-{number}"


def _with_pictures(parts: Mapping[str, bytes], pictures: Sequence[bytes]) -> Mapping[str, bytes]:
    """Return the parts that are new or other when a document has pictures."""
    if not pictures:
        return {}
    names = {number: f"media/{picture_name(number)}.png" for number in range(1, len(pictures) + 1)}
    links = "".join(
        f'<Relationship Id="{picture_name(number)}" Type="{RELATIONSHIP_TYPE.IMAGE}" '
        f'Target="{name}"/>'
        for number, name in names.items()
    )
    types = parts[_TYPES]
    if b'Extension="png"' not in types:
        png = b'<Default Extension="png" ContentType="image/png"/>'
        types = types.replace(b"<Override", png + b"<Override", 1)
    return {
        **{f"word/{names[number]}": data for number, data in enumerate(pictures, 1)},
        _TYPES: types,
        _LINKS: parts[_LINKS].replace(b"</Relationships>", f"{links}</Relationships>".encode()),
    }


def _core(title: str) -> bytes:
    made = f"{_MADE:%Y-%m-%dT%H:%M:%SZ}"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>ru-RU</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()


def _zipped(parts: Mapping[str, bytes], after: bytes = b"") -> bytes:
    """Pack parts with a fixed date: then equal documents are equal bytes.

    Args:
        parts: Contents by name.
        after: An archive they are added to.
    """
    target = io.BytesIO()
    target.write(after)
    with zipfile.ZipFile(target, "a" if after else "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            archive.writestr(info, data, compresslevel=_FAST)
    return target.getvalue()
