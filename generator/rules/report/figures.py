"""The programme in figures: a school year against the years before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from generator.diagnostics import Span
from generator.model.pair import EndReason, Meeting, Outcome, Pair
from generator.model.registry import Registry
from generator.model.types import school_year_of
from generator.rules.monitoring.indicators import YearIndicators, works_of_year
from generator.rules.monitoring.surveys import rounded
from generator.rules.pairs import goals_done, past_meetings
from generator.rules.report.cells import change, figure, table, text
from generator.rules.report.parts import ReportCell, ReportChart, ReportSeries, ReportTable
from generator.rules.years import cases_of_year, last_day_of, pairs_of_year

MOST_YEARS = 4
"""The most years that stand side by side: the year of the report and those before it."""


@dataclass(frozen=True, slots=True)
class _Year:
    """What the figures of a year are counted from.

    Attributes:
        until: The year's last day, or today while it goes on.
        meetings: Meetings held in the year, each with its pair.
        ended: Outcomes of the year, each with its pair.
    """

    registry: Registry
    year: str
    today: date
    until: date
    pairs: tuple[Pair, ...]
    meetings: tuple[tuple[Pair, Meeting], ...]
    ended: tuple[tuple[Pair, Outcome], ...]


def _counted(registry: Registry, year: str, today: date) -> _Year:
    until = min(today, last_day_of(year))
    pairs = pairs_of_year(registry, year, today)
    return _Year(
        registry,
        year,
        today,
        until,
        pairs,
        tuple((pair, meeting) for pair in pairs for meeting in meetings_of(pair, year, today)),
        tuple(
            (pair, pair.outcome)
            for pair in registry.pairs.values()
            if pair.outcome
            and pair.outcome.date <= until
            and school_year_of(pair.outcome.date) == year
        ),
    )


def meetings_of(pair: Pair, year: str, today: date) -> tuple[Meeting, ...]:
    """Return the meetings a pair held in a school year, up to a day."""
    return tuple(m for m in past_meetings(pair, today) if school_year_of(m.date) == year)


def hours_of(meetings: tuple[Meeting, ...]) -> Decimal:
    """Return hours of meetings to a tenth; correspondence is not measured."""
    return rounded(Fraction(sum(meeting.minutes or 0 for meeting in meetings), 60))


def figures(registry: Registry, years: tuple[str, ...], today: date) -> ReportTable:
    """Return the figures of the last of the years, beside those of the years before it."""
    shown = years[-MOST_YEARS:]
    counted = [_counted(registry, year, today) for year in shown]
    return table(
        "figures",
        "Программа в цифрах",
        (
            ("Показатель", 26),
            *shown,
            *((("К прошлому году", 11),) if len(shown) > 1 else ()),
        ),
        (_row(name, [of(year) for year in counted]) for name, of in _FIGURES.items()),
    )


def _row(name: str, cells: list[ReportCell]) -> tuple[ReportCell, ...]:
    values = [cell.value for cell in cells[-2:]]
    grown = None
    if len(values) > 1:
        before, now = values
        if isinstance(before, (int, Decimal)) and isinstance(now, (int, Decimal)):
            grown = now - before
    return (text(name), *cells, *((change(grown),) if len(cells) > 1 else ()))


def _mentors(of: _Year) -> ReportCell:
    mentors = {pair.mentor for pair in of.pairs}
    return figure(len(mentors), (pair.at("наставник") for pair in of.pairs))


def _mentees(of: _Year) -> ReportCell:
    mentees = {mentee for pair in of.pairs for mentee in pair.mentees}
    return figure(len(mentees), (pair.at("наставляемые") for pair in of.pairs))


def _pairs(of: _Year) -> ReportCell:
    return figure(len(of.pairs), (pair.at() for pair in of.pairs))


def _began(of: _Year) -> ReportCell:
    began = [pair for pair in of.pairs if school_year_of(pair.plan.start) == of.year]
    return figure(len(began), (pair.at("программа", "начало") for pair in began))


def _met(of: _Year) -> ReportCell:
    return figure(len(of.meetings), _journals(of))


def _hours(of: _Year) -> ReportCell:
    return figure(hours_of(tuple(meeting for _, meeting in of.meetings)), _journals(of))


def _journals(of: _Year) -> Iterator[Span]:
    """Yield the journals of pairs that met in the year: one place stands for its meetings."""
    return (pair.at("встречи") for pair in {pair.id: pair for pair, _ in of.meetings}.values())


def _ended(*, whole: bool) -> Callable[[_Year], ReportCell]:
    def cell(of: _Year) -> ReportCell:
        found = [p for p, outcome in of.ended if (outcome.reason is EndReason.COMPLETED) is whole]
        return figure(len(found), (pair.at("итог", "основание") for pair in found))

    return cell


def _closeness(of: _Year) -> ReportCell:
    told = [(pair, o.closeness) for pair, o in of.ended if o.closeness is not None]
    mean = rounded(Fraction(sum(value for _, value in told), len(told))) if told else None
    return figure(mean, (pair.at("итог", "близость к цели") for pair, _ in told), after="из 10")


def _goals(of: _Year) -> ReportCell:
    counts = [goals_done(pair) for pair in of.pairs]
    done, total = sum(done for done, _ in counts), sum(total for _, total in counts)
    origins = (pair.at("программа", "цели") for pair in of.pairs if pair.plan.goals)
    return figure(done if total else None, origins, after=f"из {total}")


def _works(of: _Year) -> ReportCell:
    found = tuple(works_of_year(of.registry, of.year, of.until))
    return figure(len(found), found)


def _cases(of: _Year) -> ReportCell:
    cases = cases_of_year(of.registry, of.year, of.today)
    return figure(len(cases), (case.at() for case in cases))


def _awards(of: _Year) -> ReportCell:
    awards = of.registry.awards
    found = [
        awards.at("награды", index)
        for index, award in enumerate(awards.awards if awards else ())
        if awards and award.year == of.year
    ]
    return figure(len(found), found)


def _grew(of: _Year) -> ReportCell:
    grew = [
        mentor.at("был наставляемым")
        for mentor in of.registry.grew_from.values()
        if school_year_of(mentor.joined) == of.year and mentor.joined <= of.until
    ]
    return figure(len(grew), grew)


_FIGURES = {
    "Наставников": _mentors,
    "Наставляемых": _mentees,
    "Пар и групп": _pairs,
    "Из них начали работу": _began,
    "Встреч": _met,
    "Часов встреч": _hours,
    "Завершено полностью": _ended(whole=True),
    "Завершено досрочно": _ended(whole=False),
    "Близость к цели, в среднем": _closeness,
    "Целей выполнено": _goals,
    "Методических работ": _works,
    "Кейсов": _cases,
    "Наград": _awards,
    "Стали наставниками": _grew,
}


def growth(years: tuple[YearIndicators, ...]) -> ReportChart:
    """Return the chart of how many the programme covers, by year."""
    shown = years[-MOST_YEARS:]
    return ReportChart(
        "Охват по учебным годам",
        tuple(one.year for one in shown),
        (
            ReportSeries("Наставляемых", tuple(one.covered for one in shown)),
            ReportSeries("Пар и групп", tuple(one.pairs for one in shown)),
        ),
    )
