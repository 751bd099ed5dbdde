"""The figures of a year's report counted anew from the YAML alone: nothing of ours is asked.

``python -m tests.recount data 2025/26 20.11.2026`` prints them.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

import yaml

WORKS = ("статья", "публикация", "методическая разработка", "исследование", "пособие")
Numbers = dict[str, tuple[float, ...]]


class Data:
    """Records as PyYAML reads them, every scalar a text.

    Attributes:
        first: The first day of the year counted.
        until: Its last day, or today while it goes on.
    """

    def __init__(self, folder: Path, year: str, today: date) -> None:
        self.folder, self.year, self.today = folder, year, today
        self.first = date(int(year[:4]), 9, 1)
        self.last = date(int(year[:4]) + 1, 8, 31)
        self.until = min(self.last, today)
        self.mentors, self.mentees = self.many("mentors"), self.many("mentees")
        self.all_pairs = self.many("pairs")

    def many(self, kind: str) -> dict[str, dict[str, Any]]:
        files = sorted((self.folder / kind).glob("*.yml"))
        return {file.stem: _read(file) for file in files}

    def one(self, name: str) -> dict[str, Any]:
        return _read(self.folder / f"{name}.yml")

    def of_year(self, kind: str) -> list[dict[str, Any]]:
        return [r for r in self.many(kind).values() if r["учебный год"] == self.year]

    def person(self, kind: str, reference: str) -> str:
        people = self.mentors if kind == "mentors" else self.mentees
        named = {person["ФИО"]: id_ for id_, person in people.items()}
        return reference if reference in people else named[reference]

    @property
    def pairs(self) -> dict[str, dict[str, Any]]:
        return {
            id_: pair
            for id_, pair in self.all_pairs.items()
            if day(pair["программа"]["начало"]) <= self.until and end_of(pair) >= self.first
        }

    def meetings(self, pair: dict[str, Any]) -> list[dict[str, Any]]:
        return [m for m in pair.get("встречи", ()) if self.first <= day(m["дата"]) <= self.until]

    def outcomes(self) -> list[dict[str, Any]]:
        ended = [pair["итог"] for pair in self.all_pairs.values() if "итог" in pair]
        return [o for o in ended if self.first <= day(o["дата"]) <= self.until]


def _read(file: Path) -> dict[str, Any]:
    read = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(read, dict)
    return read


def day(text: str) -> date:
    number, month, year = map(int, text.split("."))
    return date(year, month, number)


def value(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def rounded(exact: Fraction, places: int = 1) -> float:
    """Round halves away from zero."""
    scaled = abs(exact) * 10**places
    whole = math.floor(scaled + Fraction(1, 2))
    return (1 if exact >= 0 else -1) * whole / 10**places


def mean(values: Iterable[Fraction]) -> float | None:
    known = list(values)
    return rounded(sum(known, Fraction()) / len(known)) if known else None


def end_of(pair: dict[str, Any]) -> date:
    plan = pair["программа"]
    ends = [day(plan["окончание"]), *(day(p["до"]) for p in plan.get("продления", ()))]
    return day(pair["итог"]["дата"]) if "итог" in pair else max(ends)


def figures(data: Data) -> Numbers:
    """Count the table «Программа в цифрах»."""
    pairs, outcomes = data.pairs.values(), data.outcomes()
    meetings = [m for pair in pairs for m in data.meetings(pair)]
    whole = [o for o in outcomes if o["основание"] == "реализована полностью"]
    every = [goal for pair in pairs for goal in pair["программа"].get("цели", ())]
    goals = [goal for goal in every if goal.get("отметка") != DROPPED]
    grown = [m for m in data.mentors.values() if "был наставляемым" in m]
    came = [day(m["дата вхождения в программу"]) for m in grown]
    begun = [day(pair["программа"]["начало"]) for pair in pairs]
    return {
        "Наставников": (len({data.person("mentors", p["наставник"]) for p in pairs}),),
        "Наставляемых": (len(_led(data)),),
        "Пар и групп": (len(pairs),),
        "Из них начали работу": (sum(start >= data.first for start in begun),),
        "Встреч": (len(meetings),),
        "Часов встреч": (_hours(meetings),),
        "Завершено полностью": (len(whole),),
        "Завершено досрочно": (len(outcomes) - len(whole),),
        "Близость к цели, в среднем": _of(
            mean(value(o["близость к цели"]) for o in outcomes if "близость к цели" in o), 10
        ),
        "Целей выполнено": _of(_reached(goals) if goals else None, len(goals)),
        "Методических работ": (_works(outcomes),),
        "Кейсов": (_cases(data),),
        "Наград": (awards(data),),
        "Стали наставниками": (sum(data.first <= one <= data.until for one in came),),
    }


DROPPED = "снято"


def _of(part: float | None, whole: float) -> tuple[float, ...]:
    """Return «5 из 6» as its two numbers; of nothing no number is told."""
    return () if part is None else (part, whole)


def _reached(goals: Iterable[dict[str, Any]]) -> int:
    return sum(goal.get("отметка") == "выполнено" for goal in goals)


def _led(data: Data) -> set[str]:
    return {data.person("mentees", m) for p in data.pairs.values() for m in p["наставляемые"]}


def _hours(meetings: list[dict[str, Any]]) -> float:
    return rounded(Fraction(sum(int(m.get("минут", 0)) for m in meetings), 60))


def _works(outcomes: list[dict[str, Any]]) -> int:
    done = [d for outcome in outcomes for d in outcome.get("достижения для рейтинга", ())]
    return sum(one["вид"].lower() in WORKS for one in done)


def _cases(data: Data) -> int:
    return len(_of_year(data))


def indicators(data: Data) -> Numbers:
    """Count the table «Показатели по годам» for the year."""
    counted: Numbers = {
        "Наставляемых в программе": (len(_led(data)),),
        "Методических работ": (_works(data.outcomes()),),
        "Опубликовано кейсов": (_cases(data),),
    }
    for years, term in enumerate(("год", "два года", "три года"), 1):
        counted[f"Работают в школе через {term} после прихода в программу"] = _kept(data, years)
    for asked, name in (
        ("удовлетворённость", "Удовлетворены программой"),
        ("продолжил бы", "Пошли бы в программу ещё раз"),
        ("стал бы наставником", "Хотят стать наставниками"),
        ("останется в школе", "Видят себя в школе дальше"),
    ):
        counted[name] = _asked(data, asked)
    for own in data.one("indicators")["показатели"]:
        told = {one["учебный год"]: value(one["значение"]) for one in own["значения"]}
        number = (float(told[data.year]),) if data.year in told else ()
        counted[f"{own['показатель']}, {own['единица']}"] = number
    return counted


def aims(data: Data) -> Numbers:
    """Return the aim of each indicator of the school's own."""
    return {
        f"{own['показатель']}, {own['единица']}": (float(value(own["цель"])),)
        for own in data.one("indicators")["показатели"]
        if "цель" in own
    }


def _kept(data: Data, years: int) -> tuple[float, ...]:
    kept = 0
    people = list(data.mentees.values())
    came = [(day(p["дата вхождения в программу"]), p.get("дата увольнения")) for p in people]
    newcomers = [(when, gone) for when, gone in came if data.first <= when <= data.last]
    for when, gone in newcomers:
        # The demonstration has nobody who came on 29 February.
        after = when.replace(year=when.year + years)
        if after > data.today:
            return ()
        kept += gone is None or day(gone) >= after
    return (kept, len(newcomers)) if newcomers else ()


def _asked(data: Data, indicator: str) -> tuple[float, ...]:
    for survey in data.of_year("surveys"):
        for question in survey["вопросы"]:
            if question.get("показатель") != indicator:
                continue
            answers = _answers(survey, question["ключ"])
            if question["тип"] == "шкала":
                return _of(mean(map(value, answers)), _scale(question))
            return _of(sum(answer in question["за"] for answer in answers), len(answers))
    return ()


def _scale(question: dict[str, Any]) -> int:
    return int(question.get("шкала до", 10))


def _answers(survey: dict[str, Any], key: str) -> list[str]:
    sheets = [sheet["ответы"] for sheet in survey.get("ответы участников", ())]
    return [sheet[key] for sheet in sheets if sheet.get(key)]


def pairs(data: Data) -> Numbers:
    """Count meetings, hours, goals done, closeness of every pair of the year, by its file."""
    counted = {}
    for id_, pair in data.pairs.items():
        goals = [g for g in pair["программа"].get("цели", ()) if g.get("отметка") != DROPPED]
        outcome = pair.get("итог", {})
        ended = bool(outcome) and day(outcome["дата"]) <= data.until
        closeness = outcome.get("близость к цели") if ended else None
        counted[f"data/pairs/{id_}.yml"] = (
            len(data.meetings(pair)),
            _hours(data.meetings(pair)),
            *_of(_reached(goals) if goals else None, len(goals)),
            *_of(float(value(closeness)) if closeness else None, 10),
        )
    return counted


def answers(data: Data) -> Numbers:
    """Count who answered each question, the mean of its scale, and how many gave each answer."""
    found: Numbers = {}
    for survey in data.of_year("surveys"):
        for question in survey["вопросы"]:
            given = _answers(survey, question["ключ"])
            if question["тип"] == "закрытый":
                told = tuple(float(given.count(option)) for option in question["варианты"])
                found[question["вопрос"]] = (len(given), *told)
            elif question["тип"] == "шкала":
                marks = [value(one) for one in given]
                steps = sorted({math.floor(mark) for mark in marks})
                shares = ((step, sum(math.floor(m) == step for m in marks)) for step in steps)
                average = _of(mean(marks), _scale(question))
                found[question["вопрос"]] = (len(given), *average, *(n for s in shares for n in s))
    return found


def expectations(data: Data) -> Numbers:
    """Count people, means, their difference, and for how many it came out higher, same, lower."""
    found: Numbers = {}
    for survey in data.of_year("surveys"):
        for question in survey["вопросы"]:
            if "сравнить с" not in question:
                continue
            keys = (question["сравнить с"], question["ключ"])
            sheets = [sheet["ответы"] for sheet in survey["ответы участников"]]
            both = [tuple(value(s[k]) for k in keys) for s in sheets if all(map(s.get, keys))]
            waited, came_out = (mean(column) or 0.0 for column in zip(*both, strict=True))
            found[question["вопрос"]] = (
                len(both),
                waited,
                came_out,
                round(came_out - waited, 1),
                sum(b > a for a, b in both),
                sum(b == a for a, b in both),
                sum(b < a for a, b in both),
            )
    return found


def effects(data: Data) -> Numbers:
    """Count people, means, change, its interval and Hedges' g of every parameter."""
    found: Numbers = {}
    for study in data.of_year("impact"):
        for parameter in study["параметры"]:
            key = parameter["ключ"]
            both = [
                (value(one["до"][key]), value(one["после"][key]))
                for one in study["замеры"]
                if key in one["до"] and key in one.get("после", {})
            ]
            name = f"{parameter['параметр']}, {parameter['единица']}"
            less = parameter.get("лучше") == "меньше"
            before, after = mean(a for a, _ in both), mean(b for _, b in both)
            # The change is told by the means as they are shown: a reader subtracts them.
            change = None if before is None or after is None else round(after - before, 1)
            told = (one for one in (before, after, change) if one is not None)
            found[name] = (
                len(both),
                *told,
                *(_size(both, less=less) if len(both) > FEW else ()),
            )
    return found


FEW = 5


def _size(both: list[tuple[Fraction, Fraction]], *, less: bool) -> Iterator[float]:
    """Yield the ends of the 95 per cent interval of the change, then Hedges' g."""
    count = len(both)
    changes = [float(b - a) for a, b in both]
    half = _student(count - 1) * stdev(changes) / math.sqrt(count)
    yield rounded(Fraction(fmean(changes) - half))
    yield rounded(Fraction(fmean(changes) + half))
    first, last = (stdev(map(float, column)) for column in zip(*both, strict=True))
    spread = math.sqrt((first**2 + last**2) / 2)
    g = fmean(changes) / spread * (1 - 3 / (4 * (count - 1) - 1))
    yield rounded(Fraction(-g if less else g), 2)


def _student(freedom: int) -> float:
    """Return the two-sided 95 per cent point of Student's distribution, by its definition."""
    top = math.gamma((freedom + 1) / 2)
    scale = top / (math.sqrt(freedom * math.pi) * math.gamma(freedom / 2))

    def inside(end: float, steps: int = 2000) -> float:
        step = end / steps
        middles = ((number + 0.5) * step for number in range(steps))
        power = -(freedom + 1) / 2
        return 2 * step * sum(scale * (1 + x * x / freedom) ** power for x in middles)

    low, high = 0.0, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if inside(middle) < 0.95 else (low, middle)
    return low


def people(data: Data) -> Numbers:
    """Count who rose, fell, stayed and was measured only before."""
    found: Numbers = {}
    for study in data.of_year("impact"):
        for parameter in study["параметры"]:
            key = parameter["ключ"]
            before = [one for one in study["замеры"] if key in one["до"]]
            twice = [one for one in before if key in one.get("после", {})]
            changes = [value(one["после"][key]) - value(one["до"][key]) for one in twice]
            found[f"{parameter['параметр']}, {parameter['единица']}"] = (
                sum(change > 0 for change in changes),
                sum(change < 0 for change in changes),
                sum(change == 0 for change in changes),
                len(before) - len(twice),
            )
    return found


def swot(data: Data) -> dict[str, int]:
    """Count the answers that feed each cell of the SWOT sheet."""
    counts: dict[str, int] = {}
    for survey in data.of_year("surveys"):
        for question in survey["вопросы"]:
            if factor := question.get("фактор"):
                found = len(_answers(survey, question["ключ"]))
                counts[factor.capitalize()] = counts.get(factor.capitalize(), 0) + found
    return counts


def cases(data: Data) -> dict[str, tuple[float, ...]]:
    """Return before, after and change of each measure of the year's cases, by the case's title."""
    return {
        case["название"]: tuple(
            float(number)
            for one in case.get("показатели", ())
            for number in (
                value(one["было"]),
                value(one["стало"]),
                value(one["стало"]) - value(one["было"]),
            )
        )
        for case in _of_year(data)
    }


def _of_year(data: Data) -> list[dict[str, Any]]:
    begun = {id_: day(p["программа"]["начало"]) for id_, p in data.all_pairs.items()}
    return [
        case
        for case in data.many("cases").values()
        if case.get("статус") == "опубликован"
        and day(case["опубликован"]) <= data.today
        and data.first <= begun[case["пара"]] <= data.last
    ]


def awards(data: Data) -> int:
    """Count the awards of the year."""
    return sum(a["учебный год"] == data.year for a in data.one("awards").get("награды", ()))


def successors(data: Data) -> int:
    """Count who had become a mentor by the end of the year."""
    grown = (m for m in data.mentors.values() if "был наставляемым" in m)
    return sum(day(m["дата вхождения в программу"]) <= data.until for m in grown)


def main() -> None:
    """Print the figures."""
    folder, year, today = sys.argv[1:4]
    data = Data(Path(folder), year, day(today))
    for count in (figures, indicators, answers, expectations, effects, people):
        for name, row in count(data).items():
            print(name, *row, sep=" | ")


if __name__ == "__main__":
    main()
