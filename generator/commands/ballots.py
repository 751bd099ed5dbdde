"""What is asked about a ballot: the nomination, who votes, a place or marks of each contender."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from generator.commands.asking import Interview, Question
from generator.commands.changing import understood
from generator.console import console

if TYPE_CHECKING:
    from generator.editing.values import Option
    from generator.editing.workspace import Workspace
    from generator.rules.voting import Verdict

_VOTES, _ABSTAINS, _RECUSED = "голосует", "воздержался", "отвод"


class BallotTalk:
    """Gathers a ballot on a terminal.

    Args:
        school: The school now.
        found: Decisions of one jury as they stand.
    """

    def __init__(self, school: Workspace, found: Sequence[Verdict]) -> None:
        self._school = school
        self._found = [one for one in found if one.award is None] or list(found)
        self._interview = Interview(console())
        self._judged: dict[str, list[str]] = {}

    def ask(self, nomination: str, who: str) -> tuple[Verdict, str, dict[str, Any]]:
        """Ask for what the call did not name.

        Returns:
            The nomination, who votes, and what the ballot says as it will be written.
        """
        from generator.editing.awards import judgement, nomination_called

        self._interview.heading(f"Бюллетень жюри {self._found[0].contest.year}")
        name = nomination or self._nomination()
        verdict = understood(partial(nomination_called, self._found, name))
        juror = who or self._juror(verdict)
        way = self._choose("Как голосует", (_VOTES, _ABSTAINS, _RECUSED), default=_VOTES)
        if way != _VOTES:
            reason = self._interview.ask(Question("Почему", required=True), str)
            return verdict, juror, {way: reason}
        self._interview.walk(list(self._questions(verdict)))
        return verdict, juror, understood(partial(judgement, verdict, self._judged))

    def _nomination(self) -> str:
        return self._choose("Номинация", [one.nomination.name for one in self._found])

    def _juror(self, verdict: Verdict) -> str:
        from generator.editing.awards import jurors_left

        left = jurors_left(self._school.registry, verdict)
        if not left:
            raise click.UsageError(f"«{verdict.nomination.name}»: все члены жюри уже проголосовали")
        named = {name: called for called, name in left}
        return named[self._choose("Член жюри", list(named))]

    def _choose(self, text: str, values: Sequence[str], default: str = "") -> str:
        from generator.editing.values import Option

        options = [Option(value) for value in values]
        question = Question(text, options=options, default=default, required=True)
        chosen: str = self._interview.ask(question, partial(_one_of, options))
        return chosen

    def _questions(self, verdict: Verdict) -> Any:
        from generator.editing.awards import contender_names

        criteria = verdict.nomination.criteria
        notes = [f"{criterion.name}, до {criterion.most}" for criterion in criteria] or [
            "место; равные — одним числом"
        ]
        for id_, name in contender_names(self._school.registry, verdict).items():
            self._judged[id_] = [""] * len(notes)
            for place, note in enumerate(notes):
                yield partial(self._number, id_, place, Question(name, f"({note})"))

    def _number(self, id_: str, place: int, question: Question) -> bool:
        number = self._interview.ask(question, _whole)
        self._judged[id_][place] = number or ""
        return True


def _one_of(options: Sequence[Option], typed: str) -> str:
    """Return what was chosen.

    Raises:
        ValueRefusedError: When it is none of the options.
    """
    if typed in {option.value for option in options}:
        return typed
    raise _refused("такого нет", "номер строки или её начало")


def _whole(typed: str) -> str:
    """Return a number as it was typed.

    Raises:
        ValueRefusedError: When it is none.
    """
    if typed.isdigit():
        return typed
    raise _refused(f"«{typed}» — не число", "целое число: 1")


def _refused(message: str, hint: str) -> Exception:
    from generator.diagnostics import Level, Problem, Span
    from generator.editing.values import ValueRefusedError

    return ValueRefusedError(Problem("К-03", Level.ERROR, Span(""), message, hint))
