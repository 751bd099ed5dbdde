"""Which sums may be told to everybody, so that no two of them give a few people away.

A mean of nine people and a mean of the same variable for six of them give the sum of the other
three by subtraction; means of everybody, of mentors and of mentees give the answer of the one
curator. So a sum is let out only when its group has at least five people, and no way of adding and
subtracting it and the sums let out before leaves the sum of fewer than five.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

LEAST = 5
"""People in the smallest group a sum may be told of."""


@dataclass(frozen=True, slots=True)
class Release:
    """A sum somebody wants to publish.

    Attributes:
        variable: What is summed; sums of different variables do not subtract.
        people: Whose values it is made of.
    """

    variable: Hashable
    people: frozenset[str]


def let_out(wanted: Iterable[Release]) -> list[bool]:
    """Tell of each sum whether it may be published along with those before it.

    Args:
        wanted: The more important ones first.

    Returns:
        As many answers as there are wishes, in their order.
    """
    out: dict[Hashable, list[frozenset[str]]] = {}
    answers = []
    for release in wanted:
        together = [*out.get(release.variable, ()), release.people]
        safe = len(release.people) >= LEAST and not reveals_few(together)
        if safe:
            out[release.variable] = together
        answers.append(safe)
    return answers


def reveals_few(groups: Sequence[frozenset[str]]) -> bool:
    """Tell whether sums of groups, added and subtracted, give a sum of fewer than five people.

    People who stand in the same groups cannot be told apart; each such lot is an unknown. A few
    are revealed when some combination of the sums has no part in any lot but theirs: when the
    sums lose rank with those lots left out.
    """
    lots: dict[tuple[int, ...], int] = {}
    for person in frozenset().union(*groups):
        pattern = tuple(int(person in group) for group in groups)
        lots[pattern] = lots.get(pattern, 0) + 1
    patterns = sorted(lots)
    whole = _rank(patterns)
    for count in range(1, min(len(patterns), LEAST - 1) + 1):
        for chosen in combinations(patterns, count):
            if sum(lots[pattern] for pattern in chosen) < LEAST:
                rest = [pattern for pattern in patterns if pattern not in chosen]
                if _rank(rest) < whole:
                    return True
    return False


def _rank(columns: Sequence[tuple[int, ...]]) -> int:
    rows = [[Fraction(value) for value in column] for column in columns]
    rank = 0
    for place in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[rank:] if row[place]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(rank, pivot)
        for row in rows[rank + 1 :]:
            part = row[place] / pivot[place]
            for index, value in enumerate(pivot):
                row[index] -= part * value
        rank += 1
    return rank


def count_is_safe(count: int, total: int) -> bool:
    """Tell whether a count of people of a group may be told: both it and the rest are many."""
    return count >= LEAST and (total == count or total - count >= LEAST)
