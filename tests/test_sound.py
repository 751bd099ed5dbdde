"""The quick reading of sound files against the long one: the same data, or a doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.source.sound import read_sound
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
        quickly.append(read_sound(text) is not None)
    assert sum(quickly) > 0.9 * len(quickly) > 90
