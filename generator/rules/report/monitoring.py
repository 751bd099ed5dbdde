"""Both stages of monitoring as the report tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.model.monitoring import ImpactStudy, QuestionType, Survey
from generator.model.registry import Registry
from generator.rules.monitoring.impact import Effect, effects
from generator.rules.monitoring.surveys import Expectation, Summary, expectations, summaries, swot
from generator.rules.report.cells import Row, change, figure, table, text
from generator.rules.report.parts import (
    ReportCell,
    ReportChart,
    ReportSeries,
    ReportTable,
    StudyPart,
    SurveyPart,
)


def survey_parts(registry: Registry, year: str) -> Iterator[SurveyPart]:
    """Yield the surveys of a year that somebody has answered."""
    for survey in registry.surveys.values():
        if survey.year == year and survey.responses:
            yield _survey(survey)


def _survey(survey: Survey) -> SurveyPart:
    compared = expectations(survey)
    return SurveyPart(
        key=f"monitoring/{survey.id}",
        title=survey.title,
        sheets=tuple(survey.at("ответы участников", n) for n in range(len(survey.responses))),
        origin=survey.at(),
        answers=table(
            f"answers-{survey.id}",
            "Ответы на анкету",
            (("Вопрос", 28), ("Ответили", 9), ("В среднем", 9), ("Как ответили", 24)),
            (_answer_row(one) for one in summaries(survey) if one.shares),
        ),
        expectations=_expectations(survey.id, compared) if compared else None,
        chart=_expectations_chart(compared) if compared else None,
        swot=table(
            f"swot-{survey.id}",
            "SWOT по ответам",
            (("Фактор", 10), ("Что сказали участники", 40), ("Сколько", 7)),
            _swot_rows(survey),
        ),
    )


def _answer_row(summary: Summary) -> Row:
    most = summary.question.scale
    is_scale = summary.question.type is QuestionType.SCALE
    shares = [share for share in summary.shares if share.origins or not is_scale]
    return (
        text(summary.question.text, summary.origin),
        figure(len(summary.sheets), summary.sheets),
        figure(summary.mean, summary.sheets, after=f"из {most}" if is_scale else ""),
        text("; ".join(f"{share.text} — {len(share.origins)}" for share in shares)),
    )


def _expectations(survey: str, compared: Iterable[Expectation]) -> ReportTable:
    return table(
        f"expectations-{survey}",
        "Ожидания и результаты",
        (("Вопрос", 28), ("Ответили", 13), "Ждали", "Вышло", "Разница", "Выше", "Так же", "Ниже"),
        (
            (
                text(one.question.text, one.origin),
                figure(len(one.sheets), one.sheets),
                figure(one.expected, one.sheets),
                figure(one.came_out, one.sheets),
                change(one.came_out - one.expected),
                figure(len(one.higher), one.higher),
                figure(len(one.same), one.same),
                figure(len(one.lower), one.lower),
            )
            for one in compared
        ),
    )


def _expectations_chart(compared: tuple[Expectation, ...]) -> ReportChart:
    return ReportChart(
        "Ожидания и результаты",
        tuple(one.question.key for one in compared),
        (
            ReportSeries("Ждали", tuple(one.expected for one in compared)),
            ReportSeries("Вышло", tuple(one.came_out for one in compared)),
        ),
    )


def _swot_rows(survey: Survey) -> Iterator[Row]:
    for factor, cell in swot(survey):
        name = factor.value[:1].upper() + factor.value[1:]
        for words in cell:
            yield (
                text(name),
                text(words.text, *words.origins),
                figure(len(words.origins), words.origins),
            )
        if not cell:
            yield text(name), ReportCell(None, empty="ответов нет"), figure(None)


def study_parts(registry: Registry, year: str) -> Iterator[StudyPart]:
    """Yield the studies of influence of a year in which somebody was measured twice."""
    for study in registry.impact.values():
        if study.year == year:
            found = effects(study)
            if any(effect.changes for effect in found):
                yield _study(study, found)


def _study(study: ImpactStudy, found: tuple[Effect, ...]) -> StudyPart:
    return StudyPart(
        key=f"monitoring/{study.id}",
        title=study.title,
        origin=study.at(),
        effects=table(
            f"effects-{study.id}",
            "До и после",
            (
                ("Параметр", 24),
                ("Человек", 10),
                ("До", 7),
                ("После", 8),
                ("Изменение", 13),
                ("Вероятно, от", 12),
                ("до", 7),
                ("Эффект g", 10),
                ("Вывод", 34),
            ),
            map(_effect_row, found),
        ),
        people=table(
            f"people-{study.id}",
            "По людям",
            (("Параметр", 26), "Лучше — когда", "Выросло", "Снизилось", "Осталось", "Один замер"),
            map(_people_row, found),
        ),
        charts=tuple(_charts(found)),
    )


def _name(effect: Effect) -> str:
    return f"{effect.parameter.name}, {effect.parameter.unit}"


def _effect_row(effect: Effect) -> Row:
    size = effect.size
    measured = [one.origin for one in effect.changes]
    return (
        text(_name(effect), effect.origin),
        figure(len(effect.changes), measured),
        figure(effect.before, measured),
        figure(effect.after, measured),
        change(effect.change),
        change(size.change_low if size else None),
        change(size.change_high if size else None),
        figure(size.value if size else None, measured if size else ()),
        text(effect.words),
    )


def _people_row(effect: Effect) -> Row:
    counts = (effect.rose, effect.fell, effect.stayed, effect.once)
    better = text(effect.parameter.more_is_better)
    named = text(_name(effect), effect.origin)
    return (named, better, *(figure(len(found), found) for found in counts))


def _charts(found: tuple[Effect, ...]) -> Iterator[ReportChart]:
    """Yield a chart for each unit and scale: columns of different ones cannot be compared."""
    groups: dict[tuple[str, int | None], list[tuple[str, Decimal, Decimal]]] = {}
    for effect in found:
        if effect.before is not None and effect.after is not None:
            unit = (effect.parameter.unit, effect.parameter.scale)
            row = (effect.parameter.key, effect.before, effect.after)
            groups.setdefault(unit, []).append(row)
    for (measured, most), rows in groups.items():
        scale = f", шкала до {most}" if most and measured != "%" else ""
        yield ReportChart(
            f"До и после, в среднем: {measured}{scale}",
            tuple(name for name, _, _ in rows),
            (
                ReportSeries("До", tuple(before for _, before, _ in rows)),
                ReportSeries("После", tuple(after for _, _, after in rows)),
            ),
        )
