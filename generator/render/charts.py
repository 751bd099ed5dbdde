"""Charts as SVG inside the page: no script, no foreign file, colours of the theme.

A chart only repeats in a picture what the table beside it says, so it is one image to a screen
reader, told in a sentence. Series differ by colour, by the hatching of every second one and by
the numbers over the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from generator.model.slugs import ascii_slug
from generator.render.words import number

Value = Decimal | int | None
_WIDE, _NARROW, _FEW = 360, 230, 3
_HEIGHT = 190
_TOP, _BOTTOM = 18, 24
_FLOOR = _HEIGHT - _BOTTOM
_GAP, _BETWEEN = 0.28, 3


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind, one for each label of the chart.

    Attributes:
        values: ``None`` stands for «not measured» and gets no column.
    """

    name: str
    values: Sequence[Value]


def column_chart(title: str, labels: Sequence[str], series: Sequence[Series]) -> Markup:
    """Draw columns grouped by labels, with the value over every column and a legend.

    Args:
        title: What is shown: «Программа по учебным годам».
        labels: Names of the groups, in order: school years, «было» and «стало».
        series: One or more kinds of numbers, none negative; each as long as ``labels``.

    Returns:
        A ``<figure>``; place the table with the same numbers beside it.
    """
    biggest = max((value for one in series for value in one.values if value), default=Decimal(1))
    # A chart of few columns stands in a narrow place: its letters must not shrink with it.
    whole = _NARROW if len(labels) * len(series) <= _FEW else _WIDE
    group = whole / max(len(labels), 1)
    width = (group * (1 - _GAP) - _BETWEEN * (len(series) - 1)) / max(len(series), 1)
    hatch = f"hatch-{ascii_slug(title)}"
    parts: list[Markup] = []
    for place, label in enumerate(labels):
        left = group * place + group * _GAP / 2
        for kind, one in enumerate(series, 1):
            x = left + (kind - 1) * (width + _BETWEEN)
            parts.append(
                _column(one.values[place], Decimal(biggest), x, width, _filling(kind, hatch))
            )
        parts.append(_text(group * (place + 0.5), _HEIGHT - 6, label, "label"))
    line = Markup('<path class="nm-chart__floor" d="M0 {y}.5h{width}"/>').format(
        y=_FLOOR, width=whole
    )
    body = Markup("").join((*parts, line))
    return Markup(
        '<figure class="nm-chart"><svg viewBox="0 0 {width} {height}" role="img" '
        'aria-label="{told}">{hatch}{body}</svg>{legend}</figure>'
    ).format(
        width=whole,
        height=_HEIGHT,
        told=_told(title, labels, series),
        hatch=_hatch(hatch) if len(series) > 1 else "",
        body=body,
        legend=_legend(series, hatch) if len(series) > 1 else "",
    )


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


def _legend(series: Sequence[Series], hatch: str) -> Markup:
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


def _told(title: str, labels: Sequence[str], series: Sequence[Series]) -> str:
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
