"""Ballots of the jury, and the awards it decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.editing.blanks import write_blank
from generator.editing.ids import choose_id
from generator.editing.planning import Plan, plan
from generator.editing.records import key_order
from generator.editing.workspace import RefusalError, Workspace
from generator.model.act import ActKind
from generator.model.award import Awards
from generator.model.contest import Contest, Juror, Voting, Whom
from generator.model.registry import Registry
from generator.model.types import fold
from generator.rules.names import Name
from generator.rules.voting import (
    Verdict,
    juror_called,
    juror_name,
    verdicts,
)
from generator.source.splice import Append

_FILE = "data/awards.yml"


def contest_verdicts(school: Workspace, year: str = "") -> tuple[Verdict, ...]:
    """Return the decisions of a year's jury as they stand.

    Args:
        school: The school now.
        year: School year; empty for the newest jury.

    Raises:
        RefusalError: When there is no such jury or no nomination.
    """
    found = verdicts(school.registry, school.today)
    if not found:
        hint = "запишите «номинации» и «конкурсы» в data/awards.yml"
        raise RefusalError("жюри и номинаций в данных нет", hint)
    years = list(dict.fromkeys(verdict.contest.year for verdict in found))
    if year and year not in years:
        raise RefusalError(f"жюри за {year} нет", f"есть: {', '.join(years)}")
    return tuple(verdict for verdict in found if verdict.contest.year == (year or years[0]))


def nomination_called(found: Sequence[Verdict], name: str) -> Verdict:
    """Return the decision on a nomination.

    Raises:
        RefusalError: When there is no such nomination; lists them.
    """
    for verdict in found:
        if fold(verdict.nomination.name) == fold(name):
            return verdict
    known = "; ".join(verdict.nomination.name for verdict in found)
    raise RefusalError(f"номинации «{name}» нет", f"есть: {known}")


def contender_called(registry: Registry, verdict: Verdict, text: str) -> str:
    """Return the id of the contender a text names: by id, surname of the mentor, full name.

    Raises:
        RefusalError: When none or several are meant; lists the contenders.
    """
    calls = {one.id: _calls(registry, verdict, one.id) for one in verdict.contenders}
    found = [id_ for id_, names in calls.items() if fold(text) in names]
    if len(found) == 1:
        return found[0]
    known = "; ".join(calls) or "ни одного"
    trouble = "таких кандидатов несколько" if found else "такого кандидата нет"
    raise RefusalError(f"«{text}» — {trouble}", f"кандидаты: {known}")


def jurors_left(registry: Registry, verdict: Verdict) -> tuple[tuple[str, str], ...]:
    """Return the members of the jury who may still vote: what each is called by, and the name."""
    return tuple(
        (_called(registry, vote.juror), juror_name(registry, vote.juror))
        for vote in verdict.votes
        if not vote.was_cast and not vote.is_conflict
    )


def _called(registry: Registry, juror: Juror) -> str:
    return juror.mentor or juror.mentee or juror_name(registry, juror)


def contender_names(registry: Registry, verdict: Verdict) -> dict[str, str]:
    """Return full names of the contenders by their ids; a pair is named by all its people."""
    if verdict.nomination.whom is Whom.MENTOR:
        return {one.id: registry.mentors[one.id].full_name for one in verdict.contenders}
    pairs = (registry.pairs[one.id] for one in verdict.contenders)
    return {
        pair.id: " — ".join(person.full_name for person in registry.participants(pair))
        for pair in pairs
    }


def judgement(verdict: Verdict, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return what a ballot says, as it is written: «места» or «оценки».

    Args:
        verdict: The nomination.
        given: By the contender's id a place, or marks in the order of the criteria, as typed;
            empty ones are left out.

    Raises:
        RefusalError: When a number is none, or some marks of a contender are missing.
    """
    whom, criteria = verdict.nomination.whom.value, verdict.nomination.criteria
    rows: list[dict[str, Any]] = []
    for id_, typed in given.items():
        texts = [text.strip() for text in typed]
        if not any(texts):
            continue
        if not all(text.isdigit() for text in texts):
            message = f"«{', '.join(texts)}» — нужны целые числа"
            raise RefusalError(message, f"поправьте строку «{id_}»")
        numbers = [int(text) for text in texts]
        if verdict.nomination.voting is Voting.PLACES:
            rows.append({whom: id_, "место": numbers[0]})
        else:
            names = (criterion.name for criterion in criteria)
            rows.append({whom: id_, "баллы": dict(zip(names, numbers, strict=True))})
    if not rows:
        raise RefusalError("бюллетень пуст", "впишите места или баллы, отвод или «воздержался»")
    return {"места" if verdict.nomination.voting is Voting.PLACES else "оценки": rows}


def record_ballot(
    school: Workspace, verdict: Verdict, juror: str, judged: Mapping[str, Any]
) -> Plan:
    """Plan the ballot of a member of the jury on one nomination.

    Args:
        school: The school now.
        verdict: The nomination.
        juror: Who votes: full name, surname or id.
        judged: «места», «оценки», «воздержался» or «отвод» as they will be written.

    Raises:
        DataError: When the data would have errors.
        RefusalError: When the person is not of the jury, may not judge, has voted already, or
            the ballot would not count.
    """
    registry, contest, nomination = school.registry, verdict.contest, verdict.nomination
    member = juror_called(registry, contest, juror)
    if member is None:
        known = "; ".join(juror_name(registry, one) for one in contest.jury)
        raise RefusalError(f"«{juror}» не в жюри {contest.year}", f"в жюри: {known}")
    called = _called(registry, member)
    if any(
        juror_called(registry, contest, one.juror) == member
        and fold(one.nomination) == fold(nomination.name)
        for one in contest.ballots
    ):
        message = f"бюллетень уже записан: {called}, «{nomination.name}»"
        raise RefusalError(message, f"поправьте его в {_FILE}")
    values = {"член жюри": called, "номинация": nomination.name, **judged}
    assert registry.awards is not None
    path = ("конкурсы", registry.awards.contests.index(contest), "бюллетени")
    change = Append(path, values, key_order(Contest, "бюллетени"))
    made = plan(school, {_FILE: [change]})
    return replace(made, notes=(_counted(made, verdict, member),))


def _counted(made: Plan, before: Verdict, member: Juror) -> str:
    """Say how many ballots count now.

    Raises:
        RefusalError: When the new one does not and should not be there.
    """
    found = contest_verdicts(made.after, before.contest.year)
    now = nomination_called(found, before.nomination.name)
    vote = now.votes[before.contest.jury.index(member)]
    if vote.is_conflict and vote.was_cast:
        message = f"{juror_name(made.school.registry, member)} эту номинацию не судит"
        raise RefusalError(f"{message}: {vote.why_not}", "бюллетень не нужен, подсчёт это учтёт")
    if vote.is_slip:
        by_places = before.nomination.voting is Voting.PLACES
        hint = "места: --place КТО=МЕСТО" if by_places else "баллы: --mark «КТО|балл|балл»"
        raise RefusalError(vote.why_not, hint)
    told = f"учтено бюллетеней: {now.counted} из {len(now.votes)}, нужно {now.contest.quorum}"
    return f"{told}; {now.why_none}" if now.why_none else f"{told}; впереди {now.winner}"


def record_awards(
    school: Workspace,
    found: Sequence[Verdict],
    reasons: Mapping[str, str],
    chosen: Mapping[str, str],
    order: str = "",
) -> Plan:
    """Plan the awards that the jury decided and nobody has recorded.

    They go to the list of awards, and from there to the order, the certificates and, by consent,
    to the honour board. Without an order a draft of one is made.

    Args:
        school: The school now.
        found: Decisions of one jury.
        reasons: What each is for, by the nomination.
        chosen: Ids of winners the jury named by word of mouth after an equal vote.
        order: Id of the order; empty to take the year's one or draw up a draft.

    Raises:
        DataError: When the data would have errors.
        RefusalError: When there is nothing to record.
    """
    due = [one for one in found if one.award is None and (one.winner or chosen.get(_name(one)))]
    if not due:
        why = "; ".join(f"«{_name(one)}» — {_why_not(one)}" for one in found)
        raise RefusalError("записывать нечего", why)
    year = due[0].contest.year
    awards = school.registry.awards
    assert awards is not None
    known = [award.act for award in awards.awards if award.year == year and award.act]
    draft = {
        "вид": ActKind.AWARD_ORDER.value,
        "название": f"О поощрении участников программы по итогам {year} учебного года",
        "дата": school.today,
        "статус": "проект",
        "о чём": "Награждает участников программы по решению жюри.",
        "публикуется": False,
    }
    new = {}
    act = order or (known[0] if known else "")
    if not act:
        act = choose_id(school, "acts", draft)
        new[f"data/acts/{act}.yml"] = write_blank("acts", draft)
    steps = [
        Append(("награды",), _award(one, act, reasons, chosen), key_order(Awards, "награды"))
        for one in due
    ]
    return plan(school, {_FILE: steps}, new, tuple(_notes_of_awards(found, due, reasons)))


def _award(
    verdict: Verdict, act: str, reasons: Mapping[str, str], chosen: Mapping[str, str]
) -> dict[str, Any]:
    whom = "наставник" if verdict.nomination.whom is Whom.MENTOR else "пара"
    award = {
        "учебный год": verdict.contest.year,
        "номинация": _name(verdict),
        whom: chosen.get(_name(verdict)) or verdict.winner,
        "за что": reasons.get(_name(verdict)),
        "приказ": act,
    }
    return {key: value for key, value in award.items() if value}


def _calls(registry: Registry, verdict: Verdict, id_: str) -> set[str]:
    mentor = id_
    if verdict.nomination.whom is Whom.PAIR:
        mentor = registry.pairs[id_].mentor
    full = registry.mentors[mentor].full_name
    return {fold(id_), fold(full), fold(Name.parse(full).last), mentor}


def _notes_of_awards(
    found: Sequence[Verdict], due: Sequence[Verdict], reasons: Mapping[str, str]
) -> Iterator[str]:
    for verdict in due:
        if not reasons.get(_name(verdict)):
            yield f"«{_name(verdict)}»: допишите «за что» — одной фразой, тепло и конкретно"
    for verdict in found:
        if verdict not in due and verdict.award is None:
            yield f"«{_name(verdict)}» не записана: {_why_not(verdict)}"
    yield "приказ, грамоты и благодарности: nastavnik documents"


def _name(verdict: Verdict) -> str:
    return verdict.nomination.name


def _why_not(verdict: Verdict) -> str:
    return "награда уже записана" if verdict.award else verdict.why_none
