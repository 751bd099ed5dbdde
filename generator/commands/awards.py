"""``record ballot`` and ``record awards``: what the jury said, and what came of it."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from generator.commands.asking import on_terminal
from generator.commands.ballots import BallotTalk
from generator.commands.changing import changing, make, open_school, understood
from generator.commands.options import Command, need_project

if TYPE_CHECKING:
    from generator.editing.workspace import Workspace
    from generator.rules.voting import Verdict

_year_option = click.option(
    "--year",
    default="",
    metavar="ГОД",
    help="Учебный год: 2025/26. Без параметра — последнее жюри.",
)


@click.command(cls=Command)
@click.argument("who", metavar="[КТО]", default="")
@click.option(
    "--nomination",
    default="",
    metavar="НАЗВАНИЕ",
    help="Номинация. Без параметра команда спросит, с консоли — обязательно.",
)
@_year_option
@click.option(
    "--place",
    multiple=True,
    metavar="КАНДИДАТ=МЕСТО",
    help="Место кандидата: Соколова=1. Равные — одним числом. Можно повторить.",
)
@click.option(
    "--mark",
    multiple=True,
    metavar="КАНДИДАТ|БАЛЛ|БАЛЛ",
    help="Баллы кандидата в порядке критериев: «Соколова|9|5». Можно повторить.",
)
@click.option("--abstain", default="", metavar="ПРИЧИНА", help="Воздержался: почему.")
@click.option("--recuse", default="", metavar="ПРИЧИНА", help="Отвод: почему ему нельзя судить.")
@changing
def ballot(
    project: Path,
    today: date | None,
    *,
    dry_run: bool,
    who: str,
    nomination: str,
    year: str,
    place: tuple[str, ...],
    mark: tuple[str, ...],
    abstain: str,
    recuse: str,
) -> None:
    """Записать бюллетень члена жюри по одной номинации.

    КТО — ФИО или фамилия, как в составе жюри. Чего не назвали, команда спросит сама.
    """
    from generator.editing.awards import contest_verdicts, nomination_called, record_ballot

    need_project(project)
    ways = sum(map(bool, (place, mark, abstain, recuse)))
    asking = on_terminal() and not ways
    if not asking and (ways != 1 or not who or not nomination):
        _refuse(ways, who, nomination)
    school = open_school(project, today)
    found = understood(partial(contest_verdicts, school, year))
    if asking:
        talk = BallotTalk(school, found)
        make(lambda: record_ballot(school, *talk.ask(nomination, who)), dry_run=dry_run)
        return
    verdict = understood(partial(nomination_called, found, nomination))
    judged: dict[str, Any] = {"воздержался": abstain} if abstain else {"отвод": recuse}
    if place:
        judged = {"места": [_place(school, verdict, text) for text in place]}
    if mark:
        judged = {"оценки": [_marks(school, verdict, text) for text in mark]}
    make(lambda: record_ballot(school, verdict, who, judged), dry_run=dry_run)


def _refuse(ways: int, who: str, nomination: str) -> NoReturn:
    if not who:
        raise click.UsageError("не указано, кто голосует; в терминале команда спросит сама")
    if not nomination:
        raise click.UsageError("не указано: --nomination; в терминале команда спросит сама")
    assert ways != 1
    raise click.UsageError("нужно одно из: --place, --mark, --abstain, --recuse")


@click.command(cls=Command)
@_year_option
@click.option(
    "--reason",
    multiple=True,
    metavar="НОМИНАЦИЯ=ЗА ЧТО",
    help="За что награда, одной фразой. Можно повторить.",
)
@click.option(
    "--winner",
    multiple=True,
    metavar="НОМИНАЦИЯ=КАНДИДАТ",
    help="Кого жюри назвало, когда бюллетени не решили. Можно повторить.",
)
@click.option(
    "--order", default="", metavar="АКТ", help="Приказ, который уже есть. Без параметра — проект."
)
@changing
def awards(
    project: Path,
    today: date | None,
    *,
    dry_run: bool,
    year: str,
    reason: tuple[str, ...],
    winner: tuple[str, ...],
    order: str,
) -> None:
    """Записать награды от жюри и проект приказа о них.

    Записанное попадает в приказ, грамоты и, по согласию, на доску почёта.
    """
    from generator.editing.awards import (
        contender_called,
        contest_verdicts,
        nomination_called,
        record_awards,
    )

    school = open_school(project, today)
    found = understood(partial(contest_verdicts, school, year))

    def named(text: str) -> tuple[Verdict, str]:
        name, _, rest = text.partition("=")
        if not rest.strip():
            raise click.UsageError(f"«{text}» — нужно «номинация=…»")
        return understood(partial(nomination_called, found, name)), rest.strip()

    reasons = {verdict.nomination.name: rest for verdict, rest in map(named, reason)}
    chosen = {
        verdict.nomination.name: understood(
            partial(contender_called, school.registry, verdict, rest)
        )
        for verdict, rest in map(named, winner)
    }
    make(lambda: record_awards(school, found, reasons, chosen, order), dry_run=dry_run)


def _place(school: Workspace, verdict: Verdict, text: str) -> dict[str, Any]:
    who, _, number = text.rpartition("=")
    if not number.strip().isdigit():
        raise click.UsageError(f"--place: «{text}» — нужно «кандидат=место», место числом")
    return {**_who(school, verdict, who), "место": int(number)}


def _marks(school: Workspace, verdict: Verdict, text: str) -> dict[str, Any]:
    who, *marks = (part.strip() for part in text.split("|"))
    criteria = verdict.nomination.criteria
    if len(marks) != len(criteria) or not all(mark.isdigit() for mark in marks):
        order = "|".join(criterion.name for criterion in criteria) or "критериев у номинации нет"
        raise click.UsageError(f"--mark: «{text}» — нужно «кандидат|{order}», баллы числами")
    given = {criterion.name: int(mark) for criterion, mark in zip(criteria, marks, strict=True)}
    return {**_who(school, verdict, who), "баллы": given}


def _who(school: Workspace, verdict: Verdict, text: str) -> dict[str, str]:
    from generator.editing.awards import contender_called

    id_ = understood(partial(contender_called, school.registry, verdict, text))
    return {verdict.nomination.whom.value: id_}
