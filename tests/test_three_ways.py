"""Editor, commands or desk: whoever follows the README gets the same files to the byte."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Locator, Page

from generator.cli import cli
from generator.desk.serving import DeskServer
from generator.settings import Settings
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
    arguments = [*command.split(), "--project", str(school), "--today", "20.11.2026", *options]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, done.output


def by_commands(school: Path) -> None:
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
    finish_in_editor(school / CASE)


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


class AtTheDesk:
    """A curator at the desk: opens a form, fills it in, looks at the change, writes it."""

    def __init__(self, page: Page, root: str) -> None:
        self.page = page
        self._root = root

    def open(self, address: str) -> None:
        self.page.goto(f"{self._root}{address}")

    def box(self, label: str) -> Locator:
        """Return the last box of a label: required ones have an asterisk."""
        return self.page.get_by_label(re.compile(rf"^{label}( \*.*)?$")).last

    def write(self, label: str, text: str) -> None:
        self.box(label).fill(text)

    def choose(self, label: str, value: str) -> None:
        self.box(label).select_option(value)

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def save(self) -> None:
        self.press("Проверить и показать изменения")
        self.press("Записать")
        self.page.get_by_text("Записано.").wait_for()


def at_the_desk(page: Page, root: str) -> None:
    desk = AtTheDesk(page, root)
    new_mentor(desk)
    new_mentee(desk)
    new_pair(desk)
    two_meetings(desk)
    outcome(desk)
    case(desk)


def new_mentor(desk: AtTheDesk) -> None:
    desk.open("/new/mentors")
    desk.write("ФИО", "Соколова Анна Викторовна")
    desk.write("Должность", "учитель химии")
    desk.page.get_by_label("химия", exact=True).check()
    desk.choose("Тип", "предметник")
    desk.write("Профессиональная сфера", "точные науки")
    desk.write("Основные компетенции", "уроки с опытами\nподготовка к ЕГЭ")
    desk.write("Важные достижения", "«Учитель года», 2024")
    desk.write("Дата вхождения в программу", "01.09.2026")
    sign(desk)
    desk.save()


def sign(desk: AtTheDesk) -> None:
    desk.press("Добавить: согласие")
    desk.choose("Вид", "обработка")
    desk.write("Дата", "28.08.2026")


def new_mentee(desk: AtTheDesk) -> None:
    desk.open("/new/mentees")
    desk.write("ФИО", "Орлов Илья Сергеевич")
    desk.write("Должность", "учитель химии")
    desk.page.get_by_label("химия", exact=True).check()
    desk.write("Год рождения", "2002")
    desk.choose("Категория", "молодой специалист")
    desk.write("Основной запрос", "Начать урок вовремя")
    desk.page.get_by_label("дисциплина на уроке", exact=True).check()
    desk.write("Дата вхождения в программу", "01.09.2026")
    sign(desk)
    desk.save()


def new_pair(desk: AtTheDesk) -> None:
    desk.open("/new/pairs")
    desk.choose("Наставник", "sokolova")
    desk.choose("Наставляемые, 1", "orlov")
    desk.choose("Форма", "педагог – педагог")
    desk.choose("Вид", "традиционное")
    desk.choose("Модель", "новичок – мастер")
    desk.choose("Приказ", "2026-prikaz-pary")
    desk.page.get_by_text("Допсоглашение").click()
    desk.write("Письменное согласие наставника", "25.09.2026")
    desk.write("Номер", "12/2026")
    desk.write("Дата", "30.09.2026")
    desk.write("Начало", "05.10.2026")
    desk.write("Окончание", "31.05.2027")
    desk.save()


def two_meetings(desk: AtTheDesk) -> None:
    desk.open(f"/meeting/{PAIR}")
    desk.choose("Вид", "знакомство")
    desk.write("Дата", "05.10.2026")
    desk.write("Минут", "40")
    desk.write("Почему хочу быть наставником", "Помню: мне самой помогли")
    desk.save()
    desk.open(f"/meeting/{PAIR}?kind=планирование")
    desk.write("Дата", "19.10.2026")
    desk.write("Минут", "60")
    desk.write("Результат", "Договорились о цели")
    desk.press("Добавить: цель")
    desk.write("Результат", "Урок начинается вовремя")
    desk.write("Действия", "разбор уроков")
    desk.write("Срок", "декабрь 2026")
    desk.write("Показатель", "10 уроков подряд")
    desk.save()


def outcome(desk: AtTheDesk) -> None:
    desk.open(f"/outcome/{PAIR}")
    desk.choose("Основание", "реализована полностью")
    desk.write("Дата", "19.11.2026")
    desk.write("Результаты", "Урок начинается вовремя: 12 раз подряд")
    desk.write("Близость к цели", "9")
    desk.choose("Отметка", "выполнено")
    desk.save()


def case(desk: AtTheDesk) -> None:
    desk.open("/choose/draft")
    desk.page.get_by_role("link", name="Соколова А. В. — Орлов И. С.").click()
    desk.write("Название", "Урок начинается вовремя")
    desk.save()
    desk.choose("Статус", "опубликован")
    desk.write("Опубликован", "20.11.2026")
    desk.choose("Уровень", "основная школа")
    desk.press("Добавить: показатель до и после")
    for label, text in MEASURE.items():
        desk.write(label, text)
    desk.choose("Лучше", "меньше")
    desk.choose("Доказательность", "замеры до и после")
    for old, new in FINISHED:
        if old.startswith("…допишите…"):
            fill_gap(desk, old, new.strip('"'))
    desk.save()


MEASURE = {
    "Показатель": "Начало урока",
    "Было": "9",
    "Стало": "1",
    "Единица": "минут",
    "Как измеряли": "по часам, октябрь и ноябрь",
}


def fill_gap(desk: AtTheDesk, gap: str, text: str) -> None:
    """Write over a gap where it stands, whichever box it is in."""
    boxes = desk.page.get_by_role("textbox").all()
    box = next(box for box in boxes if gap in box.input_value())
    box.fill(box.input_value().replace(gap, text))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ru-RU")
    yield context.new_page()
    context.close()


def test_three_ways_give_the_same_files(new_school: Path, tmp_path: Path, page: Page) -> None:
    schools = {way: tmp_path / way for way in ("commands", "hand", "desk")}
    for school in schools.values():
        shutil.copytree(new_school, school)
    by_commands(schools["commands"])
    by_hand(schools["hand"])
    server = DeskServer(Settings(schools["desk"]), TODAY)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    page.goto(server.address)
    at_the_desk(page, server.address.split("/enter/")[0])
    server.close()
    thread.join(timeout=10)
    for file in WRITTEN:
        texts = {way: (school / file).read_bytes().decode() for way, school in schools.items()}
        assert texts["hand"] == texts["commands"], file
        assert texts["desk"] == texts["commands"], file
