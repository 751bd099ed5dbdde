"""Documents as .docx: real styles, numbers, tables and sections that a secretary edits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from generator.documents.blocks import (
    Align,
    Blank,
    Block,
    Cell,
    Chart,
    Clause,
    Columns,
    Document,
    Heading,
    Inline,
    Item,
    LineBreak,
    PageBreak,
    Paragraph,
    Picture,
    Rule,
    Ruled,
    Runs,
    Signature,
    Spread,
    Table,
    fits_page,
    is_ragged,
    is_to_fill,
    plain,
    stays_whole,
    with_next,
)
from generator.documents.package import Package, picture_name

_ALIGNS = {Align.CENTRE: "center", Align.END: "right"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_GRID = "".join(f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for s in _SIDES)
_LINE = '<w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/>'
_EXACT = '<w:spacing w:before="0" w:after="0" w:line="{0}" w:lineRule="exact"/>'
_QUOTE = {'"': "&quot;"}
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KEPT_GAP = f"<w:p><w:pPr><w:keepNext/>{_EXACT}</w:pPr></w:p>"
_GAP = f"<w:p><w:pPr>{_EXACT}</w:pPr></w:p>"
_LAST_GAP = re.compile(_GAP.format(r"\d+") + "$")
_NO_MARGINS = (
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)
_GUTTER = '<w:tcMar><w:right w:w="340" w:type="dxa"/></w:tcMar>'
_FEW_LINES = 8
_TO_FILL = '<w:trHeight w:val="454" w:hRule="atLeast"/>'


def docx(document: Document, package: Package, pictures: Sequence[bytes] = ()) -> bytes:
    """Return a document as .docx; the same document gives the same bytes.

    Args:
        document: What to write.
        package: The letterhead, or the empty sheet, the text is put on.
        pictures: Its charts as PNG, in their order.
    """
    writer = _Writer(package, landscape=document.landscape)
    body = "".join(writer.write(document.blocks))
    assert writer.pictures == len(pictures), "every chart is drawn before"
    return package.filled(
        body, writer.series, document.title, last=writer.section(), pictures=pictures
    )


class _Writer:
    """Writes the body of one document.

    Attributes:
        series: How many numberings the document has.
        pictures: How many charts it has.
    """

    def __init__(self, package: Package, *, landscape: bool) -> None:
        self._package = package
        self._styles = package.styles
        self._landscape = landscape
        self._first = True
        self._lines = 0
        self._breaking = False
        self.series = 0
        self.pictures = 0

    def section(self) -> str:
        """Return the settings of the section being written."""
        return self._package.section(landscape=self._landscape, first=self._first)

    def write(self, blocks: Sequence[Block]) -> list[str]:
        """Return the XML of blocks, each by itself."""
        written: list[str] = []
        for block, keep in with_next(blocks):
            match block:
                case PageBreak(landscape=turned) if turned not in {None, self._landscape}:
                    _narrow(written)
                    settings = f"{_EXACT.format(20)}{self.section()}"
                    written.append(f"<w:p><w:pPr>{settings}</w:pPr></w:p>")
                    self._landscape, self._first = bool(turned), False
                case PageBreak():
                    _narrow(written)
                    self._breaking = True
                case Heading() | Paragraph() | Clause() | Item():
                    written.append(self._text_block(block, keep=keep))
                case _:
                    if self._breaking:
                        written.append("<w:p><w:pPr><w:pageBreakBefore/></w:pPr></w:p>")
                        self._breaking = False
                    written.append(self._other(block, keep=keep))
            self._lines += _lines(block)
        if not self._package.after:
            _narrow(written)
        return written

    def _text_block(self, block: Heading | Paragraph | Clause | Item, *, keep: bool) -> str:
        styles = self._styles
        numbering = indent = ""
        align = '<w:jc w:val="left"/>' if is_ragged(block.runs) else ""
        match block:
            case Heading():
                style = styles.headings[block.level - 1]
                if block.number:
                    numbering = self._number(block.series, 0)
                    indent = '<w:ind w:left="0" w:firstLine="0"/>'
            case Clause():
                style = styles.clause
                numbering = self._number(block.series, block.level)
            case Item():
                style = styles.item
                level = min(block.level, 3)
                numbering = _num_pr(self._package.bullets + block.box, level)
            case Paragraph():
                style = self._style_of(block)
                if block.align in _ALIGNS:
                    align = f'<w:jc w:val="{_ALIGNS[block.align]}"/>'
        properties = "".join(
            (
                f'<w:pStyle w:val="{style}"/>',
                "<w:keepNext/>" if keep else "",
                "<w:pageBreakBefore/>" if self._breaking else "",
                numbering,
                indent,
                align,
            )
        )
        self._breaking = False
        return f"<w:p><w:pPr>{properties}</w:pPr>{_runs(block.runs)}</w:p>"

    def _style_of(self, block: Paragraph) -> str:
        if block.small:
            return self._styles.small
        running = block.indent and block.align is Align.JUSTIFY
        return self._styles.text if running else self._styles.flush

    def _number(self, series: int, level: int) -> str:
        self.series = max(self.series, series + 1)
        return _num_pr(self._package.numbers + series, level)

    def _other(self, block: Block, *, keep: bool) -> str:
        width = self._package.widths[self._landscape]
        match block:
            case Table():
                return self._table(block, width)
            case Columns():
                above = "" if not self._lines else _KEPT_GAP.format(240)
                share = width // len(block.columns)
                cells = "".join(
                    _cell_xml(
                        share, _GUTTER, "".join(map(self._cell_paragraph, column)) or "<w:p/>"
                    )
                    for column in block.columns
                )
                return above + _layout([share] * len(block.columns), cells) + _GAP.format(240)
            case Signature():
                return self._signature(block, width, keep=keep)
            case Spread():
                return self._spread(block, width)
            case Ruled():
                return self._ruled(block, width) + _GAP.format(120)
            case Chart():
                self.pictures += 1
                return _picture_xml(block, self.pictures, self._styles.flush)
            case Rule():
                return f"<w:p><w:pPr><w:pBdr>{_LINE}</w:pBdr></w:pPr></w:p>"
        raise AssertionError(block)

    def _cell_paragraph(self, block: Paragraph) -> str:
        align = f'<w:jc w:val="{_ALIGNS[block.align]}"/>' if block.align in _ALIGNS else ""
        style = self._styles.small if block.small else self._styles.flush
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{align}</w:pPr>{_runs(block.runs)}</w:p>'

    def _signature(self, block: Signature, width: int, *, keep: bool) -> str:
        kept = "<w:keepNext/>" if keep else ""
        style = (
            f'<w:pPr><w:pStyle w:val="{self._styles.flush}"/>{kept}'
            '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        )
        name, line = width * 30 // 100, width * 22 // 100
        post = width - name - line - 400
        border = f"<w:tcBorders>{_LINE}</w:tcBorders>"
        bottom = '<w:vAlign w:val="bottom"/>'
        cells = "".join(
            (
                _cell_xml(post, bottom, f"<w:p>{style}{_runs(block.post)}</w:p>"),
                _cell_xml(200, bottom, f"<w:p>{style}</w:p>"),
                _cell_xml(line, border + bottom, f"<w:p>{style}</w:p>"),
                _cell_xml(200, bottom, f"<w:p>{style}</w:p>"),
                _cell_xml(name, bottom, f"<w:p>{style}{_runs(block.name)}</w:p>"),
            )
        )
        gap = _KEPT_GAP.format(20) if keep else _GAP.format(240)
        above = _KEPT_GAP.format(self._above_signature())
        return above + _layout([post, 200, line, 200, name], cells) + gap

    def _above_signature(self) -> int:
        """Return the space above a signature; on a diploma it stands near the foot."""
        return max(360, 2300 + (12 - self._lines) * 600) if self._package.is_diploma else 360

    def _ruled(self, block: Ruled, width: int) -> str:
        """Return lines to write on: one paragraph, so that a page does not end inside it."""
        whole = "<w:keepLines/>" if block.count <= _FEW_LINES else ""
        stop = f'<w:tab w:val="right" w:leader="underscore" w:pos="{width}"/>'
        lines = "<w:br/>".join(["<w:tab/>"] * block.count)
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self._styles.ruled}"/>{whole}<w:tabs>{stop}</w:tabs>'
            '<w:spacing w:before="100" w:line="490" w:lineRule="exact"/></w:pPr>'
            f"<w:r>{lines}</w:r></w:p>"
        )

    def _spread(self, block: Spread, width: int) -> str:
        count = len(block.parts)
        stops = "".join(
            f'<w:tab w:val="{"right" if index == count - 1 else "center"}" '
            f'w:pos="{width * index // (count - 1)}"/>'
            for index in range(1, count)
        )
        tabs = f"<w:tabs>{stops}</w:tabs>" if stops else ""
        text = "<w:r><w:tab/></w:r>".join(map(_runs, block.parts))
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self._styles.flush}"/>{tabs}'
            f'<w:spacing w:before="200" w:after="280"/></w:pPr>{text}</w:p>'
        )

    def _table(self, table: Table, width: int) -> str:
        total = sum(table.widths)
        widths = [width * share // total for share in table.widths]
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        rows = "".join(self._rows(table, widths))
        side = 51 if table.small else 85
        margins = "".join(
            f'<w:{name} w:w="{space}" w:type="dxa"/>'
            for name, space in (("top", 28), ("left", side), ("bottom", 28), ("right", side))
        )
        return (
            "<w:tbl><w:tblPr>"
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
            f"<w:tblBorders>{_GRID}</w:tblBorders>"
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{_GAP.format(200)}"
        )

    def _rows(self, table: Table, widths: Sequence[int]) -> Iterator[str]:
        """Yield rows; a cell of several rows goes on in the rows below as an empty one."""
        going_on: dict[int, tuple[int, int]] = {}
        whole_table = stays_whole(table)
        for index, row in enumerate(table.rows):
            last = index + 1 == len(table.rows)
            cells: list[str] = []
            waiting = list(reversed(row))
            column = 0
            while column < len(widths):
                if column in going_on:
                    left, cols = going_on.pop(column)
                    if left > 1:
                        going_on[column] = (left - 1, cols)
                    cells.append(_merged(sum(widths[column : column + cols]), cols))
                else:
                    cell = waiting.pop()
                    cols = cell.cols
                    if cell.rows > 1:
                        going_on[column] = (cell.rows - 1, cols)
                    width = sum(widths[column : column + cols])
                    keep = not last and (whole_table or cols == len(widths))
                    cells.append(self._cell(cell, width, points=table.points, keep=keep))
                column += cols
            head = "<w:tblHeader/>" if index < table.head_rows else ""
            whole = "<w:cantSplit/>" if head or fits_page(row) else ""
            fill = _TO_FILL if not table.small and any(map(is_to_fill, row)) else ""
            inner = f"{whole}{fill}{head}"
            properties = f"<w:trPr>{inner}</w:trPr>" if inner else ""
            yield f"<w:tr>{properties}{''.join(cells)}</w:tr>"

    def _cell(self, cell: Cell, width: int, *, points: int, keep: bool) -> str:
        """Return a cell; one kept with the rows below, as their title is, stays on their page."""
        properties = "".join(
            (
                f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else "",
                '<w:vMerge w:val="restart"/>' if cell.rows > 1 else "",
                '<w:vAlign w:val="center"/>' if cell.head else "",
            )
        )
        style = (self._styles.heads if cell.head else self._styles.cells)[points]
        align = ""
        if not cell.head and cell.align in _ALIGNS:
            align = f'<w:jc w:val="{_ALIGNS[cell.align]}"/>'
        form = f'<w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}{align}'
        text = f"<w:p><w:pPr>{form}</w:pPr>{_runs(cell.runs)}</w:p>"
        return _cell_xml(width, properties, text)


def _narrow(written: list[str]) -> None:
    """Make the last gap as narrow as can be: on a full page it would begin a page of its own."""
    if written:
        written[-1] = _LAST_GAP.sub(_GAP.format(20), written[-1])


def _lines(block: Block) -> int:
    """Guess how many lines a block takes on a diploma."""
    text = plain(block.runs) if isinstance(block, (Heading, Paragraph)) else ""
    return 1 + len(text) // 45


_EMU = 36_000
"""English metric units in a millimetre, as drawings are measured."""


def _picture_xml(chart: Chart, number: int, style: str) -> str:
    """Return a paragraph with a picture in its middle, told in words."""
    size = f'cx="{chart.width * _EMU}" cy="{chart.height * _EMU}"'
    named = f'id="{number}" name="{picture_name(number)}" descr="{escape(chart.alt, _QUOTE)}"'
    drawn = "http://schemas.openxmlformats.org/drawingml/2006"
    fill = f'<a:blip r:embed="{picture_name(number)}"/><a:stretch><a:fillRect/></a:stretch>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:spacing w:before="120" w:after="200"/>'
        f'<w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline xmlns:wp="{drawn}/'
        f'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr {named}/><a:graphic xmlns:a="{drawn}/main">'
        f'<a:graphicData uri="{drawn}/picture"><pic:pic xmlns:pic="{drawn}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill xmlns:r="{_LINKS}">{fill}</pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _num_pr(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _cell_xml(width: int, properties: str, text: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{text}</w:tc>'


def _merged(width: int, cols: int) -> str:
    span = f'<w:gridSpan w:val="{cols}"/>' if cols > 1 else ""
    return _cell_xml(width, f"{span}<w:vMerge/>", "<w:p/>")


def _layout(widths: Sequence[int], cells: str) -> str:
    """Return a row without borders: texts side by side."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>{_NO_MARGINS}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _runs(runs: Runs) -> str:
    return "".join(map(_inline, runs))


def _inline(run: Inline) -> str:
    match run:
        case LineBreak():
            return "<w:r><w:br/></w:r>"
        case Blank():
            return f"<w:r><w:t>{run.line}</w:t></w:r>"
        case Picture():
            raise AssertionError("pictures of a letterhead are already on the sheet")
    dress = f"{'<w:b/>' if run.bold else ''}{'<w:i/>' if run.italic else ''}"
    properties = f"<w:rPr>{dress}</w:rPr>" if dress else ""
    pieces = run.text.split("-") if run.whole else [run.text]
    text = "<w:noBreakHyphen/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces
    )
    return f"<w:r>{properties}{text}</w:r>"
