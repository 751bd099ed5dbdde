"""The school at one moment, as an edit sees it: files, records, what the checks say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.diagnostics import DataError, Problem, has_errors, in_order
from generator.model.loading import registry_of
from generator.model.registry import Registry
from generator.model.resolver import Names
from generator.model.texts import DocumentTexts
from generator.publication.door import publish
from generator.publication.records import Publication
from generator.rules.act_files import facts_of_files
from generator.rules.consistency import check
from generator.rules.files import check_files
from generator.settings import Settings, resolve_today
from generator.source.document import Document
from generator.source.files import read_folder
from generator.source.yaml_text import parse_yaml


class RefusalError(Exception):
    """A change that makes no sense, though the files would bear it.

    Attributes:
        hint: What to do instead, in Russian.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}; {self.hint}" if self.hint else message


@dataclass(frozen=True)
class Workspace:
    """All the data of a school, read and found sound.

    Attributes:
        settings: Folders and the day asked for.
        today: The day of the run.
        registry: The records.
        problems: Warnings and advice about them.
        documents: The files by their paths.
        strays: What reading the folder met beside them.
    """

    settings: Settings
    today: date
    registry: Registry
    problems: tuple[Problem, ...]
    documents: Mapping[str, Document]
    strays: tuple[Problem, ...]

    @classmethod
    def open(cls, settings: Settings, clock: date) -> Workspace:
        """Read a school.

        Args:
            settings: Folders and the day asked for.
            clock: The day to use when neither the settings nor the data fix one.

        Raises:
            DataError: When the data has errors: nothing is changed on top of them.
        """
        documents, strays = read_folder(settings.project)
        return cls.judged(settings, clock, documents, strays)

    @classmethod
    def judged(
        cls,
        settings: Settings,
        clock: date,
        documents: Iterable[Document],
        strays: Iterable[Problem],
    ) -> Workspace:
        """Run every check over files already read, be they on the disk or only meant to be.

        Args:
            settings: Folders and the day asked for.
            clock: The day to use when neither the settings nor the data fix one.
            documents: The files that could be read.
            strays: What reading met.

        Raises:
            DataError: When the data has errors.
        """
        documents, strays = list(documents), tuple(strays)
        texts = DocumentTexts(settings.documents)
        registry, found = registry_of(documents, strays, texts)
        demonstration = registry.school.demonstration
        today = resolve_today(settings.today, demonstration.date if demonstration else None, clock)
        problems = [*found, *check(registry, today), *check_files(registry, settings)]
        if not has_errors(problems):
            files = facts_of_files(registry, settings)
            problems += publish(registry, today, files).withheld
        if has_errors(problems):
            raise DataError(problems)
        by_path = {document.path: document for document in documents}
        return cls(settings, today, registry, in_order(problems), by_path, strays)

    def changed(self, texts: Mapping[str, str | None]) -> Workspace:
        """Return the school as it would be with some files changed, added or taken away.

        Args:
            texts: New texts of files by their paths; ``None`` for those that go.

        Raises:
            DataError: When it would have errors.
        """
        documents = [doc for path, doc in self.documents.items() if path not in texts]
        strays = [problem for problem in self.strays if problem.span.path not in texts]
        for path, text in texts.items():
            if text is None:
                continue
            document, found = parse_yaml(text.removeprefix("\ufeff"), path)
            strays += found
            documents += [document] if document else []
        documents.sort(key=lambda document: document.path)
        return self.judged(self.settings, self.today, documents, strays)

    @cached_property
    def publication(self) -> Publication:
        """What the public may see of it."""
        files = facts_of_files(self.registry, self.settings)
        return publish(self.registry, self.today, files)

    @cached_property
    def names(self) -> Names:
        """Finds what a reference means."""
        return Names.gather(self.documents.values())
