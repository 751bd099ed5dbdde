"""The audit finds every kind of secret in every kind of file, and nothing else."""

from __future__ import annotations

import base64
import gzip
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

from generator.audit import audit
from generator.audit.decoding import texts_of
from generator.diagnostics import Level, Problem
from generator.model.loading import load
from generator.model.registry import Registry
from generator.resources import theme_folder
from tests.tiny_school import SCHOOL, tiny_school

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
                Стало легче. После звонка он снова сорвался на крик
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
          - {текст: Мне самой стало спокойнее работать., роль: учитель, наставник: sokolova}
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
PAIR = "пара pairs/2026-sokolova-orlov, data/pairs/2026-sokolova-orlov.yml"


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
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[8 0 R]/Resources<</Font<</F 5 0 R>>>>>>",
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
    put(site, "news/index.html", page(f"<p>Новости</p>. {text}"))

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


def test_address_of_a_permitted_mentor_passes_for_a_mentee_too(site: Path, tmp_path: Path) -> None:
    registry = school(tmp_path, **{"mentees/sokolova": RECORDS["mentees/sokolova-m"]})
    put(
        site, "mentors/sokolova/index.html", page("<a href='/mentors/sokolova/'>Соколова А. В.</a>")
    )

    assert audit(site, registry, TODAY) == ()


def test_link_to_one_who_may_not_be_named_opens_only_the_role(site: Path, tmp_path: Path) -> None:
    pair = RECORDS["pairs/2026-sokolova-orlov"].replace(
        "Стало легче.", "Вместе с Ильёй Сергеевичем искали тихий сигнал."
    )
    registry = school(tmp_path, **{"pairs/2026-sokolova-orlov": pair})
    put(site, "a.html", page("Вместе с Ильёй Сергеевичем искали тихий сигнал."))
    put(site, "b.html", page("Вместе с наставляемым искали тихий сигнал."))

    origin = f"«встречи[2] › ответы › что получилось», {PAIR}:14:23"
    words = "Вместе с Ильёй Сергеевичем искали тихий сигнал"
    leak(site, registry, words, "текст страницы", origin, "a.html")


def test_consent_in_force_opens_a_name_and_its_end_closes_it(site: Path, tmp_path: Path) -> None:
    consent = "{вид: распространение, дата: 01.09.2026, до: 20.11.2026, сведения: [ФИО]}"
    person = f"{RECORDS['mentees/orlov'].rstrip()}\n          - {consent}\n"
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
            f"«встречи[1] › ответы › кто я», {PAIR}:10:21",
        ),
        (
            "…после звонка он снова сорвался на крик и ушёл из класса…",
            "после звонка он снова сорвался на крик и",
            f"«встречи[2] › ответы › что получилось», {PAIR}:14:23",
        ),
        (
            "Дисциплина выровнялась только в одном классе из трёх.",
            "Дисциплина выровнялась только в одном классе из трёх",
            f"«итог › результаты», {PAIR}:20:15",
        ),
        (
            "«Теперь меня слышат даже на последней парте»",
            "Теперь меня слышат даже на последней парте",
            "«отзывы[1] › текст», кейс cases/tihiy-urok, data/cases/tihiy-urok.yml:15:13",
        ),
        (
            "Портрет у доски с формулами и колбами",
            "Портрет у доски с формулами и колбами",
            "«фото › описание», наставник mentors/sokolova, data/mentors/sokolova.yml:6:38",
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
        "Мне самой стало спокойнее работать.",  # a review of one who agreed
        "учитель химии",  # the post of one who agreed, and of one who did not
        "проектная деятельность",
        "Стало легче.",  # a short sentence of a diary, too ordinary to betray it
        "дисциплина на уроке",  # a word of the dictionary
        "страх перед девятым классом",  # stands in a news item
        "Школу построили в 1985 году",  # a year that a news item names
        "молодой специалист, новый сотрудник",
        "Директор: 8 000 555-05-05, director@school5.example",
        "Наставляемым искали тихий сигнал",
        "14:30, 05.10.2026, 2026/27, 40 минут",
    ],
)
def test_publishable_texts_pass(site: Path, registry: Registry, text: str) -> None:
    put(site, "index.html", page(text))

    assert audit(site, registry, TODAY) == ()


def test_own_words_are_told_once_for_a_value(site: Path, registry: Registry) -> None:
    put(
        site,
        "index.html",
        page("он снова сорвался на крик и ушёл из класса, никому ничего не сказав"),
    )

    assert len(audit(site, registry, TODAY)) == 1


def test_value_of_a_record_not_published_yet_opens_nothing(site: Path, tmp_path: Path) -> None:
    news = RECORDS["news/2026-10-den"].replace("10.10.2026", "01.12.2026")
    registry = school(tmp_path, **{"news/2026-10-den": news})
    put(site, "index.html", page("страх перед девятым классом"))

    origin = "«затруднения[1]», наставляемый mentees/orlov, data/mentees/orlov.yml:6:15"
    words = "страх перед девятым классом"
    leak(site, registry, words, "текст страницы", origin, "index.html")


EXCEPTIONS = """
    исключения проверки:
      - {текст: Улица Орлова, причина: соседняя улица}
      - {текст: Стадион построен в 1998 году, причина: история}
      - {текст: 8 900 123-45-67, причина: телефон проката}
"""


def test_exceptions_cover_their_own_words_only(site: Path, tmp_path: Path) -> None:
    registry = school(tmp_path, school=SCHOOL + EXCEPTIONS)
    put(site, "a.html", page("улица Орлова; стадион построен в 1998 году; 8 900 123-45-67"))
    put(site, "b.html", page("урок Орлова"))

    leak(site, registry, "Орлова", "текст страницы", OWNERS["orlov"], "b.html")


def test_exception_does_not_open_its_words_elsewhere(site: Path, tmp_path: Path) -> None:
    registry = school(tmp_path, school=SCHOOL + EXCEPTIONS)
    put(site, "b.html", page("родился в 1998 году"))

    leak(site, registry, "1998", "текст страницы", ORLOV_YEAR, "b.html")


# Files


ORLOV_ID = "«имя файла записи», наставляемый mentees/orlov, data/mentees/orlov.yml:1:1"
ORLOV_PHONE = "«телефон», наставляемый mentees/orlov, data/mentees/orlov.yml:8:10"
ORLOV_EMAIL = "«почта», наставляемый mentees/orlov, data/mentees/orlov.yml:9:8"
ORLOV_YEAR = "«год рождения», наставляемый mentees/orlov, data/mentees/orlov.yml:3:15"
ORLOV_REQUEST = "«основной запрос», наставляемый mentees/orlov, data/mentees/orlov.yml:5:18"
REQUEST = "Дети не слушают меня на последнем уроке"
NAME = OWNERS["orlov"]
JSON_NAME = json.dumps({"docs": [{"location": "/", "text": "Новости"}, {"text": "у Орлова"}]})
JSON_PAGE = json.dumps({"docs": [{"text": "<p>Ор<mark>ло</mark>в</p>"}]})
RSS = "<rss><item><description><![CDATA[<p>Ор<b>лов</b></p>]]></description></item></rss>"
SITEMAP = "<urlset><url><loc>https://school5.example/mentees/orlov/</loc></url></urlset>"
ICS = "BEGIN:VCALENDAR\r\nSUMMARY:Урок даёт Ор\r\n лов\r\nEND:VCALENDAR\r\n"
SHEET = "<worksheet><c t='inlineStr'><is><t>Орлову</t></is></c></worksheet>"
STRINGS = "<sst><si><r><t>Ор</t></r><r><t>лов</t></r></si></sst>"
ODT = "<office:text><text:p>Ор<text:span>лов</text:span></text:p></office:text>"


@pytest.mark.parametrize(
    ("path", "content", "words", "reach", "origin"),
    [
        ("a.html", page("<img alt='Урок Орлова'>"), "Орлова", "атрибут alt", NAME),
        (
            "a.html",
            page("", '<meta name=description content="Урок: 1998">'),
            "1998",
            "атрибут content",
            ORLOV_YEAR,
        ),
        ("a.html", page("<!-- Орлов -->"), "Орлов", "комментарий", NAME),
        ("a.html", page("<a href='/mentees/orlov/'>он</a>"), "orlov", "атрибут href", ORLOV_ID),
        (
            "a.html",
            page(f"<a href='/poisk?q={quote('Орлова Ильи')}'>он</a>"),
            "Орлова Ильи",
            "атрибут href",
            NAME,
        ),
        (
            "a.html",
            page("<a href='tel:89001234567'>он</a>"),
            "89001234567",
            "атрибут href",
            ORLOV_PHONE,
        ),
        (
            "a.html",
            page('<script type="application/ld+json">{"author": "\\u041eрлов"}</script>'),
            "Орлов",
            "JSON-LD: author",
            NAME,
        ),
        (
            "a.html",
            page(r"<script>let who = '\u041e\u0440\u043b\u043e\u0432'</script>"),
            "Орлов",
            "скрипт страницы",
            NAME,
        ),
        (
            "a.html",
            page(r"<style>p::before{content:'\41e рлов'}</style>"),
            "Орлов",
            "стили страницы",
            NAME,
        ),
        ("a.html", page("<img alt=Орлов>"), "Орлов", "исходный код", NAME),
        ("a.html", page("Орлов").encode("cp1251"), "Орлов", "текст страницы", NAME),
        ("a.html", page("Орлов").encode("utf-16"), "Орлов", "текст страницы", NAME),
        (
            "search/search_index.json",
            JSON_NAME,
            "Орлова",
            "запись search_index.json: docs[1].text",
            NAME,
        ),
        (
            "search/search_index.json",
            JSON_PAGE,
            "Орлов",
            "запись search_index.json: docs[0].text",
            NAME,
        ),
        ("data.json", '{"year": 1998}', "1998", "запись data.json: year", ORLOV_YEAR),
        ("data.json", '{"Орлов": 1}', "Орлов", "запись data.json (ключи)", NAME),
        ("data.json", r'{"a": "\u041eрлов", "a": ""}', "Орлов", "текст", NAME),
        ("broken.json", r'{"a": "\u041eрлов"', "Орлов", "текст", NAME),
        ("feed.rss", RSS, "Орлов", "текст", NAME),
        ("feed.rss", "<rss><title><![CDATA[Орлов]]></title></rss>", "Орлов", "текст", NAME),
        ("logo.svg", "<svg><title>Орлов</title></svg>", "Орлов", "текст", NAME),
        ("sitemap.xml", SITEMAP, "orlov", "текст", ORLOV_ID),
        (
            "sitemap.xml.gz",
            gzip.compress(SITEMAP.encode()),
            "orlov",
            "sitemap.xml: текст",
            ORLOV_ID,
        ),
        ("app.js", r"p={n:'\u041eрлов\n'}", "Орлов", "текст скрипта", NAME),
        ("app.js", "go('/mentees/orlov/')", "orlov", "текст скрипта", ORLOV_ID),
        ("app.css", "/* Урок Орлова */", "Орлова", "текст стилей", NAME),
        ("list.csv", "ФИО;класс\nОрлов;5".encode("cp1251"), "Орлов", "текст", NAME),
        ("plan.ics", ICS, "Орлов", "текст", NAME),
        ("humans", "Урок Орлова", "Орлова", "текст", NAME),
        ("a.docx", docx("Урок Ильи Орлова"), "Ильи Орлова", "word/document.xml: текст", NAME),
        ("a.docx", docx(f"{REQUEST}."), REQUEST, "word/document.xml: текст", ORLOV_REQUEST),
        ("a.docx", docx("Урок", "Орлов"), "Орлов", "свойства документа: текст", NAME),
        (
            "a.xlsx",
            zipped(**{"xl/worksheets/sheet1.xml": SHEET}),
            "Орлову",
            "xl/worksheets/sheet1.xml: текст",
            NAME,
        ),
        (
            "a.xlsx",
            zipped(**{"xl/sharedStrings.xml": STRINGS}),
            "Орлов",
            "xl/sharedStrings.xml: текст",
            NAME,
        ),
        ("a.odt", zipped(**{"content.xml": ODT}), "Орлов", "content.xml: текст", NAME),
        (
            "all.zip",
            zipped(**{"docs/a.docx": docx("Орлов")}),
            "Орлов",
            "docs/a.docx: word/document.xml: текст",
            NAME,
        ),
        ("all.zip", zipped(**{"Орлов.txt": "1"}), "Орлов", "имя файла в архиве", NAME),
        ("a.pdf", pdf("Урок Орлова"), "Орлова", "страница 1", NAME),
        ("a.pdf", pdf("i.orlov@mail.example"), "i.orlov@mail.example", "страница 1", ORLOV_EMAIL),
        ("a.pdf", pdf("Урок", title="Орлов"), "Орлов", "метаданные Title", NAME),
        (
            "a.pdf",
            pdf("Урок", link="tel:+79001234567"),
            "79001234567",
            "свойства, ссылки и подписи",
            ORLOV_PHONE,
        ),
        (
            "a.jpg",
            picture("JPEG", exif=exif(0x13B, "Орлов".encode())),
            "Орлов",
            "метаданные EXIF",
            NAME,
        ),
        (
            "a.jpg",
            picture("JPEG", exif=exif(0x9C9D, "Орлов".encode("utf-16-le"))),
            "Орлов",
            "метаданные EXIF",
            NAME,
        ),
        (
            "a.jpg",
            picture("JPEG", comment="Орлов".encode("cp1251")),
            "Орлов",
            "метаданные comment",
            NAME,
        ),
        (
            "a.webp",
            picture("WEBP", xmp="<x:xmpmeta><dc:creator>Орлов</dc:creator></x:xmpmeta>".encode()),
            "Орлов",
            "метаданные xmp",
            NAME,
        ),
        (
            "font.woff2",
            b"wOF2\0\1\xff\xfe" + "Орлов".encode() + b"\0",
            "Орлов",
            "байты файла",
            NAME,
        ),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0\0\1" + "Орлов".encode("utf-16-le") + b"\0\0",
            "Орлов",
            "байты файла",
            NAME,
        ),
        ("old.bin", b"\0\1\2" + "Орлову".encode("cp1251") + b"\0", "Орлову", "байты файла", NAME),
        ("Орлов.txt", "1", "Орлов", "имя файла", NAME),
        ("orlov.txt", "1", "orlov", "имя файла", ORLOV_ID),
        ("Семе\u0308нова.txt", "1", "Семёнова", "имя файла", OWNERS["semyonova"]),
        ("mentees/orlov/index.html", page("1"), "orlov", "имя папки", ORLOV_ID),
        (
            "pairs/2026-sokolova-orlov.txt",
            "1",
            "2026-sokolova-orlov",
            "имя файла",
            f"«имя файла записи», {PAIR}:1:1",
        ),
        (
            "scans/a.txt",
            "1: orlov-2026.pdf",
            "orlov-2026.pdf",
            "текст",
            "«согласия[1] › скан», наставляемый mentees/orlov, data/mentees/orlov.yml:11:63",
        ),
        (
            "foto/sokolova.jpg",
            picture("JPEG"),
            "sokolova.jpg",
            "имя файла",
            "«фото › файл», наставник mentors/sokolova, data/mentors/sokolova.yml:6:14",
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_secret_in_a_file(
    site: Path,
    registry: Registry,
    path: str,
    content: str | bytes,
    words: str,
    reach: str,
    origin: str,
) -> None:
    put(site, path, content)

    leak(site, registry, words, reach, origin, path)


def test_packed_text_of_a_picture(site: Path, registry: Registry) -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("Author", "Орлов", zip=True)
    data = picture("PNG", pnginfo=texts)
    header, text, rest = (
        data[:33],
        data[33 : data.index(b"IDAT") - 4],
        data[data.index(b"IDAT") - 4 :],
    )
    put(site, "a.png", header + rest[:-12] + text + rest[-12:])

    leak(site, registry, "Орлов", "метаданные PNG", NAME, "a.png")


def test_picture_inside_a_page(site: Path, registry: Registry) -> None:
    data = picture("JPEG", exif=exif(0x13B, "Орлов".encode()))
    put(
        site,
        "a.html",
        page(f"<img src='data:image/jpeg;base64,{base64.b64encode(data).decode()}'>"),
    )

    leak(site, registry, "Орлов", "встроенный файл: метаданные EXIF", NAME, "a.html")


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("app.js", "let x = 1998, orlov = 2; y = kim"),
        ("app.css", ".a{width:1998px}"),
        (
            "a.html",
            page("<svg viewBox='0 0 1998 9'><path d='M1998 9'/></svg><style>a{top:1998px}</style>"),
        ),
        ("a.html", page("<a href='/mentors/sokolova/'>Соколова</a>")),
        ("noise.bin", bytes(range(256)) * 200),
    ],
)
def test_chance_is_no_leak(site: Path, registry: Registry, path: str, content: str | bytes) -> None:
    put(site, path, content)

    assert audit(site, registry, TODAY) == ()


def test_a_word_of_a_pdf_whose_letters_are_moved_apart_is_whole(demo: Path) -> None:
    pieces = texts_of(demo / "content/documents/polozhenie-2024.pdf")
    pages = [piece.text.casefold() for piece in pieces if piece.reach.startswith("страница")]
    assert any("согласовано" in text for text in pages)


def test_plain_words_of_our_own_scripts_betray_nobody(site: Path, tmp_path: Path) -> None:
    script = (theme_folder() / "material/assets/scripts/library.js").read_text(encoding="utf-8")
    assert "внутри группы" in script
    doubts = "[внутри группы, внутри своего класса, дисциплина"
    person = RECORDS["mentees/orlov"].replace("[страх перед девятым классом, дисциплина", doubts)
    registry = school(tmp_path, **{"mentees/orlov": person})
    put(site, "assets/scripts/library.js", script)
    put(site, "a.html", page("ему трудно внутри группы"))
    assert audit(site, registry, TODAY) == ()

    put(site, "b.js", "/* трудно внутри своего класса */ let year = 1998")
    assert "внутри своего класса" in only(audit(site, registry, TODAY)).message


@pytest.mark.parametrize(
    ("path", "content", "reach"),
    [
        ("app.js", "go('/mentees/li/')", "текст скрипта"),
        ("a.html", page("<a href='li.html'>она</a>"), "атрибут href"),
        ("a.json", '{"location": "mentees/li/"}', "запись a.json: location"),
    ],
)
def test_short_id_is_told_from_a_tag(
    site: Path, tmp_path: Path, path: str, content: str, reach: str
) -> None:
    person = RECORDS["mentees/orlov"].replace("Орлов Илья Сергеевич", "Ли Вера Андреевна")
    registry = school(tmp_path, **{"mentees/li": person})
    put(site, "b.html", page('<ul data-tag="li"><li>1</li></ul><p>ul, li, ol</p>'))
    put(site, "b.js", "document.createElement('li'); a.li = \"li\"")
    put(site, path, content)

    origin = "«имя файла записи», наставляемый mentees/li, data/mentees/li.yml:1:1"
    leak(site, registry, "li", reach, origin, path)


def test_short_id_with_digits_is_told_from_noise(site: Path, tmp_path: Path) -> None:
    registry = school(tmp_path, **{"mentees/n13": RECORDS["mentees/orlov"]})
    put(site, "noise.bin", b"\x81\x82 n13;k \0\xff n13")
    put(site, "app.js", "let n13 = 1")
    assert audit(site, registry, TODAY) == ()

    put(site, "app.js", "go('/mentees/n13/')")
    origin = "«имя файла записи», наставляемый mentees/n13, data/mentees/n13.yml:1:1"
    leak(site, registry, "n13", "текст скрипта", origin, "app.js")


def with_notes(notes: str) -> dict[str, str]:
    person = RECORDS["mentees/orlov"].rstrip()
    return {"mentees/orlov": f"{person}\n        заметки куратора: {notes}\n"}


def test_dates_in_a_row_are_no_phone(site: Path, tmp_path: Path) -> None:
    registry = school(tmp_path, **with_notes("с 05.10.2026 – 31.05.2027"))
    put(site, "index.html", page("Срок: 05.10.2026 – 31.05.2027"))

    assert audit(site, registry, TODAY) == ()


def test_phone_in_notes(site: Path, tmp_path: Path) -> None:
    notes = (
        f"{RECORDS['mentees/orlov'].rstrip()}\n        заметки куратора: мама – 8 900 765-43-21\n"
    )
    registry = school(tmp_path, **{"mentees/orlov": notes})
    put(site, "index.html", page("+7 (900) 765-43-21"))

    origin = "«заметки куратора», наставляемый mentees/orlov, data/mentees/orlov.yml:12:19"
    leak(site, registry, "7 (900) 765-43-21", "текст страницы", origin, "index.html")


# The folder itself


def test_nothing_to_check_is_an_error(site: Path, registry: Registry) -> None:
    for folder in (site, site / "absent"):
        problem = only(audit(folder, registry, TODAY))

        assert (problem.code, problem.level) == ("У-03", Level.ERROR)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (".nastavnik-internal", "internal"),
        ("a/.nastavnik-internal", ""),
        ("a/index.html", page("1", '<meta name="nastavnik-audience" content="internal">')),
        ("index.html", page("1", "<meta content=internal name=nastavnik-audience>")),
    ],
)
def test_internal_build_is_an_error(
    site: Path, registry: Registry, path: str, content: str
) -> None:
    put(site, path, content)

    problem = only(audit(site, registry, TODAY))

    assert (problem.code, problem.level, problem.span.path) == ("У-02", Level.ERROR, path)


def test_internal_build_is_not_listed_through(site: Path, registry: Registry) -> None:
    put(site, ".nastavnik-internal", "internal")
    put(site, "index.html", page("Орлов"))

    assert only(audit(site, registry, TODAY)).code == "У-02"


def test_public_mark_is_no_error(site: Path, registry: Registry) -> None:
    put(site, "index.html", page("1", '<meta name="nastavnik-audience" content="public">'))

    assert audit(site, registry, TODAY) == ()


# What cannot be read


def encrypted() -> bytes:
    data = bytearray(zipped(**{"a.txt": "Орлов"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def bomb() -> bytes:
    data = b"\0" * (65 * 2**20)
    return gzip.compress(data, 1)


def nested(depth: int) -> bytes:
    data = b"1"
    for _ in range(depth):
        data = zipped(**{"a.zip": data})
    return data


@pytest.mark.parametrize(
    ("path", "make", "reason"),
    [
        ("a.docx", lambda: docx("Урок")[:2000], "содержимое не раскрывается (BadZipFile)"),
        ("a.pdf", lambda: b"%PDF-1.4 broken", "содержимое не раскрывается"),
        ("a.jpg", lambda: picture("JPEG")[:20], "содержимое не раскрывается"),
        ("a.gz", lambda: gzip.compress(b"123" * 999)[:30], "содержимое не раскрывается (EOFError)"),
        ("a.zip", encrypted, "не раскрывается (RuntimeError)"),
        ("a.zip", lambda: nested(8), "вложено слишком много файлов"),
        ("a.json.gz", bomb, "распакованное слишком велико"),
        ("a.html.br", lambda: b"\x0b\x02", "файлы .br не раскрываются"),
    ],
)
def test_unread_file_is_told_of(
    site: Path, registry: Registry, path: str, make: Callable[[], bytes], reason: str
) -> None:
    put(site, path, make())

    problem = only(audit(site, registry, TODAY))

    assert (problem.code, problem.level, problem.span.path) == ("У-04", Level.WARNING, path)
    assert problem.message.startswith(f"проверено не всё: {reason}")


def test_broken_file_is_searched_by_its_bytes(site: Path, registry: Registry) -> None:
    put(site, "a.docx", docx("Урок")[:2000] + "Орлов".encode())

    problems = audit(site, registry, TODAY)

    assert {p.code for p in problems} == {"У-01", "У-04"}
    assert any(f"найдено «Орлов» (байты файла): {NAME}" in p.message for p in problems)
