"""The resource centre: the library, its topics and the cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.publication.records import Publication, PublicCase, PublicLink, PublicPhoto
from generator.views.page import CASE_PHOTO, Page, Picture, Public, SearchEntry
from generator.views.public.library import library_pages
from generator.views.public.similar import similar_cases


@dataclass(frozen=True, slots=True)
class CaseContext:
    """What the page of a case shows; neighbours are by the day of publication.

    Attributes:
        similar: Cases to read next, noted with the reason.
    """

    case: PublicCase
    photos: tuple[tuple[PublicPhoto, Picture], ...]
    similar: tuple[PublicLink, ...]
    newer: PublicLink | None
    older: PublicLink | None


def case_pages(publication: Publication) -> Iterator[Page[Public]]:
    """Describe the library, the topics and the cases."""
    cases = publication.cases
    similar = similar_cases(cases)
    yield from library_pages(cases)
    for index, case in enumerate(cases):
        newer = cases[index - 1] if index else None
        older = cases[index + 1] if index + 1 < len(cases) else None
        yield case_page(case, similar[case.id], _neighbour(newer), _neighbour(older))


def case_page(
    case: PublicCase,
    similar: tuple[PublicLink, ...],
    newer: PublicLink | None,
    older: PublicLink | None,
) -> Page[Public]:
    """Describe the page of a case.

    Args:
        case: The case.
        similar: Cases to read next, noted with the reason.
        newer: The neighbour published after it.
        older: The neighbour published before it.
    """
    photos = tuple(_photos(case))
    return Page(
        path=f"cases/{case.id}",
        title=case.title,
        description=case.lead,
        template="public/case.html",
        context=CaseContext(case, photos, similar, newer, older),
        parent="cases/index",
        search=(
            SearchEntry(case.title, " ".join((case.lead, *(t.name for t in case.topics)))),
            SearchEntry("Запрос", case.request, "request"),
            SearchEntry("Что делали", case.actions, "actions"),
            SearchEntry("Результат", case.result, "result"),
            SearchEntry("Что не получилось", case.failures, "failures"),
            SearchEntry("Как повторить", case.how_to_repeat, "repeat"),
        ),
        pictures=tuple(picture for _, picture in photos),
        changed=case.reviewed or case.published,
        origin=case.origin,
    )


def _photos(case: PublicCase) -> Iterator[tuple[PublicPhoto, Picture]]:
    for number, photo in enumerate(case.photos, 1):
        path = f"assets/cases/{case.id}-{number}"
        yield photo, Picture(path, photo.file, CASE_PHOTO, photo.focus)


def _neighbour(case: PublicCase | None) -> PublicLink | None:
    return PublicLink(f"cases/{case.id}", case.title) if case else None
