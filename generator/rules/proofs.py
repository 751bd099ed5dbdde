"""What the records themselves prove of the plans' items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from generator.diagnostics import Level, Problem
from generator.model.act import Act, ActKind, ActStatus
from generator.model.base import Entity
from generator.model.pair import MeetingKind, Pair
from generator.model.people import Person, TrainingKind
from generator.model.plans import PlanItem, Proof
from generator.model.registry import Registry
from generator.model.types import school_year_of
from generator.rules.cases import published_cases
from generator.rules.finding import Rule, found
from generator.rules.pairs import past_meetings
from generator.rules.permissions import processing_consent
from generator.rules.plan_items import ItemFact, Proven, judge_item, year_of_item
from generator.rules.plan_years import plan_items_with_places

_Judged = tuple[Entity, bool, date | None]
"""A record, whether it bears the item out, and since when."""
_Judge = Callable[[Registry, str, date], Iterable[_Judged]]


def judge_in(registry: Registry, item: PlanItem, today: date) -> ItemFact:
    """Tell the state of an item: by the records where they prove it, else by hand and by dates."""
    return judge_item(item, today, prove(registry, item, today))


def prove(registry: Registry, item: PlanItem, today: date) -> Proven | None:
    """Ask the records whether an item is done.

    Args:
        registry: The school's records.
        item: An item of a plan.
        today: Later records do not count. An annual item is judged within today's school year.

    Returns:
        How many records bear it out and of how many; ``None`` when the item asks no proof.
    """
    if item.proof is None:
        return None
    judged = tuple(_JUDGES[item.proof](registry, year_of_item(item, today), today))
    days = [day for _, holds, day in judged if holds and day is not None]
    return Proven(
        done=sum(holds for _, holds, _ in judged),
        total=len(judged),
        last=max(days, default=None),
        borne_out=tuple(record.at() for record, holds, _ in judged if holds),
        missing=tuple(record.at() for record, holds, _ in judged if not holds),
    )


def _acts(*kinds: ActKind) -> _Judge:
    def judge(registry: Registry, _: str, today: date) -> Iterator[_Judged]:
        for act in registry.acts.values():
            if act.kind in kinds and was_in_force(registry, act, today):
                yield act, True, act.date

    return judge


def was_in_force(registry: Registry, act: Act, day: date) -> bool:
    """Tell whether an act was in force on a day: one that has lost its force was, until then."""
    if act.date > day:
        return False
    if act.status is not ActStatus.LOST_FORCE:
        return act.status is ActStatus.IN_FORCE
    successor = registry.acts[act.replaced_by].date if act.replaced_by else None
    lost = act.lost_force or successor
    return lost is not None and day < lost


def _bank(people: Callable[[Registry], Iterable[Person]]) -> _Judge:
    def judge(registry: Registry, _: str, today: date) -> Iterator[_Judged]:
        for person in people(registry):
            if person.joined <= today and (person.left is None or person.left > today):
                consent = processing_consent(person, today)
                yield person, consent is not None, person.joined

    return judge


def _pairs(holds: Callable[[Registry, Pair, date], date | None]) -> _Judge:
    def judge(registry: Registry, year: str, today: date) -> Iterator[_Judged]:
        for pair in pairs_of_year(registry, year, today):
            day = holds(registry, pair, today)
            yield pair, day is not None, day

    return judge


def pairs_of_year(registry: Registry, year: str, today: date) -> Iterator[Pair]:
    """Yield the pairs that began in a school year, up to a day."""
    for pair in registry.pairs.values():
        if pair.plan.start <= today and school_year_of(pair.plan.start) == year:
            yield pair


def _ordered(registry: Registry, pair: Pair, today: date) -> date | None:
    signed = registry.acts[pair.order].date if pair.order else None
    return signed if signed and signed <= today else None


def _planned(_: Registry, pair: Pair, __: date) -> date | None:
    return pair.plan.start if pair.plan.goals else None


def _trained(registry: Registry, pair: Pair, today: date) -> date | None:
    training = registry.mentor_of(pair).training
    days = [t.date for t in training if t.kind is TrainingKind.INITIAL and t.date <= today]
    return max(days, default=None)


def _met(kind: MeetingKind) -> Callable[[Registry, Pair, date], date | None]:
    def holds(_: Registry, pair: Pair, today: date) -> date | None:
        return min((m.date for m in past_meetings(pair, today) if m.kind is kind), default=None)

    return holds


def _survey(registry: Registry, year: str, _: date) -> Iterator[_Judged]:
    for survey in registry.surveys.values():
        if survey.year == year:
            yield survey, bool(survey.responses), None


def _impact(registry: Registry, year: str, _: date) -> Iterator[_Judged]:
    for study in registry.impact.values():
        if study.year == year:
            whole = bool(study.measurements) and all(m.after for m in study.measurements)
            yield study, whole, None


def _outcomes(registry: Registry, year: str, today: date) -> Iterator[_Judged]:
    for pair in registry.pairs.values():
        ended = pair.outcome.date if pair.outcome else pair.plan.last_day
        if school_year_of(ended) == year and ended <= today:
            yield pair, pair.outcome is not None, ended


def _cases(registry: Registry, year: str, today: date) -> Iterator[_Judged]:
    for case in published_cases(registry, today):
        if case.published is not None and school_year_of(case.published) == year:
            yield case, True, case.published


def _awards(registry: Registry, year: str, _: date) -> Iterator[_Judged]:
    awards = registry.awards
    if awards is not None and any(award.year == year for award in awards.awards):
        yield awards, True, None


_JUDGES: Mapping[Proof, _Judge] = {
    Proof.CURATOR: _acts(ActKind.CURATOR_ORDER),
    Proof.REGULATION: _acts(ActKind.REGULATION),
    Proof.MENTEE_BANK: _bank(lambda registry: registry.mentees.values()),
    Proof.MENTOR_BANK: _bank(lambda registry: registry.mentors.values()),
    Proof.TRAINING: _pairs(_trained),
    Proof.ORDER: _pairs(_ordered),
    Proof.GOALS: _pairs(_planned),
    Proof.TRIAL: _pairs(_met(MeetingKind.TRIAL)),
    Proof.PLANNING: _pairs(_met(MeetingKind.PLANNING)),
    Proof.SURVEY: _survey,
    Proof.IMPACT: _impact,
    Proof.OUTCOMES: _outcomes,
    Proof.CASES: _cases,
    Proof.AWARDS: _awards,
}


def _disputed(registry: Registry, today: date) -> Iterator[Problem]:
    """An item entered as done by hand is borne out by the records it names."""
    for plan, path, item in plan_items_with_places(registry):
        fact = judge_in(registry, item, today)
        proven = fact.proven
        if proven is not None and proven.total and not proven.is_whole and fact.is_entered:
            missing = ", ".join(span.path for span in proven.missing[:_SHOWN])
            message = (
                f"п. {item.number} записан исполненным, а по записям {proven.done} из"
                f" {proven.total}: {item.proof}"
            )
            where = (*path, "проверка")
            yield found("В-09", Level.ADVICE, plan, where, message, f"проверьте: {missing}")


_SHOWN = 3


RULES: tuple[Rule, ...] = (_disputed,)
"""Rules about what the records prove."""
