"""Assignment with places: as many mentees as possible, and among those the greatest sum."""

from __future__ import annotations

from collections.abc import Mapping

_NOBODY = ""


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
    costs = {
        mentee: {
            **{mentor: best - value for mentor, value in row.items() if places.get(mentor)},
            _NOBODY: lonely,
        }
        for mentee, row in points.items()
    }
    room = {**places, _NOBODY: len(points)}
    prices: dict[str, int] = dict.fromkeys(room, 0)
    held: dict[str, list[str]] = {mentor: [] for mentor in room}
    for mentee in points:
        _seat(mentee, costs, room, prices, held)
    del held[_NOBODY]
    return {mentee: mentor for mentor, mentees in held.items() for mentee in mentees}


def _seat(
    newcomer: str,
    costs: Mapping[str, Mapping[str, int]],
    room: Mapping[str, int],
    prices: dict[str, int],
    held: Mapping[str, list[str]],
) -> None:
    distance = {mentor: cost - prices[mentor] for mentor, cost in costs[newcomer].items()}
    through = dict.fromkeys(distance, newcomer)
    done: dict[str, int] = {}
    while True:
        mentor = min((m for m in distance if m not in done), key=lambda m: (distance[m], m))
        here = distance[mentor]
        if len(held[mentor]) < room[mentor]:
            break
        done[mentor] = here
        for mentee in held[mentor]:
            row = costs[mentee]
            base = here - row[mentor] + prices[mentor]
            for other, cost in row.items():
                way = base + cost - prices[other]
                if other not in done and way < distance.get(other, way + 1):
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
