"""References before records exist: names and ids gathered from plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.model.places import place_of
from generator.model.types import fail, fold, nearest
from generator.source.document import Document, Node
from generator.source.slips import latin_twin, russian_twin

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
_PEOPLE = {"mentors": "наставник", "mentees": "наставляемый"}
_SHORT_LIST = 10


class Names:
    """Finds what a curator's reference means: an id, a full name, a title."""

    def __init__(self) -> None:
        self._named: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._shown: dict[str, dict[str, str]] = defaultdict(dict)
        self._incomplete: set[str] = set()

    @classmethod
    def gather(cls, documents: Iterable[Document], unread: Iterable[str] = ()) -> Names:
        """Collect ids and names from the plain data of all files.

        Args:
            documents: The files that were read.
            unread: Paths of files with an error in their text: their names are not known, so
                a name found nowhere may be theirs and is not called broken.
        """
        names = cls()
        for document in documents:
            place = place_of(document.path)
            folder, id_ = place.folder, place.id
            if folder in _NAMED_BY:
                name = document.data.get(_NAMED_BY[folder] or "")
                names.add(folder, id_, name if isinstance(name, str) else None)
            elif not folder and id_ == "programme":
                for kind in _DICTIONARIES:
                    names._add_terms(kind, document.data.get(kind))
        for path in unread:
            place = place_of(path)
            names._add_unread(place.folder, place.id)
        return names

    def add(self, kind: str, id_: str, name: str | None) -> None:
        """Remember a record under its id and, if it has one, its name."""
        self._shown[kind][id_] = name or id_
        if name:
            self._named[kind][fold(name)].append(id_)

    def _add_terms(self, kind: str, terms: Node) -> None:
        for term in terms if isinstance(terms, list) else []:
            if isinstance(term, dict):
                code, name = term.get("код"), term.get("название")
                if isinstance(code, str):
                    self.add(kind, code, name if isinstance(name, str) else None)

    def _add_unread(self, folder: str, id_: str) -> None:
        if folder in _NAMED_BY:
            self.add(folder, id_, None)
            self._incomplete.add(folder)
        elif not folder and id_ == "programme":
            self._incomplete.update(_DICTIONARIES)

    def resolve(self, kind: str, text: str) -> str:
        """Return the id meant by ``text``.

        Raises:
            PydanticCustomError: With the nearest candidates, when none or several fit.
        """
        if text in self._shown[kind]:
            return text
        found = sorted(self._named[kind].get(fold(text), []))
        if len(found) == 1:
            return found[0]
        what = "код" if kind in _DICTIONARIES else "имя файла"
        if found:
            listed = ", ".join(found)
            hint = f"укажите {what}: {' или '.join(found)}"
            raise fail("Н-02", f"«{text}» — так названы несколько: {listed}", hint)
        if kind in self._incomplete:
            return text
        raise fail("Н-01", f"нет {_WHAT[kind]} «{text}»", self._advice(kind, text))

    def _advice(self, kind: str, text: str) -> str:
        if latin_twin(text) in self._shown[kind]:
            return f"в слове русские буквы, наберите латиницей: {latin_twin(text)}"
        if fold(russian_twin(text)) in self._named[kind]:
            return f"в слове латинские буквы, наберите русскими: {russian_twin(text)}"
        bare = text.rsplit("/", 1)[-1].removesuffix(".yml")
        if bare in self._shown[kind]:
            return f"напишите имя файла без папки и .yml: {bare}"
        for other, role in _PEOPLE.items():
            if kind in _PEOPLE and self._means(other, text):
                return f"это {role}: data/{other}/{self._means(other, text)}.yml"
        if hint := "; ".join(self.candidates(kind, text)):
            return f"возможно: {hint}"
        if kind not in _DICTIONARIES:
            what = "имя файла" if kind == "pairs" else "имя файла или название"
            what = "имя файла или ФИО" if kind in _PEOPLE else what
            return f"укажите {what}; если записи нет, заведите её в data/{kind}"
        if 0 < len(self._shown[kind]) <= _SHORT_LIST:
            return f"известны: {'; '.join(self._shown[kind].values())}"
        return f"проверьте написание или допишите «{kind}» в data/programme.yml"

    def _means(self, kind: str, text: str) -> str:
        """Return the id of the only record of a kind that a text names, or an empty string."""
        if text in self._shown[kind]:
            return text
        found = self._named[kind].get(fold(text), [])
        return found[0] if len(found) == 1 else ""

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of references known: folders of records and dictionaries."""
        return (*_NAMED_BY, *_DICTIONARIES)

    def labels(self, kind: str) -> dict[str, str]:
        """Return what each record of a kind is called, by its id; a nameless one by the id."""
        return dict(self._shown[kind])

    def candidates(self, kind: str, text: str) -> list[str]:
        """Return up to three records that look like ``text``, as «имя (имя файла)»."""
        best = dict.fromkeys(self._alike(kind, text))
        return [self._label(kind, id_) for id_ in best][:3]

    def _alike(self, kind: str, text: str) -> Iterator[str]:
        """Yield ids: those whose name begins with the same word, then the nearest."""
        shown = self._shown[kind]
        first = fold(text).split(" ")[0].rstrip(".,")
        by_label: dict[str, list[str]] = defaultdict(list)
        for id_, label in shown.items():
            by_label[label].append(id_)
            by_label[id_].append(id_)
        close = nearest(text, list(by_label))
        if kind in _PEOPLE and first:
            same = [label for label in by_label if fold(label).split(" ")[0] == first]
            close = [*nearest(text, same), *same[:3], *close]
        for label in close:
            yield from by_label[label]

    def _label(self, kind: str, id_: str) -> str:
        name = self._shown[kind][id_]
        return id_ if name == id_ else f"{name} ({id_})"
