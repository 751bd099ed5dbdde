"""``match``: who is proposed to whom, and the pairs written."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console as terminal
from generator.commands.changing import changing, make, open_school, understood
from generator.commands.options import Command, Day

if TYPE_CHECKING:
    from generator.editing.workspace import Workspace
    from generator.model.registry import Registry
    from generator.rules.matching.market import Matched, Proposal


@click.command(cls=Command)
@click.option("--write", is_flag=True, help="Записать предложенные пары и проект приказа.")
@click.option(
    "--accept",
    multiple=True,
    metavar="КТО",
    help="Записать только этих наставляемых: ФИО или имя файла; можно несколько раз.",
)
@click.option("--start", type=Day(), metavar="ДАТА", help="Первый день пар. Без параметра — день.")
@click.option(
    "--end", type=Day(), metavar="ДАТА", help="Последний день пар. Без параметра — 31 мая."
)
@click.option(
    "--order", default="", metavar="АКТ", help="Приказ, который уже есть. Без параметра — проект."
)
@click.option(
    "--lock",
    default="",
    metavar="НАСТАВНИК=НАСТАВЛЯЕМЫЙ",
    help="Соединить двоих, что бы ни говорили баллы; нужна --because.",
)
@click.option(
    "--bar",
    default="",
    metavar="НАСТАВНИК=НАСТАВЛЯЕМЫЙ",
    help="Не соединять двоих; нужна --because.",
)
@click.option("--because", default="", metavar="ПРИЧИНА", help="Почему так решили.")
@changing
def match(
    project: Path,
    today: date | None,
    *,
    dry_run: bool,
    lock: str,
    bar: str,
    because: str,
    write: bool,
    accept: tuple[str, ...],
    start: date | None,
    end: date | None,
    order: str,
) -> None:
    """Подобрать пары по баллам и листам предпочтений.

    Показывает предложения с причинами; с --write записывает их и проект приказа; --lock и --bar
    записывают решение о двоих. Веса, листы, запреты и закрепления — в записи «подбор пар» папки
    data.
    """
    from generator.editing.lookup import find_record
    from generator.editing.matching import Wanted, end_of_year, write_pairs
    from generator.rules.matching import market

    school = open_school(project, today)
    if lock or bar:
        _decide(school, "закрепления" if lock else "запреты", lock or bar, because, dry_run=dry_run)
        return
    matched = market.match(school.registry, school.today)
    if not (write or accept):
        _show(school.registry, matched, school.today)
        return
    first = start or school.today
    chosen = [understood(partial(find_record, school, name)).id for name in accept]
    proposals = [p for p in matched.proposals if not chosen or p.score.mentee in chosen]
    wanted = Wanted(first, end or end_of_year(first), order)
    make(lambda: write_pairs(school, proposals, wanted), dry_run=dry_run)


def _decide(school: Workspace, key: str, text: str, because: str, *, dry_run: bool) -> None:
    from generator.editing.lookup import find_person
    from generator.editing.matching import record_decision

    guide, _, young = (part.strip() for part in text.partition("="))
    if not (guide and young and because):
        raise click.UsageError(f"«{text}» — нужно «наставник=наставляемый» и --because ПРИЧИНА")

    def one(name: str, folder: str) -> str:
        records = understood(partial(find_person, school, name))
        ids = [person.id for person in records if person.folder == folder]
        if not ids:
            bank = "наставников" if folder == "mentors" else "наставляемых"
            raise click.UsageError(f"«{name}» нет в банке {bank}")
        return ids[0]

    mentor, mentee = one(guide, "mentors"), one(young, "mentees")
    make(lambda: record_decision(school, key, mentor, mentee, because), dry_run=dry_run)


def _why(proposal: Proposal) -> str:
    """Return what decided besides the points: the curator, then the sheets of both sides."""
    told = [f"закрепил куратор: {proposal.lock.reason}"] if proposal.lock else []
    for side, place in (
        ("наставляемого", proposal.place_for_mentee),
        ("наставника", proposal.place_for_mentor),
    ):
        if place is not None:
            told.append(f"в листе {side} место {place}")
    return "".join(f"; {words}" for words in told)


def _show(registry: Registry, matched: Matched, today: date) -> None:
    from generator.render.words import counted
    from generator.rules.names import Name
    from generator.rules.permissions import processing_consent

    screen = terminal.console()
    how = "по листам предпочтений" if matched.by_sheets else "по наибольшей сумме баллов"
    screen.print(f"[bold]Подбор {how}[/]")
    for proposal in matched.proposals:
        score = proposal.score
        mentor = Name.parse(registry.mentors[score.mentor].full_name).short
        mentee = Name.parse(registry.mentees[score.mentee].full_name).short
        points = counted(score.points, "балл", "балла", "баллов")
        screen.print(f"\n[bold]{mentor} — {mentee}[/]: {points}{_why(proposal)}")
        if processing_consent(registry.mentees[score.mentee], today) is None:
            screen.print("  нет согласия наставляемого на обработку данных: сначала подпишите его")
        for line in score.lines:
            screen.print(f"  {line.points:>3} из {line.most:<3} {line.criterion}: {line.reason}")
    if matched.proof is not None:
        count = len(matched.proof.blocking)
        screen.print(
            f"\nПросмотрено сочетаний: {matched.proof.checked}; "
            f"предпочли бы друг друга: {count or 'никто'}"
        )
    for waiting in matched.waiting:
        name = Name.parse(waiting.mentee.full_name).short
        screen.print(f"\n[bold]Без пары: {name}[/], ждёт {waiting.days} дн.")
        for score, why in waiting.nearest:
            mentor = Name.parse(registry.mentors[score.mentor].full_name).short
            screen.print(f"  {score.points:>3} {mentor}: {why}")
    if not (matched.proposals or matched.waiting):
        screen.print("\nПодбирать некого: все наставляемые с наставниками")
    if matched.proposals:
        screen.print("\nЗаписать: nastavnik match --write")
