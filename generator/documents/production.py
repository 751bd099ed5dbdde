"""Many drafts at once: all of them filled, or all that is wrong told."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics import DataError, Problem
from generator.documents.blocks import Document
from generator.documents.filling import Draft, Filler
from generator.settings import Settings


def filled(settings: Settings, drafts: Iterable[Draft]) -> tuple[Document, ...]:
    """Fill drafts with the school's templates over the shipped ones.

    Raises:
        DataError: With everything that is wrong with templates and names.
    """
    filler = Filler(settings.content)
    documents: list[Document] = []
    problems: list[Problem] = []
    for draft in drafts:
        try:
            documents.append(filler.fill(draft))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return tuple(documents)
