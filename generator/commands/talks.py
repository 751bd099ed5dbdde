"""What is asked about a meeting and an outcome: answers, goals, achievements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from generator.commands.asking import Interview, Question, option_meant
from generator.commands.filling import Ask, Filled, fill
from generator.console import console

if TYPE_CHECKING:
    from generator.editing.planning import Plan
    from generator.editing.workspace import Workspace
    from generator.model.meeting_forms import Question as FormQuestion
    from generator.model.pair import Pair

_PLANNING = "планирование"
_GOAL = ("результат", "действия", "срок", "показатель")
_KIND = Ask("--kind", ("вид",), "Вид встречи", ". Без параметра — следующая по порядку", "ВИД")
_BEGINNING = (
    _KIND,
    Ask("--date", ("дата",), "День встречи", "", "ДАТА", required=True, on_screen="сегодня"),
    Ask(
        "--format",
        ("формат",),
        "Как встретились",
        ": очно, дистанционно, переписка. Без параметра — очно",
        "КАК",
        default="очно",
    ),
    Ask(
        "--minutes",
        ("минут",),
        "Сколько минут",
        ", кроме переписки",
        "ЧИСЛО",
        required=True,
        unless=("формат", "переписка"),
    ),
    Ask(
        "--who",
        ("участники",),
        "Кто был",
        ", если не вся пара или не только она",
        "КТО",
        many=True,
    ),
    Ask("--topic", ("тема",), "Тема встречи"),
)
_END = (
    Ask("--result", ("результат",), "Что в итоге"),
    Ask("--next", ("к следующей встрече",), "Что сделать к следующей встрече"),
)
MEETING = (*_BEGINNING, *_END)


class MeetingTalk:
    """Gathers what is recorded of a meeting of a pair."""

    def __init__(self, school: Workspace, pair: Pair) -> None:
        self._school = school
        self._pair = pair

    def fill(self, given: Mapping[str, Any]) -> Filled:
        """Gather what comes before the answers; the kind offered is the next one."""
        from generator.editing.lookup import pair_title
        from generator.model.pair import Meeting
        from generator.rules.pairs import next_meeting

        expected = next_meeting(self._school.registry, self._pair, self._school.today)
        kind = expected.kind.value if expected else ""
        heading = f"Встреча: {pair_title(self._school, self._pair)}"
        if expected:
            heading += f"; по порядку — {kind}, до {expected.due:%d.%m.%Y}"
        asks = (replace(_KIND, default=kind, required=not kind), *_BEGINNING[1:])
        filled = fill(self._school, Meeting, asks, given, heading)
        if not filled.asked and not given["kind"]:
            self._need_other_day(filled.values["дата"])
        if filled.values.get("формат") == "очно":
            del filled.values["формат"]
        return filled

    def _need_other_day(self, day: date) -> None:
        """Refuse a meeting of an unnamed kind on a day that has one: a call made twice."""
        held = next((item for item in self._pair.meetings if item.date == day), None)
        if held is not None:
            raise click.UsageError(
                f"встреча {day:%d.%m.%Y} уже записана, её вид — {held.kind}; "
                "если это ещё одна, назовите вид: --kind"
            )

    def told(self, made: Plan, record: Mapping[str, Any]) -> list[str]:
        """Say what was recorded and what comes next."""
        from generator.editing.lookup import pair_title
        from generator.rules.pairs import next_meeting

        title = pair_title(self._school, self._pair)
        lines = [f"{title}: встреча «{record['вид']}» {record['дата']:%d.%m.%Y}"]
        after = made.after
        ahead = next_meeting(after.registry, after.registry.pairs[self._pair.id], after.today)
        if ahead:
            lines.append(f"следующая по порядку — {ahead.kind}, до {ahead.due:%d.%m.%Y}")
        return lines

    def answers(self, kind: str, given: Sequence[str], *, asking: bool) -> dict[str, str]:
        """Return answers by the short keys of the questions."""
        given_answers = dict(self._answer(kind, text) for text in given)
        found = dict(given_answers)
        interview = Interview(console())

        def step(question: FormQuestion) -> bool:
            if question.key in given_answers:
                return False
            note = f"({question.to_whom})" if question.to_whom else ""
            found[question.key] = interview.ask(Question(question.text, note), self._text)
            return True

        if asking:
            interview.walk([partial(step, question) for question in self._questions(kind)])
        return {key: text for key, text in found.items() if text}

    def new_goals(self, kind: str, given: Sequence[str], *, asking: bool) -> list[dict[str, Any]]:
        """Return the goals a meeting has set; planning is the time to ask about them."""
        goals = [self._goal(text) for text in given]
        while asking and kind == _PLANNING:
            number = len(self._pair.plan.goals) + len(goals) + 1
            questions = {
                "результат": Question(f"Цель {number}: желаемый результат"),
                "действия": Question("Что для этого сделать", "разбор трёх уроков", many=True),
                "срок": Question("К какому сроку", "декабрь 2026", required=True),
                "показатель": Question("По чему увидим", "три открытых урока", required=True),
            }
            goal = Interview(console()).row(questions, self._of_goal)
            if goal is None:
                break
            goals.append(goal)
        return goals

    def whole(
        self, begun: Filled, answers: Mapping[str, str], given: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return the record of the meeting, its end gathered last, its keys in their order."""
        from generator.model.pair import Meeting

        ended = fill(self._school, Meeting, _END, given, asking=begun.asked)
        whole = {**begun.values, **ended.values}
        if answers:
            whole["ответы"] = dict(answers)
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
        if not 3 <= len(parts) <= 4 or not all(parts):
            message = f"--new-goal: «{text}» — нужно: результат|срок|показатель|действие; действие"
            raise click.UsageError(message)
        keys = ("результат", "срок", "показатель", "действия")
        goal = {
            key: _option(self._of_goal(key), "--new-goal", part)
            for key, part in zip(keys, parts, strict=False)
        }
        return {key: goal[key] for key in _GOAL if key in goal}

    def _text(self, raw: Any) -> Any:
        from generator.editing.values import read_value
        from generator.model.pair import Meeting

        return read_value(self._school, Meeting, ("тема",), raw)

    def _of_goal(self, key: str) -> Callable[[Any], Any]:
        from generator.editing.values import read_value
        from generator.model.pair import Goal

        def read(raw: Any) -> Any:
            if key == "действия" and isinstance(raw, str):
                raw = [part.strip() for part in raw.split(";") if part.strip()]
            return read_value(self._school, Goal, (key,), raw)

        return read


def _option(read: Callable[[Any], Any], option: str, raw: str) -> Any:
    """Return the value of a part of a parameter, or refuse the call."""
    from generator.editing.values import ValueRefusedError

    try:
        return read(raw.strip())
    except ValueRefusedError as error:
        raise click.UsageError(f"{option}: {error}") from error


def marks_of(
    school: Workspace, pair: Pair, given: Sequence[str], *, asking: bool
) -> dict[int, str]:
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
    closed = {GoalMark.DONE, GoalMark.DROPPED}
    left = [i for i, g in enumerate(pair.plan.goals) if i not in marks and g.mark not in closed]
    interview = Interview(console())

    def step(index: int) -> bool:
        goal = pair.plan.goals[index]
        text = f"Цель {index + 1}: {goal.result} — какая теперь отметка?"
        now = f"сейчас: {goal.mark}"
        question = Question(text, now, choice, listed=index == left[0])
        marks[index] = interview.ask(question, read)
        return True

    if asking:
        interview.walk([partial(step, index) for index in left])
    return {index: mark for index, mark in marks.items() if mark}


def achievements_of(
    school: Workspace, given: Sequence[str], *, asking: bool
) -> list[dict[str, Any]]:
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
    questions = {
        "что": Question("Достижение для рейтинга", "что сделано вместе"),
        "вид": Question("Его вид", "открытый урок, выступление, публикация", required=True),
        "дата": Question("Когда", "20.11.2026"),
    }
    while asking and (row := Interview(console()).row(questions, reader)):
        gained.append(row)
    return gained
