"""Stage 1: answers in sums, the SWOT sheet, expectations against results (В, Т)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
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
        answered: How many sheets answer it.
        shares: Options or numbers of the scale in their order, each with its count.
        mean: Mean of a scale to a tenth; ``None`` for other questions.
        words: Answers to an open question.
    """

    question: SurveyQuestion
    answered: int
    shares: tuple[tuple[str, int], ...]
    mean: Decimal | None
    words: tuple[Words, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class Expectation:
    """A result against what was expected of it, by those who answered both.

    Attributes:
        people: How many answered both.
        higher: For how many it came out higher than expected.
    """

    question: SurveyQuestion
    expected_question: SurveyQuestion
    people: int
    expected: Decimal
    came_out: Decimal
    higher: int
    same: int
    lower: int


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
    texts = [text for text, _ in answers]
    origin = survey.at("вопросы", index)
    if question.type is QuestionType.OPEN:
        return Summary(question, len(answers), (), None, _words(answers), origin)
    counts = Counter(texts)
    if question.type is QuestionType.CLOSED:
        shares = tuple((option, counts[option]) for option in question.options)
        return Summary(question, len(answers), shares, None, (), origin)
    numbers = [number for text in texts if (number := number_of(text)) is not None]
    whole = Counter(int(number) for number in numbers)
    least = min(whole, default=0)
    shares = tuple((str(step), whole[step]) for step in range(least, question.scale + 1))
    return Summary(question, len(answers), shares, mean_of(numbers), (), origin)


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
    pairs = [
        (before, after)
        for response in survey.responses
        if (before := scale_answer(response, expected)) is not None
        and (after := scale_answer(response, question)) is not None
    ]
    before = mean_of([pair[0] for pair in pairs])
    after = mean_of([pair[1] for pair in pairs])
    if before is None or after is None:
        return None
    return Expectation(
        question,
        expected,
        len(pairs),
        before,
        after,
        sum(a > b for b, a in pairs),
        sum(a == b for b, a in pairs),
        sum(a < b for b, a in pairs),
    )


def scale_answer(response: SurveyResponse, question: SurveyQuestion) -> Decimal | None:
    """Return a sheet's answer to a scale, if there is one."""
    return number_of(response.answers.get(question.key, ""))
