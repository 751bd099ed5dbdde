"""Events as a calendar file (RFC 5545) that a phone opens; the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from generator.views.internal.calendar import Event

_PRODUCT = "-//Nastavnik//Calendar//RU"


def calendar_file(events: Iterable[Event], name: str, today: date) -> bytes:
    """Return events of whole days as a file.

    Args:
        events: In the order they should stand.
        name: What the phone calls the calendar.
        today: The day of the build; stands as the time of every event's making.
    """
    # A quarter of what a build has to import, and the public section has no calendar.
    from icalendar import Calendar
    from icalendar import Event as CalendarEvent

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    made = datetime.combine(today, time(), UTC)
    for event in events:
        entry = CalendarEvent()
        entry.add("uid", event.uid)
        entry.add("dtstamp", made)
        entry.add("dtstart", event.first)
        entry.add("dtend", event.last + timedelta(days=1))
        entry.add("summary", f"{event.title[0].upper()}{event.title[1:]}")
        entry.add("description", f"Запись: {event.origin}")
        entry.add("categories", [event.sort])
        # The day stays free: a term takes no time of it.
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    return bytes(calendar.to_ical())
