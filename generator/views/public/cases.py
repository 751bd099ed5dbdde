"""The resource centre: library, topics and case pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from generator.publication.records import Publication, PublicCase, PublicLink, PublicTopic
from generator.views.page import Page, Public, SearchEntry

LIBRARY = "Ресурсный центр наставнических практик"
FACETS = {
    "request": "Запрос",
    "subject": "Предмет",
    "form": "Форма",
    "kind": "Вид",
    "model": "Ролевая модель",
    "year": "Учебный год",
}


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to choose cases: its values with the number of cases under each."""

    code: str
    name: str
    topics: tuple[tuple[PublicTopic, int], ...]


@dataclass(frozen=True, slots=True)
class LibraryContext:
    """What the library shows."""

    cases: tuple[PublicCase, ...]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class TopicContext:
    """What the page of a topic shows."""

    topic: PublicTopic
    facet: str
    cases: tuple[PublicCase, ...]


@dataclass(frozen=True, slots=True)
class CaseContext:
    """What the page of a case shows; neighbours are by the day of publication."""

    case: PublicCase
    newer: PublicLink | None
    older: PublicLink | None


def topic_path(topic: PublicTopic) -> str:
    """Return the address of a topic's page."""
    return f"cases/{topic.facet}/{topic.code}"


def case_pages(publication: Publication) -> Iterator[Page[Public]]:
    """Describe the library, the topics and the cases."""
    cases = publication.cases
    by_topic = _by_topic(cases)
    yield Page(
        path="cases/index",
        title=LIBRARY,
        description="Кейсы пар: запрос, действия, результат в цифрах, ошибки и советы",
        template="public/library.html",
        context=LibraryContext(cases, _facets(by_topic)),
        search=(SearchEntry(LIBRARY, "кейсы библиотека лучшие практики"),),
    )
    for topic, found in by_topic.items():
        facet = FACETS[topic.facet]
        yield Page(
            path=topic_path(topic),
            title=f"{facet}: {topic.name}",
            description=topic.text or f"Кейсы школы. {facet}: {topic.name}",
            template="public/topic.html",
            context=TopicContext(topic, facet, found),
            parent="cases/index",
            search=(SearchEntry(f"{facet}: {topic.name}", topic.text),),
        )
    for index, case in enumerate(cases):
        newer = cases[index - 1] if index else None
        older = cases[index + 1] if index + 1 < len(cases) else None
        yield _case_page(case, newer, older)


def _by_topic(cases: tuple[PublicCase, ...]) -> dict[PublicTopic, tuple[PublicCase, ...]]:
    found: dict[PublicTopic, list[PublicCase]] = defaultdict(list)
    for case in cases:
        for topic in case.topics:
            found[topic].append(case)
    order = list(FACETS)
    topics = sorted(found, key=lambda topic: (order.index(topic.facet), topic.name))
    return {topic: tuple(found[topic]) for topic in topics}


def _facets(by_topic: dict[PublicTopic, tuple[PublicCase, ...]]) -> tuple[Facet, ...]:
    return tuple(
        Facet(
            code,
            name,
            tuple((topic, len(cases)) for topic, cases in by_topic.items() if topic.facet == code),
        )
        for code, name in FACETS.items()
    )


def _case_page(
    case: PublicCase, newer: PublicCase | None, older: PublicCase | None
) -> Page[Public]:
    return Page(
        path=f"cases/{case.id}",
        title=case.title,
        description=case.lead,
        template="public/case.html",
        context=CaseContext(case, _neighbour(newer), _neighbour(older)),
        parent="cases/index",
        search=(
            SearchEntry(case.title, " ".join((case.lead, *(t.name for t in case.topics)))),
            SearchEntry("Запрос", case.request, "request"),
            SearchEntry("Что делали", case.actions, "actions"),
            SearchEntry("Результат", case.result, "result"),
            SearchEntry("Что не получилось", case.failures, "failures"),
            SearchEntry("Как повторить", case.how_to_repeat, "repeat"),
        ),
        origin=case.origin,
    )


def _neighbour(case: PublicCase | None) -> PublicLink | None:
    return PublicLink(f"cases/{case.id}", case.title) if case else None
