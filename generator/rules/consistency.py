"""Contradictions between records, found before anything is built."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from generator.diagnostics import Level, Problem, in_order
from generator.model.base import Entity, walk
from generator.model.case import CaseStatus
from generator.model.links import links_in
from generator.model.pair import MeetingFormat, Pair
from generator.model.registry import Registry
from generator.model.types import nearest
from generator.rules.cases import MIN_WORDS, words_in
from generator.rules.pairs import (
    PairState,
    Paper,
    is_working,
    missing_papers,
    past_meetings,
    state_of,
    unconsented,
)

_Check = Callable[[Registry, date], Iterator[Problem]]


def check(registry: Registry, today: date) -> tuple[Problem, ...]:
    """Run every check of records against one another.

    Args:
        registry: The school's records.
        today: The day on which deadlines and consents are judged.

    Returns:
        Problems in the order of files and lines; only dead links and unknown answers are errors.
    """
    return in_order(problem for rule in _CHECKS for problem in rule(registry, today))


def _at(
    code: str, level: Level, record: Entity, path: tuple[str | int, ...], message: str, hint: str
) -> Problem:
    return Problem(code, level, record.at(*path), message, hint)


def _text_links(registry: Registry, _: date) -> Iterator[Problem]:
    for entity in registry.entities():
        for value in walk(entity):
            for link in links_in(value.text):
                if link.key not in registry.by_key:
                    keys = [key for key in registry.by_key if key.startswith(f"{link.kind}/")]
                    guess = nearest(link.key, keys, 1)
                    hint = f"возможно, {guess[0]}" if guess else "проверьте имя файла"
                    message = f"ссылка «{link.text}» ведёт в никуда: {link.key}"
                    yield _at("П-01", Level.ERROR, entity, value.path, message, hint)


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
                    yield Problem("П-02", Level.ERROR, pair.at(*path), message, hint)


def _meeting_dates(registry: Registry, today: date) -> Iterator[Problem]:
    for pair in registry.pairs.values():
        previous = pair.plan.start
        for index, meeting in enumerate(pair.meetings):
            path = ("встречи", index, "дата")
            if meeting.date > today:
                message, hint = "встреча записана будущим днём", "проверьте дату"
            elif meeting.date < previous:
                what = "начала программы" if index == 0 else "предыдущей"
                message, hint = f"встреча раньше {what}", "проверьте порядок дат"
            else:
                message, hint = "", ""
            if message:
                yield _at("П-03", Level.WARNING, pair, path, message, hint)
            previous = max(previous, meeting.date)


def _meeting_length(registry: Registry, _: date) -> Iterator[Problem]:
    """A meeting in person has a least length (Т, «Организация хода»)."""
    for pair in registry.pairs.values():
        for index, meeting in enumerate(pair.meetings):
            form = registry.meeting_forms.form_of(meeting.kind)
            if meeting.format is MeetingFormat.CORRESPONDENCE or form is None:
                continue
            path = ("встречи", index, "минут")
            if meeting.minutes is None:
                message = f"у встречи «{meeting.kind}» не записано, сколько минут она шла"
                yield _at("П-04", Level.ADVICE, pair, path, message, "добавьте «минут: …»")
            elif form.min_minutes and meeting.minutes < form.min_minutes:
                message = f"встреча «{meeting.kind}» шла {meeting.minutes} мин"
                hint = f"по программе не меньше {form.min_minutes} мин"
                yield _at("П-04", Level.WARNING, pair, path, message, hint)


def _plan_length(registry: Registry, _: date) -> Iterator[Problem]:
    """A personalised programme lasts from three months to a year (М 1.2.1)."""
    for pair in registry.pairs.values():
        plan = pair.plan
        path = ("программа", "окончание")
        if plan.end < plan.start:
            message, hint = "программа кончается раньше, чем начинается", "проверьте даты"
            yield _at("П-05", Level.ERROR, pair, path, message, hint)
        elif plan.end - plan.start < timedelta(days=89):
            message, hint = "программа короче трёх месяцев", "от трёх месяцев до года"
            yield _at("П-06", Level.WARNING, pair, path, message, hint)
        elif plan.end - plan.start > timedelta(days=366):
            message, hint = "программа длиннее года", "запишите продление в «продления»"
            yield _at("П-06", Level.WARNING, pair, path, message, hint)


def _papers(registry: Registry, today: date) -> Iterator[Problem]:
    """Papers come before the pair (Л 2.2, 3.1, 3.2; М 3.3; ТК РФ, ст. 351.8)."""
    for pair in registry.pairs.values():
        if is_working(pair, today):
            for missing in missing_papers(registry, pair, today):
                if missing.paper is Paper.PROCESSING:
                    continue
                message = f"нет бумаги: {missing.paper} — {missing.person.full_name}"
                yield _at("П-07", Level.WARNING, pair, (), message, "оформите и запишите дату")


def _processing(registry: Registry, today: date) -> Iterator[Problem]:
    """Nobody stands in a bank without a processing consent (Л 2.2, 3.1, 3.2; Т 9, 12)."""
    for person in unconsented(registry, today):
        message = "в банке без согласия на обработку персональных данных"
        hint = "подпишите согласие и запишите в «согласия»"
        yield _at("П-17", Level.WARNING, person, ("ФИО",), message, hint)


def _outcomes(registry: Registry, today: date) -> Iterator[Problem]:
    for pair in registry.pairs.values():
        if state_of(pair, today) is PairState.NO_OUTCOME:
            message = f"срок пары вышел {pair.plan.last_day:%d.%m.%Y}, а итога нет"
            hint = "запишите «итог» или «продления»"
            path = ("программа", "окончание")
            yield _at("П-08", Level.WARNING, pair, path, message, hint)
        outcome = pair.outcome
        if outcome is None:
            continue
        if outcome.date < pair.plan.start:
            message = "итог раньше начала программы"
            path = ("итог", "дата")
            yield _at("П-05", Level.ERROR, pair, path, message, "проверьте даты")
        late = [m for m in past_meetings(pair, today) if m.date > outcome.date]
        if late:
            message = f"встреча {late[0].date:%d.%m.%Y} записана после итога"
            yield _at("П-03", Level.WARNING, pair, ("итог", "дата"), message, "проверьте даты")


def _capacity(registry: Registry, today: date) -> Iterator[Problem]:
    for mentor in registry.mentors.values():
        working = [p for p in registry.pairs_of.get(mentor.key, ()) if is_working(p, today)]
        load = sum(len(pair.mentees) for pair in working)
        if load > mentor.capacity:
            message = f"наставляемых сейчас {load}, а вместимость {mentor.capacity}"
            hint = "исправьте вместимость или передайте пару"
            yield _at("П-09", Level.WARNING, mentor, ("вместимость",), message, hint)
    for mentee in registry.mentees.values():
        working = [p for p in registry.pairs_of.get(mentee.key, ()) if is_working(p, today)]
        if len(working) > 1:
            listed = ", ".join(pair.id for pair in working)
            message = f"наставляемый сразу в нескольких парах: {listed}"
            yield _at("П-09", Level.WARNING, mentee, ("ФИО",), message, "оставьте одну")


def _orders(registry: Registry, _: date) -> Iterator[Problem]:
    """An order and the pairs it assigns name each other (М 3.3, Л 1.5)."""
    for act in registry.acts.values():
        for index, id_ in enumerate(act.pairs):
            if registry.pairs[id_].order != act.id:
                message = f"приказ закрепляет пару {id_}, а в ней указан другой приказ"
                path = ("пары", index)
                yield _at("П-10", Level.WARNING, act, path, message, "сверьте ключ «приказ» пары")
    for pair in registry.pairs.values():
        if pair.order and pair.id not in registry.acts[pair.order].pairs:
            message = f"пара ссылается на приказ {pair.order}, а её в нём нет"
            hint = "добавьте пару в «пары» приказа"
            yield _at("П-10", Level.WARNING, pair, ("приказ",), message, hint)


def _cases(registry: Registry, today: date) -> Iterator[Problem]:
    """A case tells of a finished pair (Л 6.2, Т 33)."""
    for case in registry.cases.values():
        if case.status is not CaseStatus.PUBLISHED:
            continue
        pair = registry.pairs[case.pair]
        if state_of(pair, today) not in {PairState.FINISHED, PairState.ENDED_EARLY}:
            message = f"кейс опубликован, а пара {pair.id} ещё не завершена"
            yield _at("П-11", Level.WARNING, case, ("пара",), message, "запишите итог пары")
        if case.published is None:
            message = "кейс опубликован, а дня публикации нет"
            yield _at(
                "П-12", Level.ERROR, case, ("статус",), message, "добавьте «опубликован: дата»"
            )
        if (words := words_in(case)) < MIN_WORDS:
            message = f"рассказ короток: {words} слов"
            hint = f"от {MIN_WORDS} слов читатель сможет повторить"
            yield _at("П-13", Level.ADVICE, case, ("название",), message, hint)


def _succession(registry: Registry, _: date) -> Iterator[Problem]:
    for pair in registry.pairs.values():
        if pair.continues and _same_people(pair, registry.pairs[pair.continues]) is False:
            message = f"пара продолжает {pair.continues}, но люди в них разные"
            yield _at("П-14", Level.WARNING, pair, ("продолжает пару",), message, "сверьте состав")


def _same_people(pair: Pair, earlier: Pair) -> bool:
    return pair.mentor == earlier.mentor and bool(set(pair.mentees) & set(earlier.mentees))


_CHECKS: tuple[_Check, ...] = (
    _text_links,
    _answers,
    _meeting_dates,
    _meeting_length,
    _plan_length,
    _papers,
    _processing,
    _outcomes,
    _capacity,
    _orders,
    _cases,
    _succession,
)
