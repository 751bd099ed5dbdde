"""What commands print: Russian words that any console can show, problems, summaries."""

from __future__ import annotations

import codecs
import gettext
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from generator.diagnostics import Level, Problem

_PLAIN = {"→": "->", "—": "-", "–": "-", "«": '"', "»": '"', "…": "...", "\u00a0": " ", "№": "N"}
LEVEL_STYLES = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.ADVICE: "cyan"}


def speak_russian() -> None:
    """Make click speak Russian and consoles without Unicode accept every message.

    A console of Windows may know only cp1251 or cp866: a sign it lacks is replaced by a plain
    one instead of stopping the command.
    """
    os.environ["LANGUAGE"] = "ru"
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
    codecs.register_error("nastavnik", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="nastavnik")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign, "?") for sign in signs), error.end


def console(*, stderr: bool = False) -> Console:
    """Return a console that honours ``NO_COLOR`` and never wraps what goes into a pipe."""
    plain = False if os.environ.get("NO_COLOR") else None
    return Console(
        stderr=stderr, highlight=False, emoji=False, soft_wrap=True, force_terminal=plain
    )


def print_problems(problems: Iterable[Problem], out: Console) -> None:
    """Print problems one by one: place, level, what is wrong, what to do."""
    for problem in problems:
        line = Text()
        line.append(str(problem.span), style="bold")
        line.append(": ")
        line.append(problem.level.value, style=LEVEL_STYLES[problem.level])
        line.append(f" {problem.code}: {problem.message}")
        out.print(line)
        if problem.hint:
            out.print(Text(f"    → {problem.hint}", style="green"))


def print_some(title: str, names: Sequence[str], out: Console, most: int) -> None:
    """Print how many there are and the first of them.

    Args:
        title: What they are: «новых».
        names: All of them.
        out: Where to.
        most: How many to name.
    """
    out.print(f"[bold]{title}:[/] {len(names)}")
    for name in names[:most]:
        out.print(Text(f"  {name}"))
    if len(names) > most:
        out.print(f"  … и ещё {len(names) - most}")


def summary(problems: Iterable[Problem]) -> str:
    """Return «2 ошибки, 3 предупреждения» or «замечаний нет»."""
    from generator.render.words import counted

    levels = Counter(problem.level for problem in problems)
    words = {
        Level.ERROR: ("ошибка", "ошибки", "ошибок"),
        Level.WARNING: ("предупреждение", "предупреждения", "предупреждений"),
        Level.ADVICE: ("совет", "совета", "советов"),
    }
    parts = [counted(levels[level], *forms) for level, forms in words.items() if levels[level]]
    return ", ".join(parts) or "замечаний нет"


def problems_json(problems: Iterable[Problem]) -> str:
    """Return problems as JSON for tools: a list of objects with file, line and column."""
    rows = [
        {
            "code": problem.code,
            "level": problem.level.name.lower(),
            "file": problem.span.path,
            "line": problem.span.line,
            "column": problem.span.column,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


_GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice"}


def problems_github(problems: Iterable[Problem], folder: str = "") -> str:
    """Return problems as commands that make GitHub show each beside its line.

    Args:
        problems: What to show.
        folder: The project's folder inside the repository, if it is not its root.
    """
    return "\n".join(_github(problem, folder) for problem in problems)


def _github(problem: Problem, folder: str) -> str:
    from generator.catalogue import ENTRIES

    span = problem.span
    place = {"file": f"{folder}/{span.path}" if folder else span.path}
    if span.line:
        place |= {"line": str(span.line), "col": str(span.column)}
    place["title"] = f"{problem.code}. {ENTRIES[problem.code].title}"
    listed = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in place.items())
    text = f"{problem.message} → {problem.hint}" if problem.hint else problem.message
    return f"::{_GITHUB[problem.level]} {listed}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    """Write signs of the commands' own as GitHub wants them: ``%`` first."""
    for sign in ("%", "\r", "\n", *more):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
