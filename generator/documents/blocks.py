"""What a document is made of, whatever it is written as."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum


class Align(Enum):
    """Where the lines of a paragraph or a cell stand."""

    JUSTIFY = "both"
    START = "left"
    CENTRE = "center"
    END = "right"


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text in one dress; nothing in it is ever markup.

    Attributes:
        whole: Never broken between lines: «№ 87-о».
    """

    text: str
    bold: bool = False
    italic: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to fill by hand.

    Attributes:
        label: What to write there; said to those who do not see the line.
        width: Its length in characters.
    """

    label: str = ""
    width: int = 20

    @property
    def line(self) -> str:
        """The line itself, as every output prints it."""
        return "_" * self.width


@dataclass(frozen=True, slots=True)
class LineBreak:
    """The end of a line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture in a line: the emblem of a letterhead.

    Attributes:
        png: The picture itself.
        alt: What it shows, for those who do not see it.
        width: Its width in millimetres.
    """

    png: bytes
    alt: str
    width: int


Inline = Text | Blank | LineBreak | Picture
BOX = "□"
"""The box of an item to tick."""
Runs = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        level: 1 is the document or an annex, 2 a section, 3 a part of a section.
        number: «1.» with its dot, or an empty string.
        series: Which numbering of the document the number belongs to.
    """

    level: int
    runs: Runs
    number: str = ""
    series: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        indent: The first line is set in, as in running text.
        small: In the small size of notes under a line.
        keep: Stays on one page with what follows.
    """

    runs: Runs
    align: Align = Align.JUSTIFY
    indent: bool = True
    small: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause.

    Attributes:
        level: Depth of its number: 0 for «1.», 1 for «1.1.».
        number: The computed number with its dot.
        series: Which numbering of the document the number belongs to.
    """

    level: int
    number: str
    runs: Runs
    series: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list with dashes, or with boxes to tick.

    Attributes:
        box: A box stands before the item instead of a dash.
    """

    runs: Runs
    level: int = 0
    box: bool = False

    @property
    def mark(self) -> str:
        """What stands before the item."""
        return BOX if self.box else "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        rows: How many rows it takes.
        cols: How many columns it takes.
        head: Whether it names its column, its row or the rows below it.
    """

    runs: Runs
    rows: int = 1
    cols: int = 1
    head: bool = False
    align: Align = Align.START


_USUAL = 12


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        widths: Relative widths of the columns.
        rows: Rows of cells; a place taken by a larger cell has no cell of its own.
        head_rows: How many first rows are repeated on every page.
        points: Size of its letters: 12, 10 or, in forms with many columns, 8.
    """

    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head_rows: int = 1
    points: int = 12

    @property
    def small(self) -> bool:
        """Whether its letters are smaller than usual."""
        return self.points < _USUAL


@dataclass(frozen=True, slots=True)
class Columns:
    """Texts side by side: stamps of approval, sides of an agreement.

    Attributes:
        shares: Relative widths of the columns; equal ones when empty.
    """

    columns: tuple[tuple[Paragraph, ...], ...]
    shares: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """Pieces of one line spread over its whole length: date, place, number."""

    parts: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: who signs, the line, the name written out."""

    post: Runs
    name: Runs


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines to write on by hand, over the whole width."""

    count: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart on a line of its own; the table beside it says the same.

    Attributes:
        svg: The picture.
        alt: What it shows, for those who do not see it.
        width: Its width in millimetres.
        height: Its height in millimetres.
    """

    svg: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line over the whole width, as under a letterhead."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page.

    Attributes:
        landscape: How that page is turned; ``None`` leaves it as it was.
    """

    landscape: bool | None = None


Block = (
    Heading
    | Paragraph
    | Clause
    | Item
    | Table
    | Columns
    | Spread
    | Signature
    | Ruled
    | Chart
    | Rule
    | PageBreak
)


class Design(Enum):
    """How a document is dressed."""

    PLAIN = "документ"
    LETTERHEAD = "на бланке школы"
    DIPLOMA = "грамота"


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready to be written in any format.

    Attributes:
        id: ASCII name of its files.
        title: What readers of the file and lists of documents call it.
        missing: What was left blank for want of data, in words.
        landscape: How its first page is turned.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    design: Design = Design.PLAIN
    landscape: bool = False
    missing: tuple[str, ...] = ()


_LONG_BLANK = 24


def is_ragged(runs: Runs) -> bool:
    """Tell whether words of a paragraph would be torn apart by a blank at a line's end."""
    last = bool(runs) and isinstance(runs[-1], Blank)
    return last or any(isinstance(run, Blank) and run.width > _LONG_BLANK for run in runs)


def with_next(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Yield blocks, each with whether it must stand on one page with the next one.

    A signature alone on a page would sign nothing, a question alone asks for no answer, and
    what ends in a colon announces nothing at the foot of a page; who signs signs together.
    """
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        keep = isinstance(following, (Signature, Spread, Ruled, Chart)) or (
            isinstance(block, Paragraph) and block.keep
        )
        yield block, keep or (following is not None and _announces(block))


def _announces(block: Block) -> bool:
    """Tell whether a text ends in a colon: what it announces follows."""
    return isinstance(block, (Paragraph, Clause)) and plain(block.runs).endswith(":")


def plain(runs: Runs) -> str:
    """Return runs as text; blanks are lines."""
    return "".join(
        run.text if isinstance(run, Text) else run.line if isinstance(run, Blank) else "\n"
        for run in runs
        if not isinstance(run, Picture)
    )


def is_to_fill(cell: Cell) -> bool:
    """Tell whether a cell is left for a hand to write in."""
    return not cell.head and all(isinstance(run, LineBreak) for run in cell.runs)


_SHORT = 700


def fits_page(row: tuple[Cell, ...]) -> bool:
    """Tell whether a row of a table surely fits on a page and need not be torn between two."""
    return all(len(plain(cell.runs)) < _SHORT for cell in row)


_FEW_ROWS, _FEW_LETTERS = 7, 450


def stays_whole(table: Table) -> bool:
    """Tell whether a table is so short that no page may end inside it."""
    letters = sum(len(plain(cell.runs)) for row in table.rows for cell in row)
    return len(table.rows) <= _FEW_ROWS and letters < _FEW_LETTERS
