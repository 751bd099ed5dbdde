"""Charts as SVG inside the page: no script, no foreign file, colours of the theme.

A chart only repeats in a picture what the table beside it says, so it is one image to a screen
reader, told in a sentence. Series differ by colour, by the hatching of every second one and by
the numbers over the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from textwrap import wrap
from typing import Protocol

from markupsafe import Markup

from generator.model.slugs import ascii_slug
from generator.render.words import number

Value = Decimal | int | None
_WIDE, _NARROW, _FEW = 360, 230, 3
_FLOOR, _TOP = 166, 18
_GAP, _BETWEEN = 0.28, 3
_LETTER, _LINE, _LABEL = 6.6, 14, 24
"""Room for a letter of a label, for a line of it, and for its first line under the columns."""
_PRINTED = (
    'text{font-family:"Liberation Serif";font-size:13px;text-anchor:middle;fill:#000}'
    ".nm-chart__value{font-weight:bold}.nm-chart__legend{text-anchor:start}"
    ".nm-chart__floor{stroke:#444}.nm-chart__column{stroke:#1d3557}"
    ".nm-chart__column--1{fill:#1d3557}.nm-chart__column--3{fill:#a8b8cc}"
    ".nm-chart__hatch{fill:#fff}.nm-chart__line{stroke:#1d3557;stroke-width:3}"
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
        '<figure class="nm-chart"><svg viewBox="0 0 {width} {height}" role="img" '
        'aria-label="{told}">{body}</svg>{legend}</figure>'
    ).format(
        width=width,
        height=height,
        told=_told(title, labels, series),
        body=body,
        legend=_legend(series, hatch) if len(series) > 1 else "",
    )


def column_picture(title: str, labels: Sequence[str], series: Sequence[Kind]) -> ChartPicture:
    """Draw the same chart as a picture that needs no page around it; arguments are the same."""
    body, width, height = _drawn(labels, series, "hatch")
    if len(series) > 1:
        body += _printed_legend(series, height + _LINE)
        height += _LABEL
    svg = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'width="{width}" height="{height}"><style>{style}</style>{body}</svg>'
    ).format(width=width, height=height, style=Markup(_PRINTED), body=body)  # noqa: S704
    return ChartPicture(str(svg), _told(title, labels, series), width, height)


def _drawn(labels: Sequence[str], series: Sequence[Kind], hatch: str) -> tuple[Markup, int, int]:
    """Return columns with their labels, and the width and height they take."""
    biggest = max((value for one in series for value in one.values if value), default=Decimal(1))
    # A chart of few columns stands in a narrow place: its letters must not shrink with it.
    whole = _NARROW if len(labels) * len(series) <= _FEW else _WIDE
    longest = max((len(word) for label in labels for word in label.split()), default=0)
    whole = max(whole, ceil(longest * _LETTER) * len(labels))
    group = whole / max(len(labels), 1)
    width = (group * (1 - _GAP) - _BETWEEN * (len(series) - 1)) / max(len(series), 1)
    room = max(int(group / _LETTER), 1)
    parts: list[Markup] = [_hatch(hatch)] if len(series) > 1 else []
    lines = 1
    for place, label in enumerate(labels):
        left = group * place + group * _GAP / 2
        for kind, one in enumerate(series, 1):
            x = left + (kind - 1) * (width + _BETWEEN)
            parts.append(
                _column(one.values[place], Decimal(biggest), x, width, _filling(kind, hatch))
            )
        for number_, line in enumerate(wrap(label, room) or [""]):
            y = _FLOOR + _LABEL - 6 + number_ * _LINE
            parts.append(_text(group * (place + 0.5), y, line, "label"))
            lines = max(lines, number_ + 1)
    floor = Markup('<path class="nm-chart__floor" d="M0 {y}.5h{width}"/>')
    parts.append(floor.format(y=_FLOOR, width=whole))
    return Markup("").join(parts), whole, _FLOOR + _LABEL + (lines - 1) * _LINE


def _printed_legend(series: Sequence[Kind], y: int) -> Markup:
    parts = []
    x = 4.0
    for kind, one in enumerate(series, 1):
        box = Markup('<rect {filling} x="{x:.1f}" y="{top}" width="12" height="12"/>')
        parts.append(box.format(filling=_filling(kind, "hatch"), x=x, top=y - 11))
        parts.append(_text(x + 18, y, one.name, "legend"))
        x += 42 + len(one.name) * _LETTER
    return Markup("").join(parts)


def _hatch(id_: str) -> Markup:
    return Markup(
        '<defs><pattern id="{id}" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="nm-chart__hatch" d="M0 0h5v5H0z"/>'
        '<path class="nm-chart__line" d="M0 0v5"/></pattern></defs>'
    ).format(id=id_)


def _filling(kind: int, hatch: str) -> Markup:
    """Return the attributes that tell one kind of columns from another."""
    pattern = Markup(' fill="url(#{id})"').format(id=hatch) if kind % 2 == 0 else ""
    return Markup('class="nm-chart__column nm-chart__column--{kind}"{pattern}').format(
        kind=kind, pattern=pattern
    )


def _column(value: Value, biggest: Decimal, x: float, width: float, filling: Markup) -> Markup:
    if value is None:
        return Markup("")
    height = float(Decimal(value) / biggest) * (_FLOOR - _TOP)
    top = _FLOOR - height
    column = Markup(
        '<rect {filling} x="{x:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
    ).format(filling=filling, x=x, top=top, width=width, height=height)
    return column + _text(x + width / 2, top - 4, number(value), "value")


def _text(x: float, y: float, text: str, what: str) -> Markup:
    return Markup('<text class="nm-chart__{what}" x="{x:.1f}" y="{y:.1f}">{text}</text>').format(
        what=what, x=x, y=y, text=text
    )


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
