"""A template and the data to a document: Jinja, then Markdown, then blocks."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context

from generator.cache import Cache, key_of
from generator.diagnostics import DataError, Level, Problem, Span
from generator.documents.blocks import Design, Document
from generator.documents.fitting import fitted
from generator.documents.helpers import FILTERS, Helpers
from generator.documents.marked import MarkedError, blocks_of
from generator.documents.values import Missing, Slots, visible
from generator.model.base import Entity, Record
from generator.model.people import Person
from generator.model.school import Official
from generator.render.compiled import compile_once
from generator.render.template_errors import Unknown, template_problem
from generator.resources import document_templates
from generator.rules.declension import UndeclinableError
from generator.settings import TEMPLATES
from generator.source.line import shortened

_ENDING = ".md"
_LAST_TAG = re.compile(r"^([ \t]*(?!\{%(?:(?!%\}).)*%\}[ \t]*$).*[^+-])%\}[ \t]*$", re.MULTILINE)


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """What to make: which document, of which template, about what.

    Attributes:
        id: ASCII name of the document's files.
        title: What the file and lists call it.
        template: Name of the template without its ending.
        context: A frozen dataclass; its fields are what the template may use.
    """

    id: str
    title: str
    template: str
    context: Any
    design: Design = Design.PLAIN
    landscape: bool = False


class _Environment(Environment):
    """Jinja that names every value the data have not; what hangs on one is missing too."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute; an empty field of a record becomes a named blank."""
        if isinstance(obj, Missing):
            return obj
        value = super().getattr(obj, attribute)
        if value is None and isinstance(obj, Record):
            return Missing(_label(obj, attribute))
        return value


def _label(record: Record, attribute: str) -> str:
    info = type(record).model_fields.get(attribute)
    key = (info.alias if info else None) or attribute
    if isinstance(record, Person):
        return f"{key} ({record.full_name})"
    if isinstance(record, Official):
        return f"{key} ({record.post})"
    if isinstance(record, Entity):
        return f"{key} ({record.title_ru})"
    return f"{key} ({str(record.model_config.get('title') or '').lower()})"


class _WholeLines(Extension):
    """Lets only a tag alone on its line take the line's end with it.

    «{% if x %}…{% endif %}» at the end of an item must not glue the next item to it.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Mark the last tag of a line that holds more than one tag."""
        return _LAST_TAG.sub(r"\1+%}", source)


class Filler:
    """Fills templates: the school's own over the shipped ones.

    Args:
        content: The school's folder of ordinary pages; its templates are in ``templates``.
        cache: Keeps templates compiled before.
    """

    def __init__(self, content: Path, cache: Cache | None = None) -> None:
        self._folders = _folders(content)
        self._environment = _Environment(
            loader=FileSystemLoader([str(folder) for folder in self._folders]),
            autoescape=True,
            undefined=Unknown,
            trim_blocks=True,
            lstrip_blocks=True,
            comment_start_string="<!--",
            comment_end_string="-->",
            finalize=self._finalize,
            extensions=[_WholeLines],
        )
        self._environment.filters.update(FILTERS)
        compile_once(self._environment, cache or Cache(None))
        self._slots = Slots()

    def fill(self, draft: Draft) -> Document:
        """Fill a template.

        Raises:
            DataError: When the template is missing, empty or broken, or a name cannot be declined.
        """
        slots = self._slots = Slots()
        values = {
            field.name: getattr(draft.context, field.name)
            for field in dataclasses.fields(draft.context)
        }
        name = f"{draft.template}{_ENDING}"
        try:
            template = self._environment.get_template(name)
            helpers = Helpers(slots, draft.context.school.head).names()
            source = template.render({**helpers, **values})
            blocks = tuple(fitted(blocks_of(source, slots), landscape=draft.landscape))
        except UndeclinableError as error:
            raise DataError([_undeclinable(error, draft)]) from error
        except MarkedError as error:
            raise DataError([_marked(error, name)]) from error
        except Exception as error:
            # The template may be the school's own and fail in any way.
            problem = template_problem(error, self._folders, _place(name), "content/templates")
            if problem is None:
                raise
            raise DataError([dataclasses.replace(problem, code="Д-01")]) from error
        if not blocks:
            raise DataError([_empty(name)])
        return Document(
            id=draft.id,
            title=draft.title,
            blocks=blocks,
            design=draft.design,
            landscape=draft.landscape,
            missing=tuple(dict.fromkeys(slots.missing)),
        )

    @pass_context
    def _finalize(self, _context: Context, value: Any) -> Any:
        """Put a printed value away; asking for the context keeps Jinja from doing it too early."""
        return self._slots.finalize(value)


def look_of(content: Path) -> str:
    """Return what the templates of documents are, whole.

    Args:
        content: The school's folder of ordinary pages, as :class:`Filler` takes it.
    """
    parts: list[str | bytes] = []
    for folder in _folders(content):
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        parts += [part for file in files for part in (str(file), file.read_bytes())]
    return key_of(*parts)


def _folders(content: Path) -> tuple[Path, Path]:
    return content / TEMPLATES, document_templates()


def _place(name: str) -> str:
    """Return where a school's own template lies or would lie."""
    return f"content/{TEMPLATES}/{name}"


def _marked(error: MarkedError, name: str) -> Problem:
    where = f"в заполненном виде строка {error.line}: {shortened(visible(error.text))}"
    return Problem("Д-01", Level.ERROR, Span(_place(name)), f"{error}; {where}", _MEND)


def _empty(name: str) -> Problem:
    hint = "впишите текст документа или удалите файл: тогда возьмётся исходный шаблон"
    return Problem("Д-01", Level.ERROR, Span(_place(name)), "в шаблоне ничего нет", hint)


def _undeclinable(error: UndeclinableError, draft: Draft) -> Problem:
    message = f"документ «{draft.title}» не составлен: {error}"
    return Problem("Д-02", Level.ERROR, error.span, message, error.hint)


_MEND = "исправьте строку или верните исходный шаблон"
