"""An attack tried, and the eye that sees what of a page would act."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True)
class Attack:
    """An attack tried.

    Attributes:
        through: Where it came in: «Case.request», «путь фото».
        what: What was given.
        outcome: «обезврежено», «отклонено», or what went wrong.
    """

    through: str
    what: str
    outcome: str

    @property
    def inert(self) -> bool:
        return self.outcome in {"обезврежено", "отклонено"}


class Active(HTMLParser):
    """Gathers whatever of a page would act: handlers, foreign addresses, programs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            text = re.sub(r"[\s\x00-\x1f]", "", value or "").casefold()
            if name.startswith("on") and "atk" in text:
                self.found.append(f"{tag} {name}")
            if name in {"href", "src", "action", "srcdoc", "content"} and (
                text.startswith(("javascript:", "vbscript:", "data:text"))
                # A link asks for nothing until somebody follows it.
                or ("//atk.example" in text and tag != "a")
                or (name == "srcdoc")
            ):
                self.found.append(f"{tag} {name}={text[:40]}")
        self._in_program = tag in {"script", "style"}

    _in_program = False

    def handle_data(self, data: str) -> None:
        if self._in_program and re.search(r"^\s*(atk\(|@import)", data):
            self.found.append(f"program {data[:40]}")
        if "1337" in data:
            self.found.append("шаблон выполнен")

    def handle_endtag(self, tag: str) -> None:
        self._in_program = False
