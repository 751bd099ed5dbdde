"""The page of control: each rule with its source, what breaks it, what was set aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.catalogue import ENTRIES, Entry
from generator.diagnostics import Problem
from generator.rules.control import CONTROL_CODES
from generator.rules.silencing import Silenced
from generator.views.internal.codes import code_address
from generator.views.page import Internal, Page

_MOST = 40


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule and what is not as it asks.

    Attributes:
        problems: The first of what breaks it, as many as a page bears.
        count: How many there are in all.
    """

    entry: Entry
    explained: str
    problems: tuple[Problem, ...]
    count: int
    silenced: int


@dataclass(frozen=True, slots=True)
class SilencedRow:
    """A remark that was set aside, and the address where its code is explained."""

    silenced: Silenced
    explained: str


@dataclass(frozen=True, slots=True)
class ControlRulesContext:
    """What the page of control shows."""

    today: date
    rules: tuple[RuleRow, ...]
    silenced: tuple[SilencedRow, ...]


def control_rules_page(
    problems: Iterable[Problem], silenced: tuple[Silenced, ...], today: date
) -> Page[Internal]:
    """Describe the page of control rules."""
    found: dict[str, list[Problem]] = {code: [] for code in CONTROL_CODES}
    for problem in problems:
        if problem.code in found:
            found[problem.code].append(problem)
    rows = tuple(
        RuleRow(
            ENTRIES[code],
            code_address(code),
            tuple(told[:_MOST]),
            len(told),
            sum(item.problem.code == code for item in silenced),
        )
        for code, told in found.items()
    )
    aside = tuple(SilencedRow(item, code_address(item.problem.code)) for item in silenced)
    return Page(
        path="control",
        title="Контроль правил",
        description="Что по правилам программы нарушено и что решено оставить",
        template="internal/control.html",
        context=ControlRulesContext(today, rows, aside),
    )
