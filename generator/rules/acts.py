"""Local acts against the pairs, mentors and appendices they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.diagnostics import Level, Problem
from generator.model.act import Act, ActKind, ActStatus, SignatureKind
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
    for entity, value in registry.values_with("рилож", "рил."):
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


def _successors(registry: Registry, _: date) -> Iterator[Problem]:
    """An act that was replaced is out of force, and its successor is newer and no ring."""
    for act in registry.acts.values():
        if act.replaced_by is None:
            continue
        later = registry.acts[act.replaced_by]
        if act.id in {other.id for other in successors(registry, act)}:
            message = f"документы заменяют друг друга по кругу: {act.id} → {later.id}"
            hint = "«заменён» пишут только в прежнем документе"
            yield found("Э-11", Level.ERROR, act, ("заменён",), message, hint)
        elif later.date < act.date:
            message = f"заменён документом от {day(later.date)}, а сам от {day(act.date)}"
            hint = "проверьте, какой из двух новее"
            yield found("Э-12", Level.WARNING, act, ("заменён",), message, hint)


def successors(registry: Registry, act: Act) -> tuple[Act, ...]:
    """Return the acts that replaced an act one after another, the nearest first; a ring once."""
    chain: dict[str, Act] = {}
    while act.replaced_by is not None and act.replaced_by not in chain:
        act = registry.acts[act.replaced_by]
        chain[act.id] = act
    return tuple(chain.values())


def _states(registry: Registry, today: date) -> Iterator[Problem]:
    """The status of an act says what its other lines say (requisites of documents)."""
    hint = "напишите «статус: утратил силу» или уберите эту строку"
    for act in registry.acts.values():
        if act.status is ActStatus.LOST_FORCE:
            continue
        if act.replaced_by is not None and registry.acts[act.replaced_by].date <= today:
            message = f"документ заменён, а его статус — «{act.status}»"
            yield found("Э-12", Level.WARNING, act, ("заменён",), message, hint)
        elif act.lost_force is not None and act.lost_force <= today:
            message = f"документ утратил силу {day(act.lost_force)}, а его статус — «{act.status}»"
            yield found("Э-12", Level.WARNING, act, ("утратил силу",), message, hint)


def _signatures(registry: Registry, _: date) -> Iterator[Problem]:
    """An advanced signature has a certificate with a number and a term (63-ФЗ, ст. 17)."""
    for act in registry.acts.values():
        card = act.signature
        if card is None or card.kind not in {SignatureKind.ADVANCED, SignatureKind.QUALIFIED}:
            continue
        lost = [
            key
            for key, value in (("ключ", card.key), ("действует до", card.valid_until))
            if value is None
        ]
        if lost:
            message = f"у подписи «{card.kind}» не указано: {', '.join(lost)}"
            hint = "перепишите из карточки подписи в файле"
            yield found("Э-10", Level.WARNING, act, ("подпись",), message, hint)


def _unsigned(registry: Registry, _: date) -> Iterator[Problem]:
    """A published file of an act shows who signed it: a card, a scan or a file of a signature."""
    for act in registry.acts.values():
        in_force = act.public and act.status is not ActStatus.DRAFT
        signed = act.signature or act.approved or any(file.signature for file in act.files)
        if in_force and act.files and not signed:
            message = "не видно, кто подписал документ"
            hint = "добавьте «подпись», гриф «утверждаю» или «файл подписи» у файла"
            yield found("Э-13", Level.ADVICE, act, ("файлы",), message, hint)


RULES: tuple[Rule, ...] = (
    _orders,
    _register,
    _training,
    _appendices,
    _successors,
    _states,
    _signatures,
    _unsigned,
)
"""Rules about acts."""
