"""Slips people make in records of every kind: the right line is named, and the advice, followed
word for word, makes the whole school valid again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.diagnostics import Level
from tests.following import mend
from tests.sound_school import SOUND, problems_in, sound_school

MENTOR, MENTEE = "mentors/sokolova", "mentees/orlov"
PAIR, FINISHED = "pairs/2026-sokolova-orlov", "pairs/2024-sokolova-orlov"
CASE, ACT, NEWS = "cases/tihiy-urok", "acts/2026-prikaz-pary", "news/2026-10-pary"
SURVEY, IMPACT = "surveys/2025-kachestvo", "impact/2025-vliyanie"
_ENOUGH = 6


@dataclass(frozen=True)
class Slip:
    """A slip in a record of the sound school.

    Attributes:
        place: The record's place under ``data`` without the ending.
        right: Text that stands there once.
        wrong: Text that takes its place.
        code: The code of the first thing told.
        words: What a person fills in where the advice says «…».
        down: How many lines below the beginning of the wrong text the slip is told.
    """

    place: str
    right: str
    wrong: str
    code: str
    words: str = ""
    down: int = 0

    @property
    def id(self) -> str:
        return f"{self.code}-{self.place.split('/')[0]}-{self.wrong[:30]!r}"


_NAME = "ФИО: Соколова Анна Викторовна"
_TRAINED = "[{вид: первичное, тема: Роль наставника, дата: 24.09.2026, часов: 8}]"
_MEETING = "{вид: рабочая, дата: 12.10.2026, минут: 60, ответы: {что получилось: Начали вовремя}}"
SLIPS = (
    # a mentor
    Slip(MENTOR, _NAME, "ФИО: соколова анна викторовна", "З-05"),
    Slip(MENTOR, _NAME, "ФИО: СОКОЛОВА АННА ВИКТОРОВНА", "З-05"),
    Slip(MENTOR, _NAME, "ФИО: Соколова, Анна Викторовна", "З-05"),
    Slip(MENTOR, _NAME, "ФИО: Coколова Анна Викторовна", "С-09"),
    Slip(MENTOR, _NAME, "ФИО:Соколова Анна Викторовна", "С-13"),
    Slip(MENTOR, _NAME, "ФИО:\u00a0Соколова Анна Викторовна", "С-13"),
    Slip(MENTOR, _NAME, "ФИО Соколова Анна Викторовна", "С-23"),
    Slip(MENTOR, "должность: учитель", "дoлжность: учитель", "С-09"),
    Slip(MENTOR, "должность: учитель", "Должность: учитель", "К-01", down=-1),
    Slip(MENTOR, "должность: учитель", "должнось: учитель", "К-01", down=-1),
    Slip(MENTOR, "должность: учитель химии", "должность: учитель #1", "С-12"),
    Slip(MENTOR, "должность: учитель химии", "должность: учитель: химия", "С-14"),
    Slip(MENTOR, "должность: учитель химии", 'должность: "учитель химии', "С-15"),
    Slip(MENTOR, "должность: учитель химии", 'должность: "учитель" химии', "С-15"),
    Slip(MENTOR, "должность: учитель химии", "должность: *учитель химии", "С-22"),
    Slip(MENTOR, "должность: учитель химии\n", "", "К-01", "учитель химии", down=-1),
    Slip(MENTOR, "должность: учитель химии", "должность:", "К-01", "учитель химии"),
    Slip(MENTOR, "должность: учитель химии", "должность: учитель хи\u00adмии", "С-21"),
    Slip(MENTOR, "должность: учитель химии", "должность: учитель\x0bхимии", "С-19"),
    Slip(MENTOR, "тип: предметник", "тип: Предметник", "К-05"),
    Slip(MENTOR, "тип: предметник", "тип: предмет", "К-05"),
    Slip(MENTOR, "тип: предметник", "тип: предметник\nтип: консультант", "С-10", down=1),
    Slip(MENTOR, "тип: предметник", "  тип: предметник", "С-16"),
    Slip(MENTOR, "тип: предметник", "\tтип: предметник", "С-01"),
    Slip(MENTOR, "[уроки с опытами]", "уроки с опытами", "К-03"),
    Slip(MENTOR, "[уроки с опытами]", "{уроки с опытами}", "С-26"),
    Slip(MENTOR, " [уроки с опытами]", "\n  -уроки с опытами", "С-18", down=1),
    Slip(MENTOR, " [уроки с опытами]", "\n  • уроки с опытами", "С-18", down=1),
    Slip(MENTOR, "[уроки с опытами]", "- уроки с опытами", "С-24"),
    Slip(MENTOR, "[уроки с опытами]", "[уроки с опытами", "С-15"),
    Slip(MENTOR, "тема: Роль наставника", "тема: Роль, права", "С-26"),
    Slip(MENTOR, "тема: Роль наставника", "тема:Роль наставника", "С-13"),
    Slip(MENTOR, "дата: 24.09.2026", "дата: 24 сентября 2026 г.", "З-02"),
    Slip(MENTOR, "дата: 24.09.2026", "дата: 2026-09-24", "З-02"),
    Slip(MENTOR, "дата: 24.09.2026", "дата: 24/09/26", "З-02"),
    Slip(MENTOR, "часов: 8", "часов: 8 часов", "З-04"),
    Slip(MENTOR, "дата вхождения в программу", "дата\u00a0вхождения в программу", "С-08"),
    Slip(MENTOR, "вид: обработка", "вид: обработка данных", "К-05"),
    # a mentee
    Slip(MENTEE, "год рождения: 1999", "год рождения: 1999 г.", "З-04"),
    Slip(MENTEE, "категория: молодой специалист", "категория: молодой специолист", "К-05"),
    Slip(MENTEE, "основной запрос: Дисциплина", "основной запрос: !Дисциплина", "С-22"),
    Slip(MENTEE, "Дисциплина на уроке", "[Дисциплина на уроке]", "З-01"),
    Slip(MENTEE, "Дисциплина на уроке", "Дисциплина: на уроке", "С-14"),
    Slip(MENTEE, "вид: обработка", "виды: обработка", "К-01"),
    # a pair
    Slip(PAIR, "наставник: sokolova", "наставник: sokolovа", "Н-01"),
    Slip(PAIR, "наставник: sokolova", "наставник: sokolov", "Н-01"),
    Slip(PAIR, "наставник: sokolova", "наставник: Соколова А. В.", "Н-01"),
    Slip(PAIR, "наставник: sokolova", "наставник: mentors/sokolova.yml", "Н-01"),
    Slip(PAIR, "наставляемые: [orlov]", "наставляемые: orlov", "К-03"),
    Slip(PAIR, "форма: педагог – педагог", "форма: педагог – педогог", "Н-01"),
    Slip(PAIR, "вид: традиционное", "вид: тродиционное", "Н-01"),
    Slip(PAIR, "начало: 05.10.2026", "начало: 5.10.26", "З-02"),
    Slip(PAIR, "окончание: 31.05.2027", "окончание: 31 мая 2027", "З-02"),
    Slip(PAIR, "начало: 05.10.2026, ", "", "К-01", "05.10.2026"),
    Slip(PAIR, "приказ: 2026-prikaz-pary", "приказ: 2026-prikas-pary", "Н-01"),
    Slip(PAIR, f"  - {_MEETING}", f" - {_MEETING}\n  - {_MEETING}", "С-16", down=1),
    Slip(PAIR, "вид: рабочая", "вид: рабочие", "К-05"),
    Slip(PAIR, "минут: 60", "минут: 60 мин", "З-04"),
    Slip(PAIR, "что получилось: Начали", "что получилос: Начали", "П-02"),
    Slip(PAIR, "Начали вовремя", "Начали вовремя, шли ровно", "С-26"),
    Slip(FINISHED, "основание: реализована полностью", "основание: реализована", "К-05"),
    Slip(FINISHED, "результаты: Урок", "результат: Урок", "К-01"),
    # a case
    Slip(CASE, "название: Тихий урок", 'название: "Тихий" урок', "С-15"),
    Slip(CASE, "название: Тихий урок", "название: Тихий урок: опыт", "С-14"),
    Slip(CASE, "статус: опубликован", "статус: опубликовано", "К-05"),
    Slip(CASE, "темы запроса: [дисциплина на уроке]", "темы запроса: [дисциплины]", "Н-01"),
    Slip(CASE, "пара: 2024-sokolova-orlov", "пара: 2024-sokolova-orlova", "Н-01"),
    Slip(CASE, "стало: 2", "стало: 2 замечания", "З-04"),
    Slip(CASE, "лучше: меньше", "лучше: мньше", "К-05"),
    Slip(CASE, "показатели:\n  - {", "показатели:\n  – {", "С-18", down=1),
    Slip(CASE, "доказательность: замеры до и после", "доказательность: замеры", "К-05"),
    # an act, news, answers, figures
    Slip(ACT, "вид: приказ о закреплении пар", "вид: приказ о закрепление пар", "К-05"),
    Slip(ACT, "дата: 02.09.2026", "дата: 02.09.2026г", "З-02"),
    Slip(ACT, "о чём: Документ", "о чем: Документ", "К-01", down=-3),
    Slip(NEWS, "рубрика: События", "рубика: События", "К-01", down=-2),
    Slip(NEWS, "Встретились все пары.", "'[Пары](acts/2026-prikaz-par) здесь'", "П-01"),
    Slip(SURVEY, "учебный год: 2025/26", "учебный год: 2025-2027", "З-08"),
    Slip(SURVEY, "тип: шкала", "тип: шкалы", "К-05"),
    Slip(SURVEY, "вопрос: Была ли польза?", "вопрос: Была ли польза, и какая?", "С-26"),
    Slip(IMPACT, "единица: баллов", "еденица: баллов", "К-01"),
    # files of which there is one
    Slip("school", "текущий учебный год: 2026/27", "текущий учебный год: 2026", "З-08"),
    Slip("school", "начало программы: 01.09.2024", "начало программы: 1.09.24", "З-02"),
    Slip("school", "должность: директор", "должность:директор", "С-13"),
    Slip("roadmap", "срок: октябрь 2026", "срок: до октября 2026 г.", "З-07"),
    Slip("roadmap", "ответственные: [директор]", "ответственные: директор", "К-03"),
    Slip("workplan", "срок: октябрь 2026", "срок: 10.2026 - 11.2026", "З-07"),
    Slip("programme", "код: himiya", "код: Himiya", "З-06"),
    Slip("programme", "проверено: 01.09.2026", "проверено: сентябрь 2026", "З-02"),
    Slip("meetings", "минут не меньше: 60", "минут не меньше: 1 час", "З-04"),
    Slip("matching", "общая встреча: 19.11.2026", "общая встреча: 19.11.26", "З-02"),
    Slip("council", "наставник: sokolova", "наставник: Соколова Анна Викторовна (хим.)", "Н-01"),
    Slip("council", "роль: председатель", "роли: председатель", "К-01"),
    Slip("awards", "номинация: Наставник года", "номинация: Наставник, 2026", "С-26"),
)


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.id for slip in SLIPS])
def test_the_line_is_named_and_the_advice_mends_the_school(slip: Slip, tmp_path: Path) -> None:
    project = sound_school(tmp_path)
    file = project / f"data/{slip.place}.yml"
    sound = file.read_text(encoding="utf-8")
    assert sound.count(slip.right) == 1
    text = sound.replace(slip.right, slip.wrong)
    line = sound[: sound.index(slip.right)].count("\n") + 1 + slip.down
    file.write_text(text, encoding="utf-8")
    first = problems_in(project)[0]
    assert (first.code, str(first.span)) == (
        slip.code,
        f"data/{slip.place}.yml:{line}:{first.span.column}",
    )
    for _ in range(_ENOUGH):
        if not (problems := problems_in(project)):
            return
        errors = [p for p in problems if p.level is Level.ERROR] or problems
        text = mend(text, errors[0], slip.words)
        file.write_text(text, encoding="utf-8")
    pytest.fail(f"не исправилось:\n{text}\n{problems_in(project)}")


def test_records_of_every_kind_are_tried() -> None:
    assert len(SLIPS) >= 60
    assert {place.split("/")[0] for place in SOUND} == {slip.place.split("/")[0] for slip in SLIPS}


_FILES = (
    # where the file went, code, what the advice says to rename or move it to
    ("mentors/sokolova.yaml", "Ф-05", "mentors/sokolova.yml"),
    ("mentors/sokolova.yml.txt", "Ф-05", "mentors/sokolova.yml"),
    ("mentors/sokolova.txt", "Ф-09", "mentors/sokolova.yml"),
    ("mentors/Sokolova.yml", "Ф-07", "mentors/sokolova.yml"),
    ("mentors/sоkolova.yml", "Ф-07", "mentors/sokolova.yml"),
    ("mentor/sokolova.yml", "Ф-06", "mentors/sokolova.yml"),
    ("mentors/2024/sokolova.yml", "Ф-06", "mentors/sokolova.yml"),
)


@pytest.mark.parametrize(("lost", "code", "advised"), _FILES, ids=[file[0] for file in _FILES])
def test_a_lost_file_goes_where_the_advice_says(
    lost: str, code: str, advised: str, tmp_path: Path
) -> None:
    data = sound_school(tmp_path) / "data"
    (data / lost).parent.mkdir(exist_ok=True)
    (data / "mentors/sokolova.yml").rename(data / lost)
    (problem,) = [p for p in problems_in(tmp_path) if p.span.path == f"data/{lost}"]
    assert problem.code == code
    folder, name = advised.split("/")
    assert problem.hint.endswith((f": {name}", f", {folder}", f"data/{folder}"))
    (data / lost).rename(data / advised)
    assert problems_in(tmp_path) == ()


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_a_file_saved_again_in_utf8_is_valid(encoding: str, tmp_path: Path) -> None:
    file = sound_school(tmp_path) / "data/mentors/sokolova.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text, encoding=encoding)
    problem = problems_in(tmp_path)[0]
    assert problem.code in {"Ф-03", "Ф-04"}
    assert "пересохраните файл в UTF-8" in problem.hint
    file.write_text(text, encoding="utf-8-sig", newline="\r\n")
    assert problems_in(tmp_path) == ()
