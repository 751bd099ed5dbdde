"""What readers of a document get from each of its files: text without spaces, in reading order."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import html as lxml_html
from pypdf import PdfReader
from pypdf.generic import ContentStream

from generator.documents.blocks import BOX

_DASH = "–"


def squeezed(text: str) -> str:
    """Return a text without spaces, line breaks and soft hyphens."""
    return re.sub(r"[\s\u00a0\u00ad]+", "", text)


def html_text(contents: bytes) -> str:
    """Return the text of a page with the dashes of its lists."""
    page = lxml_html.fromstring(contents)
    article = page.xpath("//article")[0]
    for item in article.iter("li"):
        mark = BOX if item.get("class") == "nd-box" else _DASH
        item.text = mark + (item.text or "")
    return squeezed(article.text_content())


def docx_text(contents: bytes, bullet: str = "") -> str:
    """Return the text of a .docx with the numbers its own numbering gives.

    Args:
        contents: The file.
        bullet: What to read for every bullet; its own sign when empty.
    """
    document = docx.Document(io.BytesIO(contents))
    numbering = document.part.numbering_part.element
    levels = {
        (a.get(qn("w:abstractNumId")), level.get(qn("w:ilvl"))): level
        for a in numbering.findall(qn("w:abstractNum"))
        for level in a.findall(qn("w:lvl"))
    }
    nums = {
        num.get(qn("w:numId")): num.find(qn("w:abstractNumId")).get(qn("w:val"))
        for num in numbering.findall(qn("w:num"))
    }
    counts: dict[str, list[int]] = defaultdict(list)
    pieces = []
    for paragraph in document.element.body.iter(qn("w:p")):
        number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if number is not None:
            pieces.append(_number(number, levels, nums, counts, bullet))
        pieces.extend(_words(paragraph))
    return squeezed("".join(pieces))


def _number(number: Any, levels: Any, nums: Any, counts: dict[str, list[int]], bullet: str) -> str:
    id_ = number.find(qn("w:numId")).get(qn("w:val"))
    depth = number.find(qn("w:ilvl")).get(qn("w:val"))
    level = levels[nums[id_], depth]
    text = level.find(qn("w:lvlText")).get(qn("w:val"))
    if level.find(qn("w:numFmt")).get(qn("w:val")) == "bullet":
        return bullet or str(text)
    place = int(depth)
    known = counts[id_]
    counts[id_] = [*known[: place + 1], *([0] * (place + 1 - len(known)))]
    counts[id_][place] += 1
    for index, count in enumerate(counts[id_], 1):
        text = text.replace(f"%{index}", str(count))
    return str(text)


def _words(paragraph: Any) -> list[str]:
    hyphen = qn("w:noBreakHyphen")
    elements = paragraph.iter(qn("w:t"), hyphen)
    return ["-" if element.tag == hyphen else element.text or "" for element in elements]


@dataclass(frozen=True)
class Tagged:
    """A piece of a PDF as a screen reader meets it: its tags, outermost first, and its text."""

    tags: tuple[str, ...]
    text: str


def pdf_text(contents: bytes) -> str:
    """Return the text of a PDF in the order of its tags; page numbers are not in it.

    Letters of a picture are none of it: readers are told its alternative text.
    """
    pieces = tagged(contents)
    return squeezed("".join(piece.text for piece in pieces if "/Figure" not in piece.tags))


def tagged(contents: bytes) -> list[Tagged]:
    """Read a PDF by its structure tree, as a screen reader does."""
    reader = PdfReader(io.BytesIO(contents))
    texts = {page.indirect_reference.idnum: _marked(page, reader) for page in reader.pages}
    root: Any = reader.trailer["/Root"]["/StructTreeRoot"]
    return list(_walk(root["/K"], (), None, texts))


def _walk(node: Any, tags: tuple[str, ...], page: Any, texts: Any) -> Iterator[Tagged]:
    node = node.get_object()
    if isinstance(node, int):
        yield Tagged(tags, texts[page][node])
    elif isinstance(node, list):
        for child in node:
            yield from _walk(child, tags, page, texts)
    else:
        page = node.raw_get("/Pg").idnum if "/Pg" in node else page
        if "/MCID" in node:
            yield Tagged(tags, texts[page][node["/MCID"]])
        elif "/K" in node:
            yield from _walk(node["/K"], (*tags, node.get("/S", "")), page, texts)


def _marked(page: Any, reader: PdfReader) -> dict[int, str]:
    """Return the texts of a page by their marks; what has no mark is decoration."""
    fonts = {
        name: _letters(font.get_object()["/ToUnicode"].get_data().decode())
        for name, font in page["/Resources"].get("/Font", {}).items()
    }
    words: dict[int, str] = defaultdict(str)
    marks: list[int | None] = []
    letters: dict[bytes, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in {b"BMC", b"BDC"}:
            properties = operands[1] if len(operands) > 1 else {}
            marks.append(properties.get("/MCID"))
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            letters = fonts[operands[0]]
        elif operator in {b"Tj", b"TJ"}:
            mark = next((mark for mark in reversed(marks) if mark is not None), None)
            parts = operands[0] if operator == b"TJ" else operands
            for part in parts:
                if mark is not None and hasattr(part, "original_bytes"):
                    words[mark] += _decoded(part, letters)
    return words


def _decoded(text: Any, letters: dict[bytes, str]) -> str:
    raw = text.original_bytes
    return "".join(letters[raw[i : i + 2]] for i in range(0, len(raw), 2))


def _letters(cmap: str) -> dict[bytes, str]:
    """Read which letters the codes of a font stand for."""
    letters = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            letters[bytes.fromhex(code)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int(text, 16)
            for shift, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                letters[code.to_bytes(2, "big")] = chr(start + shift)
    return letters
