"""Pages look as they were last looked at; ``python -m tests.golden`` accepts a change."""

from __future__ import annotations

import pytest

from tests.golden import GOLDEN, INTERNAL, PUBLIC, pages

NAMES = [
    *(f"public/{path}.html" for path in PUBLIC),
    *(f"internal/{path}.html" for path in INTERNAL),
]


@pytest.fixture(scope="module")
def built() -> dict[str, str]:
    return pages()


@pytest.mark.parametrize("name", NAMES)
def test_page_is_as_it_was_looked_at(built: dict[str, str], name: str) -> None:
    golden = (GOLDEN / name).read_text(encoding="utf-8")
    assert (built[name] + "\n").splitlines() == golden.splitlines()
