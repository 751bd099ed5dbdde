"""Attacks through every field of every form of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import lxml.html
from flask.testing import FlaskClient

from generator.desk.app import create_app
from generator.desk.guard import Guard
from generator.desk.shelf import KINDS
from generator.settings import Settings
from generator.starter import start
from tests.attack import Active, Attack
from tests.command import snapshot

_PORT = 8321
_OWN = {"_csrf", "_do", "_mark", "_after"}


def by_desk(texts: tuple[str, ...], scratch: Path, today: date) -> Iterator[Attack]:
    """Type attacks into forms and look at what the desk shows of them.

    Args:
        texts: What to type.
        scratch: An empty folder.
        today: The day of the run.
    """
    start(scratch)
    guard = Guard(_PORT)
    client = create_app(Settings(scratch), guard, today).test_client()
    client.get(f"/enter/{guard.key}", base_url=_home())
    before = snapshot(scratch / "data")
    for path in _forms(scratch):
        for turn in range(2):
            yield from _typed(client, path, texts, turn)
    assert snapshot(scratch / "data") == before


def _home() -> str:
    return f"http://127.0.0.1:{_PORT}"


def _forms(school: Path) -> Iterator[str]:
    yield from (f"/new/{kind}" for kind in KINDS)
    for file in sorted((school / "data").rglob("*.yml")):
        key = file.relative_to(school / "data").with_suffix("").as_posix()
        yield f"/record/{key}" if "/" in key else f"/record/{key}/{key}"
    for mentee in sorted((school / "data/mentees").glob("*.yml")):
        yield f"/matching/lock/{mentee.stem}"
        for mentor in sorted((school / "data/mentors").glob("*.yml")):
            yield f"/matching/bar/{mentee.stem}/{mentor.stem}"


def _typed(client: FlaskClient, path: str, texts: tuple[str, ...], turn: int) -> Iterator[Attack]:
    page = lxml.html.fromstring(client.get(path, base_url=_home()).get_data(as_text=True))
    form = page.xpath("//form[@method='post']")[0]
    written = {e.name for e in form.xpath(".//textarea | .//input[not(@type) or @type='text']")}
    values, given = [], []
    for number, (name, value) in enumerate(form.form_values()):
        if name in _OWN - {"_csrf", "_mark"}:
            continue
        if name in written and name not in _OWN:
            text = texts[(number + turn * 7) % len(texts)]
            given.append((name, text))
            value = text  # noqa: PLW2901
        values.append((name, value))
    answer = client.post(
        path,
        data=_many([*values, ("_do", "check")]),
        headers={"Origin": _home()},
        base_url=_home(),
    )
    shown = answer.get_data(as_text=True)
    active = Active()
    active.feed(shown)
    active.close()
    told = "; ".join(sorted(set(active.found)))
    if answer.status_code not in {200, 400, 409, 422}:
        told = f"ответ {answer.status_code}"
    yield from (Attack(f"стол: {path} {name}", text, told or "обезврежено") for name, text in given)


def _many(values: list[tuple[str, str]]) -> dict[str, list[str]]:
    gathered: dict[str, list[str]] = {}
    for name, value in values:
        gathered.setdefault(name, []).append(value)
    return gathered
