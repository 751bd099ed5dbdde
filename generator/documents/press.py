"""Documents in every format, made anew only when what they say or how they look has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from generator.cache import Cache, key_of
from generator.diagnostics import DataError, Level, Problem, Span
from generator.documents.blocks import Chart, Design, Document
from generator.documents.html import STYLE, html, piece
from generator.documents.strays import LETTERHEAD, SHEETS
from generator.model.school import School
from generator.resources import theme_folder
from generator.settings import TEMPLATES, Settings

if TYPE_CHECKING:
    from generator.documents.package import Package

# Word and PDF take a while to import, and most runs find every paper in the store.
T = TypeVar("T")
FORMATS = ("html", "docx", "pdf")
PIECE = "piece"
"""The document as a piece of the curator's page."""
_ROOM = "documents"
_KEPT_FILES = 1000
_FEW_PLACES = 5
_LETTERHEAD = f"{SHEETS}/{LETTERHEAD}"


@dataclass(frozen=True, slots=True)
class Made:
    """A document written in the formats asked for.

    Attributes:
        document: What was written.
        files: Contents by format.
        fresh: Formats that had to be made and were not taken from the store.
        keys: Names of its files in the store, by format.
    """

    document: Document
    files: Mapping[str, bytes]
    fresh: tuple[str, ...]
    keys: Mapping[str, str]


@dataclass(slots=True)
class _Work:
    """A document on its way.

    Attributes:
        keys: Names of its files in the store, by format.
        fresh: Formats that are not there.
        files: What is written already.
        printed: Its PDF, being set.
        drawn: Its charts, being drawn.
    """

    document: Document
    keys: Mapping[str, str]
    fresh: tuple[str, ...]
    files: dict[str, bytes]
    printed: Future[bytes] | None = None
    drawn: Sequence[Future[bytes]] = ()


class Press:
    """Writes documents of one school.

    Args:
        settings: Folders of the school.
        school: Its record, for the letterhead.
        cache: Keeps files by what they were made of.
    """

    def __init__(self, settings: Settings, school: School, cache: Cache | None = None) -> None:
        self._settings = settings
        self._school = school
        self._cache = cache or Cache(None)

    def make_all(
        self, documents: Iterable[Document], formats: Iterable[str] = FORMATS
    ) -> list[Made | DataError]:
        """Write documents in formats; typst works beside Python, on the second core.

        Args:
            documents: What to write; each may be filled just before it is asked for.
            formats: In which formats.

        Returns:
            Each document written, or what is wrong with its letterhead or signs.
        """
        asked = tuple(formats)
        with ThreadPoolExecutor(1) as beside:
            begun = [_result(partial(self._begin, d, asked, beside)) for d in documents]
            done = [
                work if isinstance(work, DataError) else _result(partial(self._finish, work))
                for work in begun
            ]
        self._cache.tidy(_ROOM, _KEPT_FILES)
        return done

    def make(self, document: Document, formats: Iterable[str] = FORMATS) -> Made:
        """Write a document in formats.

        Raises:
            DataError: When the letterhead is broken or the font lacks a sign.
        """
        (made,) = self.make_all((document,), formats)
        if isinstance(made, DataError):
            raise made
        return made

    @cached_property
    def look(self) -> str:
        """All that files are made of besides their text."""
        return key_of(_program(), self._sheet)

    def stored(self, keys: Mapping[str, str]) -> dict[str, bytes] | None:
        """Return files made earlier; ``None`` when any of them is gone.

        Args:
            keys: Their names in the store by format, as :attr:`Made.keys` told them.
        """
        kept = {form: self._cache.kept(_ROOM, key) for form, key in keys.items()}
        files = {form: there for form, there in kept.items() if there is not None}
        return files if len(files) == len(kept) else None

    def _begin(self, document: Document, asked: Sequence[str], beside: Executor) -> _Work:
        """Write pages, and hand over what typst does."""
        keys = {form: f"{self._key(document, form)}.{form}" for form in asked}
        kept = {form: self._cache.kept(_ROOM, key) for form, key in keys.items()}
        files = {form: there for form, there in kept.items() if there is not None}
        fresh = tuple(form for form in asked if form not in files)
        work = _Work(document, keys, fresh, files)
        headed = self._headed(document)
        if "pdf" in fresh:
            from generator.documents.pdf import printed, source

            # Only the setting itself goes over: a thread that asks for Python's lock waits long.
            work.printed = beside.submit(printed, source(headed))
        if "docx" in fresh:
            from generator.documents.pdf import picture

            charts = [block for block in document.blocks if isinstance(block, Chart)]
            work.drawn = [beside.submit(picture, chart) for chart in charts]
        if "html" in fresh:
            files["html"] = html(headed)
        if PIECE in fresh:
            files[PIECE] = piece(headed, under=1).encode()
        return work

    def _finish(self, work: _Work) -> Made:
        document = work.document
        if "docx" in work.fresh:
            from generator.documents.docx import docx

            drawn = [future.result() for future in work.drawn]
            work.files["docx"] = docx(document, self._package(document.design), drawn)
        if work.printed:
            from generator.documents.pdf import GlyphError

            try:
                work.files["pdf"] = work.printed.result()
            except GlyphError as error:
                raise DataError(_no_glyph(error.sign, document, self._settings)) from error
        for form in work.fresh:
            self._cache.keep(_ROOM, work.keys[form], work.files[form])
        files = {form: work.files[form] for form in work.keys}
        return Made(self._told(document), files, work.fresh, work.keys)

    def _headed(self, document: Document) -> Document:
        """Put the letterhead about a document; a .docx is written on the sheet itself."""
        if document.design is not Design.LETTERHEAD:
            return document
        above, below = self._letterhead.letterhead
        return replace(document, blocks=(*above, *document.blocks, *below))

    def _told(self, document: Document) -> Document:
        """Add what the letterhead is missing to what the document is."""
        if document.design is not Design.LETTERHEAD:
            return document
        return replace(document, missing=(*document.missing, *self._letterhead.missing))

    def _package(self, design: Design) -> Package:
        match design:
            case Design.LETTERHEAD:
                return self._letterhead
            case Design.DIPLOMA:
                return self._frame
            case Design.PLAIN:
                return self._empty

    @cached_property
    def _empty(self) -> Package:
        from generator.documents.sheets import empty_package

        return empty_package()

    @cached_property
    def _frame(self) -> Package:
        from generator.documents.sheets import diploma_package

        return diploma_package()

    @cached_property
    def _letterhead(self) -> Package:
        from generator.documents.letterhead import LetterheadError
        from generator.documents.sheets import letterhead_package

        file = self._letterhead_file()
        try:
            return letterhead_package(file, self._values())
        except LetterheadError as error:
            span = Span(f"theme/{_LETTERHEAD}")
            raise DataError([Problem("Д-03", Level.ERROR, span, str(error), error.hint)]) from error

    def _letterhead_file(self) -> Path:
        own = self._settings.theme / _LETTERHEAD
        return own if own.is_file() else theme_folder() / _LETTERHEAD

    def _values(self) -> Mapping[str, str | None]:
        school = self._school
        return {
            "школа": school.name,
            "полное название": school.full_name,
            "адрес": school.address,
            "телефон": school.head.phone,
            "почта": school.head.email,
            "сайт": school.site,
            "ИНН": school.inn,
            "ОГРН": school.ogrn,
        }

    def _key(self, document: Document, form: str) -> str:
        """Name what a file is made of: the text, the sheet, the program."""
        digest = hashlib.sha256(_program())
        digest.update(f"{form}\n{document!r}\n".encode())
        if document.design is Design.LETTERHEAD:
            digest.update(self._sheet)
        return digest.hexdigest()

    @cached_property
    def _sheet(self) -> bytes:
        return self._letterhead_file().read_bytes() + repr(self._values()).encode()


def _result(work: Callable[[], T]) -> T | DataError:
    try:
        return work()
    except DataError as error:
        return error


@lru_cache(maxsize=1)
def _program() -> bytes:
    """Return what the look of files depends on besides their text: our code and typst."""
    digest = hashlib.sha256(version("typst").encode())
    own = sorted(Path(__file__).parent.glob("*.py"))
    for file in (*own, *sorted((theme_folder() / "documents").glob("*.typ")), STYLE):
        digest.update(file.read_bytes())
    return digest.digest()


def _no_glyph(sign: str, document: Document, settings: Settings) -> list[Problem]:
    """Tell where a sign that the font lacks was written; of the document when nobody knows."""
    code = " ".join(f"U+{ord(part):04X}" for part in sign)
    hint = "замените знак обычным: □ вместо ☐, «руб.» вместо ₽"
    places = list(islice(_places_of(sign, settings), _FEW_PLACES))
    message = f"знака «{sign}» ({code}) нет в шрифте документов"
    if not places:
        places = [Span(f"documents/{document.id}.pdf")]
        message = f"в документе «{document.title}» знак «{sign}» ({code}), которого нет в шрифте"
    return [Problem("Д-04", Level.ERROR, place, message, hint) for place in places]


def _places_of(sign: str, settings: Settings) -> Iterator[Span]:
    """Yield where a sign stands in records and in the school's own templates."""
    templates = settings.content / TEMPLATES
    for file in (*sorted(settings.data.rglob("*.yml")), *sorted(templates.glob("*.md"))):
        text = file.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if sign in line.partition(" #")[0]:
                name = file.relative_to(settings.project).as_posix()
                yield Span(name, number, line.index(sign) + 1)
