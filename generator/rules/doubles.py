"""What may stand only once: codes, keys and numbers that others refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator.diagnostics import Level, Problem
from generator.model.base import Entity
from generator.model.registry import Registry
from generator.model.types import fold
from generator.rules.finding import Rule, found
from generator.source.document import Path

_Named = tuple[str, Path]
"""A name and the place where it stands."""


def _twice(registry: Registry, _: date) -> Iterator[Problem]:
    """A second thing of one name would never be found by it."""
    for record, names in _lists(registry):
        seen: dict[str, Path] = {}
        for name, path in names:
            first = seen.setdefault(fold(name), path)
            if first is not path:
                message = f"«{path[-1]}: {name}» уже есть в строке {record.at(*first).line}"
                hint = "исправьте одно из них или уберите лишнее"
                yield found("П-28", Level.ERROR, record, path, message, hint)


def _lists(registry: Registry) -> Iterator[tuple[Entity, Iterable[_Named]]]:
    """Yield lists in which every name must be a different one."""
    programme = registry.programme
    for key, terms in (
        ("формы", programme.forms),
        ("виды", programme.kinds),
        ("ролевые модели", programme.role_models),
        ("формы контакта", programme.contacts),
        ("предметы", programme.subjects),
        ("запросы", programme.requests),
    ):
        yield programme, [(t.code, (key, i, "код")) for i, t in enumerate(terms)]
    forms = registry.meeting_forms
    yield forms, [(f.kind, ("бланки", i, "вид")) for i, f in enumerate(forms.forms)]
    for i, form in enumerate(forms.forms):
        path: Path = ("бланки", i, "вопросы")
        yield forms, [(q.key, (*path, j, "ключ")) for j, q in enumerate(form.questions)]
    for survey in registry.surveys.values():
        yield survey, [(q.key, ("вопросы", i, "ключ")) for i, q in enumerate(survey.questions)]
    for study in registry.impact.values():
        yield study, [(p.key, ("параметры", i, "ключ")) for i, p in enumerate(study.parameters)]
    if (own := registry.own_indicators) is not None:
        yield own, [(o.name, ("показатели", i, "показатель")) for i, o in enumerate(own.indicators)]
        for i, indicator in enumerate(own.indicators):
            path = ("показатели", i, "значения")
            years = enumerate(indicator.values)
            yield own, [(value.year, (*path, j, "учебный год")) for j, value in years]
    yield from _numbers(registry)


def _numbers(registry: Registry) -> Iterator[tuple[Entity, Iterable[_Named]]]:
    """Yield numbers of the items of both plans: rows of a page are found by them."""
    if (roadmap := registry.roadmap) is not None:
        yield (
            roadmap,
            [
                (item.number, ("разделы", i, "пункты", j, "номер"))
                for i, section in enumerate(roadmap.sections)
                for j, item in enumerate(section.items)
            ],
        )
    if (workplan := registry.workplan) is not None:
        yield (
            workplan,
            [
                (item.number, ("блоки", i, "пункты", j, "номер"))
                for i, block in enumerate(workplan.blocks)
                for j, item in enumerate(block.items)
            ],
        )


RULES: tuple[Rule, ...] = (_twice,)
"""The rule about doubles."""
