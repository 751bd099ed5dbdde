"""Nothing a record or a file brings along does anything but stand there as text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.model.loading import load
from tests.attack import Active
from tests.attacks import TEXTS, tried

TODAY = date(2026, 11, 20)


def test_every_attack_is_inert_or_refused(demo: Path, tmp_path: Path) -> None:
    attacks = tried(demo, load(demo)[0], TODAY, tmp_path)
    assert [attack for attack in attacks if not attack.inert] == []
    assert len({(attack.through, attack.what) for attack in attacks}) >= 150
    through = {attack.through for attack in attacks}
    assert {"Case.request", "Mentee.request", "News.text", "School.name", "YAML"} <= through
    assert {"бомба: фото", "бомба: обыск", "бомба: акт", "имя файла акта"} <= through
    assert {"путь: фото", "путь: материал", "таблица", "набор для CMS"} <= through
    # What is written besides pages holds the attacks too, as words.
    for kind in ("xml", "json", "ics", "xlsx", "docx", "pdf", "html"):
        met = {attack.what for attack in attacks if attack.through == f"файл: {kind}"}
        assert len(met & set(TEXTS)) > 10, kind
    assert sum(name.startswith("стол: /") for name in through) > 100
    assert {attack.what for attack in attacks} >= set(TEXTS)
    assert len(through) > 100


@pytest.mark.parametrize(
    "page",
    [
        "<script>atk()</script>",
        '<img src=x onerror="atk()">',
        '<a href=" java\nscript:atk()">x</a>',
        '<a href="data:text/html,x">x</a>',
        "<base href=http://atk.example/>",
        "<iframe srcdoc='x'></iframe>",
        "<style>@import 'x'</style>",
        "<p>1337</p>",
    ],
)
def test_what_acts_would_be_seen(page: str) -> None:
    active = Active()
    active.feed(page)
    assert active.found
