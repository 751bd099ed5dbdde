"""Points of mentors: what counts, in which year, and the same sum by another way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from generator.model.loading import load
from generator.rules.rating import Rated, rating, rating_of_pairs
from tests.test_publication import PROCESSING, mentee, mentor
from tests.tiny_school import tiny_school

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 20)
PAIR = """\
наставник: sokolova
наставляемые: [orlov]
форма: педагог – педагог
вид: традиционное
модель: новичок – мастер
программа: {начало: 01.10.2024, окончание: 30.09.2025}
встречи:
  - {вид: рабочая, дата: 31.08.2025, минут: 60}
  - {вид: рабочая, дата: 01.09.2025, минут: 60}
итог:
  основание: реализована полностью
  дата: 20.09.2025
  результаты: Всё
  достижения для рейтинга:
    - {что: Урок, вид: Открытый урок, дата: 10.02.2025}
    - {что: Доклад, вид: доклад}
"""
POINTS = """\
баллы:
  - {за: встреча, баллов: 2}
  - {за: пара до конца, баллов: 10}
  - {за: открытый урок, баллов: 5}
"""


def test_each_deed_counts_in_the_year_of_its_day(tmp_path: Path) -> None:
    files = {"mentors/sokolova": mentor(PROCESSING), "mentees/orlov": mentee(PROCESSING)}
    registry = load(tiny_school(tmp_path, awards=POINTS, **files, **{"pairs/p1": PAIR}))[0]
    (before,) = rating(registry, "2024/25", TODAY)
    assert [(line.what, line.points) for line in before.lines] == [
        ("встреча", 2),
        ("открытый урок", 5),
    ]
    (after,) = rating(registry, "2025/26", TODAY)
    assert [(line.what, line.points) for line in after.lines] == [
        ("встреча", 2),
        ("пара до конца", 10),
    ]
    assert after.points == 12
    assert str(after.lines[0].origins[0]).startswith("data/pairs/p1.yml:9")


def test_equal_sums_share_a_place(tmp_path: Path) -> None:
    files = {
        "mentors/sokolova": mentor(PROCESSING),
        "mentors/belova": mentor(PROCESSING, name="Белова Марина Игоревна"),
        "mentees/orlov": mentee(PROCESSING),
        "mentees/kim": mentee(PROCESSING, name="Ким Вера Андреевна"),
        "pairs/p1": PAIR,
        "pairs/p2": PAIR.replace("sokolova", "belova").replace("orlov", "kim"),
    }
    registry = load(tiny_school(tmp_path, awards=POINTS, **files))[0]
    assert [(r.id, r.place) for r in rating(registry, "2025/26", TODAY)] == [
        ("belova", 1),
        ("sokolova", 1),
    ]


GOALS = """\
программа:
  начало: 01.10.2024
  окончание: 30.09.2025
  цели:
    - {результат: Тише, срок: май 2025, показатель: Замеры, отметка: выполнено}
    - {результат: Громче, срок: май 2025, показатель: Замеры, отметка: частично}
"""
NEWS = """\
заголовок: Семинар
дата: 10.10.2025
рубрика: События
кратко: Прошёл
текст: Прошёл семинар
наставники: [sokolova]
"""


def test_goals_reached_and_events_count_where_the_school_says_so(tmp_path: Path) -> None:
    points = "баллы: [{за: достигнутая цель, баллов: 3}, {за: событие, баллов: 4}]\n"
    plan = "программа: {начало: 01.10.2024, окончание: 30.09.2025}\n"
    registry = load(
        tiny_school(
            tmp_path,
            awards=points,
            **{
                "mentors/sokolova": mentor(PROCESSING),
                "mentees/orlov": mentee(PROCESSING),
                "pairs/p1": PAIR.replace(plan, GOALS),
                "news/seminar": NEWS,
            },
        )
    )[0]
    (rated,) = rating(registry, "2025/26", TODAY)
    assert [(line.what, line.points) for line in rated.lines] == [
        ("достигнутая цель", 3),
        ("событие", 4),
    ]
    (of_pair,) = rating_of_pairs(registry, "2025/26", TODAY)
    assert (of_pair.id, of_pair.points) == ("p1", 3)
    assert rating(registry, "2025/26", date(2025, 10, 9)) == rating_of_pairs_as_mentors(of_pair)


def rating_of_pairs_as_mentors(of_pair: Rated) -> tuple[Rated, ...]:
    return (Rated("sokolova", 1, of_pair.lines),)


def test_meetings_of_the_demonstration_are_counted_from_its_files() -> None:
    counted: dict[str, int] = {}
    for file in (ROOT / "data/pairs").glob("*.yml"):
        pair = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        for meeting in pair.get("встречи", ()):
            day, month, year = map(int, meeting["дата"].split("."))
            if date(2025, 9, 1) <= date(year, month, day) <= date(2026, 8, 31):
                counted[pair["наставник"]] = counted.get(pair["наставник"], 0) + 1
    rated = rating(load(ROOT)[0], "2025/26", TODAY)
    lines = {r.id: len(line.origins) for r in rated for line in r.lines if line.what == "встреча"}
    assert lines == counted


def test_the_page_explains_each_sum(internal_site: Path) -> None:
    page = (internal_site / "rating.html").read_text(encoding="utf-8")
    assert "методическая разработка, 1 × 5 = 5" in page
    assert "Смена: были наставляемыми, стали наставниками" in page
