"""A school of so many cases, the same one every time: what builds of any size are timed on.

Each case has its pair and its mentee; a mentor leads four pairs. Texts are six hundred words
put together of ready sentences, so no two cases are the same and none tells of anybody.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from generator.bench import phrases
from generator.starter import start

TODAY: Final = date(2026, 11, 20)
"""The day the generated schools are built for."""
_CASES_OF_A_MENTOR: Final = 4
_EXAMPLES: Final = ("mentors", "mentees", "pairs", "cases", "acts")
_CONSENT: Final = """\
согласия:
  - {{вид: обработка, дата: 28.08.2025, номер: О-{number}}}
  - вид: распространение
    дата: 28.08.2025
    номер: Р-{number}
    до: 31.08.2028
    сведения: [{what}]
"""
_INVENTED: Final = f"""\
демонстрация:
  пометка: Школа составлена программой для замеров. Все люди, пары и события вымышлены
  дата: {TODAY:%d.%m.%Y}
"""
MOST: Final = len(phrases.STEMS) * len(phrases.FIRST_NAMES) * len(phrases.PATRONYMICS)
"""Cases beyond which two people would have one name."""


@dataclass(frozen=True, slots=True)
class Story:
    """A case as every builder gets it.

    Attributes:
        id: Its address: ``case-00001``.
        mentor: Id of its mentor.
        mentor_name: The mentor's full name.
        parts: Long texts by their Russian headings, paragraphs apart.
    """

    id: str
    title: str
    lead: str
    mentor: str
    mentor_name: str
    subject: str
    request: str
    level: str
    measures: tuple[tuple[str, int, int], ...]
    parts: dict[str, str]
    review: str


def stories(count: int) -> Iterator[Story]:
    """Yield the cases of a school of so many."""
    for number in range(count):
        yield _story(number)


def write_school(folder: Path, count: int) -> None:
    """Write a school that builds without an error.

    Args:
        folder: A new folder.
        count: How many cases it has, ``MOST`` at most.
    """
    start(folder)
    data = folder / "data"
    with (data / "school.yml").open("a", encoding="utf-8", newline="\n") as school:
        school.write(_INVENTED)
    for name in _EXAMPLES:
        shutil.rmtree(data / name)
        (data / name).mkdir()
    for number in range(0, count, _CASES_OF_A_MENTOR):
        _write(data / "mentors" / f"{_mentor(number)}.yml", _mentor_text(number))
    for number, story in enumerate(stories(count)):
        _write(data / "mentees" / f"n{number:05}.yml", _mentee_text(number))
        _write(data / "pairs" / f"p{number:05}.yml", _pair_text(number, story))
        _write(data / "cases" / f"{story.id}.yml", case_text(number, story))


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _mentor(number: int) -> str:
    return f"m{number // _CASES_OF_A_MENTOR:05}"


def _name(number: int, ending: str) -> str:
    """Return a full name; mentors and mentees have other endings, so nobody has a namesake."""
    place, stem = divmod(number, len(phrases.STEMS))
    patronymic, first = divmod(place, len(phrases.FIRST_NAMES))
    return (
        f"{phrases.STEMS[stem]}{ending} {phrases.FIRST_NAMES[first]} "
        f"{phrases.PATRONYMICS[patronymic]}"
    )


def _mentor_name(number: int) -> str:
    return _name(number // _CASES_OF_A_MENTOR, "ова")


def _story(number: int) -> Story:
    chance = Random(number)  # noqa: S311
    subject = number % len(phrases.SUBJECTS)

    def told(sentences: Sequence[str], paragraphs: int, each: int, separator: str = "\n\n") -> str:
        return separator.join(
            " ".join(
                sentence.format(
                    n=chance.randint(2, 9), m=chance.randint(10, 25), w=chance.randint(26, 31)
                )
                for sentence in chance.sample(sentences, each)
            )
            for _ in range(paragraphs)
        )

    measures = tuple(
        (name, chance.randint(10, 20), chance.randint(2, 9))
        for name in ("Минута начала урока", "Замечания за четверть")
    )
    return Story(
        id=f"case-{number:05}",
        title=f"{phrases.TITLES[number // 7 % len(phrases.TITLES)]}, опыт {number + 1}",
        lead=told(phrases.RESULT, 1, 2),
        mentor=_mentor(number),
        mentor_name=_mentor_name(number),
        subject=phrases.SUBJECTS[subject],
        request=phrases.REQUESTS[number // 3 % len(phrases.REQUESTS)],
        level=phrases.LEVELS[number // 5 % len(phrases.LEVELS)],
        measures=measures,
        parts={
            "запрос": told(phrases.REQUEST, 3, 4),
            "что делали": told(phrases.ACTIONS, 4, 5),
            "результат": told(phrases.RESULT, 2, 4),
            "что не получилось": "- " + told(phrases.FAILURES, 4, 1, "\n- "),
            "как повторить": "- " + told(phrases.REPEAT, 5, 1, "\n- "),
        },
        review=chance.choice(phrases.REVIEWS),
    )


def _mentor_text(number: int) -> str:
    subject = number // _CASES_OF_A_MENTOR % len(phrases.SUBJECTS)
    trait = phrases.TRAITS[number // _CASES_OF_A_MENTOR % len(phrases.TRAITS)]
    what = "ФИО, должность, предмет, достижения, отзыв, результаты"
    return (
        f"ФИО: {_mentor_name(number)}\nдолжность: учитель {phrases.TEACHERS[subject]}\n"
        f"предметы: [{phrases.SUBJECTS[subject]}]\nтип: предметник\n"
        f"профессиональная сфера: методика\nосновные компетенции: [{trait}]\n"
        f"важные достижения: [победитель районного конкурса уроков 2024 года]\nвместимость: 4\n"
        f"дата вхождения в программу: 01.09.2025\n" + _CONSENT.format(number=number, what=what)
    )


def _mentee_text(number: int) -> str:
    return (
        f"ФИО: {_name(number, 'ская')}\nдолжность: учитель {phrases.TEACHERS[number % 10]}\n"
        f"предметы: [{phrases.SUBJECTS[number % 10]}]\nгод рождения: {1995 + number % 8}\n"
        f"категория: молодой специалист\nосновной запрос: Начинать урок вовремя\n"
        f"темы запроса: [{phrases.REQUESTS[number // 3 % 9]}]\n"
        f"дата вхождения в программу: 01.09.2025\nдата выхода из программы: 05.06.2026\n"
        + _CONSENT.format(number=number, what="ФИО, должность, предмет, отзыв, результаты")
    )


def _pair_text(number: int, story: Story) -> str:
    return f"""\
наставник: {story.mentor}
наставляемые: [n{number:05}]
форма: педагог – педагог
вид: традиционное
модель: новичок – мастер
программа:
  начало: 07.10.2025
  окончание: 29.05.2026
  цели:
    - результат: Урок начинается вовремя
      действия: [посмотреть три урока, разобрать по минутам]
      срок: апрель 2026
      показатель: не позже третьей минуты
      отметка: выполнено
встречи:
  - {{вид: знакомство, дата: 07.10.2025, минут: 40}}
  - {{вид: пробная, дата: 14.10.2025, минут: 45}}
  - {{вид: планирование, дата: 21.10.2025, минут: 60, результат: Договорились о цели}}
  - {{вид: рабочая, дата: 18.11.2025, минут: 60, результат: Разобрали запись урока}}
  - {{вид: рабочая, дата: 20.01.2026, минут: 60, результат: Изменили карточки}}
  - {{вид: итоговая, дата: 19.05.2026, минут: 90, результат: Программа завершена}}
итог:
  основание: реализована полностью
  дата: 22.05.2026
  результаты: Урок начинается вовремя восемь раз подряд
  близость к цели: 9
"""


def case_text(number: int, story: Story) -> str:
    """Return the YAML of a case of a school."""
    prose = "\n".join(
        f"{name}: |\n" + "\n".join(f"  {line}" if line else "" for line in text.split("\n"))
        for name, text in story.parts.items()
    )
    measures = "\n".join(
        f"  - {{показатель: {name}, было: {before}, стало: {after}, лучше: меньше, "
        "как измеряли: лист наблюдения в октябре и апреле}"
        for name, before, after in story.measures
    )
    return f"""\
название: {story.title}
статус: опубликован
пара: p{number:05}
опубликован: {1 + number % 28:02}.06.2026
уровень: {story.level}
предметы: [{story.subject}]
темы запроса: [{story.request}]
кратко: "{story.lead}"
{prose}
показатели:
{measures}
доказательность: замеры до и после
отзывы:
  - роль: наставляемая
    наставляемый: n{number:05}
    текст: "{story.review}"
самопроверка:
  уникальность: Правило придумали ученики.
  результаты: Листы наблюдения за два полугодия.
  переносимость: Годится любому предмету.
"""
