"""Slips inside one line: glued colons, quotes, brackets, special signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.source.line import (
    Line,
    closing_quote,
    glued_advice,
    missing_brackets,
    quoted,
    quoting_hint,
    shortened,
    take_apart,
)
from generator.source.mend import Detector, Mend

_SPACES = "\u00a0\u202f\u2007\u2009"
_GLUED = re.compile(
    rf"(?P<head>[ ]*(?:-[ ]+)*(?P<key>[A-Za-zА-Яа-яЁё][^:#'\"\[\]{{}},]*):)"
    rf"(?P<space>[{_SPACES}]*)(?P<rest>[^\s/].*)"
)
_KEY_OF_SIGNS = re.compile(r"(?P<lead>[ ]*(?:-[ ]+)*)(?P<key>\S.*?)[ ]*:(?P<rest>[ \t].*|$)")
_SPECIAL = "@`%*&!|>?,]}#"


def _glued(lines: list[str], number: int) -> Iterator[Mend]:
    if not (found := _GLUED.match(lines[number - 1])):
        return
    key = found["key"].strip()
    message, hint = glued_advice(key, found["space"], found["rest"])
    new = f"{found['head']} {found['rest']}"
    yield Mend("С-13", number, found.end("head") + 1, message, hint, {number: new})


def _unclosed(lines: list[str], number: int) -> Iterator[Mend]:
    """A quote or a bracket that is not closed on its line, or one bracket too many."""
    parts = take_apart(lines[number - 1])
    sign = parts.value[:1]
    if sign in {'"', "'"} and closing_quote(parts.value) < 0:
        whole = f"{parts.value}{parts.note}".rstrip() + sign
        hint = f"закройте её в конце значения: {shortened(whole)}"
        new = {number: f"{parts.head}{whole}"}
        yield Mend("С-15", number, parts.column, "кавычка не закрыта", hint, new)
    elif sign in {"[", "{"}:
        closing, extra = missing_brackets(parts.value)
        if closing:
            whole = f"{parts.value}{closing}"
            hint = f"закройте её в конце значения: {shortened(whole)}"
            new = {number: parts.with_value(whole)}
            yield Mend("С-15", number, parts.column, "скобка не закрыта", hint, new)
        elif 0 < extra == len(parts.value) - 1:
            whole = parts.value[:-1]
            column = parts.column + extra
            new = {number: parts.with_value(whole)}
            hint = f"уберите её: {shortened(whole)}"
            yield Mend("С-15", number, column, "лишняя закрывающая скобка", hint, new)


def _other_quotes(lines: list[str], number: int) -> Iterator[Mend]:
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
    yield Mend("С-15", number, parts.column, message, hint, new)


def _quoting(lines: list[str], number: int) -> Iterator[Mend]:
    """A value that YAML takes for something else than text."""
    parts = take_apart(lines[number - 1])
    code, message = _why_quote(parts)
    if message:
        new = {number: parts.with_value(quoted(parts.value))}
        yield Mend(code, number, parts.column, message, quoting_hint(parts.value), new)


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
        return "С-22", f"значение начинается с особого знака «{sign}»"
    if ": " in value or value.endswith(":") or ":\t" in value:
        return "С-14", "в значении есть двоеточие с пробелом"
    return "", ""


def _quoting_item(lines: list[str], number: int) -> Iterator[Mend]:
    """A list item that is a text with colons."""
    text = lines[number - 1]
    parts = take_apart(text)
    value = text[len(parts.lead) :].rstrip()
    if parts.key and "-" in parts.lead:
        message = "в пункте списка есть двоеточие с пробелом"
        new = {number: parts.lead + quoted(value)}
        column = len(parts.lead) + 1
        yield Mend("С-14", number, column, message, quoting_hint(value), new)


def _key_of_signs(lines: list[str], number: int) -> Iterator[Mend]:
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
    yield Mend("С-22", number, found.start("key") + 1, message, hint, new)


def flow_element(lines: list[str], number: int, column: int) -> Iterator[Mend]:
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
        yield Mend("С-14", number, start + 1, message, quoting_hint(element, what), new)


IN_LINE: tuple[Detector, ...] = (
    _glued,
    _unclosed,
    _other_quotes,
    _quoting,
    _key_of_signs,
    _quoting_item,
)
"""Detectors of slips inside one line."""
