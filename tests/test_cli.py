"""What a user meets at the command line: right calls, wrong calls, any console, any folder."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from generator.cli import cli
from tests.command import (
    COMMAND,
    ORDINARY_USER,
    SMALL_DISK,
    Done,
    but_for_cache,
    edit,
    environment,
    nastavnik,
    run,
    snapshot,
)

CLEAN, PROBLEMS, WRONG_CALL = 0, 1, 2
WORDS_OF_ANY_LANGUAGE = {
    *("public", "internal", "all", "text", "json", "github", "GitHub"),
    *("site", "site-internal", "data", "content", "theme", "mkdocs.yml", "readme.txt"),
    *("VS", "Code", "YAML", "DOCX", "PDF", "XLSX", "CSV", "ICS", "HTML", "Word", "Excel"),
}
LATIN = re.compile(r"(?:--?)?[A-Za-z][\w.-]*(?<![.-])")
RUSSIAN = re.compile(r"[А-Яа-яЁё]")
ESCAPE = "\x1b"
MENTOR = "data/mentors/obrazcova.yml"
WIDTH = 80
# A day when nothing of the example is overdue.
CALM_DAY = "08.10.2026"
LONG_WAIT = 300


def commands() -> dict[str, click.Command]:
    """Return every command by the words that call it, groups among them."""
    found: dict[str, click.Command] = {"": cli}
    for words, command in found.copy().items():
        found |= _inner(words, command)
    return found


def _inner(words: str, command: click.Command) -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name, inner in getattr(command, "commands", {}).items():
        call = f"{words} {name}".strip()
        found |= {call: inner, **_inner(call, inner)}
    return found


COMMANDS = commands()
NOT_RUSSIAN_BY_RIGHT = {
    *WORDS_OF_ANY_LANGUAGE,
    *("nastavnik", "-h", "--help"),
    *("html", "docx", "pdf", "publish.yml", "CMS", "kit.csv", "changes.json", "report.xlsx"),
    "otchet-ГОД",
    *("mkdocs-material", "Hugo", "Eleventy", "Zensical", "Python", "npm", "bench.md"),
    *(word for call in COMMANDS for word in call.split()),
    *(o for c in COMMANDS.values() for p in c.params for o in (*p.opts, *p.secondary_opts)),
}


def spoil(school: Path) -> str:
    """Make a slip in the example mentor; return its place as path:line:column."""
    line = edit(school / MENTOR, "вместимость: 1  ", "вместимость: «много» — до упора  ")
    return f"{MENTOR}:{line}:{len('вместимость: ') + 1}"


def is_russian_refusal(done: Done) -> bool:
    """Tell whether a call was refused with a message in Russian and nothing else."""
    assert done.code == WRONG_CALL, done.text
    assert done.out == ""
    assert "Traceback" not in done.errors
    last = done.errors.strip().splitlines()[-1]
    return last.startswith("Ошибка: ") and RUSSIAN.search(last.removeprefix("Ошибка: ")) is not None


def latin_words(text: str) -> set[str]:
    return set(LATIN.findall(text))


# Exit codes


@pytest.mark.parametrize(
    "call",
    [
        ("check",),
        ("check", "--format", "json"),
        ("audit", "site"),
        ("--help",),
        ("--version",),
    ],
    ids=" ".join,
)
def test_a_call_without_problems_ends_with_zero(built_school: Path, call: tuple[str, ...]) -> None:
    done = nastavnik(*call, cwd=built_school)
    assert done.code == CLEAN, done.text
    assert done.errors == ""


def test_build_and_init_end_with_zero_when_all_is_well(tmp_path: Path) -> None:
    assert nastavnik("init", "school", cwd=tmp_path).code == CLEAN
    assert nastavnik("build", cwd=tmp_path / "school").code == CLEAN


@pytest.mark.parametrize("command", ["check", "build"])
def test_problems_in_the_data_end_with_one(new_school: Path, command: str) -> None:
    place = spoil(new_school)
    done = nastavnik(command, cwd=new_school)
    assert done.code == PROBLEMS
    assert place in done.text
    assert "1\u00a0ошибка" in done.text


def test_audit_ends_with_one_when_it_finds_something(built_school: Path) -> None:
    done = nastavnik("audit", "site-internal", cwd=built_school)
    assert done.code == PROBLEMS
    assert "Публиковать нельзя" in done.out


def test_audit_of_an_empty_folder_is_not_a_clean_one(built_school: Path, tmp_path: Path) -> None:
    done = nastavnik("audit", tmp_path, cwd=built_school)
    assert done.code == PROBLEMS
    assert "Чисто" not in done.text


# Help


@pytest.mark.parametrize("call", COMMANDS)
def test_help_is_russian_and_fits_the_screen(built_school: Path, call: str) -> None:
    done = nastavnik(*call.split(), "--help", cwd=built_school, COLUMNS=str(WIDTH))
    assert done.code == CLEAN
    assert latin_words(done.out) - NOT_RUSSIAN_BY_RIGHT == set()
    assert max(map(len, done.out.splitlines())) <= WIDTH
    assert "  -h, --help" in done.out
    assert not re.search(r"[\w,;:]\.\.\.", done.out), "a command is told in half a sentence"


@pytest.mark.parametrize("call", COMMANDS)
def test_help_explains_every_parameter(built_school: Path, call: str) -> None:
    done = nastavnik(*call.split(), "--help", cwd=built_school, COLUMNS="100")
    parameters = done.out.split("Параметры:\n")[1].split("\n\n")[0]
    for entry in re.split(r"\n(?=  -)", parameters):
        name, _, words = entry.strip().partition("  ")
        assert len(RUSSIAN.findall(words)) > 3, name


def test_a_call_of_nothing_shows_the_commands(built_school: Path) -> None:
    done = nastavnik(cwd=built_school)
    assert done.code == WRONG_CALL
    for call in COMMANDS:
        assert f"  {call.split(' ')[0]}" in done.text


def test_russian_does_not_depend_on_the_language_of_the_system(built_school: Path) -> None:
    english = {"LANG": "en_US.UTF-8", "LC_ALL": "C", "LANGUAGE": "en"}
    done = nastavnik("build", "--help", cwd=built_school, **english)
    assert latin_words(done.out) - NOT_RUSSIAN_BY_RIGHT == set()
    assert is_russian_refusal(nastavnik("biuld", cwd=built_school, **english))


# Wrong calls


WRONG_CALLS = {
    "biuld": "нет команды «biuld»; возможно, «build»",
    "build --tooday 20.11.2026": "нет параметра «--tooday»; возможно, «--today»",
    "build -x": "нет параметра «-x»",
    "--project .": "нет параметра «--project»",
    "build public": "лишнее слово в вызове: «public»",
    "build --audience curator": "найдено «curator», ожидается одно из: «public», «internal», «all»",
    "serve --audience all": "одно из: «public», «internal»",
    "check --format xml": "одно из: «text», «json»",
    "build --today 31.02.2026": "«31.02.2026» — не дата, напишите так: 20.11.2026",
    "build --today 2026-11-20": "«2026-11-20» — не дата, напишите так: 20.11.2026",
    "check --today завтра": "«завтра» — не дата, напишите так: 20.11.2026",
    "audit site --today=": "«» — не дата, напишите так: 20.11.2026",
    "serve --today ноябрь": "«ноябрь» — не дата, напишите так: 20.11.2026",
    "build --today": "параметру «--today» нужно значение",
    "build --project nowhere": "«nowhere» не найдено",
    "build --project mkdocs.yml": "«mkdocs.yml» — файл, а нужна папка",
    "build --out mkdocs.yml": "«mkdocs.yml» — файл, а нужна папка",
    "build --out mkdocs.yml/out": "на месте папки стоит файл",
    "check --format": "параметру «--format» нужно одно из: «text», «json», «github»",
    "new dog": "нет команды «dog»; есть: mentor, mentee, pair, act, news, case",
    "new mentro": "нет команды «mentro»; возможно, «mentor»",
    "audit": "не указано «ПАПКА_САЙТА»",
    "audit nowhere": "нет папки nowhere; сначала соберите раздел: nastavnik build",
    "audit mkdocs.yml": "«mkdocs.yml» — файл, а нужна папка",
    "serve --port восемь": "«восемь» — не порт, нужно число от 1 до 65535",
    "serve --port 65536": "«65536» — не порт, нужно число от 1 до 65535",
    "serve --port 0": "«0» — не порт, нужно число от 1 до 65535",
    "init": "не указано «ПАПКА»",
    "init one two": "лишнее слово в вызове: «two»",
    "init .": "не пуста",
    "init mkdocs.yml": "«mkdocs.yml» — файл, а нужна папка",
    "init mkdocs.yml/school": "на месте папки стоит файл",
}


@pytest.mark.parametrize("call", WRONG_CALLS)
def test_a_wrong_call_is_explained_in_russian(built_school: Path, call: str) -> None:
    before = snapshot(built_school)
    done = nastavnik(*call.split(), cwd=built_school)
    assert is_russian_refusal(done)
    assert WRONG_CALLS[call] in done.errors
    assert snapshot(built_school) == before


_EVERY_CALL = """
import json, sys
from click.testing import CliRunner
from generator import console
from generator.cli import cli
console.speak_russian()
told = {}
for call in json.loads(sys.argv[1]):
    done = CliRunner().invoke(cli, call, prog_name="nastavnik", catch_exceptions=False)
    told[" ".join(call)] = [done.exit_code, done.stderr]
print(json.dumps(told))
"""


def test_every_command_refuses_every_slip_in_russian(demo: Path) -> None:
    """Unknown and half-typed parameters, a value left out, a word too many, nothing at all."""
    calls = []
    for name, command in COMMANDS.items():
        words = [word for p in command.params if p.required for word in given(p)]
        takes = [p.opts[0] for p in command.params if isinstance(p, click.Option) and not p.is_flag]
        flags = [p.opts[0] for p in command.params if isinstance(p, click.Option) and p.is_flag]
        enough = [
            word
            for p in command.params
            if p.required or isinstance(p, click.Argument)
            for word in given(p)
        ]
        slips = [["--sobaka"], [*enough, "лишнее"], *([option] for option in takes)]
        slips += [[f"{flag}=да"] for flag in flags]
        slips += [[]] if words else []
        calls += [[*name.split(), *slip] for slip in slips]
    script = (sys.executable, "-c", _EVERY_CALL, json.dumps(calls))
    done = run(*script, cwd=demo, PYTHONPATH=os.pathsep.join(sys.path))
    told = json.loads(done.out)
    assert len(told) > 150
    for call, (code, errors) in told.items():
        last = errors.strip().splitlines()[-1]
        assert (code, last[:8]) == (WRONG_CALL, "Ошибка: "), call
        assert RUSSIAN.search(last[8:]), last
        assert "'" not in last, last
        assert "«" in last, last


TABLE = "table.csv"


def calls_for_a_school() -> list[str]:
    """Return a call of every command that needs a school's folder."""
    return [
        " ".join((call, *(word for p in command.params if p.required for word in given(p))))
        for call, command in COMMANDS.items()
        if any(parameter.name == "project" for parameter in command.params)
    ]


def given(parameter: click.Parameter) -> tuple[str, ...]:
    """Return words that give a required parameter: a file where a file is needed."""
    kind = parameter.type
    needs_file = isinstance(kind, click.Path) and not kind.dir_okay
    value = TABLE if needs_file else "."
    return (parameter.opts[-1], value) if isinstance(parameter, click.Option) else (value,)


@pytest.mark.parametrize("call", calls_for_a_school())
def test_a_folder_that_is_no_school_is_named_with_what_to_do(tmp_path: Path, call: str) -> None:
    (tmp_path / TABLE).write_text("", encoding="utf-8")
    done = nastavnik(*call.split(), cwd=tmp_path)
    assert is_russian_refusal(done)
    assert str(tmp_path) in done.errors
    assert "--project" in done.errors
    assert "nastavnik init ПАПКА" in done.errors
    assert [file.name for file in tmp_path.iterdir()] == [TABLE]


def test_a_folder_without_rights_is_refused_in_russian(new_school: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    for call in (("build", "--out", locked), ("init", locked / "school")):
        done = nastavnik(*call, cwd=new_school, under=ORDINARY_USER)
        assert is_russian_refusal(done)
        assert "нет доступа: проверьте права" in done.errors
        assert str(locked) in done.errors
    assert list(locked.iterdir()) == []


def give_something_to_build(school: Path) -> None:
    """Change a school after its build: one that is as it was is not built again."""
    with (school / "data/school.yml").open("a", encoding="utf-8") as file:
        file.write("# исправлено\n")


def test_a_locked_project_keeps_its_site_when_it_cannot_be_rebuilt(new_school: Path) -> None:
    assert nastavnik("build", cwd=new_school).code == CLEAN
    give_something_to_build(new_school)
    before = snapshot(new_school)
    new_school.chmod(0o555)
    done = nastavnik("build", cwd=new_school, under=ORDINARY_USER)
    new_school.chmod(0o755)
    assert is_russian_refusal(done)
    assert snapshot(new_school) == before


def test_a_full_disk_is_told_in_russian_and_spoils_nothing(new_school: Path) -> None:
    assert nastavnik("build", cwd=new_school).code == CLEAN
    give_something_to_build(new_school)
    before = but_for_cache(snapshot(new_school))
    done = nastavnik("build", cwd=new_school, under=SMALL_DISK)
    assert is_russian_refusal(done)
    assert "велик" in done.errors
    assert but_for_cache(snapshot(new_school)) == before


# What check prints


def test_check_names_the_place_of_every_slip(school_copy: Path) -> None:
    mentor, mentee = "data/mentors/sokolova.yml", "data/mentees/orlov.yml"
    first = edit(school_copy / mentor, "тип: предметник", "тип: предметник-новатор")
    second = edit(school_copy / mentee, "должность: ", "долж-ность: ")
    done = nastavnik("check", cwd=school_copy)
    assert done.code == PROBLEMS
    assert f"{mentor}:{first}:{len('тип: ') + 1}: ошибка " in done.out
    assert f"{mentee}:{second}:1: ошибка " in done.out
    assert "    → " in done.out


def test_json_of_a_slip_is_for_programs(new_school: Path) -> None:
    path, line, column = spoil(new_school).split(":")
    done = nastavnik("check", "--format", "json", cwd=new_school)
    assert done.code == PROBLEMS
    assert done.errors == ""
    (slip,) = json.loads(done.out)
    assert list(slip) == ["code", "level", "file", "line", "column", "message", "hint"]
    assert slip["level"] == "error"
    assert (slip["file"], slip["line"], slip["column"]) == (path, int(line), int(column))
    assert re.fullmatch(r"[А-Я]-\d\d", slip["code"])
    assert "«много»" in slip["message"]


def test_json_of_clean_data_is_an_empty_list(built_school: Path) -> None:
    done = nastavnik("check", "--format", "json", "--today", CALM_DAY, cwd=built_school)
    assert json.loads(done.out) == []


@pytest.mark.parametrize("encoding", ["cp1251", "cp866"])
def test_json_stays_whole_on_a_console_without_unicode(new_school: Path, encoding: str) -> None:
    spoil(new_school)
    done = nastavnik("check", "--format", "json", cwd=new_school, PYTHONIOENCODING=encoding)
    (slip,) = json.loads(done.out)
    assert "«много»" in slip["message"]


# Consoles


@pytest.mark.parametrize("encoding", ["cp1251", "cp866"])
def test_a_console_without_unicode_keeps_russian_letters(new_school: Path, encoding: str) -> None:
    codepage = {"PYTHONIOENCODING": encoding}
    built = nastavnik("build", cwd=new_school, **codepage)
    assert built.code == CLEAN
    assert "откройте" in built.raw.decode(encoding)
    place = spoil(new_school)
    checked = nastavnik("check", cwd=new_school, **codepage)
    assert checked.code == PROBLEMS
    shown = checked.raw.decode(encoding)
    quoted = "«много»" if encoding == "cp1251" else '"много"'
    assert f"{place}: ошибка" in shown
    assert quoted in shown
    assert "?" not in shown
    refused = nastavnik("biuld", cwd=new_school, **codepage)
    assert f"нет команды {quoted.replace('много', 'biuld')}" in refused.errors
    helped = nastavnik("--help", cwd=new_school, **codepage)
    assert "Как вызвать:" in helped.raw.decode(encoding)
    for done in (built, checked, refused, helped):
        assert "Traceback" not in done.errors


def test_files_are_read_the_same_whatever_the_codepage_of_windows(new_school: Path) -> None:
    done = nastavnik("build", cwd=new_school, PYTHONWARNDEFAULTENCODING="1")
    assert done.code == CLEAN
    ours = [line for line in done.errors.splitlines() if f"{os.sep}generator{os.sep}" in line]
    assert [line for line in ours if "EncodingWarning" in line] == []


@pytest.mark.parametrize("call", ["check", "build", "biuld", "build --help"])
def test_a_pipe_gets_no_escape_codes(new_school: Path, call: str) -> None:
    spoil(new_school)
    done = nastavnik(*call.split(), cwd=new_school, TERM="xterm-256color")
    assert done.text
    assert ESCAPE not in done.text


def test_a_terminal_shows_colour_unless_asked_not_to(new_school: Path) -> None:
    spoil(new_school)
    for command in ("check", "build"):
        assert ESCAPE in on_terminal(command, cwd=new_school)
        plain = on_terminal(command, cwd=new_school, NO_COLOR="1")
        assert "ошибка" in plain
        assert ESCAPE not in plain


def on_terminal(*arguments: str, cwd: Path, **changes: str) -> str:
    """Return what a command shows on a terminal with colours."""
    ours, theirs = pty.openpty()
    settings = environment(TERM="xterm-256color", **changes)
    with subprocess.Popen(
        [COMMAND, *arguments], cwd=cwd, env=settings, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b"".join(iter(lambda: _some(ours), b""))
        process.wait(LONG_WAIT)
    os.close(ours)
    return shown.decode("utf-8")


def _some(terminal: int) -> bytes:
    """Read what there is; a terminal whose other end is closed ends with an error on Linux."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_a_reader_that_leaves_early_sees_no_traceback(new_school: Path) -> None:
    spoil(new_school)
    gone, end = os.pipe()
    os.close(gone)
    for command in (("check",), ("check", "--format", "json"), ("--help",)):
        done = subprocess.run(
            [COMMAND, *command],
            cwd=new_school,
            env=environment(),
            stdout=end,
            stderr=subprocess.PIPE,
            timeout=LONG_WAIT,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
    os.close(end)


# Folders


def test_any_folder_will_do_when_the_project_is_named(new_school: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for project in (str(new_school), os.path.relpath(new_school, elsewhere)):
        for call in (("build",), ("check",), ("audit", new_school / "site")):
            done = nastavnik(*call, "--project", project, cwd=elsewhere)
            assert done.code == CLEAN, done.text
    assert (new_school / "site/index.html").is_file()
    assert (new_school / "site-internal/index.html").is_file()
    assert list(elsewhere.iterdir()) == []


def test_paths_may_have_spaces_brackets_and_russian_letters(tmp_path: Path) -> None:
    school = tmp_path / "Наша школа № 5 [new] (черновик) :smile:"
    begun = nastavnik("init", school, cwd=tmp_path)
    assert begun.code == CLEAN, begun.text
    assert f'--project "{school}"' in begun.out
    built = nastavnik("build", "--project", school, cwd=tmp_path)
    assert built.code == CLEAN, built.text
    for site in ("site", "site-internal"):
        assert str(school / site / "index.html") in built.out
        assert (school / site / "index.html").is_file()
    audited = nastavnik("audit", school / "site", "--project", school, cwd=tmp_path)
    assert audited.code == CLEAN, audited.text


def test_the_school_is_started_where_it_is_asked(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in ("empty", "deep/down/there"):
        assert nastavnik("init", folder, cwd=tmp_path).code == CLEAN
        assert nastavnik("check", "--project", folder, cwd=tmp_path).code == CLEAN


# Summary of a build


def test_the_summary_names_both_folders_and_what_the_checks_found(new_school: Path) -> None:
    calm = nastavnik("build", "--today", CALM_DAY, cwd=new_school)
    assert "Проверки нашли: замечаний нет" in calm.out
    pair = "data/pairs/2026-obrazcova-novikova.yml"
    edit(new_school / pair, "приказ: 2026-prikaz-pary\n", "")
    warned = nastavnik("build", cwd=new_school)
    assert warned.code == CLEAN
    for site in ("site", "site-internal"):
        assert str(new_school / site / "index.html") in warned.out
    assert re.search(r"Проверки нашли: \d+\u00a0предупреждени[ея]", warned.out)
    assert re.search(rf"^{pair}:\d+:\d+: предупреждение ", warned.out, re.MULTILINE)


@pytest.mark.parametrize(
    ("audience", "there", "absent"),
    [("public", "site", "site-internal"), ("internal", "site-internal", "site")],
)
def test_one_audience_makes_one_folder(
    new_school: Path, audience: str, there: str, absent: str
) -> None:
    done = nastavnik("build", "--audience", audience, "--out", "out", cwd=new_school)
    assert done.code == CLEAN, done.text
    assert (new_school / "out" / there / "index.html").is_file()
    assert not (new_school / "out" / absent).exists()
    assert str(new_school / "out" / absent / "index.html") not in done.out
