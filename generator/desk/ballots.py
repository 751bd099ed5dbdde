"""The ballot of a member of the jury as a form: every contender with a place or with marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from generator.desk.fields import Field, Kind, Option, field_of
from generator.desk.forms import Form, Part
from generator.desk.shelf import Card, Shelf
from generator.desk.tasks import Task
from generator.desk.values import Raw
from generator.editing.awards import contender_names, judgement, jurors_left, record_ballot
from generator.editing.planning import Plan
from generator.editing.workspace import Workspace
from generator.model.contest import Ballot, Voting
from generator.model.registry import Registry
from generator.rules.voting import Verdict, verdicts

FILE = "data/awards.yml"
KIND = "awards"
_BALLOT = ("бюллетень",)


def open_ballots(registry: Registry, today: date) -> Iterator[tuple[Card, Verdict]]:
    """Yield the nominations somebody may still vote on, each as what is chosen from a list."""
    for number, verdict in enumerate(verdicts(registry, today), 1):
        if verdict.award is None and jurors_left(registry, verdict):
            title = f"{verdict.nomination.name}, {verdict.contest.year}"
            note = f"учтено бюллетеней: {verdict.counted} из {len(verdict.votes)}"
            yield Card(KIND, str(number), title, note, FILE), verdict


def ballot(shelf: Shelf, registry: Registry, verdict: Verdict) -> Task:
    """Offer to record how a member of the jury judged a nomination."""
    names = {name: id_ for id_, name in contender_names(registry, verdict).items()}
    left = jurors_left(registry, verdict)
    juror = replace(
        field_of(Ballot, "член жюри"),
        kind=Kind.CHOICE,
        hint="Кто ещё не голосовал и вправе судить.",
        options=tuple(Option(called, name) for called, name in left),
    )
    fields = (
        juror,
        *_judged(verdict, names),
        field_of(Ballot, "воздержался"),
        field_of(Ballot, "отвод"),
    )
    part = Part(_BALLOT, fields, later=frozenset({"воздержался", "отвод"}))
    criteria = verdict.nomination.criteria
    asked = [(one.name, f"До {one.most}.") for one in criteria] or [(name, name) for name in names]
    document = shelf.documents[FILE]
    form = Form((part,), document.data, (), lambda _, __: asked)

    def finish(school: Workspace, values: Sequence[Mapping[str, Raw]], _: str) -> Plan:
        raw = values[0]
        judged = next(
            ({way: raw[way].strip()} for way in ("воздержался", "отвод") if raw[way].strip()), None
        )
        return record_ballot(
            school,
            verdict,
            raw["член жюри"],
            judged or judgement(verdict, _given(verdict, names, raw)),
        )

    title = f"Бюллетень: {verdict.nomination.name}, {verdict.contest.year}"
    card = Card(KIND, KIND, title, "", FILE)
    return Task(title, form, card, _intro(verdict), finish=finish, sketch=True)


def _judged(verdict: Verdict, names: Mapping[str, str]) -> Iterator[Field]:
    if verdict.nomination.voting is Voting.PLACES:
        yield replace(field_of(Ballot, "места"), kind=Kind.ANSWERS, hint="1 — лучшее место.")
        return
    for name in names:
        yield Field(name, Kind.ANSWERS)


def _given(
    verdict: Verdict, names: Mapping[str, str], raw: Mapping[str, Raw]
) -> dict[str, list[str]]:
    criteria = verdict.nomination.criteria
    if verdict.nomination.voting is Voting.PLACES:
        return {id_: [raw["места"].get(name, "")] for name, id_ in names.items()}
    return {
        id_: [raw[name].get(criterion.name, "") for criterion in criteria]
        for name, id_ in names.items()
    }


def _intro(verdict: Verdict) -> str:
    if verdict.nomination.voting is Voting.PLACES:
        return "Равные места — одним числом; кого не поставили, те делят оставшиеся места."
    return "Баллы ставят каждому кандидату по каждому критерию."
