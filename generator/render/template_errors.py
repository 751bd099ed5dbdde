"""What is wrong with a template, in Russian: the school may have written it itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import (
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
)
from jinja2.utils import missing

from generator.diagnostics import Level, Problem, Span
from generator.model.base import Entity, Record
from generator.model.types import nearest


class Unknown(StrictUndefined):
    """A name of a template that means nothing; it says so in Russian and offers a like one."""

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint:
            return str(self._undefined_hint)
        if owner is missing:
            return f"имени «{name}» в этом шаблоне нет"
        close = nearest(str(name), _names_of(owner), 1)
        hint = f"; возможно, «{close[0]}»" if close else ""
        return f"{_told(owner)} нет поля «{name}»{hint}"


def _names_of(owner: Any) -> list[str]:
    if isinstance(owner, dict):
        return [str(key) for key in owner]
    return [name for name in dir(owner) if not name.startswith(("_", "model_"))]


def _told(owner: Any) -> str:
    if isinstance(owner, Entity):
        return f"в записи «{owner.title_ru}»"
    if isinstance(owner, Record):
        title = str(owner.model_config.get("title") or type(owner).__name__)
        return f"в записи «{title.lower()}»"
    return "среди ключей" if isinstance(owner, dict) else f"у значения {type(owner).__name__}"


def template_problem(
    error: BaseException, folders: tuple[Path, ...], template: str = "", home: str = "theme"
) -> Problem | None:
    """Tell which template failed, on which line and why.

    Args:
        error: What filling a template ended with.
        folders: Folders of templates, to name the file within one of them.
        template: The template being filled, for errors that name none.
        home: Where the school keeps its own templates, to name the file by it.

    Returns:
        The problem; ``None`` when the error did not come from a template.
    """
    name, line = template, 0
    if isinstance(error, TemplateSyntaxError):
        name, line = error.filename or error.name or template, error.lineno
    elif not isinstance(error, (TemplateError, UnicodeDecodeError)):
        name = ""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith((".html", ".md")):
            name, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    if not name:
        return None
    span = Span(_at_home(Path(name), folders, home), line, 1 if line else 0)
    message = f"шаблон не заполнен: {_why_not_filled(error)}"
    return Problem(
        "Ш-01", Level.ERROR, span, message, "исправьте строку или верните исходный шаблон"
    )


def _at_home(file: Path, folders: tuple[Path, ...], home: str) -> str:
    within = (file.relative_to(f).as_posix() for f in folders if file.is_relative_to(f))
    return next((f"{home}/{path}" for path in within), file.as_posix())


def _why_not_filled(error: BaseException) -> str:
    match error:
        case TemplateNotFound():
            return f"нет шаблона {error.name}"
        case TemplateSyntaxError():
            return f"нарушена разметка: {_in_russian(error.message or '')}"
        case TemplateRuntimeError():
            return _in_russian(error.message or "")
        case UnicodeDecodeError():
            return "файл сохранён не в UTF-8"
        case _:
            return f"строка не вычисляется ({type(error).__name__}: {error})"


_SAID = (
    (r"No filter named '(.+?)'.*", "нет фильтра «{0}»"),
    (r"No test named '(.+?)'.*", "нет проверки «{0}»"),
    (
        r"Unexpected end of template\. .*needs to be closed is '(.+?)'\.",
        "не закрыта команда «{{% {0} %}}»: ниже нужна «{{% end{0} %}}»",
    ),
    (r"unexpected end of template, expected 'end of (?:print )?statement'.*", "не закрыта скобка"),
    (r"unexpected end of template.*", "текст обрывается внутри скобок"),
    (
        r"Encountered unknown tag '(end.+?)'\..*",
        "лишняя команда «{{% {0} %}}»: выше нет той, которую она закрывает",
    ),
    (r"Encountered unknown tag '(.+?)'\..*", "нет команды «{{% {0} %}}»"),
    (r"expected token '(.+?)', got '(.+?)'", "внутри скобок не на месте «{1}»"),
    (r"unexpected char '(.+?)' at \d+", "внутри скобок непонятный знак «{0}»"),
    (r"unexpected '(.+?)'(?:, expected .*)?", "внутри скобок не на месте «{0}»"),
    (r"'(\w+)' is undefined", "имени «{0}» в этом шаблоне нет"),
    (r"'.+ object' has no attribute '(.+)'", "нет поля «{0}»"),
    (r"Missing end of comment tag", "не закрыт комментарий"),
    (r"Missing end of raw directive", "не закрыта команда «{{% raw %}}»"),
)
"""What Jinja says of a template, and the same in Russian."""


def _in_russian(message: str) -> str:
    for pattern, russian in _SAID:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return russian.format(*found.groups())
    return message
