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
    """Yield runs of cells along a row, or down a column, whichever are fewer."""
    across = _split(sorted(places, key=lambda p: (p.row, p.column)), 0, 1)
    down = _split(sorted(places, key=lambda p: (p.column, p.row)), 1, 0)
    for run in min(across, down, key=len):
        first, last = run[0], run[-1]
        ends = dict.fromkeys(f"{letters(p.column)}{p.row}" for p in (first, last))
        yield "–".join(ends)


def _split(places: list[Place], down: int, right: int) -> list[list[Place]]:
    runs: list[list[Place]] = []
    for place in places:
        last = runs[-1][-1] if runs else None
        if last and (last.row + down, last.column + right) == (place.row, place.column):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def told_totals(fates: Sequence[Fate]) -> str:
    """Return «64 ячейки: принято 40, не занесено 20, ошибок 4»."""
    counts = {outcome: sum(fate.outcome is outcome for fate in fates) for outcome in Outcome}
    words = {outcome: outcome.words for outcome in Outcome} | {Outcome.FAILED: "ошибок"}
    parts = [f"{words[outcome]} {count}" for outcome, count in counts.items() if count]
    return f"{counted(len(fates), 'ячейка', 'ячейки', 'ячеек')}: {', '.join(parts)}"
