"""Editor, commands or desk: whoever follows the README gets the same files to the byte."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from generator.desk.serving import DeskServer
from generator.settings import Settings
from tests.first_records import (
    CASE,
    FINISHED,
    PAIR,
    TODAY,
    WRITTEN,
    by_commands,
    by_hand,
    finish_in_editor,
)


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
    finish_in_editor(schools["commands"] / CASE)
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
