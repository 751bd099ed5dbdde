"""Documents as HTML: a piece of a page, or a page of its own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

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
)
from generator.resources import theme_folder

_NAMELESS = 'aria-label="Таблица"'
STYLE = theme_folder() / "material" / "assets" / "styles" / "document.css"
_SIZES = {12: "", 10: " nd-table-middle", 8: " nd-table-small"}
_CLASSES = {Align.START: "nd-start", Align.CENTRE: "nd-centre", Align.END: "nd-end"}


def html(document: Document) -> bytes:
    """Return a document as a page of its own: it needs no other file."""
    style = STYLE.read_text(encoding="utf-8")
    page = (
        '<!doctype html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n{piece(document)}</main>\n</body>\n</html>\n"
    )
    return page.encode()


def piece(document: Document, *, under: int = 0) -> str:
    """Return a document as a piece of a page.

    Args:
        document: What to write.
        under: Level of the heading the piece stands under; its own begin one below.
    """
    wide = " nd-landscape" if document.landscape else ""
    kind = document.design.name.lower()
    inner = _numbered("".join(_blocks(document.blocks, under)))
    return f'<article class="nd nd-{kind}{wide}" lang="ru">\n{inner}</article>\n'


def _numbered(inner: str) -> str:
    """Give every table a name of its own: one moves among regions of a page by their names."""
    first, *rest = inner.split(_NAMELESS)
    return first + "".join(
        f'aria-label="Таблица {number}"{part}' for number, part in enumerate(rest, 1)
    )


def _blocks(blocks: Sequence[Block], under: int) -> Iterator[str]:
    for is_item, group in groupby(blocks, key=lambda block: isinstance(block, Item)):
        if is_item:
            yield f"{_list([block for block in group if isinstance(block, Item)], 0)}\n"
        else:
            yield from (f"{_block(block, under)}\n" for block in group)


def _list(items: Sequence[Item], level: int) -> str:
    """Return items as a list, the deeper ones as lists inside it."""
    bodies: list[str] = []
    index = 0
    while index < len(items):
        end = index + 1
        while end < len(items) and items[end].level > level:
            end += 1
        inner = _list(items[index + 1 : end], level + 1) if end > index + 1 else ""
        box = ' class="nd-box"' if items[index].box else ""
        bodies.append(f"<li{box}>{_runs(items[index].runs)}{inner}</li>")
        index = end
    return f"<ul>{''.join(bodies)}</ul>"


def _block(block: Block, under: int) -> str:
    match block:
        case Heading():
            number = f"{block.number} " if block.number else ""
            tag = f"h{block.level + under}"
            return f'<{tag} class="nd-h{block.level}">{number}{_runs(block.runs)}</{tag}>'
        case Paragraph():
            return _paragraph(block)
        case Clause():
            text = f'<span class="nd-number">{block.number}</span> {_runs(block.runs)}'
            return f'<p class="nd-clause nd-clause-{block.level}">{text}</p>'
        case Table():
            return _table(block)
        case Columns():
            shares = block.shares or (0,) * len(block.columns)
            sides = "".join(
                f"<div{_share(share)}>{''.join(map(_paragraph, column))}</div>"
                for column, share in zip(block.columns, shares, strict=True)
            )
            return f'<div class="nd-columns">{sides}</div>'
        case Spread():
            parts = "".join(f"<span>{_runs(part)}</span> " for part in block.parts)
            return f'<p class="nd-spread">{parts}</p>'
        case Signature():
            return (
                f'<p class="nd-signature"><span>{_runs(block.post)}</span> '
                f'<span class="nd-line"></span> <span>{_runs(block.name)}</span></p>'
            )
        case Ruled():
            return f'<div class="nd-ruled" aria-hidden="true">{"<i></i>" * block.count}</div>'
        case Chart():
            source = f"data:image/svg+xml;base64,{b64encode(block.svg.encode()).decode()}"
            width = f' style="width:{block.width}mm"'
            image = f'<img src="{source}" alt="{escape(block.alt)}"{width}>'
            return f'<p class="nd-centre nd-chart">{image}</p>'
        case Rule():
            return '<div class="nd-rule"></div>'
        case PageBreak():
            turned = {None: "", True: " nd-to-landscape", False: " nd-to-portrait"}
            return f'<div class="nd-break{turned[block.landscape]}"></div>'
        case Item():
            raise AssertionError("items are written as lists")


def _share(share: int) -> str:
    return f' style="flex: {share} 1 0"' if share else ""


def _paragraph(block: Paragraph) -> str:
    classes = [_CLASSES.get(block.align, ""), "" if block.indent else "nd-flush"]
    classes.append("nd-small" if block.small else "")
    named = " ".join(filter(None, classes))
    attribute = f' class="{named}"' if named else ""
    return f"<p{attribute}>{_runs(block.runs)}</p>"


def _table(table: Table) -> str:
    head = "".join(_row(row, "col") for row in table.rows[: table.head_rows])
    body = "".join(_row(row, "row") for row in table.rows[table.head_rows :])
    small = _SIZES[table.points]
    opened = f'<div class="nd-table{small}" tabindex="0" role="region" {_NAMELESS}>'
    top = f"<thead>{head}</thead>" if head else ""
    return f'{opened}<table class="nd-grid">{top}<tbody>{body}</tbody></table></div>'


def _row(cells: Sequence[Cell], scope: str) -> str:
    return f"<tr>{''.join(_cell(cell, scope) for cell in cells)}</tr>"


def _cell(cell: Cell, scope: str) -> str:
    # An empty corner of a head names nothing.
    names = cell.head and bool(_runs(cell.runs).strip())
    tag = "th" if names else "td"
    attributes = "".join(
        (
            f' scope="{scope}"' if names else "",
            f' rowspan="{cell.rows}"' if cell.rows > 1 else "",
            f' colspan="{cell.cols}"' if cell.cols > 1 else "",
            f' class="{_CLASSES[cell.align]}"' if cell.align in {Align.CENTRE, Align.END} else "",
        )
    )
    return f"<{tag}{attributes}>{_runs(cell.runs)}</{tag}>"


def _runs(runs: Runs) -> str:
    return "".join(map(_inline, runs))


def _inline(run: Inline) -> str:
    match run:
        case LineBreak():
            return "<br>"
        case Blank():
            label = f' title="{escape(run.label)}"' if run.label else ""
            return f'<span class="nd-blank"{label}>{run.line}</span>'
        case Picture():
            source = f"data:image/png;base64,{b64encode(run.png).decode()}"
            return f'<img src="{source}" alt="{escape(run.alt)}" width="{run.width * 4}">'
    text = escape(run.text, quote=False)
    if run.whole:
        text = f'<span class="nd-whole">{text}</span>'
    if run.italic:
        text = f"<em>{text}</em>"
    return f"<strong>{text}</strong>" if run.bold else text
