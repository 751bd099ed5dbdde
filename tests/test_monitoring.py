"""Monitoring: sums by hand, conclusions on both sides of five people, and attacks on the sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.loading import load
from generator.model.registry import Registry
from generator.publication.door import publish
from generator.rules.monitoring.disclosure import LEAST, Release, count_is_safe, let_out
from generator.rules.monitoring.impact import Effect, effects
from generator.rules.monitoring.indicators import Share, indicators
from generator.rules.monitoring.surveys import expectations, summaries, swot
from tests.test_publication import PROCESSING, mentee, mentor
from tests.tiny_school import tiny_school

TODAY = date(2026, 11, 20)
SURVEY = """\
название: Как прошёл год
учебный год: 2025/26
вопросы:
  - {ключ: ждал, вопрос: Чего ждали?, тип: шкала}
  - {ключ: вышло, вопрос: Что вышло?, тип: шкала, сравнить с: ждал}
  - {ключ: ещё, вопрос: Пошли бы ещё?, тип: закрытый, варианты: [да, нет], за: [да],
     показатель: продолжил бы}
  - {ключ: помогло, вопрос: Что помогло?, тип: открытый, фактор: сильные стороны}
  - {ключ: угроза, вопрос: Что грозит?, тип: закрытый, варианты: [нагрузка, деньги],
     фактор: угрозы}
ответы участников:
"""


def sheet(role: str, **answers: str) -> str:
    listed = ", ".join(f"{key}: {value}" for key, value in answers.items())
    return f"  - {{роль: {role}, ответы: {{{listed}}}}}\n"


def school(folder: Path, **files: str) -> Registry:
    people = {"mentors/sokolova": mentor(PROCESSING), "mentees/orlov": mentee(PROCESSING)}
    return load(tiny_school(folder, **{**people, **files}))[0]


def surveyed(folder: Path, *sheets: str) -> Registry:
    return school(folder, **{"surveys/s1": SURVEY + "".join(sheets), "pairs/p1": PAIR})


PAIR = """\
наставник: sokolova
наставляемые: [orlov]
форма: педагог – педагог
вид: традиционное
модель: новичок – мастер
программа: {начало: 01.10.2025, окончание: 29.05.2026}
"""


def test_answers_in_sums_by_hand(tmp_path: Path) -> None:
    registry = surveyed(
        tmp_path,
        sheet("наставник", ждал="6", вышло="9", ещё="да", помогло="Бланк", угроза="нагрузка"),
        sheet("наставник", ждал="8", вышло="7", ещё="нет", помогло="Бланк", угроза="деньги"),
        sheet("наставляемый", ждал="5", вышло="5", ещё="да", угроза="нагрузка"),
        sheet("наставляемый", вышло="'8,5'"),
    )
    survey = registry.surveys["s1"]
    waited, came_out, again, helped, _ = summaries(survey)
    assert (len(waited.sheets), waited.mean) == (3, Decimal("6.3"))
    assert (len(came_out.sheets), came_out.mean) == (4, Decimal("7.4"))
    assert [(share.text, len(share.origins)) for share in again.shares] == [("да", 2), ("нет", 1)]
    assert [(words.text, len(words.origins)) for words in helped.words] == [("Бланк", 2)]
    (row,) = expectations(survey)
    assert [*map(len, (row.sheets, row.higher, row.same, row.lower))] == [3, 1, 1, 1]
    assert (row.expected, row.came_out) == (Decimal("6.3"), Decimal("7.0"))
    cells = dict(swot(survey))
    assert [words.text for words in cells["сильные стороны"]] == ["Бланк"]
    assert [words.text for words in cells["угрозы"]] == ["нагрузка", "деньги"]
    assert cells["возможности"] == ()


def studied(folder: Path, *pairs: tuple[str, str], better: str = "больше") -> Effect:
    people = {
        f"mentees/m{number}": mentee(PROCESSING, name=f"Орлов Илья {name}")
        for number, name in enumerate(NAMES[: len(pairs)])
    }
    rows = "".join(
        f"  - {{наставляемый: m{number}, до: {{в: '{before}'}}"
        + (f", после: {{в: '{after}'}}}}\n" if after else "}\n")
        for number, (before, after) in enumerate(pairs)
    )
    text = (
        "название: Влияние\nучебный год: 2025/26\n"
        f"параметры: [{{ключ: в, параметр: Вовлечённость, единица: баллов, лучше: {better}}}]\n"
        f"замеры:\n{rows}"
    )
    registry = school(folder, **{"impact/i1": text, **people})
    (effect,) = effects(registry.impact["i1"])
    return effect


NAMES = ("Ильич", "Львович", "Юрьевич", "Олегович", "Янович", "Романович", "Павлович")
GREW = (("5", "8"), ("6", "8"), ("4", "8"), ("5", "9"), ("6", "7"), ("5", "8"))


def test_who_rose_fell_and_stayed(tmp_path: Path) -> None:
    effect = studied(tmp_path, ("5", "8"), ("6", "6"), ("7", "4"), ("3", ""))
    assert [*map(len, (effect.rose, effect.fell, effect.stayed, effect.once))] == [1, 1, 1, 1]
    assert (effect.before, effect.after, effect.change) == (
        Decimal("6.0"),
        Decimal("6.0"),
        Decimal("0.0"),
    )


def test_nothing_is_concluded_from_five_people(tmp_path: Path) -> None:
    five, six = studied(tmp_path / "5", *GREW[:5]), studied(tmp_path / "6", *GREW)
    assert five.size is None
    assert "вывода не делаем" in five.words
    assert six.size is not None
    assert six.words == "стало лучше, изменение большое"


def test_effect_size_is_as_counted_by_hand(tmp_path: Path) -> None:
    # Differences 3, 2, 4, 4, 1, 3: mean 17/6, deviation 1.1690; deviations before 0.7528 and
    # after 0.6325; pooled 0.6952; J(5) = 1 − 3/19; t(5) = 2.571.
    size = studied(tmp_path, *GREW).size
    assert size is not None
    assert (size.change_low, size.change_high) == (Decimal("1.6"), Decimal("4.1"))
    assert size.value == Decimal("3.43")
    assert size.low < size.value < size.high


def test_less_is_better_where_the_school_says_so(tmp_path: Path) -> None:
    worse = studied(tmp_path, *GREW, better="меньше")
    assert worse.words.startswith("стало хуже")
    assert worse.size is not None
    assert worse.size.value < 0
    assert not any(change.better for change in worse.changes)


def test_a_change_like_chance_is_called_so(tmp_path: Path) -> None:
    rows = (("5", "8"), ("8", "5"), ("5", "7"), ("7", "5"), ("6", "7"), ("7", "6"))
    assert "не отличить от случайного" in studied(tmp_path, *rows).words


def test_people_all_alike_have_no_effect_size(tmp_path: Path) -> None:
    effect = studied(tmp_path, *[("5", "5")] * 6)
    assert effect.size is None
    assert "не отличаются" in effect.words


@pytest.mark.parametrize(
    ("gone", "today", "kept"),
    [
        ("", date(2025, 8, 31), None),
        ("", date(2025, 9, 1), Share(1, 1)),
        ("дата увольнения: 31.08.2025\n", date(2025, 9, 1), Share(0, 1)),
        ("дата увольнения: 01.09.2025\n", date(2025, 9, 1), Share(1, 1)),
    ],
)
def test_who_still_works_a_year_after(
    tmp_path: Path, gone: str, today: date, kept: Share | None
) -> None:
    files = {"mentees/orlov": mentee(PROCESSING) + gone, "pairs/p1": PAIR.replace("2025", "2024")}
    (first, *_) = indicators(school(tmp_path, **files), today)
    assert first.kept[0] == kept


# Attacks


def combinations_of(groups: list[frozenset[str]]) -> set[frozenset[str]]:
    """Sets of people whose sum one gets by adding and subtracting groups with −2…2 of each."""
    found = set()
    people = sorted(frozenset().union(*groups))
    for parts in product(range(-2, 3), repeat=len(groups)):
        total = [
            sum(part for part, group in zip(parts, groups, strict=True) if one in group)
            for one in people
        ]
        found.add(frozenset(one for one, part in zip(people, total, strict=True) if part))
    return found - {frozenset()}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.frozensets(st.sampled_from("абвгдежзиклм"), min_size=3), max_size=4))
def test_no_sums_let_out_give_a_few_away(wanted: list[frozenset[str]]) -> None:
    answers = let_out(Release("в", people) for people in wanted)
    out = [people for people, safe in zip(wanted, answers, strict=True) if safe]
    assert all(len(people) >= LEAST for people in out)
    if out:
        assert min(map(len, combinations_of(out))) >= LEAST


def test_sums_of_different_variables_do_not_hinder_one_another() -> None:
    nine, six = frozenset("абвгдежзи"), frozenset("абвгде")
    assert let_out([Release(1, nine), Release(1, six), Release(2, six)]) == [True, False, True]


def test_the_only_curator_is_not_found_by_taking_roles_from_everybody(tmp_path: Path) -> None:
    sheets = [
        *(sheet("наставник", вышло="8") for _ in range(6)),
        *(sheet("наставляемый", вышло="7") for _ in range(7)),
    ]
    both = publish(surveyed(tmp_path / "1", *sheets), TODAY).results.years[0].means
    assert {mean.whose for mean in both} == {"все участники", "наставники", "наставляемые"}
    alone = [*sheets, sheet("куратор", вышло="2")]
    means = publish(surveyed(tmp_path / "2", *alone), TODAY).results.years[0].means
    assert [(mean.whose, mean.people) for mean in means] == [("все участники", 14)]


@pytest.mark.parametrize(("answers", "told"), [(4, False), (5, True)])
def test_fewer_than_five_answers_are_not_told(tmp_path: Path, answers: int, told: bool) -> None:
    sheets = [sheet("наставник", вышло="8") for _ in range(answers)]
    assert bool(publish(surveyed(tmp_path, *sheets), TODAY).results.years[0].means) is told


@pytest.mark.parametrize(
    ("part", "total", "safe"),
    [
        (4, 20, False),
        (5, 20, True),
        (15, 20, True),
        (16, 20, False),
        (20, 20, True),
        (0, 20, False),
    ],
)
def test_a_share_hides_neither_few_nor_all_but_few(part: int, total: int, safe: bool) -> None:
    assert count_is_safe(part, total) is safe


def test_the_page_tells_sums_and_no_words_of_people(public_site: Path) -> None:
    page = (public_site / "results.html").read_text(encoding="utf-8")
    assert "77,3" in page
    assert "Мышь всегда была в моей руке" not in page
    assert '<figure class="nm-chart' in page
