"""Pairs, cases, awards of a school year, and mentees who became mentors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.award import Award
from generator.model.case import Case, Measure
from generator.model.pair import Pair
from generator.model.registry import Registry
from generator.rules.cases import change_of, improved
from generator.rules.pairs import goals_done, state_of
from generator.rules.report.cells import Row, figure, pair_name, short_name, table, text
from generator.rules.report.figures import hours_of, meetings_of
from generator.rules.report.parts import ReportCell, ReportTable
from generator.rules.years import cases_of_year, last_day_of, pairs_of_year


def pair_table(registry: Registry, year: str, today: date) -> ReportTable:
    """Return the pairs that worked in the year, by the mentor's name."""
    pairs = pairs_of_year(registry, year, today)
    return table(
        "pairs",
        "Пары и их итоги",
        (
            ("Пара", 22),
            ("Встреч", 8),
            ("Часов", 9),
            ("Целей выполнено", 15),
            ("Чем кончилось", 14),
            ("Близость к цели", 13),
            ("Результаты", 34),
        ),
        (
            _pair_row(registry, pair, year, min(today, last_day_of(year)))
            for pair in sorted(pairs, key=lambda p: (registry.mentor_of(p).full_name, p.id))
        ),
    )


def _pair_row(registry: Registry, pair: Pair, year: str, until: date) -> Row:
    meetings = meetings_of(pair, year, until)
    done, total = goals_done(pair)
    outcome = pair.outcome if pair.outcome and pair.outcome.date <= until else None
    journal = [pair.at("встречи")] if meetings else []
    closeness = [pair.at("итог", "близость к цели")] if outcome else []
    return (
        text(pair_name(registry, pair), pair.at()),
        figure(len(meetings), journal),
        figure(hours_of(meetings), journal),
        figure(done if total else None, [pair.at("программа", "цели")], after=f"из {total}"),
        text(outcome.reason.value if outcome else state_of(pair, until).value),
        figure(outcome.closeness if outcome else None, closeness, after="из 10"),
        ReportCell(
            outcome.results if outcome else None,
            is_prose=True,
            origins=(pair.at("итог", "результаты"),) if outcome else (),
        ),
    )


def case_table(registry: Registry, year: str, today: date) -> ReportTable:
    """Return the cases of the year: best practice first, then the better proven ones."""
    cases = sorted(cases_of_year(registry, year, today), key=_rank)
    return table(
        "cases",
        "Кейсы года",
        (
            ("Кейс", 18),
            ("Пара", 18),
            ("Опубликован", 17),
            ("Что изменилось", 40),
            ("Доказательность", 23),
            ("Лучшая практика", 13),
        ),
        (_case_row(registry, case) for case in cases),
    )


def _rank(case: Case) -> tuple[bool, int, str]:
    strength = list(type(case.evidence)).index(case.evidence)
    return (not case.best_practice, -strength, case.title)


def _case_row(registry: Registry, case: Case) -> Row:
    places = [case.at("показатели", index) for index in range(len(case.measures))]
    return (
        text(case.title, case.at()),
        text(pair_name(registry, registry.pairs[case.pair])),
        ReportCell(case.published, origins=(case.at("опубликован"),)),
        text("\n".join(f"–\u00a0{_measured(one)}" for one in case.measures), *places),
        text(case.evidence.value),
        text("да" if case.best_practice else None),
    )


def _measured(measure: Measure) -> str:
    unit = f" {measure.unit}" if measure.unit else ""
    better = {True: ", лучше", False: ", хуже", None: ""}[improved(measure)]
    before, after, by = (
        _decimal(value) for value in (measure.before, measure.after, change_of(measure))
    )
    sign = "+" if change_of(measure) > 0 else ""
    return f"{measure.name}: {before} → {after}{unit} ({sign}{by}{better})"


def _decimal(value: object) -> str:
    return str(value).replace("-", "\u2212").replace(".", ",")


def award_table(registry: Registry, year: str) -> ReportTable:
    """Return the awards of the year."""
    awards = registry.awards
    rows = (
        (
            text(award.nomination, awards.at("награды", index)),
            text(_winner(registry, award)),
            text(award.reason),
        )
        for index, award in enumerate(awards.awards if awards else ())
        if awards and award.year == year
    )
    return table(
        "awards", "Награды", (("Номинация", 16), ("Кто награждён", 20), ("За что", 32)), rows
    )


def _winner(registry: Registry, award: Award) -> str | None:
    if award.pair:
        return pair_name(registry, registry.pairs[award.pair])
    return short_name(registry.mentors[award.mentor].full_name) if award.mentor else award.partner


def successor_table(registry: Registry, year: str, today: date) -> ReportTable:
    """Return the line of succession up to the end of the year: who grew, led by whom (Т 36)."""
    return table(
        "successors",
        "Смена – стали наставниками",
        (
            ("Кто", 17),
            ("Наставляемый с", 19),
            ("Чьим", 17),
            ("Наставник с", 15),
            ("Кого ведёт", 24),
        ),
        _successors(registry, min(today, last_day_of(year))),
    )


def _successors(registry: Registry, until: date) -> Iterator[Row]:
    grown = ((m.joined, mentee, m) for mentee, m in registry.grew_from.items() if m.joined <= until)
    for joined, mentee, mentor in sorted(grown, key=lambda one: (one[0], one[1])):
        was = registry.mentees[mentee]
        led = registry.pairs_of.get(was.key, ())
        leads = [p for p in registry.pairs_of.get(mentor.key, ()) if p.plan.start <= until]
        yield (
            text(short_name(mentor.full_name), mentor.at("был наставляемым")),
            ReportCell(was.joined, origins=(was.at("дата вхождения в программу"),)),
            text(
                "\n".join(short_name(registry.mentor_of(pair).full_name) for pair in led),
                *(pair.at() for pair in led),
            ),
            ReportCell(joined, origins=(mentor.at("дата вхождения в программу"),)),
            text(
                "\n".join(
                    short_name(one.full_name) for p in leads for one in registry.mentees_of(p)
                ),
                *(pair.at() for pair in leads),
            ),
        )
