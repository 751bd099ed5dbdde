"""Cases of a large library as data for its script, which works without a server too."""

from __future__ import annotations

import json

from generator.publication.records import PublicCase
from generator.render.html import PAGE_ENDING
from generator.render.words import number, unit_after

_BEST = "Лучшая практика"


def library_data(cases: tuple[PublicCase, ...]) -> bytes:
    """Return a script that hands ``library.js`` what a card of every case shows."""
    rows = [_row(case) for case in cases]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"self.nastavnikCases={text}\n".encode()


def _row(case: PublicCase) -> list[str | list[str]]:
    form = case.form.name
    eyebrow = [form[:1].upper() + form[1:], case.year]
    measures = [
        [number(m.before), number(m.after), unit_after(m.unit, m.after), m.name]
        for m in case.measures[:1]
    ] or [["", "", "", ""]]
    return [
        f"{case.id}{PAGE_ENDING}",
        case.title,
        case.lead,
        [*eyebrow, _BEST] if case.best_practice else eyebrow,
        [f"{topic.facet}:{topic.code}" for topic in case.topics],
        *measures[0],
    ]
