"""The Monday page, the calendar and the sheets, as the curator meets them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import lxml.html
import pytest
from icalendar import Calendar
from playwright.sync_api import Browser
from pypdf import PdfReader

from generator.diagnostics import Span
from generator.model.loading import load
from generator.model.pair import MeetingKind
from generator.model.registry import Registry
from generator.render.calendar_file import calendar_file
from generator.rules.pairs import awaits_outcome, next_meeting
from generator.views.internal.calendar import Event, calendar_events, calendar_pages
from generator.views.internal.dashboard import TodoSort
from tests.test_control import PAIR, START, journal, school
from tests.test_council import dashboard

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(ROOT)[0]


def test_the_calendar_opens_and_holds_each_owed_meeting(
    registry: Registry, internal_site: Path
) -> None:
    calendar = Calendar.from_ical((internal_site / "calendar.ics").read_bytes())
    events = calendar.walk("VEVENT")
    uids = [str(event["UID"]) for event in events]
    assert len(uids) == len(set(uids)) > 100
    days = {str(event["UID"]): event.decoded("DTSTART") for event in events}
    for pair in registry.pairs.values():
        if (coming := next_meeting(registry, pair, TODAY)) is not None:
            found = [day for uid, day in days.items() if uid.startswith(f"{pair.id}-next")]
            assert found == [coming.due], pair.id
    assert all(event["DTSTART"].params["VALUE"] == "DATE" for event in events)


def test_the_calendar_is_the_same_each_time(registry: Registry) -> None:
    events = calendar_events(registry, TODAY)
    assert calendar_file(events, "Школа", TODAY) == calendar_file(events, "Школа", TODAY)
    assert b"\r\n" in calendar_file(events, "Школа", TODAY)


def test_a_meeting_written_down_moves_no_other_event(registry: Registry) -> None:
    before = {event.uid for event in calendar_events(registry, TODAY)}
    pair = registry.pairs["2026-sokolova-orlov"]
    fewer = pair.model_copy(update={"meetings": pair.meetings[1:]})
    pairs = {**registry.pairs, pair.id: fewer}
    changed = Registry(**{**vars(registry), "pairs": pairs})
    after = {event.uid for event in calendar_events(changed, TODAY)}
    assert {uid.split("@")[0] for uid in before - after} == {
        "2026-sokolova-orlov-20261006-1",
        "2026-sokolova-orlov-next-7",
    }


def test_a_calendar_of_many_days_has_several_pages_and_says_where_a_month_begins() -> None:
    days = [TODAY + timedelta(days=number - 130) for number in range(380)]
    place = Span("data/school.yml", 1, 1)
    events = tuple(Event(day, day, "срок", "Сдать", "", f"{day}@школа", place) for day in days)
    pages = list(calendar_pages(events, TODAY))
    assert [page.path for page in pages] == ["calendar", "calendar/2", "calendar/3"]
    shown = [event for page in pages for event in page.context.part.rows]
    assert shown == [event for event in events if event.last >= TODAY]
    for page in pages:
        assert [e for month in page.context.ahead for e in month.events] == [
            *page.context.part.rows
        ]
    assert [bool(page.context.past) for page in pages] == [True, False, False]
    starts = dict(pages[0].context.starts)
    assert len(starts) == 9
    assert starts["Ноябрь 2026"] == "calendar#m-2026-11"
    assert starts["Март 2027"] == "calendar/2#m-2027-03"


def test_the_calendar_never_leaves_the_internal_site(public_site: Path) -> None:
    assert not list(public_site.rglob("*.ics"))


def test_the_first_page_tells_each_working_pair_with_its_place(
    registry: Registry, internal_site: Path
) -> None:
    page = (internal_site / "index.html").read_text(encoding="utf-8").replace("<wbr>", "")
    for pair in registry.pairs.values():
        if next_meeting(registry, pair, TODAY) is not None:
            assert f"cards/{pair.id}.html" in page
            assert f"{pair.at().path}:{pair.at().line}" in page


def test_the_first_page_tells_what_of_the_plans_is_done_and_by_what(
    registry: Registry, internal_site: Path
) -> None:
    text = (internal_site / "index.html").read_text(encoding="utf-8").replace("<wbr>", "")
    (part,) = lxml.html.fromstring(text).xpath("//section[h2/@id='plans']")
    lines = [" ".join(line.text_content().split()) for line in part.xpath(".//ul/li")]
    (entered,) = [line for line in lines if "п. 26 " in line]
    assert registry.workplan is not None
    assert re.search(r"10\.11\.2026 .*data/workplan\.yml:\d+ .*График обратной связи", entered)
    (proven,) = [line for line in lines if "п. 24 " in line]
    assert "По записям 5 из 5: 5 записей" in proven
    assert "Карты целей 2025/26 года" not in proven
    assert part.xpath(".//a[contains(@href, 'plan-control.html#')]")


def test_a_sheet_fits_a_page_of_paper(
    browser: Browser, internal_site: Path, tmp_path: Path
) -> None:
    page = browser.new_page()
    for sheet in sorted((internal_site / "cards").glob("*.html")):
        page.goto(sheet.as_uri())
        file = tmp_path / "card.pdf"
        page.pdf(path=file, format="A4", prefer_css_page_size=True)
        read = PdfReader(file).pages
        assert len(read) == 1, sheet.name
        assert "Вопросы" in read[0].extract_text(), sheet.name
    page.close()


_MUCH = """() => {
  const last = document.querySelector('.nm-card__last');
  if (last) last.textContent = (last.textContent + ' ').repeat(12);
  const goals = document.querySelector('.nm-card__part ul.nm-items');
  while (goals && goals.children.length < 5) goals.append(goals.children[0].cloneNode(true));
}"""


def test_a_sheet_with_much_on_it_is_still_one_page(
    browser: Browser, internal_site: Path, tmp_path: Path
) -> None:
    page = browser.new_page()
    # The final meeting asks most, a working one has most goals.
    for name in ("2025-dyachenko-baranov", "2026-sokolova-orlov"):
        page.goto((internal_site / "cards" / f"{name}.html").as_uri())
        page.evaluate(_MUCH)
        page.pdf(path=tmp_path / "card.pdf", format="A4", prefer_css_page_size=True)
        assert len(PdfReader(tmp_path / "card.pdf").pages) == 1, name
    page.close()


def test_what_was_set_aside_stays_listed_with_its_reason(internal_site: Path) -> None:
    page = (internal_site / "control.html").read_text(encoding="utf-8")
    assert "приезжает раз в три недели" in page
    assert "снято: 1" in page


def test_charts_and_links_call_people_by_name_and_not_by_file(
    registry: Registry, internal_site: Path
) -> None:
    ids = {person.id for person in registry.people()} | set(registry.pairs)
    shown = lxml.html.parse(str(internal_site / "monitoring" / "2024-vliyanie.html"))
    labels = " ".join(shown.xpath("//main//svg/@aria-label"))
    assert "Лебедев" in labels
    assert not ids & set(re.findall(r"[a-z][a-z-]+", labels))
    pair = lxml.html.parse(str(internal_site / "pairs" / "2026-pavlova-rodionova.html"))
    (link,) = pair.xpath("//dt[.='Продолжает пару']/../dd/a")
    assert link.text.replace("\xa0", " ") == "Павлова Ю. Д. — Родионова Л. В., 2025/26"


@pytest.mark.parametrize(
    ("end", "final", "owed", "since"),
    [
        ("20.11.2026", "", MeetingKind.FINAL, None),  # the last day goes on
        ("19.11.2026", "", MeetingKind.FINAL, date(2026, 11, 19)),
        ("31.12.2026", "итоговая 20.11.2026 90", None, date(2026, 11, 20)),
        ("31.12.2026", "итоговая 21.11.2026 90", MeetingKind.WORKING, None),  # still to come
    ],
)
def test_after_its_last_day_or_final_meeting_a_pair_owes_its_outcome(
    tmp_path: Path, end: str, final: str, owed: MeetingKind | None, since: date | None
) -> None:
    rows = (*START, final) if final else START
    text = PAIR.replace("31.05.2027", end) + journal(*rows)
    registry = school(tmp_path, text)
    (pair,) = registry.pairs.values()
    coming = next_meeting(registry, pair, TODAY)
    assert (coming.kind if coming else None) is owed
    assert awaits_outcome(pair, TODAY) == since
    shown = dashboard(registry)
    told = [t for t in (*shown.todos, *shown.this_week) if t.sort is TodoSort.OUTCOMES]
    assert [todo.due for todo in told] == ([since] if since else [])


@pytest.mark.parametrize(("start", "late"), [("20.11.2026", False), ("19.11.2026", True)])
def test_papers_are_asked_for_before_the_pair_begins(
    tmp_path: Path, start: str, late: bool
) -> None:
    ahead = school(tmp_path / "1", PAIR.replace("05.10.2026", "27.11.2026"))
    assert [t.state for t in dashboard(ahead).this_week if t.sort is TodoSort.PAPERS]
    begun = school(tmp_path / "2", PAIR.replace("05.10.2026", start))
    assert bool([t for t in dashboard(begun).todos if t.sort is TodoSort.PAPERS]) is late


def test_whoever_has_a_mentor_proposed_leads_to_the_decision(internal_site: Path) -> None:
    page = lxml.html.parse(str(internal_site / "index.html"))
    rows = page.xpath("//tbody[@id='todo-search']/tr[position() > 1]")
    told = {row.xpath("./th/a")[0].text: row for row in rows}
    offered = told["Найти наставника: Антонова\xa0К.\xa0Р."]
    assert offered.xpath("./th/a/@href") == ["matching.html#offer-antonova"]
    assert "Подбор предлагает: Вяземская-Лунёва" in offered.text_content()
    (other,) = [row for what, row in told.items() if "Фролов" in what]
    assert other.xpath("./th/a/@href") == ["mentees/frolov.html"]
