"""The roadmap and the workplan as the public may see them."""

from __future__ import annotations

from generator.model.base import Entity
from generator.model.plans import PlanItem, Roadmap, Workplan
from generator.publication.gate import Gate
from generator.publication.records import PublicItem, PublicPlan, PublicProgress, PublicSection
from generator.rules.plan_items import ItemFact, progress_of
from generator.rules.proofs import judge_in

_Where = tuple[str | int, ...]


def public_roadmap(gate: Gate, roadmap: Roadmap) -> PublicPlan:
    """Return the roadmap with the state of every item today."""
    sections = tuple(
        _section(
            gate, roadmap, ("разделы", i, "пункты"), s.items, (s.number, s.name, s.task, s.result)
        )
        for i, s in enumerate(roadmap.sections)
    )
    items = tuple(item for section in roadmap.sections for item in section.items)
    return PublicPlan(
        title=roadmap.title,
        purpose=roadmap.purpose,
        prospects=roadmap.prospects or "",
        sections=sections,
        progress=_progress(gate, items),
        origin=roadmap.at(),
    )


def public_workplan(gate: Gate, plan: Workplan) -> PublicPlan:
    """Return the workplan with the state of every item today."""
    sections = tuple(
        _section(gate, plan, ("блоки", i, "пункты"), block.items, ("", block.name, "", None))
        for i, block in enumerate(plan.blocks)
    )
    items = tuple(item for block in plan.blocks for item in block.items)
    return PublicPlan(plan.title, "", "", sections, _progress(gate, items), plan.at())


def _section(
    gate: Gate,
    plan: Entity,
    where: _Where,
    items: tuple[PlanItem, ...],
    heading: tuple[str, str, str, str | None],
) -> PublicSection:
    number, name, task, result = heading
    shown = tuple(
        _item(gate, plan, (*where, index), judge_in(gate.registry, item, gate.today))
        for index, item in enumerate(items)
    )
    return PublicSection(number, name, task, result or "", shown, _progress(gate, items))


def _progress(gate: Gate, items: tuple[PlanItem, ...]) -> PublicProgress:
    progress = progress_of(tuple(judge_in(gate.registry, item, gate.today) for item in items))
    return PublicProgress(progress.done, progress.overdue, progress.total, progress.percent)


def _item(gate: Gate, plan: Entity, where: _Where, fact: ItemFact) -> PublicItem:
    item = fact.item
    evidence = fact.last.evidence if fact.last else ()
    texts = (gate.text(plan, where, text) for text in evidence)
    return PublicItem(
        number=item.number,
        what=item.what,
        due=str(item.due),
        place=item.place or "",
        results=item.results,
        responsible=item.responsible,
        state=fact.state.value,
        done=fact.done_on,
        evidence=tuple(text for text in texts if text),
        note=item.status_note or "",
    )
