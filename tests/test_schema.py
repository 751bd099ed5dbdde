"""JSON Schemas of the records: what the loader takes they take, what it refuses they refuse."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import TypeAdapter, ValidationError

import generator.model
from generator.model import types
from generator.model.base import Choice, Entity, Record
from generator.model.loading import FOLDERS, SINGLES
from generator.model.periods import MONTHS
from generator.model.resolver import Names
from generator.schema import patterns, scalars
from generator.schema.choices import Choices, gather
from generator.schema.files import write_for_editor
from generator.schema.records import schema_of
from generator.schema.snippets import title
from generator.source.files import read_folder
from generator.source.slips import mixed_words
from generator.source.yaml_text import parse_yaml
from tests.command import nastavnik, snapshot
from tests.editor_slips import SLIPS, Slip
from tests.tiny_school import tiny_school
from tests.yaml_core import core_load

KINDS = (*FOLDERS, *SINGLES)
RUSSIAN = re.compile("[А-Яа-яЁё]")
MENTEE = """
    ФИО: Орлов Илья Сергеевич
    должность: учитель химии
    год рождения: 1999
    категория: молодой специалист
    основной запрос: Дисциплина
    дата вхождения в программу: 01.09.2024
"""


def classes(base: type[Any]) -> list[type[Any]]:
    """Return every class of the model that grows from a base."""
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.iter_modules(generator.model.__path__, "generator.model.")
    ]
    found = {
        item
        for module in modules
        for item in vars(module).values()
        if inspect.isclass(item) and issubclass(item, base) and item is not base
    }
    return sorted(found, key=lambda item: item.__name__)


def kind_of(path: str) -> type[Entity]:
    """Return which record a file of ``data`` holds."""
    place = path.removeprefix("data/").removesuffix(".yml").split("/")[0]
    return next(cls for cls in KINDS if cls.folder == place)


class School:
    """The demonstration as the loader and as an editor know it."""

    def __init__(self, project: Path) -> None:
        documents, _ = read_folder(project)
        self._context = {"resolver": Names.gather(documents)}
        choices = gather(project)
        self._schemas = {cls: Draft7Validator(schema_of(cls, choices)) for cls in KINDS}

    def loader_takes(self, path: str, text: str) -> bool:
        document, problems = parse_yaml(text, path)
        if document is None:
            assert problems
            return False
        try:
            kind_of(path).read("a", document, self._context)
        except ValidationError:
            return False
        return True

    def schema_takes(self, path: str, text: str) -> bool:
        return self._schemas[kind_of(path)].is_valid(core_load(text))


@pytest.fixture(scope="session")
def school(demo: Path) -> School:
    return School(demo)


# Words for the curator


@pytest.mark.parametrize("cls", classes(Record), ids=lambda cls: cls.__name__)
def test_every_field_tells_the_curator_what_to_write(cls: type[Record]) -> None:
    for name, info in cls.model_fields.items():
        words = info.description or ""
        assert RUSSIAN.search(words), f"{cls.__name__}.{name}"
        assert len(words) <= 130, f"{cls.__name__}.{name}: слишком длинно"
        assert words.endswith((".", ".»")) or words[-1] in '?"', f"{cls.__name__}.{name}"
        assert words.casefold().rstrip(".") != str(info.alias).casefold()


@pytest.mark.parametrize("cls", classes(Record), ids=lambda cls: cls.__name__)
def test_every_record_is_called_by_a_russian_name(cls: type[Record]) -> None:
    if cls.__subclasses__():
        return
    assert RUSSIAN.match(title(cls))


@pytest.mark.parametrize("cls", classes(Choice), ids=lambda cls: cls.__name__)
def test_values_explain_themselves_without_repeating_themselves(cls: type[Choice]) -> None:
    for value in cls:
        assert value.hint.casefold() != value.value.casefold()


def test_hints_tell_where_a_value_may_be_seen() -> None:
    mentee = schema_of(next(cls for cls in KINDS if cls.folder == "mentees"))["properties"]
    assert "На сайт не попадает" in mentee["год рождения"]["description"]
    assert "только с согласия человека (ФИО)" in mentee["ФИО"]["description"]
    pair = schema_of(next(cls for cls in KINDS if cls.folder == "pairs"))
    assert "Имя на сайте — только с согласия" in pair["properties"]["наставник"]["description"]
    assert "Может показываться" in pair["properties"]["форма"]["description"]
    goal = pair["definitions"]["Goal"]["properties"]["показатель"]
    assert "На сайт не попадает" in goal["description"]
    survey = schema_of(next(cls for cls in KINDS if cls.folder == "surveys"))
    answer = survey["definitions"]["SurveyResponse"]["properties"]["наставник"]
    assert "На сайт не попадает" in answer["description"]


# Shape of the schemas


@pytest.mark.parametrize("cls", KINDS, ids=lambda cls: cls.folder)
def test_schemas_are_draft_7_with_ascii_names_and_russian_titles(
    demo: Path, cls: type[Entity]
) -> None:
    for choices in (None, gather(demo)):
        schema = schema_of(cls, choices)
        assert schema["$schema"].endswith("draft-07/schema#")
        Draft7Validator.check_schema(schema)
        assert all(name.isascii() for name in schema["definitions"])
        assert RUSSIAN.match(schema["title"])
        for part in (schema, *schema["definitions"].values()):
            assert all(RUSSIAN.match(field["title"]) for field in part["properties"].values())


# The same judgement as the loader's


def test_every_file_of_the_demonstration_is_valid(demo: Path, school: School) -> None:
    files = sorted((demo / "data").rglob("*.yml"))
    paths = {file.relative_to(demo).as_posix(): file.read_text(encoding="utf-8") for file in files}
    assert len(paths) > 100
    assert [path for path, text in paths.items() if not school.schema_takes(path, text)] == []


def test_without_a_school_references_are_any_text(demo: Path) -> None:
    for file in sorted((demo / "data").rglob("*.yml")):
        path = file.relative_to(demo).as_posix()
        validator = Draft7Validator(schema_of(kind_of(path)))
        assert validator.is_valid(core_load(file.read_text(encoding="utf-8"))), path


def test_every_file_of_a_new_school_is_valid(new_school: Path) -> None:
    starter = School(new_school)
    for file in sorted((new_school / "data").rglob("*.yml")):
        path = file.relative_to(new_school).as_posix()
        assert starter.schema_takes(path, file.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.id)
def test_a_slip_is_refused_by_both(demo: Path, school: School, slip: Slip) -> None:
    right = (demo / slip.path).read_text(encoding="utf-8")
    assert right.count(slip.right) == 1, slip.right
    wrong = right.replace(slip.right, slip.wrong)
    assert school.loader_takes(slip.path, right)
    assert school.schema_takes(slip.path, right)
    assert not school.loader_takes(slip.path, wrong)
    assert not school.schema_takes(slip.path, wrong)


@pytest.mark.parametrize(
    ("path", "right", "odd"),
    [
        ("data/mentors/pavlova.yml", "педагогический стаж: 16", 'педагогический стаж: "16"'),
        ("data/mentors/pavlova.yml", "педагогический стаж: 16", "педагогический стаж:"),
        ("data/mentors/pavlova.yml", "вместимость: 2", "вместимость: 2,0"),
        ("data/mentors/pavlova.yml", "дата: 17.03.2026", "дата: 7.3.2026"),
        ("data/mentors/pavlova.yml", "предметы: [литература]", "предметы: [Литература]"),
        ("data/mentors/pavlova.yml", "предметы: [литература]", "предметы:"),
        ("data/mentors/pavlova.yml", "телефон: +7 (000) 247-19-82", "телефон: 82471982"),
        ("data/mentors/pavlova.yml", "почта: yu.pavlova@example.ru", "почта: true"),
        (
            "data/pairs/2026-sokolova-orlov.yml",
            "наставник: sokolova",
            "наставник: СОКОЛОВА анна  викторовна",
        ),
        ("data/pairs/2026-sokolova-orlov.yml", "педагог – педагог", "Педагог-педагог"),
        ("data/pairs/2026-sokolova-orlov.yml", "срок: декабрь 2026", "срок: 2027"),
        ("data/pairs/2026-sokolova-orlov.yml", "срок: декабрь 2026", "срок: Декабрь 2026 г."),
        ("data/cases/bezopasnyy-opyt.yml", "    было: 3\n", "    было: 3.5\n"),
        ("data/cases/bezopasnyy-opyt.yml", "    было: 3\n", "    было: −3,5 %\n"),
        ("data/acts/2026-polozhenie.yml", "  приказ: 64-о", "  приказ: 64"),
        (
            "data/acts/2026-polozhenie.yml",
            "дата: 31.08.2026\nо чём",
            "публикуется: Да.\nдата: 31.08.2026\nо чём",
        ),
        ("data/school.yml", 'ИНН: "0005010059"', "ИНН: 0005010059"),
        ("data/school.yml", "учебный год: 2026/27", "учебный год: 2026 – 2027"),
    ],
)
def test_another_good_way_to_write_is_taken_by_both(
    demo: Path, school: School, path: str, right: str, odd: str
) -> None:
    text = (demo / path).read_text(encoding="utf-8")
    assert text.count(right) == 1, right
    text = text.replace(right, odd)
    assert school.loader_takes(path, text)
    assert school.schema_takes(path, text)


EXAMPLES: dict[Any, tuple[str, ...]] = {
    types.Day: ("01.09.2026", "1.9.2026", "29.02.2024", "29.02.2023", "31.04.2026", "31.12.2100"),
    types.Yes: ("да", "Нет", "да.", "НЕТ", "yes"),
    types.Number: ("12", "4,5", "-3", "1 000", "12 345 678,5", "5 %", "4.5"),
    types.Count: ("40", "1 000", "12,0", "-0", "999999", "1000000", "007", "5%"),
    types.FullName: (
        "Соколова Анна Викторовна",
        "Мамедов Али Гасан оглы",
        "О'Нил Анна",
        "Римский-Корсаков Ли",
        "ИВАНОВ ИВАН",
    ),
    types.Slug: ("pedagog-pedagog", "2026-a", "-a", "A"),
    types.SchoolYear: ("2026/27", "2026–2027", "1999/00", "2029/2030", "1999 - 2000", "2026/28"),
    types.When: (
        "2026",
        "2026 года",
        "октябрь 2026",
        "март – май 2027",
        "май – март 2027",
        "декабрь 2026 - май 2027",
        "05.10.2026 – 31.05.2027",
        "5.10.2026 г.",
        "ежегодно",
        "ежегодно, ноябрь – май",
        "Постоянно.",
    ),
}
SIGNS = "0123456789.,/-–— %+−'’гГяюйдоЁёАаБ\u00a0az"


@st.composite
def nearly(draw: st.DrawFn, examples: tuple[str, ...]) -> str:
    """A good value with up to two signs lost, added or changed."""
    text = draw(st.sampled_from(examples))
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(text)))
        sign = draw(st.sampled_from(["", *SIGNS]))
        text = text[:place] + sign + text[place + draw(st.integers(0, 1)) :]
    return text


def takes(kind: Any, value: str) -> str:
    """Return why the loader refuses a value; nothing when it takes it."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        return error.errors()[0]["msg"]
    return ""


@pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.__metadata__[0].func.__name__)
def test_a_value_is_judged_as_by_the_loader(kind: Any) -> None:
    validator = Draft7Validator(scalars.SCALARS[kind.__metadata__[0]]())

    @settings(deadline=None)
    @given(nearly(EXAMPLES[kind]))
    def agree(value: str) -> None:
        if not value.strip():
            return
        refusal = takes(kind, value)
        if "кончается раньше, чем начинается" not in refusal:
            assert validator.is_valid(value) is (not refusal), value

    agree()


@given(st.integers(0, 11), st.integers(0, 11))
def test_months_of_one_year_go_forward(first: int, last: int) -> None:
    period = f"{MONTHS[first]} – {MONTHS[last]} 2027"
    assert bool(re.search(patterns.PERIOD, period)) is (first <= last)


@given(st.text(alphabet="aceoxPHбжасРН- «»\n1", max_size=30))
def test_mixed_alphabets_are_seen_as_by_the_loader(text: str) -> None:
    assert bool(re.search(patterns.NO_MIXED_WORDS, text)) is (not mixed_words(text))


@given(st.from_regex(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,3})?", fullmatch=True))
def test_a_number_without_quotes_is_judged_as_by_the_loader(typed: str) -> None:
    value = core_load(f"а: {typed}")["а"]
    for kind in (types.Number, types.Count, types.Text):
        validator = Draft7Validator(scalars.SCALARS[kind.__metadata__[0]]())
        assert validator.is_valid(value) is (not takes(kind, typed)), (kind, typed)


@given(st.lists(st.sampled_from('аА еёЁ-–— «»"бБ№1'), min_size=1, max_size=12).map("".join))
def test_a_name_is_recognised_in_any_spelling_the_loader_folds(spelling: str) -> None:
    name = "Ёа б – «Еа» № 1"
    pattern = patterns.whole(patterns.name_in_any_spelling(name))
    if re.search(pattern, spelling):
        assert types.fold(spelling) == types.fold(name)


@pytest.mark.parametrize(
    "spelling", ["ЁА Б–ЕА №  1", "еа б - «ёа» № 1", "«Ёа б» — Еа № 1", "Ёа\u00a0б – «Еа» № 1"]
)
def test_a_name_may_be_spelt_in_other_ways(spelling: str) -> None:
    name = "Ёа б – «Еа» № 1"
    assert types.fold(spelling) == types.fold(name)
    assert re.search(patterns.whole(patterns.name_in_any_spelling(name)), spelling)


# Choices of a school


def test_two_people_of_one_name_are_told_apart_by_the_file(tmp_path: Path) -> None:
    files = {"mentees/orlov": MENTEE, "mentees/orlov-2": MENTEE}
    known = gather(tiny_school(tmp_path, **files)).named["mentees"]
    assert {(item.id, item.name) for item in known} == {("orlov", ""), ("orlov-2", "")}


def test_answers_have_the_questions_of_their_meeting(demo: Path, school: School) -> None:
    path = "data/pairs/2026-sokolova-orlov.yml"
    text = (demo / path).read_text(encoding="utf-8")
    assert text.count("\n      мой опыт: ") == 1
    assert not school.schema_takes(path, text.replace("\n      мой опыт: ", "\n      опыт: "))


def test_a_name_that_is_a_number_may_be_referred_to(tmp_path: Path) -> None:
    act = "вид: протокол\nназвание: Протокол\nдата: 01.09.2026\nо чём: О встречах\n"
    project = tiny_school(tmp_path, **{"acts/12": act})
    pair = next(cls for cls in KINDS if cls.folder == "acts")
    validator = Draft7Validator(schema_of(pair, gather(project)))
    assert validator.is_valid(core_load(f"{act}заменён: 12"))
    assert not validator.is_valid(core_load(f"{act}заменён: 13"))


def test_a_broken_file_does_not_stop_the_hints(school_copy: Path) -> None:
    (school_copy / "data/mentors/pavlova.yml").write_text("ФИО: [", encoding="utf-8")
    choices = gather(school_copy)
    assert [span.path for span in choices.unread] == ["data/mentors/pavlova.yml"]
    assert "sokolova" in {item.id for item in choices.named["mentors"]}
    assert choices.questions


def test_no_school_no_choices() -> None:
    assert schema_of(KINDS[0], Choices()) == schema_of(KINDS[0])


# Files for the editor


def settings_of(project: Path) -> dict[str, Any]:
    found = json.loads((project / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_a_new_school_is_ready_for_the_editor(new_school: Path) -> None:
    ties = settings_of(new_school)["yaml.schemas"]
    globs = [glob for tie in ties.values() for glob in ([tie] if isinstance(tie, str) else tie)]
    assert all((new_school / schema).is_file() for schema in ties)
    assert all(glob.startswith("data/") for glob in globs)
    archive = new_school / "data/archive/2025-26/pairs"
    archive.mkdir(parents=True)
    (archive / "2025-kim.yml").write_text("# закрыта\n", encoding="utf-8")
    covered = {file for glob in globs for file in new_school.glob(glob)}
    assert covered == set((new_school / "data").rglob("*.yml"))
    extensions = (new_school / ".vscode/extensions.json").read_text(encoding="utf-8")
    assert "redhat.vscode-yaml" in extensions


def test_own_settings_stay(new_school: Path) -> None:
    own = {
        "editor.tabSize": 4,
        "window.zoomLevel": 1.5,
        "yaml.schemas": {"https://example.org/a.json": "b.yml"},
    }
    folder = new_school / ".vscode"
    (folder / "settings.json").write_text(json.dumps(own), encoding="utf-8-sig")
    (folder / "extensions.json").write_text('{"recommendations": ["a.b"]}', encoding="utf-8")
    done = nastavnik("schema", cwd=new_school)
    assert done.code == 0, done.text
    found = settings_of(new_school)
    assert found["editor.tabSize"] == 4
    assert found["window.zoomLevel"] == 1.5
    assert found["yaml.schemas"]["https://example.org/a.json"] == "b.yml"
    assert found["yaml.schemas"]["./.vscode/schemas/mentors.json"] == "data/mentors/*.yml"
    assert found["yaml.validate"] is True
    extensions = json.loads((folder / "extensions.json").read_text(encoding="utf-8"))
    assert extensions == {"recommendations": ["a.b", "redhat.vscode-yaml"]}


def test_a_second_call_changes_nothing(new_school: Path) -> None:
    settings = new_school / ".vscode/settings.json"
    settings.write_text(json.dumps(settings_of(new_school)), encoding="utf-8")
    before = snapshot(new_school)
    assert nastavnik("schema", cwd=new_school).code == 0
    assert snapshot(new_school) == before


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('{\n  // крупнее\n  "a": 1\n}\n', ":2:3", "примечания"),
        ('{"a": 1 /* да */}\n', ":1:9", "примечания"),
        ('// моё\n{"a": 1}\n', ":1:1", "примечания"),
        ('{\n  "a": 1,\n}\n', ":", "JSON не читается"),
        ('{"a": 1, "a": 2}\n', ":", "дважды"),
        ("[]\n", ":1:1", "не набор ключей"),
        ('{"yaml.schemas": []}\n', ":", "yaml.schemas"),
    ],
)
def test_settings_that_would_lose_something_are_left_alone(
    new_school: Path, text: str, place: str, words: str
) -> None:
    (new_school / ".vscode/settings.json").write_text(text, encoding="utf-8")
    (new_school / "data/mentors/petrov.yml").write_text("ФИО: Петров Пётр", encoding="utf-8")
    before = snapshot(new_school)
    done = nastavnik("schema", cwd=new_school)
    assert done.code == 1
    assert f".vscode/settings.json{place}" in done.errors
    assert words in done.errors
    assert snapshot(new_school) == before


def test_schemas_alone_go_where_they_are_asked(new_school: Path, tmp_path: Path) -> None:
    before = snapshot(new_school)
    done = nastavnik("schema", "-o", tmp_path / "схемы", cwd=new_school)
    assert done.code == 0, done.text
    assert {file.stem for file in (tmp_path / "схемы").iterdir()} == {cls.folder for cls in KINDS}
    assert snapshot(new_school) == before


def test_a_new_record_appears_among_the_choices(new_school: Path) -> None:
    mentor = (new_school / "data/mentors/obrazcova.yml").read_text(encoding="utf-8")
    mentor = mentor.replace("Образцова Мария Ивановна", "Первая Вера Павловна")
    (new_school / "data/mentors/pervaya.yml").write_text(mentor, encoding="utf-8")
    assert nastavnik("schema", cwd=new_school).code == 0
    schema = (new_school / ".vscode/schemas/pairs.json").read_text(encoding="utf-8")
    assert "Первая Вера Павловна" in schema


def test_a_file_that_could_not_be_read_is_named(new_school: Path) -> None:
    (new_school / "data/mentors/obrazcova.yml").write_text("ФИО: [", encoding="utf-8")
    done = nastavnik("schema", cwd=new_school)
    assert done.code == 0, done.text
    assert "data/mentors/obrazcova.yml" in done.out


def test_nothing_is_left_behind_by_writing(new_school: Path) -> None:
    write_for_editor(new_school)
    assert {file.suffix for file in (new_school / ".vscode").rglob("*.*")} == {".json"}
