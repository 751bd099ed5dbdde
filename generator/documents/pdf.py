"""Documents as PDF: PDF/A-2a and PDF/UA-1 at once, tagged, with our own fonts only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby

import typst

from generator.documents.blocks import (
    Align,
    Block,
    Cell,
    Clause,
    Columns,
    Design,
    Document,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    Rule,
    Ruled,
    Signature,
    Spread,
    Table,
    fits_page,
)
from generator.documents.diploma import diploma
from generator.documents.typeset import content, string
from generator.resources import theme_folder

_MADE = datetime(2020, 1, 1, tzinfo=UTC)
_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_NO_GLYPH = re.compile(r"the text `\"?(.+?)\"?` could not be displayed")

_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class GlyphError(Exception):
    """The font of documents has no such sign.

    Attributes:
        sign: The sign itself.
    """

    def __init__(self, sign: str) -> None:
        super().__init__(sign)
        self.sign = sign


def pdf(document: Document) -> bytes:
    """Return a document as PDF; the same document gives the same bytes.

    Raises:
        GlyphError: When a sign of the text is not in the font.
    """
    source = diploma(document) if document.design is Design.DIPLOMA else _source(document)
    try:
        made, warnings = _compiler().compile_with_warnings(
            source.encode(), format="pdf", pdf_standards=_STANDARDS, timestamp=_MADE
        )
    except typst.TypstError as error:
        if found := _NO_GLYPH.search(error.message):
            raise GlyphError(_sign(found[1])) from error
        raise
    if warnings:
        raise RuntimeError(f"{document.id}: {warnings[0].message}")
    assert isinstance(made, bytes)
    return made


def _sign(shown: str) -> str:
    """Return the sign that typst shows by its number."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), shown)


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """Return the compiler of this process; it must not be used after a fork."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[theme_folder() / "fonts"],
    )
    return typst.Compiler(font_paths=fonts)


def _source(document: Document) -> str:
    flipped = "true" if document.landscape else "false"
    return "".join(
        (
            f"#set document(title: {string(document.title)})\n",
            _PRELUDE.replace("FLIPPED", flipped),
            *_blocks(document.blocks),
        )
    )


_PRELUDE = """\
#set text(font: "Liberation Serif", size: 14pt, lang: "ru", region: "ru", fallback: false,
  hyphenate: false)
#let numbers = context {
  let page = counter(page).get().first()
  if page > 1 { align(center, text(12pt, str(page))) }
}
#let upright = (left: 30mm, right: 10mm, top: 20mm, bottom: 20mm)
#let turned = (left: 20mm, right: 20mm, top: 30mm, bottom: 10mm)
#set page(paper: "a4", flipped: FLIPPED, margin: if FLIPPED { turned } else { upright },
  header: numbers, header-ascent: 6mm)
#set par(justify: true, leading: 0.62em, spacing: 0.62em,
  first-line-indent: (amount: 12.5mm, all: true))
#set list(marker: [–], indent: 12.5mm, body-indent: 3mm, spacing: 0.62em)
#show heading: it => {
  set text(14pt, weight: "bold")
  set par(first-line-indent: 0pt, justify: false)
  let middle = it.level < 3
  block(above: 1.2em, below: 0.9em, width: 100%, sticky: true,
    align(if middle { center } else { left }, it.body))
}
#set table(stroke: 0.5pt, inset: (x: 1.6mm, y: 1.3mm))
#show table: it => {
  set text(12pt)
  set par(first-line-indent: 0pt, justify: false, leading: 0.5em)
  set block(spacing: 1em)
  it
}
#let flush(body, to: left, size: 14pt) = block(width: 100%, spacing: 0.62em, {
  set par(first-line-indent: 0pt, justify: false)
  set text(size)
  align(to, body)
})
#let together(body) = block(sticky: true, body)
#let side(..sides) = block(above: 1.2em, below: 1.6em, width: 100%, breakable: false, {
  set par(first-line-indent: 0pt, justify: false)
  grid(columns: sides.pos().map(_ => 1fr), column-gutter: 12mm, ..sides)
})
#let spread(..parts) = block(above: 1.2em, below: 1.6em, width: 100%, breakable: false, {
  set par(first-line-indent: 0pt, justify: false)
  let count = parts.pos().len()
  grid(columns: (1fr,) * count, column-gutter: 4mm,
    ..parts.pos().enumerate().map(((index, part)) =>
      align(if index == 0 { left } else if index == count - 1 { right } else { center }, part)))
})
#let signature(post, name) = block(above: 2em, below: 1em, width: 100%, breakable: false, {
  set par(first-line-indent: 0pt, justify: false)
  grid(columns: (1fr, 40mm, 55mm), column-gutter: 4mm, align: bottom,
    align(left, post), pdf.artifact(line(length: 100%, stroke: 0.5pt)), align(left, name))
})
#let rule = block(above: 0.5em, below: 1em, width: 100%,
  pdf.artifact(line(length: 100%, stroke: 0.8pt)))
#let ruled(count) = block(above: 0.4em, below: 1em, width: 100%, pdf.artifact(
  stack(..range(count).map(_ => block(width: 100%, height: 9mm, stroke: (bottom: 0.4pt))))))
"""


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for is_item, group in groupby(blocks, key=lambda block: isinstance(block, Item)):
        if is_item:
            yield f"{_list([block for block in group if isinstance(block, Item)], 0)}\n"
        else:
            yield from (f"{_block(block)}\n" for block in group)


def _list(items: Sequence[Item], level: int) -> str:
    """Return items as a list, the deeper ones as lists inside it."""
    bodies: list[str] = []
    index = 0
    while index < len(items):
        end = index + 1
        while end < len(items) and items[end].level > level:
            end += 1
        inner = _list(items[index + 1 : end], level + 1) if end > index + 1 else ""
        bodies.append(f"[{content(items[index].runs)}{inner}]")
        index = end
    return f"#list({', '.join(bodies)})"


def _block(block: Block) -> str:
    match block:
        case Heading():
            number = f"#{string(f'{block.number} ')};" if block.number else ""
            return f"#heading(level: {block.level})[{number}{content(block.runs)}]"
        case Paragraph():
            return _paragraph(block)
        case Clause():
            return f"#par[#{string(f'{block.number} ')};{content(block.runs)}]"
        case Table():
            return _table(block)
        case Columns():
            sides = ", ".join(f"[{_lines(column)}]" for column in block.columns)
            return f"#side({sides})"
        case Spread():
            return f"#spread({', '.join(f'[{content(part)}]' for part in block.parts)})"
        case Signature():
            return f"#signature([{content(block.post)}], [{content(block.name)}])"
        case Ruled():
            return f"#ruled({block.count})"
        case Rule():
            return "#rule"
        case PageBreak(landscape=None):
            return "#pagebreak(weak: true)"
        case PageBreak():
            flipped, margin = ("true", "turned") if block.landscape else ("false", "upright")
            return f"#set page(flipped: {flipped}, margin: {margin})"
        case Item():
            raise AssertionError("items are written as lists")


_ALIGNS = {Align.START: "left", Align.CENTRE: "center", Align.END: "right"}


def _paragraph(block: Paragraph) -> str:
    text = content(block.runs)
    if not text:
        return "#v(0.7em)"
    if block.indent and block.align is Align.JUSTIFY:
        made = f"#par[{text}]"
    else:
        size = "11pt" if block.small else "14pt"
        made = f"#flush(to: {_ALIGNS.get(block.align, 'left')}, size: {size})[{text}]"
    return f"#together[{made}]" if block.keep else made


def _lines(paragraphs: Sequence[Paragraph]) -> str:
    return "".join(map(_paragraph, paragraphs))


def _table(table: Table) -> str:
    columns = ", ".join(f"{width}fr" for width in table.widths)
    head = ", ".join(map(_row, table.rows[: table.head_rows]))
    body = ", ".join(map(_row, table.rows[table.head_rows :]))
    header = f"table.header({head}), " if head else ""
    return f"#table(columns: ({columns},), {header}{body})"


def _row(row: tuple[Cell, ...]) -> str:
    whole = fits_page(row)
    return ", ".join(_cell(cell, whole=whole) for cell in row)


def _cell(cell: Cell, *, whole: bool) -> str:
    text = content(cell.runs)
    if cell.head:
        text = f"#strong[{text}]"
    vertical = "horizon" if cell.head else "top"
    options = "".join(
        (
            "breakable: false, " if whole else "",
            f"rowspan: {cell.rows}, " if cell.rows > 1 else "",
            f"colspan: {cell.cols}, " if cell.cols > 1 else "",
            f"align: {_ALIGNS[cell.align]} + {vertical}, " if cell.align in _MOVED else "",
        )
    )
    return f"table.cell({options})[{text}]" if options else f"[{text}]"


_MOVED = {Align.CENTRE, Align.END}
