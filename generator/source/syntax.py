"""Why a text is not YAML: a place, a reason and a fix that was tried before it is advised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import yaml

from generator.diagnostics import Level, Problem, Span
from generator.source.mend import Mend, is_blank
from generator.source.mends_in_line import IN_LINE, flow_element
from generator.source.mends_of_shape import LISTS, OF_SHAPE

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 30
_MAX_TRIAL = 60_000


def explain_syntax(
    error: yaml.YAMLError, path: str, lines: list[str]
) -> tuple[Problem, list[str] | None]:
    """Turn a YAML syntax error into a Russian problem with a place and a fix.

    Every advice is tried on the text first. What mends the whole file goes before what only
    moves the error further down.

    Args:
        error: What YAML said.
        path: The file's path as problems should name it.
        lines: The lines of the file.

    Returns:
        The problem, and the lines as the advice would make them, to look for further slips;
        ``None`` when no advice is sure.
    """
    line, column = error_place(error, lines)
    best: Mend | None = None
    furthest = line
    if sum(map(len, lines)) <= _MAX_TRIAL:
        for mend in _mends(lines, line, column):
            outcome = first_error(mend.applied(lines))
            if outcome is None:
                best = mend
                break
            if outcome > furthest:
                best, furthest = mend, outcome
    if best is None:
        return _fallback(error, Span(path, line, column), lines[line - 1 : line]), None
    span = Span(path, best.line, best.column)
    problem = Problem(best.code, Level.ERROR, span, best.message, best.hint)
    whole = not any("\n" in text for text in best.lines.values())
    return problem, best.applied(lines) if whole else None


def error_place(error: yaml.YAMLError, lines: list[str]) -> tuple[int, int]:
    """Return the line and the column where the curator should look, from 1."""
    reason = str(getattr(error, "problem", ""))
    context = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or context
    if context is not None and ("end of stream" in reason or "expected ':'" in reason):
        mark = context
    if mark is None:
        return 1, 1
    if mark.line >= len(lines):
        return max(len(lines), 1), len(lines[-1]) + 1 if lines else 1
    return mark.line + 1, mark.column + 1


def first_error(lines: list[str]) -> int | None:
    """Return the line of the first syntax error, or ``None``."""
    try:
        for _ in _scalars(lines):
            pass
    except yaml.YAMLError as error:
        return error_place(error, lines)[0]
    return None


def _last_scalar(lines: list[str]) -> int:
    """Return the line of the last value YAML has read before it stopped."""
    read = [0]
    with suppress(yaml.YAMLError):
        read.extend(_scalars(lines))
    return read[-1]


def _scalars(lines: list[str]) -> Iterator[int]:
    """Yield the line of every scalar, down to a nesting that is refused anyway."""
    depth = 0
    for event in yaml.parse("\n".join(lines) + "\n", Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.ScalarEvent) and event.start_mark is not None:
            yield event.start_mark.line + 1
        if depth > MAX_DEPTH:
            return


def _mends(lines: list[str], line: int, column: int) -> Iterator[Mend]:
    """Yield what may have gone wrong, likeliest first."""
    numbers = [line, _last_scalar(lines), *range(line - 1, max(line - 6, 0), -1)]
    near = [n for n in dict.fromkeys(numbers) if 0 < n <= len(lines) and not is_blank(lines[n - 1])]
    for number in near[:5]:
        for detector in (*IN_LINE, *LISTS):
            yield from detector(lines, number)
        yield from flow_element(lines, number, column if number == line else 0)
    for number in near[:3]:
        for detector in OF_SHAPE:
            yield from detector(lines, number)


def _fallback(error: yaml.YAMLError, place: Span, text: list[str]) -> Problem:
    reason = str(getattr(error, "problem", "") or error)
    if any(line.lstrip().startswith((": ", ":\t")) for line in text):
        message = "перед двоеточием нет ключа"
        return Problem("С-20", Level.ERROR, place, message, "напишите «ключ: значение»")
    for sign, code, message, hint in _REASONS:
        if sign in reason:
            return Problem(code, Level.ERROR, place, message, hint)
    message = "строка не разбирается как YAML"
    return Problem("С-25", Level.ERROR, place, message, "проверьте отступы, кавычки и скобки")


_QUOTE_IT = "возьмите значение в кавычки"
_BACKSLASH = "обратная черта в двойных кавычках"
_REASONS = (
    (
        "unexpected end of stream",
        "С-15",
        "кавычка или скобка не закрыта",
        "закройте её в конце значения",
    ),
    ("found unexpected end", "С-15", "кавычка не закрыта", "закройте её в конце значения"),
    (
        "did not find expected ',' or ']'",
        "С-15",
        "в [списке] не хватает запятой или закрывающей скобки",
        "поставьте запятую между значениями или ] в конце",
    ),
    (
        "did not find expected ',' or '}'",
        "С-15",
        "в {записи} не хватает запятой или закрывающей скобки",
        "поставьте запятую перед следующим ключом или } в конце",
    ),
    ("did not find expected '-'", "С-16", "в списке сбился отступ", "выровняйте дефисы списка"),
    (
        "block sequence entries are not allowed",
        "С-24",
        "список начат не на своём месте",
        "начните его с новой строки",
    ),
    (
        "mapping values are not allowed",
        "С-25",
        "лишнее двоеточие или сбился отступ",
        "возьмите текст с двоеточием в кавычки, ключи одной записи выровняйте",
    ),
    (
        "did not find expected key",
        "С-25",
        "сбился отступ или не закрыта кавычка",
        "выровняйте ключи одной записи",
    ),
    (
        "could not find expected ':'",
        "С-23",
        "в строке нет двоеточия после ключа",
        "напишите «ключ: значение»",
    ),
    (
        "did not find expected <document start>",
        "С-23",
        "выше этой строки стоит текст без ключа",
        "напишите его как «ключ: значение»",
    ),
    ("cannot start any token", "С-22", "значение начинается с особого знака", _QUOTE_IT),
    ("found a tab character", "С-01", "в отступе табуляция", "замените пробелами"),
    ("unknown escape", "С-15", _BACKSLASH, "возьмите значение в 'одинарные' кавычки"),
    ("escape code", "С-15", _BACKSLASH, "возьмите значение в 'одинарные' кавычки"),
)
