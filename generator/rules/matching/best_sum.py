"""Assignment with places: as many mentees as possible, and among those the greatest sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf


def best_sum(points: Mapping[str, Mapping[str, int]], places: Mapping[str, int]) -> dict[str, str]:
    """Return the assignment of the greatest sum among those that serve most mentees.

    Shortest augmenting paths with prices of mentors (Jonker and Volgenant, 1987): each mentee in
    turn takes the cheapest way to a free place, moving others along it.

    Args:
        points: Points of the mentors each mentee may have; of equal sums the one stands that
            serves the mentees named first.
        places: How many mentees each mentor can take.

    Returns:
        Mentors by mentees; whoever found none is not in it.
    """
    best = max((value for row in points.values() for value in row.values()), default=0)
    least = min((value for row in points.values() for value in row.values()), default=0)
    # Leaving one mentee without a mentor costs more than any exchange of points.
    lonely = (best - least + 1) * (len(points) + 1)
    names = sorted(mentor for mentor, free in places.items() if free)
    # The first of the mentors is nobody.
    rows = [
        [lonely, *(best - row[name] if name in row else inf for name in names)]
        for row in points.values()
    ]
    room = [len(points), *(places[name] for name in names)]
    prices: list[float] = [0] * len(room)
    held: list[list[int]] = [[] for _ in room]
    for mentee in range(len(rows)):
        _seat(mentee, rows, room, prices, held)
    mentees = list(points)
    return {
        mentees[mentee]: name
        for name, taken in zip(names, held[1:], strict=True)
        for mentee in taken
    }


def _seat(
    newcomer: int,
    costs: Sequence[Sequence[float]],
    room: Sequence[int],
    prices: list[float],
    held: Sequence[list[int]],
) -> None:
    """Find a place for one more mentee; people are numbers here: names would take twice as long."""
    distance = [cost - price for cost, price in zip(costs[newcomer], prices, strict=True)]
    through = [newcomer] * len(distance)
    waiting = list(range(len(distance)))
    done: dict[int, float] = {}
    while True:
        mentor = min(waiting, key=distance.__getitem__)
        here = distance[mentor]
        if len(held[mentor]) < room[mentor]:
            break
        done[mentor] = here
        waiting.remove(mentor)
        for mentee in held[mentor]:
            row = costs[mentee]
            base = here - row[mentor] + prices[mentor]
            for other in waiting:
                way = base + row[other] - prices[other]
                if way < distance[other]:
                    distance[other], through[other] = way, mentee
    for passed, at in done.items():
        prices[passed] += at - here
    while True:
        mentee = through[mentor]
        previous = next((m for m in done if mentee in held[m]), None)
        held[mentor].append(mentee)
        if previous is None:
            return
        held[previous].remove(mentee)
        mentor = previous
