"""The council's assignments and the work on cases, as the curator meets them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import lxml.html
import pytest

from generator.model.loading import load
from generator.model.registry import Registry
from generator.rules.case_work import remarks
from generator.rules.cases import GAP
from generator.rules.council import assignments
from generator.views.internal.calendar import calendar_events
from generator.views.internal.cases import CaseWorkContext, case_work_page
from generator.views.internal.dashboard import DashboardContext, TodoSort, dashboard_page
from generator.views.internal.pair_rows import pair_row
from tests.sound_school import sound_school
from tests.tiny_school import tiny_school

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 20)
COUNCIL = """\
название: Совет наставников
цель: Помогать
задачи: [Подбирать пары]
состав: [{{должность: психолог, роль: член совета}}]
заседания:
  - дата: {held}
    протокол: "1"
    поручения: [{{что: Сверить согласия, кто: куратор{more}}}]
"""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(ROOT)[0]


def text_of(page: Path) -> str:
    words = lxml.html.parse(str(page)).xpath("//main")[0].text_content()
    return " ".join(words.replace("\u00a0", " ").split())


def dashboard(registry: Registry, today: date = TODAY) -> DashboardContext:
    context = dashboard_page(registry, today, ()).context
    assert isinstance(context, DashboardContext)
    return context


def count_of(shown: DashboardContext, sort: TodoSort) -> int:
    (count,) = [group.count for group in shown.late if group.sort is sort]
    return count


@pytest.mark.parametrize(
    ("more", "state", "overdue", "days"),
    [
        (", срок: 19.11.2026", "просрочено", 1, ["срок поручения"]),
        (", срок: 20.11.2026", "в работе", 0, ["срок поручения"]),
        ("", "в работе", 0, []),
        (", срок: 19.11.2026, исполнено: 20.11.2026", "выполнено", 0, ["поручение выполнено"]),
        (", срок: 19.11.2026, исполнено: 21.11.2026", "просрочено", 1, ["срок поручения"]),
    ],
)
def test_an_assignment_waits_until_it_is_done(
    tmp_path: Path, more: str, state: str, overdue: int, days: list[str]
) -> None:
    held = COUNCIL.format(held="12.11.2026", more=more)
    registry = load(tiny_school(tmp_path, council=held))[0]
    (fact,) = assignments(registry, TODAY)
    assert fact.state == state
    shown = dashboard(registry)
    assert sum(bool(todo.overdue_days) for todo in shown.todos) == overdue
    assert count_of(shown, TodoSort.TASKS) == (overdue or not days)
    listed = [t for t in (*shown.todos, *shown.this_week) if "Сверить согласия" in t.what]
    assert bool(listed) is (state != "выполнено")
    assert str(fact.origin).startswith("data/council.yml:8:")
    events = [e for e in calendar_events(registry, TODAY) if "Сверить" in e.title]
    assert [event.sort for event in events] == days


def test_a_meeting_to_come_gives_no_assignments_yet(tmp_path: Path) -> None:
    ahead = COUNCIL.format(held="21.11.2026", more=", срок: 30.11.2026")
    assert assignments(load(tiny_school(tmp_path, council=ahead))[0], TODAY) == ()


def test_the_page_of_the_council_tells_what_is_late_first(internal_site: Path) -> None:
    text = text_of(internal_site / "council.html")
    late = text.index("Выяснить, почему одна из пар не встречалась")
    assert late < text.index("Подготовить приказ и дополнительное соглашение для пары")
    assert "просрочено" in text[late : late + 200]
    assert text.index("17 декабря 2026") < text.index("12 ноября 2026, протокол № 9")
    assert "data/council.yml:127" in text


def test_the_public_page_shows_neither_assignments_nor_meetings_to_come(public_site: Path) -> None:
    text = text_of(public_site / "council.html")
    assert "протокол № 9" in text
    assert "17 декабря 2026" not in text
    assert "Выяснить, почему одна из пар" not in text


def lacks(registry: Registry, **changes: object) -> str:
    case = registry.cases["tihiy-urok"].model_copy(update=changes)
    cases = {**registry.cases, case.id: case}
    return "; ".join(one.text for one in remarks(replace(registry, cases=cases), case, TODAY))


def test_each_thing_that_a_case_lacks_is_named(tmp_path: Path) -> None:
    registry = load(sound_school(tmp_path))[0]
    story = registry.cases["tihiy-urok"].request
    whole = lacks(registry)
    assert "слов:" not in whole
    short = lacks(registry, actions="Раз. " * 3, failures="Два. " * 3, result="Три. " * 3)
    assert re.search(r"в рассказе слов: \d+ из 500", short)
    assert "«что делали» в двух словах" in short
    assert "«запрос» в двух словах" not in short
    assert f"пропуск «{GAP}» в «результат»" in lacks(registry, result=f"{story} {GAP}")
    assert GAP not in whole
    assert "нет самопроверки" in whole
    assert "нет ни одного числа" in lacks(registry, measures=())
    assert "нет ни одного числа" not in whole
    assert "нет ни одного отзыва" in whole


def test_an_unfinished_pair_and_a_lost_consent_hinder_a_case(tmp_path: Path) -> None:
    registry = load(sound_school(tmp_path))[0]
    assert "не завершена" in lacks(registry, pair="2026-sokolova-orlov")
    assert "не завершена" not in lacks(registry)
    mentee = registry.mentees["orlov"].model_copy(update={"consents": ()})
    without = replace(registry, mentees={**registry.mentees, "orlov": mentee})
    assert "Орлов Илья Сергеевич: нет согласия на обработку" in lacks(without)
    assert "Орлов Илья Сергеевич: в кейсе без имени" in lacks(registry)


def test_a_draft_that_names_somebody_without_leave_says_so(tmp_path: Path) -> None:
    pieces = (
        "# data/cases/tihiy-urok.yml\nстатус: черновик\nкратко: Как Орлов Илья успокоил класс\n"
    )
    registry = load(sound_school(tmp_path, pieces))[0]
    context = case_work_page(registry, TODAY).context
    assert isinstance(context, CaseWorkContext)
    (draft,) = context.drafts
    assert any("назван человек без согласия" in one.text for one in draft.hindered)
    assert all(one.origin.line for one in draft.hindered)


def test_the_page_of_cases_leads_to_file_and_line(internal_site: Path) -> None:
    text = text_of(internal_site / "case-work.html")
    assert "Вернуть вкус к уроку" in text
    assert "в рассказе слов: 279 из 500" in text
    assert "мнение участников ступень 1 из 4" in text
    assert "data/cases/vernut-vkus-k-uroku.yml:15" in text
    assert "Захаров И. М. — Беляева С. И." in text


def test_what_is_done_is_not_waited_for(registry: Registry) -> None:
    events = calendar_events(registry, TODAY)
    done = [event for event in events if event.sort in {"пункт выполнен", "поручение выполнено"}]
    assert len(done) > 3
    assert all(event.first <= TODAY for event in done)
    titles = {event.title for event in events if event.sort == "срок цели" and event.first > TODAY}
    assert titles
    reached = [
        goal.result
        for pair in registry.pairs.values()
        for goal in pair.plan.goals
        if goal.mark == "выполнено"
    ]
    assert not [title for title in titles if any(f"«{one}»" in title for one in reached)]


def test_a_silent_pair_is_not_soothed_by_its_average(registry: Registry) -> None:
    silent = pair_row(registry, registry.pairs["2026-morozova-vinogradova"], TODAY)
    assert (silent.rhythm, silent.silent) == (None, 29)
    going = pair_row(registry, registry.pairs["2026-sokolova-orlov"], TODAY)
    assert going.rhythm is not None
    assert going.silent == 0


def test_the_counters_hold_expired_consents(registry: Registry) -> None:
    expired = [todo for todo in dashboard(registry).todos if todo.state == "истекло"]
    assert count_of(dashboard(registry), TodoSort.CONSENTS) == len(expired) == 2
    # A day before the end of the two consents nothing has expired yet.
    assert count_of(dashboard(registry, date(2026, 8, 31)), TodoSort.CONSENTS) == 0
    assert count_of(dashboard(registry, date(2026, 9, 1)), TodoSort.CONSENTS) == 2
