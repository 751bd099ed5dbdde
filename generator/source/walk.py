"""What one reading of a file has met so far, and the places of YAML's events."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from generator.diagnostics import Level, Problem, Span, has_errors
from generator.source.document import Path, Place
from generator.source.line import NOTE


@dataclass(slots=True)
class Walk:
    """One reading of a file.

    Attributes:
        path: The file's path as problems should name it.
        lines: Its lines.
        problems: Slips met.
        values: Place of each value by its path.
        keys: Place of each key by the path of its value.
        prose: First and last lines of texts after «|» and «>».
        texts: Where each key and value begins and ends.
        noted: Lines whose note is already told of.
    """

    path: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    prose: list[tuple[int, int]] = field(default_factory=list)
    texts: list[tuple[Place, Place]] = field(default_factory=list)
    noted: set[int] = field(default_factory=set)

    @property
    def failed(self) -> bool:
        """Whether an error was met."""
        return has_errors(self.problems)

    def error(self, code: str, place: Place, message: str, hint: str) -> None:
        """Remember an error."""
        self.problems.append(Problem(code, Level.ERROR, Span(self.path, *place), message, hint))

    def warn(self, code: str, place: Place, message: str, hint: str) -> None:
        """Remember a warning."""
        self.problems.append(Problem(code, Level.WARNING, Span(self.path, *place), message, hint))

    def line(self, number: int) -> str:
        """Return a line by its number from 1; an empty one after the end of the file."""
        return self.lines[number - 1] if number <= len(self.lines) else ""

    def rest(self, place: Place) -> str:
        """Return the text of a line from a place to its end."""
        return self.line(place[0])[place[1] - 1 :]

    def raw(self, place: Place, *, flow: bool) -> str:
        """Return a value as it was typed on its line, without the note after it."""
        rest = self.rest(place)
        if flow:
            return re.split(r"[,\]}]", rest, maxsplit=1)[0].strip()
        return NOTE.sub("", rest).strip()


def start_of(event: yaml.Event) -> Place:
    """Return where an event begins."""
    mark = event.start_mark
    assert mark is not None
    return mark.line + 1, mark.column + 1


def end_of(event: yaml.Event) -> Place:
    """Return the place right after an event."""
    mark = event.end_mark
    assert mark is not None
    return mark.line + 1, mark.column + 1
