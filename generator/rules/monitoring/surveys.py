"""Stage 1: answers in sums, the SWOT sheet, expectations against results (В, Т)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

from generator.diagnostics import Span
from generator.model.monitoring import (
    QuestionType,
    Survey,
    SurveyQuestion,
    SurveyResponse,
    SwotFactor,
)


@dataclass(frozen=True, slots=True)
class Words:
    """An answer in one's own words, or an option, with the sheets it stands in."""

    text: str
    origins: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a question got.

    Attributes:
        sheets: The sheets that answer it.
        shares: Options or numbers of the scale in their order, each with its sheets.
        mean: Mean of a scale to a tenth; ``None`` for other questions.
        words: Answers to an open question.
    """

    question: SurveyQuestion
    sheets: tuple[Span, ...]
    shares: tuple[Words, ...]
    mean: Decimal | None
    words: tuple[Words, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class Expectation:
    """A result against what was expected of it, by those who answered both.

    Attributes:
        sheets: Those who answered both.
        higher: For whom it came out higher than expected.
    """

    question: SurveyQuestion
    expected_question: SurveyQuestion
    sheets: tuple[Span, ...]
    expected: Decimal
    came_out: Decimal
    higher: tuple[Span, ...]
    same: tuple[Span, ...]
    lower: tuple[Span, ...]
    origin: Span


def number_of(text: str) -> Decimal | None:
    """Return an answer to a scale as a number, or ``None`` when it is none."""
    try:
        return Decimal(text.replace(",", ".").strip())
    except InvalidOperation:
        return None


def mean_of(values: list[Decimal]) -> Decimal | None:
    """Return the mean to a tenth, halves away from zero; ``None`` of nothing."""
    if not values:
        return None
    exact = sum(map(Fraction, values), Fraction()) / len(values)
    return rounded(exact)


def rounded(value: Fraction, places: str = "0.1") -> Decimal:
    """Return a fraction as a decimal, halves away from zero."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(places), ROUND_HALF_UP)


def summaries(survey: Survey) -> tuple[Summary, ...]:
    """Sum the answers up, question by question."""
    return tuple(_summary(survey, index, q) for index, q in enumerate(survey.questions))


def _summary(survey: Survey, index: int, question: SurveyQuestion) -> Summary:
    answers = [
        (response.answers[question.key], survey.at("ответы участников", number))
        for number, response in enumerate(survey.responses)
        if response.answers.get(question.key)
    ]
    sheets = tuple(place for _, place in answers)
    origin = survey.at("вопросы", index)
    if question.type is QuestionType.OPEN:
        return Summary(question, sheets, (), None, _words(answers), origin)
    if question.type is QuestionType.CLOSED:
        return Summary(question, sheets, _shares(question.options, answers), None, (), origin)
    told = [(number, place) for text, place in answers if (number := number_of(text)) is not None]
    whole = [(str(int(number)), place) for number, place in told]
    steps = range(min((int(number) for number, _ in told), default=0), question.scale + 1)
    mean = mean_of([number for number, _ in told])
    return Summary(question, sheets, _shares(map(str, steps), whole), mean, (), origin)


def _shares(options: Iterable[str], answers: list[tuple[str, Span]]) -> tuple[Words, ...]:
    chosen = {words.text: words for words in _words(answers)}
    return tuple(chosen.get(option, Words(option, ())) for option in options)


def _words(answers: list[tuple[str, Span]]) -> tuple[Words, ...]:
    gathered: dict[str, list[Span]] = {}
    for text, origin in answers:
        gathered.setdefault(text, []).append(origin)
    return tuple(Words(text, tuple(origins)) for text, origins in gathered.items())


def swot(survey: Survey) -> tuple[tuple[SwotFactor, tuple[Words, ...]], ...]:
    """Fill the SWOT sheet with the answers to the questions that feed its cells (В).

    Strengths and weaknesses are inside the programme, opportunities and threats outside it.
    Options come with how many chose them, most first; open answers as they were written.
    """
    return tuple((factor, tuple(_cell(survey, factor))) for factor in SwotFactor)


def _cell(survey: Survey, factor: SwotFactor) -> Iterator[Words]:
    for question in survey.questions:
        if question.factor is not factor:
            continue
        answers = [
            (response.answers[question.key], survey.at("ответы участников", number))
            for number, response in enumerate(survey.responses)
            if response.answers.get(question.key)
        ]
        found = _words(answers)
        if question.type is QuestionType.OPEN:
            yield from found
        else:
            yield from sorted(found, key=lambda words: (-len(words.origins), words.text))


def expectations(survey: Survey) -> tuple[Expectation, ...]:
    """Compare results with what was expected of them, sheet by sheet."""
    keys = {question.key: question for question in survey.questions}
    return tuple(
        compared
        for question in survey.questions
        if question.expects in keys
        and (compared := _compare(survey, question, keys[question.expects])) is not None
    )


def _compare(
    survey: Survey, question: SurveyQuestion, expected: SurveyQuestion
) -> Expectation | None:
    both = [
        (before, after, survey.at("ответы участников", number))
        for number, response in enumerate(survey.responses)
        if (before := scale_answer(response, expected)) is not None
        and (after := scale_answer(response, question)) is not None
    ]
    before = mean_of([row[0] for row in both])
    after = mean_of([row[1] for row in both])
    if before is None or after is None:
        return None
    return Expectation(
        question,
        expected,
        tuple(place for _, _, place in both),
        before,
        after,
        tuple(place for b, a, place in both if a > b),
        tuple(place for b, a, place in both if a == b),
        tuple(place for b, a, place in both if a < b),
        survey.at("вопросы", survey.questions.index(question)),
    )


def scale_answer(response: SurveyResponse, question: SurveyQuestion) -> Decimal | None:
    """Return a sheet's answer to a scale, if there is one."""
    return number_of(response.answers.get(question.key, ""))
