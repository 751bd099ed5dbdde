"""Local acts against the pairs, mentors and appendices they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.diagnostics import Level, Problem
from generator.model.act import Act, ActKind, ActStatus
from generator.model.people import Mentor
from generator.model.registry import Registry
from generator.model.types import school_year_of
from generator.rules.finding import Rule, day, found
from generator.rules.pairs import is_working

_APPENDIX = re.compile(
    r"[Пп]рил(?:ожени[а-яё]+|\.)\s*№?\s*(?P<number>\d+)"
    r"(?P<other>\s+(?:к|из|от)\s+(?:\[[^\[\]]*\]\(\s*acts/(?P<act>[^\s()/]+))?)?"
)
_NUMBERED = re.compile(r"приложение\s*№?\s*(\d+)", re.IGNORECASE)


def _orders(registry: Registry, _: date) -> Iterator[Problem]:
    """An order and the pairs it assigns name each other (М 3.3, Л 1.5)."""
    for act in registry.acts.values():
        for index, id_ in enumerate(act.pairs):
            if registry.pairs[id_].order != act.id:
                message = f"приказ закрепляет пару {id_}, а в ней указан другой приказ"
                hint = "сверьте ключ «приказ» пары"
                yield found("П-10", Level.WARNING, act, ("пары", index), message, hint)
    for pair in registry.pairs.values():
        if pair.order and pair.id not in registry.acts[pair.order].pairs:
            message = f"пара ссылается на приказ {pair.order}, а её в нём нет"
            hint = "добавьте пару в «пары» приказа"
            yield found("П-10", Level.WARNING, pair, ("приказ",), message, hint)


def _register(registry: Registry, today: date) -> Iterator[Problem]:
    """Who leads a pair stands in the register of mentors, if the school keeps one (Л 4.1)."""
    registers = [
        act
        for act in registry.acts.values()
        if act.kind is ActKind.REGISTER_ORDER
        and act.status is ActStatus.IN_FORCE
        and act.mentors
        and act.date <= today
    ]
    listed = {id_ for act in registers for id_ in act.mentors}
    for pair in registry.pairs.values():
        if registers and is_working(pair, today) and pair.mentor not in listed:
            name = registry.mentor_of(pair).full_name
            message = f"{name} ведёт пару, а в действующем реестре наставников этого имени нет"
            hint = f"внесите приказом и допишите в {registers[-1].at().path}"
            yield found("П-22", Level.WARNING, pair, ("наставник",), message, hint)


def _training(registry: Registry, today: date) -> Iterator[Problem]:
    """Whoever an order sends to a training is trained that school year (Л 4.2, Т 16–17)."""
    for act in registry.acts.values():
        if act.kind is not ActKind.TRAINING_ORDER:
            continue
        for index, id_ in enumerate(act.mentors):
            mentor = registry.mentors[id_]
            if _is_due(registry, act, mentor, today) and not _is_trained(mentor, act):
                message = f"приказ от {day(act.date)} назначил обучение, а записи о нём нет"
                hint = f"допишите «обучение»: {mentor.at().path}"
                path = ("наставники", index)
                yield found("П-23", Level.WARNING, act, path, message, hint)


def _is_due(registry: Registry, act: Act, mentor: Mentor, today: date) -> bool:
    """Tell whether the training should be over: a pair has begun since, or the year is out."""
    begun = any(
        act.date < pair.plan.start <= today for pair in registry.pairs_of.get(mentor.key, ())
    )
    return begun or school_year_of(act.date) < school_year_of(today)


def _is_trained(mentor: Mentor, act: Act) -> bool:
    year = school_year_of(act.date)
    return any(t.date >= act.date and school_year_of(t.date) == year for t in mentor.training)


def _appendices(registry: Registry, _: date) -> Iterator[Problem]:
    """An appendix that a text speaks of stands in its act's list (Т, requisites)."""
    for entity, value in registry.values:
        if value.field == "appendices":
            continue
        for mention in _APPENDIX.finditer(value.text):
            act = registry.acts.get(mention["act"] or "")
            if not mention["other"] and isinstance(entity, Act):
                act = entity
            number = int(mention["number"])
            if act is not None and number not in _numbers(act):
                whose = "документа" if act is entity else f"«{act.title}»"
                message = f"названо приложение {number}, а в «приложения» {whose} его нет"
                hint = f"допишите его или исправьте номер: {act.at('приложения')}"
                yield found("П-26", Level.WARNING, entity, value.path, message, hint)


def _numbers(act: Act) -> set[int]:
    """Return the numbers of an act's appendices: written in their names, else by their order."""
    written = [_NUMBERED.match(name) for name in act.appendices]
    return {int(n[1]) if n else order for order, n in enumerate(written, 1)}


RULES: tuple[Rule, ...] = (_orders, _register, _training, _appendices)
"""Rules about acts."""
