"""Charts as SVG inside the page: no script, no foreign file, colours of the theme.

pygal lays a chart out and draws it; here its drawing is stripped to what a page of ours may hold:
columns, their numbers, labels and the floor. A chart only repeats in a picture what the table
beside it says, so it is one image to a screen reader, told in a sentence. Series differ by colour,
by the hatching of every second one and by the numbers over the columns.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import ceil
from textwrap import wrap
from typing import Any, Protocol

from markupsafe import Markup

from generator.model.slugs import ascii_slug
from generator.render.words import number

Value = Decimal | int | None
_WIDE, _NARROW, _FEW, _HIGH = 360, 230, 3, 194
_LETTER, _LINE = 6.6, 14
"""Room for a letter of a label and for one more line of it."""
_LABEL, _OVER, _UNDER = 12, 25, 10
"""Letters of a label, room for a number over its column, and between labels and what is beside."""
_PRINTED = (
    'text{font-family:"Liberation Serif";font-size:13px;text-anchor:middle;fill:#000}'
    ".nm-chart__value{font-weight:bold}.nm-chart__legend{text-anchor:start}"
    ".nm-chart__floor{stroke:#444}.nm-chart__column{stroke:#1d3557}"
    ".nm-chart__column--1{fill:#1d3557}.nm-chart__column--3{fill:#a8b8cc}"
    ".nm-chart__hatch{fill:#fff}.nm-chart__line{stroke:#1d3557;stroke-width:1.6}"
)


class Kind(Protocol):
    """Numbers of one kind, one for each label of the chart; ``None`` gets no column."""

    @property
    def name(self) -> str:
        """What is counted."""

    @property
    def values(self) -> Sequence[Value]:
        """The numbers."""


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind, one for each label of the chart.

    Attributes:
        values: ``None`` stands for «not measured» and gets no column.
    """

    name: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class ChartPicture:
    """A chart as a picture of its own, for papers.

    Attributes:
        svg: The picture; its letters are those of papers.
        told: What it shows, in a sentence.
        width: Its width in points of the picture.
        height: Its height in the same.
    """

    svg: str
    told: str
    width: int
    height: int


def column_chart(title: str, labels: Sequence[str], series: Sequence[Kind]) -> Markup:
    """Draw columns grouped by labels, with the value over every column and a legend.

    Args:
        title: What is shown: «Программа по учебным годам».
        labels: Names of the groups, in order: school years, «было» and «стало».
        series: One or more kinds of numbers, none negative; each as long as ``labels``.

    Returns:
        A ``<figure>``; place the table with the same numbers beside it.
    """
    hatch = f"hatch-{ascii_slug(title)}"
    body, width, height = _drawn(labels, series, hatch)
    return Markup(
        '<figure class="nm-chart{narrow}"><svg viewBox="0 0 {width} {height}" role="img" '
        'aria-label="{told}">{body}</svg>{legend}</figure>'
    ).format(
        narrow=" nm-chart--narrow" if width < _WIDE else "",
        width=width,
        height=height,
        told=_told(title, labels, series),
        body=body,
        legend=_legend(series, hatch) if len(series) > 1 else "",
    )


def column_picture(title: str, labels: Sequence[str], series: Sequence[Kind]) -> ChartPicture:
    """Draw the same chart as a picture that needs no page around it; arguments are the same."""
    body, width, height = _drawn(labels, series, "hatch", with_legend=len(series) > 1)
    svg = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'width="{width}" height="{height}"><style>{style}</style>{body}</svg>'
    ).format(width=width, height=height, style=Markup(_PRINTED), body=body)  # noqa: S704
    return ChartPicture(str(svg), _told(title, labels, series), width, height)


def _drawn(
    labels: Sequence[str], series: Sequence[Kind], hatch: str, *, with_legend: bool = False
) -> tuple[Markup, int, int]:
    """Return what pygal has drawn, stripped, and the width and height it takes."""
    # A chart of few columns stands in a narrow place: its letters must not shrink with it.
    width = _NARROW if len(labels) * len(series) <= _FEW else _WIDE
    longest = max((len(word) for label in labels for word in label.split()), default=0)
    width = max(width, ceil(longest * _LETTER) * len(labels))
    room = max(int(width / max(len(labels), 1) / _LETTER), 1)
    broken = [wrap(label, room) or [""] for label in labels]
    # pygal knows labels of one line; what it puts under them moves down by the others.
    further = (max(map(len, broken), default=1) - 1) * _LINE
    height = _HIGH + further + (_LABEL + 2 * _UNDER if with_legend else 0)
    tree = _laid_out(series, broken, width, height, further, with_legend=with_legend)
    parts = [_hatch(hatch)] if len(series) > 1 else []
    for kind in range(1, len(series) + 1):
        whose = f"g[@class='series serie-{kind - 1} color-{kind - 1}']"
        filling = _filling(kind, hatch)
        parts += [_box(one, filling) for one in tree.iterfind(f".//{whose}//rect")]
        parts += [_text(one, "value") for one in tree.iterfind(f".//{whose}/text")]
    for label, lines in zip(tree.iterfind(".//g[@class='axis x']//text"), broken, strict=True):
        parts.append(_label(label, lines))
    for floor in tree.iterfind(".//g[@class='axis y always_show']//path"):
        parts.append(Markup('<path class="nm-chart__floor" d="{}"/>').format(_path(floor)))
    for legends in tree.iterfind(".//g[@class='legends']"):
        parts.append(_printed_legend(legends, further, hatch))
    return Markup("").join(parts), width, height


@lru_cache(maxsize=1)
def _library() -> tuple[Any, Any]:
    """Return pygal's columns and their look, loaded by the first chart: most commands draw none."""
    import pygal
    from pygal.style import Style

    # A finder of its maps, in a form that Python 3.11 warns of and later ones pass over.
    sys.meta_path[:] = [
        finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)
    ]
    return pygal.Bar, Style


def _laid_out(
    series: Sequence[Kind],
    broken: Sequence[Sequence[str]],
    width: int,
    height: int,
    further: int,
    *,
    with_legend: bool,
) -> Any:
    """Return the tree of the chart as pygal has drawn it."""
    bar, look = _library()
    biggest = max((value for one in series for value in one.values if value), default=1)
    chart = bar(
        width=width,
        height=height,
        margin=0,
        # There are no numbers along the axis of values, and so no room for them.
        margin_left=-_LABEL - _UNDER,
        margin_bottom=further + (_UNDER if with_legend else 0),
        spacing=_UNDER,
        range=(0, float(biggest)),
        x_labels=["\n".join(lines) for lines in broken],
        truncate_label=-1,
        y_labels=[{"value": 0, "label": ""}],
        print_values=True,
        print_values_position="top",
        value_formatter=lambda value: number(Decimal(str(value))),
        show_legend=with_legend,
        legend_at_bottom=True,
        legend_at_bottom_columns=len(series),
        truncate_legend=-1,
        style=look(label_font_size=_LABEL, value_font_size=_OVER, legend_font_size=_LABEL),
        css=[],
        js=[],
        no_prefix=True,
    )
    # Groups stand apart, the columns of a group side by side.
    chart._series_margin, chart._serie_margin = 0.13, 0.025
    for one in series:
        chart.add(one.name, list(one.values))
    return chart.render_tree()


def _printed_legend(legends: Any, further: int, hatch: str) -> Markup:
    left, top = map(int, legends.get("transform")[len("translate(") : -1].split(","))
    parts = [
        _box(one.find("rect"), _filling(kind, hatch)) + _text(one.find("text"), "legend")
        for kind, one in enumerate(legends, 1)
    ]
    return Markup('<g transform="translate({} {})">{}</g>').format(
        left, top + further, Markup("").join(parts)
    )


def _hatch(id_: str) -> Markup:
    # No turned pattern: pictures for Word would show a seam at every piece of its lines.
    return Markup(
        '<defs><pattern id="{id}" width="7" height="7" patternUnits="userSpaceOnUse">'
        '<path class="nm-chart__hatch" d="M0 0h7v7H0z"/>'
        '<path class="nm-chart__line" d="M-1 1 1-1M0 7 7 0M6 8 8 6"/></pattern></defs>'
    ).format(id=id_)


def _filling(kind: int, hatch: str) -> Markup:
    """Return the attributes that tell one kind of columns from another."""
    pattern = Markup(' fill="url(#{id})"').format(id=hatch) if kind % 2 == 0 else ""
    return Markup('class="nm-chart__column nm-chart__column--{kind}"{pattern}').format(
        kind=kind, pattern=pattern
    )


def _box(drawn: Any, filling: Markup) -> Markup:
    sides = {side: _short(drawn.get(side)) for side in ("x", "y", "width", "height")}
    return Markup('<rect {filling} x="{x}" y="{y}" width="{width}" height="{height}"/>').format(
        filling=filling, **sides
    )


def _text(drawn: Any, what: str) -> Markup:
    return Markup('<text class="nm-chart__{what}" x="{x}" y="{y}">{text}</text>').format(
        what=what, x=_short(drawn.get("x")), y=_short(drawn.get("y")), text=drawn.text
    )


def _label(drawn: Any, lines: Sequence[str]) -> Markup:
    x, y = _short(drawn.get("x")), float(drawn.get("y"))
    return Markup("").join(
        Markup('<text class="nm-chart__label" x="{}" y="{}">{}</text>').format(
            x, _short(y + place * _LINE), line
        )
        for place, line in enumerate(lines)
    )


def _path(drawn: Any) -> str:
    start, run = drawn.get("d").split(" h")
    x, y = start[1:].split(" ")
    return f"M{_short(x)} {float(y):.0f}.5h{_short(run)}"


def _short(measure: str | float) -> str:
    return f"{round(float(measure), 1):g}"


def _legend(series: Sequence[Kind], hatch: str) -> Markup:
    items = Markup("").join(
        Markup(
            '<li><svg viewBox="0 0 12 12" aria-hidden="true">'
            '<rect {filling} width="12" height="12"/></svg> {name}</li>'
        ).format(filling=_filling(kind, hatch), name=one.name)
        for kind, one in enumerate(series, 1)
    )
    return Markup('<figcaption><ul class="nm-chart__legend">{items}</ul></figcaption>').format(
        items=items
    )


def _told(title: str, labels: Sequence[str], series: Sequence[Kind]) -> str:
    """Tell the chart in a sentence: «Диаграмма. …: пар 2024/25 — 5, 2025/26 — 8; …»."""
    kinds = (
        f"{one.name.casefold()} "
        + ", ".join(
            f"{label} — {number(value)}"
            for label, value in zip(labels, one.values, strict=True)
            if value is not None
        )
        for one in series
    )
    return f"Диаграмма. {title}: " + "; ".join(kinds)
