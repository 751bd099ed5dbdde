"""Cases to read next, each with the reason in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

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
    kin = _Kin(cases)
    return {case.id: tuple(kin.links(place)) for place, case in enumerate(cases)}


class _Kin:
    """What cases share; a case stands for its place among them, a topic for its number."""

    def __init__(self, cases: tuple[PublicCase, ...]) -> None:
        self._cases = cases
        self._places = {f"cases/{case.id}": place for place, case in enumerate(cases)}
        numbers: dict[PublicTopic, int] = {}
        self._topics = [
            tuple(
                numbers.setdefault(topic, len(numbers))
                for topic in case.topics
                if topic.facet in _WEIGHTS
            )
            for case in cases
        ]
        self._names = [(topic.facet, topic.name) for topic in numbers]
        self._newest: list[list[int]] = [[] for _ in numbers]
        for place, topics in enumerate(self._topics):
            for topic in topics:
                if len(self._newest[topic]) < _NEWEST:
                    self._newest[topic].append(place)
        self._nearest: dict[tuple[int, ...], list[int]] = {}

    def links(self, place: int) -> Iterator[PublicLink]:
        """Yield links to the cases to read after a case."""
        chosen = [self._places[link.key] for link in self._cases[place].similar]
        for other in chosen:
            yield self._link(place, other, _CHOSEN)
        more = (o for o in self._nearest_to(self._topics[place]) if o not in {place, *chosen})
        for other in islice(more, max(_SHOWN - len(chosen), 0)):
            yield self._link(place, other)

    def _nearest_to(self, topics: tuple[int, ...]) -> list[int]:
        """Return the cases that share most with a case of such topics, the newest first."""
        if (known := self._nearest.get(topics)) is not None:
            return known
        weights: dict[int, int] = {}
        for topic in topics:
            weight = _WEIGHTS[self._names[topic][0]]
            for other in self._newest[topic]:
                weights[other] = weights.get(other, 0) + weight
        found = sorted((-weight, other) for other, weight in weights.items() if weight >= _LEAST)
        nearest = self._nearest[topics] = [other for _, other in found]
        return nearest

    def _link(self, place: int, other: int, otherwise: str = "") -> PublicLink:
        case = self._cases[other]
        return PublicLink(f"cases/{case.id}", case.title, self._reason(place, other) or otherwise)

    def _reason(self, place: int, other: int) -> str:
        """Return «Тот же запрос: практические работы; тот же предмет: химия»."""
        theirs = self._topics[other]
        shared = [self._names[topic] for topic in self._topics[place] if topic in theirs]
        parts: list[str] = []
        for facet, (one, several) in _REASONS.items():
            names = [name for kind, name in shared if kind == facet]
            if names:
                parts.append(f"{one if len(names) == 1 else several}: {', '.join(names)}")
        reason = "; ".join(parts[:2])
        return reason[:1].upper() + reason[1:]
