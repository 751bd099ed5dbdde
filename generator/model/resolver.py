"""References before records exist: names and ids gathered from plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from generator.model.types import fail, fold, nearest
from generator.source import Document
from generator.source.document import Node

_NAMED_BY = {
    "mentors": "ФИО",
    "mentees": "ФИО",
    "pairs": None,
    "cases": "название",
    "acts": "название",
}
_DICTIONARIES = ("формы", "виды", "ролевые модели", "формы контакта", "предметы", "запросы")
_WHAT = {
    "mentors": "наставника",
    "mentees": "наставляемого",
    "pairs": "пары",
    "cases": "кейса",
    "acts": "акта",
    "формы": "формы наставничества",
    "виды": "вида наставничества",
    "ролевые модели": "ролевой модели",
    "формы контакта": "формы контакта",
    "предметы": "предмета",
    "запросы": "темы запроса",
}


class Names:
    """Finds what a curator's reference means: an id, a full name, a title."""

    def __init__(self) -> None:
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._named: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._shown: dict[str, dict[str, str]] = defaultdict(dict)

    @classmethod
    def gather(cls, documents: Iterable[Document]) -> Names:
        """Collect ids and names from the plain data of all files."""
        names = cls()
        for document in documents:
            parts = document.path.removeprefix("data/").rsplit(".", 1)[0].split("/")
            if len(parts) == 2 and parts[0] in _NAMED_BY:
                field = _NAMED_BY[parts[0]]
                name = document.data.get(field) if field else None
                names.add(parts[0], parts[1], name if isinstance(name, str) else None)
            elif parts == ["programme"]:
                for kind in _DICTIONARIES:
                    names._add_terms(kind, document.data.get(kind))
        return names

    def add(self, kind: str, id_: str, name: str | None) -> None:
        """Remember a record under its id and, if it has one, its name."""
        self._ids[kind].add(id_)
        self._shown[kind][id_] = name or id_
        if name:
            self._named[kind][fold(name)].append(id_)

    def _add_terms(self, kind: str, terms: Node) -> None:
        for term in terms if isinstance(terms, list) else []:
            if isinstance(term, dict):
                code, name = term.get("код"), term.get("название")
                if isinstance(code, str):
                    self.add(kind, code, name if isinstance(name, str) else None)

    def resolve(self, kind: str, text: str) -> str:
        """Return the id meant by ``text``.

        Raises:
            PydanticCustomError: With the nearest candidates, when none or several fit.
        """
        if text in self._ids[kind]:
            return text
        found = self._named[kind].get(fold(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(found)
            raise fail("Н-02", f"«{text}» — так зовут нескольких: {listed}", "укажите имя файла")
        hint = "; ".join(self.candidates(kind, text))
        raise fail(
            "Н-01",
            f"нет {_WHAT[kind]} «{text}»",
            f"возможно: {hint}" if hint else "проверьте написание или заведите запись",
        )

    def candidates(self, kind: str, text: str) -> list[str]:
        """Return up to three records that look like ``text``, as «имя (имя файла)»."""
        shown = self._shown[kind]
        by_label = {label: id_ for id_, label in shown.items()}
        best = nearest(text, [*by_label, *shown])
        ids = dict.fromkeys(by_label.get(label, label) for label in best)
        return [id_ if shown[id_] == id_ else f"{shown[id_]} ({id_})" for id_ in ids]
