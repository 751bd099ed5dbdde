"""Commands that write: what a curator asks for is in the file, and nothing else is changed."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import cli
from generator.diagnostics import Level
from tests.command import edit, nastavnik, snapshot
from tests.first_records import PAIR, WRITTEN, by_commands, call
from tests.sound_school import problems_in
from tests.talking import talk

OWN = "2026-obrazcova-novikova"
OWN_FILE = f"data/pairs/{OWN}.yml"
TODAY = ("--today", "20.11.2026")


def run(school: Path, command: str, *options: str, today: str = "20.11.2026") -> Result:
    arguments = [*command.split(), "--project", str(school), "--today", today, *options]
    return CliRunner().invoke(cli, arguments)


def changed(before: str, after: str) -> list[str]:
    """Return the lines that went and came, as «-…» and «+…»."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


def change(school: Path, path: str, command: str, *options: str) -> list[str]:
    """Run a command and return what it changed in the only file it may change."""
    files = snapshot(school)
    call(school, command, *options)
    now = snapshot(school)
    other = [name for name in now if now[name] not in {files.get(name), b"folder"}]
    assert other == [path]
    assert_sound(school)
    return changed(files.get(path, b"").decode(), now[path].decode())


def assert_sound(school: Path) -> None:
    found = [problem for problem in problems_in(school) if problem.level is Level.ERROR]
    assert not found, found


# New records


def test_questions_and_parameters_write_the_same_files(new_school: Path, tmp_path: Path) -> None:
    asked = Path(shutil.copytree(new_school, tmp_path / "asked"))
    by_commands(new_school)
    assert_sound(new_school)
    calls = [
        *(("new", kind, *TODAY) for kind in ("mentor", "mentee", "pair")),
        ("record", "meeting", "Соколова", *TODAY),
        ("record", "meeting", PAIR, *TODAY),
        ("record", "outcome", "Соколова", *TODAY),
        ("new", "case", *TODAY),
    ]
    shown = talk(calls, ANSWERS, asked)
    for slip in SLIPS:
        assert slip in shown, shown
    for file in WRITTEN:
        assert (asked / file).read_text("utf-8") == (new_school / file).read_text("utf-8"), file


ANSWERS = (
    # Наставник: неполное имя, пустая должность, шаг назад
    *("Соколова", "Соколова Анна Викторовна", "", "учитель химии", "<", "учитель химии", ""),
    *("химия", "2", "точные науки", "уроки с опытами", "подготовка к ЕГЭ", ""),
    *("«Учитель года», 2024", "", "1.09.2026", "", "32.08.2026", "28.08.2026", "", "да"),
    # Наставляемый
    *("Орлов Илья Сергеевич", "учитель химии", "", "химия", "2002", "молодой"),
    *("Начать урок вовремя", "дисциплина", "01.09.2026", "28.08.2026", "может быть", "д"),
    # Пара
    *("Соколова Анна Викторовна", "2", "1", "традиц", "новичок", "05.10.2026", ""),
    *("1", "25.09.2026", "12/2026", "30.09.2026", ""),
    # Знакомство: вид предложен; из девяти ответов дан один
    *("", "05.10.2026", "", "40", "", "", "", "Помню: мне самой помогли", *[""] * 7, "", "", ""),
    # Планирование с целью
    *("планирование", "19.10.2026", "", "60", "", "", *[""] * 5),
    *("Договорились о цели", ""),
    *("Урок начинается вовремя", "разбор уроков", "", "декабрь 2026", "10 уроков подряд", ""),
    "",
    # Итог
    *("реализована", "19.11.2026", "Урок начинается вовремя: 12 раз подряд", "", "9", ""),
    *("", "выполнено", ""),
    # Кейс
    *(PAIR, "Урок начинается вовремя", "", ""),
)
SLIPS = (
    "«Соколова» — не полное имя",
    "без этого записать нельзя",
    "32.08.2026",
    "напишите да или нет",
)


ASKED: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "act": (
        "new act",
        # Не тот вид, шаг назад, число вместо даты, лишний пробел, абзацы, «нет» сайту
        (
            *("бумага", "приказ о закреп", " О закреплении пар ", "<", "О парах", "88-о", "88"),
            *("16.11.2026", "Закрепляет пары.", "Список — в тексте.", "", "2"),
            *("2026-obrazcova-novikova", ""),
        ),
        (
            *("--kind", "приказ о закреплении пар", "--title", "О парах", "--number", "88-о"),
            *("--date", "16.11.2026", "--about", "Закрепляет пары.\n\nСписок — в тексте."),
            *("--public", "нет", "--pair", OWN),
        ),
    ),
    "news": (
        "new news",
        # Пустой заголовок и рубрика, дата по умолчанию, текст в два абзаца
        (
            *("", "Пары начали: работу", "", "", "События", "Все встретились", "Было шумно."),
            *("И весело: все пришли.", "", "д"),
        ),
        (
            *("--title", "Пары начали: работу", "--date", "20.11.2026", "--category", "События"),
            *("--lead", "Все встретились", "--text", "Было шумно.\n\nИ весело: все пришли."),
        ),
    ),
    "consent": (
        "record consent Образцова",
        # Ничего не названо, место вместо сведений, номера вместо слов
        (
            *("распр", "завтра", "1.11.2026", "Р-26/7", "31.08.2027", "", "кейсы", "1, фото"),
            *("", "да"),
        ),
        (
            *("--kind", "распространение", "--date", "01.11.2026", "--number", "Р-26/7"),
            *("--until", "31.08.2027", "--show", "ФИО", "--show", "фото"),
        ),
    ),
}
"""A command, answers with slips to its questions, parameters that say the same."""


@pytest.mark.parametrize("what", ASKED)
def test_what_is_asked_is_written_as_what_is_given(
    new_school: Path, tmp_path: Path, what: str
) -> None:
    command, answers, options = ASKED[what]
    asked = Path(shutil.copytree(new_school, tmp_path / "asked"))
    call(new_school, command, *options)
    shown = talk([(*command.split(), *TODAY)], answers, asked)
    assert "Записать? [Да/нет]" in shown
    assert snapshot(asked / "data") == snapshot(new_school / "data")
    assert snapshot(asked / "data") != {}
    assert_sound(asked)


@pytest.mark.parametrize("first", [True, False])
def test_a_consent_by_hand_and_by_command_is_the_same(new_school: Path, *, first: bool) -> None:
    """A line like the one in the guide, whatever stands in the file already."""
    file = new_school / "data/mentors/obrazcova.yml"
    if first:
        text = file.read_text("utf-8").partition("согласия:")[0]
        file.write_text(f"{text}согласия: []\n", encoding="utf-8", newline="\n")
    consent = (
        "{вид: распространение, дата: 01.11.2026, до: 31.08.2027, сведения: [ФИО, фото, отзыв]}"
    )
    text = file.read_text("utf-8").replace("согласия: []", "согласия:")
    options = ("--kind", "распространение", "--date", "01.11.2026", "--until", "31.08.2027")
    options += ("--show", "ФИО", "--show", "фото", "--show", "отзыв")
    call(new_school, "record consent Образцова", *options)
    assert file.read_text("utf-8") == f"{text}  - {consent}\n"
    guide = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
    assert "\n  - {вид: распространение, дата: 28.08.2024, до: 31.08.2027, сведения: [ФИО" in guide


NEW = {
    "mentor": (
        *("--name", "Ким Вера Павловна", "--post", "учитель физики", "--type", "предметник"),
        *("--sphere", "точные науки", "--competence", "опыты", "--joined", "01.09.2026"),
        *("--processing", "28.08.2026"),
    ),
    "mentee": (
        *("--name", "Ким Олег Павлович", "--post", "учитель: физики", "--born", "2001"),
        *("--kind", "молодой специалист", "--request", "Не робеть #совсем"),
        *("--joined", "01.09.2026", "--processing", "28.08.2026"),
    ),
    "pair": (
        *("--mentor", "Образцова Мария Ивановна", "--mentee", "novikova"),
        *("--form", "педагог – педагог", "--kind", "виртуальное", "--model", "физик – русисту"),
        *("--start", "20.11.2026", "--end", "31.05.2027"),
    ),
    "act": (
        *("--kind", "положение", "--title", "Положение о наставничестве", "--number", "12-о"),
        *("--date", "02.09.2026", "--about", "Как у нас устроено: {правила}"),
    ),
    "news": (
        *("--title", "Пары начали: работу", "--date", "14.10.2026", "--category", "События"),
        *("--lead", "Начали", "--text", "Встретились все пары.\n\nБыло шумно."),
    ),
    "case": ("--from", OWN, "--title", "Тихий урок"),
}
"""Calls that write one file in a school that has just begun."""
FILES = {
    "mentor": "data/mentors/kim.yml",
    "mentee": "data/mentees/kim.yml",
    "pair": "data/pairs/2026-obrazcova-novikova-2.yml",
    "act": "data/acts/2026-polozhenie.yml",
    "news": "data/news/2026-10-pary-nachali-rabotu.yml",
    "case": "data/cases/tihiy-urok.yml",
}
WANTED = {
    "mentor": "основные компетенции: [опыты]\n# важные достижения — списком",
    "mentee": 'основной запрос: "Не робеть #совсем"\n',
    "pair": "наставник: obrazcova\nнаставляемые: [novikova]\nформа: педагог – педагог\n",
    "act": 'номер: 12-о\nдата: 02.09.2026\nо чём: "Как у нас устроено: {правила}"\n',
    "news": "текст: |\n  Встретились все пары.\n\n  Было шумно.\n",
    "case": "название: Тихий урок\nстатус: черновик\nпара: 2026-obrazcova-novikova\n",
}


@pytest.mark.parametrize("kind", [kind for kind in NEW if kind != "pair"])
def test_a_new_record_is_a_sound_commented_file_of_its_own(new_school: Path, kind: str) -> None:
    lines = change(new_school, FILES[kind], f"new {kind}", *NEW[kind])
    text = (new_school / FILES[kind]).read_text("utf-8")
    assert lines == [f"+{line}" for line in text.splitlines()]
    assert WANTED[kind] in text
    assert "#" in text or kind == "act"


def test_words_of_lists_are_taken_however_they_are_typed(new_school: Path) -> None:
    for kind in ("mentor", "mentee"):
        call(new_school, f"new {kind}", *NEW[kind])
    words = ("--form", "Педагог - педагог", "--kind", "Традиц", "--model", "новичок-мастер")
    people = ("--mentor", "kim", "--mentee", "Ким Олег Павлович")
    call(new_school, "new pair", *people, *words, *NEW["pair"][-4:])
    text = (new_school / "data/pairs/2026-kim-kim.yml").read_text("utf-8")
    assert "форма: педагог – педагог\nвид: традиционное\nмодель: новичок – мастер\n" in text
    day = ("--date", "20.11.2026", "--minutes", "40")
    call(new_school, "record meeting 2026-kim-kim", "--kind", "ЗНАКОМСТВО", *day)
    text = (new_school / "data/pairs/2026-kim-kim.yml").read_text("utf-8")
    assert "  - вид: знакомство\n" in text


def test_a_pair_formed_twice_is_told_of(new_school: Path) -> None:
    done = run(new_school, "new pair", *NEW["pair"])
    assert done.exit_code == 0
    assert "наставляемый сразу в нескольких парах" in done.output


def test_a_pair_of_free_people_is_a_sound_file(new_school: Path) -> None:
    for kind in ("mentor", "mentee"):
        call(new_school, f"new {kind}", *NEW[kind])
    people = ("--mentor", "kim", "--mentee", "Ким Олег Павлович")
    path = "data/pairs/2026-kim-kim.yml"
    lines = change(new_school, path, "new pair", *people, *NEW["pair"][4:])
    assert lines[1:3] == ["+наставник: kim", "+наставляемые: [kim]"]


@pytest.mark.parametrize("kind", NEW)
def test_a_dry_run_shows_the_file_and_writes_nothing(new_school: Path, kind: str) -> None:
    if kind == "pair":
        call(new_school, "record outcome", OWN, *OUTCOME)
    before = snapshot(new_school)
    done = run(new_school, f"new {kind}", *NEW[kind], "--dry-run")
    assert done.exit_code == 0, done.output
    assert f"+++ {FILES[kind]}" in done.output
    assert WANTED[kind].splitlines()[0] in done.output
    assert snapshot(new_school) == before


OUTCOME = ("--reason", "реализована полностью", "--date", "19.11.2026", "--results", "Удалось")


@pytest.mark.parametrize(
    ("command", "options", "told"),
    [
        ("new mentor", ("--name", "Ким"), "--name: «Ким» — не полное имя"),
        ("new mentor", ("--type", "мастер"), "консультант; предметник"),
        ("new mentor", ("--name", "Сокoлова Анна Викторовна"), "латинск"),
        ("new mentor", ("--joined", "31.02.2026"), "--joined"),
        ("new mentor", ("--capacity", "много"), "--capacity"),
        ("new mentor", ("--subject", "хмия"), "химия"),
        ("new mentor", (), "не указано: --name (ФИО), --post (должность)"),
        ("new mentee", ("--born", "двадцать"), "--born"),
        ("new pair", ("--mentor", "Обрасцова Мария Ивановна"), "Образцова Мария Ивановна"),
        ("new pair", ("--mentee", "nikto"), "--mentee"),
        ("new act", ("--kind", "бумага"), "--kind"),
        ("new act", ("--public", "может"), "--public"),
        ("new news", ("--date", "вчера"), "--date"),
        ("new case", ("--from", "Петров"), "нет пары «Петров»"),
        ("new mentor", (*NEW["mentor"], "--id", "Ким"), "имя файла «Ким» не годится"),
        ("new mentor", (*NEW["mentor"], "--id", "obrazcova"), "уже есть; выберите другое имя"),
        ("new mentor", (*NEW["mentor"], "--name", "Образцова Мария Ивановна"), "уже в банке"),
        ("new mentor", (*NEW["mentor"], "--name", "Образцова Мария"), "это тот же человек — испр"),
        (
            "new mentor",
            (*NEW["mentor"], "--joined", "вчера", "--type", "добрый"),
            "напишите одно из: консультант; предметник\n        --joined: «вчера» — не дата",
        ),
        (f"record meeting {OWN}", ("--kind", "чаепитие"), "знакомство"),
        (f"record meeting {OWN}", ("--minutes", "час"), "--minutes"),
        (f"record meeting {OWN}", ("--kind", "рабочая", "--minutes", "60"), "не указано: --date"),
        (
            f"record meeting {OWN}",
            ("--kind", "рабочая", "--date", "21.11.2026", "--minutes", "60"),
            "ещё впереди: сегодня 20.11.2026",
        ),
        (
            f"record meeting {OWN}",
            ("--kind", "знакомство", "--date", "05.10.2026", "--minutes", "40"),
            "уже записана",
        ),
        (
            f"record meeting {OWN}",
            ("--kind", "рабочая", "--date", "16.11.2026", "--minutes", "60", "--goal", "7=снято"),
            "нет цели 7; целей 1",
        ),
        ("record meeting Петров", (), "нет пары «Петров»"),
        (f"record outcome {OWN}", (*OUTCOME, "--reason", "иной случай"), "--why"),
        (f"record outcome {OWN}", (*OUTCOME, "--date", "01.06.2027"), "ещё впереди"),
        (f"record outcome {OWN}", (*OUTCOME, "--achievement", "Урок"), "что|вид|дата"),
        (
            "record consent Образцова",
            ("--kind", "распространение", "--date", "01.11.2026"),
            "не указано: --show (что можно показывать)",
        ),
        ("record consent Образцова", ("--kind", "обработка", "--date", "28.08.2026"), "уже записа"),
        ("record consent Петрова", (), "нет человека «Петрова»"),
        ("record withdraw Образцова", (), "нет действующего согласия: распространение"),
        ("record withdraw Образцова", ("--processing", "--date", "01.01.2020"), "позже отзыва"),
        ("rollover 2030", ("--yes",), "следующий — 2027/28"),
        ("rollover осень", ("--yes",), "не учебный год"),
    ],
)
def test_a_wrong_call_is_told_and_writes_nothing(
    new_school: Path, command: str, options: tuple[str, ...], told: str
) -> None:
    before = snapshot(new_school)
    done = run(new_school, command, *options)
    assert done.exit_code == 2
    assert told in done.output
    assert snapshot(new_school) == before


def test_nothing_is_recorded_on_top_of_errors(new_school: Path) -> None:
    line = edit(new_school / "data/mentors/obrazcova.yml", "вместимость: 1 ", "вместимость: сто ")
    before = snapshot(new_school)
    done = run(new_school, "new act", *NEW["act"])
    assert done.exit_code == 1
    assert f"data/mentors/obrazcova.yml:{line}:" in done.output
    assert snapshot(new_school) == before


@pytest.mark.parametrize("encoding", ["cp1251", "cp866"])
def test_a_console_of_windows_and_a_pipe_read_what_was_written(
    new_school: Path, encoding: str
) -> None:
    call = ("new", "act", *NEW["act"], "--title", "О парах → всем", *TODAY)
    done = nastavnik(*call, "--dry-run", cwd=new_school, NO_COLOR="1", PYTHONIOENCODING=encoding)
    shown = done.raw.decode(encoding)
    assert done.code == 0, done.errors
    assert "+название: О парах -> всем" in shown
    assert "\x1b" not in shown
    assert "Traceback" not in done.errors
    done = nastavnik(*call, cwd=new_school, PYTHONIOENCODING=encoding)
    assert "название: О парах → всем" in (new_school / FILES["act"]).read_text("utf-8")


# A case out of a pair


def test_a_draft_tells_what_the_pair_has_written_and_marks_what_it_has_not(
    school_copy: Path,
) -> None:
    call(school_copy, "new case", "--from", "2024-sokolova-lebedev", "--title", "Опыт без спешки")
    assert_sound(school_copy)
    text = (school_copy / "data/cases/opyt-bez-speshki.yml").read_text("utf-8")
    story = "".join(line for line in text.splitlines(keepends=True) if line[:1] != "#")
    pair = school_copy / f"data/pairs/{story.split('пара: ')[1].split()[0]}.yml"
    written = pair.read_text("utf-8")
    for key in ("результат", "показатель"):
        first = written.split("цели:")[1].split(f"{key}: ")[1].splitlines()[0]
        assert first.strip('"') in text
    assert written.split("что получилось: ")[1].splitlines()[0].strip('"') in story
    for key in ("запрос", "что делали", "результат", "что не получилось", "как повторить"):
        _, _, section = story.partition(f"\n{key}: ")
        assert "…допишите…" in section.partition("\n\n\n")[0], key
    check = story.partition("самопроверка:\n")[2]
    for key in ("уникальность", "результаты", "переносимость"):
        line = next(row for row in check.splitlines() if row.startswith(f"  {key}: "))
        assert "…допишите…" in line
    assert "статус: черновик" in story


# Meetings, outcomes, consents


QUESTIONS = {
    "знакомство": "чем могу поделиться",
    "пробная": "благодаря чему",
    "планирование": "как измерить",
    "рабочая": "как себя чувствую",
    "итоговая": "самое ценное",
}


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_meeting_of_each_kind_has_its_own_questions(new_school: Path, kind: str) -> None:
    meeting = ("--kind", kind, "--date", "16.11.2026", "--minutes", "60")
    lines = change(
        new_school,
        OWN_FILE,
        f"record meeting {OWN}",
        *meeting,
        *("--answer", f"{QUESTIONS[kind]}=Всё: по плану", "--goal", "1=частично"),
        *("--who", "наставник", "--who", "куратор"),
    )
    assert lines == [
        "-      отметка: в работе",
        "+      отметка: частично",
        f"+  - вид: {kind}",
        "+    дата: 16.11.2026",
        "+    минут: 60",
        "+    участники: [наставник, куратор]",
        "+    ответы:",
        f'+      {QUESTIONS[kind]}: "Всё: по плану"',
    ]
    other = "чем запомнилось" if kind != "итоговая" else "мой опыт"
    before = snapshot(new_school)
    done = run(new_school, f"record meeting {OWN}", *meeting, "--answer", f"{other}=Да")
    assert done.exit_code == 2
    assert f"нет вопроса «{other}»; вопросы встречи «{kind}»: " in done.output
    assert QUESTIONS[kind] in done.output
    assert snapshot(new_school) == before


def test_the_next_kind_is_meant_and_meetings_stand_by_date(new_school: Path) -> None:
    late = ("--date", "09.11.2026", "--minutes", "60")
    assert "+  - вид: пробная" in change(new_school, OWN_FILE, f"record meeting {OWN}", *late)
    early = ("--kind", "рабочая", "--date", "12.10.2026", "--format", "переписка")
    lines = change(new_school, OWN_FILE, "record meeting Новикова", *early)
    assert lines == ["+  - вид: рабочая", "+    дата: 12.10.2026", "+    формат: переписка"]
    text = (new_school / OWN_FILE).read_text("utf-8")
    days = [
        line.split()[-1] for line in text.partition("встречи:")[2].splitlines() if "дата:" in line
    ]
    assert days == ["05.10.2026", "12.10.2026", "09.11.2026"]


def test_an_outcome_is_added_with_the_last_marks(new_school: Path) -> None:
    lines = change(
        new_school,
        OWN_FILE,
        f"record outcome {OWN}",
        *(*OUTCOME, "--reason", "иной случай", "--why", "Переезд", "--decision", "завершение"),
        *("--goal", "1=снято", "--achievement", "Открытый урок|открытый урок|12.11.2026"),
    )
    assert lines == [
        "-      отметка: в работе",
        "+      отметка: снято",
        "+итог:",
        "+  основание: иной случай",
        "+  дата: 19.11.2026",
        "+  результаты: Удалось",
        "+  решение: завершение",
        "+  пояснение: Переезд",
        "+  достижения для рейтинга:",
        "+    - что: Открытый урок",
        "+      вид: открытый урок",
        "+      дата: 12.11.2026",
    ]
    done = run(new_school, f"record outcome {OWN}", *OUTCOME)
    assert done.exit_code == 2
    assert "уже записан" in done.output


def test_a_consent_is_added_and_withdrawn_on_its_line(new_school: Path) -> None:
    path = "data/mentors/obrazcova.yml"
    shown = ("--show", "ФИО", "--show", "должность", "--number", "Р-1", "--until", "31.08.2027")
    signed = ("--kind", "распространение", "--date", "01.09.2026")
    lines = change(new_school, path, "record consent Образцова", *signed, *shown)
    consent = (
        "{вид: распространение, дата: 01.09.2026, номер: Р-1, до: 31.08.2027, "
        "сведения: [ФИО, должность]"
    )
    assert lines == [f"+  - {consent}}}"]
    done = run(new_school, "record withdraw Образцова", "--dry-run")
    assert "mentors/obrazcova.html — исчезнет" in done.output
    lines = change(new_school, path, "record withdraw Образцова", "--date", "15.11.2026")
    assert lines == [f"-  - {consent}}}", f"+  - {consent}, отозвано: 15.11.2026}}"]


def test_consent_to_processing_is_withdrawn_when_asked(new_school: Path) -> None:
    path = "data/mentees/novikova.yml"
    lines = change(new_school, path, "record withdraw Новикова", "--processing")
    assert lines == [
        "-  - {вид: обработка, дата: 28.08.2026}",
        "+  - {вид: обработка, дата: 28.08.2026, отозвано: 20.11.2026}",
    ]


def test_the_manner_of_an_edited_file_stays(new_school: Path) -> None:
    """Comments, quotes, alignment, Windows' line breaks and the mark of Notepad stay."""
    file = new_school / OWN_FILE
    text = file.read_text("utf-8").replace(
        "наставник: obrazcova", 'наставник:   "obrazcova"  # кто'
    )
    text = text.replace("    минут: 40", "    минут:    '40'   # с чаем")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    before = file.read_bytes()
    call(new_school, f"record meeting {OWN}", "--date", "16.11.2026", "--minutes", "60")
    added = "  - вид: пробная\r\n    дата: 16.11.2026\r\n    минут: 60\r\n"
    assert file.read_bytes() == before + added.encode()
