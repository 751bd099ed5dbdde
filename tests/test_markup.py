"""Every page of both sections is valid HTML by the Nu checker."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.npm import installed

_NO_JAVA = (
    "Для проверки разметки нужна Java. Установите её: в Debian и Ubuntu — "
    "«sudo apt install default-jre-headless», в других системах — с adoptium.net."
)


def complaints(*folders: Path) -> list[str]:
    """Return what the checker calls errors in the pages of the folders."""
    java = shutil.which("java")
    if java is None:
        pytest.fail(_NO_JAVA, pytrace=False)
    jar = installed("web") / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run(
        [java, "-jar", str(jar), "--skip-non-html", "--format", "json", *map(str, folders)],
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(done.stderr)["messages"]
    return [
        f"{one['url']}:{one.get('lastLine')}: {one['message']}"
        for one in told
        if one["type"] == "error"
    ]


def test_every_page_is_valid(public_site: Path, internal_site: Path) -> None:
    assert complaints(public_site, internal_site) == []


def test_checker_tells_a_broken_page(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="ru"><title>Ы</title><p id="a"><p id="a"><blink>'
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert complaints(tmp_path)
