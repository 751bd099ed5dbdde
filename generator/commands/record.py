"""``record``: meetings, outcomes, consents and their withdrawal, without opening a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.asking import Interview, Question, option_meant
from generator.commands.changing import changing, make, open_school, reopened, understood
from generator.commands.filling import Ask, Filled, fill, with_options
from generator.commands.options import Command, Day, Group
from generator.console import console

if TYPE_CHECKING:
    from generator.editing.planning import Plan
    from generator.editing.workspace import Workspace
    from generator.model.meeting_forms import Question as FormQuestion
    from generator.model.pair import Pair

_KIND = Ask("--kind", ("вид",), "Вид встречи. Без параметра — следующая по порядку", "ВИД")
_DATE = Ask("--date", ("дата",), "День встречи", "ДАТА", required=True, on_screen="сегодня")
_FORMAT = Ask(
    "--format", ("формат",), "Как встретились: очно, дистанционно, переписка", "КАК", default="очно"
)
_MINUTES = Ask(
    "--minutes",
    ("минут",),
    "Сколько минут; у переписки не нужно",
    "ЧИСЛО",
    required=True,
    unless=("формат", "переписка"),
)
_TOPIC = Ask("--topic", ("тема",), "Тема встречи")
_RESULT = Ask("--result", ("результат",), "Что в итоге")
_NEXT = Ask("--next", ("к следующей встрече",), "Что сделать к следующей встрече")
_MEETING = (_KIND, _DATE, _FORMAT, _MINUTES, _TOPIC, _RESULT, _NEXT)
_OUTCOME = (
    Ask("--reason", ("основание",), "Основание: реализована полностью…", required=True),
    Ask("--date", ("дата",), "День завершения", "ДАТА", required=True, on_screen="сегодня"),
    Ask("--results", ("результаты",), "Результаты для банков", required=True, prose=True),
    Ask("--closeness", ("близость к цели",), "Близость к цели, от 1 до 10", "ЧИСЛО"),
    Ask("--decision", ("решение",), "Решение: новый цикл или завершение", "РЕШЕНИЕ"),
    Ask("--why", ("пояснение",), "Пояснение; при досрочном завершении обязательно"),
)
_CONSENT = (
    Ask("--kind", ("вид",), "Вид: обработка или распространение", "ВИД", required=True),
    Ask("--date", ("дата",), "День, когда подписано", "ДАТА", required=True, on_screen="сегодня"),
    Ask("--number", ("номер",), "Номер", "НОМЕР"),
    Ask("--until", ("до",), "По какой день действует", "ДАТА"),
    Ask(
        "--show",
        ("сведения",),
        "Что можно показывать: ФИО, фото, отзыв…",
        "ЧТО",
        many=True,
        only=("вид", "распространение"),
    ),
    Ask(
        "--where",
        ("где",),
        "Где можно показывать, если не везде",
        "МЕСТО",
        many=True,
        only=("вид", "распространение"),
    ),
)
_goal_option = click.option(
    "--goal",
    multiple=True,
    metavar="N=ОТМЕТКА",
    help="Отметка цели по её номеру: 2=выполнено. Можно повторить.",
)


@click.group(cls=Group)
def record() -> None:
    """Записать встречу, итог пары, согласие или его отзыв."""


@record.command(cls=Command)
@click.argument("pair", metavar="ПАРА")
@with_options(_MEETING)
@click.option(
    "--answer",
    multiple=True,
    metavar="ВОПРОС=ОТВЕТ",
    help="Ответ на вопрос встречи по его ключу. Можно повторить.",
)
@_goal_option
@click.option(
    "--new-goal",
    multiple=True,
    metavar="РЕЗУЛЬТАТ|СРОК|ПОКАЗАТЕЛЬ",
    help="Новая цель: результат, срок и показатель через черту. Можно повторить.",
)
@changing
def meeting(
    project: Path,
    today: date | None,
    *,
    dry_run: bool,
    pair: str,
    answer: tuple[str, ...],
    goal: tuple[str, ...],
    new_goal: tuple[str, ...],
    **given: Any,
) -> None:
    """Записать встречу пары: вопросы у каждого вида встречи свои.

    ПАРА — имя файла или имена людей: «Соколова – Орлов».
    """
    from generator.editing.pairs import record_meeting

    school, chosen = _open(project, today, pair)
    talk = _MeetingTalk(school, chosen)
    filled = talk.fill(given)
    values = filled.values
    answers = talk.answers(str(values["вид"]), answer, asking=filled.asked)
    goals = talk.new_goals(str(values["вид"]), new_goal, asking=filled.asked)
    marks = _marks(school, chosen, goal, asking=filled.asked)
    whole = talk.ordered(values, answers)

    def draw_up() -> Plan:
        now = reopened(school, asked=filled.asked)
        return record_meeting(now, _same(now, chosen), whole, marks, goals)

    make(draw_up, dry_run=dry_run, typed=whole if filled.asked else None)


@record.command(cls=Command)
@click.argument("pair", metavar="ПАРА")
@with_options(_OUTCOME)
@click.option(
    "--achievement",
    multiple=True,
    metavar="ЧТО|ВИД|ДАТА",
    help="Достижение для рейтинга; дату можно опустить. Можно повторить.",
)
@_goal_option
@changing
def outcome(
    project: Path,
    today: date | None,
    *,
    dry_run: bool,
    pair: str,
    achievement: tuple[str, ...],
    goal: tuple[str, ...],
    **given: Any,
) -> None:
    """Записать итог пары: работа завершена.

    ПАРА — имя файла или имена людей: «Соколова – Орлов».
    """
    from generator.editing.pairs import record_outcome
    from generator.model.pair import Outcome

    school, chosen = _open(project, today, pair)
    filled = fill(school, Outcome, _OUTCOME, given, f"Итог: {_title(school, chosen)}")
    values = filled.values
    if gained := _achievements(school, achievement, asking=filled.asked):
        values["достижения для рейтинга"] = gained
    marks = _marks(school, chosen, goal, asking=filled.asked)

    def draw_up() -> Plan:
        now = reopened(school, asked=filled.asked)
        return record_outcome(now, _same(now, chosen), values, marks)

    make(draw_up, dry_run=dry_run, typed=values if filled.asked else None)


@record.command(cls=Command)
@click.argument("who", metavar="КТО")
@with_options(_CONSENT)
@changing
def consent(project: Path, today: date | None, *, dry_run: bool, who: str, **given: Any) -> None:
    """Записать согласие: на обработку или на распространение.

    КТО — имя файла, фамилия или полное имя.
    """
    from generator.editing.consents import record_consent
    from generator.editing.lookup import find_record
    from generator.model.consent import Consent

    school = open_school(project, today)
    person = understood(lambda: find_record(school, who))
    filled = fill(school, Consent, _CONSENT, given, f"Согласие: {person.full_name}")

    def draw_up() -> Plan:
        now = reopened(school, asked=filled.asked)
        return record_consent(now, find_record(now, person.key), filled.values)

    make(draw_up, dry_run=dry_run, typed=filled.values if filled.asked else None, more=_pages)


@record.command(cls=Command)
@click.argument("who", metavar="КТО")
@click.option(
    "--processing", is_flag=True, help="Отозвано согласие на обработку, а не на распространение."
)
@click.option(
    "--date", "day", type=Day(), metavar="ДАТА", help="День отзыва. Без параметра — сегодня."
)
@changing
def withdraw(
    project: Path,
    today: date | None,
    *,
    dry_run: bool,
    who: str,
    processing: bool,
    day: date | None,
) -> None:
    """Записать отзыв согласия и показать, какие страницы изменятся.

    КТО — имя файла, фамилия или полное имя.
    """
    from generator.editing.consents import withdraw_consent
    from generator.editing.lookup import find_person
    from generator.model.consent import ConsentKind

    school = open_school(project, today)
    people = understood(lambda: find_person(school, who))
    kind = ConsentKind.PROCESSING if processing else ConsentKind.DISSEMINATION
    make(
        lambda: withdraw_consent(school, people, kind, day or school.today),
        dry_run=dry_run,
        more=_pages,
    )


def _open(project: Path, today: date | None, pair: str) -> tuple[Workspace, Pair]:
    """Read the school and find the pair; of several the one that is not closed is meant."""
    from generator.editing.lookup import find_pair

    school = open_school(project, today)
    return school, understood(lambda: find_pair(school, pair, lambda p: p.outcome is None))


def _same(school: Workspace, pair: Pair) -> Pair:
    from generator.editing.lookup import find_pair

    return find_pair(school, pair.id)


def _title(school: Workspace, pair: Pair) -> str:
    from generator.editing.lookup import pair_title

    return pair_title(school, pair)


def _pages(made: Plan) -> list[str]:
    """Say which public pages the next build will change."""
    from generator.editing.pages import changed_pages

    changed = [str(page) for page in changed_pages(made.school, made.after)]
    if not changed:
        return ["на страницах сайта ничего не изменится"]
    return ["после сборки на сайте изменятся страницы:", *(f"  {page}" for page in changed)]


class _MeetingTalk:
    """Gathers what is recorded of a meeting of a pair."""

    def __init__(self, school: Workspace, pair: Pair) -> None:
        self._school = school
        self._pair = pair

    def fill(self, given: Mapping[str, Any]) -> Filled:
        """Gather everything but answers and goals; the kind offered is the next one."""
        from generator.model.pair import Meeting
        from generator.rules.pairs import next_meeting

        expected = next_meeting(self._school.registry, self._pair, self._school.today)
        kind = expected.kind.value if expected else ""
        heading = f"Встреча: {_title(self._school, self._pair)}"
        if expected:
            heading += f"; по порядку — {kind}, до {expected.due:%d.%m.%Y}"
        asks = (replace(_KIND, default=kind, required=not kind), *_MEETING[1:])
        filled = fill(self._school, Meeting, asks, given, heading)
        if filled.values.get("формат") == "очно":
            del filled.values["формат"]
        return filled

    def answers(self, kind: str, given: Sequence[str], *, asking: bool) -> dict[str, str]:
        """Return answers by the short keys of the questions."""
        questions = self._questions(kind)
        found = dict(self._answer(kind, text) for text in given)
        for question in questions if asking else ():
            if question.key not in found:
                note = f"({question.to_whom})" if question.to_whom else ""
                if text := _ask(Question(question.text, note), self._text):
                    found[question.key] = text
        return found

    def new_goals(self, kind: str, given: Sequence[str], *, asking: bool) -> list[dict[str, Any]]:
        """Return the goals a meeting has set; planning is the time to ask about them."""
        goals = [self._goal(text) for text in given]
        while asking and kind == "планирование":
            count = len(self._pair.plan.goals) + len(goals) + 1
            result = _ask(Question(f"Цель {count}: желаемый результат"), self._text)
            if not result:
                break
            goal = {"результат": result}
            for key, text in (("срок", "К какому сроку"), ("показатель", "По чему увидим")):
                note = "декабрь 2026" if key == "срок" else "то, что можно увидеть или посчитать"
                goal[key] = _ask(Question(text, note, required=True), self._of_goal(key))
            goals.append(goal)
        return goals

    def ordered(self, values: Mapping[str, Any], answers: Mapping[str, str]) -> dict[str, Any]:
        """Return the record of the meeting with its keys in their order."""
        from generator.model.pair import Meeting

        whole = {**values, "ответы": dict(answers)} if answers else dict(values)
        keys = (info.alias for info in Meeting.model_fields.values())
        return {key: whole[key] for key in keys if key in whole}

    def _questions(self, kind: str) -> Sequence[FormQuestion]:
        forms = self._school.registry.meeting_forms.forms
        return next((form.questions for form in forms if form.kind == kind), ())

    def _answer(self, kind: str, text: str) -> tuple[str, str]:
        from generator.editing.values import Option

        key, equals, answer = text.partition("=")
        known = [Option(question.key) for question in self._questions(kind)]
        meant = option_meant(key.strip(), known)
        if not equals or meant not in {option.value for option in known}:
            listed = "; ".join(option.value for option in known)
            wrong = f"нет вопроса «{key.strip()}»" if equals else f"«{text}» — без знака «=»"
            raise click.UsageError(f"--answer: {wrong}; вопросы встречи «{kind}»: {listed}")
        return meant, _option(self._text, "--answer", answer)

    def _goal(self, text: str) -> dict[str, Any]:
        parts = [part.strip() for part in text.split("|")]
        if len(parts) != 3 or not all(parts):
            message = f"--new-goal: «{text}» — нужно три части: результат|срок|показатель"
            raise click.UsageError(message)
        keys = ("результат", "срок", "показатель")
        return {
            key: _option(self._of_goal(key), "--new-goal", part)
            for key, part in zip(keys, parts, strict=True)
        }

    def _text(self, raw: Any) -> Any:
        from generator.editing.values import read_value
        from generator.model.pair import Meeting

        return read_value(self._school, Meeting, ("тема",), raw)

    def _of_goal(self, key: str) -> Callable[[Any], Any]:
        from generator.editing.values import read_value
        from generator.model.pair import Goal

        return lambda raw: read_value(self._school, Goal, (key,), raw)


def _ask(question: Question, read: Callable[[Any], Any]) -> Any:
    return Interview(console()).ask(question, read)


def _option(read: Callable[[Any], Any], option: str, raw: str) -> Any:
    """Return the value of a part of a parameter, or refuse the call."""
    from generator.editing.values import ValueRefusedError

    try:
        return read(raw.strip())
    except ValueRefusedError as error:
        raise click.UsageError(f"{option}: {error}") from error


def _marks(school: Workspace, pair: Pair, given: Sequence[str], *, asking: bool) -> dict[int, str]:
    """Return new marks of goals by their indexes from 0."""
    from generator.editing.values import options, read_value
    from generator.model.pair import Goal, GoalMark

    choice = options(school, Goal, ("отметка",))

    def read(raw: Any) -> Any:
        return read_value(school, Goal, ("отметка",), option_meant(raw, choice))

    marks: dict[int, str] = {}
    for text in given:
        number, equals, mark = text.partition("=")
        if not equals or not number.strip().isdecimal():
            raise click.UsageError(f"--goal: «{text}» — напишите так: 2=выполнено")
        marks[int(number) - 1] = _option(read, "--goal", mark)
    if asking:
        for index, goal in enumerate(pair.plan.goals):
            if index not in marks and goal.mark not in {GoalMark.DONE, GoalMark.DROPPED}:
                text = f"Цель {index + 1}: {goal.result} — какая теперь отметка?"
                question = Question(text, f"сейчас: {goal.mark}", choice)
                if mark := _ask(question, read):
                    marks[index] = mark
    return marks


def _achievements(school: Workspace, given: Sequence[str], *, asking: bool) -> list[dict[str, Any]]:
    """Return achievements for the rating."""
    from generator.editing.values import read_value
    from generator.model.pair import Achievement

    def reader(key: str) -> Callable[[Any], Any]:
        return lambda raw: read_value(school, Achievement, (key,), raw)

    keys = ("что", "вид", "дата")
    gained: list[dict[str, Any]] = []
    for text in given:
        parts = [part.strip() for part in text.split("|")]
        if not 2 <= len(parts) <= 3 or not all(parts):
            raise click.UsageError(f"--achievement: «{text}» — нужно: что|вид|дата")
        gained.append(
            {k: _option(reader(k), "--achievement", p) for k, p in zip(keys, parts, strict=False)}
        )
    while asking:
        what = _ask(Question("Достижение для рейтинга", "что сделано вместе"), reader("что"))
        if not what:
            break
        kind = Question("Вид достижения", "открытый урок, выступление, публикация", required=True)
        day = Question("Когда", "20.11.2026")
        gained.append(
            {"что": what, "вид": _ask(kind, reader("вид")), "дата": _ask(day, reader("дата"))}
        )
    return gained
