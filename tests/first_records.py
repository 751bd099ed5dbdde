"""The first records of a school, as the README tells: by commands and by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from click.testing import CliRunner

from generator.cli import cli
from tests.command import edit

README = Path(__file__).resolve().parent.parent / "README.md"
TODAY = date(2026, 11, 20)
PAIR = "2026-sokolova-orlov"
ORDER = "data/acts/2026-prikaz-pary.yml"
CASE = "data/cases/urok-nachinaetsya-vovremya.yml"
WRITTEN = (
    "data/mentors/sokolova.yml",
    "data/mentees/orlov.yml",
    f"data/pairs/{PAIR}.yml",
    ORDER,
    CASE,
)


def call(school: Path, command: str, *options: str) -> None:
    """Run a command in this process; it must succeed."""
    arguments = [*command.split(), "--project", str(school), "--today", "20.11.2026", *options]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, done.output


def by_commands(school: Path) -> None:
    """Write all the records by commands with parameters; the case is a draft with gaps."""
    call(
        school,
        "new mentor",
        *("--name", "Соколова Анна Викторовна", "--post", "учитель химии", "--type", "предметник"),
        *("--sphere", "точные науки", "--subject", "химия", "--joined", "01.09.2026"),
        *("--competence", "уроки с опытами", "--competence", "подготовка к ЕГЭ"),
        *("--achievement", "«Учитель года», 2024", "--processing", "28.08.2026"),
    )
    call(
        school,
        "new mentee",
        *("--name", "Орлов Илья Сергеевич", "--post", "учитель химии", "--subject", "химия"),
        *("--born", "2002", "--kind", "молодой специалист", "--request", "Начать урок вовремя"),
        *("--topic", "дисциплина на уроке", "--joined", "01.09.2026", "--processing", "28.08.2026"),
    )
    call(
        school,
        "new pair",
        *("--mentor", "sokolova", "--mentee", "orlov", "--form", "педагог – педагог"),
        *("--kind", "традиционное", "--model", "новичок – мастер", "--order", "2026-prikaz-pary"),
        *("--start", "05.10.2026", "--end", "31.05.2027", "--agreed", "25.09.2026"),
        *("--addendum", "12/2026", "--addendum-date", "30.09.2026"),
    )
    call(
        school,
        f"record meeting {PAIR}",
        *("--kind", "знакомство", "--date", "05.10.2026", "--minutes", "40"),
        *("--answer", "почему хочу быть наставником=Помню: мне самой помогли"),
    )
    call(
        school,
        f"record meeting {PAIR}",
        *("--kind", "планирование", "--date", "19.10.2026", "--minutes", "60"),
        *("--result", "Договорились о цели"),
        *("--new-goal", "Урок начинается вовремя|декабрь 2026|10 уроков подряд|разбор уроков"),
    )
    call(
        school,
        f"record outcome {PAIR}",
        *("--reason", "реализована полностью", "--date", "19.11.2026", "--closeness", "9"),
        *("--results", "Урок начинается вовремя: 12 раз подряд", "--goal", "1=выполнено"),
    )
    call(school, "new case", "--from", PAIR, "--title", "Урок начинается вовремя")


MEASURES = """\
показатели:
  - показатель: Начало урока
    было: 9
    стало: 1
    единица: минут
    лучше: меньше
    как измеряли: по часам, октябрь и ноябрь
"""
RESULT = """\
  Урок начинается вовремя: 12 раз подряд

  - Урок начинается вовремя — выполнено; показатель: 10 уроков подряд
"""


def finish_in_editor(case: Path) -> None:
    """Write the case out in an editor: gaps are filled, the status is changed."""
    for old, new in FINISHED:
        edit(case, old, new)


FINISHED = (
    ("статус: черновик", "статус: опубликован"),
    (f"пара: {PAIR}\n", f"пара: {PAIR}\nопубликован: 20.11.2026\n"),
    ("уровень: вся школа", "уровень: основная школа"),
    (
        "…допишите… в двух фразах, с чем пришли и что изменилось",
        "Урок начинается вовремя второй месяц.",
    ),
    (
        "…допишите… как это выглядело на уроке и почему взялись именно за это",
        "Первые десять минут уходили на шум.",
    ),
    (
        "…допишите… расскажите по порядку: что пробовали, что поменяли по дороге",
        "Вместе продумали вход в класс.",
    ),
    ("…допишите… что изменилось, с числами до и после", "Начало сократилось до минуты."),
    (
        "показатели: []\n",
        MEASURES,
    ),
    ("…допишите… что не сработало и что сделали бы иначе", "Стихи на входе не помогли."),
    (
        "…допишите… шаги, которые повторит чужая пара, — материалы, время, условия",
        "2. Час в неделю вдвоём.",
    ),
    ("доказательность: мнение участников", "доказательность: замеры до и после"),
    ("…допишите… чем этот опыт отличается?", "Здесь важен порядок у двери."),
    ("…допишите… чем это доказано, есть ли замеры?", "Замеры есть."),
    (
        "…допишите… что нужно другой паре, чтобы повторить, и где не получится?",
        '"Нужны: часы, тетрадь."',
    ),
)
"""What is written in the draft of a case in place of what stood there."""


def copied(school: Path, example: str, name: str, *changes: tuple[str, str]) -> Path:
    """Copy an example, take its first line away and write one's own over its values."""
    old = school / example
    head, _, text = old.read_text(encoding="utf-8").partition("\n")
    assert head.startswith("# Пример: скопируйте файл")
    file = old.with_name(name)
    file.write_text(text, encoding="utf-8", newline="\n")
    for change in changes:
        edit(file, *change)
    return file


def by_hand(school: Path) -> None:
    """Copy the examples and write one's own over them; the case is finished."""
    copied(
        school,
        "data/mentors/obrazcova.yml",
        "sokolova.yml",
        ("Образцова Мария Ивановна", "Соколова Анна Викторовна"),
        ("учитель математики", "учитель химии"),
        ("[математика]", "[химия]"),
        ("методика преподавания математики", "точные науки"),
        ("[подготовка к ЕГЭ, проектная деятельность]", "[уроки с опытами, подготовка к ЕГЭ]"),
        ("победитель муниципального конкурса уроков, 2024", "«Учитель года», 2024"),
    )
    copied(
        school,
        "data/mentees/novikova.yml",
        "orlov.yml",
        ("Новикова Ольга Андреевна", "Орлов Илья Сергеевич"),
        ("учитель математики", "учитель химии"),
        ("[математика]", "[химия]"),
        ("2001", "2002"),
        ("Удержать внимание класса весь урок", "Начать урок вовремя"),
    )
    pair = copied(
        school,
        "data/pairs/2026-obrazcova-novikova.yml",
        f"{PAIR}.yml",
        ("наставник: obrazcova", "наставник: sokolova"),
        ("[novikova]", "[orlov]"),
        ("11/2026", "12/2026"),
        ("Уверенно ведёт урок в 7 классе", "Урок начинается вовремя"),
        ("[взаимные посещения, разбор трёх уроков]", "[разбор уроков]"),
        ("три открытых урока", "10 уроков подряд"),
        ("отметка: в работе", "отметка: выполнено"),
    )
    begun, _, _ = pair.read_text(encoding="utf-8").partition("встречи:\n")
    pair.write_text(begun + meetings_of_the_readme(), encoding="utf-8", newline="\n")
    edit(school / ORDER, "[2026-obrazcova-novikova]", f"[2026-obrazcova-novikova, {PAIR}]")
    case = copied(
        school,
        "data/cases/primer.yml",
        "urok-nachinaetsya-vovremya.yml",
        ("название: Пример кейса", "название: Урок начинается вовремя"),
        ("2026-obrazcova-novikova", PAIR),
        ("[математика]", "[химия]"),
        ("Удержать внимание класса весь урок.", "Начать урок вовремя."),
        (
            '"…допишите… расскажите',
            "|\n  **Октябрь 2026.** Договорились о цели.\n\n  …допишите… расскажите",
        ),
        ('что поменяли по дороге"', "что поменяли по дороге"),
        (
            "  - Уверенно ведёт урок в 7 классе — в работе; показатель: три открытых урока\n",
            RESULT,
        ),
        ("целей: три открытых урока", "целей: 10 уроков подряд"),
        ("повторить: …допишите… шаги", "повторить: |\n  1. Разбор уроков.\n\n  …допишите… шаги"),
        ("наставляемый: novikova", "наставляемый: orlov"),
        ("выполнено 0 из 1.", "выполнено 1 из 1, близость к цели 9 из 10."),
    )
    finish_in_editor(case)


def meetings_of_the_readme() -> str:
    blocks = README.read_text(encoding="utf-8").split("```yaml\n")[1:]
    return next(block for block in blocks if block.startswith("встречи:")).partition("```")[0]
