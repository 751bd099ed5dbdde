"""Documents as PDF: PDF/A-2a and PDF/UA-1 at once, tagged, with our own fonts only."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from generator.documents.blocks import (
    Align,
    Block,
    Cell,
    Chart,
    Clause,
    Columns,
    Design,
    Document,
    Heading,
    Item,
    LineBreak,
    PageBreak,
    Paragraph,
    Rule,
    Ruled,
    Runs,
    Signature,
    Spread,
    Table,
    Text,
    fits_page,
    is_ragged,
    stays_whole,
    with_next,
)
from generator.documents.typeset import content, string
from generator.resources import theme_folder

_MADE = datetime(2020, 1, 1, tzinfo=UTC)
_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_PPI, _COLOURS = 200, 256
_NO_GLYPH = re.compile(r"the text `\"?(.+?)\"?` could not be displayed")

_LARGE = 100_000
_NO_SIGN = 3
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class GlyphError(Exception):
    """The font of documents has no such sign.

    Attributes:
        sign: The sign itself.
    """

    def __init__(self, sign: str) -> None:
        super().__init__(sign)
        self.sign = sign


def printed(written: bytes) -> bytes:
    """Return a document's :func:`source` as PDF; the same source gives the same bytes.

    Python's lock is let go meanwhile.

    Raises:
        GlyphError: When a sign of the text is not in the font.
    """
    return _printed(written) if len(written) < _LARGE else _printed_apart(written)


def _printed_apart(written: bytes) -> bytes:
    """Do the same in a process of its own.

    A table of a thousand rows takes a quarter of a gigabyte, which only the end of a process
    gives back.
    """
    own = (str(Path(__file__).parents[2]), *filter(None, sys.path))
    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-P", "-m", __name__],
        input=written,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(own)},
        check=False,
    )
    if done.returncode == _NO_SIGN:
        raise GlyphError(done.stdout.decode())
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout


def _print_for_another() -> int:
    """Print what comes in; return how it went."""
    try:
        sys.stdout.buffer.write(_printed(sys.stdin.buffer.read()))
    except GlyphError as error:
        sys.stdout.buffer.write(error.sign.encode())
        return _NO_SIGN
    return 0


def _printed(written: bytes) -> bytes:
    try:
        made, warnings = _compiler().compile_with_warnings(
            written, format="pdf", pdf_standards=_STANDARDS, timestamp=_MADE
        )
    except typst.TypstError as error:
        if found := _NO_GLYPH.search(error.message):
            raise GlyphError(_sign(found[1])) from error
        raise
    if warnings:
        raise RuntimeError(warnings[0].message)
    assert isinstance(made, bytes)
    return made


def _sign(shown: str) -> str:
    """Return the sign that typst shows by its number."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), shown)


_OF_THREAD = threading.local()


def _compiler() -> typst.Compiler:
    """Return the compiler of this thread; it must not be used after a fork."""
    compiler: typst.Compiler | None = getattr(_OF_THREAD, "compiler", None)
    if compiler is None:
        compiler = _OF_THREAD.compiler = typst.Compiler(font_paths=_fonts())
    return compiler


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[theme_folder() / "fonts"],
    )


def picture(chart: Chart) -> bytes:
    """Return a chart as PNG: Word shows nothing finer everywhere."""
    drawing = (
        f"#set page(width: {chart.width}mm, height: {chart.height}mm, margin: 0mm)\n"
        f'#image(bytes({string(chart.svg)}), format: "svg", width: 100%)\n'
    )
    made = _compiler().compile(drawing.encode(), format="png", ppi=_PPI)
    assert isinstance(made, bytes)
    target = BytesIO()
    with Image.open(BytesIO(made)) as image:
        drawn = image.convert("RGB")
    # A drawing has few colours: all of them are kept, and the file is half as large.
    colours: Any = drawn.getcolors(_COLOURS)
    if colours:
        few = Image.new("P", (1, 1))
        few.putpalette([part for _, colour in sorted(colours) for part in colour])
        drawn = drawn.quantize(palette=few, dither=Image.Dither.NONE)
    drawn.save(target, "PNG")
    return target.getvalue()


@lru_cache(maxsize=4)
def _style(design: Design) -> str:
    """Return how documents of a design look, as typst's own source."""
    folder = theme_folder() / "documents"
    names = ("document.typ", "diploma.typ") if design is Design.DIPLOMA else ("document.typ",)
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)


def source(document: Document) -> bytes:
    """Return a document as typst reads it."""
    flipped = "true" if document.landscape else "false"
    return "".join(
        (
            f"#set document(title: {string(document.title)})\n",
            f"#let flipped = {flipped}\n",
            _style(document.design),
            *_blocks(document.blocks),
        )
    ).encode()


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for is_item, group in groupby(with_next(blocks), key=lambda pair: isinstance(pair[0], Item)):
        if is_item:
            yield f"{_list([block for block, _ in group if isinstance(block, Item)], 0)}\n"
            continue
        for block, keep in group:
            made = _block(block)
            yield f"#together({_APART.get(type(block), '')})[{made}]\n" if keep else f"{made}\n"


_APART = {Signature: "above: 2em, below: 1em", Spread: "above: 1.2em, below: 1.6em"}
"""Space about blocks that stand apart, when they are kept with the next one."""


def _list(items: Sequence[Item], level: int) -> str:
    """Return items as a list, the deeper ones as lists inside it."""
    bodies: list[tuple[str, str]] = []
    index = 0
    while index < len(items):
        end = index + 1
        while end < len(items) and items[end].level > level:
            end += 1
        inner = _list(items[index + 1 : end], level + 1) if end > index + 1 else ""
        bodies.append((items[index].mark, f"[{content(items[index].runs)}{inner}]"))
        index = end
    return "".join(
        f"#list(marker: [{mark}], {', '.join(body for _, body in group)})"
        for mark, group in groupby(bodies, key=lambda body: body[0])
    )


def _block(block: Block) -> str:
    match block:
        case Heading():
            number = f"#{string(f'{block.number} ')};" if block.number else ""
            return f"#heading(level: {block.level})[{number}{content(block.runs)}]"
        case Paragraph():
            return _paragraph(block)
        case Clause():
            return _running(f"#{string(f'{block.number} ')};{content(block.runs)}", block.runs)
        case Table():
            return _table(block)
        case Columns():
            sides = ", ".join(f"[{_lines(column)}]" for column in block.columns)
            shares = ", ".join(f"{share}fr" for share in block.shares)
            return f"#side({f'shares: ({shares}), ' if shares else ''}{sides})"
        case Spread():
            return f"#spread({', '.join(f'[{content(part)}]' for part in block.parts)})"
        case Signature():
            return f"#signature([{content(block.post)}], [{content(block.name)}])"
        case Ruled():
            return f"#ruled({block.count})"
        case Chart():
            options = f'format: "svg", width: {block.width}mm, alt: {string(block.alt)}'
            return f"#picture(image(bytes({string(block.svg)}), {options}))"
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
        return _running(text, block.runs)
    size = ", size: 11pt" if block.small else ""
    return f"#flush(to: {_ALIGNS.get(block.align, 'left')}{size})[{text}]"


def _running(text: str, runs: Runs) -> str:
    """Return a paragraph of running text; long blanks would spoil justified lines."""
    return f"#par(justify: false)[{text}]" if is_ragged(runs) else f"#par[{text}]"


def _lines(paragraphs: Sequence[Paragraph]) -> str:
    return "".join(map(_paragraph, paragraphs))


def _table(table: Table) -> str:
    columns = ", ".join(f"{width}fr" for width in table.widths)
    rows = [_row(row, small=table.small) for row in table.rows]
    head, body = (", ".join(part) for part in (rows[: table.head_rows], rows[table.head_rows :]))
    header = f"table.header({head}), " if head else ""
    made = f"table(columns: ({columns},), {header}{body})"
    if table.small:
        return f"#sized({made}, {table.points}pt)"
    return f"#block(breakable: false, {made})" if stays_whole(table) else f"#{made}"


def _row(row: tuple[Cell, ...], *, small: bool) -> str:
    whole = fits_page(row)
    return ", ".join(_cell(cell, whole=whole, to_fill=not small) for cell in row)


def _cell(cell: Cell, *, whole: bool, to_fill: bool) -> str:
    text = content(cell.runs)
    if cell.head:
        text = f"#strong[{text}]"
    elif to_fill and not cell.runs:
        text = "#box(height: 5.4mm);"
    elif cell.runs and isinstance(cell.runs[-1], LineBreak):
        # A line break at the very end makes no line of its own.
        text += "#box();"
    vertical = "horizon" if cell.head else "top"
    options = "".join(
        (
            "" if whole else "breakable: auto, ",
            f"rowspan: {cell.rows}, " if cell.rows > 1 else "",
            f"colspan: {cell.cols}, " if cell.cols > 1 else "",
            f"align: {_ALIGNS[cell.align]} + {vertical}, " if cell.align in _MOVED else "",
        )
    )
    body = _alone(cell) or f"[{text}]"
    return f"table.cell({options}{body})" if options else body


def _alone(cell: Cell) -> str:
    """Return the text of a cell of nothing else: typst is twice as fast at it as at markup."""
    match cell.runs:
        case (Text(bold=False, italic=False, whole=False) as run,) if not cell.head:
            return string(run.text)
    return ""


_MOVED = {Align.CENTRE, Align.END}

if __name__ == "__main__":
    sys.exit(_print_for_another())
