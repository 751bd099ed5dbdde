"""What became of the plans' items counted anew from the YAML: by hand and by the records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.recount import Data, day, end_of


@dataclass(frozen=True)
class Plan:
    """Numbers of the items of a plan by what became of them in the year.

    Attributes:
        proven: For an item the records are asked about, how many bear it out and of how many.
    """

    done: frozenset[str]
    undone: frozenset[str]
    earlier: int
    ahead: int
    constant: int
    proven: dict[str, tuple[int, int]]


def plan(data: Data, name: str, parts: str) -> Plan:
    """Tell what became of every item of a plan, by hand or by the records."""
    states: dict[str, str] = {}
    proven: dict[str, tuple[int, int]] = {}
    for item in (item for part in data.one(name)[parts] for item in part["пункты"]):
        records = _proof(data, item) if "проверка" in item else None
        if records is not None:
            proven[item["номер"]] = (sum(holds for holds, _ in records), len(records))
        states[item["номер"]] = _state(data, item, records)
    named = {state: {n for n, one in states.items() if one == state} for state in states.values()}
    return Plan(
        frozenset(named.get("done", ())),
        frozenset(named.get("undone", ())),
        *(len(named.get(state, ())) for state in ("earlier", "ahead", "constant")),
        proven,
    )


_Records = list[tuple[bool, date | None]]


def _state(data: Data, item: dict[str, Any], records: _Records | None) -> str:
    if item.get("статус") == "отменено":
        return "undone"
    if item["срок"] == "постоянно":
        return "constant"
    start, end = _term(data, item["срок"])
    days = [day(one["дата"]) for one in item.get("исполнено", ())]
    held = [one for one in days if one <= data.until]
    yearly = item["срок"].startswith("ежегодно")
    done = any(data.first <= one for one in held) if yearly else bool(held)
    if records is not None:
        done = bool(records) and all(holds for holds, _ in records)
        held += [when for holds, when in records if done and holds and when]
    if done:
        in_year = max(held) >= data.first if held else _is_of_year(data, item)
        return "done" if in_year else "earlier"
    if end is not None and end < data.until:
        return "undone"
    begun = start is None or start <= data.until or item.get("статус") == "в работе"
    return "undone" if begun else "ahead"


_MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)


def _term(data: Data, words: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of a term; a yearly one is taken in the year counted."""
    months = [_MONTHS.index(word) + 1 for word in re.findall("[а-я]+", words) if word in _MONTHS]
    years = [int(number) for number in re.findall(r"\d{4}", words)]
    if not months:
        return (date(years[0], 1, 1), date(years[0], 12, 31)) if years else (None, None)
    first, last = months[0], months[-1]
    if years:
        start, end = years[0], years[-1]
    else:
        start = data.first.year if first >= 9 else data.last.year
        end = start + (last < first)
    following = date(end + last // 12, last % 12 + 1, 1)
    return date(start, first, 1), following - timedelta(days=1)


def _is_of_year(data: Data, item: dict[str, Any]) -> bool:
    start, _ = _term(data, item["срок"])
    return item["срок"].startswith("ежегодно") or start is None or data.first <= start <= data.last


def _proof(data: Data, item: dict[str, Any]) -> _Records:
    """Return what the records say: whether each bears the item out, and since when."""
    start, _ = _term(data, item["срок"])
    yearly = item["срок"].startswith("ежегодно") or start is None
    autumn = data.first if yearly or start is None else date(start.year - (start.month < 9), 9, 1)
    summer = date(autumn.year + 1, 8, 31)

    def in_year(when: date) -> bool:
        return autumn <= when <= min(summer, data.until)

    begun = [p for p in data.all_pairs.values() if in_year(day(p["программа"]["начало"]))]
    year = f"{autumn.year}/{(autumn.year + 1) % 100:02}"
    what = item["проверка"]
    if what in _PROVEN_BY_PAIRS:
        days = [_PROVEN_BY_PAIRS[what](data, pair) for pair in begun]
        return [(when is not None, when) for when in days]
    if what in {"куратор назначен", "положение действует"}:
        kind = "положение" if "положение" in what else "приказ о назначении куратора"
        acts = data.many("acts")
        held = [a for a in acts.values() if a["вид"] == kind and _in_force(data, a, acts)]
        return [(True, day(act["дата"])) for act in held]
    if what.startswith("банк"):
        bank = data.mentees if "наставляемых" in what else data.mentors
        return [(_agreed(data, p), came) for p, came in _members(data, bank)]
    if what == "анкета собрана":
        found = [s for s in data.many("surveys").values() if s["учебный год"] == year]
        return [(bool(survey.get("ответы участников")), None) for survey in found]
    if what == "замеры сделаны":
        studies = [s for s in data.many("impact").values() if s["учебный год"] == year]
        measured = [s.get("замеры", ()) for s in studies]
        return [(bool(one) and all(m.get("после") for m in one), None) for one in measured]
    if what == "итоги записаны":
        ends = [("итог" in pair, end_of(pair)) for pair in data.all_pairs.values()]
        return [(written, end) for written, end in ends if in_year(end)]
    if what == "кейсы опубликованы":
        ready = [c for c in data.many("cases").values() if c.get("статус") == "опубликован"]
        published = [day(case["опубликован"]) for case in ready]
        return [(True, when) for when in published if in_year(when)]
    assert what == "награды вручены"
    given = [a for a in data.one("awards")["награды"] if a["учебный год"] == year]
    return [(True, None)] if given else []


def _ordered(data: Data, pair: dict[str, Any]) -> date | None:
    signed = day(data.many("acts")[pair["приказ"]]["дата"]) if "приказ" in pair else None
    return signed if signed and signed <= data.until else None


def _planned(_: Data, pair: dict[str, Any]) -> date | None:
    plan = pair["программа"]
    return day(plan["начало"]) if plan.get("цели") else None


def _trained(data: Data, pair: dict[str, Any]) -> date | None:
    mentor = data.mentors[data.person("mentors", pair["наставник"])]
    first = [t for t in mentor.get("обучение", ()) if t["вид"] == "первичное"]
    days = [day(one["дата"]) for one in first]
    return max((one for one in days if one <= data.until), default=None)


def _met(kind: str) -> Callable[[Data, dict[str, Any]], date | None]:
    def first(data: Data, pair: dict[str, Any]) -> date | None:
        days = [day(m["дата"]) for m in pair.get("встречи", ()) if m["вид"] == kind]
        return min((one for one in days if one <= data.until), default=None)

    return first


_PROVEN_BY_PAIRS = {
    "пары закреплены приказом": _ordered,
    "программы пар готовы": _planned,
    "наставники обучены": _trained,
    "пробные встречи проведены": _met("пробная"),
    "планирование проведено": _met("планирование"),
}


def _in_force(data: Data, act: dict[str, Any], acts: dict[str, dict[str, Any]]) -> bool:
    if day(act["дата"]) > data.until or act.get("статус") == "проект":
        return False
    if act.get("статус") != "утратил силу":
        return True
    lost = act.get("утратил силу") or acts[act["заменён"]]["дата"]
    return data.until < day(lost)


_LEFT = "дата выхода из программы"


def _members(data: Data, bank: dict[str, dict[str, Any]]) -> Iterator[tuple[dict[str, Any], date]]:
    for person in bank.values():
        came, left = (
            day(person["дата вхождения в программу"]),
            person.get("дата выхода из программы"),
        )
        if came <= data.until and (left is None or day(left) > data.until):
            yield person, came


def _agreed(data: Data, person: dict[str, Any]) -> bool:
    papers = [c for c in person.get("согласия", ()) if c["вид"] == "обработка"]
    return any(
        day(c["дата"]) <= data.until
        and ("до" not in c or day(c["до"]) >= data.until)
        and ("отозвано" not in c or day(c["отозвано"]) > data.until)
        for c in papers
    )
