"""The quick readings of sound files against the longer ones: the same data, or a doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.source.document import Node
from generator.source.plain import read_plain
from generator.source.slips import is_doubtful
from generator.source.sound import read_events, read_sound
from generator.source.yaml_text import parse_yaml, read_closely

_DOUBTFUL = {
    "табуляция": "ФИО:\tИванова Анна",
    "конец строки старого Macintosh": "ФИО: Иванова Анна\rпост: учитель",
    "неразрывный пробел в отступе": "фото:\n\u00a0 файл: ivanova.jpg",
    "неразрывный пробел в ключе": "дата\u00a0входа: 01.09.2026",
    "мягкий перенос в значении": "тема: наста\u00adвник",
    "буква из двух знаков": "тема: и\u0306од",
    "латинские буквы в слове": "ФИО: Coколова Анна",
    "латинские буквы в ключе": "дoлжность: учитель",
    "непечатаемый знак": "тема: а\u0007б",
    "примечание вплотную к кавычкам": 'тема: "раз"#два',
    "примечание внутри скобок": "темы: [раз, #два\n  три]",
    "повтор ключа": "тема: раз\nтема: два",
    "отрезанное значение": "должность: учитель #1",
    "примечание вместо значения": "должность: # учитель",
    "пустое значение": "тема: ~",
    "особый знак": "тема: !важно да",
    "ссылка": "тема: &а б\nещё: *а",
    "скобки на месте ключа": "{{ тема }}: раз",
    "две записи": "тема: раз\n---\nтема: два",
    "список вместо записи": "- раз\n- два",
    "пустой файл": "# только примечание\n",
    "слипшийся ключ в скобках": "встречи: [{вид:знакомство}]",
    "ключ без значения в скобках": "встречи: {вид: знакомство, чем советовать, минут: 40}",
    "продолжение, похожее на ключ": "тема: раз\n  два:три",
    "продолжение, похожее на пункт": "тема: раз\n  -два",
    "незакрытая кавычка": 'тема: "раз\nещё: два\nи: три"',
    "пункт под ключом": "тема:\n  •раз",
    "пункт под дефисом": "темы:\n-\n  •раз",
    "чужая вертикальная черта": "тема: >5",
    "глубина": "\n".join("  " * n + "а:" for n in range(31)) + " б",
    "ошибка": "тема: [раз",
}


@pytest.mark.parametrize("text", _DOUBTFUL.values(), ids=_DOUBTFUL)
def test_a_doubtful_text_is_read_the_long_way(text: str) -> None:
    assert read_sound(text) is None


_SOUND = {
    "ключи и значения": "ФИО: Иванова Анна\nвместимость: 2",
    "списки": "темы:\n- раз\n- два\nещё:\n  - три\n  -   четыре",
    "скобки": "дни: [раз, два, три]\nвстречи:\n  - {вид: рабочая, минут: 40}",
    "абзацы": "о себе: |\n  Раз.\n\n  Два: три # «пять».\nещё: >\n  раз\n  два",
    "кавычки": "а: \"раз: 'два'\"\nб: 'раз \"два\" # три'",
    "примечания": "# о файле\nфото: # портрет\n  файл: a.jpg # имя\nтема: раз   # два",
    "пустые ключи": "тема:\nещё: ''\nдни: []",
    "неразрывный пробел в значении": "тема: №\u00a05",
    "латинские слова": "тема: Web-проект «Online»\nпочта: a.b@example.ru",
    "выровненные значения": "тема:      раз\nещё одна:  два",
    "концы строк Windows": "тема: раз\r\nдни:\r\n  - два\r\n",
    "начало и конец записи": "---\nтема: раз\n...\n",
}


@pytest.mark.parametrize("text", _SOUND.values(), ids=_SOUND)
def test_a_sound_text_is_read_quickly_and_just_the_same(text: str) -> None:
    assert read_sound(text.replace("\r\n", "\n")), "здесь нечему быть ошибкой"
    assert parse_yaml(text, "a.yml") == read_closely(text, "a.yml")


def test_the_demonstration_is_read_quickly_and_just_the_same(demo: Path) -> None:
    quickly = []
    for file in sorted((demo / "data").rglob("*.yml")):
        text = file.read_text(encoding="utf-8")
        assert parse_yaml(text, file.name) == read_closely(text, file.name), file
        quickly.append(_reads_like_libyaml(text))
    assert sum(quickly) > 0.9 * len(quickly) > 90


_WORDS = ("раз", "два слова", "а:б", "14:05", "№ 5", "«а», б", "1.5", "да ", "а'б", "~", "", "")
_ODD = ("а: б", "а:", "а # б", "а#б", "- а", "*а", "...", "\u00a0", "? а", "%", "!а", "а\u00a0б")
_QUOTES = ('"а: # б"', "'а, б'", "'а''б'", '"а\\nб"', '""', "' '", '"а" б', "'а")
_SIGNS = (*":-#,[]{}'\"|>?&~ \n", ": ", "- ", " # ", "\n\n", "\n  ", "|\n", "null", "\n   \n")
_scalar = st.sampled_from((*_WORDS, *_WORDS, *_ODD, *_QUOTES))
_key = st.sampled_from(("а", "дата", "б в", "я (ю)", "...", "1"))


def _in_brackets(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.builds("{}{}{}".format, _key, st.sampled_from((": ", ": ", ":", " : ")), inner)
    comma = st.sampled_from((", ", ", ", ",", " ,"))
    listed = st.builds(lambda sign, parts: f"[{sign.join(parts)}]", comma, st.lists(inner))
    return listed | st.builds(
        lambda sign, parts: f"{{{sign.join(parts)}}}", comma, st.lists(pair, max_size=3)
    )


_value = _scalar | st.recursive(_scalar, _in_brackets, max_leaves=6)
_prose = st.builds(
    lambda sign, lines: "\n".join([sign, *lines]),
    st.sampled_from(("|", "|", "|-", "|+", ">", "|2")),
    st.lists(
        st.sampled_from(("    а", "    - б: в", "      г", "", " ", "      ", "  а")), max_size=4
    ),
)
_line = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(("", "", "  ", "  ", "    ")),
    st.sampled_from(("", "", "- ", "-   ")),
    st.just("") | st.builds("{}{}".format, _key, st.sampled_from((": ", ": ", ":", ":  "))),
    st.just("") | _value | _prose,
)
_file = st.builds(
    "{}{}{}".format,
    st.sampled_from(("а: б\n", "а:\n", "# о\n", "---\n", "")),
    st.lists(_line, max_size=5).map("\n".join),
    st.sampled_from(("\n", "\n", "\n", "", "\n\n", "\n  # о\n", "\n...\n")),
)


@settings(max_examples=600, deadline=None)
@given(_file)
def test_plain_lines_are_read_as_libyaml_reads_them(text: str) -> None:
    assume(not is_doubtful(text))
    _reads_like_libyaml(text)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_spoilt_record_is_read_as_libyaml_reads_it(demo: Path, data: st.DataObject) -> None:
    files = sorted((demo / "data").rglob("*.yml"))
    text = data.draw(st.sampled_from(files)).read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 2))
        text = text[:at] + data.draw(st.sampled_from(_SIGNS)) + text[at + cut :]
    _reads_like_libyaml(text)


def _reads_like_libyaml(text: str) -> bool:
    """Hold the quickest reading to libyaml's; return whether it took the text."""
    noted = "#" in text
    plain = read_plain(text, noted=noted)
    if plain is None:
        return False
    data, place, whole = plain
    longer = read_events(text, noted=noted)
    assert longer is not None, "libyaml здесь видит ошибку или сомнение"
    assert (data, place) == (longer.data, longer.place)
    assert str(data) == str(longer.data), "порядок ключей"
    assert whole is not _has_empty(data)
    return True


def _has_empty(node: Node) -> bool:
    if isinstance(node, str):
        return False
    return node is None or any(map(_has_empty, node.values() if isinstance(node, dict) else node))
