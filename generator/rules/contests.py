"""Ballots against the rules of their nominations, awards against what the jury decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.diagnostics import Level, Problem
from generator.model.award import Awards
from generator.model.contest import Contest, Nomination, Voting, Whom
from generator.model.registry import Registry
from generator.model.types import fold
from generator.rules.finding import Rule, found
from generator.rules.voting import Verdict, juror_called, verdicts


def _strangers(registry: Registry, _: date) -> Iterator[Problem]:
    """A ballot names its member of the jury and a nomination the school has, once each."""
    awards = registry.awards
    for index, contest in enumerate(awards.contests if awards else ()):
        assert awards is not None
        yield from _strange_ballots(registry, awards, index, contest)
        for number, candidate in enumerate(contest.candidates):
            nomination = _called(awards, candidate.nomination)
            path = ("конкурсы", index, "выдвинуты", number)
            if nomination is None:
                yield _no_nomination(awards, (*path, "номинация"), candidate.nomination)
                continue
            chosen = candidate.mentor if nomination.whom is Whom.MENTOR else candidate.pair
            if chosen is None:
                message = f"в номинации «{nomination.name}» выдвигают ключом «{nomination.whom}»"
                hint = "иначе кандидат не учтён"
                yield found("В-11", Level.WARNING, awards, path, message, hint)


def _strange_ballots(
    registry: Registry, awards: Awards, index: int, contest: Contest
) -> Iterator[Problem]:
    seen = set()
    for number, ballot in enumerate(contest.ballots):
        path = ("конкурсы", index, "бюллетени", number)
        juror = juror_called(registry, contest, ballot.juror)
        if juror is None:
            message = f"«{ballot.juror}» нет в жюри {contest.year}: бюллетень не учтён"
            hint = "назовите члена жюри, как в составе"
            yield found("В-11", Level.WARNING, awards, (*path, "член жюри"), message, hint)
            continue
        nomination = _called(awards, ballot.nomination)
        if nomination is None:
            yield _no_nomination(awards, (*path, "номинация"), ballot.nomination)
            continue
        key = contest.jury.index(juror), fold(ballot.nomination)
        if key in seen:
            message = f"второй бюллетень: {ballot.juror}, «{nomination.name}»; учтён первый"
            yield found("В-11", Level.WARNING, awards, path, message, "оставьте один")
        seen.add(key)


def _called(awards: Awards, name: str) -> Nomination | None:
    return next((one for one in awards.nominations if fold(one.name) == fold(name)), None)


def _no_nomination(awards: Awards, path: tuple[str | int, ...], name: str) -> Problem:
    known = ", ".join(f"«{one.name}»" for one in awards.nominations) or "ни одной"
    message = f"номинации «{name}» нет"
    return found("В-11", Level.WARNING, awards, path, message, f"записаны: {known}")


def _criteria(registry: Registry, _: date) -> Iterator[Problem]:
    """A nomination judged by marks says what the marks are for (М 7.2)."""
    awards = registry.awards
    for index, nomination in enumerate(awards.nominations if awards else ()):
        assert awards is not None
        if nomination.voting is Voting.MARKS and not nomination.criteria:
            message = f"в номинации «{nomination.name}» голосуют оценками, а критериев нет"
            hint = "добавьте «критерии»: название и наибольший балл"
            yield found("В-11", Level.WARNING, awards, ("номинации", index), message, hint)


def _voted(registry: Registry, today: date) -> Iterator[Problem]:
    """A ballot that does not count is told of, and so is an award the ballots speak against.

    Nobody judges himself, the pair he is of, or the mentor who leads him (Т 34).
    """
    for verdict in verdicts(registry, today):
        for vote in verdict.votes:
            if vote.is_slip:
                message = f"бюллетень не учтён: {vote.why_not}"
                yield Problem("В-11", Level.WARNING, vote.origin, message, "исправьте бюллетень")
            elif vote.is_conflict and vote.was_cast:
                message = f"бюллетень не учтён: член жюри — {vote.why_not}"
                hint = "замените голос на «отвод: …» или уберите бюллетень"
                yield Problem("В-12", Level.WARNING, vote.origin, message, hint)
        yield from _other_winner(registry, verdict)


def _other_winner(registry: Registry, verdict: Verdict) -> Iterator[Problem]:
    """The award of a year goes to whom the jury chose."""
    awards, award = registry.awards, verdict.award
    if awards is None or award is None or not verdict.winner:
        return
    given = award.mentor if verdict.nomination.whom is Whom.MENTOR else award.pair
    if given != verdict.winner:
        path = ("награды", awards.awards.index(award))
        message = (
            f"«{award.nomination}» {award.year}: записано {given or 'иное'}, "
            f"а по бюллетеням — {verdict.winner}"
        )
        hint = "проверьте бюллетени и награду"
        yield found("В-13", Level.WARNING, awards, path, message, hint)


RULES: tuple[Rule, ...] = (_strangers, _criteria, _voted)
"""Rules about contests."""
