"""The files of the school as the desk sees them at one moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pydantic_core import PydanticCustomError

from generator.desk.fields import Option
from generator.diagnostics import Problem
from generator.model.base import Entity
from generator.model.loading import FOLDERS, SINGLES
from generator.model.places import place_of
from generator.model.resolver import Names
from generator.model.types import fold
from generator.rules.names import Name
from generator.source.document import Document
from generator.source.files import read_folder

KINDS: Mapping[str, type[Entity]] = MappingProxyType({cls.folder: cls for cls in FOLDERS})
SINGLE: Mapping[str, type[Entity]] = MappingProxyType({cls.folder: cls for cls in SINGLES})
_TITLED = ("название", "заголовок")


@dataclass(frozen=True, slots=True)
class Card:
    """A record in a list.

    Attributes:
        kind: Its folder, or its own name for a single file.
        id: Its id.
        title: How people call it.
        note: A second line: post, dates.
        path: Its file.
    """

    kind: str
    id: str
    title: str
    note: str
    path: str

    @property
    def key(self) -> str:
        """The record in an address: ``mentors/sokolova``."""
        return f"{self.kind}/{self.id}"


class Shelf:
    """All the files read once; records are found by kind and id only.

    Attributes:
        documents: The files that could be read, by their paths.
        problems: What is wrong with the texts.
        names: Finds what a reference means.
        cards: Every record by its key.
    """

    def __init__(self, project: Path) -> None:
        documents, problems = read_folder(project)
        self.documents = {document.path: document for document in documents}
        self.problems: tuple[Problem, ...] = tuple(problems)
        broken = {p.span.path for p in problems if p.span.path not in self.documents}
        self.names = Names.gather(documents, broken)
        self.cards: dict[str, Card] = {}
        for path in sorted((*self.documents, *broken)):
            if card := self._card(path):
                self.cards[card.key] = card

    def find(self, kind: str, id_: str) -> Card | None:
        """Return a record by its kind and id, or ``None`` when there is none."""
        return self.cards.get(f"{kind}/{id_}")

    def of_kind(self, kind: str) -> list[Card]:
        """Return the records of a kind in the order of their titles; dated ones newest first."""
        cards = [card for card in self.cards.values() if card.kind == kind]
        if kind in {"pairs", "acts", "news", "surveys", "impact"}:
            return sorted(cards, key=self._day, reverse=True)
        return sorted(cards, key=lambda card: fold(card.title))

    def search(self, words: str) -> list[Card]:
        """Return the records whose title or note holds all the words."""
        asked = fold(words).split()
        return [
            card
            for card in sorted(self.cards.values(), key=lambda card: fold(card.title))
            if asked and all(word in fold(f"{card.title} {card.note} {card.id}") for word in asked)
        ]

    def options(self, refers: str) -> Iterator[Option]:
        """Yield what a reference may lead to, by name."""
        if refers in KINDS:
            for card in self.of_kind(refers):
                yield Option(card.id, f"{card.title} · {card.note}" if card.note else card.title)
            return
        programme = self.documents.get("data/programme.yml")
        terms = programme.data.get(refers) if programme else None
        for term in terms if isinstance(terms, list) else []:
            if isinstance(term, dict) and (name := term.get("название")):
                text = term.get("описание")
                yield Option(str(name), str(name), str(text) if isinstance(text, str) else "")

    def meaning(self, refers: str, text: str) -> str:
        """Return the id a reference leads to, or an empty string when it leads nowhere."""
        try:
            return self.names.resolve(refers, text) if text else ""
        except PydanticCustomError:
            return ""

    def label(self, refers: str, text: str) -> str:
        """Return how people call what a reference leads to; the reference itself if nothing."""
        card = self.find(refers, self.meaning(refers, text))
        return card.title if card else text

    def _card(self, path: str) -> Card | None:
        place = place_of(path)
        kind, id_ = place.folder or place.id, place.id
        if kind not in (KINDS if place.folder else SINGLE):
            return None
        document = self.documents.get(path)
        if document is None:
            return Card(kind, id_, id_, "файл с ошибкой", path)
        title, note = self._title(kind, document)
        kept = f"архив {place.year}" if place.year else ""
        return Card(kind, id_, title or id_, " · ".join(filter(None, (note, kept))), path)

    def _title(self, kind: str, document: Document) -> tuple[str, str]:
        def text(key: str) -> str:
            value = document.data.get(key)
            return value if isinstance(value, str) else ""

        match kind:
            case "mentors" | "mentees":
                return text("ФИО"), text("должность")
            case "pairs":
                return self._pair_title(document)
            case "acts":
                number = f"№ {text('номер')} " if text("номер") else ""
                return text("название"), f"{text('вид')} {number}от {text('дата')}"
            case "news":
                return text("заголовок"), text("дата")
            case "cases":
                return text("название"), text("статус") or "черновик"
            case "surveys" | "impact":
                return text("название"), text("учебный год")
        return SINGLE[kind].title_ru.capitalize(), ""

    def _pair_title(self, document: Document) -> tuple[str, str]:
        mentees = document.data.get("наставляемые")
        people = [("mentors", document.data.get("наставник"))]
        people += [("mentees", item) for item in (mentees if isinstance(mentees, list) else [])]
        names = [self._short(kind, ref) for kind, ref in people if isinstance(ref, str)]
        plan = document.data.get("программа")
        start = plan.get("начало") if isinstance(plan, dict) else ""
        title = " — ".join([*names[:1], ", ".join(names[1:])]) if len(names) > 1 else ""
        return title, f"с {start}" if isinstance(start, str) and start else ""

    def _short(self, kind: str, reference: str) -> str:
        found = self.documents.get(f"data/{kind}/{self.meaning(kind, reference)}.yml")
        name = found.data.get("ФИО") if found else None
        if not isinstance(name, str) or " " not in name:
            return reference
        return Name.parse(name).short

    def _day(self, card: Card) -> tuple[str, str]:
        """Return what dated records are ordered by: year, month and day of their main date."""
        document = self.documents.get(card.path)
        data = document.data if document else {}
        plan = data.get("программа")
        day = plan.get("начало") if isinstance(plan, dict) else data.get("дата")
        if not isinstance(day, str):
            day = data.get("учебный год")
        return ".".join(reversed(str(day or "").split("."))), card.id
