"""Is anything ever stale? A school changed in random ways, built upon what is kept and anew.

``python -m tests.stale 500`` makes 500 sequences of changes in new random order each time. In
every third of them a live preview lives through all the changes, as ``nastavnik serve`` does, and
is held to a clean build too. Every fourth is about both sections, and is held to a clean build
after each change; the others are about the public one, whose last state is compared, so that there
may be many of them. ``python -m tests.stale 1 SEED`` repeats a sequence.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PIL import Image

from generator.adapters.building import build_all
from generator.adapters.serving import Preview
from generator.adapters.standing import FOLDERS, Order, standing
from generator.cache import program
from generator.diagnostics import DataError
from generator.starter import start
from tests.command import edit, snapshot

MENTOR = "data/mentors/obrazcova.yml"
SHOWN = "{вид: распространение, дата: 28.08.2026, сведения: [ФИО, фото, должность, достижения]"
_CONSENT = "  - {вид: обработка, дата: 28.08.2026}\n"
_CASE = "data/cases/primer.yml"
_SECOND = "data/cases/vtoroj.yml"
_PAGE = "content/kak-prinyat-uchastie.md"

Change = Callable[[Path, random.Random], None]


def school_with_a_mentor_shown(folder: Path) -> Path:
    """Make a new school whose only mentor lets the site name and show her."""
    start(folder)
    edit(folder / MENTOR, _CONSENT, f"{_CONSENT}  - {SHOWN}}}\n")
    edit(
        folder / MENTOR,
        "дата вхождения",
        "фото: {файл: face.jpg, описание: Портрет}\nдата вхождения",
    )
    photo_changed(folder, random.Random(1))
    return folder


def record_edited(school: Path, chance: random.Random) -> None:
    with (school / MENTOR).open("a", encoding="utf-8") as file:
        file.write(f"# {chance.random()}\n")
    text = (school / MENTOR).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("должность:"))
    new = f"должность: {chance.choice(('учитель химии', 'учитель физики', 'педагог'))}"
    (school / MENTOR).write_text(text.replace(line, new), encoding="utf-8")


def record_added_or_removed(school: Path, chance: random.Random) -> None:
    second = school / "data/mentors/vtorova.yml"
    if second.exists():
        second.unlink()
        return
    text = (school / MENTOR).read_text(encoding="utf-8")
    name = chance.choice(("Вторых Анна Ивановна", "Второва Ирина Олеговна"))
    second.write_text(text.replace("Образцова Мария Ивановна", name), encoding="utf-8")


def mentor_renamed(school: Path, chance: random.Random) -> None:
    text = (school / MENTOR).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("ФИО:"))
    new = chance.choice(("Образцова Мария Ивановна", "Образцова Мария Петровна"))
    (school / MENTOR).write_text(text.replace(line, f"ФИО: {new}"), encoding="utf-8")


def case_edited(school: Path, chance: random.Random) -> None:
    case_published(school, chance)
    for case in _cases(school):
        if chance.random() < 1 / 3:
            text = case.read_text(encoding="utf-8")
            case.write_text(text.replace("статус: опубликован", "статус: черновик"), "utf-8")


def case_added_or_removed(school: Path, chance: random.Random) -> None:
    """Give the case a neighbour with texts of its own, or take it away."""
    second = school / _SECOND
    if second.exists():
        second.unlink()
        return
    text = _cases(school)[0].read_text(encoding="utf-8")
    text = re.sub(
        "^название:.*$", f"название: Другой случай {chance.random()}", text, flags=re.MULTILINE
    )
    second.write_text(text.replace("…допишите…", f"слово {chance.random()}"), encoding="utf-8")


def material_changed(school: Path, chance: random.Random) -> None:
    """Let a case offer a file whose size its page tells; the record stays as it is."""
    file = school / "content/materials/pamyatka.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_text("слово " * chance.randrange(1, 2000), encoding="utf-8")
    case = chance.choice(_cases(school))
    text = case.read_text(encoding="utf-8")
    if "pamyatka.txt" not in text:
        row = "материалы:\n  - {название: Памятка, файл: pamyatka.txt, вид: памятка}\n"
        case.write_text(f"{text.rstrip()}\n{row}", encoding="utf-8")


def _cases(school: Path) -> list[Path]:
    return sorted((school / "data/cases").glob("*.yml"))


def case_published(school: Path, chance: random.Random) -> None:
    """Put a finished text into the case under a new title: the second time it is shown at once."""
    case = chance.choice(_cases(school))
    text = case.read_text(encoding="utf-8")
    for key, value in (
        ("название", f"Случай {chance.randrange(9)}"),
        ("статус", "опубликован"),
    ):
        text = re.sub(f"^{key}:.*$", f"{key}: {value}", text, flags=re.MULTILINE)
    if "\nопубликован:" not in text:
        text += "\nопубликован: 20.10.2026\n"
    case.write_text(text.replace("…допишите…", "слово"), encoding="utf-8")


def record_broken_or_mended(school: Path, chance: random.Random) -> None:
    """Leave a slip that stops every build, or mend it."""
    broken = school / "data/news/broken.yml"
    if broken.exists():
        broken.unlink()
    else:
        broken.parent.mkdir(exist_ok=True)
        broken.write_text(f"заголовок: [{chance.random()}\n", encoding="utf-8")


def news_added_or_removed(school: Path, chance: random.Random) -> None:
    news = school / "data/news/2026-10-sobytie.yml"
    if news.exists():
        news.unlink()
        return
    news.parent.mkdir(exist_ok=True)
    news.write_text(
        f"заголовок: Событие {chance.randrange(100)}\nдата: 05.10.2026\nрубрика: События\n"
        f"кратко: Коротко.\nтекст: Было {chance.randrange(100)} человек.\n",
        encoding="utf-8",
    )


def case_renamed(school: Path, chance: random.Random) -> None:
    case = next(case for case in _cases(school) if case.name.startswith("primer"))
    case.rename(case.with_name(f"primer-{chance.randrange(10)}.yml"))


def consent_withdrawn_or_given(school: Path, _: random.Random) -> None:
    text = (school / MENTOR).read_text(encoding="utf-8")
    withdrawn = f"{SHOWN}, отозвано: 01.10.2026"
    there, then = (withdrawn, SHOWN) if withdrawn in text else (SHOWN, withdrawn)
    edit(school / MENTOR, there, then)


def page_edited(school: Path, chance: random.Random) -> None:
    with (school / _PAGE).open("a", encoding="utf-8") as file:
        file.write(f"\nСтрока {chance.randrange(1000)}.\n")


def page_added_or_removed(school: Path, chance: random.Random) -> None:
    page = school / "content/eshchyo.md"
    if page.exists():
        page.unlink()
    else:
        page.write_text(f"# Ещё страница\n\nТекст {chance.random()}\n", encoding="utf-8")


def photo_changed(school: Path, chance: random.Random) -> None:
    file = school / "data/photos/face.jpg"
    file.parent.mkdir(exist_ok=True)
    Image.new("RGB", (900, 1200), tuple(chance.randbytes(3))).save(file)


def template_changed(school: Path, chance: random.Random) -> None:
    own = school / "theme/pages/public/home.html"
    if own.exists():
        own.unlink()
        return
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"<p>{chance.random()}</p>\n", encoding="utf-8")


def shell_changed(school: Path, chance: random.Random) -> None:
    own = school / "theme/material/partials/logo.html"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"<b>{chance.random()}</b>\n", encoding="utf-8")


def style_changed(school: Path, chance: random.Random) -> None:
    own = school / "theme/material/assets/styles/own.css"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"/* {chance.random()} */\n", encoding="utf-8")


def settings_changed(school: Path, chance: random.Random) -> None:
    text = (school / "mkdocs.yml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("site_description:")]
    lines.append(f"site_description: Раздел {chance.randrange(100)}")
    (school / "mkdocs.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def site_spoilt(school: Path, chance: random.Random) -> None:
    """Spoil a file of the site by hand, or take it away; by its 404.html a site is known."""
    files = sorted(f for f in (school / "site").rglob("*") if f.is_file() and f.name != "404.html")
    if files:
        file = chance.choice(files)
        if chance.random() < 1 / 3:
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[::-1] if chance.random() < 1 / 2 else b"foreign")


def site_grown(school: Path, chance: random.Random) -> None:
    if (school / "site").is_dir():
        (school / "site/left.txt").write_text(str(chance.random()), encoding="utf-8")


def cache_spoilt(school: Path, chance: random.Random) -> None:
    files = sorted(file for file in (school / ".cache").rglob("*") if file.is_file())
    for file in chance.sample(files, len(files) // 3):
        raw = file.read_bytes()
        file.write_bytes(chance.choice((b"", raw[: len(raw) // 2], raw[::-1], b"foreign")))


def cache_half_written(school: Path, chance: random.Random) -> None:
    """Leave what a build that was killed, or somebody else, may leave in the cache."""
    rooms = sorted(room for room in (school / ".cache").rglob("*") if room.is_dir())
    for room in chance.sample(rooms, len(rooms) // 2):
        (room / f"tmp{chance.randrange(1000)}").write_bytes(b"half")
        (room / ("0" * 64)).write_bytes(chance.randbytes(40))


def cache_lost(school: Path, _: random.Random) -> None:
    shutil.rmtree(school / ".cache", ignore_errors=True)


def program_changed(school: Path, chance: random.Random) -> None:
    """Install another version of a package: results of the old one are no longer to be used."""
    place = school.parent / "packages"
    shutil.rmtree(place, ignore_errors=True)
    (place / f"stale_probe-{chance.randrange(1000)}.dist-info").mkdir(parents=True)
    if str(place) not in sys.path:
        sys.path.append(str(place))
    program.cache_clear()


def nothing(school: Path, chance: random.Random) -> None:
    """Change nothing: what stands must do."""


CHANGES: tuple[Change, ...] = (
    record_edited,
    record_added_or_removed,
    record_broken_or_mended,
    mentor_renamed,
    case_edited,
    case_edited,
    case_renamed,
    case_added_or_removed,
    material_changed,
    news_added_or_removed,
    consent_withdrawn_or_given,
    page_edited,
    page_added_or_removed,
    photo_changed,
    template_changed,
    shell_changed,
    style_changed,
    settings_changed,
    site_spoilt,
    site_grown,
    cache_spoilt,
    cache_half_written,
    cache_lost,
    program_changed,
    nothing,
)
DAYS = (date(2026, 11, 20), date(2026, 11, 21), date(2027, 9, 5))


def brought_up(
    school: Path, folder: Path, today: date, audiences: tuple[str, ...] = tuple(FOLDERS)
) -> dict[str, bytes] | str:
    """Do what ``nastavnik build`` does; return the sites, or what stopped the build."""
    folders = {audience: folder / FOLDERS[audience] for audience in audiences}
    try:
        if standing(Order.of(school, today, today), folders) is None:
            build_all(school, folders, today)
    except DataError as error:
        return str(error)
    names = (place.name for place in folders.values())
    return {f"{n}/{p}": raw for n in names for p, raw in snapshot(folder / n).items()}


def sources(school: Path) -> dict[str, bytes]:
    """Return the files that ``nastavnik serve`` watches."""
    places = [school / name for name in ("data", "content", "theme", "mkdocs.yml")]
    files = [f for place in places for f in (place, *place.rglob("*")) if f.is_file()]
    return {file.relative_to(school).as_posix(): file.read_bytes() for file in files}


@contextmanager
def built_anew(
    school: Path, today: date, audiences: tuple[str, ...] = tuple(FOLDERS)
) -> Iterator[dict[str, bytes] | str]:
    """Build a copy of a school with nothing kept."""
    with tempfile.TemporaryDirectory() as scratch:
        clean = Path(scratch, "school")
        ignored = shutil.ignore_patterns(".cache", *FOLDERS.values())
        shutil.copytree(school, clean, ignore=ignored)
        yield brought_up(clean, clean, today, audiences)


def difference(
    school: Path,
    today: date,
    preview: Preview | None = None,
    changed: set[str] | None = None,
    audiences: tuple[str, ...] = tuple(FOLDERS),
) -> str:
    """Build upon what is kept, then anew; tell where they differ.

    Args:
        school: The school's folder.
        today: The day.
        preview: A preview that has lived through earlier changes and is to show this one.
        changed: Files that have changed since, as ``nastavnik serve`` notices them.
        audiences: Whose sites are built.
    """
    upon = brought_up(school, school, today, audiences)
    with built_anew(school, today, audiences) as anew:
        if isinstance(upon, str) or isinstance(anew, str):
            told = "" if upon == anew else f"{upon!s:.500} ≠ {anew!s:.500}"
        else:
            told = _differing(upon, anew)
        return told or (preview_differs(preview, anew, changed or set()) if preview else "")


def _differing(one: dict[str, bytes], other: dict[str, bytes]) -> str:
    paths = one.keys() | other.keys()
    return ", ".join(sorted(path for path in paths if one.get(path) != other.get(path)))


def preview_differs(preview: Preview, anew: dict[str, bytes] | str, changed: set[str]) -> str:
    """Tell where a preview of the public section differs from a clean build."""
    preview.get_ready()
    shown = preview.instant(changed)
    preview.refresh()
    if shown and not preview.shows(shown):
        return f"страница кейса до сборки: {shown.path}"
    if isinstance(anew, str):
        return "" if preview.problems else "предпросмотр не заметил ошибки"
    if preview.problems:
        return f"предпросмотр нашёл ошибки: {preview.problems[0]}"
    shown = {f"site/{path}": raw for path, raw in snapshot(preview.folder).items()}
    differing = _differing(shown, {p: raw for p, raw in anew.items() if p.startswith("site/")})
    return f"предпросмотр: {differing}" if differing else ""


def sequence(folder: Path, seed: int, steps: int, *, served: bool = False) -> str:
    """Change a school step by step; return what went stale, or an empty string.

    Args:
        folder: Where to make the school.
        seed: Of the choices.
        steps: How many changes.
        served: Whether a live preview lives through them too.
    """
    chance = random.Random(seed)
    school = school_with_a_mentor_shown(folder / "school")
    made: list[str] = []
    day = chance.choice(DAYS)
    preview = Preview(school, "public", day, folder / "preview") if served else None
    both = seed % 4 == 0
    audiences = tuple(FOLDERS) if both else ("public",)
    for step in range(steps):
        change = chance.choice(CHANGES)
        before = sources(school)
        change(school, chance)
        changed = {path for path, _ in before.items() ^ sources(school).items()}
        made.append(change.__name__)
        # A preview stays at the day it was started for.
        day = day if served else chance.choice(DAYS)
        if not both and not served and step < steps - 1:
            brought_up(school, school, day, audiences)
        elif stale := difference(school, day, preview, changed, audiences):
            return f"{seed}: {' → '.join(made)}: {stale}"
    return ""


def _tried(seed: int) -> str:
    with tempfile.TemporaryDirectory() as scratch:
        return sequence(Path(scratch), seed, 6, served=seed % 3 == 0)


def main() -> None:
    """Run as many sequences as asked on all processors, or one again."""
    count, *again = map(int, sys.argv[1:])
    seeds = again or [int.from_bytes(os.urandom(4), "big") for _ in range(count)]
    with ProcessPoolExecutor() as pool:
        tried = [pool.submit(_tried, seed) for seed in seeds]
        for number, done in enumerate(as_completed(tried), 1):
            if told := done.result():
                pool.shutdown(cancel_futures=True)
                sys.exit(told)
            if number % 10 == 0:
                print(f"{number} последовательностей: ничего не устарело", flush=True)


if __name__ == "__main__":
    main()
