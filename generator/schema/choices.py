"""What a school's own records let an editor offer: people, acts, words of the programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from generator.diagnostics import Level, Span
from generator.model.meeting_forms import MeetingForms, Question
from generator.model.pair import MeetingKind
from generator.model.resolver import Names
from generator.model.types import fold
from generator.source.document import Document, Node
from generator.source.files import read_folder

_ABOUT: Mapping[str, tuple[str, ...]] = {
    "mentors": ("должность", "место работы"),
    "mentees": ("должность", "место работы"),
    "pairs": ("наставник", "наставляемые"),
    "cases": ("кратко",),
    "acts": ("вид", "номер", "дата"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A record or a word of the programme that a reference may mean.

    Attributes:
        id: Its id or code.
        name: Its name; empty when it has none or shares it with another.
        about: What tells it from others.
    """

    id: str
    name: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a school's records let an editor offer; empty when no school is given.

    Attributes:
        named: Records and words by kind of reference.
        questions: Questions of each kind of meeting.
        unread: Files that could not be read: what they name is not offered.
    """

    named: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    questions: Mapping[MeetingKind, tuple[Question, ...]] = field(default_factory=dict)
    unread: tuple[Span, ...] = ()


def gather(project: Path) -> Choices:
    """Collect what may be offered from the records of a school, whole or broken.

    Args:
        project: The school's folder.
    """
    documents, problems = read_folder(project)
    unread = [problem.span for problem in problems if problem.level is Level.ERROR]
    return Choices(
        named=_named(documents),
        questions=_questions(documents),
        unread=tuple({span.path: span for span in reversed(unread)}.values()),
    )


def _named(documents: Iterable[Document]) -> dict[str, tuple[Known, ...]]:
    documents = list(documents)
    names = Names.gather(documents)
    about = dict(_about_all(documents))
    found: dict[str, tuple[Known, ...]] = {}
    for kind in names.kinds():
        labels = names.labels(kind)
        shared: dict[str, int] = defaultdict(int)
        for label in labels.values():
            shared[fold(label)] += 1
        found[kind] = tuple(
            Known(
                id=id_,
                name=label if label != id_ and shared[fold(label)] == 1 else "",
                about=about.get((kind, id_), ""),
            )
            for id_, label in labels.items()
        )
    return found


def _about_all(documents: Iterable[Document]) -> Iterator[tuple[tuple[str, str], str]]:
    for document in documents:
        folder, _, name = document.path.removeprefix("data/").removesuffix(".yml").rpartition("/")
        if folder in _ABOUT:
            values = [_line(document.data.get(key)) for key in _ABOUT[folder]]
            yield (folder, name), ", ".join(filter(None, values))
        elif name == "programme":
            for kind, terms in document.data.items():
                for term in terms if isinstance(terms, list) else ():
                    if isinstance(term, dict):
                        yield (kind, _line(term.get("код"))), _line(term.get("описание"))


def _line(value: Node) -> str:
    """Return a value as one line of text."""
    if isinstance(value, list):
        return ", ".join(_line(item) for item in value)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _questions(documents: Iterable[Document]) -> dict[MeetingKind, tuple[Question, ...]]:
    for document in documents:
        if document.path == f"data/{MeetingForms.folder}.yml":
            try:
                forms = MeetingForms.read("meetings", document, {})
            except ValidationError:
                return {}
            assert isinstance(forms, MeetingForms)
            return {form.kind: form.questions for form in forms.forms}
    return {}
