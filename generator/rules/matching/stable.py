"""Stable matching with places: the library's solver, and the definition to check it by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching import Player
from matching.algorithms import hospital_resident
from matching.players import Hospital

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
    """Return the stable matching that is best for every mentee (Gale and Shapley, 1962).

    Args:
        wishes: Each mentee's mentors from the best on, without equal ones. Of mentees equal to
            a mentor those named first stay.
        ranks: Each mentor's places of mentees; a mentee without one is refused.
        places: How many mentees each mentor can take.

    Returns:
        Mentors by mentees; whoever found none is not in it.
    """
    turn = {mentee: number for number, mentee in enumerate(wishes)}
    guides = {mentor: Hospital(mentor, room) for mentor, room in places.items() if room > 0}
    young = {mentee: Player(mentee) for mentee in wishes}
    for mentee, listed in wishes.items():
        mutual = (m for m in listed if m in guides and mentee in ranks.get(m, {}))
        young[mentee].set_prefs([guides[mentor] for mentor in mutual])
    wished: dict[str, list[str]] = {mentor: [] for mentor in guides}
    for mentee, player in young.items():
        for guide in player.prefs:
            wished[guide.name].append(mentee)
    for mentor, mentees in wished.items():
        rank = ranks.get(mentor, {})
        mentees.sort(key=lambda one, rank=rank: (rank[one], turn[one]))  # type: ignore[misc]
        guides[mentor].set_prefs([young[mentee] for mentee in mentees])
    # Its class for whole games copies the players recursively and fails where they are hundreds;
    # the solver itself asks for no more than players with their wishes.
    seeking = [player for player in young.values() if player.prefs]
    matched = hospital_resident(seeking, list(guides.values()))
    return {player.name: guide.name for guide, held in matched.items() for player in held}


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
