"""New records: a commented file of its own, and what must name it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.editing.blanks import write_blank
from generator.editing.ids import choose_id
from generator.editing.planning import Plan, plan
from generator.editing.workspace import RefusalError, Workspace
from generator.model.act import Act, ActKind
from generator.model.base import Entity, Record
from generator.model.pair import Pair
from generator.model.types import fold
from generator.source.splice import Append, Change, Put


def new_record(
    school: Workspace, cls: type[Entity], values: Mapping[str, Any], asked_id: str = ""
) -> Plan:
    """Plan a new record.

    A pair is also entered in the order that assigns it, an order in the pairs that have none:
    the two name each other (М 3.3, Л 1.5).

    Args:
        school: The school now.
        cls: What record it is.
        values: Its values by Russian keys, as they will be written.
        asked_id: Its file name; empty to make one.

    Raises:
        DataError: When the data would have errors.
        RefusalError: When the file name is taken or is none, or the person is in the bank
            already; a namesake needs a file name of his own.
    """
    if not asked_id:
        _need_new_person(school, cls, values)
    id_ = choose_id(school, cls.folder, values, asked_id)
    path = f"data/{cls.folder}/{id_}.yml"
    text = write_blank(cls.folder, values)
    return plan(school, dict(_named_elsewhere(school, cls, values, id_)), {path: text})


def _need_new_person(school: Workspace, cls: type[Entity], values: Mapping[str, Any]) -> None:
    name = fold(str(values.get("ФИО", ""))).split()
    for person in school.registry.people():
        known = fold(person.full_name).split()
        if not isinstance(person, cls) or not name:
            continue
        if known == name:
            message = f"{person.full_name} уже в банке: data/{person.key}.yml"
            raise RefusalError(message, "полного тёзку заведите под другим именем файла: --id")
        if len(known) != len(name) and known[:2] == name[:2]:
            message = f"в банке уже есть {person.full_name}: data/{person.key}.yml"
            hint = "это тот же человек — исправьте там ФИО; другой — назовите имя файла: --id"
            raise RefusalError(message, hint)


def _named_elsewhere(
    school: Workspace, cls: type[Entity], values: Mapping[str, Any], id_: str
) -> Iterator[tuple[str, list[Change]]]:
    """Yield what must name a new pair or a new order so that the two agree."""
    registry = school.registry
    if cls is Pair and (order := registry.acts.get(str(values.get("приказ", "")))):
        yield f"data/{order.key}.yml", [Append(("пары",), id_, key_order(Act, "пары"))]
    if cls is Act and values["вид"] == ActKind.PAIRS_ORDER:
        for pair in (registry.pairs[pair_id] for pair_id in values.get("пары", ())):
            if pair.order is None:
                yield pair.at().path, [Put(("приказ",), id_, key_order(Pair, "приказ"))]


def key_order(cls: type[Record], key: str) -> tuple[str, ...]:
    """Return the keys that stand before a key in a record of a class."""
    keys = [info.alias or name for name, info in cls.model_fields.items()]
    return tuple(keys[: keys.index(key)])
