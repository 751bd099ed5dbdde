"""Files of new records with short comments, as the examples of a new school have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from generator.source.handwriting import Hand, kept, scalar

_NOTES_AT = 27
_HAND = Hand()


@dataclass(frozen=True, slots=True)
class Row:
    """A key of a new file and what is said of it.

    Attributes:
        key: The key.
        note: Comment at the end of its line.
        absent: Comment in its place when it has no value.
        inside: Comment right below it, as deep as its content.
        below: Comment below its content.
        braces: Its list holds records in braces, one a line.
    """

    key: str
    note: str = ""
    absent: str = ""
    inside: str = ""
    below: str = ""
    braces: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A new file: its first comment, its keys in order, its last comment."""

    head: str
    rows: tuple[Row, ...]
    tail: str = ""


_CONSENTS = Row(
    "согласия",
    inside="Без согласия на обработку человека нельзя вносить в банк.",
    below=(
        "Без согласия на распространение человек не появится на сайте.\n"
        "В «сведения» — только то, что отмечено на бумаге:\n"
        "ФИО, фото, должность, предмет, достижения, отзыв, результаты, видео\n"
        "- {вид: распространение, дата: 28.08.2026, до: 31.08.2027, сведения: [ФИО, должность]}"
    ),
    braces=True,
)
BLANKS: Mapping[str, Blank] = MappingProxyType(
    {
        "mentors": Blank(
            "",
            (
                Row("ФИО"),
                Row("должность"),
                Row("место работы", absent="место работы указывают, если оно не наша школа"),
                Row("предметы"),
                Row("педагогический стаж"),
                Row("тип", note="консультант или предметник"),
                Row("профессиональная сфера"),
                Row("основные компетенции"),
                Row("важные достижения", absent="важные достижения — списком, по одному в строке"),
                Row("о себе"),
                Row("дата вхождения в программу"),
                Row("вместимость", note="сколько наставляемых ведёт сразу"),
                Row("был наставляемым"),
                Row("телефон"),
                Row("почта"),
                _CONSENTS,
            ),
        ),
        "mentees": Blank(
            "Год рождения, запрос и затруднения на сайт не попадают.",
            (
                Row("ФИО"),
                Row("должность"),
                Row("место работы", absent="место работы указывают, если оно не наша школа"),
                Row("предметы"),
                Row("педагогический стаж"),
                Row("год рождения"),
                Row("категория"),
                Row("основной запрос"),
                Row("темы запроса"),
                Row("затруднения", absent="затруднения — списком, по одному в строке"),
                Row("дата вхождения в программу"),
                Row("телефон"),
                Row("почта"),
                _CONSENTS,
            ),
        ),
        "pairs": Blank(
            "Наставника и наставляемых называют именем файла или полным ФИО.",
            (
                Row("наставник"),
                Row("наставляемые"),
                Row("форма"),
                Row("вид"),
                Row("модель"),
                Row("формы контакта"),
                Row("приказ", absent="приказ: имя файла из data/acts, когда пару закрепят"),
                Row(
                    "допсоглашение",
                    absent=(
                        "допсоглашение (ТК РФ, ст. 351.8), когда подпишут:\n"
                        "допсоглашение:\n"
                        "  письменное согласие наставника: 25.09.2026\n"
                        "  номер: 11/2026\n"
                        "  дата: 30.09.2026"
                    ),
                ),
                Row(
                    "программа",
                    below=(
                        "Карта целей, «цели», появляется на встрече-планировании:\n"
                        "результат, действия, срок, показатель, отметка."
                    ),
                ),
                Row("продолжает пару"),
            ),
            "Ниже — встречи и итог; их запишет и команда: nastavnik record",
        ),
        "acts": Blank(
            "",
            (
                Row("вид"),
                Row("название"),
                Row("номер"),
                Row("дата"),
                Row("статус"),
                Row("о чём"),
                Row(
                    "файлы",
                    absent=(
                        "Файл акта кладут в content/documents и называют здесь:\n"
                        "файлы:\n"
                        "  - {файл: prikaz.pdf, название: Текст с подписью}"
                    ),
                ),
                Row("публикуется", note="нет — останется только у куратора"),
                Row("пары"),
                Row("наставники"),
            ),
        ),
        "news": Blank(
            "Участников называют ссылкой, в кавычках — слова на случай, если называть нельзя:\n"
            '[Анной Викторовной](mentors/sokolova "наставницей")',
            (
                Row("заголовок"),
                Row("дата"),
                Row("рубрика", note="События, Обучение, Документы, Методика"),
                Row("кратко"),
                Row("текст"),
                Row("наставники"),
                Row("кейсы"),
                Row("акты"),
            ),
        ),
    }
)


def write_blank(kind: str, values: Mapping[str, Any]) -> str:
    """Return the text of a new file.

    Comments name no record: a file copied from another one by hand is the same.

    Args:
        kind: Folder of the record.
        values: Its values by keys; keys the blank does not know go to the end.
    """
    blank = BLANKS[kind]
    there = kept(values)
    text = _comment(blank.head, 0)
    for row in blank.rows:
        text += _row(row, there)
    known = {row.key for row in blank.rows}
    text += "".join(_HAND.entry(key, value, 0) for key, value in there.items() if key not in known)
    return text + _comment(blank.tail, 0)


def _row(row: Row, values: Mapping[str, Any]) -> str:
    if row.key not in values:
        return _comment(row.absent, 0)
    value = values[row.key]
    inside, below = _comment(row.inside, 2), _comment(row.below, 2)
    if row.braces:
        items = "".join(_HAND.item(item, 2, flow=True) for item in value)
        return f"{row.key}:{'' if items else ' []'}\n{inside}{items}{below}"
    note = ""
    if row.note:
        width = len(f"{row.key}: {scalar(value)}")
        note = " " * max(2, _NOTES_AT - width) + f"# {row.note}"
    return _HAND.entry(row.key, value, 0, note) + inside + below


def _comment(text: str, column: int) -> str:
    return "".join(f"{' ' * column}# {line}\n" for line in text.splitlines())
