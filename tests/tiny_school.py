"""The smallest school that loads, for tests that need one."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

_POINTS = "[{название: Пункт, пункты: [Строка]}]"
_NAMED = "[{название: Пункт, описание: Строка}]"

SCHOOL = """
    название: Школа № 5
    полное название: Средняя школа № 5
    адрес: г. Верхнеозёрск
    текущий учебный год: 2026/27
    начало программы: 01.09.2024
    директор:
      {ФИО: Ремизов Олег Дмитриевич, должность: директор,
       телефон: 8 (000) 555-05-05, почта: director@school5.example}
    куратор: {ФИО: Крылова Инна Валерьевна, должность: заместитель директора}
    пересмотр банка: [{дата: 15.09.2026, итог: Внесены новые учителя}]
"""
PROGRAMME = f"""
    название: Программа наставничества
    обещание: Никто не остаётся один
    замысел: Опытные учителя помогают молодым.
    цель: Помочь молодым учителям
    задачи: [Закрепить пары]
    принципы: {_NAMED}
    участники: {_NAMED}
    предмет наставничества: {_POINTS}
    компоненты: {_POINTS}
    этапы программы: [{{название: Первый, срок: сентябрь 2026, описание: Строка}}]
    этапы работы: [{{название: Первый, задача: Задача, мероприятия: [Дело], результат: Итог}}]
    этапы взаимодействия: {_NAMED}
    уровни завершения: {_NAMED}
    формы: [{{код: pedagog-pedagog, название: педагог – педагог}}]
    виды: [{{код: tradicionnoe, название: традиционное}}]
    ролевые модели: [{{код: novichok-master, название: новичок – мастер}}]
    формы контакта: [{{код: pryamoe, название: прямое}}]
    стили: {_NAMED}
    обучение наставников: {_NAMED}
    предметы: [{{код: himiya, название: химия}}]
    запросы: [{{код: disciplina, название: дисциплина на уроке}}]
    ожидаемые результаты: [Результат]
    оцениваемые результаты: [Результат]
    показатели эффективности: {_POINTS}
    стимулирование: {{материальное: [Премия], нематериальное: [Грамота]}}
    условия и ресурсы: {_POINTS}
    правовая база: [{{название: Закон, реквизиты: № 1, уровень: школа, проверено: 01.09.2026}}]
"""
MEETINGS = """
    бланки:
      - {вид: рабочая, название: Рабочая встреча, участники: [Пара], зачем: Идти к цели}
"""


def tiny_school(folder: Path, **files: str) -> Path:
    """Write a project that loads: a school, a programme, forms of meetings, and what is asked.

    Args:
        folder: An empty folder, as pytest's ``tmp_path``.
        files: YAML of records by their place under ``data`` without the ending:
            ``tiny_school(tmp_path, **{"mentees/orlov": "ФИО: …"})``. A record of the same place
            as a default one replaces it; indents shared by all lines do not matter.

    Returns:
        The project's folder, for ``generator.model.loading.load``.
    """
    records = {"school": SCHOOL, "programme": PROGRAMME, "meetings": MEETINGS, **files}
    for place, text in records.items():
        file = folder / "data" / f"{place}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return folder
