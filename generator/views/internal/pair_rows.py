"""A pair in one line: what it owes, what it has done, what it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.pair import Pair
from generator.model.registry import Registry
from generator.rules.banks import form_name
from generator.rules.control import rhythm, silence
from generator.rules.pairs import (
    NextMeeting,
    goals_done,
    is_working,
    missing_papers,
    next_meeting,
    past_meetings,
    state_of,
)
from generator.views.internal.labels import pair_title


@dataclass(frozen=True, slots=True)
class PairRow:
    """A line of a list of pairs.

    Attributes:
        last: Day of the last meeting.
        rhythm: Days from meeting to meeting on the average, without holidays.
        silent: Days of a break that is too long and still goes on; 0 when there is none. The
            average of a pair that has stopped would only soothe.
        goals: How many goals are done, and of how many.
        papers: Names of the papers that are missing.
        card: Address of the sheet for the next meeting; empty when none is owed.
        origin: The pair's record.
        last_origin: Where the last meeting is recorded.
    """

    key: str
    title: str
    state: str
    form: str
    start: date
    end: date
    meetings: int
    last: date | None
    rhythm: int | None
    silent: int
    coming: NextMeeting | None
    goals: tuple[int, int]
    papers: tuple[str, ...]
    card: str
    origin: Span
    last_origin: Span


def card_path(pair: Pair) -> str:
    """Return the address of the sheet for a pair's next meeting."""
    return f"cards/{pair.id}"


def pair_row(registry: Registry, pair: Pair, today: date) -> PairRow:
    """Return the line of a pair on a day."""
    held = past_meetings(pair, today)
    coming = next_meeting(registry, pair, today)
    papers = missing_papers(registry, pair, today) if is_working(pair, today) else ()
    last = pair.meetings.index(held[-1]) if held else 0
    quiet = silence(registry, pair, today)
    return PairRow(
        key=pair.key,
        title=pair_title(registry, pair),
        state=state_of(pair, today).value,
        form=form_name(registry, pair),
        start=pair.plan.start,
        end=pair.outcome.date if pair.outcome else pair.plan.last_day,
        meetings=len(held),
        last=held[-1].date if held else None,
        rhythm=None if quiet else rhythm(registry, pair, today),
        silent=quiet.days if quiet else 0,
        coming=coming,
        goals=goals_done(pair),
        papers=tuple(missing.paper.value for missing in papers),
        card=card_path(pair) if coming else "",
        origin=pair.at(),
        last_origin=pair.at("встречи", last, "дата"),
    )
