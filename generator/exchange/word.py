"""Tables of a Word document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from generator.exchange.tables import (
    Merge,
    Place,
    Table,
    TableCell,
    TableRow,
    UnreadableError,
    make_cell,
)

_ROWS = "./w:tr | ./w:sdt/w:sdtContent/w:tr"
_CELLS = "./w:tc | ./w:sdt/w:sdtContent/w:tc"
_TABLES = "//w:tbl[not(ancestor::w:tbl)]"


def read_word(raw: bytes) -> tuple[Table, ...]:
    """Read all the tables of a .docx file.

    Args:
        raw: The file's bytes.

    Raises:
        UnreadableError: When it is no Word document or has no tables.
    """
    try:
        body: Any = docx.Document(io.BytesIO(raw)).element.body
    except Exception as error:  # python-docx lets out whatever broke inside
        hint = "откройте его в Word и сохраните заново как .docx"
        raise UnreadableError("документ Word повреждён", hint) from error
    tables = tuple(
        _table(element, f"Таблица {number}")
        for number, element in enumerate(body.xpath(_TABLES), 1)
    )
    if not tables:
        raise UnreadableError("в документе нет таблиц", "нужна таблица с графами банка")
    return tables


def _table(element: Any, name: str) -> Table:
    rows: list[TableRow] = []
    merges: list[Merge] = []
    open_merges: dict[int, Merge] = {}
    for number, line in enumerate(element.xpath(_ROWS), 1):
        cells: dict[int, TableCell] = {}
        for left, right, tc in _spans(line):
            merge = Merge(number, left, number, right)
            if _continues(tc) and left in open_merges:
                above = open_merges[left]
                merge = Merge(above.top, above.left, number, above.right)
            elif (cell := make_cell(Place(name, number, left), _text(tc))) is not None:
                cells[left] = cell
            if merge.top == number and left in open_merges:
                merges.append(open_merges[left])
            open_merges[left] = merge
        if cells:
            rows.append(TableRow(number, cells))
    merges.extend(open_merges.values())
    wide = (merge for merge in merges if merge.bottom > merge.top or merge.right > merge.left)
    return Table(name, tuple(rows), tuple(wide))


def _spans(line: Any) -> Iterator[tuple[int, int, Any]]:
    """Yield the first and the last column of each cell of a row, and the cell."""
    before = line.xpath("./w:trPr/w:gridBefore/@w:val")
    column = 1 + (int(before[0]) if before else 0)
    for tc in line.xpath(_CELLS):
        span = tc.xpath("./w:tcPr/w:gridSpan/@w:val")
        width = max(int(span[0]), 1) if span else 1
        yield column, column + width - 1, tc
        column += width


def _continues(tc: Any) -> bool:
    found = tc.xpath("./w:tcPr/w:vMerge")
    return bool(found) and found[0].get(qn("w:val"), "continue") == "continue"


def _text(tc: Any) -> str:
    """Return the text of a cell; paragraphs and breaks end lines."""
    lines = []
    for paragraph in tc.iter(qn("w:p")):
        parts = []
        for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:cr"), qn("w:tab"), _HYPHEN):
            if node.tag == qn("w:t"):
                parts.append(node.text or "")
            elif node.tag == qn("w:tab"):
                parts.append("\t" if node.getparent().tag == qn("w:r") else "")
            else:
                parts.append("\u2011" if node.tag == _HYPHEN else "\n")
        lines.append("".join(parts))
    return "\n".join(lines)


_HYPHEN = qn("w:noBreakHyphen")
