"""The library: all the cases with their facets, and a page for every value of a facet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from generator.publication.records import PublicCase, PublicTopic
from generator.views.page import Page, Public, SearchEntry

LIBRARY = "Ресурсный центр наставнических практик"
LIBRARY_DATA = "cases/cases.js"
FACETS = {
    "request": "Запрос",
    "subject": "Предмет",
    "level": "Ступень школы",
    "form": "Форма",
    "kind": "Вид",
    "model": "Ролевая модель",
    "evidence": "Доказательность",
    "year": "Учебный год",
}
# A phone draws so many cards without waiting; a larger library shows the newest and the topics.
MOST_CARDS = 500
_NEWEST = 24


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to choose cases: its values with the number of cases under each."""

    code: str
    name: str
    topics: tuple[tuple[PublicTopic, int], ...]


@dataclass(frozen=True, slots=True)
class LibraryContext:
    """What the library shows.

    Attributes:
        cases: Cases with cards on the page: all of them, or the newest of a large library.
        total: How many cases there are.
        data: File with all the cases of a large library; empty when all have cards here.
    """

    cases: tuple[PublicCase, ...]
    facets: tuple[Facet, ...]
    total: int
    data: str


@dataclass(frozen=True, slots=True)
class TopicContext:
    """What the page of a topic shows.

    Attributes:
        rest: Cases of a large topic that are listed by titles alone.
        others: The other values of the facet with the number of cases under each.
    """

    topic: PublicTopic
    facet: str
    cases: tuple[PublicCase, ...]
    rest: tuple[PublicCase, ...]
    others: tuple[tuple[PublicTopic, int], ...]


def topic_path(topic: PublicTopic) -> str:
    """Return the address of a topic's page."""
    return f"cases/{topic.facet}/{topic.code}"


def is_large(cases: tuple[PublicCase, ...]) -> bool:
    """Tell whether the library is too large to have a card of every case on its page."""
    return len(cases) > MOST_CARDS


def library_pages(cases: tuple[PublicCase, ...]) -> Iterator[Page[Public]]:
    """Describe the library and the pages of its topics."""
    by_topic = _by_topic(cases)
    large = is_large(cases)
    facets = {facet.code: facet for facet in _facets(by_topic)}
    yield Page(
        path="cases/index",
        title=LIBRARY,
        description="Кейсы пар: запрос, действия, результат в цифрах, ошибки и советы",
        template="public/library.html",
        context=LibraryContext(
            cases=cases[:_NEWEST] if large else cases,
            facets=tuple(facets.values()),
            total=len(cases),
            data=LIBRARY_DATA if large else "",
        ),
        search=(SearchEntry(LIBRARY, "кейсы библиотека лучшие практики"),),
    )
    for topic, found in by_topic.items():
        facet = FACETS[topic.facet]
        others = tuple(one for one in facets[topic.facet].topics if one[0] != topic)
        shown = _NEWEST if len(found) > MOST_CARDS else len(found)
        yield Page(
            path=topic_path(topic),
            title=f"{facet}: {topic.name}",
            description=topic.text or f"Кейсы школы. {facet}: {topic.name}",
            template="public/topic.html",
            context=TopicContext(topic, facet, found[:shown], found[shown:], others),
            parent="cases/index",
            search=(SearchEntry(f"{facet}: {topic.name}", topic.text),),
        )


def _by_topic(cases: tuple[PublicCase, ...]) -> dict[PublicTopic, tuple[PublicCase, ...]]:
    found: dict[PublicTopic, list[PublicCase]] = defaultdict(list)
    for case in cases:
        for topic in case.topics:
            found[topic].append(case)
    order = list(FACETS)
    topics = sorted(found, key=lambda topic: (order.index(topic.facet), topic.rank, topic.name))
    return {topic: tuple(found[topic]) for topic in topics}


def _facets(by_topic: dict[PublicTopic, tuple[PublicCase, ...]]) -> Iterator[Facet]:
    for code, name in FACETS.items():
        topics = tuple((t, len(cases)) for t, cases in by_topic.items() if t.facet == code)
        if topics:
            yield Facet(code, name, topics)
