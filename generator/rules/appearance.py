"""The school's own colours: they are colours, and what is written in them can be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import floor

from generator.diagnostics import Level, Problem
from generator.model.registry import Registry
from generator.rules.colours import READABLE, is_colour, parse_colour
from generator.rules.finding import Rule, found

PAPER = parse_colour("#fdfdfb")
"""The lightest ground of a page; grounds tinted with the main colour are nearly as light."""
GROUND = parse_colour("#e2ebdf")
"""The darkest of the tinted grounds that text in a school's colours stands on."""


def _colours(registry: Registry, _: date) -> Iterator[Problem]:
    """Text in the school's colours is readable on a page and on its tint (WCAG 2.2, 1.4.3)."""
    school = registry.school
    if school.appearance is None:
        return
    chosen = {
        "основной цвет": school.appearance.main,
        "дополнительный цвет": school.appearance.second,
    }
    for name, text in chosen.items():
        if text is None:
            continue
        path = ("оформление", name)
        if not is_colour(text):
            message = f"{name} «{text}» не понят"
            hint = 'напишите шесть знаков из справочника цветов в кавычках: "#17573f"'
            yield found("П-40", Level.ERROR, school, path, message, hint)
            continue
        colour = parse_colour(text)
        contrast = colour.contrast(GROUND)
        if contrast < READABLE:
            # Rounded down: 4,497 is not yet 4,5.
            shown = f"{floor(contrast * 100) / 100:.2f}".replace(".", ",")
            message = (
                f"{name} {colour} бледен: контраст текста с фоном плашек {shown} : 1, "
                "нужно не меньше 4,5 : 1"
            )
            hint = f'возьмите ближайший, который читается: "{colour.nearest_readable(GROUND)}"'
            yield found("П-41", Level.ERROR, school, path, message, hint)


RULES: tuple[Rule, ...] = (_colours,)
