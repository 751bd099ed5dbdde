"""Remarks set aside by the school: with a reason and a date, and still listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.catalogue import entry_of
from generator.diagnostics import Level, Problem, Span, in_order
from generator.model.base import Entity
from generator.model.places import place_of
from generator.model.registry import Registry
from generator.model.silence import Silence
from generator.rules.finding import day

_KEY = "снятые замечания"


@dataclass(frozen=True, slots=True)
class Silenced:
    """A remark and the decision that set it aside.

    Attributes:
        origin: Where the decision is recorded.
    """

    problem: Problem
    silence: Silence
    origin: Span


@dataclass(frozen=True, slots=True)
class Review:
    """What the checks found: told, and set aside."""

    problems: tuple[Problem, ...]
    silenced: tuple[Silenced, ...]


@dataclass(frozen=True, slots=True)
class _Decision:
    silence: Silence
    code: str
    record: Entity
    index: int

    def covers(self, problem: Problem, *, everywhere: bool) -> bool:
        here = everywhere or problem.span.path == self.record.at().path
        return here and problem.code == self.code and problem.level is not Level.ERROR


def set_aside(registry: Registry, found: Iterable[Problem], today: date) -> Review:
    """Part what is told from what the school decided to leave.

    A decision of a pair or a case covers the remarks about its own record, a decision of the
    school covers all of them. What was amiss in a closed year nobody can mend: remarks about
    records in the archive are set aside with it. Errors cannot be set aside. A decision without
    a use is itself told of.

    Args:
        registry: The school's records.
        found: What the checks found.
        today: A decision counts from its date.
    """
    decisions = list(_decisions(registry))
    told: list[Problem] = []
    silenced: list[Silenced] = []
    used: set[int] = set()
    for problem in found:
        for number, decision in enumerate(decisions):
            everywhere = decision.record is registry.school
            if decision.silence.since <= today and decision.covers(problem, everywhere=everywhere):
                origin = decision.record.at(_KEY, decision.index)
                silenced.append(Silenced(problem, decision.silence, origin))
                used.add(number)
                break
        else:
            if closed := _of_closed_year(problem):
                silenced.append(closed)
            else:
                told.append(problem)
    idle = [
        d
        for n, d in enumerate(decisions)
        if n not in used and d.silence.since <= today and not place_of(d.record.at().path).year
    ]
    return Review(
        in_order((*told, *map(_without_use, idle))),
        tuple(sorted(silenced, key=lambda item: (item.problem.span, item.problem.code))),
    )


def _of_closed_year(problem: Problem) -> Silenced | None:
    """Return a remark about an archived record as set aside on the last day of its year."""
    year = place_of(problem.span.path).year
    if not year or problem.level is Level.ERROR:
        return None
    reason = f"{year} учебный год закрыт"
    last = date(int(year[:4]) + 1, 8, 31)
    silence = Silence.model_construct(code=problem.code, reason=reason, since=last)
    return Silenced(problem, silence, Span(problem.span.path))


def _decisions(registry: Registry) -> Iterator[_Decision]:
    holders: list[tuple[Entity, tuple[Silence, ...]]] = [
        *((pair, pair.silences) for pair in registry.pairs.values()),
        *((case, case.silences) for case in registry.cases.values()),
        (registry.school, registry.school.silences),
    ]
    for record, silences in holders:
        for index, silence in enumerate(silences):
            entry = entry_of(silence.code)
            yield _Decision(silence, entry.code if entry else silence.code, record, index)


def _without_use(decision: _Decision) -> Problem:
    """Tell why a decision sets nothing aside: no such code, an error, or nothing to set aside."""
    span = decision.record.at(_KEY, decision.index, "код")
    entry = entry_of(decision.code)
    if entry is None:
        message, hint = f"кода «{decision.code}» нет", "список кодов: nastavnik explain"
    elif entry.level is Level.ERROR:
        message, hint = f"{decision.code} — ошибка, её не снимают", "исправьте её в записи"
    else:
        since = day(decision.silence.since)
        message = f"замечание {decision.code}, снятое {since}, больше не встречается"
        hint = "удалите строку"
    return Problem("В-08", Level.ADVICE, span, message, hint)
