"""Matching against its definitions on chance cases, and as the curator meets it."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.loading import load
from generator.model.registry import Registry
from generator.rules.consistency import check
from generator.rules.matching.best_sum import best_sum
from generator.rules.matching.market import Matched, match
from generator.rules.matching.scoring import Scoring
from generator.rules.matching.stable import Ranks, blocking_pairs, deferred_acceptance
from tests.command import nastavnik
from tests.document_sets import drafts_of
from tests.sound_school import sound_school
from tests.test_publication import PROCESSING, mentee, mentor
from tests.tiny_school import tiny_school

TODAY = date(2026, 11, 20)
MENTORS, MENTEES = ("a", "b", "c", "d"), ("p", "q", "r", "s", "t")


def ranks(who: tuple[str, ...], whom: tuple[str, ...]) -> st.SearchStrategy[Ranks]:
    row = st.dictionaries(st.sampled_from(whom), st.integers(1, 3))
    return st.fixed_dictionaries(dict.fromkeys(who, row))


def would_part(
    matched: dict[str, str], mentees: Ranks, mentors: Ranks, places: dict[str, int]
) -> bool:
    """Stability by its words, written anew: both rather have each other than what they have."""
    for young, guide in product(MENTEES, MENTORS):
        if guide not in mentees[young] or young not in mentors[guide]:
            continue
        now = matched.get(young)
        wants = now is None or mentees[young][guide] < mentees[young][now]
        ours = [one for one, whose in matched.items() if whose == guide]
        room = len(ours) < places[guide]
        takes = room or any(mentors[guide][young] < mentors[guide][one] for one in ours)
        if wants and takes:
            return True
    return False


@settings(max_examples=300, deadline=None)
@given(
    ranks(MENTEES, MENTORS),
    ranks(MENTORS, MENTEES),
    st.fixed_dictionaries({mentor: st.integers(0, 3) for mentor in MENTORS}),
)
def test_nobody_would_part_whatever_the_sheets(
    mentees: Ranks, mentors: Ranks, places: dict[str, int]
) -> None:
    wishes = {one: sorted(row, key=lambda m, row=row: (row[m], m)) for one, row in mentees.items()}
    matched = deferred_acceptance(wishes, mentors, places)
    assert not would_part(matched, mentees, mentors, places)
    for guide in MENTORS:
        assert sum(whose == guide for whose in matched.values()) <= places[guide]
    assert all(m in mentees[one] and one in mentors[m] for one, m in matched.items())


def orders(who: tuple[str, ...], whom: tuple[str, ...]) -> st.SearchStrategy[Ranks]:
    """Sheets without equal places, of any length."""
    row = st.permutations(whom).flatmap(
        lambda order: st.integers(0, len(whom)).map(
            lambda most: {other: place for place, other in enumerate(order[:most], 1)}
        )
    )
    return st.fixed_dictionaries(dict.fromkeys(who, row))


@settings(max_examples=200, deadline=None)
@given(
    orders(MENTEES[:3], MENTORS[:3]),
    orders(MENTORS[:3], MENTEES[:3]),
    st.fixed_dictionaries({mentor: st.integers(0, 2) for mentor in MENTORS[:3]}),
)
def test_no_stable_matching_is_better_for_any_mentee(
    mentees: Ranks, mentors: Ranks, places: dict[str, int]
) -> None:
    wishes = {one: sorted(row, key=row.__getitem__) for one, row in mentees.items()}
    found = deferred_acceptance(wishes, mentors, places)
    for chosen in product(*([None, *mentees[one]] for one in MENTEES[:3])):
        other = {one: m for one, m in zip(MENTEES, chosen, strict=False) if m is not None}
        taken = list(other.values())
        fits = all(one in mentors[m] and taken.count(m) <= places[m] for one, m in other.items())
        if fits and not blocking_pairs(other, mentees, mentors, places):
            assert all(mentees[one][found[one]] <= mentees[one][m] for one, m in other.items())


def brute_best(points: dict[str, dict[str, int]], places: dict[str, int]) -> tuple[int, int]:
    names = list(points)
    best = (0, 0)
    for chosen in product(*([None, *points[name]] for name in names)):
        taken = [mentor for mentor in chosen if mentor is not None]
        if any(taken.count(mentor) > places[mentor] for mentor in taken):
            continue
        pairs = zip(names, chosen, strict=True)
        best = max(best, (len(taken), sum(points[n][m] for n, m in pairs if m is not None)))
    return best


@settings(max_examples=200, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            mentee: st.dictionaries(st.sampled_from(MENTORS[:3]), st.integers(-9, 99))
            for mentee in MENTEES[:4]
        }
    ),
    st.fixed_dictionaries({mentor: st.integers(0, 2) for mentor in MENTORS[:3]}),
)
def test_most_are_served_and_with_the_greatest_sum(
    points: dict[str, dict[str, int]], places: dict[str, int]
) -> None:
    found = best_sum(points, places)
    got = (len(found), sum(points[mentee][mentor] for mentee, mentor in found.items()))
    expected = brute_best(points, places)
    assert got[0] == expected[0]
    assert got[0] == 0 or got[1] == expected[1]


def school(folder: Path, matching: str = "", **files: str) -> Registry:
    people = {
        "mentors/sokolova": mentor(PROCESSING, extra="вместимость: 1"),
        "mentors/belova": mentor(
            PROCESSING, name="Белова Марина Игоревна", extra="темы помощи: [disciplina]"
        ),
        "mentees/orlov": mentee(PROCESSING) + "темы запроса: [disciplina]\n",
        "mentees/kim": mentee(PROCESSING, name="Ким Вера Андреевна"),
    }
    records = {**people, **({"matching": matching} if matching else {}), **files}
    return load(tiny_school(folder, **records))[0]


def pairs(matched: Matched) -> dict[str, str]:
    return {p.score.mentee: p.score.mentor for p in matched.proposals}


def test_without_sheets_points_decide_and_say_why(tmp_path: Path) -> None:
    matched = match(school(tmp_path), TODAY)
    assert not matched.by_sheets
    assert pairs(matched) == {"orlov": "belova", "kim": "sokolova"}
    (chosen,) = [p for p in matched.proposals if p.score.mentee == "orlov"]
    reasons = [line.reason for line in chosen.score.lines]
    assert "помогает с темами: дисциплина на уроке" in reasons
    assert chosen.score.points == sum(line.points for line in chosen.score.lines)


SHEETS = """\
листы наставляемых:
  - {наставляемый: orlov, хотел бы: [{кто: sokolova, место: 1}]}
  - {наставляемый: kim, хотел бы: [{кто: sokolova, место: 1}, {кто: belova, место: 2}]}
листы наставников:
  - {наставник: sokolova, хотел бы: [{кто: orlov, место: 1}, {кто: kim, место: 2}]}
"""


def test_sheets_outweigh_points_and_the_proof_is_shown(tmp_path: Path) -> None:
    matched = match(school(tmp_path, SHEETS), TODAY)
    assert pairs(matched) == {"orlov": "sokolova", "kim": "belova"}
    assert matched.proof is not None
    assert matched.proof.blocking == ()
    (better,) = matched.proof.better
    assert (better.mentee, better.mentor, better.rank) == ("kim", "sokolova", 2)
    assert better.held == (("orlov", 1),)


def test_whom_a_sheet_does_not_name_is_never_given(tmp_path: Path) -> None:
    sheets = SHEETS.replace(", {кто: belova, место: 2}", "")
    matched = match(school(tmp_path, sheets), TODAY)
    assert pairs(matched) == {"orlov": "sokolova"}
    (waiting,) = matched.waiting
    assert waiting.mentee.id == "kim"
    assert waiting.days == (TODAY - date(2024, 9, 1)).days
    assert {score.mentor: why for score, why in waiting.nearest} == {
        "sokolova": "место отдано: Орлов\u00a0И.\u00a0С.",
        "belova": "нет в листе наставляемого",
    }


def test_a_bar_holds_to_its_last_day(tmp_path: Path) -> None:
    bar = (
        "запреты: [{наставник: belova, наставляемый: orlov, до: 20.11.2026, причина: Родня},\n"
        "  {наставник: belova, наставляемый: kim, причина: Родня}]\n"
    )
    registry = school(tmp_path, bar)
    assert pairs(match(registry, TODAY)) in ({"orlov": "sokolova"}, {"kim": "sokolova"})
    assert pairs(match(registry, date(2026, 11, 21))) == {"orlov": "belova", "kim": "sokolova"}


def test_a_lock_comes_first_and_takes_its_place(tmp_path: Path) -> None:
    lock = "закрепления: [{наставник: sokolova, наставляемый: orlov, причина: Просит сам}]\n"
    matched = match(school(tmp_path, lock), TODAY)
    assert pairs(matched) == {"orlov": "sokolova", "kim": "belova"}
    assert [p.lock is not None for p in matched.proposals] == [False, True]


def test_equal_wishes_go_by_points_and_always_the_same(tmp_path: Path) -> None:
    sheets = (
        "листы наставляемых:\n"
        "  - {наставляемый: orlov,\n"
        "     хотел бы: [{кто: sokolova, место: 1}, {кто: belova, место: 1}]}\n"
    )
    registry = school(tmp_path, sheets)
    assert pairs(match(registry, TODAY))["orlov"] == "belova"
    assert match(registry, TODAY) == match(registry, TODAY)


TWO_FOR_ONE = """\
листы наставляемых:
  - {наставляемый: kim, хотел бы: [{кто: sokolova, место: 1}]}
  - {наставляемый: orlov, хотел бы: [{кто: sokolova, место: 1}]}
листы наставников:
  - {наставник: sokolova, хотел бы: [{кто: kim, место: 1}, {кто: orlov, место: 1}]}
"""
ONE_MENTOR = """\
запреты:
  - {наставник: belova, наставляемый: kim, причина: Родня}
  - {наставник: belova, наставляемый: orlov, причина: Родня}
"""


@pytest.mark.parametrize("sheets", [TWO_FOR_ONE, ""])
@pytest.mark.parametrize(("first", "second"), [("kim", "orlov"), ("orlov", "kim")])
def test_of_equals_who_has_waited_longer_goes_first(
    tmp_path: Path, sheets: str, first: str, second: str
) -> None:
    names = {"kim": "Ким Вера Андреевна", "orlov": "Орлов Илья Сергеевич"}
    waited = mentee(PROCESSING, name=names[first]).replace("01.09.2024", "01.09.2023")
    files = {
        f"mentees/{first}": waited,
        f"mentees/{second}": mentee(PROCESSING, name=names[second]),
    }
    matched = match(school(tmp_path, ONE_MENTOR + sheets, **files), TODAY)
    assert pairs(matched) == {first: "sokolova"}
    (waiting,) = matched.waiting
    assert waiting.mentee.id == second
    why = {score.mentor: why for score, why in waiting.nearest}["sokolova"]
    assert why.endswith("поровну, решила очередь")


EQUAL_FOR_ONE = """\
листы наставляемых:
  - {наставляемый: kim, хотел бы: [{кто: belova, место: 1}, {кто: sokolova, место: 1}]}
  - {наставляемый: orlov, хотел бы: [{кто: ONLY, место: 1}]}
листы наставников:
  - {наставник: belova, хотел бы: [{кто: kim, место: 1}, {кто: orlov, место: 1}]}
  - {наставник: sokolova, хотел бы: [{кто: kim, место: 1}, {кто: orlov, место: 1}]}
"""


@pytest.mark.parametrize(("only", "other"), [("belova", "sokolova"), ("sokolova", "belova")])
def test_who_is_glad_of_both_leaves_the_only_one_to_another(
    tmp_path: Path, only: str, other: str
) -> None:
    matched = match(school(tmp_path, EQUAL_FOR_ONE.replace("ONLY", only)), TODAY)
    assert pairs(matched) == {"kim": other, "orlov": only}
    assert matched.proof is not None
    assert matched.proof.blocking == ()


def lock(mentor_id: str, mentee_id: str) -> str:
    return f"  - {{наставник: {mentor_id}, наставляемый: {mentee_id}, причина: Так}}\n"


def bar_until(day: str) -> str:
    return f"запреты: [{{наставник: belova, наставляемый: kim, причина: Родня, до: {day}}}]\n"


LOCKS = "закрепления:\n"
SECOND = "  - {наставник: sokolova, хотел бы: [{кто: kim, место: 2}]}\n"
TWICE = TWO_FOR_ONE.replace("{кто: orlov, место: 1}]}\n", "{кто: kim, место: 2}]}\n")


@pytest.mark.parametrize(
    ("decisions", "told"),
    [
        (LOCKS + lock("sokolova", "kim"), ""),
        (
            LOCKS + lock("sokolova", "kim") + lock("sokolova", "orlov"),
            "свободных мест 1, закреплений 2",
        ),
        (LOCKS + lock("sokolova", "kim") + lock("belova", "orlov"), ""),
        (LOCKS + lock("sokolova", "kim") + lock("belova", "kim"), "kim закреплён дважды"),
        (LOCKS + lock("belova", "kim") + bar_until("19.11.2026"), ""),
        (LOCKS + lock("belova", "kim") + bar_until("20.11.2026"), "закрепление против запрета"),
        (TWO_FOR_ONE, ""),
        (TWO_FOR_ONE + SECOND, "второй лист: sokolova"),
        (TWICE, "дважды назван kim"),
    ],
)
def test_sheets_and_decisions_that_contradict_are_told_of(
    tmp_path: Path, decisions: str, told: str
) -> None:
    found = [p.message for p in check(school(tmp_path, decisions), TODAY) if p.code == "В-14"]
    assert len(found) == bool(told)
    assert told in "".join(found)


def test_decisions_on_two_people_are_written_by_the_command(new_school: Path) -> None:
    for name, id_ in (("Орлов Илья Сергеевич", "orlov"), ("Ким Вера Андреевна", "kim")):
        text = mentee(PROCESSING, name=name)
        (new_school / f"data/mentees/{id_}.yml").write_text(text, encoding="utf-8")
    guide = mentor(PROCESSING, name="Белова Марина Игоревна")
    (new_school / "data/mentors/belova.yml").write_text(guide, encoding="utf-8")
    call = ("match", "--today", "20.11.2026", "--because", "Просит сам")
    assert nastavnik(*call, "--lock", "Белова=Орлов", cwd=new_school).code == 0
    assert nastavnik(*call, "--bar", "Белова=Ким", cwd=new_school).code == 0
    matching = load(new_school)[0].matching
    assert matching is not None
    assert [(lock.mentor, lock.mentee, lock.reason) for lock in matching.locks] == [
        ("belova", "orlov", "Просит сам")
    ]
    assert [(bar.mentor, bar.mentee) for bar in matching.bars] == [("belova", "kim")]
    again = nastavnik(*call, "--lock", "Белова=Орлов", cwd=new_school)
    assert (again.code, "уже есть" in again.text) == (2, True)
    unsaid = nastavnik("match", "--lock", "Белова=Орлов", cwd=new_school)
    assert (unsaid.code, "--because" in unsaid.text) == (2, True)


def test_a_busy_mentor_has_no_place(tmp_path: Path) -> None:
    busy = (
        "наставник: sokolova\nнаставляемые: [kim]\nформа: педагог – педагог\nвид: традиционное\n"
        "модель: новичок – мастер\nпрограмма: {начало: 21.11.2026, окончание: 31.05.2027}\n"
    )
    registry = school(tmp_path, **{"pairs/p1": busy})
    assert Scoring(registry, TODAY).free == {"belova": 1, "sokolova": 0}
    assert pairs(match(registry, TODAY)) == {"orlov": "belova"}


def test_an_unhappy_earlier_pair_takes_points_away(tmp_path: Path) -> None:
    ended = (
        "наставник: belova\nнаставляемые: [orlov]\nформа: педагог – педагог\nвид: традиционное\n"
        "модель: новичок – мастер\nпрограмма: {начало: 01.10.2024, окончание: 30.05.2025}\n"
        "итог: {основание: ОСНОВАНИЕ, дата: 28.02.2025, результаты: Разошлись}\n"
    )
    points = []
    for reason in ("по инициативе наставляемого", "реализована полностью"):
        files = {"pairs/p1": ended.replace("ОСНОВАНИЕ", reason)}
        registry = school(tmp_path / reason[:2] / reason[-3:], **files)
        scoring = Scoring(registry, TODAY)
        line = [
            line.points
            for line in scoring.score(registry.mentors["belova"], registry.mentees["orlov"]).lines
            if line.criterion == "прежняя работа"
        ]
        points += line
    assert points == [-10, 10]


def test_weights_are_data(tmp_path: Path) -> None:
    registry = school(tmp_path, "веса: [{критерий: предмет, баллов: 7}]\n")
    score = Scoring(registry, TODAY).score(registry.mentors["belova"], registry.mentees["orlov"])
    assert [(line.criterion, line.most) for line in score.lines] == [("предмет", 7)]


def test_proposals_are_shown_and_written_as_pairs_and_an_order(new_school: Path) -> None:
    lonely = mentee(PROCESSING, name="Орлов Илья Сергеевич")
    lonely = lonely.replace("01.09.2024", "05.10.2026")
    (new_school / "data/mentees/orlov.yml").write_text(lonely, encoding="utf-8")
    guide = mentor(PROCESSING, name="Белова Марина Игоревна").replace("01.09.2024", "01.09.2026")
    guide = guide.replace("[химия]", "[математика]")
    (new_school / "data/mentors/belova.yml").write_text(guide, encoding="utf-8")
    (new_school / "data/mentees/orlov.yml").write_text(lonely, encoding="utf-8")
    shown = nastavnik("match", "--today", "20.11.2026", cwd=new_school)
    assert shown.code == 0, shown.text
    assert "Белова" in shown.out
    assert not list(new_school.glob("data/pairs/*orlov*"))
    done = nastavnik("match", "--write", "--today", "20.11.2026", cwd=new_school)
    assert done.code == 0, done.text
    registry = load(new_school)[0]
    (pair,) = [p for p in registry.pairs.values() if p.mentees == ("orlov",)]
    assert pair.mentor == "belova"
    assert pair.order is not None
    order = registry.acts[pair.order]
    assert (order.pairs, str(order.status)) == ((pair.id,), "проект")
    again = nastavnik("match", "--write", "--today", "20.11.2026", cwd=new_school)
    assert again.code == 2
    assert "записывать нечего" in again.text


def test_nobody_to_match_is_told(new_school: Path) -> None:
    told = nastavnik("match", "--today", "20.11.2026", cwd=new_school)
    assert (told.code, "Подбирать некого" in told.out) == (0, True)


def test_the_command_says_what_sheets_decided_and_which_paper_is_wanting(demo: Path) -> None:
    shown = nastavnik("match", "--project", str(demo), "--today", "20.11.2026", cwd=demo)
    assert shown.code == 0
    said = "71 балл; в листе наставляемого место 1; в листе наставника место 1"
    assert said in shown.text.replace("\u00a0", " ")
    assert "нет согласия наставляемого на обработку данных" in shown.text


def test_the_draft_of_an_order_without_a_number_is_called_by_its_day(tmp_path: Path) -> None:
    registry = load(sound_school(tmp_path))[0]
    titles = [
        draft.title for _, draft in drafts_of(registry, TODAY) if "закреплении" in draft.title
    ]
    assert "Приказ о закреплении наставнических пар от 02.09.2026" in titles
    assert not any("None" in title for title in titles)
