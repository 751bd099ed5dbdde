"""Keys and values one by one: the text meant, and the slips that YAML forgives."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from generator.source.document import Place
from generator.source.line import (
    BULLET,
    bullet_advice,
    closing_quote,
    glued_advice,
    quoted,
    quoting_hint,
    shortened,
    take_apart,
)
from generator.source.mend import width
from generator.source.slips import (
    clean_key,
    composed,
    invisible_in,
    mixed_words,
    russian_twin,
    without_invisible,
)
from generator.source.walk import Walk, end_of, start_of

_CUT = re.compile(r"[ \t]+(#[^\s#!].*)")
_ONLY_NOTE = re.compile(r"[ \t]*(#.*)")
NULLS = {"~", "null", "Null", "NULL"}
_GLUED = re.compile(
    "[ \t]*(?P<key>[А-Яа-яЁё][А-Яа-яЁё ]{0,40}):(?P<space>[\u00a0\u202f\u2007\u2009]*)(?=[^\\s/])"
)
_KEY_LINE = re.compile(r"[ \t]*(?:- )*[А-Яа-яЁё][^:\"']{0,60}:(?:\s|$)")
_SIZED_BLOCK = re.compile(r"[|>][+-]?\d")


def read_key(event: yaml.ScalarEvent, walk: Walk, *, flow: bool) -> str:
    """Return the key meant, and tell of what stood in it instead."""
    place = start_of(event)
    key, slip = clean_key(composed(event.value))
    if slip:
        walk.error("С-08", place, f"в ключе «{key}» {slip}", f"наберите ключ заново: {key}")
    for word, letters in mixed_words(key):
        meant = key.replace(word, russian_twin(word))
        message = f"в ключе «{key}» латинские буквы: {letters}"
        walk.error("С-09", place, message, f"наберите ключ заново русскими буквами: {meant}")
        key = meant
    if not key:
        walk.error("С-20", place, "перед двоеточием нет ключа", "напишите «ключ: значение»")
    if flow and not event.style and (glued := _GLUED.match(key)):
        message, hint = glued_advice(glued["key"], glued["space"], key[glued.end() :])
        walk.error("С-13", (place[0], place[1] + glued.end("key") + 1), message, hint)
    return key


def read_value(event: yaml.ScalarEvent, walk: Walk, *, flow: bool) -> str | None:
    """Return the text of a value, ``None`` for an empty one, and tell of its slips."""
    value = composed(event.value)
    if not event.style:
        _check_plain(event, walk, flow=flow)
    elif event.style in {"|", ">"}:
        _check_block(event, walk)
    elif end_of(event)[0] > start_of(event)[0]:
        _check_quoted_lines(event, walk)
    for word, letters in mixed_words(value):
        message = f"в слове «{word}» латинские буквы среди русских: {letters}"
        hint = f"наберите слово заново: {russian_twin(word)}"
        walk.error("С-09", _find(word, event, walk), message, hint)
    sign, name = invisible_in(value)
    if sign:
        walk.warn("С-21", _find(sign, event, walk), f"в значении {name}", "сотрите его")
        value = without_invisible(value)
    return value if value.strip() else None


def is_glued(key: str) -> bool:
    """Tell whether a key has swallowed its value: «минут:40»."""
    return _GLUED.match(key) is not None


@lru_cache(maxsize=4096)
def is_sound_key(key: str) -> bool:
    """Tell whether a key is certainly what its author meant."""
    as_meant = composed(key) == key and clean_key(key) == (key, "") and not mixed_words(key)
    return bool(key) and as_meant and not is_glued(key)


def _find(text: str, event: yaml.ScalarEvent, walk: Walk) -> Place:
    """Return where a part of a value stands, or where the value begins."""
    (first, column), (last, _) = start_of(event), end_of(event)
    for number in range(first, last + 1):
        offset = walk.line(number).find(text, column - 1 if number == first else 0)
        if offset >= 0:
            return number, offset + 1
    return first, column


def _check_plain(event: yaml.ScalarEvent, walk: Walk, *, flow: bool) -> None:
    (line, column), (last, _) = start_of(event), end_of(event)
    _check_cut(event, walk, flow=flow)
    starts_line = not walk.line(line)[: column - 1].strip()
    if not flow and event.value and (last > line or starts_line):
        for number in range(line if starts_line else line + 1, last + 1):
            if _check_own_line(number, walk, (line, column)):
                break
    if event.value in NULLS:
        message = f"«{event.value}» останется в данных как текст"
        walk.warn("С-17", (line, column), message, "если значения нет, уберите строку целиком")


def _check_cut(event: yaml.ScalarEvent, walk: Walk, *, flow: bool) -> None:
    """Tell of text that YAML silently takes for a comment: «учитель #1» becomes «учитель»."""
    line, column = end_of(event)
    rest = walk.rest((line, column))
    if "#" not in rest:
        return
    told = len(walk.problems)
    _tell_cut(event, walk, rest, flow=flow)
    if len(walk.problems) > told:
        walk.noted.add(line)


def _tell_cut(event: yaml.ScalarEvent, walk: Walk, rest: str, *, flow: bool) -> None:
    line, column = end_of(event)
    if not event.value and (found := _ONLY_NOTE.match(rest)):
        note = found[1].strip()
        message = f"вместо значения только примечание: «{shortened(note)}»"
        hint = quoting_hint(note, "если это значение, возьмите его в кавычки")
        place = (line, column + found.start(1))
        if note[1:2].strip(" #!"):
            walk.error("С-12", place, message, hint)
        else:
            walk.warn("С-11", place, message, hint)
    elif event.value and (found := _CUT.match(rest)):
        lost = walk.raw((line, column + found.start(1)), flow=flow)
        key, colon, _ = f"{event.value} {lost}".partition(": ")
        if colon and not flow and not walk.line(line)[: start_of(event)[1] - 1].strip(" -"):
            message = f"ключ «{shortened(key)}» YAML читает не как текст"
            walk.error("С-12", start_of(event), message, f"возьмите ключ в кавычки: {quoted(key)}")
            return
        message = f"часть значения пропадает: «{shortened(lost)}» YAML считает примечанием"
        what = "если это примечание, поставьте пробел после «#», иначе возьмите в кавычки"
        walk.error("С-12", start_of(event), message, quoting_hint(f"{event.value} {lost}", what))


def _check_own_line(number: int, walk: Walk, start: Place) -> bool:
    """Tell of a list item or a key that YAML has glued to a text; return whether it is one."""
    line, first = walk.line(number), walk.line(start[0])
    bullet = BULLET.match(line)
    if bullet and (number == start[0] or bullet["sign"] not in "–—"):
        message, hint = bullet_advice(bullet, line)
        if line.lstrip().startswith("- "):
            hint = "выше начат текст, а не список: начните с новой строки и дефиса каждый пункт"
            if first.lstrip().startswith("- "):
                hint = f"поставьте перед ней пробелов: {width(first)}, как в строке {start[0]}"
            elif width(first) == start[1] - 1:
                _tell_first_line(walk, start, nested=width(line) > width(first))
                return True
        walk.error("С-18", (number, bullet.start("sign") + 1), message, hint)
        return True
    if glued := _GLUED.match(line):
        message, hint = glued_advice(glued["key"], glued["space"], line[glued.end() :].strip())
        walk.error("С-13", (number, glued.end("key") + 2), message, hint)
        return True
    return False


def _tell_first_line(walk: Walk, start: Place, *, nested: bool) -> None:
    """Tell of the line that should have begun the list below it, or been its key."""
    text = shortened(walk.rest(start).strip())
    if nested:
        hint = f"поставьте двоеточие после ключа: {text}:"
        walk.error("С-23", start, "в строке нет двоеточия после ключа", hint)
    else:
        hint = f"напишите пункт списка через дефис и пробел: - {text}"
        walk.error("С-18", start, "пункт списка стоит без дефиса", hint)


def _check_block(event: yaml.ScalarEvent, walk: Walk) -> None:
    """Remember the lines of a text after «|» or «>», and tell of «>5» that YAML swallows."""
    place = start_of(event)
    walk.prose.append((place[0], end_of(event)[0]))
    if not event.value.strip() and _SIZED_BLOCK.match(walk.rest(place)):
        hint = quoting_hint(walk.raw(place, flow=False))
        walk.error("С-22", place, f"значение начинается с особого знака «{event.style}»", hint)


def _check_quoted_lines(event: yaml.ScalarEvent, walk: Walk) -> None:
    """Tell of a quote closed so late that it has swallowed the keys below."""
    (first, column), (last, _) = start_of(event), end_of(event)
    if any(_KEY_LINE.match(walk.line(number)) for number in range(first + 1, last + 1)):
        value = take_apart(walk.line(first)[column - 1 :]).value
        if closing_quote(value) < 0:
            hint = f"закройте её в конце значения: {shortened(value + value[0])}"
            walk.error("С-15", (first, column), "кавычка не закрыта", hint)
