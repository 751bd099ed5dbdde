"""Marks of privacy: everything is private unless every step that leads to it is open."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import pytest
from pydantic import Field, create_model

from generator.model.act import Act
from generator.model.award import Award
from generator.model.base import OPEN, Category, Mark, Record, Shown, Value, walk
from generator.model.case import Case, Review
from generator.model.loading import FOLDERS, SINGLES
from generator.model.news import News
from generator.model.pair import Goal, Meeting, Outcome, Pair, Plan
from generator.model.people import Mentee, Mentor, Person
from generator.model.photo import Photo
from generator.model.types import Text

PHOTO, NAME = Shown(Category.PHOTO), Shown(Category.NAME)


class Inner(Record):
    """One field of each mark, and one that nobody marked."""

    open: Annotated[Text, OPEN] = Field("о", alias="открыто")
    shown: Annotated[Text, NAME] = Field("п", alias="показано")
    plain: Text = Field("ч", alias="частное")


class Outer(Record):
    """Records inside fields of each mark."""

    open: Annotated[Inner, OPEN] = Field(Inner(), alias="в открытом")
    shown: Annotated[Inner, PHOTO] = Field(Inner(), alias="в показанном")
    plain: Inner = Field(Inner(), alias="в частном")
    listed: Annotated[tuple[Inner, ...], OPEN] = Field((Inner(), Inner()), alias="список")
    chosen: Annotated[dict[str, Text], PHOTO] = Field({"ключ": "значение"}, alias="словарь")
    maybe: Annotated[Inner | None, OPEN] = Field(None, alias="может быть")


class Careless(Outer):
    """A record to which somebody added a field and forgot the mark."""

    added: Text = Field("новое", alias="новое поле")
    optional: Text | None = Field("ещё", alias="ещё поле")
    nested: Inner | None = Field(Inner(), alias="вложенное")


def marks(record: Record) -> dict[tuple[str | int, ...], Mark]:
    return {value.path: value.mark for value in walk(record)}


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        (("в открытом", "открыто"), OPEN),
        (("в открытом", "показано"), NAME),
        (("в открытом", "частное"), None),
        (("в показанном", "открыто"), PHOTO),
        (("в показанном", "показано"), PHOTO),
        (("в показанном", "частное"), None),
        (("в частном", "открыто"), None),
        (("в частном", "показано"), None),
        (("в частном", "частное"), None),
        (("список", 0, "открыто"), OPEN),
        (("список", 1, "показано"), NAME),
        (("список", 1, "частное"), None),
        (("словарь", "ключ"), PHOTO),
    ],
)
def test_the_stricter_mark_wins(path: tuple[str | int, ...], mark: Mark) -> None:
    found = marks(Outer())
    assert found[path] == mark
    assert len(found) == 3 * 5 + 1


def test_a_field_added_without_a_mark_is_private() -> None:
    found = marks(Careless())
    assert found[("новое поле",)] is None
    assert found[("ещё поле",)] is None
    assert {mark for path, mark in found.items() if path[0] == "вложенное"} == {None}
    assert Careless.mark_of("added") is None
    assert Careless.mark_of("open") is OPEN


def test_privacy_deepens_and_never_comes_back() -> None:
    class Deep(Record):
        outer: Annotated[Outer, PHOTO] = Field(Outer(), alias="снаружи")

    found = marks(Deep())
    assert set(found.values()) == {PHOTO, None}
    private = {path for path, mark in marks(Outer()).items() if mark is None}
    assert {path[1:] for path, mark in found.items() if mark is None} == private


def test_values_come_in_order_with_their_owner() -> None:
    outer = Outer.model_validate({"список": [], "словарь": {"а": "1", "б": "2"}})
    values = list(walk(outer))
    assert values[0] == Value(("в открытом", "открыто"), "о", OPEN, outer.open, "open")
    assert [value.path[0] for value in values] == [
        *["в открытом"] * 3,
        *["в показанном"] * 3,
        *["в частном"] * 3,
        *["словарь"] * 2,
    ]
    assert values[-2:] == [
        Value(("словарь", "а"), "1", PHOTO, outer, "chosen"),
        Value(("словарь", "б"), "2", PHOTO, outer, "chosen"),
    ]


# The real records ---------------------------------------------------------------------------


def all_records() -> set[type[Record]]:
    found: set[type[Record]] = set()
    waiting: list[type[Record]] = [Record]
    while waiting:
        cls = waiting.pop()
        found.add(cls)
        waiting.extend(cls.__subclasses__())
    return {cls for cls in found if cls.__module__.startswith("generator.")}


NEVER_OPEN: list[tuple[type[Record], str]] = [
    (Person, "notes"),
    (Person, "phone"),
    (Person, "email"),
    (Person, "consents"),
    (Person, "declension"),
    (Mentee, "birth_year"),
    (Mentee, "kind"),
    (Mentee, "request"),
    (Mentee, "request_topics"),
    (Mentee, "difficulties"),
    (Mentee, "support"),
    (Mentor, "was_mentee"),
    (Pair, "mentor"),
    (Pair, "mentees"),
    (Plan, "activities"),
    (Plan, "goals"),
    (Pair, "meetings"),
    (Pair, "addendum"),
    (Pair, "notes"),
    (Plan, "difficulties"),
    (Plan, "wishes"),
    (Goal, "result"),
    (Meeting, "answers"),
    (Outcome, "why"),
    (Outcome, "reason"),
    (Case, "pair"),
    (Review, "mentor"),
    (Review, "mentee"),
    (Award, "mentor"),
    (Award, "pair"),
    (Act, "pairs"),
    (Act, "mentors"),
    (News, "mentors"),
]


@pytest.mark.parametrize(("cls", "name"), NEVER_OPEN)
def test_what_the_law_keeps_private_has_no_mark(cls: type[Record], name: str) -> None:
    assert cls.mark_of(name) is None


@pytest.mark.parametrize("cls", sorted(all_records(), key=str))
def test_a_subclass_of_any_record_keeps_new_fields_private(cls: type[Record]) -> None:
    more = create_model("More", __base__=cls, added=(Text, Field("новое", alias="новое поле")))
    assert more.mark_of("added") is None
    for name in cls.model_fields:
        assert more.mark_of(name) == cls.mark_of(name)


def test_a_person_opens_nothing_without_a_category() -> None:
    for entity in (Mentor, Mentee):
        assert all(entity.mark_of(name) is not OPEN for name in entity.model_fields)


def test_every_kind_of_record_has_a_folder_and_a_name() -> None:
    folders = [cls.folder for cls in (*FOLDERS, *SINGLES)]
    assert len(set(folders)) == len(folders)
    assert all(cls.title_ru for cls in (*FOLDERS, *SINGLES))


def test_dates_and_figures_are_walked_as_text() -> None:
    class Dated(Record):
        day: Annotated[date, OPEN] = Field(date(2026, 9, 1), alias="дата")
        count: Annotated[int, OPEN] = Field(5, alias="число")
        yes: Annotated[bool, OPEN] = Field(default=True, alias="да")

    assert [value.text for value in walk(Dated())] == ["2026-09-01", "5", "True"]


def test_a_photo_is_marked_as_a_whole() -> None:
    photo = Photo.model_validate({"файл": "a.jpg", "описание": "Портрет"})
    assert [value.mark for value in walk(photo)] == [Photo.mark_of("file"), Photo.mark_of("alt")]
