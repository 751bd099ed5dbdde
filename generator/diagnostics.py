"""What went wrong, where, and how to mend it: the language every layer reports in."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Level(StrEnum):
    """How serious a problem is.

    ``ERROR`` stops the build, ``WARNING`` is shown and the build goes on, ``ADVICE`` is a hint.
    """

    ERROR = "ошибка"
    WARNING = "предупреждение"
    ADVICE = "совет"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file of the project.

    Attributes:
        path: Path relative to the project, with forward slashes.
        line: Line from 1; 0 when the problem is about the whole file.
        column: Column from 1; 0 when the problem is about the whole file.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell the curator.

    Attributes:
        code: Stable code such as ``Д-04``.
        level: How serious it is.
        span: Where it is.
        message: What was found and what was expected, in Russian.
        hint: What to do, in Russian; empty when the message says it all.
    """

    code: str
    level: Level
    span: Span
    message: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.span}: {self.level} {self.code}: {self.message}"
        return f"{text} → {self.hint}" if self.hint else text


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file, line and column and drop exact repetitions."""
    return tuple(sorted(set(problems), key=lambda p: (p.span, p.level, p.code, p.message)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems must stop the build."""
    return any(problem.level is Level.ERROR for problem in problems)


class DataError(Exception):
    """The data cannot be built from; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


_NO_ACCESS = "нет доступа: проверьте права и не открыт ли файл в другой программе"
_NO_ROOM = "на диске кончилось место"
_REFUSALS: Mapping[int | None, str] = MappingProxyType(
    {
        errno.EACCES: _NO_ACCESS,
        errno.EPERM: _NO_ACCESS,
        errno.EBUSY: _NO_ACCESS,
        errno.EROFS: "сюда нельзя записать: только чтение",
        errno.ENOSPC: _NO_ROOM,
        errno.EDQUOT: _NO_ROOM,
        errno.EFBIG: "файл слишком велик для этого диска",
        errno.EEXIST: "имя занято: там уже лежит другой файл или папка",
        errno.ENOTDIR: "в этом пути на месте папки стоит файл",
        errno.EISDIR: "на месте файла стоит папка",
        errno.ENOENT: "нет такой папки или файла",
        errno.ENAMETOOLONG: "имя слишком длинное",
        errno.ECONNREFUSED: "там не принимают соединений",
        errno.ECONNRESET: "соединение оборвано",
        errno.EPIPE: "соединение оборвано",
        errno.ETIMEDOUT: "ответа не дождались",
        errno.EHOSTUNREACH: "до него не дойти",
        errno.ENETUNREACH: "сети нет",
    }
)


def reason_of(error: OSError) -> str:
    """Return why the system refused a file or a connection, in Russian where it is known."""
    sockets = sys.modules.get("socket")
    if sockets and isinstance(error, sockets.gaierror):
        # Its numbers are those of names of servers, and on macOS the same as of files.
        return "такого адреса нет, или нет сети"
    if isinstance(error, TimeoutError):
        return _REFUSALS[errno.ETIMEDOUT]
    return _REFUSALS.get(error.errno) or error.strerror or str(error)


def refusal(error: OSError) -> str:
    """Return what the system refused to do with a file, and why."""
    reason = reason_of(error)
    return f"{error.filename}: {reason}" if error.filename else reason
