"""``consents``: what each person allows, where the site shows him, what ends, who is missing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.text import Text

from generator import console as terminal
from generator.commands.changing import open_school, understood
from generator.commands.options import Command, project_option, today_option

if TYPE_CHECKING:
    from generator.rules.consents import PersonConsents
    from generator.rules.recognition import GivenAway
    from generator.views.internal.consents import ConsentRow


@click.command(cls=Command)
@project_option
@today_option
@click.option("--person", "who", metavar="КТО", help="Только один человек: имя файла или фамилия.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Как показать: text — людям, json — программам.",
)
def consents(project: Path, today: date | None, who: str | None, form: str) -> None:
    """Показать согласия: что разрешено и что скоро кончится."""
    from generator.editing.lookup import find_person
    from generator.rules.recognition import given_away
    from generator.views.internal.consents import consent_rows

    school = open_school(project, today)
    rows = consent_rows(school.registry, school.today)
    away = tuple(given_away(school.registry, school.today))
    if who is not None:
        asked = understood(lambda: find_person(school, who))
        keys = {person.key for person in asked}
        rows = tuple(row for row in rows if row.consents.person.key in keys)
        away = tuple(item for item in away if item.person.key in keys)
    if form == "json":
        click.echo(json.dumps(list(map(_listed, rows)), ensure_ascii=False, indent=2).encode())
        return
    screen = terminal.console()
    for row in rows:
        _print(row, screen)
    _print_ends(rows, away, screen)


def _listed(row: ConsentRow) -> dict[str, Any]:
    facts = row.consents
    return {
        "person": facts.person.key,
        "name": facts.person.full_name,
        "processing": str(facts.processing),
        "processing_until": facts.processing_until and facts.processing_until.isoformat(),
        "dissemination": str(facts.dissemination),
        "until": facts.until and facts.until.isoformat(),
        "allowed": {str(place): list(map(str, shown)) for place, shown in facts.allowed.items()},
        "conditions": list(facts.conditions),
        "papers": list(facts.papers),
        "pages": [page.address for page in row.pages],
    }


def _print(row: ConsentRow, screen: Console) -> None:
    facts = row.consents
    screen.print(Text(f"{facts.person.full_name} ({row.role})", style="bold"))
    until = f" до {facts.processing_until:%d.%m.%Y}" if facts.processing_until else ""
    screen.print(Text(f"  обработка: {facts.processing}{until}"))
    until = f" до {facts.until:%d.%m.%Y}" if facts.until else ""
    screen.print(Text(f"  распространение: {facts.dissemination}{until}"))
    for places, shown in facts.by_places:
        screen.print(Text(f"    {places}: {', '.join(map(str, shown))}"))
    for words in facts.conditions:
        screen.print(Text(f"    условие: {words}"))
    for paper in facts.papers:
        screen.print(Text(f"    бумага: {paper}"))
    if row.pages:
        screen.print("  показан на страницах:")
    for page in row.pages:
        screen.print(Text(f"    {page.address} — {page.title}"))


def _without_leave(facts: PersonConsents) -> str:
    never = facts.dissemination == "нет"
    return facts.person.full_name + ("" if never else f" ({facts.dissemination})")


def _print_ends(rows: tuple[ConsentRow, ...], away: tuple[GivenAway, ...], screen: Console) -> None:
    expired = [row.consents.person.full_name for row in rows if row.consents.expired]
    ending = [
        f"{row.consents.person.full_name} ({kind} до {day:%d.%m.%Y})"
        for row in rows
        for kind, day in row.consents.ending
    ]
    lacking = [row.consents.person.full_name for row in rows if "обработка" in row.consents.missing]
    hidden = [
        _without_leave(row.consents) for row in rows if "распространение" in row.consents.missing
    ]
    for title, names, style in (
        ("Нет согласия на обработку", lacking, "bold red"),
        ("Истекло", expired, "bold red"),
        ("Кончится за 60 дней", ending, "yellow"),
        ("Нет согласия на распространение", hidden, "bold"),
    ):
        screen.print(Text.assemble((f"{title}: ", style), ", ".join(names) or "таких нет"))
    for item in away:
        words = f"{item.person.full_name} — кейс «{item.case.title}»: {item.why}"
        screen.print(Text.assemble(("Не назван, но узнаваем: ", "yellow"), words))
