"""Every contradiction between records on both sides of its border, at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalogue import ENTRIES
from generator.diagnostics import Problem
from generator.rules.cases import GAP
from tests.sound_school import problems_in, sound_school

PAIR = "# data/pairs/2026-sokolova-orlov.yml\n"
MENTOR = "# data/mentors/sokolova.yml\n"
MENTEE = "# data/mentees/orlov.yml\n"
NEWS = "# data/news/2026-10-pary.yml\n"
ORDER = "# data/acts/2026-prikaz-pary.yml\n"
TRAINING = "# data/acts/2026-obuchenie.yml\n"
REGISTER = "# data/acts/2026-reestr.yml\n"
CASE = "# data/cases/tihiy-urok.yml\n"
OF_OTHER = "пара: 2026-sokolova-orlov\n"
SCHOOL = "# data/school.yml\n"
WORKPLAN = "# data/workplan.yml\n"
PROGRAMME = "# data/programme.yml\n"


def told(folder: Path, pieces: str) -> list[Problem]:
    return list(problems_in(sound_school(folder, pieces)))


def line_of(folder: Path, problem: Problem) -> str:
    text = (folder / problem.span.path).read_text(encoding="utf-8")
    return text.split("\n")[problem.span.line - 1][problem.span.column - 1 :]


def test_a_sound_school_has_nothing_to_say(tmp_path: Path) -> None:
    assert told(tmp_path, "") == []


def consent(day: str) -> str:
    return f"{MENTEE}согласия: [{{вид: обработка, дата: {day}}}]\n"


def papers(written: str = "25.09.2026", addendum: str = "30.09.2026") -> str:
    dates = f"письменное согласие наставника: {written}, дата: {addendum}"
    return f"{PAIR}допсоглашение: {{{dates}}}\n"


def person_left(day: str) -> str:
    return f"{MENTOR}дата выхода из программы: {day}\n"


def joined(day: str) -> str:
    return f"{MENTOR}дата вхождения в программу: {day}\n"


def trained(day: str) -> str:
    return f"{MENTOR}обучение: [{{вид: первичное, тема: Роль наставника, дата: {day}}}]\n"


def text(words: str) -> str:
    return f"{NEWS}текст: {words}\n"


def contract(title: str) -> str:
    head = "# data/acts/dogovor.yml\nвид: договор с партнёром\nпары: []\n"
    return f"{head}название: {title}\n"


def item(due: str = "октябрь 2026", done: str = "15.10.2026") -> str:
    what = f"мероприятие: Дело, срок: {due}, ответственные: [директор]"
    piece = f"{{номер: '1', {what}, исполнено: [{{дата: {done}}}]}}"
    return f"{WORKPLAN}блоки: [{{название: Блок, пункты: [{piece}]}}]\n"


def appendices(words: str, *names: str) -> str:
    return f"{ORDER}о чём: {words}\nприложения: [{', '.join(names)}]\n"


def posts(of_curator: str, of_mentor: str) -> str:
    curator = f"{{ФИО: Крылова Инна Валерьевна, должность: {of_curator}}}"
    return f"{SCHOOL}куратор: {curator}\n{MENTOR}должность: {of_mentor}\n"


def subjects(*codes: str) -> str:
    terms = ", ".join(f"{{код: {code}, название: предмет {code}}}" for code in codes)
    return f"{PROGRAMME}предметы: [{terms}]\n"


def consents(*rows: str) -> str:
    listed = "".join(f"  - {{{row}}}\n" for row in ("вид: обработка, дата: 28.08.2024", *rows))
    return f"{MENTEE}согласия:\n{listed}"


def rest(first: str, last: str) -> str:
    return f"{SCHOOL}каникулы: [{{название: осенние, с: {first}, по: {last}}}]\n"


def prolonged(until: str, decided: str) -> str:
    return (
        f"{PAIR}программа:\n  начало: 05.10.2026\n  окончание: 31.05.2027\n  продления:\n"
        f"    - {{до: {until}, дата решения: {decided}, причина: Ремонт}}\n"
    )


def agreed(day: str) -> str:
    return (
        f"{ORDER}утверждаю: {{должность: директор, ФИО: Ремизов О. Д., дата: 02.09.2026}}\n"
        f"согласовано: [{{орган: Педсовет, протокол: '1', дата: {day}}}]\n"
    )


def second_mentor(**more: str) -> str:
    lines = "".join(f"{key.replace('_', ' ')}: {value}\n" for key, value in more.items())
    return f"# data/mentors/morozova.yml\nФИО: Морозова Татьяна Игоревна\n{lines}"


def register(mentor: str, **more: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in more.items())
    return second_mentor() + f"{REGISTER}наставники: [{mentor}]\n{lines}"


def untrained(**more: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in more.items())
    return second_mentor(обучение="[]") + f"{TRAINING}наставники: [morozova]\n{lines}"


def second_left(day: str) -> str:
    return second_mentor(дата_выхода_из_программы=day)


def second_joined(day: str) -> str:
    return second_mentor(дата_вхождения_в_программу=day)


def award(mentor: str = "morozova") -> str:
    row = f"учебный год: 2025/26, номинация: Лучшая, наставник: {mentor}"
    return f"# data/awards.yml\nнаграды: [{{{row}}}]\n"


def guests() -> str:
    return text("Приехали из школы № 7.")


def excepted(words: str) -> str:
    return f"{SCHOOL}исключения проверки: [{{текст: {words}, причина: соседи}}]\n"


def titled(years: str) -> str:
    return f"{WORKPLAN}название: План {years}\n"


def roadmap_act(**more: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in more.items())
    head = "# data/acts/karta.yml\nвид: дорожная карта\nпары: []\n"
    return f"{head}название: Карта на 2021–2024 годы\n{lines}"


def listed(key: str, file: str, *rows: str) -> str:
    return f"# data/{file}.yml\n{key}:\n" + "".join(f"  - {{{row}}}\n" for row in rows)


def meetings(*rows: str) -> str:
    return f"{PAIR}встречи:\n" + "".join(f"  - {{вид: рабочая, {row}}}\n" for row in rows)


def plan(start: str, end: str) -> str:
    return f"{PAIR}программа: {{начало: {start}, окончание: {end}}}\n"


def photo(file: str) -> str:
    return f"{MENTOR}фото: {{файл: {file}, описание: портрет}}\n"


QUESTION = "вопрос: Была ли?, тип: шкала"
PARAMETER = "параметр: Опора, единица: баллов"
FORM = "вид: рабочая, название: А, участники: [пара], зачем: Б"
SECOND_PAIR = "# data/pairs/2026-morozova-orlov.yml\nнаставник: morozova\n"
BOTH = f"{ORDER}пары: [2026-sokolova-orlov, 2026-morozova-orlov]\n"
CLOSED = f"{PAIR}итог: {{основание: реализована полностью, дата: 19.11.2026, результаты: Да}}\n"
FULL = "заместитель директора по УВР"
SURVEY, IMPACT = "surveys/2025-kachestvo", "impact/2025-vliyanie"
NO_ANSWERS = f"{PAIR}встречи: []\n"
APPENDIX_OF_ORDER = text('"Приложение 1 к [приказу](acts/2026-prikaz-pary)."')
OUTCOME = "итог: {основание: реализована полностью, дата: 11.10.2026, результаты: Да}\n"
GROUP = "# data/mentees/kim.yml\nФИО: Ким Олег Петрович\n" + f"{PAIR}наставляемые: [orlov, kim]\n"
GOES_ON = f"{PAIR}продолжает пару: 2024-sokolova-orlov\n"
COLOURS = {"П-40", "П-41"}
"""What the colours of a school are told; tried on both sides in ``test_appearance``."""
BORDERS = [
    # code, what passes, what is told, where it points
    ("П-01", text('"[Приказ](acts/2026-reestr)"'), text('"[Приказ](acts/2025-reestr)"'), '"[При'),
    (
        "П-02",
        meetings("дата: 12.10.2026, минут: 60, ответы: {что получилось: Всё}"),
        meetings("дата: 12.10.2026, минут: 60, ответы: {что вышло: Всё}"),
        "Всё",
    ),
    ("П-03", meetings("дата: 05.10.2026"), meetings("дата: 04.10.2026"), "04.10.2026"),
    ("П-03", meetings("дата: 20.11.2026"), meetings("дата: 21.11.2026"), "21.11.2026"),
    (
        "П-03",
        meetings("дата: 12.10.2026", "дата: 12.10.2026"),
        meetings("дата: 12.10.2026", "дата: 11.10.2026"),
        "11.10.2026",
    ),
    (
        "П-03",
        meetings("дата: 11.10.2026") + OUTCOME,
        meetings("дата: 12.10.2026") + OUTCOME,
        "11.10.2026",
    ),
    (
        "П-04",
        meetings("дата: 12.10.2026, минут: 60"),
        meetings("дата: 12.10.2026, минут: 59"),
        "59",
    ),
    ("П-06", plan("05.10.2026", "02.01.2027"), plan("05.10.2026", "01.01.2027"), "01.01.2027"),
    ("П-06", plan("05.10.2026", "06.10.2027"), plan("05.10.2026", "07.10.2027"), "07.10.2027"),
    (
        "П-06",
        prolonged("31.12.2027", "28.05.2027"),
        plan("05.10.2026", "31.12.2027"),
        "31.12.2027",
    ),
    ("П-07", papers(), f"{PAIR}допсоглашение:\n", "наставник"),
    ("П-07", papers(), f"{PAIR}приказ:\n", "наставник"),
    ("П-08", plan("05.08.2026", "20.11.2026"), plan("05.08.2026", "19.11.2026"), "19.11.2026"),
    ("П-08", f"{PAIR}{OUTCOME}", plan("05.08.2026", "10.11.2026"), "10.11.2026"),
    ("П-09", f"{MENTOR}вместимость: 2\n{GROUP}", f"{MENTOR}вместимость: 1\n{GROUP}", "1"),
    ("П-10", f"{ORDER}пары: [2026-sokolova-orlov]\n", f"{ORDER}пары: []\n", "2026-prikaz"),
    ("П-10", f"{ORDER}{PAIR}", f"{PAIR}приказ:\n", "2026-sokolova"),
    ("П-11", f"{CASE}статус: черновик\n{OF_OTHER}", f"{CASE}{OF_OTHER}", "2026-sokolova"),
    ("П-11", f"{CASE}{OF_OTHER}{PAIR}{OUTCOME}", f"{CASE}{OF_OTHER}", "2026-sokolova"),
    ("П-12", f"{CASE}опубликован: 20.06.2025\n", f"{CASE}опубликован:\n", "опубликован"),
    ("П-12", f"{CASE}статус: черновик\nопубликован:\n", f"{CASE}опубликован:\n", "опубликован"),
    ("П-13", "", f"{CASE}запрос: Шумно.\nчто делали: Слушали.\nрезультат: Тихо.\n", "Тихий"),
    ("П-14", GOES_ON, f"{GOES_ON}наставник: morozova\n{second_mentor()}", "2024-sokolova"),
    ("П-15", photo("sokolova.jpg"), photo("petrova.jpg"), "petrova.jpg"),
    ("П-16", photo("sokolova.jpg"), photo("../school.yml"), "../school"),
    ("П-17", consent("28.08.2024"), f"{MENTEE}согласия: []\n", "Орлов"),
    (
        "П-17",
        consents("вид: обработка, дата: 28.08.2024, отозвано: 21.11.2026"),
        f"{MENTEE}согласия: [{{вид: обработка, дата: 28.08.2024, отозвано: 20.11.2026}}]\n",
        "Орлов",
    ),
    (
        "П-19",
        meetings("дата: 12.10.2026, формат: переписка"),
        meetings("дата: 12.10.2026"),
        "{вид",
    ),
    ("П-33", f"{CASE}статус: черновик\nкратко: {GAP}\n", f"{CASE}кратко: {GAP}\n", GAP),
    ("П-05", prolonged("01.06.2027", "28.05.2027"), prolonged("31.05.2027", "28.05.2027"), "31.05"),
    ("П-05", person_left("01.09.2024"), person_left("31.08.2024"), "31.08.2024"),
    (
        "П-05",
        consents("вид: обработка, дата: 28.08.2024, до: 28.08.2024"),
        consents("вид: обработка, дата: 28.08.2024, до: 27.08.2024"),
        "27.08.2024",
    ),
    (
        "П-05",
        consents("вид: распространение, дата: 01.09.2026, отозвано: 01.09.2026"),
        consents("вид: распространение, дата: 01.09.2026, отозвано: 31.08.2026"),
        "31.08.2026",
    ),
    ("П-05", rest("26.10.2026", "26.10.2026"), rest("26.10.2026", "25.10.2026"), "25.10.2026"),
    ("П-18", second_mentor(), second_mentor(ФИО="Соколова  Анна Викторовна"), "Соколова"),
    ("П-20", second_mentor(), second_mentor() + SECOND_PAIR + BOTH, "Орлов"),
    ("П-21", consent("07.10.2024"), consent("08.10.2024"), "07.10.2024"),
    ("П-21", consents("вид: обработка, дата: 06.10.2026"), consent("06.10.2026"), "05.10.2026"),
    ("П-21", papers(written="05.10.2026"), papers(written="06.10.2026"), "05.10.2026"),
    ("П-21", papers(addendum="05.10.2026"), papers(addendum="06.10.2026"), "05.10.2026"),
    ("П-21", f"{ORDER}дата: 05.10.2026\n", f"{ORDER}дата: 06.10.2026\n", "05.10.2026"),
    ("П-22", register("sokolova"), register("morozova"), "sokolova"),
    ("П-22", register("morozova", статус="утратил силу"), register("morozova"), "sokolova"),
    ("П-22", register("morozova", дата="21.11.2026"), register("morozova"), "sokolova"),
    ("П-23", trained("02.09.2026"), trained("01.09.2026"), "sokolova"),
    ("П-23", untrained(дата="01.09.2026"), untrained(дата="31.08.2026"), "morozova"),
    ("П-24", text("Гости пришли в школу № 5."), text("Гости пришли в школу № 54."), "Гости"),
    ("П-24", text("Пишем в МБОУ СОШ № 5."), text("Положение МБОУ СОШ № 22."), "Положение"),
    ("П-24", text("Кабинет школы, № 9, открыт."), text("Опыт гимназии № 5 не наш."), "Опыт"),
    ("П-24", guests() + f"{MENTOR}место работы: СОШ № 7\n", guests(), "Приехали"),
    ("П-24", guests() + contract("О дружбе со школой № 7"), guests(), "Приехали"),
    ("П-24", guests() + excepted("школы № 7"), guests() + excepted("школы № 8"), "Приехали"),
    (
        "П-24",
        f"{MENTOR}о себе: Работала в школе № 7.\n",
        f"{MENTEE}основной запрос: Как в школе № 7\n",
        "Как в",
    ),
    ("П-25", item(done="01.08.2024"), item(done="31.07.2024"), "31.07.2024"),
    ("П-25", item(done="20.11.2026"), item(done="21.11.2026"), "21.11.2026"),
    ("П-25", item(due="август 2027"), item(due="сентябрь 2027"), "сентябрь 2027"),
    ("П-25", item(due='"2024"'), item(due='"2023"'), '"2023"'),
    ("П-25", item(due="ежегодно, май"), item(due="май 2024"), "май 2024"),
    ("П-25", titled("на 2024–2027 годы"), titled("на 2023-2026 годы"), "План на 2023"),
    ("П-25", roadmap_act(статус="утратил силу"), roadmap_act(), "Карта"),
    (
        "П-26",
        appendices("Список — в приложении 2.", "Форма", "Список"),
        appendices("Список — в приложении 3.", "Форма", "Список"),
        "Список — в",
    ),
    (
        "П-26",
        appendices("Смотрите приложение № 4.", "Приложение 4. Форма"),
        appendices("Смотрите приложение № 1.", "Приложение 4. Форма"),
        "Смотрите",
    ),
    ("П-26", appendices("По приложению 7 к письму."), appendices("По приложению 7."), "По прил"),
    ("П-26", APPENDIX_OF_ORDER + appendices("О парах.", "Форма"), APPENDIX_OF_ORDER, '"Прил'),
    ("П-27", posts(FULL, "учитель"), posts(FULL, "зам. директора по УВР"), "зам. директора"),
    ("П-27", posts(FULL, "заместитель директора по ВР"), posts(FULL, FULL.upper()), "ЗАМ"),
    (
        "П-27",
        posts("заместитель директора по научно-методической работе", "завуч по НМР"),
        posts("заместитель директора по научно-методической работе", "зам.директора по НМР"),
        "зам.директора",
    ),
    (
        "П-27",
        posts("педагог-психолог", "педагог-организатор"),
        posts("педагог-психолог", "Педагог — психолог"),
        "Педагог",
    ),
    (
        "П-27",
        posts("учитель", "учитель труда"),
        posts("учитель труда", "учитель  труда"),
        "учитель  ",
    ),
    ("П-28", subjects("himiya", "fizika"), subjects("himiya", "himiya"), "himiya, название"),
    (
        "П-28",
        listed("вопросы", SURVEY, f"ключ: польза, {QUESTION}", f"ключ: вред, {QUESTION}"),
        listed("вопросы", SURVEY, f"ключ: польза, {QUESTION}", f"ключ: Польза, {QUESTION}"),
        "Польза",
    ),
    (
        "П-28",
        listed("параметры", IMPACT, f"ключ: опора, {PARAMETER}", f"ключ: сила, {PARAMETER}"),
        listed("параметры", IMPACT, f"ключ: сила, {PARAMETER}", f"ключ: сила, {PARAMETER}"),
        "сила",
    ),
    (
        "П-28",
        listed("бланки", "meetings", FORM, FORM.replace("рабочая", "пробная")) + NO_ANSWERS,
        listed("бланки", "meetings", FORM, FORM) + NO_ANSWERS,
        "рабочая",
    ),
    ("П-29", person_left("21.11.2026"), person_left("20.11.2026"), "20.11.2026"),
    ("П-29", person_left("21.11.2026") + CLOSED, person_left("20.11.2026") + CLOSED, "sokolova"),
    (
        "П-29",
        untrained(дата="02.09.2026") + second_left("02.09.2026"),
        untrained(дата="02.09.2026") + second_left("01.09.2026"),
        "morozova",
    ),
    (
        "П-29",
        second_left("01.09.2025") + award(),
        second_left("31.08.2025") + award(),
        "morozova",
    ),
    ("П-30", joined("07.10.2024"), joined("08.10.2024"), "07.10.2024"),
    ("П-30", second_joined("31.08.2026") + award(), second_joined("01.09.2026") + award(), "mor"),
    ("П-31", agreed("02.09.2026"), agreed("03.09.2026"), "03.09.2026"),
    ("П-31", prolonged("30.06.2027", "31.05.2027"), prolonged("30.06.2027", "01.06.2027"), "01.06"),
    ("П-32", f"{MENTEE}год рождения: 2008\n", f"{MENTEE}год рождения: 2009\n", "2009"),
    ("П-32", f"{MENTEE}год рождения: 1935\n", f"{MENTEE}год рождения: 1934\n", "1934"),
]


@pytest.mark.parametrize(
    ("code", "sound", "wrong", "place"), BORDERS, ids=[f"{b[0]}-{b[3]}" for b in BORDERS]
)
def test_a_contradiction_is_told_and_its_neighbour_is_not(
    tmp_path: Path, code: str, sound: str, wrong: str, place: str
) -> None:
    assert [p for p in told(tmp_path / "sound", sound) if p.code == code] == []
    found = [p for p in told(tmp_path / "wrong", wrong) if p.code == code]
    assert found, told(tmp_path / "again", wrong)
    assert any(line_of(tmp_path / "wrong", p).startswith(place) for p in found)
    assert all(p.hint for p in found)


def test_every_contradiction_is_tried_on_both_sides() -> None:
    tried = {border[0] for border in BORDERS} | COLOURS
    assert sorted(tried) == sorted(c for c in ENTRIES if c[0] == "П")


def test_a_mentor_in_an_act_is_in_the_bank(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, REGISTER + "наставники: [Соколова Анна Викторовна, sokol]\n")
    assert (problem.code, problem.span.path) == ("Н-01", "data/acts/2026-reestr.yml")


def test_the_other_writing_of_a_post_is_named_with_its_place(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, posts(FULL, "зам. директора по УВР"))
    lines = (tmp_path / "data/school.yml").read_text(encoding="utf-8").split("\n")
    number = next(number for number, line in enumerate(lines, 1) if FULL in line)
    place = f"data/school.yml:{number}:{lines[number - 1].index(FULL) + 1}"
    assert problem.hint == f"напишите одинаково: {FULL}; так в {place}"
