"""Cases to read next, each with the reason in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from generator.publication.records import PublicCase, PublicLink, PublicTopic

_SHOWN = 3
# What two cases share, from the most telling; a form or a year says little.
_WEIGHTS = {"request": 3, "subject": 3, "model": 1, "level": 1}
_REASONS = {
    "request": ("тот же запрос", "те же запросы"),
    "subject": ("тот же предмет", "те же предметы"),
    "model": ("та же ролевая модель", "те же ролевые модели"),
    "level": ("та же ступень", "те же ступени"),
}
_CHOSEN = "Советуют авторы"
_LEAST = 3
_NEWEST = 60


def similar_cases(cases: tuple[PublicCase, ...]) -> Mapping[str, tuple[PublicLink, ...]]:
    """Return links to similar cases by the id of a case.

    The authors' own choice comes first; the rest shares a request or a subject at least. Of a
    large topic only the newest cases are weighed.

    Args:
        cases: Published cases, the newest first.
    """
    by_topic: dict[PublicTopic, list[PublicCase]] = defaultdict(list)
    for case in cases:
        for topic in case.topics:
            if topic.facet in _WEIGHTS and len(by_topic[topic]) < _NEWEST:
                by_topic[topic].append(case)
    by_key = {f"cases/{case.id}": case for case in cases}
    order = {key: place for place, key in enumerate(by_key)}
    return {case.id: tuple(_links(case, by_topic, by_key, order)) for case in cases}


def _links(
    case: PublicCase,
    by_topic: Mapping[PublicTopic, list[PublicCase]],
    by_key: Mapping[str, PublicCase],
    order: Mapping[str, int],
) -> Iterator[PublicLink]:
    chosen = [link.key for link in case.similar]
    for key in chosen:
        yield PublicLink(key, by_key[key].title, _reason(case, by_key[key]) or _CHOSEN)
    weights: Counter[str] = Counter()
    for topic in case.topics:
        for other in by_topic.get(topic, ()):
            weights[f"cases/{other.id}"] += _WEIGHTS[topic.facet]
    found = sorted(weights, key=lambda key: (-weights[key], order[key]))
    fresh = [
        key
        for key in found
        if key not in chosen and key != f"cases/{case.id}" and weights[key] >= _LEAST
    ]
    for key in fresh[: max(_SHOWN - len(chosen), 0)]:
        yield PublicLink(key, by_key[key].title, _reason(case, by_key[key]))


def _reason(case: PublicCase, other: PublicCase) -> str:
    """Return «Тот же запрос: практические работы; тот же предмет: химия»."""
    shared = [topic for topic in case.topics if topic in other.topics]
    parts: list[str] = []
    for facet, (one, several) in _REASONS.items():
        names = [topic.name for topic in shared if topic.facet == facet]
        if names:
            parts.append(f"{one if len(names) == 1 else several}: {', '.join(names)}")
    reason = "; ".join(parts[:2])
    return reason[:1].upper() + reason[1:]
