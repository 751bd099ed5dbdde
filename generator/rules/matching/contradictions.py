"""Sheets and decisions of matching that contradict one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.diagnostics import Level, Problem
from generator.model.matching import Matching
from generator.model.registry import Registry
from generator.rules.finding import Rule, found
from generator.rules.matching.scoring import Scoring
from generator.rules.queue import seekers

_CODE = "В-14"


def _sheets(registry: Registry, _: date) -> Iterator[Problem]:
    """One sheet for a person, and every name in it once (Т 18)."""
    matching = registry.matching
    if matching is None:
        return
    lists: tuple[tuple[str, list[tuple[str, list[str]]]], ...] = (
        (
            "листы наставляемых",
            [(s.mentee, [c.mentor for c in s.choices]) for s in matching.mentee_sheets],
        ),
        (
            "листы наставников",
            [(s.mentor, [c.mentee for c in s.choices]) for s in matching.mentor_sheets],
        ),
    )
    for key, sheets in lists:
        seen: set[str] = set()
        for index, (whose, named) in enumerate(sheets):
            if whose in seen:
                message, hint = f"второй лист: {whose}; учтён последний", "оставьте один"
                yield found(_CODE, Level.WARNING, matching, (key, index), message, hint)
            seen.add(whose)
            for twice in sorted(one for one, count in Counter(named).items() if count > 1):
                message = f"в листе {whose} дважды назван {twice}; учтён последний раз"
                path = (key, index, "хотел бы")
                yield found(_CODE, Level.WARNING, matching, path, message, "оставьте одно место")


def _locks(registry: Registry, today: date) -> Iterator[Problem]:
    """A lock fits the bars, the free places and the other locks (Т 19)."""
    matching = registry.matching
    if matching is None or not matching.locks:
        return
    free = Scoring(registry, today).free
    seeking = {seeker.mentee.id for seeker in seekers(registry, today)}
    taken: Counter[str] = Counter()
    mentor_of: dict[str, str] = {}
    for index, lock in enumerate(matching.locks):
        if lock.mentee not in seeking:
            continue
        if trouble := _trouble(matching, index, free.get(lock.mentor, 0), taken, mentor_of, today):
            path = ("закрепления", index)
            hint = "пара всё равно предлагается: уберите лишнее"
            yield found(_CODE, Level.WARNING, matching, path, trouble, hint)
        taken[lock.mentor] += 1
        mentor_of[lock.mentee] = lock.mentor


def _trouble(
    matching: Matching,
    index: int,
    free: int,
    taken: Counter[str],
    mentor_of: dict[str, str],
    today: date,
) -> str:
    lock = matching.locks[index]
    if bar := matching.bar_of(lock.mentor, lock.mentee, today):
        return f"закрепление против запрета: {lock.mentor} — {lock.mentee}, {bar.reason}"
    if lock.mentee in mentor_of:
        return f"{lock.mentee} закреплён дважды: {mentor_of[lock.mentee]} и {lock.mentor}"
    if taken[lock.mentor] >= free:
        places = f"свободных мест {free}, закреплений {taken[lock.mentor] + 1}"
        return f"у наставника {lock.mentor} {places}"
    return ""


RULES: tuple[Rule, ...] = (_sheets, _locks)
"""Rules about matching."""
