"""A sheet to print for the next meeting of each pair, with that meeting's questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.meeting_forms import MeetingForm, Question
from generator.model.pair import Goal, GoalMark, Meeting, Pair
from generator.model.registry import Registry
from generator.rules.pairs import NextMeeting, next_meeting, past_meetings
from generator.views.internal.labels import pair_title
from generator.views.internal.pair_rows import card_path
from generator.views.page import Internal, Page

_MOST_GOALS = 4
_MOST_LINES = 14


@dataclass(frozen=True, slots=True)
class CardContext:
    """What the sheet shows.

    Attributes:
        form: The form of that kind of meeting, if the school has one.
        questions: Questions by whom they are put to; an empty name means both.
        last: The meeting before it.
        goals: Goals the pair still works at; at most as many as a sheet bears.
        goals_left_off: How many more there are.
        dense: There is so much to ask that the lines stand closer: the sheet is one page.
    """

    title: str
    key: str
    coming: NextMeeting
    form: MeetingForm | None
    questions: tuple[tuple[str, tuple[Question, ...]], ...]
    last: Meeting | None
    goals: tuple[Goal, ...]
    goals_left_off: int
    dense: bool
    pair_origin: Span
    last_origin: Span | None
    origin: Span


def card_pages(registry: Registry, today: date) -> Iterator[Page[Internal]]:
    """Describe a sheet for each pair that owes a meeting."""
    for pair in registry.pairs.values():
        if (coming := next_meeting(registry, pair, today)) is not None:
            title = f"Карточка встречи: {pair_title(registry, pair)}"
            yield Page(
                path=card_path(pair),
                title=title,
                description="Лист к следующей встрече: вопросы и цели",
                template="internal/card.html",
                context=_context(registry, pair, coming, today),
                parent="pairs/index",
                origin=pair.at(),
            )


def _context(registry: Registry, pair: Pair, coming: NextMeeting, today: date) -> CardContext:
    held = past_meetings(pair, today)
    form = registry.meeting_forms.form_of(coming.kind)
    done = {GoalMark.DONE, GoalMark.DROPPED}
    goals = [goal for goal in pair.plan.goals if goal.mark not in done]
    shown = goals[:_MOST_GOALS]
    lines = len(shown) + (len(form.questions) + len(form.steps) if form else 0)
    return CardContext(
        title=pair_title(registry, pair),
        key=pair.key,
        coming=coming,
        form=form,
        questions=_by_whom(form.questions) if form else (),
        last=held[-1] if held else None,
        goals=tuple(shown),
        goals_left_off=len(goals) - len(shown),
        dense=lines > _MOST_LINES,
        pair_origin=pair.at(),
        last_origin=pair.at("встречи", pair.meetings.index(held[-1])) if held else None,
        origin=registry.meeting_forms.at(),
    )


def _by_whom(questions: tuple[Question, ...]) -> tuple[tuple[str, tuple[Question, ...]], ...]:
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(question.to_whom or "", []).append(question)
    return tuple((whom, tuple(group)) for whom, group in groups.items())
