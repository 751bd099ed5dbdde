"""What became of every cell: nothing of a table is lost without a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from generator.diagnostics import Level
from generator.exchange.tables import Place, Table, TableCell, TableRow


class Outcome(Enum):
    """What became of a cell.

    Attributes:
        words: What a plan says of it.
        level: ``None`` for a value.
    """

    TAKEN = ("принято", None)
    AMENDED = ("принято с поправкой", Level.WARNING)
    CONFLICT = ("расходится с записанным", Level.WARNING)
    IGNORED = ("не занесено", Level.WARNING)
    FAILED = ("ошибка", Level.ERROR)

    def __init__(self, words: str, level: Level | None) -> None:
        self.words = words
        self.level = level


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a cell, and why.

    Attributes:
        note: What it was taken for, or why it was not.
        hint: What to do.
        code: Code of the problem; empty for a value.
    """

    cell: TableCell
    outcome: Outcome
    note: str
    hint: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A table and a record that say different things; the record stays.

    Attributes:
        title: Whose record it is.
        key: What they differ about.
        written: What the record says; an empty string when it says nothing.
        span: Where the record says it.
        cell: What the table says.
    """

    title: str
    key: str
    written: str
    span: str
    cell: TableCell


class Ledger:
    """Fates of cells while a file is being read; a later word about a cell replaces an earlier."""

    def __init__(self) -> None:
        self._fates: dict[Place, Fate] = {}
        self._differences: dict[Place, Difference] = {}

    def take(self, cell: TableCell, note: str, remark: str = "") -> None:
        """Note that a cell is a value; a remark tells what was put right in it."""
        if remark:
            self._fates[cell.place] = Fate(cell, Outcome.AMENDED, remark, "", "И-10")
        else:
            self._fates[cell.place] = Fate(cell, Outcome.TAKEN, note)

    def ignore(
        self, cells: Iterable[TableCell], why: str, hint: str = "", code: str = "И-09"
    ) -> None:
        """Note that cells are read but not written anywhere."""
        for cell in cells:
            self._fates[cell.place] = Fate(cell, Outcome.IGNORED, why, hint, code)

    def differ(self, cell: TableCell, difference: Difference) -> None:
        """Note that a cell says another thing than the record; the record stays."""
        note = f"«{difference.key}»: записано «{difference.written}» ({difference.span})"
        hint = "если верно в таблице, исправьте запись сами"
        self._fates[cell.place] = Fate(cell, Outcome.CONFLICT, note, hint, "И-08")
        self._differences[cell.place] = difference

    def fail(self, cell: TableCell, code: str, message: str, hint: str = "") -> None:
        """Note that a cell cannot be used until the file is put right."""
        self._fates[cell.place] = Fate(cell, Outcome.FAILED, message, hint, code)

    def row(self, row: TableRow, why: str, hint: str = "") -> None:
        """Note that a whole row is not written anywhere."""
        self.ignore(row.cells.values(), why, hint)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What the table and the records say differently, in the order of the table."""
        return tuple(
            difference
            for place, difference in self._differences.items()
            if self._fates[place].outcome is Outcome.CONFLICT
        )

    def outcome(self, cell: TableCell) -> Outcome | None:
        """Return what became of a cell so far."""
        fate = self._fates.get(cell.place)
        return fate.outcome if fate else None

    def fates(self, tables: Iterable[Table]) -> tuple[Fate, ...]:
        """Return the fates of all the cells of tables, in order.

        Raises:
            KeyError: When a cell was forgotten: a mistake of ours, never of the file.
        """
        return tuple(
            self._fates[cell.place]
            for table in tables
            for row in table.rows
            for _, cell in sorted(row.cells.items())
        )
