"""Slips of the keyboard: look-alike letters, invisible characters, unquoted colons."""

from __future__ import annotations

import re

import yaml

from generator.diagnostics import Level, Problem, Span

_INVISIBLE = {
    "\u00a0": "неразрывный пробел",
    "\u202f": "узкий неразрывный пробел",
    "\u2009": "тонкий пробел",
    "\u00ad": "мягкий перенос",
    "\u200b": "невидимый знак",
    "\ufeff": "невидимый знак",
}
_LOOKALIKE = "aceopxyABCEHKMOPTXYk"
_RUN = re.compile(r"[A-Za-zА-Яа-яЁё]+")
_GLUED = re.compile(r"^\s*(?:- )?([А-Яа-яЁё][А-Яа-яЁё ]*):(?=[^\s/])")
_SECOND_COLON = re.compile(r"^\s*(?:- )?[^\s:#'\"][^:#]*:\s+(?P<value>[^'\"\[{|>#][^#]*?:(?:\s.*|$))")


def clean_key(raw: str) -> tuple[str, str]:
    """Return the key as meant, and what invisible thing stood in it (empty if nothing)."""
    slip = next((name for sign, name in _INVISIBLE.items() if sign in raw), "")
    if not slip:
        return raw, ""
    key = raw
    for sign in _INVISIBLE:
        key = key.replace(sign, " " if "пробел" in _INVISIBLE[sign] else "")
    return re.sub(r" {2,}", " ", key).strip(), slip


def latin_in_cyrillic(text: str) -> str:
    """Return the Latin look-alikes found inside a Russian word, or an empty string.

    A word counts as Russian when Cyrillic letters stand right beside the Latin ones, so
    «ФГОС» or «Web-проект» pass and «Coколова» does not.
    """
    found: list[str] = []
    for run in _RUN.findall(text):
        if run.isascii() or not any(letter.isascii() for letter in run):
            continue
        latin = [letter for letter in run if letter.isascii()]
        if all(letter in _LOOKALIKE for letter in latin):
            found.extend(latin)
    return ", ".join(dict.fromkeys(found))


def explain_syntax(error: yaml.YAMLError, path: str, lines: list[str]) -> Problem:
    """Turn a YAML syntax error into a Russian problem with a place and a fix."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    line = min(mark.line + 1, max(len(lines), 1)) if mark else 1
    column = mark.column + 1 if mark else 1
    for number in range(line, max(line - 3, 0), -1):
        text = lines[number - 1] if number <= len(lines) else ""
        if found := _GLUED.match(text):
            place = Span(path, number, found.end(1) + 1)
            return _syntax(
                "С-13",
                place,
                f"после «{found.group(1)}:» нет пробела",
                "поставьте пробел после двоеточия",
            )
        if found := _SECOND_COLON.match(text):
            place = Span(path, number, found.start("value") + 1)
            value = found.group("value").strip()
            return _syntax(
                "С-14", place, "в значении есть двоеточие с пробелом", f'возьмите в кавычки: "{value}"'
            )
    for sign, message, hint in _REASONS:
        if sign in reason:
            return _syntax("С-15", Span(path, line, column), message, hint)
    message = "строка не разбирается как YAML"
    return _syntax("С-15", Span(path, line, column), message, "проверьте отступы и кавычки")


def _syntax(code: str, span: Span, message: str, hint: str) -> Problem:
    return Problem(code, Level.ERROR, span, message, hint)


_REASONS = (
    ("unexpected end of stream", "кавычка или скобка не закрыта", "закройте её в конце значения"),
    ("found unexpected end", "кавычка не закрыта", "закройте её в конце значения"),
    ("did not find expected ',' or ']'", "список в [скобках] не закрыт", "поставьте запятую или ]"),
    ("did not find expected ',' or '}'", "запись в {скобках} не закрыта", "поставьте запятую или }"),
    ("did not find expected '-'", "в списке сбился отступ", "выровняйте дефисы одного списка"),
    ("block sequence entries are not allowed", "список начат не на своём месте", "начните его с новой строки"),
    ("mapping values are not allowed", "лишнее двоеточие", "возьмите значение в кавычки"),
    ("did not find expected key", "сбился отступ или не закрыта кавычка", "выровняйте ключи одной записи"),
    ("could not find expected ':'", "после ключа нет двоеточия", "напишите «ключ: значение»"),
    ("cannot start any token", "значение начинается с особого знака", "возьмите значение в кавычки"),
    ("found undefined alias", "значение начинается со звёздочки «*»", "возьмите его в кавычки"),
    ("found undefined tag", "значение начинается с «!»", "возьмите его в кавычки"),
    ("unknown escape", "обратная черта в двойных кавычках", "возьмите значение в 'одинарные' кавычки"),
    ("control characters", "в файле непечатаемый знак", "удалите его или наберите строку заново"),
    ("special characters are not allowed", "в файле непечатаемый знак", "удалите его"),
)
