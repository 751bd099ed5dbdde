"""Indicators of the programme by year: those the records give and those the school counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from generator.diagnostics import Span
from generator.model.monitoring import Measured, OwnIndicator, OwnIndicators
from generator.model.registry import Registry
from generator.rules.monitoring.indicators import (
    Answered,
    Share,
    YearIndicators,
    newcomers,
    works_of_year,
)
from generator.rules.report.cells import figure, share, table, text
from generator.rules.report.figures import MOST_YEARS
from generator.rules.report.parts import ReportCell, ReportTable
from generator.rules.years import cases_of_year, last_day_of, pairs_of_year

_YEARS_KEPT = ("год", "два года", "три года")
_SURVEY = "анкета участников"


def indicator_table(
    registry: Registry, years: tuple[YearIndicators, ...], today: date
) -> ReportTable:
    """Return the indicators of years side by side: the computed ones, then the school's own.

    Args:
        registry: The school's records.
        years: Indicators of the years, the year of the report last.
        today: Later records do not count.
    """
    shown = years[-MOST_YEARS:]
    return table(
        "indicators",
        "Показатели по годам",
        (("Показатель", 24), *(one.year for one in shown), ("Цель", 9), ("Источник", 15)),
        (*_computed(registry, shown, today), *_asked(shown), *_own(registry, shown)),
    )


def _computed(
    registry: Registry, years: tuple[YearIndicators, ...], today: date
) -> Iterator[tuple[ReportCell, ...]]:
    def pairs(one: YearIndicators) -> Iterator[Span]:
        return (p.at("наставляемые") for p in pairs_of_year(registry, one.year, today))

    def works(one: YearIndicators) -> Iterator[Span]:
        return works_of_year(registry, one.year, min(today, last_day_of(one.year)))

    def cases(one: YearIndicators) -> Iterator[Span]:
        return (case.at("опубликован") for case in cases_of_year(registry, one.year, today))

    yield _row("Наставляемых в программе", years, lambda y: figure(y.covered, pairs(y)), "пары")
    for index, term in enumerate(_YEARS_KEPT):
        yield _row(
            f"Работают в школе через {term} после прихода в программу",
            years,
            lambda y, index=index: share(y.kept[index], _who_came(registry, y)),  # type: ignore[misc]
            "банк наставляемых",
        )
    yield _row("Методических работ", years, lambda y: figure(y.works, works(y)), "итоги пар")
    yield _row("Опубликовано кейсов", years, lambda y: figure(y.cases, cases(y)), "кейсы")


def _who_came(registry: Registry, one: YearIndicators) -> Iterator[Span]:
    return (
        mentee.at("дата увольнения" if mentee.dismissed else "дата вхождения в программу")
        for mentee in newcomers(registry, one.year)
    )


def _row(
    name: str,
    years: tuple[YearIndicators, ...],
    cell: Callable[[YearIndicators], ReportCell],
    source: str,
) -> tuple[ReportCell, ...]:
    return (text(name), *(cell(year) for year in years), text(None), text(source))


_ASKED = {
    Measured.SATISFACTION: "Удовлетворены программой",
    Measured.GOES_ON: "Пошли бы в программу ещё раз",
    Measured.BECOMES_MENTOR: "Хотят стать наставниками",
    Measured.STAYS: "Видят себя в школе дальше",
}


def _asked(years: tuple[YearIndicators, ...]) -> Iterator[tuple[ReportCell, ...]]:
    for measured, name in _ASKED.items():
        found = {y.year: [a for a in y.answered if a.indicator is measured] for y in years}
        yield _row(name, years, lambda y, found=found: _told(found[y.year]), _SURVEY)  # type: ignore[misc]


def _told(answers: list[Answered]) -> ReportCell:
    """Return what surveys of a year say; shares are summed, means of several stay apart."""
    origins = [answer.origin for answer in answers]
    shares = [answer.share for answer in answers if answer.share is not None]
    if shares and len(shares) == len(answers):
        part, whole = sum(s.part for s in shares), sum(s.whole for s in shares)
        return share(Share(part, whole), origins)
    means = [(a.mean, a.most) for a in answers if a.mean is not None]
    if len(answers) == len(means) == 1:
        mean, most = means[0]
        return figure(mean, origins, after=f"из {most}")
    if not answers:
        return figure(None, empty="не спрашивали")
    told = [f"{str(mean).replace('.', ',')} из {most}" for mean, most in means]
    told += [f"{s.part} из {s.whole}" for s in shares]
    return text("\n".join(told), *origins)


def _own(registry: Registry, years: tuple[YearIndicators, ...]) -> Iterator[tuple[ReportCell, ...]]:
    own = registry.own_indicators
    for index, indicator in enumerate(own.indicators if own else ()):
        if own is not None:
            yield (
                text(f"{indicator.name}, {indicator.unit}", own.at("показатели", index)),
                *(_value(own, index, indicator, one.year) for one in years),
                _aim(own, index, indicator, years[-1].year if years else ""),
                text(indicator.source),
            )


def _value(own: OwnIndicators, index: int, indicator: OwnIndicator, year: str) -> ReportCell:
    for place, one in enumerate(indicator.values):
        if one.year == year:
            origin = own.at("показатели", index, "значения", place)
            return figure(one.value, [origin])
    return figure(None, empty="не записано")


def _aim(own: OwnIndicators, index: int, indicator: OwnIndicator, year: str) -> ReportCell:
    """Return the aim, and whether the year's value has come up to it."""
    if indicator.aim is None:
        return figure(None)
    value = next((one.value for one in indicator.values if one.year == year), None)
    after = ""
    if value is not None:
        more = indicator.more_is_better == "больше"
        after = "достигнута" if is_reached(value, indicator.aim, more=more) else "не достигнута"
    return figure(indicator.aim, [own.at("показатели", index, "цель")], after=after)


def is_reached(value: Decimal, aim: Decimal, *, more: bool) -> bool:
    """Tell whether an indicator has come up to its aim: the aim itself is enough."""
    return value >= aim if more else value <= aim
