"""What rules share: the shape of a rule, and a problem at a value of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from generator.diagnostics import Level, Problem
from generator.model.base import Entity
from generator.model.registry import Registry
from generator.source.document import Path

Rule = Callable[[Registry, date], Iterator[Problem]]
"""Looks at all the records on a day and yields what contradicts what."""


def found(code: str, level: Level, record: Entity, path: Path, message: str, hint: str) -> Problem:
    """Return a problem at the value of a record that its Russian keys lead to."""
    return Problem(code, level, record.at(*path), message, hint)


def day(value: date) -> str:
    """Return a date as curators write it: 01.09.2026."""
    return f"{value:%d.%m.%Y}"
