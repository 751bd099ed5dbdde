"""Why a text is not YAML: a place, a reason and a fix that was tried before it is advised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import yaml

from generator.diagnostics import Level, Problem, Span
from generator.source.line import (
    BULLET,
    Line,
    closing_quote,
    missing_brackets,
    quoted,
    quoting_hint,
    shortened,
    take_apart,
)

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 30
_MAX_TRIAL = 60_000
_SPACES = "\u00a0\u202f\u2007\u2009"
_GLUED = re.compile(
    rf"(?P<head>[ ]*(?:-[ ]+)*(?P<key>[A-Za-zА-Яа-яЁё][^:#'\"\[\]{{}},]*):)"
    rf"(?P<space>[{_SPACES}]*)(?P<rest>[^\s/].*)"
)
_KEY_OF_SIGNS = re.compile(r"(?P<lead>[ ]*(?:-[ ]+)*)(?P<key>\S.*?)[ ]*:(?P<rest>[ \t].*|$)")
_SPECIAL = "@`%*&!|>?,]}#"
_BLANK = re.compile(r"\s*(#.*)?$")


@dataclass(frozen=True, slots=True)
class _Mend:
    """A slip that may be the reason, and the lines as they should be."""

    code: str
    line: int
    column: int
    message: str
    hint: str
    lines: Mapping[int, str]


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
    best: _Mend | None = None
    furthest = line
    if sum(map(len, lines)) <= _MAX_TRIAL:
        for mend in _mends(lines, line, column):
            outcome = _first_error(_applied(lines, mend))
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
    return problem, _applied(lines, best) if whole else None


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


def _applied(lines: list[str], mend: _Mend) -> list[str]:
    return [mend.lines.get(number, text) for number, text in enumerate(lines, 1)]


def _first_error(lines: list[str]) -> int | None:
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


def _mends(lines: list[str], line: int, column: int) -> Iterator[_Mend]:
    """Yield what may have gone wrong, likeliest first."""
    numbers = [line, _last_scalar(lines), *range(line - 1, max(line - 6, 0), -1)]
    near = [n for n in dict.fromkeys(numbers) if 0 < n <= len(lines) and not _blank(lines[n - 1])]
    for number in near[:5]:
        for detector in _DETECTORS:
            yield from detector(lines, number)
        yield from _flow_element(lines, number, column if number == line else 0)
    for number in near[:3]:
        yield from _indent(lines, number)
        yield from _no_colon(lines, number)


def _blank(text: str) -> bool:
    return bool(_BLANK.match(text))


def _glued(lines: list[str], number: int) -> Iterator[_Mend]:
    if not (found := _GLUED.match(lines[number - 1])):
        return
    key = found["key"].strip()
    message = f"после «{key}:» нет пробела"
    what = "поставьте пробел после двоеточия"
    if found["space"]:
        message = f"после «{key}:» неразрывный пробел вместо обычного"
        what = "замените его обычным пробелом"
    fixed = f"{key}: {found['rest']}"
    new = f"{found['head']} {found['rest']}"
    hint = f"{what}: {shortened(fixed)}"
    yield _Mend("С-13", number, found.end("head") + 1, message, hint, {number: new})


def _unclosed(lines: list[str], number: int) -> Iterator[_Mend]:
    """A quote or a bracket that is not closed on its line, or one bracket too many."""
    parts = take_apart(lines[number - 1])
    sign = parts.value[:1]
    if sign in {'"', "'"} and closing_quote(parts.value) < 0:
        whole = f"{parts.value}{parts.note}".rstrip() + sign
        hint = f"закройте её в конце значения: {shortened(whole)}"
        new = {number: f"{parts.head}{whole}"}
        yield _Mend("С-15", number, parts.column, "кавычка не закрыта", hint, new)
    elif sign in {"[", "{"}:
        closing, extra = missing_brackets(parts.value)
        if closing:
            whole = f"{parts.value}{closing}"
            hint = f"закройте её в конце значения: {shortened(whole)}"
            new = {number: parts.with_value(whole)}
            yield _Mend("С-15", number, parts.column, "скобка не закрыта", hint, new)
        elif 0 < extra == len(parts.value) - 1:
            whole = parts.value[:-1]
            column = parts.column + extra
            new = {number: parts.with_value(whole)}
            hint = f"уберите её: {shortened(whole)}"
            yield _Mend("С-15", number, column, "лишняя закрывающая скобка", hint, new)


def _other_quotes(lines: list[str], number: int) -> Iterator[_Mend]:
    """Quotes inside the same quotes, or a backslash inside double ones."""
    parts = take_apart(lines[number - 1])
    value = parts.value
    if len(value) < 2 or value[0] not in {'"', "'"} or value[0] != value[-1]:
        return
    message = "внутри значения такие же кавычки, как вокруг него"
    if value[0] == '"' and "\\" in value:
        message = "обратная черта в двойных кавычках"
    elif closing_quote(value) == len(value):
        return
    whole = quoted(value[1:-1])
    hint = f"возьмите в другие кавычки: {shortened(whole)}"
    new = {number: parts.with_value(whole)}
    yield _Mend("С-15", number, parts.column, message, hint, new)


def _quoting(lines: list[str], number: int) -> Iterator[_Mend]:
    """A value that YAML takes for something else than text."""
    parts = take_apart(lines[number - 1])
    code, message = _why_quote(parts)
    if message:
        new = {number: parts.with_value(quoted(parts.value))}
        yield _Mend(code, number, parts.column, message, quoting_hint(parts.value), new)


def _why_quote(parts: Line) -> tuple[str, str]:
    value = parts.value
    sign = value[:1]
    if not value or parts.head.strip() == "":
        return "", ""
    if sign in {'"', "'"}:
        after = 0 < closing_quote(value) < len(value)
        return ("С-15", "после закрывающей кавычки стоит ещё текст") if after else ("", "")
    if sign in {"[", "{"}:
        balanced = missing_brackets(value) == ("", -1)
        after = balanced and value[-1] not in {"]", "}"}
        return ("С-15", "после закрывающей скобки стоит ещё текст") if after else ("", "")
    if sign in _SPECIAL or value == "-" or value.startswith(("? ", ": ")):
        return "С-15", f"значение начинается с особого знака «{sign}»"
    if ": " in value or value.endswith(":") or ":\t" in value:
        return "С-14", "в значении есть двоеточие с пробелом"
    return "", ""


def _quoting_item(lines: list[str], number: int) -> Iterator[_Mend]:
    """A list item that is a text with colons."""
    text = lines[number - 1]
    parts = take_apart(text)
    value = text[len(parts.lead) :].rstrip()
    if parts.key and "-" in parts.lead:
        message = "в пункте списка есть двоеточие с пробелом"
        new = {number: parts.lead + quoted(value)}
        column = len(parts.lead) + 1
        yield _Mend("С-14", number, column, message, quoting_hint(value), new)


def _bullet(lines: list[str], number: int) -> Iterator[_Mend]:
    """A list item that begins with another sign, or with a dash glued to it."""
    text = lines[number - 1]
    found = BULLET.match(text)
    if not found or text[found.start("sign") :].startswith("- "):
        return
    item = f"- {text[found.end() :].strip()}"
    column = found.start("sign") + 1
    message = f"строка с «{found['sign']}» не стала пунктом списка"
    hint = f"напишите пункт списка через дефис и пробел: {shortened(item)}"
    yield _Mend("С-18", number, column, message, hint, {number: text[: column - 1] + item})


def _key_of_signs(lines: list[str], number: int) -> Iterator[_Mend]:
    """A key that begins with a special sign or holds « #»."""
    found = _KEY_OF_SIGNS.match(lines[number - 1])
    if not found:
        return
    key = found["key"]
    closed = closing_quote(key)
    if not (key[0] in _SPECIAL + "[{" or " #" in key or 0 < closed < len(key)):
        return
    new = {number: f"{found['lead']}{quoted(key)}:{found['rest']}"}
    hint = quoting_hint(key, "возьмите ключ в кавычки")
    message = f"ключ «{shortened(key)}» YAML читает не как текст"
    yield _Mend("С-15", number, found.start("key") + 1, message, hint, new)


def _list_on_line(lines: list[str], number: int) -> Iterator[_Mend]:
    """A list that begins on the line of its key."""
    parts = take_apart(lines[number - 1])
    if not parts.key or not parts.value.startswith("- "):
        return
    following = next((text for text in lines[number:] if not _blank(text)), "")
    indent = len(parts.lead) + 2
    if following.lstrip().startswith("- "):
        indent = max(_width(following), len(parts.lead))
    item = f"{parts.value}{parts.note}"
    new = {number: f"{parts.head.rstrip()}\n{' ' * indent}{item}"}
    hint = f"перенесите на новую строку, пробелов перед дефисом: {indent}: {shortened(item)}"
    message = "список начат в строке своего ключа"
    yield _Mend("С-15", number, parts.column, message, hint, new)


def _flow_element(lines: list[str], number: int, column: int) -> Iterator[_Mend]:
    """An element of a [list] or a {record} with a colon or a special sign in it."""
    text = lines[number - 1]
    if not column or take_apart(text).value[:1] not in {"[", "{"}:
        return
    end = next((i for i in range(column - 1, len(text)) if text[i] in ",]}"), len(text))
    start = max((text.rfind(sign, 0, column - 1) for sign in "[{,"), default=-1) + 1
    start += len(text[start:end]) - len(text[start:end].lstrip())
    element = text[start:end].rstrip()
    what = "возьмите в кавычки"
    if text.rfind("{", 0, start) > text.rfind("[", 0, start) and ": " in element:
        start += element.index(": ") + 2
        element = element[element.index(": ") + 2 :]
        what = "если пропущена запятая, поставьте её, иначе возьмите в кавычки"
    if element and '"' not in element:
        new = {number: text[:start] + quoted(element) + text[start + len(element) :]}
        message = "в одном из значений в скобках есть особый знак"
        if ": " in element or element.endswith(":"):
            message = "в одном из значений в скобках есть двоеточие с пробелом"
        yield _Mend("С-14", number, start + 1, message, quoting_hint(element, what), new)


def _width(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _indent(lines: list[str], number: int) -> Iterator[_Mend]:
    """A line that stands a little to the left or to the right of its neighbours."""
    own = _width(lines[number - 1])
    message = "отступ строки не совпадает с отступами соседних"
    if own and all(map(_blank, lines[: number - 1])):
        new = _shifted(lines, number, -own)
        hint = "поставьте перед ней пробелов: 0, как у остальных ключей записи"
        yield _Mend("С-16", number, own + 1, message, hint, new)
    for other, width in _indents_above(lines, number):
        if width != own:
            hint = f"поставьте перед ней пробелов: {width}, как в строке {other}"
            new = _shifted(lines, number, width - own)
            yield _Mend("С-16", number, own + 1, message, hint, new)


def _indents_above(lines: list[str], number: int) -> Iterator[tuple[int, int]]:
    """Yield lines above and the widths at which their keys or items stand, nearest first."""
    seen: set[int] = set()
    is_item = lines[number - 1].lstrip().startswith("- ")
    for other in range(number - 1, max(number - 60, 0), -1):
        text = lines[other - 1]
        if _blank(text):
            continue
        widths = [len(take_apart(text).lead), _width(text)]
        for width in reversed(widths) if is_item else widths:
            if width not in seen:
                seen.add(width)
                yield other, width


def _shifted(lines: list[str], number: int, by: int) -> dict[int, str]:
    """Move a line together with the lines nested under it."""
    own = _width(lines[number - 1])
    moved: dict[int, str] = {}
    for other in range(number, len(lines) + 1):
        text = lines[other - 1]
        if other > number and not _blank(text) and _width(text) <= own:
            break
        moved[other] = " " * by + text if by > 0 else text[min(-by, _width(text)) :]
    return moved


def _no_colon(lines: list[str], number: int) -> Iterator[_Mend]:
    """A line that is neither a key nor the rest of the text above."""
    text = lines[number - 1]
    parts = take_apart(text)
    if parts.key or "-" in parts.lead:
        return
    above = next((line for line in reversed(lines[: number - 1]) if not _blank(line)), "")
    width = _width(above) + 2
    hint = (
        "если это новый ключ, напишите «ключ: значение»; если продолжение текста, "
        f"поставьте перед строкой пробелов: {width}"
    )
    new = {number: " " * width + text.lstrip(" ")}
    column = _width(text) + 1
    yield _Mend("С-15", number, column, "в строке нет двоеточия после ключа", hint, new)


_DETECTORS: tuple[Callable[[list[str], int], Iterator[_Mend]], ...] = (
    _glued,
    _unclosed,
    _other_quotes,
    _quoting,
    _bullet,
    _key_of_signs,
    _list_on_line,
    _quoting_item,
)


def _fallback(error: yaml.YAMLError, place: Span, text: list[str]) -> Problem:
    reason = str(getattr(error, "problem", "") or error)
    if any(line.lstrip().startswith((": ", ":\t")) for line in text):
        message = "перед двоеточием нет ключа"
        return Problem("С-20", Level.ERROR, place, message, "напишите «ключ: значение»")
    for sign, message, hint in _REASONS:
        if sign in reason:
            return Problem("С-15", Level.ERROR, place, message, hint)
    message = "строка не разбирается как YAML"
    return Problem("С-15", Level.ERROR, place, message, "проверьте отступы, кавычки и скобки")


_QUOTE_IT = "возьмите значение в кавычки"
_BACKSLASH = "обратная черта в двойных кавычках"
_REASONS = (
    ("unexpected end of stream", "кавычка или скобка не закрыта", "закройте её в конце значения"),
    ("found unexpected end", "кавычка не закрыта", "закройте её в конце значения"),
    (
        "did not find expected ',' or ']'",
        "в [списке] не хватает запятой или закрывающей скобки",
        "поставьте запятую между значениями или ] в конце",
    ),
    (
        "did not find expected ',' or '}'",
        "в {записи} не хватает запятой или закрывающей скобки",
        "поставьте запятую перед следующим ключом или } в конце",
    ),
    ("did not find expected '-'", "в списке сбился отступ", "выровняйте дефисы одного списка"),
    (
        "block sequence entries are not allowed",
        "список начат не на своём месте",
        "начните его с новой строки",
    ),
    (
        "mapping values are not allowed",
        "лишнее двоеточие или сбился отступ",
        "возьмите текст с двоеточием в кавычки, ключи одной записи выровняйте",
    ),
    (
        "did not find expected key",
        "сбился отступ или не закрыта кавычка",
        "выровняйте ключи одной записи",
    ),
    (
        "could not find expected ':'",
        "в строке нет двоеточия после ключа",
        "напишите «ключ: значение»",
    ),
    (
        "did not find expected <document start>",
        "выше этой строки стоит текст без ключа",
        "напишите его как «ключ: значение»",
    ),
    ("cannot start any token", "значение начинается с особого знака", _QUOTE_IT),
    ("found a tab character", "в отступе табуляция", "замените пробелами"),
    ("unknown escape", _BACKSLASH, "возьмите значение в 'одинарные' кавычки"),
    ("escape code", _BACKSLASH, "возьмите значение в 'одинарные' кавычки"),
)
