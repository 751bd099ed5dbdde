"""From what was typed to what would be written: judged in memory, shown, and only then saved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff

from generator.desk.shelf import Shelf
from generator.diagnostics import DataError, Level, Problem
from generator.editing.planning import Plan as EditPlan
from generator.editing.planning import PlannedFile
from generator.editing.workspace import Workspace
from generator.model.registry import Registry
from generator.settings import Settings
from generator.source.document import Document, Path
from generator.source.splice import Change, splice
from generator.source.writing import Rewrite, Snapshot, digest
from generator.source.yaml_text import parse_yaml

_MISSING = re.compile("не хватает ключа «([^»]+)»")
_CONTEXT = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """The whole school as it is or would be.

    Attributes:
        school: Its records; ``None`` when some file has an error.
        problems: Everything found.
    """

    school: Workspace | None
    today: date
    problems: tuple[Problem, ...]

    @property
    def registry(self) -> Registry | None:
        """The records, when there is no error."""
        return self.school.registry if self.school else None


def judge(
    documents: Iterable[Document], problems: Iterable[Problem], settings: Settings, clock: date
) -> Judged:
    """Run every check over files in memory; unlike an edit, the desk opens a school with errors.

    Args:
        documents: The files that could be read.
        problems: What reading met.
        settings: Folders and the day.
        clock: The day when neither the settings nor the data fix one.
    """
    try:
        school = Workspace.judged(settings, clock, documents, problems)
    except DataError as error:
        return Judged(None, settings.today or clock, error.problems)
    return Judged(school, school.today, school.problems)


@dataclass(frozen=True, slots=True)
class Plan:
    """An edit that is ready to be written, or what stands in its way.

    Attributes:
        files: What will be written.
        document: The text meant for the form's own file, as data with places.
        judged: The school as it would be.
        errors: What forbids writing: errors of this file, or new ones anywhere.
        remarks: New warnings and advice, and those of this file.
        notes: What else the curator should know.
    """

    files: tuple[PlannedFile, ...]
    document: Document | None
    judged: Judged
    errors: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """What tells this plan from another one, for the button that writes it."""
        texts = (f"{file.path}\n{file.before}\n{file.after}" for file in self.files)
        return digest("\n".join(texts).encode())

    @property
    def path(self) -> str:
        """The form's own file."""
        return next((f.path for f in self.files if f.new), self.files[0].path)


def plan(
    shelf: Shelf,
    now: Judged,
    settings: Settings,
    path: str,
    snapshot: Snapshot,
    changes: Sequence[Change],
    blank: str = "",
) -> Plan:
    """Try a change of one file in memory.

    Args:
        shelf: The files as they are.
        now: What the checks say of them.
        settings: Folders and the day.
        path: The file, relative to the project; it may not be there yet.
        snapshot: The file as it was opened.
        changes: What to write.
        blank: The same in a commented file, for a new record.

    Raises:
        SpliceError: When the change cannot be made.
    """
    after = splice(snapshot.text or "", changes, path)
    after = blank or after
    document, found = parse_yaml(after, path)
    others = [other for other in shelf.documents.values() if other.path != path]
    told = [problem for problem in shelf.problems if problem.span.path != path]
    documents = [*others, *([document] if document else [])]
    judged = judge(sorted(documents, key=lambda d: d.path), [*told, *found], settings, now.today)
    known = {_sense(problem) for problem in now.problems}
    mine = [p for p in judged.problems if p.span.path == path or _sense(p) not in known]
    return Plan(
        (PlannedFile(path, Rewrite(snapshot, after)),),
        document,
        judged,
        tuple(p for p in mine if p.level is Level.ERROR),
        tuple(p for p in mine if p.level is not Level.ERROR),
    )


def of_edit(made: EditPlan) -> Plan:
    """Return the plan of a command as the desk shows it."""
    judged = Judged(made.school, made.school.today, made.school.problems)
    return Plan(made.files, None, judged, remarks=made.problems, notes=made.notes)


def _sense(problem: Problem) -> tuple[str, str, str]:
    """Return what stays of a problem when lines move."""
    return problem.code, problem.span.path, problem.message


def difference(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the changed lines of a text with a little of what stands around them."""
    lines = unified_diff(before.splitlines(), after.splitlines(), n=_CONTEXT, lineterm="")
    for number, line in enumerate(lines):
        if number < 2:
            continue
        yield ("@", "") if line.startswith("@@") else (line[:1], line[1:])


def places_of(
    problems: Iterable[Problem], document: Document | None
) -> Mapping[Path, list[Problem]]:
    """Find for each problem of a file the path of the value it is about; the root if none."""
    placed: dict[Path, list[Problem]] = {}
    if document is None:
        return {(): list(problems)} if problems else {}
    values, keys = _by_place(document.values), _by_place(document.keys)
    for problem in problems:
        place = (problem.span.line, problem.span.column)
        path: Path = ()
        if problem.span.path != document.path:
            pass
        elif missing := _MISSING.search(problem.message):
            path = (*values.get(place, ()), missing[1])
        else:
            path = values.get(place, keys.get(place, ()))
        placed.setdefault(path, []).append(problem)
    return placed


def _by_place(places: Mapping[Path, tuple[int, int]]) -> dict[tuple[int, int], Path]:
    return {place: path for path, place in sorted(places.items(), key=lambda item: len(item[0]))}
