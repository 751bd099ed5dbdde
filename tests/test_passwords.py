"""Where passwords of targets come from, and where they are never kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from generator.publish.passwords import password_of, remember
from generator.publish.targets import Means, Target

ROOT = Path(__file__).resolve().parent.parent
TARGET = Target.model_validate(
    {"имя": "moj-sait", "способ": "ftps", "сервер": "a", "пользователь": "b", "папка": "c"}
)


class Drawer(KeyringBackend):
    """A store of passwords that forgets all when the test ends."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    usual, drawer = keyring.get_keyring(), Drawer()
    keyring.set_keyring(drawer)
    yield drawer
    keyring.set_keyring(usual)


@pytest.mark.usefixtures("drawer")
def test_environment_comes_first_then_the_keyring_then_a_person() -> None:
    assert password_of(TARGET, lambda: "с клавиатуры", {}) == "с клавиатуры"
    assert remember(TARGET, "из хранилища")
    assert password_of(TARGET, lambda: "с клавиатуры", {}) == "из хранилища"
    common = {"NASTAVNIK_PASSWORD": "общий"}
    assert password_of(TARGET, lambda: "", common) == "общий"
    own = {**common, "NASTAVNIK_PASSWORD_MOJ_SAIT": "свой"}
    assert password_of(TARGET, lambda: "", own) == "свой"


def test_a_password_that_has_changed_is_asked_anew_and_replaces_the_kept_one(
    drawer: Drawer,
) -> None:
    remember(TARGET, "прежний")
    assert password_of(TARGET, lambda: "новый", {}, anew=True) == "новый"
    remember(TARGET, "новый")
    assert list(drawer.kept.values()) == ["новый"]


@pytest.mark.usefixtures("drawer")
def test_a_key_or_a_folder_needs_no_password() -> None:
    def ask() -> str:
        raise AssertionError("спрошен пароль")

    assert password_of(TARGET.model_copy(update={"means": Means.SFTP, "key": "id"}), ask, {}) == ""
    folder = Target.model_validate({"имя": "a", "способ": "папка", "папка": "b"})
    assert password_of(folder, ask, {}) == ""


def test_every_promise_of_security_names_tests_that_are_there() -> None:
    text = (ROOT / ".github/SECURITY.md").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row.startswith("| ") and "---" not in row][1:]
    assert len(rows) > 10
    for row in rows:
        named = re.findall(r"`((?:tests|\.github)/[\w/.]+)(?:::(\w+))?`", row)
        assert named, row
        for path, test in named:
            code = (ROOT / path).read_text(encoding="utf-8")
            assert not test or f"def {test}(" in code, f"{path}::{test}"
