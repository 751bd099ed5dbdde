"""Questions on a terminal: one at a time, in Russian, asked again after a slip."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from generator.editing.values import Option

_YES = {"д", "да", "y", "yes", "ага", "угу"}
_NO = {"н", "нет", "n", "no", "не"}
_LONGEST_LIST = 40


def on_terminal() -> bool:
    """Tell whether somebody sits at a terminal and can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        text: The question.
        note: What to write, in a few words.
        options: Values to choose from; none for a free answer.
        default: What an empty answer means.
        required: Whether an empty answer without a default is refused.
        many: Whether several answers are taken.
        prose: Whether the answer may have several paragraphs.
        listed: Whether the options are shown; not when they have just been.
    """

    text: str
    note: str = ""
    options: Sequence[Option] = ()
    default: str = ""
    required: bool = False
    many: bool = False
    prose: bool = False
    listed: bool = True


class StepBackError(Exception):
    """The person wants to answer the previous question anew."""


Step = Callable[[], bool]
"""Asks one question and keeps the answer; tells whether anything was asked."""


class Interview:
    """Asks on a terminal and reads what is typed.

    Args:
        screen: Where the questions go.
    """

    def __init__(self, screen: Console) -> None:
        self._screen = screen
        with suppress(ImportError):
            # Arrows and Backspace work in Russian words too.
            importlib.import_module("readline")

    def walk(self, steps: Sequence[Step]) -> None:
        """Ask questions in their order; «<» leads back to the one before."""
        asked: list[int] = []
        index = 0
        while index < len(steps):
            try:
                if steps[index]():
                    asked.append(index)
                index += 1
            except StepBackError:
                if not asked:
                    self._complain("это первый вопрос")
                index = asked.pop() if asked else index

    def ask(self, question: Question, read: Callable[[Any], Any]) -> Any:
        """Ask until the answer is right.

        Args:
            question: What is asked.
            read: Makes a value of what was typed.

        Returns:
            The value; ``None`` when a question that is not required was passed.

        Raises:
            StepBackError: When the person wants the previous question.
            click.Abort: When the person leaves by Ctrl+C or Ctrl+D.
        """
        from generator.editing.values import ValueRefusedError

        self._show(question)
        while True:
            typed = self._read(question)
            if not typed and not question.default:
                if not question.required:
                    return None
                self._complain("без этого записать нельзя")
                continue
            try:
                return read(self._chosen(typed or question.default, question))
            except ValueRefusedError as error:
                self._complain(str(error))

    def row(
        self, questions: Mapping[str, Question], reader: Callable[[str], Callable[[Any], Any]]
    ) -> dict[str, Any] | None:
        """Ask for one inner record.

        Args:
            questions: Questions by the keys of the record.
            reader: Makes of a key what reads its answer.

        Returns:
            The record; ``None`` when its first question was passed.
        """
        first = next(iter(questions))
        values: dict[str, Any] = {}

        def step(key: str) -> bool:
            if key != first and values.get(first) is None:
                return False
            values[key] = self.ask(questions[key], reader(key))
            return True

        self.walk([partial(step, key) for key in questions])
        return values if values.get(first) is not None else None

    def confirm(self, question: str, *, usual: bool = True) -> bool:
        """Ask for yes or no; an empty answer means what is usual."""
        answers = "[Да/нет]" if usual else "[да/Нет]"
        while True:
            self._screen.print(Text(f"{question} {answers}", style="bold"))
            answer = self._typed().casefold().rstrip(".!")
            if not answer:
                return usual
            if answer in _YES | _NO:
                return answer in _YES
            self._complain("напишите да или нет")

    def heading(self, text: str) -> None:
        """Say what the next questions are about."""
        self._screen.print()
        self._screen.print(Text(text, style="bold underline"))
        self._screen.print(Text("к прошлому вопросу — <, выйти — Ctrl+C", style="dim"))

    def _show(self, question: Question) -> None:
        self._screen.print()
        head = Text(question.text, style="bold")
        if question.note:
            head.append(f"  {question.note}", style="not bold dim")
        self._screen.print(head)
        if question.listed and len(question.options) <= _LONGEST_LIST:
            for number, option in enumerate(question.options, 1):
                line = Text(f"  {number}. {option.value}")
                line.append(f" — {option.note}" if option.note else "", style="dim")
                self._screen.print(line)
        hints = [f"Enter — {question.default}"] if question.default else []
        if not question.required and not question.default:
            hints.append("Enter — пропустить")
        if question.many and question.options:
            hints.append("можно несколько через запятую")
        elif question.many:
            hints.append("по одному в строке, в конце пустая строка")
        elif question.prose:
            hints.append("каждая строка — абзац, в конце пустая строка")
        if hints:
            self._screen.print(Text(f"  {'; '.join(hints)}", style="dim"))

    def _read(self, question: Question) -> Any:
        if question.many and question.options:
            return [part for part in re.split(r"\s*[,;]\s*", self._line()) if part]
        if not question.many and not question.prose:
            return self._line()
        lines: list[str] = []
        while line := self._line():
            lines.append(line)
        return lines if question.many else "\n\n".join(lines)

    def _line(self) -> str:
        typed = self._typed()
        if typed == "<":
            raise StepBackError
        return typed

    def _typed(self) -> str:
        try:
            return input("> ").strip()
        except (EOFError, KeyboardInterrupt) as error:
            self._screen.print()
            raise click.Abort from error

    def _complain(self, text: str) -> None:
        self._screen.print(Text(f"  {text}", style="red"))

    def _chosen(self, typed: Any, question: Question) -> Any:
        if isinstance(typed, list):
            return [option_meant(item, question.options) for item in typed]
        chosen = option_meant(typed, question.options)
        return [chosen] if question.many else chosen


def option_meant(typed: str, options: Sequence[Option]) -> str:
    """Return the option that was meant: by number, by its beginning, by a word of its note.

    What fits none or several is returned as it was typed, for the checks to explain.
    """
    from generator.model.types import fold

    if typed.isdecimal() and 1 <= int(typed) <= len(options):
        return options[int(typed) - 1].value
    asked = fold(typed)
    same = [option for option in options if fold(option.value) == asked]
    if same:
        return typed if len(same) > 1 else same[0].value
    begun = [option for option in options if fold(option.value).startswith(asked)]
    noted = [option for option in options if fold(option.note).startswith(asked)]
    found = begun or noted
    return found[0].value if len(found) == 1 else typed
