"""A form ready to be drawn: every question with its value, choices and remarks beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.desk.fields import Field, Kind, Option
from generator.desk.shelf import Shelf
from generator.desk.values import (
    Raw,
    Row,
    Typed,
    changes_of,
    merged_record,
    name_of,
    node_at,
    opened_record,
    typed_record,
    unescaped,
)
from generator.diagnostics import Problem
from generator.source.document import Path
from generator.source.handwriting import kept
from generator.source.splice import Append, Change

Questions = Callable[[Path, Mapping[str, Raw]], Sequence[tuple[str, str]]]
"""Tells keys and full questions of the answers at a path, given the record that holds them."""


_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Part:
    """Some questions of a form about one record of a file.

    Attributes:
        prefix: Where the record stands in the file.
        fields: What is asked.
        title: Heading; an empty one for none.
        given: Values for questions that have none yet.
        later: Keys of the last questions, which are put away until they are wanted.
        into: The list its only question, a list of records, adds to; what is there already is
            not asked. The prefix is then a name of the form's own.
    """

    prefix: Path
    fields: tuple[Field, ...]
    title: str = ""
    given: Mapping[str, Raw] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    into: Path = ()

    def added(self, raw: Mapping[str, Raw]) -> list[dict[str, Any]]:
        """Return the records to add, without empty ones."""
        (asked,) = self.fields
        rows = (merged_record(asked.fields, None, row.values) for row in raw[asked.key])
        return [kept(row) for row in rows if row]


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked of one file.

    Attributes:
        data: The data of the file as it was opened.
        order: Keys of the file in the order of its record.
        questions: Where answers get their questions from.
    """

    parts: tuple[Part, ...]
    data: Mapping[str, Any]
    order: tuple[str, ...]
    questions: Questions

    def opened(self) -> list[dict[str, Raw]]:
        """Return the values a form begins with, part by part."""
        return [self._opened(part) for part in self.parts]

    def _opened(self, part: Part) -> dict[str, Raw]:
        node = node_at(self.data, part.prefix)
        values = opened_record(part.fields, node)
        return {key: value or part.given.get(key, value) for key, value in values.items()}

    def typed(self, form: Typed) -> list[dict[str, Raw]]:
        """Return what was typed, part by part."""
        return [typed_record(part.fields, part.prefix, form) for part in self.parts]

    def changes(self, values: Sequence[Mapping[str, Raw]]) -> list[Change]:
        """Return what to write to the file."""
        return [
            change
            for part, raw in zip(self.parts, values, strict=True)
            for change in self._changes(part, raw)
        ]

    def _changes(self, part: Part, raw: Mapping[str, Raw]) -> Sequence[Change]:
        if part.into:
            return [Append(part.into, record) for record in part.added(raw)]
        return changes_of(part.fields, part.prefix, self.data, raw, self.order)


# Rows of inner records


def add_row(form: Form, values: Sequence[dict[str, Raw]], name: str) -> None:
    """Add an empty row to the list of a name."""
    for item, rows in _lists(form, values):
        if name == name_of(item.path):
            new: Raw = ""
            if item.field.kind is Kind.RECORDS:
                new = Row(None, opened_record(item.field.fields, None))
            rows.append(new)


def drop_row(form: Form, values: Sequence[dict[str, Raw]], name: str) -> None:
    """Take a row out of the list of a name; the last part of the name is its index."""
    of_list, _, index = name.rpartition("/")
    for item, rows in _lists(form, values):
        if of_list == name_of(item.path) and index.isdecimal() and int(index) < len(rows):
            del rows[int(index)]


@dataclass(frozen=True, slots=True)
class _Asked:
    field: Field
    path: Path


def _lists(form: Form, values: Sequence[dict[str, Raw]]) -> Iterator[tuple[_Asked, list[Raw]]]:
    for part, raw in zip(form.parts, values, strict=True):
        # A list is changed right after it is yielded: it is looked through before.
        yield from list(_lists_in(part.fields, part.prefix, raw))


def _lists_in(
    fields: Iterable[Field], prefix: Path, raw: Mapping[str, Raw]
) -> Iterator[tuple[_Asked, list[Raw]]]:
    for item in fields:
        path, value = (*prefix, item.key), raw[item.key]
        if item.kind is Kind.RECORD:
            yield from _lists_in(item.fields, path, value)
        elif item.kind in {Kind.RECORDS, Kind.REFERENCES, Kind.LINES}:
            yield _Asked(item, path), value
        if item.kind is Kind.RECORDS:
            for index, row in enumerate(value):
                yield from _lists_in(item.fields, (*path, index), row.values)


# Drawing


@dataclass(slots=True)
class Box:
    """A question with its value.

    Attributes:
        name: The name under which the value is sent.
        id: Anchor of the question on the page.
        options: Choices with whether each is taken.
        boxes: Questions of an inner record, or answers.
        rows: Inner records of a list, or its references.
        fresh: It was just added and takes the cursor.
    """

    asked: Field
    name: str
    id: str
    value: Raw
    label: str
    problems: list[Problem] = field(default_factory=list)
    options: list[tuple[Option, bool]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    rows: list[BoxRow] = field(default_factory=list)
    fresh: bool = False

    @property
    def kind(self) -> str:
        """How the value is asked for."""
        return self.asked.kind.value

    @property
    def many_lines(self) -> bool:
        """Whether an item of a list of texts has several lines, so that each needs a box."""
        return any("\n" in item for item in self.value)

    @property
    def troubled(self) -> bool:
        """Whether something is wrong in it or below."""
        return bool(
            self.problems
            or any(box.troubled for box in self.boxes)
            or any(box.troubled for row in self.rows for box in row.boxes)
        )

    @property
    def filled(self) -> bool:
        """Whether anything is written in it or below."""
        if self.boxes:
            return any(box.filled for box in self.boxes)
        return any(self.value) if isinstance(self.value, list) else bool(self.value)


@dataclass(slots=True)
class BoxRow:
    """One of several inner records, or one reference of several.

    Attributes:
        number: Its place from 1.
        summary: Its first values in a line.
        fresh: It was just added.
    """

    name: str
    id: str
    number: int
    origin: int | None
    summary: str
    boxes: list[Box]
    fresh: bool = False
    problems: list[Problem] = field(default_factory=list)

    @property
    def troubled(self) -> bool:
        """Whether something is wrong in it."""
        return bool(self.problems) or any(box.troubled for box in self.boxes)


@dataclass(slots=True)
class Section:
    """A part of a form with its heading.

    Attributes:
        later: Questions that are put away until they are wanted.
    """

    title: str
    boxes: list[Box]
    later: list[Box]

    @property
    def wanted(self) -> bool:
        """Whether something is written or wrong in what is put away."""
        return any(box.filled or box.troubled for box in self.later)


class Artist:
    """Makes boxes of fields.

    Args:
        shelf: Names for references.
        questions: Where answers get their questions from.
        placed: Problems by the paths of the file as it would be; those found a box for are
            taken out.
        fresh: Name of what was just added.
    """

    def __init__(
        self,
        shelf: Shelf,
        questions: Questions,
        placed: Mapping[Path, list[Problem]],
        fresh: str = "",
    ) -> None:
        self._shelf = shelf
        self._questions = questions
        self._fresh = fresh
        self.left = {path: list(problems) for path, problems in placed.items()}
        self._taken: dict[Path, int] = {}

    def sections(self, form: Form, values: Sequence[Mapping[str, Raw]]) -> list[Section]:
        """Draw a form with its values."""
        return [
            self._section(part, raw, form.data)
            for part, raw in zip(form.parts, values, strict=True)
        ]

    def _section(self, part: Part, raw: Mapping[str, Raw], data: Mapping[str, Any]) -> Section:
        place = part.into[:-1] or part.prefix
        if part.into:
            there = node_at(data, part.into)
            self._taken[part.into] = len(there) if isinstance(there, list) else 0
        boxes = self._boxes(part.fields, part.prefix, place, raw)
        now = [box for box in boxes if box.asked.key not in part.later]
        return Section(part.title, now, [box for box in boxes if box.asked.key in part.later])

    def remaining(self) -> list[Problem]:
        """Return the problems that belong to no question."""
        return [problem for problems in self.left.values() for problem in problems]

    def _boxes(
        self, fields: Iterable[Field], path: Path, place: Path, raw: Mapping[str, Raw]
    ) -> list[Box]:
        return [
            self._box(item, (*path, item.key), (*place, item.key), raw[item.key], raw)
            for item in fields
        ]

    def _box(
        self, asked: Field, path: Path, place: Path, value: Raw, owner: Mapping[str, Raw]
    ) -> Box:
        name = name_of(path)
        box = Box(asked, name, anchor(name), value, asked.label, fresh=name == self._fresh)
        match asked.kind:
            case Kind.RECORD:
                box.boxes = self._boxes(asked.fields, path, place, value)
            case Kind.RECORDS:
                box.rows = self._rows(asked, path, place, value)
            case Kind.ANSWERS:
                box.boxes = self._answers(path, place, value, owner)
            case Kind.REFERENCES:
                box.rows = self._references(asked, path, value)
            case Kind.REFERENCE:
                box.options = self._linked(asked.refers, [value])
            case Kind.CHECKS if asked.refers:
                box.options = self._linked(asked.refers, value)
            case Kind.CHECKS:
                box.options = _chosen(asked.options, value)
            case Kind.CHOICE:
                box.options = _chosen(asked.options, [value])
        inner = asked.kind in {Kind.RECORD, Kind.RECORDS, Kind.ANSWERS}
        box.problems = self._take(place, below=not inner)
        return box

    def _rows(self, asked: Field, path: Path, place: Path, rows: list[Row]) -> list[BoxRow]:
        drawn: list[BoxRow] = []
        written = self._taken.get(place, 0)
        for index, row in enumerate(rows):
            name = name_of((*path, index))
            # A row left empty is not written: it has no place, and those below move up.
            there = bool(merged_record(asked.fields, None, row.values))
            here = (*place, written if there else _NOWHERE)
            boxes = self._boxes(asked.fields, (*path, index), here, row.values)
            drawn.append(
                BoxRow(
                    name,
                    anchor(name),
                    index + 1,
                    row.origin,
                    self._summary(boxes),
                    boxes,
                    name == self._fresh,
                    self._take(here, below=False),
                )
            )
            written += there
        if self._fresh == name_of(path) and drawn:
            drawn[-1].fresh = True
        return drawn

    def _summary(self, boxes: list[Box]) -> str:
        words = []
        for box in boxes:
            if box.kind == Kind.REFERENCE and box.value:
                words.append(self._shelf.label(box.asked.refers, box.value))
            elif isinstance(box.value, str) and box.value:
                words.append(" ".join(box.value.split()))
        return ", ".join(words[:2])

    def _references(self, asked: Field, path: Path, values: list[str]) -> list[BoxRow]:
        rows: list[BoxRow] = []
        for index, value in enumerate(values or [""]):
            name = name_of((*path, index))
            one = replace(asked, kind=Kind.REFERENCE)
            box = Box(one, name, anchor(name), value, f"{asked.label}, {index + 1}")
            box.options = self._linked(asked.refers, [value])
            last = index == len(values) - 1
            box.fresh = last and self._fresh == name_of(path)
            rows.append(BoxRow(name, anchor(name), index + 1, None, "", [box]))
        return rows

    def _answers(
        self, path: Path, place: Path, value: Mapping[str, str], owner: Mapping[str, Raw]
    ) -> list[Box]:
        asked = dict(self._questions(path, owner))
        boxes = []
        answered = (key for key, text in value.items() if text)
        for key in dict.fromkeys((*asked, *answered)):
            name = name_of((*path, key))
            one = Field(key, Kind.TEXT, hint=asked.get(key, "") if key != asked.get(key) else "")
            box = Box(one, name, anchor(name), value.get(key, ""), one.label)
            box.problems = self._take((*place, key), below=True)
            boxes.append(box)
        return boxes

    def _linked(self, refers: str, values: Sequence[str]) -> list[tuple[Option, bool]]:
        """Return the choices of a reference; what is written in the file stays as it is."""
        written = {self._shelf.meaning(refers, value): value for value in values if value}
        options: list[tuple[Option, bool]] = []
        for option in self._shelf.options(refers):
            id_ = self._shelf.meaning(refers, option.value)
            taken = bool(id_) and id_ in written
            options.append((replace(option, value=written[id_]) if taken else option, taken))
        options += [
            (Option(value, f"{value} — такой записи нет"), True)
            for id_, value in written.items()
            if not id_
        ]
        return options

    def _take(self, place: Path, *, below: bool) -> list[Problem]:
        """Take the problems of a place, and of what is below it when that has no box."""
        paths = [place]
        if below:
            paths = [path for path in self.left if path[: len(place)] == place]
        return [_for_form(problem) for path in paths for problem in self.left.pop(path, [])]


def _for_form(problem: Problem) -> Problem:
    """Return a problem with a hint for those who see boxes and no lines of a file."""
    if problem.code == "К-01":
        return replace(problem, message="не заполнено", hint="без этого записать нельзя")
    return problem


def _chosen(options: Sequence[Option], values: Sequence[str]) -> list[tuple[Option, bool]]:
    known = {option.value for option in options}
    strange = [
        (Option(value, f"{value} — такого выбора нет"), True)
        for value in values
        if value and value not in known
    ]
    return [*((option, option.value in values) for option in options), *strange]


def anchor(name: str) -> str:
    """Return an anchor made of a name."""
    return "f-" + unescaped(name).replace("/", "-").replace(" ", "_")
