"""Documents in every format, made anew only when what they say or how they look has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from generator.cache import Cache
from generator.diagnostics import DataError, Level, Problem, Span
from generator.documents.blocks import Chart, Design, Document
from generator.documents.docx import docx
from generator.documents.html import STYLE, html, piece
from generator.documents.letterhead import LetterheadError
from generator.documents.package import Package, diploma_package, empty_package, letterhead_package
from generator.documents.pdf import GlyphError, pdf
from generator.model.school import School
from generator.resources import theme_folder
from generator.settings import Settings

T = TypeVar("T")
FORMATS = ("html", "docx", "pdf")
PIECE = "piece"
"""The document as a piece of the curator's page."""
_ROOM = "documents"
_KEPT_FILES = 1000
LETTERHEAD = "documents/letterhead.docx"


@dataclass(frozen=True, slots=True)
class Made:
    """A document written in the formats asked for.

    Attributes:
        document: What was written.
        files: Contents by format.
        fresh: Formats that had to be made and were not taken from the store.
    """

    document: Document
    files: Mapping[str, bytes]
    fresh: tuple[str, ...]


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
        """Write documents in formats; typst works beside Python on the second core.

        Args:
            documents: What to write; each may be filled just before it is asked for.
            formats: In which formats.

        Returns:
            Each document written, or what is wrong with its letterhead or signs.
        """
        asked = tuple(formats)
        printed_form = tuple(form for form in asked if form == "pdf")
        others = tuple(form for form in asked if form != "pdf")
        filled: list[Document] = []
        printed: list[Future[Made]] = []
        # Charts are drawn by typst in every format.
        drawn: dict[str, Future[Made]] = {}
        with ThreadPoolExecutor(max_workers=1) as beside:
            for document in documents:
                if document.design is Design.LETTERHEAD:
                    # Both threads need it: made here, it is made once.
                    _result(lambda: self._letterhead)
                filled.append(document)
                printed.append(beside.submit(self.make, document, printed_form))
                if any(isinstance(block, Chart) for block in document.blocks):
                    drawn[document.id] = beside.submit(self.make, document, others)
            typed = {
                document.id: _result(partial(self.make, document, others))
                for document in filled
                if document.id not in drawn
            }
            typed |= {id_: _result(future.result) for id_, future in drawn.items()}
            done = [_result(future.result) for future in printed]
        self._cache.tidy(_ROOM, _KEPT_FILES)
        return [
            _together(typed[document.id], other, asked)
            for document, other in zip(filled, done, strict=True)
        ]

    def make(self, document: Document, formats: Iterable[str] = FORMATS) -> Made:
        """Write a document in formats.

        Raises:
            DataError: When the letterhead is broken or the font lacks a sign.
        """
        files: dict[str, bytes] = {}
        fresh: list[str] = []
        for form in formats:
            key = f"{self._key(document, form)}.{form}"
            kept = self._cache.kept(_ROOM, key)
            if kept is None:
                kept = self._written(document, form)
                self._cache.keep(_ROOM, key, kept)
                fresh.append(form)
            files[form] = kept
        return Made(self._told(document), files, tuple(fresh))

    def _written(self, document: Document, form: str) -> bytes:
        on_letterhead = document.design is Design.LETTERHEAD
        if form == "docx":
            return docx(document, self._package(document.design))
        if on_letterhead:
            blocks = (*self._letterhead.letterhead, *document.blocks)
            document = replace(document, blocks=blocks)
        if form == "html":
            return html(document)
        if form == PIECE:
            return piece(document, under=1).encode()
        try:
            return pdf(document)
        except GlyphError as error:
            raise DataError([_no_glyph(error, document)]) from error

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
        return empty_package()

    @cached_property
    def _frame(self) -> Package:
        return diploma_package()

    @cached_property
    def _letterhead(self) -> Package:
        file = self._letterhead_file()
        try:
            return letterhead_package(file, self._values())
        except LetterheadError as error:
            span = Span(f"theme/{LETTERHEAD}")
            raise DataError([Problem("Д-03", Level.ERROR, span, str(error), error.hint)]) from error

    def _letterhead_file(self) -> Path:
        own = self._settings.theme / LETTERHEAD
        return own if own.is_file() else theme_folder() / LETTERHEAD

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


def _together(
    one: Made | DataError, other: Made | DataError, formats: Sequence[str]
) -> Made | DataError:
    if isinstance(one, DataError):
        return one
    if isinstance(other, DataError):
        return other
    files = {**one.files, **other.files}
    ordered = {form: files[form] for form in formats}
    return Made(one.document, ordered, (*one.fresh, *other.fresh))


@lru_cache(maxsize=1)
def _program() -> bytes:
    """Return what the look of files depends on besides their text: our code and typst."""
    digest = hashlib.sha256(version("typst").encode())
    own = sorted(Path(__file__).parent.glob("*.py"))
    for file in (*own, *sorted((theme_folder() / "documents").glob("*.typ")), STYLE):
        digest.update(file.read_bytes())
    return digest.digest()


def _no_glyph(error: GlyphError, document: Document) -> Problem:
    code = " ".join(f"U+{ord(sign):04X}" for sign in error.sign)
    message = f"в документе «{document.title}» знак «{error.sign}» ({code}), которого нет в шрифте"
    hint = "замените знак в данных или в шаблоне обычным: □ вместо ☐, «руб.» вместо ₽"
    return Problem("Д-04", Level.ERROR, Span(f"documents/{document.id}.pdf"), message, hint)
