"""The demonstration school is large enough to be real."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from generator.model.case import CaseStatus
from generator.model.consent import ConsentKind
from generator.model.loading import load
from generator.model.monitoring import QuestionType, SwotFactor
from generator.model.pair import EndReason, MeetingKind
from generator.model.registry import Registry
from generator.model.types import school_year_of
from generator.rules.cases import words_in
from generator.rules.queue import seekers

ROOT = Path(__file__).resolve().parent.parent
SEEDS_SCHOOLS = re.compile(r"Вектор|Ленино|СОШ № 22|№ 54|Томск|Мамонтов|Кузбасс|Никульшин")
TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def school() -> Registry:
    return load(ROOT)[0]


def test_people_and_pairs_of_three_school_years(school: Registry) -> None:
    assert len(school.mentors) >= 14
    assert len(school.mentees) >= 18
    assert len(school.pairs) >= 16
    years = {school_year_of(pair.plan.start) for pair in school.pairs.values()}
    assert years == {"2024/25", "2025/26", "2026/27"}
    assert any(mentor.was_mentee for mentor in school.mentors.values())
    assert len(seekers(school, TODAY)) == 2


def test_pairs_of_every_sort(school: Registry) -> None:
    pairs = school.pairs.values()
    assert any(len(pair.mentees) > 1 for pair in pairs)
    assert any(pair.kind == "reversivnoe" for pair in pairs)
    assert any(pair.plan.prolongations for pair in pairs)
    outcomes = [pair.outcome.reason for pair in pairs if pair.outcome]
    assert EndReason.MENTEE in outcomes


def test_every_pair_has_goals_wishes_and_answers(school: Registry) -> None:
    for pair in school.pairs.values():
        assert len(pair.plan.goals) >= 2, pair.id
        assert len(pair.plan.wishes) >= 3, pair.id
        assert any(meeting.answers for meeting in pair.meetings), pair.id
        completed = pair.outcome and pair.outcome.reason is EndReason.COMPLETED
        kinds = {meeting.kind for meeting in pair.meetings}
        assert not completed or kinds == set(MeetingKind), pair.id


def test_cases_are_told_in_full(school: Registry) -> None:
    told = [c for c in school.cases.values() if c.status is CaseStatus.PUBLISHED]
    assert len(told) >= 9
    for case in told:
        assert words_in(case) >= 500, case.id
        assert len(case.measures) >= 3, case.id
        assert case.materials, case.id
        assert len(case.reviews) >= 2, case.id
        assert school.pairs[case.pair].outcome, case.id


def test_roadmap_has_the_twenty_two_items_of_the_form(school: Registry) -> None:
    assert school.roadmap is not None
    sections = [[item.number for item in section.items] for section in school.roadmap.sections]
    expected = {1: 6, 2: 2, 3: 2, 4: 2, 5: 3, 6: 6, 7: 1}
    assert sections == [[f"{n}.{i}" for i in range(1, count + 1)] for n, count in expected.items()]


def test_workplan_has_the_thirty_seven_items_in_six_blocks(school: Registry) -> None:
    assert school.workplan is not None
    blocks = [[int(item.number) for item in block.items] for block in school.workplan.blocks]
    ends = [8, 13, 17, 22, 28, 37]
    assert blocks == [list(range(a + 1, b + 1)) for a, b in pairwise([0, *ends])]


def test_the_rest_of_the_programme(school: Registry) -> None:
    assert len(school.acts) >= 12
    assert len(school.news) >= 8
    assert school.council is not None
    assert len(school.council.tasks) == 10
    assert school.awards is not None
    assert len({award.year for award in school.awards.awards}) == 2
    assert len(school.programme.stages) == 7
    assert len(school.programme.contacts) == 7
    assert len(school.programme.role_models) == 6
    assert len(school.programme.kinds) == 7


def test_monitoring_of_both_stages(school: Registry) -> None:
    for survey in school.surveys.values():
        assert {question.type for question in survey.questions} == set(QuestionType), survey.id
        factors = {question.factor for question in survey.questions if question.factor}
        assert factors == set(SwotFactor), survey.id
        assert survey.responses, survey.id
    measured = [m for study in school.impact.values() for m in study.measurements]
    assert sum(bool(m.after) for m in measured) >= 10
    assert any(not m.after for m in measured)


def test_consents_of_every_fate(school: Registry) -> None:
    spread = [
        [c for c in person.consents if c.kind is ConsentKind.DISSEMINATION]
        for person in school.people()
    ]
    consents = [consent for row in spread for consent in row]
    assert any(consent.withdrawn for consent in consents)
    assert any(consent.until and consent.until < TODAY for consent in consents)
    assert any(len(consent.categories) < 4 for consent in consents)
    assert [] in spread


def test_no_school_of_the_source_documents_is_named() -> None:
    files = [*ROOT.glob("data/**/*.yml"), *ROOT.glob("content/**/*.md")]
    assert len(files) > 90
    named = [file.name for file in files if SEEDS_SCHOOLS.search(file.read_text(encoding="utf-8"))]
    assert named == []
