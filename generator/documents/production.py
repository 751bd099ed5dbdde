"""Many drafts at once: all that can be made, and all that is wrong with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.cache import Cache
from generator.diagnostics import DataError, Problem, in_order
from generator.documents.blocks import Document
from generator.documents.filling import Draft, Filler
from generator.documents.press import FORMATS, Made, Press
from generator.documents.strays import strays
from generator.model.school import School
from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class Production:
    """What became of drafts.

    Attributes:
        made: Documents that could be made, by their ids, in the order of the drafts.
        problems: What is wrong with the others, and files that would be passed over in silence.
    """

    made: dict[str, Made]
    problems: tuple[Problem, ...]


def produce(
    settings: Settings, school: School, drafts: Iterable[Draft], formats: Iterable[str] = FORMATS
) -> Production:
    """Fill drafts with the school's templates over the shipped ones and write them.

    Args:
        settings: Folders of the school; files made before are kept in its ``.cache``.
        school: The school's record, for the letterhead.
        drafts: What to make.
        formats: In which formats.
    """
    cache = Cache(settings.cache)
    filler = Filler(settings.content, cache)
    problems: list[Problem] = [*strays(settings)]

    def filled() -> Iterator[Document]:
        for draft in drafts:
            try:
                yield filler.fill(draft)
            except DataError as error:
                problems.extend(error.problems)

    press = Press(settings, school, cache)
    made: dict[str, Made] = {}
    for result in press.make_all(filled(), formats):
        if isinstance(result, DataError):
            problems += result.problems
        else:
            made[result.document.id] = result
    return Production(made, in_order(problems))
