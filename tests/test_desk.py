"""The curator's desk in a real browser: what is typed is what the file says, and nothing else."""

from __future__ import annotations

import difflib
import http.client
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from email.message import Message
from pathlib import Path
from urllib.parse import urlencode

import lxml.html
import pytest
from playwright.sync_api import Browser, Page, expect

from generator.desk.serving import DeskServer
from generator.settings import Settings
from tests.axe import violations
from tests.network import assert_other_machines_cannot_connect

PAIR = "2026-sokolova-orlov"
CHECK = "Проверить и показать изменения"


@dataclass
class Running:
    """A desk that answers."""

    school: Path
    address: str

    @property
    def root(self) -> str:
        return self.address.split("/enter/")[0]

    @property
    def host(self) -> str:
        return self.root.removeprefix("http://")

    def read(self, path: str) -> str:
        return (self.school / path).read_bytes().decode()

    def files(self) -> dict[str, bytes]:
        folder = self.school / "data"
        return {str(f): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


@contextmanager
def running(school: Path) -> Iterator[Running]:
    server = DeskServer(Settings(school), date(2026, 11, 20))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Running(school, server.address)
    server.close()
    thread.join(timeout=10)


@pytest.fixture
def desk(school_copy: Path) -> Iterator[Running]:
    with running(school_copy) as desk:
        yield desk


@pytest.fixture
def small_desk(new_school: Path) -> Iterator[Running]:
    with running(new_school) as desk:
        yield desk


@pytest.fixture
def page(browser: Browser, desk: Running) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ru-RU")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    foreign: list[str] = []
    page.on("request", lambda r: foreign.append(r.url) if desk.root not in r.url else None)
    page.goto(desk.address)
    yield page
    context.close()
    assert not foreign
    assert not [text for text in said if "409" not in text]


def shown_diff(page: Page) -> list[str]:
    """Return the changed lines on the screen as «+…» and «-…»."""
    lines = page.locator(".dk-diff > ins, .dk-diff > del").all_text_contents()
    return [line.replace("−", "-", 1) if line.startswith("−") else line for line in lines]


def disk_diff(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


def check(page: Page) -> None:
    page.get_by_role("button", name=CHECK).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Записать", exact=True).click()
    page.get_by_text("Записано.").wait_for()


# An empty school


def test_an_empty_school_leads_to_what_is_to_be_written_first(
    new_school: Path, browser: Browser
) -> None:
    for kind in ("mentors", "mentees", "pairs", "cases", "acts"):
        for file in (new_school / "data" / kind).iterdir():
            file.unlink()
    with running(new_school) as desk:
        page = browser.new_page(locale="ru-RU")
        page.goto(desk.address)
        for act in ("Записать встречу", "Закрыть пару итогом"):
            page.get_by_role("link", name=act, exact=True).click()
            expect(page.locator("main")).to_contain_text("Записей пока нет.")
            page.get_by_role("link", name="Новая пара").click()
            page.goto(f"{desk.root}/")
        page.get_by_role("link", name="Сформировать пару", exact=True).click()
        for person in ("новый наставляемый", "новый наставник"):
            expect(page.get_by_role("link", name=person, exact=True)).to_be_visible()
        page.get_by_role("link", name="новый наставник", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Новый наставник")
        page.close()


# The frequent acts


def test_a_meeting_is_recorded_and_only_its_lines_are_added(page: Page, desk: Running) -> None:
    path = f"data/pairs/{PAIR}.yml"
    before = desk.read(path)
    page.get_by_role("link", name="Записать встречу").click()
    page.get_by_role("link", name="Соколова А. В. — Орлов И. С.").click()
    assert page.get_by_label("Вид").input_value() == "рабочая"
    assert page.get_by_label("Дата").input_value() == "20.11.2026"
    page.get_by_label("Минут").fill("65")
    page.get_by_label("Что получилось").fill("Дошли до конца: «ура» #1")
    page.get_by_label("Отметка").nth(0).select_option("выполнено")
    check(page)
    shown = shown_diff(page)
    assert desk.read(path) == before
    save(page)
    assert shown == disk_diff(before, desk.read(path))
    assert [line for line in shown if "- вид" in line or "отметка" in line or "#1" in line] == [
        "-      отметка: в работе",
        "+      отметка: выполнено",
        "+  - вид: рабочая",
        '+      что получилось: "Дошли до конца: «ура» #1"',
    ]
    assert len(shown) == 7


def test_a_meeting_of_another_kind_asks_its_own_questions(page: Page, desk: Running) -> None:
    page.goto(f"{desk.root}/meeting/{PAIR}")
    page.get_by_label("Тема").fill("Итоги")
    assert page.get_by_label("Самое ценное").count() == 0
    page.get_by_label("Вид").select_option("итоговая")
    page.get_by_role("button", name="Показать вопросы").click()
    assert page.get_by_label("Самое ценное").count() == 1
    assert page.get_by_label("Тема").input_value() == "Итоги"


def test_a_pair_is_formed(page: Page, desk: Running) -> None:
    page.get_by_role("link", name="Сформировать пару").click()
    page.get_by_label("Наставник", exact=False).first.select_option("belova")
    page.get_by_label("Наставляемые, 1").select_option("frolov")
    page.get_by_label("Форма *").select_option("педагог – педагог")
    page.get_by_label("Вид *").select_option("традиционное")
    page.get_by_label("Модель").select_option("новичок – мастер")
    page.get_by_label("прямое", exact=True).check()
    page.get_by_label("Начало").fill("23.11.2026")
    page.get_by_label("Окончание").fill("31.05.2027")
    page.get_by_role("button", name="Добавить: цель").click()
    page.get_by_label("Результат *").fill("Ведёт урок спокойно")
    page.get_by_label("Срок *").fill("март 2027")
    page.get_by_label("Показатель *").fill("Три урока")
    check(page)
    assert page.locator(".dk-file").inner_text() == "data/pairs/2026-belova-frolov.yml"
    shown = shown_diff(page)
    save(page)
    text = desk.read("data/pairs/2026-belova-frolov.yml")
    assert shown == [f"+{line}" for line in text.splitlines()]
    assert "\nнаставник: belova\nнаставляемые: [frolov]\nформа: педагог – педагог\n" in text
    assert "формы контакта: [прямое]" in text
    assert "    - результат: Ведёт урок спокойно\n      срок: март 2027\n" in text


def test_a_pair_is_entered_in_its_order_too(page: Page, desk: Running) -> None:
    act = "data/acts/2026-prikaz-pary.yml"
    before = desk.read(act)
    page.goto(f"{desk.root}/new/pairs")
    page.get_by_label("Наставник *").select_option("belova")
    page.get_by_label("Наставляемые, 1").select_option("frolov")
    page.get_by_label("Форма *").select_option("педагог – педагог")
    page.get_by_label("Вид *").select_option("традиционное")
    page.get_by_label("Модель").select_option("новичок – мастер")
    page.get_by_label("Приказ").select_option("2026-prikaz-pary")
    page.get_by_label("Начало").fill("23.11.2026")
    page.get_by_label("Окончание").fill("31.05.2027")
    check(page)
    names = page.locator(".dk-file").all_inner_texts()
    assert sorted(names) == [act, "data/pairs/2026-belova-frolov.yml"]
    save(page)
    assert "2026-belova-frolov" in desk.read(act)
    assert len(disk_diff(before, desk.read(act))) <= 2
    assert "приказ: 2026-prikaz-pary" in desk.read("data/pairs/2026-belova-frolov.yml")


def test_a_pair_is_closed(page: Page, desk: Running) -> None:
    path = f"data/pairs/{PAIR}.yml"
    before = desk.read(path)
    page.goto(f"{desk.root}/record/pairs/{PAIR}")
    page.get_by_role("link", name="Закрыть пару итогом").click()
    page.get_by_label("Основание").select_option("по обоюдной инициативе")
    page.get_by_label("Результаты").fill("Первый абзац.\n\nВторой: с двоеточием.")
    page.get_by_label("Пояснение").fill("Перевод в другую школу")
    check(page)
    shown = shown_diff(page)
    save(page)
    after = desk.read(path)
    assert shown == disk_diff(before, after)
    assert all(line.startswith("+") for line in shown)
    added = "".join(line[1:] + "\n" for line in shown)
    assert added.startswith("итог:\n  основание: по обоюдной инициативе\n  дата: 20.11.2026\n")
    assert "  результаты: |\n    Первый абзац.\n\n    Второй: с двоеточием.\n" in added


def test_a_consent_is_recorded_and_withdrawn(page: Page, desk: Running) -> None:
    path = "data/mentees/antonova.yml"
    page.goto(f"{desk.root}/consent/mentees/antonova")
    page.get_by_label("Номер").fill("О-2026/77")
    check(page)
    save(page)
    assert "О-2026/77" in desk.read(path)
    before = desk.read(path)
    page.get_by_role("link", name="Отозвать согласие").click()
    page.get_by_label("Отозвано").last.fill("20.11.2026")
    check(page)
    shown = shown_diff(page)
    save(page)
    assert shown == disk_diff(before, desk.read(path))
    assert any("отозвано: 20.11.2026" in line for line in shown)
    assert len([line for line in shown if line.startswith("+")]) == 1


def test_a_new_mentor_gets_a_file_of_the_surname(page: Page, desk: Running) -> None:
    page.get_by_role("link", name="Новый наставник").click()
    page.get_by_label("ФИО").fill("Соколова Мария Ивановна")
    page.get_by_label("Должность *").fill("учитель физики")
    page.get_by_label("Дата вхождения").fill("20.11.2026")
    page.get_by_label("Тип").select_option("предметник")
    page.get_by_label("Основные компетенции").fill("опыты\nолимпиады, турниры")
    page.get_by_label("Профессиональная сфера").fill("точные науки")
    check(page)
    save(page)
    text = desk.read("data/mentors/sokolova-mi.yml")
    assert "  - олимпиады, турниры\n" in text
    page.goto(f"{desk.root}/search?q=мария+соколова")
    assert page.get_by_role("link", name="Соколова Мария Ивановна").count() == 1


# Errors and haste


def test_a_wrong_date_is_told_beside_its_field_and_nothing_is_lost(
    page: Page, desk: Running
) -> None:
    before = desk.files()
    page.goto(f"{desk.root}/meeting/{PAIR}")
    page.get_by_label("Дата").fill("31.02.2026")
    page.get_by_label("Минут").fill("час")
    page.get_by_label("Тема").fill('Тема <b>с</b> "кавычками"')
    page.get_by_label("Что получилось").fill("Первая строка\nвторая")
    page.get_by_label("Отметка").nth(1).select_option("снято")
    check(page)
    fields = page.locator(".dk-field")
    day = fields.filter(has=page.get_by_label("Дата"))
    assert "даты 31.02.2026 нет в календаре" in day.inner_text()
    assert "Проверьте день и месяц" in day.inner_text()
    minutes = fields.filter(has=page.get_by_label("Минут"))
    assert "«час» — не число" in minutes.inner_text()
    assert "нет в календаре" not in minutes.inner_text()
    assert page.get_by_label("Дата").input_value() == "31.02.2026"
    assert page.get_by_label("Дата").get_attribute("aria-invalid") == "true"
    assert page.get_by_label("Тема").input_value() == 'Тема <b>с</b> "кавычками"'
    assert page.get_by_label("Что получилось").input_value() == "Первая строка\nвторая"
    assert page.get_by_label("Отметка").nth(1).input_value() == "снято"
    assert desk.files() == before
    page.get_by_label("Дата").fill("19.11.2026")
    page.get_by_label("Минут").fill("60")
    check(page)
    assert "уже записана" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Что получилось").input_value() == "Первая строка\nвторая"
    page.get_by_label("Дата").fill("18.11.2026")
    check(page)
    save(page)
    text = desk.read(f"data/pairs/{PAIR}.yml")
    assert text.index("дата: 18.11.2026") < text.index("дата: 19.11.2026")


def test_an_empty_row_above_does_not_move_the_message(page: Page, desk: Running) -> None:
    page.goto(f"{desk.root}/record/pairs/{PAIR}")
    add = page.get_by_role("button", name="Добавить: продление")
    add.click()
    add.click()
    last = page.locator("[name='программа/продления/1/до']")
    last.fill("вчера")
    check(page)
    assert last.get_attribute("aria-invalid") == "true"
    assert page.locator("[name='программа/продления/0/до']").get_attribute("aria-invalid") is None


def test_a_file_changed_meanwhile_is_noticed(page: Page, desk: Running) -> None:
    path = desk.school / f"data/pairs/{PAIR}.yml"
    page.goto(f"{desk.root}/meeting/{PAIR}")
    page.get_by_label("Минут").fill("61")
    theirs = desk.read(f"data/pairs/{PAIR}.yml") + "# записал в редакторе\n"
    path.write_bytes(theirs.encode())
    check(page)
    assert "Файл изменился, пока вы писали" in page.locator("h1").inner_text()
    shown = shown_diff(page)
    assert "+# записал в редакторе" in shown
    assert "+    минут: 61" in shown
    assert path.read_bytes().decode() == theirs


def test_a_file_changed_on_the_last_page_is_noticed(page: Page, desk: Running) -> None:
    path = desk.school / f"data/pairs/{PAIR}.yml"
    page.goto(f"{desk.root}/meeting/{PAIR}")
    page.get_by_label("Минут").fill("61")
    check(page)
    theirs = desk.read(f"data/pairs/{PAIR}.yml") + "# записал в редакторе\n"
    path.write_bytes(theirs.encode())
    page.get_by_role("button", name="Записать", exact=True).click()
    assert "Файл изменился" in page.locator("h1").inner_text()
    assert path.read_bytes().decode() == theirs


def write_news(page: Page, desk: Running) -> None:
    page.goto(f"{desk.root}/new/news")
    page.get_by_label("Заголовок").fill("Пары начали работу")
    page.get_by_label("Рубрика").fill("События")
    page.get_by_label("Кратко").fill("Начали.")
    page.get_by_label("Текст").fill("Встретились все пары.")
    check(page)


def test_a_disk_that_refuses_is_told_in_russian_and_nothing_typed_is_lost(
    browser: Browser, small_desk: Running
) -> None:
    page = browser.new_page()
    page.goto(small_desk.address)
    write_news(page, small_desk)
    (small_desk.school / "data/news").write_text("не папка", encoding="utf-8")
    page.get_by_role("button", name="Записать", exact=True).click()
    told = page.get_by_role("alert").inner_text()
    assert told == "Не записано: имя занято: там уже лежит другой файл или папка."
    assert page.get_by_label("Заголовок").input_value() == "Пары начали работу"
    page.close()


def test_a_draft_of_a_case_asks_for_its_title_only(page: Page, desk: Running) -> None:
    page.get_by_role("link", name="Новый кейс").click()
    page.get_by_role("link", name="Соколова А. В. — Орлов И. С.").click()
    page.get_by_label("Имя файла").last.evaluate("box => box.closest('details').open = true")
    page.get_by_label("Имя файла").last.fill("sokolova")
    check(page)
    assert page.get_by_text("Ничего не изменено.").is_visible()
    page.get_by_label("Название").fill("Урок без сyеты")
    check(page)
    assert "латинск" in page.locator("#f-название-wrong").inner_text()
    page.get_by_label("Название").fill("Урок без суеты")
    check(page)
    assert page.locator(".dk-file").inner_text() == "data/cases/sokolova.yml"
    save(page)
    text = desk.read("data/cases/sokolova.yml")
    assert text.startswith("# Черновик собран из записей пары")
    assert "…допишите…" in text


def test_a_new_record_is_commented_though_another_one_has_an_error(
    browser: Browser, small_desk: Running
) -> None:
    spoilt = small_desk.school / "data/mentors/obrazcova.yml"
    text = spoilt.read_text("utf-8").replace("вместимость: 1", "вместимость: сто")
    spoilt.write_text(text, encoding="utf-8")
    page = browser.new_page()
    page.goto(small_desk.address)
    write_news(page, small_desk)
    save(page)
    text = small_desk.read("data/news/2026-11-pary-nachali-rabotu.yml")
    assert "рубрика: События           # События, Обучение, Документы, Методика\n" in text
    page.close()


def test_one_field_changes_one_line_of_a_commented_file(page: Page, desk: Running) -> None:
    path = desk.school / "data/mentors/sokolova.yml"
    text = "# Карточка\n" + path.read_text(encoding="utf-8").replace("\n", "\r\n", 3)
    text = text.replace("вместимость: 2", "вместимость:   2   # больше не брать")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    page.goto(f"{desk.root}/record/mentors/sokolova")
    page.get_by_label("Вместимость").fill("3")
    check(page)
    save(page)
    after = path.read_bytes().decode()
    changed = text.replace("вместимость:   2   # больше", "вместимость:   3   # больше")
    assert changed != text
    assert after == "\ufeff" + changed


def test_a_record_with_an_error_is_opened_with_it(page: Page, desk: Running) -> None:
    path = desk.school / "data/mentors/sokolova.yml"
    text = path.read_text(encoding="utf-8").replace("тип: предметник", "тип: предметница")
    path.write_text(text, encoding="utf-8")
    page.goto(desk.root)
    page.get_by_role("link", name="data/mentors/sokolova.yml").click()
    field = page.locator(".dk-field").filter(has=page.get_by_label("Тип"))
    assert "возможно, «предметник»" in field.inner_text().casefold()
    page.get_by_label("Тип").select_option("предметник")
    check(page)
    save(page)
    assert page.goto(desk.root) is not None
    assert page.get_by_text("Раздел не собирается").count() == 0


# Every record


def test_every_record_opens_and_saved_untouched_changes_nothing(desk: Running) -> None:
    client = Client(desk)
    cards = [link for link in client.links("/") if link.startswith("/record/")]
    for name in ("mentors", "mentees", "pairs", "cases", "acts", "news", "surveys", "impact"):
        cards += [link for link in client.links(f"/list/{name}") if link.startswith("/record/")]
    assert len(set(cards)) > 100
    for card in sorted(set(cards)):
        form = client.form(card)
        status, text = client.post(card, [*form, ("_do", "check")])
        assert (status, "Ничего не изменено." in text) == (200, True), card


def test_marks_of_a_ballot_are_asked_by_the_criteria_of_its_nomination(desk: Running) -> None:
    path = desk.school / "data/awards.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{движение к цели: 9, польза для других: 5}", "{}", 1))
    client, card = Client(desk), "/record/awards/awards"
    form = client.form(card)
    (empty,) = [
        name for name, value in form if name.endswith("/движение к цели") and not value.strip()
    ]
    beside = empty.replace("движение к цели", "польза для других")
    assert [value.strip() for name, value in form if name == beside] == [""]
    filled = [(n, "10" if n == empty else v) for n, v in form]
    status, shown = client.post(card, [*filled, ("_do", "check")])
    assert status == 200
    added = lxml.html.fromstring(shown).xpath("//ins")
    assert any("движение к цели: 10" in line.text_content() for line in added)


def test_every_line_of_what_to_do_leads_to_the_form_that_does_it(desk: Running) -> None:
    client = Client(desk)
    tree = lxml.html.fromstring(client.get("/")[1])
    lines = tree.xpath("//ul[@class='dk-todos']/li")
    links = {
        line.xpath("./a")[0].text.replace("\xa0", " "): line.xpath("./a/@href")[0] for line in lines
    }
    assert len(links) == len(lines) > 10
    for what, link in links.items():
        status, form = client.get(link)
        assert (status, "<form" in form) == (200, True), what
    wanted = {
        "Встреча «рабочая»: Морозова": "/meeting/2026-morozova-vinogradova",
        "Поручение совета": "/record/council/council",
        "Дорожная карта, п. 2.2": "/record/roadmap/roadmap",
        "Согласие на распространение: Захаров": "/record/mentors/zaharov",
        "Найти наставника: Фролов": "/matching",
        "Приказ о закреплении: Никитина": "/record/pairs/2026-nikitina-shevchenko",
    }
    for beginning, link in wanted.items():
        assert link in {links[what] for what in links if what.startswith(beginning)}, beginning


def test_a_pair_that_ended_leads_to_its_outcome_and_an_award_to_the_awards(desk: Running) -> None:
    pair = desk.school / "data/pairs/2025-dyachenko-baranov.yml"
    text = pair.read_text(encoding="utf-8")
    pair.write_text(text.replace("до: 30.11.2026", "до: 15.11.2026"), encoding="utf-8")
    awards = desk.school / "data/awards.yml"
    kept = awards.read_text(encoding="utf-8").replace(
        "    номинация: Наставник года\n    наставник: gromova",
        "    номинация: Спасибо\n    наставник: gromova",
    )
    awards.write_text(kept, encoding="utf-8")
    links = Client(desk).links("/")
    assert "/outcome/2025-dyachenko-baranov" in links
    assert "/record/awards/awards" in links


def test_every_form_fits_a_phone(page: Page, desk: Running) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    for address in (
        "/",
        "/list/acts",
        "/search?q=соколова",
        "/choose/consent",
        f"/meeting/{PAIR}",
        f"/outcome/{PAIR}",
        f"/record/pairs/{PAIR}",
        "/record/mentors/sokolova",
        "/record/programme/programme",
        "/record/roadmap/roadmap",
        "/new/cases",
        "/new/acts",
        "/consent/mentors/sokolova",
        "/withdraw/mentors/sokolova",
    ):
        page.goto(desk.root + address)
        for summary in page.locator("details:not([open]) > summary").all()[:8]:
            if summary.is_visible():
                summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_a_long_diff_fits_a_phone(page: Page, desk: Running) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{desk.root}/meeting/{PAIR}")
    page.get_by_label("Тема").fill("Слово" * 60)
    check(page)
    page.get_by_role("button", name="Записать", exact=True).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


# Access, by keyboard, without scripts


def test_axe_finds_nothing_at_the_desk(page: Page, desk: Running) -> None:
    found: dict[str, list[str]] = {}
    for address in (
        "/",
        "/list/pairs",
        "/search?q=соколова",
        "/choose/draft",
        "/new/mentors",
        "/new/cases",
        f"/meeting/{PAIR}",
        f"/outcome/{PAIR}",
        f"/draft/{PAIR}",
        f"/record/pairs/{PAIR}",
        "/consent/mentors/sokolova",
        "/withdraw/mentors/sokolova",
    ):
        page.goto(desk.root + address)
        for summary in page.locator("details:not([open]) > summary").all():
            if summary.is_visible():
                summary.click()
        found[address] = violations(page)
    page.goto(f"{desk.root}/new/mentors")
    page.get_by_label("ФИО").fill("Ким")
    check(page)
    found["ошибки у полей"] = violations(page)
    page.goto(f"{desk.root}/meeting/{PAIR}")
    page.get_by_label("Тема").fill("Итоги")
    check(page)
    found["показ изменений"] = violations(page)
    assert not {place: rules for place, rules in found.items() if rules}


def test_a_meeting_is_recorded_by_keyboard_alone(page: Page, desk: Running) -> None:
    page.goto(f"{desk.root}/meeting/{PAIR}")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == f"встречи/{meetings(desk)}/минут":
            break
    page.keyboard.type("62")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Записать", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_text("Записано.").wait_for()
    assert "    минут: 62\n" in desk.read(f"data/pairs/{PAIR}.yml")


def meetings(desk: Running) -> int:
    return desk.read(f"data/pairs/{PAIR}.yml").count("\n  - вид: ")


def test_all_works_without_scripts(browser: Browser, desk: Running) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(desk.address)
    page.goto(f"{desk.root}/record/mentors/sokolova")
    page.get_by_role("button", name="Добавить: обучение").click()
    page.get_by_label("Тема").last.fill("Разбор урока")
    page.get_by_label("Вид").last.select_option("в ходе работы")
    page.locator("[name^='обучение/'][name$='/дата']").last.fill("18.11.2026")
    check(page)
    save(page)
    assert "тема: Разбор урока" in desk.read("data/mentors/sokolova.yml")
    context.close()


# How it looks


def test_the_page_is_shown_before_it_is_written(page: Page, desk: Running) -> None:
    before = desk.files()
    page.goto(f"{desk.root}/record/mentors/sokolova")
    page.get_by_label("Профессиональная сфера").fill("теория игр")
    check(page)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="на сайте школы").click()
    preview = opened.value
    preview.wait_for_load_state()
    assert preview.locator("h1").inner_text() == "Соколова Анна Викторовна"
    assert "Теория игр" in preview.locator("main").inner_text()
    assert desk.files() == before


def test_a_person_without_consent_has_no_public_page(page: Page, desk: Running) -> None:
    page.goto(f"{desk.root}/look/public/mentees/antonova")
    assert page.locator("h1").inner_text() == "Такой страницы не будет"
    assert "Антонова" not in page.locator("main").inner_text()


# Who may come in


@dataclass
class Answered:
    """What the desk answered."""

    status: int
    text: str
    headers: Message


class Client:
    """A program that speaks to the desk with any headers it likes."""

    def __init__(self, desk: Running) -> None:
        self.desk = desk
        answer = self.ask("GET", desk.address.removeprefix(desk.root), {})
        self.cookie = (answer.headers["Set-Cookie"] or "").split(";")[0]

    def ask(
        self, method: str, path: str, headers: dict[str, str], body: str | None = None
    ) -> Answered:
        connection = http.client.HTTPConnection(self.desk.host, timeout=60)
        with closing(connection):
            connection.request(method, path, body, {"Host": self.desk.host, **headers})
            with connection.getresponse() as response:
                return Answered(response.status, response.read().decode(), response.headers)

    def get(self, path: str) -> tuple[int, str]:
        answer = self.ask("GET", path, {"Cookie": self.cookie})
        return answer.status, answer.text

    def links(self, path: str) -> list[str]:
        tree = lxml.html.fromstring(self.get(path)[1])
        return [str(link) for link in tree.xpath("//main//a/@href")]

    def form(self, path: str) -> list[tuple[str, str]]:
        tree = lxml.html.fromstring(self.get(path)[1])
        form = tree.xpath("//form[@method='post']")[0]
        return [(name, value) for name, value in form.form_values() if name != "_do"]

    def post(self, path: str, values: list[tuple[str, str]], **headers: str) -> tuple[int, str]:
        sent = {
            "Cookie": self.cookie,
            "Origin": self.desk.root,
            "Content-Type": "application/x-www-form-urlencoded",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        answer = self.ask("POST", path, {k: v for k, v in sent.items() if v}, urlencode(values))
        return answer.status, answer.text


def changed_form(client: Client) -> list[tuple[str, str]]:
    """Return a form that would be written if it were let in, with the mark of its diff."""
    path = "/record/mentors/sokolova"
    values = [(n, "3" if n == "вместимость" else v) for n, v in client.form(path)]
    _, text = client.post(path, [*values, ("_do", "check")])
    after = lxml.html.fromstring(text).xpath("//input[@name='_after']/@value")[0]
    return [*values, ("_after", str(after)), ("_do", "save")]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:1"},
        {"Host": "evil.example:80@127.0.0.1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "", "Referer": "http://evil.example/a"},
        {"Origin": ""},
        {"Cookie": ""},
        {"Cookie": "nastavnik-desk=1"},
        {"Sec_Fetch_Site": "cross-site"},
    ],
)
def test_a_foreign_request_changes_nothing(desk: Running, headers: dict[str, str]) -> None:
    client = Client(desk)
    values = changed_form(client)
    before = desk.files()
    status, text = client.post("/record/mentors/sokolova", values, **headers)
    assert status == 403
    assert "Сюда нельзя" in text
    assert "Соколова" not in text
    assert desk.files() == before


def test_the_same_request_from_our_own_page_is_written(desk: Running) -> None:
    client = Client(desk)
    status, _ = client.post("/record/mentors/sokolova", changed_form(client))
    assert status == 303
    assert "вместимость: 3" in desk.read("data/mentors/sokolova.yml")


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_form_without_its_token_is_refused(desk: Running, token: str) -> None:
    client = Client(desk)
    values = [(n, token if n == "_csrf" else v) for n, v in changed_form(client)]
    before = desk.files()
    assert client.post("/record/mentors/sokolova", values)[0] == 403
    assert desk.files() == before


@pytest.mark.parametrize("path", ["/", "/list/mentors", "/record/mentors/sokolova", "/enter/x"])
def test_pages_are_shown_only_to_the_browser_that_was_let_in(desk: Running, path: str) -> None:
    client = Client(desk)
    for headers in ({}, {"Cookie": client.cookie, "Host": "evil.example"}):
        answer = client.ask("GET", path, headers)
        assert answer.status == 403
        assert "Соколова" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/record/mentors/..%2f..%2fmkdocs",
        "/record/mentors/../../mkdocs",
        "/record/..%2fmentors/sokolova",
        "/record/mentors/..%5c..%5cmkdocs",
        "/record/mentors/sokolova.yml",
        "/record/mentors/%2e%2e",
        "/new/..%2fpairs",
        "/new/secrets",
        "/meeting/..%2f..%2fmentors%2fsokolova",
        "/consent/pairs/2026-sokolova-orlov",
        "/preview/public/..%2f..%2fdata%2fschool.yml",
        "/preview/etc/passwd",
        "/assets/styles/..%2f..%2f..%2f..%2fmkdocs.yml",
        "/assets/..%2fmkdocs.yml",
        "/assets//etc/passwd",
    ],
)
def test_no_address_leads_out_of_the_records(desk: Running, path: str) -> None:
    client = Client(desk)
    before = desk.files()
    token = [value for name, value in client.form("/new/news") if name == "_csrf"]
    status, text = client.get(path)
    assert "site_name" not in text
    assert "полное название" not in text.casefold().replace("ё", "е")
    if status == 200:
        assert "Такой страницы не будет" in text
    posted, _ = client.post(path, [("_csrf", token[0]), ("_do", "save")])
    assert posted in {404, 405, 308}
    assert desk.files() == before


@pytest.mark.parametrize("id_", ["../../x", "..", "A", "имя", "a/b", "a\\b", "sokolova", "con.yml"])
def test_a_new_record_gets_no_name_that_leads_elsewhere(desk: Running, id_: str) -> None:
    client = Client(desk)
    path = "/new/mentors"
    values = {
        **dict(client.form(path)),
        "ФИО": "Новикова Мария Ивановна",
        "должность": "учитель",
        "дата вхождения в программу": "20.11.2026",
        "тип": "предметник",
        "основные компетенции": "опыты",
        "профессиональная сфера": "науки",
        "_id": id_,
        "_do": "check",
    }
    before = desk.files()
    status, text = client.post(path, list(values.items()))
    assert status == 200
    assert "Имя файла" in text
    assert "Записать</button>" not in text
    assert desk.files() == before


def test_a_record_linked_to_a_file_outside_is_refused(desk: Running, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    source = desk.school / "data/mentors/sokolova.yml"
    outside.write_bytes(source.read_bytes())
    source.unlink()
    source.symlink_to(outside)
    client = Client(desk)
    status, text = client.get("/record/mentors/sokolova")
    assert status == 403
    assert "вне папки школы" in text


def test_pages_forbid_scripts_of_others_and_frames(desk: Running) -> None:
    client = Client(desk)
    answer = client.ask("GET", "/", {"Cookie": client.cookie})
    policy = answer.headers["Content-Security-Policy"] or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    cookie = client.ask("GET", desk.address.removeprefix(desk.root), {}).headers["Set-Cookie"]
    assert cookie is not None
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_the_desk_listens_on_loopback_only(desk: Running) -> None:
    port = int(desk.host.split(":")[1])
    assert_other_machines_cannot_connect(port)
    table = Path("/proc/net/tcp")
    if not table.exists():  # Linux alone says what else is listened to
        return
    listening = [line.split()[1] for line in table.read_text().splitlines()[1:]]
    ours = [address for address in listening if int(address.split(":")[1], 16) == port]
    assert ours
    assert {address.split(":")[0] for address in ours} == {"0100007F"}
