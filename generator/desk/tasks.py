"""What a curator does at the desk, each as a form about one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator.desk.fields import Field, field_of, fields_of
from generator.desk.forms import Form, Part
from generator.desk.shelf import KINDS, SINGLE, Card, Shelf
from generator.desk.values import Raw, merged_record, node_at
from generator.editing.blanks import BLANKS, write_blank
from generator.editing.case_draft import draft_case
from generator.editing.consents import record_consent, withdraw_consent
from generator.editing.lookup import find_person
from generator.editing.pairs import record_meeting, record_outcome
from generator.editing.planning import Plan
from generator.editing.records import new_record
from generator.editing.workspace import RefusalError, Workspace
from generator.model.base import Entity
from generator.model.case import Case
from generator.model.consent import Consent, ConsentKind
from generator.model.pair import Goal, Meeting, MeetingKind, Outcome
from generator.model.pair import Plan as Programme
from generator.model.people import Person
from generator.model.periods import parse_period
from generator.rules.cases import GAP
from generator.source.document import Document, Path
from generator.source.handwriting import as_text
from generator.source.yaml_text import parse_yaml

_NOT_YET = {
    "pairs": {"встречи", "итог"},
    "mentors": {"дата выхода из программы"},
    "mentees": {"дата выхода из программы", "сопровождение без пары"},
}
_NEW_GOALS = "О чём договорились на этой встрече: что изменится, к какому сроку, по чему увидим."
_OFTEN_CHANGED = {"встречи", "итог"}
_TODAY = ("дата вхождения в программу", "дата")
TITLES_OF_NEW = {
    "mentors": "Новый наставник",
    "mentees": "Новый наставляемый",
    "pairs": "Новая пара",
    "cases": "Новый кейс",
    "acts": "Новый акт",
    "news": "Новая новость",
    "surveys": "Новая анкета",
    "impact": "Новое исследование влияния",
}
LISTS = {
    "mentors": "Наставники",
    "mentees": "Наставляемые",
    "pairs": "Пары и группы",
    "cases": "Кейсы",
    "acts": "Документы",
    "news": "Новости",
    "surveys": "Анкеты",
    "impact": "Исследования влияния",
}


Finish = Callable[[Workspace, Sequence[Mapping[str, Raw]], str], Plan]
"""Plans the edit of a sound school from what was typed and the file name asked for."""

Blank = Callable[[Sequence[Mapping[str, Raw]]], str]
"""Writes what was typed to a new commented file."""


@dataclass(frozen=True, slots=True)
class Task:
    """One form of the desk.

    Attributes:
        title: Heading of the page.
        form: What is asked.
        card: The record; ``None`` for a new one.
        intro: A line under the heading.
        kind: Folder of a new record.
        finish: Makes the edit as the command of the same name does, once the values are sound;
            without it the values are written where the form asks for them.
        sketch: The form asks for a part of what is written; ``finish`` finds the rest.
        blank: Writes the values to a commented file as the command does, for a school whose
            other records have errors.
        back: Where the curator goes on from; by default the record that was written.
    """

    title: str
    form: Form
    card: Card | None = None
    intro: str = ""
    kind: str = ""
    finish: Finish | None = None
    sketch: bool = False
    blank: Blank | None = None
    back: str = ""


def edit(shelf: Shelf, card: Card, text: str) -> Task:
    """Offer all the fields of a record."""
    form = _form(shelf, _class(card.kind), card.path, text, (_whole(card.kind, set()),))
    return Task(card.title, form, card, card.note)


def new(shelf: Shelf, kind: str, today: date) -> Task:
    """Offer the fields of a record that is not there yet."""
    cls = KINDS[kind]
    usual = dict.fromkeys(_TODAY, f"{today:%d.%m.%Y}") | {"вместимость": "1"}
    part = replace(_whole(kind, _NOT_YET.get(kind, set())), given=usual)
    fields = part.fields
    form = _form(shelf, cls, "", "", (part,))

    def finish(school: Workspace, values: Sequence[Mapping[str, Raw]], asked: str) -> Plan:
        return new_record(school, cls, merged_record(fields, None, values[0]), asked)

    def blank(values: Sequence[Mapping[str, Raw]]) -> str:
        return write_blank(kind, merged_record(fields, None, values[0]))

    title = TITLES_OF_NEW[kind]
    if kind not in BLANKS:
        return Task(title, form, kind=kind)
    return Task(title, form, kind=kind, finish=finish, blank=blank)


def _whole(kind: str, without: set[str]) -> Part:
    """Ask for a whole record, in the order of its file; what a file seldom has comes last."""
    fields = {field.key: field for field in _without(fields_of(_class(kind)), without)}
    if kind not in BLANKS:
        return Part((), tuple(fields.values()))
    first = [row.key for row in BLANKS[kind].rows if row.key in fields]
    later = [key for key in fields if key not in first]
    ordered = tuple(fields[key] for key in (*first, *later))
    return Part((), ordered, later=frozenset(later) - _OFTEN_CHANGED)


def draft(shelf: Shelf, card: Card) -> Task:
    """Offer to draft a case out of the records of a pair."""
    form = _form(shelf, Case, "", "", (Part((), (field_of(Case, "название"),)),))

    def finish(school: Workspace, values: Sequence[Mapping[str, Raw]], asked: str) -> Plan:
        title = as_text(values[0]["название"])
        return draft_case(school, school.registry.pairs[card.id], title, asked_id=asked)

    intro = (
        "Программа соберёт черновик из целей, встреч и итога пары; пропуски отметит словом "
        f"«{GAP}». Дописать их можно здесь же, когда черновик записан."
    )
    title = f"Черновик кейса: {card.title}"
    return Task(title, form, intro=intro, kind=Case.folder, finish=finish, sketch=True)


def meeting(shelf: Shelf, card: Card, text: str, kind: MeetingKind, today: date) -> Task:
    """Offer to record a meeting of a kind, with its own questions and marks of the goals."""
    data = _data(text, card.path)
    number = len(_list(data, ("встречи",)))
    given = {"вид": kind.value, "дата": f"{today:%d.%m.%Y}"}
    part = Part(("встречи", number), fields_of(Meeting), given=given)
    goals = field_of(Programme, "цели")
    agreed = replace(
        goals, fields=_without(goals.fields, {"отметка", "примечание"}), hint=_NEW_GOALS
    )
    fresh = Part(("новые",), (agreed,), into=("программа", "цели"))
    form = _form(shelf, _class(card.kind), card.path, text, (part, *_goals(data), fresh))

    def finish(school: Workspace, values: Sequence[Mapping[str, Raw]], _: str) -> Plan:
        held = _dated(merged_record(part.fields, None, values[0]))
        pair, marks = school.registry.pairs[card.id], _marks(form, values)
        return record_meeting(school, pair, held, marks, fresh.added(values[-1]))

    return Task(f"Встреча: {card.title}", form, card, finish=finish)


def outcome(shelf: Shelf, card: Card, text: str, today: date) -> Task:
    """Offer to close a pair."""
    given = {"дата": f"{today:%d.%m.%Y}"}
    part = Part(("итог",), fields_of(Outcome), given=given)
    data = _data(text, card.path)
    form = _form(shelf, _class(card.kind), card.path, text, (part, *_goals(data)))
    if data.get("итог"):
        return Task(f"Итог: {card.title}", form, card)

    def finish(school: Workspace, values: Sequence[Mapping[str, Raw]], _: str) -> Plan:
        ended = _dated(merged_record(part.fields, None, values[0]))
        return record_outcome(school, school.registry.pairs[card.id], ended, _marks(form, values))

    return Task(f"Итог: {card.title}", form, card, finish=finish)


def consent(shelf: Shelf, card: Card, text: str, kind: ConsentKind, today: date) -> Task:
    """Offer to record a consent a person signed."""
    number = len(_list(_data(text, card.path), ("согласия",)))
    fields = _without(fields_of(Consent), {"отозвано"})
    given = {"вид": kind.value, "дата": f"{today:%d.%m.%Y}"}
    part = Part(("согласия", number), fields, given=given)
    form = _form(shelf, _class(card.kind), card.path, text, (part,))

    def finish(school: Workspace, values: Sequence[Mapping[str, Raw]], _: str) -> Plan:
        signed = _dated(merged_record(fields, None, values[0]))
        return record_consent(school, _person(school, card), signed)

    return Task(f"Согласие: {card.title}", form, card, finish=finish)


def withdraw(shelf: Shelf, card: Card, text: str, today: date) -> Task | None:
    """Offer to write the day of withdrawal to the consents of a person that are not withdrawn.

    Returns:
        The form, or ``None`` when the person has no consent to withdraw.
    """
    data = _data(text, card.path)
    field = field_of(Consent, "отозвано")
    parts = [
        Part(("согласия", index), (field,), consent_title(item))
        for index, item in enumerate(_list(data, ("согласия",)))
        if isinstance(item, dict) and not item.get("отозвано")
    ]
    if not parts:
        return None
    if len(parts) == 1:
        given = {"отозвано": f"{today:%d.%m.%Y}"}
        parts = [Part(parts[0].prefix, parts[0].fields, parts[0].title, given)]
    form = _form(shelf, _class(card.kind), card.path, text, tuple(parts))

    def finish(school: Workspace, values: Sequence[Mapping[str, Raw]], _: str) -> Plan:
        asked = {
            (node_at(data, part.prefix)["вид"], _day(raw["отозвано"]))
            for part, raw in zip(parts, values, strict=True)
            if raw["отозвано"].strip()
        }
        if len(asked) > 1:
            raise RefusalError("за один раз отзывают один вид согласия", "второй — следующим шагом")
        kind, day = next(iter(asked))
        people = find_person(school, _person(school, card).full_name)
        return withdraw_consent(school, people, ConsentKind(kind), day)

    intro = (
        "Впишите день отзыва. Отзываются все действующие согласия этого вида, "
        "и в банке наставников, и в банке наставляемых."
    )
    return Task(f"Отзыв согласия: {card.title}", form, card, intro, finish=finish)


def _person(school: Workspace, card: Card) -> Person:
    registry = school.registry
    return (registry.mentors if card.kind == "mentors" else registry.mentees)[card.id]


def _marks(form: Form, values: Sequence[Mapping[str, Raw]]) -> dict[int, str]:
    """Return the marks of goals that were changed, by the indexes of the goals."""
    marks: dict[int, str] = {}
    for part, raw in zip(form.parts, values, strict=True):
        index = part.prefix[-1] if part.prefix else None
        was = node_at(form.data, (*part.prefix, "отметка"))
        if "отметка" in raw and isinstance(index, int) and raw["отметка"] not in {"", was}:
            marks[index] = raw["отметка"]
    return marks


def _dated(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record whose own days are days and not texts."""
    days = {key: _day(record[key]) for key in ("дата", "до") if record.get(key)}
    return {**record, **days}


def _day(text: str) -> date:
    period = parse_period(text.strip())
    assert period is not None
    assert period.start is not None
    return period.start


def consent_title(item: Mapping[str, Any]) -> str:
    """Return «распространение от 28.08.2024, № Р-2024/01»."""
    number = f", № {item['номер']}" if item.get("номер") else ""
    return f"Согласие: {item.get('вид')} от {item.get('дата')}{number}"


def _goals(data: Mapping[str, Any]) -> Iterator[Part]:
    mark = field_of(Goal, "отметка")
    for index, goal in enumerate(_list(data, ("программа", "цели"))):
        if isinstance(goal, dict):
            title = f"Цель {index + 1}. {goal.get('результат', '')}"
            yield Part(("программа", "цели", index), (mark,), title)


def _without(fields: Sequence[Field], keys: set[str]) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.key not in keys)


def _class(kind: str) -> type[Entity]:
    return KINDS.get(kind) or SINGLE[kind]


def _data(text: str, path: str) -> dict[str, Any]:
    document, _ = parse_yaml(text.removeprefix("\ufeff"), path)
    return document.data if document else {}


def _list(data: Mapping[str, Any], path: Path) -> list[Any]:
    found = node_at(data, path)
    return found if isinstance(found, list) else []


def _form(shelf: Shelf, cls: type[Entity], path: str, text: str, parts: tuple[Part, ...]) -> Form:
    data = _data(text, path)
    order = tuple(field.key for field in fields_of(cls))
    return Form(parts, data, order, _Questions(shelf, data))


_BALLOT_DEPTH = len(("конкурсы", 0, "бюллетени", 0))


class _Questions:
    """Tells which questions the answers at a path of a file are to."""

    def __init__(self, shelf: Shelf, data: Mapping[str, Any]) -> None:
        self._forms = shelf.documents.get("data/meetings.yml")
        self._data = data

    def __call__(self, path: Path, owner: Mapping[str, Raw]) -> list[tuple[str, str]]:
        match path[0]:
            case "встречи":
                return self._of_meeting(str(owner.get("вид", "")))
            case "ответы участников":
                return _asked(self._data.get("вопросы"), "вопрос")
            case "замеры":
                return _asked(self._data.get("параметры"), "параметр")
            case "конкурсы":
                return self._of_ballot(path)
        return []

    def _of_ballot(self, path: Path) -> list[tuple[str, str]]:
        """Return the criteria of the ballot's nomination; of a new ballot, those of all of them."""
        ballot = node_at(self._data, path[:_BALLOT_DEPTH])
        name = ballot.get("номинация") if isinstance(ballot, dict) else None
        known = [item for item in _records(self._data.get("номинации")) if item.get("критерии")]
        own = [item for item in known if item.get("название") == name]
        return list(
            {
                str(one.get("название")): (str(one.get("название")), f"До {one.get('до')}.")
                for item in own or known
                for one in _records(item.get("критерии"))
            }.values()
        )

    def _of_meeting(self, kind: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for form in _items(self._forms, "бланки"):
            if form.get("вид") == kind:
                found += _asked(form.get("вопросы"), "вопрос")
        return found


def _items(document: Document | None, key: str) -> list[dict[str, Any]]:
    return _records(document.data.get(key) if document else None)


def _records(items: Any) -> list[dict[str, Any]]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _asked(items: Any, text: str) -> list[tuple[str, str]]:
    return [
        (str(item["ключ"]), _whom(item, str(item.get(text) or "")))
        for item in _records(items)
        if item.get("ключ")
    ]


def _whom(item: Mapping[str, Any], question: str) -> str:
    return f"{question} (Вопрос {item['кому']}.)" if item.get("кому") else question
