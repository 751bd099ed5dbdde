"""Stage 2: each parameter before and after, person by person and in sum (В, Т)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt

from generator.diagnostics import Span
from generator.model.monitoring import ImpactStudy, Measurement, Parameter
from generator.rules.monitoring.surveys import rounded

TOO_FEW = 5
"""Of so many people and fewer nothing is concluded."""
_T_95 = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
"""Two-sided 95 per cent points of Student's distribution for 1 to 30 degrees of freedom."""
_SMALL, _MIDDLE, _LARGE = 0.2, 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Change:
    """One person's parameter before and after.

    Attributes:
        person: Key of the person's record.
        better: Whether it went the wished way; ``None`` when it stayed.
    """

    person: str
    before: Decimal
    after: Decimal
    better: bool | None
    origin: Span

    @property
    def difference(self) -> Decimal:
        """After minus before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Size:
    """How large a change is against how people differ (Hedges' g of paired measures).

    Attributes:
        change_low: Lower end of the 95 per cent interval of the mean change.
        value: Above zero when things went the wished way.
    """

    change_low: Decimal
    change_high: Decimal
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Effect:
    """A parameter in sum.

    Attributes:
        changes: People measured twice; who was measured once is no part of any figure here.
        once: Who was measured only before.
        rose: In whom it rose, better or not.
        size: ``None`` when there are too few people, or nobody differs from anybody.
        words: The conclusion in plain words, or why there is none.
    """

    parameter: Parameter
    changes: tuple[Change, ...]
    once: tuple[Span, ...]
    before: Decimal | None
    after: Decimal | None
    change: Decimal | None
    rose: tuple[Span, ...]
    fell: tuple[Span, ...]
    stayed: tuple[Span, ...]
    size: Size | None
    words: str
    origin: Span


def effects(study: ImpactStudy) -> tuple[Effect, ...]:
    """Judge every parameter of a study."""
    return tuple(_effect(study, i, parameter) for i, parameter in enumerate(study.parameters))


def person_of(measurement: Measurement) -> str:
    """Return the key of whose measures these are; empty when they are nobody's."""
    if measurement.mentee:
        return f"mentees/{measurement.mentee}"
    return f"mentors/{measurement.mentor}" if measurement.mentor else ""


def _effect(study: ImpactStudy, index: int, parameter: Parameter) -> Effect:
    key = parameter.key
    more = parameter.more_is_better == "больше"
    changes: list[Change] = []
    once: list[Span] = []
    for number, measured in enumerate(study.measurements):
        before, after = measured.before.get(key), measured.after.get(key)
        origin = study.at("замеры", number)
        if before is None or after is None:
            once += [origin] if before is not None else []
            continue
        better = None if before == after else (after > before) is more
        changes.append(Change(person_of(measured), before, after, better, origin))
    size = _size(changes, more=more)
    before, after = _mean([c.before for c in changes]), _mean([c.after for c in changes])
    return Effect(
        parameter=parameter,
        changes=tuple(changes),
        once=tuple(once),
        before=before,
        after=after,
        # Of the means as they are shown: readers subtract.
        change=after - before if before is not None and after is not None else None,
        rose=tuple(c.origin for c in changes if c.difference > 0),
        fell=tuple(c.origin for c in changes if c.difference < 0),
        stayed=tuple(c.origin for c in changes if c.difference == 0),
        size=size,
        words=_conclusion(changes, size, more=more),
        origin=study.at("параметры", index),
    )


def _mean(values: list[Decimal]) -> Decimal | None:
    if not values:
        return None
    return rounded(sum(map(Fraction, values), Fraction()) / len(values))


def _size(changes: list[Change], *, more: bool) -> Size | None:
    """Return the change with its interval and Hedges' g with its own.

    The mean change is divided by the mean spread of people before and after (Cumming, 2012) and
    mended for few people; the interval of g is by Borenstein et al. (2009), formula 4.28.
    """
    count = len(changes)
    if count <= TOO_FEW:
        return None
    before, after = [float(c.before) for c in changes], [float(c.after) for c in changes]
    differences = [a - b for a, b in zip(after, before, strict=True)]
    mean = sum(differences) / count
    spread, first, last = _deviation(differences), _deviation(before), _deviation(after)
    pooled = sqrt((first**2 + last**2) / 2)
    if pooled == 0:
        return None
    margin = _t(count - 1) * spread / sqrt(count)
    together = first * last
    close = (first**2 + last**2 - spread**2) / (2 * together) if together else 0.0
    few = 1 - 3 / (4 * (count - 1) - 1)
    raw = mean / pooled
    error = sqrt((1 / count + raw**2 / (2 * count)) * 2 * max(1 - close, 0.0))
    value, half = raw * few * (1 if more else -1), 1.96 * error * few
    tenth, hundredth = "0.1", "0.01"
    return Size(
        _short(mean - margin, tenth),
        _short(mean + margin, tenth),
        _short(value, hundredth),
        _short(value - half, hundredth),
        _short(value + half, hundredth),
    )


def _deviation(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))


def _t(freedom: int) -> float:
    return _T_95[freedom - 1] if freedom <= len(_T_95) else 1.96


def _short(value: float, places: str) -> Decimal:
    return rounded(Fraction(value), places)


def _conclusion(changes: list[Change], size: Size | None, *, more: bool) -> str:
    count = len(changes)
    if not count:
        return "второго замера ещё нет"
    if count <= TOO_FEW:
        return f"измерено дважды {count}: по пяти и меньше людям вывода не делаем"
    if size is None:
        return "люди не отличаются друг от друга: о величине изменения судить нельзя"
    if size.change_low <= 0 <= size.change_high:
        return "изменение не отличить от случайного: нужно больше людей"
    grew = size.change_low > 0
    how = how_large(abs(float(size.value)))
    side = "стало лучше" if grew is more else "стало хуже"
    return f"{side}, изменение {how}"


def how_large(value: float) -> str:
    """Call an effect by its size (Cohen, 1988): 0.2 is small, 0.5 middling, 0.8 large."""
    if value < _SMALL:
        return "едва заметное"
    if value < _MIDDLE:
        return "небольшое"
    return "среднее" if value < _LARGE else "большое"
