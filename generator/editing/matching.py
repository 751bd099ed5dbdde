"""Proposals of matching written as pairs and into the order that assigns them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.editing.blanks import write_blank
from generator.editing.ids import choose_id
from generator.editing.planning import Plan, plan
from generator.editing.records import key_order
from generator.editing.workspace import RefusalError, Workspace
from generator.model.act import Act, ActKind
from generator.model.matching import Matching
from generator.model.registry import Registry
from generator.rules.matching.market import Proposal
from generator.source.handwriting import Hand
from generator.source.splice import Append, Put

_GROUP = "v-gruppe"
_ALONE = "tradicionnoe"
_LOCKS = "закрепления"
_LEAST_DAYS = 90


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the pairs are to be written.

    Attributes:
        start: First day of their programmes.
        end: Last day.
        order: Id of the order that assigns them; empty to draw up a new one as a draft.
    """

    start: date
    end: date
    order: str = ""


def end_of_year(start: date) -> date:
    """Return the usual last day of a pair: 31 May, or the next one when that is too soon."""
    end = date(start.year + (start.month >= 9), 5, 31)
    return end if (end - start).days >= _LEAST_DAYS else date(end.year + 1, 5, 31)


def write_pairs(school: Workspace, proposals: Sequence[Proposal], wanted: Wanted) -> Plan:
    """Plan a pair for each proposal, or a group for a mentor who leads one.

    The pairs and the order name each other (М 3.3, Л 1.5); without an order a draft of one is
    made, whose pairs become its annex.

    Args:
        school: The school now.
        proposals: What the curator accepted.
        wanted: Dates and order.

    Raises:
        DataError: When the data would have errors.
        RefusalError: When there is nothing to write.
    """
    if not proposals:
        raise RefusalError("записывать нечего: предложений нет")
    registry = school.registry
    order = wanted.order or choose_id(school, "acts", _draft(wanted, ()))
    new: dict[str, str] = {}
    ids = []
    for mentor, mentees in _together(registry, proposals):
        values = _pair(registry, mentor, mentees, wanted, order)
        id_ = choose_id(school, "pairs", values)
        new[f"data/pairs/{id_}.yml"] = write_blank("pairs", values)
        ids.append(id_)
    changes = {}
    if wanted.order:
        steps = [Append(("пары",), id_, key_order(Act, "пары")) for id_ in ids]
        changes[f"data/acts/{order}.yml"] = steps
    else:
        new[f"data/acts/{order}.yml"] = write_blank("acts", _draft(wanted, ids))
    notes = ("проверьте форму, вид и модель: программа поставила обычные",)
    return plan(school, changes, new, notes)


def record_decision(school: Workspace, key: str, mentor: str, mentee: str, reason: str) -> Plan:
    """Plan a decision of the curator on two people: together, or never.

    A mentee has one lock: a new one takes the place of the other.

    Args:
        school: The school now.
        key: «закрепления» or «запреты».
        mentor: Id of the mentor.
        mentee: Id of the mentee.
        reason: Why so.

    Raises:
        DataError: When the data would have errors.
        RefusalError: When there is such a decision already.
    """
    values = {"наставник": mentor, "наставляемый": mentee, "причина": reason}
    matching = school.registry.matching
    path = "data/matching.yml"
    if matching is None:
        return plan(school, {}, {path: Hand().record({key: [values]}, 2)})
    there = matching.locks if key == _LOCKS else matching.bars
    if any((one.mentor, one.mentee) == (mentor, mentee) for one in there):
        raise RefusalError(f"{mentor} — {mentee}: уже есть в «{key}»", f"поправьте в {path}")
    if key == _LOCKS:
        for index, lock in enumerate(matching.locks):
            if lock.mentee == mentee:
                steps = [Put((key, index, name), value) for name, value in values.items()]
                return plan(school, {path: steps})
    return plan(school, {path: [Append((key,), values, key_order(Matching, key))]})


def _together(
    registry: Registry, proposals: Sequence[Proposal]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    groups = registry.matching.groups if registry.matching else ()
    gathered: dict[str, list[str]] = {}
    for proposal in proposals:
        gathered.setdefault(proposal.score.mentor, []).append(proposal.score.mentee)
    for mentor, mentees in sorted(gathered.items()):
        if mentor in groups:
            yield mentor, tuple(mentees)
        else:
            for mentee in mentees:
                yield mentor, (mentee,)


def _pair(
    registry: Registry, mentor: str, mentees: tuple[str, ...], wanted: Wanted, order: str
) -> dict[str, Any]:
    programme = registry.programme
    people = [registry.mentors[mentor], *(registry.mentees[id_] for id_ in mentees)]
    forms = [t for t in programme.forms if all(t.code in p.forms for p in people)]
    kinds = {t.code: t for t in programme.kinds}
    shared = [t for t in programme.kinds if all(t.code in p.kinds for p in people)]
    usual = kinds.get(_GROUP if len(mentees) > 1 else _ALONE, programme.kinds[0])
    return {
        "наставник": mentor,
        "наставляемые": list(mentees),
        "форма": (forms or list(programme.forms))[0].name,
        "вид": (usual if len(mentees) > 1 or not shared else shared[0]).name,
        "модель": programme.role_models[0].name,
        "приказ": order,
        "программа": {"начало": wanted.start, "окончание": wanted.end},
    }


def _draft(wanted: Wanted, pairs: Sequence[str]) -> dict[str, Any]:
    return {
        "вид": ActKind.PAIRS_ORDER.value,
        "название": "О закреплении пар и групп",
        "дата": wanted.start,
        "статус": "проект",
        "о чём": "Закрепляет наставников за наставляемыми по итогам подбора.",
        "публикуется": False,
        "пары": list(pairs),
    }
