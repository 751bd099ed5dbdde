"""Meetings, outcomes and cases of pairs against their forms and against one another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.diagnostics import Level, Problem
from generator.model.case import CaseStatus
from generator.model.pair import MeetingFormat
from generator.model.registry import Registry
from generator.model.types import nearest
from generator.rules.cases import GAP, MIN_WORDS, words_in
from generator.rules.finding import Rule, day, found
from generator.rules.pairs import PairState, state_of


def _answers(registry: Registry, _: date) -> Iterator[Problem]:
    """Answers use the keys of that kind's questions (Т, five meetings)."""
    for pair in registry.pairs.values():
        for index, meeting in enumerate(pair.meetings):
            form = registry.meeting_forms.form_of(meeting.kind)
            known = [question.key for question in form.questions] if form else []
            for key in meeting.answers:
                if key not in known:
                    guess = nearest(key, known, 1)
                    hint = f"возможно, «{guess[0]}»" if guess else f"вопросы: {'; '.join(known)}"
                    path = ("встречи", index, "ответы", key)
                    message = f"у встречи «{meeting.kind}» нет вопроса «{key}»"
                    yield found("П-02", Level.ERROR, pair, path, message, hint)


def _length(registry: Registry, _: date) -> Iterator[Problem]:
    """A meeting in person has a least length (Т, «Организация хода»)."""
    for pair in registry.pairs.values():
        for index, meeting in enumerate(pair.meetings):
            form = registry.meeting_forms.form_of(meeting.kind)
            if meeting.format is MeetingFormat.CORRESPONDENCE or form is None:
                continue
            path = ("встречи", index, "минут")
            if meeting.minutes is None:
                message = f"у встречи «{meeting.kind}» не записано, сколько минут она шла"
                yield found("П-19", Level.ADVICE, pair, path, message, "добавьте «минут: …»")
            elif form.min_minutes and meeting.minutes < form.min_minutes:
                message = f"встреча «{meeting.kind}» шла {meeting.minutes} мин"
                hint = f"по программе не меньше {form.min_minutes} мин"
                yield found("П-04", Level.WARNING, pair, path, message, hint)


def _outcomes(registry: Registry, today: date) -> Iterator[Problem]:
    """A pair whose time is over has an outcome or a prolongation (М 6.1)."""
    for pair in registry.pairs.values():
        if state_of(pair, today) is PairState.NO_OUTCOME:
            message = f"срок пары вышел {day(pair.plan.last_day)}, а итога нет"
            hint = "запишите «итог» или «продления»"
            path = ("программа", "окончание")
            yield found("П-08", Level.WARNING, pair, path, message, hint)


def _cases(registry: Registry, today: date) -> Iterator[Problem]:
    """A case tells of a finished pair (Л 6.2, Т 33)."""
    for case in registry.cases.values():
        if case.status is not CaseStatus.PUBLISHED:
            continue
        pair = registry.pairs[case.pair]
        if state_of(pair, today) not in {PairState.FINISHED, PairState.ENDED_EARLY}:
            message = f"кейс опубликован, а пара {pair.id} ещё не завершена"
            yield found("П-11", Level.WARNING, case, ("пара",), message, "запишите итог пары")
        if case.published is None:
            message = "кейс опубликован, а дня публикации нет"
            hint = "добавьте «опубликован: дата»"
            yield found("П-12", Level.ERROR, case, ("статус",), message, hint)
        for value in case.values_with(GAP):
            message = f"кейс опубликован, а в нём пропуск: {GAP}"
            yield found("П-33", Level.ERROR, case, value.path, message, "допишите или сотрите")
        if (words := words_in(case)) < MIN_WORDS:
            message = f"рассказ короток: {words} слов"
            hint = f"от {MIN_WORDS} слов читатель сможет повторить"
            yield found("П-13", Level.ADVICE, case, ("название",), message, hint)


RULES: tuple[Rule, ...] = (_answers, _length, _outcomes, _cases)
"""Rules about what pairs write down."""
