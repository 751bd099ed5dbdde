"""Values of a record from a call's parameters, and from questions about those left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from generator.commands.asking import Interview, Question, on_terminal, option_meant
from generator.console import console

if TYPE_CHECKING:
    from generator.editing.workspace import Workspace
    from generator.model.base import Record

Path = tuple[str, ...]
_OF_FILES = re.compile(r"(?:^|[;,] )без ключа — [^.;]*| У переписки ключа нет\.")
_SAME = re.compile(r"[.:;,]|$")


@dataclass(frozen=True, slots=True)
class Ask:
    """A value of a record: its parameter in the call, its question on a terminal.

    Attributes:
        option: The parameter: ``--name``.
        path: Russian keys to the value.
        text: What it is, in Russian: the question, and the help of the parameter.
        more: What only the help adds.
        metavar: What stands for the value in the help.
        required: Whether the record makes no sense without it.
        default: What is meant when it is left out, as it would be typed.
        on_screen: What is offered on a terminal for an empty answer: «сегодня», «31 мая».
        only: A key and the value it must have for this one to be asked.
        unless: A key and the value with which this one is not asked.
        many: Whether it is a list; the parameter may be repeated.
        prose: Whether it may have several paragraphs.
    """

    option: str
    path: Path
    text: str
    more: str = ""
    metavar: str = "ТЕКСТ"
    required: bool = False
    default: str = ""
    on_screen: str = ""
    only: tuple[str, str] = ("", "")
    unless: tuple[str, str] = ("", "-")
    many: bool = False
    prose: bool = False

    @property
    def name(self) -> str:
        """Name of the parameter in Python."""
        return self.option.removeprefix("--").replace("-", "_")

    def applies(self, values: Mapping[str, Any]) -> bool:
        """Tell whether it makes sense beside the values known so far."""
        (key, wanted), (other, unwanted) = self.only, self.unless
        return str(values.get(key, "")) == wanted and str(values.get(other, "")) != unwanted


@dataclass(frozen=True, slots=True)
class Filled:
    """What a record is to hold.

    Attributes:
        values: Values by Russian keys, nested as in the file.
        asked: Whether anything was asked on the terminal.
    """

    values: dict[str, Any]
    asked: bool


def with_options(asks: Sequence[Ask]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds the parameters of some values to a command."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for ask in reversed(asks):
            repeated = " Можно повторить." if ask.many else ""
            needed = " Обязательно." if ask.required else ""
            stop = "" if ask.more.endswith("…") else "."
            words = f"{ask.text}{ask.more}{stop}{repeated}{needed}"
            command = click.option(
                ask.option, ask.name, multiple=ask.many, metavar=ask.metavar, help=words
            )(command)
        return command

    return add


def fill(
    school: Workspace,
    cls: type[Record],
    asks: Sequence[Ask],
    given: Mapping[str, Any],
    heading: str = "",
    *,
    asking: bool = False,
) -> Filled:
    """Gather the values of a record.

    Nothing is asked when the call says all that is required. Otherwise everything it left out
    is asked on a terminal, and without one the call is refused.

    Args:
        school: Where references lead.
        cls: The class of the record.
        asks: The values.
        given: Parameters of the call by their names.
        heading: What the questions are about.
        asking: Questions have been asked already: ask these too.

    Raises:
        click.UsageError: When a parameter is wrong, or something is missing and there is
            nobody to ask.
    """
    values: dict[str, Any] = {}
    left, wrong = [], []
    for ask in asks:
        if not given.get(ask.name):
            left.append(ask)
            continue
        try:
            put(values, ask.path, read_option(school, cls, ask, given[ask.name]))
        except click.UsageError as error:
            wrong.append(error.message)
    if wrong:
        raise click.UsageError("\n        ".join(wrong))
    asking = needed([ask for ask in left if ask.applies(values)]) or asking
    interview = Interview(console()) if asking else None
    if interview and heading:
        interview.heading(heading)
    if interview is None:
        for ask in left:
            if ask.default:
                put(values, ask.path, read_option(school, cls, ask, ask.default))
        return Filled(values, asked=False)

    def step(ask: Ask) -> bool:
        if not ask.applies(values):
            return False
        put(values, ask.path, interview.ask(_question(school, cls, ask), _reader(school, cls, ask)))
        return True

    interview.walk([partial(step, ask) for ask in left])
    return Filled(_without_passed(values), asked=True)


def _without_passed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Drop the answers that were passed over."""
    return {
        key: _without_passed(value) if isinstance(value, dict) else value
        for key, value in values.items()
        if value is not None and value != {}
    }


def needed(left: Sequence[Ask]) -> bool:
    """Tell whether to ask on the terminal for what a call has left out.

    Raises:
        click.UsageError: When something required is missing and there is nobody to ask.
    """
    missing = [ask for ask in left if ask.required]
    if missing and not on_terminal():
        listed = ", ".join(f"{ask.option} ({_small(ask.text)})" for ask in missing)
        raise click.UsageError(f"не указано: {listed}; в терминале команда спросит сама")
    return bool(missing)


def put(values: dict[str, Any], path: Path, value: Any) -> None:
    """Set a value in nested records."""
    *way, last = path
    for key in way:
        values = values.setdefault(key, {})
    values[last] = value


def read_option(school: Workspace, cls: type[Record], ask: Ask, raw: Any) -> Any:
    """Return the value of a parameter.

    Raises:
        click.UsageError: When it may not stand in the record.
    """
    from generator.editing.values import ValueRefusedError

    try:
        return _reader(school, cls, ask)(list(raw) if ask.many else str(raw))
    except ValueRefusedError as error:
        raise click.UsageError(f"{ask.option}: {error}") from error


def _reader(school: Workspace, cls: type[Record], ask: Ask) -> Callable[[Any], Any]:
    from generator.editing.values import options, read_value

    choice = options(school, cls, ask.path)

    def read(raw: Any) -> Any:
        if isinstance(raw, list):
            return read_value(school, cls, ask.path, [option_meant(item, choice) for item in raw])
        return read_value(school, cls, ask.path, option_meant(raw, choice))

    return read


def _question(school: Workspace, cls: type[Record], ask: Ask) -> Question:
    from generator.editing.values import about, options

    choice = options(school, cls, ask.path)
    note = _OF_FILES.sub("", about(cls, ask.path))
    if _SAME.match(note.removeprefix(ask.text)):
        note = note.removeprefix(ask.text).lstrip(" ,.:;—")
    return Question(
        ask.text,
        note=note,
        options=choice,
        default=_usual(school, ask.on_screen) or ask.default,
        required=ask.required,
        many=ask.many,
        prose=ask.prose,
    )


def _usual(school: Workspace, words: str) -> str:
    """Return the day that «сегодня» or «31 мая» means, as it is typed."""
    today = school.today
    if words == "31 мая":
        return f"31.05.{today.year + (today.month > 5)}"
    return f"{today:%d.%m.%Y}" if words == "сегодня" else words


def _small(text: str) -> str:
    """Return a text as it stands in the midst of a sentence: «ФИО» keeps its capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
