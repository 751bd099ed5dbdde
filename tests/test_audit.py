"""The audit finds every kind of secret in every kind of file, and nothing else."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from docx import Document
from PIL import Image, PngImagePlugin
from tests.tiny_school import SCHOOL, tiny_school

from generator.audit import audit
from generator.diagnostics import Level, Problem
from generator.model.loading import load
from generator.model.registry import Registry

TODAY = date(2026, 11, 20)
RECORDS = {
    "mentors/sokolova": """
        ФИО: Соколова Анна Викторовна
        должность: учитель химии
        тип: предметник
        основные компетенции: [проектная деятельность]
        профессиональная сфера: химия
        фото: {файл: sokolova.jpg, описание: Портрет у доски с формулами и колбами}
        дата вхождения в программу: 01.09.2024
        телефон: 8 (900) 111-22-33
        почта: director@school5.example
        склонение: {родительный: Соколовой Анны Викторовны}
        согласия:
          - {вид: обработка, дата: 28.08.2024}
          - {вид: распространение, дата: 28.08.2024, сведения: [ФИО, должность, достижения, отзыв]}
    """,
    "mentees/orlov": """
        ФИО: Орлов Илья Сергеевич
        должность: учитель окружающего мира
        год рождения: 1998
        категория: молодой специалист
        основной запрос: Дети не слушают меня на последнем уроке.
        затруднения: [страх перед девятым классом, дисциплина на уроке]
        дата вхождения в программу: 01.09.2026
        телефон: +7 900 123-45-67
        почта: i.orlov@mail.example
        согласия:
          - {вид: обработка, дата: 28.08.2026, номер: "104512", скан: scans/orlov-2026.pdf}
    """,
    "mentees/semyonova": """
        ФИО: Семёнова Алёна Львовна
        должность: учитель музыки
        год рождения: 1985
        категория: новый сотрудник
        основной запрос: Освоить журнал
        дата вхождения в программу: 01.09.2025
        согласия:
          - {вид: обработка, дата: 28.08.2025}
          - {вид: распространение, дата: 28.08.2025, отозвано: 03.09.2026, сведения: [ФИО, отзыв]}
    """,
    "mentees/sokolova-m": """
        ФИО: Соколова Мария Павловна
        должность: учитель химии
        год рождения: 2001
        категория: молодой специалист
        основной запрос: Освоить журнал
        дата вхождения в программу: 01.09.2025
        согласия: [{вид: обработка, дата: 28.08.2025}]
    """,
    "pairs/2026-sokolova-orlov": """
        наставник: sokolova
        наставляемые: [orlov]
        форма: педагог – педагог
        вид: традиционное
        модель: новичок – мастер
        программа: {начало: 05.10.2026, окончание: 31.05.2027}
        встречи:
          - вид: знакомство
            дата: 05.10.2026
            ответы: {кто я: Пришёл из конструкторского бюро.}
          - вид: рабочая
            дата: 19.10.2026
            ответы:
              что получилось: |
                Урок начали вовремя. После звонка он снова сорвался на крик
                и ушёл из класса, никому ничего не сказав, до конца дня.
        итог:
          основание: иной случай
          дата: 10.11.2026
          результаты: Дисциплина выровнялась только в одном классе из трёх.
    """,
    "cases/tihiy-urok": """
        название: Тихий урок
        статус: опубликован
        пара: 2026-sokolova-orlov
        уровень: вся школа
        темы запроса: [дисциплина на уроке]
        кратко: Как начать урок за две минуты
        запрос: Вместе с [Ильёй Сергеевичем](mentees/orlov "наставляемым") искали тихий сигнал.
        что делали: Договорились о сигнале рукой вместо крика.
        результат: Урок начинается вовремя.
        показатели: [{показатель: Начало, было: 9, стало: 2, как измеряли: часы}]
        что не получилось: Сигнал не работал на физкультуре.
        как повторить: Выберите сигнал.
        доказательность: мнение участников
        отзывы:
          - {текст: Теперь меня слышат даже на последней парте., роль: учитель, наставляемый: orlov}
          - {текст: Мне и самой стало намного спокойнее работать., роль: учитель, наставник: sokolova}
    """,
    "cases/chernovik": """
        название: Вернуть вкус к работе
        пара: 2026-sokolova-orlov
        уровень: вся школа
        темы запроса: [дисциплина на уроке]
        кратко: Ещё никто не читал этого черновика
        запрос: Запрос
        что делали: Дела
        результат: Итог
        показатели: [{показатель: Начало, было: 9, стало: 2, как измеряли: часы}]
        что не получилось: Ничего
        как повторить: Никак
        доказательность: мнение участников
    """,
    "acts/dopsoglashenie": """
        вид: иной документ
        название: Дополнительное соглашение к трудовому договору
        дата: 05.10.2026
        о чём: О доплате
        публикуется: нет
    """,
    "news/2026-10-den": """
        заголовок: День открытых уроков
        дата: 10.10.2026
        рубрика: События
        кратко: Приходите
        текст: Школу построили в 1985 году. Говорим про страх перед девятым классом.
    """,
}
OWNERS = {
    "orlov": "«ФИО», наставляемый mentees/orlov, data/mentees/orlov.yml:1:6",
    "semyonova": "«ФИО», наставляемый mentees/semyonova, data/mentees/semyonova.yml:1:6",
}


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return school(tmp_path_factory.mktemp("school"))


def school(folder: Path, **files: str) -> Registry:
    return load(tiny_school(folder, **{**RECORDS, **files}))[0]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


def put(site: Path, path: str, content: str | bytes) -> None:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def leak(site: Path, registry: Registry, words: str, reach: str, origin: str, path: str) -> Problem:
    """Assert that the only problem is this leak, and return it."""
    problem = only(audit(site, registry, TODAY))
    assert (problem.code, problem.level) == ("У-01", Level.ERROR)
    assert problem.span.path == path
    assert problem.message.startswith(f"найдено «{words}» ({reach}): {origin}; ")
    return problem


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=ru><head>{head}</head><body>{body}</body></html>"


def docx(text: str, author: str = "") -> bytes:
    document = Document()
    paragraph = document.add_paragraph()
    for start in range(0, len(text), 3):
        paragraph.add_run(text[start : start + 3])
    document.core_properties.author = author
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def zipped(**members: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def pdf(text: str, title: str = "", link: str = "https://school5.example") -> bytes:
    """Make a one-page document whose letters mean something only by its ToUnicode map."""
    codes = {letter: 33 + number for number, letter in enumerate(dict.fromkeys(text))}
    pairs = "\n".join(f"<{code:02x}> <{ord(letter):04x}>" for letter, code in codes.items())
    cmap = f"begincmap\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap"
    shown = "".join(f"{codes[letter]:02x}" for letter in text)
    stream = f"BT /F 12 Tf 20 100 Td <{shown}> Tj ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R/Annots[8 0 R]"
        "/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
        f"<</Title <feff{title.encode('utf-16-be').hex()}>>>",
        f"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI({link})>>>>",
    )
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{body}xref\n0 9\n0000000000 65535 f \n{table}"
        f"trailer\n<</Size 9/Root 1 0 R/Info 7 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    ).encode()


def picture(kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, kind, **options)
    return stream.getvalue()


def exif(tag: int, value: str | bytes) -> Image.Exif:
    tags = Image.Exif()
    tags[tag] = value
    return tags


# Names in all their forms


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Пришёл Орлов и сел.", "Орлов", "orlov"),
        ("Открытый урок дал Илья Орлов.", "Илья Орлов", "orlov"),
        ("Работали с Орловым И. С. весь год", "Орловым И. С", "orlov"),
        ("Автор – И.&nbsp;С.&nbsp;Орлов", "И. С. Орлов", "orlov"),
        ("спросите илью сергеевича", "илью сергеевича", "orlov"),
        ("ОРЛОВУ ИЛЬЕ СЕРГЕЕВИЧУ", "ОРЛОВУ ИЛЬЕ СЕРГЕЕВИЧУ", "orlov"),
        ("Ор&shy;лов", "Орлов", "orlov"),
        ("Ор\u00adло\u200bв", "Орлов", "orlov"),
        ("Орло\u0301в", "Орлов", "orlov"),
        ("О<b>рло</b>в", "Орлов", "orlov"),
        ("<p>О</p>рлов", "Орлов", "orlov"),
        ("<i>Илья</i><i>Сергеевич</i>", "Илья Сергеевич", "orlov"),
        ("<td>1</td><td>О<wbr>рлов</td><td>2</td>", "Орлов", "orlov"),
        ("&#1054;&#x440;лов", "Орлов", "orlov"),
        ("&lt;b&gt;Ор&lt;/b&gt;лов", "Орлов", "orlov"),
        ("Урок Семеновой", "Семеновой", "semyonova"),
        ("Урок Семёновой А. Л.", "Семёновой А. Л", "semyonova"),
        ("О Семе\u0308новой", "Семёновой", "semyonova"),
    ],
)
def test_name_in_a_page(site: Path, registry: Registry, text: str, words: str, who: str) -> None:
    put(site, "news/index.html", page(f"<p>Новости</p>{text}"))

    leak(site, registry, words, "текст страницы", OWNERS[who], "news/index.html")


def test_hint_depends_on_the_reason(site: Path, registry: Registry) -> None:
    put(site, "index.html", page("Семёнова и Орлов"))

    ended, refused = sorted(audit(site, registry, TODAY), key=lambda p: "orlov" in p.message)

    assert "согласие отозвано или истекло" in ended.message
    assert ended.hint.startswith("соберите раздел заново")
    assert "согласия на публикацию нет" in refused.message
    assert refused.hint.startswith("если имя стоит в content/…, замените его ролью")


def test_one_problem_for_a_file_and_a_secret(site: Path, registry: Registry) -> None:
    put(site, "a.html", page("Орлов, Орлову <img alt='Орлов'>"))
    put(site, "b.html", page("Орлов"))

    assert [p.span.path for p in audit(site, registry, TODAY)] == ["a.html", "b.html"]


def test_namesakes_are_both_told(site: Path, tmp_path: Path) -> None:
    twin = RECORDS["mentees/orlov"].replace("Илья", "Пётр").replace("1998", "1997")
    registry = school(tmp_path, **{"mentees/orlov-petr": twin})
    put(site, "index.html", page("Урок Орлова"))

    messages = [p.message for p in audit(site, registry, TODAY)]

    assert [m.split(", ")[1] for m in messages] == [
        "наставляемый mentees/orlov",
        "наставляемый mentees/orlov-petr",
    ]


def test_full_name_is_not_taken_for_a_namesake(site: Path, tmp_path: Path) -> None:
    twin = RECORDS["mentees/orlov"].replace("Илья Сергеевич", "Пётр Ильич")
    registry = school(tmp_path, **{"mentees/orlov-petr": twin})
    put(site, "index.html", page("Урок Орлова Петра Ильича"))

    origin = "«ФИО», наставляемый mentees/orlov-petr, data/mentees/orlov-petr.yml:1:6"
    leak(site, registry, "Орлова Петра Ильича", "текст страницы", origin, "index.html")


@pytest.mark.parametrize(
    "text",
    [
        "Соколова Анна Викторовна",
        "Урок Соколовой А. В.",
        "Соколовой Анны Викторовны",
        "С Соколовой",  # a surname shared with one who agreed
        "Директору Ремизову Олегу Дмитриевичу, Ремизов О. Д.",
        "Инна Валерьевна Крылова, Крыловой И. В.",
        "стая горных орлов",  # a common noun
        "Орловка",
    ],
)
def test_permitted_names_pass(site: Path, registry: Registry, text: str) -> None:
    put(site, "index.html", page(text))

    assert audit(site, registry, TODAY) == ()


def test_shared_surname_does_not_hide_the_rest_of_a_name(site: Path, registry: Registry) -> None:
    put(site, "index.html", page("Урок Соколовой Марии"))

    origin = "«ФИО», наставляемый mentees/sokolova-m, data/mentees/sokolova-m.yml:1:6"
    leak(site, registry, "Соколовой Марии", "текст страницы", origin, "index.html")


def test_name_typed_into_an_open_text_stays_a_secret(site: Path, tmp_path: Path) -> None:
    news = RECORDS["news/2026-10-den"].replace("Приходите", "Урок даёт Орлов")
    registry = school(tmp_path, **{"news/2026-10-den": news})
    put(site, "index.html", page("Урок даёт Орлов"))

    leak(site, registry, "Орлов", "текст страницы", OWNERS["orlov"], "index.html")


def test_official_is_named_even_as_a_mentee(site: Path, tmp_path: Path) -> None:
    curator = RECORDS["mentees/orlov"].replace("Орлов Илья Сергеевич", "Крылова Инна Валерьевна")
    registry = school(tmp_path, **{"mentees/krylova": curator})
    put(site, "kurator/index.html", page("<a href='/krylova/'>Крылова И. В.</a>"))

    assert audit(site, registry, TODAY) == ()


def test_consent_in_force_opens_a_name_and_its_end_closes_it(site: Path, tmp_path: Path) -> None:
    consent = "{вид: распространение, дата: 01.09.2026, до: 20.11.2026, сведения: [ФИО]}"
    person = RECORDS["mentees/orlov"] + f"          - {consent}\n"
    registry = school(tmp_path, **{"mentees/orlov": person})
    put(site, "index.html", page("Орлов Илья Сергеевич"))

    assert audit(site, registry, TODAY) == ()
    assert only(audit(site, registry, date(2026, 11, 21))).code == "У-01"


# Values


@pytest.mark.parametrize(
    ("text", "words", "origin"),
    [
        (
            "звоните: 8 (900) 123‑45‑67.",
            "8 (900) 123‑45‑67",
            "«телефон», наставляемый mentees/orlov, data/mentees/orlov.yml:8:10",
        ),
        (
            "9001234567",
            "9001234567",
            "«телефон», наставляемый mentees/orlov, data/mentees/orlov.yml:8:10",
        ),
        (
            "Пишите: I.Orlov<wbr>@mail.example",
            "I.Orlov@mail.example",
            "«почта», наставляемый mentees/orlov, data/mentees/orlov.yml:9:8",
        ),
        (
            "родился в 1998 г.",
            "1998",
            "«год рождения», наставляемый mentees/orlov, data/mentees/orlov.yml:3:15",
        ),
        (
            "согласие № 104512",
            "104512",
            "«согласия[1] › номер», наставляемый mentees/orlov, data/mentees/orlov.yml:11:47",
        ),
        (
            "Дети не слушают меня<br>на последнем уроке!",
            "Дети не слушают меня на последнем уроке",
            "«основной запрос», наставляемый mentees/orlov, data/mentees/orlov.yml:5:18",
        ),
        (
            "<li>Учитель <b>окружающего</b> мира</li>",
            "Учитель окружающего мира",
            "«должность», наставляемый mentees/orlov, data/mentees/orlov.yml:2:12",
        ),
        (
            "Пришел из конструкторского бюро",
            "Пришел из конструкторского бюро",
            "«встречи[1] › ответы › кто я», пара pairs/2026-sokolova-orlov, "
            "data/pairs/2026-sokolova-orlov.yml:10:20",
        ),
        (
            "…после звонка он снова сорвался на крик и ушёл из класса…",
            "после звонка он снова сорвался на крик и ушёл из",
            "«встречи[2] › ответы › что получилось», пара pairs/2026-sokolova-orlov, "
            "data/pairs/2026-sokolova-orlov.yml:14:23",
        ),
        (
            "Дисциплина выровнялась только в одном классе из трёх.",
            "Дисциплина выровнялась только в одном классе из трёх",
            "«итог › результаты», пара pairs/2026-sokolova-orlov, "
            "data/pairs/2026-sokolova-orlov.yml:20:15",
        ),
        (
            "«Теперь меня слышат даже на последней парте»",
            "Теперь меня слышат даже на последней парте",
            "«отзывы[1] › текст», кейс cases/tihiy-urok, data/cases/tihiy-urok.yml:15:13",
        ),
        (
            "Портрет у доски с формулами и колбами",
            "Портрет у доски с формулами и колбами",
            "«фото › описание», наставник mentors/sokolova, data/mentors/sokolova.yml:6:34",
        ),
        (
            "Вернуть вкус к работе",
            "Вернуть вкус к работе",
            "«название», кейс cases/chernovik, data/cases/chernovik.yml:1:11",
        ),
        (
            "Дополнительное соглашение к трудовому договору",
            "Дополнительное соглашение к трудовому договору",
            "«название», локальный акт acts/dopsoglashenie, data/acts/dopsoglashenie.yml:2:11",
        ),
    ],
)
def test_value_in_a_page(
    site: Path, registry: Registry, text: str, words: str, origin: str
) -> None:
    put(site, "cases/index.html", page(text))

    leak(site, registry, words, "текст страницы", origin, "cases/index.html")


@pytest.mark.parametrize(
    "text",
    [
        "Мне и самой стало намного спокойнее работать.",  # a review of one who agreed
        "учитель химии",  # the post of one who agreed, and of one who did not
        "проектная деятельность",
        "Урок начинается вовремя. Урок начали вовремя.",  # a short sentence of a diary
        "дисциплина на уроке",  # a word of the dictionary
        "страх перед девятым классом",  # stands in a news item
        "Школу построили в 1985 году",  # a year that a news item names
        "Освоить журнал? молодой специалист, новый сотрудник",
        "Директор: 8 000 555-05-05, director@school5.example",
        "Наставляемым искали тихий сигнал",
        "14:30, 05.10.2026, 2026/27, 40 минут",
    ],
)
def test_publishable_texts_pass(site: Path, registry: Registry, text: str) -> None:
    found = [p for p in audit(put_page(site, text), registry, TODAY) if "Освоить" not in p.message]

    assert found == []


def put_page(site: Path, text: str) -> Path:
    put(site, "index.html", page(text))
    return site
