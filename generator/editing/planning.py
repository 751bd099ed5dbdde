"""A change before it is made: which files, from what text to what text, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from types import MappingProxyType

from generator.diagnostics import DataError, Level, Problem
from generator.editing.workspace import RefusalError, Workspace
from generator.source.splice import Change, SpliceError, splice
from generator.source.writing import ChangedMeanwhileError, Rewrite, Snapshot, read_exactly, write
from generator.source.yaml_text import parse_yaml

_NOWHERE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file of a plan.

    Attributes:
        path: The file, relative to the project.
        rewrite: Its new text, and what it was when the plan was made.
    """

    path: str
    rewrite: Rewrite

    @property
    def before(self) -> str:
        """Its text now; an empty one when there is no such file yet."""
        return self.rewrite.snapshot.text or ""

    @property
    def after(self) -> str:
        """Its text as it will be."""
        return self.rewrite.text or ""

    @property
    def new(self) -> bool:
        """Whether there is no such file yet."""
        return self.rewrite.snapshot.text is None

    def diff(self, context: int = 2) -> str:
        """Return the change as a unified diff."""
        old = [] if self.new else self.before.splitlines()
        source = "/dev/null" if self.new else self.path
        lines = unified_diff(
            old, self.after.splitlines(), source, self.path, n=context, lineterm=""
        )
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Move:
    """A file that goes to another place as it is.

    Attributes:
        path: Where it is, relative to the project.
        target: Where it will be.
        snapshot: The file now.
    """

    path: str
    target: str
    snapshot: Snapshot

    def rewrites(self, project: Path) -> tuple[Rewrite, Rewrite]:
        """Return what makes the move: the file at its new place, none at the old one."""
        there = Snapshot(project / self.target, None, "", self.snapshot.mark)
        return Rewrite(there, self.snapshot.text), Rewrite(self.snapshot, None)


@dataclass(frozen=True, slots=True)
class Plan:
    """A change that was found sound and is ready to be made.

    Attributes:
        files: What will be written.
        moves: What will be moved.
        problems: Warnings and advice that the change brings.
        notes: What the curator should know, in Russian.
        school: The school as it is.
        after: The school as it will be.
    """

    files: tuple[PlannedFile, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    school: Workspace
    after: Workspace
    moves: tuple[Move, ...] = ()

    def diff(self) -> str:
        """Return the change of all the files as a unified diff."""
        return "\n".join(file.diff() for file in self.files)


def plan(
    school: Workspace,
    changes: Mapping[str, Sequence[Change]],
    new: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
    moved: Mapping[str, str] | None = None,
) -> Plan:
    """Try a change in memory on the whole school.

    Args:
        school: The school now.
        changes: What to change in files that are there, by their paths.
        new: Texts of files that are not there yet, by their paths.
        notes: What the curator should know.
        moved: New paths of files that go elsewhere as they are, by the old ones.

    Returns:
        The plan; nothing is written.

    Raises:
        DataError: When the data would have errors; carries nothing else.
        RefusalError: When a file cannot be edited by places, or the new one is there.
        ChangedMeanwhileError: When a file is not what it was when the school was read.
    """
    files = [_spliced(school, path, steps) for path, steps in changes.items() if steps]
    files += [_fresh(school, path, text) for path, text in (new or {}).items()]
    moves = [_moved(school, path, target) for path, target in (moved or {}).items()]
    texts: dict[str, str | None] = {file.path: file.after for file in files}
    for move in moves:
        texts |= {move.path: None, move.target: move.snapshot.text}
    try:
        after = school.changed(texts)
    except DataError as error:
        raise DataError(p for p in error.problems if p.level is Level.ERROR) from error
    elsewhere = {move.path: move.target for move in moves}
    known = {_sense(problem, elsewhere) for problem in school.problems}
    brought = tuple(p for p in after.problems if _sense(p) not in known)
    return Plan(tuple(files), brought, tuple(notes), school, after, tuple(moves))


def carry_out(made: Plan) -> None:
    """Write a plan: all of its files, or none.

    Raises:
        ChangedMeanwhileError: When somebody has changed a file since; nothing is written.
        OSError: When the disk refuses; nothing is changed.
    """
    project = made.school.settings.project
    moves = (rewrite for move in made.moves for rewrite in move.rewrites(project))
    write(project, [*moves, *(file.rewrite for file in made.files)])


def _as_read(school: Workspace, path: str) -> tuple[Snapshot, str]:
    """Read a file and its text again.

    Raises:
        ChangedMeanwhileError: When it says something else than when the school was read.
    """
    file = school.settings.project / path
    snapshot = read_exactly(file, path)
    if snapshot.text is None:
        raise ChangedMeanwhileError(file)
    document, _ = parse_yaml(snapshot.text, path)
    if document is None or document.data != school.documents[path].data:
        raise ChangedMeanwhileError(file)
    return snapshot, snapshot.text


def _moved(school: Workspace, path: str, target: str) -> Move:
    snapshot, _ = _as_read(school, path)
    _need_free(school, target)
    return Move(path, target, snapshot)


def _spliced(school: Workspace, path: str, changes: Sequence[Change]) -> PlannedFile:
    snapshot, now = _as_read(school, path)
    try:
        text = splice(now, changes, path)
    except SpliceError as error:
        if error.problems:
            raise DataError(error.problems) from error
        hint = "исправьте файл в редакторе"
        raise RefusalError(f"{path} записан так, что правка не удалась: {error}", hint) from error
    return PlannedFile(path, Rewrite(snapshot, text))


def _fresh(school: Workspace, path: str, text: str) -> PlannedFile:
    return PlannedFile(path, Rewrite(Snapshot(_need_free(school, path), None, ""), text))


def _need_free(school: Workspace, path: str) -> Path:
    file = school.settings.project / path
    if file.exists():
        raise RefusalError(f"файл {path} уже есть", "выберите другое имя")
    return file


def _sense(problem: Problem, elsewhere: Mapping[str, str] = _NOWHERE) -> tuple[str, str, str]:
    """Return what stays of a problem when lines move, and files."""
    path = problem.span.path
    return problem.code, elsewhere.get(path, path), problem.message
