"""Cases to read next: the authors' choice first, then the nearest, each with a reason."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from generator.model.loading import load
from generator.publication.door import publish
from generator.publication.records import PublicCase
from generator.views.public.similar import similar_cases

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def cases() -> tuple[PublicCase, ...]:
    return publish(load(ROOT)[0], TODAY).cases


def test_every_case_has_others_to_read_and_says_why(cases: tuple[PublicCase, ...]) -> None:
    by_key = {f"cases/{case.id}": case for case in cases}
    similar = similar_cases(cases)
    for case in cases:
        links = similar[case.id]
        assert [link.key for link in links][: len(case.similar)] == [s.key for s in case.similar]
        assert len({link.key for link in links} - {f"cases/{case.id}"}) == len(links) >= 1, case.id
        for link in links[len(case.similar) :]:
            shared = {topic.name for topic in case.topics} & {
                topic.name for topic in by_key[link.key].topics
            }
            assert any(name in link.note for name in shared), (case.id, link)
            assert link.note.startswith(("Тот же", "Те же"))


def test_nearer_cases_come_first(cases: tuple[PublicCase, ...]) -> None:
    alone = tuple(dataclasses.replace(case, similar=()) for case in cases)
    links = similar_cases(alone)["bezopasnyy-opyt"]
    assert {link.key for link in links[:2]} == {
        "cases/opyty-bez-laboranta",
        "cases/laboratornaya-za-sorok-minut",
    }
    assert len(links) == 3


def test_case_like_no_other_has_none(cases: tuple[PublicCase, ...]) -> None:
    odd = dataclasses.replace(cases[0], id="odd", similar=(), subjects=(), requests=())
    assert similar_cases((odd, *cases))["odd"] == ()
