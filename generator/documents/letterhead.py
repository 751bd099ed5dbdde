"""A school's letterhead: a .docx whose marks say where the text and the requisites go."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree
from PIL import Image

from generator.documents.blocks import (
    Align,
    Block,
    Columns,
    Inline,
    LineBreak,
    Paragraph,
    Picture,
    Rule,
)
from generator.documents.values import dressed, merged, typographic

TEXT = "текст"
_MARK = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_LINE = "_" * 16
_SMALL = 11
_ALIGNS = {
    WD_ALIGN_PARAGRAPH.CENTER: Align.CENTRE,
    WD_ALIGN_PARAGRAPH.RIGHT: Align.END,
}


class LetterheadError(Exception):
    """A letterhead that no text can be put on.

    Attributes:
        hint: What to do about it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def text_mark(file: Path) -> Any:
    """Open a letterhead and put a cut where its text goes.

    Raises:
        LetterheadError: When the file is no .docx, or has not exactly one ``{{ текст }}`` in a
            paragraph of its own.
    """
    try:
        document = docx.Document(str(file))
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        etree.LxmlError,
    ) as error:
        message = "бланк не открывается: это не файл Word .docx или он повреждён"
        raise LetterheadError(message, "сохраните бланк в Word заново как .docx") from error
    body = document.element.body
    places = [
        paragraph
        for paragraph in body.iter(qn("w:p"))
        if [name.casefold() for name in _MARK.findall(_text(paragraph))] == [TEXT]
    ]
    hint = (
        f"впишите в бланк отдельной строкой, вне таблиц и надписей, {{{{ {TEXT} }}}} там, "
        "где начинается документ"
    )
    if not places:
        raise LetterheadError(f"в бланке нет метки {{{{ {TEXT} }}}}{_others(body)}", hint)
    if len(places) > 1:
        raise LetterheadError(f"в бланке несколько меток {{{{ {TEXT} }}}}", "оставьте одну")
    place = places[0]
    if place.getparent() is not body or _MARK.sub("", _text(place)).strip():
        message = f"метка {{{{ {TEXT} }}}} стоит не отдельной строкой"
        raise LetterheadError(message, hint)
    body.replace(place, etree.ProcessingInstruction("nastavnik-text"))
    return document


def _others(body: Any) -> str:
    """Tell which marks a letterhead has: the one that is looked for may be misspelt."""
    texts = (_text(paragraph) for paragraph in body.iter(qn("w:p")))
    found = dict.fromkeys(mark[0] for text in texts for mark in _MARK.finditer(text))
    return f"; есть {', '.join(found)}" if found else ""


def fill_marks(document: Any, values: Mapping[str, str | None]) -> tuple[str, ...]:
    """Put values in place of the marks of a letterhead, in its headers and footers too.

    Returns:
        Names of the marks the data have no value for; a line to write on stands there.

    Raises:
        LetterheadError: When marks mean nothing; all of them are named.
    """
    known = {name.casefold(): value for name, value in values.items()}
    missing: dict[str, None] = {}
    strange: dict[str, None] = {}

    def value_of(found: re.Match[str]) -> str:
        name = found[1].casefold()
        if name not in known:
            strange[found[0]] = None
        elif known[name] is None:
            missing[f"{found[1]} (бланк)"] = None
        return typographic(known.get(name) or _LINE)

    for paragraph in _paragraphs(document):
        if _MARK.search(_text(paragraph)):
            _replace(paragraph, value_of)
    if strange:
        message = f"в бланке непонятная метка {', '.join(strange)}"
        raise LetterheadError(message, f"годятся: {', '.join((TEXT, *values))}")
    return tuple(missing)


def _paragraphs(document: Any) -> Iterator[Any]:
    yield from document.element.body.iter(qn("w:p"))
    for section in document.sections:
        for part in (
            section.header,
            section.first_page_header,
            section.footer,
            section.first_page_footer,
        ):
            if not part.is_linked_to_previous:
                yield from part._element.iter(qn("w:p"))


def _text(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def _replace(paragraph: Any, value_of: Any) -> None:
    """Replace marks that Word may have torn into several runs; the dress of their start stays."""
    texts = list(paragraph.iter(qn("w:t")))
    whole = _text(paragraph)
    pieces = [""] * len(texts)
    owners = [index for index, text in enumerate(texts) for _ in text.text or ""]
    start = 0
    for found in [*_MARK.finditer(whole), None]:
        end = found.start() if found else len(whole)
        for place in range(start, end):
            pieces[owners[place]] += whole[place]
        if found:
            pieces[owners[found.start()]] += value_of(found)
            start = found.end()
    for text, piece in zip(texts, pieces, strict=True):
        text.text = piece
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def blocks_above(document: Any) -> Iterator[Block]:
    """Yield what stands above the text, so that other outputs can show the same."""
    section = document.sections[0]
    yield from _of_margin(section, section.first_page_header, section.header)
    for element in document.element.body:
        if isinstance(element, etree._ProcessingInstruction):
            return
        yield from _read_one(element, document)


def blocks_below(document: Any) -> Iterator[Block]:
    """Yield what stands under the text: who has made the paper, a telephone.

    What Word repeats at the foot of each page comes once, in the end.
    """
    is_below = False
    for element in document.element.body:
        if is_below:
            yield from _read_one(element, document)
        is_below = is_below or isinstance(element, etree._ProcessingInstruction)
    section = document.sections[0]
    yield from _of_margin(section, section.first_page_footer, section.footer)


def _of_margin(section: Any, first: Any, usual: Any) -> Iterator[Block]:
    """Yield what stands in the upper or the lower margin of the first page, numbers left out."""
    for part in (first, usual) if section.different_first_page_header_footer else (usual,):
        if not part.is_linked_to_previous:
            margin = copy.deepcopy(part._element)
            for field in tuple(margin.iter(qn("w:instrText"), qn("w:fldSimple"))):
                line = next(field.iterancestors(qn("w:p")))
                if line.getparent() is not None:
                    line.getparent().remove(line)
            for element in margin:
                yield from _read_one(element, part)
            break


def _read_one(element: Any, part: Any) -> Iterator[Block]:
    if element.tag == qn("w:p"):
        yield from _read_paragraph(WordParagraph(element, part))
    elif element.tag == qn("w:tbl"):
        shares = tuple(int(column.get(qn("w:w"))) for column in element.iter(qn("w:gridCol")))
        for row in WordTable(element, part).rows:
            columns = tuple(
                tuple(
                    p
                    for q in cell.paragraphs
                    for p in _read_paragraph(q)
                    if isinstance(p, Paragraph)
                )
                for cell in row.cells
            )
            if any(columns):
                yield Columns(columns, shares if len(shares) == len(columns) else ())


def _read_paragraph(paragraph: WordParagraph) -> Iterator[Block]:
    runs = tuple(merged(_read_runs(paragraph)))
    if runs:
        align = _ALIGNS.get(_alignment(paragraph), Align.START)
        sizes = [run.font.size.pt for run in paragraph.runs if run.font.size and run.text.strip()]
        small = bool(sizes) and max(sizes) <= _SMALL
        yield Paragraph(runs, align, indent=False, small=small)
    if paragraph._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}") is not None:
        yield Rule()


def _alignment(paragraph: WordParagraph) -> Any:
    if paragraph.alignment is not None:
        return paragraph.alignment
    style: Any = paragraph.style
    return style.paragraph_format.alignment if style is not None else None


def _read_runs(paragraph: WordParagraph) -> Iterator[Inline]:
    for blip in paragraph._p.iter(_BLIP):
        yield from _read_picture(blip, paragraph)
    if not paragraph.text.strip():
        return
    for run in paragraph.runs:
        for index, line in enumerate(run.text.replace("\t", " ").split("\n")):
            if index:
                yield LineBreak()
            if line:
                yield from dressed(line, bold=bool(run.bold), italic=bool(run.italic))


def _read_picture(blip: Any, paragraph: WordParagraph) -> Iterator[Picture]:
    """Yield a picture as PNG; drawings that only Word understands are left to Word."""
    frame = next(blip.iterancestors(qn("wp:inline"), qn("wp:anchor")), None)
    part = paragraph.part.related_parts.get(blip.get(qn("r:embed")))
    if frame is None or part is None:
        return
    png = io.BytesIO()
    try:
        with Image.open(io.BytesIO(part.blob)) as image:
            image.thumbnail((_PIXELS, _PIXELS))
            image.convert("RGBA").save(png, "PNG")
    except OSError:
        return
    width = round(int(frame.find(qn("wp:extent")).get("cx")) / _EMU_IN_MM)
    alt = frame.find(qn("wp:docPr")).get("descr") or "Эмблема школы"
    yield Picture(png.getvalue(), alt, max(width, 1))


_BLIP = qn("a:blip")
_PIXELS = 480
_EMU_IN_MM = 36000
