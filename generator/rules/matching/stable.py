"""Stable matching with places: deferred acceptance, and its definition to check it by.

Gale and Shapley, 1962. The library ``matching`` was tried: it copies the players recursively and
meets the limit of recursion before 300 mentors and 400 mentees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Ranks = Mapping[str, Mapping[str, int]]
"""For each person, places of those wished for: 1 is the best, equal ones share a number."""


@dataclass(frozen=True, slots=True)
class Blocking:
    """A mentor and a mentee who would both rather have each other: none may be left."""

    mentor: str
    mentee: str


def deferred_acceptance(
    wishes: Mapping[str, Sequence[str]], ranks: Ranks, places: Mapping[str, int]
) -> dict[str, str]:
    """Return the stable matching that is best for every mentee.

    Args:
        wishes: Each mentee's mentors from the best on, without equal ones. Of mentees equal to
            a mentor those named first stay.
        ranks: Each mentor's places of mentees; a mentee without one is refused.
        places: How many mentees each mentor can take.

    Returns:
        Mentors by mentees; whoever found none is not in it.
    """
    held: dict[str, list[str]] = {mentor: [] for mentor in places}
    following = dict.fromkeys(wishes, 0)
    turn = {mentee: number for number, mentee in enumerate(wishes)}
    free = list(reversed(turn))
    while free:
        mentee = free.pop()
        listed = wishes[mentee]
        while following[mentee] < len(listed):
            mentor = listed[following[mentee]]
            following[mentee] += 1
            rank = ranks.get(mentor, {})
            if mentee not in rank or not places.get(mentor):
                continue
            held[mentor].append(mentee)
            if len(held[mentor]) <= places[mentor]:
                break
            worst = max(held[mentor], key=lambda one: (rank[one], turn[one]))
            held[mentor].remove(worst)
            if worst == mentee:
                continue
            free.append(worst)
            break
    return {mentee: mentor for mentor, mentees in held.items() for mentee in mentees}


def blocking_pairs(
    matched: Mapping[str, str], mentees: Ranks, mentors: Ranks, places: Mapping[str, int]
) -> list[Blocking]:
    """Return those who would both rather have each other, by the definition of stability.

    A mentee would rather have a mentor whose place is strictly better than that of the present
    one; a mentor would rather have a mentee when a place is free or somebody strictly worse
    holds one.
    """
    held: dict[str, list[str]] = {mentor: [] for mentor in places}
    for mentee, mentor in matched.items():
        held[mentor].append(mentee)
    found = []
    for mentee, wished in mentees.items():
        present = wished.get(matched.get(mentee, ""))
        for mentor, place in wished.items():
            rank = mentors.get(mentor, {})
            if mentee not in rank or (present is not None and place >= present):
                continue
            ours = held.get(mentor, [])
            has_room = len(ours) < places.get(mentor, 0)
            if has_room or any(rank[mentee] < rank[other] for other in ours):
                found.append(Blocking(mentor, mentee))
    return found
