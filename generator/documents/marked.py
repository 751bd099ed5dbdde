"""Markdown of a filled template to blocks; numbers of clauses are computed here."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.documents.blocks import (
    BOX,
    Align,
    Block,
    Cell,
    Clause,
    Heading,
    Inline,
    Item,
    LineBreak,
    Paragraph,
    Runs,
    Table,
    Text,
)
from generator.documents.values import MisplacedError, Slots, dressed, merged

_NUMBERED = re.compile(r"\d+\.[ \u00a0]+")
_UP, _LEFT = "^^", "<<"
_PICTURE = re.compile(r"!\[[^\]]*\]\(")
_TICK = f"{BOX} "
_NARROWEST = 0.045
_ALIGNS = {
    "text-align:center": Align.CENTRE,
    "text-align:right": Align.END,
}
_OFF = ["lheading", "image", "html_block", "html_inline", "code", "fence", "hr", "reference"]
_OFF += ["autolink", "blockquote", "backticks"]
_parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(_OFF)


class MarkedError(Exception):
    """What a template's Markdown is not allowed to be.

    Attributes:
        line: Line of the filled text, counted from one.
        text: That line as it was filled, for the message.
    """

    def __init__(self, message: str, line: int, text: str) -> None:
        super().__init__(message)
        self.line = line
        self.text = text


def blocks_of(source: str, slots: Slots) -> tuple[Block, ...]:
    """Read the Markdown of a filled template.

    Headings ``##`` that begin with a number («## 1. Общие положения») are numbered anew; items
    of numbered lists are clauses of the section they stand in: 1.1, 1.1.1. A heading without a
    number begins the numbers anew. A row of a table may join its cell with the one above
    (``^^``) or on the left (``<<``); the dashes under the head of a table are the widths of its
    columns.

    Raises:
        MarkedError: When the Markdown cannot be a document.
    """
    for number, line in enumerate(source.splitlines(), 1):
        if _PICTURE.search(line):
            raise MarkedError("картинку в документ вставить нельзя", number, line)
    return tuple(_Reader(source, slots).read())


def runs_of_line(source: str, slots: Slots) -> Runs:
    """Read one line of a filled template: emphasis and values, no blocks."""
    inline = _parser.parseInline(source)[0]
    return _Reader(source, slots).runs(inline)


def prose_blocks(text: str) -> tuple[Block, ...]:
    """Read a text of the data with light Markdown; it has no headings and no numbers."""
    tokens = _prose_parser.parse(text)
    reader = _Reader(text, Slots())
    return tuple(reader.prose(tokens))


_prose_parser = MarkdownIt("commonmark", {"html": False}).disable([*_OFF, "heading"])


@dataclass(slots=True)
class _Counter:
    """Numbers of headings and clauses, as word processors count them.

    Attributes:
        series: How many times the numbers began anew.
        base: 1 under a numbered heading, where clauses are its parts; 0 elsewhere.
    """

    counts: list[int] = field(default_factory=list)
    series: int = 0
    base: int = 0

    def restart(self) -> None:
        if self.counts:
            self.series += 1
        self.counts, self.base = [], 0

    def next(self, level: int) -> str:
        counts = [*self.counts[: level + 1], *([0] * (level + 1 - len(self.counts)))]
        counts[level] += 1
        self.counts = counts
        return "".join(f"{count}." for count in counts)


class _Reader:
    def __init__(self, source: str, slots: Slots) -> None:
        self._source = source.split("\n")
        self._slots = slots
        self._counter = _Counter()

    def read(self) -> Iterator[Block]:
        tokens = _parser.parse("\n".join(self._source))
        yield from self._blocks(tokens)

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for opening, inner in _groups(tokens):
            try:
                yield from self._block(opening, inner)
            except MisplacedError as error:
                message = "таблица, подпись или другой блок стоит внутри строки"
                raise self._wrong(message, opening) from error

    def _block(self, opening: Token, inner: Sequence[Token]) -> Iterator[Block]:
        match opening.type:
            case "heading_open":
                yield self._heading(int(opening.tag[1]), inner[0])
            case "paragraph_open":
                yield from self._paragraph(inner[0])
            case "ordered_list_open":
                yield from self._ordered(inner, 0)
            case "bullet_list_open":
                yield from self._bullets(inner, 0)
            case "table_open":
                yield self._table(opening, inner)
            case _:
                raise self._wrong("такой разметки в документах нет", opening)

    def _wrong(self, message: str, token: Token) -> MarkedError:
        line = token.map[0] if token.map else 0
        return MarkedError(message, line + 1, self._source[line])

    def _heading(self, level: int, inline: Token) -> Heading:
        if level > 3:
            raise self._wrong("заголовков глубже третьего уровня в документах нет", inline)
        found = _NUMBERED.match(inline.content) if level == 2 else None
        runs = self.runs(inline, skip=found.end() if found else 0)
        if found:
            number = self._counter.next(0)
            self._counter.base = 1
            return Heading(level, runs, number, self._counter.series)
        if level < 3:
            self._counter.restart()
        return Heading(level, runs)

    def _paragraph(self, inline: Token) -> Iterator[Block]:
        blocks = self._slots.alone(inline.content)
        if blocks is None:
            yield Paragraph(self.runs(inline))
            return
        yield from blocks

    def _ordered(self, tokens: Sequence[Token], depth: int) -> Iterator[Block]:
        level = self._counter.base + depth
        for opening, inner in _groups(tokens):
            number = self._counter.next(level)
            yield from self._list_item(opening, inner, number, level, depth)

    def _bullets(self, tokens: Sequence[Token], depth: int) -> Iterator[Block]:
        for opening, inner in _groups(tokens):
            yield from self._list_item(opening, inner, "", depth, depth)

    def _list_item(
        self, opening: Token, tokens: Sequence[Token], number: str, level: int, depth: int
    ) -> Iterator[Block]:
        first = True
        for child, inner in _groups(tokens):
            if child.type == "paragraph_open":
                blocks = tuple(self._paragraph(inner[0]))
                if first:
                    yield self._item(opening, blocks, number, level)
                    blocks = blocks[1:]
                yield from blocks
            elif first:
                raise self._wrong("пункт списка начинается не с текста", opening)
            elif child.type == "ordered_list_open":
                yield from self._ordered(inner, depth + 1 if number else 0)
            elif child.type == "bullet_list_open":
                yield from self._bullets(inner, 0 if number else depth + 1)
            else:
                yield from self._block(child, inner)
            first = False

    def _item(
        self, opening: Token, blocks: tuple[Block, ...], number: str, level: int
    ) -> Clause | Item:
        head = blocks[0] if blocks else None
        if isinstance(head, Item) and not number:
            return Item(head.runs, level)
        if not isinstance(head, Paragraph):
            raise self._wrong("пункт списка начинается не с текста", opening)
        if number:
            return Clause(level, number, head.runs, self._counter.series)
        return _boxed(head.runs, level)

    def _table(self, opening: Token, tokens: Sequence[Token]) -> Table:
        head: list[list[Token]] = []
        body: list[list[Token]] = []
        aligns: list[Align] = []
        for part, rows in _groups(tokens):
            target = head if part.type == "thead_open" else body
            for _, cells in _groups(rows):
                groups = list(_groups(cells))
                target.append([inner[0] for _, inner in groups])
                if part.type == "thead_open":
                    style = (str(cell.attrGet("style") or "") for cell, _ in groups)
                    aligns = [_ALIGNS.get(text, Align.START) for text in style]
        if not any(inline.content for inline in head[0]):
            head = []
        assert opening.map is not None
        dashes = [
            part.count("-") for part in self._source[opening.map[0] + 1].strip(" |").split("|")
        ]
        narrowest = math.ceil(sum(dashes) * _NARROWEST)
        widths = tuple(max(count, narrowest) for count in dashes)
        rows_of = [*((row, True) for row in head), *((row, False) for row in body)]
        grid = [
            [self._cell(inline, aligns, i, is_head) for i, inline in enumerate(row)]
            for row, is_head in rows_of
        ]
        return Table(widths, _joined(grid, [row for row, _ in rows_of]), len(head))

    def _cell(self, inline: Token, aligns: Sequence[Align], index: int, head: bool) -> Cell:
        align = Align.CENTRE if head else aligns[index]
        return Cell(self.runs(inline), head=head, align=align)

    def prose(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """Yield paragraphs and items of a text of the data; numbers stay as they were typed."""
        for opening, inner in _groups(tokens):
            if opening.type == "paragraph_open":
                yield Paragraph(self.runs(inner[0]))
                continue
            ordered = opening.type == "ordered_list_open"
            for number, (_, item) in enumerate(_groups(inner), int(opening.attrGet("start") or 1)):
                yield from self._prose_item(item, f"{number})\u00a0" if ordered else "")

    def _prose_item(self, tokens: Sequence[Token], number: str) -> Iterator[Block]:
        for block in self.prose(tokens):
            if not isinstance(block, Paragraph):
                yield block
            elif number:
                yield Paragraph((Text(number), *block.runs))
            else:
                yield Item(block.runs)

    def runs(self, inline: Token, skip: int = 0) -> Runs:
        """Return what a line holds, after the first ``skip`` characters of its text."""
        return tuple(merged(self._inlines(inline.children or [], skip)))

    def _inlines(self, tokens: Sequence[Token], skip: int) -> Iterator[Inline]:
        bold = italic = 0
        for token in tokens:
            match token.type:
                case "strong_open" | "strong_close":
                    bold += token.nesting
                case "em_open" | "em_close":
                    italic += token.nesting
                case "softbreak":
                    yield Text(" ", bool(bold), bool(italic))
                case "hardbreak":
                    yield LineBreak()
                case "text":
                    text, skip = token.content[skip:], max(skip - len(token.content), 0)
                    yield from self._slots.inlines(text, bold=bool(bold), italic=bool(italic))
                case "link_open" | "link_close":
                    pass
                case _:
                    yield from dressed(token.content, bold=bool(bold), italic=bool(italic))


def _boxed(runs: Runs, level: int) -> Item:
    """Return an item; a box it begins with takes the place of the dash."""
    first = runs[0] if runs else None
    if not isinstance(first, Text) or not first.text.startswith(_TICK):
        return Item(runs, level)
    rest = first.text.removeprefix(_TICK)
    texts = (replace(first, text=rest),) if rest else ()
    return Item((*texts, *runs[1:]), level, box=True)


def _groups(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Yield each opening token with what it holds."""
    index = 0
    while index < len(tokens):
        depth, end = int(tokens[index].nesting), index
        while depth > 0:
            end += 1
            depth += tokens[end].nesting
        yield tokens[index], tokens[index + 1 : end]
        index = end + 1


def _joined(grid: list[list[Cell]], sources: list[list[Token]]) -> tuple[tuple[Cell, ...], ...]:
    """Join cells marked as parts of their neighbours; only marks of the template count."""
    height, width = len(grid), len(grid[0]) if grid else 0
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    last: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(height):
        for column in range(width):
            mark = sources[row][column].content.strip()
            place = (row, column)
            if mark == _LEFT and column:
                place = owner[row, column - 1]
            elif mark == _UP and row:
                place = owner[row - 1, column]
            owner[row, column] = place
            last[place] = (row, column)
    return tuple(
        tuple(
            _spanning(
                grid[row][column],
                last[row, column][0] - row + 1,
                last[row, column][1] - column + 1,
            )
            for column in range(width)
            if owner[row, column] == (row, column)
        )
        for row in range(height)
    )


def _spanning(cell: Cell, rows: int, cols: int) -> Cell:
    """Return a cell that takes several places; a wide one begins at its left edge."""
    align = Align.START if cols > 1 and not cell.head else cell.align
    return replace(cell, rows=rows, cols=cols, align=align)
