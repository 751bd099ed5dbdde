"""A plan in words: what will be written, what differs, what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.diagnostics import Problem, Span
from generator.exchange.ledger import Difference, Fate, Outcome
from generator.exchange.plan import FileChange, shown
from generator.exchange.tables import Place, letters
from generator.render.words import counted
from generator.source.line import shortened

_SHOWN_PLACES = 8


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines under it."""

    title: str
    lines: tuple[str, ...]


def told_changes(changes: Sequence[FileChange], *, values: bool) -> Iterator[Section]:
    """Tell which files are written.

    Args:
        changes: The files.
        values: Tell every value with the cell it comes from.
    """
    for is_new, title in ((True, "Новые записи"), (False, "Дополнения")):
        chosen = [change for change in changes if change.is_new is is_new]
        if chosen:
            lines = tuple(line for change in chosen for line in _told_file(change, values=values))
            yield Section(f"{title}: {len(chosen)}", lines)


def _told_file(change: FileChange, *, values: bool) -> Iterator[str]:
    yield f"{change.path} — {change.title}"
    for item in change.filled if values else ():
        yield f"    {item.key}: {shortened(shown(item.value))}  ← {item.origin}"


def told_differences(differences: Sequence[Difference]) -> Iterator[Section]:
    """Set side by side what records and the table say differently."""
    lines: list[str] = []
    for item in differences:
        lines.append(f"{item.title}, «{item.key}»")
        lines.append(f"    в записи:  {shortened(item.written) or '—'}  ({item.span})")
        lines.append(f"    в таблице: {shortened(item.cell.text)}  ({item.cell.place})")
    if lines:
        title = f"Расхождения: {len(differences)}. Записи остаются как были"
        yield Section(title, tuple(lines))


def told_problems(source: str, fates: Iterable[Fate]) -> list[Problem]:
    """Return what is to be told of cells: equal words about several cells are said once.

    Args:
        source: Name of the file.
        fates: What became of the cells; values and differences are told elsewhere.
    """
    chosen = [f for f in fates if f.outcome not in {Outcome.TAKEN, Outcome.CONFLICT}]
    said: dict[tuple[Outcome, str, str, str], list[Place]] = {}
    for fate in chosen:
        key = (fate.outcome, fate.code, fate.note, fate.hint)
        said.setdefault(key, []).append(fate.cell.place)
    problems = []
    for (outcome, code, note, hint), places in said.items():
        level = outcome.level
        assert level is not None
        message = f"{outcome.words}: {note}" if outcome is not Outcome.FAILED else note
        span = Span(f"{source}: {ranges(places)}")
        problems.append(Problem(code, level, span, message, hint))
    return problems


def ranges(places: Sequence[Place]) -> str:
    """Return places as ranges: «Лист1!B4–B9, D4»."""
    parts: list[str] = []
    for sheet, inside in groupby(sorted(places), key=lambda place: place.sheet):
        names = list(_runs(list(inside)))
        shown_names = names[:_SHOWN_PLACES]
        rest = len(names) - len(shown_names)
        parts.append(f"{sheet}!{', '.join(shown_names)}" + (f" и ещё {rest}" if rest else ""))
    return "; ".join(parts)


def _runs(places: list[Place]) -> Iterator[str]:
    """Yield blocks of cells: «A1», «A1–C1», «A1–C9»; rows first or columns first."""
    spots = {(place.row, place.column) for place in places}
    by_rows = _blocks(spots)
    turned = _blocks({(column, row) for row, column in spots})
    by_columns = [(left, top, right, bottom) for top, left, bottom, right in turned]
    for top, left, bottom, right in min(by_rows, by_columns, key=len):
        ends = dict.fromkeys(f"{letters(x)}{y}" for y, x in ((top, left), (bottom, right)))
        yield "–".join(ends)


def _blocks(spots: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Cover spots with blocks (top, left, bottom, right): runs along rows, equal runs joined."""
    runs: list[tuple[int, int, int]] = []
    for row, column in sorted(spots):
        if runs and runs[-1][0] == row and runs[-1][2] == column - 1:
            runs[-1] = (row, runs[-1][1], column)
        else:
            runs.append((row, column, column))
    blocks: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, left, right in runs:
        spans = blocks.setdefault((left, right), [])
        if spans and spans[-1][1] == row - 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    found = [(t, left, b, right) for (left, right), spans in blocks.items() for t, b in spans]
    return sorted(found)


def told_totals(fates: Sequence[Fate]) -> str:
    """Return «64 ячейки: принято 40, не занесено 20, ошибок 4»."""
    counts = {outcome: sum(fate.outcome is outcome for fate in fates) for outcome in Outcome}
    words = {outcome: outcome.words for outcome in Outcome} | {Outcome.FAILED: "ошибок"}
    parts = [f"{words[outcome]} {count}" for outcome, count in counts.items() if count]
    return f"{counted(len(fates), 'ячейка', 'ячейки', 'ячеек')}: {', '.join(parts)}"
