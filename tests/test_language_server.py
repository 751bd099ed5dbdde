"""What a curator sees in VS Code: the real yaml-language-server on the demonstration."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model.loading import load
from generator.schema.files import write_for_editor
from tests.editor_slips import SLIPS, Slip
from tests.language_server import Editor, Offer

LATIN = re.compile("[A-Za-z]{2,}")
LATIN_BY_RIGHT = {"nastavnik", "schema", "data", "programme", "mentors", "yml", "Ctrl", "pedagog"}
MENTOR = "data/mentors/novyy.yml"
PAIR = "data/pairs/novaya.yml"
WORDS = {"дата": "20.11.2026", "минут": "60", "срок": "май 2027", "близость к цели": "8"}
DATES = {"до", "начало", "окончание", "дата вхождения в программу", "опубликован"}


@pytest.fixture(scope="module")
def project(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy of the demonstration prepared for the editor."""
    project = tmp_path_factory.mktemp("editor") / "Наша школа"
    shutil.copytree(demo / "data", project / "data")
    write_for_editor(project)
    return project


@pytest.fixture(scope="module")
def editor(project: Path) -> Iterator[Editor]:
    editor = Editor(project)
    yield editor
    editor.close()


def labels(offers: list[Offer]) -> list[str]:
    return [offer.label for offer in offers]


def offer(offers: list[Offer], label: str) -> Offer:
    found = [item for item in offers if item.label == label]
    assert len(found) == 1, labels(offers)
    return found[0]


def filled(snippet: str) -> str:
    """Return a snippet as it is after its stops were filled in."""
    lines = snippet.replace("$CURRENT_DATE.$CURRENT_MONTH.$CURRENT_YEAR", "20.11.2026")
    return "\n".join(_filled_line(line) for line in lines.split("\n"))


def _filled_line(line: str) -> str:
    key = line.strip(" -").split(":")[0]
    word = "31.12.2026" if key in DATES else WORDS.get(key, "Слова")
    line = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", line)
    line = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", line)
    return re.sub(r"\$\d+", word, line)


# Errors


def test_nothing_is_underlined_in_the_demonstration(editor: Editor, project: Path) -> None:
    files = sorted((project / "data").rglob("*.yml"))
    texts = {
        file.relative_to(project).as_posix(): file.read_text(encoding="utf-8") for file in files
    }
    assert len(texts) > 100
    assert {path: found for path, found in editor.remarks_of(texts).items() if found} == {}


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.id)
def test_a_slip_is_underlined_in_russian_in_its_line(
    editor: Editor, project: Path, slip: Slip
) -> None:
    text = (project / slip.path).read_text(encoding="utf-8")
    before = text.index(slip.right)
    wrong = text[:before] + slip.wrong + text[before + len(slip.right) :]
    line = text.count("\n", 0, before) + 1 - slip.up
    remarks = editor.remarks(slip.path, wrong)
    assert [remark for remark in remarks if remark.line == line and slip.says in remark.message]
    for remark in remarks:
        assert set(LATIN.findall(remark.message)) <= LATIN_BY_RIGHT, remark


def test_an_archived_record_is_judged_like_any_other(editor: Editor, project: Path) -> None:
    text = (project / "data/pairs/2024-belova-smirnova.yml").read_text(encoding="utf-8")
    path = "data/archive/2024-25/pairs/2024-belova-smirnova.yml"
    assert editor.remarks(path, text) == []
    assert editor.remarks(path, text.replace("форма: ", "фирма: ", 1)) != []


# Completion


def test_keys_are_offered_with_hints(editor: Editor) -> None:
    offers = editor.offers(MENTOR, "ФИО: Орлова Анна Петровна\n¦")
    assert {"должность", "тип", "согласия", "заметки куратора"} <= set(labels(offers))
    assert "ФИО" not in labels(offers)
    assert offer(offers, "должность").inserted == "должность: "
    assert "учитель математики" in offer(offers, "должность").explained
    assert "На сайт не попадает" in offer(offers, "заметки куратора").explained


def test_values_of_a_closed_list_are_offered_with_their_meaning(editor: Editor) -> None:
    offers = editor.offers(MENTOR, "тип: ¦")
    assert labels(offers) == ["консультант", "предметник"]
    assert offer(offers, "предметник").explained == "учит преподавать свой предмет"
    assert labels(editor.offers("data/cases/a.yml", "лучшая практика: ¦")) == ["да", "нет"]


@pytest.mark.parametrize(
    "text", ["согласия:\n  - сведения: [¦]", "согласия:\n  - сведения:\n      - ¦"]
)
def test_values_of_a_list_are_offered(editor: Editor, text: str) -> None:
    assert {"ФИО", "фото", "отзыв"} <= set(labels(editor.offers(MENTOR, text)))


def test_people_are_offered_by_name_and_by_file(editor: Editor) -> None:
    offers = editor.offers(PAIR, "наставник: ¦")
    assert offer(offers, "Соколова Анна Викторовна").inserted == "Соколова Анна Викторовна"
    assert "sokolova" in offer(offers, "Соколова Анна Викторовна").explained
    assert "учитель математики" in offer(offers, "sokolova").explained
    listed = labels(editor.offers(PAIR, "наставляемые: [orlov, ¦]"))
    assert {"Орлов Илья Сергеевич", "orlov"} <= set(listed)
    assert not LATIN.search(" ".join(label for label in listed if " " in label))


def test_words_of_the_programme_are_offered(editor: Editor) -> None:
    assert "педагог – педагог" in labels(editor.offers(PAIR, "форма: ¦"))
    assert "математика" in labels(editor.offers(MENTOR, "предметы:\n  - ¦"))


def test_questions_of_a_meeting_are_offered_by_its_kind(editor: Editor) -> None:
    text = "встречи:\n  - вид: {}\n    ответы:\n      ¦"
    trial = editor.offers(PAIR, text.format("пробная"))
    assert "благодаря чему" in labels(trial)
    assert "кто я" not in labels(trial)
    assert "прийти к результату" in offer(trial, "благодаря чему").explained
    assert "кто я" in labels(editor.offers(PAIR, text.format("знакомство")))


def test_a_new_record_is_offered_whole(editor: Editor) -> None:
    whole = offer(editor.offers(MENTOR, "¦"), "Наставник: обязательные ключи")
    text = filled(whole.inserted).replace("ФИО: Слова", "ФИО: Орлова Анна Петровна")
    assert editor.remarks(MENTOR, f"{text}\n") == []


@pytest.mark.parametrize(
    ("label", "above"),
    [
        *(
            (f"встреча: {kind}", "встречи:\n  - ")
            for kind in ("знакомство", "пробная", "планирование", "рабочая", "итоговая")
        ),
        ("цель", "цели:\n    - "),
        ("итог: реализована полностью", "итог:\n  "),
        ("итог: раньше срока", "итог:\n  "),
        ("согласие: обработка", "согласия:\n  - "),
        ("согласие: распространение", "согласия:\n  - "),
    ],
)
def test_a_ready_piece_is_a_valid_one(
    editor: Editor, project: Path, demo: Path, tmp_path: Path, label: str, above: str
) -> None:
    path, text = _place(project, above)
    piece = offer(editor.offers(path, text), label)
    before, after = text.split("¦")
    margin = " " * (len(before.rpartition("\n")[2]) - len(before.rpartition("\n")[2].lstrip(" ")))
    inserted = filled(piece.inserted).replace("\n", f"\n{margin}")
    whole = f"{before}{inserted}{after}"
    assert editor.remarks(path, whole) == []
    school = tmp_path / "school"
    shutil.copytree(project / "data", school / "data")
    shutil.copytree(demo / "content/documents", school / "content/documents")
    (school / path).write_text(whole, encoding="utf-8")
    load(school)


def _place(project: Path, above: str) -> tuple[str, str]:
    """Return a file of the demonstration with the cursor where a piece may be put."""
    if above.startswith("согласия"):
        path = "data/mentors/pavlova.yml"
        text = (project / path).read_text(encoding="utf-8")
        return path, f"{text[: text.index('согласия:')]}{above}¦\n"
    path = "data/pairs/2026-sokolova-orlov.yml"
    text = (project / path).read_text(encoding="utf-8")
    if above.startswith("цели"):
        head, tail = text.index("цели:"), text.index("встречи:")
        return path, f"{text[:head]}{above}¦\n{text[tail:]}"
    return path, f"{text[: text.index('встречи:')]}{above}¦\n"


# Hints


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        (MENTOR, "Ф¦ИО: Орлова Анна", ("#### ФИО", "как в паспорте", "только с согласия")),
        (MENTOR, "ФИО: О¦рлова Анна", ("#### ФИО", "как в паспорте")),
        (MENTOR, "вме¦стимость: 2", ("вместимость", "Сколько наставляемых", "не попадает")),
        (MENTOR, "т¦ип: предметник", ("тип", "консультант", "помогает освоиться")),
        (MENTOR, "согл¦асия: []", ("#### согласия", "Без обработки нельзя")),
        (PAIR, "нас¦тавник: sokolova", ("Кто ведёт", "только с согласия человека (ФИО)")),
        (PAIR, "ит¦ог: {дата: 01.09.2026}", ("Чем закончилось",)),
        (PAIR, "программа:\n  цели:\n    - ср¦ок: май 2027", ("К какому времени",)),
        (
            PAIR,
            "встречи:\n  - вид: пробная\n    ответы:\n      благо¦даря чему: трудом",
            ("прийти к результату",),
        ),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_a_hint_says_what_to_write(
    editor: Editor, path: str, text: str, words: tuple[str, ...]
) -> None:
    hint = editor.hover(path, text)
    for word in words:
        assert word in hint
    assert set(LATIN.findall(hint)) <= LATIN_BY_RIGHT, hint
