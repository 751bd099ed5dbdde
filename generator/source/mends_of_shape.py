"""Slips of shape: indents, list dashes, keys without a colon, texts without «|»."""

from __future__ import annotations

from collections.abc import Iterator

from generator.source.line import BULLET, bullet_advice, shortened, take_apart
from generator.source.mend import Detector, Mend, is_blank, line_above, line_below, width

_INDENT = "отступ строки не совпадает с отступами соседних"
_NO_COLON = "в строке нет двоеточия после ключа"


def _bullet(lines: list[str], number: int) -> Iterator[Mend]:
    """A list item that begins with another sign, or with a dash glued to it."""
    text = lines[number - 1]
    found = BULLET.match(text)
    if not found or text[found.start("sign") :].startswith("- "):
        return
    message, hint = bullet_advice(found, text)
    column = found.start("sign") + 1
    new = {number: f"{text[: column - 1]}- {text[found.end() :].strip()}"}
    yield Mend("С-18", number, column, message, hint, new)


def _item_without_dash(lines: list[str], number: int) -> Iterator[Mend]:
    """A line that stands among the items of a list and has no dash."""
    for at in (number, line_above(lines, number)):
        text = lines[at - 1] if at else "-"
        own = width(text)
        if text[own:].startswith("-"):
            continue
        near = (line_above(lines, at), line_below(lines, at))
        among = any(n and lines[n - 1].startswith(" " * own + "- ") for n in near)
        nested = near[1] and width(lines[near[1] - 1]) == own + 2
        nested = nested and _opens(lines, near[0]) and width(lines[near[0] - 1]) < own
        if nested if take_apart(text).key else among:
            item = f"- {text.strip()}"
            hint = f"напишите пункт списка через дефис и пробел: {shortened(item)}"
            new = {at: " " * own + item}
            yield Mend("С-18", at, own + 1, "пункт списка стоит без дефиса", hint, new)


def _opens(lines: list[str], number: int) -> bool:
    """Tell whether a line is a key whose value stands below."""
    parts = take_apart(lines[number - 1]) if number else None
    return parts is not None and bool(parts.key) and not parts.value


def _list_on_line(lines: list[str], number: int) -> Iterator[Mend]:
    """A list that begins on the line of its key."""
    parts = take_apart(lines[number - 1])
    if not parts.key or not parts.value.startswith("- "):
        return
    below = line_below(lines, number)
    indent = len(parts.lead) + 2
    if below and lines[below - 1].lstrip().startswith("- "):
        indent = max(width(lines[below - 1]), len(parts.lead))
    item = f"{parts.value}{parts.note}"
    new = {number: f"{parts.head.rstrip()}\n{' ' * indent}{item}"}
    hint = f"перенесите на новую строку, пробелов перед дефисом: {indent}: {shortened(item)}"
    message = "список начат в строке своего ключа"
    yield Mend("С-24", number, parts.column, message, hint, new)


def _key_without_colon(lines: list[str], number: int) -> Iterator[Mend]:
    """A key, with a value or without, that has lost its colon; its neighbour below is told."""
    for at in (number, line_above(lines, number)):
        below = line_below(lines, at) if at else 0
        parts = take_apart(lines[at - 1]) if below else None
        if parts is None or parts.key or parts.value[:1] in {"", "[", "{", '"', "'"}:
            continue
        text, own = lines[below - 1], len(parts.lead)
        column = own + 1
        if width(text) > own or text[width(text) :].startswith("- "):
            hint = f"поставьте двоеточие после ключа: {shortened(parts.value)}:"
            new = {at: f"{parts.head}{parts.value}:{parts.note}"}
            yield Mend("С-23", at, column, _NO_COLON, hint, new)
        elif width(text) == own and take_apart(text).key and (at == 1 or "-" in parts.lead):
            first, _, rest = parts.value.partition(" ")
            said = shortened(f"{first}: {rest}")
            hint = f"поставьте после ключа двоеточие и пробел: {said}"
            new = {at: f"{parts.head}{first}: {rest}{parts.note}"}
            yield Mend("С-23", at, column, _NO_COLON, hint, new)


def _text_without_bar(lines: list[str], number: int) -> Iterator[Mend]:
    """A text of several lines with a colon in it, begun without «|»."""
    at = number
    while (at := line_above(lines, at)) and width(lines[at - 1]) >= width(lines[number - 1]):
        pass
    below = line_below(lines, at) if at else 0
    if not below:
        return
    parts, first = take_apart(lines[at - 1]), take_apart(lines[below - 1])
    listed = "-" in first.lead or lines[number - 1].lstrip().startswith("- ")
    if _opens(lines, at) and not first.key and not listed and first.value[0] not in "[{*":
        new = {at: f"{parts.head.rstrip()} |{parts.note}"}
        hint = f"поставьте после двоеточия черту: {parts.key}: |"
        message = "в тексте на несколько строк есть двоеточие с пробелом"
        yield Mend("С-14", at, len(parts.lead) + 1, message, hint, new)


def _text_not_indented(lines: list[str], number: int) -> Iterator[Mend]:
    """The text after «|» at the margin of its key."""
    for at in (number, line_above(lines, number)):
        above = line_above(lines, at) if at else 0
        parts = take_apart(lines[above - 1]) if above else None
        if parts is None or parts.value not in {"|", ">"}:
            continue
        wanted = len(parts.lead) + 2
        if width(lines[at - 1]) >= wanted:
            continue
        new: dict[int, str] = {}
        for other in range(at, len(lines) + 1):
            text = lines[other - 1]
            if width(text) < wanted and take_apart(text).key:
                break
            if text and width(text) < wanted:
                new[other] = " " * wanted + text.lstrip(" ")
        column = width(lines[at - 1]) + 1
        message = f"текст после «{parts.value}» не сдвинут вправо"
        hint = f"поставьте перед каждой его строкой пробелов: {wanted}"
        yield Mend("С-16", at, column, message, hint, new)


def _text_and_keys(lines: list[str], number: int) -> Iterator[Mend]:
    """A key that has both a text on its line and keys nested under it."""
    above = line_above(lines, number)
    parts = take_apart(lines[above - 1]) if above else None
    own, below = width(lines[number - 1]), line_below(lines, number)
    if parts is None or not parts.key or not parts.value or not below:
        return
    if own > len(parts.lead) and width(lines[below - 1]) >= own:
        message = f"у «{parts.key}» и значение в строке, и вложенные строки ниже"
        hint = "оставьте что-нибудь одно"
        new = {above: f"{parts.head.rstrip()}{parts.note}"}
        yield Mend("С-16", above, parts.column, message, hint, new)


def _dedented_above(lines: list[str], number: int) -> Iterator[Mend]:
    """A line that has slid to the left of the lines around it."""
    at = line_above(lines, number)
    above = line_above(lines, at) if at else 0
    if not above:
        return
    own, slid, parts = width(lines[number - 1]), width(lines[at - 1]), take_apart(lines[above - 1])
    opened = _opens(lines, above) and len(parts.lead) == slid
    listed = lines[number - 1].lstrip().startswith("- ") and not opened
    if slid < own and not listed and (opened or own in {len(parts.lead), width(lines[above - 1])}):
        hint = f"поставьте перед ней пробелов: {own}, как в строке {number}"
        if not opened:
            hint += "; если же строки ниже вложены в неё, уберите её значение"
        new = {at: " " * own + lines[at - 1].lstrip(" ")}
        yield Mend("С-16", at, slid + 1, _INDENT, hint, new)


def _indent(lines: list[str], number: int) -> Iterator[Mend]:
    """A line that stands a little to the left or to the right of its neighbours."""
    own, parts = width(lines[number - 1]), take_apart(lines[number - 1])
    if own and not line_above(lines, number):
        hint = "поставьте перед ней пробелов: 0, как у остальных ключей записи"
        yield Mend("С-16", number, own + 1, _INDENT, hint, _shifted(lines, number, -own))
    widths = list(_indents_above(lines, number))
    if not parts.key and not parts.lead.strip() and own in {wanted for _, wanted in widths}:
        return
    for other, wanted in widths:
        if wanted != own:
            hint = f"поставьте перед ней пробелов: {wanted}, как в строке {other}"
            alone = {number: " " * wanted + lines[number - 1].lstrip(" ")}
            yield Mend("С-16", number, own + 1, _INDENT, hint, alone)
            nested = _shifted(lines, number, wanted - own)
            yield Mend("С-16", number, own + 1, _INDENT, f"{hint}, и вложенные сдвиньте", nested)


def _indents_above(lines: list[str], number: int) -> Iterator[tuple[int, int]]:
    """Yield lines above and the widths at which their keys or items stand, nearest first."""
    seen: set[int] = set()
    is_item = lines[number - 1].lstrip().startswith("- ")
    for other in range(number - 1, max(number - 60, 0), -1):
        text = lines[other - 1]
        if is_blank(text):
            continue
        widths = [len(take_apart(text).lead), width(text)]
        for wanted in reversed(widths) if is_item else widths:
            if wanted not in seen:
                seen.add(wanted)
                yield other, wanted


def _shifted(lines: list[str], number: int, by: int) -> dict[int, str]:
    """Move a line together with the lines nested under it."""
    own = width(lines[number - 1])
    moved: dict[int, str] = {}
    for other in range(number, len(lines) + 1):
        text = lines[other - 1]
        if other > number and not is_blank(text) and width(text) <= own:
            break
        moved[other] = " " * by + text if by > 0 else text[min(-by, width(text)) :]
    return moved


def _no_colon(lines: list[str], number: int) -> Iterator[Mend]:
    """A line that is neither a key nor the rest of the text above."""
    text, above = lines[number - 1], line_above(lines, number)
    parts = take_apart(text)
    if parts.key or "-" in parts.lead or not above:
        return
    wanted = width(lines[above - 1]) + 2
    hint = (
        "если это новый ключ, напишите «ключ: значение»; если продолжение текста, "
        f"поставьте перед строкой пробелов: {wanted}"
    )
    new = {number: " " * wanted + text.lstrip(" ")}
    yield Mend("С-23", number, width(text) + 1, _NO_COLON, hint, new)


OF_SHAPE: tuple[Detector, ...] = (
    _text_without_bar,
    _text_not_indented,
    _key_without_colon,
    _item_without_dash,
    _dedented_above,
    _text_and_keys,
    _indent,
    _no_colon,
)
"""Detectors of slips of shape, tried when no line by itself is wrong."""

LISTS: tuple[Detector, ...] = (_bullet, _list_on_line)
"""Detectors of list items that are not written as such."""
