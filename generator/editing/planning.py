"""A change before it is made: which files, from what text to what text, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from generator.diagnostics import DataError, Level, Problem
from generator.editing.workspace import RefusalError, Workspace
from generator.source import parse_yaml
from generator.source.splice import Change, SpliceError, splice
from generator.source.writing import ChangedMeanwhileError, Rewrite, Snapshot, read_exactly, write


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
        return self.rewrite.text

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
class Plan:
    """A change that was found sound and is ready to be made.

    Attributes:
        files: What will be written.
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

    def diff(self) -> str:
        """Return the change of all the files as a unified diff."""
        return "\n".join(file.diff() for file in self.files)


def plan(
    school: Workspace,
    changes: Mapping[str, Sequence[Change]],
    new: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
) -> Plan:
    """Try a change in memory on the whole school.

    Args:
        school: The school now.
        changes: What to change in files that are there, by their paths.
        new: Texts of files that are not there yet, by their paths.
        notes: What the curator should know.

    Returns:
        The plan; nothing is written.

    Raises:
        DataError: When the data would have errors; carries nothing else.
        RefusalError: When a file cannot be edited by places, or the new one is there.
        ChangedMeanwhileError: When a file is not what it was when the school was read.
    """
    files = [_spliced(school, path, steps) for path, steps in changes.items() if steps]
    files += [_fresh(school, path, text) for path, text in (new or {}).items()]
    try:
        after = school.changed({file.path: file.after for file in files})
    except DataError as error:
        raise DataError(p for p in error.problems if p.level is Level.ERROR) from error
    known = {_sense(problem) for problem in school.problems}
    brought = tuple(problem for problem in after.problems if _sense(problem) not in known)
    return Plan(tuple(files), brought, tuple(notes), school, after)


def carry_out(made: Plan) -> None:
    """Write a plan: all of its files, or none.

    Raises:
        ChangedMeanwhileError: When somebody has changed a file since; nothing is written.
        OSError: When the disk refuses; nothing is changed.
    """
    write([file.rewrite for file in made.files])


def _spliced(school: Workspace, path: str, changes: Sequence[Change]) -> PlannedFile:
    file = school.settings.project / path
    snapshot = read_exactly(file, path)
    if snapshot.text is None:
        raise ChangedMeanwhileError(file)
    document, _ = parse_yaml(snapshot.text, path)
    if document is None or document.data != school.documents[path].data:
        raise ChangedMeanwhileError(file)
    try:
        text = splice(snapshot.text, changes, path)
    except SpliceError as error:
        if error.problems:
            raise DataError(error.problems) from error
        hint = "исправьте файл в редакторе"
        raise RefusalError(f"{path} записан так, что правка не удалась: {error}", hint) from error
    return PlannedFile(path, Rewrite(snapshot, text))


def _fresh(school: Workspace, path: str, text: str) -> PlannedFile:
    file = school.settings.project / path
    if file.exists():
        raise RefusalError(f"файл {path} уже есть", "выберите другое имя")
    return PlannedFile(path, Rewrite(Snapshot(file, None, ""), text))


def _sense(problem: Problem) -> tuple[str, str, str]:
    """Return what stays of a problem when lines move."""
    return problem.code, problem.span.path, problem.message
